#include "commitment/usage.h"

#include <gtest/gtest.h>

#include "commitment/bases.h"
#include "commitment/lines.h"
#include "money/decimal_format.h"
#include "support/bill_builder.h"

namespace billfold::commitment {
namespace {

using test::make_bill;
using test::money_column;
using test::text;
using Lines = std::vector<std::string>;

vendor::CostForm form_of(std::string_view profile) {
  const auto form = vendor::cost_form_of(profile);
  EXPECT_TRUE(form.ok()) << (form.ok() ? "" : sentence_of(form.error()));
  EXPECT_TRUE(form->has_value());
  return **form;
}

// A month of an AWS organization: account 1 bought a reservation and a savings plan, account 2 uses most of them.
// Every amount is its own.
bill::Bill aws() {
  return make_bill(
      {text("lineItem/LineItemType", "charge_type"), text("lineItem/UsageAccountId", "owner"),
       text("reservation/ReservationARN", "commitment_id"),
       text("savingsPlan/SavingsPlanARN", "savings_plan"), text("product/instanceType", "resource_kind"),
       money_column("lineItem/UnblendedCost"), money_column("pricing/publicOnDemandCost"),
       money_column("reservation/EffectiveCost"), money_column("savingsPlan/SavingsPlanEffectiveCost"),
       money_column("reservation/UnusedAmortizedUpfrontFeeForBillingPeriod"),
       money_column("reservation/UnusedRecurringFee"), money_column("savingsPlan/TotalCommitmentToDate"),
       money_column("savingsPlan/UsedCommitment")},
      {
          {"Usage", "1", "", "", "m5.large", "40", "40"},
          {"Usage", "1", "", "", "", "7", "7"},  // storage: nothing to cover
          {"DiscountedUsage", "1", "ri-1", "", "m5.large", "0", "20", "12"},
          {"DiscountedUsage", "2", "ri-1", "", "m5.large", "0", "50", "30"},
          {"RIFee", "1", "ri-1", "", "m5.large", "52", "0", "", "", "3", "7.5"},
          {"SavingsPlanCoveredUsage", "2", "", "sp-1", "c5.large", "90", "90", "", "60"},
          {"SavingsPlanNegation", "2", "", "sp-1", "", "-90", "-90"},
          {"SavingsPlanRecurringFee", "1", "", "sp-1", "", "65", "0", "", "", "", "", "65", "60"},
          {"SavingsPlanUpfrontFee", "1", "", "sp-1", "", "1000", "0"},
          {"Fee", "1", "ri-1", "", "", "500", "0"},
          {"Fee", "1", "", "", "", "9", "0"},
          {"Tax", "2", "", "", "", "11", "0"},
          {"Credit", "1", "", "", "", "-4", "0"},
      });
}

std::string shown(const money::Decimal& amount) { return money::format_trimmed(amount); }
std::string shown(const std::optional<money::Decimal>& percent) {
  return percent ? money::format(*percent) : "none";
}

Lines amortized(const bill::Bill& bill, const vendor::CostForm& form) {
  const auto column = amortized_of(bill, form);
  EXPECT_TRUE(column.ok());
  Lines lines;
  for (std::size_t row = 0; row < bill.rows; ++row) lines.push_back(shown((*column)[row]));
  return lines;
}

TEST(Amortized, EachLineCostsWhatItsTypeSays) {
  EXPECT_EQ(amortized(aws(), form_of("aws-cur-legacy")),
            (Lines{"40", "7", "12", "30", "10.5", "60", "0", "5", "0", "0", "9", "11", "-4"}));
}

TEST(Amortized, ItIsOfferedWhereTheLinesHaveTypes) {
  const std::vector<bill::Column> bases = computed_bases(aws(), form_of("aws-cur-legacy"));
  ASSERT_EQ(bases.size(), 1U);
  EXPECT_EQ(bases[0].role.name, "amortized cost");
  EXPECT_EQ(bases[0].role.measure_role, "effective");
  EXPECT_FALSE(bases[0].amount.has_value());
  const bill::Bill typeless = make_bill({money_column("lineItem/UnblendedCost")}, {{"1"}});
  EXPECT_TRUE(computed_bases(typeless, form_of("aws-cur-legacy")).empty());
  EXPECT_TRUE(computed_bases(aws(), form_of("focus")).empty());
}

TEST(Amortized, AColumnThatIsNotStoredIsAskedForAndNeverCountsAsNothing) {
  bill::Bill bill = aws();
  bill.columns[7].amount.reset();
  const auto column = amortized_of(bill, form_of("aws-cur-legacy"));
  ASSERT_FALSE(column.ok());
  EXPECT_EQ(column.error().code, Code::column_not_read);
  EXPECT_EQ(column.error().values.front().second, "reservation/EffectiveCost");
}

TEST(Bases, ThePartsOfTheAccrualBasisAreNoBasisByThemselves) {
  const vendor::CostForm form = form_of("aws-cur-legacy");
  vendor::ColumnRole role;
  role.kind = vendor::ColumnRole::amount;
  role.money = true;
  role.measure_role = "effective";
  role.name = "reservation/EffectiveCost";
  EXPECT_FALSE(is_basis(role, &form));
  EXPECT_TRUE(is_basis(role, nullptr));
  role.measure_role = "tax";
  EXPECT_FALSE(is_basis(role, nullptr));
}

TEST(Amortized, TheThreeSpellingsOfAwsSayTheSame) {
  const vendor::CostForm legacy = form_of("aws-cur-legacy");
  for (const char* profile : {"aws-cur-2", "aws-cur-athena"}) {
    const vendor::CostForm other = form_of(profile);
    EXPECT_EQ(other.cases.size(), legacy.cases.size());
    EXPECT_EQ(other.commitments.size(), legacy.commitments.size());
  }
}

UsageTable usage(const bill::Bill& bill, std::string_view profile, const char* by, const char* list,
                 plan::CommitmentAlarms alarms = {}) {
  const auto dimension = bill::resolve_dimension(bill, by, {});
  const auto table = usage_of(bill, form_of(profile), *dimension, &*bill.find_column(list)->amount, alarms,
                              Kept(bill.rows, 1));
  EXPECT_TRUE(table.ok());
  return *table;
}

TEST(Usage, UtilizationIsUsedOfCommittedAndAlarmsBelowItsPercent) {
  const UsageTable table = usage(aws(), "aws-cur-legacy", "owner", "pricing/publicOnDemandCost");
  ASSERT_EQ(table.kinds.size(), 2U);
  EXPECT_EQ(shown(table.kinds[0].usage.used), "42");
  EXPECT_EQ(shown(table.kinds[0].usage.unused), "10.5");
  EXPECT_EQ(shown(table.kinds[0].usage.utilization), "80.00");  // 42 of 52.5: not below 80
  EXPECT_FALSE(table.kinds[0].alarm);
  EXPECT_EQ(shown(table.kinds[1].usage.utilization), "92.31");  // 60 of 65
  const UsageTable strict = usage(aws(), "aws-cur-legacy", "owner", "pricing/publicOnDemandCost",
                                  {.reservation = 81, .savings_plan = 93});
  EXPECT_TRUE(strict.kinds[0].alarm);
  EXPECT_TRUE(strict.kinds[1].alarm);
}

TEST(Usage, AccountByAccountWhoPaysAndWhoBenefits) {
  const UsageTable table = usage(aws(), "aws-cur-legacy", "owner", "pricing/publicOnDemandCost");
  ASSERT_EQ(table.accounts.size(), 2U);
  const Benefit& one = table.accounts[0];  // 42 + 10.5 of the reservation, 60 + 5 of the plan
  EXPECT_EQ(shown(one.pays), "117.5");
  EXPECT_EQ(shown(one.unused), "15.5");
  EXPECT_EQ(shown(one.lends), "90");  // 30 + 60
  EXPECT_EQ(shown(one.borrows), "0");
  EXPECT_EQ(shown(one.saved), "8");  // 20 - 12
  const Benefit& two = table.accounts[1];
  EXPECT_EQ(shown(two.pays), "0");
  EXPECT_EQ(shown(two.borrows), "90");
  EXPECT_EQ(shown(two.saved), "50");  // 50 - 30 + 90 - 60
}

TEST(Usage, LinesWhoseTypeAndCommitmentDisagreeAreCounted) {
  bill::Bill bill = make_bill({text("ChargeCategory", "charge_type"), text("Status", "commitment_status"),
                               text("Id", "commitment_id"), text("Account", "owner"),
                               money_column("ListCost"), money_column("EffectiveCost")},
                              {{"Usage", "Used", "c-1", "1", "10", "6"},
                               {"Usage", "Used", "NULL", "1", "3", "2"},
                               {"Usage", "NULL", "c-1", "1", "4", "4"},
                               {"Usage", "Unused", "c-1", "1", "5", "1"}});
  const UsageTable table = usage(bill, "focus", "owner", "ListCost");
  ASSERT_EQ(table.checks.size(), 1U);
  EXPECT_EQ(table.checks[0].lines, 2U);
  EXPECT_EQ(table.checks[0].without_id, 1U);
  EXPECT_EQ(table.checks[0].of_other_type, 1U);
  EXPECT_EQ(shown(table.checks[0].amount), "7");
  EXPECT_EQ(shown(table.total.coverable), "17");  // what nobody used was no use
}

TEST(Usage, AzureTellsByPricingModelAndChargeType) {
  bill::Bill bill = make_bill(
      {text("ChargeType", "charge_type"), text("PricingModel", "pricing_category"),
       text("ReservationId", "commitment_id"), text("SubscriptionId", "owner"), money_column("Cost")},
      {{"Usage", "Reservation", "r-1", "1", "8"},
       {"UnusedReservation", "Reservation", "r-1", "1", "2"},
       {"Usage", "SavingsPlan", "s-1", "2", "3"},
       {"Usage", "OnDemand", "", "2", "70"}});
  const UsageTable table = usage(bill, "azure-ea", "owner", "Cost");
  ASSERT_EQ(table.kinds.size(), 2U);
  EXPECT_EQ(shown(table.kinds[0].usage.utilization), "80.00");
  EXPECT_EQ(shown(table.kinds[1].usage.utilization), "100.00");
}

TEST(Usage, CoverageIsOfTheListPriceOfWhatCouldBeCovered) {
  // 40 + 20 + 50 + 90 = 200; storage without an instance type is not coverable.
  const UsageTable table = usage(aws(), "aws-cur-legacy", "owner", "pricing/publicOnDemandCost");
  EXPECT_EQ(shown(table.total.coverable), "200");
  EXPECT_EQ(shown(table.total.coverage), "80.00");     // 160
  EXPECT_EQ(shown(table.kinds[0].coverage), "35.00");  // 70
  EXPECT_EQ(shown(table.kinds[1].coverage), "45.00");  // 90
  ASSERT_EQ(table.values.size(), 2U);
  EXPECT_EQ(table.values[0].value, "1");
  EXPECT_EQ(shown(table.values[0].coverage), "33.33");  // 20 of 60
  EXPECT_EQ(shown(table.values[1].coverage), "100.00");
}

TEST(Usage, UnusedCommitmentHasAnOwnerAndOneWhoBenefits) {
  const UsageTable table = usage(aws(), "aws-cur-legacy", "owner", "pricing/publicOnDemandCost");
  ASSERT_EQ(table.commitments.size(), 2U);
  EXPECT_EQ(table.commitments[0].id, "ri-1");
  EXPECT_EQ(table.commitments[0].purchaser, "1");
  EXPECT_EQ(shown(table.commitments[1].usage.unused), "5");
  Lines moved;
  for (const Transfer& one : table.transfers) {
    moved.push_back(one.kind + " " + one.purchaser.value_or("-") + ">" + one.user.value_or("-") + " " +
                    shown(one.used) + " saved " + shown(one.saved));
  }
  EXPECT_EQ(moved, (Lines{"reservation 1>1 12 saved 8", "reservation 1>2 30 saved 20",
                          "savings_plan 1>2 60 saved 30"}));
}

// FOCUS, the vector of field-survey 3.5: a commitment of 1 an hour, partly used, with usage beyond it.
TEST(Usage, OfFocusTheStatusTells) {
  const bill::Bill bill =
      make_bill({text("ChargeCategory", "charge_type"), text("CommitmentDiscountId", "commitment_id"),
                 text("CommitmentDiscountStatus", "commitment_status"), text("SubAccountId", "owner"),
                 money_column("BilledCost"), money_column("EffectiveCost"), money_column("ListCost")},
                {{"Purchase", "c1", "", "buyer", "8760", "0", "8760"},
                 {"Usage", "c1", "Used", "user", "0", "0.75", "1.5"},
                 {"Usage", "c1", "Unused", "buyer", "0", "0.25", "0"},
                 {"Usage", "NULL", "NULL", "user", "0.5", "0.5", "0.5"},
                 {"Purchase", "NULL", "NULL", "user", "3", "3", "3"}});
  const UsageTable table = usage(bill, "focus", "owner", "ListCost");
  ASSERT_EQ(table.commitments.size(), 1U);
  EXPECT_EQ(shown(table.commitments[0].usage.utilization), "75.00");
  EXPECT_TRUE(table.commitments[0].alarm);
  EXPECT_EQ(table.commitments[0].purchaser, "buyer");
  EXPECT_EQ(shown(table.total.coverage), "75.00");  // 1.5 of 2
}

TEST(Usage, WithoutALineThatPaysThePurchaserIsUnknown) {
  const bill::Bill bill = make_bill(
      {text("CommitmentDiscountId", "commitment_id"), text("CommitmentDiscountStatus", "commitment_status"),
       text("SubAccountId", "owner"), money_column("EffectiveCost"), money_column("ListCost")},
      {{"c1", "Used", "user", "1", "2"}});
  const UsageTable table = usage(bill, "focus", "owner", "ListCost");
  EXPECT_FALSE(table.commitments[0].purchaser.has_value());
}

TEST(Bases, ADiscountIsOnlyOverLinesThatHaveBothSides) {
  const bill::Bill bill =
      make_bill({text("Owner"), money_column("List"), money_column("Paid")},
                {{"a", "100", "60"}, {"a", "0", "5"}, {"b", "50", "50.005"}, {"", "", "-1"}});
  const auto owner = bill::resolve_dimension(bill, "Owner", {});
  const auto table = compare_bases(*owner, *bill.find_column("List")->amount,
                                   *bill.find_column("Paid")->amount, Kept(bill.rows, 1));
  ASSERT_TRUE(table.ok());
  ASSERT_EQ(table->rows.size(), 3U);
  EXPECT_EQ(table->rows[0].value, "a");
  EXPECT_EQ(shown(table->rows[0].percent), "40.00");
  EXPECT_EQ(shown(table->rows[0].left_out), "5");
  EXPECT_EQ(shown(table->rows[0].change), "-35");
  EXPECT_EQ(shown(table->rows[1].discount), "-0.005");
  EXPECT_FALSE(table->rows[2].value.has_value());
  EXPECT_EQ(shown(table->rows[2].percent), "none");
  EXPECT_EQ(shown(table->total.discount), "39.995");
  EXPECT_EQ(shown(table->total.left_out), "4");
  EXPECT_EQ(table->total.left_out_rows, 2U);
  EXPECT_EQ(shown(table->total.to), "114.005");
  EXPECT_EQ(shown(table->difference), "0");
}

TEST(Bases, TheBridgeOfTheAmortizedMonthAddsUpByLineType) {
  const bill::Bill bill = aws();
  const auto type = bill::resolve_dimension(bill, "charge_type", {});
  const auto amortized = amortized_of(bill, form_of("aws-cur-legacy"));
  const auto table = compare_bases(*type, *bill.find_column("lineItem/UnblendedCost")->amount, *amortized,
                                   Kept(bill.rows, 1));
  EXPECT_EQ(shown(table->total.from), "1680");
  EXPECT_EQ(shown(table->total.to), "180.5");
  EXPECT_EQ(shown(table->difference), "0");
  for (const BasisRow& row : table->rows) {
    if (row.value == "DiscountedUsage") {
      EXPECT_EQ(shown(row.change), "42");
    }
    if (row.value == "SavingsPlanNegation") {
      EXPECT_EQ(shown(row.change), "90");
    }
    if (row.value == "RIFee") {
      EXPECT_EQ(shown(row.change), "-41.5");
    }
  }
}

}  // namespace
}  // namespace billfold::commitment
