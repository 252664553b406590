#include "plan/omitted.h"

#include <algorithm>
#include <charconv>

namespace billfold::plan {
namespace {

std::optional<std::uint64_t> number_of(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_number = error == std::errc() && end == text.data() + text.size() && number > 0;
  return is_number ? std::optional(number) : std::nullopt;
}

// Rows of one long JSON line share its number.
void leave_out_lines(const bill::Source& source, const LineNames& names, std::vector<std::uint8_t>& keep) {
  std::size_t low = 0;
  for (std::size_t high = source.places.size(); low < high;) {
    const std::size_t middle = low + (high - low) / 2;
    if (source.places[middle].line < names.first) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  for (std::size_t row = low; row < source.places.size() && source.places[row].line <= names.last; ++row)
    keep[source.first_row + row] = 0;
}

}  // namespace

std::optional<LineNames> line_names_of(std::string_view text) {
  const std::size_t colon = text.find(':');
  LineNames names;
  if (colon != std::string_view::npos) {
    const std::optional<std::uint64_t> file = number_of(text.substr(0, colon));
    if (!file) return std::nullopt;
    names.file = *file;
    text.remove_prefix(colon + 1);
  }
  const std::size_t dash = text.find('-');
  const std::optional<std::uint64_t> first = number_of(text.substr(0, dash));
  const std::optional<std::uint64_t> last =
      dash == std::string_view::npos ? first : number_of(text.substr(dash + 1));
  if (!first || !last || *last < *first) return std::nullopt;
  names.first = *first;
  names.last = *last;
  return names;
}

std::string name_of_line(std::size_t file, std::uint64_t line) {
  const std::string number = std::to_string(line);
  return file == 0 ? number : std::to_string(file + 1) + ":" + number;
}

std::string name_of_line(const bill::Bill& bill, std::size_t row) {
  const auto [source, row_of_source] = bill.source_of(row);
  const auto file = static_cast<std::size_t>(source - bill.sources.data());
  return name_of_line(file, source->places[row_of_source].line);
}

std::vector<std::string> names_of_lines(const bill::Bill& bill, std::span<const std::uint32_t> rows) {
  constexpr std::size_t kRun = 3;
  std::vector<std::string> names;
  for (std::size_t at = 0; at < rows.size();) {
    const bill::Source* source = bill.source_of(rows[at]).first;
    std::size_t end = at + 1;
    while (end < rows.size() && bill.origin_of(rows[end]) == bill.origin_of(rows[end - 1]) + 1 &&
           bill.source_of(rows[end]).first == source)
      ++end;
    if (end - at < kRun) end = at + 1;
    names.push_back(name_of_line(bill, rows[at]));
    if (end - at >= kRun) {
      const auto [last, row_of_source] = bill.source_of(rows[end - 1]);
      names.back() += "-" + std::to_string(last->places[row_of_source].line);
    }
    at = end;
  }
  return names;
}

bool omits_line(const Omitted& omitted, std::size_t file, std::uint64_t line) {
  return std::any_of(omitted.lines.begin(), omitted.lines.end(), [&](const std::string& text) {
    const std::optional<LineNames> names = line_names_of(text);
    return names && names->file == file + 1 && names->first <= line && line <= names->last;
  });
}

std::optional<std::uint64_t> file_number_of(std::string_view text) { return number_of(text); }

std::vector<std::uint8_t> rows_not_omitted(const Omitted& omitted, const bill::Bill& bill) {
  std::size_t rows_of_files = 0;
  for (const bill::Source& source : bill.sources) rows_of_files += source.places.size();
  std::vector<std::uint8_t> keep(rows_of_files, 1);
  for (const std::string& file : omitted.files) {
    const std::optional<std::uint64_t> number = file_number_of(file);
    if (!number || *number > bill.sources.size()) continue;
    const bill::Source& source = bill.sources[static_cast<std::size_t>(*number - 1)];
    std::fill_n(keep.begin() + static_cast<std::ptrdiff_t>(source.first_row), source.places.size(),
                std::uint8_t{0});
  }
  for (const std::string& line : omitted.lines) {
    const std::optional<LineNames> names = line_names_of(line);
    if (names && names->file <= bill.sources.size())
      leave_out_lines(bill.sources[static_cast<std::size_t>(names->file - 1)], *names, keep);
  }
  if (bill.origins.empty()) return keep;
  std::vector<std::uint8_t> of_rows;
  of_rows.reserve(bill.origins.size());
  for (const std::uint32_t origin : bill.origins) of_rows.push_back(keep[origin]);
  return of_rows;
}

}  // namespace billfold::plan
