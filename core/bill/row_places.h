#pragma once

// Where each row stands in its file, so that a source line is read again from the file and never kept in
// memory.
//
// A row is found by its file, the byte range in the decoded text and the line number. Kept are one absolute
// place every 64 rows and the distance to the next row, 2 bytes a row for usual files; line numbers that do
// not just count up (blank lines, line breaks in quotes) are a sparse list.

#include <cstdint>
#include <variant>
#include <vector>

#include "base/bytes.h"

namespace billfold::bill {

struct RowPlace {
  std::uint64_t begin = 0;  // first byte of the row in the decoded file
  std::uint64_t end = 0;    // first byte after what belongs to it: the next row's begin, or the file's end
  std::uint64_t line = 0;   // 1-based
};

// Places of the rows of one file, in order.
class RowPlaces {
 public:
  void push(std::uint64_t begin, std::uint64_t line);
  // The file ends here; the last row's range ends here too.
  void close(std::uint64_t end) { end_ = end; }

  void write(bytes::Writer& writer) const;
  // Appends places that were written elsewhere and stand behind these, their lines counted from `lines_before` on; false:
  // they are not there.
  [[nodiscard]] bool append(bytes::Reader& reader, std::uint64_t lines_before);

  std::size_t size() const { return size_; }
  // Cost: at most 64 additions and a binary search.
  RowPlace operator[](std::size_t row) const;
  std::size_t bytes() const;

 private:
  struct LineJump {  // from this row on, line = row + shift
    std::size_t row;
    std::uint64_t shift;
  };

  std::uint64_t begin_of(std::size_t row) const;

  std::vector<std::uint64_t> anchors_;  // begin of every 64th row
  std::variant<std::vector<std::uint16_t>, std::vector<std::uint32_t>>
      distances_;  // from each row to the next
  std::vector<LineJump> jumps_;
  std::size_t size_ = 0;
  std::uint64_t last_begin_ = 0;
  std::uint64_t end_ = 0;
};

}  // namespace billfold::bill
