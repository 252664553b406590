#include "calendar/date.h"

#include <gtest/gtest.h>
#include <initializer_list>
#include <string>

namespace billfold::calendar {
namespace {

// "2025-04-11", "2025-04 (month)", "2025-04-11 at midnight", "2025-04-11 later" or "no".
std::string read(std::string_view text, Order order = Order::ymd) {
  const std::optional<ParsedDate> date = parse_date(text, order);
  if (!date) return "no";
  if (date->precision == Precision::month) return iso(date->day).substr(0, 7) + " (month)";
  constexpr const char* kClocks[] = {"", " at midnight", " later"};
  return iso(date->day) + kClocks[static_cast<int>(date->clock)];
}

TEST(Day, IsCountedFromTheFirstOfJanuary1970) {
  EXPECT_EQ(day_from(1970, 1, 1)->number, 0);
  EXPECT_EQ(day_from(2000, 3, 1)->number, 11017);
  EXPECT_EQ(day_from(2025, 4, 11)->number, 20189);
  EXPECT_EQ(day_from(1969, 12, 31)->number, -1);
  EXPECT_EQ(day_from(1, 1, 1)->number, -719162);
}

TEST(Day, ThatDoesNotExistIsNotGiven) {
  EXPECT_FALSE(day_from(2023, 2, 29));
  EXPECT_FALSE(day_from(1900, 2, 29));
  EXPECT_TRUE(day_from(2000, 2, 29));
  EXPECT_FALSE(day_from(2025, 4, 31));
  EXPECT_FALSE(day_from(2025, 13, 1));
  EXPECT_FALSE(day_from(2025, 0, 1));
  EXPECT_FALSE(day_from(2025, 1, 0));
  EXPECT_FALSE(day_from(2025, 1, 256 + 1));
  EXPECT_FALSE(day_from(0, 1, 1));
}

TEST(Day, GoesToAYearMonthAndDayAndBack) {
  for (int number = -20000; number <= 40000; ++number) {
    const YearMonthDay date = year_month_day({number});
    ASSERT_EQ(day_from(date.year, date.month, date.day)->number, number);
  }
}

TEST(Day, WeeksBeginOnMonday) {
  EXPECT_EQ(weekday(*day_from(1970, 1, 1)), 4);   // a Thursday
  EXPECT_EQ(weekday(*day_from(2025, 4, 13)), 7);  // a Sunday
  EXPECT_EQ(weekday(*day_from(2025, 4, 14)), 1);
  EXPECT_EQ(weekday(*day_from(1969, 12, 29)), 1);
}

TEST(Day, IsWrittenAsIso) {
  EXPECT_EQ(iso(*day_from(2025, 4, 1)), "2025-04-01");
  EXPECT_EQ(iso(*day_from(987, 12, 31)), "0987-12-31");
}

TEST(ParseDate, FormsWithTheYearFirst) {
  for (const char* text :
       {"2025-04-01", "2025/4/1", "2025/04/01", "2025-4-1", "2025.4.1", "20250401", "2025年4月1日",
        "2025年04月01日", "2025年 4月 1日", "2025年4月1号", " 2025-04-01 ", "\t2025-04-01\xE3\x80\x80"}) {
    EXPECT_EQ(read(text), "2025-04-01") << text;
  }
}

TEST(ParseDate, FormsOfAMonth) {
  for (const char* text : {"2025-04", "2025-4", "2025/04", "202504", "2025年4月", "2025年04月", "Apr-25",
                           "Apr-2025", "Apr 2025", "April 2025"}) {
    EXPECT_EQ(read(text), "2025-04 (month)") << text;
  }
}

TEST(ParseDate, FormsWithTheMonthByName) {
  for (const char* text : {"11-Apr-25", "11-Apr-2025", "11 Apr 2025", "11 April 2025", "11-APR-25",
                           "Apr 11, 2025", "April 11, 2025", "Apr 11 2025", "apr 11,2025"}) {
    EXPECT_EQ(read(text), "2025-04-11") << text;
  }
  EXPECT_EQ(read("1-Sept-24"), "2024-09-01");
  EXPECT_EQ(read("3 May 2024"), "2024-05-03");
  EXPECT_EQ(read("31 December 2024"), "2024-12-31");
}

TEST(ParseDate, ATimeAndAZoneFollowTheDayAndShiftNothing) {
  for (const char* text :
       {"2024-09-18 22:00:00", "2024-09-18T22:00:00Z", "2024-09-18T22:00:00.123456Z", "2024-09-18T22:00Z",
        "2024-09-18 22:00:00 UTC", "2024-09-18 22:00:00+08:00", "2024-09-18 22:00:00-0700",
        "2024-09-18T22:00:00+08", "2024-09-18 22:00:00 +0000 UTC", "2024-09-18  9:05", "2024/9/18 9:05:01",
        "20240918 22:00:00", "2024年9月18日 22:00:00", "2024-09-18 00:00:00.5", "2024-09-18 12:00:00 PM"}) {
    EXPECT_EQ(read(text), "2024-09-18 later") << text;
  }
  for (const char* text :
       {"2019-02-01 00:00:00 +0000 UTC", "2019-02-01T00:00:00Z", "2019-02-01T00:00:00.000Z",
        "2019-02-01 00:00", "2019-02-01 0:00:00", "2019-02-01 12:00:00 AM", "2019/2/1 12:00 am"}) {
    EXPECT_EQ(read(text), "2019-02-01 at midnight") << text;
  }
}

TEST(ParseDate, AnImpossibleHourLeavesTheDayAsWritten) {
  EXPECT_EQ(read("2024-09-18T30:00:00Z"), "2024-09-18 later");
  EXPECT_EQ(read("2024-09-18 24:00:00"), "2024-09-18 later");
  EXPECT_EQ(read("2024-09-18T00:99:00Z"), "2024-09-18 later");
}

TEST(ParseDate, AYearThatStandsLastNeedsAnOrder) {
  EXPECT_EQ(read("4/1/25", Order::mdy), "2025-04-01");
  EXPECT_EQ(read("4/1/25", Order::dmy), "2025-01-04");
  EXPECT_EQ(read("04/01/2025", Order::mdy), "2025-04-01");
  EXPECT_EQ(read("04-01-2025", Order::dmy), "2025-01-04");
  EXPECT_EQ(read("31.12.2025", Order::dmy), "2025-12-31");
  EXPECT_EQ(read("31/12/2025", Order::mdy), "no");
  EXPECT_EQ(read("04/01/2025", Order::ymd), "no");
  EXPECT_EQ(read("25/4/1", Order::ymd), "2025-04-01");
  EXPECT_EQ(read("4/1/2025 12:00:00 AM", Order::mdy), "2025-04-01 at midnight");
  EXPECT_EQ(read("2025/4/1", Order::dmy), "2025-04-01");
}

TEST(ParseDate, NothingElseIsADate) {
  for (const char* text : {"",
                           " ",
                           "x",
                           "2025",
                           "45383",
                           "123456",
                           "999912",
                           "202513",
                           "20251301",
                           "20250230",
                           "18991231",
                           "123456789",
                           "1744329600",
                           "2025-",
                           "2025-04-",
                           "2025-04-1x",
                           "2025-04-111",
                           "2025-13",
                           "2025.04",
                           "12.5",
                           "2025-04/01",
                           "2025年",
                           "2025年4",
                           "2025年4月1",
                           "Apr",
                           "Apr 1",
                           "April-2025-01",
                           "1 Apr",
                           "1-Apr",
                           "1/Apr/25",
                           "Foo 1, 2025",
                           "Ap 1, 2025",
                           "2025-04-01T",
                           "2025-04-01 ,",
                           "2025-04-01 22",
                           "2025-04-01 22:0",
                           "2025-04-01 22:00:0",
                           "2025-04-01 22:00:00.",
                           "2025-04-01T22:00:00+8",
                           "2025-04-01T22:00:00 somewhere",
                           "2025-04 00:00",
                           "1/2/3",
                           "1/2/123",
                           "1/2/20255",
                           "001/2/2025",
                           "-1",
                           "2018-08-01T00:00:00Z/2018-08-01T01:00:00Z",
                           "0000-01-01"}) {
    for (const Order order : {Order::ymd, Order::mdy, Order::dmy}) EXPECT_EQ(read(text, order), "no") << text;
  }
}

OrderVerdict verdict(std::initializer_list<const char*> cells) {
  DateOrderEvidence evidence;
  for (const char* cell : cells) evidence.add(cell);
  return evidence.verdict();
}

TEST(DateOrder, IsProvenByADayAboveTwelve) {
  EXPECT_EQ(verdict({"4/1/25", "4/13/25"}), OrderVerdict::mdy);
  EXPECT_EQ(verdict({"4/1/2025", "13/4/2025"}), OrderVerdict::dmy);
  EXPECT_EQ(verdict({"4/13/25", "13/4/25"}), OrderVerdict::conflicting);
}

TEST(DateOrder, StaysOpenWhereNothingProvesIt) {
  EXPECT_EQ(verdict({"4/1/25", "5/1/25", "6/6/25"}), OrderVerdict::ambiguous);
}

TEST(DateOrder, DoesNotMatterWhereTheYearStandsFirstOrBothReadTheSame) {
  EXPECT_EQ(verdict({"2025-04-01", "202504", "1-Apr-25", "", "x"}), OrderVerdict::ymd);
  EXPECT_EQ(verdict({"4/4/25", "05/05/2025"}), OrderVerdict::mdy);
  EXPECT_EQ(verdict({"04/04/25"}), OrderVerdict::mdy);
}

TEST(DateOrder, MergedEvidenceIsThatOfTheWholeColumn) {
  DateOrderEvidence first;
  DateOrderEvidence second;
  first.add("4/1/25");
  second.add("30/1/25");
  first.merge(second);
  EXPECT_EQ(first.verdict(), OrderVerdict::dmy);
}

// Seconds since 1970 by an independent count: 2024-09-01 is day 19967, 2019-02-01 day 17928.
TEST(ParseTime, IsTheInstantAsWrittenAndItsZone) {
  constexpr std::int64_t kSeptember = 19967LL * 86400;
  constexpr std::int64_t kFebruary = 17928LL * 86400;
  struct Case {
    std::string_view text;
    std::int64_t seconds;
    std::optional<std::int32_t> zone;
  };
  for (const Case& c : {
           Case{"2024/09/01 10:00:00", kSeptember + 36000, std::nullopt},
           Case{"2024-09-01", kSeptember, std::nullopt},
           Case{"2024-09-01 24:00:00", kSeptember + 86400, std::nullopt},
           Case{"2024-09-01T11:30", kSeptember + 41400, std::nullopt},
           Case{"2024-09-01T08:01:05.229Z", kSeptember + 28865, 0},
           Case{"2024-09-01 11:30:07 PM", kSeptember + 84607, std::nullopt},
           Case{"2024-09-01 12:00:01 AM", kSeptember + 1, std::nullopt},
           Case{"2024-09-01T10:00:00+08:00", kSeptember + 36000, 28800},
           Case{"2024-09-01T10:00:00-03:30", kSeptember + 36000, -12600},
           Case{"2019-02-01 01:00:00 +0000 UTC", kFebruary + 3600, 0},
           Case{"2019-02-01 01:00:00 +0530 IST", kFebruary + 3600, 19800},
           Case{"2019-02-01 01:00:00 CST", kFebruary + 3600, std::nullopt},
       }) {
    const std::optional<ParsedTime> time = parse_time(c.text, Order::ymd);
    ASSERT_TRUE(time) << c.text;
    EXPECT_EQ(time->seconds, c.seconds) << c.text;
    EXPECT_EQ(time->zone, c.zone) << c.text;
  }
}

TEST(ParseTime, IsNothingThatNoClockShows) {
  for (const std::string_view text :
       {"2024-09", "2024-09-01 24:00:01", "2024-09-01 10:60:00", "2024-09-01 10:00:61", "2024-09-01 13:00 PM",
        "2024-09-01 00:00 AM", "T30:00:00Z", "", "10:00:00"}) {
    EXPECT_FALSE(parse_time(text, Order::ymd)) << text;
  }
}

}  // namespace
}  // namespace billfold::calendar
