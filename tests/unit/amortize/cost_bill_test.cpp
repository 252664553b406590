#include "amortize/cost_bill.h"

#include <gtest/gtest.h>

#include "support/orders.h"

namespace billfold::amortize {
namespace {

using test::book_of;
using Lines = std::vector<std::string>;

// The cells of each line in these columns, a blank between.
Lines lines_of(const bill::Bill& bill, const Lines& columns) {
  Lines lines;
  for (std::size_t row = 0; row < bill.rows; ++row) {
    std::string line;
    for (const std::string& name : columns) {
      const bill::Column* column = bill.find_column(name);
      if (!line.empty()) line += " ";
      if (column == nullptr) {
        line += "no " + name;
      } else if (column->amount) {
        line += money::format_trimmed((*column->amount)[row]);
      } else {
        line += column->text->values.text(column->text->ids[row]);
      }
    }
    lines.push_back(line);
  }
  return lines;
}

bill::Bill cost_bill(const test::Book& book, Grain grain = Grain::month) {
  Result<bill::Bill> made = cost_bill_of(book.orders, book.scale, grain);
  EXPECT_TRUE(made);
  return made ? std::move(*made) : bill::Bill{};
}

// rules 3: 365 bought on 1 January for the year; May has 31 days, opening 120.00, left 214.00.
TEST(CostBill, HasALineAMonthWithTheConsolesColumns) {
  const auto book = book_of("A,,new,2023-01-01,2023-12-31,365,0,\n");
  const bill::Bill bill = cost_bill(*book);
  ASSERT_EQ(bill.rows, 12U);
  EXPECT_EQ(lines_of(bill, {"OrderNo", "AmortizedMonth", "AmortizedType", "AmortizedBeginTime",
                            "AmortizedEndTime"})[4],
            "A 2023-05 new 2023-05-01 00:00:00 2023-05-31 23:59:59");
  EXPECT_EQ(lines_of(bill, {"AmortizedDayNum", "DailyAmortizedPayableAmount", "PayableAmount",
                            "BeforeAmortizedPayableAmount", "UnamortizedPayableAmount"})[4],
            "31 1 31 120 214");
}

TEST(CostBill, BeginsAndEndsWithTheValidityAndNotWithTheMonth) {
  const auto book = book_of("A,,new,2023-01-30,2023-02-02,4,0,\n");
  EXPECT_EQ(
      lines_of(cost_bill(*book),
               {"AmortizedBeginTime", "AmortizedEndTime", "AmortizedDayNum", "PayableAmount"}),
      (Lines{"2023-01-30 00:00:00 2023-01-31 23:59:59 2 2", "2023-02-01 00:00:00 2023-02-02 23:59:59 2 2"}));
}

TEST(CostBill, ByDayHasALineADay) {
  const auto book = book_of("A,,new,2023-01-30,2023-02-01,10,0,\n");
  EXPECT_EQ(lines_of(cost_bill(*book, Grain::day), {"AmortizedBeginTime", "PayableAmount"}),
            (Lines{"2023-01-30 00:00:00 3.33", "2023-01-31 00:00:00 3.33", "2023-02-01 00:00:00 3.34"}));
}

TEST(CostBill, SpreadsEveryAmountByTheSameRule) {
  const auto book = book_of("A,,new,2023-01-31,2023-02-01,10,3,\n");
  EXPECT_EQ(lines_of(cost_bill(*book), {"PayableAmount", "CouponAmount", "UnamortizedCouponAmount"}),
            (Lines{"5 1.5 1.5", "5 1.5 0"}));
}

TEST(CostBill, KeepsPayAsYouGoAsOneLineOfItsDay) {
  const auto book = book_of("P,,payg,2023-01-05,2023-03-05,7,0,\n");
  EXPECT_EQ(lines_of(cost_bill(*book), {"AmortizedMonth", "AmortizedType", "AmortizedBeginTime",
                                        "PayableAmount", "UnamortizedPayableAmount"}),
            Lines{"2023-01 payg 2023-01-05 7 0"});
}

// rules 3: after the refund on the 20th there is nothing; 42.00 in all.
TEST(CostBill, EndsAnOrderOnTheDayOfItsRefund) {
  const auto book = book_of("A,,new,2023-01-01,2023-02-28,62,0,\nR,A,refund,2023-01-20,,-20,0,\n");
  EXPECT_EQ(lines_of(cost_bill(*book), {"OrderNo", "AmortizedEndTime", "PayableAmount"}),
            (Lines{"A 2023-01-20 23:59:59 62", "R 2023-01-20 23:59:59 -20"}));
}

// A pack has lines for the months that take something of it, and for its last.
TEST(CostBill, HasNoLineForAMonthInWhichAPackIsNotUsed) {
  const auto book = book_of("P,,pack-total,2023-01-01,2023-12-31,100,0,10\n",
                            "P,2023-02-02,1,daily\nP,2023-02-03,1,daily\n");
  EXPECT_EQ(lines_of(cost_bill(*book), {"AmortizedMonth", "PayableAmount", "PackQuantity"}),
            (Lines{"2023-02 20 10", "2023-12 80 0"}));  // a quantity is told once
}

TEST(CostBill, KnowsTheRowThatEachLineComesFrom) {
  const auto book = book_of("A,,new,2023-01-01,2023-02-28,59,0,\nP,,payg,2023-01-05,,7,0,\n");
  const bill::Bill bill = cost_bill(*book);
  EXPECT_EQ(bill.origins, (std::vector<std::uint32_t>{0, 0, 1}));
  EXPECT_EQ(bill.source_of(1).second, 0U);
}

TEST(CostBill, KeepsALineInErrorWithoutAnAmountAndRejected) {
  const auto book = book_of("A,,new,2023-01-31,2023-01-01,62,0,\nB,,new,2023-01-01,2023-01-31,31,0,\n");
  const bill::Bill bill = cost_bill(*book);
  EXPECT_EQ(lines_of(bill, {"OrderNo", "PayableAmount"}), (Lines{"A 0", "B 31"}));
  ASSERT_EQ(bill.rejected.size(), 1U);
  EXPECT_EQ(bill.rejected[0].row, 0U);
  EXPECT_EQ(bill.rejected[0].reason, bill::RejectReason::not_scheduled);
  EXPECT_EQ(bill.rejected_lines, 1U);
}

TEST(CostBill, IsDatedByTheAmortizationsBegin) {
  const auto book = book_of("A,,new,2023-01-01,2023-02-28,59,0,\n");
  const bill::Bill bill = cost_bill(*book);
  EXPECT_EQ(bill.column_of_field("date")->role.name, "AmortizedBeginTime");
  EXPECT_EQ(bill.column_of_field("end_date")->role.name, "AmortizedEndTime");
  EXPECT_EQ(bill.default_measure, "PayableAmount");
}

}  // namespace
}  // namespace billfold::amortize
