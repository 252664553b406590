#include "session/figures.h"

#include <gtest/gtest.h>

#include "support/bill_builder.h"

namespace billfold::session::questions {
namespace {

using test::currency;
using test::date;
using test::make_bill;
using test::money_column;
using test::text;
using Lines = std::vector<std::string>;

// "plus actual 9; times days 30": what a reader would do again.
Lines steps_of(const WhyFigureReport& why) {
  Lines steps;
  for (const FigureStep& step : why.steps) {
    std::string said = step.op + " " + step.what + " " + step.amount;
    if (step.name) said += " of " + *step.name;
    if (step.op == "rounded") said += " to " + std::to_string(step.digits);
    steps.push_back(std::move(said));
  }
  return steps;
}

Lines lines_of(const WhyFigureReport& why) {
  Lines lines;
  for (const SourceLine& line : why.lines.lines)
    lines.push_back(std::to_string(line.row) + ": " + line.amount);
  return lines;
}

// ---- formulas

TEST(Formulas, AFigureIsNamedByTheEndOfItsPlace) {
  EXPECT_TRUE(fits("percent", "rows/2/percent"));
  EXPECT_TRUE(fits("total/list", "total/list"));
  EXPECT_TRUE(fits("kinds/*/coverage", "kinds/0/coverage"));
  EXPECT_FALSE(fits("total/list", "rows/2/list"));
  EXPECT_FALSE(fits("kinds/*/coverage", "coverage/0/coverage"));
  EXPECT_FALSE(fits("rows/*/list", "list"));
}

TEST(Formulas, WhatRoundingAddedIsToldAndTheRestIsExact) {
  Chain chain;
  chain.add("plus", "discount", {2, 0});
  chain.add("times", "number", {100, 0});
  chain.add("divided_by", "list", {3, 0});
  chain.round(2);
  ASSERT_FALSE(chain.error());
  // 66.666... is 66.67: 0.00333333... was added to what is cut after six digits more, 66.66666666.
  EXPECT_EQ(chain.steps().back().amount, "0.00333334");
  EXPECT_EQ(amount_text(*chain.difference({6667, 2})), "0");
  EXPECT_EQ(amount_text(*chain.difference({6668, 2})), "0.01");
}

TEST(Formulas, ADivisionByZeroIsAnError) {
  Chain chain;
  chain.add("divided_by", "list", {});
  EXPECT_EQ(chain.error()->code, Code::division_by_zero);
}

// ---- what-if: the worked case of rules 5

WhyFigureReport what_if_why(const std::string& place) {
  const bill::Bill bill = make_bill({money_column("Cost")}, {{"1"}});
  Cache cache;
  WhyFigureRequest request{.view = "what_if"};
  request.given = {.usage_hours = "1000",
                   .reserved_hours = "400",
                   .commitment = "150",
                   .on_demand_rate = "0.75",
                   .reservation_part = "0.3",
                   .plan_part = "0.34"};
  request.place = place;
  const auto why = why_figure({bill, cache}, request);
  EXPECT_TRUE(why.ok()) << place << ": " << (why.ok() ? "" : sentence_of(why.error()));
  return why.ok() ? *why : WhyFigureReport{};
}

TEST(WhyWhatIf, TheWorkedCaseIsDoneAgainStepByStep) {
  EXPECT_EQ(steps_of(what_if_why("list")), (Lines{"plus usage_hours 1000", "times on_demand_rate 0.75"}));
  EXPECT_EQ(steps_of(what_if_why("reservation_cost")),
            (Lines{"plus reserved_hours 400", "times on_demand_rate 0.75", "times reservation_part 0.3"}));
  // 150 / (0.75 x 0.34) = 588.2352941...
  EXPECT_EQ(steps_of(what_if_why("plan_hours")),
            (Lines{"plus plan_used 150", "divided_by on_demand_rate 0.75", "divided_by plan_part 0.34",
                   "rounded remainder -0.000000117647 to 6"}));
  // (1000 - 400) x 0.75 = 450, less 150 / 0.34 = 441.176471.
  EXPECT_EQ(steps_of(what_if_why("on_demand_cost")),
            (Lines{"plus usage_hours 1000", "minus reservation_hours 400", "times on_demand_rate 0.75",
                   "minus plan_list 441.176471"}));
  // 90 + 150 + 8.823529 = 248.823529.
  EXPECT_EQ(steps_of(what_if_why("total")),
            (Lines{"plus reservation_cost 90", "plus plan_cost 150", "plus on_demand_cost 8.823529",
                   "rounded remainder -0.003529 to 2"}));
  EXPECT_EQ(what_if_why("savings").amount, "501.18");
  EXPECT_EQ(steps_of(what_if_why("savings")), (Lines{"plus list 750", "minus total 248.82"}));
  EXPECT_EQ(what_if_why("discount").amount, "66.82");
  for (const char* place :
       {"list", "reservation_hours", "reservation_cost", "reservation_unused", "plan_hours", "plan_used",
        "plan_list", "plan_cost", "plan_unused", "on_demand_hours", "on_demand_cost", "total", "savings",
        "discount", "reservation_coverage", "plan_coverage", "on_demand_coverage"}) {
    EXPECT_EQ(what_if_why(place).difference, "0") << place;
  }
}

TEST(WhyWhatIf, WhatIsNoFigureIsAnError) {
  const bill::Bill bill = make_bill({money_column("Cost")}, {{"1"}});
  Cache cache;
  WhyFigureRequest request{.view = "what_if"};
  request.given = {.usage_hours = "1", .on_demand_rate = "1"};
  for (const char* place : {"", "nothing", "list/0", "total/list"}) {
    request.place = place;
    EXPECT_EQ(why_figure({bill, cache}, request).error().code, Code::bad_request) << place;
  }
  request.view = "weather";
  EXPECT_EQ(why_figure({bill, cache}, request).error().values[1].second, "view");
}

// ---- discounts

// Each amount its own; the tax has no list price.
bill::Bill with_list_prices() {
  return make_bill({text("Owner", "owner"), money_column("List"), money_column("Paid")},
                   {{"ads", "100", "60"}, {"ads", "20", "15"}, {"lab", "50", "41"}, {"lab", "0", "7"}});
}

WhyFigureReport discount_why(const std::string& place) {
  bill::Bill bill = with_list_prices();
  bill.columns[1].role.measure_role = "list";
  bill.columns[2].role.measure_role = "billed";
  bill.default_measure = "Paid";
  Cache cache;
  WhyFigureRequest request{.view = "discounts", .by = "owner"};
  request.place = place;
  const auto why = why_figure({bill, cache}, request);
  EXPECT_TRUE(why.ok()) << place << ": " << (why.ok() ? "" : sentence_of(why.error()));
  return why.ok() ? *why : WhyFigureReport{};
}

TEST(WhyDiscounts, APercentIsOfTheLinesThatHaveBothSides) {
  // ads: 120 - 75 = 45 is first, lab: 50 - 41 = 9.
  EXPECT_EQ(steps_of(discount_why("rows/1/discount")), (Lines{"plus list 50", "minus paid 41"}));
  EXPECT_EQ(steps_of(discount_why("rows/1/percent")),
            (Lines{"plus discount 9", "times number 100", "divided_by list 50", "rounded remainder 0 to 2"}));
  EXPECT_EQ(lines_of(discount_why("rows/1/paid")), (Lines{"2: 41"}));
  EXPECT_EQ(lines_of(discount_why("rows/1/left_out")), (Lines{"3: 7"}));
  EXPECT_EQ(lines_of(discount_why("rows/1/to")), (Lines{"2: 41", "3: 7"}));
  EXPECT_EQ(steps_of(discount_why("rows/1/to")), (Lines{"plus lines 48"}));
  EXPECT_EQ(steps_of(discount_why("total/list")), (Lines{"plus list 120 of ads", "plus list 50 of lab"}));
  EXPECT_EQ(lines_of(discount_why("bases/0/total")), (Lines{"0: 100", "1: 20", "2: 50", "3: 0"}));
}

TEST(WhyDiscounts, AWindowOfLinesAddsUpToTheWholeFigure) {
  bill::Bill bill = with_list_prices();
  bill.columns[1].role.measure_role = "list";
  bill.columns[2].role.measure_role = "billed";
  bill.default_measure = "Paid";
  Cache cache;
  WhyFigureRequest request{.view = "discounts", .by = "owner"};
  request.place = "bases/1/total";
  request.offset = 1;
  request.limit = 2;
  const auto why = why_figure({bill, cache}, request);
  ASSERT_TRUE(why.ok());
  EXPECT_EQ(lines_of(*why), (Lines{"1: 15", "2: 41"}));
  EXPECT_EQ(why->lines.rows, 4U);
  EXPECT_EQ(why->lines.total, "123");
}

// ---- budgets and unusual days

// Ten days of 10 each, one line of the first to the last of the month, and a jump on the ninth.
bill::Bill ten_days() {
  std::vector<std::vector<std::string>> rows;
  const char* amounts[] = {"10", "12", "8", "11", "9", "10", "13", "10", "90", "10"};
  for (int day = 0; day < 10; ++day) {
    const std::string iso = "2025-04-" + std::string(day < 9 ? "0" : "") + std::to_string(day + 1);
    rows.push_back({iso, iso, amounts[day]});
  }
  rows.push_back({"2025-04-01", "2025-04-30", "60"});
  bill::Bill bill = make_bill({date("Day"), text("End", "end_date"), money_column("Cost")}, rows);
  return bill;
}

WhyFigureReport watch_why(const std::string& view, const std::string& place) {
  const bill::Bill bill = ten_days();
  Cache cache;
  WhyFigureRequest request{.view = view};
  request.plan.watch.budgets = {{.name = "All", .limit = "400"}};
  request.place = place;
  const auto why = why_figure({bill, cache}, request);
  EXPECT_TRUE(why.ok()) << place << ": " << (why.ok() ? "" : sentence_of(why.error()));
  return why.ok() ? *why : WhyFigureReport{};
}

TEST(WhyBudgets, AForecastIsWhatIsKnownAndTheRunRate) {
  // 243 in all, 60 of it for the month: 183 / 10 x 30 = 549, and 60.
  EXPECT_EQ(steps_of(watch_why("budgets", "budgets/0/forecast")),
            (Lines{"plus actual 243", "minus known 60", "times days 30", "divided_by elapsed 10",
                   "rounded remainder 0 to 2", "plus known 60"}));
  EXPECT_EQ(watch_why("budgets", "budgets/0/forecast").amount, "609");
  EXPECT_EQ(watch_why("budgets", "budgets/0/forecast").difference, "0");
  EXPECT_EQ(lines_of(watch_why("budgets", "budgets/0/known")), (Lines{"10: 60"}));
  EXPECT_EQ(lines_of(watch_why("budgets", "budgets/0/spent/0/amount")), (Lines{"0: 10", "10: 60"}));
  EXPECT_EQ(steps_of(watch_why("budgets", "budgets/0/spent/1/reached")),
            (Lines{"plus amount 70 of 2025-04-01", "plus amount 12 of 2025-04-02"}));
  EXPECT_EQ(steps_of(watch_why("budgets", "budgets/0/thresholds/0/amount")),
            (Lines{"plus limit 400", "times percent 80", "divided_by number 100"}));
  // 400 / 30 = 13.333...
  EXPECT_EQ(watch_why("budgets", "budgets/0/daily_limit").amount, "13.33");
  EXPECT_EQ(watch_why("budgets", "budgets/0/forecast_over_by").amount, "209");
}

TEST(WhyAnomalies, AMedianIsTheDayInTheMiddleAndAScoreIsInDeviations) {
  // The seven days before the ninth: 12 8 11 9 10 13 10, in the middle 10 (the sixth or the eighth).
  const WhyFigureReport expected = watch_why("anomalies", "anomalies/0/day/expected");
  EXPECT_EQ(expected.amount, "10");
  EXPECT_EQ(expected.difference, "0");
  EXPECT_EQ(expected.steps.size(), 7U);
  EXPECT_EQ(std::count_if(expected.steps.begin(), expected.steps.end(),
                          [](const FigureStep& step) { return step.op == "plus"; }),
            1);
  EXPECT_EQ(steps_of(watch_why("anomalies", "anomalies/0/day/over")),
            (Lines{"plus amount 90", "minus expected 10"}));
  // Apart from 10 they are 2 2 1 1 0 3 0, in the middle 1: 80 x 0.6745 / 1 = 53.96.
  const WhyFigureReport score = watch_why("anomalies", "anomalies/0/day/score");
  EXPECT_EQ(score.amount, "53.96");
  EXPECT_EQ(score.difference, "0");
  const Lines steps = steps_of(score);
  ASSERT_EQ(steps.size(), 11U);
  EXPECT_EQ(std::count_if(score.steps.begin(), score.steps.end(),
                          [](const FigureStep& step) { return step.op == "beside"; }),
            7);
  EXPECT_EQ(Lines(steps.begin() + 7, steps.end()),
            (Lines{"plus over 80", "times of_median_distance 0.6745", "divided_by median_distance 1",
                   "rounded remainder 0 to 2"}));
  EXPECT_EQ(lines_of(watch_why("anomalies", "anomalies/0/day/amount")), (Lines{"8: 90"}));
}

}  // namespace
}  // namespace billfold::session::questions
