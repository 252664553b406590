#pragma once

// An amount recognised by use: total-quantity packs and reserved block storage. (rules 3)
//
// Each day with deductions gets truncate(used / quantity x amount, s); what is left falls on the last day.

#include <span>

#include "amortize/order.h"

namespace billfold::amortize {

// The day to which a deduction belongs. From 2025-04 on those of monthly settled instances fall on the last day of
// their month, or of the pack's validity where that ends before.
calendar::Day settled_on(calendar::Day day, bool monthly, const calendar::DayRange& validity);

// What the deductions of one day take: at `scale`, cut to `digits` fraction digits.
i128 taken_by(i128 used, i128 quantity, const money::Decimal& amount, int digits);

// What all days up to `day` take; `uses` are in the order of days. Cost: one step a deduction.
i128 taken_through(std::span<const Use> uses, calendar::Day day, i128 quantity, const money::Decimal& amount,
                   int digits);

}  // namespace billfold::amortize
