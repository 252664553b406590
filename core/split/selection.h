#pragma once

// Which rows count: conditions on a dimension's values, or on the rows themselves, asked of a block of rows at a time.
// (rules 2: filters)

#include <algorithm>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "plan/plan.h"
#include "split/dimensions.h"

namespace billfold::split {

// Rows are looked at in blocks of this many, so that what is known of them stays in the nearest cache.
inline constexpr std::size_t kBlockRows = 2048;

// Rows [begin, end) of a bill; an end behind its last row is that.
struct RowRange {
  std::size_t begin = 0;
  std::size_t end = std::numeric_limits<std::size_t>::max();
};

class Condition {
 public:
  // Keeps the rows whose value of the dimension is among `values` (null: no value), or with `exclude` the
  // others. A value that the dimension does not have is no error: no row has it.
  static Condition value_is_among(std::shared_ptr<RankedDimension> dimension,
                                  std::span<const std::optional<std::string>> values, bool exclude);

  // Keeps the rows that `keep` says 1 of.
  static Condition row_is_kept(std::vector<std::uint8_t> keep);

  // keep[i] &= whether row begin + i is kept, for i < count; keep holds 0 or 1.
  void apply(std::size_t begin, std::size_t count, std::uint8_t* keep) const;
  bool keeps_every_row() const { return keeps_every_row_; }

 private:
  std::shared_ptr<RankedDimension> dimension_;  // owns what ids_ sees
  const bill::IdVector* ids_ = nullptr;         // null: keep_ is by row
  std::vector<std::uint8_t> keep_;              // by the column's ids
  bool keeps_every_row_ = false;
};

// What the plan omits, as one condition where it omits any, then its filters, in its order. Errors as
// bill::resolve_dimension.
Result<std::vector<Condition>> conditions_of(const plan::Plan& plan, Dimensions& dimensions,
                                             MissingTag missing = MissingTag::is_an_error);

// Calls on_block(begin, count, keep) for every block of rows, keep[i] being 1 where row begin + i is kept by
// all.
template <class OnBlock>
void for_each_block(RowRange rows, std::span<const Condition> conditions, OnBlock&& on_block) {
  std::uint8_t keep[kBlockRows];
  for (std::size_t begin = rows.begin; begin < rows.end; begin += kBlockRows) {
    const std::size_t count = std::min(kBlockRows, rows.end - begin);
    std::fill_n(keep, count, std::uint8_t{1});
    for (const Condition& condition : conditions) condition.apply(begin, count, keep);
    on_block(begin, count, static_cast<const std::uint8_t*>(keep));
  }
}
template <class OnBlock>
void for_each_block(std::size_t rows, std::span<const Condition> conditions, OnBlock&& on_block) {
  for_each_block(RowRange{0, rows}, conditions, std::forward<OnBlock>(on_block));
}

}  // namespace billfold::split
