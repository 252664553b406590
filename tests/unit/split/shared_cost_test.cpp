#include "split/shared_cost.h"

#include <gtest/gtest.h>

#include "money/decimal_parse.h"
#include "split/explain.h"
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

plan::Predicate is(std::string dimension, std::vector<std::string> values) {
  return {.op = "is", .dimension = std::move(dimension), .values = std::move(values)};
}

Result<Tree> try_split(const bill::Bill& bill, const plan::Plan& plan) {
  Dimensions dimensions(bill);
  return split_of(plan, dimensions);
}

// Conservation before and after every rule: in as much as out, nothing lost on any level.
void expect_conserved(const Tree& tree) {
  EXPECT_TRUE(tree.conservation.holds());
  const auto sum = [](const auto& all, auto&& amount) {
    i128 total = 0;
    for (const auto& one : all) total += amount(one);
    return total;
  };
  for (const TreeLevel& level : tree.levels) {
    ASSERT_EQ(level.shares.size(), level.nodes.size());
    for (std::size_t node = 0; node < level.nodes.size(); ++node) {
      const Shares& s = level.shares[node];
      EXPECT_EQ(level.nodes[node].amount, s.direct + s.in - s.out);
    }
    EXPECT_EQ(sum(level.shares, [](const Shares& s) { return s.direct; }), tree.shares.direct);
    EXPECT_EQ(sum(level.shares, [](const Shares& s) { return s.in; }), tree.shares.in);
    EXPECT_EQ(sum(level.shares, [](const Shares& s) { return s.out; }), tree.shares.out);
  }
  EXPECT_EQ(tree.allocated.amount + tree.unassigned.amount + tree.shared_out.amount + tree.excluded.amount,
            tree.conservation.bill.amount);
}

Tree shared_split(const bill::Bill& bill, const plan::Plan& plan) {
  Result<Tree> tree = try_split(bill, plan);
  EXPECT_TRUE(tree.ok()) << (tree ? "" : sentence_of(tree.error()));
  if (!tree) return {};
  expect_conserved(*tree);
  return std::move(*tree);
}

// "ads 20.5 = 10.5 + 10 - 0"
Lines rows_of(const Tree& tree, std::size_t level = 0) {
  Lines lines;
  for (std::uint32_t node = 0; node < tree.levels[level].nodes.size(); ++node) {
    const Shares& shares = tree.levels[level].shares[node];
    lines.push_back(path_text(tree.path_of(level, node)) + " " +
                    amount_text(tree.levels[level].nodes[node].amount, tree.scale) + " = " +
                    amount_text(shares.direct, tree.scale) + " + " + amount_text(shares.in, tree.scale) +
                    " - " + amount_text(shares.out, tree.scale));
  }
  return lines;
}

// A team's name and its cost a row.
bill::Bill teams(const std::vector<std::vector<std::string>>& rows) {
  return make_bill({text("Team"), money_column("Cost")}, rows);
}

plan::SharedRule rule(std::string method, std::vector<plan::SharedTarget> targets = {}) {
  return {.name = "Gateway",
          .source = is("Team", {"shared"}),
          .dimension = "Team",
          .targets = std::move(targets),
          .method = std::move(method)};
}

plan::Plan by_team(std::vector<plan::SharedRule> rules) {
  plan::Plan plan;
  plan.by = {"Team"};
  plan.shared = std::move(rules);
  return plan;
}

// ---- worked examples

TEST(SharedCost, AHundredEvenlyAmongThree) {
  const bill::Bill bill = teams({{"shared", "100.00"}, {"a", "1"}, {"b", "2"}, {"c", "3"}});
  EXPECT_EQ(rows_of(shared_split(bill, by_team({rule("even")}))),
            (Lines{"a 34.34 = 1 + 33.34 - 0", "b 35.33 = 2 + 33.33 - 0", "c 36.33 = 3 + 33.33 - 0",
                   "shared 0 = 100 + 0 - 100"}));
}

TEST(SharedCost, FiveCentsOverFourEqualTargets) {
  const bill::Bill bill = teams({{"shared", "0.05"}, {"a", "1"}, {"b", "1"}, {"c", "1"}, {"d", "1"}});
  for (const char* method : {"even", "proportional"}) {
    EXPECT_EQ(rows_of(shared_split(bill, by_team({rule(method)}))),
              (Lines{"a 1.02 = 1 + 0.02 - 0", "b 1.01 = 1 + 0.01 - 0", "c 1.01 = 1 + 0.01 - 0",
                     "d 1.01 = 1 + 0.01 - 0", "shared 0 = 0.05 + 0 - 0.05"}));
  }
}

TEST(SharedCost, FixedPercentages) {
  const bill::Bill bill = teams({{"shared", "100.01"}, {"a", "1"}, {"b", "2"}, {"c", "3"}});
  const plan::Plan plan = by_team({rule("fixed", {{"a", "50"}, {"b", "30"}, {"c", "20"}})});
  EXPECT_EQ(rows_of(shared_split(bill, plan)),
            (Lines{"a 51.01 = 1 + 50.01 - 0", "b 32 = 2 + 30 - 0", "c 23 = 3 + 20 - 0",
                   "shared 0 = 100.01 + 0 - 100.01"}));
}

