#pragma once

// An amount: an exact decimal. (rules 1)
//
// The value is mantissa / 10^scale. No binary floating point stands between the bytes of a file and a figure
// on the page. A result that cannot be held exactly is Code::overflow, never a wrapped or shortened number;
// an operation that has to round takes the mode as an argument.
//
// Two decimals may be equal and differ in scale (1.5 and 1.50): there is no ==, ask compare().

#include <array>
#include <cassert>
#include <cstddef>

#include "base/int128.h"
#include "base/result.h"
#include "money/rounding.h"

namespace billfold::money {

inline constexpr int kMaxScale = 38;   // fraction digits
inline constexpr int kMaxDigits = 38;  // significant digits

// Invariant: 0 <= scale <= kMaxScale and |mantissa| < 10^kMaxDigits.
struct Decimal {
  i128 mantissa = 0;
  int scale = 0;
};

namespace detail {
constexpr std::array<i128, kMaxDigits + 1> powers_of_ten() {
  std::array<i128, kMaxDigits + 1> powers{};
  i128 power = 1;  // 10^38 < 2^127, so no step overflows
  for (std::size_t exponent = 0;; ++exponent) {
    powers[exponent] = power;
    if (exponent == kMaxDigits) return powers;
    power *= 10;
  }
}
inline constexpr std::array<i128, kMaxDigits + 1> kPowersOfTen = powers_of_ten();
}  // namespace detail

// 10^exponent, 0 <= exponent <= 38.
constexpr i128 power_of_ten(int exponent) {
  assert(exponent >= 0 && exponent <= kMaxDigits);
  return detail::kPowersOfTen[static_cast<std::size_t>(exponent)];
}

// Is |mantissa| < 10^38, so that a Decimal may carry it?
constexpr bool fits(i128 mantissa) {
  return mantissa < power_of_ten(kMaxDigits) && mantissa > -power_of_ten(kMaxDigits);
}

// Exact. The result has the larger of the two scales, or the largest scale below it that holds the value.
Result<Decimal> add(const Decimal& a, const Decimal& b);
Result<Decimal> subtract(const Decimal& a, const Decimal& b);

// Exact. The result has the sum of the two scales, or the largest scale below it that holds the value.
Result<Decimal> multiply(const Decimal& a, const Decimal& b);

// amount * numerator / denominator, exact up to the one rounding at the end; the result has the scale asked
// for. Code::division_by_zero or Code::overflow.
Result<Decimal> multiply_by_ratio(const Decimal& amount, i128 numerator, i128 denominator, int scale,
                                  Rounding rounding);

// a / b, exact up to the one rounding at the end; the result has the scale asked for.
Result<Decimal> divide(const Decimal& a, const Decimal& b, int scale, Rounding rounding);

// Total order by value: -1, 0 or 1. Never fails.
int compare(const Decimal& a, const Decimal& b);

constexpr Decimal negate(const Decimal& a) { return {.mantissa = -a.mantissa, .scale = a.scale}; }

// At most `scale` fraction digits; the others are cut off toward zero. Never lengthens.
Decimal truncate_to(const Decimal& a, int scale);

// The same value at exactly this scale; Code::overflow where digits would be lost or do not fit.
Result<Decimal> rescale(const Decimal& a, int scale);

// The same value without trailing zeros in its fraction: 12.50 -> 12.5, 100 -> 100, 0.00 -> 0.
Decimal trimmed(const Decimal& a);

}  // namespace billfold::money
