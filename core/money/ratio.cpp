#include "money/ratio.h"

#include <cassert>
#include <cstddef>

#include "money/apportion.h"
#include "money/wide.h"

namespace billfold::money {
namespace {

constexpr i128 kOne = 1'000'000'000'000;  // 10^kRatioScale
constexpr u128 kLimit = static_cast<u128>(1) << 127;

// The parts on one side of zero, with their places among all.
struct Side {
  std::vector<i128> weights;
  std::vector<std::string_view> names;
  std::vector<std::size_t> places;
  i128 sum = 0;
};

bool add(Side& side, i128 part, std::string_view name, std::size_t place) {
  side.weights.push_back(part);
  side.names.push_back(name);
  side.places.push_back(place);
  return !__builtin_add_overflow(side.sum, part, &side.sum);
}

Result<void> hand_out(i128 units, const Side& side, std::vector<i128>& ratios) {
  if (side.weights.empty()) return {};
  const Result<std::vector<i128>> parts = apportion(units, side.weights, side.names);
  if (!parts) return parts.error();
  for (std::size_t i = 0; i < side.places.size(); ++i) ratios[side.places[i]] = (*parts)[i];
  return {};
}

}  // namespace

Result<std::vector<i128>> ratios(std::span<const i128> parts, std::span<const std::string_view> names) {
  assert(parts.size() == names.size());
  Side above;
  Side below;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i] == 0) continue;
    if (!add(parts[i] > 0 ? above : below, parts[i], names[i], i)) return make_error(Code::overflow);
  }
  const i128 whole = above.sum + below.sum;  // of opposite signs: never overflows
  if (whole == 0) return make_error(Code::bad_weights, {{"what", "they add up to 0"}});

  const WideQuotient quotient = divide_wide(multiply_wide(magnitude(above.sum), kOne), magnitude(whole));
  if (quotient.quotient.high != 0 || quotient.quotient.low >= kLimit - static_cast<u128>(kOne)) {
    return make_error(Code::overflow);
  }
  const i128 units =
      whole < 0 ? -static_cast<i128>(quotient.quotient.low) : static_cast<i128>(quotient.quotient.low);
  std::vector<i128> found(parts.size(), 0);
  if (const Result<void> done = hand_out(units, above, found); !done) return done.error();
  if (const Result<void> done = hand_out(kOne - units, below, found); !done) return done.error();
  return found;
}

}  // namespace billfold::money
