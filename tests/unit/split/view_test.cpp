#include "split/view.h"

#include <gtest/gtest.h>
#include <string>

#include "support/bill_builder.h"
#include "support/split_text.h"

namespace billfold::split {
namespace {

using test::make_bill;
using test::money_column;
using test::split_of;
using test::text;
using Lines = std::vector<std::string>;

bill::Bill team_bill() {
  return make_bill({text("Owner"), text("Project"), text("Env"), money_column("Payable")},
                   {{"ads", "bid", "prod", "9"},
                    {"ads", "bid", "test", "1"},
                    {"ads", "creative", "prod", "4"},
                    {"search", "rank", "prod", "60"},
                    {"search", "rank", "", "30"},
                    {"search", "recall", "prod", "5"},
                    {"search", "recall", "test", "2"},
                    {"search", "", "prod", "7"},
                    {"video", "cut", "prod", "3"},
                    {"", "bid", "prod", "50"}});
}

const std::vector<std::string> kStack = {"Owner", "Project", "Env"};

// "  search/rank 90 2/4 +": indented by level, position of siblings, open.
Lines text_of(const std::vector<ViewRow>& rows, int scale = 0) {
  Lines lines;
  for (const ViewRow& row : rows) {
    std::string line(2 * (row.level - 1), ' ');
    if (row.kind == RowKind::others) line += "Others of ";
    line += test::path_text(row.path) + " " + test::amount_text(row.figure.amount, scale) + " " +
            std::to_string(row.position) + "/" + std::to_string(row.siblings);
    if (row.kind == RowKind::others) line += " for " + std::to_string(row.children);
    if (row.open) line += " +";
    lines.push_back(line);
  }
  return lines;
}

Lines shown(const Tree& tree, ViewOptions options) {
  View view(tree);
  view.lay_out(std::move(options));
  return text_of(view.window(0, 1000), tree.scale);
}

TEST(View, ClosedItShowsTheFirstLevelLargestFirstAndTheUnassignedLast) {
  const Tree tree = split_of(team_bill(), {.by = kStack});
  EXPECT_EQ(shown(tree, {}), (Lines{"search 104 1/4", "ads 14 2/4", "video 3 3/4", "- 50 4/4"}));
}

TEST(View, GroupsAreFoundAndSortedByTheNamesOfTheirKeys) {
  const Tree tree = split_of(team_bill(), {.by = {"Owner"}});
  const std::vector<NamedValue> named = {{"ads", "Zoo"}, {"video", "Film"}};
  EXPECT_EQ(shown(tree, {.find = "zO", .names = {named}}), (Lines{"ads 14 1/1"}));
  EXPECT_EQ(shown(tree, {.find = "ads", .names = {named}}), (Lines{"ads 14 1/1"}));
  // Film, search, Zoo by bytes: F, Z, s.
  EXPECT_EQ(shown(tree, {.sort = SortBy::name, .ascending = true, .names = {named}}),
            (Lines{"video 3 1/4", "ads 14 2/4", "search 104 3/4", "- 50 4/4"}));
}

TEST(View, AnOpenedGroupShowsItsChildrenBelowIt) {
  const Tree tree = split_of(team_bill(), {.by = kStack});
  EXPECT_EQ(shown(tree, {.open = {{"search"}, {"search", "rank"}, {"ads", "bid"}}}),
            (Lines{"search 104 1/4 +", "  search/rank 90 1/3 +", "    search/rank/prod 60 1/2",
                   "    search/rank/- 30 2/2", "  search/recall 7 2/3", "  search/- 7 3/3", "ads 14 2/4",
                   "video 3 3/4", "- 50 4/4"}));
}

TEST(View, PathsThatNoLongerExistAreIgnored) {
  const Tree tree = split_of(team_bill(), {.by = kStack});
  EXPECT_EQ(shown(tree, {.open = {{"gone"}, {"search", "rank", "prod", "more"}, {}, {std::nullopt}}}),
            (Lines{"search 104 1/4", "ads 14 2/4", "video 3 3/4", "- 50 4/4 +", "  -/bid 50 1/1"}));
}

TEST(View, AllIsOpenButForGroupsThatWereClosed) {
  const Tree tree = split_of(team_bill(), {.by = kStack});
  EXPECT_EQ(shown(tree, {.open_all = true, .closed = {{"search"}, {"ads", "bid"}}}),
            (Lines{"search 104 1/4", "ads 14 2/4 +", "  ads/bid 10 1/2", "  ads/creative 4 2/2 +",
                   "    ads/creative/prod 4 1/1", "video 3 3/4 +", "  video/cut 3 1/1 +",
                   "    video/cut/prod 3 1/1", "- 50 4/4 +", "  -/bid 50 1/1 +", "    -/bid/prod 50 1/1"}));
}

TEST(View, AGroupThatIsLookedIntoIsTheRoot) {
  const Tree tree = split_of(team_bill(), {.by = kStack});
  View view(tree);
  view.lay_out({.root = {"search"}, .open = {{"search", "recall"}}});
  EXPECT_EQ(text_of(view.window(0, 10)),
            (Lines{"search/rank 90 1/3", "search/recall 7 2/3 +", "  search/recall/prod 5 1/2",
                   "  search/recall/test 2 2/2", "search/- 7 3/3"}));
  EXPECT_EQ(test::figure_text(*view.root(), tree.scale), "104 (5)");
  view.lay_out({.root = {"search", "rank", "prod"}});
  EXPECT_EQ(view.lines(), 0U);
  EXPECT_EQ(test::figure_text(*view.root(), tree.scale), "60 (1)");
  view.lay_out({.root = {"gone"}});
  EXPECT_EQ(view.lines(), 0U);
  EXPECT_FALSE(view.root().has_value());
}

// ---- order

TEST(View, TiesAreByNameEitherWay) {
  const Tree tree =
      split_of(make_bill({text("Team"), money_column("Cost")},
                         {{"c", "2"}, {"a", "2"}, {"d", "-5"}, {"b", "2"}, {"e", "3"}, {"", "9"}}),
               {.by = {"Team"}});
  EXPECT_EQ(shown(tree, {}), (Lines{"e 3 1/6", "a 2 2/6", "b 2 3/6", "c 2 4/6", "d -5 5/6", "- 9 6/6"}));
  EXPECT_EQ(shown(tree, {.ascending = true}),
            (Lines{"d -5 1/6", "a 2 2/6", "b 2 3/6", "c 2 4/6", "e 3 5/6", "- 9 6/6"}));
}

TEST(View, NamesAndLinesSortToo) {
  const Tree tree = split_of(make_bill({text("Team"), money_column("Cost")},
                                       {{"b", "2"}, {"a", "1"}, {"a", "1"}, {"c", "7"}, {"", "9"}}),
                             {.by = {"Team"}});
  EXPECT_EQ(shown(tree, {.sort = SortBy::name, .ascending = true}),
            (Lines{"a 2 1/4", "b 2 2/4", "c 7 3/4", "- 9 4/4"}));
  EXPECT_EQ(shown(tree, {.sort = SortBy::name}), (Lines{"c 7 1/4", "b 2 2/4", "a 2 3/4", "- 9 4/4"}));
  EXPECT_EQ(shown(tree, {.sort = SortBy::rows}), (Lines{"a 2 1/4", "b 2 2/4", "c 7 3/4", "- 9 4/4"}));
  EXPECT_EQ(shown(tree, {.sort = SortBy::rows, .ascending = true}),
            (Lines{"b 2 1/4", "c 7 2/4", "a 2 3/4", "- 9 4/4"}));
}

// ---- Others

bill::Bill many_teams() {
  return make_bill({text("Team"), text("Part"), money_column("Cost")}, {{"a", "x", "1"},
                                                                        {"b", "x", "2"},
                                                                        {"c", "x", "-40"},
                                                                        {"d", "x", "8"},
                                                                        {"e", "x", "16"},
                                                                        {"e", "y", "16"},
                                                                        {"f", "x", "4"},
                                                                        {"", "x", "64"}});
}

TEST(View, TheSmallestGroupsGoToOthersBeforeTheUnassigned) {
  const Tree tree = split_of(many_teams(), {.by = {"Team", "Part"}});
  // By absolute amount, so that a large credit is not hidden.
  EXPECT_EQ(shown(tree, {.top = 2}), (Lines{"e 32 1/4", "c -40 2/4", "Others of  15 3/4 for 4", "- 64 4/4"}));
}

TEST(View, OthersOpensInPlace) {
  const Tree tree = split_of(many_teams(), {.by = {"Team", "Part"}});
  EXPECT_EQ(shown(tree, {.open = {{"f"}}, .others = {{}}, .top = 2}),
            (Lines{"e 32 1/4", "c -40 2/4", "Others of  15 3/4 for 4 +", "  d 8 1/4", "  f 4 2/4 +",
                   "    f/x 4 1/1", "  b 2 3/4", "  a 1 4/4", "- 64 4/4"}));
}

TEST(View, OthersOfAGroupHasItsPath) {
  const Tree tree = split_of(many_teams(), {.by = {"Part", "Team"}});
  EXPECT_EQ(
      shown(tree, {.open = {{"x"}}, .others = {{"x"}}, .top = 3}),
      (Lines{"x 55 1/2 +", "  x/e 16 1/5", "  x/d 8 2/5", "  x/c -40 3/5", "  Others of x 7 4/5 for 3 +",
             "    x/f 4 1/3", "    x/b 2 2/3", "    x/a 1 3/3", "  x/- 64 5/5", "y 16 2/2"}));
}

TEST(View, OneGroupIsNotWorthAnOthers) {
  const Tree tree = split_of(many_teams(), {.by = {"Team"}});
  EXPECT_EQ(shown(tree, {.top = 5}).size(), 7U);
  EXPECT_EQ(shown(tree, {.top = 4}).size(), 6U);
}

TEST(View, SortedByLinesTheGroupsWithFewestLinesGoToOthers) {
  const Tree tree = split_of(many_teams(), {.by = {"Team"}});
  EXPECT_EQ(shown(tree, {.top = 1, .sort = SortBy::rows}),
            (Lines{"e 32 1/3", "Others of  -25 2/3 for 5", "- 64 3/3"}));
}

// ---- search

TEST(View, ASearchKeepsWhatHoldsItAndTheWayDownToItAndOpensThat) {
  const Tree tree = split_of(team_bill(), {.by = kStack});
  EXPECT_EQ(shown(tree, {.find = "BI"}),
            (Lines{"ads 14 1/2 +", "  ads/bid 10 1/1", "- 50 2/2 +", "  -/bid 50 1/1"}));
}

TEST(View, WhatIsInAFoundGroupIsKept) {
  const Tree tree = split_of(team_bill(), {.by = kStack});
  EXPECT_EQ(shown(tree, {.open = {{"search"}}, .find = "sea"}),
            (Lines{"search 104 1/1 +", "  search/rank 90 1/3", "  search/recall 7 2/3", "  search/- 7 3/3"}));
}

TEST(View, ASearchFindsWhatWouldBeInOthers) {
  const Tree tree = split_of(many_teams(), {.by = {"Team", "Part"}});
  EXPECT_EQ(shown(tree, {.top = 1, .find = "y"}), (Lines{"e 32 1/1 +", "  e/y 16 1/1"}));
  EXPECT_EQ(shown(tree, {.top = 1, .find = "a"}), (Lines{"a 1 1/1"}));
}

TEST(View, ASearchThatFindsNothingShowsNothing) {
  const Tree tree = split_of(team_bill(), {.by = kStack});
  EXPECT_EQ(shown(tree, {.find = "nobody"}), Lines{});
}

TEST(View, ASearchBelowARootDoesNotLookAbove) {
  const Tree tree = split_of(team_bill(), {.by = kStack});
  EXPECT_EQ(shown(tree, {.root = {"search"}, .find = "search"}), Lines{});
  EXPECT_EQ(shown(tree, {.root = {"search"}, .find = "rank"}), (Lines{"search/rank 90 1/1"}));
}

// ---- windows and signs

TEST(View, WindowsOfAnySizeMakeUpTheWholeList) {
  const Tree tree = split_of(team_bill(), {.by = kStack});
  View view(tree);
  view.lay_out({.open_all = true});
  const Lines whole = text_of(view.window(0, 1000));
  EXPECT_EQ(view.lines(), whole.size());
  for (std::uint32_t limit = 1; limit <= whole.size() + 1; ++limit) {
    Lines joined;
    for (std::uint64_t offset = 0; offset < whole.size(); offset += limit) {
      const Lines part = text_of(view.window(offset, limit));
      EXPECT_LE(part.size(), limit);
      joined.insert(joined.end(), part.begin(), part.end());
    }
    EXPECT_EQ(joined, whole);
  }
  EXPECT_TRUE(view.window(whole.size(), 5).empty());
  EXPECT_TRUE(view.window(~std::uint64_t{0}, 5).empty());
  EXPECT_TRUE(view.window(0, 0).empty());
}

TEST(View, LayingOutAgainGivesWhatANewViewGives) {
  const Tree tree = split_of(team_bill(), {.by = kStack});
  View view(tree);
  const std::vector<ViewOptions> steps = {{.top = 1},
                                          {.others = {{}}, .top = 1},
                                          {.open = {{"search"}}, .sort = SortBy::name},
                                          {.find = "bid"},
                                          {.find = "prod"},
                                          {.root = {"search"}, .find = "prod"},
                                          {.open_all = true},
                                          {.open_all = true, .ascending = true}};
  for (const ViewOptions& step : steps) {
    view.lay_out(step);
    EXPECT_EQ(text_of(view.window(0, 1000)), shown(tree, step));
  }
}

TEST(View, AParentKnowsWhetherItsChildrenMixSigns) {
  const Tree tree = split_of(many_teams(), {.by = {"Team", "Part"}});
  View view(tree);
  view.lay_out({.open = {{"e"}}});
  for (const ViewRow& row : view.window(0, 100)) {
    EXPECT_EQ(row.parent_mixes_signs, row.level == 1) << test::path_text(row.path);
    EXPECT_EQ(test::figure_text(row.parent, tree.scale), row.level == 1 ? "71 (8)" : "32 (2)");
  }
}

TEST(View, ASplitWithoutLevelsHasNoRows) {
  const Tree tree = split_of(team_bill(), {});
  View view(tree);
  view.lay_out({});
  EXPECT_EQ(view.lines(), 0U);
  EXPECT_EQ(test::figure_text(*view.root(), tree.scale), "171 (10)");
}

}  // namespace
}  // namespace billfold::split
