#include "base/sort.h"

#include <algorithm>
#include <numeric>

namespace billfold::detail {

std::vector<std::uint32_t> order_of(std::uint32_t count, Before before, const void* context) {
  std::vector<std::uint32_t> order(count);
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(),
                   [before, context](std::uint32_t a, std::uint32_t b) { return before(context, a, b); });
  return order;
}

}  // namespace billfold::detail
