#include "plan/omitted.h"

#include <gtest/gtest.h>

#include "plan/check.h"
#include "support/bill_builder.h"

namespace billfold::plan {
namespace {

using test::money_column;
using test::TestRow;
using test::text;
using Rows = std::vector<std::size_t>;

Rows kept(const Omitted& omitted, const bill::Bill& bill) {
  const std::vector<std::uint8_t> keep = rows_not_omitted(omitted, bill);
  Rows rows;
  for (std::size_t row = 0; row < keep.size(); ++row) {
    if (keep[row] != 0) rows.push_back(row);
  }
  return rows;
}

// Two files of three rows; there is a blank line behind the first row of each.
bill::Bill two_files() {
  return test::make_bill({text("Team"), money_column("Cost")},
                         {TestRow{{"a", "1"}, 2, 0}, TestRow{{"b", "2"}, 4, 0}, TestRow{{"c", "3"}, 5, 0},
                          TestRow{{"d", "4"}, 2, 1}, TestRow{{"e", "5"}, 4, 1}, TestRow{{"f", "6"}, 5, 1}},
                         2);
}

TEST(Omitted, LinesAreNamedAsTheDimensionLineNamesThem) {
  EXPECT_EQ(kept({{"4"}, {}}, two_files()), (Rows{0, 2, 3, 4, 5}));
  EXPECT_EQ(kept({{"2:4", "5"}, {}}, two_files()), (Rows{0, 1, 3, 5}));
  EXPECT_EQ(name_of_line(two_files(), 1), "4");
  EXPECT_EQ(name_of_line(two_files(), 4), "2:4");
}

TEST(Omitted, LinesThatFollowOneAnotherAreNamedFromOneToAnother) {
  EXPECT_EQ(kept({{"2-4", "2:4-9"}, {}}, two_files()), (Rows{2, 3}));
  const std::vector<std::uint32_t> rows = {0, 1, 2, 3, 5};
  EXPECT_EQ(names_of_lines(two_files(), rows), (std::vector<std::string>{"2-5", "2:2", "2:5"}));
  // Two are named each by itself, and a line that was not meant is in no name.
  EXPECT_EQ(names_of_lines(two_files(), std::vector<std::uint32_t>{0, 1}),
            (std::vector<std::string>{"2", "4"}));
  for (const std::string_view text : {"9-2", "2-", "-2", "2-4-6", "0-4", "2:4-2:5"})
    EXPECT_FALSE(line_names_of(text)) << text;
  EXPECT_TRUE(omits_line({{"7", "2:3-5"}, {}}, 1, 4));
  EXPECT_FALSE(omits_line({{"7", "2:3-5"}, {}}, 0, 4));
}

TEST(Omitted, AFileIsNamedByItsNumber) {
  EXPECT_EQ(kept({{}, {"2"}}, two_files()), (Rows{0, 1, 2}));
  EXPECT_EQ(kept({{"2"}, {"2"}}, two_files()), (Rows{1, 2}));
}

TEST(Omitted, WhatTheBillDoesNotHaveLeavesOutNothing) {
  EXPECT_EQ(kept({{"3", "99", "3:4"}, {"3"}}, two_files()), (Rows{0, 1, 2, 3, 4, 5}));
}

TEST(Omitted, RowsOfOneLongLineGoTogether) {
  const bill::Bill bill =
      test::make_bill({text("Team"), money_column("Cost")},
                      {TestRow{{"a", "1"}, 1}, TestRow{{"b", "2"}, 1}, TestRow{{"c", "3"}, 2}});
  EXPECT_EQ(kept({{"1"}, {}}, bill), (Rows{2}));
}

TEST(Omitted, RowsThatACalculatorMadeGoWithTheLineBehindThem) {
  bill::Bill bill = two_files();
  bill.origins = {4, 0, 4, 5};
  EXPECT_EQ(kept({{"2:4"}, {}}, bill), (Rows{1, 3}));
}

TEST(Omitted, WhatNamesNoLineOrFileIsAnErrorThatSaysWhere) {
  for (const auto& [omitted, sentence_end] :
       {std::pair<Omitted, std::string>{{{"4", "four"}, {}}, "omitted.lines[1]"},
        {{{"0"}, {}}, "omitted.lines[0]"},
        {{{"2:"}, {}}, "omitted.lines[0]"},
        {{{}, {"april.csv"}}, "omitted.files[0]"}}) {
    const Result<void> checked = check({.omitted = omitted});
    ASSERT_FALSE(checked.ok());
    EXPECT_EQ(checked.error().code, Code::bad_plan);
    EXPECT_NE(sentence_of(checked.error()).find(sentence_end), std::string::npos)
        << sentence_of(checked.error());
  }
  EXPECT_TRUE(check({.omitted = {{"4", "2:17"}, {"2"}}}).ok());
}

}  // namespace
}  // namespace billfold::plan
