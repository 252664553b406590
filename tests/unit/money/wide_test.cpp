#include "money/wide.h"

#include <gtest/gtest.h>

namespace billfold::money {
namespace {

constexpr u128 kOne = 1;
constexpr u128 kAllOnes = ~static_cast<u128>(0);

TEST(Wide, TheLargestProductCarriesThroughEveryWord) {
  // (2^128 - 1)^2 = 2^256 - 2^129 + 1
  EXPECT_EQ(multiply_wide(kAllOnes, kAllOnes), (Wide{kAllOnes - 1, 1}));
  EXPECT_EQ(multiply_wide(kOne << 64, kOne << 64), (Wide{1, 0}));
  EXPECT_EQ(multiply_wide(kAllOnes, 0), (Wide{0, 0}));
}

TEST(Wide, SumsAndDifferencesCarryBetweenItsHalves) {
  EXPECT_EQ(add_wide({1, kAllOnes}, {2, 1}), (Wide{4, 0}));
  EXPECT_EQ(subtract_wide({4, 0}, {2, 1}), (Wide{1, kAllOnes}));
}

TEST(Wide, DivisionGivesBackWhatWasMultiplied) {
  const u128 divisor = kOne << 127;  // the largest that is allowed
  const u128 factor = (kOne << 126) + 12345;
  const WideQuotient exact = divide_wide(multiply_wide(factor, divisor), divisor);
  EXPECT_EQ(exact.quotient, (Wide{0, factor}));
  EXPECT_TRUE(exact.remainder == 0);
  const WideQuotient rest = divide_wide(add_wide(multiply_wide(factor, divisor), {0, divisor - 1}), divisor);
  EXPECT_EQ(rest.quotient, (Wide{0, factor}));
  EXPECT_TRUE(rest.remainder == divisor - 1);
}

TEST(Wide, AQuotientMayHaveMoreThan128Bits) {
  // (2^256 - 1) / 3 has the bits 0101... and no remainder, as 4^128 - 1 is divisible by 3.
  const WideQuotient third = divide_wide({kAllOnes, kAllOnes}, 3);
  EXPECT_EQ(third.quotient, (Wide{kAllOnes / 3, kAllOnes / 3}));
  EXPECT_TRUE(third.remainder == 0);
}

TEST(Wide, TheMagnitudeOfTheSmallestNumberIs2To127) {
  EXPECT_TRUE(magnitude(static_cast<i128>(kOne << 127)) == kOne << 127);
  EXPECT_TRUE(magnitude(-5) == 5);
}

}  // namespace
}  // namespace billfold::money
