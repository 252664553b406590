#include "money/fraction_sum.h"

#include <gtest/gtest.h>
#include <limits>

#include "money/decimal_format.h"

namespace billfold::money {
namespace {

struct Term {
  i128 a;
  i128 b;
  i128 denominator;
};

std::string sum_of(int scale, std::initializer_list<Term> terms) {
  FractionSum sum(scale);
  for (const Term& term : terms) {
    if (!sum.add(term.a, term.b, term.denominator)) return "overflow";
  }
  const Result<Decimal> cut = sum.truncated();
  return cut ? format(*cut) : "overflow";
}

TEST(FractionSum, IsCutOnceAtTheEnd) {
  EXPECT_EQ(sum_of(6, {}), "0.000000");
  EXPECT_EQ(sum_of(6, {{1, 1, 3}}), "0.333333");
  EXPECT_EQ(sum_of(6, {{1, 1, 3}, {1, 1, 3}, {1, 1, 3}}), "1.000000");
  EXPECT_EQ(sum_of(6, {{1, 1, 3}, {1, 1, 6}, {1, 1, 2}}), "1.000000");
  EXPECT_EQ(sum_of(6, {{1, 1, 3}, {1, 1, 6}, {1, 1, 7}}), "0.642857");  // 27/42
  EXPECT_EQ(sum_of(6, {{2, 1, 3}, {2, 1, 3}, {2, 1, 3}}), "2.000000");
  EXPECT_EQ(sum_of(2, {{999, 1, 1000}}), "0.99");
  EXPECT_EQ(sum_of(0, {{7, 3, 2}}), "10");
}

TEST(FractionSum, TakesProductsOfMoreThan128Bits) {
  // 10^30 x 10^30 / 10^35 = 10^25
  EXPECT_EQ(sum_of(6, {{power_of_ten(30), power_of_ten(30), power_of_ten(35)}}),
            "10000000000000000000000000.000000");
}

TEST(FractionSum, SaysWhatItCannotHold) {
  EXPECT_EQ(sum_of(6, {{power_of_ten(30), power_of_ten(30), 1}}), "overflow");
  EXPECT_EQ(sum_of(6, {{power_of_ten(33), 1, 1}}), "overflow");  // 33 digits and 6 more are 40
  // Two primes beyond 2^64 have no common multiple in 127 bits.
  EXPECT_EQ(sum_of(6, {{1, 1, (static_cast<i128>(1) << 64) + 13}, {1, 1, (static_cast<i128>(1) << 64) + 37}}),
            "overflow");
}

}  // namespace
}  // namespace billfold::money
