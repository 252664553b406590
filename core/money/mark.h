#pragma once

// Which decimal mark a column uses, by the evidence of all its cells. (rules 1)
//
// A cell proves a mark when it is a number under that mark only: 12.5, 1,234.50 and 1,234,567 prove the
// point; 0,5, 12,34, 1.234,56 and 1.234.567 the comma. A cell that is a number under both, with two different
// values (1,234 or 1.234), is ambiguous. Cells without a mark (12, 1 234) say nothing.
//
//   MarkEvidence evidence;
//   for (cell : column) evidence.add(cell);
//   if (evidence.verdict() == MarkVerdict::ambiguous) ask the user;

#include <cstdint>
#include <string_view>

namespace billfold::money {

enum class MarkVerdict : std::uint8_t {
  point,        // proven, or no cell depends on the mark
  comma,        // proven
  ambiguous,    // cells depend on the mark and none proves it: the user is asked
  conflicting,  // some cells prove the point, others the comma
};

struct MarkEvidence {
  std::uint64_t point = 0;      // cells that are numbers under the point only
  std::uint64_t comma = 0;      // cells that are numbers under the comma only
  std::uint64_t ambiguous = 0;  // cells whose value depends on the mark

  void add(std::string_view cell);

  // The same for a cell that parse_plain has already read, in a few instructions: a point and three digits
  // after 1 to 999 may be a group; any other point is a decimal point.
  void add_plain(std::int64_t mantissa, int scale) {
    if (scale == 0) return;
    const bool may_be_a_group = scale == 3 && ((mantissa >= 1000 && mantissa <= 999999) ||
                                               (mantissa <= -1000 && mantissa >= -999999));
    ++(may_be_a_group ? ambiguous : point);
  }

  void merge(const MarkEvidence& other);

  MarkVerdict verdict() const;
};

}  // namespace billfold::money
