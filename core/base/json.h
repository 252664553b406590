#pragma once

// JSON of structs that name their fields (base/fields.h): one writer, one reader, for plans, requests and
// reports.
//
// Written: UTF-8, fields in declaration order, no blanks, so that equal values are equal bytes.
// Read: by simdjson On-Demand; a field that the struct does not have is an error, a field that is absent
// keeps its default. Amounts are strings on both sides; a double is a ratio that only draws.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "simdjson.h"

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

// ---- writing
// -------------------------------------------------------------------------------------------------

void append_quoted(std::string& out, std::string_view text);  // invalid UTF-8 is the caller's fault
void append_ratio(std::string& out, double ratio);  // at most 6 fraction digits; NaN and infinity are 0

template <class T>
void append(std::string& out, const T& value);

namespace detail {

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;
template <class T>
inline constexpr bool is_if_any = false;
template <class T>
inline constexpr bool is_if_any<IfAny<T>> = true;
template <class T>
inline constexpr bool is_vector = false;
template <class T>
inline constexpr bool is_vector<std::vector<T>> = true;
template <class T>
inline constexpr bool is_entries = false;
template <class T>
inline constexpr bool is_entries<Entries<T>> = true;

template <class Int>
void append_integer(std::string& out, Int value) {
  out += std::to_string(value);
}

}  // namespace detail

template <class T>
void append(std::string& out, const T& value) {
  if constexpr (std::is_same_v<T, bool>) {
    out += value ? "true" : "false";
  } else if constexpr (std::is_same_v<T, double>) {
    append_ratio(out, value);
  } else if constexpr (std::is_integral_v<T>) {
    detail::append_integer(out, value);
  } else if constexpr (std::is_same_v<T, std::string>) {
    append_quoted(out, value);
  } else if constexpr (detail::is_if_any<T>) {
    append(out, *value);
  } else if constexpr (detail::is_optional<T>) {
    if (value) {
      append(out, *value);
    } else {
      out += "null";
    }
  } else if constexpr (detail::is_entries<T>) {
    out += '{';
    for (const auto& [key, entry] : value) {
      if (out.back() != '{') out += ',';
      append_quoted(out, key);
      out += ':';
      append(out, entry);
    }
    out += '}';
  } else if constexpr (detail::is_vector<T>) {
    out += '[';
    bool first = true;
    for (const auto& item : value) {
      if (!first) out += ',';
      first = false;
      append(out, item);
    }
    out += ']';
  } else {
    static_assert(HasFields<T>, "name the fields with BILLFOLD_FIELDS");
    out += '{';
    bool first = true;
    T::visit_fields(value, [&](std::string_view name, const auto& field) {
      using Field = std::remove_cvref_t<decltype(field)>;
      if constexpr (detail::is_if_any<Field>) {
        if (!field) return;
      }
      if (!first) out += ',';
      first = false;
      out += '"';
      out += name;
      out += "\":";
      append(out, field);
    });
    out += '}';
  }
}

template <class T>
std::string text_of(const T& value) {
  std::string out;
  append(out, value);
  return out;
}

// ---- reading
// -------------------------------------------------------------------------------------------------

// What was wrong and where, in the terms of the JSON: {"is not a string", "filters[0].dimension"}.
struct Complaint {
  std::string what;
  std::string where;
};

template <class T>
bool read(simdjson::ondemand::value value, T& out, Complaint& complaint);

