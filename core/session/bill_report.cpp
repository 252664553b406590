#include "session/bill_report.h"

#include <algorithm>

#include "base/sort.h"
#include "json/documents.h"
#include "json/rows.h"
#include "money/decimal_format.h"
#include "text/container.h"
#include "text/encoding.h"

namespace billfold::session {
namespace {

constexpr std::size_t kRowsShown = 5;
constexpr std::size_t kSamplesShown = 3;
constexpr std::size_t kRejectedShown = 1000;

std::string_view name_of(vendor::ColumnRole::Kind kind) {
  switch (kind) {
    case vendor::ColumnRole::text:
      return "text";
    case vendor::ColumnRole::amount:
      return "amount";
    case vendor::ColumnRole::date:
      return "date";
    case vendor::ColumnRole::tags:
      return "tags";
    case vendor::ColumnRole::currency:
      return "currency";
  }
  return "";
}

const vendor::Profile* find_profile(const std::vector<vendor::Profile>& profiles, std::string_view name) {
  const auto found =
      std::find_if(profiles.begin(), profiles.end(), [&](const auto& p) { return p.name == name; });
  return found == profiles.end() ? nullptr : &*found;
}

ColumnInfo column_info(const vendor::ColumnRole& role) {
  ColumnInfo info;
  info.name = role.name;
  info.field = role.field;
  info.kind = name_of(role.kind);
  info.role = role.measure_role;
  info.money = role.money;
  return info;
}

// Up to three different filled cells of a column's first rows.
std::vector<std::string> samples_of(const std::vector<csv::Record>& rows, std::size_t column) {
  std::vector<std::string> samples;
  for (const csv::Record& row : rows) {
    if (column >= row.fields.size() || row.fields[column].empty()) continue;
    if (std::find(samples.begin(), samples.end(), row.fields[column]) != samples.end()) continue;
    samples.push_back(row.fields[column]);
    if (samples.size() == kSamplesShown) break;
  }
  return samples;
}

// Which currency each row is in: ids of the currency column, or one nameless currency for all.
struct Currencies {
  const bill::TextColumn* column = nullptr;
  std::vector<std::uint64_t> rows;     // an id
  std::vector<std::uint32_t> by_rows;  // ids that occur, most rows first
};

Currencies currencies_of(const bill::Bill& bill) {
  Currencies currencies;
  const bill::Column* column = bill.currency_column();
  if (column == nullptr || !column->text) {
    currencies.rows = {bill.rows};
    currencies.by_rows = {0};
    return currencies;
  }
  currencies.column = &*column->text;
  currencies.rows.assign(column->text->values.size(), 0);
  column->text->ids.visit([&](const auto& ids) {
    for (const auto id : ids) ++currencies.rows[id];
  });
  for (std::uint32_t id = 0; id < currencies.rows.size(); ++id) {
    if (currencies.rows[id] > 0) currencies.by_rows.push_back(id);
  }
  sort_items(currencies.by_rows,
             [&](std::uint32_t a, std::uint32_t b) { return currencies.rows[a] > currencies.rows[b]; });
  if (currencies.by_rows.empty()) currencies.by_rows = {0};
  return currencies;
}

// The line at which a currency's running sum of the column leaves 38 digits for the first time.
std::uint64_t line_of_overflow(const bill::Bill& bill, const bill::Column& column,
                               const Currencies& currencies) {
  std::vector<money::Sum> sums(currencies.rows.size());
  std::size_t row = 0;
  const auto leaves = [&](auto mantissa) {
    money::Sum& sum = sums[currencies.column == nullptr ? 0 : currencies.column->ids[row]];
    sum.add(mantissa);
    return sum.overflowed();
  };
  column.amount->visit([&](const auto& mantissas) {
    while (row + 1 < mantissas.size() && !leaves(mantissas[row])) ++row;
  });
  const auto [source, row_of_source] = bill.source_of(row);
  return source->places[row_of_source].line;
}

// The column's total in each currency, by currency id.
Result<std::vector<money::Decimal>> totals_of(const bill::Bill& bill, const bill::Column& column,
                                              const Currencies& currencies) {
  std::vector<money::Decimal> totals;
  const auto too_large = [&](std::uint64_t line) {
    return make_error(Code::sum_too_large, {{"column", column.role.name}, {"line", std::to_string(line)}},
                      {.line = line, .column = column.role.index + 1});
  };
  if (!column.amount) {
    for (std::uint32_t id = 0; id < currencies.rows.size(); ++id) {
      const std::optional<i128> total = column.tally->total(id);
      if (total) {
        totals.push_back({*total, column.tally->scale()});
        continue;
      }
      // The amounts are not there to be added again: at its last line the sum has left them.
      const auto [source, row] = bill.source_of(bill.rows - 1);
      return too_large(source->places[row].line);
    }
    return totals;
  }
  std::vector<money::Sum> sums(currencies.rows.size());
  column.amount->visit([&](const auto& mantissas) {
    if (currencies.column == nullptr) {
      for (const auto mantissa : mantissas) sums[0].add(mantissa);
      return;
    }
    currencies.column->ids.visit([&](const auto& ids) {
      for (std::size_t row = 0; row < mantissas.size(); ++row) sums[ids[row]].add(mantissas[row]);
    });
  });
  for (const money::Sum& sum : sums) {
    if (sum.overflowed()) return too_large(line_of_overflow(bill, column, currencies));
    totals.push_back({sum.value(), column.amount->scale()});
  }
  return totals;
}

std::string_view mark_name(const bill::Column& column) {
  if (column.mark_is_ambiguous) return "ambiguous";
  return column.mark == money::Mark::comma ? "comma" : "point";
}

// `one_currency`: amounts of several currencies are never added, so a file has no total of its own then.
FileInfo file_info(const bill::Bill& bill, const bill::Source& source, bool one_currency) {
  FileInfo info;
  info.name = source.name;
  info.encoding = source.encoding;
  info.profile = source.profile;
  if (!source.json) info.delimiter = std::string(1, source.delimiter);
  info.header_line = source.header_line;
  info.rows = source.places.size();
  info.blank_lines = source.blank_lines;
  info.preamble_lines = source.preamble_lines;
  info.short_rows = source.short_rows;
  const bill::Column* measure = bill.find_column(bill.default_measure);
  if (one_currency && measure != nullptr && measure->amount) {
    const auto total =
        bill::total_of(bill, *measure, source.first_row, source.first_row + source.places.size());
    if (total) info.total = money::format_trimmed(*total);
  }
  return info;
}

RejectedLine rejected_line(const bill::Bill& bill, const bill::Rejected& rejected) {
  const auto [source, row] = bill.source_of(rejected.row);
  RejectedLine line;
  line.file = static_cast<std::uint32_t>(source - bill.sources.data());
  line.row = rejected.row;
  line.line = source->places[row].line;
  line.column = bill.columns[rejected.column].role.name;
  line.reason = bill::name_of(rejected.reason);
  line.text = rejected.text;
  return line;
}

}  // namespace

SniffReport sniff_report(std::string_view head, bool whole) {
  SniffReport report;
  const text::Container container = text::container_of(head);
  report.container = text::name_of(container);
  report.what = text::description_of(container);
  if (container != text::Container::text) return report;
  const text::EncodingGuess guess = text::guess_encoding(head, whole);
  report.encoding = guess.encoding;
  report.evidence = guess.evidence;
  report.alternatives = guess.alternatives;
  report.json = json::looks_like_json(head);
  return report;
}

RecogniseReport recognise_report(const bill::Form& form, const std::vector<vendor::Profile>& profiles) {
  const vendor::Recognition& recognition = form.recognition;
  RecogniseReport report;
  report.profile = recognition.profile;
  if (const vendor::Profile* profile = find_profile(profiles, recognition.profile)) {
    report.titles = profile->title;
    report.beside = profile->beside;
  }
  report.delimiter = std::string(1, form.dialect.delimiter);
  report.header_line = form.header_line;
  for (const vendor::ColumnRole& role : recognition.columns) {
    report.columns.push_back(column_info(role));
    report.columns.back().samples = samples_of(form.first_rows, role.index);
  }
  report.default_measure = recognition.default_measure;
  report.unsure = recognition.unsure;
  for (std::size_t row = 0; row < std::min(form.first_rows.size(), kRowsShown); ++row) {
    report.first_rows.push_back(form.first_rows[row].fields);
  }
  return report;
}

Result<BillReport> bill_report(const bill::Bill& bill, const std::vector<vendor::Profile>& profiles) {
  BillReport report;
  report.profile = bill.profile;
  if (const vendor::Profile* profile = find_profile(profiles, bill.profile)) {
    report.titles = profile->title;
  }
  report.rows = bill.rows;
  report.rejected = bill.rejected_lines;
  report.default_measure = bill.default_measure;
  report.malformed_tags = bill.malformed_tags;
  report.unread = static_cast<std::uint32_t>(bill.unread_amounts());
  for (std::size_t i = 0; i < std::min(bill.rejected.size(), kRejectedShown); ++i) {
    report.rejected_lines.push_back(rejected_line(bill, bill.rejected[i]));
  }
  const Currencies currencies = currencies_of(bill);
  for (const bill::Source& source : bill.sources) {
    report.files.push_back(file_info(bill, source, currencies.by_rows.size() == 1));
    if (!source.footer) continue;
    FooterInfo footer;
    footer.line = source.footer->line;
    footer.text = source.footer->text;
    if (source.footer->total) footer.total = money::format_trimmed(*source.footer->total);
    footer.agrees = source.footer->agrees;
    report.footers.push_back(std::move(footer));
  }

  for (const std::uint32_t id : currencies.by_rows) {
    CurrencyInfo info;
    if (currencies.column != nullptr && id != 0) info.code = std::string(currencies.column->values.text(id));
    info.rows = currencies.rows[id];
    report.currencies.push_back(std::move(info));
  }
  for (const bill::Column& column : bill.columns) {
    report.columns.push_back(column_info(column.role));
    if (column.role.kind != vendor::ColumnRole::amount) continue;
    MeasureInfo measure;
    measure.name = column.role.name;
    measure.role = column.role.measure_role;
    measure.money = column.role.money;
    measure.decimal_mark = mark_name(column);
    if (!column.amount && !column.tally) {
      report.measures.push_back(std::move(measure));
      continue;
    }
    const Result<std::vector<money::Decimal>> totals = totals_of(bill, column, currencies);
    if (!totals) return totals.error();
    measure.total = money::format_trimmed((*totals)[currencies.by_rows.front()]);
    measure.scale =
        static_cast<std::uint32_t>(column.amount ? column.amount->scale() : column.tally->scale());
    measure.empty = column.empty;
    measure.rejected = column.rejected;
    report.measures.push_back(std::move(measure));
    if (column.role.name != bill.default_measure) continue;
    for (std::size_t i = 0; i < currencies.by_rows.size(); ++i) {
      report.currencies[i].total = money::format_trimmed((*totals)[currencies.by_rows[i]]);
    }
  }
  return report;
}

CellsReport cells_report(std::string_view record, const bill::Source& source) {
  if (source.json) {
    CellsReport report;
    json::Document object;
    if (json::Documents(record).next(object) != json::Documents::Step::document) return report;
    // A member of a list is a row; an object that stands alone would be searched for one. What follows it up to the
    // next row is no part of it.
    std::string text = "[" + std::string(record.substr(object.offset, object.size)) + "]";
    const Result<json::Table> table = json::read_table(text);
    if (!table) return report;
    const Result<void> read = json::for_each_row(text, *table, [&](const json::JsonRow& row) {
      report.cells.assign(row.cells.begin(), row.cells.end());
      return false;
    });
    static_cast<void>(read);
    return report;
  }
  const csv::Dialect dialect{.delimiter = source.delimiter};
  std::vector<csv::Record> records = csv::records_of(record, dialect, 1, true);
  return {records.empty() ? std::vector<std::string>() : std::move(records.front().fields)};
}

}  // namespace billfold::session
