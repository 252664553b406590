#include <gtest/gtest.h>

#include "session/figures.h"
#include "support/bill_builder.h"

namespace billfold::session::questions {
namespace {

using test::currency;
using test::date;
using test::make_bill;
using test::money_column;
using test::quantity;
using test::text;
using Lines = std::vector<std::string>;

// "plus pool 3.01 @ amount/handouts/0/pool": what a reader would do again, and where each number is explained in turn.
Lines steps_of(const WhyFigureReport& why) {
  Lines steps;
  for (const FigureStep& step : why.steps) {
    std::string said = step.op + " " + step.what + " " + step.amount;
    if (step.name) said += " of " + *step.name;
    if (!step.place.empty()) said += " @ " + step.place;
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

// "kept_by_filter month 2: 7"
Lines rules_of(const WhyFigureReport& why) {
  Lines rules;
  for (const ExplainStep& step : why.rules) {
    std::string said = step.what;
    for (const auto& [name, value] : step.values) {
      if (name == "dimension" || name == "rule" || name == "change") said += " " + value;
    }
    rules.push_back(said + " " + std::to_string(step.rows) + ": " + step.amount);
  }
  return rules;
}

WhyFigureReport why_of(const bill::Bill& bill, WhyFigureRequest request, const std::string& place) {
  Cache cache;
  request.place = place;
  const auto why = why_figure({bill, cache}, request);
  EXPECT_TRUE(why.ok()) << place << ": " << (why.ok() ? "" : sentence_of(why.error()));
  if (why.ok()) {
    EXPECT_EQ(why->difference, "0") << place;
  }
  return why.ok() ? *why : WhyFigureReport{};
}

// ---- a group of a split

bill::Bill two_months() {
  return make_bill({text("Team"), date("Day"), money_column("Cost")}, {{"gateway", "2025-04-01", "3.01"},
                                                                       {"gateway", "2025-05-01", "9.07"},
                                                                       {"ads", "2025-04-02", "20.00"},
                                                                       {"ads", "2025-05-02", "7.50"},
                                                                       {"lab", "2025-04-03", "1.25"},
                                                                       {"lab", "2025-05-03", "2.75"}});
}

plan::Plan even_within_months() {
  plan::Plan plan;
  plan.by = {"Team"};
  plan.shared = {{.name = "Gateway",
                  .source = {.op = "is", .dimension = "Team", .values = {"gateway"}},
                  .dimension = "Team",
                  .method = "even",
                  .partitions = {"month"}}};
  return plan;
}

TEST(WhyGroup, WhatCameInIsEveryHandoutAndEachIsAShareOfAPoolOfLines) {
  const bill::Bill bill = two_months();
  const WhyFigureRequest ads{.plan = even_within_months(), .view = "group", .root = {"ads"}};
  // 3.01 / 2 = 1.505 and 9.07 / 2 = 4.535: the cent that is over goes to the first by name.
  const WhyFigureReport in = why_of(bill, ads, "shared_in");
  EXPECT_EQ(in.amount, "6.05");
  EXPECT_EQ(steps_of(in),
            (Lines{"plus received_by_rule 1.51 of Gateway · 2025-04 · ads @ shared_in/handouts/0/got",
                   "plus received_by_rule 4.54 of Gateway · 2025-05 · ads @ shared_in/handouts/1/got"}));
  EXPECT_EQ(steps_of(why_of(bill, ads, "shared_in/handouts/1/got")),
            (Lines{"plus pool 9.07 @ shared_in/handouts/1/pool",
                   "times weight 1 of ads @ shared_in/handouts/1/weight",
                   "divided_by weights 2 @ shared_in/handouts/1/weights", "apportioned remainder 0.005"}));
  const WhyFigureReport pool = why_of(bill, ads, "shared_in/handouts/1/pool");
  EXPECT_EQ(lines_of(pool), (Lines{"1: 9.07"}));
  EXPECT_EQ(steps_of(why_of(bill, ads, "shared_in/handouts/1/weights")),
            (Lines{"plus weight 1 of ads", "plus weight 1 of lab"}));
}

TEST(WhyGroup, ItsOwnCostIsItsLinesAndTheWayDownIsItsOwn) {
  const bill::Bill bill = two_months();
  const WhyFigureRequest ads{.plan = even_within_months(), .view = "group", .root = {"ads"}};
  const WhyFigureReport direct = why_of(bill, ads, "direct");
  EXPECT_EQ(direct.amount, "27.5");
  EXPECT_EQ(lines_of(direct), (Lines{"2: 20", "3: 7.5"}));
  EXPECT_EQ(rules_of(direct), (Lines{"lines_of_file 6: 43.58", "in_group Team 2: 27.5"}));
  EXPECT_EQ(steps_of(why_of(bill, ads, "amount")).front(), "plus lines 27.5");
}

TEST(WhyGroup, WhatARuleTookIsItsLines) {
  const bill::Bill bill = two_months();
  const WhyFigureRequest gateway{.plan = even_within_months(), .view = "group", .root = {"gateway"}};
  const WhyFigureReport out = why_of(bill, gateway, "shared_out");
  EXPECT_EQ(out.amount, "12.08");
  EXPECT_EQ(steps_of(out), (Lines{"minus given_by_rule -12.08 of Gateway @ shared_out/taken/0"}));
  const WhyFigureReport taken = why_of(bill, gateway, "shared_out/taken/0");
  EXPECT_EQ(steps_of(taken), (Lines{"minus lines 12.08"}));
  EXPECT_EQ(lines_of(taken), (Lines{"0: 3.01", "1: 9.07"}));
}

TEST(WhyGroup, WhatIsHandedOnIsToldApartFromItsOwnLines) {
  const bill::Bill bill = make_bill({text("Team"), money_column("Cost")},
                                    {{"gateway", "10"}, {"platform", "3"}, {"ads", "20"}, {"lab", "30"}});
  plan::Plan plan;
  plan.by = {"Team"};
  plan.shared = {{.name = "First",
                  .source = {.op = "is", .dimension = "Team", .values = {"gateway"}},
                  .dimension = "Team",
                  .targets = {{"platform", ""}},
                  .method = "even"},
                 {.name = "Then",
                  .source = {.op = "is", .dimension = "Team", .values = {"platform"}},
                  .dimension = "Team",
                  .targets = {{"ads", ""}, {"lab", ""}},
                  .method = "even"}};
  const WhyFigureRequest platform{.plan = plan, .view = "group", .root = {"platform"}};
  EXPECT_EQ(steps_of(why_of(bill, platform, "amount")),
            (Lines{"plus lines 3", "plus received_by_rule 10 of First · platform @ amount/handouts/0/got",
                   "plus given_by_rule -13 of Then @ amount/taken/1"}));
  EXPECT_EQ(steps_of(why_of(bill, platform, "amount/taken/1")),
            (Lines{"minus lines 3", "plus handed_on -10"}));
}

TEST(WhyGroup, OfAHandoutAGroupGetsThePartThatItsOwnCostIs) {
  // 10 to ads, of which web costs 6 of 8 by itself: 7.50.
  const bill::Bill bill = make_bill({text("Team"), text("App"), money_column("Cost")},
                                    {{"gateway", "", "10.00"}, {"ads", "web", "6"}, {"ads", "api", "2"}});
  plan::Plan plan;
  plan.by = {"Team", "App"};
  plan.shared = {{.name = "Gateway",
                  .source = {.op = "is", .dimension = "Team", .values = {"gateway"}},
                  .dimension = "Team",
                  .method = "even"}};
  const WhyFigureRequest web{.plan = plan, .view = "group", .root = {"ads", "web"}};
  EXPECT_EQ(why_of(bill, web, "shared_in").amount, "7.5");
  EXPECT_EQ(steps_of(why_of(bill, web, "shared_in/handouts/0/got")),
            (Lines{"plus amount 10 of ads @ shared_in/handouts/0/amount", "times own 6",
                   "divided_by own_of_all 8", "apportioned remainder 0"}));
}

TEST(View, WhatIsLookedIntoSaysItsOwnShares) {
  const bill::Bill bill = two_months();
  Cache cache;
  const auto shown = view({bill, cache}, {.plan = even_within_months(), .root = {"ads"}});
  ASSERT_TRUE(shown.ok()) << sentence_of(shown.error());
  EXPECT_EQ(shown->total, "33.55");
  EXPECT_EQ(*shown->direct, "27.5");
  EXPECT_EQ(*shown->shared_in, "6.05");
  EXPECT_EQ(*shown->shared_out, "0");
}

// ---- which lines count is of the figure

TEST(WhichLinesCount, OfAPeriodOfAGroupThatNoRuleTouchedNoRuleIsNamed) {
  const bill::Bill bill = two_months();
  plan::Plan plan = even_within_months();
  plan.filters = {{"month", {"2025-05"}, false}};
  const WhyFigureRequest over_time{.plan = plan, .view = "series", .grain = "month", .top = 8};
  // Series by amount: ads 12.04, lab 7.28, gateway 0.
  const WhyFigureReport ads = why_of(bill, over_time, "series/0/amounts/0");
  EXPECT_EQ(rules_of(ads), (Lines{"lines_of_file 6: 43.58", "kept_by_filter month 3: 19.32",
                                  "in_group Team 1: 7.5", "in_group month 1: 7.5"}));
  EXPECT_EQ(steps_of(ads).back(),
            "plus received_by_rule 4.54 of Gateway · 2025-05 · ads @ series/0/amounts/0/handouts/0/got");
  EXPECT_EQ(lines_of(why_of(bill, over_time, "series/0/amounts/0/handouts/0/pool")), (Lines{"1: 9.07"}));
  EXPECT_EQ(rules_of(why_of(bill, over_time, "total")),
            (Lines{"lines_of_file 6: 43.58", "kept_by_filter month 3: 19.32"}));
}

TEST(WhichLinesCount, OfTheBalanceEachPartSaysHowItsLinesWereTold) {
  const bill::Bill bill = two_months();
  plan::Plan plan = even_within_months();
  plan.filters = {{"month", {"2025-05"}, false}};
  const WhyFigureRequest balance{.plan = plan, .view = "balance"};
  EXPECT_EQ(rules_of(why_of(bill, balance, "bill")), (Lines{"lines_of_file 6: 43.58"}));
  EXPECT_EQ(rules_of(why_of(bill, balance, "excluded")),
            (Lines{"lines_of_file 6: 43.58", "dropped_is_not month 3: 24.26"}));
  EXPECT_EQ(rules_of(why_of(bill, balance, "shared_out")),
            (Lines{"lines_of_file 6: 43.58", "kept_by_filter month 3: 19.32",
                   "taken_by_rule Gateway -9.07 1: 9.07"}));
  EXPECT_EQ(rules_of(why_of(bill, balance, "allocated")),
            (Lines{"lines_of_file 6: 43.58", "kept_by_filter month 3: 19.32",
                   "given_by_rule Gateway -9.07 2: 10.25", "with_all_levels 2: 10.25"}));
}

TEST(WhichLinesCount, AnotherCurrencysTotalIsItsLines) {
  const bill::Bill bill = make_bill({text("Team"), currency("Currency"), money_column("Cost")},
                                    {{"ads", "USD", "1"}, {"ads", "USD", "2"}, {"lab", "EUR", "4.5"}});
  plan::Plan plan;
  plan.filters = {{"Team", {"ads"}, false}};
  const WhyFigureReport why = why_of(bill, {.plan = plan, .view = "balance"}, "other_currencies/0/total");
  EXPECT_EQ(why.amount, "4.5");
  EXPECT_EQ(lines_of(why), (Lines{"2: 4.5"}));
  EXPECT_EQ(rules_of(why), (Lines{"lines_of_file 3: ", "kept_by_currency 1: 4.5"}));
}

TEST(WhichLinesCount, WhatRulesHandToWhomIsApartFromFilters) {
  const bill::Bill bill = two_months();
  plan::Plan plan = even_within_months();
  plan.filters = {{"month", {"2025-05"}, false}};
  const WhyFigureRequest matrix{.plan = plan, .view = "matrix"};
  const WhyFigureReport cell = why_of(bill, matrix, "cells/0/amount");
  EXPECT_EQ(cell.amount, "1.51");  // of April
  EXPECT_EQ(rules_of(cell), (Lines{"lines_of_file 6: 43.58"}));
}

// ---- a comparison

// i-8 cost 9 in ads; it is in lab for 4 and in web for 2 now. i-2 left lab for web.
bill::Bill moved_items() {
  return make_bill({text("Team"), text("Resource ID", "resource"), date("Day"), money_column("Cost")},
                   {{"ads", "i-8", "2025-04-01", "9"},
                    {"lab", "i-2", "2025-04-01", "5.333"},
                    {"lab", "i-1", "2025-04-01", "7"},
                    {"lab", "i-8", "2025-05-01", "4"},
                    {"web", "i-8", "2025-05-01", "2"},
                    {"web", "i-2", "2025-05-01", "5.333"},
                    {"lab", "i-1", "2025-05-01", "8"},
                    {"web", "", "2025-05-01", "0.5"}});
}

class WhyCompared : public testing::Test {
 protected:
  bill::Bill bill_ = moved_items();
  WhyFigureRequest request_ = {
      .plan = {.by = {"Team"}}, .view = "compare", .before = "2025-04", .after = "2025-05"};

  CompareReport report() {
    Cache cache;
    const auto found = compare({bill_, cache}, {request_.plan, "2025-04", "2025-05"});
    return found.ok() ? *found : CompareReport{};
  }
  std::string place(const std::string& group, const std::string& reason) {
    const CompareReport compared = report();
    for (std::size_t at = 0; at < compared.groups.size(); ++at) {
      for (std::size_t of = 0; of < compared.groups[at].reasons.size(); ++of) {
        if (compared.groups[at].value == group && compared.groups[at].reasons[of].reason == reason)
          return "groups/" + std::to_string(at) + "/reasons/" + std::to_string(of);
      }
    }
    return "";
  }
};

TEST_F(WhyCompared, WhatMovedIsEachItemWithItsCostBeforeByWhereItIsNow) {
  const std::string lab = place("lab", "tag");
  EXPECT_EQ(
      steps_of(why_of(bill_, request_, lab + "/amount")),
      (Lines{"plus item 6 of i-8 @ " + lab + "/items/0", "plus item -5.333 of i-2 @ " + lab + "/items/1"}));
  // 9 x 4 / (4 + 2)
  EXPECT_EQ(steps_of(why_of(bill_, request_, lab + "/items/0")),
            (Lines{"plus before 9 of i-8 · ads @ " + lab + "/items/0/before",
                   "times weight 4 of lab @ " + lab + "/items/0/weight", "divided_by weights 6",
                   "apportioned remainder 0"}));
  const WhyFigureReport before = why_of(bill_, request_, lab + "/items/0/before");
  EXPECT_EQ(lines_of(before), (Lines{"0: 9"}));
  EXPECT_EQ(lines_of(why_of(bill_, request_, lab + "/items/0/weight")), (Lines{"3: 4"}));
  EXPECT_EQ(steps_of(why_of(bill_, request_, lab + "/items/1")),
            (Lines{"minus before 5.333 of i-2 @ " + lab + "/items/1/before"}));
  EXPECT_EQ(lines_of(why_of(bill_, request_, lab + "/items/1/before")), (Lines{"1: 5.333"}));
}

TEST_F(WhyCompared, AnItemAloneAndLinesWithoutOneSayBeforeAndAfter) {
  const std::string web = place("web", "added");
  EXPECT_EQ(steps_of(why_of(bill_, request_, web + "/amount")),
            (Lines{"plus after 0.5 of  @ " + web + "/items/0/after"}));
  EXPECT_EQ(lines_of(why_of(bill_, request_, web + "/items/0/after")), (Lines{"7: 0.5"}));
  // i-1 costs 8 and cost 7; of i-8, 4 less the 6 that came with it.
  const std::string lab = place("lab", "spend");
  EXPECT_EQ(steps_of(why_of(bill_, request_, lab + "/amount")),
            (Lines{"plus item -2 of i-8 @ " + lab + "/items/0", "plus item 1 of i-1 @ " + lab + "/items/1"}));
  EXPECT_EQ(steps_of(why_of(bill_, request_, lab + "/items/0")),
            (Lines{"plus after 4 of i-8 @ " + lab + "/items/0/after",
                   "minus before 0 of i-8 @ " + lab + "/items/0/before",
                   "minus moved 6 of i-8 @ " + lab + "/items/0/moved"}));
  const std::string tag = place("lab", "tag");
  EXPECT_EQ(steps_of(why_of(bill_, request_, lab + "/items/0/moved")),
            (Lines{"plus from 6 of ads @ " + tag + "/items/0"}));
}

TEST_F(WhyCompared, BetweenPlansAReasonIsTheLinesThatCameAndLeft) {
  request_.plan.filters = {{"Resource ID", {"i-1"}, true}};
  request_.before_plan = plan::Plan{.by = {"Team"}};
  const WhyFigureReport gone = why_of(bill_, request_, "reasons/0/amount");
  EXPECT_EQ(gone.amount, "-15");
  EXPECT_EQ(gone.rules.size(), 0U);  // the plans keep other lines
  const std::string place = gone.steps.front().place;
  EXPECT_EQ(lines_of(why_of(bill_, request_, place)), (Lines{"2: -7", "6: -8"}));
}

}  // namespace
}  // namespace billfold::session::questions
