#include "csv/dialect.h"

#include <algorithm>
#include <set>

#include "csv/scalar_scanner.h"

namespace billfold::csv {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t kRecordsJudged = 128;
constexpr std::string_view kDelimiters = ",;\t|";

// How the head falls into a table under one delimiter: the rows of the commonest width above one, behind a preamble.
struct Fit {
  bool named = false;       // the table's first row reads like names, and most rows behind it are the table's
  std::uint64_t score = 0;  // columns gained, in as many rows, weighed by their share of all rows
};

// A name of a column is no figure, no date, and holds neither delimiters nor what JSON is written with. Text that is cut
// by a wrong delimiter is hardly ever free of all of these.
bool is_name(std::string_view cell) {
  return cell.find_first_not_of("0123456789.,:-+/%$ ") != std::string_view::npos &&
         cell.find_first_of("{}\"") == std::string_view::npos &&
         cell.find_first_of(kDelimiters) == std::string_view::npos;
}

bool reads_like_names(const Record& record) {
  const auto named = std::count_if(record.fields.begin(), record.fields.end(),
                                   [](const std::string& cell) { return cell.empty() || is_name(cell); });
  return static_cast<std::size_t>(named) * 4 >= record.fields.size() * 3;
}

Fit fit_of(const std::vector<Record>& records, std::size_t width) {
  const auto first = std::find_if(records.begin(), records.end(),
                                  [&](const Record& record) { return record.fields.size() == width; });
  std::uint64_t rows = 0;
  std::uint64_t short_rows = 0;  // the last cells of a row may be missing
  for (auto record = first; record != records.end(); ++record) {
    if (record->fields.size() == width) ++rows;
    if (record->fields.size() > 1 && record->fields.size() < width) ++short_rows;
  }
  const auto behind = static_cast<std::uint64_t>(records.end() - first);
  Fit fit;
  fit.named = width > 1 && (rows + short_rows) * 2 >= behind && reads_like_names(*first);
  fit.score = (width - 1) * rows * rows * 1000 / records.size();
  return fit;
}

bool is_better(const Fit& a, const Fit& b) { return a.named != b.named ? a.named : a.score > b.score; }

Fit best_fit_of(const std::vector<Record>& records) {
  std::set<std::size_t> widths;
  for (const Record& record : records) widths.insert(record.fields.size());
  Fit best;
  for (const std::size_t width : widths) {
    const Fit fit = fit_of(records, width);
    if (is_better(fit, best)) best = fit;
  }
  return best;
}

}  // namespace

std::vector<Record> records_of(std::string_view head, const Dialect& dialect, std::size_t max_records,
                               bool whole) {
  std::vector<Record> records;
  std::vector<FieldSpan> spans;
  std::string scratch;
  std::uint64_t line = 1;
  std::size_t at = head.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  while (at < head.size() && records.size() < max_records) {
    spans.clear();
    const ScannedRow row = scan_row(head.substr(at), dialect, spans);
    if (!row.ended && !whole) break;
    if (!is_blank_row(head.substr(at, row.end), dialect)) {
      Record record{line, at, {}};
      for (const FieldSpan span : spans) {
        record.fields.emplace_back(text_of(head.data() + at, span, dialect.quote, scratch));
      }
      records.push_back(std::move(record));
    }
    line += row.breaks + 1;
    at += row.next;
  }
  return records;
}

Dialect guess_dialect(std::string_view head, bool whole) {
  Dialect best;
  Fit best_fit;
  for (const char delimiter : kDelimiters) {
    const Dialect dialect{.delimiter = delimiter};
    const Fit fit = best_fit_of(records_of(head, dialect, kRecordsJudged, whole));
    if (!is_better(fit, best_fit)) continue;
    best = dialect;
    best_fit = fit;
  }
  return best;
}

}  // namespace billfold::csv
