#include "money/decimal_parse.h"

#include <algorithm>
#include <iterator>

#include "money/currency.h"

namespace billfold::money {
namespace {

// The alphabet of the grammar. ASCII stands for itself; all the rest is folded into it, or is kOther.
constexpr char kEnd = '\0';
constexpr char kOther = '\1';
constexpr char kBlank = ' ';       // may also stand between groups of digits
constexpr char kEdgeBlank = '\t';  // may stand only around an amount
constexpr char kCurrency = '$';
constexpr char kMinus = '-';
constexpr char kApostrophe = '\'';

char folded(std::uint32_t code_point) {
  if (code_point >= 0xFF01 && code_point <= 0xFF5E) return static_cast<char>(code_point - 0xFEE0);
  if (code_point >= 0x20A0 && code_point <= 0x20CF) return kCurrency;  // the block of currency symbols
  switch (code_point) {
    case 0x2212:
      return kMinus;
    case 0x2019:
      return kApostrophe;
    case 0x00A0:  // no-break
    case 0x2007:  // figure
    case 0x2009:  // thin
    case 0x202F:  // narrow no-break
      return kBlank;
    case 0x3000:  // ideographic
    case 0x200B:  // zero width
    case 0x200E:  // left-to-right mark
    case 0x200F:  // right-to-left mark
    case 0xFEFF:  // byte order mark
      return kEdgeBlank;
    case 0x00A3:  // pound
    case 0x00A5:  // yen, yuan
    case 0x0E3F:  // baht
    case 0x5143:  // 元
    case 0x5186:  // 円
    case 0x5706:  // 圆
    case 0xFFE1:  // full-width pound
    case 0xFFE5:  // full-width yen, yuan
    case 0xFFE6:  // full-width won
      return kCurrency;
    default:
      return kOther;
  }
}

// The digits of a number as they come: up to 38 of them from the first that is not 0, then only zeros.
class Digits {
 public:
  void push(unsigned digit) {
    if (kept_ == kMaxDigits) {  // a digit other than 0 would be the 39th significant one
      too_many_ = too_many_ || digit != 0;
      ++zeros_;
      return;
    }
    kept_ += kept_ != 0 || digit != 0 ? 1 : 0;
    low_ = low_ * 10 + digit;
    if (++low_digits_ == 18) spill();
  }

  // The number with `fraction` of its digits after the mark, times 10^exponent.
  AmountStatus finish(std::int64_t fraction, std::int64_t exponent, bool negative, Decimal& out) {
    if (too_many_) return AmountStatus::too_many_digits;
    std::int64_t scale = fraction - exponent;
    if (kept_ == 0) {
      out = {.mantissa = 0, .scale = scale >= 0 && scale <= kMaxScale ? static_cast<int>(scale) : 0};
      return AmountStatus::ok;
    }
    if (scale < 0) {
      zeros_ -= scale;
      scale = 0;
    }
    const std::int64_t excess = std::max({std::int64_t{0}, scale - kMaxScale, kept_ + zeros_ - kMaxDigits});
    if (excess > scale) return AmountStatus::too_many_digits;
    scale -= excess;
    zeros_ -= excess;
    spill();
    for (; zeros_ < 0; ++zeros_) {  // zeros among the digits kept; ends within 38 steps, as one is not 0
      if (high_ % 10 != 0) return AmountStatus::too_many_digits;
      high_ /= 10;
    }
    const i128 mantissa = zeros_ == 0 ? high_ : high_ * power_of_ten(static_cast<int>(zeros_));
    out = {.mantissa = negative ? -mantissa : mantissa, .scale = static_cast<int>(scale)};
    return AmountStatus::ok;
  }

 private:
  // One 128-bit multiplication for 18 digits, not for each.
  void spill() {
    if (high_ != 0) high_ *= power_of_ten(low_digits_);
    high_ += static_cast<i128>(low_);
    low_ = 0;
    low_digits_ = 0;
  }

