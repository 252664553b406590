#include "bill/date_cell.h"

#include <gtest/gtest.h>
#include <string>

namespace billfold::bill {
namespace {

std::string day(std::string_view cell, std::string_view date_order) {
  const std::optional<calendar::ParsedDate> date = parse_date_cell(cell, date_form(date_order));
  return date ? calendar::iso(date->day) : "no date";
}

TEST(DateCell, ReadsANumericDateInTheOrderOfItsColumn) {
  EXPECT_EQ(day("4/1/25", "mdy"), "2025-04-01");
  EXPECT_EQ(day("4/1/25", "dmy"), "2025-01-04");
  EXPECT_EQ(day("4/13/25", "dmy"), "no date");
}

TEST(DateCell, ReadsADateWithItsYearInFrontUnderEveryOrder) {
  for (const std::string_view order : {"ymd", "mdy", "dmy", ""})
    EXPECT_EQ(day("2025-04-11", order), "2025-04-11");
}

TEST(DateCell, ReadsSecondsSince1970AsTheDayInUtc) {
  EXPECT_EQ(day("0", "epoch"), "1970-01-01");
  EXPECT_EQ(day("86399", "epoch"), "1970-01-01");
  EXPECT_EQ(day("86400", "epoch"), "1970-01-02");
  EXPECT_EQ(day("1735689600", "epoch"), "2025-01-01");
}

TEST(DateCell, ReadsNothingButWholeSecondsWhereTheColumnHoldsSeconds) {
  for (const std::string_view cell : {"", "-1", "1735689600.5", "1,735,689,600", "2025-01-01", "soon"})
    EXPECT_EQ(day(cell, "epoch"), "no date") << cell;
}

TEST(DateCell, ReadsNoSecondsWhereTheColumnHoldsDates) { EXPECT_EQ(day("1735689600", "ymd"), "no date"); }

// 9999 is the last year that a date can have.
TEST(DateCell, TakesMillisecondsAndOtherLargeNumbersForNoSeconds) {
  EXPECT_EQ(day("253402300799", "epoch"), "9999-12-31");
  EXPECT_EQ(day("253402300800", "epoch"), "no date");
  EXPECT_EQ(day("1735689600000", "epoch"), "no date");
  EXPECT_EQ(day("999999999999999999", "epoch"), "no date");
}

}  // namespace
}  // namespace billfold::bill
