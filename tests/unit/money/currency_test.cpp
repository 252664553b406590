#include "money/currency.h"

#include <gtest/gtest.h>

namespace billfold::money {
namespace {

TEST(Currency, CodesOfBillsAreKnown) {
  for (const char* code : {"AED", "USD", "CNY", "RMB", "EUR", "JPY", "HKD", "ZWL"})
    EXPECT_TRUE(is_currency_code(code));
}

TEST(Currency, UnitsAndWordsAreNotCodes) {
  for (const char* word : {"", "US", "usd", "USDT", "KWH", "NAN", "INF", "GET", "AAA", "ZZZ"}) {
    EXPECT_FALSE(is_currency_code(word)) << word;
  }
}

}  // namespace
}  // namespace billfold::money
