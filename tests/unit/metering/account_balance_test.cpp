#include "metering/account_balance.h"

#include <gtest/gtest.h>
#include <string>

#include "money/decimal_format.h"

namespace billfold::metering {
namespace {

using Lines = std::vector<std::string>;

// The balance after each hour from hour 100 on; `charged` are cents.
struct Charged {
  std::vector<HourBill> bills;
  std::vector<const HourBill*> of_account;
  explicit Charged(const std::vector<int>& charged) {
    bills.resize(charged.size());
    for (std::size_t at = 0; at < charged.size(); ++at) {
      bills[at].hour = static_cast<std::int32_t>(100 + at);
      // Computed is more: the odd amount of half a cent is not taken.
      bills[at].charge = {charged[at] * 10000 + 5000, charged[at] * 10000, 5000};
      of_account.push_back(&bills[at]);
    }
  }
  Result<AccountBalance> balance(const money::Decimal& opening) const {
    return account_balance(opening, of_account);
  }
};

Lines after(const Result<AccountBalance>& balance) {
  Lines lines;
  for (const money::Decimal& left : balance->after) lines.push_back(money::format(left));
  return lines;
}

TEST(AccountBalance, IsLessByWhatEachHourCharged) {
  const auto balance = Charged({400, 1, 0}).balance({802, 2});
  ASSERT_TRUE(balance);
  EXPECT_EQ(money::format(balance->opening), "8.02");
  EXPECT_EQ(after(balance), (Lines{"4.02", "4.01", "4.01"}));
  EXPECT_FALSE(balance->runs_out);
}

TEST(AccountBalance, KeepsTheDigitsOfItsOpening) {
  EXPECT_EQ(after(Charged({1}).balance({5, 0})), Lines{"4.99"});
  EXPECT_EQ(after(Charged({1}).balance({50000, 4})), Lines{"4.9900"});
}

TEST(AccountBalance, RunsOutWithLessThanNothingAndNotWithNothing) {
  const auto balance = Charged({300, 1, 1}).balance({300, 2});
  ASSERT_TRUE(balance);
  EXPECT_EQ(after(balance), (Lines{"0.00", "-0.01", "-0.02"}));
  EXPECT_EQ(balance->runs_out, 101);  // the first such hour
}

TEST(AccountBalance, OfAnAccountWithoutBillsIsItsOpening) {
  const auto balance = Charged({}).balance({-1, 2});
  ASSERT_TRUE(balance);
  EXPECT_TRUE(balance->after.empty());
  EXPECT_FALSE(balance->runs_out);
}

TEST(AccountBalance, ThatLeaves38DigitsIsAnError) {
  const auto balance = Charged({1}).balance({-(money::power_of_ten(38) - 1), 0});
  ASSERT_FALSE(balance);
  EXPECT_EQ(balance.error().code, Code::overflow);
}

}  // namespace
}  // namespace billfold::metering
