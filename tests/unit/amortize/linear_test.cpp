#include "amortize/linear.h"

#include <gtest/gtest.h>

#include "money/decimal_format.h"
#include "support/orders.h"

namespace billfold::amortize {
namespace {

using test::book_of;
using test::day;

std::string text(i128 mantissa) { return money::format({mantissa, 2}); }

// rules.md 3, in its order.
struct Row {
  i128 cents;
  std::int32_t days;
  const char* daily;
  const char* last;
};
constexpr Row kTable[] = {
    {6200, 31, "2.00", "2.00"},   {6200, 28, "2.21", "2.33"},   {1680000, 365, "46.02", "48.72"},
    {36500, 365, "1.00", "1.00"}, {10000, 31, "3.22", "3.40"},  {-10000, 31, "-3.22", "-3.40"},
    {5, 31, "0.00", "0.05"},      {36500, 366, "0.99", "3.65"},
};

TEST(Linear, EveryDayButTheLastGetsTheCutAmountAndTheLastTheRest) {
  for (const Row& row : kTable) {
    const Linear linear = spread_evenly(row.cents, row.days, 1);
    EXPECT_EQ(text(linear.daily), row.daily) << text(row.cents) << " over " << row.days;
    EXPECT_EQ(text(linear.last_day()), row.last) << text(row.cents) << " over " << row.days;
  }
}

TEST(Linear, TheLastDayHasAllTheDigitsThatTheAmountHas) {
  // 10.123456 over 3 days at 2 digits: 3.37, 3.37 and 3.383456.
  const Linear linear = spread_evenly(10123456, 3, 10000);
  EXPECT_EQ(money::format({linear.daily, 6}), "3.370000");
  EXPECT_EQ(money::format({linear.last_day(), 6}), "3.383456");
}

TEST(Linear, AnAmountOf38DigitsIsCutExactly) {
  i128 large = money::power_of_ten(37) * 9 + 5;
  const Linear linear = spread_evenly(large, 7, money::power_of_ten(4));
  EXPECT_EQ(linear.daily, large / 10000 / 7 * 10000);
  EXPECT_EQ(linear.daily * 6 + linear.last_day(), large);
}

TEST(Linear, ADayCanHaveTheColumnsOwnDigits) {
  // 16800.000000 over 2023 at 6 digits: 46.027397 a day, 46.027492 on the last. (the survey's vector)
  const auto book =
      book_of("RTC,,pack-periodic,2023-01-01,2023-12-31,16800.000000,0,\n", "", {.of_column = true});
  const Course course = book->spread().course(book->order("RTC"));
  EXPECT_EQ(money::format({course.linear.daily, 6}), "46.027397");
  EXPECT_EQ(money::format({course.on(day("2023-12-31")), 6}), "46.027492");
}

TEST(Linear, MonthsOfAYearAreCountsOfDays) {
  const auto book = book_of("RTC,,pack-periodic,2023-01-01,2023-12-31,16800,0,\n");
  const Course course = book->spread().course(book->order("RTC"));
  const auto month = [&](const char* first, const char* last) {
    return text(course.through(day(last)) - course.through(day(first) - 1));
  };
  EXPECT_EQ(month("2023-01-01", "2023-01-31"), "1426.62");
  EXPECT_EQ(month("2023-02-01", "2023-02-28"), "1288.56");
  EXPECT_EQ(month("2023-04-01", "2023-04-30"), "1380.60");
  EXPECT_EQ(month("2023-11-01", "2023-11-30"), "1380.60");
  EXPECT_EQ(month("2023-12-01", "2023-12-31"), "1429.32");
  EXPECT_EQ(month("2023-01-01", "2023-12-31"), "16800.00");
}

}  // namespace
}  // namespace billfold::amortize
