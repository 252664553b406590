#pragma once

// What a cell looks like, for guessing an unknown file's header and columns from its first rows.

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace billfold::vendor {

enum class Shape : std::uint8_t {
  empty,       // also NULL and the like: says nothing
  word,        // text
  amount,      // a number in a spelling of money/decimal_parse.h, under either decimal mark
  identifier,  // digits that are no amount: a leading zero, or twelve digits and more
  date,        // a day or month with marks in it
  tags,        // { or [ with an end
};

Shape shape_of(std::string_view cell);

// How often each shape occurs among a column's cells.
struct ShapeCount {
  std::array<std::uint32_t, 6> counts = {};

  void add(Shape shape) { ++counts[static_cast<std::size_t>(shape)]; }
  std::uint32_t of(Shape shape) const { return counts[static_cast<std::size_t>(shape)]; }
  std::uint32_t filled() const;
  // At least four of five cells that say something have this shape, and one does.
  bool mostly(Shape shape) const;
};

}  // namespace billfold::vendor
