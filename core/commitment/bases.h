#pragma once

// Two bases of the same lines, side by side: what a price without discounts becomes, and how one basis turns into
// another. (rules 5)
//
// Discount% = 1 - paid / list, only over lines that have both sides: a line without a list price (tax, a fee, a
// credit, the unused part of a commitment) is left out of it, and what was left out is shown. Every group adds up:
//
//   list - discount + left out = paid

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "bill/bill.h"
#include "bill/dimension.h"
#include "money/decimal.h"

namespace billfold::commitment {

using Kept = std::vector<std::uint8_t>;

struct BasisRow {
  std::optional<std::string> value;  // of the dimension; nothing: lines without one
  std::uint32_t id = 0;              // the same, as the dimension numbers its values
  std::uint64_t rows = 0;
  money::Decimal from;  // over all lines
  money::Decimal to;
  money::Decimal list;      // `from` over lines that have both sides
  money::Decimal paid;      // `to` over the same
  money::Decimal left_out;  // `to` over the others
  std::uint64_t left_out_rows = 0;
  money::Decimal change;                  // to - from
  money::Decimal discount;                // list - paid
  std::optional<money::Decimal> percent;  // of discount in list, two digits; nothing where list is 0
};

struct BasisTable {
  std::vector<BasisRow> rows;  // largest discount first, ties by name, those without a value last
  BasisRow total;
  // total.from + the rows' changes - total.to; 0.
  money::Decimal difference;
};

// A line has both sides where `from` is not 0. Errors: overflow.
Result<BasisTable> compare_bases(const bill::Dimension& dimension, const bill::AmountColumn& from,
                                 const bill::AmountColumn& to, const Kept& kept);

}  // namespace billfold::commitment