TEST(SharedCost, ProportionalToOwnCost) {
  const bill::Bill bill = teams({{"shared", "1000.00"}, {"a", "5000"}, {"b", "3000"}, {"c", "2000"}});
  EXPECT_EQ(rows_of(shared_split(bill, by_team({rule("proportional")}))),
            (Lines{"a 5500 = 5000 + 500 - 0", "b 3300 = 3000 + 300 - 0", "c 2200 = 2000 + 200 - 0",
                   "shared 0 = 1000 + 0 - 1000"}));
  const bill::Bill odd = teams({{"shared", "1000.01"}, {"a", "50000"}, {"b", "30000"}, {"c", "19999"}});
  EXPECT_EQ(rows_of(shared_split(odd, by_team({rule("proportional")})))[0],
            "a 50500.01 = 50000 + 500.01 - 0");
  EXPECT_EQ(rows_of(shared_split(odd, by_team({rule("proportional")})))[1],
            "b 30300.01 = 30000 + 300.01 - 0");
  EXPECT_EQ(rows_of(shared_split(odd, by_team({rule("proportional")})))[2],
            "c 20198.99 = 19999 + 199.99 - 0");
}

// Idle 30 by given shares, then what ns1 is worth onto ns2 and ns3 as 36 to 18.
plan::Plan open_cost() {
  plan::SharedRule idle{.name = "Idle",
                        .source = is("Team", {"idle"}),
                        .dimension = "Team",
                        .method = "proportional",
                        .usage = {{"ns1", "14.688"}, {"ns2", "10.312"}, {"ns3", "5.000"}}};
  plan::SharedRule ns1{.name = "ns1",
                       .source = is("Team", {"ns1"}),
                       .dimension = "Team",
                       .targets = {{"ns2", ""}, {"ns3", ""}},
                       .method = "proportional"};
  return by_team({idle, ns1});
}

TEST(SharedCost, ATargetMayBeTheSourceOfALaterRule) {
  const bill::Bill bill =
      teams({{"ns1", "28"}, {"ns2", "36"}, {"ns3", "18"}, {"idle", "20.000"}, {"idle", "10"}});
  const Tree tree = shared_split(bill, open_cost());
  EXPECT_EQ(rows_of(tree), (Lines{"idle 0 = 30 + 0 - 30", "ns1 0 = 28 + 14.688 - 42.688",
                                  "ns2 74.771 = 36 + 38.771 - 0", "ns3 37.229 = 18 + 19.229 - 0"}));
  EXPECT_EQ(amount_text(tree.total().amount, tree.scale), "112");
}

// The same with idle kept apart, handed out already: each stays within its kind, and who looks at ns2 alone sees as much.
TEST(SharedCost, WhatIsIdleMayBeKeptApart) {
  const bill::Bill bill =
      make_bill({text("Team"), text("Kind"), money_column("Cost")}, {{"ns1", "run", "28.000"},
                                                                     {"ns2", "run", "36"},
                                                                     {"ns3", "run", "18"},
                                                                     {"ns1", "idle", "14.688"},
                                                                     {"ns2", "idle", "10.312"},
                                                                     {"ns3", "idle", "5.000"}});
  plan::SharedRule ns1{.name = "ns1",
                       .source = is("Team", {"ns1"}),
                       .dimension = "Team",
                       .method = "proportional",
                       .usage = {{"ns2", "36"}, {"ns3", "18"}},
                       .partitions = {"Kind"}};
  plan::Plan plan = by_team({ns1});
  plan.by = {"Team", "Kind"};
  const Tree whole = shared_split(bill, plan);
  EXPECT_EQ(rows_of(whole, 1),
            (Lines{"ns1/idle 0 = 14.688 + 0 - 14.688", "ns1/run 0 = 28 + 0 - 28",
                   "ns2/idle 20.104 = 10.312 + 9.792 - 0", "ns2/run 54.667 = 36 + 18.667 - 0",
                   "ns3/idle 9.896 = 5 + 4.896 - 0", "ns3/run 27.333 = 18 + 9.333 - 0"}));
  plan.filters = {{"Team", {"ns2"}, false}};
  const Tree filtered = shared_split(bill, plan);
  EXPECT_EQ(rows_of(filtered, 1),
            (Lines{"ns2/idle 20.104 = 10.312 + 9.792 - 0", "ns2/run 54.667 = 36 + 18.667 - 0"}));
  EXPECT_EQ(rows_of(filtered), (Lines{"ns2 74.771 = 46.312 + 28.459 - 0"}));
}

// A node's price by what it has of each resource: 4 CPUs and 16 GiB at 9 to 1 are 36 and 16 of 52 units of 1.00, so a CPU
// is 0.173077 and a GiB 0.019231. 8 GPUs, 64 CPUs and 488 GiB at 9, 0.9 and 0.1 are 72, 57.6 and 48.8 of 178.4 units of
// 10.00: 0.504484, 0.050448 and 0.005605 each.
TEST(SharedCost, ANodesPriceByWhatItHasOfEachResource) {
  const auto of_node = [](const char* price, std::vector<plan::SharedTarget> weights,
                          std::vector<plan::SharedUsage> has) {
    plan::SharedRule resources = rule("proportional", std::move(weights));
    resources.usage = std::move(has);
    return rows_of(shared_split(teams({{"shared", price}}), by_team({resources})));
  };
  EXPECT_EQ(of_node("1.000000", {{"cpu", "9"}, {"memory", "1"}}, {{"cpu", "4"}, {"memory", "16"}}),
            (Lines{"cpu 0.692308 = 0 + 0.692308 - 0", "memory 0.307692 = 0 + 0.307692 - 0",
                   "shared 0 = 1 + 0 - 1"}));
  EXPECT_EQ(of_node("10.000000", {{"gpu", "9"}, {"cpu", "0.9"}, {"memory", "0.1"}},
                    {{"gpu", "8"}, {"cpu", "64"}, {"memory", "488"}}),
            (Lines{"cpu 3.2287 = 0 + 3.2287 - 0", "gpu 4.035874 = 0 + 4.035874 - 0",
                   "memory 2.735426 = 0 + 2.735426 - 0", "shared 0 = 10 + 0 - 10"}));
}

