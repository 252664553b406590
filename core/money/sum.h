#pragma once

// A running sum of mantissas at one scale. (rules 1)
//
// Small amounts are gathered in 64 bits and spill into 128 only when those are full, so that a hot loop adds
// one machine word a cell. A sum that ever left 128 bits, or that ends at 38 digits and more, says so and is
// not to be shown.

#include <cstdint>

#include "base/int128.h"
#include "money/decimal.h"

namespace billfold::money {

class Sum {
 public:
  void add(std::int64_t mantissa) {
    std::int64_t next = 0;
    if (__builtin_add_overflow(small_, mantissa, &next)) {
      spill(small_);
      next = mantissa;
    }
    small_ = next;
  }
  void add(i128 mantissa) { spill(mantissa); }
  void merge(const Sum& other) {
    spill(other.large_);
    spill(other.small_);
    left_128_bits_ = left_128_bits_ || other.left_128_bits_;
  }

  // True once 128 bits were left, for good; or while the value has more than 38 digits.
  bool overflowed() const {
    i128 value = 0;
    return left_128_bits_ || __builtin_add_overflow(large_, static_cast<i128>(small_), &value) ||
           !fits(value);
  }
  // The sum; meaningful only while overflowed() is false.
  i128 value() const { return overflowed() ? 0 : large_ + small_; }

 private:
  void spill(i128 mantissa) {
    i128 next = 0;
    if (__builtin_add_overflow(large_, mantissa, &next)) left_128_bits_ = true;
    large_ = next;
  }

  i128 large_ = 0;
  std::int64_t small_ = 0;
  bool left_128_bits_ = false;
};

}  // namespace billfold::money
