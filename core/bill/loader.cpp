#include "bill/loader.h"

#include <algorithm>
#include <cassert>
#include <cstring>

#include "json/rows.h"

namespace billfold::bill {
namespace {

constexpr std::size_t kHeadBytes = 256 * 1024;
constexpr std::uint64_t kSampleEvery = 4096;  // bytes between two samples of the fingerprint
constexpr std::size_t kSampleBytes = 64;
constexpr std::size_t kJsonBatch = 256;
constexpr std::string_view kTagPrefix = "tag:";

bool is_amount(const vendor::ColumnRole& role) { return role.kind == vendor::ColumnRole::amount; }
bool is_tags(const vendor::ColumnRole& role) { return role.kind == vendor::ColumnRole::tags; }

// Whether the dimension or measure called `name` needs the column.
bool is_needed_for(const vendor::ColumnRole& role, const std::string& name,
                   const std::map<std::string, std::string>& tag_fields) {
  if (role.name == name || role.field == name) return true;
  if (is_tags(role) && (name.starts_with(kTagPrefix) || tag_fields.contains(name))) return true;
  const bool is_date = role.field == "date" || role.field == "period";
  return is_date && (name == "month" || name == "day");
}

bool is_named(const vendor::ColumnRole& role, const std::vector<std::string>& asked,
              const std::map<std::string, std::string>& tag_fields) {
  return std::any_of(asked.begin(), asked.end(),
                     [&](const std::string& name) { return is_needed_for(role, name, tag_fields); });
}

// 64 bytes every 4 KiB by absolute position, as a sum: it does not depend on how the file was cut, into chunks or shards.
std::uint64_t fingerprint_of(std::uint64_t offset, std::string_view bytes) {
  std::uint64_t sum = 0;
  for (std::uint64_t at = offset; at < offset + bytes.size(); ++at) {
    if (at % kSampleEvery >= kSampleBytes) {
      at += kSampleEvery - at % kSampleEvery - 1;
      continue;
    }
    const auto byte = static_cast<unsigned char>(bytes[static_cast<std::size_t>(at - offset)]);
    std::uint64_t mixed = (at * 0x9E3779B97F4A7C15U) ^ (byte * 0x100000001B3U);
    mixed ^= mixed >> 31U;
    sum += mixed * 0xD6E8FEB86659FD93U;
  }
  return sum;
}

}  // namespace

Loader::Loader(const std::vector<vendor::Profile>& profiles) : profiles_(profiles) {}
Loader::~Loader() = default;

Result<void> Loader::begin(FileRequest request) {
  request_ = std::move(request);
  head_.clear();
  head_used_ = 0;
  utf8_ = text::Utf8Checker();
  decoded_bytes_ = 0;
  fingerprint_ = 0;
  lines_ = 0;
  pieces_taken_ = 0;
  scanner_.reset();
  appender_.reset();
  before_ = {bill_.rows, bill_.rejected.size(), bill_.rejected_lines, {}};
  for (const Column& column : bill_.columns) {
    before_.counts.push_back({column.empty, column.rejected, column.tally});
  }
  Source source;
  source.name = request_.name;
  source.encoding = request_.encoding;
  source.json = request_.json;
  source.first_row = bill_.rows;
  bill_.sources.push_back(std::move(source));
  return {};
}

char* Loader::lend(std::size_t bytes) {
  if (scanner_) {
    lent_ = scanner_->lend(bytes);
  } else {
    head_.resize(head_used_ + bytes);
    lent_ = head_.data() + head_used_;
  }
  return lent_;
}

Result<void> Loader::feed(std::size_t bytes) {
  const std::string_view chunk(lent_, bytes);
  if (!utf8_.feed(chunk)) {
    return make_error(Code::bad_encoding,
                      {{"encoding", request_.encoding.empty() ? "utf-8" : request_.encoding},
                       {"byte", std::to_string(utf8_.bad_offset())}});
  }
  fingerprint_ += fingerprint_of(decoded_bytes_, chunk);
  decoded_bytes_ += bytes;
  if (scanner_) return scanner_->feed(bytes, *appender_);
  head_used_ += bytes;
  if (request_.json || head_used_ < kHeadBytes) return {};
  return start_text(false);
}

Result<void> Loader::start_text(bool whole) {
  // Never by more than the head, so that it does not matter how much of the file came with it.
  const std::string_view head(head_.data(), std::min(head_used_, kHeadBytes));
  Result<Form> form = form_of_text(head, whole && head.size() == head_used_, profiles_, request_.wishes);
  if (!form) return form.error();
  const std::size_t data = static_cast<std::size_t>(form->data_offset);
  if (Result<void> started = start(std::move(*form)); !started) return started;
  if (request_.shard != 0) {
    decoded_bytes_ = request_.shard;
    fingerprint_ = 0;
    utf8_ = text::Utf8Checker();
    head_ = std::string();
    return {};
  }
  // What of the head is rows goes the way of every later byte.
  const std::size_t rest = head_used_ - data;
  std::memcpy(scanner_->lend(rest), head_.data() + data, rest);
  Result<void> fed = scanner_->feed(rest, *appender_);
  head_ = std::string();
  return fed;
}

Result<void> Loader::start(Form form) {
  Source& source = bill_.sources.back();
  source.profile = form.recognition.profile;
  source.delimiter = form.dialect.delimiter;
  source.header_line = form.header_line;
  source.preamble_lines = form.preamble_lines;
  if (request_.choose) request_.choose(form, request_);
  std::vector<std::uint32_t> of_bill;
  if (Result<void> matched = match_columns(form, of_bill); !matched) return matched;

  // Only stored columns are taken out of the rows; the first is always looked at, for a total line says so
  // there.
  std::vector<std::uint32_t> wanted;
  std::vector<std::uint32_t> targets;
  for (const vendor::ColumnRole& role : form.recognition.columns) {
    const Column& column = bill_.columns[of_bill[role.index]];
    if (role.index != 0 && !column.text && !column.amount && !column.tally) continue;
    wanted.push_back(role.index);
    targets.push_back(of_bill[role.index]);
  }
  appender_ = std::make_unique<Appender>(bill_, bill_.sources.size() - 1, std::move(targets),
                                         CellRules{form.recognition.empty_words, form.recognition.zero_words},
                                         form.dialect);
  dialect_ = form.dialect;
  width_ = static_cast<std::uint32_t>(form.recognition.columns.size());
  if (!request_.json) {
    const csv::Start begin = request_.shard == 0 ? csv::Start{form.data_offset, form.data_line}
                                                 : csv::Start{request_.shard, 1};  // lines of its own
    scanner_ = std::make_unique<csv::Scanner>(form.dialect, width_, std::move(wanted), begin);
  }
  return {};
}

// Which column of the bill each column of the file fills. The first file makes the bill's columns.
Result<void> Loader::match_columns(const Form& form, std::vector<std::uint32_t>& of_bill) {
  const vendor::Recognition& recognition = form.recognition;
  const bool first = bill_.sources.size() == 1;
  if (first) {
    bill_.profile = recognition.profile;
    bill_.family = recognition.family;
    bill_.default_measure = recognition.default_measure;
    bill_.date_order = recognition.date_order;
    bill_.zero_words = recognition.zero_words;
    bill_.tag_fields = recognition.tag_fields;
    bill_.usage = recognition.usage;
    const bool has_any = std::any_of(
        recognition.columns.begin(), recognition.columns.end(), [&](const vendor::ColumnRole& role) {
          return is_named(role, request_.columns, bill_.tag_fields) || is_named(role, request_.measures, {});
        });
    stores_all_ = !has_any && request_.totals != Totals::of_all;
  }
  const bool same_family = !first && !bill_.family.empty() && bill_.family == recognition.family;
  std::size_t found = 0;
  for (const vendor::ColumnRole& role : recognition.columns) {
    const Column* column = first ? nullptr : bill_.find_column(role.name);
    if (column != nullptr) {
      ++found;
      of_bill.push_back(static_cast<std::uint32_t>(column - bill_.columns.data()));
      continue;
    }
    if (!first && !same_family) return make_error(Code::different_form, {{"file", request_.name}});
    of_bill.push_back(static_cast<std::uint32_t>(bill_.columns.size()));
    Column added;
    added.role = role;
    added.role.index = of_bill.back();
    added.mark = form.marks[role.index];
    added.mark_is_ambiguous = form.ambiguous_marks[role.index];
    make_room(added);
    if (added.text) added.text->ids.append_empty(bill_.rows);
    if (added.amount) added.amount->append_zeros(bill_.rows);
    added.empty = bill_.rows;
    bill_.columns.push_back(std::move(added));
  }
  if (!first && !same_family && found != before_.counts.size()) {
    return make_error(Code::different_form, {{"file", request_.name}});
  }
  return {};
}

// How the column is stored, given what was asked for.
void Loader::make_room(Column& column) const {
  const vendor::ColumnRole& role = column.role;
  const bool is_grouped_by = is_named(role, request_.columns, bill_.tag_fields);
  if (!is_amount(role)) {
    if (stores_all_ || is_grouped_by || role.kind == vendor::ColumnRole::currency) column.text.emplace();
    return;
  }
  const bool is_default = role.name == bill_.default_measure && request_.totals != Totals::of_all;
  if (is_grouped_by) column.text.emplace();
  if (stores_all_ || is_default || is_named(role, request_.measures, {})) {
    column.amount.emplace();
  } else if (request_.totals != Totals::of_none) {
    column.tally.emplace();
  }
}

Result<void> Loader::end() {
  if (!utf8_.finish()) {
    return make_error(Code::bad_encoding,
                      {{"encoding", request_.encoding.empty() ? "utf-8" : request_.encoding},
                       {"byte", std::to_string(utf8_.bad_offset())}});
  }
  if (decoded_bytes_ == 0) return make_error(Code::empty_file);
  if (request_.json) {
    if (Result<void> read = read_json(); !read) return read;
  } else {
    if (!scanner_) {
      if (Result<void> started = start_text(true); !started) return started;
    }
    if (Result<void> finished = scanner_->finish(*appender_); !finished) return finished;
  }
  appender_->finish();
  close_source();
  if (is_second_reading()) {
    const std::string name = bill_.sources.back().name;
    take_back();
    return make_error(Code::same_file_twice, {{"file", name}});
  }
  return {};
}

Result<void> Loader::read_json() {
  head_.resize(head_used_);
  Result<json::Table> table = json::read_table(head_);
  if (!table) return table.error();
  std::vector<csv::Record> records{{.line = 1, .offset = 0, .fields = table->columns}};
  constexpr std::size_t kSampleRows = 64;
  Result<void> sampled = json::for_each_row(head_, *table, [&](const json::JsonRow& row) {
    records.push_back({row.line, row.offset, {row.cells.begin(), row.cells.end()}});
    return records.size() <= kSampleRows;
  });
  if (!sampled) return sampled;
  Result<Form> form = form_of_records(std::move(records), profiles_, request_.wishes);
  if (!form) return form.error();
  std::vector<std::uint32_t> fields;
  for (const vendor::ColumnRole& role : form->recognition.columns) fields.push_back(role.index);
  const auto width = static_cast<std::uint32_t>(fields.size());
  if (Result<void> started = start(std::move(*form)); !started) return started;

  // Batches as the scanner gives them, so that there is one way into the columns.
  std::string bytes;
  std::vector<csv::RowPlace> places;
  std::vector<csv::FieldSpan> spans;
  const auto flush = [&] {
    bytes.append(csv::kReadableBehind, '\0');
    Result<void> taken = appender_->rows({bytes.data(), places, spans, width});
    bytes.clear();
    places.clear();
    spans.clear();
    return taken;
  };
  Result<void> flushed;
  Result<void> read = json::for_each_row(head_, *table, [&](const json::JsonRow& row) {
    csv::RowPlace place{};
    place.offset = row.offset;
    place.line = row.line;
    place.field_count = width;
    places.push_back(place);
    for (const std::string_view cell : row.cells) {
      spans.push_back(csv::span_of(bytes.size(), cell.size()));
      bytes += cell;
    }
    if (places.size() == kJsonBatch) flushed = flush();
    return flushed.ok();
  });
  if (!read) return read;
  if (!flushed) return flushed;
  head_ = std::string();
  return flush();
}

void Loader::close_source() {
  Source& source = bill_.sources.back();
  source.bytes = decoded_bytes_;
  source.fingerprint = fingerprint_;
  source.places.close(decoded_bytes_);
  if (scanner_) {
    source.blank_lines += scanner_->counts().blank_rows;  // beside those of its shards
    source.short_rows += scanner_->counts().short_rows;
  }
  if (!source.footer || !source.footer->total) return;
  const Column* column = bill_.find_column(bill_.default_measure);
  if (!column->amount) return;  // of a later pass: the first has compared them
  const Result<std::vector<CurrencySum>> sums =
      totals_by_currency(bill_, *column, source.first_row, bill_.rows);
  source.footer->agrees = sums && std::any_of(sums->begin(), sums->end(), [&](const CurrencySum& sum) {
                            return money::compare(sum.total, *source.footer->total) == 0;
                          });
}

bool Loader::is_second_reading() const {
  const Source& last = bill_.sources.back();
  const std::size_t rows = bill_.rows - last.first_row;
  return std::any_of(bill_.sources.begin(), std::prev(bill_.sources.end()), [&](const Source& other) {
    return other.bytes == last.bytes && other.fingerprint == last.fingerprint && other.places.size() == rows;
  });
}

void Loader::take_back() {
  bill_.sources.pop_back();
  bill_.rows = before_.rows;
  bill_.rejected.resize(before_.rejected);
  bill_.rejected_lines = before_.rejected_lines;
  for (std::size_t i = 0; i < bill_.columns.size(); ++i) {
    Column& column = bill_.columns[i];
    if (column.text) column.text->ids.truncate(bill_.rows);
    if (column.amount) column.amount->truncate(bill_.rows);
    column.empty = before_.counts[i].empty;
    column.rejected = before_.counts[i].rejected;
    column.tally = before_.counts[i].tally;
  }
}

Result<Bill> Loader::finish() {
  if (bill_.sources.empty()) return make_error(Code::nothing_open);
  for (Column& column : bill_.columns) {
    if (!is_tags(column.role) || column.role.tag_form == vendor::TagForm::column || !column.text) continue;
    column.tags.emplace(*column.text, column.role.tag_form, column.role.tag_key);
    std::vector<bool> malformed(column.text->values.size(), false);
    for (const std::uint32_t cell : column.tags->malformed()) malformed[cell] = true;
    if (column.tags->malformed().empty()) continue;
    column.text->ids.visit([&](const auto& ids) {
      for (const auto id : ids) bill_.malformed_tags += malformed[id] ? 1 : 0;
    });
  }
  return std::move(bill_);
}

money::Decimal Loader::total_so_far() {
  const Column* column = bill_.find_column(bill_.default_measure);
  if (column == nullptr || !column->amount) return {};
  const Result<money::Decimal> added = total_of(bill_, *column, running_rows_, bill_.rows);
  if (!added) return running_total_;
  running_rows_ = bill_.rows;
  const Result<money::Decimal> total = money::add(running_total_, *added);
  if (total) running_total_ = *total;
  return running_total_;
}

}  // namespace billfold::bill
