#pragma once

// What a row of delimited text is: the definition, one byte at a time. The scanner (csv/scanner.h) must find the same on
// every input; it is faster on usual rows and calls this on the others.
//
// - A row ends at LF, CR LF or CR outside quotes. CR LF is one end.
// - A quote opens only as the first byte of a field. Inside, delimiters and line ends are text and a doubled quote is
//   one. After the closing quote, what follows up to the delimiter is kept as it stands.
// - A quote anywhere else is an ordinary byte, and so is NUL.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "csv/dialect.h"
#include "csv/field.h"

namespace billfold::csv {

struct ScannedRow {
  std::size_t end = 0;              // of its last byte, the line end not counted
  std::size_t next = 0;             // where the next row begins, as far as the text goes
  std::uint64_t breaks = 0;         // line breaks inside quotes
  bool ended = false;               // a line end was seen; without it the row goes on or the text is over
  bool in_quotes = false;           // the text is over inside quotes, which opened ...
  std::uint64_t breaks_before = 0;  // ... after this many of the breaks
};

// Scans the row at the beginning of `text`; its fields' spans are put into `fields`, counted from the text's first byte.
ScannedRow scan_row(std::string_view text, const Dialect& dialect, std::vector<FieldSpan>& fields);

constexpr bool is_blank(char c) { return c == ' ' || c == '\t'; }
// Whether these fields of the row hold nothing but blanks.
bool all_blank(std::string_view row, std::span<const FieldSpan> fields, const Dialect& dialect);
// Whether all the row's fields do. Cost: usually one byte; the row where it is blank.
bool is_blank_row(std::string_view row, const Dialect& dialect);

}  // namespace billfold::csv
