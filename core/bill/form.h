#pragma once

// How one file's head is understood, before any row is stored: dialect, header, what each column means, how
// its amounts and dates are written. By evidence, and where a person has decided, by that.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "csv/dialect.h"
#include "money/decimal_parse.h"
#include "vendor/recognise.h"

namespace billfold::bill {

// What a person has decided about a file; all empty: by evidence.
struct Wishes {
  vendor::Mapping mapping;
  char delimiter = 0;
  std::string decimal_mark;  // "point", "comma"
};

struct Form {
  csv::Dialect dialect;
  vendor::Recognition recognition;
  std::uint64_t header_line = 0;     // 0: the file has none
  std::uint64_t preamble_lines = 0;  // records before the header
  std::uint64_t data_offset = 0;     // where the first row begins in the decoded text
  std::uint64_t data_line = 1;
  std::vector<money::Mark> marks;       // a column
  std::vector<bool> ambiguous_marks;    // a column: its head cells depend on the mark and none proves it
  std::vector<csv::Record> first_rows;  // of the head, for previews
};

// The head of a delimited text, decoded to UTF-8; `whole` if it is all of the file.
// Errors: no_header, not_a_bill, too_many_columns, unknown_profile, unknown_field, unknown_column; row_too_long where the
// head ends before the first row does.
Result<Form> form_of_text(std::string_view head, bool whole, const std::vector<vendor::Profile>& profiles,
                          const Wishes& wishes);

// The same of a table whose columns are known by name (a JSON bill): `records` begins with the names.
Result<Form> form_of_records(std::vector<csv::Record> records, const std::vector<vendor::Profile>& profiles,
                             const Wishes& wishes);

}  // namespace billfold::bill
