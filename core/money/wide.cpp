#include "money/wide.h"

#include <cassert>
#include <cstdint>

namespace billfold::money {

Wide multiply_wide(u128 a, u128 b) {
  const u128 a_low = static_cast<std::uint64_t>(a);
  const u128 a_high = a >> 64;
  const u128 b_low = static_cast<std::uint64_t>(b);
  const u128 b_high = b >> 64;
  const u128 low = a_low * b_low;
  // (2^64-1)^2 + 2 (2^64-1) = 2^128 - 1: neither of the two carries can overflow.
  const u128 middle = a_high * b_low + (low >> 64);
  const u128 cross = a_low * b_high + static_cast<std::uint64_t>(middle);
  return {.high = a_high * b_high + (middle >> 64) + (cross >> 64),
          .low = (cross << 64) | static_cast<std::uint64_t>(low)};
}

Wide add_wide(const Wide& a, const Wide& b) {
  const u128 low = a.low + b.low;
  return {.high = a.high + b.high + (low < a.low ? 1 : 0), .low = low};
}

Wide subtract_wide(const Wide& a, const Wide& b) {
  return {.high = a.high - b.high - (a.low < b.low ? 1 : 0), .low = a.low - b.low};
}

WideQuotient divide_wide(const Wide& numerator, u128 denominator) {
  assert(denominator != 0 && denominator <= static_cast<u128>(1) << 127);
  WideQuotient result;
  result.quotient.high = numerator.high / denominator;
  u128 remainder = numerator.high % denominator;
  if (remainder == 0) {  // nearly every amount of a bill: one native division
    result.quotient.low = numerator.low / denominator;
    result.remainder = numerator.low % denominator;
    return result;
  }
  u128 quotient = 0;
  for (int bit = 127; bit >= 0; --bit) {
    remainder = (remainder << 1) | ((numerator.low >> bit) & 1);
    quotient <<= 1;
    if (remainder >= denominator) {
      remainder -= denominator;
      quotient |= 1;
    }
  }
  result.quotient.low = quotient;
  result.remainder = remainder;
  return result;
}

}  // namespace billfold::money
