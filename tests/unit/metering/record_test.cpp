#include "metering/record.h"

#include <gtest/gtest.h>

#include "support/bill_builder.h"
#include "unit/metering/support.h"

namespace billfold::metering {
namespace {

constexpr std::string_view kOne = "p,a,cpu,,2,0.5,2024-09-01 10:00:00,2024-09-01 11:00:00\n";

plan::Plan by_account(std::string_view account, plan::Plan plan = {}) {
  plan.metered_by = account;
  return plan;
}
Records records_of(const bill::Bill& bill, std::string_view account = "", const plan::Plan& plan = {}) {
  return *Records::of(bill, by_account(account, plan));
}
std::string error_of(const bill::Bill& bill, std::string_view account) {
  const Result<Records> records = Records::of(bill, by_account(account));
  return records ? "none" : std::string(name_of(records.error().code));
}

struct Named {
  std::string_view kind;
  Billed billed;
  Measure measure;
};

// rules 4.
TEST(KindRule, SaysWhatOfAKindIsBilled) {
  for (const Named& named : {
           Named{"cpu", Billed::larger, Measure::level},
           Named{"memory", Billed::larger, Measure::level},
           Named{"pvc", Billed::requested, Measure::level},
           Named{"gpu", Billed::requested, Measure::level},
           Named{"network", Billed::used, Measure::total},
           Named{"tokens", Billed::used, Measure::total},
           Named{"input_tokens", Billed::used, Measure::total},
           Named{"requests", Billed::used, Measure::total},
           Named{"fpga", Billed::requested, Measure::level},
           Named{"", Billed::requested, Measure::level},
       }) {
    EXPECT_EQ(rule_of_kind(named.kind).billed, named.billed) << named.kind;
    EXPECT_EQ(rule_of_kind(named.kind).measure, named.measure) << named.kind;
  }
}

TEST(KindRule, IsFoundWithoutRegardToLetterCaseAndBlanks) {
  EXPECT_EQ(plain_kind("CPU "), "cpu");
  EXPECT_EQ(plain_kind("Memory"), "memory");
  const bill::Bill bill = meter_bill("p,a,CPU ,,2,0.5,2024-09-01 10:00:00,2024-09-01 11:00:00\n");
  const Records records = records_of(bill);
  const Record record = records.read(0, 0).record;
  EXPECT_EQ(records.kind(0, record.kind), "cpu");
  EXPECT_EQ(records.rule(0, record.kind).billed, Billed::larger);
}

TEST(Records, SayWhoHeldHowMuchOfWhatFromWhenToWhen) {
  const bill::Bill bill = meter_bill("p,a,gpu,T4,2,0.5,1970-01-01 10:00:00,1970-01-01 11:00:30\n");
  const Records records = records_of(bill);
  const Records::Read read = records.read(0, 0);
  EXPECT_TRUE(read.present);
  EXPECT_FALSE(read.fault);
  EXPECT_EQ(records.account(read.record.account), "p");
  EXPECT_EQ(records.app(read.record.app), "a");
  EXPECT_EQ(records.sub_kind(0, read.record.sub_kind), "T4");
  EXPECT_EQ(read.record.begin, 36000);
  EXPECT_EQ(read.record.end, 39630);
  EXPECT_EQ(money::format_trimmed({read.record.requested, records.scale()}), "2");
  EXPECT_EQ(money::format_trimmed({read.record.used, records.scale()}), "0.5");
}

TEST(Records, WithoutAProjectOrAnAppHaveNone) {
  const bill::Bill bill = meter_bill(",,cpu,,2,0.5,2024-09-01 10:00:00,2024-09-01 11:00:00\n");
  const Records records = records_of(bill);
  EXPECT_EQ(records.account(records.read(0, 0).record.account), std::nullopt);
  EXPECT_EQ(records.app(records.read(0, 0).record.app), std::nullopt);
}

TEST(Records, HaveNineFractionDigitsOrThoseOfTheFinestQuantity) {
  EXPECT_EQ(records_of(meter_bill(kOne)).scale(), 9);
  EXPECT_EQ(
      records_of(meter_bill("p,a,cpu,,2,0.012345678901,2024-09-01 10:00:00,2024-09-01 11:00:00\n")).scale(),
      12);
}

TEST(Records, AreMadeOutToTheProjectOrToTheDimensionThatIsNamed) {
  const bill::Bill bill = meter_bill(kOne);
  EXPECT_EQ(records_of(bill).account_name(), "project");
  const Records by_app = records_of(bill, "app");
  EXPECT_EQ(by_app.account_name(), "app");
  EXPECT_EQ(by_app.account(by_app.read(0, 0).record.account), "a");
}

TEST(Records, OfABillWithoutProjectsAreMadeOutToTheFirstFieldThatTellsUsersApart) {
  bill::Bill bill = meter_bill(kOne);
  for (const char* field : {"owner", "login", "workspace", "key"}) {
    bill.columns[0].role.field = field;
    EXPECT_EQ(records_of(bill).account_name(), field);
  }
  bill.columns[1].role.field = "workspace";
  EXPECT_EQ(records_of(bill).account_name(), "key");
}

TEST(Records, LeaveOutWhatThePlanOmits) {
  const bill::Bill bill = meter_bill(
      "p,a,cpu,,1,0,2024-09-01 10:00:00,2024-09-01 11:00:00\n"
      "p,a,cpu,,1,0,2024-09-01 10:00:00,2024-09-01 11:00:00\n");
  plan::Plan plan;
  plan.omitted.lines = {"3"};
  const Records records = records_of(bill, "", plan);
  EXPECT_TRUE(records.read(0, 0).present);
  EXPECT_FALSE(records.read(1, 0).present);
}

TEST(Records, LeaveOutWhatTheFiltersDoAndATotalOfNothing) {
  const bill::Bill bill = meter_bill(
      "p,a,cpu,,1,0,2024-09-01 10:00:00,2024-09-01 11:00:00\n"
      "q,a,cpu,,0,0,2024-09-01 10:00:00,2024-09-01 11:00:00\n"
      "q,a,network,,0,0,2024-09-01 10:00:00,2024-09-01 11:00:00\n");
  plan::Plan plan;
  plan.filters = {{"project", {"q"}, false}};
  const Records records = records_of(bill, "", plan);
  EXPECT_FALSE(records.read(0, 0).present);
  EXPECT_TRUE(records.read(1, 0).present);
  EXPECT_FALSE(records.read(2, 0).present);
}

TEST(Records, OfATotalWithoutAnEndAreOfTheirInstant) {
  const bill::Bill bill = meter_bill("p,a,network,,,6,1970-01-01 10:10:00,\n");
  const Records::Read read = records_of(bill).read(0, 0);
  EXPECT_FALSE(read.fault);
  EXPECT_EQ(read.record.begin, 36600);
  EXPECT_EQ(read.record.end, 36600);
}

TEST(Records, TakeAPlansBlankWordForNoValue) {
  const bill::Bill bill = meter_bill("-,a,cpu,,1,0,2024-09-01 10:00:00,2024-09-01 11:00:00\n");
  plan::Plan plan;
  plan.blank_words = {"-"};
  const Records records = records_of(bill, "", plan);
  EXPECT_EQ(records.account(records.read(0, 0).record.account), std::nullopt);
}

std::string time_of(std::string_view begin) {
  bill::Bill bill = meter_bill("p,a,network,,,1," + std::string(begin) + ",\n");
  bill.date_order = "epoch";
  const Records::Read read = records_of(bill).read(0, 0);
  return read.fault ? std::string(name_of(*read.fault)) : std::to_string(read.record.begin);
}

// 9999 is the last year that a date can have.
TEST(Records, TakeMillisecondsAndOtherLargeNumbersForNoTime) {
  EXPECT_EQ(time_of("1735689600"), "1735689600");
  EXPECT_EQ(time_of("253402300799"), "253402300799");
  EXPECT_EQ(time_of("253402300800"), "no_begin");
  EXPECT_EQ(time_of("1735689600000"), "no_begin");
}

// Quantities are held to nine digits at least: 18 before the point are 27 in all, one more is too many.
TEST(Records, TakeQuantitiesOfAtMost27Digits) {
  const auto fault_of = [](std::string_view requested) {
    const bill::Bill bill =
        meter_bill("p,a,cpu,," + std::string(requested) + ",1,2024-09-01 10:00:00,2024-09-01 11:00:00\n");
    const Records::Read read = records_of(bill).read(0, 0);
    return read.fault ? std::string(name_of(*read.fault)) : "none";
  };
  EXPECT_EQ(fault_of("999999999999999999"), "none");
  EXPECT_EQ(fault_of("1000000000000000000"), "too_many_digits");
}

TEST(Records, OfABillWithoutUsageAreAnError) {
  EXPECT_EQ(error_of(test::make_bill({test::text("Team"), test::money_column("Cost")}, {{"a", "1"}}), ""),
            "no_usage");
}

TEST(Records, OfAnAccountThatIsNotThereOrWasNotReadAreAnError) {
  bill::Bill bill = meter_bill(kOne);
  EXPECT_EQ(error_of(bill, "owner"), "unknown_dimension");
  bill.columns[1].text.reset();
  EXPECT_EQ(error_of(bill, "app"), "column_not_read");
}

TEST(Fault, HasTheNameThatThePagesCatalogueKnows) {
  EXPECT_EQ(name_of(Fault::no_begin), "no_begin");
  EXPECT_EQ(name_of(Fault::no_end), "no_end");
  EXPECT_EQ(name_of(Fault::ends_before_begin), "ends_before_begin");
  EXPECT_EQ(name_of(Fault::negative), "negative");
  EXPECT_EQ(name_of(Fault::too_long), "too_long");
  EXPECT_EQ(name_of(Fault::too_many_digits), "too_many_digits");
}

// A filter, a total of nothing, an end before its begin and a time that is none, over the borders of two blocks.
TEST(RecordReader, ReadsOfEveryRowWhatTheRowSays) {
  std::string rows;
  for (int row = 0; row < 700; ++row) {
    const std::string kind = row % 7 == 0 ? "network" : "cpu";
    const std::string hour = row % 11 == 0 ? "09" : "12";
    rows += "p" + std::to_string(row % 3) + ",a" + std::to_string(row % 5) + "," + kind + ",s,0," +
            std::to_string(row % 2) + "," + (row % 13 == 0 ? "soon" : "2024-09-01 10:00:00") +
            ",2024-09-01 " + hour + ":00:00\n";
  }
  const bill::Bill bill = meter_bill(rows);
  plan::Plan plan;
  plan.filters.push_back({"app", {"a1"}, true});
  const Records records = records_of(bill, "", plan);
  RecordReader reader(records);
  const auto same = [&](std::size_t row) {
    const Records::Read& read = reader.read(row, 0);
    const Records::Read alone = records.read(row, 0);
    return read.present == alone.present && read.fault == alone.fault &&
           read.record.account == alone.record.account && read.record.app == alone.record.app &&
           read.record.kind == alone.record.kind && read.record.sub_kind == alone.record.sub_kind &&
           read.record.begin == alone.record.begin && read.record.end == alone.record.end &&
           read.record.requested == alone.record.requested && read.record.used == alone.record.used;
  };
  for (std::size_t row = 0; row < bill.rows; ++row) EXPECT_TRUE(same(row)) << row;
  EXPECT_TRUE(same(3));  // back again
  const Records::Read& filtered = reader.read(1, 0);
  EXPECT_FALSE(filtered.present);
  EXPECT_EQ(reader.read(13, 0).fault, Fault::no_begin);
  EXPECT_EQ(reader.read(22, 0).fault, Fault::ends_before_begin);
  EXPECT_EQ(records.account(reader.read(302, 0).record.account), "p2");
}

}  // namespace
}  // namespace billfold::metering
