#pragma once

// Interned text: each distinct text once, found by a small id. Id 0 is always the empty text, "no value".
//
// Text lives in blocks that never move, so a view of it stays valid as long as the dictionary lives.
// Cost: one hash and usually one comparison an intern; memory is the distinct text plus 12 bytes an entry and
// slot.

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace billfold {

class Dictionary {
 public:
  Dictionary();

  std::uint32_t intern(std::string_view text);
  std::optional<std::uint32_t> find(std::string_view text) const;
  std::string_view text(std::uint32_t id) const { return texts_[id]; }
  // Number of ids given, the empty text's included.
  std::uint32_t size() const { return static_cast<std::uint32_t>(texts_.size()); }
  // Bytes held, for memory guards.
  std::size_t bytes() const;

 private:
  std::size_t slot_of(std::string_view text, std::uint32_t hash) const;
  void grow();
  std::string_view keep(std::string_view text);

  std::vector<std::string_view> texts_;
  std::vector<std::uint32_t> hashes_;  // of each text, so that growing does not read the texts again
  std::vector<std::uint32_t> slots_;   // id + 1; 0 is free; a power of two long
  std::vector<std::unique_ptr<char[]>> blocks_;
  std::size_t block_used_ = 0;
  std::size_t block_size_ = 0;
  std::size_t block_bytes_ = 0;
};

}  // namespace billfold
