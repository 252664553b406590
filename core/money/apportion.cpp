#include "money/apportion.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <numeric>

#include "money/wide.h"

namespace billfold::money {
namespace {

Error bad_weights(const char* what) { return make_error(Code::bad_weights, {{"what", what}}); }

// The parts of a magnitude by magnitudes; their sum is not 0 and at most 2^127.
std::vector<u128> parts_of(u128 total, std::span<const i128> weights, u128 sum,
                           std::span<const std::string_view> names) {
  std::vector<u128> parts(weights.size());
  std::vector<u128> remainders(weights.size());
  u128 left = total;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    // total x weight / sum <= total, so the quotient has 128 bits.
    const WideQuotient share = divide_wide(multiply_wide(total, magnitude(weights[i])), sum);
    parts[i] = share.quotient.low;
    remainders[i] = share.remainder;
    left -= parts[i];
  }
  // The remainders add up to left x sum and each is below sum: so fewer units are left than there are
  // remainders above 0, and a weight of 0 never gets one.
  std::vector<std::size_t> order(weights.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    if (remainders[a] != remainders[b]) return remainders[a] > remainders[b];
    if (names[a] != names[b]) return names[a] < names[b];
    return a < b;
  });
  for (std::size_t i = 0; i < left; ++i) ++parts[order[i]];
  return parts;
}

}  // namespace

Result<std::vector<i128>> apportion(i128 total, std::span<const i128> weights,
                                    std::span<const std::string_view> names) {
  assert(weights.size() == names.size());
  if (weights.empty()) return bad_weights("there are none");
  u128 sum = 0;
  bool positive = false;
  bool negative = false;
  for (const i128 weight : weights) {
    positive = positive || weight > 0;
    negative = negative || weight < 0;
    if (__builtin_add_overflow(sum, magnitude(weight), &sum)) return make_error(Code::overflow);
  }
  if (positive && negative) return bad_weights("some are above zero and some below");
  if (sum == 0) return bad_weights("all are zero");
  if (sum > static_cast<u128>(1) << 127) return make_error(Code::overflow);

  const std::vector<u128> parts = parts_of(magnitude(total), weights, sum, names);
  std::vector<i128> signed_parts(parts.size());
  std::transform(parts.begin(), parts.end(), signed_parts.begin(),
                 [total](u128 part) { return static_cast<i128>(total < 0 ? -part : part); });
  return signed_parts;
}

Result<std::vector<i128>> apportion_evenly(i128 total, std::span<const std::string_view> names) {
  return apportion(total, std::vector<i128>(names.size(), 1), names);
}

}  // namespace billfold::money
