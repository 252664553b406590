#include "plan/predicate.h"

#include <gtest/gtest.h>

#include "base/json.h"
#include "plan/check.h"

namespace billfold::plan {
namespace {

bool passes(const Predicate& predicate, std::string_view text, const bill::Notation& notation = {}) {
  Result<Test> test = Test::of(predicate, {"rule", "when"}, notation);
  EXPECT_TRUE(test.ok()) << (test ? "" : sentence_of(test.error()));
  return test && test->holds(text);
}

std::string problem(const Predicate& predicate) {
  const Result<void> checked = check(predicate, {"Teams", "rules[0].when"});
  return checked ? "" : sentence_of(checked.error());
}

std::string problem(const Plan& plan) {
  const Result<void> checked = check(plan);
  return checked ? "" : sentence_of(checked.error());
}

Predicate is(std::string dimension, std::vector<std::string> values) {
  return {.op = "is", .dimension = std::move(dimension), .values = std::move(values)};
}

TEST(Predicate, ATestAsksTheValueOfOneDimension) {
  const auto test = [](std::string op, std::vector<std::string> values) {
    return Predicate{.op = std::move(op), .dimension = "owner", .values = std::move(values)};
  };
  EXPECT_TRUE(passes(test("is", {"a", "b"}), "b"));
  EXPECT_FALSE(passes(test("is", {"a", "b"}), "ab"));
  EXPECT_TRUE(passes(test("starts", {"prod-"}), "prod-1"));
  EXPECT_FALSE(passes(test("starts", {"prod-"}), "my-prod-1"));
  EXPECT_TRUE(passes(test("ends", {"-eu", "-us"}), "search-us"));
  EXPECT_TRUE(passes(test("contains", {"gpu"}), "a-gpu-b"));
  EXPECT_TRUE(passes(test("matches", {"^a+$", "^b+$"}), "bbb"));
  EXPECT_FALSE(passes(test("matches", {"^a+$", "^b+$"}), "ab"));
}

TEST(Predicate, WithoutAValueNothingHoldsButEmpty) {
  EXPECT_TRUE(passes({.op = "empty", .dimension = "owner"}, ""));
  EXPECT_FALSE(passes({.op = "empty", .dimension = "owner"}, "a"));
  EXPECT_FALSE(passes({.op = "matches", .dimension = "owner", .values = {""}}, ""));
  EXPECT_FALSE(passes({.op = "contains", .dimension = "owner", .values = {""}}, ""));
}

TEST(Predicate, BothEndsOfARangeCountAndAMissingOneIsOpen) {
  const Predicate number{.op = "number", .dimension = "Hours", .from = "1.50", .to = "20"};
  EXPECT_TRUE(passes(number, "1.5"));
  EXPECT_TRUE(passes(number, "20.00"));
  EXPECT_FALSE(passes(number, "20.000000000000000001"));
  EXPECT_FALSE(passes(number, "1.4"));
  EXPECT_FALSE(passes(number, "many"));
  EXPECT_TRUE(passes({.op = "number", .dimension = "Hours", .to = "0"}, "-7"));
  const Predicate date{.op = "date", .dimension = "day", .from = "2025-03", .to = "2025-04-10"};
  EXPECT_TRUE(passes(date, "2025-03-01"));
  EXPECT_TRUE(passes(date, "2025-04-10"));
  EXPECT_FALSE(passes(date, "2025-04-11"));
  EXPECT_TRUE(passes(date, "2025-03"));
  EXPECT_FALSE(passes(date, "2025-04"));  // its last days lie outside
}

TEST(Predicate, ATextIsReadAsItIsWrittenAndABoundAsPlansAre) {
  const bill::Notation comma{.mark = money::Mark::comma, .dates = bill::date_form("dmy")};
  const Predicate number{.op = "number", .dimension = "Menge", .from = "1.5", .to = "1234.56"};
  EXPECT_TRUE(passes(number, "1,5", comma));
  EXPECT_TRUE(passes(number, "1.234,56", comma));
  EXPECT_TRUE(passes(number, "\xE2\x82\xAC 7", comma));
  EXPECT_FALSE(passes(number, "1,49", comma));
  EXPECT_FALSE(passes(number, "1,5"));
  const Predicate date{.op = "date", .dimension = "Datum", .from = "2025-05"};
  EXPECT_TRUE(passes(date, "02.05.2025", comma));
  EXPECT_FALSE(passes(date, "15.04.2025", comma));
  EXPECT_FALSE(passes(date, "02.05.2025"));
}

TEST(Predicate, TestsArePutTogetherByAllAnyAndNone) {
  const Predicate both{.op = "all",
                       .of = {is("a", {"1"}),
                              {.op = "any", .of = {is("b", {"1"}), is("c", {"1"})}},
                              {.op = "none", .of = {is("d", {"1"})}}}};
  const auto held = [&](std::vector<bool> answers) {
    std::size_t next = 0;
    const bool result = holds(
        both, [&](std::size_t test) { return answers[test]; }, next);
    EXPECT_EQ(next, 4U);
    return result;
  };
  EXPECT_TRUE(held({true, false, true, false}));
  EXPECT_FALSE(held({true, false, false, false}));
  EXPECT_FALSE(held({true, true, true, true}));
  EXPECT_FALSE(held({false, true, true, false}));
  std::size_t next = 0;
  EXPECT_TRUE(holds({}, {}, next));  // no condition is every line
}

TEST(Predicate, IsTextThatIsReadAgain) {
  const Predicate predicate{
      .op = "none", .of = {is("owner", {"a", "\xE5\xB9\xBF"}), {.op = "empty", .dimension = "tag:env"}}};
  const Result<Predicate> again = json::parse<Predicate>(json::text_of(predicate), Code::bad_plan);
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(json::text_of(*again), json::text_of(predicate));
}

TEST(Predicate, AProblemNamesRuleAndField) {
  EXPECT_EQ(problem({.op = "like", .dimension = "owner"}),
            "Rule \"Teams\", rules[0].when.op: there is no condition \"like\".");
  EXPECT_EQ(problem({.op = "is", .values = {"a"}}), "Rule \"Teams\": rules[0].when.dimension is missing.");
  EXPECT_EQ(problem({.op = "any", .of = {is("owner", {"a"}), is("owner", {})}}),
            "Rule \"Teams\": rules[0].when.of[1].values is missing.");
  EXPECT_EQ(problem({.op = "all"}), "Rule \"Teams\": rules[0].when.of is missing.");
  EXPECT_EQ(problem({.op = "matches", .dimension = "owner", .values = {"^(a"}}),
            "Rule \"Teams\", rules[0].when.values: the pattern \"^(a\" is not understood at byte 4: a group "
            "is not closed.");
  EXPECT_EQ(problem({.op = "number", .dimension = "owner", .from = "x"}),
            "Rule \"Teams\", rules[0].when.from: \"x\" is no bound of a range.");
}

TEST(Predicate, ARangeWhoseEndsAreSwappedIsRefused) {
  EXPECT_EQ(problem({.op = "number", .dimension = "Hours", .from = "10", .to = "9.99"}),
            "Rule \"Teams\", rules[0].when.to: a range from 10 to 9.99 holds nothing. Swap its ends.");
  EXPECT_EQ(problem({.op = "all",
                     .of = {{.op = "date", .dimension = "day", .from = "2025-04-02", .to = "2025-04-01"}}}),
            "Rule \"Teams\", rules[0].when.of[0].to: a range from 2025-04-02 to 2025-04-01 holds nothing. "
            "Swap its ends.");
  EXPECT_EQ(
      problem({.op = "date", .dimension = "day", .from = "2025-05", .to = "2025-04"}),
      "Rule \"Teams\", rules[0].when.to: a range from 2025-05 to 2025-04 holds nothing. Swap its ends.");
  // One value, one day, and a month that ends behind its own middle are ranges.
  EXPECT_EQ(problem({.op = "number", .dimension = "Hours", .from = "10", .to = "10.00"}), "");
  EXPECT_EQ(problem({.op = "date", .dimension = "day", .from = "2025-04-01", .to = "2025-04-01"}), "");
  EXPECT_EQ(problem({.op = "date", .dimension = "day", .from = "2025-04-15", .to = "2025-04"}), "");
}

TEST(Predicate, WhatItsConditionDoesNotUseIsRefused) {
  EXPECT_EQ(problem({.op = "is", .dimension = "owner", .values = {"a"}, .from = "2025"}),
            "Rule \"Teams\", rules[0].when.from: a condition \"is\" does not use this. Take it out, or ask "
            "otherwise.");
  const auto field = [](const Predicate& predicate) {
    const Result<void> checked = check(predicate, {"Teams", "when"});
    return checked || checked.error().code != Code::unfitting_field ? "" : checked.error().values[1].second;
  };
  EXPECT_EQ(field({.op = "number", .dimension = "Hours", .values = {"1"}, .from = "1"}), "when.values");
  EXPECT_EQ(field({.op = "empty", .dimension = "owner", .to = "1"}), "when.to");
  EXPECT_EQ(field({.op = "is", .dimension = "owner", .values = {"a"}, .of = {is("b", {"1"})}}), "when.of");
  EXPECT_EQ(field({.op = "any", .dimension = "owner", .of = {is("b", {"1"})}}), "when.dimension");
  EXPECT_EQ(field({.op = "", .dimension = "owner"}), "when.dimension");
  EXPECT_EQ(field({}), "");
}

TEST(Check, CategoriesThatNeedEachOtherAreNamed) {
  Plan plan;
  plan.categories = {{.name = "a", .rules = {{"x", is("category:b", {"1"})}}},
                     {.name = "b", .rules = {{"1", is("category:c", {"1"})}, {"2", is("owner", {"1"})}}},
                     {.name = "c", .rules = {{"1", is("category:b", {"2"})}}}};
  EXPECT_EQ(problem(plan),
            "These rules need each other: category:b -> category:c -> category:b (rule \"b\", rules).");
  plan.categories[2].rules[0].when.dimension = "owner";
  EXPECT_EQ(problem(plan), "");
}

TEST(Check, WhatIsListedIsListedOnce) {
  Plan plan;
  plan.roster.accounts = {{"100", "Search", "A"}, {"200", "Ads", "A"}, {"100", "Old", "B"}};
  EXPECT_EQ(problem(plan),
            "\"100\" is listed twice (roster.accounts[2].account). Keep one of the two entries.");
  plan.roster.accounts.pop_back();
  plan.lists = {{.name = "L", .dimension = "owner", .entries = {{"a", "x"}}},
                {.name = "M", .dimension = "owner", .entries = {{"a", "x"}, {"a", "x"}}}};
  EXPECT_EQ(problem(plan), "\"a\" is listed twice (lists[1].entries[1].value). Keep one of the two entries.");
  plan.lists[1].entries.pop_back();
  EXPECT_EQ(problem(plan), "");
}

TEST(Check, NamesAreThereAndToldApart) {
  Plan plan;
  plan.categories = {{.name = "a"}, {.name = "a"}};
  EXPECT_EQ(problem(plan), "Two rules have the name \"a\" (name).");
  plan.categories = {{.name = ""}};
  EXPECT_EQ(problem(plan), "Rule \"1\": categories[0].name is missing.");
}

TEST(Check, PercentagesAddUpToAHundredExactly) {
  SharedRule rule{
      .name = "Gateway", .source = is("project", {"gateway"}), .dimension = "owner", .method = "fixed"};
  const auto with = [&](std::vector<SharedTarget> targets) {
    rule.targets = std::move(targets);
    return problem(Plan{.shared = {rule}});
  };
  EXPECT_EQ(with({{"a", "50"}, {"b", "30"}, {"c", "20"}}), "");
  EXPECT_EQ(with({{"a", "33.3"}, {"b", "33.3"}, {"c", "33.4"}}), "");
  EXPECT_EQ(with({{"a", "50"}, {"b", "30"}, {"c", "10"}}),
            "Rule \"Gateway\", targets: the percentages add up to 90; 10 is missing.");
  EXPECT_EQ(with({{"a", "33.3"}, {"b", "33.3"}, {"c", "33.3"}}),
            "Rule \"Gateway\", targets: the percentages add up to 99.9; 0.1 is missing.");
  EXPECT_EQ(with({{"a", "60"}, {"b", "50"}}),
            "Rule \"Gateway\", targets: the percentages add up to 110; 10 is too much.");
  EXPECT_EQ(with({{"a", "half"}}), "Rule \"Gateway\", targets[0].weight: \"half\" is no weight.");
  EXPECT_EQ(with({{"a", "-1"}, {"b", "101"}}), "Rule \"Gateway\", targets[0].weight: \"-1\" is no weight.");
  EXPECT_EQ(with({}), "Rule \"Gateway\": targets is missing.");
}

TEST(Check, ARuleOfSharedCostsIsWhole) {
  const SharedRule good{.name = "Gateway", .source = is("project", {"gateway"}), .dimension = "owner"};
  const auto changed = [&](auto&& change) {
    SharedRule rule = good;
    change(rule);
    return problem(Plan{.shared = {rule}});
  };
  EXPECT_EQ(changed([](SharedRule&) {}), "");
  EXPECT_EQ(changed([](SharedRule& r) { r.source = {}; }), "Rule \"Gateway\": source is missing.");
  EXPECT_EQ(changed([](SharedRule& r) { r.dimension = ""; }), "Rule \"Gateway\": dimension is missing.");
  EXPECT_EQ(changed([](SharedRule& r) { r.method = "fair"; }),
            "Rule \"Gateway\", method: there is no method \"fair\".");
  EXPECT_EQ(changed([](SharedRule& r) {
              r.usage = {{"a", "lots"}};
            }),
            "Rule \"Gateway\", usage[0].amount: \"lots\" is no weight.");
  EXPECT_EQ(changed([](SharedRule& r) {
              r.targets = {{"a", ""}, {"a", ""}};
            }),
            "Rule \"Gateway\", targets[1].value: \"a\" is a target already. Keep one of the two.");
}

}  // namespace
}  // namespace billfold::plan