// A node of 1.00 with 4 CPUs and 16 GiB at 9 to 1, 1/52 a unit: pod a holds 1 CPU and 4 GiB, pod b 2 and 4. What nobody
// holds is spread by what is held, each resource for itself: 9 of 27 and 8 of 16 units.
TEST(SharedCost, WhatIsUnusedOfANodeIsSpreadByWhatIsHeldOfEachResource) {
  const bill::Bill bill =
      make_bill({text("Pod"), text("Resource"), money_column("Cost")}, {{"a", "cpu", "0.173077"},
                                                                        {"a", "memory", "0.076923"},
                                                                        {"b", "cpu", "0.346154"},
                                                                        {"b", "memory", "0.076923"},
                                                                        {"unused", "cpu", "0.173077"},
                                                                        {"unused", "memory", "0.153846"}});
  plan::Plan plan;
  plan.by = {"Pod"};
  plan.shared = {{.name = "Unused",
                  .source = is("Pod", {"unused"}),
                  .dimension = "Pod",
                  .method = "proportional",
                  .partitions = {"Resource"}}};
  const Tree tree = shared_split(bill, plan);
  EXPECT_EQ(rows_of(tree), (Lines{"a 0.384615 = 0.25 + 0.134615 - 0", "b 0.615385 = 0.423077 + 0.192308 - 0",
                                  "unused 0 = 0.326923 + 0 - 0.326923"}));
  EXPECT_EQ(amount_text(tree.total().amount, tree.scale), "1");
}

TEST(SharedCost, AFilterNeverChangesWhatAShownRowIsWorth) {
  const bill::Bill bill =
      teams({{"ns1", "28"}, {"ns2", "36"}, {"ns3", "18"}, {"idle", "20.000"}, {"idle", "10"}});
  plan::Plan plan = open_cost();
  plan.filters = {{"Team", {"ns2"}, false}};
  const Tree tree = shared_split(bill, plan);
  EXPECT_EQ(rows_of(tree), (Lines{"ns2 74.771 = 36 + 38.771 - 0"}));
  EXPECT_EQ(amount_text(tree.allocated.amount, tree.scale), "36");
  EXPECT_EQ(amount_text(tree.excluded.amount, tree.scale), "76");
}

// ---- no silent guess

TEST(SharedCost, ZeroOrMixedWeightsLeaveTheCostAtItsSourceAndSaySo) {
  const bill::Bill zero = teams({{"shared", "10.00"}, {"a", "0"}, {"b", "0"}});
  Tree tree = shared_split(zero, by_team({rule("proportional")}));
  EXPECT_EQ(rows_of(tree), (Lines{"a 0 = 0 + 0 - 0", "b 0 = 0 + 0 - 0", "shared 10 = 10 + 0 - 0"}));
  ASSERT_EQ(tree.sharing->refusals.size(), 1U);
  EXPECT_EQ(tree.sharing->refusals[0].reason, Refusal::zero_weights);
  EXPECT_EQ(tree.sharing->refusals[0].pool, 1000);
  tree = shared_split(teams({{"shared", "10.00"}, {"a", "-5"}, {"b", "7"}}), by_team({rule("proportional")}));
  EXPECT_EQ(tree.sharing->refusals[0].reason, Refusal::mixed_weights);
  tree = shared_split(teams({{"shared", "10.00"}}), by_team({rule("even")}));
  EXPECT_EQ(tree.sharing->refusals[0].reason, Refusal::no_targets);
  EXPECT_EQ(rows_of(tree), (Lines{"shared 10 = 10 + 0 - 0"}));
}

TEST(SharedCost, CreditsAreCarriedThrough) {
  const bill::Bill bill = teams({{"shared", "-10.00"}, {"a", "1"}, {"b", "2"}, {"c", "4"}});
  EXPECT_EQ(rows_of(shared_split(bill, by_team({rule("even")}))),
            (Lines{"a -2.34 = 1 + -3.34 - 0", "b -1.33 = 2 + -3.33 - 0", "c 0.67 = 4 + -3.33 - 0",
                   "shared 0 = -10 + 0 - -10"}));
}

// ---- targets

TEST(SharedCost, WeightsAndExceptions) {
  const bill::Bill bill = teams({{"shared", "10.00"}, {"a", "1"}, {"b", "1"}, {"c", "1"}});
  plan::SharedRule weighted = rule("even", {{"a", "3"}, {"b", ""}, {"c", ""}});
  weighted.except = {"c"};
  EXPECT_EQ(
      rows_of(shared_split(bill, by_team({weighted}))),
      (Lines{"a 8.5 = 1 + 7.5 - 0", "b 3.5 = 1 + 2.5 - 0", "c 1 = 1 + 0 - 0", "shared 0 = 10 + 0 - 10"}));
}

TEST(SharedCost, ATargetWithoutLinesGetsARow) {
  const bill::Bill bill = make_bill({text("Team"), text("Part"), money_column("Cost")},
                                    {{"shared", "x", "10.00"}, {"b", "y", "1"}});
  plan::Plan plan = by_team({rule("even", {{"aa", ""}, {"b", ""}})});
  plan.by = {"Team", "Part"};
  EXPECT_EQ(rows_of(shared_split(bill, plan), 1),
            (Lines{"aa/- 5 = 0 + 5 - 0", "b/y 6 = 1 + 5 - 0", "shared/x 0 = 10 + 0 - 10"}));
  plan.by = {"Part", "Team"};
  EXPECT_EQ(rows_of(shared_split(bill, plan), 1),
            (Lines{"x/shared 0 = 10 + 0 - 10", "y/b 6 = 1 + 5 - 0", "-/aa 5 = 0 + 5 - 0"}));
}

