#pragma once

// What was billed and not used, and what cache hits saved, as money. (rules 4 and 2)

#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "metering/hourly_bill.h"

namespace billfold::metering {

// What an hour has of a line, and the prices that the line reckons it at: for whoever explains the line.
struct LineHour {
  std::uint32_t group = 0;
  std::int32_t hour = 0;
  Quantities quantities;
  const Price* own = nullptr;
  const Price* instead_of = nullptr;  // of cache hits: what they would have cost
};
using OnLineHour = std::function<void(const LineHour&)>;

// Of one group of a usage that is gathered by app.
struct Idle {
  std::uint32_t group = 0;
  i128 billed = 0;
  i128 unused = 0;
  i128 amount = 0;  // of the unused, at kComputedScale
};

// Of every resource that is billed by time and has unused quantity: each hour's unused quantity at the hour's price, the
// sum cut once. Where a price has steps, its lowest: what would be saved first is not known. Usage without a price is
// left out. Errors: overflow.
Result<std::vector<Idle>> idle_of(const HourlyUsage& by_app, const PriceList& prices,
                                  const OnLineHour& on_hour = {});

// Of one group of cache hits.
struct CacheSaving {
  std::uint32_t group = 0;
  i128 hits = 0;  // at Records::scale()
  i128 full = 0;  // what they would have cost, at kComputedScale
  i128 paid = 0;  // what they cost
};

// Of every usage that says what it takes the place of, where both have a price. Errors: overflow.
Result<std::vector<CacheSaving>> cache_savings_of(const HourlyUsage& usage, const PriceList& prices,
                                                  const OnLineHour& on_hour = {});

}  // namespace billfold::metering
