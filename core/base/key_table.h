#pragma once

// Numbers for 64-bit keys: the hash table behind every grouping.

#include <cstdint>
#include <optional>
#include <vector>

namespace billfold {

// Numbers keys in the order in which they come.
class KeyTable {
 public:
  KeyTable() : slots_(kFirstSlots) {}

  std::uint32_t number_of(std::uint64_t key) {
    std::size_t slot = slot_of(key);
    if (slots_[slot].number != 0) return slots_[slot].number - 1;
    return add(slot, key);
  }
  // Nothing where the key has no number.
  std::optional<std::uint32_t> find(std::uint64_t key) const {
    const Slot& slot = slots_[slot_of(key)];
    if (slot.number == 0) return std::nullopt;
    return slot.number - 1;
  }
  const std::vector<std::uint64_t>& keys() const { return keys_; }

 private:
  struct Slot {
    std::uint64_t key = 0;
    std::uint32_t number = 0;  // + 1; 0 is free
  };
  static constexpr std::size_t kFirstSlots = 1024;

  std::size_t slot_of(std::uint64_t key) const {
    const std::size_t mask = slots_.size() - 1;
    std::uint64_t hash = key * 0x9E3779B97F4A7C15U;
    hash ^= hash >> 32U;
    std::size_t slot = static_cast<std::size_t>(hash) & mask;
    while (slots_[slot].number != 0 && slots_[slot].key != key) slot = (slot + 1) & mask;
    return slot;
  }
  std::uint32_t add(std::size_t slot, std::uint64_t key);

  std::vector<Slot> slots_;  // a power of two long, at most half full
  std::vector<std::uint64_t> keys_;
};

}  // namespace billfold
