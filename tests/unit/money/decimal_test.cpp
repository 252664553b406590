#include "money/decimal.h"

#include <gtest/gtest.h>
#include <string>

#include "support.h"

namespace billfold::money {
namespace {

const std::string kNines(38, '9');

TEST(Decimal, PowersOfTenAreExactUpTo38) {
  static_assert(power_of_ten(0) == 1);
  static_assert(power_of_ten(18) == 1'000'000'000'000'000'000);
  static_assert(power_of_ten(38) / power_of_ten(19) == power_of_ten(19));
  static_assert(fits(power_of_ten(38) - 1) && !fits(power_of_ten(38)) && !fits(-power_of_ten(38)));
}

TEST(Decimal, SumsAreExactAtTheLargerScale) {
  EXPECT_EQ(shown(add(dec("0.1"), dec("0.2"))), "0.3");
  EXPECT_EQ(shown(add(dec("12.50"), dec("-0.125"))), "12.375");
  EXPECT_EQ(shown(add(dec("-1.5"), dec("1.50"))), "0.00");
  EXPECT_EQ(shown(subtract(dec("0.7"), dec("0.00000000000000000000000000000000000001"))),
            "0.69999999999999999999999999999999999999");
  EXPECT_EQ(shown(subtract(dec("3"), dec("10"))), "-7");
}

TEST(Decimal, ASumIsRefusedOnlyWhereItCannotBeHeld) {
  EXPECT_EQ(shown(add(dec(kNines), dec("1"))), "overflow");
  EXPECT_EQ(shown(add(dec(kNines), dec(kNines))), "overflow");  // 2 x 10^38 would wrap 127 bits
  EXPECT_EQ(shown(add(dec("-" + kNines), dec("-1"))), "overflow");
  EXPECT_EQ(shown(add(dec(kNines), dec("-1"))), std::string(37, '9') + "8");
  EXPECT_EQ(shown(add(dec(kNines), dec("0.1"))), "overflow");  // 39 digits
  // 38 digits and a zero fraction: held at the scale that has room.
  EXPECT_EQ(shown(add(dec(kNines), dec("0.00"))), kNines);
  EXPECT_EQ(shown(add(dec("99999999999999999999999999999999999999"), dec("-0.50"))), "overflow");
  EXPECT_EQ(shown(add(dec("9999999999999999999999999999999999999.5"), dec("0.50"))),
            "10000000000000000000000000000000000000");  // 38 digits: no room for the zero after the point
}

TEST(Decimal, ProductsAreExactOrRefused) {
  EXPECT_EQ(shown(multiply(dec("0.003"), dec("2.50"))), "0.00750");
  EXPECT_EQ(shown(multiply(dec("-1.5"), dec("1.5"))), "-2.25");
  EXPECT_EQ(shown(multiply(dec("-1.5"), dec("-1.5"))), "2.25");
  EXPECT_EQ(shown(multiply(dec("0"), dec("-1.5"))), "0.0");
  // 10^19 x 10^18 has 38 digits; one zero more has 39.
  EXPECT_EQ(shown(multiply(dec("1E19"), dec("1E18"))), "1" + std::string(37, '0'));
  EXPECT_EQ(shown(multiply(dec("1E19"), dec("1E19"))), "overflow");
  // 40 fraction digits of which two are zeros: 38 are enough.
  EXPECT_EQ(shown(multiply(dec("0.00000000000000000002"), dec("0.00000000000000000050"))),
            "0." + std::string(37, '0') + "1");
  EXPECT_EQ(shown(multiply(dec("0.00000000000000000001"), dec("0.00000000000000000001"))), "overflow");
}

TEST(Decimal, ARatioIsRoundedOnceAndAtTheEnd) {
  // 2/3 of 100.00 is 66.666...: the mode decides the last digit only.
  EXPECT_EQ(shown(multiply_by_ratio(dec("100.00"), 2, 3, 2, Rounding::truncate)), "66.66");
  EXPECT_EQ(shown(multiply_by_ratio(dec("100.00"), 2, 3, 2, Rounding::half_up)), "66.67");
  EXPECT_EQ(shown(multiply_by_ratio(dec("-100.00"), 2, 3, 2, Rounding::floor)), "-66.67");
  EXPECT_EQ(shown(multiply_by_ratio(dec("-100.00"), 2, 3, 2, Rounding::ceiling)), "-66.66");
  EXPECT_EQ(shown(multiply_by_ratio(dec("100.00"), -2, -3, 0, Rounding::half_up)), "67");
  // 0.25 at one digit is a tie; 1/3 of 0.7500001 is a little more than one.
  EXPECT_EQ(shown(multiply_by_ratio(dec("0.25"), 1, 1, 1, Rounding::half_even)), "0.2");
  EXPECT_EQ(shown(multiply_by_ratio(dec("0.75"), 1, 3, 1, Rounding::half_even)), "0.2");
  EXPECT_EQ(shown(multiply_by_ratio(dec("0.7500001"), 1, 3, 1, Rounding::half_even)), "0.3");
  EXPECT_EQ(shown(multiply_by_ratio(dec("0.7499999"), 1, 3, 1, Rounding::half_even)), "0.2");
  // Between the steps the product has 76 digits.
  EXPECT_EQ(shown(multiply_by_ratio(dec(kNines), power_of_ten(38) - 1, power_of_ten(38) - 1, 0,
                                    Rounding::truncate)),
            kNines);
  EXPECT_EQ(shown(multiply_by_ratio(dec(kNines), 2, 1, 0, Rounding::truncate)), "overflow");
  EXPECT_EQ(shown(multiply_by_ratio(dec(kNines), 1, 1, 1, Rounding::truncate)), "overflow");
  EXPECT_EQ(shown(multiply_by_ratio(dec("1"), 1, 0, 0, Rounding::truncate)), "division_by_zero");
}

TEST(Decimal, RoundingUpToThirtyNineDigitsIsRefused) {
  const Decimal almost = dec(kNines.substr(1) + ".9");  // 37 nines and a fraction
  EXPECT_EQ(shown(multiply_by_ratio(almost, 1, 1, 0, Rounding::half_up)), "1" + std::string(37, '0'));
  EXPECT_EQ(shown(multiply_by_ratio(almost, 10, 1, 0, Rounding::half_up)), kNines);
  const Decimal nines = dec(kNines);
  EXPECT_EQ(shown(multiply_by_ratio(nines, 100, 99, 0, Rounding::half_up)), "overflow");
  // (10^38 - 1) x (n + 1) / n for n = 1.5 x 10^38 is 10^38 - 1 and two thirds.
  const i128 n = power_of_ten(37) * 15;
  EXPECT_EQ(shown(multiply_by_ratio(nines, n + 1, n, 0, Rounding::truncate)), kNines);
  EXPECT_EQ(shown(multiply_by_ratio(nines, n + 1, n, 0, Rounding::half_up)), "overflow");
  // (10^38 - 1) x (10^38 - 1) / (10^38 - 2) lies between 10^38 - 1 and 10^38.
  EXPECT_EQ(
      shown(multiply_by_ratio(nines, power_of_ten(38) - 1, power_of_ten(38) - 2, 0, Rounding::truncate)),
      "overflow");
}

// rules 5, the what-if: 1000 h, RI 400 h, SP commitment 150, on demand 0.75, RI at 30 % and SP at 34 %.
TEST(Decimal, QuotientsOfTheDiscountWhatIf) {
  const Decimal sp_rate = *multiply(dec("0.75"), dec("0.34"));
  EXPECT_EQ(shown(multiply(*multiply(dec("400"), dec("0.75")), dec("0.30"))), "90.0000");
  EXPECT_EQ(shown(divide(dec("150"), sp_rate, 6, Rounding::truncate)), "588.235294");
  EXPECT_EQ(
      shown(divide(*multiply(dec("11.764705882352941176"), dec("0.75")), dec("1"), 6, Rounding::truncate)),
      "8.823529");
  EXPECT_EQ(shown(divide(dec("248.823529"), dec("750"), 4, Rounding::half_up)), "0.3318");
  EXPECT_EQ(shown(divide(dec("1"), dec("0"), 2, Rounding::truncate)), "division_by_zero");
}

TEST(Decimal, AQuotientKeepsItsDigitsHoweverFarTheScalesAreApart) {
  const Decimal tiny = dec("0.00000000000000000000000000000000000003");
  EXPECT_EQ(shown(divide(tiny, dec("7"), 38, Rounding::half_up)), "0." + std::string(38, '0'));
  EXPECT_EQ(shown(divide(tiny, dec("6"), 38, Rounding::half_up)), "0." + std::string(37, '0') + "1");
  EXPECT_EQ(shown(divide(dec("3"), tiny, 0, Rounding::truncate)), "overflow");  // 10^38
  EXPECT_EQ(shown(divide(dec("2.7"), tiny, 0, Rounding::truncate)), "9" + std::string(37, '0'));
  EXPECT_EQ(shown(divide(tiny, dec(kNines), 0, Rounding::ceiling)), "1");
  EXPECT_EQ(shown(divide(dec("0"), tiny, 38, Rounding::ceiling)), "0." + std::string(38, '0'));
}

TEST(Decimal, TheOrderIsByValueNotByScale) {
  EXPECT_EQ(compare(dec("1.5"), dec("1.50")), 0);
  EXPECT_EQ(compare(dec("0"), dec("-0.000")), 0);
  EXPECT_EQ(compare(dec("-1"), dec("0")), -1);
  EXPECT_EQ(compare(dec("0"), dec("-1")), 1);
  EXPECT_EQ(compare(dec("-1.51"), dec("-1.5")), -1);
  EXPECT_EQ(compare(dec(kNines), dec("0." + kNines)), 1);
  EXPECT_EQ(compare(dec("-" + kNines), dec("-0." + kNines)), -1);
}

TEST(Decimal, TruncationIsTowardZeroAndNeverLengthens) {
  EXPECT_EQ(format(truncate_to(dec("2.219"), 2)), "2.21");
  EXPECT_EQ(format(truncate_to(dec("-2.219"), 2)), "-2.21");
  EXPECT_EQ(format(truncate_to(dec("-0.009"), 2)), "0.00");
  EXPECT_EQ(format(truncate_to(dec("2.2"), 2)), "2.2");
}

TEST(Decimal, RescalingNeverLosesADigit) {
  EXPECT_EQ(shown(rescale(dec("12.5"), 4)), "12.5000");
  EXPECT_EQ(shown(rescale(dec("-12.500"), 1)), "-12.5");
  EXPECT_EQ(shown(rescale(dec("12.505"), 2)), "overflow");
  EXPECT_EQ(shown(rescale(dec(kNines), 1)), "overflow");
  EXPECT_EQ(shown(rescale(dec("0.00"), 38)), "0." + std::string(38, '0'));
}

TEST(Decimal, TrimmingDropsZerosOfTheFractionOnly) {
  EXPECT_EQ(format(trimmed(dec("12.500"))), "12.5");
  EXPECT_EQ(format(trimmed(dec("1200.00"))), "1200");
  EXPECT_EQ(format(trimmed(dec("-0.00"))), "0");
  EXPECT_EQ(format(negate(dec("-1.20"))), "1.20");
}

// rules 4: 6 fraction digits computed, 2 charged, the odd amount kept.
TEST(Decimal, TheOddAmountIsWhatTruncationCutsOff) {
  const struct {
    const char* computed;
    const char* charged;
    const char* odd;
  } rows[] = {
      {"0.012000", "0.01", "0.002000"}, {"0.018000", "0.01", "0.008000"}, {"0.024000", "0.02", "0.004000"}};
  for (const auto& row : rows) {
    const Decimal charged = truncate_to(dec(row.computed), 2);
    EXPECT_EQ(format(charged), row.charged);
    EXPECT_EQ(shown(subtract(dec(row.computed), charged)), row.odd);
  }
}

}  // namespace
}  // namespace billfold::money
