#include "bill/tag_index.h"

#include <string>

namespace billfold::bill {

TagIndex::TagIndex(const TextColumn& column, vendor::TagForm form, std::string_view prefix)
    : cells_(column.values.size()) {
  vendor::TagReader reader;
  std::string name(prefix);
  for (std::uint32_t cell = 1; cell < cells_; ++cell) {
    const bool well_formed = reader.for_each_tag(
        form, column.values.text(cell), [&](std::string_view key, std::string_view value) {
          name.resize(prefix.size());
          name += key;
          entries_.push_back({cell, keys_.intern(name), values_.intern(value)});
        });
    if (!well_formed) malformed_.push_back(cell);
  }
}

std::vector<std::uint32_t> TagIndex::values_of(std::uint32_t key) const {
  std::vector<std::uint32_t> values(cells_, 0);
  for (const Entry& entry : entries_) {
    if (entry.key == key && values[entry.cell] == 0) values[entry.cell] = entry.value;
  }
  return values;
}

}  // namespace billfold::bill
