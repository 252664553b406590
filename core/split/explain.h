#pragma once

// Why a figure is what it is: from the file down to the group, and what the group is made of. (rules 6)
//
// The way down is counted line by line, without the split; the parts of a group of groups are the split's own
// groups. So the two can disagree, and `difference` says whether they do.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "split/tree.h"

namespace billfold::split {

enum class StepKind : std::uint8_t {
  lines_of_file,     // every line; without an amount where the bill holds several currencies
  kept_by_currency,  // lines in the split's currency
  not_omitted,       // and not left out as wrong
  kept_by_filter,    // and kept by one filter of the plan
  in_group,          // and with one value of a level
  received_by_rule,  // with what one handout of a rule of shared costs brought to the group
  received_by_more,  // with what the rule's smaller handouts brought, together
  given_by_rule,     // without what a rule took from it
};

// A handout that a group got, or a part of it: the part that `own` is of what the target's groups cost by themselves.
struct Received {
  Handout handout;
  i128 own = 0;
};

struct Step {
  StepKind kind = StepKind::lines_of_file;
  std::size_t index = 0;  // of the filter, or of the level
  Figure figure;          // of the lines that are left, or what they are worth after the rules so far
  bool has_amount = true;
  i128 change = 0;                        // of a rule
  std::optional<Received> received = {};  // of one handout
  std::uint64_t handouts = 0;             // of received_by_more
};

enum class PartKind : std::uint8_t {
  child,     // a group below
  others,    // the smaller groups below, together
  positive,  // lines by their amount's sign
  negative,
  zero,      // lines whose amount is 0 or empty
  rejected,  // lines whose amount could not be read: they count as 0
  received,  // of a group without children: from a rule of shared costs
  given,     // what a rule took
};

struct Part {
  PartKind kind = PartKind::child;
  std::optional<std::string> value;  // of a child; nothing: unassigned
  std::uint64_t groups = 1;          // of others
  Figure figure;
  std::size_t rule = 0;  // of received and given
};

struct Explanation {
  Figure figure;  // of the group, as the split has it
  std::vector<Step> steps;
  std::vector<Part> parts;  // children by absolute amount, the unassigned and others last; or kinds of lines
  int scale = 0;

  // What the last step, the parts and the figure differ by; 0.
  i128 difference() const;

  static constexpr std::size_t kMaxChildren = 100;
  static constexpr std::size_t kMaxHandouts = 31;  // of a rule: each day of a month
};

// `path`: a group of `tree`, which is the split of `plan`; empty: the whole. A group that does not exist is 0.
// Errors: bad_request (a path longer than the stack), and as partial(). Cost: a few nanoseconds a row of the bill.
Result<Explanation> explain(const plan::Plan& plan, const Path& path, const Tree& tree,
                            Dimensions& dimensions);

}  // namespace billfold::split
