#include "session/metered.h"

#include "plan/check.h"
#include "split/defined.h"

namespace billfold::session {

metering::Records::DimensionOf dimension_of(split::Dimensions& dimensions, const plan::Plan& plan) {
  return [&dimensions, &plan](std::string_view name) -> Result<bill::Dimension> {
    if (!split::is_defined_by(plan, name))
      return bill::resolve_dimension(dimensions.bill(), name, plan.blank_words);
    return split::defined_dimension(name, plan, dimensions, split::MissingTag::is_an_error);
  };
}

Result<std::unique_ptr<Metered>> metered(split::Dimensions& dimensions, const plan::Plan& plan, bool by_app) {
  if (const Result<void> checked = plan::check(plan); !checked) return checked.error();
  auto found = std::make_unique<Metered>();
  Result<metering::Records> records =
      metering::Records::of(dimensions.bill(), plan, dimension_of(dimensions, plan));
  if (!records) return records.error();
  found->records = std::make_unique<metering::Records>(std::move(*records));
  Result<metering::HourlyUsage> usage = metering::HourlyUsage::of(*found->records, by_app);
  if (!usage) return usage.error();
  found->usage = std::make_unique<metering::HourlyUsage>(std::move(*usage));
  found->usage->add(0, found->records->rows());
  Result<metering::PriceList> prices = metering::price_list_of(plan.prices);
  if (!prices) return prices.error();
  found->prices = std::move(*prices);
  Result<metering::HourlyBills> bills = metering::hourly_bills(*found->usage, found->prices);
  if (!bills) return bills.error();
  found->bills = std::move(*bills);
  return found;
}

}  // namespace billfold::session
