#include "csv/scalar_scanner.h"

#include <algorithm>
#include <string>

namespace billfold::csv {
namespace {

struct Field {
  std::size_t begin;
  std::size_t closing = 0;  // just behind the closing quote; 0: no quotes
};

FieldSpan span_from(const Field& field, std::size_t end) {
  if (field.closing == 0) return span_of(field.begin, end - field.begin);
  if (field.closing == end) return span_of(field.begin + 1, end - field.begin - 2, FieldKind::quoted);
  return span_of(field.begin, end - field.begin, FieldKind::mended);
}

// From behind an opening quote to behind the closing one; nothing closes it: the text's size.
std::size_t after_quotes(std::string_view text, std::size_t at, char quote, ScannedRow& row) {
  row.in_quotes = true;
  row.breaks_before = row.breaks;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == quote) {
      const bool doubled = at + 1 < text.size() && text[at + 1] == quote;
      if (!doubled) {
        row.in_quotes = false;
        return at + 1;
      }
      ++at;
    } else if (c == '\n' || (c == '\r' && (at + 1 == text.size() || text[at + 1] != '\n'))) {
      ++row.breaks;
    }
  }
  return at;
}

}  // namespace

ScannedRow scan_row(std::string_view text, const Dialect& dialect, std::vector<FieldSpan>& fields) {
  ScannedRow row;
  Field field{0};
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    if (text[at] == dialect.quote && at == field.begin && field.closing == 0) {
      at = after_quotes(text, at + 1, dialect.quote, row);
      if (row.in_quotes) break;
      field.closing = at;
      if (at == text.size()) break;
    }
    const char c = text[at];
    if (c == dialect.delimiter) {
      fields.push_back(span_from(field, at));
      field = {at + 1};
    } else if (c == '\n' || c == '\r') {
      row.ended = true;
      break;
    }
  }
  row.end = at;
  row.next = at;
  if (row.ended) row.next += text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n' ? 2 : 1;
  // Quotes that nothing closes: their text is what there is.
  fields.push_back(row.in_quotes ? span_of(field.begin + 1, at - field.begin - 1, FieldKind::quoted)
                                 : span_from(field, at));
  return row;
}

bool all_blank(std::string_view row, std::span<const FieldSpan> fields, const Dialect& dialect) {
  std::string scratch;
  return std::all_of(fields.begin(), fields.end(), [&](FieldSpan span) {
    const std::string_view text = text_of(row.data(), span, dialect.quote, scratch);
    return std::all_of(text.begin(), text.end(), is_blank);
  });
}

bool is_blank_row(std::string_view row, const Dialect& dialect) {
  bool quotes = false;
  for (const char c : row) {
    if (c == dialect.quote) {
      quotes = true;
    } else if (c != dialect.delimiter && !is_blank(c)) {
      return false;
    }
  }
  if (!quotes) return true;
  std::vector<FieldSpan> fields;
  static_cast<void>(scan_row(row, dialect, fields));
  return all_blank(row, fields, dialect);
}

}  // namespace billfold::csv
