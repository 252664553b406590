#pragma once

// A struct that names its fields once, so that JSON in, JSON out and the TypeScript types all follow from
// that line.
//
//   struct Filter {
//     std::string dimension;
//     bool exclude = false;
//     BILLFOLD_FIELDS(Filter, dimension, exclude)
//   };
//
// Field names are the JSON's names. A visitor is called as visitor("dimension", self.dimension) in order.

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

#define BILLFOLD_VISIT_FIELD(name) visitor(std::string_view(#name), self.name);

#define BILLFOLD_FIELDS(Type, ...)                          \
  static constexpr std::string_view kTypeName = #Type;      \
  template <class Self, class Visitor>                      \
  static void visit_fields(Self& self, Visitor&& visitor) { \
    BILLFOLD_FOR_EACH(BILLFOLD_VISIT_FIELD, __VA_ARGS__)    \
    static_cast<void>(self), static_cast<void>(visitor);    \
  }

namespace billfold {

template <class T>
concept HasFields = requires {
  T::kTypeName;
};

}  // namespace billfold
