#pragma once

// An amount spread evenly over calendar days, in closed form. (rules 3: linear)
//
// daily = truncate(amount / days, s), toward zero for negatives too; every day but the last gets it, the last gets
// amount - daily x (days - 1), with all the digits that the amount has. 62 over 28 days: 2.21 a day, 2.33 on the last.

#include <cstdint>

#include "base/int128.h"

namespace billfold::amortize {

struct Linear {
  i128 amount = 0;  // all three at one scale
  i128 daily = 0;
  std::int32_t days = 1;

  i128 last_day() const { return amount - daily * (days - 1); }
};

// `unit` is 10^(scale of the amount - s): what a day is cut to. days >= 1, unit >= 1.
inline Linear spread_evenly(i128 amount, std::int32_t days, i128 unit) {
  // Cut twice is cut once: both divisions go toward zero. So the product days x unit, which might not fit, is not
  // needed. Amounts of 18 digits and less take the machine's own division.
  if (const auto narrow = static_cast<std::int64_t>(amount); narrow == amount) {
    if (unit == 1) return {amount, narrow / days, days};
    if (const auto narrow_unit = static_cast<std::int64_t>(unit); narrow_unit == unit) {
      return {amount, static_cast<i128>(narrow / narrow_unit / days) * unit, days};
    }
  }
  return {amount, amount / unit / days * unit, days};
}

}  // namespace billfold::amortize
