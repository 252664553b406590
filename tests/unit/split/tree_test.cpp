#include "split/tree.h"

#include <gtest/gtest.h>
#include <string>

#include "support/bill_builder.h"
#include "support/split_text.h"

namespace billfold::split {
namespace {

using test::figure_text;
using test::level_text;
using test::make_bill;
using test::money_column;
using test::split_of;
using test::text;
using Lines = std::vector<std::string>;

bill::Bill team_bill() {
  return make_bill({text("Owner"), text("Project"), money_column("Payable")}, {{"search", "rank", "400.10"},
                                                                               {"search", "", "2.05"},
                                                                               {"ads", "bid", "-20.5"},
                                                                               {"", "bid", "1.5"},
                                                                               {"search", "recall", "210"},
                                                                               {"", "", "0.25"}});
}

Partial partial_of_team() {
  Result<Partial> partial = split::partial(team_bill(), {.by = {"Owner", "Project"}});
  EXPECT_TRUE(partial.ok());
  return std::move(*partial);
}

TEST(Tree, AParentIsTheSumOfItsChildren) {
  const Tree tree = split_of(team_bill(), {.by = {"Owner", "Project"}});
  EXPECT_EQ(level_text(tree, 0), (Lines{"ads -20.5 (1)", "search 612.15 (3)", "- 1.75 (2)"}));
  EXPECT_EQ(level_text(tree, 1), (Lines{"ads/bid -20.5 (1)", "search/rank 400.1 (1)", "search/recall 210 (1)",
                                        "search/- 2.05 (1)", "-/bid 1.5 (1)", "-/- 0.25 (1)"}));
  EXPECT_EQ(tree.children(1, 1), (std::pair<std::uint32_t, std::uint32_t>{1, 4}));
  EXPECT_EQ(tree.children(1, 2), (std::pair<std::uint32_t, std::uint32_t>{4, 6}));
}

TEST(Tree, EveryLevelAddsUpToTheRunningTotal) {
  const Tree tree = split_of(team_bill(), {.by = {"Owner", "Project"}});
  ASSERT_EQ(tree.conservation.levels.size(), 2U);
  for (const Figure& level : tree.conservation.levels) EXPECT_EQ(figure_text(level, tree.scale), "593.4 (6)");
  EXPECT_EQ(figure_text(tree.conservation.kept, tree.scale), "593.4 (6)");
  EXPECT_EQ(figure_text(tree.conservation.bill, tree.scale), "593.4 (6)");
}

TEST(Tree, AllocatedIsWhatHasAValueOnEveryLevel) {
  const Tree tree = split_of(team_bill(), {.by = {"Owner", "Project"}});
  EXPECT_EQ(figure_text(tree.allocated, tree.scale), "589.6 (3)");
  EXPECT_EQ(figure_text(tree.unassigned, tree.scale), "3.8 (3)");
}

// ---- the check can fail

TEST(Tree, ALostLeafIsADifference) {
  Partial partial = partial_of_team();
  partial.leaves.pop_back();
  partial.keys.resize(partial.keys.size() - partial.levels.size());
  const Result<Tree> tree = finish(std::move(partial));
  ASSERT_TRUE(tree.ok());
  EXPECT_EQ(test::amount_text(tree->conservation.difference(), tree->scale), "0.25");
  EXPECT_FALSE(tree->conservation.holds());
}

TEST(Tree, AnAmountOutByOneUnitIsADifference) {
  Partial partial = partial_of_team();
  partial.leaves.front().amount += 1;
  const Result<Tree> tree = finish(std::move(partial));
  ASSERT_TRUE(tree.ok());
  EXPECT_EQ(test::amount_text(tree->conservation.difference(), tree->scale), "-0.01");
  EXPECT_FALSE(tree->conservation.holds());
}

TEST(Tree, ALostLineIsNoDifferenceButDoesNotHold) {
  Partial partial = partial_of_team();
  partial.leaves.front().rows += 1;
  const Result<Tree> tree = finish(std::move(partial));
  ASSERT_TRUE(tree.ok());
  EXPECT_EQ(tree->conservation.difference(), 0);
  EXPECT_FALSE(tree->conservation.holds());
}

TEST(Tree, ExcludedLinesThatDoNotFillTheBillAreADifference) {
  Result<Partial> partial =
      split::partial(team_bill(), {.by = {"Owner"}, .filters = {{"Owner", {"ads"}, false}}});
  ASSERT_TRUE(partial.ok());
  partial->running.front().dropped.amount -= 3;
  const Result<Tree> tree = finish(std::move(*partial));
  ASSERT_TRUE(tree.ok());
  EXPECT_EQ(test::amount_text(tree->conservation.difference(), tree->scale), "0.03");
  EXPECT_FALSE(tree->conservation.holds());
}

// ---- paths

TEST(Tree, AGroupIsFoundByItsPathAndThePathByTheGroup) {
  const Tree tree = split_of(team_bill(), {.by = {"Owner", "Project"}});
  for (std::size_t level = 0; level < 2; ++level) {
    for (std::uint32_t node = 0; node < tree.levels[level].nodes.size(); ++node) {
      EXPECT_EQ(tree.find(tree.path_of(level, node)), node);
    }
  }
}

TEST(Tree, APathThatIsNoGroupIsNotFound) {
  const Tree tree = split_of(team_bill(), {.by = {"Owner", "Project"}});
  for (const Path& path : {Path{}, Path{"adsl"}, Path{"ads", "rank"}, Path{"ads", std::nullopt}, Path{""},
                           Path{"search", "rank", "prod"}, Path{"zz"}, Path{std::nullopt, "rank"}}) {
    EXPECT_EQ(tree.find(path), std::nullopt) << test::path_text(path);
  }
}

// ---- what is shown

TEST(Tree, ShownDigitsAreThoseThatSomeLeafNeeds) {
  const auto shown = [](const std::vector<std::vector<std::string>>& rows) {
    return split_of(make_bill({text("Team"), money_column("Cost")}, rows), {.by = {"Team"}}).shown_scale;
  };
  EXPECT_EQ(shown({{"a", "12"}, {"b", "3"}}), 0);
  EXPECT_EQ(shown({{"a", "12.5"}, {"b", "3"}}), 2);  // money is not shown with one digit
  EXPECT_EQ(shown({{"a", "12.5000"}, {"b", "3.2500"}}), 2);
  EXPECT_EQ(shown({{"a", "0.0001"}, {"b", "3"}}), 4);
  EXPECT_EQ(shown({{"a", "0.0001"}, {"a", "0.0009"}}), 3);
  EXPECT_EQ(shown({{"a", "0.000"}, {"b", "0.00"}}), 0);
}

TEST(Tree, AShareIsRoundedHalfAwayFromZeroToOneDigit) {
  EXPECT_EQ(share_of(1, 3), "33.3");
  EXPECT_EQ(share_of(2, 3), "66.7");
  EXPECT_EQ(share_of(1, 2000), "0.1");  // 0.05
  EXPECT_EQ(share_of(-1, 2000), "-0.1");
  EXPECT_EQ(share_of(1, 2001), "0.0");
  EXPECT_EQ(share_of(545, 1000), "54.5");
  EXPECT_EQ(share_of(-5, -10), "50.0");
  EXPECT_EQ(share_of(15, 10), "150.0");
  EXPECT_EQ(share_of(0, 10), "0.0");
  EXPECT_EQ(share_of(1, 0), std::nullopt);
  const i128 large = money::power_of_ten(38) - 1;
  EXPECT_EQ(share_of(large, large), "100.0");
  EXPECT_EQ(share_of(1, large), "0.0");
}

}  // namespace
}  // namespace billfold::split
