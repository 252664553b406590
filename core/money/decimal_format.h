#pragma once

// From an exact amount to its text, as it crosses every boundary: digits, at most one '.', a leading '-'.
// No exponent, no grouping, no rounding, and never "-0". Showing an amount does not change it. (style:
// Amounts)

#include <string>

#include "money/decimal.h"

namespace billfold::money {

// All digits of the scale: {1250, 2} -> "12.50", {-5, 3} -> "-0.005", {0, 2} -> "0.00".
std::string format(const Decimal& amount);

// Without trailing zeros in the fraction: {1250, 2} -> "12.5", {0, 2} -> "0".
std::string format_trimmed(const Decimal& amount);

// Trimmed, then padded with zeros to at least min_scale fraction digits: {12500, 3} at 2 -> "12.50".
std::string format_at_least(const Decimal& amount, int min_scale);

}  // namespace billfold::money
