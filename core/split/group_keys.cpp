#include "split/group_keys.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include "base/int128.h"

namespace billfold::split {
namespace {

// A direct table is cleared and read from end to end, so it is not made much larger than the bill.
constexpr std::uint64_t kCellsPerRow = 4;
constexpr std::uint64_t kCellsAlways = 4096;

// Digits of one stage may not leave 64 bits.
bool fits_one_key(std::uint64_t cells, std::uint64_t size) {
  return static_cast<u128>(cells) * size <= std::numeric_limits<std::uint64_t>::max();
}

}  // namespace

GroupKeys::GroupKeys(std::span<const std::shared_ptr<RankedDimension>> levels, std::size_t rows) {
  stages_.emplace_back();
  std::uint64_t cells = 1;
  for (const std::shared_ptr<RankedDimension>& dimension : levels) {
    Level level;
    level.size = dimension->size();
    if (dimension->is_line()) {
      level.origins = dimension->dimension()->origins();
    } else if (dimension->dimension() != nullptr) {
      level.ids = dimension->dimension()->ids();
      level.rank_of_id = dimension->rank_of_id();
    }
    if (!fits_one_key(cells, level.size)) {
      stages_.back().end = levels_.size();
      stages_.emplace_back().begin = levels_.size();
      cells = rows;  // as many groups as there may be
    }
    cells *= level.size;
    levels_.push_back(std::move(level));
  }
  stages_.back().end = levels_.size();
  direct_ = stages_.size() == 1 && cells <= std::min(kDirectCells, kCellsAlways + kCellsPerRow * rows);
  cells_ = cells;
}

template <class Key>
void GroupKeys::add_digits(const Stage& stage, std::size_t begin, std::size_t count, Key* keys) const {
  for (std::size_t at = stage.begin; at < stage.end; ++at) {
    const Level& level = levels_[at];
    if (level.size == 1) continue;
    const auto size = static_cast<Key>(level.size);
    if (level.ids == nullptr) {
      for (std::size_t i = 0; i < count; ++i) {
        const std::size_t line = level.origins.empty() ? begin + i : level.origins[begin + i];
        keys[i] = keys[i] * size + static_cast<Key>(line);
      }
      continue;
    }
    level.ids->visit([&](const auto& ids) {
      for (std::size_t i = 0; i < count; ++i) keys[i] = keys[i] * size + level.rank_of_id[ids[begin + i]];
    });
  }
}

void GroupKeys::number(std::size_t begin, std::size_t count, const std::uint8_t* keep,
                       std::uint32_t* groups) {
  if (direct_) {
    std::fill_n(groups, count, 0U);
    add_digits(stages_.front(), begin, count, groups);
    return;
  }
  std::uint64_t keys[kBlockRows] = {};
  for (Stage& stage : stages_) {
    add_digits(stage, begin, count, keys);
    for (std::size_t i = 0; i < count; ++i) {
      if (keep[i] != 0) keys[i] = stage.table.number_of(keys[i]);
    }
  }
  for (std::size_t i = 0; i < count; ++i) groups[i] = static_cast<std::uint32_t>(keys[i]);
}

std::uint32_t GroupKeys::groups() const {
  return static_cast<std::uint32_t>(direct_ ? cells_ : stages_.back().table.keys().size());
}

std::vector<std::uint32_t> GroupKeys::all_groups() const {
  std::vector<std::uint32_t> numbers(groups());
  std::iota(numbers.begin(), numbers.end(), 0U);
  if (direct_ || !in_order()) return numbers;
  struct Entry {
    std::uint64_t key;
    std::uint32_t number;
  };
  std::vector<Entry> entries;
  entries.reserve(numbers.size());
  for (const std::uint32_t number : numbers) entries.push_back({stages_.back().table.keys()[number], number});
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.key < b.key; });
  for (std::size_t i = 0; i < entries.size(); ++i) numbers[i] = entries[i].number;
  return numbers;
}

void GroupKeys::ranks_of(std::uint32_t group, std::uint32_t* ranks) const {
  std::uint64_t key = group;
  for (std::size_t s = stages_.size(); s-- > 0;) {
    const Stage& stage = stages_[s];
    if (!direct_) key = stage.table.keys()[static_cast<std::size_t>(key)];
    for (std::size_t at = stage.end; at-- > stage.begin;) {
      ranks[at] = static_cast<std::uint32_t>(key % levels_[at].size);
      key /= levels_[at].size;
    }
  }
}

}  // namespace billfold::split
