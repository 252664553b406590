#include "calendar/range.h"

#include <gtest/gtest.h>
#include <string>

namespace billfold::calendar {
namespace {

std::string read(std::string_view begin, std::string_view end) {
  const std::optional<DayRange> range = parse_range(begin, end, Order::ymd);
  if (!range) return "no";
  return iso(range->first) + ".." + iso(range->last) + " " + std::to_string(range->count());
}

TEST(DayRange, CountsBothEnds) {
  EXPECT_EQ(read("2023-01-01", "2023-01-31"), "2023-01-01..2023-01-31 31");
  EXPECT_EQ(read("2023-02-01", "2023-02-28"), "2023-02-01..2023-02-28 28");
  EXPECT_EQ(read("2023-01-01", "2023-12-31"), "2023-01-01..2023-12-31 365");
  EXPECT_EQ(read("2024-01-01", "2024-12-31"), "2024-01-01..2024-12-31 366");
  EXPECT_EQ(read("2023-01-20", "2023-01-20"), "2023-01-20..2023-01-20 1");
}

TEST(DayRange, AnEndAtMidnightMeansTheDayBefore) {
  EXPECT_EQ(read("2023-01-01 00:00:00", "2023-02-01 00:00:00"), "2023-01-01..2023-01-31 31");
  EXPECT_EQ(read("2024-09-18T22:00:00Z", "2024-09-19T00:00:00Z"), "2024-09-18..2024-09-18 1");
  EXPECT_EQ(read("2023-01-01 00:00:00", "2023-01-31 24:00:00"), "2023-01-01..2023-01-31 31");
}

TEST(DayRange, APartDayCountsAsAWholeOne) {
  EXPECT_EQ(read("2023-01-01 17:30:00", "2023-01-31 23:59:59"), "2023-01-01..2023-01-31 31");
  EXPECT_EQ(read("2023-01-01 17:30:00", "2023-02-01 17:30:00"), "2023-01-01..2023-02-01 32");
  EXPECT_EQ(read("2023-01-01", "2023-02-01 00:00:01"), "2023-01-01..2023-02-01 32");
}

TEST(DayRange, AnInstantIsItsDay) {
  EXPECT_EQ(read("2023-01-05 00:00:00", "2023-01-05 00:00:00"), "2023-01-05..2023-01-05 1");
  EXPECT_EQ(read("2023-01-05", "2023-01-05 00:00:00"), "2023-01-05..2023-01-05 1");
}

TEST(DayRange, AMonthAsAnEndMeansItsLastDay) {
  EXPECT_EQ(read("2024-02", "2024-02"), "2024-02-01..2024-02-29 29");
  EXPECT_EQ(read("202311", "2024-01"), "2023-11-01..2024-01-31 92");
}

TEST(DayRange, AnEndBeforeTheBeginIsNoRange) {
  EXPECT_EQ(read("2023-01-02", "2023-01-01"), "no");
  EXPECT_EQ(read("2023-01-02 10:00:00", "2023-01-02 00:00:00"), "no");
  EXPECT_EQ(read("2023-01-02", "soon"), "no");
}

TEST(DayRange, TheOverlapIsWhatBothHave) {
  const DayRange january{*day_from(2023, 1, 1), *day_from(2023, 1, 31)};
  const DayRange late{*day_from(2023, 1, 20), *day_from(2023, 2, 10)};
  const DayRange february{*day_from(2023, 2, 1), *day_from(2023, 2, 28)};
  EXPECT_EQ(overlap(january, late)->count(), 12);
  EXPECT_EQ(overlap(january, late), overlap(late, january));
  EXPECT_FALSE(overlap(january, february));
  EXPECT_TRUE(january.contains(*day_from(2023, 1, 31)));
  EXPECT_FALSE(january.contains(*day_from(2023, 2, 1)));
}

}  // namespace
}  // namespace billfold::calendar
