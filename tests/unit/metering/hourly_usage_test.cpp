#include "metering/hourly_usage.h"

#include <gtest/gtest.h>

#include "unit/metering/support.h"

namespace billfold::metering {
namespace {

// The records of a bill in their hours.
struct Usage {
  bill::Bill bill;
  Records records;
  HourlyUsage hours;
  explicit Usage(std::string_view rows, bool by_app = false)
      : bill(meter_bill(rows)), records(*Records::of(bill, {})), hours(*HourlyUsage::of(records, by_app)) {
    hours.add(0, bill.rows);
  }
  Usage(const Usage&) = delete;

  std::string amount(i128 quantity) const { return money::format_trimmed({quantity, records.scale()}); }
  // "2024-09-01 10: requested used billed unused" of each group and hour.
  Lines cells() const {
    Lines lines;
    for (const HourlyUsage::Cell& cell : hours.cells()) {
      const Quantities& all = cell.quantities;
      lines.push_back(hour_text(cell.hour) + ": " + amount(all.requested) + " " + amount(all.used) + " " +
                      amount(all.billed) + " " + amount(all.unused));
    }
    return lines;
  }
};

Quantities quantities(Billed billed, i128 requested, i128 used) {
  Group group;
  group.rule.billed = billed;
  Record record;
  record.requested = requested;
  record.used = used;
  return quantities_of(group, record);
}

TEST(Quantities, AreBilledAsTheKindHasIt) {
  EXPECT_TRUE(quantities(Billed::larger, 2, 5).billed == 5);
  EXPECT_TRUE(quantities(Billed::larger, 7, 5).billed == 7);
  EXPECT_TRUE(quantities(Billed::requested, 2, 5).billed == 2);
  EXPECT_TRUE(quantities(Billed::used, 2, 5).billed == 5);
}

TEST(Quantities, AreUnusedWhereTheyAreBilledAndNotUsed) {
  EXPECT_TRUE(quantities(Billed::larger, 7, 5).unused == 2);
  EXPECT_TRUE(quantities(Billed::requested, 2, 5).unused == 0);  // never less than nothing
  EXPECT_TRUE(quantities(Billed::used, 7, 5).unused == 0);
}

// 2 cores for half an hour and an hour: 2 x 1800 and 2 x 3600 core-seconds; a quarter of a core used.
TEST(HourlyUsage, MultipliesALevelByItsSecondsInEachHour) {
  const Usage usage("p,a,cpu,,2,0.25,2024-09-01 10:30:00,2024-09-01 12:00:00\n");
  EXPECT_EQ(usage.cells(), (Lines{"2024-09-01 10: 3600 450 3600 3150", "2024-09-01 11: 7200 900 7200 6300"}));
}

TEST(HourlyUsage, AddsUpWhatOverlaps) {
  const Usage usage(
      "p,a,cpu,,1,0,2024-09-01 10:00:00,2024-09-01 11:00:00\n"
      "p,b,cpu,,4,0,2024-09-01 10:30:00,2024-09-01 11:00:00\n");
  EXPECT_EQ(usage.cells(), Lines{"2024-09-01 10: 10800 0 10800 10800"});  // 3600 + 4 x 1800
}

TEST(HourlyUsage, BillsNothingOfALevelWithoutLength) {
  EXPECT_EQ(Usage("p,a,cpu,,1,0,2024-09-01 10:00:00,2024-09-01 10:00:00\n").cells(), Lines{});
}

TEST(HourlyUsage, PutsATotalWithoutLengthIntoItsInstantsHour) {
  EXPECT_EQ(Usage("p,a,network,,,6,2024-09-01 10:59:59,2024-09-01 10:59:59\n").cells(),
            Lines{"2024-09-01 10: 0 6 6 0"});
}

// 10 over three hours at nine digits: 3.333333333 up to the first, 6.666666666 up to the second, 10 in all.
TEST(HourlyUsage, CutsWhatFellIntoTheHoursUpToEachSoThatSharesAddUp) {
  EXPECT_EQ(Usage("p,a,network,,,10,2024-09-01 10:00:00,2024-09-01 13:00:00\n").cells(),
            (Lines{"2024-09-01 10: 0 3.333333333 3.333333333 0", "2024-09-01 11: 0 3.333333333 3.333333333 0",
                   "2024-09-01 12: 0 3.333333334 3.333333334 0"}));
}

// At nine digits a million held for an hour is 3.6e18: the second of them leaves 2^62, the third 2^63.
TEST(HourlyUsage, AddsUpBeyond64Bits) {
  std::string rows;
  for (int row = 0; row < 3; ++row)
    rows += "p,a,cpu,,1000000,250000,2024-09-01 10:00:00,2024-09-01 11:00:00\n";
  EXPECT_EQ(Usage(rows).cells(), Lines{"2024-09-01 10: 10800000000 2700000000 10800000000 8100000000"});
}

// 64 GiB in bytes have 20 digits at nine of the fraction; a small record of the same hour beside them.
TEST(HourlyUsage, AddsWhatHas64BitsToWhatHasMore) {
  EXPECT_EQ(Usage("p,a,memory,,68719476736,0,2024-09-01 10:00:00,2024-09-01 11:00:00\n"
                  "p,a,memory,,1,3,2024-09-01 10:00:00,2024-09-01 10:00:01\n"
                  "p,a,memory,,68719476736,68719476735,2024-09-01 10:59:59,2024-09-01 11:00:01\n")
                .cells(),
            // 68719476736 x 3600 + 1 + 68719476736; what is used of the second is more than was requested
            (Lines{"2024-09-01 10: 247458835726337 68719476738 247458835726339 247390116249601",
                   "2024-09-01 11: 68719476736 68719476735 68719476736 1"}));
}

TEST(HourlyUsage, TellsAccountsAndResourcesApartAndAppsIfAskedSo) {
  constexpr std::string_view kRows =
      "p,a,gpu,T4,1,0,2024-09-01 10:00:00,2024-09-01 11:00:00\n"
      "p,b,gpu,T4,1,0,2024-09-01 10:00:00,2024-09-01 11:00:00\n"
      "p,b,gpu,A100,1,0,2024-09-01 10:00:00,2024-09-01 11:00:00\n"
      "q,b,gpu,T4,1,0,2024-09-01 10:00:00,2024-09-01 11:00:00\n";
  EXPECT_EQ(Usage(kRows).hours.groups().size(), 3U);
  EXPECT_EQ(Usage(kRows, true).hours.groups().size(), 4U);
}

TEST(HourlyUsage, ListsTheFirstThousandFaultyRecordsAndCountsAll) {
  std::string rows;
  for (int row = 0; row < 1002; ++row) rows += "p,a,cpu,,1,0,soon,2024-09-01 11:00:00\n";
  const Usage usage("p,a,cpu,,1,0,2024-09-01 10:00:00,2024-09-01 11:00:00\n" + rows);
  EXPECT_EQ(usage.hours.faults(), 1002U);
  ASSERT_EQ(usage.hours.faulty().size(), 1000U);
  EXPECT_EQ(usage.hours.faulty().front().row, 1U);
  EXPECT_EQ(usage.hours.faulty().front().fault, Fault::no_begin);
  EXPECT_EQ(usage.cells().size(), 1U);
}

}  // namespace
}  // namespace billfold::metering