// Whether a name is missing from the bill is asked of the whole of it, not of a partition.
TEST(SharedCost, ATargetThatTheBillLacksIsNamedAsSuch) {
  const bill::Bill bill = make_bill({text("Team"), text("Region"), money_column("Cost")},
                                    {{"shared", "eu", "10.00"}, {"shared", "us", "2"}, {"b", "us", "1"}});
  plan::SharedRule within = rule("even", {{"b", ""}, {"ghost", ""}});
  within.partitions = {"Region"};
  const Tree tree = shared_split(bill, by_team({within}));
  Lines told;
  for (const Handout& handout : tree.sharing->handouts) {
    told.push_back(path_text(handout.partition) + " " + handout.target + " " +
                   amount_text(handout.amount, tree.scale) + (handout.absent ? " absent" : ""));
  }
  EXPECT_EQ(told, (Lines{"eu b 5", "eu ghost 5 absent", "us b 1", "us ghost 1 absent"}));
  plan::SharedRule by_use = rule("proportional");
  by_use.usage = {{"b", "1"}, {"typo", "3"}};
  const Tree used = shared_split(bill, by_team({by_use}));
  EXPECT_FALSE(used.sharing->handouts[0].absent);
  EXPECT_TRUE(used.sharing->handouts[1].absent);
}

TEST(SharedCost, WithinPartitionsCostStaysThere) {
  const bill::Bill bill =
      make_bill({text("Team"), text("Region"), money_column("Cost")}, {{"shared", "eu", "10.00"},
                                                                       {"shared", "us", "1.00"},
                                                                       {"a", "eu", "1"},
                                                                       {"b", "eu", "3"},
                                                                       {"b", "us", "9"}});
  plan::SharedRule within = rule("proportional");
  within.partitions = {"Region"};
  plan::Plan plan = by_team({within});
  plan.by = {"Region", "Team"};
  EXPECT_EQ(rows_of(shared_split(bill, plan), 1),
            (Lines{"eu/a 3.5 = 1 + 2.5 - 0", "eu/b 10.5 = 3 + 7.5 - 0", "eu/shared 0 = 10 + 0 - 10",
                   "us/b 10 = 9 + 1 - 0", "us/shared 0 = 1 + 0 - 1"}));
}

TEST(SharedCost, ProportionalToAnotherAmountOfSomeLines) {
  const bill::Bill bill =
      make_bill({text("Team"), text("Kind"), money_column("Cost"), test::quantity("Hours")},
                {{"shared", "net", "12.00", "100"},
                 {"a", "cpu", "9", "1"},
                 {"a", "net", "1", "50"},
                 {"b", "cpu", "1", "2"},
                 {"b", "cpu", "2", "3"}});
  plan::SharedRule by_hours = rule("proportional");
  by_hours.measure = "Hours";
  EXPECT_EQ(rows_of(shared_split(bill, by_team({by_hours})))[1], "b 4.07 = 3 + 1.07 - 0");  // 12 x 5/56
  by_hours.weighed = is("Kind", {"cpu"});
  EXPECT_EQ(rows_of(shared_split(bill, by_team({by_hours}))),
            (Lines{"a 12 = 10 + 2 - 0", "b 13 = 3 + 10 - 0", "shared 0 = 12 + 0 - 12"}));
}

// 100 by 10 and 20 hours: what lines in another currency used does not weigh, said which or not.
TEST(SharedCost, AnotherAmountIsOfTheLinesInTheSplitsCurrency) {
  const bill::Bill bill =
      make_bill({text("Team"), test::currency("Currency"), money_column("Cost"), test::quantity("Hours")},
                {{"shared", "USD", "100.00", "7"},
                 {"a", "USD", "14", "10"},
                 {"b", "USD", "28", "20"},
                 {"a", "CNY", "9", "1000"}});
  plan::SharedRule by_hours = rule("proportional");
  by_hours.measure = "Hours";
  plan::Plan plan = by_team({by_hours});
  const Lines expected = {"a 47.33 = 14 + 33.33 - 0", "b 94.67 = 28 + 66.67 - 0", "shared 0 = 100 + 0 - 100"};
  EXPECT_EQ(rows_of(shared_split(bill, plan)), expected);
  plan.currency = "USD";
  EXPECT_EQ(rows_of(shared_split(bill, plan)), expected);
}

TEST(SharedCost, TheSourceMayBeAnyConditionAndTheTargetsACategory) {
  const bill::Bill bill =
      make_bill({text("Team"), text("Product"), money_column("Cost")},
                {{"a", "vm", "3"}, {"a", "support", "4.00"}, {"b", "vm", "1"}, {"b", "idle-vm", "2"}});
  plan::SharedRule overhead = rule("proportional");
  overhead.source = {
      .op = "any",
      .of = {is("Product", {"support"}), {.op = "starts", .dimension = "Product", .values = {"idle"}}}};
  overhead.dimension = "category:Group";
  plan::Plan plan = by_team({overhead});
  plan.categories = {{.name = "Group", .rules = {{"A", is("Team", {"a"})}}, .otherwise = "B"}};
  plan.by = {"category:Group"};
  EXPECT_EQ(rows_of(shared_split(bill, plan)), (Lines{"A 7.5 = 7 + 4.5 - 4", "B 2.5 = 3 + 1.5 - 2"}));
}

