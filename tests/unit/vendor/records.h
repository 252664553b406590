#pragma once

// Records for recognition tests, written as lines of cells.

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "csv/dialect.h"

namespace billfold::vendor {

// Each line of `text` is a record; cells are parted by `|`, so that commas and quotes may stand in them.
inline std::vector<csv::Record> records_of_lines(std::string_view text) {
  std::vector<csv::Record> records;
  std::uint64_t line = 0;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view row = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    csv::Record record;
    record.line = ++line;
    while (true) {
      const std::size_t bar = row.find('|');
      record.fields.emplace_back(row.substr(0, bar));
      if (bar == std::string_view::npos) break;
      row.remove_prefix(bar + 1);
    }
    records.push_back(record);
  }
  return records;
}

}  // namespace billfold::vendor
