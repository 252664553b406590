#include "money/decimal.h"

#include <algorithm>
#include <cstdint>

#include "money/wide.h"

namespace billfold::money {
namespace {

constexpr u128 kLimit = static_cast<u128>(power_of_ten(kMaxDigits));

u128 unsigned_power_of_ten(int exponent) { return static_cast<u128>(power_of_ten(exponent)); }

bool fits(const Wide& magnitude) { return magnitude.high == 0 && magnitude.low < kLimit; }

Decimal with_sign(bool negative, u128 magnitude, int scale) {
  return {.mantissa = static_cast<i128>(negative ? -magnitude : magnitude), .scale = scale};
}

// The value, at the largest scale up to this one that holds it exactly.
Result<Decimal> exactly(bool negative, Wide magnitude, int scale) {
  while (!fits(magnitude) || scale > kMaxScale) {
    const WideQuotient tenth = divide_wide(magnitude, 10);
    if (scale == 0 || tenth.remainder != 0) return make_error(Code::overflow);
    magnitude = tenth.quotient;
    --scale;
  }
  return with_sign(negative, magnitude.low, scale);
}

}  // namespace

Result<Decimal> add(const Decimal& a, const Decimal& b) {
  i128 sum = 0;
  if (a.scale == b.scale && !__builtin_add_overflow(a.mantissa, b.mantissa, &sum) && fits(sum)) {
    return Decimal{.mantissa = sum, .scale = a.scale};
  }
  const int scale = std::max(a.scale, b.scale);
  // At most 10^76 each, so their sum is far from 2^256.
  const Wide wide_a = multiply_wide(magnitude(a.mantissa), unsigned_power_of_ten(scale - a.scale));
  const Wide wide_b = multiply_wide(magnitude(b.mantissa), unsigned_power_of_ten(scale - b.scale));
  const bool a_negative = a.mantissa < 0;
  const bool b_negative = b.mantissa < 0;
  if (a_negative == b_negative) return exactly(a_negative, add_wide(wide_a, wide_b), scale);
  return wide_a < wide_b ? exactly(b_negative, subtract_wide(wide_b, wide_a), scale)
                         : exactly(a_negative, subtract_wide(wide_a, wide_b), scale);
}

Result<Decimal> subtract(const Decimal& a, const Decimal& b) { return add(a, negate(b)); }

Result<Decimal> multiply(const Decimal& a, const Decimal& b) {
  return exactly((a.mantissa < 0) != (b.mantissa < 0),
                 multiply_wide(magnitude(a.mantissa), magnitude(b.mantissa)), a.scale + b.scale);
}

Result<Decimal> multiply_by_ratio(const Decimal& amount, i128 numerator, i128 denominator, int scale,
                                  Rounding rounding) {
  assert(scale >= 0 && scale <= kMaxScale);
  if (denominator == 0) return make_error(Code::division_by_zero);
  const bool negative = ((amount.mantissa < 0) != (numerator < 0)) != (denominator < 0);
  const u128 divisor = magnitude(denominator);
  const auto [whole, rest] =
      divide_wide(multiply_wide(magnitude(amount.mantissa), magnitude(numerator)), divisor);

  // The exact magnitude is (whole + rest / divisor) x 10^(scale - amount.scale).
  Wide quotient;
  CutOff cut_off = CutOff::nothing;
  if (scale >= amount.scale) {
    const u128 power = unsigned_power_of_ten(scale - amount.scale);
    if (!fits(whole)) return make_error(Code::overflow);
    const WideQuotient fraction = divide_wide(multiply_wide(rest, power), divisor);
    quotient = add_wide(multiply_wide(whole.low, power), fraction.quotient);
    cut_off = cut_off_of(fraction.remainder, divisor, false);
  } else {
    const u128 power = unsigned_power_of_ten(amount.scale - scale);
    const WideQuotient shortened = divide_wide(whole, power);
    quotient = shortened.quotient;
    cut_off = cut_off_of(shortened.remainder, power, rest != 0);
  }
  if (!fits(quotient)) return make_error(Code::overflow);
  const bool odd = (quotient.low & 1) != 0;
  if (moves_away_from_zero(rounding, cut_off, negative, odd) && ++quotient.low == kLimit) {
    return make_error(Code::overflow);
  }
  return with_sign(negative, quotient.low, scale);
}

Result<Decimal> divide(const Decimal& a, const Decimal& b, int scale, Rounding rounding) {
  return multiply_by_ratio(a, power_of_ten(b.scale), b.mantissa, scale, rounding);
}

int compare(const Decimal& a, const Decimal& b) {
  const bool a_negative = a.mantissa < 0;
  if (a_negative != (b.mantissa < 0)) return a_negative ? -1 : 1;
  const int scale = std::max(a.scale, b.scale);
  const Wide wide_a = multiply_wide(magnitude(a.mantissa), unsigned_power_of_ten(scale - a.scale));
  const Wide wide_b = multiply_wide(magnitude(b.mantissa), unsigned_power_of_ten(scale - b.scale));
  if (wide_a == wide_b) return 0;
  return (wide_a < wide_b) != a_negative ? -1 : 1;
}

Decimal truncate_to(const Decimal& a, int scale) {
  assert(scale >= 0);
  if (scale >= a.scale) return a;
  return {.mantissa = a.mantissa / power_of_ten(a.scale - scale), .scale = scale};
}

Result<Decimal> rescale(const Decimal& a, int scale) {
  assert(scale >= 0 && scale <= kMaxScale);
  if (scale < a.scale) {
    const i128 power = power_of_ten(a.scale - scale);
    if (a.mantissa % power != 0) return make_error(Code::overflow);
    return Decimal{.mantissa = a.mantissa / power, .scale = scale};
  }
  i128 mantissa = 0;
  if (__builtin_mul_overflow(a.mantissa, power_of_ten(scale - a.scale), &mantissa) || !fits(mantissa)) {
    return make_error(Code::overflow);
  }
  return Decimal{.mantissa = mantissa, .scale = scale};
}

Decimal trimmed(const Decimal& a) {
  Decimal result = a;
  while (result.scale > 0 && result.mantissa % 10 == 0) {
    result.mantissa /= 10;
    --result.scale;
  }
  return result;
}

}  // namespace billfold::money
