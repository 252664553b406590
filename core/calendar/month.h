#pragma once

// Months, and how the days of a range fall into them. (rules 3: month totals come from day counts)

#include <algorithm>
#include <compare>
#include <string>

#include "calendar/date.h"
#include "calendar/range.h"

namespace billfold::calendar {

struct Month {
  int year = 1970;
  int month = 1;  // 1 to 12

  friend constexpr bool operator==(Month a, Month b) { return a.year == b.year && a.month == b.month; }
  friend constexpr std::strong_ordering operator<=>(Month a, Month b) {
    return a.year != b.year ? a.year <=> b.year : a.month <=> b.month;
  }
};

int days_in_month(Month month);
Month month_of(Day day);
constexpr Month next(Month month) {
  return month.month == 12 ? Month{month.year + 1, 1} : Month{month.year, month.month + 1};
}
DayRange days_of(Month month);
// "2025-04".
std::string iso(Month month);

// Calls on_month(Month, DayRange) for every month that the range touches, in order, with the days of the
// range that lie in it. Cost: one call a month, whatever the number of days; nothing is allocated.
template <class OnMonth>
void for_each_month(const DayRange& range, OnMonth&& on_month) {
  Month month = month_of(range.first);
  for (Day first = range.first; first <= range.last; month = next(month)) {
    const Day last = std::min(days_of(month).last, range.last);
    on_month(month, DayRange{first, last});
    first = last + 1;
  }
}

}  // namespace billfold::calendar
