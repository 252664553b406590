#pragma once

// How a delimited text is written, found by looking at its head; and the head's records, for finding the header.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace billfold::csv {

struct Dialect {
  char delimiter = ',';
  char quote = '"';
};

// A row with its fields' texts. Blank rows (nothing but delimiters and blanks) are no records.
struct Record {
  std::uint64_t line = 0;    // 1-based line on which it begins
  std::uint64_t offset = 0;  // of its first byte in the text
  std::vector<std::string> fields;
};

// The first records of a text's head, at most `max_records`. A record that the head cuts off is left out unless the
// head is the whole text; there an unclosed quote ends with the text.
std::vector<Record> records_of(std::string_view head, const Dialect& dialect, std::size_t max_records,
                               bool whole);

// Comma, semicolon, tab or pipe: the one under which the head is a table, most of whose rows have one width and whose
// first row reads like names of columns. Lines before the table (2 to 24 in real files) do not disturb it; a delimiter
// that is regular inside cells (decimal commas, JSON, packed labels) has no row of names. Nothing fits: a comma.
Dialect guess_dialect(std::string_view head, bool whole);

}  // namespace billfold::csv
