#pragma once

// The sort of whatever is sorted once a question. The standard's is compiled anew for every type of item, which made a
// tenth of the page's core; this one is compiled once. What is sorted once a row or a group keeps the standard's.

#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

namespace billfold {

namespace detail {

using Before = bool (*)(const void* context, std::uint32_t a, std::uint32_t b);

// The numbers 0 to count - 1 in order; those that are equal keep theirs.
std::vector<std::uint32_t> order_of(std::uint32_t count, Before before, const void* context);

}  // namespace detail

// Sorts a list of less than 2^32 items; equal ones keep their order. Cost: n log n comparisons, each by a call, and every
// item is moved twice.
template <class T, class Less = std::less<>>
void sort_items(std::vector<T>& items, const Less& less = {}) {
  struct Context {
    const std::vector<T>& items;
    const Less& less;
  };
  const Context context{items, less};
  const auto before = [](const void* at, std::uint32_t a, std::uint32_t b) -> bool {
    const Context& all = *static_cast<const Context*>(at);
    return all.less(all.items[a], all.items[b]);
  };
  std::vector<T> sorted;
  sorted.reserve(items.size());
  for (const std::uint32_t index :
       detail::order_of(static_cast<std::uint32_t>(items.size()), before, &context)) {
    sorted.push_back(std::move(items[index]));
  }
  items = std::move(sorted);
}

}  // namespace billfold
