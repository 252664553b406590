#include "split/sources.h"

#include <gtest/gtest.h>

#include "support/bill_builder.h"
#include "support/split_text.h"

namespace billfold::split {
namespace {

using test::amount_text;
using test::make_bill;
using test::money_column;
using test::path_text;
using test::text;
using Lines = std::vector<std::string>;

plan::SharedRule even(plan::Predicate source, std::vector<plan::SharedTarget> targets) {
  return {.name = "Even", .source = std::move(source), .dimension = "Team", .targets = std::move(targets)};
}

plan::Predicate is(std::vector<std::string> values) {
  return {.op = "is", .dimension = "Team", .values = std::move(values)};
}

// "Even p 0.05: a 0.02, b 0.02, c 0.01"
Lines given(const bill::Bill& bill, const plan::Plan& plan, std::size_t most = kMostSources) {
  Dimensions dimensions(bill);
  const Result<Tree> tree = split_of(plan, dimensions);
  EXPECT_TRUE(tree.ok()) << (tree ? "" : sentence_of(tree.error()));
  if (!tree) return {};
  const Result<std::vector<Given>> all = given_by_sources(plan, *tree->sharing, dimensions, most);
  EXPECT_TRUE(all.ok());
  Lines lines;
  for (const Given& one : *all) {
    std::string line = plan.shared[one.rule].name;
    if (!one.partition.empty()) line += " in " + path_text(one.partition);
    line += " " + (one.sources > 1 ? std::to_string(one.sources) + " others" : path_text(one.source));
    line += " " + amount_text(one.amount, tree->scale) + ":";
    for (const GivenPart& part : one.parts)
      line +=
          " " + tree->sharing->handouts[part.handout].target + " " + amount_text(part.amount, tree->scale);
    lines.push_back(std::move(line));
  }
  return lines;
}

// Together 0.10 to three: 0.04, 0.03, 0.03. Of p alone 0.05 would be 0.02, 0.02, 0.01; q gives the rest.
TEST(Sources, WhatEachOfSeveralGaveAddsUpByRowsAndByColumns) {
  const bill::Bill bill = make_bill({text("Team"), money_column("Cost")},
                                    {{"q", "0.05"}, {"p", "0.05"}, {"a", "1"}, {"b", "1"}, {"c", "1"}});
  plan::Plan plan;
  plan.shared = {even(is({"p", "q"}), {})};
  EXPECT_EQ(given(bill, plan),
            (Lines{"Even p 0.05: a 0.02 b 0.02 c 0.01", "Even q 0.05: a 0.02 b 0.01 c 0.02"}));
}

TEST(Sources, ValuesThatAConditionFindsAreTheSources) {
  const bill::Bill bill = make_bill({text("Team"), text("Part"), text("Cores"), money_column("Cost")},
                                    {{"gw-1", "x", "8", "10.00"},
                                     {"gw-2", "y", "2", "-4.00"},
                                     {"gw-2", "x", "1", "2"},
                                     {"", "y", "", "6"},
                                     {"a", "x", "1", "1"}});
  const std::vector<plan::SharedTarget> two = {{"a", ""}, {"b", ""}};
  plan::Plan plan;
  plan.shared = {even({.op = "starts", .dimension = "Team", .values = {"gw"}}, two)};
  EXPECT_EQ(given(bill, plan), (Lines{"Even gw-1 10: a 5 b 5", "Even gw-2 -2: a -1 b -1"}));
  plan.shared = {even({.op = "empty", .dimension = "Team"}, two)};
  EXPECT_EQ(given(bill, plan), (Lines{"Even - 6: a 3 b 3"}));
  const plan::Predicate both = {.op = "all",
                                .of = {{.op = "contains", .dimension = "Team", .values = {"gw"}},
                                       {.op = "is", .dimension = "Part", .values = {"x", "y"}},
                                       {.op = "number", .dimension = "Cores", .from = "1"}}};
  plan.shared = {even(both, two)};
  EXPECT_EQ(given(bill, plan),
            (Lines{"Even gw-1/x 10: a 5 b 5", "Even gw-2/x 2: a 1 b 1", "Even gw-2/y -4: a -2 b -2"}));
}

// Idle 3.00 goes to p and q, 1.50 each; what they hold then is handed on.
TEST(Sources, WhatAnEarlierRuleHandedToASourceIsAmongWhatItGives) {
  const bill::Bill bill = make_bill({text("Team"), money_column("Cost")},
                                    {{"idle", "3.00"}, {"p", "1.00"}, {"q", "2.50"}, {"a", "1"}});
  plan::Plan plan;
  plan.shared = {even(is({"idle"}), {{"p", ""}, {"q", ""}}), even(is({"p", "q"}), {{"a", ""}})};
  plan.shared[1].name = "Then";
  EXPECT_EQ(given(bill, plan), (Lines{"Even idle 3: p 1.5 q 1.5", "Then p 2.5: a 2.5", "Then q 4: a 4"}));
}

TEST(Sources, PartitionsAreTakenApartAndWhatStayedIsNotGiven) {
  const bill::Bill bill =
      make_bill({text("Team"), text("Region"), money_column("Cost")},
                {{"p", "eu", "1.00"}, {"q", "eu", "3"}, {"p", "us", "8"}, {"a", "eu", "2"}});
  plan::Plan plan;
  plan.shared = {even(is({"p", "q"}), {})};
  plan.shared[0].method = "proportional";
  plan.shared[0].partitions = {"Region"};
  // Nobody is in "us" to take the 8.
  EXPECT_EQ(given(bill, plan), (Lines{"Even in eu p 1: a 1", "Even in eu q 3: a 3"}));
}

TEST(Sources, ThoseThatGaveLeastStandTogetherWhereTheyAreMany) {
  const bill::Bill bill = make_bill({text("Team"), money_column("Cost")}, {{"p1", "1.00"},
                                                                           {"p2", "-20.00"},
                                                                           {"p3", "3.00"},
                                                                           {"p4", "0"},
                                                                           {"p5", "2.00"},
                                                                           {"a", "1"},
                                                                           {"b", "1"}});
  plan::Plan plan;
  plan.shared = {even({.op = "starts", .dimension = "Team", .values = {"p"}}, {})};
  EXPECT_EQ(given(bill, plan, 3),
            (Lines{"Even p2 -20: a -10 b -10", "Even p3 3: a 1.5 b 1.5", "Even 2 others 3: a 1.5 b 1.5"}));
}

}  // namespace
}  // namespace billfold::split
