#include "plan/cycle.h"

#include <gtest/gtest.h>
#include <string>

#include "plan/check.h"

namespace billfold::plan {
namespace {

std::string problem(const Plan& plan) {
  const Result<void> checked = check(plan);
  return checked ? "" : sentence_of(checked.error());
}

Predicate asks(std::string dimension) {
  return {.op = "is", .dimension = std::move(dimension), .values = {"x"}};
}

Category category(std::string name, std::string asked) {
  return {.name = std::move(name), .rules = {{"v", asks(std::move(asked))}}};
}

ValueList list(std::string name, std::string of) {
  return {.name = std::move(name), .dimension = std::move(of), .entries = {{"v", "x"}}};
}

SharedRule shared(std::string name, std::string taken) {
  return {.name = std::move(name), .source = asks(std::move(taken)), .dimension = "owner"};
}

TEST(Cycle, GoesThroughLists) {
  EXPECT_EQ(problem({.categories = {category("A", "list:L")}, .lists = {list("L", "category:A")}}),
            "These rules need each other: category:A -> list:L -> category:A (rule \"A\", rules).");
  EXPECT_EQ(problem({.lists = {list("L", "list:L")}}),
            "These rules need each other: list:L -> list:L (rule \"L\", dimension).");
  EXPECT_EQ(problem({.lists = {list("K", "list:L"), list("L", "list:M"), list("M", "list:L")}}),
            "These rules need each other: list:L -> list:M -> list:L (rule \"L\", dimension).");
}

TEST(Cycle, GoesThroughTheRosterWhicheverStepIsAsked) {
  Plan plan{.categories = {category("A", "ou:1")}};
  plan.roster = {.dimension = "category:A", .accounts = {{"v", "Name", "Top/Below"}}};
  EXPECT_EQ(problem(plan),
            "These rules need each other: category:A -> ou:1 -> category:A (rule \"A\", rules).");
  plan.categories = {category("A", "ou:name")};
  EXPECT_EQ(problem(plan),
            "These rules need each other: category:A -> ou:name -> category:A (rule \"A\", rules).");
  // A third step is nobody's, so that it may be a column of the bill.
  plan.categories = {category("A", "ou:3")};
  EXPECT_EQ(problem(plan), "");
  plan.categories = {};
  plan.roster.dimension = "ou:2";
  EXPECT_EQ(problem(plan), "These rules need each other: ou:2 -> ou:2 (rule \"roster\", roster.dimension).");
  plan.roster.accounts.clear();
  EXPECT_EQ(problem(plan), "");
}

TEST(Cycle, GoesThroughWhatRulesOfSharedCostsTakeAndWeigh) {
  EXPECT_EQ(problem({.categories = {category("A", "source:R")}, .shared = {shared("R", "category:A")}}),
            "These rules need each other: category:A -> source:R -> category:A (rule \"A\", rules).");
  Plan plan{.shared = {shared("R", "owner")}};
  plan.shared[0].weighed = asks("weighed:R");
  EXPECT_EQ(problem(plan), "These rules need each other: weighed:R -> weighed:R (rule \"R\", weighed).");
  plan.shared[0].weighed = asks("taken:R\nowner");
  EXPECT_EQ(problem(plan), "");
  plan.shared[0].source = {.op = "any", .of = {asks("owner"), asks("taken:R\nowner")}};
  EXPECT_EQ(problem(plan),
            "These rules need each other: source:R -> taken:R\nowner -> source:R (rule \"R\", source).");
}

TEST(Cycle, IsNoDimensionThatTwoAsk) {
  EXPECT_EQ(
      problem({.categories = {{.name = "A", .rules = {{"1", asks("list:L")}, {"2", asks("category:B")}}},
                              category("B", "list:L"),
                              category("C", "category:nobody's")},
               .lists = {list("L", "owner")}}),
      "");
}

// Each asks the one after it, the last a column: so many may stand one upon the other.
Plan chain(std::size_t count) {
  Plan plan;
  for (std::size_t at = 0; at < count; ++at)
    plan.categories.push_back(
        category(std::to_string(at), at + 1 < count ? "category:" + std::to_string(at + 1) : "owner"));
  return plan;
}

TEST(Cycle, AChainThatIsTooLongIsRefusedAndNeedsNoStackToBeSeen) {
  EXPECT_EQ(problem(chain(kMostDeep)), "");
  EXPECT_EQ(
      problem(chain(kMostDeep + 1)),
      "Rule \"0\", rules: more than 64 dimensions are defined one upon the other. Ask one of the bill's "
      "own.");
  // 1000 in a row: the 65th from the end is the first that is too deep.
  EXPECT_EQ(problem(chain(1000)).substr(0, 11), "Rule \"935\",");
  EXPECT_EQ(problem(chain(3000)).substr(0, 12), "Rule \"2935\",");
  Plan circle = chain(1000);
  circle.categories.back().rules[0].when.dimension = "category:0";
  EXPECT_TRUE(problem(circle).starts_with("These rules need each other: category:0 -> category:1 -> "));
}

}  // namespace
}  // namespace billfold::plan
