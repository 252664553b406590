#pragma once

// Amounts by period, for stacked columns: the largest groups below a root apart, the rest as Others, the
// unassigned last. (ux 2.4: over time)

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "split/tree.h"

namespace billfold::split {

enum class SeriesKind : std::uint8_t { group, unassigned, others, total };

struct Series {
  SeriesKind kind = SeriesKind::group;
  std::string name;           // of a group
  std::uint64_t groups = 1;   // of Others: how many it stands for
  std::vector<i128> amounts;  // one a period
  i128 total = 0;
};

struct SeriesTable {
  std::string dimension;  // of the groups; "" where the root has no level below it
  // Without a gap from the first to the last, unless that makes more than kMaxPeriods; null, last: lines without
  // a date.
  std::vector<std::optional<std::string>> periods;
  std::vector<i128> totals;    // one a period
  std::vector<Series> series;  // largest absolute total first, Others, then unassigned
  i128 total = 0;
  int scale = 0;
  // Where the highest column ends, and the deepest below zero, which is what negative amounts add up to.
  i128 top = 0;
  i128 bottom = 0;
  // Of the two the one farther from zero, by its size.
  i128 highest = 0;

  static constexpr std::size_t kMaxPeriods = 1200;
};

// `grain`: month or day. `top`: groups shown apart, 0: all. A root without lines gives no periods.
// Errors: bad_request (another grain), and as partial(); unknown_dimension where the bill has no dates.
Result<SeriesTable> series_of(const plan::Plan& plan, const Path& root, std::string_view grain,
                              std::uint32_t top, Dimensions& dimensions);

// Round amounts for an axis that reaches from `bottom` (not above 0) to `top` (not below): all multiples of the smallest
// 1, 2 or 5 with zeros behind it that makes at most 5 steps. 0 is always among them.
std::vector<i128> round_amounts(i128 bottom, i128 top);

// The plan whose lines are those of one group: a filter more for each level of the path.
// Error bad_request: the path is longer than the stack.
Result<plan::Plan> plan_of_group(const plan::Plan& plan, const Path& path);

}  // namespace billfold::split