TEST(SharedCost, ARuleThatTakesAllOfATargetGivesItNothingAndSaysWhich) {
  const bill::Bill bill = make_bill({text("Team"), text("Region"), money_column("Cost")},
                                    {{"shared", "us", "1"}, {"a", "eu", "1"}, {"b", "us", "1"}});
  EXPECT_EQ(sentence_of(try_split(bill, by_team({rule("even", {{"shared", ""}, {"a", ""}})})).error()),
            "Rule \"Gateway\" hands cost to shared, all of which it takes (targets).");
  // The same where the source is of another dimension, and on finer levels: what is seen by day says it, too.
  plan::SharedRule of_region = rule("even", {{"a", ""}, {"b", ""}});
  of_region.source = is("Region", {"us"});
  plan::Plan plan = by_team({of_region});
  EXPECT_EQ(try_split(bill, plan).error().code, Code::rule_gives_to_source);
  plan.by = {"Region"};
  EXPECT_EQ(try_split(bill, plan).error().code, Code::rule_gives_to_source);
}

TEST(SharedCost, ATargetThatAnEarlierRuleSharedOutIsACycle) {
  const bill::Bill bill = teams({{"shared", "1"}, {"a", "1"}, {"b", "1"}});
  plan::SharedRule back{
      .name = "Back", .source = is("Team", {"a"}), .dimension = "Team", .targets = {{"shared", ""}}};
  const Result<Tree> tree = try_split(bill, by_team({rule("even", {{"a", ""}}), back}));
  ASSERT_FALSE(tree.ok());
  EXPECT_EQ(sentence_of(tree.error()),
            "These rules need each other: Gateway -> Back -> shared (rule \"Back\", targets).");
}

TEST(SharedCost, WeightsThatCannotBeCountedAreTheFaultOfTheirRule) {
  const bill::Bill bill = teams({{"shared", "8"}, {"a", "1"}, {"b", "1"}});
  const auto fault = [&](plan::SharedRule weighted) {
    return sentence_of(try_split(bill, by_team({std::move(weighted)})).error());
  };
  const std::string nines(38, '9');
  const std::string of_targets =
      "Rule \"Gateway\", targets: these weights have more than 38 digits together. Write shorter ones.";
  EXPECT_EQ(fault(rule("even", {{"a", nines}, {"b", "0.1"}})), of_targets);
  EXPECT_EQ(fault(rule("even", {{"a", nines}, {"b", nines}})), of_targets);  // their sum
  EXPECT_EQ(fault(rule("fixed", {{"a", nines}, {"b", "0.1"}})), of_targets);
  plan::SharedRule by_use = rule("proportional");
  by_use.usage = {{"a", nines}, {"b", "0.1"}};
  EXPECT_EQ(fault(by_use),
            "Rule \"Gateway\", usage: these weights have more than 38 digits together. Write shorter ones.");
}

TEST(SharedCost, ACycleNamesTheRulesBetween) {
  const bill::Bill bill =
      teams({{"shared", "8"}, {"platform", "1"}, {"lab", "1"}, {"ads", "1"}, {"web", "1"}});
  const auto of = [](std::string name, std::string source, std::vector<plan::SharedTarget> targets) {
    plan::SharedRule handing = rule("even", std::move(targets));
    handing.name = std::move(name);
    handing.source = is("Team", {std::move(source)});
    return handing;
  };
  const plan::Plan plan =
      by_team({of("A", "shared", {{"platform", ""}, {"ads", ""}}), of("beside", "web", {{"ads", ""}}),
               of("B", "platform", {{"lab", ""}}), of("C", "lab", {{"shared", ""}, {"ads", ""}})});
  EXPECT_EQ(sentence_of(try_split(bill, plan).error()),
            "These rules need each other: A -> B -> C -> shared (rule \"C\", targets).");
  // Nothing came from A to C: these two alone are wrong.
  const plan::Plan apart = by_team({of("A", "shared", {{"ads", ""}}), of("C", "lab", {{"shared", ""}})});
  EXPECT_EQ(sentence_of(try_split(bill, apart).error()),
            "These rules need each other: A -> C -> shared (rule \"C\", targets).");
}

TEST(SharedCost, NamedTargetsDoNotLetCostLeaveWhatItStaysWithin) {
  const bill::Bill bill =
      make_bill({text("Team"), text("Region"), money_column("Cost")},
                {{"shared", "eu", "10.00"}, {"shared", "us", "1.00"}, {"a", "eu", "1"}, {"b", "us", "3"}});
  plan::SharedRule within = rule("even", {{"us", ""}});
  within.dimension = "Region";
  within.partitions = {"Region"};
  plan::Plan plan = by_team({within});
  plan.by = {"Region"};
  const Tree tree = shared_split(bill, plan);
  EXPECT_EQ(rows_of(tree), (Lines{"eu 11 = 11 + 0 - 0", "us 4 = 4 + 1 - 1"}));
  ASSERT_EQ(tree.sharing->refusals.size(), 1U);
  EXPECT_EQ(tree.sharing->refusals[0].reason, Refusal::no_targets);
  EXPECT_EQ(tree.sharing->refusals[0].pool, 1000);
}

