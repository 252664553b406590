#include "watch/budget.h"

#include <gtest/gtest.h>

#include "money/decimal_format.h"
#include "support/bill_builder.h"

namespace billfold::watch {
namespace {

using test::date;
using test::make_bill;
using test::money_column;
using test::text;

// 2025-04, the last line on the tenth; a month's fee of 300 on its first day.
bill::Bill april() {
  return make_bill({text("Owner", "owner"), date("Begin"), date("End", "end_date"), money_column("Cost")},
                   {{"ads", "2025-04-01", "2025-04-30", "300"},
                    {"ads", "2025-04-01 10:00:00", "2025-04-01 11:00:00", "50.5"},
                    {"ads", "2025-04-02", "2025-04-03 00:00:00", "49.5"},
                    {"search", "2025-04-10", "2025-04-10", "20"},
                    {"search", "2025-03-31", "2025-03-31", "7"},
                    {"search", "", "", "4"}});
}

const Kept kAll = {1, 1, 1, 1, 1, 1};
const Kept kAds = {1, 1, 1, 0, 0, 0};

MonthSpend spend_of(const Kept& scope) {
  const bill::Bill bill = april();
  const Result<Days> days = Days::of(bill);
  EXPECT_TRUE(days.ok());
  EXPECT_EQ(calendar::iso(*days->current_month(kAll)), "2025-04");
  const auto spend = days->spend(*bill.find_column("Cost")->amount, kAll, scope, {2025, 4});
  EXPECT_TRUE(spend.ok());
  return *spend;
}

std::string shown(const money::Decimal& amount) { return money::format_trimmed(amount); }

TEST(Budget, WhatStandsForMoreThanADayIsKnownAndTheRestDaily) {
  const MonthSpend spend = spend_of(kAds);
  EXPECT_EQ(shown(spend.known), "300");
  EXPECT_EQ(shown(spend.daily), "100");  // an end at midnight is the day before
  EXPECT_EQ(spend.elapsed(), 10);        // of the bill, not of the scope
  EXPECT_EQ(spend.days(), 30);
}

TEST(Budget, AMonthThatIsOnlyKnownAheadIsNotTheOneToLookAtFirst) {
  const bill::Bill bill = make_bill({date("Begin"), date("End", "end_date"), money_column("Cost")},
                                    {{"2025-05-01", "2025-05-31", "62"}, {"2025-04-10", "2025-04-10", "20"}});
  const Result<Days> days = Days::of(bill);
  ASSERT_TRUE(days.ok());
  EXPECT_EQ(calendar::iso(*days->current_month({1, 1})), "2025-04");
  EXPECT_EQ(calendar::iso(*days->current_month({1, 0})), "2025-05");
  EXPECT_FALSE(days->current_month({0, 0}).has_value());
  std::string months;
  for (const calendar::Month month : days->months({1, 1})) months += calendar::iso(month) + " ";
  EXPECT_EQ(months, "2025-04 2025-05 ");
}

TEST(Budget, TheForecastIsKnownLinesAndTheRunRate) {
  EXPECT_EQ(shown(*forecast_of(spend_of(kAds))), "600");  // 300 + 100 / 10 x 30
}

TEST(Budget, OverByIsExact) {
  const auto status =
      status_of({.name = "ads", .dimension = "owner", .value = "ads", .limit = "399.995"}, spend_of(kAds));
  ASSERT_TRUE(status.ok());
  EXPECT_EQ(status->state, BudgetState::over);
  EXPECT_EQ(shown(status->left), "-0.005");
  EXPECT_EQ(shown(*status->used), "100");
}

TEST(Budget, AForecastPastTheLimitIsSaidWhileThereIsTimeToAct) {
  const auto status = status_of({.name = "all", .limit = "500"}, spend_of(kAds));
  EXPECT_EQ(status->state, BudgetState::forecast_over);
  EXPECT_EQ(shown(status->forecast_left), "-100");
  EXPECT_TRUE(status->early);  // 20 days are left, 7 are wanted
}

TEST(Budget, ALastWeekIsNotEarly) {
  MonthSpend spend = spend_of(kAds);
  spend.as_of = *calendar::day_from(2025, 4, 23);
  EXPECT_TRUE(status_of({.limit = "500"}, spend)->early);
  spend.as_of = *calendar::day_from(2025, 4, 24);
  EXPECT_FALSE(status_of({.limit = "500"}, spend)->early);
}

TEST(Budget, OfAWholeMonthTheForecastIsWhatWasSpent) {
  MonthSpend spend = spend_of(kAds);
  spend.as_of = *calendar::day_from(2025, 4, 30);
  spend.daily = {1000000001, 7};  // 100.0000001
  EXPECT_EQ(shown(status_of({.limit = "500"}, spend)->forecast), "400.0000001");
}

std::vector<std::string> usual(std::string_view dimension) {
  std::vector<std::string> all;
  for (const plan::Threshold& threshold : usual_thresholds(dimension)) {
    all.push_back(std::to_string(threshold.percent) + " " + threshold.kind);
  }
  return all;
}

TEST(Budget, ThresholdsAreThoseOfTheScope) {
  using Lines = std::vector<std::string>;
  EXPECT_EQ(usual(""), (Lines{"80 actual", "80 forecast", "100 actual", "100 forecast"}));
  EXPECT_EQ(usual("owner"), (Lines{"70 actual", "70 forecast"}));
  EXPECT_EQ(usual("project"), (Lines{"90 actual", "90 forecast"}));
}

TEST(Budget, AThresholdIsReachedAtItsVeryAmount) {
  const plan::Budget budget = {.limit = "500",
                               .thresholds = {{80, "actual"}, {81, "actual"}, {130, "forecast"}}};
  const auto status = status_of(budget, spend_of(kAds));
  EXPECT_EQ(shown(status->thresholds[0].amount), "400");
  EXPECT_TRUE(status->thresholds[0].reached);
  EXPECT_FALSE(status->thresholds[1].reached);
  EXPECT_FALSE(status->thresholds[2].reached);  // 650
  EXPECT_EQ(status_of({.limit = "900", .thresholds = {{40, "actual"}}}, spend_of(kAds))->state,
            BudgetState::warned);
  EXPECT_EQ(status_of({.limit = "900", .thresholds = {{50, "actual"}}}, spend_of(kAds))->state,
            BudgetState::within);
}

TEST(Budget, TheDailyLimitIsAnEstimate) {
  EXPECT_EQ(shown(status_of({.limit = "500"}, spend_of(kAds))->daily_limit), "16.67");
}

TEST(Budget, AWrongBudgetIsNamed) {
  const MonthSpend spend = spend_of(kAds);
  const auto where = [&](const plan::Budget& budget) {
    return status_of(budget, spend).error().values[1].second;
  };
  EXPECT_EQ(where({.name = "ads", .limit = "lots"}), "budgets ads.limit");
  EXPECT_EQ(where({.name = "ads", .limit = "0"}), "budgets ads.limit");
  EXPECT_EQ(where({.name = "ads", .limit = "1", .thresholds = {{80, "soon"}}}),
            "budgets ads.thresholds.kind");
  EXPECT_EQ(where({.name = "ads", .limit = "1", .thresholds = {{0, "actual"}}}),
            "budgets ads.thresholds.percent");
}

TEST(Budget, ABillWithoutDatesHasNoMonth) {
  const bill::Bill bill = make_bill({text("Owner"), money_column("Cost")}, {{"a", "1"}});
  EXPECT_EQ(Days::of(bill).error().code, Code::unknown_dimension);
}

}  // namespace
}  // namespace billfold::watch
