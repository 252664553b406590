#pragma once

// Short spellings for the tests of money: an amount from its text, and back.

#include <gtest/gtest.h>
#include <ostream>
#include <string>
#include <string_view>

#include "money/decimal.h"
#include "money/decimal_format.h"
#include "money/decimal_parse.h"

namespace billfold::money {

inline void PrintTo(const Decimal& amount, std::ostream* out) { *out << format(amount); }
inline void PrintTo(AmountStatus status, std::ostream* out) {
  constexpr const char* kNames[] = {"ok", "empty", "not_a_number", "too_many_digits", "other_mark"};
  *out << kNames[static_cast<int>(status)];
}

inline Decimal dec(std::string_view text) {
  Decimal amount;
  EXPECT_EQ(parse_amount(text, Mark::point, amount), AmountStatus::ok) << text;
  return amount;
}

// The result's text with every digit of its scale, or the name of its error.
inline std::string shown(const Result<Decimal>& result) {
  return result ? format(*result) : std::string(name_of(result.error().code));
}

}  // namespace billfold::money
