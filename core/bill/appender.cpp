#include "bill/appender.h"

#include <algorithm>
#include <iterator>

#include "bill/footer.h"
#include "csv/scalar_scanner.h"
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

static_assert(csv::kReadableBehind >= money::kReadable);

Appender::Appender(Bill& bill, std::size_t source, std::vector<std::uint32_t> columns, CellRules rules,
                   csv::Dialect dialect)
    : bill_(bill),
      source_(source),
      columns_(std::move(columns)),
      rules_(std::move(rules)),
      dialect_(dialect) {
  for (std::uint32_t column = 0; column < bill_.columns.size(); ++column) {
    if (std::find(columns_.begin(), columns_.end(), column) == columns_.end()) unfilled_.push_back(column);
  }
}

Result<void> Appender::rows(const csv::RowBatch& batch) {
  if (batch.rows.empty()) return {};
  if (held_.is_held) release();
  std::string word = first_filled(batch, batch.rows.size() - 1);
  const bool hold_last = is_total_word(word);
  append(batch, batch.rows.size() - (hold_last ? 1 : 0));
  if (hold_last) {
    hold(batch, batch.rows.size() - 1);
    held_.word = std::move(word);
  }
  return {};
}

void Appender::append(const csv::RowBatch& batch, std::size_t count) {
  rejected_in_batch_.assign(count, false);
  has_surplus_ = std::any_of(batch.rows.begin(), batch.rows.end(),
                             [](const csv::RowPlace& place) { return place.surplus_text; });
  for (std::size_t field = 0; field < columns_.size(); ++field) {
    Column& column = bill_.columns[columns_[field]];
    if (column.text) append_text(*column.text, batch, field, count);
  }
  for (const std::uint32_t index : unfilled_) {
    Column& column = bill_.columns[index];
    if (column.text) column.text->ids.append_empty(count);
  }
  for (std::size_t field = 0; field < columns_.size(); ++field) {
    const Column& column = bill_.columns[columns_[field]];
    if (column.amount) append_amounts(columns_[field], batch, field, count);
    if (column.tally) tally_amounts(columns_[field], batch, field, count);
  }
  for (const std::uint32_t index : unfilled_) {
    Column& column = bill_.columns[index];
    if (column.amount) column.amount->append_zeros(count);
    column.empty += count;
  }
  Source& source = bill_.sources[source_];
  for (const csv::RowPlace& place : batch.rows.first(count)) source.places.push(place.offset, place.line);
  keep_rejected();
  bill_.rejected_lines +=
      static_cast<std::uint64_t>(std::count(rejected_in_batch_.begin(), rejected_in_batch_.end(), true));
  bill_.rows += count;
}

void Appender::append_text(TextColumn& column, const csv::RowBatch& batch, std::size_t field,
                           std::size_t count) {
  ids_.resize(count);
  const csv::FieldSpan* span = batch.fields.data() + field;
  for (std::uint32_t& id : ids_) {
    // Blanks and the tabs that keep a spreadsheet from eating long numbers are not part of a value.
    id = column.id_of(trimmed(csv::text_of(batch, *span, scratch_)));
    span += batch.width;
  }
  column.ids.append(ids_);
}

void Appender::read_plain(const Column& column, const csv::RowBatch& batch, std::size_t field,
                          std::size_t count) {
  mantissas_.resize(count);
  scales_.assign(count, -1);
  if (column.mark != money::Mark::point) return;
  const csv::FieldSpan* span = batch.fields.data() + field;
  for (std::size_t row = 0; row < count; ++row, span += batch.width) {
    int scale = 0;
    bool is_plain = false;
    if (span->kind == static_cast<unsigned>(csv::FieldKind::plain)) {
      is_plain = money::parse_plain_readable(batch.base + span->begin, span->size, mantissas_[row], scale);
    } else {
      const std::string_view cell = csv::text_of(batch, *span, scratch_);
      is_plain = money::parse_plain(cell.data(), cell.size(), mantissas_[row], scale);
    }
    if (is_plain) scales_[row] = static_cast<std::int8_t>(scale);
  }
  if (!has_surplus_) return;
  for (std::size_t row = 0; row < count; ++row) {
    if (batch.rows[row].surplus_text) scales_[row] = -1;
  }
}

std::optional<money::Decimal> Appender::look_at(std::uint32_t index, const csv::RowBatch& batch,
                                                std::size_t field, std::size_t row) {
  const std::size_t bill_row = bill_.rows + row;
  const std::string_view cell = csv::text_of(batch, batch.fields[row * batch.width + field], scratch_);
  if (batch.rows[row].surplus_text) {
    reject(index, bill_row, RejectReason::surplus_cells, cell);
    return std::nullopt;
  }
  if (cell.empty()) {
    ++bill_.columns[index].empty;
    return std::nullopt;
  }
  if (scales_[row] >= 0) return money::Decimal{mantissas_[row], scales_[row]};
  return amount_of(index, cell, bill_row);
}

