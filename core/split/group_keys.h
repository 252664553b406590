#pragma once

// From a row to the number of its group, for a stack of dimensions of any depth.
//
// The ranks of a row are the digits of one number, its key, the outermost first, so that the order of keys is
// the order of groups. Where there are few possible keys a group's number is its key (a direct table); else
// keys are given numbers by a hash table. Keys that do not fit into 64 bits are made in stages: the group
// number of the first levels is the first digit of the next stage.

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/key_table.h"
#include "split/dimensions.h"
#include "split/selection.h"

namespace billfold::split {

class GroupKeys {
 public:
  // The number of rows tells whether a direct table pays. The dimensions must outlive this.
  GroupKeys(std::span<const std::shared_ptr<RankedDimension>> levels, std::size_t rows);

  // Writes the group number of each row begin + i with keep[i] to groups[i]; what is written for the others is
  // not a group number.
  void number(std::size_t begin, std::size_t count, const std::uint8_t* keep, std::uint32_t* groups);
  // No group number given so far is as large; of a direct table the number of its cells.
  std::uint32_t groups() const;
  // The group numbers, in the order of keys if that can be told from the numbers' own keys.
  std::vector<std::uint32_t> all_groups() const;
  bool in_order() const { return stages_.size() == 1; }
  // The ranks of a group, one a level.
  void ranks_of(std::uint32_t group, std::uint32_t* ranks) const;

  static constexpr std::uint64_t kDirectCells = std::uint64_t{1} << 20U;

 private:
  struct Level {
    const bill::IdVector* ids = nullptr;  // null: the rank is the row, or its origin, or nothing varies
    std::span<const std::uint32_t> origins;
    std::span<const std::uint32_t> rank_of_id;
    std::uint64_t size = 1;  // of ranks
  };
  struct Stage {
    std::size_t begin = 0;  // levels [begin, end)
    std::size_t end = 0;
    KeyTable table;
  };

  // Key: as wide as the stage's keys, which is half as wide where there is a direct table.
  template <class Key>
  void add_digits(const Stage& stage, std::size_t begin, std::size_t count, Key* keys) const;

  std::vector<Level> levels_;
  std::vector<Stage> stages_;
  bool direct_ = false;
  std::uint64_t cells_ = 1;  // of the direct table
};

}  // namespace billfold::split
