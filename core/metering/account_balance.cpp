#include "metering/account_balance.h"

namespace billfold::metering {

Result<AccountBalance> account_balance(const money::Decimal& opening,
                                       const std::vector<const HourBill*>& bills) {
  AccountBalance balance;
  balance.opening = opening;
  money::Decimal left = opening;
  for (const HourBill* bill : bills) {
    const Result<money::Decimal> after =
        money::subtract(left, money::truncate_to({bill->charge.charged, kComputedScale}, kChargedScale));
    if (!after) return after.error();
    left = *after;
    balance.after.push_back(left);
    if (!balance.runs_out && left.mantissa < 0) balance.runs_out = bill->hour;
  }
  return balance;
}

}  // namespace billfold::metering
