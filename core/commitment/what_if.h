#pragma once

// What a reservation and a savings plan would save: the effective discount of hours of use. (rules 5)
//
// The rates are inputs, never constants: what an hour costs on demand, and what part of that an hour of the
// reservation and of the savings plan costs. Reservations serve first, then the savings plan up to its
// commitment, the rest is on demand. Everything is for the whole stretch of time that the hours are in; a
// commitment of so much an hour is multiplied by the one who asks.
//
// What is committed is paid whether it is used or not: reserved hours beyond the use, and commitment beyond
// what the remaining hours cost, are in the total and are shown as unused. (The seed charges only what is
// used, and so promises too much.)

#include <optional>

#include "base/result.h"
#include "money/decimal.h"

namespace billfold::commitment {

struct WhatIf {
  money::Decimal usage_hours;
  money::Decimal reserved_hours;
  money::Decimal commitment;        // money of the savings plan, for the whole time
  money::Decimal on_demand_rate;    // of one hour
  money::Decimal reservation_part;  // 0.3: a reserved hour costs 30 % of one on demand
  money::Decimal plan_part;         // 0.34
};

// Parts that do not end are cut to kFractionDigits, half up; the two sums to kSumDigits, so that the total and
// the savings add up to the list price as they are read.
struct Effect {
  static constexpr int kFractionDigits = 6;
  static constexpr int kSumDigits = 2;

  money::Decimal list;                // all hours on demand
  money::Decimal reservation_cost;    // all reserved hours
  money::Decimal reservation_unused;  // of that: hours beyond the use
  money::Decimal reservation_hours;   // used
  money::Decimal plan_cost;           // the commitment
  money::Decimal plan_unused;         // of that: what no hour was left for
  money::Decimal plan_hours;          // covered
  money::Decimal plan_used;           // of the commitment: what hours were left for
  money::Decimal plan_list;           // what the covered hours would have cost on demand
  money::Decimal on_demand_cost;
  money::Decimal on_demand_hours;
  money::Decimal total;
  money::Decimal savings;  // below 0 where the commitments cost more than they save
  // Percents with two digits, half up; nothing where there is no use, or it costs nothing.
  std::optional<money::Decimal> discount;
  std::optional<money::Decimal> reservation_coverage;
  std::optional<money::Decimal> plan_coverage;
  std::optional<money::Decimal> on_demand_coverage;
};

// Errors: bad_request where an input is below 0, or where there is a commitment but an hour of the plan costs
// nothing; overflow.
Result<Effect> effect_of(const WhatIf& what_if);

}  // namespace billfold::commitment
