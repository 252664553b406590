#include "split/lines.h"

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
  return make_bill({text("Owner"), text("Project"), money_column("Cost")},
                   {{{"search", "rank", "1"}, 2, 0},
                    {{"ads", "bid", "2"}, 3, 0},
                    {{"search", "rank", "oops"}, 7, 0},
                    {{"search", "", "-4.5"}, 8, 0},
                    {{"search", "rank", "8"}, 2, 1},
                    {{"search", "rank", "16"}, 5, 1}},
                   2);
}

const plan::Plan kPlan = {.by = {"Owner", "Project"}};

// "file:line row begin-end amount reason"
Lines text_of(const std::vector<SourceLine>& lines, int scale) {
  Lines texts;
  for (const SourceLine& line : lines) {
    texts.push_back(std::to_string(line.file) + ":" + std::to_string(line.line) + " r" +
                    std::to_string(line.row) + " " + std::to_string(line.begin) + "-" +
                    std::to_string(line.end) + " " + test::amount_text(line.amount, scale) +
                    (line.rejected.empty() ? "" : " " + std::string(line.rejected)));
  }
  return texts;
}

GroupRows rows(const bill::Bill& bill, const plan::Plan& plan, const Path& path) {
  const Tree tree = split_of(bill, plan);
  Dimensions dimensions(bill);
  Result<GroupRows> found = rows_of(plan, path, tree, dimensions);
  EXPECT_TRUE(found.ok());
  return found.ok() ? std::move(*found) : GroupRows{};
}

TEST(SourceLines, AreTheGroupsRowsInTheOrderOfTheFilesWithTheirPlaces) {
  const bill::Bill bill = team_bill();
  const GroupRows group = rows(bill, kPlan, {"search", "rank"});
  EXPECT_EQ(
      text_of(source_lines(bill, "Cost", group, 0, 100), group.scale),
      (Lines{"0:2 r0 200-300 1", "0:7 r2 700-800 0 not_a_number", "1:2 r4 200-500 8", "1:5 r5 500-600 16"}));
  EXPECT_EQ(test::amount_text(group.amount, group.scale), "25");
}

TEST(SourceLines, OfTheUnassignedAreLinesWithoutAValue) {
  const bill::Bill bill = team_bill();
  const GroupRows group = rows(bill, kPlan, {"search", std::nullopt});
  EXPECT_EQ(text_of(source_lines(bill, "Cost", group, 0, 100), group.scale), (Lines{"0:8 r3 800-900 -4.5"}));
}

TEST(SourceLines, OfTheWholeAreEveryLineThatTheFiltersKeep) {
  const bill::Bill bill = team_bill();
  EXPECT_EQ(rows(bill, kPlan, {}).rows.size(), 6U);
  EXPECT_EQ(rows(bill, {.by = {"Owner"}, .filters = {{"Owner", {"ads"}, true}}}, {}).rows.size(), 5U);
}

TEST(SourceLines, OfALineAreThatLine) {
  const bill::Bill bill = team_bill();
  const GroupRows group = rows(bill, {.by = {"Owner"}, .grain = "line"}, {"search", "2:5"});
  EXPECT_EQ(text_of(source_lines(bill, "Cost", group, 0, 100), group.scale), (Lines{"1:5 r5 500-600 16"}));
}

TEST(SourceLines, OfAGroupThatDoesNotExistAreNone) {
  EXPECT_TRUE(rows(team_bill(), kPlan, {"search", "bid"}).rows.empty());
  EXPECT_TRUE(rows(team_bill(), kPlan, {"nobody"}).rows.empty());
}

TEST(SourceLines, OfOneCurrencyAreNotThoseOfAnother) {
  const bill::Bill bill =
      make_bill({text("Team"), test::currency("Currency"), money_column("Cost")},
                {{"a", "USD", "1"}, {"a", "CNY", "2"}, {"a", "CNY", "4"}, {"a", "", "8"}});
  EXPECT_EQ(rows(bill, {.by = {"Team"}}, {"a"}).rows, (std::vector<std::uint32_t>{1, 2}));
  EXPECT_EQ(rows(bill, {.by = {"Team"}, .currency = "USD"}, {"a"}).rows, (std::vector<std::uint32_t>{0}));
}

TEST(SourceLines, WindowsMakeUpTheWholeList) {
  const bill::Bill bill = team_bill();
  const GroupRows group = rows(bill, kPlan, {"search"});
  const Lines whole = text_of(source_lines(bill, "Cost", group, 0, 100), group.scale);
  ASSERT_EQ(whole.size(), 5U);
  for (std::uint32_t limit = 1; limit < 7; ++limit) {
    Lines joined;
    for (std::uint64_t offset = 0; offset < 5; offset += limit) {
      const Lines part = text_of(source_lines(bill, "Cost", group, offset, limit), group.scale);
      joined.insert(joined.end(), part.begin(), part.end());
    }
    EXPECT_EQ(joined, whole);
  }
  EXPECT_TRUE(source_lines(bill, "Cost", group, 99, 3).empty());
}

}  // namespace
}  // namespace billfold::split
