#pragma once

// The tags of a bill's tag column, each distinct cell read once: which keys there are, and for each key the
// value that a cell gives it. (rules 2: any tag key is a dimension)

#include <cstdint>
#include <vector>

#include "base/dictionary.h"
#include "bill/column.h"
#include "vendor/tags.h"

namespace billfold::bill {

class TagIndex {
 public:
  // Reads every distinct cell of `column`. `prefix` is put before each key, where a file has several tag columns.
  TagIndex(const TextColumn& column, vendor::TagForm form, std::string_view prefix);

  const Dictionary& keys() const { return keys_; }      // id 0 is the empty key; it may occur
  const Dictionary& values() const { return values_; }  // id 0: no value
  // For each id of the column, the id in values() of its value under `key`; 0 where it has none. A key that a
  // cell repeats counts with its first value.
  std::vector<std::uint32_t> values_of(std::uint32_t key) const;
  // Distinct cells that could not be read as tags.
  const std::vector<std::uint32_t>& malformed() const { return malformed_; }

 private:
  struct Entry {
    std::uint32_t cell;
    std::uint32_t key;
    std::uint32_t value;
  };

  std::uint32_t cells_;
  Dictionary keys_;
  Dictionary values_;
  std::vector<Entry> entries_;  // in the order of cells
  std::vector<std::uint32_t> malformed_;
};

}  // namespace billfold::bill
