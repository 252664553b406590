#pragma once

// Rows of a delimited text as plain values, by the scanner and by its definition, for comparing the two.

#include <algorithm>
#include <cstring>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "csv/scalar_scanner.h"
#include "csv/scanner.h"

namespace billfold::test {

struct Row {
  std::uint64_t offset = 0;
  std::uint64_t line = 0;
  std::uint32_t size = 0;
  std::uint32_t field_count = 0;
  bool surplus_text = false;
  std::vector<std::string> fields;  // the wanted ones

  friend bool operator==(const Row& a, const Row& b) {
    return a.offset == b.offset && a.line == b.line && a.size == b.size && a.field_count == b.field_count &&
           a.surplus_text == b.surplus_text && a.fields == b.fields;
  }
  friend std::ostream& operator<<(std::ostream& out, const Row& row) {
    out << "@" << row.offset << "+" << row.size << " line " << row.line << " x" << row.field_count
        << (row.surplus_text ? "+" : "");
    for (const std::string& field : row.fields) out << " [" << field << "]";
    return out;
  }
};

struct Rows {
  std::vector<Row> rows;
  std::string error;  // code and line
  csv::Scanner::Counts counts;

  friend bool operator==(const Rows& a, const Rows& b) {
    return a.rows == b.rows && a.error == b.error && a.counts.rows == b.counts.rows &&
           a.counts.blank_rows == b.counts.blank_rows && a.counts.short_rows == b.counts.short_rows &&
           a.counts.wide_rows == b.counts.wide_rows;
  }
  friend std::ostream& operator<<(std::ostream& out, const Rows& all) {
    for (const Row& row : all.rows) out << row << "\n";
    return out << all.counts.rows << " rows, " << all.counts.blank_rows << " blank, " << all.counts.short_rows
               << " short, " << all.counts.wide_rows << " wide; error: " << all.error << "\n";
  }
};

// What a text is read as.
struct Reading {
  csv::Dialect dialect = {};
  std::uint32_t header_width = 1;
  std::vector<std::uint32_t> wanted = {};
  csv::Start start = {};
  std::size_t row_limit = csv::Scanner::kRowLimit;
};

class Collector final : public csv::RowSink {
 public:
  Result<void> rows(const csv::RowBatch& batch) override {
    std::string scratch;
    for (std::size_t row = 0; row < batch.rows.size(); ++row) {
      const csv::RowPlace& place = batch.rows[row];
      Row collected{place.offset, place.line, place.size, place.field_count, place.surplus_text, {}};
      for (std::size_t field = 0; field < batch.width; ++field) {
        collected.fields.emplace_back(csv::text_of(batch, batch.fields[row * batch.width + field], scratch));
      }
      all_.push_back(std::move(collected));
    }
    return {};
  }
  std::vector<Row> take() { return std::move(all_); }

 private:
  std::vector<Row> all_;
};

// Feeds the text cut at the given sizes, the last of which repeats.
inline Rows scanned(std::string_view text, const Reading& reading, const std::vector<std::size_t>& chunks) {
  csv::Scanner scanner(reading.dialect, reading.header_width, reading.wanted, reading.start,
                       reading.row_limit);
  Collector collector;
  Result<void> state;
  std::size_t cut = 0;
  for (std::size_t at = 0; at < text.size() && state;) {
    const std::string_view part = text.substr(at, chunks[std::min(cut++, chunks.size() - 1)]);
    std::memcpy(scanner.lend(part.size()), part.data(), part.size());
    state = scanner.feed(part.size(), collector);
    at += part.size();
  }
  if (state) state = scanner.finish(collector);
  Rows rows{collector.take(), {}, scanner.counts()};
  if (!state) {
    rows.error = std::string(name_of(state.error().code)) + " " + std::to_string(state.error().place.line);
  }
  return rows;
}

// The same by the definition, over the whole text at once.
inline Rows defined(std::string_view text, const Reading& reading) {
  const csv::Dialect& dialect = reading.dialect;
  Rows rows;
  std::string scratch;
  std::uint64_t line = reading.start.line;
  std::size_t at = reading.start.offset == 0 && text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  while (at < text.size()) {
    std::vector<csv::FieldSpan> spans;
    const std::string_view rest = text.substr(at);
    const csv::ScannedRow row = csv::scan_row(rest, dialect, spans);
    if (row.end > reading.row_limit || row.in_quotes) {
      spans.clear();
      const csv::ScannedRow cut = csv::scan_row(rest.substr(0, reading.row_limit + 1), dialect, spans);
      rows.error = cut.in_quotes ? "unterminated_quote " + std::to_string(line + cut.breaks_before)
                                 : "row_too_long " + std::to_string(line);
      break;
    }
    const std::span<const csv::FieldSpan> all(spans);
    if (csv::all_blank(rest, all, dialect)) {
      ++rows.counts.blank_rows;
    } else {
      const bool wide = spans.size() > reading.header_width;
      ++rows.counts.rows;
      rows.counts.short_rows += spans.size() < reading.header_width ? 1U : 0U;
      rows.counts.wide_rows += wide ? 1U : 0U;
      Row plain{reading.start.offset + at,
                line,
                static_cast<std::uint32_t>(row.end),
                static_cast<std::uint32_t>(spans.size()),
                wide && !csv::all_blank(rest, all.subspan(reading.header_width), dialect),
                {}};
      for (const std::uint32_t column : reading.wanted) {
        plain.fields.emplace_back(column < spans.size()
                                      ? csv::text_of(rest.data(), spans[column], dialect.quote, scratch)
                                      : std::string_view());
      }
      rows.rows.push_back(std::move(plain));
    }
    line += row.breaks + 1;
    at += row.next;
  }
  return rows;
}

}  // namespace billfold::test
