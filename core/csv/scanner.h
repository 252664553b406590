#pragma once

// A push scanner for delimited text: bytes go in by chunks of any size, rows come out by batches. (rules 1)
//
//   Scanner scanner(dialect, header_width, wanted_columns, {offset, line});
//   while (bytes left) { memcpy(scanner.lend(n), bytes, n); scanner.feed(n, sink); }
//   scanner.finish(sink);
//
// What a row is, csv/scalar_scanner.h says. Here 64 bytes are looked at together: masks of delimiters, line ends and
// quotes; quotes pair up by a prefix sum of their parity; separators of columns that nobody wants are skipped by counting
// bits. That holds while every quote opens a field or closes one. A row where it does not is scanned by the definition.
//
// A chunk border can stand anywhere: what is not a whole row yet is kept and seen again with the next bytes. Memory is
// one chunk and the longest row. No byte is copied but those, and a field costs something only if it is wanted.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "csv/dialect.h"
#include "csv/field.h"

namespace billfold::csv {

struct RowPlace {
  std::uint64_t offset = 0;  // of its first byte in the decoded file
  std::uint64_t line = 0;    // 1-based line on which it begins
  std::uint32_t size = 0;    // bytes, without the line end
  std::uint32_t field_count = 0;
  bool surplus_text = false;  // cells beyond the header's width hold text
};

// Rows with their wanted fields, row by row. Valid during the call that gives it. Behind the last field's last byte
// kReadableBehind bytes can be read.
constexpr std::size_t kReadableBehind = 64;
struct RowBatch {
  const char* base = nullptr;
  std::span<const RowPlace> rows;
  std::span<const FieldSpan> fields;  // rows x width; a cell that a row does not have is empty
  std::uint32_t width = 0;            // number of wanted columns
  char quote = '"';
};

inline std::string_view text_of(const RowBatch& batch, FieldSpan span, std::string& scratch) {
  if (span.kind == static_cast<unsigned>(FieldKind::plain)) return {batch.base + span.begin, span.size};
  return text_of(batch.base, span, batch.quote, scratch);
}

// Who takes the rows. An error stops the scanner.
struct RowSink {
  virtual ~RowSink() = default;
  virtual Result<void> rows(const RowBatch& batch) = 0;
};

// Where the first byte that will be fed stands in its file.
struct Start {
  std::uint64_t offset = 0;
  std::uint64_t line = 1;
};

class Scanner {
 public:
  struct Counts {
    std::uint64_t rows = 0;
    std::uint64_t blank_rows = 0;  // nothing but delimiters and blanks; not given
    std::uint64_t short_rows = 0;  // fewer fields than the header
    std::uint64_t wide_rows = 0;   // more
  };
  static constexpr std::size_t kRowLimit = std::size_t{8} << 20U;  // bytes

  // `wanted`: ascending column numbers below `header_width`.
  Scanner(Dialect dialect, std::uint32_t header_width, std::vector<std::uint32_t> wanted, Start start,
          std::size_t row_limit = kRowLimit);

  // Memory for the next bytes, behind the unfinished row; valid until the next call.
  char* lend(std::size_t bytes);
  // `bytes` of the lent memory were written. Errors: row_too_long, or unterminated_quote where such a row stands in
  // quotes, with the line on which they open; and what the sink says.
  Result<void> feed(std::size_t bytes, RowSink& sink);
  // The text is over; a last row without a line end is given. Error unterminated_quote.
  Result<void> finish(RowSink& sink);

  const Counts& counts() const { return counts_; }
  // Whether the next byte that is fed begins a row: the one before it ended a line, outside of quotes.
  bool at_row_begin() const { return kept_ == 0 && !skip_line_feed_; }
  // The line of the row that begins next.
  std::uint64_t line() const { return line_; }

 private:
  class Walk;

  Result<void> scan(bool last, RowSink& sink);
  // Where the wanted fields of the next row stand; they count once the row is taken.
  FieldSpan* next_fields() { return fields_.data() + rows_.size() * wanted_.size(); }
  // The row [begin, end) of the buffer, whose wanted fields are in next_fields().
  void take_row(std::size_t begin, std::size_t end, std::uint64_t breaks, std::uint32_t field_count);
  // The row at `begin` by the definition, and `begin` behind it; false: it does not end in the buffer.
  bool take_scalar(std::size_t& begin, bool last);
  bool has_surplus_text(std::string_view row, std::uint32_t field_count);
  Result<void> flush(RowSink& sink);
  Error unfinished(std::size_t begin) const;

  Dialect dialect_;
  std::uint32_t header_width_;
  std::vector<std::uint32_t> wanted_;
  std::vector<std::uint32_t> gaps_;  // columns between a wanted one and the wanted one before it; and a zero
  std::size_t row_limit_;
  std::size_t batch_rows_;
  std::vector<char> buffer_;     // the unfinished row, the lent bytes, and room to read a block beyond them
  std::size_t kept_ = 0;         // bytes of the unfinished row, the buffer's last
  std::size_t used_ = 0;         // bytes in the buffer
  std::uint64_t offset_;         // of the buffer's first byte in the file
  std::uint64_t line_;           // of the row that begins next
  bool skip_line_feed_ = false;  // the row before ended with a CR as the buffer's last byte
  std::optional<std::size_t> too_long_;  // the beginning of a row beyond the limit
  Counts counts_;
  std::vector<RowPlace> rows_;
  std::vector<FieldSpan> fields_;  // room for a batch
  std::vector<FieldSpan> scratch_;
};

}  // namespace billfold::csv
