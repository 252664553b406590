#include <algorithm>
#include <span>

#include "base/bytes.h"
#include "bill/loader.h"
#include "csv/scalar_scanner.h"

// How a file's shards go from one loader to another. (bill/loader.h tells why they may)

namespace billfold::bill {
namespace {

constexpr int kRowsLookedAt = 8;  // behind a place where a row may begin
constexpr std::size_t kPlacesTried = 64;

// Of the rows at the beginning of `text`, as many as have `width` fields; none if the first has not.
int rows_of_width(std::string_view text, const csv::Dialect& dialect, std::uint32_t width) {
  std::vector<csv::FieldSpan> fields;
  int found = 0;
  for (int row = 0; row < kRowsLookedAt; ++row) {
    fields.clear();
    const csv::ScannedRow scanned = csv::scan_row(text, dialect, fields);
    if (!scanned.ended) break;
    if (fields.size() == width) ++found;
    if (found == 0) break;
    text.remove_prefix(scanned.next);
  }
  return found;
}

bool was_rejected_for_other_rows(const Bill& bill) {
  return std::any_of(bill.rejected.begin(), bill.rejected.end(),
                     [](const Rejected& cell) { return cell.reason == RejectReason::too_many_digits; });
}

}  // namespace

std::optional<std::size_t> Loader::row_begin_in(std::string_view window) const {
  std::optional<std::size_t> likeliest;
  int most = 0;
  std::size_t at = 0;
  for (std::size_t tried = 0; tried < kPlacesTried && most < kRowsLookedAt; ++tried) {
    const std::size_t line_feed = window.find('\n', at);
    if (line_feed == std::string_view::npos) break;
    at = line_feed + 1;
    const int rows = rows_of_width(window.substr(at), dialect_, width_);
    if (likeliest && rows <= most) continue;
    likeliest = at;
    most = rows;
  }
  return likeliest;
}

bool Loader::end_shard(bool is_last) {
  if (!scanner_ || request_.shard == 0 || !utf8_.finish()) return false;
  if (is_last) {
    if (!scanner_->finish(*appender_)) return false;
    appender_->finish();
  } else {
    if (!scanner_->at_row_begin()) return false;
    appender_->pass_on();
  }
  close_source();
  const bool sums = std::all_of(bill_.columns.begin(), bill_.columns.end(), [](const Column& column) {
    return !column.tally || column.tally->is_whole();
  });
  // The list may be too short to tell.
  return sums && bill_.rejected.size() < Bill::kMaxRejected && !was_rejected_for_other_rows(bill_);
}

std::string Loader::write_piece(std::size_t piece) {
  std::string out;
  bytes::Writer writer(out);
  if (piece == 0) {
    write_rows(writer);
    return out;
  }
  Column& column = bill_.columns[piece - 1];
  writer.number(column.empty);
  writer.number(column.rejected);
  if (column.text) column.text->write(writer);
  if (column.amount) column.amount->write(writer);
  if (column.tally) {
    const Column* currency = bill_.currency_column();
    const bool told_apart = currency != nullptr && currency->text;
    writer.number(told_apart ? currency->text->values.size() : 1);
    for (std::uint32_t id = 0; told_apart && id < currency->text->values.size(); ++id) {
      writer.text(currency->text->values.text(id));
    }
    if (!told_apart) writer.text({});
    column.tally->write(writer);
  }
  // What is given away is not held any more; the currencies are asked for until the end.
  if (column.text && column.role.kind != vendor::ColumnRole::currency) column.text.reset();
  column.amount.reset();
  return out;
}

void Loader::write_rows(bytes::Writer& writer) const {
  const Source& source = bill_.sources.back();
  writer.number(request_.shard);
  writer.number(bill_.columns.size());
  writer.number(decoded_bytes_);
  writer.number(fingerprint_);
  writer.number(bill_.rows);
  writer.number(bill_.rejected_lines);
  writer.number(source.blank_lines);
  writer.number(source.short_rows);
  writer.number(scanner_->line() - 1);
  source.places.write(writer);
  writer.number(bill_.rejected.size());
  for (const Rejected& cell : bill_.rejected) {
    writer.number(cell.row);
    writer.number(cell.column, 4);
    writer.number(static_cast<std::uint64_t>(cell.reason), 1);
    writer.text(cell.text);
  }
  writer.number(source.footer ? 1 : 0, 1);
  if (!source.footer) return;
  writer.number(source.footer->line);
  writer.text(source.footer->text);
  writer.number(source.footer->total ? 1 : 0, 1);
  const money::Decimal total = source.footer->total.value_or(money::Decimal{});
  writer.wide(total.mantissa);
  writer.number(static_cast<std::uint64_t>(total.scale), 1);
}

bool Loader::take_piece(std::string_view piece) {
  if (!scanner_ || piece.empty()) return false;
  bytes::Reader reader(piece);
  const bool taken =
      pieces_taken_ == 0 ? take_rows(reader) : take_column(bill_.columns[pieces_taken_ - 1], reader);
  if (!taken || !reader.at_end()) return false;
  if (++pieces_taken_ == pieces()) pieces_taken_ = 0;
  return true;
}

bool Loader::take_rows(bytes::Reader& reader) {
  if (lines_ == 0) {
    // The rows that were fed here end where the first shard begins.
    if (!scanner_->at_row_begin() || !utf8_.finish()) return false;
    appender_->pass_on();
    lines_ = scanner_->line() - 1;
  }
  Source& source = bill_.sources.back();
  if (source.footer || reader.number() != decoded_bytes_ || reader.number() != bill_.columns.size())
    return false;
  decoded_bytes_ = reader.number();
  fingerprint_ += reader.number();
  const std::size_t rows_before = bill_.rows;
  bill_.rows += static_cast<std::size_t>(reader.number());
  bill_.rejected_lines += reader.number();
  source.blank_lines += reader.number();
  source.short_rows += reader.number();
  const std::uint64_t lines = reader.number();
  if (!source.places.append(reader, lines_)) return false;
  for (std::size_t cells = reader.length(21); cells > 0; --cells) {
    Rejected cell;
    cell.row = rows_before + static_cast<std::size_t>(reader.number());
    cell.column = static_cast<std::uint32_t>(reader.number(4));
    cell.reason = static_cast<RejectReason>(reader.number(1));
    cell.text = reader.text();
    if (!reader.ok() || cell.row >= bill_.rows || cell.column >= bill_.columns.size()) return false;
    if (bill_.rejected.size() < Bill::kMaxRejected) bill_.rejected.push_back(std::move(cell));
  }
  if (reader.number(1) != 0) {
    Footer footer;
    footer.line = lines_ + reader.number();
    footer.text = reader.text();
    const bool has_total = reader.number(1) != 0;
    const i128 mantissa = reader.wide();
    const auto scale = static_cast<int>(reader.number(1));
    if (has_total) footer.total = money::Decimal{mantissa, scale};
    source.footer = std::move(footer);
  }
  lines_ += lines;
  return reader.ok() && source.places.size() == bill_.rows - source.first_row;
}

bool Loader::take_column(Column& column, bytes::Reader& reader) {
  column.empty += reader.number();
  column.rejected += reader.number();
  if (column.text && (!column.text->append(reader) || column.text->ids.size() != bill_.rows)) return false;
  if (column.amount && (!column.amount->append(reader) || column.amount->size() != bill_.rows)) return false;
  if (!column.tally) return reader.ok();
  // A tally knows its currencies by their number in the shard.
  const Column* currency = bill_.currency_column();
  TextColumn* texts = nullptr;
  if (currency != nullptr && currency->text) {
    texts = &*bill_.columns[static_cast<std::size_t>(currency - bill_.columns.data())].text;
  }
  std::vector<std::uint32_t> id_of(reader.length(8));
  for (std::uint32_t& id : id_of) {
    const std::string_view text = reader.text();
    id = texts == nullptr ? 0 : texts->values.intern(text);
  }
  return reader.ok() && column.tally->add(reader, id_of);
}

}  // namespace billfold::bill
