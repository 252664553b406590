#pragma once

// Rows of a delimited text as plain values, by the scanner and by its definition, for comparing the two.

#include <cstring>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "csv/scalar_scanner.h"
#include "csv/scanner.h"

namespace billfold::test {

struct Row {
  std::uint64_t offset = 0;
  std::uint64_t line = 0;
  std::uint32_t field_count = 0;
  bool surplus_text = false;
  std::vector<std::string> fields;  // the wanted ones

  friend bool operator==(const Row& a, const Row& b) {
    return a.offset == b.offset && a.line == b.line && a.field_count == b.field_count &&
           a.surplus_text == b.surplus_text && a.fields == b.fields;
  }
  friend std::ostream& operator<<(std::ostream& out, const Row& row) {
    out << "@" << row.offset << " line " << row.line << " x" << row.field_count
        << (row.surplus_text ? "+" : "");
    for (const std::string& field : row.fields) out << " [" << field << "]";
    return out;
  }
};

struct Rows {
  std::vector<Row> rows;
  std::string error;  // code and line
};

class Collector final : public csv::RowSink {
 public:
  Result<void> rows(const csv::RowBatch& batch) override {
    std::string scratch;
    for (std::size_t row = 0; row < batch.rows.size(); ++row) {
      const csv::RowPlace& place = batch.rows[row];
      Row collected{place.offset, place.line, place.field_count, place.surplus_text, {}};
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
inline Rows scanned(std::string_view text, csv::Dialect dialect, std::uint32_t width,
                    std::vector<std::uint32_t> wanted, const std::vector<std::size_t>& chunks) {
  csv::Scanner scanner(dialect, width, std::move(wanted), {});
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
  Rows rows{collector.take(), {}};
  if (!state)
    rows.error = std::string(name_of(state.error().code)) + " " + std::to_string(state.error().place.line);
  return rows;
}

// The same by the definition, over the whole text at once.
inline Rows defined(std::string_view text, csv::Dialect dialect, std::uint32_t width,
                    const std::vector<std::uint32_t>& wanted) {
  Rows rows;
  std::uint64_t line = 1;
  std::size_t at = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  while (at < text.size()) {
    std::vector<csv::FieldSpan> spans;
    std::string scratch;
    const std::string_view rest = text.substr(at);
    const csv::ScannedRow row = csv::scan_row(rest, dialect, spans);
    if (row.in_quotes) {
      rows.error = "unterminated_quote " + std::to_string(line + row.breaks_before);
      break;
    }
    if (!csv::is_blank_row(rest.substr(0, row.end), dialect)) {
      Row plain{at, line, static_cast<std::uint32_t>(spans.size()), false, {}};
      for (std::size_t i = width; i < spans.size(); ++i) {
        const std::string_view cell = csv::text_of(rest.data(), spans[i], dialect.quote, scratch);
        if (cell.find_first_not_of(" \t") != std::string_view::npos) plain.surplus_text = true;
      }
      for (const std::uint32_t column : wanted) {
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
