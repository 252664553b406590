#pragma once

// Unsigned 256-bit intermediates, for products of two 128-bit numbers that are divided again. Internal to
// money.

#include "base/int128.h"

namespace billfold::money {

struct Wide {
  u128 high = 0;
  u128 low = 0;

  friend constexpr bool operator==(const Wide& a, const Wide& b) {
    return a.high == b.high && a.low == b.low;
  }
  friend constexpr bool operator<(const Wide& a, const Wide& b) {
    return a.high != b.high ? a.high < b.high : a.low < b.low;
  }
};

// |value| without the overflow that -(-2^127) would be.
constexpr u128 magnitude(i128 value) {
  return value < 0 ? -static_cast<u128>(value) : static_cast<u128>(value);
}

// The whole product; never overflows.
Wide multiply_wide(u128 a, u128 b);

// The caller knows that the result fits 256 bits (sum) or that a >= b (difference).
Wide add_wide(const Wide& a, const Wide& b);
Wide subtract_wide(const Wide& a, const Wide& b);

struct WideQuotient {
  Wide quotient;
  u128 remainder = 0;
};

// Division by 1 to 2^127: the remainder, shifted left by one bit, still fits 128 bits.
WideQuotient divide_wide(const Wide& numerator, u128 denominator);

}  // namespace billfold::money
