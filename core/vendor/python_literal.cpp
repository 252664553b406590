#include "vendor/python_literal.h"

#include <array>
#include <cstdint>

namespace billfold::vendor {
namespace {

constexpr int kDeepest = 32;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool is_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '+' || c == '-' ||
         c == '.' || c == '_';
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

void append_utf8(std::string& out, std::uint32_t point) {
  const auto tail = [&](unsigned shift) { out += static_cast<char>(0x80U | ((point >> shift) & 0x3FU)); };
  if (point < 0x80U) {
    out += static_cast<char>(point);
  } else if (point < 0x800U) {
    out += static_cast<char>(0xC0U | (point >> 6U));
    tail(0);
  } else if (point < 0x10000U) {
    out += static_cast<char>(0xE0U | (point >> 12U));
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xF0U | (point >> 18U));
    tail(12);
    tail(6);
    tail(0);
  }
}

}  // namespace

void PythonReader::skip_blanks() {
  while (!rest_.empty() && is_blank(rest_.front())) rest_.remove_prefix(1);
}

bool PythonReader::take(char c) {
  skip_blanks();
  if (rest_.empty() || rest_.front() != c) return false;
  rest_.remove_prefix(1);
  return true;
}

// After the backslash. Never writes more bytes than it reads, so that memory_ need not grow.
bool PythonReader::read_escape() {
  if (rest_.empty()) return false;
  const char kind = rest_.front();
  rest_.remove_prefix(1);
  switch (kind) {
    case 'n':
      memory_ += '\n';
      return true;
    case 't':
      memory_ += '\t';
      return true;
    case 'r':
      memory_ += '\r';
      return true;
    case '\\':
    case '\'':
    case '"':
      memory_ += kind;
      return true;
    default:
      break;
  }
  const std::size_t digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
  if (digits == 0) {  // Python keeps the backslash of an escape that it does not know
    memory_ += '\\';
    memory_ += kind;
    return true;
  }
  if (rest_.size() < digits) return false;
  std::uint32_t point = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    const int digit = hex_digit(rest_[i]);
    if (digit < 0) return false;
    point = point * 16U + static_cast<std::uint32_t>(digit);
  }
  rest_.remove_prefix(digits);
  if (point > 0x10FFFFU || (point >= 0xD800U && point < 0xE000U)) return false;
  append_utf8(memory_, point);
  return true;
}

bool PythonReader::read_string(std::string_view& text) {
  const char quote = rest_.front();
  rest_.remove_prefix(1);
  const std::string_view from = rest_;
  const std::array<char, 2> stops = {quote, '\\'};
  std::size_t stop = rest_.find_first_of(std::string_view(stops.data(), stops.size()));
  if (stop == std::string_view::npos) return false;
  if (rest_[stop] == quote) {  // nothing to unescape: the cell's own bytes
    text = from.substr(0, stop);
    rest_.remove_prefix(stop + 1);
    return true;
  }
  const std::size_t begin = memory_.size();
  while (true) {
    stop = rest_.find_first_of(std::string_view(stops.data(), stops.size()));
    if (stop == std::string_view::npos) return false;
    memory_ += rest_.substr(0, stop);
    const bool ends = rest_[stop] == quote;
    rest_.remove_prefix(stop + 1);
    if (ends) break;
    if (!read_escape()) return false;
  }
  text = std::string_view(memory_).substr(begin);
  return true;
}

// The inside of a list, tuple or dict that is a value: checked, its text is taken as it stands.
bool PythonReader::skip_nested(char close, int depth) {
  if (depth > kDeepest) return false;
  while (!take(close)) {
    std::string_view text;
    bool present = false;
    if (!read_value(text, present, depth)) return false;
    if (close == '}' && take(':') && !read_value(text, present, depth)) return false;
    skip_blanks();
    if (!rest_.empty() && rest_.front() != close && !take(',')) return false;
  }
  return true;
}

bool PythonReader::read_value(std::string_view& text, bool& present, int depth) {
  skip_blanks();
  present = true;
  if (rest_.empty()) return false;
  const char first = rest_.front();
  if (first == '\'' || first == '"') return read_string(text);
  if (first == '[' || first == '{' || first == '(') {
    const std::string_view from = rest_;
    rest_.remove_prefix(1);
    if (!skip_nested(first == '[' ? ']' : first == '{' ? '}' : ')', depth + 1)) return false;
    text = from.substr(0, from.size() - rest_.size());
    return true;
  }
  std::size_t length = 0;
  while (length < rest_.size() && is_word(rest_[length])) ++length;
  if (length == 0) return false;
  text = rest_.substr(0, length);
  rest_.remove_prefix(length);
  present = text != "None";
  return true;
}

// After the opening brace.
bool PythonReader::read_dict(std::vector<Tag>& tags) {
  const std::size_t before = tags.size();
  Tag named;
  bool has_key = false;
  bool has_value = false;
  bool value_present = false;
  while (!take('}')) {
    Tag tag;
    bool present = false;
    if (!read_value(tag.key, present, 0) || !take(':') || !read_value(tag.value, present, 0)) return false;
    if (tag.key == "key") {
      has_key = true;
      named.key = tag.value;
    } else if (tag.key == "value") {
      has_value = true;
      value_present = present;
      named.value = tag.value;
    }
    if (present) tags.push_back(tag);
    skip_blanks();
    if (!rest_.empty() && rest_.front() != '}' && !take(',')) return false;
  }
  if (has_key && has_value) {
    tags.resize(before);
    if (value_present) tags.push_back(named);
  }
  return true;
}

bool PythonReader::read_item(std::vector<Tag>& tags) { return take('{') && read_dict(tags); }

bool PythonReader::read_tags(std::string_view text, std::vector<Tag>& tags) {
  memory_.clear();
  memory_.reserve(text.size());
  rest_ = text;
  if (take('[')) {
    while (!take(']')) {
      if (!read_item(tags)) return false;
      skip_blanks();
      if (!rest_.empty() && rest_.front() != ']' && !take(',')) return false;
    }
  } else if (!read_item(tags)) {
    return false;
  }
  skip_blanks();
  return rest_.empty();
}

}  // namespace billfold::vendor
