#pragma once

// How the values of a dimension are written: numbers under the decimal mark and dates in the order that were decided for
// the whole column, never for a cell. (rules 1)

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bill/date_cell.h"
#include "calendar/date.h"
#include "money/decimal.h"
#include "money/decimal_parse.h"

namespace billfold::bill {

// By default the plan's own: 1234.50, 2025-04-01.
struct Notation {
  money::Mark mark = money::Mark::point;
  DateForm dates = {};
  std::vector<std::string> zero_words = {};  // of an amount column: what says "no charge" and is 0
};

// As the column itself is read; nothing where the text is no number, or no date.
std::optional<money::Decimal> number_in(std::string_view text, const Notation& notation);
std::optional<calendar::ParsedDate> date_in(std::string_view text, const Notation& notation);

}  // namespace billfold::bill
