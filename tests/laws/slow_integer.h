#pragma once

// Whole numbers of any length, as slow and as plain as on paper: the reference that money is checked against.
// It shares no code with core, and nothing here may become clever.

#include <algorithm>
#include <cassert>
#include <string>
#include <utility>

namespace billfold::laws {

class SlowInteger {
 public:
  SlowInteger() = default;
  // "-120", "007"
  explicit SlowInteger(std::string text) {
    if (!text.empty() && text[0] == '-') {
      negative_ = true;
      text.erase(0, 1);
    }
    digits_ = std::string(text.rbegin(), text.rend());
    normalize();
  }
  static SlowInteger power_of_ten(int exponent) {
    return SlowInteger("1" + std::string(static_cast<std::size_t>(exponent), '0'));
  }

  std::string text() const { return (negative_ ? "-" : "") + std::string(digits_.rbegin(), digits_.rend()); }
  // Digits without the sign; 0 has one.
  std::size_t length() const { return digits_.size(); }
  bool is_zero() const { return digits_ == "0"; }
  bool is_negative() const { return negative_; }
  bool is_odd() const { return (digits_[0] - '0') % 2 == 1; }
  SlowInteger magnitude() const {
    SlowInteger result = *this;
    result.negative_ = false;
    return result;
  }
  SlowInteger negated() const {
    SlowInteger result = *this;
    result.negative_ = !negative_;
    result.normalize();
    return result;
  }

  friend int compare(const SlowInteger& a, const SlowInteger& b) {
    if (a.negative_ != b.negative_) return a.negative_ ? -1 : 1;
    const int by_magnitude = compare_digits(a.digits_, b.digits_);
    return a.negative_ ? -by_magnitude : by_magnitude;
  }
  friend bool operator==(const SlowInteger& a, const SlowInteger& b) { return compare(a, b) == 0; }
  friend bool operator<(const SlowInteger& a, const SlowInteger& b) { return compare(a, b) < 0; }

  friend SlowInteger operator+(const SlowInteger& a, const SlowInteger& b) {
    SlowInteger result;
    if (a.negative_ == b.negative_) {
      result.digits_ = add_digits(a.digits_, b.digits_);
      result.negative_ = a.negative_;
    } else if (compare_digits(a.digits_, b.digits_) >= 0) {
      result.digits_ = subtract_digits(a.digits_, b.digits_);
      result.negative_ = a.negative_;
    } else {
      result.digits_ = subtract_digits(b.digits_, a.digits_);
      result.negative_ = b.negative_;
    }
    result.normalize();
    return result;
  }
  friend SlowInteger operator-(const SlowInteger& a, const SlowInteger& b) { return a + b.negated(); }
  friend SlowInteger operator*(const SlowInteger& a, const SlowInteger& b) {
    SlowInteger result;
    for (std::size_t i = b.digits_.size(); i-- > 0;) {  // times ten, plus a once for each unit of the digit
      result.digits_.insert(0, "0");
      for (int times = b.digits_[i] - '0'; times > 0; --times)
        result.digits_ = add_digits(result.digits_, a.digits_);
    }
    result.negative_ = a.negative_ != b.negative_;
    result.normalize();
    return result;
  }
  // Quotient toward zero and remainder of the magnitudes; the divisor is not 0.
  friend std::pair<SlowInteger, SlowInteger> divide_magnitudes(const SlowInteger& a, const SlowInteger& b) {
    assert(!b.is_zero());
    SlowInteger quotient;
    SlowInteger remainder;
    for (std::size_t i = a.digits_.size(); i-- > 0;) {
      remainder.digits_.insert(0, 1, a.digits_[i]);
      remainder.normalize();
      char digit = '0';
      while (compare_digits(remainder.digits_, b.digits_) >= 0) {
        remainder.digits_ = subtract_digits(remainder.digits_, b.digits_);
        remainder.normalize();
        ++digit;
      }
      quotient.digits_.insert(0, 1, digit);
    }
    quotient.normalize();
    return {quotient, remainder};
  }

 private:
  static int compare_digits(const std::string& a, const std::string& b) {
    if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
    return std::string(a.rbegin(), a.rend()).compare(std::string(b.rbegin(), b.rend()));
  }
  static std::string add_digits(const std::string& a, const std::string& b) {
    std::string sum;
    int carry = 0;
    for (std::size_t i = 0; i < std::max(a.size(), b.size()) || carry != 0; ++i) {
      const int digit = carry + (i < a.size() ? a[i] - '0' : 0) + (i < b.size() ? b[i] - '0' : 0);
      sum += static_cast<char>('0' + digit % 10);
      carry = digit / 10;
    }
    return sum;
  }
  // a >= b
  static std::string subtract_digits(const std::string& a, const std::string& b) {
    std::string difference;
    int borrow = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
      int digit = (a[i] - '0') - borrow - (i < b.size() ? b[i] - '0' : 0);
      borrow = digit < 0 ? 1 : 0;
      if (digit < 0) digit += 10;
      difference += static_cast<char>('0' + digit);
    }
    return difference;
  }
  void normalize() {
    while (digits_.size() > 1 && digits_.back() == '0') digits_.pop_back();
    if (digits_.empty()) digits_ = "0";
    if (digits_ == "0") negative_ = false;
  }

  std::string digits_ = "0";  // the units first
  bool negative_ = false;
};

}  // namespace billfold::laws
