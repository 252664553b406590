#pragma once

// Where the header of an unknown table stands, by its shape alone: the first full line of words above lines
// that differ from it. Real files have 2 to 24 lines before it, some padded with commas to the table's width.

#include <cstdint>
#include <span>
#include <vector>

#include "csv/dialect.h"
#include "vendor/cell_shape.h"

namespace billfold::vendor {

struct HeaderPlace {
  std::uint32_t record = 0;
  bool has_header = true;  // false: rows begin at `record`
};

// No cell is an amount, a date or a number (a year may be a name).
bool could_be_header(const csv::Record& record);

// `head` is not empty.
HeaderPlace find_header_by_shape(std::span<const csv::Record> head);

// The width that most records have (the wider one of equals); 0 without records.
std::size_t usual_width(std::span<const csv::Record> records);

// The shapes of the cells below a header, a count for each column.
std::vector<ShapeCount> shapes_of(std::span<const csv::Record> rows, std::size_t width);

}  // namespace billfold::vendor
