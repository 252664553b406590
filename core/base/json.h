#pragma once

// JSON of structs that name their fields (base/fields.h): one writer, one reader, for plans, requests and
// reports.
//
// Written: UTF-8, fields in declaration order, no blanks, so that equal values are equal bytes.
// Read: by simdjson On-Demand; a field that the struct does not have is an error, a field that is absent
// keeps its default. Amounts are strings on both sides; a double is a ratio that only draws.
//
// What JSON makes of a type is data (Shape), and one function walks over it: nothing is compiled anew for every struct,
// which a page that is downloaded would pay for.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/fields.h"
#include "base/result.h"

namespace billfold::json {

// A JSON object whose keys are data, in the order in which they were put: {"BilledCost":"20.5"}.
template <class T>
using Entries = std::vector<std::pair<std::string, T>>;

// A field that is not written where there is nothing to say, so that answers do not change their form by what only
// some of them have.
template <class T>
struct IfAny : std::optional<T> {
  using std::optional<T>::optional;
  using std::optional<T>::operator=;
};

// ---- the shapes of types

enum class Kind : std::uint8_t {
  boolean,
  ratio,     // double
  integer,   // of 1 to 8 bytes
  text,      // std::string
  optional,  // std::optional: null where there is nothing
  if_any,    // IfAny: absent where there is nothing
  entries,   // Entries
  list,      // std::vector
  object,    // a struct that names its fields
};

struct Shape;
using ShapeOf = const Shape& (*)();  // a function, because a type may hold lists of itself

struct Field {
  std::string_view name;
  std::size_t offset;
  ShapeOf shape;
};

// What lies one after the other in a list, an entry's key and value as one item; of an optional one or none.
struct Items {
  std::byte* first;
  std::size_t count;
};

struct Shape {
  Kind kind;
  std::uint8_t bytes = 0;  // of an integer
  bool is_signed = false;  // of an integer
  ShapeOf item = nullptr;  // of what is held: of entries the value
  std::size_t stride = 0;  // bytes from one item to the next
  std::size_t value = 0;   // of entries: bytes from the key to the value
  Items (*items)(void* self) = nullptr;
  void (*clear)(void* self) = nullptr;
  std::byte* (*add)(void* self) = nullptr;  // one item more, as it is by default
  std::string_view name = {};               // of an object
  std::span<const Field> fields = {};       // of an object
};

template <class T>
const Shape& shape_of();

namespace detail {

template <class T>
inline constexpr Kind kind_of = HasFields<T>            ? Kind::object
                                : std::is_integral_v<T> ? Kind::integer
                                                        : Kind::text;
template <>
inline constexpr Kind kind_of<bool> = Kind::boolean;
template <>
inline constexpr Kind kind_of<double> = Kind::ratio;
template <class T>
inline constexpr Kind kind_of<std::optional<T>> = Kind::optional;
template <class T>
inline constexpr Kind kind_of<IfAny<T>> = Kind::if_any;
template <class T>
inline constexpr Kind kind_of<std::vector<T>> = Kind::list;
template <class T>
inline constexpr Kind kind_of<Entries<T>> = Kind::entries;

template <class T>
std::byte* bytes_of(T& value) {
  return reinterpret_cast<std::byte*>(&value);
}

// What holds others: a list, entries, an optional.
template <class T>
struct Holder {
  static T& self(void* at) { return *static_cast<T*>(at); }
  static Items items(void* at) {
    T& held = self(at);
    if constexpr (requires { held.data(); }) {
      return {reinterpret_cast<std::byte*>(held.data()), held.size()};
    } else {
      return held ? Items{bytes_of(*held), 1} : Items{nullptr, 0};
    }
  }
  static void clear(void* at) {
    if constexpr (requires { self(at).clear(); }) {
      self(at).clear();
    } else {
      self(at).reset();
    }
  }
  static std::byte* add(void* at) {
    if constexpr (requires { self(at).emplace_back(); }) {
      return bytes_of(self(at).emplace_back());
    } else {
      return bytes_of(self(at).emplace());
    }
  }

  static constexpr Shape shape(Kind kind, ShapeOf item) {
    return {.kind = kind,
            .item = item,
            .stride = sizeof(typename T::value_type),
            .items = &items,
            .clear = &clear,
            .add = &add};
  }
};

struct FieldMaker {
  using Field = json::Field;
  template <class T>
  static constexpr Field field(std::string_view name, std::size_t offset) {
    return {name, offset, &shape_of<T>};
  }
};

template <class T>
inline constexpr auto fields_of = T::template list_fields<FieldMaker>();

template <class T>
constexpr Shape make_shape() {
  constexpr Kind kind = kind_of<T>;
  if constexpr (kind == Kind::object) {
    return {.kind = kind, .name = T::kTypeName, .fields = fields_of<T>};
  } else if constexpr (kind == Kind::integer) {
    return {.kind = kind, .bytes = sizeof(T), .is_signed = std::is_signed_v<T>};
  } else if constexpr (kind == Kind::entries) {
    using Entry = typename T::value_type;
    Shape shape = Holder<T>::shape(kind, &shape_of<typename Entry::second_type>);
    shape.value = offsetof(Entry, second);
    return shape;
  } else if constexpr (kind == Kind::list || kind == Kind::optional || kind == Kind::if_any) {
    return Holder<T>::shape(kind, &shape_of<typename T::value_type>);
  } else {
    static_assert(kind != Kind::text || std::is_same_v<T, std::string>,
                  "name the fields with BILLFOLD_FIELDS");
    return {.kind = kind};
  }
}

std::string text_of(const void* value, const Shape& shape);
Result<void> parse(std::string_view text, void* out, const Shape& shape, Code code);

}  // namespace detail

template <class T>
const Shape& shape_of() {
  static constexpr Shape shape = detail::make_shape<T>();
  return shape;
}

// ---- writing and reading

template <class T>
std::string text_of(const T& value) {
  return detail::text_of(&value, shape_of<T>());
}

// The whole text as one T. Any failure is `code` with the values what and where: "is not a string",
// "filters[0].dimension".
template <class T>
Result<T> parse(std::string_view text, Code code) {
  T value{};
  if (Result<void> read = detail::parse(text, &value, shape_of<T>(), code); !read) return read.error();
  return value;
}

}  // namespace billfold::json
