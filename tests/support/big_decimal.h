#pragma once

// A slow exact decimal of any length, by digits and carries as on paper: what tests hold the core's sums against.
// It shares no code with core/money.

#include <algorithm>
#include <string>
#include <string_view>

namespace billfold::test {

class BigDecimal {
 public:
  BigDecimal() = default;
  // "-12.50"; a plain decimal.
  explicit BigDecimal(std::string_view text) {
    negative_ = !text.empty() && text.front() == '-';
    if (negative_) text.remove_prefix(1);
    const std::size_t point = text.find('.');
    whole_ = std::string(text.substr(0, point));
    fraction_ = point == std::string_view::npos ? "" : std::string(text.substr(point + 1));
  }

  BigDecimal& operator+=(const BigDecimal& other) {
    BigDecimal a = *this;
    BigDecimal b = other;
    align(a, b);
    const std::string x = a.whole_ + a.fraction_;
    const std::string y = b.whole_ + b.fraction_;
    const std::size_t fraction = a.fraction_.size();
    std::string digits;
    if (a.negative_ == b.negative_) {
      digits = sum(x, y);
      negative_ = a.negative_;
    } else {
      digits = x >= y ? difference(x, y) : difference(y, x);
      negative_ = x >= y ? a.negative_ : b.negative_;
    }
    whole_ = digits.substr(0, digits.size() - fraction);
    fraction_ = digits.substr(digits.size() - fraction);
    return *this;
  }

  // Without zeros that say nothing: "12.5", "0", "-0.007".
  std::string text() const {
    std::string whole = whole_;
    std::string fraction = fraction_;
    while (!whole.empty() && whole.front() == '0') whole.erase(0, 1);
    while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
    if (whole.empty()) whole = "0";
    if (whole == "0" && fraction.empty()) return "0";
    return (negative_ ? "-" : "") + whole + (fraction.empty() ? "" : "." + fraction);
  }

 private:
  static void align(BigDecimal& a, BigDecimal& b) {
    const std::size_t whole = std::max(a.whole_.size(), b.whole_.size()) + 1;
    const std::size_t fraction = std::max(a.fraction_.size(), b.fraction_.size());
    for (BigDecimal* number : {&a, &b}) {
      number->whole_.insert(0, whole - number->whole_.size(), '0');
      number->fraction_.append(fraction - number->fraction_.size(), '0');
    }
  }
  static std::string sum(const std::string& x, const std::string& y) {
    std::string digits(x.size(), '0');
    int carry = 0;
    for (std::size_t i = x.size(); i-- > 0;) {
      const int digit = (x[i] - '0') + (y[i] - '0') + carry;
      digits[i] = static_cast<char>('0' + digit % 10);
      carry = digit / 10;
    }
    return digits;
  }
  static std::string difference(const std::string& x, const std::string& y) {
    std::string digits(x.size(), '0');
    int borrow = 0;
    for (std::size_t i = x.size(); i-- > 0;) {
      int digit = (x[i] - '0') - (y[i] - '0') - borrow;
      borrow = digit < 0 ? 1 : 0;
      digits[i] = static_cast<char>('0' + (digit < 0 ? digit + 10 : digit));
    }
    return digits;
  }

  bool negative_ = false;
  std::string whole_ = "0";
  std::string fraction_;
};

}  // namespace billfold::test