namespace detail {

inline bool complain(Complaint& complaint, std::string_view what) {
  complaint.what = std::string(what);
  return false;
}

inline bool at(Complaint& complaint, std::string_view place) {
  const bool joined = !complaint.where.empty() && complaint.where.front() != '[';
  complaint.where = std::string(place) + (joined ? "." : "") + complaint.where;
  return false;
}

template <class T>
bool read_integer(simdjson::ondemand::value value, T& out, Complaint& complaint) {
  std::int64_t number = 0;
  if (value.get_int64().get(number) != simdjson::SUCCESS) return complain(complaint, "is not a whole number");
  out = static_cast<T>(number);
  if (static_cast<std::int64_t>(out) != number || (std::is_unsigned_v<T> && number < 0)) {
    return complain(complaint, "is out of range");
  }
  return true;
}

template <class T>
bool read_items(simdjson::ondemand::value value, std::vector<T>& out, Complaint& complaint) {
  simdjson::ondemand::array array;
  if (value.get_array().get(array) != simdjson::SUCCESS) return complain(complaint, "is not a list");
  out.clear();
  for (auto element : array) {
    simdjson::ondemand::value item;
    if (element.get(item) != simdjson::SUCCESS) return complain(complaint, "is broken JSON");
    T parsed{};
    if (!read(item, parsed, complaint)) return at(complaint, "[" + std::to_string(out.size()) + "]");
    out.push_back(std::move(parsed));
  }
  return true;
}

// Calls on_field(key, value) for each field; on_field gives false to stop with its complaint.
template <class OnField>
bool read_object(simdjson::ondemand::value value, Complaint& complaint, OnField&& on_field) {
  simdjson::ondemand::object object;
  if (value.get_object().get(object) != simdjson::SUCCESS) return complain(complaint, "is not an object");
  for (auto field : object) {
    std::string_view key;
    simdjson::ondemand::value item;
    if (field.unescaped_key().get(key) != simdjson::SUCCESS) return complain(complaint, "is broken JSON");
    const std::string name(key);
    if (field.value().get(item) != simdjson::SUCCESS) return complain(complaint, "is broken JSON");
    if (!on_field(name, item)) return at(complaint, name);
  }
  return true;
}

}  // namespace detail

template <class T>
bool read(simdjson::ondemand::value value, T& out, Complaint& complaint) {
  if constexpr (std::is_same_v<T, bool>) {
    return value.get_bool().get(out) == simdjson::SUCCESS ||
           detail::complain(complaint, "is not true or false");
  } else if constexpr (std::is_same_v<T, double>) {
    return value.get_double().get(out) == simdjson::SUCCESS || detail::complain(complaint, "is not a number");
  } else if constexpr (std::is_integral_v<T>) {
    return detail::read_integer(value, out, complaint);
  } else if constexpr (std::is_same_v<T, std::string>) {
    std::string_view text;
    if (value.get_string().get(text) != simdjson::SUCCESS)
      return detail::complain(complaint, "is not a string");
    out = std::string(text);
    return true;
  } else if constexpr (detail::is_if_any<T>) {
    return read(value, out.emplace(), complaint);
  } else if constexpr (detail::is_optional<T>) {
    bool null = false;
    if (value.is_null().get(null) == simdjson::SUCCESS && null) {
      out.reset();
      return true;
    }
    typename T::value_type inner{};
    if (!read(value, inner, complaint)) return false;
    out = std::move(inner);
    return true;
  } else if constexpr (detail::is_entries<T>) {
    out.clear();
    return detail::read_object(value, complaint,
                               [&](const std::string& name, simdjson::ondemand::value item) {
                                 typename T::value_type::second_type entry{};
                                 if (!read(item, entry, complaint)) return false;
                                 out.emplace_back(name, std::move(entry));
                                 return true;
                               });
  } else if constexpr (detail::is_vector<T>) {
    return detail::read_items(value, out, complaint);
  } else {
    static_assert(HasFields<T>, "name the fields with BILLFOLD_FIELDS");
    return detail::read_object(value, complaint,
                               [&](const std::string& name, simdjson::ondemand::value item) {
                                 bool known = false;
                                 bool good = false;
                                 T::visit_fields(out, [&](std::string_view field_name, auto& field) {
                                   if (known || field_name != name) return;
                                   known = true;
                                   good = read(item, field, complaint);
                                 });
                                 return known ? good : detail::complain(complaint, "is not a known field");
                               });
  }
}

// The whole text as one T. Any failure is `code` with the values what and where.
template <class T>
Result<T> parse(std::string_view text, Code code) {
  simdjson::ondemand::parser parser;
  const simdjson::padded_string padded(text);
  simdjson::ondemand::document document;
  Complaint complaint;
  T value{};
  simdjson::ondemand::value root;
  if (parser.iterate(padded).get(document) != simdjson::SUCCESS ||
      document.get_value().get(root) != simdjson::SUCCESS) {
    return make_error(code, {{"what", "it is not JSON"}, {"where", "the start"}});
  }
  if (!read(root, value, complaint)) {
    return make_error(
        code, {{"what", complaint.what}, {"where", complaint.where.empty() ? "the start" : complaint.where}});
  }
  if (!document.at_end())
    return make_error(code, {{"what", "more follows after the JSON"}, {"where", "the end"}});
  return value;
}

}  // namespace billfold::json
