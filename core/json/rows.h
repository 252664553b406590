#pragma once

// A saved list response as a table: the JSON twin of the CSV scanner.
//
// Read are responses of ListSplitBillDetail, ListBillDetail and ListAmortizedCostBillDetail (Result.List),
// and lists of the same kind under data, Items, value, ...: one page; many pages in an array, one after the
// other or one a line; a bare list of objects; objects one a line. OpenAI's buckets give their start and end
// time to each of their results.
//
// A cell is the value's text: a string unescaped, a number exactly as written (never through a double), true
// and false as words, null and a missing key empty, an object or list as its JSON text (so that vendor/tags.h
// can read a Tag). A money object {"value": 1.5, "currency": "usd"} becomes two columns, amount.value and
// amount.currency.

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace billfold::json {

struct Table {
  std::vector<std::string> columns;  // the union of all keys, in order of first sight
  std::uint64_t rows = 0;
};

struct JsonRow {
  std::uint64_t line = 0;                   // 1-based line of the file on which the object begins
  std::uint64_t offset = 0;                 // byte of its opening brace
  std::span<const std::string_view> cells;  // as wide as Table::columns; valid during the call only
};

// Whether the text begins like JSON: its first character (after blanks and a BOM) is { or [ and what follows
// fits.
bool looks_like_json(std::string_view head);

// Pass 1: the columns and the number of rows. The text may be given more capacity (simdjson wants some bytes
// beyond the end), its content is not touched. Errors: bad_json (byte, what, line); no_rows_in_json, with the
// line of a page that has no list (a saved error response, say), for it would be missing from the total.
// Cost: one pass; memory beside the text is in proportion to one page, not to the file.
Result<Table> read_table(std::string& text);

// Pass 2: every object as a row, in order. `row` gives false to stop (a cancel); that is not an error.
Result<void> for_each_row(std::string& text, const Table& table,
                          const std::function<bool(const JsonRow&)>& row);

}  // namespace billfold::json
