#pragma once

// A stretch of whole civil days, both ends counted. (rules 3: a part day counts as a whole one)

#include <cstdint>
#include <optional>
#include <string_view>

#include "calendar/date.h"

namespace billfold::calendar {

// Invariant: first <= last.
struct DayRange {
  Day first;
  Day last;

  constexpr std::int32_t count() const { return last - first + 1; }
  constexpr bool contains(Day day) const { return first <= day && day <= last; }
  friend constexpr bool operator==(const DayRange& a, const DayRange& b) {
    return a.first == b.first && a.last == b.last;
  }
};

// The days that both ranges have; nothing where there are none.
std::optional<DayRange> overlap(const DayRange& a, const DayRange& b);

// From the two ends as written. An end at 00:00:00 means the day before; an end that is only a month means
// its last day. Begin and end at the same instant are that one day. Nothing where the end is before the
// begin.
std::optional<DayRange> range_from(const ParsedDate& begin, const ParsedDate& end);

// The same from the two cells' texts; nothing also where one of them is not a date.
std::optional<DayRange> parse_range(std::string_view begin, std::string_view end, Order order);

}  // namespace billfold::calendar
