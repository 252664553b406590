#pragma once

// A price list: what one unit of a resource costs. (rules 4)
//
// The plain file has Resource, SubKind, Price and Unit, as CSV or JSON (profile billfold-prices); three more columns may be
// there: ValidFrom and ValidTo (days, both counted; empty: without end) and Above, which makes a price one step of a
// graduated scale. A price without a sub-kind is the price of those sub-kinds that have none of their own.
//
// Unit says by what a price counts. A time in it (hour, day, minute, second) is the time that one unit is held; without
// one a price of a resource that is billed by time is one by the hour. "1M tokens" and "1K tokens" count by millions and
// thousands; tokens without a number count by the million, as every vendor lists them. A month or a year is refused: its
// hours are not a number.
//
// Steps: all prices of a resource that are valid on a day and differ in Above. What one account used of it in the month,
// in the price's own unit, is priced piece by piece; what lies below the lowest step is free.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "bill/bill.h"
#include "calendar/date.h"
#include "money/decimal.h"

namespace billfold::metering {

struct Price {
  std::string kind;
  std::string sub_kind;
  money::Decimal price;
  std::string unit;          // as written
  std::int64_t seconds = 0;  // that one unit is held; 0: it is not billed by time, or the unit names none
  std::int64_t count = 1;    // of what is counted, in one unit: a million tokens
  std::optional<calendar::Day> from;
  std::optional<calendar::Day> to;
  money::Decimal above;    // where this step begins, in units
  std::uint64_t line = 0;  // of the list
};

struct PriceList {
  std::vector<Price> prices;
};

// From a bill whose profile is a price list. Errors: bad_prices, with the line.
Result<PriceList> price_list_of(const bill::Bill& bill);

// From the text of a CSV or JSON file; empty: no prices. Errors: bad_prices.
Result<PriceList> price_list_of(std::string_view text);

// The steps that price a resource on a day, the lowest first; empty: there is no price.
std::vector<const Price*> prices_for(const PriceList& list, std::string_view kind, std::string_view sub_kind,
                                     calendar::Day day);

}  // namespace billfold::metering
