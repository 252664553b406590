#pragma once

// The file's lines behind a group, in the order of the file. (rules 6: the source lines)

#include <cstdint>
#include <string_view>
#include <vector>

#include "split/selection.h"
#include "split/tree.h"

namespace billfold::split {

// The rows of one group, found once and then read window by window.
struct GroupRows {
  std::vector<std::uint32_t> rows;  // of the bill, ascending
  i128 amount = 0;                  // their sum, counted here and not taken from the split
  int scale = 0;
};

struct SourceLine {
  std::uint32_t file = 0;  // index among the bill's sources
  std::uint64_t row = 0;   // of the bill
  std::uint64_t line = 0;
  std::uint64_t begin = 0;  // byte range in the file's decoded text
  std::uint64_t end = 0;
  i128 amount = 0;
  std::string_view
      rejected;  // the reason why the amount could not be read and counts as 0; "" for a good cell
};

// `path`: a group of `tree`, which is the split of `plan`; empty: every line of the split. A group that does not
// exist has no rows. Errors: bad_request (a path longer than the stack), and as partial().
// Cost: a few nanoseconds a row of the bill.
Result<GroupRows> rows_of(const plan::Plan& plan, const Path& path, const Tree& tree, Dimensions& dimensions);

// Rows [offset, offset + limit) of the group, as many of them as there are.
std::vector<SourceLine> source_lines(const bill::Bill& bill, std::string_view measure, const GroupRows& group,
                                     std::uint64_t offset, std::uint32_t limit);

// What decides whether a line is in a group, in the order in which it is told: the currency first, then
// what the plan omits and its filters (conditions_of), then the levels of the path.
struct GroupConditions {
  std::vector<Condition> all;
  bool has_currency = false;  // all[0] is the currency
};
Result<GroupConditions> conditions_of_group(const plan::Plan& plan, const Path& path, const Tree& tree,
                                            Dimensions& dimensions);

}  // namespace billfold::split
