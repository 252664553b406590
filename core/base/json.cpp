#include "base/json.h"

#include <charconv>
#include <cmath>
#include <cstring>

#include "simdjson.h"

namespace billfold::json::detail {
namespace {

using simdjson::SUCCESS;
using simdjson::ondemand::value;

template <class T>
T& as(std::byte* at) {
  return *reinterpret_cast<T*>(at);
}

// ---- writing: nothing is changed through these pointers

void append_quoted(std::string& out, std::string_view text) {  // invalid UTF-8 is the caller's fault
  static constexpr char kHex[] = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte >= 0x20) {
      out += c;
    } else {
      out += "\\u00";
      out += kHex[byte >> 4U];
      out += kHex[byte & 15U];
    }
  }
  out += '"';
}

void append_ratio(std::string& out, double ratio) {  // at most 6 fraction digits; NaN and infinity are 0
  if (!std::isfinite(ratio)) ratio = 0;
  const bool negative = ratio < 0;
  const auto millionths = static_cast<std::uint64_t>(std::fabs(ratio) * 1e6 + 0.5);
  if (negative && millionths != 0) out += '-';
  out += std::to_string(millionths / 1000000U);
  const std::string fraction = std::to_string(1000000U + millionths % 1000000U);
  const std::size_t last = fraction.find_last_not_of('0');
  if (last > 0) {
    out += '.';
    out.append(fraction, 1, last);
  }
}

// Bytes lie with the lowest first, on every machine that this is built for.
void append_integer(std::string& out, const std::byte* at, const Shape& shape) {
  std::uint64_t number = 0;
  std::memcpy(&number, at, shape.bytes);
  const unsigned unused = 64U - 8U * shape.bytes;
  char digits[24];
  const std::to_chars_result written =
      shape.is_signed
          ? std::to_chars(digits, std::end(digits), static_cast<std::int64_t>(number << unused) >> unused)
          : std::to_chars(digits, std::end(digits), number);
  out.append(digits, written.ptr);
}

void append(std::string& out, std::byte* at, const Shape& shape);

void append_fields(std::string& out, std::byte* at, const Shape& shape) {
  char before = '{';
  for (const Field& field : shape.fields) {
    const Shape& inner = field.shape();
    std::byte* place = at + field.offset;
    if (inner.kind == Kind::if_any && inner.items(place).count == 0) continue;
    out += before;
    before = ',';
    out += '"';
    out += field.name;
    out += "\":";
    append(out, place, inner);
  }
  if (before == '{') out += '{';
  out += '}';
}

void append_items(std::string& out, std::byte* at, const Shape& shape) {
  const Items items = shape.items(at);
  const bool named = shape.kind == Kind::entries;
  out += named ? '{' : '[';
  for (std::size_t index = 0; index < items.count; ++index) {
    std::byte* item = items.first + index * shape.stride;
    if (index > 0) out += ',';
    if (named) {
      append_quoted(out, as<std::string>(item));
      out += ':';
    }
    append(out, item + shape.value, shape.item());
  }
  out += named ? '}' : ']';
}

void append(std::string& out, std::byte* at, const Shape& shape) {
  switch (shape.kind) {
    case Kind::boolean:
      out += as<bool>(at) ? "true" : "false";
      return;
    case Kind::ratio:
      return append_ratio(out, as<double>(at));
    case Kind::integer:
      return append_integer(out, at, shape);
    case Kind::text:
      return append_quoted(out, as<std::string>(at));
    case Kind::optional:
    case Kind::if_any: {
      const Items held = shape.items(at);
      if (held.count == 0) {
        out += "null";
        return;
      }
      return append(out, held.first, shape.item());
    }
    case Kind::entries:
    case Kind::list:
      return append_items(out, at, shape);
    case Kind::object:
      return append_fields(out, at, shape);
  }
}

// ---- reading

// What was wrong and where, in the terms of the JSON.
struct Complaint {
  std::string what;
  std::string where;

  bool about(std::string_view found) {
    what = found;
    return false;
  }
  // In what it lies.
  bool in(std::string_view place) {
    const bool joined = !where.empty() && where.front() != '[';
    where = std::string(place) + (joined ? "." : "") + where;
    return false;
  }
};

bool read(value value, std::byte* at, const Shape& shape, Complaint& complaint);

