#include "split/explain.h"

#include <gtest/gtest.h>
#include <string>

#include "support/bill_builder.h"
#include "support/split_text.h"

namespace billfold::split {
namespace {

using test::currency;
using test::figure_text;
using test::make_bill;
using test::money_column;
using test::split_of;
using test::text;
using Lines = std::vector<std::string>;

bill::Bill team_bill() {
  return make_bill({text("Owner"), text("Project"), currency("Currency"), money_column("Cost")},
                   {{"search", "rank", "CNY", "400.10"},
                    {"search", "rank", "CNY", "-20"},
                    {"search", "rank", "CNY", ""},
                    {"search", "rank", "CNY", "oops"},
                    {"search", "rank", "CNY", "0.00"},
                    {"search", "recall", "CNY", "7"},
                    {"search", "", "CNY", "1.5"},
                    {"ads", "bid", "CNY", "30"},
                    {"ads", "bid", "USD", "9000"}});
}

std::string name_of(StepKind kind) {
  switch (kind) {
    case StepKind::lines_of_file:
      return "file";
    case StepKind::kept_by_currency:
      return "currency";
    case StepKind::not_omitted:
      return "not omitted";
    case StepKind::kept_by_filter:
      return "filter";
    case StepKind::in_group:
      return "group";
    case StepKind::received_by_rule:
      return "received";
    case StepKind::received_by_more:
      return "received more";
    case StepKind::given_by_rule:
      return "given";
  }
  return "";
}

std::string name_of(const Part& part) {
  switch (part.kind) {
    case PartKind::child:
      return part.value.value_or("-");
    case PartKind::others:
      return "others:" + std::to_string(part.groups);
    case PartKind::positive:
      return "+";
    case PartKind::negative:
      return "minus";
    case PartKind::zero:
      return "zero";
    case PartKind::rejected:
      return "rejected";
    case PartKind::received:
      return "received";
    case PartKind::given:
      return "given";
  }
  return "";
}

Explanation explained(const bill::Bill& bill, const plan::Plan& plan, const Path& path) {
  const Tree tree = split_of(bill, plan);
  Dimensions dimensions(bill);
  Result<Explanation> explanation = explain(plan, path, tree, dimensions);
  EXPECT_TRUE(explanation.ok());
  EXPECT_EQ(explanation->difference(), 0);
  return std::move(*explanation);
}

Lines steps_of(const Explanation& explanation) {
  Lines lines;
  for (const Step& step : explanation.steps) {
    lines.push_back(name_of(step.kind) + std::to_string(step.index) + " " +
                    (step.has_amount ? figure_text(step.figure, explanation.scale)
                                     : "? (" + std::to_string(step.figure.rows) + ")"));
  }
  return lines;
}

Lines parts_of(const Explanation& explanation) {
  Lines lines;
  for (const Part& part : explanation.parts) {
    lines.push_back(name_of(part) + " " + figure_text(part.figure, explanation.scale));
  }
  return lines;
}

const plan::Plan kPlan = {.by = {"Owner", "Project"}, .filters = {{"Project", {"bid"}, true}}};

TEST(Explain, TheWayGoesFromTheFileOverCurrencyAndFiltersToTheGroup) {
  const Explanation explanation = explained(team_bill(), kPlan, {"search", "rank"});
  // Amounts of several currencies have no sum.
  EXPECT_EQ(steps_of(explanation), (Lines{"file0 ? (9)", "currency0 418.6 (8)", "filter0 388.6 (7)",
                                          "group0 388.6 (7)", "group1 380.1 (5)"}));
  EXPECT_EQ(figure_text(explanation.figure, explanation.scale), "380.1 (5)");
}

TEST(Explain, WhatIsOmittedIsToldBetweenCurrencyAndFilters) {
  plan::Plan plan = kPlan;
  plan.omitted.lines = {"3"};  // -20
  const Explanation explanation = explained(team_bill(), plan, {"search", "rank"});
  EXPECT_EQ(steps_of(explanation), (Lines{"file0 ? (9)", "currency0 418.6 (8)", "not omitted0 438.6 (7)",
                                          "filter0 408.6 (6)", "group0 408.6 (6)", "group1 400.1 (4)"}));
  EXPECT_EQ(figure_text(explanation.figure, explanation.scale), "400.1 (4)");
}

TEST(Explain, AGroupWithoutChildrenIsMadeOfLinesByTheirSign) {
  EXPECT_EQ(parts_of(explained(team_bill(), kPlan, {"search", "rank"})),
            (Lines{"+ 400.1 (1)", "minus -20 (1)", "zero 0 (2)", "rejected 0 (1)"}));
}

TEST(Explain, AGroupOfGroupsIsMadeOfItsChildren) {
  EXPECT_EQ(parts_of(explained(team_bill(), kPlan, {"search"})),
            (Lines{"rank 380.1 (5)", "recall 7 (1)", "- 1.5 (1)"}));
  EXPECT_EQ(parts_of(explained(team_bill(), kPlan, {})), (Lines{"search 388.6 (7)"}));
}

TEST(Explain, InABillOfOneCurrencyTheFileHasAnAmount) {
  const bill::Bill bill = make_bill({text("Team"), money_column("Cost")}, {{"a", "1"}, {"", "2.5"}});
  const Explanation explanation = explained(bill, {.by = {"Team"}}, {std::nullopt});
  EXPECT_EQ(steps_of(explanation), (Lines{"file0 3.5 (2)", "group0 2.5 (1)"}));
  EXPECT_EQ(parts_of(explanation), (Lines{"+ 2.5 (1)"}));
}

TEST(Explain, AGroupThatDoesNotExistIsZeroAndTheStepsShowWhereItEnds) {
  plan::Plan plan = kPlan;
  const Explanation explanation = explained(team_bill(), plan, {"ads", "bid"});
  EXPECT_EQ(steps_of(explanation).back(), "group1 0 (0)");
  EXPECT_EQ(steps_of(explanation)[2], "filter0 388.6 (7)");
  EXPECT_TRUE(explanation.parts.empty());
}

TEST(Explain, APathLongerThanTheStackIsAnError) {
  const bill::Bill bill = team_bill();
  const Tree tree = split_of(bill, kPlan);
  Dimensions dimensions(bill);
  EXPECT_EQ(explain(kPlan, {"a", "b", "c"}, tree, dimensions).error().code, Code::bad_request);
}

TEST(Explain, OfManyChildrenTheSmallerOnesAreToldTogether) {
  std::vector<std::vector<std::string>> rows;
  for (int row = 0; row < 150; ++row) rows.push_back({"t" + std::to_string(1000 + row), std::to_string(row)});
  rows.push_back({"", "0.5"});
  const Explanation explanation =
      explained(make_bill({text("Team"), money_column("Cost")}, rows), {.by = {"Team"}}, {});
  const Lines parts = parts_of(explanation);
  EXPECT_EQ(parts.size(), 102U);
  EXPECT_EQ(parts[0], "t1149 149 (1)");
  EXPECT_EQ(parts[99], "t1050 50 (1)");
  EXPECT_EQ(parts[100], "others:50 1225 (50)");  // 0 + 1 + ... + 49
  EXPECT_EQ(parts[101], "- 0.5 (1)");
}

TEST(Explain, ASplitThatDisagreesWithTheLinesIsADifference) {
  const bill::Bill bill = team_bill();
  Dimensions dimensions(bill);
  Tree tree = split_of(bill, kPlan);
  tree.levels[1].nodes[0].amount += 1;  // search/rank, by 0.01
  EXPECT_EQ(explain(kPlan, {"search", "rank"}, tree, dimensions)->difference(), 1);
  EXPECT_EQ(explain(kPlan, {"search"}, tree, dimensions)->difference(), -1);
}

}  // namespace
}  // namespace billfold::split
