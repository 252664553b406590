#pragma once

// An exact sum of quotients, cut once at the end. (rules 4: an hour's bill is computed to 6 fraction digits)
//
// price x quantity x seconds / 3600 has no end as a decimal, so what is added up are fractions: whole units of the wanted
// scale, and the rests by their denominators. Nothing is rounded before the sum is complete.

#include <utility>
#include <vector>

#include "base/int128.h"
#include "base/result.h"
#include "money/decimal.h"

namespace billfold::money {

class FractionSum {
 public:
  // The scale at which the sum will be cut.
  explicit FractionSum(int scale) : scale_(scale) {}

  // Adds a x b / denominator; a and b are not negative, the denominator is positive. Code::overflow where the sum would
  // leave 38 digits.
  Result<void> add(i128 a, i128 b, i128 denominator);

  // Cut toward zero. Code::overflow also where the denominators have no common multiple in 127 bits.
  Result<Decimal> truncated() const;

 private:
  struct Rest {
    i128 denominator;
    i128 numerator;  // below the denominator
  };

  int scale_;
  i128 whole_ = 0;  // units of the scale
  std::vector<Rest> rests_;
};

}  // namespace billfold::money