bool read_integer(value value, std::byte* at, const Shape& shape, Complaint& complaint) {
  std::int64_t number = 0;
  if (value.get_int64().get(number) != SUCCESS) return complaint.about("is not a whole number");
  const unsigned unused = 64U - 8U * shape.bytes;
  const auto bits = static_cast<std::uint64_t>(number) << unused;
  const bool fits = shape.is_signed ? static_cast<std::int64_t>(bits) >> unused == number
                                    : number >= 0 && bits >> unused == static_cast<std::uint64_t>(number);
  if (!fits) return complaint.about("is out of range");
  std::memcpy(at, &number, shape.bytes);
  return true;
}

bool read_list(value value, std::byte* at, const Shape& shape, Complaint& complaint) {
  simdjson::ondemand::array array;
  if (value.get_array().get(array) != SUCCESS) return complaint.about("is not a list");
  shape.clear(at);
  for (auto element : array) {
    simdjson::ondemand::value item;
    if (element.get(item) != SUCCESS) return complaint.about("is broken JSON");
    const std::size_t index = shape.items(at).count;
    if (!read(item, shape.add(at), shape.item(), complaint))
      return complaint.in("[" + std::to_string(index) + "]");
  }
  return true;
}

bool read_field(const std::string& name, value value, std::byte* at, const Shape& shape,
                Complaint& complaint) {
  if (shape.kind == Kind::entries) {
    std::byte* entry = shape.add(at);
    as<std::string>(entry) = name;
    return read(value, entry + shape.value, shape.item(), complaint);
  }
  for (const Field& field : shape.fields) {
    if (field.name == name) return read(value, at + field.offset, field.shape(), complaint);
  }
  return complaint.about("is not a known field");
}

bool read_object(value value, std::byte* at, const Shape& shape, Complaint& complaint) {
  simdjson::ondemand::object object;
  if (value.get_object().get(object) != SUCCESS) return complaint.about("is not an object");
  if (shape.kind == Kind::entries) shape.clear(at);
  for (auto field : object) {
    std::string_view key;
    simdjson::ondemand::value item;
    if (field.unescaped_key().get(key) != SUCCESS) return complaint.about("is broken JSON");
    const std::string name(key);
    if (field.value().get(item) != SUCCESS) return complaint.about("is broken JSON");
    if (!read_field(name, item, at, shape, complaint)) return complaint.in(name);
  }
  return true;
}

bool read(value value, std::byte* at, const Shape& shape, Complaint& complaint) {
  switch (shape.kind) {
    case Kind::boolean:
      return value.get_bool().get(as<bool>(at)) == SUCCESS || complaint.about("is not true or false");
    case Kind::ratio:
      return value.get_double().get(as<double>(at)) == SUCCESS || complaint.about("is not a number");
    case Kind::integer:
      return read_integer(value, at, shape, complaint);
    case Kind::text: {
      std::string_view text;
      if (value.get_string().get(text) != SUCCESS) return complaint.about("is not a string");
      as<std::string>(at) = text;
      return true;
    }
    case Kind::optional: {
      bool null = false;
      shape.clear(at);
      if (value.is_null().get(null) == SUCCESS && null) return true;
      return read(value, shape.add(at), shape.item(), complaint);
    }
    case Kind::if_any:
      return read(value, shape.add(at), shape.item(), complaint);
    case Kind::list:
      return read_list(value, at, shape, complaint);
    case Kind::entries:
    case Kind::object:
      return read_object(value, at, shape, complaint);
  }
  return false;
}

}  // namespace

std::string text_of(const void* value, const Shape& shape) {
  std::string out;
  append(out, static_cast<std::byte*>(const_cast<void*>(value)), shape);
  return out;
}

Result<void> parse(std::string_view text, void* out, const Shape& shape, Code code) {
  simdjson::ondemand::parser parser;
  const simdjson::padded_string padded(text);
  simdjson::ondemand::document document;
  simdjson::ondemand::value root;
  Complaint complaint;
  if (parser.iterate(padded).get(document) != SUCCESS || document.get_value().get(root) != SUCCESS) {
    return make_error(code, {{"what", "it is not JSON"}, {"where", "the start"}});
  }
  if (!read(root, static_cast<std::byte*>(out), shape, complaint)) {
    return make_error(
        code, {{"what", complaint.what}, {"where", complaint.where.empty() ? "the start" : complaint.where}});
  }
  if (!document.at_end())
    return make_error(code, {{"what", "more follows after the JSON"}, {"where", "the end"}});
  return {};
}

}  // namespace billfold::json::detail
