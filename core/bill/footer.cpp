#include "bill/footer.h"

#include <algorithm>
#include <array>
#include <string>

namespace billfold::bill {
namespace {

constexpr std::array<std::string_view, 11> kTotalWords = {
    "total", "totals", "grand total", "sum", "subtotal", "合计", "总计", "总额", "小计", "总和", "合计金额"};

std::string_view without(std::string_view text, std::string_view edge) {
  while (text.starts_with(edge)) text.remove_prefix(edge.size());
  while (text.ends_with(edge)) text.remove_suffix(edge.size());
  return text;
}

}  // namespace

bool is_total_word(std::string_view cell) {
  for (const std::string_view edge : {" ", "\t", ":", "：", " ", "\t"}) cell = without(cell, edge);
  if (cell.size() > 24) return false;
  std::string lower(cell);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return std::find(kTotalWords.begin(), kTotalWords.end(), lower) != kTotalWords.end();
}

}  // namespace billfold::bill
