#include "bill/row_places.h"

#include <gtest/gtest.h>

namespace billfold::bill {
namespace {

TEST(RowPlaces, GivesBackEveryRangeAndLineOverBlankLinesQuotedBreaksAndLongRows) {
  struct Expected {
    std::uint64_t begin;
    std::uint64_t line;
  };
  std::vector<Expected> rows;
  RowPlaces places;
  std::uint64_t begin = 31;
  std::uint64_t line = 2;
  for (std::size_t row = 0; row < 1000; ++row) {
    rows.push_back({begin, line});
    places.push(begin, line);
    begin += row == 700 ? 3000000 : 10 + row % 7;  // row 700 is longer than 65535 bytes
    line += row % 97 == 0 ? 3 : 1;                 // blank lines or breaks in quotes
  }
  places.close(begin);
  ASSERT_EQ(places.size(), rows.size());
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const RowPlace place = places[row];
    ASSERT_EQ(place.begin, rows[row].begin) << row;
    ASSERT_EQ(place.line, rows[row].line) << row;
    ASSERT_EQ(place.end, row + 1 < rows.size() ? rows[row + 1].begin : begin) << row;
  }
}

TEST(RowPlaces, TakesTwoBytesARowForUsualFiles) {
  RowPlaces places;
  for (std::size_t row = 0; row < 100000; ++row) places.push(row * 585, row + 2);
  EXPECT_LT(places.bytes(), 100000 * 2.2 * 1.4);  // a vector may hold spare room
}

}  // namespace
}  // namespace billfold::bill
