#pragma once

// Shared costs: what rules take from their sources and hand to targets, beside what each group cost by itself.
// (rules 2: shared costs, conservation; rules 6)
//
// The bill is counted once in cells: groups so fine that each is wholly in or out of every source, target, partition
// and filter. Rules then run over cells, in order, and only afterwards filters choose cells. So a filter never changes
// what a row that is shown is worth. What the plan omits is in no cell and weighs nothing. Shards can be counted apart and
// put together before any rule runs.
//
// A target's share is cut at the bill's scale (money/apportion.h). Below the target it goes down level by level, in
// proportion to what the groups cost by themselves; where that is nothing, or of mixed signs, it has no value of that
// level. What rules ask comes first, then the stack, then filters. So what a rule moves depends neither on the stack nor
// on filters, and a row's worth not on levels below it.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/result.h"
#include "plan/plan.h"
#include "split/dimensions.h"
#include "split/partial.h"
#include "split/tree.h"

namespace billfold::split {

// What a rule takes from: lines with one of the values of a dimension. Of cells, which have what rules before handed on, too,
// Taking tells.
struct SourceTest {
  std::string dimension;
  std::vector<std::string> values;
};
SourceTest source_of(const plan::SharedRule& rule);

// Whether a cell's own values tell if the rule takes it: its condition is on texts that rules ask anyway. Then it takes
// what a rule before it handed to such values, lines or not.
bool is_told_by_cells(const plan::Plan& plan, const plan::SharedRule& rule);

// What a rule asks of a cell.
class Taking {
 public:
  // `levels`: of cells, in the order of their values; with what plan_of_cells() asks.
  Taking(const plan::Plan& plan, const plan::SharedRule& rule, std::span<const Level* const> levels);
  // `values`: one a level; as many as it has texts is "no value".
  bool takes(std::span<const std::uint32_t> values) const;

 private:
  struct Asked {
    std::size_t level;
    std::vector<std::uint8_t> holds;  // by value
  };
  plan::Predicate condition_;
  std::vector<Asked> asked_;  // by test
};

// The plan whose leaves are the cells: the stack first, then what filters ask, then what rules ask.
Result<plan::Plan> plan_of_cells(const plan::Plan& plan);

// The lines of one shard, as rules need them.
struct Parts {
  Partial cells;  // of the plan itself where it shares nothing
  std::vector<std::optional<Partial>>
      weights;  // by rule: of those that weigh by another amount than their own cost
};

// Errors: as partial(), unknown_rule_dimension, unknown_rule_measure. Cost: as partial(), once and for each rule with
// weights of its own.
Result<Parts> parts_of(const plan::Plan& plan, Dimensions& dimensions,
                       MissingTag missing = MissingTag::is_an_error, RowRange rows = {});
// Errors: as merge() of partials.
Result<Parts> merge(const Parts& a, const Parts& b);

// The split of all shards together, after all rules of the plan. Errors: as finish() of a partial; rule_cycle where a
// rule hands to what a rule before it shares out, rule_gives_to_source where it takes all of that itself; weights_too_long. Cost: a few steps a cell, rule and level.
Result<Tree> finish(Parts parts, const plan::Plan& plan);

// The split of a whole bill.
Result<Tree> split_of(const plan::Plan& plan, Dimensions& dimensions);

}  // namespace billfold::split
