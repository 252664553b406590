// Worked numbers of rules 4, and arithmetic by hand.

#include "metering/hourly_bill.h"

#include "unit/metering/support.h"

namespace billfold::metering {
namespace {

constexpr std::string_view kSeedPrices = "cpu,,0.003,core/hour\nmemory,,0.003,GiB/hour\n";

TEST(HourlyBill, TheWorkedExampleOfTheRules) {
  EXPECT_EQ(
      billed("p,a,cpu,,2,0.5,2024-09-01 10:00:00,2024-09-01 11:30:00\n"
             "p,a,memory,,2,0.5,2024-09-01 10:00:00,2024-09-01 11:30:00\n"
             "p,a,cpu,,2,4,2024-09-01 11:30:00,2024-09-01 13:00:00\n"
             "p,a,memory,,2,4,2024-09-01 11:30:00,2024-09-01 13:00:00\n",
             kSeedPrices),
      (Lines{"p 2024-09-01 10: 0.012000 0.010000 0.002000", "p 2024-09-01 11: 0.018000 0.010000 0.008000",
             "p 2024-09-01 12: 0.024000 0.020000 0.004000", "total: 0.054000 0.040000 0.014000"}));
}

// The seed prints 1 core for the first half of 11-12 h, although it requests 2: read so, the mean is 2.5.
TEST(HourlyBill, TheSeedsOwnReadingIsAnEffectiveOneThenFour) {
  EXPECT_EQ(billed("p,a,cpu,,1,1,2024-09-01 11:00:00,2024-09-01 11:30:00\n"
                   "p,a,memory,,1,1,2024-09-01 11:00:00,2024-09-01 11:30:00\n"
                   "p,a,cpu,,1,4,2024-09-01 11:30:00,2024-09-01 12:00:00\n"
                   "p,a,memory,,1,4,2024-09-01 11:30:00,2024-09-01 12:00:00\n",
                   kSeedPrices),
            (Lines{"p 2024-09-01 11: 0.015000 0.010000 0.005000", "total: 0.015000 0.010000 0.005000"}));
}

TEST(HourlyBill, EachKindIsBilledByItsOwnQuantity) {
  struct Case {
    std::string_view record;
    std::string_view price;
    std::string_view computed;
  };
  for (const Case& c : {
           Case{"cpu,,2,5,", "cpu,,0.1,", "0.500000"},
           Case{"CPU,,5,2,", "cpu,,0.1,", "0.500000"},
           Case{"memory,,3,7,", "Memory,,0.1,", "0.700000"},
           Case{"pvc,ssd,100,20,", "pvc,ssd,0.002,", "0.200000"},
           Case{"pvc,ssd,100,120,", "pvc,,0.002,", "0.200000"},
           Case{"gpu,A100,4,0,", "gpu,A100,9.5,", "38.000000"},
           Case{"rdma,,2,,", "rdma,,0.25,", "0.500000"},
           Case{"network,,,12.5,", "network,,0.8,GiB", "10.000000"},
           Case{"input_tokens,m1,,1500000,", "input_tokens,m1,2.50,1M tokens", "3.750000"},
           Case{"output_tokens,m1,,1500,", "output_tokens,m1,0.02,1K tokens", "0.030000"},
       }) {
    const Lines lines = billed("p,a," + std::string(c.record) + "2024-09-01 10:00:00,2024-09-01 11:00:00\n",
                               std::string(c.price) + "\n");
    EXPECT_TRUE(lines.back().starts_with("total: " + std::string(c.computed)))
        << c.record << " " << lines.back();
  }
}

TEST(HourlyBill, AnHourIsTheTimeWeightedMean) {
  // 6 cores for 20 minutes and 1 core for 40: (6x20 + 1x40)/60 = 2.666..., at 0.3: 0.8.
  EXPECT_EQ(billed("p,a,cpu,,6,0,2024-09-01 10:00:00,2024-09-01 10:20:00\n"
                   "p,a,cpu,,1,0,2024-09-01 10:20:00,2024-09-01 11:00:00\n",
                   "cpu,,0.3,\n"),
            (Lines{"p 2024-09-01 10: 0.800000 0.800000 0.000000", "total: 0.800000 0.800000 0.000000"}));
  // One second of one core at 1: 1/3600, cut.
  EXPECT_EQ(billed("p,a,cpu,,1,0,2024-09-01 10:59:59,2024-09-01 11:00:00\n", "cpu,,1,\n").back(),
            "total: 0.000277 0.000000 0.000277");
}

TEST(HourlyBill, RecordsThatOverlapAddUpAndThoseWithoutLengthBillNothing) {
  EXPECT_EQ(billed("p,a,cpu,,2,0,2024-09-01 10:00:00,2024-09-01 10:40:00\n"
                   "p,a,cpu,,3,0,2024-09-01 10:20:00,2024-09-01 11:00:00\n"
                   "p,a,cpu,,99,99,2024-09-01 10:30:00,2024-09-01 10:30:00\n",
                   "cpu,,0.3,\n")
                .back(),
            "total: 1.000000 1.000000 0.000000");  // (2 + 3) x 40/60 x 0.3
}

TEST(HourlyBill, ATotalWithoutLengthFallsIntoItsInstantsHour) {
  EXPECT_EQ(billed("p,a,network,,,5,2024-09-01 11:00:00,2024-09-01 11:00:00\n", "network,,0.1,\n"),
            (Lines{"p 2024-09-01 11: 0.500000 0.500000 0.000000", "total: 0.500000 0.500000 0.000000"}));
}

TEST(HourlyBill, ATotalThatCrossesHoursIsSharedOutAndAddsUp) {
  // 10 GiB over three hours: 3.333333333, then cut so that they add up to 10.
  EXPECT_EQ(
      billed("p,a,network,,,10,2024-09-01 10:00:00,2024-09-01 13:00:00\n", "network,,1,\n"),
      (Lines{"p 2024-09-01 10: 3.333333 3.330000 0.003333", "p 2024-09-01 11: 3.333333 3.330000 0.003333",
             "p 2024-09-01 12: 3.333333 3.330000 0.003333", "total: 9.999999 9.990000 0.009999"}));
}

TEST(HourlyBill, CrossesMidnightAndMonths) {
  EXPECT_EQ(billed("p,a,gpu,T4,1,0,2024-08-31 23:30:00,2024-09-01 00:15:00\n", "gpu,T4,4,\n"),
            (Lines{"p 2024-08-31 23: 2.000000 2.000000 0.000000",
                   "p 2024-09-01 00: 1.000000 1.000000 0.000000", "total: 3.000000 3.000000 0.000000"}));
}

TEST(HourlyBill, ProjectsComeByNameAndThoseWithoutOneLast) {
  EXPECT_EQ(
      billed(",a,cpu,,1,0,2024-09-01 10:00:00,2024-09-01 11:00:00\n"
             "b,a,cpu,,2,0,2024-09-01 10:00:00,2024-09-01 11:00:00\n"
             "a,a,cpu,,3,0,2024-09-01 11:00:00,2024-09-01 12:00:00\n"
             "a,a,cpu,,4,0,2024-09-01 10:00:00,2024-09-01 11:00:00\n",
             "cpu,,1,\n"),
      (Lines{"a 2024-09-01 10: 4.000000 4.000000 0.000000", "a 2024-09-01 11: 3.000000 3.000000 0.000000",
             "b 2024-09-01 10: 2.000000 2.000000 0.000000", "- 2024-09-01 10: 1.000000 1.000000 0.000000",
             "total: 10.000000 10.000000 0.000000"}));
}

struct Metered {
  explicit Metered(std::string_view rows, std::string_view prices, bool by_app = false)
      : bill(meter_bill(rows)),
        list(price_list(prices)),
        records(*Records::of(bill, {})),
        usage(*HourlyUsage::of(records, by_app)) {
    usage.add(0, bill.rows);
    bills = *hourly_bills(usage, list);
  }
  bill::Bill bill;
  PriceList list;
  Records records;
  HourlyUsage usage;
  HourlyBills bills;
};

TEST(HourlyBill, UsageWithoutAPriceIsListedWithItsQuantity) {
  const Metered metered(
      "p,a,gpu,H100,2,0,2024-09-01 10:00:00,2024-09-01 12:00:00\n"
      "p,a,cpu,,1,0,2024-09-01 10:00:00,2024-09-01 11:00:00\n",
      "cpu,,1,\ngpu,A100,9,\n");
  ASSERT_EQ(metered.bills.missing.size(), 1U);
  const MissingPrice& missing = metered.bills.missing.front();
  EXPECT_EQ(metered.records.sub_kind(0, metered.usage.groups()[missing.group].sub_kind), "H100");
  EXPECT_EQ(missing.hours, 2U);
  EXPECT_EQ(hour_text(missing.first_hour), "2024-09-01 10");
  EXPECT_EQ(hour_text(missing.last_hour), "2024-09-01 11");
  // 2 GPUs for 7200 seconds.
  EXPECT_EQ(missing.billed, money::power_of_ten(metered.records.scale()) * 14400);
  EXPECT_TRUE(metered.bills.bills[0].unpriced);
  EXPECT_EQ(lines_of(metered.usage, metered.bills).back(), "total: 1.000000 1.000000 0.000000");
}

TEST(HourlyBill, GapsAreShownBetweenAnAccountsHours) {
  const Metered metered(
      "p,a,cpu,,1,0,2024-09-01 10:00:00,2024-09-01 11:00:00\n"
      "p,a,cpu,,1,0,2024-09-01 14:10:00,2024-09-01 14:20:00\n"
      "q,a,cpu,,1,0,2024-09-02 14:10:00,2024-09-02 14:20:00\n",
      "cpu,,1,\n");
  ASSERT_EQ(metered.bills.gaps.size(), 1U);
  EXPECT_EQ(hour_text(metered.bills.gaps[0].first_hour), "2024-09-01 11");
  EXPECT_EQ(metered.bills.gaps[0].hours, 3);
}

TEST(HourlyBill, RecordsThatCannotBeBilledAreListed) {
  const Metered metered(
      "p,a,cpu,,1,0,soon,2024-09-01 11:00:00\n"
      "p,a,cpu,,1,0,2024-09-01 10:00:00,\n"
      "p,a,cpu,,1,0,2024-09-01 11:00:00,2024-09-01 10:00:00\n"
      "p,a,cpu,,-1,0,2024-09-01 10:00:00,2024-09-01 11:00:00\n"
      "p,a,cpu,,1,0,1901-01-01,2024-09-01\n"
      "p,a,cpu,,1,1234567890123456789012345,2024-09-01 10:00:00,2024-09-01 11:00:00\n"
      "p,a,network,,,3,2024-09-01 10:10:00,\n",
      "cpu,,1,\nnetwork,,1,\n");
  ASSERT_EQ(metered.usage.faults(), 6U);
  constexpr std::string_view kExpected[] = {"no_begin", "no_end",   "ends_before_begin",
                                            "negative", "too_long", "too_many_digits"};
  for (std::size_t at = 0; at < 6; ++at) {
    EXPECT_EQ(metered.usage.faulty()[at].row, at);
    EXPECT_EQ(name_of(metered.usage.faulty()[at].fault), kExpected[at]);
  }
  EXPECT_EQ(lines_of(metered.usage, metered.bills).back(), "total: 3.000000 3.000000 0.000000");
}

TEST(HourlyBill, FiltersLeaveRecordsOut) {
  const bill::Bill bill = meter_bill(
      "p,a,cpu,,1,0,2024-09-01 10:00:00,2024-09-01 11:00:00\n"
      "p,b,cpu,,2,0,2024-09-01 10:00:00,2024-09-01 11:00:00\n"
      "p,,cpu,,4,0,2024-09-01 10:00:00,2024-09-01 11:00:00\n");
  const auto total = [&bill](const plan::Filter& filter) {
    plan::Plan plan;
    plan.filters = {filter};
    const Result<Records> records = Records::of(bill, plan);
    Result<HourlyUsage> usage = HourlyUsage::of(*records, false);
    usage->add(0, bill.rows);
    return at_six(hourly_bills(*usage, price_list("cpu,,1,\n"))->total.computed);
  };
  EXPECT_EQ(total({"app", {"b", std::nullopt}, false}), "6.000000");
  EXPECT_EQ(total({"app", {"b"}, true}), "5.000000");
}

TEST(HourlyBill, HoursAreOfTheZoneThatTheFileNamesAndOfUtcWhereItNamesSeveral) {
  struct Case {
    std::string_view times;
    std::string_view zone;
    std::string_view hour;
    bool several;
  };
  for (const Case& c : {
           Case{"2024-10-27 02:10:00,2024-10-27 02:40:00", "", "2024-10-27 02", false},
           Case{"2024-10-27 02:10:00+05:30,2024-10-27 02:40:00+05:30", "+05:30", "2024-10-27 02", false},
           Case{"2024-10-27T02:10:00Z,2024-10-27T02:40:00Z", "UTC", "2024-10-27 02", false},
           // Clocks are put back at 03:00+02:00: 02:10 before is 00:10 UTC, 02:10 after is 01:10.
           Case{"2024-10-27 02:10:00+02:00,2024-10-27 02:10:00+01:00", "UTC", "2024-10-27 00", true},
       }) {
    const Metered metered("p,a,cpu,,1,0," + std::string(c.times) + "\n", "cpu,,1,\n");
    EXPECT_EQ(metered.records.zone(), c.zone) << c.times;
    EXPECT_EQ(metered.records.several_zones(), c.several) << c.times;
    EXPECT_EQ(hour_text(metered.bills.bills.at(0).hour), c.hour) << c.times;
  }
}

TEST(HourlyBill, APriceHoldsWithinItsValidity) {
  const bill::Bill bill = meter_bill("p,a,cpu,,1,0,2024-08-31 22:00:00,2024-09-01 02:00:00\n");
  const Result<PriceList> list = price_list_of(
      "Resource,SubKind,Price,Unit,ValidFrom,ValidTo\n"
      "cpu,,0.5,core/hour,,2024-08-31\n"
      "cpu,,0.7,core/hour,2024-09-01,\n");
  EXPECT_EQ(
      billed(bill, *list),
      (Lines{"p 2024-08-31 22: 0.500000 0.500000 0.000000", "p 2024-08-31 23: 0.500000 0.500000 0.000000",
             "p 2024-09-01 00: 0.700000 0.700000 0.000000", "p 2024-09-01 01: 0.700000 0.700000 0.000000",
             "total: 2.400000 2.400000 0.000000"}));
}

TEST(HourlyBill, StepsPriceWhatAnAccountUsedInTheMonthPieceByPiece) {
  const bill::Bill bill = meter_bill(
      "p,a,network,,,8,2024-08-31 23:00:00,2024-08-31 23:30:00\n"    // 8 at 1 = 8
      "p,a,network,,,6,2024-09-01 00:00:00,2024-09-01 00:30:00\n"    // a new month: 6 at 1 = 6
      "p,a,network,,,10,2024-09-01 01:00:00,2024-09-01 01:30:00\n"   // 4 at 1, 6 at 0.5 = 7
      "p,a,network,,,9,2024-09-01 02:00:00,2024-09-01 02:30:00\n"    // 4 at 0.5, 5 at 0.25 = 3.25
      "q,a,network,,,6,2024-09-01 02:00:00,2024-09-01 02:30:00\n");  // another account: 6
  const Result<PriceList> list = price_list_of(
      "Resource,SubKind,Price,Unit,Above\n"
      "network,,1,GiB,0\nnetwork,,0.5,GiB,10\nnetwork,,0.25,GiB,20\n");
  ASSERT_TRUE(list) << sentence_of(list.error());
  EXPECT_EQ(
      billed(bill, *list),
      (Lines{"p 2024-08-31 23: 8.000000 8.000000 0.000000", "p 2024-09-01 00: 6.000000 6.000000 0.000000",
             "p 2024-09-01 01: 7.000000 7.000000 0.000000", "p 2024-09-01 02: 3.250000 3.250000 0.000000",
             "q 2024-09-01 02: 6.000000 6.000000 0.000000", "total: 30.250000 30.250000 0.000000"}));
}

// Steps are counted an account, a model and a kind of token, and begin anew with the month.
TEST(HourlyBill, TokensOfEachModelAndMonthHaveTheirOwnSteps) {
  const Result<PriceList> prices = price_list_of(
      "Resource,SubKind,Price,Unit,Above\n"
      "input_tokens,m1,4,1M tokens,0\ninput_tokens,m1,2,1M tokens,3\ninput_tokens,m1,1,1M tokens,5\n"
      "output_tokens,m1,10,1M tokens,\ninput_tokens,,0.5,1M tokens,\n");
  ASSERT_TRUE(prices);
  EXPECT_EQ(
      billed(meter_bill("p,a,input_tokens,m1,0,2500000,2024-09-30 10:00:00,2024-09-30 10:10:00\n"
                        "p,a,output_tokens,m1,0,100000,2024-09-30 10:00:00,2024-09-30 10:10:00\n"
                        "p,a,input_tokens,m2,0,9000000,2024-09-30 10:00:00,2024-09-30 10:10:00\n"
                        "p,a,input_tokens,m1,0,4000000,2024-09-30 11:00:00,2024-09-30 11:10:00\n"
                        "q,a,input_tokens,m1,0,1000000,2024-09-30 11:00:00,2024-09-30 11:10:00\n"
                        "p,a,input_tokens,m1,0,1000000,2024-10-01 00:00:00,2024-10-01 00:10:00\n"),
             *prices),
      // 2.5 x 4 + 0.1 x 10 + 9 x 0.5; then 0.5 x 4 + 2 x 2 + 1.5 x 1; in October the first step again.
      (Lines{"p 2024-09-30 10: 15.500000 15.500000 0.000000", "p 2024-09-30 11: 7.500000 7.500000 0.000000",
             "p 2024-10-01 00: 4.000000 4.000000 0.000000", "q 2024-09-30 11: 4.000000 4.000000 0.000000",
             "total: 31.000000 31.000000 0.000000"}));
}

TEST(HourlyBill, IsMadeOutToTheDimensionThatThePlanNames) {
  const bill::Bill bill = meter_bill(
      "p,train,cpu,,1,0,2024-09-01 10:00:00,2024-09-01 11:00:00\n"
      "q,train,cpu,,2,0,2024-09-01 10:00:00,2024-09-01 11:00:00\n"
      "q,serve,cpu,,4,0,2024-09-01 10:00:00,2024-09-01 11:00:00\n");
  plan::Plan plan;
  plan.metered_by = "app";
  const Result<Records> records = Records::of(bill, plan);
  ASSERT_TRUE(records);
  Result<HourlyUsage> usage = HourlyUsage::of(*records, false);
  usage->add(0, bill.rows);
  const Result<HourlyBills> bills = hourly_bills(*usage, price_list("cpu,,1,\n"));
  EXPECT_EQ(lines_of(*usage, *bills),
            (Lines{"serve 2024-09-01 10: 4.000000 4.000000 0.000000",
                   "train 2024-09-01 10: 3.000000 3.000000 0.000000", "total: 7.000000 7.000000 0.000000"}));
  plan.metered_by = "shoe_size";
  EXPECT_EQ(Records::of(bill, plan).error().code, Code::unknown_dimension);
}

TEST(HourlyBill, WhatLiesBelowTheLowestStepIsFree) {
  const bill::Bill bill = meter_bill(
      "p,a,network,,,6,2024-09-01 00:00:00,2024-09-01 00:30:00\n"
      "p,a,network,,,6,2024-09-01 01:00:00,2024-09-01 01:30:00\n");
  const Result<PriceList> list = price_list_of("Resource,SubKind,Price,Unit,Above\nnetwork,,0.5,GiB,10\n");
  EXPECT_EQ(billed(bill, *list),
            (Lines{"p 2024-09-01 00: 0.000000 0.000000 0.000000",
                   "p 2024-09-01 01: 1.000000 1.000000 0.000000", "total: 1.000000 1.000000 0.000000"}));
}

TEST(HourlyUsage, HoursFarApartAreToldApartInAnyOrder) {
  EXPECT_EQ(
      billed("p,a,cpu,,1,0,2014-09-01 10:00:00,2014-09-01 11:00:00\n"
             "p,a,cpu,,1,0,2024-09-01 10:00:00,2024-09-01 11:00:00\n"
             "p,a,cpu,,1,0,2013-09-01 10:00:00,2013-09-01 11:00:00\n"
             "p,a,cpu,,1,0,2004-09-01 10:00:00,2004-09-01 11:00:00\n"
             "p,a,cpu,,1,0,2024-09-01 10:00:00,2024-09-01 11:00:00\n"
             "p,a,cpu,,1,0,2004-09-01 10:00:00,2004-09-01 10:30:00\n",
             "cpu,,1,\n"),
      (Lines{"p 2004-09-01 10: 1.500000 1.500000 0.000000", "p 2013-09-01 10: 1.000000 1.000000 0.000000",
             "p 2014-09-01 10: 1.000000 1.000000 0.000000", "p 2024-09-01 10: 2.000000 2.000000 0.000000",
             "total: 5.500000 5.500000 0.000000"}));
}

TEST(HourlyUsage, PartsThatWereGatheredApartMergeToTheWhole) {
  const bill::Bill bill = meter_bill(
      "p,a,cpu,,2,0.5,2024-09-01 10:00:00,2024-09-01 11:30:00\n"
      "q,a,memory,,3,0.5,2024-09-01 10:10:00,2024-09-01 11:30:00\n"
      "p,b,cpu,,5,7,2024-09-01 11:20:00,2024-09-01 13:00:00\n"
      "p,b,cpu,,5,7,later,2024-09-01 13:00:00\n"
      "q,a,network,,,10,2024-09-01 10:00:00,2024-09-01 13:00:00\n");
  const PriceList list = price_list("cpu,,0.3,\nmemory,,0.7,\nnetwork,,0.11,\n");
  const Result<Records> records = Records::of(bill, {});
  HourlyUsage whole = *HourlyUsage::of(*records, false);
  whole.add(0, bill.rows);
  const Lines expected = lines_of(whole, *hourly_bills(whole, list));
  for (std::size_t cut = 0; cut <= bill.rows; ++cut) {
    HourlyUsage first = *HourlyUsage::of(*records, false);
    HourlyUsage second = *HourlyUsage::of(*records, false);
    first.add(0, cut);
    second.add(cut, bill.rows);
    second.merge(first);
    EXPECT_EQ(lines_of(second, *hourly_bills(second, list)), expected) << cut;
    EXPECT_EQ(second.faults(), 1U);
  }
}

}  // namespace
}  // namespace billfold::metering
