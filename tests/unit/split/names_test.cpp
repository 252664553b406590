#include "split/names.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "support/bill_builder.h"

namespace billfold::split {
namespace {

using test::make_bill;
using test::money_column;
using test::text;
using Lines = std::vector<std::string>;

Lines names(const bill::Bill& bill, std::string_view dimension) {
  Dimensions dimensions(bill);
  const Result<std::vector<NamedValue>> found = names_of(dimension, dimensions);
  EXPECT_TRUE(found.ok());
  Lines lines;
  for (const NamedValue& value : *found) lines.push_back(value.value + ": " + value.name);
  return lines;
}

bill::Bill accounts(const std::vector<test::TestRow>& rows) {
  return make_bill({text("OwnerID", "owner"), text("OwnerUserName", "owner_name"), money_column("Cost")},
                   rows);
}

TEST(Names, AreOfTheValuesThatHaveOneInTheOrderOfTheirKeys) {
  const bill::Bill bill =
      accounts({{{"21", "search", "1"}}, {{"7", "ads", "1"}}, {{"9", "", "1"}}, {{"", "x", "1"}}});
  EXPECT_EQ(names(bill, "owner"), (Lines{"21: search", "7: ads"}));
}

TEST(Names, TwoValuesOfOneNameStayTwo) {
  const bill::Bill bill = accounts({{{"1", "team", "1"}}, {{"2", "team", "1"}}});
  EXPECT_EQ(names(bill, "owner"), (Lines{"1: team", "2: team"}));
}

TEST(Names, OfSeveralNamesTheOneOfMostRowsCountsWhateverTheirOrder) {
  const bill::Bill bill = accounts({{{"1", "old", "1"}}, {{"1", "new", "1"}}, {{"1", "new", "1"}}});
  const bill::Bill turned = accounts({{{"1", "new", "1"}}, {{"1", "new", "1"}}, {{"1", "old", "1"}}});
  EXPECT_EQ(names(bill, "owner"), Lines{"1: new"});
  EXPECT_EQ(names(turned, "owner"), Lines{"1: new"});
  // Rows of a name that did not come first are counted, too.
  const bill::Bill later = accounts(
      {{{"1", "a", "1"}}, {{"1", "a", "1"}}, {{"1", "b", "1"}}, {{"1", "b", "1"}}, {{"1", "b", "1"}}});
  EXPECT_EQ(names(later, "owner"), Lines{"1: b"});
}

TEST(Names, OfNamesWithEquallyManyRowsTheFirstByItsBytesCounts) {
  const bill::Bill bill = accounts({{{"1", "b", "1"}}, {{"1", "a", "1"}}});
  EXPECT_EQ(names(bill, "owner"), Lines{"1: a"});
}

TEST(Names, ANameThatIsTheValueItselfIsNone) {
  EXPECT_EQ(names(accounts({{{"ads", "ads", "1"}}}), "owner"), Lines{});
}

TEST(Names, AreNoneWhereTheBillOrTheDimensionHasNone) {
  const std::vector<test::TestRow> rows = {{{"1", "a", "1"}}};
  const bill::Bill bill = make_bill({text("OwnerID", "owner"), text("Team"), money_column("Cost")}, rows);
  EXPECT_EQ(names(bill, "owner"), Lines{});
  EXPECT_EQ(names(bill, "Team"), Lines{});
  EXPECT_EQ(names(bill, "line"), Lines{});
}

TEST(Names, AreNoneBeyondTheMostThatAreNamed) {
  std::vector<test::TestRow> rows;
  for (std::uint32_t i = 0; i < kMostNamed; ++i) rows.push_back({{std::to_string(i), "n", "1"}});
  EXPECT_EQ(names(accounts(rows), "owner").size(), 0U);
  rows.pop_back();
  EXPECT_EQ(names(accounts(rows), "owner").size(), kMostNamed - 1);
}

TEST(Names, AnUnknownDimensionIsAnError) {
  const bill::Bill bill = accounts({{{"1", "a", "1"}}});
  Dimensions dimensions(bill);
  EXPECT_EQ(names_of("nobody", dimensions).error().code, Code::unknown_dimension);
}

}  // namespace
}  // namespace billfold::split
