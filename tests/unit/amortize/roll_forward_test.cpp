#include "amortize/roll_forward.h"

#include <gtest/gtest.h>

#include "support/orders.h"

namespace billfold::amortize {
namespace {

using test::book_of;
using test::day;

// What all the orders of a book move from `first` to `last`, each being added on its first day.
Movement movement(const test::Book& book, const char* first, const char* last) {
  const Spread spread = book.spread();
  Movement sum;
  for (const Order& order : book.orders.orders) {
    EXPECT_TRUE(
        add_movement(order, spread.course(order), order.validity.first, {day(first), day(last)}, sum));
  }
  return sum;
}

// "opening + purchases + residuals - amortized - refunds = closing"
std::string in_words(const Movement& movement) {
  const auto text = [](i128 amount) { return money::format({amount, 2}); };
  return text(movement.opening) + " + " + text(movement.purchases) + " + " + text(movement.residuals) +
         " - " + text(movement.amortized) + " - " + text(movement.refunds) + " = " + text(movement.closing());
}

// rules 3: 365 for the year: opening 120 amortized, 31 in May, 214 left.
TEST(RollForward, OfMayOfAYearTakesItsDaysFromTheBalance) {
  const auto book = book_of("A,,new,2023-01-01,2023-12-31,365,0,\n");
  EXPECT_EQ(in_words(movement(*book, "2023-05-01", "2023-05-31")),
            "245.00 + 0.00 + 0.00 - 31.00 - 0.00 = 214.00");
  EXPECT_EQ(in_words(movement(*book, "2023-01-01", "2023-01-31")),
            "0.00 + 365.00 + 0.00 - 31.00 - 0.00 = 334.00");
}

TEST(RollForward, HasNothingBeforeAnOrderAndAfterItsEnd) {
  const auto book = book_of("A,,new,2023-01-01,2023-12-31,365,0,\n");
  EXPECT_TRUE(movement(*book, "2022-12-01", "2022-12-31").is_empty());
  EXPECT_TRUE(movement(*book, "2024-01-01", "2024-01-31").is_empty());
}

// rules 3: 62 over January, -20 on the 20th: 42 in all, and 20 are paid back.
TEST(RollForward, OfARefundPaysBackWhatIsNotAmortizedAnyMore) {
  const auto book = book_of("A,,new,2023-01-01,2023-01-31,62,0,\nR,A,refund,2023-01-20,,-20,0,\n");
  EXPECT_EQ(in_words(movement(*book, "2023-01-01", "2023-01-31")),
            "0.00 + 62.00 + 0.00 - 42.00 - 20.00 = 0.00");
  EXPECT_EQ(in_words(movement(*book, "2023-01-20", "2023-01-20")),
            "24.00 + 0.00 + 0.00 - 4.00 - 20.00 = 0.00");
}

// rules 3: on the 20th a residual of -18 and a new configuration of 36.
TEST(RollForward, OfAChangeTellsTheResidualOfTheOldConfigurationApart) {
  const auto book = book_of(
      "A,,new,2023-01-01,2023-01-31,62,0,\n"
      "B,A,change,2023-01-20,2023-01-31,-18,0,\n"
      "C,A,change,2023-01-20,2023-01-31,36,0,\n");
  EXPECT_EQ(in_words(movement(*book, "2023-01-01", "2023-01-31")),
            "0.00 + 98.00 + -18.00 - 80.00 - 0.00 = 0.00");
}

TEST(RollForward, HasNoPayAsYouGo) {
  const auto book = book_of("P,,payg,2023-01-05,,7,0,\n");
  ASSERT_EQ(book->orders.orders.size(), 1U);
  EXPECT_TRUE(movement(*book, "2023-01-01", "2023-01-31").is_empty());
}

TEST(RollForward, OfTwoPeriodsHasTheFirstsClosingForTheSecondsOpening) {
  const auto book = book_of("A,,new,2023-01-10,2023-03-05,100,0,\nR,A,refund,2023-02-20,,-11,0,\n");
  EXPECT_TRUE(movement(*book, "2023-01-01", "2023-01-31").closing() ==
              movement(*book, "2023-02-01", "2023-02-28").opening);
}

TEST(Movement, AddsUp) {
  Movement sum{1, 20, 300, 4000, 50000};
  EXPECT_TRUE(sum.additions() == 320);
  EXPECT_TRUE(sum.closing() == 1 + 320 - 4000 - 50000);
  EXPECT_TRUE(merge({5, 6, 7, 8, 9}, sum));
  EXPECT_EQ(in_words(sum), "0.06 + 0.26 + 3.07 - 40.08 - 500.09 = -536.78");
  EXPECT_FALSE(sum.is_empty());
  EXPECT_TRUE(Movement{}.is_empty());
}

TEST(Movement, ThatLeaves38DigitsIsSaid) {
  Movement sum;
  sum.amortized = money::power_of_ten(38) - 1;
  EXPECT_FALSE(merge({0, 0, 0, 1, 0}, sum));
}

}  // namespace
}  // namespace billfold::amortize
