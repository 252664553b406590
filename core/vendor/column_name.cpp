#include "vendor/column_name.h"

#include <array>

namespace billfold::vendor {
namespace {

constexpr auto kBlanks = std::to_array<std::string_view>(
    {" ", "\t", "\r", "\n", "\v", "\f", "\u00a0", "\u3000", "\ufeff", "\u200b"});

// What stands between words and says nothing.
constexpr auto kMarks = std::to_array<std::string_view>(
    {"/",  "\\", "-",  "_",  ".", ":", ";",  "#",  "'",  "\"", "(",  ")",  "[",  "]", "{", "}", ",",  "|",
     "，", "／", "－", "＿", "—", "–", "：", "（", "）", "【", "】", "．", "、", "·", "“", "”", "《", "》"});

// What may stand in brackets behind a name without changing its meaning.
constexpr auto kUnits = std::to_array<std::string_view>(
    {"元",  "万元", "美元", "人民币", "人民币元", "¥",   "￥",  "$",   "€", "£",   "usd",   "cny",
     "rmb", "eur",  "gbp",  "jpy",    "hkd",      "sgd", "inr", "aud", "%", "utc", "utc+8", "utc+08:00"});

template <std::size_t N>
std::size_t leading(std::string_view text, const std::array<std::string_view, N>& parts) {
  for (const std::string_view part : parts) {
    if (text.starts_with(part)) return part.size();
  }
  return 0;
}

template <std::size_t N>
std::size_t trailing(std::string_view text, const std::array<std::string_view, N>& parts) {
  for (const std::string_view part : parts) {
    if (text.ends_with(part)) return part.size();
  }
  return 0;
}

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
char lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

std::string_view without_unit(std::string_view name) {
  constexpr auto kClose = std::to_array<std::string_view>({")", "）", "]"});
  constexpr auto kOpen = std::to_array<std::string_view>({"(", "（", "["});
  const std::size_t close = trailing(name, kClose);
  if (close == 0) return name;
  const std::string_view inside = name.substr(0, name.size() - close);
  for (std::size_t at = inside.size(); at-- > 1;) {
    const std::size_t open = leading(inside.substr(at), kOpen);
    if (open == 0) continue;
    const std::string unit = plain_name(inside.substr(at + open));
    for (const std::string_view known : kUnits) {
      if (unit == known) return trimmed(name.substr(0, at));
    }
    return name;
  }
  return name;
}

// Between "usage|Account" and "API|Key".
bool word_begins(std::string_view name, std::size_t at) {
  if (at == 0 || !is_upper(name[at])) return false;
  const char before = name[at - 1];
  if (is_lower(before) || is_digit(before)) return true;
  return is_upper(before) && at + 1 < name.size() && is_lower(name[at + 1]);
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  while (const std::size_t width = leading(text, kBlanks)) text.remove_prefix(width);
  while (const std::size_t width = trailing(text, kBlanks)) text.remove_suffix(width);
  return text;
}

std::string plain_name(std::string_view column) {
  std::string name(trimmed(column));
  for (char& c : name) c = lower(c);
  return name;
}

std::string spaced_name(std::string_view column) {
  const std::string_view name = without_unit(trimmed(column));
  std::string words;
  words.reserve(name.size() + 8);
  bool gap = false;
  for (std::size_t at = 0; at < name.size();) {
    const char c = name[at];
    std::size_t width = 0;
    if (!is_upper(c) && !is_lower(c) && !is_digit(c)) {
      width = leading(name.substr(at), kBlanks);
      if (width == 0) width = leading(name.substr(at), kMarks);
    }
    if (width > 0) {
      gap = true;
      at += width;
      continue;
    }
    if ((gap || word_begins(name, at)) && !words.empty()) words += ' ';
    gap = false;
    words += lower(c);
    ++at;
  }
  return words.empty() ? plain_name(column) : words;
}

std::string loose_name(std::string_view column) {
  std::string name = spaced_name(column);
  std::size_t kept = 0;
  for (const char c : name) {
    if (c != ' ') name[kept++] = c;
  }
  name.resize(kept);
  return name;
}

bool fits(std::string_view name, std::string_view pattern) {
  const bool any_before = pattern.size() > 1 && pattern.front() == '*';
  const bool any_after = pattern.size() > 1 && pattern.back() == '*';
  if (any_before) pattern.remove_prefix(1);
  if (any_after) pattern.remove_suffix(1);
  if (any_before && any_after) return name.find(pattern) != std::string_view::npos;
  if (any_after) return name.starts_with(pattern);
  if (any_before) return name.ends_with(pattern);
  return name == pattern;
}

}  // namespace billfold::vendor