void Appender::reject_digits(std::uint32_t index, const csv::RowBatch& batch, std::size_t field,
                             std::size_t row) {
  const std::string_view cell = csv::text_of(batch, batch.fields[row * batch.width + field], scratch_);
  reject(index, bill_.rows + row, RejectReason::too_many_digits, cell);
}

void Appender::append_amounts(std::uint32_t index, const csv::RowBatch& batch, std::size_t field,
                              std::size_t count) {
  AmountColumn& amounts = *bill_.columns[index].amount;
  read_plain(bill_.columns[index], batch, field, count);
  const std::span<const std::int64_t> mantissas = mantissas_;
  const std::span<const std::int8_t> scales = scales_;
  for (std::size_t row = 0;; ++row) {
    row += amounts.append_plain(mantissas.subspan(row), scales.subspan(row));
    if (row == count) return;
    const std::optional<money::Decimal> amount = look_at(index, batch, field, row);
    if (amount && amounts.push(*amount)) continue;
    if (amount) reject_digits(index, batch, field, row);
    amounts.append_zeros(1);
  }
}

// The texts of these rows are in their columns already, so that the row's currency is known.
void Appender::tally_amounts(std::uint32_t index, const csv::RowBatch& batch, std::size_t field,
                             std::size_t count) {
  AmountTally& tally = *bill_.columns[index].tally;
  const Column* currency = bill_.currency_column();
  const IdVector* ids = currency != nullptr && currency->text ? &currency->text->ids : nullptr;
  const auto currency_of = [&](std::size_t row) { return ids == nullptr ? 0 : (*ids)[bill_.rows + row]; };
  read_plain(bill_.columns[index], batch, field, count);
  const std::span<const std::int64_t> mantissas = mantissas_;
  const std::span<const std::int8_t> scales = scales_;
  for (std::size_t row = 0; row < count;) {
    const std::uint32_t id = currency_of(row);
    std::size_t end = row + 1;
    while (end < count && currency_of(end) == id) ++end;
    row += tally.append_plain(mantissas.subspan(row, end - row), scales.subspan(row, end - row), id);
    if (row == end) continue;
    const std::optional<money::Decimal> amount = look_at(index, batch, field, row);
    if (amount && !tally.push(*amount, id)) reject_digits(index, batch, field, row);
    ++row;
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
    rejected_.push_back({row, column, reason, std::string(shortened(cell, kMaxRejectedText))});
  }
}

void Appender::keep_rejected() {
  if (rejected_.empty()) return;
  std::sort(rejected_.begin(), rejected_.end(), [](const Rejected& a, const Rejected& b) {
    return a.row != b.row ? a.row < b.row : a.column < b.column;
  });
  const std::size_t room = Bill::kMaxRejected - bill_.rejected.size();
  rejected_.resize(std::min(rejected_.size(), room));
  std::move(rejected_.begin(), rejected_.end(), std::back_inserter(bill_.rejected));
  rejected_.clear();
}

std::string Appender::first_filled(const csv::RowBatch& batch, std::size_t row) {
  const csv::FieldSpan* const wanted = &batch.fields[row * batch.width];
  const std::string_view first = trimmed(csv::text_of(batch, wanted[0], scratch_));
  if (!first.empty()) return std::string(first);
  // The first column is always wanted, and the row begins with it. A row of JSON has no text but its cells.
  const std::size_t size = batch.rows[row].size;
  std::span<const csv::FieldSpan> cells(wanted, batch.width);
  csv::RowBatch whole = batch;
  if (size > 0) {
    const bool opened = wanted[0].kind == static_cast<unsigned>(csv::FieldKind::quoted);
    whole.base = batch.base + wanted[0].begin - (opened ? 1 : 0);
    cells_.clear();
    csv::scan_row({whole.base, size}, dialect_, cells_);
    cells = cells_;
  }
  for (const csv::FieldSpan cell : cells) {
    const std::string_view text = trimmed(csv::text_of(whole, cell, scratch_));
    if (!text.empty()) return std::string(text);
  }
  return {};
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
  held_.bytes.append(csv::kReadableBehind, '\0');
  held_.is_held = true;
}

void Appender::release() {
  held_.is_held = false;
  const csv::RowBatch batch{held_.bytes.data(), std::span(&held_.place, 1), held_.fields,
                            static_cast<std::uint32_t>(held_.fields.size())};
  append(batch, 1);
}

void Appender::pass_on() {
  if (held_.is_held) release();
}

void Appender::finish() {
  if (!held_.is_held) return;
  held_.is_held = false;
  Footer footer;
  footer.line = held_.place.line;
  footer.text = std::string(shortened(held_.word, kMaxRejectedText));
  for (std::size_t field = 0; field < columns_.size(); ++field) {
    const Column& column = bill_.columns[columns_[field]];
    const std::string_view cell(held_.bytes.data() + held_.fields[field].begin, held_.fields[field].size);
    money::Decimal total;
    if (column.role.name == bill_.default_measure &&
        money::parse_amount(cell, column.mark, total) == money::AmountStatus::ok) {
      footer.total = total;
    }
  }
  bill_.sources[source_].footer = std::move(footer);
}

}  // namespace billfold::bill
