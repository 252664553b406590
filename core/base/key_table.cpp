#include "base/key_table.h"

namespace billfold {

std::uint32_t KeyTable::add(std::size_t slot, std::uint64_t key) {
  const auto number = static_cast<std::uint32_t>(keys_.size());
  keys_.push_back(key);
  slots_[slot] = {key, number + 1};
  if (keys_.size() * 2 > slots_.size()) {
    slots_.assign(slots_.size() * 2, {});
    for (std::uint32_t i = 0; i < keys_.size(); ++i) slots_[slot_of(keys_[i])] = {keys_[i], i + 1};
  }
  return number;
}

}  // namespace billfold
