#include "commitment/own_use.h"

#include <gtest/gtest.h>

#include "money/decimal_format.h"
#include "support/bill_builder.h"

namespace billfold::commitment {
namespace {

using test::make_bill;
using test::money_column;
using test::text;

std::string shown(const money::Decimal& amount) { return money::format_trimmed(amount); }

std::vector<test::TestColumn> columns() {
  return {text("lineItem/LineItemType", "charge_type"),
          text("product/instanceType", "resource_kind"),
          text("pricing/unit", "usage_unit"),
          test::quantity("lineItem/UsageAmount"),
          money_column("pricing/publicOnDemandCost"),
          money_column("reservation/EffectiveCost"),
          money_column("reservation/UnusedRecurringFee"),
          money_column("savingsPlan/SavingsPlanEffectiveCost"),
          money_column("savingsPlan/TotalCommitmentToDate"),
          money_column("savingsPlan/UsedCommitment")};
}

OwnUse own_use(const bill::Bill& bill) {
  const auto form = vendor::cost_form_of("aws-cur-legacy");
  const auto use =
      own_use_of(bill, **form, *bill.find_column("pricing/publicOnDemandCost")->amount, Kept(bill.rows, 1));
  EXPECT_TRUE(use.ok());
  return *use;
}

TEST(OwnUse, HoursAndRatesAreThoseOfTheBill) {
  const OwnUse use =
      own_use(make_bill(columns(), {{"Usage", "m5.large", "Hrs", "100", "75"},
                                    {"DiscountedUsage", "m5.large", "Hrs", "80", "60", "18"},
                                    {"RIFee", "m5.large", "Hrs", "0", "0", "", "4.5"},
                                    {"SavingsPlanCoveredUsage", "c5.large", "Hrs", "20", "15", "", "", "5.1"},
                                    {"SavingsPlanRecurringFee", "", "Hrs", "1", "0", "", "", "", "6", "5.1"},
                                    {"Usage", "", "GB-Mo", "900", "90"}}));  // storage runs no hours
  EXPECT_TRUE(use.has_hours);
  EXPECT_EQ(shown(use.list), "150");
  EXPECT_EQ(shown(use.start.usage_hours), "200");
  EXPECT_EQ(shown(money::trimmed(use.start.on_demand_rate)), "0.75");
  // 80 hours used are 18 of 22.5: so 100 are reserved.
  EXPECT_EQ(shown(money::trimmed(use.start.reserved_hours)), "100");
  EXPECT_EQ(shown(use.start.commitment), "6");
  EXPECT_EQ(shown(money::trimmed(use.start.reservation_part)), "0.3");
  EXPECT_EQ(shown(money::trimmed(use.start.plan_part)), "0.34");
}

TEST(OwnUse, WithoutCommitmentsTheRatesAreTheAssumedOnes) {
  const OwnUse use = own_use(make_bill(columns(), {{"Usage", "m5.large", "Hrs", "10", "5"}}));
  EXPECT_EQ(shown(use.start.reservation_part), "0.3");
  EXPECT_EQ(shown(use.start.plan_part), "0.34");
  EXPECT_EQ(shown(use.start.reserved_hours), "0");
}

TEST(OwnUse, ABillWithoutHoursHasNone) {
  EXPECT_FALSE(own_use(make_bill(columns(), {{"Usage", "", "GB-Mo", "10", "5"}})).has_hours);
}

}  // namespace
}  // namespace billfold::commitment
