#include "csv/dialect.h"

#include <algorithm>
#include <array>
#include <map>

#include "csv/scalar_scanner.h"

namespace billfold::csv {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t kRecordsJudged = 128;

// How well the head falls into rows of one width: the number of rows of the commonest width above one, weighed by their
// share of all rows and by the columns gained.
std::uint64_t fit_of(const std::vector<Record>& records) {
  std::map<std::size_t, std::uint64_t> rows_of_width;
  for (const Record& record : records) ++rows_of_width[record.fields.size()];
  std::uint64_t best = 0;
  for (const auto& [width, rows] : rows_of_width) {
    best = std::max(best, (width - 1) * rows * rows * 1000 / records.size());
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
  std::uint64_t best_fit = 0;
  // Where two fit alike, the rarer letter is the delimiter: commas also stand in texts and amounts.
  for (const char delimiter : {'\t', '|', ';', ','}) {
    const Dialect dialect{.delimiter = delimiter};
    const std::vector<Record> records = records_of(head, dialect, kRecordsJudged, whole);
    if (records.empty()) continue;
    const std::uint64_t fit = fit_of(records);
    if (fit > best_fit) {
      best = dialect;
      best_fit = fit;
    }
  }
  return best;
}

}  // namespace billfold::csv