  i128 high_ = 0;          // the digits kept, but for
  std::uint64_t low_ = 0;  // the last of them
  int low_digits_ = 0;
  std::int64_t kept_ = 0;
  std::int64_t zeros_ = 0;  // after the digits kept
  bool too_many_ = false;
};

struct Symbol {
  char kind = kEnd;
  std::uint8_t size = 0;  // bytes
};

// Only two- and three-byte sequences matter; what is not valid UTF-8 is kOther, as is what is longer.
Symbol beyond_ascii(const char* at, std::size_t left) {
  const auto byte = [at](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(at[i]));
  };
  const auto continues = [&](std::size_t i) { return i < left && (byte(i) & 0xC0) == 0x80; };
  if (byte(0) >= 0xC2 && byte(0) <= 0xDF && continues(1)) {
    return {folded((byte(0) & 0x1F) << 6 | (byte(1) & 0x3F)), 2};
  }
  if ((byte(0) & 0xF0) == 0xE0 && continues(1) && continues(2)) {
    const std::uint32_t code_point = (byte(0) & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
    return {code_point < 0x800 ? kOther : folded(code_point), 3};
  }
  return {kOther, 1};
}

class Cursor {
 public:
  explicit Cursor(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) { read(); }

  char kind() const { return symbol_.kind; }
  bool done() const { return at_ == end_; }
  bool is_digit() const { return kind() >= '0' && kind() <= '9'; }
  bool is_capital() const { return kind() >= 'A' && kind() <= 'Z'; }
  void advance() {
    at_ += symbol_.size;
    read();
  }
  bool take(char kind) {
    if (symbol_.kind != kind) return false;
    advance();
    return true;
  }
  // Gives how many there were.
  std::int64_t take_digits(Digits& digits) {
    std::int64_t count = 0;
    for (; is_digit(); advance(), ++count) {
      digits.push(static_cast<unsigned>(kind() - '0'));
      // The digits after an ASCII digit, without a look at each as a symbol.
      for (; end_ - at_ > 1 && at_[1] >= '0' && at_[1] <= '9' && symbol_.size == 1; ++at_, ++count) {
        digits.push(static_cast<unsigned>(at_[1] - '0'));
      }
    }
    return count;
  }
  void skip_blanks() {
    while (kind() == kBlank || kind() == kEdgeBlank) advance();
  }
  Cursor next() const {
    Cursor copy = *this;
    copy.advance();
    return copy;
  }

 private:
  void read() {
    if (done()) {
      symbol_ = {};
      return;
    }
    const auto byte = static_cast<unsigned char>(*at_);
    if (byte >= 0x80) {
      symbol_ = beyond_ascii(at_, static_cast<std::size_t>(end_ - at_));
    } else {
      symbol_ = {byte > ' ' ? *at_ : control(*at_), 1};
    }
  }
  static char control(char c) {
    if (c == ' ') return kBlank;
    return c == '\t' || c == '\r' || c == '\n' ? kEdgeBlank : kOther;
  }

