#include "amortize/by_use.h"

#include <algorithm>

#include "calendar/month.h"

namespace billfold::amortize {

calendar::Day settled_on(calendar::Day day, bool monthly, const calendar::DayRange& validity) {
  constexpr calendar::Month kSince{2025, 4};
  const calendar::Month month = calendar::month_of(day);
  if (!monthly || month < kSince) return day;
  return std::max(day, std::min(calendar::days_of(month).last, validity.last));
}

i128 taken_by(i128 used, i128 quantity, const money::Decimal& amount, int digits) {
  // used <= quantity, so the quotient is no larger than the amount and cannot overflow.
  const Result<money::Decimal> taken =
      money::multiply_by_ratio(amount, used, quantity, digits, money::Rounding::truncate);
  return taken ? taken->mantissa * money::power_of_ten(amount.scale - digits) : 0;
}

i128 taken_through(std::span<const Use> uses, calendar::Day day, i128 quantity, const money::Decimal& amount,
                   int digits) {
  i128 taken = 0;
  for (std::size_t at = 0; at < uses.size() && uses[at].day <= day;) {
    const calendar::Day today = uses[at].day;
    i128 used = 0;
    for (; at < uses.size() && uses[at].day == today; ++at) used += uses[at].quantity;
    taken += taken_by(used, quantity, amount, digits);
  }
  return taken;
}

}  // namespace billfold::amortize
