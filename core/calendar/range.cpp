#include "calendar/range.h"

#include <algorithm>

#include "calendar/month.h"

namespace billfold::calendar {

std::optional<DayRange> overlap(const DayRange& a, const DayRange& b) {
  const DayRange common{std::max(a.first, b.first), std::min(a.last, b.last)};
  if (common.last < common.first) return std::nullopt;
  return common;
}

std::optional<DayRange> range_from(const ParsedDate& begin, const ParsedDate& end) {
  Day last = end.day;
  if (end.precision == Precision::month) last = days_of(month_of(end.day)).last;
  const bool an_instant = begin.clock != Clock::later && begin.day == end.day;
  if (end.clock == Clock::midnight && !an_instant) last = last - 1;
  if (last < begin.day) return std::nullopt;
  return DayRange{begin.day, last};
}

std::optional<DayRange> parse_range(std::string_view begin, std::string_view end, Order order) {
  const std::optional<ParsedDate> first = parse_date(begin, order);
  const std::optional<ParsedDate> last = parse_date(end, order);
  if (!first || !last) return std::nullopt;
  return range_from(*first, *last);
}

}  // namespace billfold::calendar