  const char* at_;
  const char* end_;
  Symbol symbol_;
};

// 12  1234  1,234  1,23,456: the part before the mark. False where groups are not groups.
bool read_whole(Cursor& cursor, Mark mark, Digits& digits, std::int64_t& count, bool& grouped) {
  const char other_mark = mark == Mark::point ? ',' : '.';
  const bool starts_with_zero = cursor.kind() == '0';
  const std::int64_t first = cursor.take_digits(digits);
  std::int64_t group = first;  // digits of the last group so far
  std::int64_t groups = 1;
  char separator = kEnd;
  bool threes = true;  // every middle group has three digits
  bool twos = true;    // every middle group has two
  const auto separates = [&] {
    const char kind = cursor.kind();
    return (kind == other_mark || kind == kApostrophe || kind == kBlank) && cursor.next().is_digit();
  };
  count = first;
  while (group > 0 && separates()) {
    if (groups == 1) {
      separator = cursor.kind();
    } else {
      threes = threes && group == 3;
      twos = twos && group == 2;
    }
    if (!cursor.take(separator)) return false;
    group = cursor.take_digits(digits);
    count += group;
    ++groups;
  }
  grouped = groups > 1;
  if (!grouped) return true;
  const bool indian = twos && groups > 2 && first <= 2 && separator == ',';
  return !starts_with_zero && group == 3 && ((threes && first <= 3) || indian);
}

// e-7, E+05; absent is 0. Bounded far beyond any length of text, so that it cannot wrap.
std::int64_t read_exponent(Cursor& cursor) {
  if (cursor.kind() != 'e' && cursor.kind() != 'E') return 0;
  Cursor ahead = cursor.next();
  const bool negative = ahead.kind() == kMinus;
  if (negative || ahead.kind() == '+') ahead.advance();
  if (!ahead.is_digit()) return 0;
  constexpr std::int64_t kBound = 1'000'000'000'000'000;
  std::int64_t exponent = 0;
  for (; ahead.is_digit(); ahead.advance()) {
    exponent = std::min(kBound, exponent * 10 + (ahead.kind() - '0'));
  }
  cursor = ahead;
  return negative ? -exponent : exponent;
}

// The letters that stand before a currency sign. A list, since the M of 3M$ is a million.
bool is_country_of_sign(std::string_view letters) {
  constexpr std::string_view kCountries[] = {"",   "A",  "AU", "C", "CA", "CN", "HK",
                                             "JP", "NT", "NZ", "R", "S",  "SG", "US"};
  return std::find(std::begin(kCountries), std::end(kCountries), letters) != std::end(kCountries);
}

// $  ¥  元  USD  US$  HK$. False, and the cursor wherever it is, where there is none.
bool read_currency(Cursor& cursor) {
  char letters[3];
  std::size_t count = 0;
  for (; cursor.is_capital() && count < sizeof letters; cursor.advance()) letters[count++] = cursor.kind();
  if (count < sizeof letters) return is_country_of_sign({letters, count}) && cursor.take(kCurrency);
  return !cursor.is_capital() && is_currency_code({letters, count});
}

AmountStatus parse_under(std::string_view text, Mark mark, Decimal& out) {
  Cursor cursor(text);
  cursor.skip_blanks();
  if (cursor.done()) return AmountStatus::empty;

  bool sign = false;
  bool negative = false;
  bool parentheses = false;
  bool currency = false;
  for (;; cursor.skip_blanks()) {
    const char kind = cursor.kind();
    if (kind == '+' || kind == kMinus || kind == '(') {
      if (sign) return AmountStatus::not_a_number;
      sign = true;
      negative = kind != '+';
      parentheses = kind == '(';
      cursor.advance();
    } else if (kind == kCurrency || cursor.is_capital()) {
      if (currency || !read_currency(cursor)) return AmountStatus::not_a_number;
      currency = true;
    } else {
      break;
    }
  }

  Digits digits;
  std::int64_t count = 0;
  std::int64_t fraction = 0;
  bool grouped = false;
  if (!read_whole(cursor, mark, digits, count, grouped)) return AmountStatus::not_a_number;
  if (cursor.take(mark == Mark::point ? '.' : ',')) fraction = cursor.take_digits(digits);
  if (count + fraction == 0) return AmountStatus::not_a_number;
  const std::int64_t exponent = grouped ? 0 : read_exponent(cursor);

  cursor.skip_blanks();
  currency = false;
  for (; !cursor.done(); cursor.skip_blanks()) {
    if (parentheses && cursor.take(')')) {
      parentheses = false;
    } else if (currency || !read_currency(cursor)) {
      return AmountStatus::not_a_number;
    } else {
      currency = true;
    }
  }
  if (parentheses) return AmountStatus::not_a_number;
  return digits.finish(fraction, exponent, negative, out);
}

}  // namespace

AmountStatus parse_amount(std::string_view text, Mark mark, Decimal& out) {
  const AmountStatus status = parse_under(text, mark, out);
  if (status != AmountStatus::not_a_number) return status;
  Decimal unused;
  const Mark other = mark == Mark::point ? Mark::comma : Mark::point;
  return parse_under(text, other, unused) == AmountStatus::not_a_number ? status : AmountStatus::other_mark;
}

}  // namespace billfold::money
