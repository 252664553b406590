#pragma once

// Square roots, the one thing here that does not end: cut to a stated number of digits from whole numbers, so that the
// same amounts give the same digits anywhere. (rules 5: anomalies)

#include <cstdint>
#include <span>

#include "money/decimal.h"

namespace billfold::money {

// Significant digits of a root, half away from zero; one that ends before them is exact, and digits before the point stay.
constexpr int kRootDigits = 15;
// More amounts, or larger ones, leave 256 bits.
constexpr std::size_t kMostDeviating = 90;
constexpr int kDeviatingDigits = 35;

// Of any whole number.
Decimal square_root(std::uint32_t value);

// The sample deviation of 2 to kMostDeviating amounts, mantissas of at most kDeviatingDigits digits at `scale`. 0 where
// all are alike. Cost: a pass, and 128 products of 128 bits.
Decimal sample_deviation(std::span<const i128> amounts, int scale);

}  // namespace billfold::money
