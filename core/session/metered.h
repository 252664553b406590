#pragma once

// A bill's usage gathered and priced by one plan, kept between questions: another window of its hours is no new metering.

#include <memory>

#include "metering/hourly_bill.h"
#include "plan/plan.h"
#include "split/dimensions.h"

namespace billfold::session {

struct Metered {
  std::unique_ptr<metering::Records> records;  // in place: usage and bills look at it
  std::unique_ptr<metering::HourlyUsage> usage;
  metering::PriceList prices;
  metering::HourlyBills bills;
};

// The dimensions that the plan names may be its own: categories, lists, the organization.
metering::Records::DimensionOf dimension_of(split::Dimensions& dimensions, const plan::Plan& plan);

// Errors: no_usage, bad_prices, unknown_dimension, column_not_read, overflow, and those of the plan's definitions.
Result<std::unique_ptr<Metered>> metered(split::Dimensions& dimensions, const plan::Plan& plan, bool by_app);

}  // namespace billfold::session
