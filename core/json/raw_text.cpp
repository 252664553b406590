#include "json/raw_text.h"

namespace billfold::json {
namespace {

using simdjson::ondemand::json_type;

std::size_t count_digits(std::string_view text) {
  std::size_t count = 0;
  while (count < text.size() && text[count] >= '0' && text[count] <= '9') ++count;
  return count;
}

std::string_view without_trailing_blanks(std::string_view token) {
  while (!token.empty() &&
         (token.back() == ' ' || token.back() == '\t' || token.back() == '\n' || token.back() == '\r')) {
    token.remove_suffix(1);
  }
  return token;
}

}  // namespace

bool is_json_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const std::size_t whole = count_digits(text);
  if (whole == 0 || (whole > 1 && text.front() == '0')) return false;
  text.remove_prefix(whole);
  if (text.starts_with('.')) {
    const std::size_t fraction = count_digits(text.substr(1));
    if (fraction == 0) return false;
    text.remove_prefix(1 + fraction);
  }
  if (text.starts_with('e') || text.starts_with('E')) {
    text.remove_prefix(1);
    if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
    const std::size_t exponent = count_digits(text);
    if (exponent == 0) return false;
    text.remove_prefix(exponent);
  }
  return text.empty();
}

bool raw_text(simdjson::ondemand::value value, std::string_view& text, bool& present) {
  json_type type{};
  if (value.type().get(type) != simdjson::SUCCESS) return false;
  present = type != json_type::null;
  bool word = false;
  switch (type) {
    case json_type::string:
      return value.get_string().get(text) == simdjson::SUCCESS;
    case json_type::object:
    case json_type::array:
      if (value.raw_json().get(text) != simdjson::SUCCESS) return false;
      text = without_trailing_blanks(text);
      return true;
    case json_type::null:
      text = {};
      return value.is_null().get(word) == simdjson::SUCCESS && word;
    case json_type::boolean:
      if (value.get_bool().get(word) != simdjson::SUCCESS) return false;
      text = word ? "true" : "false";
      return true;
    case json_type::number:
      text = without_trailing_blanks(value.raw_json_token());
      return is_json_number(text);
  }
  return false;
}

}  // namespace billfold::json