TEST(SharedCost, WhatTheBillLacksIsTheFaultOfTheRuleThatNamesIt) {
  const bill::Bill bill = teams({{"shared", "1"}, {"a", "1"}});
  const auto fault = [&](const auto& change) {
    plan::SharedRule changed = rule("proportional", {{"a", ""}});
    change(changed);
    const Result<Tree> tree = try_split(bill, by_team({changed}));
    EXPECT_FALSE(tree.ok());
    return tree.ok() ? std::string() : sentence_of(tree.error());
  };
  EXPECT_EQ(
      fault([](plan::SharedRule& of) { of.source.dimension = "Tean"; }),
      "Rule \"Gateway\", source.dimension: there is no dimension \"Tean\" in this bill. It has: Team, Cost.");
  EXPECT_EQ(fault([](plan::SharedRule& of) { of.dimension = "Tean"; }),
            "Rule \"Gateway\", dimension: there is no dimension \"Tean\" in this bill. It has: Team, Cost.");
  EXPECT_EQ(
      fault([](plan::SharedRule& of) {
        of.partitions = {"Team", "Zone"};
      }),
      "Rule \"Gateway\", partitions[1]: there is no dimension \"Zone\" in this bill. It has: Team, Cost.");
  EXPECT_EQ(fault([](plan::SharedRule& of) { of.measure = "List"; }),
            "Rule \"Gateway\", measure: \"List\" is no amount of this bill. Amount columns: Cost.");
  EXPECT_EQ(fault([](plan::SharedRule& of) { of.measure = "Team"; }),
            "Rule \"Gateway\", measure: \"Team\" is no amount of this bill. Amount columns: Cost.");
  plan::Plan asked = by_team({rule("even", {{"a", ""}})});
  asked.by = {"Tean"};
  EXPECT_EQ(try_split(bill, asked).error().code, Code::unknown_dimension);
}

// ---- below the target

TEST(SharedCost, BelowTheTargetAShareFollowsDirectCost) {
  const bill::Bill bill = make_bill(
      {text("Team"), text("Part"), money_column("Cost")},
      {{"shared", "s", "10.00"}, {"a", "x", "1"}, {"a", "y", "2"}, {"b", "x", "-1"}, {"b", "y", "1"}});
  plan::Plan plan = by_team({rule("even")});
  plan.by = {"Team", "Part"};
  EXPECT_EQ(rows_of(shared_split(bill, plan), 1),
            (Lines{"a/x 2.67 = 1 + 1.67 - 0", "a/y 5.33 = 2 + 3.33 - 0", "b/x -1 = -1 + 0 - 0",
                   "b/y 1 = 1 + 0 - 0", "b/- 5 = 0 + 5 - 0", "shared/s 0 = 10 + 0 - 10"}));
  // The team's row is the same whatever is below or beside it.
  const Lines alone = rows_of(shared_split(bill, by_team({rule("even")})));
  EXPECT_EQ(rows_of(shared_split(bill, plan), 0), alone);
  plan.filters = {{"Part", {"y", "s", std::nullopt}, false}};
  EXPECT_EQ(rows_of(shared_split(bill, plan), 1), (Lines{"a/y 5.33 = 2 + 3.33 - 0", "b/y 1 = 1 + 0 - 0",
                                                         "b/- 5 = 0 + 5 - 0", "shared/s 0 = 10 + 0 - 10"}));
}

// ---- why

TEST(SharedCost, AFigureTellsTheRulesThatTouchedItAndAddsUp) {
  const bill::Bill bill = teams({{"shared", "100.00"}, {"a", "1"}, {"b", "2"}, {"c", "3"}});
  const plan::Plan plan = by_team({rule("even")});
  Dimensions dimensions(bill);
  const Result<Tree> tree = split_of(plan, dimensions);
  ASSERT_TRUE(tree.ok());
  for (const Path& path : {Path{}, Path{"a"}, Path{"shared"}}) {
    const Result<Explanation> explanation = explain(plan, path, *tree, dimensions);
    ASSERT_TRUE(explanation.ok());
    EXPECT_EQ(explanation->difference(), 0);
  }
  const Result<Explanation> a = explain(plan, {"a"}, *tree, dimensions);
  const Step& received = a->steps.back();
  EXPECT_EQ(received.kind, StepKind::received_by_rule);
  EXPECT_EQ(received.change, 3334);
  EXPECT_EQ(received.figure.amount, 3434);
  ASSERT_TRUE(received.received.has_value());
  EXPECT_EQ(received.received->handout.pool, 10000);
  EXPECT_EQ(received.received->handout.weight, 1);
  EXPECT_EQ(received.received->handout.weights, 3);
  const Result<Explanation> source = explain(plan, {"shared"}, *tree, dimensions);
  EXPECT_EQ(source->steps.back().kind, StepKind::given_by_rule);
  EXPECT_EQ(source->steps.back().figure.amount, 0);
}

// "a 1.67, 1 of 3 of 5": of each handout what the group got, by which part of the target's own cost.
Lines received_by(const bill::Bill& bill, const plan::Plan& plan, const Path& path) {
  Dimensions dimensions(bill);
  const Result<Tree> tree = split_of(plan, dimensions);
  const Result<Explanation> explanation = explain(plan, path, *tree, dimensions);
  EXPECT_EQ(explanation->difference(), 0);
  Lines lines;
  for (const Step& step : explanation->steps) {
    const auto text = [&](i128 amount) { return amount_text(amount, tree->scale); };
    if (step.kind == StepKind::received_by_more)
      lines.push_back(std::to_string(step.handouts) + " more " + text(step.change));
    if (!step.received) continue;
    const Handout& handout = step.received->handout;
    lines.push_back(path_text(handout.partition) + handout.target + " " + text(step.change) + ", " +
                    text(step.received->own) + " of " + text(handout.own) + " of " + text(handout.amount));
  }
  return lines;
}

