#include "split/compare.h"

#include <gtest/gtest.h>

#include "support/bill_builder.h"
#include "support/split_text.h"

namespace billfold::split {
namespace {

using test::amount_text;
using test::date;
using test::make_bill;
using test::money_column;
using test::text;
using Lines = std::vector<std::string>;

// "ads 10 -> 12: spend 1, tag 1"
Lines groups_of(const Result<Comparison>& comparison) {
  EXPECT_TRUE(comparison.ok()) << (comparison ? "" : sentence_of(comparison.error()));
  if (!comparison) return {};
  EXPECT_EQ(comparison->difference, 0);
  Lines lines;
  i128 change = 0;
  for (const ComparedGroup& group : comparison->groups) {
    const int scale = comparison->scale;
    std::string line = group.value.value_or("-") + " " + amount_text(group.before.amount, scale) + " -> " +
                       amount_text(group.after.amount, scale) + ":";
    for (const Change& why : group.changes) {
      line += " " + std::string(name_of(why.reason)) + (why.rule.empty() ? "" : " " + why.rule) + " " +
              amount_text(why.amount, scale);
      change += why.amount;
    }
    lines.push_back(std::move(line));
  }
  EXPECT_EQ(change, comparison->after.amount - comparison->before.amount);
  return lines;
}

Lines moves_of(const Comparison& comparison) {
  Lines lines;
  for (const Move& move : comparison.moves) {
    lines.push_back(move.from.value_or("-") + " -> " + move.to.value_or("-") + " " +
                    amount_text(move.amount, comparison.scale) + " (" + std::to_string(move.items) + ")");
  }
  return lines;
}

bill::Bill two_months(const std::vector<std::vector<std::string>>& rows) {
  return make_bill({text("Team"), text("Machine", "instance"), date("Day"), money_column("Cost")}, rows);
}

plan::Plan by_team() {
  plan::Plan plan;
  plan.by = {"Team"};
  return plan;
}

Result<Comparison> april_and_may(const bill::Bill& bill, const plan::Plan& plan, std::string_view item = {}) {
  Dimensions dimensions(bill);
  return compare_periods(plan, "2025-04", "2025-05", item, dimensions);
}

// i-1 costs 2.50 more, i-2 is gone, i-3 is new; i-4 cost 7 at ads and costs 8 at lab: 7 moved, 1 is spend.
TEST(Compare, WhyATeamCostsMoreThanInTheMonthBefore) {
  const bill::Bill bill = two_months({{"ads", "i-1", "2025-04-02", "10.00"},
                                      {"ads", "i-2", "2025-04-03", "4"},
                                      {"ads", "i-4", "2025-04-09", "3"},
                                      {"ads", "i-4", "2025-04-10", "4"},
                                      {"lab", "i-5", "2025-04-10", "1"},
                                      {"ads", "i-1", "2025-05-02", "12.50"},
                                      {"lab", "i-3", "2025-05-02", "0.25"},
                                      {"lab", "i-4", "2025-05-02", "8"},
                                      {"lab", "i-5", "2025-05-31", "1"},
                                      {"lab", "i-5", "2025-06-01", "100"}});
  const Result<Comparison> comparison = april_and_may(bill, by_team());
  EXPECT_EQ(groups_of(comparison),
            (Lines{"ads 21 -> 12.5: spend 2.5 gone -4 tag -7", "lab 1 -> 9.25: spend 1 added 0.25 tag 7"}));
  EXPECT_EQ(comparison->item, "instance");
  EXPECT_EQ(moves_of(*comparison), (Lines{"ads -> lab 7 (1)"}));
  ASSERT_EQ(comparison->items.size(), 5U);
  EXPECT_EQ(comparison->items[0].item, "i-4");
  EXPECT_EQ(comparison->items[0].reason, Reason::tag);
  EXPECT_EQ(comparison->items[1].item, "i-2");
}

TEST(Compare, LinesWithoutAnItemAreKnownByTheirGroup) {
  const bill::Bill bill = two_months({{"ads", "", "2025-04-02", "10"},
                                      {"lab", "", "2025-05-02", "10"},
                                      {"", "", "2025-04-02", "1"},
                                      {"", "", "2025-05-02", "-1"}});
  EXPECT_EQ(groups_of(april_and_may(bill, by_team())),
            (Lines{"ads 10 -> 0: gone -10", "lab 0 -> 10: added 10", "- 1 -> -1: spend -2"}));
}

// 10.00 leaves ads for lab and web, which pay 1 and 2 of it: a third and two thirds, 3.33 and 6.67.
TEST(Compare, WhatAnItemCostGoesAlongToWhereItIsNow) {
  const bill::Bill bill = two_months({{"ads", "i", "2025-04-02", "10.00"},
                                      {"lab", "i", "2025-05-02", "1"},
                                      {"web", "i", "2025-05-02", "2"}});
  const Result<Comparison> comparison = april_and_may(bill, by_team());
  EXPECT_EQ(groups_of(comparison), (Lines{"ads 10 -> 0: tag -10", "lab 0 -> 1: spend -2.33 tag 3.33",
                                          "web 0 -> 2: spend -4.67 tag 6.67"}));
}

TEST(Compare, AnItemMayBeNamed) {
  const bill::Bill bill = two_months({{"ads", "i", "2025-04-02", "10"}, {"ads", "j", "2025-05-02", "11"}});
  EXPECT_EQ(groups_of(april_and_may(bill, by_team())), (Lines{"ads 10 -> 11: added 11 gone -10"}));
  EXPECT_EQ(groups_of(april_and_may(bill, by_team(), "Team")), (Lines{"ads 10 -> 11: spend 1"}));
  EXPECT_EQ(april_and_may(bill, by_team(), "Tean").error().code, Code::unknown_dimension);
}

// April shares 10 evenly, May 20: each team gets 5 more by the rule.
TEST(Compare, WhatRulesOfSharedCostsHandOutMoreIsTheirs) {
  const bill::Bill bill = two_months({{"gateway", "g", "2025-04-02", "10"},
                                      {"ads", "a", "2025-04-02", "1"},
                                      {"lab", "b", "2025-04-02", "1"},
                                      {"gateway", "g", "2025-05-02", "20"},
                                      {"ads", "a", "2025-05-02", "3"},
                                      {"lab", "b", "2025-05-02", "1"}});
  plan::Plan plan = by_team();
  plan.shared = {{.name = "Gateway",
                  .source = {.op = "is", .dimension = "Team", .values = {"gateway"}},
                  .dimension = "Team",
                  .partitions = {"month"}}};
  EXPECT_EQ(groups_of(april_and_may(bill, plan)),
            (Lines{"ads 6 -> 13: spend 2 rule Gateway 5", "gateway 0 -> 0: spend 10 rule Gateway -10",
                   "lab 6 -> 11: rule Gateway 5"}));
}

TEST(Compare, TwoPlansOverOneBill) {
  const bill::Bill bill = two_months({{"ads", "i-1", "2025-04-02", "10"},
                                      {"lab", "i-2", "2025-04-03", "4"},
                                      {"web", "i-3", "2025-04-03", "2"}});
  plan::Plan before = by_team();
  before.filters = {{"Team", {"web"}, true}};
  plan::Plan after;
  after.by = {"category:Kind"};
  after.categories = {{.name = "Kind",
                       .rules = {{"ads", {.op = "is", .dimension = "Team", .values = {"ads", "lab"}}}},
                       .otherwise = "rest"}};
  Dimensions dimensions(bill);
  const Result<Comparison> comparison = compare_plans(before, after, dimensions);
  EXPECT_EQ(groups_of(comparison),
            (Lines{"ads 10 -> 14: rule 4", "lab 4 -> 0: rule -4", "rest 0 -> 2: added 2"}));
  EXPECT_EQ(moves_of(*comparison), (Lines{"lab -> ads 4 (1)"}));
}

TEST(Compare, ARuleOfTheSecondPlanAlone) {
  const bill::Bill bill = two_months({{"ads", "i-1", "2025-04-02", "10"}, {"lab", "i-2", "2025-04-03", "4"}});
  plan::Plan after = by_team();
  after.shared = {
      {.name = "Lab", .source = {.op = "is", .dimension = "Team", .values = {"lab"}}, .dimension = "Team"}};
  Dimensions dimensions(bill);
  EXPECT_EQ(groups_of(compare_plans(by_team(), after, dimensions)),
            (Lines{"ads 10 -> 14: rule Lab 4", "lab 4 -> 0: rule Lab -4"}));
  // The same the other way round.
  EXPECT_EQ(groups_of(compare_plans(after, by_team(), dimensions)),
            (Lines{"ads 14 -> 10: rule Lab -4", "lab 0 -> 4: rule Lab 4"}));
}

TEST(Compare, PlansOfAnotherAmountAreNotCompared) {
  const bill::Bill bill = two_months({{"ads", "i-1", "2025-04-02", "10"}});
  plan::Plan other = by_team();
  other.currency = "CNY";
  Dimensions dimensions(bill);
  EXPECT_EQ(compare_plans(other, by_team(), dimensions).error().code, Code::bad_request);
}

TEST(Compare, APlanWithoutLevelsIsOneGroup) {
  const bill::Bill bill =
      two_months({{"ads", "i-1", "2025-04-02", "10"}, {"ads", "i-1", "2025-05-02", "11"}});
  EXPECT_EQ(groups_of(april_and_may(bill, {})), (Lines{"- 10 -> 11: spend 1"}));
}

}  // namespace
}  // namespace billfold::split
