#pragma once

// What moved between groups, and why: two periods of a bill, or two plans over one bill. (rules 2, 6)
//
// The groups are those of the plan's outermost level. A group's change is told apart by its reason, and the reasons add
// up to it: the figures are two splits', the reasons are counted from the lines and from what the rules moved.
//
// Between periods lines are known again by an item, the values of a dimension such as the instance. What an item
// cost at first and is in another group now has moved (by its tag, project, owner: `tag`); the rest of its change is
// `spend`. Items that are there once are `added` or `gone`; a line without an item is known by its group alone.
// Between plans a line is known by itself: what is in another group now has moved by a rule.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "split/shared_cost.h"

namespace billfold::split {

enum class Reason : std::uint8_t {
  spend,  // the same item in the same group costs more or less
  added,  // it was not there
  gone,   // it is not there any more
  tag,    // it was in another group: its own values changed
  rule,   // a rule puts it into another group, or a rule of shared costs hands out more or less
};

std::string_view name_of(Reason reason);

struct Change {
  Reason reason = Reason::spend;
  std::string rule = {};  // of shared costs; "" none
  i128 amount = 0;
};

struct ComparedGroup {
  std::optional<std::string> value;  // nothing: unassigned, or the whole where the plan has no level
  Figure before;
  Figure after;
  std::vector<Change> changes;  // in the order of reasons, rules in theirs; none is 0
};

// What left one group for another.
struct Move {
  std::optional<std::string> from;
  std::optional<std::string> to;
  i128 amount = 0;
  std::uint64_t items = 0;  // of plans: lines
};

// An item whose cost changed, came, went or moved; of periods only.
struct ItemChange {
  std::optional<std::string> item;
  std::optional<std::string> group;
  Reason reason = Reason::spend;
  i128 amount = 0;
  // What that follows from. Of `tag`: what the item cost in the group `from`, of which this is the part weight / weights.
  // Else after - before - moved, which is what of it came along from other groups.
  i128 before = 0;
  i128 after = 0;
  i128 moved = 0;
  std::optional<std::string> from = {};
  i128 weight = 1;
  i128 weights = 1;
};

struct Comparison {
  std::string measure;
  std::string currency;
  std::string item;  // the dimension; "" none
  int scale = 0;
  Figure before;
  Figure after;
  std::vector<ComparedGroup> groups;  // by their value, the unassigned last
  std::vector<Move> moves;            // largest first
  std::vector<ItemChange> items;      // largest first, the first kMaxItems
  i128 difference = 0;                // what the reasons lack of the groups' changes; 0

  static constexpr std::size_t kMaxItems = 100;
};

// What one item, or what lines without one, give to a reason of a group; of plans and rules there are no items.
struct ChangeGiven {
  const std::optional<std::string>& group;
  const Change& change;
  const std::optional<std::string>& item;
  // Of what moved here: where it was, and which part of what it cost there this is.
  const std::optional<std::string>* from = nullptr;
  i128 weight = 1;
  i128 weights = 1;
};
using OnChange = std::function<void(const ChangeGiven&)>;

// Two months (or days) of one bill under one plan. `item`: a dimension; "" the finest that the bill has, if it has one.
// Errors: as a split of the plan; unknown_dimension where the bill has no dates. Cost: two splits, and one step a row.
Result<Comparison> compare_periods(const plan::Plan& plan, std::string_view before, std::string_view after,
                                   std::string_view item, Dimensions& dimensions,
                                   const OnChange* on_change = nullptr);

// Two plans over one bill. Errors: as splits of them; bad_request where they differ in amount, currency or basis.
Result<Comparison> compare_plans(const plan::Plan& before, const plan::Plan& after, Dimensions& dimensions,
                                 const OnChange* on_change = nullptr);

// The plan by its outermost level alone, in one period: what either side of a comparison is the split of.
plan::Plan in_period(const plan::Plan& plan, std::string_view period);
plan::Plan by_group(const plan::Plan& plan);

}  // namespace billfold::split
