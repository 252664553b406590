#pragma once

// Handing an amount out in parts that add up to it, to the last unit. (rules 2, shared costs)
//
// Every part is first cut toward zero; the units left over go one each to the largest remainders, ties by
// name (byte order, then position). So 100.00 evenly among three is 33.34, 33.33, 33.33. This is the only
// place that decides where a remainder goes. Intermediates have 256 bits: the shares are exact before the
// cut.

#include <span>
#include <string_view>
#include <vector>

#include "base/int128.h"
#include "base/result.h"

namespace billfold::money {

// total: the mantissa to hand out; the parts are mantissas at the same scale, in the order of the weights.
// Weights are all >= 0 or all <= 0 (targets' own costs may be credits); a weight of 0 gets 0. names[i]
// belongs to weights[i]. The sign of the total is carried through: apportion(-t) is apportion(t) with every
// part negated. Code::bad_weights where there are none, all are 0, or signs are mixed: no silent guess.
// Code::overflow where the sum of the weights leaves 2^127.
Result<std::vector<i128>> apportion(i128 total, std::span<const i128> weights,
                                    std::span<const std::string_view> names);

// The same with equal weights. Code::bad_weights where there are no names.
Result<std::vector<i128>> apportion_evenly(i128 total, std::span<const std::string_view> names);

}  // namespace billfold::money
