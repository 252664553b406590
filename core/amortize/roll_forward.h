#pragma once

// What happened to the prepaid balance between two days. (issue 3: roll-forward)
//
//   opening + additions - amortized - refunds = closing,   additions = purchases + residuals
//
// A refund pays back what is not amortized any more: it is no addition, its (negative) amount is amortized on its day,
// and it stands in refunds with the other sign. Pay-as-you-go is never prepaid.

#include "amortize/lifecycle.h"

namespace billfold::amortize {

struct Movement {
  i128 opening = 0;
  i128 purchases = 0;
  i128 residuals = 0;  // of old configurations: changes below 0
  i128 amortized = 0;
  i128 refunds = 0;

  i128 additions() const { return purchases + residuals; }
  i128 closing() const { return opening + additions() - amortized - refunds; }
  bool is_empty() const {
    return opening == 0 && purchases == 0 && residuals == 0 && amortized == 0 && refunds == 0;
  }
};

// Of one order over `days`; `added` is the day on which it came into the books. False: the sum leaves 38 digits.
[[nodiscard]] bool add_movement(const Order& order, const Course& course, calendar::Day added,
                                const calendar::DayRange& days, Movement& sum);
[[nodiscard]] bool merge(const Movement& other, Movement& sum);

}  // namespace billfold::amortize
