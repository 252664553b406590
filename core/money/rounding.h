#pragma once

// Rounding modes, and the one place that decides which way a quotient goes. (rules 1)
//
// Truncation (抹除) is toward zero, for negatives too. A mode is always a named argument, never a default.

#include <cstdint>

#include "base/int128.h"

namespace billfold::money {

enum class Rounding : std::uint8_t {
  truncate,   // toward zero: 2.219 -> 2.21, -2.219 -> -2.21
  half_up,    // to the nearest, ties away from zero: 2.5 -> 3, -2.5 -> -3
  half_even,  // to the nearest, ties to the even neighbour: 2.5 -> 2, 3.5 -> 4
  floor,      // toward minus infinity
  ceiling,    // toward plus infinity
};

// What a division cut off, compared with half a unit of the quotient.
enum class CutOff : std::uint8_t { nothing, below_half, half, above_half };

// remainder / denominator against one half. more_below: something less than one unit of the remainder was cut
// off before; the denominator is then even, so that this decides nothing but a tie.
CutOff cut_off_of(u128 remainder, u128 denominator, bool more_below);

// Does a quotient that was cut toward zero move one unit away from zero?
// negative: the sign of the exact value; odd: the last bit of the cut quotient's magnitude.
bool moves_away_from_zero(Rounding rounding, CutOff cut_off, bool negative, bool odd);

// numerator / denominator to a whole number. The denominator is not 0; -2^127 / -1 has no answer in 128 bits.
i128 divide_rounded(i128 numerator, i128 denominator, Rounding rounding);

}  // namespace billfold::money