// Of 10.00 each team gets 5; of a's 5 its x, which is 1 of 3 by itself, gets 1.66 and the cent that is left over.
TEST(SharedCost, APartOfAHandoutTellsByWhatPartOfTheTargetsOwnCost) {
  const bill::Bill bill =
      make_bill({text("Team"), text("Part"), money_column("Cost")},
                {{"shared", "s", "10.00"}, {"a", "x", "1"}, {"a", "y", "2"}, {"b", "x", "3"}});
  plan::Plan plan = by_team({rule("even")});
  EXPECT_EQ(received_by(bill, plan, {"a"}), (Lines{"a 5, 3 of 3 of 5"}));
  plan.by = {"Team", "Part"};
  EXPECT_EQ(received_by(bill, plan, {"a", "x"}), (Lines{"a 1.67, 1 of 3 of 5"}));
  EXPECT_EQ(received_by(bill, plan, {"a", "y"}), (Lines{"a 3.33, 2 of 3 of 5"}));
  plan.by = {"Part"};
  EXPECT_EQ(received_by(bill, plan, {"x"}), (Lines{"a 1.67, 1 of 3 of 5", "b 5, 3 of 3 of 5"}));
  plan.by = {"Team"};
  plan.filters = {{"Part", {"y"}, false}};
  EXPECT_EQ(received_by(bill, plan, {"a"}), (Lines{"a 3.33, 2 of 3 of 5"}));
}

// A cent goes to the largest remainder; what gets none weighs all the same.
TEST(SharedCost, APartOfAHandoutCountsGroupsThatGotNothing) {
  const bill::Bill bill = make_bill(
      {text("Team"), text("Part"), text("Site"), money_column("Cost")},
      {{"shared", "s", "1", "0.01"}, {"a", "x", "1", "2"}, {"a", "x", "2", "1"}, {"a", "y", "1", "1"}});
  plan::Plan plan = by_team({rule("even")});
  plan.by = {"Team", "Part"};
  plan.filters = {{"Site", {"nothing"}, true}};
  EXPECT_EQ(received_by(bill, plan, {"a", "x"}), (Lines{"a 0.01, 3 of 4 of 0.01"}));
}

TEST(SharedCost, OfManyHandoutsTheLargestAreToldOneByOne) {
  std::vector<std::vector<std::string>> rows;
  for (int day = 1; day <= 33; ++day) {
    rows.push_back({"shared", std::to_string(day), std::to_string(day)});
    rows.push_back({"a", std::to_string(day), "1"});
  }
  const bill::Bill bill = make_bill({text("Team"), text("Part"), money_column("Cost")}, rows);
  plan::SharedRule within = rule("even");
  within.partitions = {"Part"};
  const Lines lines = received_by(bill, by_team({within}), {"a"});
  ASSERT_EQ(lines.size(), 32U);
  EXPECT_EQ(lines.back(), "2 more 3");  // 1 and 2
}

// ---- a row is worth the same whatever is below it

Lines teams_of(const bill::Bill& bill, plan::Plan plan, std::vector<std::string> below = {},
               std::vector<plan::Filter> filters = {}) {
  for (std::string& name : below) plan.by.push_back(std::move(name));
  plan.filters = std::move(filters);
  const Tree tree = shared_split(bill, plan);
  EXPECT_TRUE(tree.sharing->refusals.empty());
  return rows_of(tree);
}

const plan::Filter kNothingLeftOut{"Part", {"nothing"}, true};

// Idle goes to platform, 10 - 4 by itself, and all 106 go on in halves, though of mixed signs below it.
TEST(SharedCost, AChainDoesNotBreakWhereATargetIsOfMixedSignsBelow) {
  const bill::Bill bill =
      make_bill({text("Team"), text("Part"), money_column("Cost")}, {{"platform", "north", "10.00"},
                                                                     {"platform", "south", "-4.00"},
                                                                     {"idle", "north", "100.00"},
                                                                     {"a", "north", "50.00"},
                                                                     {"b", "south", "50.00"}});
  plan::SharedRule idle = rule("even", {{"platform", ""}});
  idle.source = is("Team", {"idle"});
  plan::SharedRule platform = rule("even", {{"a", ""}, {"b", ""}});
  platform.name = "Platform";
  const Lines expected = {"a 103 = 50 + 53 - 0", "b 103 = 50 + 53 - 0", "idle 0 = 100 + 0 - 100",
                          "platform 0 = 6 + 100 - 106"};
  for (const plan::Predicate& source :
       {is("Team", {"platform"}), plan::Predicate{.op = "starts", .dimension = "Team", .values = {"plat"}}}) {
    platform.source = source;
    const plan::Plan plan = by_team({idle, platform});
    EXPECT_EQ(teams_of(bill, plan), expected);
    EXPECT_EQ(teams_of(bill, plan, {"Part"}), expected);
    EXPECT_EQ(teams_of(bill, plan, {}, {kNothingLeftOut}), expected);
  }
}

// Of 0.02 platform's eu gets 0.0133 and its us 0.0067: a unit each. So 2.01 go on in eu and 1.01 in us, by whatever else
// the bill is split.
TEST(SharedCost, WhatGoesOnInAPartitionDependsOnNothingThatIsShown) {
  const bill::Bill bill = make_bill({text("Team"), text("Region"), text("Part"), money_column("Cost")},
                                    {{"idle", "eu", "vm", "0.02"},
                                     {"platform", "eu", "vm", "1.00"},
                                     {"platform", "eu", "disk", "1.00"},
                                     {"platform", "us", "vm", "1.00"},
                                     {"a", "eu", "vm", "5.00"},
                                     {"b", "us", "vm", "5.00"}});
  plan::SharedRule idle = rule("even", {{"platform", ""}});
  idle.source = is("Team", {"idle"});
  plan::SharedRule platform = rule("proportional");
  platform.name = "Platform";
  platform.source = is("Team", {"platform"});
  platform.partitions = {"Region"};
  const plan::Plan plan = by_team({idle, platform});
  const Lines expected = {"a 7.01 = 5 + 2.01 - 0", "b 6.01 = 5 + 1.01 - 0", "idle 0 = 0.02 + 0 - 0.02",
                          "platform 0 = 3 + 0.02 - 3.02"};
  EXPECT_EQ(teams_of(bill, plan), expected);
  EXPECT_EQ(teams_of(bill, plan, {"Part"}), expected);
  EXPECT_EQ(teams_of(bill, plan, {"Part", "Region"}), expected);
  EXPECT_EQ(teams_of(bill, plan, {}, {kNothingLeftOut}), expected);
}

