// Laws of metering (rules 4): any cutting of the records in time, any order of them and any division of a bill into parts
// give equal bills; what is charged and what is cut off add up to what was computed.

#include <gtest/gtest.h>
#include <random>

#include "unit/metering/support.h"

namespace billfold::metering {
namespace {

struct Level {
  std::string who;  // project, app, resource and sub-kind
  int requested = 0;
  int used = 0;
  std::int64_t begin = 0;  // seconds of September 2024
  std::int64_t end = 0;
};

std::string time_of(std::int64_t seconds) {
  const auto two = [](std::int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return "2024-09-" + two(1 + seconds / 86400) + " " + two(seconds / 3600 % 24) + ":" +
         two(seconds / 60 % 60) + ":" + two(seconds % 60);
}

std::string row_of(const Level& level) {
  // Tenths, so that there is a fraction.
  const auto tenths = [](int number) {
    return std::to_string(number / 10) + "." + std::to_string(number % 10);
  };
  return level.who + "," + tenths(level.requested) + "," + tenths(level.used) + "," + time_of(level.begin) +
         "," + time_of(level.end) + "\n";
}

std::vector<Level> random_levels(std::mt19937& random) {
  constexpr std::string_view kWho[] = {"a,x,cpu,",    "a,y,cpu,",     "a,x,memory,",
                                       "b,x,pvc,ssd", "b,x,gpu,A100", "b,,rdma,"};
  std::vector<Level> levels;
  for (int at = 0; at < 40; ++at) {
    Level level;
    level.who = kWho[random() % std::size(kWho)];
    level.requested = static_cast<int>(random() % 80);
    level.used = static_cast<int>(random() % 80);
    level.begin = static_cast<std::int64_t>(random() % 200000);
    level.end = level.begin + static_cast<std::int64_t>(random() % 20000);
    levels.push_back(level);
  }
  return levels;
}

std::vector<Level> cut(const std::vector<Level>& levels, std::mt19937& random) {
  std::vector<Level> pieces;
  for (Level rest : levels) {
    for (auto cuts = random() % 4; cuts > 0 && rest.end - rest.begin > 1; --cuts) {
      Level piece = rest;
      piece.end = rest.begin + 1 +
                  static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(rest.end - rest.begin - 1));
      rest.begin = piece.end;
      pieces.push_back(piece);
    }
    pieces.push_back(rest);
  }
  std::shuffle(pieces.begin(), pieces.end(), random);
  return pieces;
}

std::string rows_of(const std::vector<Level>& levels) {
  std::string rows;
  for (const Level& level : levels) rows += row_of(level);
  return rows;
}

constexpr std::string_view kPrices =
    "cpu,,0.0031,\nmemory,,0.007,\npvc,,0.00013,\ngpu,A100,9.47,\nrdma,,0.3,\n";

TEST(MeteringLaw, AnyCuttingOfTheRecordsInTimeGivesEqualBills) {
  std::mt19937 random(20240901);
  for (int round = 0; round < 30; ++round) {
    const std::vector<Level> levels = random_levels(random);
    const Lines whole = billed(rows_of(levels), kPrices);
    ASSERT_GT(whole.size(), 20U);
    EXPECT_EQ(billed(rows_of(cut(levels, random)), kPrices), whole) << round;
  }
}

TEST(MeteringLaw, ChargedAndOddAddUpToComputed) {
  std::mt19937 random(7);
  const bill::Bill bill = meter_bill(rows_of(random_levels(random)));
  const Result<Records> records = Records::of(bill, {});
  HourlyUsage usage = *HourlyUsage::of(*records, false);
  usage.add(0, bill.rows);
  const HourlyBills bills = *hourly_bills(usage, price_list(kPrices));
  Charge sum;
  for (const HourBill& each : bills.bills) {
    EXPECT_EQ(each.charge.computed, each.charge.charged + each.charge.odd);
    EXPECT_EQ(each.charge.charged % 10000, 0);
    sum.computed += each.charge.computed;
    sum.charged += each.charge.charged;
    sum.odd += each.charge.odd;
  }
  EXPECT_TRUE(sum.computed == bills.total.computed && sum.charged == bills.total.charged &&
              sum.odd == bills.total.odd);
}

// Whatever is told apart, the quantities are the same.
TEST(MeteringLaw, AppsToldApartHoldTogetherWhatTheAccountHolds) {
  std::mt19937 random(11);
  const bill::Bill bill = meter_bill(rows_of(random_levels(random)));
  EXPECT_EQ(billed(bill, price_list(kPrices), true), billed(bill, price_list(kPrices), false));
}

}  // namespace
}  // namespace billfold::metering
