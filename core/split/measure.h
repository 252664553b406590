#pragma once

// The amount column that a plan splits. (rules 2: a cost measure)

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "bill/bill.h"

namespace billfold::split {

struct Measure {
  const bill::Column* column = nullptr;  // column->amount is there
  std::uint32_t index = 0;               // among the bill's columns; behind them where it is computed

  const bill::AmountColumn& amounts() const { return *column->amount; }
  int scale() const { return column->amount->scale(); }
};

// `name` is a header as it stands, or the name of a computed basis; empty: the bill's default measure.
// Errors: no_amount_column, unknown_measure (with what there is), not_an_amount (a column of words),
// column_not_read (with "as": "amount", so that a second pass does not keep a text of every amount too).
Result<Measure> resolve_measure(const bill::Bill& bill, std::string_view name);

// The names of what can be a measure, for an error.
std::string known_measures(const bill::Bill& bill);

// The text that shows that a column holds words: its first rejected cell, "" if none was.
std::string_view first_word(const bill::Bill& bill, const Measure& measure);

// sum_too_large with the line where the running sum of the column leaves 38 digits.
Error sum_too_large(const bill::Bill& bill, const Measure& measure);

}  // namespace billfold::split
