// A JSON bill is text that anybody can have written. Whatever it is, it is refused with a place, or both passes over it
// agree: as many rows as were counted, each beginning with a brace at its offset, in order, and no column that only the
// second pass saw.

#include <cstdlib>
#include <string>

#include "json/rows.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace json = billfold::json;
  const std::string before(reinterpret_cast<const char*>(data), size);
  static_cast<void>(json::looks_like_json(before));
  std::string text = before;
  const auto table = json::read_table(text);
  if (!table) {
    if (table.error().place.line == 0 && table.error().code == billfold::Code::bad_json) std::abort();
    return 0;
  }
  std::uint64_t rows = 0;
  std::uint64_t last = 0;
  const auto done = json::for_each_row(text, *table, [&](const json::JsonRow& row) {
    if (row.cells.size() != table->columns.size() || row.offset >= text.size() || text[row.offset] != '{') {
      std::abort();
    }
    if (rows > 0 && row.offset <= last) std::abort();
    last = row.offset;
    ++rows;
    return true;
  });
  if (!done || rows != table->rows || text != before) std::abort();
  return 0;
}
