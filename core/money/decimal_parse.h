#pragma once

// From the text of a cell to an exact amount. (rules 1)
//
// Every spelling that real bills have, under one decimal mark that was decided for the whole column
// (money/mark.h), never per cell:
//
//   -1,234.50   (12.00)   ¥ 12   $12   -$5   $-5   US$12   ￥12   12元   CNY 12   12 USD   1.2E-7   +3
//   .5   5.
//
// - Sign: + - U+2212, or parentheses for a negative amount; one of them, once.
// - Currency: a sign or an ISO 4217 code (or RMB), before, after, or both. It is skipped, not reported.
// - Blanks (space, tab, NBSP, thin and ideographic space) at both ends and around sign and currency.
// - Grouping: the other mark, an apostrophe or a blank, one kind in a cell, in groups of three after a first
//   group of one to three digits that does not begin with 0. Also the Indian form 1,23,456.00, by comma only:
//   invoices in rupees are written so, and the text has no second reading.
// - A full-width character (０-９ ， ． － （ ） ＄) stands for its ASCII twin.
// - Not numbers, as they would need a guess: 12%, 1.2K, 3万, 5¢, 12 GiB, 1,2,3, 1,204.5O, NaN, --3, (-3).
//
// Nothing is allocated; nothing is lost: an amount is read to its last digit or refused.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "money/decimal.h"

namespace billfold::money {

enum class Mark : std::uint8_t {
  point,  // 1,234.50
  comma,  // 1.234,50
};

enum class AmountStatus : std::uint8_t {
  ok,
  empty,            // nothing but blanks: counts as 0, and is counted as empty
  not_a_number,     // a rejected line
  too_many_digits,  // more than 38 significant or fraction digits, or 10^38 and above
  other_mark,       // not a number under this mark, but one under the other
};

// Writes `out` only for `ok`. The scale is the number of fraction digits as written (12.50 has 2, 1.20E-7 has
// 9, 1E5 has 0); zeros at the end are dropped only where 38 digits would not hold them.
AmountStatus parse_amount(std::string_view text, Mark mark, Decimal& out);

// The hot loop's way in: an optional '-', then 1 to 18 digits with at most one '.' among or around them, and
// nothing else. False (outputs then unspecified): ask parse_amount, which may still accept the text.
// Where it is true, parse_amount under Mark::point gives the same mantissa and scale.
inline bool parse_plain(const char* begin, std::size_t size, std::int64_t& mantissa, int& scale) {
  const char* const end = begin + size;
  const bool negative = size != 0 && *begin == '-';
  const char* at = begin + (negative ? 1 : 0);
  if (end - at > 19) return false;
  std::int64_t value = 0;
  int digits = 0;
  const char* point = nullptr;
  for (; at != end; ++at) {
    const auto digit = static_cast<unsigned>(static_cast<unsigned char>(*at)) - '0';
    if (digit <= 9) {
      value = value * 10 + static_cast<std::int64_t>(digit);
      ++digits;
    } else if (*at == '.' && point == nullptr) {
      point = at;
    } else {
      return false;
    }
  }
  if (digits == 0 || digits > 18) return false;
  mantissa = negative ? -value : value;
  scale = point == nullptr ? 0 : static_cast<int>(end - point) - 1;
  return true;
}

}  // namespace billfold::money
