#include "split/selection.h"

#include <gtest/gtest.h>

#include "support/bill_builder.h"

namespace billfold::split {
namespace {

using test::make_bill;
using test::text;
using Kept = std::vector<std::size_t>;

Kept kept(std::size_t rows, std::span<const Condition> conditions) {
  Kept kept;
  for_each_block(rows, conditions, [&](std::size_t begin, std::size_t count, const std::uint8_t* keep) {
    for (std::size_t i = 0; i < count; ++i) {
      if (keep[i] != 0) kept.push_back(begin + i);
    }
  });
  return kept;
}

// The rows that the plan's filters keep.
Kept kept(const bill::Bill& bill, const plan::Plan& plan, MissingTag missing = MissingTag::is_an_error) {
  Dimensions dimensions(bill);
  const Result<std::vector<Condition>> conditions = conditions_of(plan, dimensions, missing);
  EXPECT_TRUE(conditions);
  return conditions ? kept(bill.rows, *conditions) : Kept{};
}

bill::Bill team_bill() {
  return make_bill({text("Team"), text("Part")}, {{"a", "x"}, {"", "y"}, {"b", "x"}, {"a", "y"}, {"-", "x"}});
}

plan::Plan filtered(std::vector<plan::Filter> filters) {
  plan::Plan plan;
  plan.filters = std::move(filters);
  return plan;
}

TEST(Condition, KeepsTheRowsWithOneOfItsValues) {
  EXPECT_EQ(kept(team_bill(), filtered({{"Team", {"a"}}})), (Kept{0, 3}));
  EXPECT_EQ(kept(team_bill(), filtered({{"Team", {"b", "a"}}})), (Kept{0, 2, 3}));
}

TEST(Condition, LeavesThemOutIfItExcludes) {
  EXPECT_EQ(kept(team_bill(), filtered({{"Team", {"a"}, true}})), (Kept{1, 2, 4}));
}

TEST(Condition, TakesNullAndTheEmptyTextForNoValue) {
  EXPECT_EQ(kept(team_bill(), filtered({{"Team", {std::nullopt, "b"}}})), (Kept{1, 2}));
  EXPECT_EQ(kept(team_bill(), filtered({{"Team", {""}}})), (Kept{1}));
}

TEST(Condition, WhatThePlanOmitsIsLeftOutBesideWhatItsFiltersLeaveOut) {
  plan::Plan plan = filtered({{"Team", {"a"}}});
  plan.omitted.lines = {"2", "3"};
  EXPECT_EQ(kept(team_bill(), plan), (Kept{3}));
}

TEST(Condition, OnAValueThatTheDimensionDoesNotHaveIsMetByNoRow) {
  EXPECT_EQ(kept(team_bill(), filtered({{"Team", {"c"}}})), Kept{});
  EXPECT_EQ(kept(team_bill(), filtered({{"Team", {"c"}, true}})), (Kept{0, 1, 2, 3, 4}));
}

TEST(Condition, OfNoValuesIsMetByNoRow) { EXPECT_EQ(kept(team_bill(), filtered({{"Team", {}}})), Kept{}); }

TEST(Condition, HoldsTogetherWithTheOthers) {
  EXPECT_EQ(kept(team_bill(), filtered({{"Team", {"a", "b"}}, {"Part", {"x"}}})), (Kept{0, 2}));
}

TEST(Condition, TakesAPlansBlankWordForNoValue) {
  plan::Plan plan = filtered({{"Team", {std::nullopt}}});
  plan.blank_words = {"-"};
  EXPECT_EQ(kept(team_bill(), plan), (Kept{1, 4}));
}

// Line 3 of the first file is two rows, as in a JSON bill; the second file has a line 3 too.
TEST(Condition, OnTheLineKeepsEveryRowOfThatLineInItsFile) {
  const bill::Bill bill = make_bill({text("Team")},
                                    {{.cells = {"a"}, .line = 2},
                                     {.cells = {"b"}, .line = 3},
                                     {.cells = {"c"}, .line = 3},
                                     {.cells = {"d"}, .line = 3, .file = 1}},
                                    2);
  EXPECT_EQ(kept(bill, filtered({{"line", {"3"}}})), (Kept{1, 2}));
  EXPECT_EQ(kept(bill, filtered({{"line", {"3"}, true}})), (Kept{0, 3}));
  EXPECT_EQ(kept(bill, filtered({{"line", {"2:3", "2"}}})), (Kept{0, 3}));
  EXPECT_EQ(kept(bill, filtered({{"line", {std::nullopt}}})), Kept{});
}

TEST(Condition, OnATagKeyThatAShardLacksSeesNoValueOnEveryRow) {
  const auto of = [](std::vector<std::optional<std::string>> values, bool exclude) {
    return kept(team_bill(), filtered({{"tag:env", std::move(values), exclude}}), MissingTag::has_no_value);
  };
  const Kept all = {0, 1, 2, 3, 4};
  EXPECT_EQ(of({std::nullopt}, false), all);
  EXPECT_EQ(of({""}, false), all);
  EXPECT_EQ(of({"prod"}, false), Kept{});
  EXPECT_EQ(of({std::nullopt}, true), Kept{});
  EXPECT_EQ(of({"prod"}, true), all);
}

TEST(Condition, SaysThatItKeepsEveryRow) {
  const bill::Bill bill = team_bill();
  Dimensions dimensions(bill);
  const auto keeps_all = [&](std::vector<std::optional<std::string>> values, bool exclude) {
    return Condition::value_is_among(*dimensions.get("Part", {}), values, exclude).keeps_every_row();
  };
  EXPECT_TRUE(keeps_all({"z"}, true));
  EXPECT_FALSE(keeps_all({"x"}, true));
  EXPECT_FALSE(keeps_all({"x"}, false));
}

TEST(Condition, OnlyTakesRowsAway) {
  const bill::Bill bill = team_bill();
  Dimensions dimensions(bill);
  const std::vector<std::optional<std::string>> values = {"a"};
  const Condition condition = Condition::value_is_among(*dimensions.get("Team", {}), values, false);
  std::uint8_t keep[] = {1, 1, 0};
  condition.apply(1, 3, keep);  // of the rows "", b and a
  EXPECT_EQ(keep[0], 0);
  EXPECT_EQ(keep[1], 0);
  EXPECT_EQ(keep[2], 0);
}

TEST(ConditionsOf, AreInThePlansOrderAndNoneWithoutFilters) {
  const bill::Bill bill = team_bill();
  Dimensions dimensions(bill);
  const auto conditions = conditions_of(filtered({{"Team", {"b"}}, {"Part", {"y"}}}), dimensions);
  ASSERT_TRUE(conditions);
  ASSERT_EQ(conditions->size(), 2U);
  EXPECT_EQ(kept(bill.rows, std::span(*conditions).first(1)), (Kept{2}));
  EXPECT_TRUE(conditions_of({}, dimensions)->empty());
}

TEST(ConditionsOf, AnUnknownDimensionAreAnError) {
  const bill::Bill bill = team_bill();
  Dimensions dimensions(bill);
  for (const std::string name : {"Tean", "tag:env"}) {
    const auto conditions = conditions_of(filtered({{"Team", {"a"}}, {name, {"a"}}}), dimensions);
    ASSERT_FALSE(conditions) << name;
    EXPECT_EQ(conditions.error().code, Code::unknown_dimension) << name;
    EXPECT_EQ(conditions.error().values.front().second, name);
  }
}

TEST(ForEachBlock, GivesEveryRowOnceInBlocksOfTheirSize) {
  std::vector<std::vector<std::string>> cells;
  Kept expected;
  for (std::size_t row = 0; row < 2 * kBlockRows + 1; ++row) {
    cells.push_back({row % 3 == 0 ? "a" : "b"});
    if (row % 3 == 0) expected.push_back(row);
  }
  const bill::Bill bill = make_bill({text("Team")}, cells);
  EXPECT_EQ(kept(bill, filtered({{"Team", {"a"}}})), expected);
  Kept sizes;
  for_each_block(bill.rows, {}, [&](std::size_t begin, std::size_t count, const std::uint8_t* keep) {
    EXPECT_EQ(begin, sizes.size() * kBlockRows);
    EXPECT_EQ(std::count(keep, keep + count, 1), static_cast<std::ptrdiff_t>(count));  // nothing asked: all
    sizes.push_back(count);
  });
  EXPECT_EQ(sizes, (Kept{2048, 2048, 1}));
}

TEST(ForEachBlock, HasNoBlockWithoutRows) { EXPECT_EQ(kept(0, {}), Kept{}); }

}  // namespace
}  // namespace billfold::split
