#pragma once

// What each kind of discount takes off for each owner: the way from one basis to another, in one table. (rules 5)
//
// A kind is a column of what was taken off (Volcengine: coupons, discounts), or where a vendor has no such columns a
// value of a dimension: the type of the line, which says how it was bought. In every row, and in the whole:
//
//   from + kinds + rest = to

#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"
#include "bill/bill.h"
#include "bill/dimension.h"
#include "commitment/bases.h"
#include "money/decimal.h"

namespace billfold::commitment {

class Kinds {
 public:
  // Of columns whose amounts were taken off: what a line's cell says lowers its cost.
  static Kinds of_columns(std::vector<const bill::AmountColumn*> taken_off);
  // Of values of a dimension, by their numbers; a line is of one kind, or of none.
  static Kinds of_values(const bill::Dimension& dimension, std::span<const std::uint32_t> values);

  std::size_t size() const { return columns_.empty() ? values_ : columns_.size(); }
  // What the kind changes in a line. Error: overflow.
  Result<money::Decimal> change(std::size_t kind, std::size_t row, const bill::AmountColumn& from,
                                const bill::AmountColumn& to) const;

 private:
  friend class KindSums;

  std::vector<const bill::AmountColumn*> columns_;
  const bill::Dimension* dimension_ = nullptr;
  std::vector<std::uint32_t> kind_of_value_;  // its number + 1; 0: the value is no kind
  std::size_t values_ = 0;
};

// A row for each value id of `of`, those that no line has included: a change a kind. Errors: overflow.
// Cost: one pass over the rows a column; memory values x kinds.
Result<std::vector<std::vector<money::Decimal>>> changes_by_kind(const bill::Dimension& of,
                                                                 const Kinds& kinds,
                                                                 const bill::AmountColumn& from,
                                                                 const bill::AmountColumn& to,
                                                                 const Kept& kept);

}  // namespace billfold::commitment
