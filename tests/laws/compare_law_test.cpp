// Whatever changes between two months, or two plans: the reasons add up to the change, and the figures are the
// splits' own. (rules 2 and 6)

#include <gtest/gtest.h>
#include <string>

#include "base/json.h"
#include "split/compare.h"
#include "support/bill_builder.h"
#include "support/chance.h"
#include "support/split_text.h"

namespace billfold::split {
namespace {

using test::Chance;

constexpr std::uint32_t kRounds = 200;

bill::Bill random_bill(Chance& chance) {
  std::vector<test::TestRow> rows;
  for (std::uint32_t count = 1 + chance.below(70); count > 0; --count) {
    std::string amount = chance.one_in(5) ? "-" : "";
    amount += std::to_string(chance.below(50)) + "." + std::to_string(chance.below(100));
    rows.push_back(
        {.cells = {chance.pick({"a", "b", "c", "pool", ""}), chance.pick({"eu", "us", ""}),
                   chance.pick({"i-1", "i-2", "i-3", "i-4", "i-5", ""}),
                   chance.pick({"2025-03-01", "2025-04-02", "2025-04-30", "2025-05-05", ""}), amount}});
  }
  return test::make_bill({test::text("Team"), test::text("Region"), test::text("Machine", "instance"),
                          test::date("Day"), test::money_column("Cost")},
                         rows);
}

plan::Plan random_plan(Chance& chance) {
  plan::Plan plan;
  if (!chance.one_in(6)) plan.by = {chance.pick({"Team", "Region", "category:Kind"})};
  plan.categories = {
      {.name = "Kind",
       .rules = {{"a", {.op = "is", .dimension = "Team", .values = {"a", "b"}}},
                 {"far", {.op = "is", .dimension = "Region", .values = {chance.pick({"us", "eu"})}}}},
       .otherwise = chance.pick({"", "rest"})}};
  if (chance.one_in(2)) {
    plan.shared = {{.name = "Pool",
                    .source = {.op = "is", .dimension = "Team", .values = {"pool"}},
                    .dimension = "Team",
                    .method = chance.pick({"even", "proportional"})}};
    if (chance.one_in(2)) plan.shared[0].partitions = {chance.pick({"Region", "month"})};
  }
  if (chance.one_in(3)) plan.filters = {{"Region", {"eu", chance.pick({"us", ""})}, chance.one_in(2)}};
  if (chance.one_in(3)) plan.omitted.lines = {std::to_string(2 + chance.below(20)), "2"};
  return plan;
}

void expect_explained(const Result<Comparison>& comparison, const plan::Plan& plan) {
  ASSERT_TRUE(comparison.ok()) << sentence_of(comparison.error());
  EXPECT_EQ(comparison->difference, 0) << json::text_of(plan);
  i128 before = 0;
  i128 after = 0;
  i128 reasons = 0;
  i128 moved = 0;
  for (const ComparedGroup& group : comparison->groups) {
    i128 change = 0;
    for (const Change& why : group.changes) {
      EXPECT_NE(why.amount, 0);
      change += why.amount;
      if (why.reason == Reason::tag) moved += why.amount;
    }
    EXPECT_EQ(change, group.after.amount - group.before.amount) << json::text_of(plan);
    before += group.before.amount;
    after += group.after.amount;
    reasons += change;
  }
  EXPECT_EQ(before, comparison->before.amount);
  EXPECT_EQ(after, comparison->after.amount);
  EXPECT_EQ(reasons, after - before);
  EXPECT_EQ(moved, 0) << "what moves arrives";
}

i128 total_of(const plan::Plan& plan, Dimensions& dimensions) {
  const Result<Tree> tree = split_of(plan, dimensions);
  EXPECT_TRUE(tree.ok());
  return tree ? tree->total().amount : 0;
}

TEST(CompareLaw, TheReasonsAddUpToTheChangeBetweenTwoMonths) {
  for (std::uint32_t round = 0; round < kRounds; ++round) {
    Chance chance(round);
    const bill::Bill bill = random_bill(chance);
    plan::Plan plan = random_plan(chance);
    Dimensions dimensions(bill);
    const Result<Comparison> comparison =
        compare_periods(plan, "2025-04", "2025-05", chance.pick({"", "Machine", "Region"}), dimensions);
    expect_explained(comparison, plan);
    if (!comparison) continue;
    plan.filters.push_back({"month", {"2025-04"}, false});
    EXPECT_EQ(total_of(plan, dimensions), comparison->before.amount);
    plan.filters.back().values = {"2025-05"};
    EXPECT_EQ(total_of(plan, dimensions), comparison->after.amount);
  }
}

TEST(CompareLaw, TheReasonsAddUpToTheChangeBetweenTwoPlans) {
  for (std::uint32_t round = 0; round < kRounds; ++round) {
    Chance chance(9000 + round);
    const bill::Bill bill = random_bill(chance);
    const plan::Plan before = random_plan(chance);
    const plan::Plan after = random_plan(chance);
    Dimensions dimensions(bill);
    const Result<Comparison> comparison = compare_plans(before, after, dimensions);
    expect_explained(comparison, after);
    const Result<Comparison> back = compare_plans(after, before, dimensions);
    expect_explained(back, after);
    if (comparison && back) {
      EXPECT_EQ(comparison->before.amount, back->after.amount);
    }
  }
}

}  // namespace
}  // namespace billfold::split
