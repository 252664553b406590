#pragma once

// A bill: columns of equal length, the lines that could not be read, and for every row its place in the file.
// (rules 1)
//
// A bill is made by bill/loader.h, or by a calculator whose result is lines. It is a value that calculators
// read; they never change it.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "bill/column.h"
#include "bill/row_places.h"
#include "bill/tag_index.h"
#include "calendar/date.h"
#include "money/decimal_parse.h"
#include "money/sum.h"
#include "vendor/recognise.h"

namespace billfold::bill {

enum class RejectReason : std::uint8_t {
  not_a_number,     // "1,204.5O"
  too_many_digits,  // more than 38 significant digits, or more than the column's scale leaves room for
  other_mark,       // a decimal comma in a column of decimal points, or the reverse
  surplus_cells,    // text beyond the last column: the cells may have shifted, so none of its amounts is
                    // believed
  not_scheduled,    // of a cost bill: the order could not be spread, so nothing of it is counted
  not_billed,       // of a metered bill: the record could not be billed
  no_price,         // of a metered bill: some of the record's usage has no price, so it is not counted
};
// "not_a_number", as the page's catalogue knows it.
std::string_view name_of(RejectReason reason);

// A cell whose amount is not counted. Its row is in the bill, with 0 in that column.
struct Rejected {
  std::size_t row = 0;
  std::uint32_t column = 0;
  RejectReason reason = RejectReason::not_a_number;
  std::string text;  // at most 200 bytes of the cell, cut at a letter
};

struct Column {
  vendor::ColumnRole role;
  // A column is stored as text, as amounts, as both (an amount that is also grouped by) or not at all.
  std::optional<TextColumn> text;
  std::optional<AmountColumn> amount;
  std::optional<AmountTally>
      tally;                     // of an amount column whose amounts are not stored: its totals all the same
  std::optional<TagIndex> tags;  // of a tag column, once the bill is whole
  // Of the amounts, over all rows:
  money::Mark mark = money::Mark::point;
  bool mark_is_ambiguous = false;
  std::uint64_t empty = 0;
  std::uint64_t rejected = 0;
};

// A total line at the end of a file, which is not a row.
struct Footer {
  std::uint64_t line = 0;
  std::string text;                     // its first cell
  std::optional<money::Decimal> total;  // what it says for the default measure
  bool agrees = false;                  // with the sum of the file's rows, in one of its currencies
};

// What was read from one file.
struct Source {
  std::string name;
  std::string encoding;
  std::string profile;
  bool json = false;
  char delimiter = ',';       // of a delimited text
  std::size_t first_row = 0;  // of the bill
  std::uint64_t bytes = 0;    // decoded
  std::uint64_t header_line = 0;
  std::uint64_t preamble_lines = 0;
  std::uint64_t blank_lines = 0;
  std::uint64_t short_rows = 0;
  std::uint64_t fingerprint = 0;  // of the decoded bytes, so that a file read twice is noticed
  std::optional<Footer> footer;
  RowPlaces places;
};

struct Bill {
  std::string profile;  // name of the first file's; "" unknown
  std::string family;
  std::vector<Column> columns;
  // Amounts that no file has as a column, but that its form tells of each line: a basis such as amortized cost. They can be
  // measured and are no dimensions. Whoever holds the bill fills them when they are asked for; until then they have no
  // amounts.
  std::vector<Column> computed;
  std::vector<Source> sources;
  std::size_t rows = 0;
  // Of a bill that a calculator made of another's rows: the other's row behind each of its own. Its sources are the
  // other's, so that every row still has its place in a file. Empty: a row is its own.
  std::vector<std::uint32_t> origins;
  std::vector<Rejected> rejected;                 // the first kMaxRejected, in the order of their rows
  std::uint64_t rejected_lines = 0;               // rows with at least one rejected cell
  std::uint64_t malformed_tags = 0;               // cells
  std::map<std::string, std::string> tag_fields;  // fields that a tag carries: creator -> sys:ark:createdBy
  std::string default_measure;                    // a column's name; "" if no column can be one
  std::vector<vendor::Profile::Usage> usage;      // what its lines meter, if it is a file of usage
  std::string date_order;                         // of the date columns: ymd mdy dmy epoch, "" if none
  std::vector<std::string> zero_words;            // cells of amount columns that say "no charge" and are 0

  static constexpr std::size_t kMaxRejected = 10000;

  const Column* find_column(std::string_view name) const;       // by its header
  const Column* find_computed(std::string_view name) const;     // none of them has a column's header
  const Column* column_of_field(std::string_view field) const;  // the first column that fills the field
  const Column* currency_column() const;
  // Amount columns that no pass has looked at yet: neither stored nor counted, and their bad cells not known.
  std::size_t unread_amounts() const;
  // The row of its sources that a row comes from: itself, or its origin.
  std::size_t origin_of(std::size_t row) const { return origins.empty() ? row : origins[row]; }
  // The source that holds the row, and the row's number in it.
  std::pair<const Source*, std::size_t> source_of(std::size_t row) const {
    return source_of_origin(origin_of(row));
  }
  std::pair<const Source*, std::size_t> source_of_origin(std::size_t origin) const;
  // Bytes of memory that the columns and the rows' places take.
  std::size_t bytes() const;
};

// Moves the columns that `more` has read of the same files and `bill` has not into `bill`: the second pass. If it has
// looked at every amount column, and `bill` has not, what is known of their cells is from it.
// Error file_changed: they are not the same files any more; nothing was moved.
Result<void> take_columns(Bill& bill, Bill more);

// Sum of a stored amount column over rows [begin, end), in all currencies. Code::sum_too_large where it
// leaves 38 digits.
Result<money::Decimal> total_of(const Bill& bill, const Column& column, std::size_t begin, std::size_t end);

// The same of each currency, which are never added to each other: most lines first, then by code. Lines without a currency
// are in it where there is no other one.
struct CurrencySum {
  std::string code;  // "" none
  money::Decimal total;
  std::uint64_t rows = 0;
};
Result<std::vector<CurrencySum>> totals_by_currency(const Bill& bill, const Column& column, std::size_t begin,
                                                    std::size_t end);

}  // namespace billfold::bill
