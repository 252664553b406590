#pragma once

// The schedule of many orders, by group and period: what each month or day takes. (rules 3)
//
// partial() counts one shard of the orders, merge() puts two together, finish() makes the schedule. A partial is
// canonical: the same orders are the same partial, however they were cut into shards and in whatever order the shards
// were merged. Months come from day counts: a linear order costs the same few steps, whatever its days or months.

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "amortize/lifecycle.h"
#include "base/result.h"
#include "calendar/month.h"

namespace billfold::amortize {

enum class Grain : std::uint8_t { month, day };

// A period's number: months since year 0, or days since 1970.
using Period = std::int32_t;
Period period_of(calendar::Day day, Grain grain);
calendar::DayRange days_of(Period period, Grain grain);
std::string text_of(Period period, Grain grain);  // "2023-02", "2023-02-28"
// Error bad_request: the text is no such period.
Result<Period> parse_period(std::string_view text, Grain grain);

using GroupName = std::optional<std::string>;
// Which group an order belongs to: an index into names.
struct Grouping {
  std::vector<GroupName> names = {std::nullopt};
  std::function<std::uint32_t(const Order&)> group_of;  // empty: all are in the one group
};

struct GroupTotal {
  i128 amount = 0;  // of its orders
  std::uint64_t orders = 0;
};

struct Partial {
  Grain grain = Grain::month;
  int scale = 0;
  std::vector<GroupName> names;  // by name, no name last; those that occur
  std::vector<GroupTotal> totals;
  Period first = 0;  // of the periods, which are without a gap
  std::uint32_t periods = 0;
  std::vector<i128> amounts;  // names.size() x periods

  std::span<const i128> row(std::size_t group) const {
    return std::span(amounts).subspan(group * periods, periods);
  }
};

// Errors: overflow; schedule_too_large where groups x periods leave kMostCells.
Result<Partial> partial(const Spread& spread, std::span<const Order> shard, Grain grain,
                        const Grouping& grouping);
Result<Partial> merge(const Partial& a, const Partial& b);

struct Schedule {
  Partial table;
  std::vector<i128> totals;  // a period
  i128 total = 0;            // of the orders, counted apart from the periods
  std::uint64_t orders = 0;
  i128 difference = 0;  // what the periods add up to, less the orders' amounts; anything but 0 is a defect
};
Result<Schedule> finish(Partial partial);

inline constexpr std::uint64_t kMostCells = 20'000'000;

}  // namespace billfold::amortize
