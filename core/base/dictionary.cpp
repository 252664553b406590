#include "base/dictionary.h"

#include <algorithm>
#include <cstring>

#include "base/short_text.h"

namespace billfold {
namespace {

constexpr std::size_t kFirstSlots = 64;
constexpr std::size_t kBlockBytes = 16384;

}  // namespace

Dictionary::Dictionary() : slots_(kFirstSlots, 0) { intern({}); }

std::size_t Dictionary::slot_of(std::string_view text, std::uint32_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash & mask;
  while (slots_[slot] != 0) {
    const std::uint32_t id = slots_[slot] - 1;
    if (hashes_[id] == hash && short_text::equal(texts_[id], text)) return slot;
    slot = (slot + 1) & mask;
  }
  return slot;
}

std::uint32_t Dictionary::intern(std::string_view text) {
  const std::uint32_t hash = short_text::hash(text);
  std::size_t slot = slot_of(text, hash);
  if (slots_[slot] != 0) return slots_[slot] - 1;
  const auto id = static_cast<std::uint32_t>(texts_.size());
  texts_.push_back(keep(text));
  hashes_.push_back(hash);
  slots_[slot] = id + 1;
  if (texts_.size() * 2 > slots_.size()) grow();
  return id;
}

std::optional<std::uint32_t> Dictionary::find(std::string_view text) const {
  const std::size_t slot = slot_of(text, short_text::hash(text));
  if (slots_[slot] == 0) return std::nullopt;
  return slots_[slot] - 1;
}

void Dictionary::grow() {
  slots_.assign(slots_.size() * 2, 0);
  const std::size_t mask = slots_.size() - 1;
  for (std::uint32_t id = 0; id < size(); ++id) {
    std::size_t slot = hashes_[id] & mask;
    while (slots_[slot] != 0) slot = (slot + 1) & mask;
    slots_[slot] = id + 1;
  }
}

std::string_view Dictionary::keep(std::string_view text) {
  if (text.empty()) return {};
  if (block_used_ + text.size() > block_size_) {
    block_size_ = std::max(kBlockBytes, text.size());
    blocks_.push_back(std::unique_ptr<char[]>(new char[block_size_]));
    block_bytes_ += block_size_;
    block_used_ = 0;
  }
  char* to = blocks_.back().get() + block_used_;
  std::memcpy(to, text.data(), text.size());
  block_used_ += text.size();
  return {to, text.size()};
}

std::size_t Dictionary::bytes() const {
  return block_bytes_ + texts_.capacity() * sizeof(std::string_view) +
         hashes_.capacity() * sizeof(std::uint32_t) + slots_.capacity() * sizeof(std::uint32_t);
}

}  // namespace billfold
