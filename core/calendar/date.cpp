#include "calendar/date.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <iterator>

namespace billfold::calendar {
namespace {

std::chrono::sys_days sys_days(Day day) { return std::chrono::sys_days{std::chrono::days{day.number}}; }

void append_padded(std::string& out, int number, std::size_t width) {
  const std::string digits = std::to_string(number);
  if (digits.size() < width) out.append(width - digits.size(), '0');
  out += digits;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

constexpr std::string_view kYear = "\xE5\xB9\xB4";         // 年
constexpr std::string_view kMonth = "\xE6\x9C\x88";        // 月
constexpr std::string_view kDay = "\xE6\x97\xA5";          // 日
constexpr std::string_view kDayInSpeech = "\xE5\x8F\xB7";  // 号
constexpr std::string_view kBlanks[] = {" ", "\t", "\r", "\n", "\xC2\xA0", "\xE3\x80\x80", "\xEF\xBB\xBF"};

struct Number {
  int value = 0;
  int digits = 0;  // 0: there is none; more than 8 are not read
};

// What is left of the text. Every take() consumes on success only.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}

  bool done() const { return text_.empty(); }
  char peek() const { return done() ? '\0' : text_.front(); }
  bool take(std::string_view token) {
    if (text_.substr(0, token.size()) != token) return false;
    text_.remove_prefix(token.size());
    return true;
  }
  bool take(char c) { return take(std::string_view(&c, 1)); }
  bool take_blanks() {
    bool any = false;
    while (std::any_of(std::begin(kBlanks), std::end(kBlanks), [this](auto blank) { return take(blank); }))
      any = true;
    return any;
  }
  Number take_number() {
    Number number;
    for (; is_digit(peek()) && number.digits <= 8; text_.remove_prefix(1), ++number.digits) {
      number.value = number.value * 10 + (peek() - '0');
    }
    return number;
  }
  std::string_view take_letters() {
    std::size_t count = 0;
    while (count < text_.size() && is_letter(text_[count])) ++count;
    const std::string_view letters = text_.substr(0, count);
    text_.remove_prefix(count);
    return letters;
  }

 private:
  std::string_view text_;
};

bool equal_but_for_case(std::string_view text, std::string_view lower) {
  return std::equal(text.begin(), text.end(), lower.begin(), lower.end(),
                    [](char a, char b) { return static_cast<char>(a | 0x20) == b; });
}

// 1 to 12; 0 for what is no month's English name or its first three letters (or Sept).
int month_named(std::string_view name) {
  constexpr std::string_view kNames[] = {"january",   "february", "march",    "april",
                                         "may",       "june",     "july",     "august",
                                         "september", "october",  "november", "december"};
  if (equal_but_for_case(name, "sept")) return 9;
  const auto found = std::find_if(std::begin(kNames), std::end(kNames), [name](std::string_view month) {
    return equal_but_for_case(name, month) || equal_but_for_case(name, month.substr(0, 3));
  });
  return found == std::end(kNames) ? 0 : static_cast<int>(found - std::begin(kNames)) + 1;
}

// 25 -> 2025, 2025 -> 2025; 0 for another number of digits.
int year_written(Number number) {
  if (number.digits == 4) return number.value;
  return number.digits == 2 ? 2000 + number.value : 0;
}

bool is_short(Number number) { return number.digits == 1 || number.digits == 2; }

std::optional<ParsedDate> a_day(int year, int month, int day) {
  const std::optional<Day> found = day_from(year, month, day);
  if (!found) return std::nullopt;
  return ParsedDate{.day = *found};
}

std::optional<ParsedDate> a_month(int year, int month) {
  const std::optional<Day> found = day_from(year, month, 1);
  if (!found) return std::nullopt;
  return ParsedDate{.day = *found, .precision = Precision::month};
}

bool is_compact_year(int year) { return year >= 1900 && year <= 2199; }

// 20250411, 202504
std::optional<ParsedDate> compact(Number number) {
  const int year = number.value / (number.digits == 8 ? 10000 : 100);
  if (!is_compact_year(year)) return std::nullopt;
  if (number.digits == 6) return a_month(year, number.value % 100);
  return a_day(year, number.value / 100 % 100, number.value % 100);
}

// after 2025: 年4月1日, 年04月
std::optional<ParsedDate> chinese(int year, Cursor& cursor) {
  cursor.take_blanks();
  const Number month = cursor.take_number();
  cursor.take_blanks();
  if (!is_short(month) || !cursor.take(kMonth)) return std::nullopt;
  Cursor ahead = cursor;
  ahead.take_blanks();
  const Number day = ahead.take_number();
  if (day.digits == 0) return a_month(year, month.value);
  ahead.take_blanks();
  if (!is_short(day) || !(ahead.take(kDay) || ahead.take(kDayInSpeech))) return std::nullopt;
  cursor = ahead;
  return a_day(year, month.value, day.value);
}

// after 2025: -04-11, /4/1, .4.1, -04
std::optional<ParsedDate> year_first(int year, Cursor& cursor) {
  const char separator = cursor.peek();
  if (separator != '-' && separator != '/' && separator != '.') return std::nullopt;
  cursor.take(separator);
  const Number month = cursor.take_number();
  if (!is_short(month)) return std::nullopt;
  if (!cursor.take(separator)) {
    if (separator == '.') return std::nullopt;  // 2025.04 is an amount
    return a_month(year, month.value);
  }
  const Number day = cursor.take_number();
  if (!is_short(day)) return std::nullopt;
  return a_day(year, month.value, day.value);
}

// after 1: -Apr-25, " Apr 2025"
std::optional<ParsedDate> day_then_name(int day, bool by_blank, Cursor& cursor) {
  const int month = month_named(cursor.take_letters());
  if (month == 0 || !(by_blank ? cursor.take_blanks() : cursor.take('-'))) return std::nullopt;
  return a_day(year_written(cursor.take_number()), month, day);
}

// after 4: /1/25, -01-2025, .1.2025
std::optional<ParsedDate> year_last(Number first, char separator, Order order, Cursor& cursor) {
  const Number second = cursor.take_number();
  if (!is_short(second) || !cursor.take(separator)) return std::nullopt;
  const Number third = cursor.take_number();
  switch (order) {
    case Order::mdy:
      return a_day(year_written(third), first.value, second.value);
    case Order::dmy:
      return a_day(year_written(third), second.value, first.value);
    case Order::ymd:
      if (first.digits != 2 || !is_short(third)) return std::nullopt;
      return a_day(year_written(first), second.value, third.value);
  }
  return std::nullopt;
}

// Apr 1, 2025; Apr 2025; Apr-25
std::optional<ParsedDate> name_first(Cursor& cursor) {
  const int month = month_named(cursor.take_letters());
  if (month == 0) return std::nullopt;
  if (cursor.take('-')) return a_month(year_written(cursor.take_number()), month);
  if (!cursor.take_blanks()) return std::nullopt;
  const Number number = cursor.take_number();
  if (number.digits == 4) return a_month(number.value, month);
  const bool comma = cursor.take(',');
  if (!is_short(number) || (!cursor.take_blanks() && !comma)) return std::nullopt;
  const Number year = cursor.take_number();
  if (year.digits != 4) return std::nullopt;
  return a_day(year.value, month, number.value);
}

std::optional<ParsedDate> read_day_or_month(Cursor& cursor, Order order) {
  if (is_letter(cursor.peek())) return name_first(cursor);
  const Number number = cursor.take_number();
  if (number.digits == 8 || number.digits == 6) return compact(number);
  if (number.digits == 4) {
    return cursor.take(kYear) ? chinese(number.value, cursor) : year_first(number.value, cursor);
  }
  if (!is_short(number)) return std::nullopt;
  const char separator = cursor.peek();
  const bool by_blank = cursor.take_blanks();
  if (!by_blank && !cursor.take('-') && !cursor.take('/') && !cursor.take('.')) return std::nullopt;
  if (is_letter(cursor.peek())) {
    if (!by_blank && separator != '-') return std::nullopt;
    return day_then_name(number.value, by_blank, cursor);
  }
  if (by_blank) return std::nullopt;
  return year_last(number, separator, order, cursor);
}

// A time of day and its zone as written, whether or not there is such a time.
struct ClockText {
  int hour = 0;
  int minute = 0;
  int second = 0;
  bool fraction = false;  // of a second, other than 0
  bool am = false;
  bool pm = false;
  std::optional<std::int32_t> zone;  // seconds ahead of UTC
};

// Z, UTC, +08:00, +0000 UTC; false where it is malformed. Letters that name another zone say nothing.
bool read_zone(Cursor& cursor, std::optional<std::int32_t>& zone) {
  cursor.take_blanks();
  const bool behind = cursor.peek() == '-';
  if (cursor.take('+') || cursor.take('-')) {
    const Number hours = cursor.take_number();
    const bool together = hours.digits == 4;
    if (!together && hours.digits != 2) return false;
    Number minutes;
    if (!together && cursor.take(':')) {
      minutes = cursor.take_number();
      if (minutes.digits != 2) return false;
    }
    const std::int32_t ahead =
        together ? hours.value / 100 * 60 + hours.value % 100 : hours.value * 60 + minutes.value;
    zone = (behind ? -ahead : ahead) * 60;
    cursor.take_blanks();
  }
  const std::string_view name = cursor.take_letters();
  const bool utc =
      equal_but_for_case(name, "z") || equal_but_for_case(name, "utc") || equal_but_for_case(name, "gmt");
  if (utc && !zone) zone = 0;
  return name.size() <= 5;
}

// T22:00, " 22:00:00.123", " 12:00:00 AM" with a zone, to the end of the text; nothing where it is malformed.
std::optional<ClockText> read_clock(Cursor& cursor) {
  ClockText clock;
  if (!cursor.take('T') && !cursor.take('t') && !cursor.take_blanks()) return std::nullopt;
  const Number hour = cursor.take_number();
  if (!is_short(hour) || !cursor.take(':')) return std::nullopt;
  const Number minute = cursor.take_number();
  if (minute.digits != 2) return std::nullopt;
  clock.hour = hour.value;
  clock.minute = minute.value;
  if (cursor.take(':')) {
    const Number second = cursor.take_number();
    if (second.digits != 2) return std::nullopt;
    clock.second = second.value;
    if (cursor.take('.') || cursor.take(',')) {
      if (!is_digit(cursor.peek())) return std::nullopt;
      for (; is_digit(cursor.peek()); cursor.take(cursor.peek())) {
        clock.fraction = clock.fraction || cursor.peek() != '0';
      }
    }
  }
  Cursor ahead = cursor;
  ahead.take_blanks();
  const std::string_view half = ahead.take_letters();
  clock.am = equal_but_for_case(half, "am");
  clock.pm = equal_but_for_case(half, "pm");
  if (clock.am || clock.pm) cursor = ahead;
  if (!read_zone(cursor, clock.zone) || !cursor.done()) return std::nullopt;
  return clock;
}

bool is_midnight(const ClockText& clock) {
  const int midnight_hour = clock.am ? 12 : 0;
  return !clock.pm && clock.hour == midnight_hour && clock.minute == 0 && clock.second == 0 &&
         !clock.fraction;
}

// 0 to 24 h in seconds; nothing where there is no such time of day.
std::optional<std::int32_t> seconds_of(const ClockText& clock) {
  int hour = clock.hour;
  if (clock.am || clock.pm) {
    if (hour < 1 || hour > 12) return std::nullopt;
    hour = hour % 12 + (clock.pm ? 12 : 0);
  }
  const std::int32_t seconds = (hour * 60 + clock.minute) * 60 + clock.second;
  if (clock.minute > 59 || clock.second > 60 || seconds > kSecondsADay) return std::nullopt;
  return seconds;
}

struct DayAndClock {
  ParsedDate date;
  std::optional<ClockText> clock;
};

std::optional<DayAndClock> read_day_and_clock(std::string_view text, Order order) {
  Cursor cursor(text);
  cursor.take_blanks();
  const std::optional<ParsedDate> date = read_day_or_month(cursor, order);
  if (!date) return std::nullopt;
  Cursor rest = cursor;
  rest.take_blanks();
  if (rest.done()) return DayAndClock{*date, std::nullopt};
  if (date->precision == Precision::month) return std::nullopt;
  const std::optional<ClockText> clock = read_clock(cursor);
  if (!clock) return std::nullopt;
  return DayAndClock{*date, clock};
}

}  // namespace

std::optional<Day> day_from(int year, int month, int day) {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return std::nullopt;
  return Day{static_cast<std::int32_t>(std::chrono::sys_days{date}.time_since_epoch().count())};
}

YearMonthDay year_month_day(Day day) {
  const std::chrono::year_month_day date{sys_days(day)};
  return {.year = static_cast<int>(date.year()),
          .month = static_cast<int>(static_cast<unsigned>(date.month())),
          .day = static_cast<int>(static_cast<unsigned>(date.day()))};
}

int weekday(Day day) { return static_cast<int>(std::chrono::weekday{sys_days(day)}.iso_encoding()); }

std::string iso(Day day) {
  const YearMonthDay date = year_month_day(day);
  std::string text;
  append_padded(text, date.year, 4);
  text += '-';
  append_padded(text, date.month, 2);
  text += '-';
  append_padded(text, date.day, 2);
  return text;
}

std::optional<ParsedDate> parse_date(std::string_view text, Order order) {
  std::optional<DayAndClock> found = read_day_and_clock(text, order);
  if (!found) return std::nullopt;
  if (found->clock) found->date.clock = is_midnight(*found->clock) ? Clock::midnight : Clock::later;
  return found->date;
}

std::optional<ParsedTime> parse_time(std::string_view text, Order order) {
  const std::optional<DayAndClock> found = read_day_and_clock(text, order);
  if (!found || found->date.precision == Precision::month) return std::nullopt;
  ParsedTime time;
  time.seconds = std::int64_t{found->date.day.number} * kSecondsADay;
  if (!found->clock) return time;
  const std::optional<std::int32_t> seconds = seconds_of(*found->clock);
  if (!seconds) return std::nullopt;
  time.seconds += *seconds;
  time.zone = found->clock->zone;
  return time;
}

void DateOrderEvidence::add(std::string_view cell) {
  const std::optional<ParsedDate> month_first = parse_date(cell, Order::mdy);
  const std::optional<ParsedDate> day_first = parse_date(cell, Order::dmy);
  if (!month_first && !day_first) return;
  if (month_first && day_first) {
    if (month_first->day != day_first->day) {
      ++ambiguous;
    } else if (const auto year_first = parse_date(cell, Order::ymd);
               !year_first || year_first->day != month_first->day) {
      ++either;
    }
    return;
  }
  ++(month_first ? mdy : dmy);
}

void DateOrderEvidence::merge(const DateOrderEvidence& other) {
  mdy += other.mdy;
  dmy += other.dmy;
  ambiguous += other.ambiguous;
  either += other.either;
}

OrderVerdict DateOrderEvidence::verdict() const {
  if (mdy != 0 && dmy != 0) return OrderVerdict::conflicting;
  if (mdy != 0) return OrderVerdict::mdy;
  if (dmy != 0) return OrderVerdict::dmy;
  if (ambiguous != 0) return OrderVerdict::ambiguous;
  return either != 0 ? OrderVerdict::mdy : OrderVerdict::ymd;
}

}  // namespace billfold::calendar
