#pragma once

// An account's balance, hour by hour: each bill's charged amount is taken from it. (rules 4; the seed: the charge of every
// hour is deducted from the account's balance)

#include <cstdint>
#include <optional>
#include <vector>

#include "base/result.h"
#include "metering/hourly_bill.h"
#include "money/decimal.h"

namespace billfold::metering {

struct AccountBalance {
  money::Decimal opening;
  std::vector<money::Decimal> after;     // each of the account's bills
  std::optional<std::int32_t> runs_out;  // the first hour whose bill leaves less than nothing
};

// The bills are those of one account, in the order of hours. Errors: overflow.
Result<AccountBalance> account_balance(const money::Decimal& opening,
                                       const std::vector<const HourBill*>& bills);

}  // namespace billfold::metering
