#include "split/defined.h"

#include <gtest/gtest.h>
#include <random>

#include "split/coverage.h"
#include "support/bill_builder.h"
#include "support/split_text.h"

namespace billfold::split {
namespace {

using test::leaves_text;
using test::make_bill;
using test::money_column;
using test::split_of;
using test::text;
using Lines = std::vector<std::string>;

plan::Predicate is(std::string dimension, std::vector<std::string> values) {
  return {.op = "is", .dimension = std::move(dimension), .values = std::move(values)};
}

bill::Bill team_bill() {
  return make_bill(
      {text("Owner", "owner"), text("Project", "project"), test::tag("env"), money_column("Cost")},
      {{"100", "rank", "prod", "60.25"},
       {"100", "gateway", "", "30"},
       {"200", "bid", "prod", "-20"},
       {"300", "bid", "Prod", "20.5"},
       {"", "lab", "test", "4.5"}});
}

plan::Plan with_categories(std::vector<plan::Category> categories, std::vector<std::string> by) {
  plan::Plan plan;
  plan.by = std::move(by);
  plan.categories = std::move(categories);
  return plan;
}

TEST(Category, TheFirstRuleThatHoldsWinsElseTheDefault) {
  const plan::Category team{
      .name = "Team",
      .rules = {{"Core", is("project", {"rank"})},
                {"Shared", {.op = "any", .of = {is("project", {"gateway"}), is("owner", {"100"})}}},
                {"Ads", {.op = "all", .of = {is("project", {"bid"}), is("tag:env", {"prod"})}}}},
      .otherwise = "Rest"};
  EXPECT_EQ(leaves_text(split_of(team_bill(), with_categories({team}, {"category:Team"}))),
            (Lines{"Ads -20 (1)", "Core 60.25 (1)", "Rest 25 (2)", "Shared 30 (1)"}));
}

TEST(Category, WithoutADefaultTheRestHasNoValue) {
  const plan::Category env{
      .name = "Env",
      .rules = {{"Production", {.op = "matches", .dimension = "tag:env", .values = {"(?i)^prod"}}},
                {"Untagged", {.op = "empty", .dimension = "tag:env"}}}};
  EXPECT_EQ(leaves_text(split_of(team_bill(), with_categories({env}, {"category:Env"}))),
            (Lines{"Production 60.75 (3)", "Untagged 30 (1)", "- 4.5 (1)"}));
}

TEST(Category, MayBeBuiltOnCategories) {
  const plan::Category env{
      .name = "Env", .rules = {{"p", {.op = "starts", .dimension = "tag:env", .values = {"prod", "Prod"}}}}};
  const plan::Category line{
      .name = "Line",
      .rules = {{"Ads", {.op = "all", .of = {is("category:Env", {"p"}), is("project", {"bid"})}}}},
      .otherwise = "-"};
  EXPECT_EQ(
      leaves_text(split_of(team_bill(), with_categories({line, env}, {"category:Line", "category:Env"}))),
      (Lines{"-/p 60.25 (1)", "-/- 34.5 (2)", "Ads/p 0.5 (2)"}));
}

TEST(Category, IsADimensionForFiltersAndCoverage) {
  const plan::Category team{.name = "Team", .rules = {{"Core", is("project", {"rank", "gateway"})}}};
  plan::Plan plan = with_categories({team}, {"owner"});
  plan.filters = {{"category:Team", {"Core"}, false}};
  const bill::Bill bill = team_bill();
  EXPECT_EQ(leaves_text(split_of(bill, plan)), (Lines{"100 90.25 (2)"}));
  Dimensions dimensions(bill);
  const Result<CoverageTable> table = coverage_of(plan, dimensions);
  ASSERT_TRUE(table.ok());
  EXPECT_EQ(table->dimensions.back().name.name, "category:Team");
  EXPECT_EQ(table->dimensions.back().covered.amount, 9025);
  EXPECT_EQ(table->dimensions.back().values, 1U);
}

// Menge,Datum: 10,5 on 15 April; 3,25 on 16 April; 7 on 2 May; 0,5 on 3 May.
bill::Bill german_bill() {
  bill::Bill bill = make_bill({text("Menge"), test::date("Datum"), money_column("Kosten")},
                              {{"10,5", "15.04.2025", "1234.56"},
                               {"3,25", "16.04.2025", "10.25"},
                               {"7", "02.05.2025", "2000"},
                               {"0,5", "03.05.2025", "5.5"}});
  bill.columns[0].mark = money::Mark::comma;
  bill.date_order = "dmy";
  return bill;
}

plan::Plan large_by(std::string op, std::string dimension, std::string from, std::string to = {}) {
  const plan::Category size{.name = "Size",
                            .rules = {{"in",
                                       {.op = std::move(op),
                                        .dimension = std::move(dimension),
                                        .from = std::move(from),
                                        .to = std::move(to)}}},
                            .otherwise = "out"};
  return with_categories({size}, {"category:Size"});
}

TEST(Category, ANumberIsAskedUnderTheMarkOfItsColumn) {
  EXPECT_EQ(leaves_text(split_of(german_bill(), large_by("number", "Menge", "7"))),
            (Lines{"in 3234.56 (2)", "out 15.75 (2)"}));
  EXPECT_EQ(leaves_text(split_of(german_bill(), large_by("number", "Menge", "0.5", "3.25"))),
            (Lines{"in 15.75 (2)", "out 3234.56 (2)"}));
}

TEST(Category, ADateIsAskedInTheOrderOfItsColumn) {
  EXPECT_EQ(leaves_text(split_of(german_bill(), large_by("date", "date", "2025-05"))),
            (Lines{"in 2005.5 (2)", "out 1244.81 (2)"}));
  bill::Bill american =
      make_bill({test::date("Date"), money_column("Cost")},
                {{"04/15/2025", "1"}, {"05/02/2025", "20"}, {"2025-05-03T23:00:00Z", "300"}, {"", "4000"}});
  american.date_order = "mdy";
  EXPECT_EQ(leaves_text(split_of(american, large_by("date", "date", "2025-05-01", "2025-05-03"))),
            (Lines{"in 320 (2)", "out 4001 (2)"}));
}

// A period is the bill's, but written by us; a category's and a list's values are the plan's own texts.
TEST(Category, WhatWeOrAPlanWriteIsAskedAsPlansAreWritten) {
  EXPECT_EQ(leaves_text(split_of(german_bill(), large_by("date", "month", "2025-05"))),
            (Lines{"in 2005.5 (2)", "out 1244.81 (2)"}));
  plan::Plan plan = large_by("number", "list:Levels", "1.5");
  plan.lists = {{.name = "Levels", .dimension = "Menge", .entries = {{"10,5", "1.50"}, {"7", "1.25"}}}};
  EXPECT_EQ(leaves_text(split_of(german_bill(), plan)), (Lines{"in 1234.56 (1)", "out 2015.75 (3)"}));
}

TEST(Category, ADimensionThatTheBillLacksIsAnErrorOfTheRule) {
  const plan::Category team{.name = "Team",
                            .rules = {{"Core", is("project", {"a"})}, {"Ads", is("Tean", {"a"})}}};
  const Error error = test::error_of(team_bill(), with_categories({team}, {"category:Team"}));
  EXPECT_EQ(error.code, Code::unknown_rule_dimension);
  EXPECT_EQ(error.values[0].second, "Team");
  EXPECT_EQ(error.values[1].second, "rules[1].when.dimension");
  EXPECT_EQ(error.values[2].second, "Tean");
  EXPECT_EQ(test::error_of(team_bill(), with_categories({team}, {"category:Other"})).code,
            Code::unknown_dimension);
}

TEST(Category, ManyRulesAnswerAsEachLineAskedAlone) {
  std::mt19937 random(7);
  std::vector<std::vector<std::string>> rows;
  for (int row = 0; row < 3000; ++row) {
    rows.push_back(
        {std::to_string(random() % 40), std::to_string(random() % 30), std::to_string(random() % 5), "1"});
  }
  const bill::Bill bill = make_bill({text("A"), text("B"), text("C"), money_column("Cost")}, rows);
  plan::Category category{.name = "K", .otherwise = "none"};
  const std::string names[] = {"A", "B", "C"};
  for (int rule = 0; rule < 90; ++rule) {
    plan::Predicate all{.op = rule % 3 == 0 ? "any" : "all"};
    for (int test = 0; test < 2; ++test) {
      all.of.push_back(
          is(names[random() % 3], {std::to_string(random() % 40), std::to_string(random() % 40)}));
    }
    category.rules.push_back({"r" + std::to_string(rule), all});
  }
  std::map<std::string, int> expected;
  for (const std::vector<std::string>& row : rows) {
    const auto passes = [&](const plan::Predicate& test) {
      const std::string& value = row[static_cast<std::size_t>(test.dimension[0] - 'A')];
      return value == test.values[0] || value == test.values[1];
    };
    std::string value = "none";
    for (const plan::CategoryRule& rule : category.rules) {
      const bool first = passes(rule.when.of[0]);
      const bool second = passes(rule.when.of[1]);
      if (rule.when.op == "any" ? first || second : first && second) {
        value = rule.value;
        break;
      }
    }
    ++expected[value];
  }
  Lines lines;
  for (const auto& [value, count] : expected)
    lines.push_back(value + " " + std::to_string(count) + " (" + std::to_string(count) + ")");
  EXPECT_EQ(leaves_text(split_of(bill, with_categories({category}, {"category:K"}))), lines);
}

TEST(Roster, ThePathOfAnAccountIsAStackOfDimensions) {
  plan::Plan plan;
  plan.roster.accounts = {
      {"100", "Search", "Production/Apps"}, {"200", "Ads", "Production"}, {"900", "Old", "Attic/A/B"}};
  plan.by = {"ou:1", "ou:2", "ou:name"};
  EXPECT_EQ(leaves_text(split_of(team_bill(), plan)),
            (Lines{"Production/Apps/Search 90.25 (2)", "Production/-/Ads -20 (1)", "-/-/- 25 (2)"}));
  std::string names;
  for (const bill::DimensionName& name : defined_names(plan)) names += name.name + " ";
  EXPECT_EQ(names, "ou:1 ou:2 ou:3 ou:name ");
  plan.by = {"ou:4"};
  EXPECT_EQ(test::error_of(team_bill(), plan).code, Code::unknown_dimension);
}

TEST(ValueList, UponItselfIsNoDimensionWhoeverAsks) {
  const bill::Bill bill = team_bill();
  Dimensions dimensions(bill);
  plan::Plan plan = with_categories({{.name = "A", .rules = {{"v", is("list:L", {"x"})}}}}, {"category:A"});
  plan.lists = {{.name = "L", .dimension = "category:A", .entries = {{"v", "x"}}}};
  EXPECT_EQ(test::error_of(bill, plan).code, Code::rule_cycle);
  for (const char* name : {"category:A", "list:L"}) {
    const auto found = dimensions.get(name, plan);
    ASSERT_FALSE(found.ok());
    EXPECT_EQ(found.error().code, Code::rule_cycle);
  }
}

TEST(ValueList, AValueHasItsOwner) {
  plan::Plan plan;
  plan.lists = {
      {.name = "Leads", .dimension = "project", .entries = {{"rank", "Ada"}, {"bid", "Bo"}, {"lab", "Ada"}}}};
  plan.by = {"list:Leads"};
  EXPECT_EQ(leaves_text(split_of(team_bill(), plan)), (Lines{"Ada 64.75 (2)", "Bo 0.5 (2)", "- 30 (1)"}));
  plan.lists[0].dimension = "Lead";
  EXPECT_EQ(test::error_of(team_bill(), plan).code, Code::unknown_rule_dimension);
}

// What is kept for the next question is of the plan that is asked: a list or an account list may stand on a category.
TEST(Defined, WhatStandsOnACategoryChangesWithIt) {
  const bill::Bill bill = team_bill();
  Dimensions dimensions(bill);
  plan::Plan plan = with_categories({{.name = "Kind", .rules = {{"lab", is("project", {"lab"})}}}}, {});
  plan.lists = {{.name = "Leads", .dimension = "category:Kind", .entries = {{"lab", "Ada"}}},
                {.name = "Heads", .dimension = "list:Leads", .entries = {{"Ada", "Zoe"}}}};
  plan.roster = {.dimension = "category:Kind", .accounts = {{"lab", "Lab", "Labs"}}};
  const auto named_rows = [&](const std::string& name) {
    const auto dimension = dimensions.get(name, plan);
    EXPECT_TRUE(dimension.ok());
    std::string rows;
    for (std::size_t row = 0; row < bill.rows; ++row)
      rows += (*dimension)->dimension()->value_of(row) == 0 ? '-' : 'x';
    return rows;
  };
  const std::vector<std::string> names = {"list:Leads", "list:Heads", "ou:1", "ou:name"};
  for (const std::string& name : names) EXPECT_EQ(named_rows(name), "----x") << name;
  plan.categories[0].rules[0].when = is("project", {"bid"});
  for (const std::string& name : names) EXPECT_EQ(named_rows(name), "--xx-") << name;
}

}  // namespace
}  // namespace billfold::split
