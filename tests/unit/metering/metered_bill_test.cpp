// Usage with its money, by the prices of rules 4 and arithmetic by hand.

#include "metering/metered_bill.h"

#include "unit/metering/support.h"

namespace billfold::metering {
namespace {

// "line 2 2024-09-01 cpu: 0.012000 0.010000" of each line: computed and charged.
Lines lines_of(const bill::Bill& source, const PriceList& prices, bool by_day) {
  const Result<Records> records = Records::of(source, {});
  Result<HourlyUsage> usage = HourlyUsage::of(*records, false);
  usage->add(0, source.rows);
  const Result<HourlyBills> bills = hourly_bills(*usage, prices);
  const Result<bill::Bill> made = metered_bill_of(*usage, *bills, {}, by_day);
  if (!made) return {sentence_of(made.error())};
  EXPECT_EQ(made->default_measure, "Charged");
  Lines lines;
  const bill::TextColumn& day = *made->column_of_field("date")->text;
  const bill::TextColumn& kind = *made->column_of_field("resource_kind")->text;
  i128 computed = 0;
  i128 charged = 0;
  for (std::size_t row = 0; row < made->rows; ++row) {
    const i128 own = (*made->find_column("Computed")->amount)[row].mantissa;
    const i128 paid = (*made->find_column("Charged")->amount)[row].mantissa;
    EXPECT_EQ((*made->find_column("OddAmount")->amount)[row].mantissa, own - paid);
    computed += own;
    charged += paid;
    const auto [file, at] = made->source_of(row);
    lines.push_back("line " + std::to_string(file->places[at].line) + " " +
                    std::string(day.values.text(day.ids[row])) + " " +
                    std::string(kind.values.text(kind.ids[row])) + ": " + at_six(own) + " " + at_six(paid));
  }
  for (const bill::Rejected& rejected : made->rejected) {
    lines.push_back(std::to_string(rejected.row) + " " + std::string(bill::name_of(rejected.reason)));
  }
  EXPECT_EQ(computed, bills->total.computed);
  EXPECT_EQ(charged, bills->total.charged);
  return lines;
}

Lines lines_of(std::string_view rows, std::string_view prices, bool by_day = true) {
  return lines_of(meter_bill(rows), price_list(prices), by_day);
}

TEST(MeteredBill, RecordsShareTheirHoursBillExactly) {
  // An hour of 0.012: computed 0.006 each, charged 0.01 and so 0.005 each.
  EXPECT_EQ(
      lines_of("p,a,cpu,,2,0.5,2024-09-01 10:00:00,2024-09-01 11:00:00\n"
               "p,a,memory,,2,0.5,2024-09-01 10:00:00,2024-09-01 11:00:00\n",
               "cpu,,0.003,\nmemory,,0.003,\n"),
      (Lines{"line 2 2024-09-01 cpu: 0.006000 0.005000", "line 3 2024-09-01 memory: 0.006000 0.005000"}));
  // Three records of one resource and hour: 0.01 in all, each a third; what all up to one have is cut once.
  EXPECT_EQ(lines_of("p,a,cpu,,1,1,2024-09-01 10:00:00,2024-09-01 11:00:00\n"
                     "p,b,cpu,,1,1,2024-09-01 10:00:00,2024-09-01 11:00:00\n"
                     "p,c,cpu,,1,1,2024-09-01 10:00:00,2024-09-01 11:00:00\n",
                     "cpu,,0.004,\n"),
            (Lines{"line 2 2024-09-01 cpu: 0.004000 0.003333", "line 3 2024-09-01 cpu: 0.004000 0.003333",
                   "line 4 2024-09-01 cpu: 0.004000 0.003334"}));
}

TEST(MeteredBill, ARecordOverSeveralPeriodsIsALineEach) {
  // Two cores for two hours on each side of midnight and of the month: 2 x 2 x 0.5.
  constexpr std::string_view kRecord = "p,a,cpu,,2,0,2024-09-30 22:00:00,2024-10-01 02:00:00\n";
  const Lines both = {"line 2 2024-09-30 cpu: 2.000000 2.000000", "line 2 2024-10-01 cpu: 2.000000 2.000000"};
  EXPECT_EQ(lines_of(kRecord, "cpu,,0.5,\n"), both);
  EXPECT_EQ(lines_of(kRecord, "cpu,,0.5,\n", false),
            (Lines{"line 2 2024-09-01 cpu: 2.000000 2.000000", "line 2 2024-10-01 cpu: 2.000000 2.000000"}));
}

TEST(MeteredBill, WhatIsInNoBillStaysAsALineWithoutAnAmount) {
  EXPECT_EQ(lines_of("p,a,cpu,,2,0,2024-09-01 10:00:00,2024-09-01 11:00:00\n"
                     "p,a,gpu,A100,1,0,2024-09-01 10:00:00,2024-09-01 11:00:00\n"
                     "p,a,cpu,,2,0,2024-09-01 12:00:00,2024-09-01 11:00:00\n"
                     "p,a,cpu,,2,0,2024-09-01 12:00:00,2024-09-01 12:00:00\n"
                     "p,a,network,,0,0,2024-09-01 12:00:00,2024-09-01 13:00:00\n",
                     "cpu,,0.5,\nnetwork,,1,\n"),
            (Lines{"line 2 2024-09-01 cpu: 1.000000 1.000000", "line 3 2024-09-01 gpu: 0.000000 0.000000",
                   "line 4  cpu: 0.000000 0.000000", "line 5  cpu: 0.000000 0.000000",
                   "line 6  network: 0.000000 0.000000", "1 no_price", "2 not_billed"}));
}

// What an account used in the month so far decides the step, not what one record did.
TEST(MeteredBill, StepsAreTheAccounts) {
  const Result<PriceList> prices = price_list_of(
      "Resource,SubKind,Price,Unit,Above\ninput_tokens,m,2,1M tokens,0\ninput_tokens,m,1,1M tokens,1\n");
  ASSERT_TRUE(prices);
  EXPECT_EQ(lines_of(meter_bill("p,a,input_tokens,m,0,1000000,2024-09-01 10:00:00,2024-09-01 10:30:00\n"
                                "p,b,input_tokens,m,0,1000000,2024-09-01 11:00:00,2024-09-01 11:30:00\n"),
                     *prices, true),
            (Lines{"line 2 2024-09-01 input_tokens: 2.000000 2.000000",
                   "line 3 2024-09-01 input_tokens: 1.000000 1.000000"}));
}

}  // namespace
}  // namespace billfold::metering
