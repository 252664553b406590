#include "session/metered.h"

namespace billfold::session {

Result<std::unique_ptr<Metered>> metered(const bill::Bill& bill, const plan::Plan& plan, bool by_app) {
  auto found = std::make_unique<Metered>();
  Result<metering::Records> records = metering::Records::of(bill, plan);
  if (!records) return records.error();
  found->records = std::make_unique<metering::Records>(std::move(*records));
  Result<metering::HourlyUsage> usage = metering::HourlyUsage::of(*found->records, by_app);
  if (!usage) return usage.error();
  found->usage = std::make_unique<metering::HourlyUsage>(std::move(*usage));
  found->usage->add(0, bill.rows);
  Result<metering::PriceList> prices = metering::price_list_of(plan.prices);
  if (!prices) return prices.error();
  found->prices = std::move(*prices);
  Result<metering::HourlyBills> bills = metering::hourly_bills(*found->usage, found->prices);
  if (!bills) return bills.error();
  found->bills = std::move(*bills);
  return found;
}

}  // namespace billfold::session
