#pragma once

// A profile's words about costs, resolved against a bill: which rows, and which cells of them. (rules 5)

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "bill/bill.h"
#include "bill/dimension.h"
#include "vendor/cost_form.h"

namespace billfold::commitment {

// Whether a column or a value is among these. Without regard to ASCII case, as everywhere in profiles.
bool is_named(const std::vector<std::string>& names, std::string_view name);

// Whether a row is one of these lines. Where the bill lacks the field no row is.
class LineTest {
 public:
  // `empty_words` are no value, beside the empty cell.
  static LineTest of(const bill::Bill& bill, const vendor::CostLines& lines,
                     const std::vector<std::string>& empty_words);
  bool holds(std::size_t row) const {
    return ids_ != nullptr && is_value_[(*ids_)[row]] != 0 &&
           (also_ == nullptr || is_also_[(*also_)[row]] != 0) &&
           (with_ == nullptr || has_value_[(*with_)[row]] != 0);
  }
  bool possible() const { return ids_ != nullptr; }

 private:
  const bill::IdVector* ids_ = nullptr;
  std::vector<std::uint8_t> is_value_;  // by the column's ids
  const bill::IdVector* also_ = nullptr;
  std::vector<std::uint8_t> is_also_;
  const bill::IdVector* with_ = nullptr;
  std::vector<std::uint8_t> has_value_;
};

// The amount that the cells of a row give.
class CellSum {
 public:
  static CellSum of(const bill::Bill& bill, const vendor::CostCells& cells);
  bool possible() const { return !plus_.empty(); }
  Result<money::Decimal> at(std::size_t row) const;

 private:
  std::vector<const bill::AmountColumn*> plus_;
  std::vector<const bill::AmountColumn*> minus_;
};

// Whether a column of money is one of the bases on which the same lines can be read (list, billed, net, paid, ...): no part
// of an amount, as tax and vouchers are, and none of those that the form's accrual basis is put together of.
bool is_basis(const vendor::ColumnRole& role, const vendor::CostForm* form);

// The bases that no column has, as the form tells them, without amounts: the accrual basis where the bill has the types of
// line that decide it.
std::vector<bill::Column> computed_bases(const bill::Bill& bill, const vendor::CostForm& form);

// The accrual basis of every row. Errors: column_not_read where a column that it is made of is not stored; sum_too_large,
// with the basis' name.
Result<bill::AmountColumn> amortized_of(const bill::Bill& bill, const vendor::CostForm& form);

}  // namespace billfold::commitment
