#include "calendar/month.h"

#include <gtest/gtest.h>
#include <string>

namespace billfold::calendar {
namespace {

std::string months(Day first, Day last) {
  std::string text;
  for_each_month({first, last}, [&](Month month, const DayRange& days) {
    text += iso(month) + ":" + std::to_string(year_month_day(days.first).day) + "-" +
            std::to_string(year_month_day(days.last).day) + " ";
  });
  return text;
}

TEST(Month, HasItsDays) {
  EXPECT_EQ(days_in_month({2023, 2}), 28);
  EXPECT_EQ(days_in_month({2024, 2}), 29);
  EXPECT_EQ(days_in_month({1900, 2}), 28);
  EXPECT_EQ(days_in_month({2000, 2}), 29);
  EXPECT_EQ(days_in_month({2023, 4}), 30);
  EXPECT_EQ(days_in_month({2023, 12}), 31);
  EXPECT_EQ(days_in_month({9999, 12}), 31);
}

TEST(Month, IsOfADayAndFollowsAnother) {
  EXPECT_EQ(month_of(*day_from(2023, 12, 31)), (Month{2023, 12}));
  EXPECT_EQ(next({2023, 12}), (Month{2024, 1}));
  EXPECT_EQ(next({2024, 1}), (Month{2024, 2}));
  EXPECT_LT((Month{2023, 12}), (Month{2024, 1}));
  EXPECT_EQ(iso(Month{2024, 1}), "2024-01");
}

TEST(Month, ARangeFallsIntoItsMonths) {
  EXPECT_EQ(months(*day_from(2023, 1, 20), *day_from(2023, 3, 2)), "2023-01:20-31 2023-02:1-28 2023-03:1-2 ");
  EXPECT_EQ(months(*day_from(2023, 12, 31), *day_from(2024, 1, 1)), "2023-12:31-31 2024-01:1-1 ");
  EXPECT_EQ(months(*day_from(2023, 5, 4), *day_from(2023, 5, 6)), "2023-05:4-6 ");
  EXPECT_EQ(months(*day_from(9999, 12, 30), *day_from(9999, 12, 31)), "9999-12:30-31 ");
}

// rules 3: 16800 over 2023 at 46.02 a day, 48.72 on the last: month totals come from day counts.
TEST(Month, DayCountsGiveTheMonthTotalsOfTheWorkedYear) {
  constexpr int kExpected[] = {142662, 128856, 142662, 138060, 142662, 138060,
                               142662, 142662, 138060, 142662, 138060, 142932};
  int total = 0;
  const Day last = *day_from(2023, 12, 31);
  for_each_month({*day_from(2023, 1, 1), last}, [&](Month month, const DayRange& days) {
    const int amount = 4602 * days.count() + (days.contains(last) ? 4872 - 4602 : 0);
    EXPECT_EQ(amount, kExpected[month.month - 1]) << month.month;
    total += amount;
  });
  EXPECT_EQ(total, 1680000);
}

}  // namespace
}  // namespace billfold::calendar
