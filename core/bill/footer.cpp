#include "bill/footer.h"

#include <algorithm>
#include <array>
#include <string>

namespace billfold::bill {
namespace {

constexpr std::array<std::string_view, 11> kTotalWords = {
    "total", "totals", "grand total", "sum", "subtotal", "合计", "总计", "总额", "小计", "总和", "合计金额"};

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t";
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) + 1 - first);
}

std::string_view without_colon(std::string_view text) {
  for (const std::string_view colon : {":", "："}) {
    if (text.ends_with(colon)) text.remove_suffix(colon.size());
  }
  return text;
}

}  // namespace

bool is_total_word(std::string_view cell) {
  cell = trimmed(without_colon(trimmed(cell)));
  if (cell.size() > 24) return false;
  std::string lower(cell);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return std::find(kTotalWords.begin(), kTotalWords.end(), lower) != kTotalWords.end();
}

}  // namespace billfold::bill
