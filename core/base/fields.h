#pragma once

// A struct that names its fields once, so that JSON in, JSON out, the TypeScript types and the schema all follow from
// that line.
//
//   struct Filter {
//     std::string dimension;
//     bool exclude = false;
//     BILLFOLD_FIELDS(Filter, dimension, exclude)
//   };
//
// Field names are the JSON's names. Filter::list_fields<Maker>() is a list, made by the compiler, of what
// Maker::field<bool>("exclude", offset in bytes) gives for each, in order.

#include <array>
#include <cstddef>
#include <string_view>

#define BILLFOLD_PARENS ()
#define BILLFOLD_EXPAND(...) BILLFOLD_EXPAND3(BILLFOLD_EXPAND3(BILLFOLD_EXPAND3(__VA_ARGS__)))
#define BILLFOLD_EXPAND3(...) BILLFOLD_EXPAND2(BILLFOLD_EXPAND2(BILLFOLD_EXPAND2(__VA_ARGS__)))
#define BILLFOLD_EXPAND2(...) BILLFOLD_EXPAND1(BILLFOLD_EXPAND1(BILLFOLD_EXPAND1(__VA_ARGS__)))
#define BILLFOLD_EXPAND1(...) __VA_ARGS__
#define BILLFOLD_FOR_EACH(macro, ...) __VA_OPT__(BILLFOLD_EXPAND(BILLFOLD_FOR_EACH_STEP(macro, __VA_ARGS__)))
#define BILLFOLD_FOR_EACH_STEP(macro, first, ...) \
  macro(first) __VA_OPT__(BILLFOLD_FOR_EACH_AGAIN BILLFOLD_PARENS(macro, __VA_ARGS__))
#define BILLFOLD_FOR_EACH_AGAIN() BILLFOLD_FOR_EACH_STEP

#define BILLFOLD_COUNT_FIELD(name) +1
#define BILLFOLD_MAKE_FIELD(name) \
  Maker::template field<decltype(Described::name)>(#name, offsetof(Described, name)),

#define BILLFOLD_FIELDS(Type, ...)                                                                         \
  static constexpr std::string_view kTypeName = #Type;                                                     \
  template <class Maker>                                                                                   \
  static constexpr auto list_fields() {                                                                    \
    using Described [[maybe_unused]] = Type;                                                               \
    constexpr std::size_t kCount = 0 BILLFOLD_FOR_EACH(BILLFOLD_COUNT_FIELD, __VA_ARGS__);                 \
    return std::array<typename Maker::Field, kCount>{BILLFOLD_FOR_EACH(BILLFOLD_MAKE_FIELD, __VA_ARGS__)}; \
  }

namespace billfold {

template <class T>
concept HasFields = requires {
  T::kTypeName;
};

}  // namespace billfold
