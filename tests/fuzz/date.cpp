// The text of a cell can be anything. Whatever it is, parse_date refuses it, or gives a civil day that is
// written and read again as the same; two readings of one cell are evidence of an order, and a range never
// ends before it begins.

#include "calendar/date.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "calendar/month.h"
#include "calendar/range.h"

namespace {

using namespace billfold::calendar;

void require(bool holds) {
  if (!holds) std::abort();
}

void check(std::string_view text, Order order) {
  const std::optional<ParsedDate> date = parse_date(text, order);
  if (!date) return;
  const YearMonthDay parts = year_month_day(date->day);
  require(day_from(parts.year, parts.month, parts.day) == date->day);
  const std::optional<ParsedDate> again = parse_date(iso(date->day), order);
  require(again && again->day == date->day && again->clock == Clock::none);
  require(days_of(month_of(date->day)).contains(date->day));
  if (date->precision == Precision::month) require(parts.day == 1 && date->clock == Clock::none);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const Order order : {Order::ymd, Order::mdy, Order::dmy}) {
    check(text, order);
    const std::size_t middle = text.find('|');
    if (middle == std::string_view::npos) continue;
    const auto range = parse_range(text.substr(0, middle), text.substr(middle + 1), order);
    if (range) require(range->count() >= 1);
  }
  DateOrderEvidence evidence;
  evidence.add(text);
  const bool both = parse_date(text, Order::mdy) && parse_date(text, Order::dmy);
  require(evidence.mdy + evidence.dmy <= 1 && (evidence.ambiguous + evidence.either == 0 || both));
  return 0;
}
