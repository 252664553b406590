#include "metering/idle.h"

#include "metering/account_balance.h"
#include "unit/metering/support.h"

namespace billfold::metering {
namespace {

struct Gathered {
  Gathered(const bill::Bill& bill, bool by_app)
      : records(*Records::of(bill, {})), usage(*HourlyUsage::of(records, by_app)) {
    usage.add(0, bill.rows);
  }
  Records records;
  HourlyUsage usage;
};

TEST(Idle, IsWhatWasBilledAndNotUsedAtThePriceOfItsHour) {
  const bill::Bill bill = meter_bill(
      // Requested 4, used 1 and then 6: 3 cores idle for half an hour.
      "p,a,cpu,,4,1,2024-09-01 10:00:00,2024-09-01 10:30:00\n"
      "p,a,cpu,,4,6,2024-09-01 10:30:00,2024-09-01 11:00:00\n"
      // 60 of 100 GiB free for two hours; at 0.002 until the day's end, at 0.003 after it.
      "p,b,pvc,ssd,100,40,2024-09-01 23:00:00,2024-09-02 01:00:00\n"
      // No price: in no sum. Traffic is never idle.
      "p,b,gpu,H100,2,0,2024-09-01 10:00:00,2024-09-01 11:00:00\n"
      "p,b,network,,,2,2024-09-01 10:00:00,2024-09-01 11:00:00\n");
  const Result<PriceList> prices = price_list_of(
      "Resource,SubKind,Price,Unit,ValidFrom,ValidTo\n"
      "cpu,,0.1,,,\npvc,,0.002,,,2024-09-01\npvc,,0.003,,2024-09-02,\nnetwork,,1,,,\n");
  const Gathered gathered(bill, true);
  const Result<std::vector<Idle>> lines = idle_of(gathered.usage, *prices);
  ASSERT_TRUE(lines);
  ASSERT_EQ(lines->size(), 2U);
  EXPECT_EQ(at_six((*lines)[0].amount), "0.150000");  // 3 x 0.5 h x 0.1
  EXPECT_EQ(at_six((*lines)[1].amount), "0.300000");  // 60 x 0.002 + 60 x 0.003
  EXPECT_EQ(gathered.records.app(gathered.usage.groups()[(*lines)[1].group].app), "b");
}

TEST(CacheSavings, AreHitsTimesTheDifferenceOfPrices) {
  const bill::Bill bill = *test::load(
      "Date,Kind,Model,Max Mode,Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,Output "
      "Tokens,Total Tokens,Cost\n"
      "2026-05-25T08:01:05.229Z,USAGE,m1,No,0,2000000,3000000,400000,5400000,$0.02\n");
  const PriceList prices = price_list(
      "input_tokens,m1,3,1M tokens\ncached_input_tokens,m1,0.3,1M tokens\noutput_tokens,m1,15,1M tokens\n");
  EXPECT_EQ(billed(bill, prices).back(), "total: 12.900000 12.900000 0.000000");  // 6 + 0.9 + 6
  const Gathered gathered(bill, false);
  const Result<std::vector<CacheSaving>> lines = cache_savings_of(gathered.usage, prices);
  ASSERT_EQ(lines->size(), 1U);
  EXPECT_EQ(at_six(lines->front().full), "9.000000");
  EXPECT_EQ(at_six(lines->front().paid), "0.900000");
}

TEST(Tokens, OfOpenAiHoldTheCachedOnesWhichAreTakenOut) {
  const bill::Bill bill = *test::load(
      "start_time,end_time,project_id,api_key_id,model,num_model_requests,input_tokens,output_tokens,input_"
      "cached_tokens\n"
      "1725184800,1725188400,proj_a,key_1,m1,10,5000000,1000000,2000000\n");
  const PriceList prices = price_list("input_tokens,,3,\ncached_input_tokens,,1,\noutput_tokens,,10,\n");
  // 3 x 3 + 2 x 1 + 1 x 10
  EXPECT_EQ(billed(bill, prices), (Lines{"proj_a 2024-09-01 10: 21.000000 21.000000 0.000000",
                                         "total: 21.000000 21.000000 0.000000"}));
}

TEST(AccountBalance, RunsOutInTheHourWhoseBillItCannotPay) {
  const bill::Bill bill = meter_bill("p,a,gpu,T4,1,0,2024-09-01 10:00:00,2024-09-01 13:00:00\n");
  const Gathered gathered(bill, false);
  const HourlyBills bills = *hourly_bills(gathered.usage, price_list("gpu,,4.009,\n"));
  std::vector<const HourBill*> of_account;
  for (const HourBill& each : bills.bills) of_account.push_back(&each);
  const Result<AccountBalance> balance = account_balance({802, 2}, of_account);
  ASSERT_TRUE(balance);
  // 4.00 is charged an hour: the odd 0.009 is not taken.
  EXPECT_EQ(money::format(balance->after[0]), "4.02");
  EXPECT_EQ(money::format(balance->after[1]), "0.02");
  EXPECT_EQ(money::format(balance->after[2]), "-3.98");
  EXPECT_EQ(hour_text(*balance->runs_out), "2024-09-01 12");
}

}  // namespace
}  // namespace billfold::metering
