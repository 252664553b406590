#pragma once

// Civil days, and reading them from the text of a cell. (rules 3)
//
// A day is the civil day as written in the bill: nothing is shifted by a time zone, so that the day of a line
// is the day the reader sees in the file. No clock, no locale, no allocation in parsing.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace billfold::calendar {

// Days since 1970-01-01 in the proleptic Gregorian calendar.
struct Day {
  std::int32_t number = 0;

  friend constexpr bool operator==(Day a, Day b) { return a.number == b.number; }
  friend constexpr std::strong_ordering operator<=>(Day a, Day b) { return a.number <=> b.number; }
  friend constexpr Day operator+(Day day, std::int32_t days) { return {day.number + days}; }
  friend constexpr Day operator-(Day day, std::int32_t days) { return {day.number - days}; }
  friend constexpr std::int32_t operator-(Day a, Day b) { return a.number - b.number; }
};

struct YearMonthDay {
  int year = 1970;
  int month = 1;  // 1 to 12
  int day = 1;    // 1 to 31
};

// Nothing where there is no such day (30 February, month 13); years 1 to 9999.
std::optional<Day> day_from(int year, int month, int day);
YearMonthDay year_month_day(Day day);
// ISO 8601: Monday is 1, Sunday is 7.
int weekday(Day day);
// "2025-04-11".
std::string iso(Day day);

// How a numeric date is read whose year does not stand first with four digits: 4/1/25.
enum class Order : std::uint8_t { ymd, mdy, dmy };

enum class Precision : std::uint8_t { day, month };

// What was written after the day. A time that cannot be (T30:00:00Z, in a published FOCUS sample) is `later`:
// the day as written still stands.
enum class Clock : std::uint8_t { none, midnight, later };

struct ParsedDate {
  Day day;  // the first of the month where only a month is written
  Precision precision = Precision::day;
  Clock clock = Clock::none;
};

// The forms that real bills have, blanks around them skipped:
//   2025-04-11  2025/4/1  2025.4.1  20250411  2025年4月1日           a day, year first
//   2025-04  2025/4  202504  2025年04月  Apr-25  Apr 2025            a month
//   4/1/25  04/01/2025  1-4-2025  1.4.2025                           a day, read by `order`
//   1-Apr-25  1 Apr 2025  Apr 1, 2025  April 1 2025                  a day, month by name (English)
// and after a day, by a blank or T: 22:00, 22:00:00, 22:00:00.123, 10:00:00 PM, each with Z, UTC, +08:00,
// +0000 UTC. A two-digit year is in 2000-2099. Compact forms need a year from 1900 to 2199, so that ids are
// not dates. Nothing else is a date; nothing is guessed.
std::optional<ParsedDate> parse_date(std::string_view text, Order order);

inline constexpr std::int32_t kSecondsADay = 86400;

// An instant as written: its seconds since 1970-01-01 00:00:00 on the clock that stands in the file, and how far that
// clock is ahead of UTC, where the file says it. (rules 4)
struct ParsedTime {
  std::int64_t seconds = 0;
  std::optional<std::int32_t> zone;  // seconds ahead of UTC
};

// The forms of parse_date, from a day on. A day alone is its beginning; 24:00 is the next day's. A fraction of a second
// is dropped, at a record's begin and end alike, so that records that touch still touch. Nothing where no clock shows
// such a time.
std::optional<ParsedTime> parse_time(std::string_view text, Order order);

enum class OrderVerdict : std::uint8_t {
  ymd,          // no date has its year last and its month as a number
  mdy,          // proven: 4/13/25; or every such date reads the same both ways: 4/4/25
  dmy,          // proven: 13/4/25
  ambiguous,    // dates depend on the order and none proves it (4/1/25): the user is asked
  conflicting,  // some prove mdy, others dmy
};

// Which order a column's numeric dates have, by the evidence of all its cells: month first or day first. A
// two-digit year in front (25/4/1) is never concluded, as it also reads as dmy; the user may say ymd.
struct DateOrderEvidence {
  std::uint64_t mdy = 0;        // dates month first only
  std::uint64_t dmy = 0;        // dates day first only
  std::uint64_t ambiguous = 0;  // dates both ways, and different ones
  std::uint64_t either = 0;     // dates both ways, and the same one: 4/4/25

  void add(std::string_view cell);
  void merge(const DateOrderEvidence& other);
  OrderVerdict verdict() const;
};

}  // namespace billfold::calendar