TEST(SharedCost, AConditionTakesWhatATargetWithoutLinesWasHanded) {
  const bill::Bill bill = teams({{"shared", "100.00"}, {"a", "50"}, {"b", "50"}});
  plan::SharedRule first = rule("even", {{"platform", ""}});
  plan::SharedRule second = rule("even", {{"a", ""}, {"b", ""}});
  second.name = "Platform";
  second.source = {.op = "any", .of = {{.op = "starts", .dimension = "Team", .values = {"plat"}}}};
  EXPECT_EQ(teams_of(bill, by_team({first, second})),
            (Lines{"a 100 = 50 + 50 - 0", "b 100 = 50 + 50 - 0", "platform 0 = 0 + 100 - 100",
                   "shared 0 = 100 + 0 - 100"}));
  // The other way round the second would hand to what the first has shared out already.
  EXPECT_EQ(try_split(bill, by_team({second, first})).error().code, Code::rule_cycle);
}

// Five and minus five of one team are nothing to share, also where they are seen apart.
TEST(SharedCost, WhatAddsUpToNothingStaysHoweverItIsShown) {
  const bill::Bill bill =
      make_bill({text("Team"), text("Part"), money_column("Cost")},
                {{"shared", "x", "5.00"}, {"shared", "y", "-5.00"}, {"a", "x", "1"}, {"b", "x", "1"}});
  const plan::Plan plan = by_team({rule("even")});
  const Lines expected = {"a 1 = 1 + 0 - 0", "b 1 = 1 + 0 - 0", "shared 0 = 0 + 0 - 0"};
  EXPECT_EQ(teams_of(bill, plan), expected);
  EXPECT_EQ(teams_of(bill, plan, {"Part"}), expected);
  // Nothing is told of it either.
  plan::Plan finer = plan;
  finer.by = {"Team", "Part"};
  for (const plan::Plan& shown : {plan, finer})
    EXPECT_TRUE(shared_split(bill, shown).sharing->handouts.empty());
}

// Line 3 is line 2 again. Of 6, ads gets 10 / 30 and web 20 / 30: 2 and 4. With the second 10 it would be 3 and 3.
TEST(SharedCost, ALineThatIsOmittedDoesNotWeigh) {
  const bill::Bill bill = teams({{"ads", "10"}, {"ads", "10"}, {"web", "20"}, {"shared", "6"}});
  plan::Plan plan = by_team({rule("proportional")});
  plan.omitted.lines = {"3"};
  const Tree tree = shared_split(bill, plan);
  EXPECT_EQ(rows_of(tree), (Lines{"ads 12 = 10 + 2 - 0", "shared 0 = 6 + 0 - 6", "web 24 = 20 + 4 - 0"}));
  EXPECT_EQ(test::figure_text(tree.conservation.bill, tree.scale), "46 (4)");
  EXPECT_EQ(test::figure_text(tree.excluded, tree.scale), "10 (1)");
  EXPECT_EQ(test::figure_text(tree.shared_out, tree.scale), "6 (1)");
}

// Lines 4 and 5 are one charge of 6, too: 6 is handed out and not 12.
TEST(SharedCost, ALineThatIsOmittedIsNotHandedOut) {
  const bill::Bill bill = teams({{"ads", "10"}, {"web", "20"}, {"shared", "6"}, {"shared", "6"}});
  plan::Plan plan = by_team({rule("proportional")});
  plan.omitted.lines = {"5"};
  const Tree tree = shared_split(bill, plan);
  EXPECT_EQ(rows_of(tree), (Lines{"ads 12 = 10 + 2 - 0", "shared 0 = 6 + 0 - 6", "web 24 = 20 + 4 - 0"}));
  // As a filter it stays in what is handed out, and is left out of what is shown.
  plan.omitted = {};
  plan.filters = {{"line", {"5"}, true}};
  EXPECT_EQ(rows_of(shared_split(bill, plan)),
            (Lines{"ads 14 = 10 + 4 - 0", "shared 0 = 6 + 0 - 6", "web 28 = 20 + 8 - 0"}));
}

// By hours, ads 1 and web 3 of 8: 2 and 6. With the omitted line's 4 hours of ads it would be 5 and 3.
TEST(SharedCost, ALineThatIsOmittedDoesNotWeighByAnotherAmountEither) {
  const bill::Bill bill =
      make_bill({text("Team"), money_column("Cost"), test::quantity("Hours")},
                {{"ads", "10", "1"}, {"ads", "10", "4"}, {"web", "20", "3"}, {"shared", "8", "0"}});
  plan::Plan plan = by_team({rule("proportional")});
  plan.shared[0].measure = "Hours";
  plan.omitted.lines = {"3"};
  EXPECT_EQ(rows_of(shared_split(bill, plan)),
            (Lines{"ads 12 = 10 + 2 - 0", "shared 0 = 8 + 0 - 8", "web 26 = 20 + 6 - 0"}));
}

}  // namespace
}  // namespace billfold::split
