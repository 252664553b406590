#include "money/fraction_sum.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <numeric>

#include "money/wide.h"

namespace billfold::money {
namespace {

constexpr i128 kLargest = std::numeric_limits<i128>::max();

i128 greatest_common_divisor(i128 a, i128 b) {
  while (b != 0) a = std::exchange(b, a % b);
  return a;
}

// a x b / denominator as a whole and a rest; nothing where the whole leaves 127 bits.
struct Quotient {
  i128 whole = 0;
  i128 rest = 0;
};
bool divide_product(i128 a, i128 b, i128 denominator, Quotient& out) {
  const WideQuotient found = divide_wide(multiply_wide(magnitude(a), magnitude(b)), magnitude(denominator));
  if (found.quotient.high != 0 || found.quotient.low > magnitude(kLargest)) return false;
  out = {static_cast<i128>(found.quotient.low), static_cast<i128>(found.remainder)};
  return true;
}

bool add_to(i128& sum, i128 part) { return !__builtin_add_overflow(sum, part, &sum) && fits(sum); }

}  // namespace

Result<void> FractionSum::add(i128 a, i128 b, i128 denominator) {
  assert(a >= 0 && b >= 0 && denominator > 0);
  // a x b / d in whole ones first, so that no product has three factors; then the rest in units of the scale.
  Quotient ones;
  Quotient units;
  i128 scaled = 0;
  if (!divide_product(a, b, denominator, ones) ||
      !divide_product(ones.rest, power_of_ten(scale_), denominator, units) ||
      __builtin_mul_overflow(ones.whole, power_of_ten(scale_), &scaled) || !add_to(whole_, scaled) ||
      !add_to(whole_, units.whole)) {
    return make_error(Code::overflow);
  }
  if (units.rest == 0) return {};
  const auto same = std::find_if(rests_.begin(), rests_.end(),
                                 [denominator](const Rest& rest) { return rest.denominator == denominator; });
  if (same == rests_.end()) {
    rests_.push_back({denominator, units.rest});
  } else if (same->numerator >= denominator - units.rest) {
    same->numerator -= denominator - units.rest;
    if (!add_to(whole_, 1)) return make_error(Code::overflow);
  } else {
    same->numerator += units.rest;
  }
  return {};
}

Result<Decimal> FractionSum::truncated() const {
  i128 common = 1;
  for (const Rest& rest : rests_) {
    if (__builtin_mul_overflow(common, rest.denominator / greatest_common_divisor(rest.denominator, common),
                               &common)) {
      return make_error(Code::overflow);
    }
  }
  // The rests are below one unit each; their numerators over the common denominator are summed modulo it.
  i128 whole = whole_;
  i128 sum = 0;
  for (const Rest& rest : rests_) {
    const i128 numerator = rest.numerator * (common / rest.denominator);  // below the common denominator
    const bool carries = numerator >= common - sum;
    sum = carries ? numerator - (common - sum) : sum + numerator;
    if (carries && !add_to(whole, 1)) return make_error(Code::overflow);
  }
  return Decimal{whole, scale_};
}

}  // namespace billfold::money
