#pragma once

// The hours that a bill has of what a commitment could cover: where the what-if calculator starts from. (rules 5)

#include "base/result.h"
#include "bill/bill.h"
#include "commitment/usage.h"
#include "commitment/what_if.h"
#include "vendor/cost_form.h"

namespace billfold::commitment {

struct OwnUse {
  bool has_hours = false;  // else the rest is 0
  money::Decimal list;     // list price of the hours
  // As the bill has it: its hours, the hours that its reservations stand for (those that nobody used too), what its
  // savings plans commit to, and its own rates, cut to 6 digits; where it has no reservation or no plan the rate that
  // the seed assumes.
  WhatIf start;
};

// `list` is the column of list prices. Errors: overflow.
Result<OwnUse> own_use_of(const bill::Bill& bill, const vendor::CostForm& form,
                          const bill::AmountColumn& list, const Kept& kept);

}  // namespace billfold::commitment
