#include "commitment/what_if.h"

#include <gtest/gtest.h>
#include <string>

#include "money/decimal_format.h"
#include "money/decimal_parse.h"

namespace billfold::commitment {
namespace {

money::Decimal dec(std::string_view text) {
  money::Decimal amount;
  EXPECT_EQ(money::parse_amount(text, money::Mark::point, amount), money::AmountStatus::ok) << text;
  return amount;
}

WhatIf asked(std::string_view usage, std::string_view reserved, std::string_view commitment) {
  return {dec(usage), dec(reserved), dec(commitment), dec("0.75"), dec("0.3"), dec("0.34")};
}

std::string shown(const money::Decimal& amount) { return money::format_trimmed(amount); }
std::string shown(const std::optional<money::Decimal>& percent) {
  return percent ? money::format(*percent) : "none";
}

// ---- the worked case of rules 5

TEST(WhatIf, TheWorkedCaseIs6682PercentOff) {
  const Result<Effect> effect = effect_of(asked("1000", "400", "150"));
  ASSERT_TRUE(effect.ok());
  EXPECT_EQ(shown(effect->list), "750");
  EXPECT_EQ(shown(effect->reservation_cost), "90");
  EXPECT_EQ(shown(effect->plan_hours), "588.235294");
  EXPECT_EQ(shown(effect->plan_cost), "150");
  EXPECT_EQ(shown(effect->on_demand_hours), "11.764706");
  EXPECT_EQ(shown(effect->on_demand_cost), "8.823529");
  EXPECT_EQ(money::format(effect->total), "248.82");
  EXPECT_EQ(money::format(effect->savings), "501.18");
  EXPECT_EQ(shown(effect->discount), "66.82");
  EXPECT_EQ(shown(effect->reservation_coverage), "40.00");
  EXPECT_EQ(shown(effect->plan_coverage), "58.82");
  EXPECT_EQ(shown(effect->on_demand_coverage), "1.18");
  EXPECT_EQ(shown(effect->reservation_unused), "0");
  EXPECT_EQ(shown(effect->plan_unused), "0");
}

TEST(WhatIf, CommitmentBeyondTheUseIsPaidAndShownAsUnused) {
  // 600 hours are left for the plan: 600 x 0.75 x 0.34 = 153 of the 200 are used.
  const Result<Effect> effect = effect_of(asked("1000", "400", "200"));
  ASSERT_TRUE(effect.ok());
  EXPECT_EQ(shown(effect->plan_hours), "600");
  EXPECT_EQ(shown(effect->plan_cost), "200");
  EXPECT_EQ(shown(effect->plan_unused), "47");
  EXPECT_EQ(shown(effect->on_demand_cost), "0");
  EXPECT_EQ(money::format(effect->total), "290.00");
  EXPECT_EQ(money::format(effect->savings), "460.00");
}

TEST(WhatIf, ReservedHoursBeyondTheUseArePaidAndShownAsUnused) {
  const Result<Effect> effect = effect_of(asked("1000", "1200", "0"));
  ASSERT_TRUE(effect.ok());
  EXPECT_EQ(shown(effect->reservation_cost), "270");   // 1200 x 0.225
  EXPECT_EQ(shown(effect->reservation_unused), "45");  // 200 x 0.225
  EXPECT_EQ(shown(effect->reservation_coverage), "100.00");
  EXPECT_EQ(shown(effect->on_demand_hours), "0");
  EXPECT_EQ(shown(effect->discount), "64.00");
}

TEST(WhatIf, WithoutUseThereIsNoDiscountAndNoCoverage) {
  const Result<Effect> effect = effect_of(asked("0", "400", "150"));
  ASSERT_TRUE(effect.ok());
  EXPECT_EQ(shown(effect->discount), "none");
  EXPECT_EQ(shown(effect->plan_coverage), "none");
  EXPECT_EQ(money::format(effect->total), "240.00");
  EXPECT_EQ(money::format(effect->savings), "-240.00");
}

TEST(WhatIf, WithoutCommitmentsEverythingIsOnDemand) {
  const Result<Effect> effect = effect_of(asked("1000", "0", "0"));
  ASSERT_TRUE(effect.ok());
  EXPECT_EQ(money::format(effect->total), "750.00");
  EXPECT_EQ(shown(effect->discount), "0.00");
  EXPECT_EQ(shown(effect->on_demand_coverage), "100.00");
}

TEST(WhatIf, WhatCannotBeIsRefused) {
  EXPECT_EQ(effect_of(asked("-1", "0", "0")).error().code, Code::bad_request);
  WhatIf free_plan = asked("1000", "0", "10");
  free_plan.plan_part = dec("0");
  EXPECT_EQ(effect_of(free_plan).error().values[1].second, "plan_part");
  WhatIf free_hours = asked("1000", "0", "10");
  free_hours.on_demand_rate = dec("0");
  EXPECT_EQ(effect_of(free_hours).error().values[1].second, "on_demand_rate");
}

}  // namespace
}  // namespace billfold::commitment
