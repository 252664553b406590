#include "money/root.h"

#include <gtest/gtest.h>
#include <vector>

#include "money/decimal_format.h"

namespace billfold::money {
namespace {

std::string root(std::uint32_t value) { return format(square_root(value)); }
std::string deviation(const std::vector<i128>& amounts, int scale) {
  return format(sample_deviation(amounts, scale));
}

TEST(Root, EndsWhereItEnds) {
  EXPECT_EQ(root(0), "0");
  EXPECT_EQ(root(1), "1");
  EXPECT_EQ(root(4), "2");
  EXPECT_EQ(root(8100), "90");
}

TEST(Root, HasFifteenDigitsWhereItDoesNotEnd) {
  EXPECT_EQ(root(2), "1.4142135623731");            // 1.41421356237309504: the last of the fifteen is a 0
  EXPECT_EQ(root(7), "2.64575131106459");           // 2.645751311064590590
  EXPECT_EQ(root(90), "9.48683298050514");          // 9.486832980505137995
  EXPECT_EQ(root(4294967295), "65535.9999923706");  // 65535.99999237060502
}

TEST(Root, TheSampleDeviationIsOfOneDayLess) {
  EXPECT_EQ(deviation({1, 3}, 0), "1.4142135623731");
  // From 5: 9 1 1 1 0 0 4 16 = 32; 32 / 7 has the root 2.138089935299395.
  EXPECT_EQ(deviation({2, 4, 4, 4, 5, 5, 7, 9}, 0), "2.1380899352994");
  EXPECT_EQ(deviation({-2, 0, 2}, 0), "2");
  EXPECT_EQ(deviation({8, 8, 8}, 2), "0");
}

TEST(Root, TheScaleMovesThePointOnly) {
  EXPECT_EQ(deviation({1, 3}, 2), "0.014142135623731");
  EXPECT_EQ(deviation({1, 3}, 12), "0.0000000000014142135623731");
  // Equal large parts do not cost digits.
  EXPECT_EQ(deviation({power_of_ten(34) + 1, power_of_ten(34) + 3}, 2), "0.014142135623731");
}

TEST(Root, TheLargestWindowOfTheLargestAmountsStaysWithin256Bits) {
  // Half at -a, half at a, a = 10^35 - 1: the root of 90 / 89, 1.00560228473098636614..., times a.
  std::vector<i128> amounts;
  for (std::size_t at = 0; at < kMostDeviating; ++at)
    amounts.push_back(at % 2 == 0 ? 1 - power_of_ten(kDeviatingDigits) : power_of_ten(kDeviatingDigits) - 1);
  EXPECT_EQ(deviation(amounts, 0), "100560228473098636614997873697517556");
  EXPECT_EQ(deviation({0, power_of_ten(34)}, 0), "7071067811865475244008443621048490");
}

}  // namespace
}  // namespace billfold::money
