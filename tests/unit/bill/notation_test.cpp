#include "bill/notation.h"

#include <gtest/gtest.h>
#include <string>

#include "money/decimal_format.h"

namespace billfold::bill {
namespace {

std::string number(std::string_view text, const Notation& notation) {
  const std::optional<money::Decimal> number = number_in(text, notation);
  return number ? money::format_trimmed(*number) : "no number";
}

std::string day(std::string_view text, const Notation& notation) {
  const std::optional<calendar::ParsedDate> date = date_in(text, notation);
  return date ? calendar::iso(date->day) : "no date";
}

TEST(Notation, ANumberIsReadUnderTheMarkOfItsColumn) {
  const Notation comma{.mark = money::Mark::comma};
  EXPECT_EQ(number("1.234,56", comma), "1234.56");
  EXPECT_EQ(number("10,5", comma), "10.5");
  EXPECT_EQ(number("1.234", comma), "1234");
  EXPECT_EQ(number("-1.234,50 \xE2\x82\xAC", comma), "-1234.5");
  EXPECT_EQ(number("10.5", comma), "no number");
  EXPECT_EQ(number("1,234.56", {}), "1234.56");
  EXPECT_EQ(number("1.234", {}), "1.234");
  EXPECT_EQ(number("10,5", {}), "no number");
}

TEST(Notation, AWordForNoChargeIsZeroWhereTheColumnSaysSo) {
  EXPECT_EQ(number("Included", {.zero_words = {"Free", "Included"}}), "0");
  EXPECT_EQ(number("Included", {}), "no number");
}

TEST(Notation, ADateIsReadInTheOrderOfItsColumn) {
  const Notation day_first{.dates = date_form("dmy")};
  EXPECT_EQ(day("02.05.2025", day_first), "2025-05-02");
  EXPECT_EQ(day("02/05/2025", {.dates = date_form("mdy")}), "2025-02-05");
  EXPECT_EQ(day("02.05.2025", {}), "no date");
  EXPECT_EQ(day("2025-04-15T23:00:00Z", day_first), "2025-04-15");  // the day as it is written
}

}  // namespace
}  // namespace billfold::bill
