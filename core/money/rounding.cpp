#include "money/rounding.h"

#include <cassert>

#include "money/wide.h"

namespace billfold::money {

bool moves_away_from_zero(Rounding rounding, CutOff cut_off, bool negative, bool odd) {
  if (cut_off == CutOff::nothing) return false;
  switch (rounding) {
    case Rounding::truncate:
      return false;
    case Rounding::half_up:
      return cut_off >= CutOff::half;
    case Rounding::half_even:
      return cut_off == CutOff::above_half || (cut_off == CutOff::half && odd);
    case Rounding::floor:
      return negative;
    case Rounding::ceiling:
      return !negative;
  }
  return false;
}

CutOff cut_off_of(u128 remainder, u128 denominator, bool more_below) {
  assert(remainder < denominator && (!more_below || denominator % 2 == 0));
  if (remainder == 0 && !more_below) return CutOff::nothing;
  const u128 rest = denominator - remainder;  // compared in place of 2 x remainder, which could overflow
  if (remainder > rest) return CutOff::above_half;
  if (remainder == rest) return more_below ? CutOff::above_half : CutOff::half;
  return CutOff::below_half;
}

i128 divide_rounded(i128 numerator, i128 denominator, Rounding rounding) {
  assert(denominator != 0);
  const bool negative = (numerator < 0) != (denominator < 0);
  const u128 divisor = magnitude(denominator);
  u128 quotient = magnitude(numerator) / divisor;
  const CutOff cut_off = cut_off_of(magnitude(numerator) % divisor, divisor, false);
  if (moves_away_from_zero(rounding, cut_off, negative, (quotient & 1) != 0)) ++quotient;
  return static_cast<i128>(negative ? -quotient : quotient);
}

}  // namespace billfold::money
