#include "amortize/by_use.h"

#include <gtest/gtest.h>

#include "support/orders.h"

namespace billfold::amortize {
namespace {

using test::day;

const calendar::DayRange kYear{day("2025-01-01"), day("2025-12-31")};

std::string settled(const char* on, bool monthly, const calendar::DayRange& validity = kYear) {
  return calendar::iso(settled_on(day(on), monthly, validity));
}

TEST(ByUse, ADeductionFallsOnItsOwnDay) {
  EXPECT_EQ(settled("2025-05-03", false), "2025-05-03");
  EXPECT_EQ(settled("2025-03-15", true), "2025-03-15");  // before April
}

// rules 3: from 2025-04 on.
TEST(ByUse, AMonthlyDeductionFallsOnTheLastDayOfItsMonth) {
  EXPECT_EQ(settled("2025-04-01", true), "2025-04-30");
  EXPECT_EQ(settled("2025-04-30", true), "2025-04-30");
}

TEST(ByUse, AMonthlyDeductionFallsOnTheEndOfAValidityThatEndsBefore) {
  EXPECT_EQ(settled("2025-05-03", true, {day("2025-01-01"), day("2025-05-20")}), "2025-05-20");
}

std::string taken(i128 used, i128 quantity, const money::Decimal& amount, int digits) {
  return money::format({taken_by(used, quantity, amount, digits), amount.scale});
}

// rules 3: 120000 for 10^9 events.
TEST(ByUse, ADayTakesItsPartOfTheAmount) {
  EXPECT_EQ(taken(100'000'000, 1'000'000'000, {12000000, 2}, 2), "12000.00");
  EXPECT_EQ(taken(200'000'000, 1'000'000'000, {12000000, 2}, 2), "24000.00");
  EXPECT_EQ(taken(0, 1'000'000'000, {12000000, 2}, 2), "0.00");
  EXPECT_EQ(taken(7, 7, {12345, 2}, 2), "123.45");
}

TEST(ByUse, ADaysPartIsCutTowardZeroAtTheDigitsOfADay) {
  EXPECT_EQ(taken(2, 3, {10000, 2}, 2), "66.66");
  EXPECT_EQ(taken(2, 3, {-10000, 2}, 2), "-66.66");
  EXPECT_EQ(taken(2, 3, {1000000, 4}, 2), "66.6600");  // at the scale of the amount
  EXPECT_EQ(taken(2, 3, {1000000, 4}, 4), "66.6666");
}

TEST(ByUse, APartOf38DigitsIsCutExactly) {
  EXPECT_TRUE(taken_by(1, 3, {money::power_of_ten(38) - 1, 2}, 2) == (money::power_of_ten(38) - 1) / 3);
}

// 100.00 for 6: 16.66 for one, 33.33 for two of one day.
TEST(ByUse, DaysUpToOneTakeEachTheirOwnCutPart) {
  const std::vector<Use> uses = {
      {day("2023-01-05"), 1}, {day("2023-01-05"), 1}, {day("2023-01-07"), 1}, {day("2023-01-09"), 1}};
  const auto through = [&](const char* last) {
    return money::format({taken_through(uses, day(last), 6, {10000, 2}, 2), 2});
  };
  EXPECT_EQ(through("2023-01-04"), "0.00");
  EXPECT_EQ(through("2023-01-05"), "33.33");
  EXPECT_EQ(through("2023-01-06"), "33.33");
  EXPECT_EQ(through("2023-01-07"), "49.99");
  EXPECT_EQ(through("2023-12-31"), "66.65");
}

}  // namespace
}  // namespace billfold::amortize
