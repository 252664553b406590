#include "money/decimal_format.h"

#include <gtest/gtest.h>
#include <string>

namespace billfold::money {
namespace {

TEST(DecimalFormat, ShowsEveryDigitOfTheScale) {
  EXPECT_EQ(format({.mantissa = 1250, .scale = 2}), "12.50");
  EXPECT_EQ(format({.mantissa = -5, .scale = 3}), "-0.005");
  EXPECT_EQ(format({.mantissa = 0, .scale = 2}), "0.00");
  EXPECT_EQ(format({.mantissa = 0, .scale = 0}), "0");
  EXPECT_EQ(format({.mantissa = -12000, .scale = 0}), "-12000");
  EXPECT_EQ(format({.mantissa = 352, .scale = 9}), "0.000000352");
}

TEST(DecimalFormat, HoldsThirtyEightDigitsOnEitherSideOfThePoint) {
  const i128 nines = power_of_ten(38) - 1;
  EXPECT_EQ(format({.mantissa = nines, .scale = 0}), std::string(38, '9'));
  EXPECT_EQ(format({.mantissa = -nines, .scale = 38}), "-0." + std::string(38, '9'));
  EXPECT_EQ(format({.mantissa = power_of_ten(19), .scale = 19}), "1." + std::string(19, '0'));
  EXPECT_EQ(format({.mantissa = power_of_ten(19) - 1, .scale = 0}), std::string(19, '9'));
  EXPECT_EQ(format({.mantissa = power_of_ten(37) + 7, .scale = 0}), "1" + std::string(36, '0') + "7");
}

TEST(DecimalFormat, TrimmedHasNoZeroAtTheEndOfItsFraction) {
  EXPECT_EQ(format_trimmed({.mantissa = 1250, .scale = 2}), "12.5");
  EXPECT_EQ(format_trimmed({.mantissa = 1200, .scale = 2}), "12");
  EXPECT_EQ(format_trimmed({.mantissa = 1200, .scale = 0}), "1200");
  EXPECT_EQ(format_trimmed({.mantissa = 0, .scale = 2}), "0");
  EXPECT_EQ(format_trimmed({.mantissa = -100, .scale = 4}), "-0.01");
}

TEST(DecimalFormat, AtLeastPadsAndNeverCuts) {
  EXPECT_EQ(format_at_least({.mantissa = 12500, .scale = 3}, 2), "12.50");
  EXPECT_EQ(format_at_least({.mantissa = 12345, .scale = 3}, 2), "12.345");
  EXPECT_EQ(format_at_least({.mantissa = 12, .scale = 0}, 2), "12.00");
  EXPECT_EQ(format_at_least({.mantissa = 0, .scale = 5}, 2), "0.00");
  EXPECT_EQ(format_at_least({.mantissa = -125, .scale = 1}, 0), "-12.5");
}

}  // namespace
}  // namespace billfold::money
