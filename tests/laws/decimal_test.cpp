// Money against arithmetic as on paper (slow_integer.h), on seeded random input: every operation gives the
// exact result, rounded as its mode says, or is refused just where 38 digits cannot hold it.

#include "money/decimal.h"

#include <algorithm>
#include <cstdint>
#include <gtest/gtest.h>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "money/apportion.h"
#include "money/decimal_format.h"
#include "money/decimal_parse.h"
#include "money/sum.h"
#include "slow_integer.h"

namespace billfold::laws {
namespace {

using money::Decimal;
using money::Rounding;

constexpr Rounding kRoundings[] = {Rounding::truncate, Rounding::half_up, Rounding::half_even,
                                   Rounding::floor, Rounding::ceiling};

// ---- input: seeded, and leaning toward the edges

class Random {
 public:
  explicit Random(std::uint32_t seed) : engine_(seed) {}

  int up_to(int largest) { return static_cast<int>(engine_() % (static_cast<std::uint32_t>(largest) + 1)); }
  bool one_in(int n) { return up_to(n - 1) == 0; }
  // Exactly this many digits, the first not 0; often all nines, zeros after a one, or a tail of zeros.
  std::string digits(int count) {
    if (count == 0) return "0";
    std::string text;
    const int shape = up_to(7);
    for (int i = 0; i < count; ++i) {
      const int digit = shape == 0 ? 9 : shape == 1 ? 0 : shape == 2 && i > count / 2 ? 0 : up_to(9);
      text += static_cast<char>('0' + digit);
    }
    if (text[0] == '0') text[0] = shape == 1 ? '1' : '5';
    return text;
  }
  std::string signed_digits(int most) {
    const std::string text = digits(up_to(most));
    return text != "0" && one_in(2) ? "-" + text : text;
  }

