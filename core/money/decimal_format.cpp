#include "money/decimal_format.h"

#include <cassert>
#include <cstddef>
#include <cstdint>

#include "money/wide.h"

namespace billfold::money {
namespace {

constexpr std::uint64_t kTenTo19 = 10'000'000'000'000'000'000U;

// The digits of the mantissa, with zeros in front so that there is one before the point at least.
struct Digits {
  char text[kMaxDigits + 1];
  char* first = text + sizeof text;

  explicit Digits(const Decimal& amount) {
    const u128 value = magnitude(amount.mantissa);  // below 10^38, so two words of 19 digits
    write(static_cast<std::uint64_t>(value % kTenTo19));
    if (value >= kTenTo19) {
      pad_to(19);
      write(static_cast<std::uint64_t>(value / kTenTo19));
    }
    pad_to(static_cast<std::size_t>(amount.scale) + 1);
  }
  std::size_t count() const { return static_cast<std::size_t>(text + sizeof text - first); }

 private:
  void write(std::uint64_t word) {
    for (; word != 0; word /= 10) *--first = static_cast<char>('0' + word % 10);
  }
  void pad_to(std::size_t width) {
    while (count() < width) *--first = '0';
  }
};

// Zeros are dropped from the end of the fraction, or put there, until it has least to most digits.
std::string spelled(const Decimal& amount, std::size_t least, std::size_t most) {
  assert(amount.scale >= 0 && amount.scale <= kMaxScale);
  const Digits digits(amount);
  std::size_t fraction = static_cast<std::size_t>(amount.scale);
  const std::size_t whole = digits.count() - fraction;
  while (fraction > most && digits.first[whole + fraction - 1] == '0') --fraction;
  std::string text;
  text.reserve(2 + whole + (fraction > least ? fraction : least));
  if (amount.mantissa < 0) text += '-';
  text.append(digits.first, whole);
  if (fraction == 0 && least == 0) return text;
  text += '.';
  text.append(digits.first + whole, fraction);
  if (fraction < least) text.append(least - fraction, '0');
  return text;
}

}  // namespace

std::string format(const Decimal& amount) {
  return spelled(amount, static_cast<std::size_t>(amount.scale), static_cast<std::size_t>(amount.scale));
}

std::string format_trimmed(const Decimal& amount) { return spelled(amount, 0, 0); }

std::string format_at_least(const Decimal& amount, int min_scale) {
  assert(min_scale >= 0);
  const auto least = static_cast<std::size_t>(min_scale);
  return spelled(amount, least, least);
}

}  // namespace billfold::money
