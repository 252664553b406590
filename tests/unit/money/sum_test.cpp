#include "money/sum.h"

#include <cstdint>
#include <gtest/gtest.h>
#include <limits>

namespace billfold::money {
namespace {

constexpr std::int64_t kLargest64 = std::numeric_limits<std::int64_t>::max();
constexpr i128 kLargest128 = std::numeric_limits<i128>::max();

TEST(Sum, SpillsInto128BitsWithoutLosingAUnit) {
  Sum sum;
  for (int i = 0; i < 5; ++i) sum.add(kLargest64);
  sum.add(std::int64_t{3});
  EXPECT_TRUE(sum.value() == static_cast<i128>(kLargest64) * 5 + 3);
  for (int i = 0; i < 7; ++i) sum.add(std::numeric_limits<std::int64_t>::min());
  EXPECT_TRUE(sum.value() == static_cast<i128>(kLargest64) * 5 + 3 - (static_cast<i128>(kLargest64) + 1) * 7);
  EXPECT_FALSE(sum.overflowed());
}

TEST(Sum, MergedPartsAreTheWhole) {
  Sum first;
  Sum second;
  first.add(std::int64_t{41});
  first.add(power_of_ten(30));
  second.add(std::int64_t{-50});
  second.add(kLargest64);
  first.merge(second);
  EXPECT_TRUE(first.value() == power_of_ten(30) + 41 - 50 + kLargest64);
}

TEST(Sum, ThirtyNineDigitsAreAnOverflowThatMayStillComeBack) {
  Sum sum;
  sum.add(power_of_ten(38) - 1);
  EXPECT_FALSE(sum.overflowed());
  sum.add(std::int64_t{1});
  EXPECT_TRUE(sum.overflowed());
  sum.add(std::int64_t{-1});
  EXPECT_FALSE(sum.overflowed());
  EXPECT_TRUE(sum.value() == power_of_ten(38) - 1);
}

TEST(Sum, Leaving128BitsIsForGood) {
  Sum sum;
  sum.add(kLargest128);
  sum.add(i128{1});
  EXPECT_TRUE(sum.overflowed());
  sum.add(-kLargest128);
  sum.add(i128{-1});
  EXPECT_TRUE(sum.overflowed());
  Sum other;
  other.merge(sum);
  EXPECT_TRUE(other.overflowed());
}

TEST(Sum, TheLast64BitsMayBeWhatLeaves128) {
  Sum sum;
  sum.add(kLargest128);
  sum.add(std::int64_t{1});
  EXPECT_TRUE(sum.overflowed());
}

}  // namespace
}  // namespace billfold::money
