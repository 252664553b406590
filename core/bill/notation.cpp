#include "bill/notation.h"

#include <algorithm>

namespace billfold::bill {

std::optional<money::Decimal> number_in(std::string_view text, const Notation& notation) {
  money::Decimal number;
  if (money::parse_amount(text, notation.mark, number) == money::AmountStatus::ok) return number;
  const auto& words = notation.zero_words;
  const bool is_zero = std::find(words.begin(), words.end(), text) != words.end();
  return is_zero ? std::optional(money::Decimal{}) : std::nullopt;
}

std::optional<calendar::ParsedDate> date_in(std::string_view text, const Notation& notation) {
  return parse_date_cell(text, notation.dates);
}

}  // namespace billfold::bill
