#pragma once

// Rows into columns: the sink behind a scanner. Works a batch at a time, a column at a time.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "bill/bill.h"
#include "csv/dialect.h"
#include "csv/scanner.h"
#include "money/decimal_parse.h"
#include "vendor/recognise.h"

namespace billfold::bill {

// What the cells of one file mean for the bill's columns.
struct CellRules {
  std::vector<std::string> empty_words;  // NULL: no amount
  std::vector<std::string> zero_words;   // Included: no charge
};

class Appender final : public csv::RowSink {
 public:
  // `columns[i]` is the bill's column that the i-th wanted field of a row fills. The bill's other columns get
  // empty cells. The bill and the source must outlive the appender.
  // `dialect` is that of the rows, for a look at cells that are not wanted.
  Appender(Bill& bill, std::size_t source, std::vector<std::uint32_t> columns, CellRules rules,
           csv::Dialect dialect);

  // Appends the rows, but holds the last one back if it may be the file's total line.
  Result<void> rows(const csv::RowBatch& batch) override;

  // The rows have ended, but the file has not: a held row is one like any other.
  void pass_on();
  // The file has ended: a held row is its total line. The source's footer then says so; whether it agrees
  // with the rows is for the loader, which knows the sum.
  void finish();

 private:
  // A row's cells, copied, while it is not known whether a row follows.
  struct Held {
    csv::RowPlace place;
    std::string bytes;
    std::vector<csv::FieldSpan> fields;
    std::string word;  // its first filled cell
    bool is_held = false;
  };

  void append(const csv::RowBatch& batch, std::size_t count);
  void append_text(TextColumn& column, const csv::RowBatch& batch, std::size_t field, std::size_t count);
  void append_amounts(std::uint32_t index, const csv::RowBatch& batch, std::size_t field, std::size_t count);
  void tally_amounts(std::uint32_t index, const csv::RowBatch& batch, std::size_t field, std::size_t count);
  // What the cells of a column say as plain digits, into mantissas_ and scales_; scale -1 where a cell is for a closer look.
  void read_plain(const Column& column, const csv::RowBatch& batch, std::size_t field, std::size_t count);
  // That closer look. Nothing: rejected or empty, and counted as such.
  std::optional<money::Decimal> look_at(std::uint32_t index, const csv::RowBatch& batch, std::size_t field,
                                        std::size_t row);
  // It is an amount, but not one that the column can hold exactly beside the others.
  void reject_digits(std::uint32_t index, const csv::RowBatch& batch, std::size_t field, std::size_t row);
  // The amount of a cell that is not plain digits. Nothing: rejected or empty, and counted as such.
  std::optional<money::Decimal> amount_of(std::uint32_t index, std::string_view cell, std::size_t row);
  void reject(std::uint32_t column, std::size_t row, RejectReason reason, std::string_view cell);
  // The first cell of the row that is not blank, whether it is wanted or not.
  std::string first_filled(const csv::RowBatch& batch, std::size_t row);
  // The batch's rejected cells, in the order of their rows.
  void keep_rejected();
  void hold(const csv::RowBatch& batch, std::size_t row);
  void release();

  Bill& bill_;
  std::size_t source_;
  std::vector<std::uint32_t> columns_;
  std::vector<std::uint32_t> unfilled_;  // the bill's columns that this file does not have
  CellRules rules_;
  csv::Dialect dialect_;
  Held held_;
  std::string scratch_;
  std::vector<csv::FieldSpan> cells_;
  std::vector<std::uint32_t> ids_;       // of a column's cells in the batch
  std::vector<std::int64_t> mantissas_;  // the same of amounts
  std::vector<std::int8_t> scales_;
  bool has_surplus_ = false;  // the batch has a row with text beyond the header's width
  std::vector<bool> rejected_in_batch_;
  std::vector<Rejected> rejected_;  // of the batch, a column at a time
};

}  // namespace billfold::bill
