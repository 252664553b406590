#include "calendar/month.h"

#include <chrono>
#include <cstdint>

namespace billfold::calendar {
namespace {

Day to_day(std::chrono::sys_days days) {
  return {static_cast<std::int32_t>(days.time_since_epoch().count())};
}

}  // namespace

int days_in_month(Month month) { return days_of(month).count(); }

Month month_of(Day day) {
  const YearMonthDay date = year_month_day(day);
  return {.year = date.year, .month = date.month};
}

DayRange days_of(Month month) {
  const std::chrono::year_month year_month{std::chrono::year{month.year},
                                           std::chrono::month{static_cast<unsigned>(month.month)}};
  return {to_day(year_month / 1), to_day(year_month / std::chrono::last)};
}

std::string iso(Month month) { return iso(days_of(month).first).substr(0, 7); }

}  // namespace billfold::calendar
