#pragma once

// What part of a whole each amount is, as decimals that add up to exactly 1. (rules 2: conservation, for ratios)
//
// A ratio is a whole number of units of 10^-12; the units that truncation leaves over go to the largest
// remainders (money/apportion.h). Amounts above and below zero may be mixed, as charges and credits are: the ones above
// then have together what they are of the whole, cut toward zero, and those below have the rest of 1.

#include <span>
#include <string_view>
#include <vector>

#include "base/int128.h"
#include "base/result.h"

namespace billfold::money {

constexpr int kRatioScale = 12;

// parts: mantissas at one scale; names[i] belongs to parts[i] and decides ties. The ratios are mantissas at
// kRatioScale, in the order of the parts; their sum is 10^kRatioScale.
// Errors: bad_weights where there are no parts or they add up to 0; overflow where a sum leaves 2^127, or the
// parts above zero are 2^127 units or more of what they and the credits leave.
Result<std::vector<i128>> ratios(std::span<const i128> parts, std::span<const std::string_view> names);

}  // namespace billfold::money
