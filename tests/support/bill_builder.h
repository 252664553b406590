#pragma once

// Bills made by hand, for tests of what is computed from them: no file, no vendor, no loader.

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "bill/bill.h"
#include "money/decimal_parse.h"

namespace billfold::test {

struct TestColumn {
  vendor::ColumnRole::Kind kind = vendor::ColumnRole::text;
  std::string name;
  std::string field = {};    // of fields.h
  std::string tag_key = {};  // of a column that is one tag
  bool money = false;
};

inline TestColumn text(std::string name, std::string field = {}) {
  return {.name = std::move(name), .field = std::move(field)};
}
inline TestColumn date(std::string name, std::string field = "date") {
  return {.kind = vendor::ColumnRole::date, .name = std::move(name), .field = std::move(field)};
}
inline TestColumn currency(std::string name) {
  return {.kind = vendor::ColumnRole::currency, .name = std::move(name)};
}
inline TestColumn money_column(std::string name) {
  return {.kind = vendor::ColumnRole::amount, .name = std::move(name), .money = true};
}
inline TestColumn quantity(std::string name) {
  return {.kind = vendor::ColumnRole::amount, .name = std::move(name)};
}
// A column that is one tag key: the dimension tag:KEY.
inline TestColumn tag(std::string key) {
  return {.kind = vendor::ColumnRole::tags, .name = "tags/" + key, .tag_key = std::move(key)};
}

struct TestRow {
  std::vector<std::string> cells;
  std::uint64_t line = 0;  // 0: the line after the one before; the first is 2, below a header
  std::uint32_t file = 0;  // rows stand file by file
};

// The text of a row is thought to begin at 100 x its line; of a second row on that line one byte later.
inline constexpr std::uint64_t kBytesALine = 100;

namespace detail {

inline void push_cell(bill::Bill& bill, std::uint32_t column, std::uint64_t row, const std::string& cell) {
  bill::Column& to = bill.columns[column];
  if (to.role.kind != vendor::ColumnRole::amount) return to.text->push(cell);
  money::Decimal amount;
  const money::AmountStatus status = money::parse_amount(cell, money::Mark::point, amount);
  const bool good = status == money::AmountStatus::ok && to.amount->push(amount);
  if (good) return;
  to.amount->append_zeros(1);
  if (status == money::AmountStatus::empty) {
    ++to.empty;
    return;
  }
  ++to.rejected;
  if (bill.rejected.empty() || bill.rejected.back().row != row) ++bill.rejected_lines;
  bill.rejected.push_back({row, column, bill::RejectReason::not_a_number, cell});
}

}  // namespace detail

// The first money column is the default measure. `files`: how many sources there are, also without rows.
inline bill::Bill make_bill(const std::vector<TestColumn>& columns, const std::vector<TestRow>& rows,
                            std::uint32_t files = 1) {
  bill::Bill bill;
  for (const TestColumn& column : columns) {
    bill::Column& made = bill.columns.emplace_back();
    made.role.index = static_cast<std::uint32_t>(bill.columns.size() - 1);
    made.role.name = column.name;
    made.role.kind = column.kind;
    made.role.field = column.field;
    made.role.money = column.money;
    made.role.tag_key = column.tag_key;
    if (column.kind == vendor::ColumnRole::tags) made.role.tag_form = vendor::TagForm::column;
    if (column.kind == vendor::ColumnRole::amount) {
      made.amount.emplace();
      if (column.money && bill.default_measure.empty()) bill.default_measure = column.name;
    } else {
      made.text.emplace();
    }
  }
  bill.sources.resize(files);
  for (std::uint32_t file = 0; file < files; ++file)
    bill.sources[file].name = "bill-" + std::to_string(file + 1) + ".csv";
  std::vector<std::uint64_t> next_line(files, 2);
  std::vector<std::uint64_t> next_byte(files, 0);
  for (const TestRow& row : rows) {
    bill::Source& source = bill.sources[row.file];
    const std::uint64_t line = row.line != 0 ? row.line : next_line[row.file];
    next_line[row.file] = line + 1;
    if (source.places.size() == 0) source.first_row = bill.rows;
    const std::uint64_t begin = std::max(next_byte[row.file], line * kBytesALine);
    next_byte[row.file] = begin + 1;
    source.places.push(begin, line);
    for (std::uint32_t column = 0; column < bill.columns.size(); ++column) {
      detail::push_cell(bill, column, bill.rows, column < row.cells.size() ? row.cells[column] : "");
    }
    ++bill.rows;
  }
  for (std::uint32_t file = 0; file < files; ++file) {
    bill::Source& source = bill.sources[file];
    if (source.places.size() == 0)
      source.first_row =
          file == 0 ? 0 : bill.sources[file - 1].first_row + bill.sources[file - 1].places.size();
    source.bytes = next_line[file] * kBytesALine;
    source.places.close(source.bytes);
  }
  return bill;
}

inline bill::Bill make_bill(const std::vector<TestColumn>& columns,
                            const std::vector<std::vector<std::string>>& cells) {
  std::vector<TestRow> rows;
  for (const std::vector<std::string>& row : cells) rows.push_back({.cells = row});
  return make_bill(columns, rows);
}

}  // namespace billfold::test
