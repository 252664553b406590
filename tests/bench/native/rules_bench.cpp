// What a change of one of 50 rules costs over 1.7 million rows, the split included: rules of a category over four dimensions,
// each with two tests, and rules of shared costs, each of which hands a value of 200 to all that are left, by what these
// cost, within 40 partitions too. What comes out is checked before the clock starts.

#include <algorithm>
#include <benchmark/benchmark.h>
#include <random>
#include <string>

#include "split/shared_cost.h"

namespace billfold::split {
namespace {

constexpr std::size_t kRows = 1700000;
constexpr std::uint32_t kValues[] = {200, 3000, 40, 20000};
constexpr std::size_t kRules = 50;

bill::Bill large_bill() {
  bill::Bill bill;
  std::mt19937 random(50);
  for (std::size_t at = 0; at <= std::size(kValues); ++at) {
    bill::Column& column = bill.columns.emplace_back();
    column.role.index = static_cast<std::uint32_t>(at);
    column.role.name = at < std::size(kValues) ? "D" + std::to_string(at) : "Cost";
    if (at < std::size(kValues)) {
      column.role.kind = vendor::ColumnRole::text;
      column.text.emplace();
      for (std::size_t row = 0; row < kRows; ++row)
        column.text->push("value-" + std::to_string(random() % kValues[at]));
    } else {
      column.role.kind = vendor::ColumnRole::amount;
      column.role.money = true;
      column.amount.emplace();
      for (std::size_t row = 0; row < kRows; ++row) static_cast<void>(column.amount->push({1, 2}));
    }
  }
  bill.default_measure = "Cost";
  bill.rows = kRows;
  bill.sources.resize(1);
  return bill;
}

plan::Plan fifty_rules() {
  plan::Plan plan;
  plan::Category& team = plan.categories.emplace_back();
  team.name = "Team";
  team.otherwise = "Rest";
  for (std::size_t rule = 0; rule < kRules; ++rule) {
    const auto dimension = [&](std::size_t more) {
      return "D" + std::to_string((rule + more) % std::size(kValues));
    };
    const std::string number = std::to_string(rule % 40);
    team.rules.push_back(
        {"team-" + std::to_string(rule),
         {.op = "all",
          .of = {{.op = "matches", .dimension = dimension(0), .values = {"-[0-9]*" + number + "$"}},
                 {.op = "contains", .dimension = dimension(1), .values = {"7", "3"}}}}});
  }
  plan.by = {"category:Team"};
  return plan;
}

void change_one_of_fifty_rules(benchmark::State& state) {
  const bill::Bill bill = large_bill();
  Dimensions dimensions(bill);
  plan::Plan plan = fifty_rules();
  const Result<Tree> first = split_of(plan, dimensions);
  if (!first || first->total().amount != static_cast<i128>(kRows) ||
      first->levels[0].nodes.size() < kRules / 2) {
    state.SkipWithError("the split is not what was asked");
    return;
  }
  std::size_t change = 0;
  for (auto _ : state) {
    plan.categories[0].rules[25].value = "changed " + std::to_string(++change);
    const Result<Tree> tree = split_of(plan, dimensions);
    benchmark::DoNotOptimize(tree->levels[0].nodes.size());
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * kRows));
}
BENCHMARK(change_one_of_fifty_rules)->Unit(benchmark::kMillisecond);

plan::Plan fifty_shared_rules(bool within) {
  plan::Plan plan;
  for (std::size_t rule = 0; rule < kRules; ++rule) {
    plan::SharedRule& shared = plan.shared.emplace_back();
    shared.name = "rule " + std::to_string(rule);
    shared.source = {.op = "is", .dimension = "D0", .values = {"value-" + std::to_string(rule)}};
    shared.dimension = "D0";
    shared.method = "proportional";
    if (within) shared.partitions = {"D2"};
  }
  plan.by = {"D0"};
  return plan;
}

// 0: over the whole bill, 1: within each value of D2.
void change_one_of_fifty_shared_rules(benchmark::State& state) {
  const bill::Bill bill = large_bill();
  Dimensions dimensions(bill);
  plan::Plan plan = fifty_shared_rules(state.range(0) == 1);
  const Result<Tree> first = split_of(plan, dimensions);
  const auto is_empty = [](const Node& node) { return node.amount == 0; };
  if (!first || first->total().amount != static_cast<i128>(kRows) || !first->conservation.holds() ||
      first->levels[0].nodes.size() != kValues[0] ||
      std::count_if(first->levels[0].nodes.begin(), first->levels[0].nodes.end(), is_empty) != kRules) {
    state.SkipWithError("the split is not what was asked");
    return;
  }
  std::size_t change = 0;
  for (auto _ : state) {
    plan.shared[25].except = {"value-" + std::to_string(100 + ++change % 100)};
    const Result<Tree> tree = split_of(plan, dimensions);
    benchmark::DoNotOptimize(tree->levels[0].nodes.size());
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * kRows));
}
BENCHMARK(change_one_of_fifty_shared_rules)->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace billfold::split
