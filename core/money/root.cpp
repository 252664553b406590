#include "money/root.h"

#include <algorithm>
#include <cassert>

#include "money/wide.h"

namespace billfold::money {
namespace {

// The largest whole number whose square is not above the radicand.
u128 whole_root(const Wide& radicand) {
  u128 root = 0;
  for (int bit = 127; bit >= 0; --bit) {
    const u128 larger = root | (static_cast<u128>(1) << bit);
    if (!(radicand < multiply_wide(larger, larger))) root = larger;
  }
  return root;
}

// The root of numerator / denominator, in units of 10^-scale. numerator < 2^250.
Decimal root_of_ratio(Wide numerator, u128 denominator, int scale) {
  constexpr u128 kHundredTimesFits = static_cast<u128>(1) << 118;  // a root below 2^127
  for (; numerator.high < kHundredTimesFits && scale < kMaxScale; ++scale) {
    const Wide low = multiply_wide(numerator.low, 100);
    numerator = {.high = numerator.high * 100 + low.high, .low = low.low};
  }
  u128 root = whole_root(divide_wide(numerator, denominator).quotient);
  int digits = 0;
  for (u128 rest = root; rest != 0; rest /= 10) ++digits;
  const int cut = std::clamp(digits - kRootDigits, 0, scale);
  return trimmed(
      {divide_rounded(static_cast<i128>(root), power_of_ten(cut), Rounding::half_up), scale - cut});
}

}  // namespace

Decimal square_root(std::uint32_t value) { return root_of_ratio({.high = 0, .low = value}, 1, 0); }

// (n sum(d^2) - sum(d)^2) / (n (n - 1)), with d from the first amount, so that large equal parts do not cost bits.
Decimal sample_deviation(std::span<const i128> amounts, int scale) {
  assert(amounts.size() >= 2 && amounts.size() <= kMostDeviating);
  i128 sum = 0;
  Wide squares;
  for (const i128 amount : amounts) {
    assert(magnitude(amount) < static_cast<u128>(power_of_ten(kDeviatingDigits)));
    const i128 away = amount - amounts.front();
    sum += away;
    squares = add_wide(squares, multiply_wide(magnitude(away), magnitude(away)));
  }
  const u128 count = amounts.size();
  const Wide low = multiply_wide(squares.low, count);
  const Wide counted = {.high = squares.high * count + low.high, .low = low.low};
  const Wide rest = subtract_wide(counted, multiply_wide(magnitude(sum), magnitude(sum)));
  return root_of_ratio(rest, count * (count - 1), scale);
}

}  // namespace billfold::money