 private:
  std::mt19937 engine_;
};

i128 from_text(const std::string& text) {
  i128 value = 0;
  for (const char c : text) {
    if (c != '-') value = value * 10 + (c - '0');
  }
  return text[0] == '-' ? -value : value;
}

std::string to_text(i128 value) {
  std::string text;
  for (u128 rest = value < 0 ? -static_cast<u128>(value) : static_cast<u128>(value); rest != 0; rest /= 10) {
    text.insert(0, 1, static_cast<char>('0' + static_cast<int>(rest % 10)));
  }
  if (text.empty()) return "0";
  return value < 0 ? "-" + text : text;
}

// A decimal and the same value on paper.
struct Twin {
  Decimal fast;
  SlowInteger slow;  // mantissa
};

Twin random_decimal(Random& random) {
  const std::string mantissa = random.signed_digits(random.one_in(3) ? 38 : 12);
  const int scale = random.one_in(3) ? random.up_to(38) : random.up_to(6);
  return {.fast = {.mantissa = from_text(mantissa), .scale = scale}, .slow = SlowInteger(mantissa)};
}

std::string describe(const Twin& twin) { return twin.slow.text() + "/10^" + std::to_string(twin.fast.scale); }

// ---- what the operations have to give

// The decimal that holds mantissa / 10^scale at the largest scale up to it, if any does.
std::optional<std::string> exactly(SlowInteger mantissa, int scale) {
  const SlowInteger ten("10");
  while (mantissa.length() > 38 || scale > 38) {
    const auto [tenth, rest] = divide_magnitudes(mantissa, ten);
    if (scale == 0 || !rest.is_zero()) return std::nullopt;
    mantissa = mantissa.is_negative() ? tenth.negated() : tenth;
    --scale;
  }
  return mantissa.text() + "/10^" + std::to_string(scale);
}

// numerator / denominator, rounded to a whole number.
SlowInteger rounded(const SlowInteger& numerator, const SlowInteger& denominator, Rounding rounding) {
  const bool negative = numerator.is_negative() != denominator.is_negative();
  auto [quotient, rest] = divide_magnitudes(numerator, denominator);
  const int against_half = compare(rest + rest, denominator.magnitude());
  bool away = false;
  if (rounding == Rounding::half_up) away = against_half >= 0;
  if (rounding == Rounding::half_even) away = against_half > 0 || (against_half == 0 && quotient.is_odd());
  if (rounding == Rounding::floor) away = negative && !rest.is_zero();
  if (rounding == Rounding::ceiling) away = !negative && !rest.is_zero();
  if (away) quotient = quotient + SlowInteger("1");
  return negative ? quotient.negated() : quotient;
}

std::string outcome(const Result<Decimal>& result) {
  if (!result) return std::string(name_of(result.error().code));
  return to_text(result->mantissa) + "/10^" + std::to_string(result->scale);
}

std::string outcome(const SlowInteger& mantissa, int scale) {
  return mantissa.length() > 38 ? "overflow" : mantissa.text() + "/10^" + std::to_string(scale);
}

SlowInteger at_scale(const Twin& twin, int scale) {
  return twin.slow * SlowInteger::power_of_ten(scale - twin.fast.scale);
}

// ---- the laws

TEST(DecimalLaw, TheReferenceKnowsItsArithmetic) {
  EXPECT_EQ((SlowInteger("999") + SlowInteger("1")).text(), "1000");
  EXPECT_EQ((SlowInteger("1000") - SlowInteger("1")).text(), "999");
  EXPECT_EQ((SlowInteger("-12") * SlowInteger("34")).text(), "-408");
  EXPECT_EQ(divide_magnitudes(SlowInteger("1234"), SlowInteger("56")).first.text(), "22");
  EXPECT_EQ(divide_magnitudes(SlowInteger("1234"), SlowInteger("56")).second.text(), "2");
  EXPECT_EQ(SlowInteger("-000").text(), "0");
}

TEST(DecimalLaw, SumsDifferencesAndOrder) {
  Random random(1);
  for (int round = 0; round < 4000; ++round) {
    const Twin a = random_decimal(random);
    const Twin b = random.one_in(8) ? Twin{negate(a.fast), a.slow.negated()} : random_decimal(random);
    SCOPED_TRACE(describe(a) + " and " + describe(b));
    const int scale = std::max(a.fast.scale, b.fast.scale);
    const SlowInteger slow_a = at_scale(a, scale);
    const SlowInteger slow_b = at_scale(b, scale);
    ASSERT_EQ(outcome(add(a.fast, b.fast)), exactly(slow_a + slow_b, scale).value_or("overflow"));
    ASSERT_EQ(outcome(subtract(a.fast, b.fast)), exactly(slow_a - slow_b, scale).value_or("overflow"));
    const int order = compare(slow_a, slow_b);
    ASSERT_EQ(compare(a.fast, b.fast), order == 0 ? 0 : order < 0 ? -1 : 1);
  }
}

TEST(DecimalLaw, Products) {
  Random random(2);
  for (int round = 0; round < 1500; ++round) {
    const Twin a = random_decimal(random);
    const Twin b = random_decimal(random);
    SCOPED_TRACE(describe(a) + " and " + describe(b));
    ASSERT_EQ(outcome(multiply(a.fast, b.fast)),
              exactly(a.slow * b.slow, a.fast.scale + b.fast.scale).value_or("overflow"));
  }
}

TEST(DecimalLaw, QuotientsAndRatiosInEveryMode) {
  Random random(3);
  for (int round = 0; round < 1200; ++round) {
    const Twin a = random_decimal(random);
    const Twin b = random_decimal(random);
    const std::string numerator = random.signed_digits(38);
    const std::string denominator = random.signed_digits(38);
    const int scale = random.one_in(3) ? random.up_to(38) : random.up_to(6);
    SCOPED_TRACE(describe(a) + " and " + describe(b) + " at " + std::to_string(scale) + " by " + numerator +
                 " : " + denominator);
    // a / b at the scale: a x 10^(scale + b's) / (b x 10^a's).
    const SlowInteger above = a.slow * SlowInteger::power_of_ten(scale + b.fast.scale);
    const SlowInteger below = b.slow * SlowInteger::power_of_ten(a.fast.scale);
    const SlowInteger ratio_above = a.slow * SlowInteger(numerator) * SlowInteger::power_of_ten(scale);
    const SlowInteger ratio_below = SlowInteger(denominator) * SlowInteger::power_of_ten(a.fast.scale);
    for (const Rounding rounding : kRoundings) {
      ASSERT_EQ(outcome(divide(a.fast, b.fast, scale, rounding)),
                b.slow.is_zero() ? "division_by_zero" : outcome(rounded(above, below, rounding), scale));
      ASSERT_EQ(
          outcome(multiply_by_ratio(a.fast, from_text(numerator), from_text(denominator), scale, rounding)),
          denominator == "0" ? "division_by_zero"
                             : outcome(rounded(ratio_above, ratio_below, rounding), scale));
    }
  }
}

TEST(DecimalLaw, TiesAreFoundHoweverTheyArise) {
  Random random(4);
  for (int round = 0; round < 600; ++round) {
    // (2k + 1) / 2 x 10^-scale, asked for at the scale: exactly between two neighbours.
    const SlowInteger k(random.signed_digits(30));
    const SlowInteger odd = k + k + SlowInteger("1");
    const int scale = random.up_to(30);
    const Decimal amount{.mantissa = from_text((odd * SlowInteger("5")).text()), .scale = scale + 1};
    for (const Rounding rounding : kRoundings) {
      const std::string expected = outcome(rounded(odd, SlowInteger("2"), rounding), scale);
      ASSERT_EQ(outcome(multiply_by_ratio(amount, 1, 1, scale, rounding)), expected) << odd.text();
      ASSERT_EQ(outcome(multiply_by_ratio(amount, 21, 21, scale, rounding)), expected) << odd.text();
      ASSERT_EQ(outcome(divide({amount.mantissa, 0}, {10, 0}, 0, rounding)).substr(0, expected.find('/')),
                expected.substr(0, expected.find('/')));
    }
  }
}

TEST(DecimalLaw, WholeNumbersDivideAsTheirRoundingSays) {
  Random random(5);
  for (int round = 0; round < 1500; ++round) {
    const std::string numerator = random.signed_digits(38);
    std::string denominator = random.signed_digits(random.one_in(2) ? 3 : 38);
    if (denominator == "0") denominator = "2";
    for (const Rounding rounding : kRoundings) {
      ASSERT_EQ(to_text(money::divide_rounded(from_text(numerator), from_text(denominator), rounding)),
                rounded(SlowInteger(numerator), SlowInteger(denominator), rounding).text())
          << numerator << " / " << denominator;
    }
  }
}

// Text of one number in a random plain spelling, and what it has to be read as.
TEST(DecimalLaw, TextIsReadToItsLastDigitOrRefused) {
  Random random(6);
  for (int round = 0; round < 20000; ++round) {
    const bool negative = random.one_in(2);
    std::string whole = random.digits(random.up_to(random.one_in(4) ? 42 : 14));
    if (random.one_in(4)) whole.insert(0, std::string(static_cast<std::size_t>(random.up_to(30)), '0'));
    std::string fraction = random.one_in(3) ? "" : random.digits(random.up_to(random.one_in(4) ? 42 : 12));
    if (random.one_in(4)) fraction.insert(0, std::string(static_cast<std::size_t>(random.up_to(30)), '0'));
    const int exponent = random.one_in(3) ? random.up_to(90) - 45 : 0;
    const bool comma = random.one_in(4);
    std::string text = (negative ? "-" : "") + whole;
    if (!fraction.empty()) text += (comma ? "," : ".") + fraction;
    if (exponent != 0) text += "E" + std::to_string(exponent);

    // On paper: all digits at the written scale; below scale 0 zeros are put on, beyond 38 zeros are dropped.
    SlowInteger mantissa((negative ? "-" : "") + whole + fraction);
    int scale = static_cast<int>(fraction.size()) - exponent;
    std::string expected = "too_many_digits";
    if (mantissa.is_zero()) {
      expected = "0/10^" + std::to_string(scale < 0 || scale > 38 ? 0 : scale);
    } else {
      if (scale < 0) {
        mantissa = mantissa * SlowInteger::power_of_ten(-scale);
        scale = 0;
      }
      if (const auto held = exactly(mantissa, scale)) expected = *held;
    }
    Decimal amount;
    const money::AmountStatus status =
        money::parse_amount(text, comma ? money::Mark::comma : money::Mark::point, amount);
    const std::string read = status == money::AmountStatus::ok ? outcome(Result<Decimal>(amount))
                             : status == money::AmountStatus::too_many_digits ? "too_many_digits"
                                                                              : "refused";
    ASSERT_EQ(read, expected) << text;

    std::int64_t small = 0;
    int small_scale = 0;
    if (!comma && money::parse_plain(text.data(), text.size(), small, small_scale)) {
      ASSERT_EQ(to_text(small) + "/10^" + std::to_string(small_scale), expected) << text;
    } else if (!comma && exponent == 0 && whole.size() + fraction.size() <= 18) {
      ADD_FAILURE() << "parse_plain refused " << text;
    }
  }
}

TEST(DecimalLaw, WhatIsWrittenIsReadBackAsTheSameDecimal) {
  Random random(7);
  for (int round = 0; round < 20000; ++round) {
    const Twin twin = random_decimal(random);
    Decimal back;
    ASSERT_EQ(money::parse_amount(format(twin.fast), money::Mark::point, back), money::AmountStatus::ok);
    ASSERT_EQ(outcome(Result<Decimal>(back)), describe(twin));
    ASSERT_EQ(money::parse_amount(format_trimmed(twin.fast), money::Mark::point, back),
              money::AmountStatus::ok);
    ASSERT_EQ(compare(back, twin.fast), 0);
    ASSERT_EQ(outcome(Result<Decimal>(back)), outcome(Result<Decimal>(trimmed(twin.fast))));
    const int cut = std::min(2, twin.fast.scale);
    const SlowInteger unit = SlowInteger::power_of_ten(twin.fast.scale - cut);
    ASSERT_EQ(outcome(Result<Decimal>(truncate_to(twin.fast, 2))),
              outcome(rounded(twin.slow, unit, Rounding::truncate), cut));
  }
}

TEST(DecimalLaw, SumsDoNotDependOnHowTheyWereTaken) {
  Random random(8);
  for (int round = 0; round < 300; ++round) {
    SlowInteger expected;
    money::Sum whole;
    money::Sum parts[3];
    for (int i = 0; i < 40; ++i) {
      const bool wide = random.one_in(4);
      const std::string text = random.signed_digits(wide ? 36 : 18);
      expected = expected + SlowInteger(text);
      money::Sum& part = parts[random.up_to(2)];
      if (wide) {
        whole.add(from_text(text));
        part.add(from_text(text));
      } else {
        whole.add(static_cast<std::int64_t>(from_text(text)));
        part.add(static_cast<std::int64_t>(from_text(text)));
      }
    }
    parts[0].merge(parts[1]);
    parts[2].merge(parts[0]);
    ASSERT_FALSE(whole.overflowed());
    ASSERT_EQ(to_text(whole.value()), expected.text());
    ASSERT_EQ(to_text(parts[2].value()), expected.text());
  }
}

// Largest remainder on paper: cut every share, then hand out what is left in the order of the remainders.
std::vector<std::string> shares_on_paper(const SlowInteger& total, const std::vector<SlowInteger>& weights,
                                         const std::vector<std::string_view>& names) {
  SlowInteger sum;
  for (const SlowInteger& weight : weights) sum = sum + weight.magnitude();
  struct Share {
    SlowInteger part;
    SlowInteger remainder;
    std::string_view name;
    std::size_t position;
  };
  std::vector<Share> shares;
  SlowInteger left = total.magnitude();
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const auto [part, remainder] = divide_magnitudes(total * weights[i], sum);
    left = left - part;
    shares.push_back({part, remainder, names[i], i});
  }
  std::stable_sort(shares.begin(), shares.end(), [](const Share& a, const Share& b) {
    const int order = compare(b.remainder, a.remainder);
    return order != 0 ? order < 0 : a.name < b.name;
  });
  for (Share& share : shares) {
    if (left.is_zero()) break;
    share.part = share.part + SlowInteger("1");
    left = left - SlowInteger("1");
  }
  std::vector<std::string> parts(shares.size());
  for (const Share& share : shares) {
    parts[share.position] = (total.is_negative() ? share.part.negated() : share.part).text();
  }
  return parts;
}

TEST(DecimalLaw, SharesAddUpAndAreThoseOfTheLargestRemainder) {
  constexpr std::string_view kNames[] = {"apollo",   "borealis", "cygnus", "draco",
                                         "eridanus", "fornax",   "gemini", "hydra"};
  Random random(9);
  for (int round = 0; round < 1500; ++round) {
    const int count = 1 + random.up_to(7);
    const bool credits = random.one_in(4);
    const std::string total = random.signed_digits(random.one_in(3) ? 38 : 6);
    std::vector<i128> weights;
    std::vector<SlowInteger> slow_weights;
    std::vector<std::string_view> names(std::begin(kNames), std::begin(kNames) + count);
    std::shuffle(names.begin(), names.end(), std::mt19937(static_cast<std::uint32_t>(round)));
    for (int i = 0; i < count; ++i) {
      std::string digits = random.digits(random.up_to(random.one_in(3) ? 37 : 2));
      if (credits && digits != "0") digits.insert(0, "-");
      weights.push_back(from_text(digits));
      slow_weights.emplace_back(digits);
    }
    const Result<std::vector<i128>> parts = money::apportion(from_text(total), weights, names);
    if (std::all_of(weights.begin(), weights.end(), [](i128 weight) { return weight == 0; })) {
      ASSERT_EQ(parts.error().code, Code::bad_weights);
      continue;
    }
    ASSERT_TRUE(parts);
    const std::vector<std::string> expected = shares_on_paper(SlowInteger(total), slow_weights, names);
    const Result<std::vector<i128>> opposite = money::apportion(-from_text(total), weights, names);
    SlowInteger sum;
    for (std::size_t i = 0; i < parts->size(); ++i) {
      ASSERT_EQ(to_text((*parts)[i]), expected[i]) << total << " part " << i;
      ASSERT_TRUE((*opposite)[i] == -(*parts)[i]);
      sum = sum + SlowInteger(expected[i]);
    }
    ASSERT_EQ(sum.text(), total);
  }
}

}  // namespace
}  // namespace billfold::laws
