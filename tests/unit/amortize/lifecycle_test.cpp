#include "amortize/lifecycle.h"

#include <gtest/gtest.h>

#include "support/orders.h"

namespace billfold::amortize {
namespace {

using test::Book;
using test::book_of;
using test::day;

std::string text(i128 mantissa, int scale = 2) { return money::format({mantissa, scale}); }

// What all orders get on one day.
std::string on(const Book& book, const char* date, std::string_view measure = "PayableAmount") {
  const Spread spread = book.spread(measure);
  i128 sum = 0;
  for (const Order& order : book.orders.orders) sum += spread.course(order).on(day(date));
  return text(sum, spread.scale());
}
std::string between(const Book& book, const char* first, const char* last) {
  const Spread spread = book.spread();
  i128 sum = 0;
  for (const Order& order : book.orders.orders) {
    const Course course = spread.course(order);
    sum += course.through(day(last)) - course.through(day(first) - 1);
  }
  return text(sum, spread.scale());
}

TEST(Lifecycle, ARenewalIsAnOrderOfItsOwn) {
  const auto book = book_of(
      "Order001,,new,2023-01-01,2023-01-31,62,0,\n"
      "Order002,Order001,renew,2023-02-01,2023-02-28,62,0,\n");
  EXPECT_EQ(on(*book, "2023-01-31"), "2.00");
  EXPECT_EQ(on(*book, "2023-02-01"), "2.21");
  EXPECT_EQ(on(*book, "2023-02-28"), "2.33");
  EXPECT_EQ(between(*book, "2023-02-01", "2023-02-28"), "62.00");
}

TEST(Lifecycle, OnTheDayOfARefundTheRemainderIsRecognisedAndNothingAfter) {
  const auto book = book_of(
      "Order001,,new,2023-01-01,2023-01-31,62,0,\n"
      "Order002,Order001,refund,2023-01-20,,-20,0,\n");
  EXPECT_EQ(on(*book, "2023-01-19"), "2.00");
  const Course order = book->spread().course(book->order("Order001"));
  EXPECT_EQ(text(order.on(day("2023-01-20"))), "24.00");
  EXPECT_EQ(on(*book, "2023-01-20"), "4.00");
  EXPECT_EQ(on(*book, "2023-01-21"), "0.00");
  EXPECT_EQ(between(*book, "2023-01-01", "2023-01-31"), "42.00");
  EXPECT_TRUE(book->orders.errors.empty());
}

TEST(Lifecycle, ResidualValuesComeFromTheDataAndRunToTheEnd) {
  const auto book = book_of(
      "Order001,,new,2023-01-01,2023-01-31,62,0,\n"
      "SubOrder001,Order001,change,2023-01-20,2023-01-31,-18,0,\n"
      "SubOrder002,Order001,change,2023-01-20,2023-01-31,36,0,\n");
  EXPECT_EQ(on(*book, "2023-01-19"), "2.00");
  EXPECT_EQ(on(*book, "2023-01-20"), "3.50");
  EXPECT_EQ(on(*book, "2023-01-30"), "3.50");
  EXPECT_EQ(on(*book, "2023-01-31"), "3.50");
  EXPECT_EQ(between(*book, "2023-01-01", "2023-01-31"), "80.00");
}

TEST(Lifecycle, AChangeWithoutAnEndRunsAsLongAsItsOrderAndMayRepeatItsNumber) {
  const auto book = book_of(
      "Order001,,new,2023-01-01,2023-01-31,62,0,\n"
      "Order002,Order001,change,2023-01-20,,-18,0,\n"
      "Order002,Order001,change,2023-01-20,,36,0,\n");
  EXPECT_TRUE(book->orders.errors.empty());
  EXPECT_EQ(on(*book, "2023-01-25"), "3.50");
  EXPECT_EQ(between(*book, "2023-01-01", "2023-01-31"), "80.00");
}

TEST(Lifecycle, ARefundEndsTheChangesOfItsOrderToo) {
  // By the 25th: 62 - 24 x 2 = 14, -18 + 5 x 1.5 = -10.5, 36 - 5 x 3 = 21; together 24.5, less 10.
  const auto book = book_of(
      "Order001,,new,2023-01-01,2023-01-31,62,0,\n"
      "SubOrder001,Order001,change,2023-01-20,2023-01-31,-18,0,\n"
      "SubOrder002,Order001,change,2023-01-20,2023-01-31,36,0,\n"
      "Order003,Order001,refund,2023-01-25,,-10,0,\n");
  EXPECT_EQ(on(*book, "2023-01-25"), "14.50");
  EXPECT_EQ(on(*book, "2023-01-26"), "0.00");
  EXPECT_EQ(between(*book, "2023-01-01", "2023-01-31"), "70.00");
}

TEST(Lifecycle, EveryAmountColumnIsSpreadByTheSameRule) {
  const auto book = book_of("Order002,,renew,2023-02-01,2023-02-28,62,31,\n");
  EXPECT_EQ(on(*book, "2023-02-01", "CouponAmount"), "1.10");
  EXPECT_EQ(on(*book, "2023-02-28", "CouponAmount"), "1.30");
}

TEST(Lifecycle, PayAsYouGoIsRecognisedAtOnce) {
  const auto book = book_of("Bill001,,payg,2023-01-01 12:00:00,2023-01-01 13:00:00,2,0,\n");
  EXPECT_EQ(on(*book, "2023-01-01"), "2.00");
  EXPECT_EQ(on(*book, "2023-01-02"), "0.00");
}

TEST(Lifecycle, APartDayCountsAsAWholeOneAndAnEndAtMidnightIsTheDayBefore) {
  const auto part = book_of("A,,new,2023-01-01 15:30:00,2023-01-31 15:30:00,62,0,\n");
  EXPECT_EQ(part->order("A").validity.count(), 31);
  const auto midnight = book_of("A,,new,2023-01-01 00:00:00,2023-02-01 00:00:00,62,0,\n");
  EXPECT_EQ(midnight->order("A").validity.count(), 31);
}

// 120000 for 10^9 events in 2023.
TEST(ByUse, APackIsRecognisedByItsDeductionsAndTheRestAtItsEnd) {
  const auto book = book_of("Pack,,pack-total,2023-01-01,2023-12-31,120000,0,1000000000\n",
                            "Pack,2023-01-05,100000000,daily\n"
                            "Pack,2023-05-20,200000000,daily\n"
                            "Pack,2023-01-30,200000000,daily\n");
  EXPECT_EQ(on(*book, "2023-01-05"), "12000.00");
  EXPECT_EQ(on(*book, "2023-01-30"), "24000.00");
  EXPECT_EQ(on(*book, "2023-05-20"), "24000.00");
  EXPECT_EQ(on(*book, "2023-12-31"), "60000.00");
  EXPECT_EQ(between(*book, "2023-01-01", "2023-12-31"), "120000.00");
  EXPECT_EQ(on(*book, "2023-03-01"), "0.00");
}

TEST(ByUse, TheRestFallsOnTheDayOnWhichTheQuantityRunsOut) {
  // 1/3 x 100 = 33.33 twice; the third day gets 33.34 and the end nothing.
  const auto book = book_of("Pack,,reserved-storage,2023-01-01,2023-12-31,100,0,3\n",
                            "Pack,2023-02-01,1,daily\nPack,2023-02-02,1,daily\nPack,2023-02-03,1,hourly\n");
  EXPECT_EQ(on(*book, "2023-02-01"), "33.33");
  EXPECT_EQ(on(*book, "2023-02-03"), "33.34");
  EXPECT_EQ(on(*book, "2023-12-31"), "0.00");
}

TEST(ByUse, DeductionsOfOneDayAreCutTogether) {
  // 2/3 x 0.05 = 0.03; each on its own would be 0.01.
  const auto book = book_of("Pack,,pack-total,2023-01-01,2023-01-31,0.05,0,3\n",
                            "Pack,2023-01-05,1,hourly\nPack,2023-01-05,1,hourly\n");
  EXPECT_EQ(on(*book, "2023-01-05"), "0.03");
}

TEST(ByUse, MonthlyDeductionsFallOnTheEndOfTheirMonthFromApril2025On) {
  const auto book = book_of("Pack,,pack-total,2025-01-01,2025-05-20,1000,0,10\n",
                            "Pack,2025-03-10,1,monthly\n"
                            "Pack,2025-04-10,2,monthly\n"
                            "Pack,2025-04-11,1,daily\n"
                            "Pack,2025-05-02,3,monthly\n");
  EXPECT_EQ(on(*book, "2025-03-10"), "100.00");
  EXPECT_EQ(on(*book, "2025-04-10"), "0.00");
  EXPECT_EQ(on(*book, "2025-04-11"), "100.00");
  EXPECT_EQ(on(*book, "2025-04-30"), "200.00");
  // The pack ends before May does: 300 of use and 300 of rest.
  EXPECT_EQ(on(*book, "2025-05-20"), "600.00");
  EXPECT_EQ(between(*book, "2025-01-01", "2025-12-31"), "1000.00");
}

TEST(Schedule, TheYearBoughtOnTheFirstOfJanuaryHasThisMay) {
  const auto book = book_of("ECS-1y,,new,2023-01-01,2023-12-31,365,0,\n");
  const Course course = book->spread().course(book->order("ECS-1y"));
  const calendar::DayRange may{day("2023-05-01"), day("2023-05-31")};
  const i128 opening = course.through(may.first - 1);
  const i128 now = course.through(may.last) - opening;
  EXPECT_EQ(text(course.linear.daily), "1.00");
  EXPECT_EQ(course.days_in(may), 31);
  EXPECT_EQ(text(now), "31.00");
  EXPECT_EQ(text(opening), "120.00");
  EXPECT_EQ(text(course.amount() - opening - now), "214.00");
}

}  // namespace
}  // namespace billfold::amortize
