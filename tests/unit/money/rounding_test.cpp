#include "money/rounding.h"

#include <gtest/gtest.h>
#include <limits>

namespace billfold::money {
namespace {

struct Row {
  int numerator;
  int denominator;
  int truncate;
  int half_up;
  int half_even;
  int floor;
  int ceiling;
};

constexpr Row kRows[] = {
    {7, 2, 3, 4, 4, 3, 4},       {5, 2, 2, 3, 2, 2, 3},       {-5, 2, -2, -3, -2, -3, -2},
    {-7, 2, -3, -4, -4, -4, -3}, {7, 3, 2, 2, 2, 2, 3},       {8, 3, 2, 3, 3, 2, 3},
    {-8, 3, -2, -3, -3, -3, -2}, {8, -3, -2, -3, -3, -3, -2}, {-8, -3, 2, 3, 3, 2, 3},
    {6, 3, 2, 2, 2, 2, 2},       {-6, 3, -2, -2, -2, -2, -2}, {0, -7, 0, 0, 0, 0, 0},
    {1, 2, 0, 1, 0, 0, 1},       {-1, 2, 0, -1, 0, -1, 0},
};

TEST(Rounding, TakesEachModeAsItsNameSaysForBothSigns) {
  for (const Row& row : kRows) {
    const auto rounded = [&](Rounding rounding) {
      return static_cast<int>(divide_rounded(row.numerator, row.denominator, rounding));
    };
    SCOPED_TRACE(testing::Message() << row.numerator << " / " << row.denominator);
    EXPECT_EQ(rounded(Rounding::truncate), row.truncate);
    EXPECT_EQ(rounded(Rounding::half_up), row.half_up);
    EXPECT_EQ(rounded(Rounding::half_even), row.half_even);
    EXPECT_EQ(rounded(Rounding::floor), row.floor);
    EXPECT_EQ(rounded(Rounding::ceiling), row.ceiling);
  }
}

TEST(Rounding, ReachesTheEndsOf128Bits) {
  const i128 smallest = std::numeric_limits<i128>::min();
  const i128 largest = std::numeric_limits<i128>::max();
  EXPECT_TRUE(divide_rounded(smallest, 1, Rounding::truncate) == smallest);
  EXPECT_TRUE(divide_rounded(largest, -1, Rounding::truncate) == -largest);
  EXPECT_TRUE(divide_rounded(largest, largest, Rounding::ceiling) == 1);
  // 2^127 - 1 is odd: (2^127 - 1) / 2 = 2^126 - 1/2, a tie whose even neighbour is 2^126.
  EXPECT_TRUE(divide_rounded(largest, 2, Rounding::half_even) == static_cast<i128>(1) << 126);
  EXPECT_TRUE(divide_rounded(largest, 2, Rounding::truncate) == (static_cast<i128>(1) << 126) - 1);
}

TEST(Rounding, AnEarlierCutOffDecidesNothingButATie) {
  EXPECT_EQ(cut_off_of(0, 10, false), CutOff::nothing);
  EXPECT_EQ(cut_off_of(0, 10, true), CutOff::below_half);
  EXPECT_EQ(cut_off_of(4, 10, true), CutOff::below_half);
  EXPECT_EQ(cut_off_of(5, 10, false), CutOff::half);
  EXPECT_EQ(cut_off_of(5, 10, true), CutOff::above_half);
  EXPECT_EQ(cut_off_of(6, 10, false), CutOff::above_half);
}

// rules 3: daily = truncate(amount / n, 2), here in hundredths.
TEST(Rounding, TruncationIsTowardZeroForNegativesToo) {
  const struct {
    int amount;
    int days;
    int daily;
    int last;
  } rows[] = {{6200, 31, 200, 200},   {6200, 28, 221, 233},  {1680000, 365, 4602, 4872},
              {36500, 365, 100, 100}, {10000, 31, 322, 340}, {-10000, 31, -322, -340},
              {5, 31, 0, 5},          {36500, 366, 99, 365}, {10, 31, 0, 10},
              {-2000, 3, -666, -668}, {10000, 3, 3333, 3334}};
  for (const auto& row : rows) {
    const int daily = static_cast<int>(divide_rounded(row.amount, row.days, Rounding::truncate));
    EXPECT_EQ(daily, row.daily) << row.amount;
    EXPECT_EQ(row.amount - daily * (row.days - 1), row.last) << row.amount;
  }
}

}  // namespace
}  // namespace billfold::money
