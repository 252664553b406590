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
void leave_out_line(const bill::Source& source, std::uint64_t line, std::vector<std::uint8_t>& keep) {
  std::size_t low = 0;
  for (std::size_t high = source.places.size(); low < high;) {
    const std::size_t middle = low + (high - low) / 2;
    if (source.places[middle].line < line) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  for (std::size_t row = low; row < source.places.size() && source.places[row].line == line; ++row)
    keep[source.first_row + row] = 0;
}

}  // namespace

std::optional<LineName> line_name_of(std::string_view text) {
  const std::size_t colon = text.find(':');
  LineName name;
  if (colon != std::string_view::npos) {
    const std::optional<std::uint64_t> file = number_of(text.substr(0, colon));
    if (!file) return std::nullopt;
    name.file = *file;
    text.remove_prefix(colon + 1);
  }
  const std::optional<std::uint64_t> line = number_of(text);
  if (!line) return std::nullopt;
  name.line = *line;
  return name;
}

std::string name_of_line(const bill::Bill& bill, std::size_t row) {
  const auto [source, row_of_source] = bill.source_of(row);
  const std::string line = std::to_string(source->places[row_of_source].line);
  const auto file = source - bill.sources.data();
  return file == 0 ? line : std::to_string(file + 1) + ":" + line;
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
    const std::optional<LineName> name = line_name_of(line);
    if (name && name->file <= bill.sources.size())
      leave_out_line(bill.sources[static_cast<std::size_t>(name->file - 1)], name->line, keep);
  }
  if (bill.origins.empty()) return keep;
  std::vector<std::uint8_t> of_rows;
  of_rows.reserve(bill.origins.size());
  for (const std::uint32_t origin : bill.origins) of_rows.push_back(keep[origin]);
  return of_rows;
}

}  // namespace billfold::plan
