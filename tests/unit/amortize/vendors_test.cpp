// Orders out of vendors' bills: the words of each form are data of its profile.

#include <gtest/gtest.h>

#include "support/orders.h"
#include "support/shared.h"

namespace billfold::amortize {
namespace {

using test::book_of;
using test::day;

std::string text(i128 mantissa, int scale) { return money::format({mantissa, scale}); }

TEST(VendorOrders, OfVolcenginesBillDetail) {
  const auto book = book_of(
      "消费-新购,包年包月,A1,,2023-01-01 00:00:00,2023-01-31 23:59:59,62.00,p,ecs\n"
      "退款-退订,包年包月,A2,A1,2023-01-20 10:00:00,2023-01-20 10:00:00,-20.00,p,ecs\n"
      "消费-续费,包年包月,B2,B1,2023-02-01 00:00:00,2023-02-28 23:59:59,62.00,p,ecs\n"
      "消费-更配,包年包月,C2,C1,2023-01-20 00:00:00,2023-01-31 23:59:59,36.00,p,ecs\n"
      "消费-使用,按量计费,Bill001,,2023-01-01 12:00:00,2023-01-01 13:00:00,2.00,p,ecs\n",
      "", {},
      "账单类型,计费模式,订单号/账单号,原订单号,消费开始时间,消费结束时间,应付金额,Payer账号ID,配置名称\n");
  EXPECT_EQ(book->bill.profile, "volcengine-bill");
  EXPECT_TRUE(book->errors().empty());
  ASSERT_EQ(book->orders.orders.size(), 5U);
  const Kind kinds[] = {Kind::fresh, Kind::refund, Kind::renew, Kind::change, Kind::payg};
  for (std::size_t at = 0; at < 5; ++at) EXPECT_EQ(book->orders.orders[at].kind, kinds[at]) << at;
  EXPECT_EQ(book->order("A1").ended, day("2023-01-20"));
  const Spread spread = book->spread("应付金额");
  EXPECT_EQ(text(spread.course(book->order("A1")).on(day("2023-01-20")), 2), "24.00");
  EXPECT_EQ(text(spread.course(book->order("B2")).on(day("2023-02-28")), 2), "2.33");
}

TEST(VendorOrders, OfAwsUpfrontAndRecurringFees) {
  const auto book = book_of(
      "Fee,arn:ri-1,2023-01-01T00:00:00Z,2024-01-01T00:00:00Z,2023-01-01T00:00:00Z,2023-01-01T00:00:01Z,365."
      "00,b,p,AmazonEC2\n"
      "RIFee,arn:ri-1,,,2023-01-01T00:00:00Z,2023-02-01T00:00:00Z,31.00,b,p,AmazonEC2\n"
      "Usage,,,,2023-01-05T10:00:00Z,2023-01-05T11:00:00Z,0.10,b,p,AmazonEC2\n"
      "Fee,,,,2023-01-05T10:00:00Z,2023-01-05T11:00:00Z,5.00,b,p,AmazonEC2\n",
      "", {},
      "lineItem/LineItemType,reservation/ReservationARN,reservation/StartTime,reservation/EndTime,"
      "lineItem/UsageStartDate,lineItem/UsageEndDate,lineItem/UnblendedCost,identity/LineItemId,bill/"
      "PayerAccountId,"
      "lineItem/ProductCode\n");
  EXPECT_EQ(book->bill.profile, "aws-cur-legacy");
  EXPECT_TRUE(book->errors().empty());
  const Spread spread = book->spread("lineItem/UnblendedCost");
  ASSERT_EQ(book->orders.orders.size(), 4U);
  EXPECT_EQ(text(spread.course(book->orders.orders[0]).on(day("2023-07-01")), spread.scale()), "1.00");
  EXPECT_EQ(text(spread.course(book->orders.orders[1]).on(day("2023-01-31")), spread.scale()), "1.00");
  EXPECT_EQ(book->orders.orders[2].kind, Kind::payg);
  EXPECT_EQ(book->orders.orders[3].kind, Kind::payg);  // a fee that belongs to no commitment
}

TEST(VendorOrders, OfAzurePurchasesAndRefunds) {
  const auto book = book_of(
      "01/15/2023,Purchase,OneTime,12,PO-1,365.00,sub,m,USD\n"
      "01/15/2023,Purchase,Recurring,12,PO-2,31.00,sub,m,USD\n"
      "06/15/2023,Refund,OneTime,12,PO-1,-100.00,sub,m,USD\n"
      "01/20/2023,Usage,UsageBased,,,1.00,sub,m,USD\n",
      "", {},
      "Date,ChargeType,Frequency,Term,ProductOrderId,Cost,SubscriptionId,MeterCategory,BillingCurrency\n");
  EXPECT_TRUE(book->bill.profile.starts_with("azure")) << book->bill.profile;
  EXPECT_TRUE(book->errors().empty());
  ASSERT_EQ(book->orders.orders.size(), 4U);
  EXPECT_EQ(book->orders.orders[0].validity.last, day("2024-01-14"));
  EXPECT_EQ(book->orders.orders[0].ended, day("2023-06-15"));
  EXPECT_EQ(book->orders.orders[1].validity.last, day("2023-02-14"));
  EXPECT_EQ(book->orders.orders[2].kind, Kind::refund);
}

// The spec's own examples: the purchase spread over its year is what the hours of use say as EffectiveCost.
TEST(VendorOrders, FocusCommitmentsAmortizeToTheirOwnEffectiveCost) {
  const std::string folder = "bills/focus-spec-examples/commitment_discount_";
  const auto purchase = test::shared_file(folder + "purchase_scenario_1.csv");
  if (!purchase) GTEST_SKIP() << "the public bills are not here";
  const auto book = book_of(*purchase, "", {}, "");
  ASSERT_EQ(book->bill.profile, "focus");
  ASSERT_EQ(book->orders.orders.size(), 1U);
  const Spread spread = book->spread("BilledCost");
  const Course course = spread.course(book->orders.orders.front());
  const i128 of_a_day = course.on(day("2023-07-01"));
  EXPECT_EQ(text(course.amount(), spread.scale()), "8760.00");
  EXPECT_EQ(text(of_a_day, spread.scale()), "24.00");
  // One hour of the commitment, used or unused, in each scenario: a 24th of the day.
  for (const char* scenario : {"1", "2", "3"}) {
    const auto usage = test::shared_file(folder + "usage_scenario_" + scenario + ".csv");
    ASSERT_TRUE(usage.has_value());
    const Result<bill::Bill> bill = test::load(*usage);
    ASSERT_TRUE(bill.ok());
    const bill::Column* effective = bill->find_column("EffectiveCost");
    ASSERT_NE(effective, nullptr);
    const Result<money::Decimal> hour = bill::total_of(*bill, *effective, 0, bill->rows);
    ASSERT_TRUE(hour.ok());
    const money::Decimal day_amount{of_a_day, spread.scale()};
    const Result<money::Decimal> hours = money::multiply(*hour, {24, 0});
    ASSERT_TRUE(hours.ok());
    EXPECT_EQ(money::compare(*hours, day_amount), 0) << scenario;
  }
  // Half upfront: 4380 over the year is 12.00 a day.
  const auto partial = test::shared_file(folder + "purchase_scenario_3.csv");
  ASSERT_TRUE(partial.has_value());
  const auto half = book_of(*partial, "", {}, "");
  const Spread half_spread = half->spread("BilledCost");
  EXPECT_EQ(text(half_spread.course(half->orders.orders.front()).on(day("2023-07-01")), half_spread.scale()),
            "12.00");
}

}  // namespace
}  // namespace billfold::amortize
