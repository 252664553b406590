#include "vendor/header_search.h"

#include <algorithm>
#include <map>

#include "vendor/column_name.h"

namespace billfold::vendor {
namespace {

bool is_filled(const std::string& cell) { return !trimmed(cell).empty(); }

std::size_t filled_cells(const csv::Record& record) {
  return static_cast<std::size_t>(std::count_if(record.fields.begin(), record.fields.end(), is_filled));
}

// 1999 or 2025: the one kind of number that is also used as a name.
bool is_year(std::string_view cell) {
  const std::string_view text = trimmed(cell);
  return text.size() == 4 && (text.starts_with("19") || text.starts_with("20")) &&
         shape_of(text) == Shape::amount;
}

bool is_data(Shape shape) {
  return shape == Shape::amount || shape == Shape::date || shape == Shape::identifier || shape == Shape::tags;
}

// Some column is of one kind from this record on: then this record is a row like those below.
bool is_like_rows_below(const csv::Record& record, std::span<const csv::Record> below) {
  const std::vector<ShapeCount> shapes = shapes_of(below, record.fields.size());
  for (std::size_t i = 0; i < record.fields.size(); ++i) {
    const Shape shape = shape_of(record.fields[i]);
    const bool same = is_data(shape) && shapes[i].mostly(shape);
    if (same && !is_year(record.fields[i])) return true;
  }
  return false;
}

// How many columns hold words here and data below.
std::size_t typed_columns(std::span<const csv::Record> below, std::size_t width) {
  std::size_t count = 0;
  for (const ShapeCount& shapes : shapes_of(below, width)) {
    count += shapes.mostly(Shape::amount) || shapes.mostly(Shape::date) || shapes.mostly(Shape::identifier)
                 ? 1U
                 : 0U;
  }
  return count;
}

}  // namespace

bool could_be_header(const csv::Record& record) {
  return std::none_of(record.fields.begin(), record.fields.end(),
                      [](const std::string& cell) { return is_data(shape_of(cell)) && !is_year(cell); });
}

std::size_t usual_width(std::span<const csv::Record> records) {
  std::map<std::size_t, std::size_t> counts;
  for (const csv::Record& record : records) {
    if (filled_cells(record) > 0) ++counts[record.fields.size()];
  }
  std::size_t width = 0;
  std::size_t most = 0;
  for (const auto& [candidate, count] : counts) {
    if (count >= most) {
      width = candidate;
      most = count;
    }
  }
  return width;
}

std::vector<ShapeCount> shapes_of(std::span<const csv::Record> rows, std::size_t width) {
  std::vector<ShapeCount> shapes(width);
  for (const csv::Record& row : rows) {
    for (std::size_t i = 0; i < std::min(width, row.fields.size()); ++i)
      shapes[i].add(shape_of(row.fields[i]));
  }
  return shapes;
}

HeaderPlace find_header_by_shape(std::span<const csv::Record> head) {
  // The table's usual number of filled cells; a preamble's lines have few, whatever they are padded to.
  const std::size_t width = usual_width(head);
  std::size_t fullest = 0;
  for (const csv::Record& record : head) {
    if (record.fields.size() == width) fullest = std::max(fullest, filled_cells(record));
  }
  const std::size_t enough = fullest - fullest * 2 / 5;

  std::uint32_t first_row = 0;
  bool row_seen = false;
  HeaderPlace best;
  std::size_t best_filled = 0;
  for (std::uint32_t i = 0; i < head.size(); ++i) {
    const std::size_t filled = filled_cells(head[i]);
    if (filled == 0 || filled < enough) continue;
    const auto below = head.subspan(i + 1);
    if (!could_be_header(head[i])) {
      if (!row_seen) first_row = i;
      row_seen = true;
      continue;
    }
    // A fuller line of words replaces one found before ("Report, April") only if data begins below it; once
    // rows have begun, only if it is fuller than they are.
    const bool better = best_filled == 0 ? true : filled > best_filled && typed_columns(below, width) > 0;
    if (!better || (row_seen && (best_filled > 0 || filled <= filled_cells(head[first_row])))) continue;
    best = {i, true};
    best_filled = filled;
    row_seen = false;
  }
  if (best_filled > 0) return best;
  // Every full line has data in it. It is a headless table if its first line is of the kind of those below.
  const auto below = head.subspan(first_row + 1);
  return {first_row, !is_like_rows_below(head[first_row], below)};
}

}  // namespace billfold::vendor
