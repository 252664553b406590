#include "money/decimal_parse.h"

#include <gtest/gtest.h>
#include <string>

#include "support.h"

namespace billfold::money {
namespace {

// What a cell is under a mark: the amount with every digit of its scale, or the name of the status.
std::string read(std::string_view text, Mark mark = Mark::point) {
  Decimal amount;
  const AmountStatus status = parse_amount(text, mark, amount);
  return status == AmountStatus::ok ? format(amount) : testing::PrintToString(status);
}

struct Row {
  std::string_view text;
  std::string_view amount;
};

// rules 1, in its order.
constexpr Row kAccepted[] = {
    {"-1,234.50", "-1234.50"}, {"(12.00)", "-12.00"}, {"¥ 12", "12"},    {"$12", "12"},
    {"1.2E-7", "0.00000012"},  {"+3", "3"},           {" 7.25", "7.25"}, {"7.75 ", "7.75"},
    {"12 USD", "12"},
};
TEST(ParseAmount, EverySpellingOfTheRules) {
  for (const Row& row : kAccepted) EXPECT_EQ(read(row.text), row.amount) << row.text;
}

TEST(ParseAmount, TenAndMoreFractionDigitsAndExponentsOfRealBills) {
  EXPECT_EQ(read("0.0000000012"), "0.0000000012");
  EXPECT_EQ(read("35.2E-7"), "0.00000352");
  EXPECT_EQ(read("9.99999999999E-9"), "0.00000000999999999999");
  EXPECT_EQ(read("0.12345678901234567"), "0.12345678901234567");
  EXPECT_EQ(read("29684.780682464855373934184"), "29684.780682464855373934184");
  EXPECT_EQ(read("1e+3"), "1000");
  EXPECT_EQ(read("1.50E1"), "15.0");
  EXPECT_EQ(read("0E-10"), "0.0000000000");
  EXPECT_EQ(read("-1.20e-2"), "-0.0120");
  EXPECT_EQ(read("5E0"), "5");
}

TEST(ParseAmount, SignsAndCurrenciesStandInAnyOrderBeforeTheDigits) {
  for (const char* text :
       {"-$5", "$-5", "- $ 5", "-5 USD", "USD -5", "($5)",  "$(5)", "(5) USD", "(5 USD)", "-5元",
        "−5",  "－5", "－￥5", "HK$ -5", "US$-5",  "CN¥-5", "-€5",  "-5€",     "RMB -5",  "(５)"}) {
    EXPECT_EQ(read(text), "-5") << text;
  }
  for (const char* text :
       {"￥12", "CNY 12", "CNY12", "12CNY", "$12 USD", "¥12元", "+12", "₹12", "12 元", "１２"}) {
    EXPECT_EQ(read(text), "12") << text;
  }
}

TEST(ParseAmount, BlanksAroundAreSkipped) {
  for (const char* text : {"\t8.5", "8.5\t",
                           "\xC2\xA0"
                           "8.5\xC2\xA0",
                           "\xE3\x80\x80"
                           "8.5\xE3\x80\x80",
                           "8.5\r",
                           "\xEF\xBB\xBF"
                           "8.5"}) {
    EXPECT_EQ(read(text), "8.5") << text;
  }
  EXPECT_EQ(read("$10,100.00 "), "10100.00");
}

TEST(ParseAmount, GroupsAreOfThreeOfOneKind) {
  EXPECT_EQ(read("1,234,567"), "1234567");
  EXPECT_EQ(read("12,345.6"), "12345.6");
  EXPECT_EQ(read("1 234 567.8"), "1234567.8");
  EXPECT_EQ(read("1'234.5"), "1234.5");
  EXPECT_EQ(read("1\xE2\x80\x99"
                 "234.5"),
            "1234.5");
  EXPECT_EQ(read("1\xC2\xA0"
                 "234"),
            "1234");
  EXPECT_EQ(read("1\xE2\x80\x89"
                 "234"),
            "1234");
  EXPECT_EQ(read("1\xE2\x80\xAF"
                 "234"),
            "1234");
  EXPECT_EQ(read("1，234．5"), "1234.5");
  for (const char* text : {"1,2,3", "1234,567,890", "1,234'567", ",234.0", "1,,234", "1,234,56", "1  234",
                           "12 34", "0,123,456", "1,234,5.0"}) {
    EXPECT_EQ(read(text), "not_a_number") << text;
  }
}

TEST(ParseAmount, IndianGroupsEndInThree) {
  EXPECT_EQ(read("1,23,456.00"), "123456.00");
  EXPECT_EQ(read("12,34,56,789"), "123456789");
  EXPECT_EQ(read("1,23,45"), "not_a_number");
  EXPECT_EQ(read("123,45,678"), "not_a_number");
  EXPECT_EQ(read("1,234,56,789"), "not_a_number");
  EXPECT_EQ(read("1.23.456", Mark::comma), "not_a_number");
}

TEST(ParseAmount, EmptyIsItsOwnStatus) {
  for (const char* text : {"", " ", "\t", "\xC2\xA0", "\xE3\x80\x80 \t"}) EXPECT_EQ(read(text), "empty");
}

TEST(ParseAmount, WhatIsNotWellFormedIsNotANumber) {
  for (const char* text : {"1,204.5O",
                           "12.3.4",
                           "1e",
                           "--3",
                           "NaN",
                           "INF",
                           "n/a",
                           "-",
                           "+",
                           "$",
                           "USD",
                           "()",
                           "(12",
                           "12)",
                           "-(3)",
                           "(-3)",
                           "(+3)",
                           "+-3",
                           "3-",
                           "1e5.5",
                           "1E+",
                           "E5",
                           ".",
                           "-.",
                           "1.5 E3",
                           "1.2K",
                           "3M$",
                           "3万",
                           "12%",
                           "5¢",
                           "12 GiB",
                           "12 KWH",
                           "$12$ $",
                           "USD USD 5",
                           "$ $5",
                           "12 USD EUR",
                           "0x10",
                           "1_000",
                           "1/2",
                           "Included",
                           "NULL",
                           "1,234,567E5",
                           "five",
                           "5five",
                           "\xFF"
                           "5",
                           "5\xE5\x85"}) {
    EXPECT_EQ(read(text), "not_a_number") << text;
  }
  EXPECT_EQ(read(std::string_view("5\0", 2)), "not_a_number");
}

TEST(ParseAmount, ADecimalCommaIsReadWhereTheColumnHasIt) {
  EXPECT_EQ(read("1.234,56", Mark::comma), "1234.56");
  EXPECT_EQ(read("-0,5", Mark::comma), "-0.5");
  EXPECT_EQ(read("1 234,5 EUR", Mark::comma), "1234.5");
  EXPECT_EQ(read("1,2E-7", Mark::comma), "0.00000012");
  EXPECT_EQ(read("1.234", Mark::comma), "1234");
  EXPECT_EQ(read("1,234", Mark::comma), "1.234");
  EXPECT_EQ(read("1,234", Mark::point), "1234");
}

TEST(ParseAmount, ACellOfTheOtherMarkSaysSo) {
  EXPECT_EQ(read("1,2345"), "other_mark");
  EXPECT_EQ(read("1,234E5"), "other_mark");  // no program groups the digits before an exponent
  EXPECT_EQ(read("1.234,56"), "other_mark");
  EXPECT_EQ(read("0,5"), "other_mark");
  EXPECT_EQ(read("12.5", Mark::comma), "other_mark");
  EXPECT_EQ(read("1,234.50", Mark::comma), "other_mark");
}

TEST(ParseAmount, ThirtyEightSignificantDigitsAreHeldAndOneMoreIsRefused) {
  const std::string nines(38, '9');
  EXPECT_EQ(read(nines), nines);
  EXPECT_EQ(read("-0." + nines), "-0." + nines);
  EXPECT_EQ(read(nines + "9"), "too_many_digits");
  EXPECT_EQ(read("9." + nines), "too_many_digits");
  EXPECT_EQ(read("1E37"), "1" + std::string(37, '0'));
  EXPECT_EQ(read("1E38"), "too_many_digits");
  EXPECT_EQ(read("1E-38"), "0." + std::string(37, '0') + "1");
  EXPECT_EQ(read("1E-40"), "too_many_digits");
  EXPECT_EQ(read("1E99999999999999999999"), "too_many_digits");
  EXPECT_EQ(read("1E-99999999999999999999"), "too_many_digits");
  EXPECT_EQ(read(nines + "9x"), "not_a_number");
}

TEST(ParseAmount, ZerosAtEitherEndAreNotSignificant) {
  const std::string zeros(60, '0');
  EXPECT_EQ(read(zeros + "12.5"), "12.5");
  EXPECT_EQ(read("12.5" + zeros), "12.5" + std::string(35, '0'));  // 38 digits in all
  EXPECT_EQ(read("0." + zeros), "0");
  EXPECT_EQ(read("0." + zeros + "1E61"), "1");
  EXPECT_EQ(read("10" + zeros + "E-60"), "10." + std::string(36, '0'));
  EXPECT_EQ(read("-0.00"), "0.00");
  EXPECT_EQ(read("100" + zeros), "too_many_digits");
  EXPECT_EQ(read("0E99"), "0");
}

TEST(ParseAmount, LeavesTheOutputAloneWhereItDoesNotAnswerOk) {
  Decimal amount{.mantissa = 77, .scale = 1};
  for (const char* text : {"", "x", "1E40", "0,5"}) parse_amount(text, Mark::point, amount);
  EXPECT_EQ(format(amount), "7.7");
}

// Both ways in say the same; what stands behind a text that can be read beyond its end is not looked at.
std::string plain(std::string_view text) {
  const auto said = [](bool taken, std::int64_t mantissa, int scale) {
    return taken ? format({.mantissa = mantissa, .scale = scale}) : std::string("no");
  };
  std::int64_t mantissa = 0;
  int scale = 0;
  const bool taken = parse_plain(text.data(), text.size(), mantissa, scale);
  const std::string answer = said(taken, mantissa, scale);
  for (const char behind : {'7', '.', '-', ',', '\0', '\xB5'}) {
    const std::string longer = std::string(text) + std::string(kReadable, behind);
    const bool again = parse_plain_readable(longer.data(), text.size(), mantissa, scale);
    EXPECT_EQ(said(again, mantissa, scale), answer) << text << " before " << behind;
  }
  return answer;
}

TEST(ParsePlain, TakesASignDigitsAndOnePoint) {
  EXPECT_EQ(plain("0"), "0");
  EXPECT_EQ(plain("7"), "7");
  EXPECT_EQ(plain("-12.50"), "-12.50");
  EXPECT_EQ(plain(".5"), "0.5");
  EXPECT_EQ(plain("5."), "5");
  EXPECT_EQ(plain("-0.000"), "0.000");
  EXPECT_EQ(plain("12345678"), "12345678");
  EXPECT_EQ(plain("123456789"), "123456789");
  EXPECT_EQ(plain("1234567.8901"), "1234567.8901");
  EXPECT_EQ(plain("0.0000000012"), "0.0000000012");
  EXPECT_EQ(plain("999999999999999999"), "999999999999999999");
  EXPECT_EQ(plain("-9.99999999999999999"), "-9.99999999999999999");
  EXPECT_EQ(plain(".123456789012345678"), "0.123456789012345678");
}

TEST(ParsePlain, LeavesAllElseToParseAmount) {
  for (const char* text : {"",
                           "-",
                           ".",
                           "-.",
                           "+3",
                           "1,234",
                           "1.2E-7",
                           " 1",
                           "1 ",
                           "1.2.3",
                           "--1",
                           "1-",
                           "12/5",
                           "12:5",
                           "1234567/",
                           "1234567:8",
                           "12345678901;",
                           "１２",
                           "12.34.5678",
                           "..",
                           "1..2",
                           "1234567890123456789",
                           "0.000000000000000001",
                           "-1234567890.123456789"}) {
    EXPECT_EQ(plain(text), "no") << text;
  }
}

TEST(ParsePlain, APointOrAStrangerIsSeenAtEveryPlace) {
  const std::string digits = "123456789123456789";
  for (std::size_t length = 1; length <= digits.size(); ++length) {
    for (std::size_t at = 0; at <= length; ++at) {
      std::string text = digits.substr(0, length);
      text.insert(at, ".");
      const std::string whole = at == 0 ? "0" : digits.substr(0, at);
      EXPECT_EQ(plain(text), at == length ? whole : whole + "." + digits.substr(at, length - at)) << text;
      for (const char stranger : {'/', ':', ',', 'E', '-', '\0', '\x7F', '\xB5'}) {
        text[at] = stranger;
        if (stranger == '-' && at == 0) continue;
        EXPECT_EQ(plain(text), "no") << text;
      }
    }
  }
}

TEST(ParsePlain, TwoPointsAreNoNumberWhereverTheyStand) {
  for (std::size_t first = 0; first <= 16; ++first) {
    for (std::size_t second = first; second <= 16; ++second) {
      std::string text = "1234567890123456";
      text.insert(second, ".").insert(first, ".");
      EXPECT_EQ(plain(text), "no") << text;
    }
  }
}

}  // namespace
}  // namespace billfold::money
