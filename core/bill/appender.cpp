#include "bill/appender.h"

#include <algorithm>

#include "bill/footer.h"
#include "money/decimal_parse.h"

namespace billfold::bill {
namespace {

constexpr std::size_t kMaxRejectedText = 200;

// At most `limit` bytes, not cutting a UTF-8 letter in two.
std::string_view shortened(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return text;
  while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0U) == 0x80U) --limit;
  return text.substr(0, limit);
}

bool is_blank(char c) { return c == ' ' || c == '\t'; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

bool holds(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

Appender::Appender(Bill& bill, std::size_t source, std::vector<std::uint32_t> columns, CellRules rules)
    : bill_(bill), source_(source), columns_(std::move(columns)), rules_(std::move(rules)) {
  for (std::uint32_t column = 0; column < bill_.columns.size(); ++column) {
    if (std::find(columns_.begin(), columns_.end(), column) == columns_.end()) unfilled_.push_back(column);
  }
}

Result<void> Appender::rows(const csv::RowBatch& batch) {
  if (batch.rows.empty()) return {};
  if (held_.is_held) release();
  const bool hold_last = may_be_total(batch, batch.rows.size() - 1);
  append(batch, batch.rows.size() - (hold_last ? 1 : 0));
  if (hold_last) hold(batch, batch.rows.size() - 1);
  return {};
}

void Appender::append(const csv::RowBatch& batch, std::size_t count) {
  rejected_in_batch_.assign(count, false);
  for (std::size_t field = 0; field < columns_.size(); ++field) {
    Column& column = bill_.columns[columns_[field]];
    if (column.text) append_text(*column.text, batch, field, count);
    if (column.amount) append_amounts(columns_[field], batch, field, count);
  }
  for (const std::uint32_t index : unfilled_) {
    Column& column = bill_.columns[index];
    if (column.text) column.text->ids.append_empty(count);
    if (column.amount) column.amount->append_zeros(count);
    column.empty += count;
  }
  Source& source = bill_.sources[source_];
  for (const csv::RowPlace& place : batch.rows.first(count)) source.places.push(place.offset, place.line);
  bill_.rejected_lines +=
      static_cast<std::uint64_t>(std::count(rejected_in_batch_.begin(), rejected_in_batch_.end(), true));
  bill_.rows += count;
}

void Appender::append_text(TextColumn& column, const csv::RowBatch& batch, std::size_t field,
                           std::size_t count) {
  for (std::size_t row = 0; row < count; ++row) {
    // Blanks and the tabs that keep a spreadsheet from eating long numbers are not part of a value.
    column.push(trimmed(csv::text_of(batch, batch.fields[row * batch.width + field], scratch_)));
  }
}

void Appender::append_amounts(std::uint32_t index, const csv::RowBatch& batch, std::size_t field,
                              std::size_t count) {
  Column& column = bill_.columns[index];
  AmountColumn& amounts = *column.amount;
  const bool plain = column.mark == money::Mark::point;
  for (std::size_t row = 0; row < count; ++row) {
    const std::string_view cell = csv::text_of(batch, batch.fields[row * batch.width + field], scratch_);
    const std::size_t bill_row = bill_.rows + row;
    if (batch.rows[row].surplus_text) {
      reject(index, bill_row, RejectReason::surplus_cells, cell);
      amounts.append_zeros(1);
      continue;
    }
    if (cell.empty()) {
      ++column.empty;
      amounts.append_zeros(1);
      continue;
    }
    std::int64_t mantissa = 0;
    int scale = 0;
    if (plain && money::parse_plain(cell.data(), cell.size(), mantissa, scale)) {
      if (amounts.push_plain(mantissa, scale)) continue;
    } else if (const auto amount = amount_of(index, cell, bill_row)) {
      if (amounts.push(*amount)) continue;
    } else {
      amounts.append_zeros(1);
      continue;
    }
    // It is an amount, but not one that this column can hold exactly beside the others.
    reject(index, bill_row, RejectReason::too_many_digits, cell);
    amounts.append_zeros(1);
  }
}

std::optional<money::Decimal> Appender::amount_of(std::uint32_t index, std::string_view cell,
                                                  std::size_t row) {
  Column& column = bill_.columns[index];
  money::Decimal amount;
  switch (money::parse_amount(cell, column.mark, amount)) {
    case money::AmountStatus::ok:
      return amount;
    case money::AmountStatus::empty:
      ++column.empty;
      return std::nullopt;
    case money::AmountStatus::too_many_digits:
      reject(index, row, RejectReason::too_many_digits, cell);
      return std::nullopt;
    case money::AmountStatus::other_mark:
      reject(index, row, RejectReason::other_mark, cell);
      return std::nullopt;
    case money::AmountStatus::not_a_number:
      break;
  }
  const std::string_view word = trimmed(cell);
  if (holds(rules_.zero_words, word)) return money::Decimal{};
  if (holds(rules_.empty_words, word)) {
    ++column.empty;
  } else {
    reject(index, row, RejectReason::not_a_number, cell);
  }
  return std::nullopt;
}

void Appender::reject(std::uint32_t column, std::size_t row, RejectReason reason, std::string_view cell) {
  ++bill_.columns[column].rejected;
  rejected_in_batch_[row - bill_.rows] = true;
  if (bill_.rejected.size() < Bill::kMaxRejected) {
    bill_.rejected.push_back({row, column, reason, std::string(shortened(cell, kMaxRejectedText))});
  }
}

bool Appender::may_be_total(const csv::RowBatch& batch, std::size_t row) {
  for (std::size_t field = 0; field < batch.width; ++field) {
    const std::string_view cell = csv::text_of(batch, batch.fields[row * batch.width + field], scratch_);
    if (!trimmed(cell).empty()) return is_total_word(cell);
  }
  return false;
}

void Appender::hold(const csv::RowBatch& batch, std::size_t row) {
  held_.place = batch.rows[row];
  held_.bytes.clear();
  held_.fields.clear();
  for (std::size_t field = 0; field < batch.width; ++field) {
    csv::FieldSpan span = batch.fields[row * batch.width + field];
    const std::string_view cell = csv::text_of(batch, span, scratch_);
    held_.fields.push_back(csv::span_of(held_.bytes.size(), cell.size()));
    held_.bytes += cell;
  }
  held_.is_held = true;
}

void Appender::release() {
  held_.is_held = false;
  const csv::RowBatch batch{held_.bytes.data(), std::span(&held_.place, 1), held_.fields,
                            static_cast<std::uint32_t>(held_.fields.size())};
  append(batch, 1);
}

void Appender::finish() {
  if (!held_.is_held) return;
  held_.is_held = false;
  Footer footer;
  footer.line = held_.place.line;
  for (std::size_t field = 0; field < columns_.size(); ++field) {
    const Column& column = bill_.columns[columns_[field]];
    const std::string_view cell(held_.bytes.data() + held_.fields[field].begin, held_.fields[field].size);
    if (footer.text.empty()) footer.text = std::string(shortened(trimmed(cell), kMaxRejectedText));
    money::Decimal total;
    if (column.role.name == bill_.default_measure &&
        money::parse_amount(cell, column.mark, total) == money::AmountStatus::ok) {
      footer.total = total;
    }
  }
  bill_.sources[source_].footer = std::move(footer);
}

}  // namespace billfold::bill
