#pragma once

// The hours that a bill has of what a commitment could cover: where the what-if calculator starts from. (rules 5)

#include <cstddef>
#include <cstdint>
#include <functional>

#include "base/result.h"
#include "bill/bill.h"
#include "commitment/usage.h"
#include "commitment/what_if.h"
#include "vendor/cost_form.h"

namespace billfold::commitment {

// Hours of one kind, at list price and at what they cost.
struct Hours {
  money::Decimal hours;
  money::Decimal list;
  money::Decimal used;
  money::Decimal committed;  // used and unused, of other lines than hours, too
};

struct OwnUse {
  bool has_hours = false;  // else the rest is 0
  money::Decimal list;     // list price of the hours
  Hours reserved;          // paid by reservations
  Hours planned;           // paid by savings plans
  // As the bill has it: its hours, the hours that its reservations stand for (those that nobody used too), what its
  // savings plans commit to, and its own rates, cut to 6 digits; where it has no reservation or no plan the rate that
  // the seed assumes.
  WhatIf start;
};

// `list` is the column of list prices. Errors: overflow.
Result<OwnUse> own_use_of(const bill::Bill& bill, const vendor::CostForm& form,
                          const bill::AmountColumn& list, const Kept& kept);

// The same as what each line gives to it, in the order of the file. Errors: overflow.
enum class Whose : std::uint8_t { all, reserved, planned };
struct HourGiven {
  std::size_t row = 0;
  Whose whose = Whose::all;
  money::Decimal Hours::*part = nullptr;
  money::Decimal amount = {};
};
using OnHours = std::function<void(const HourGiven&)>;
Result<void> each_hour_line(const bill::Bill& bill, const vendor::CostForm& form,
                            const bill::AmountColumn& list, const Kept& kept, const OnHours& on_hours);

}  // namespace billfold::commitment
