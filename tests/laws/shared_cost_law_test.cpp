// What holds for shared costs on any bill under any rules, tried on random ones. (rules 2 and 6)

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <string>

#include "base/json.h"
#include "split/explain.h"
#include "split/shared_cost.h"
#include "split/sources.h"
#include "support/bill_builder.h"
#include "support/chance.h"
#include "support/split_text.h"

namespace billfold::split {
namespace {

using test::Chance;

constexpr std::uint32_t kRounds = 250;

const std::vector<std::string> kTeams = {"a", "b", "c", "shared", "idle", ""};
const std::vector<std::string> kRegions = {"eu", "us", ""};
const std::vector<std::string> kParts = {"x", "y", "z"};
const std::vector<std::string> kDimensions = {"Team", "Region", "Part"};

// In some bills all amounts are a few units of the last digit, fewer than there are targets and groups below them, so that
// shares of one unit, of either sign, go all the way down.
std::string random_amount(Chance& chance, bool tiny) {
  if (tiny) return (chance.one_in(2) ? "-0.00" : "0.00") + std::to_string(chance.below(3));
  return (chance.one_in(6) ? "-" : "") + std::to_string(chance.below(200)) + "." +
         std::to_string(chance.below(1000));
}

std::vector<test::TestRow> random_rows(Chance& chance) {
  std::vector<test::TestRow> rows;
  const bool tiny = chance.one_in(3);
  for (std::uint32_t count = chance.below(tiny ? 20 : 60); count > 0; --count) {
    const std::string amount = random_amount(chance, tiny);
    rows.push_back({.cells = {chance.pick(kTeams), chance.pick(kRegions), chance.pick(kParts), amount,
                              std::to_string(chance.below(20))}});
  }
  return rows;
}

bill::Bill bill_of(const std::vector<test::TestRow>& rows) {
  return test::make_bill({test::text("Team"), test::text("Region"), test::text("Part"),
                          test::money_column("Cost"), test::quantity("Hours")},
                         rows);
}

plan::SharedRule random_rule(Chance& chance, std::size_t number) {
  plan::SharedRule rule;
  rule.name = "rule " + std::to_string(number);
  // Later rules take later sources, so that few are cycles.
  const std::string source = number == 0 ? "idle" : "shared";
  if (chance.one_in(4)) {
    rule.source = {.op = "all",
                   .of = {{.op = "is", .dimension = "Team", .values = {source}},
                          {.op = "is", .dimension = "Part", .values = {"x", "y"}}}};
  } else if (chance.one_in(4)) {
    rule.source = {.op = "starts", .dimension = "Team", .values = {source.substr(0, 2), "ne"}};
  } else if (chance.one_in(6)) {
    rule.source = {.op = "any",
                   .of = {{.op = "is", .dimension = "Team", .values = {source}},
                          {.op = "empty", .dimension = "Region"}}};
  } else {
    rule.source = {.op = "is", .dimension = "Team", .values = {source}};
  }
  rule.dimension = chance.one_in(4) ? "Part" : "Team";
  if (chance.one_in(3)) rule.partitions = {"Region"};
  const std::vector<std::string> methods = {"even", "fixed", "proportional"};
  rule.method = chance.pick(methods);
  if (rule.method == "fixed") {
    rule.targets = {{"b", "33.3"}, {"a", "41.7"}, {"new", "25"}};
  } else if (chance.one_in(3)) {
    rule.targets = {{"a", "2"}, {"c", "0.5"}};
  }
  if (rule.method == "proportional") {
    if (chance.one_in(3)) rule.measure = "Hours";
    if (chance.one_in(4)) rule.weighed = {.op = "is", .dimension = "Part", .values = {"z", "x"}};
    if (chance.one_in(5)) rule.usage = {{"a", "1.5"}, {"c", "2"}};
  }
  if (chance.one_in(4)) rule.except = {"c"};
  return rule;
}

plan::Plan random_plan(Chance& chance) {
  plan::Plan plan;
  for (std::uint32_t depth = chance.below(3); depth > 0; --depth) {
    const std::string& name = chance.pick(kDimensions);
    if (std::find(plan.by.begin(), plan.by.end(), name) == plan.by.end()) plan.by.push_back(name);
  }
  for (std::size_t rule = 0; rule <= chance.below(2); ++rule)
    plan.shared.push_back(random_rule(chance, rule));
  return plan;
}

// Amounts and shares of every node, as text.
std::string text_of(const Tree& tree) {
  std::string text;
  const auto add = [&](i128 amount) { text += " " + test::amount_text(amount, tree.scale); };
  for (std::size_t level = 0; level < tree.levels.size(); ++level) {
    for (std::uint32_t node = 0; node < tree.levels[level].nodes.size(); ++node) {
      const Shares& shares = tree.levels[level].shares[node];
      text += "\n" + test::path_text(tree.path_of(level, node));
      for (const i128 amount : {tree.levels[level].nodes[node].amount, shares.direct, shares.in, shares.out})
        add(amount);
    }
  }
  for (const i128 amount : {tree.total().amount, tree.shared_out.amount, tree.allocated.amount}) add(amount);
  return text;
}

TEST(SharedCostLaw, NothingIsLostBeforeOrAfterAnyRuleOnAnyLevel) {
  std::size_t shared = 0;
  for (std::uint32_t round = 0; round < kRounds; ++round) {
    Chance chance(round);
    const bill::Bill bill = bill_of(random_rows(chance));
    plan::Plan plan = random_plan(chance);
    const std::vector<plan::SharedRule> rules = plan.shared;
    Dimensions dimensions(bill);
    for (std::size_t count = 1; count <= rules.size(); ++count) {
      plan.shared.assign(rules.begin(), rules.begin() + static_cast<std::ptrdiff_t>(count));
      const Result<Tree> tree = split_of(plan, dimensions);
      if (!tree) {
        const bool cycle = tree.error().code == Code::rule_cycle;
        EXPECT_TRUE(cycle || tree.error().code == Code::rule_gives_to_source) << sentence_of(tree.error());
        continue;
      }
      ++shared;
      EXPECT_TRUE(tree->conservation.holds()) << json::text_of(plan);
      EXPECT_EQ(tree->total().amount, tree->conservation.bill.amount);
      EXPECT_EQ(tree->shares.in, tree->shares.out);
      for (const TreeLevel& level : tree->levels) {
        i128 sum = 0;
        for (std::size_t node = 0; node < level.nodes.size(); ++node) {
          const Shares& shares = level.shares[node];
          EXPECT_EQ(level.nodes[node].amount, shares.direct + shares.in - shares.out);
          sum += level.nodes[node].amount;
        }
        EXPECT_EQ(sum, tree->total().amount);
      }
      for (const Handout& handout : tree->sharing->handouts) EXPECT_LE(handout.rule, count);
    }
  }
  EXPECT_GT(shared, kRounds / 2);
}

TEST(SharedCostLaw, ShardsPutTogetherAreTheWhole) {
  for (std::uint32_t round = 0; round < kRounds; ++round) {
    Chance chance(1000 + round);
    const std::vector<test::TestRow> rows = random_rows(chance);
    const plan::Plan plan = random_plan(chance);
    const bill::Bill bill = bill_of(rows);
    Dimensions dimensions(bill);
    const Result<Tree> whole = split_of(plan, dimensions);
    std::vector<test::TestRow> some;
    std::vector<test::TestRow> others;
    for (const test::TestRow& row : rows) (chance.one_in(2) ? some : others).push_back(row);
    const bill::Bill first = bill_of(some);
    const bill::Bill second = bill_of(others);
    // A shard's scale may be coarser than the bill's: merge() raises it.
    Dimensions of_first(first);
    Dimensions of_second(second);
    const Result<Parts> a = parts_of(plan, of_first, MissingTag::has_no_value);
    const Result<Parts> b = parts_of(plan, of_second, MissingTag::has_no_value);
    ASSERT_TRUE(a.ok() && b.ok());
    const Result<Parts> parts = merge(*b, *a);
    ASSERT_TRUE(parts.ok());
    const Result<Tree> merged = finish(*parts, plan);
    ASSERT_EQ(merged.ok(), whole.ok()) << json::text_of(plan);
    if (!whole) continue;
    EXPECT_EQ(text_of(*merged), text_of(*whole)) << json::text_of(plan);
  }
}

TEST(SharedCostLaw, RangesOfABillsRowsPutTogetherAreTheWhole) {
  for (std::uint32_t round = 0; round < kRounds; ++round) {
    Chance chance(3000 + round);
    plan::Plan plan = random_plan(chance);
    if (chance.one_in(2)) plan.omitted.lines = {std::to_string(2 + chance.below(40)), "3"};
    const bill::Bill bill = bill_of(random_rows(chance));
    Dimensions dimensions(bill);
    const Result<Tree> whole = split_of(plan, dimensions);
    const std::size_t cut = chance.below(static_cast<std::uint32_t>(bill.rows + 1));
    const Result<Parts> first = parts_of(plan, dimensions, MissingTag::is_an_error, {0, cut});
    const Result<Parts> second = parts_of(plan, dimensions, MissingTag::is_an_error, {cut, bill.rows});
    ASSERT_EQ(first.ok(), second.ok());
    if (!first) continue;
    const Result<Parts> parts = merge(*first, *second);
    ASSERT_TRUE(parts.ok());
    const Result<Tree> merged = finish(*parts, plan);
    ASSERT_EQ(merged.ok(), whole.ok()) << json::text_of(plan);
    if (!whole) continue;
    EXPECT_EQ(text_of(*merged), text_of(*whole)) << json::text_of(plan);
  }
}

// A rule that takes several sources, by their values or by what a condition finds.
plan::SharedRule taking_several(Chance& chance, plan::SharedRule rule) {
  switch (chance.below(4)) {
    case 0:
      rule.source = {.op = "is", .dimension = "Team", .values = {"idle", "shared"}};
      break;
    case 1:
      rule.source = {.op = "contains", .dimension = "Team", .values = {"e"}};
      break;
    case 2:
      rule.source = {
          .op = "any",
          .of = {{.op = "empty", .dimension = "Team"}, {.op = "is", .dimension = "Part", .values = {"x"}}}};
      break;
    default:
      break;
  }
  return rule;
}

TEST(SharedCostLaw, WhatEachSourceGaveAddsUpByRowsAndByColumns) {
  std::size_t several = 0;
  for (std::uint32_t round = 0; round < 2 * kRounds; ++round) {
    Chance chance(5000 + round);
    const bill::Bill bill = bill_of(random_rows(chance));
    plan::Plan plan = random_plan(chance);
    plan.by = {"Team"};
    for (plan::SharedRule& rule : plan.shared) rule = taking_several(chance, std::move(rule));
    Dimensions dimensions(bill);
    const Result<Tree> tree = split_of(plan, dimensions);
    if (!tree) continue;
    const std::vector<Handout>& handouts = tree->sharing->handouts;
    for (const std::size_t most : {std::size_t{1}, std::size_t{2}, kMostSources}) {
      const Result<std::vector<Given>> all = given_by_sources(plan, *tree->sharing, dimensions, most);
      ASSERT_TRUE(all.ok()) << json::text_of(plan);
      std::vector<i128> got(handouts.size(), 0);
      std::map<std::pair<std::size_t, Path>, std::pair<i128, std::size_t>> pools;
      for (const Given& given : *all) {
        i128 row = 0;
        for (const GivenPart& part : given.parts) {
          row += part.amount;
          got[part.handout] += part.amount;
          EXPECT_EQ(handouts[part.handout].rule, given.rule);
          EXPECT_EQ(handouts[part.handout].partition, given.partition);
        }
        EXPECT_EQ(row, given.amount) << json::text_of(plan);
        auto& [pool, count] = pools[{given.rule, given.partition}];
        pool += given.amount;
        EXPECT_EQ(given.together, pool);
        EXPECT_LE(++count, most);
        if (given.sources > 1 || count > 1) ++several;
      }
      for (std::size_t at = 0; at < handouts.size(); ++at) {
        EXPECT_EQ(got[at], handouts[at].amount) << json::text_of(plan);
        EXPECT_EQ((pools[{handouts[at].rule, handouts[at].partition}].first), handouts[at].pool);
      }
    }
  }
  EXPECT_GT(several, kRounds / 2);
}

// What left a group of the split is what it gave as a source, where all rules take by the groups' own dimension.
TEST(SharedCostLaw, WhatASourceGaveIsWhatLeftItsGroup) {
  std::size_t compared = 0;
  for (std::uint32_t round = 0; round < 2 * kRounds; ++round) {
    Chance chance(6000 + round);
    const bill::Bill bill = bill_of(random_rows(chance));
    plan::Plan plan = random_plan(chance);
    plan.by = {"Team"};
    for (plan::SharedRule& rule : plan.shared) {
      if (chance.one_in(2)) {
        rule.source = {.op = "is", .dimension = "Team", .values = {"idle", "shared"}};
      } else {
        rule.source = {.op = "matches", .dimension = "Team", .values = {"^(idle|shared|c)$"}};
      }
    }
    Dimensions dimensions(bill);
    const Result<Tree> tree = split_of(plan, dimensions);
    if (!tree) continue;
    const Result<std::vector<Given>> all = given_by_sources(plan, *tree->sharing, dimensions, kMostSources);
    ASSERT_TRUE(all.ok());
    std::map<Path, i128> gave;
    for (const Given& given : *all) gave[given.source] += given.amount;
    for (std::uint32_t node = 0; node < tree->levels[0].nodes.size(); ++node) {
      const i128 out = tree->levels[0].shares[node].out;
      EXPECT_EQ(gave[tree->path_of(0, node)], out) << json::text_of(plan);
      if (out != 0) ++compared;
    }
  }
  EXPECT_GT(compared, kRounds / 4);
}

// What rules moved, as text.
std::string text_of(const Sharing& sharing) {
  std::string text;
  const auto add = [&](i128 amount) { text += " " + test::amount_text(amount, 0); };
  for (const Handout& handout : sharing.handouts) {
    text += "\n" + std::to_string(handout.rule) + test::path_text(handout.partition) + " " + handout.target;
    for (const i128 amount : {handout.pool, handout.weight, handout.weights, handout.amount}) add(amount);
  }
  for (const Refusal& refusal : sharing.refusals) {
    text += "\n" + std::to_string(refusal.rule) + test::path_text(refusal.partition);
    add(refusal.pool);
  }
  return text;
}

TEST(SharedCostLaw, WhatARowIsWorthDependsOnNothingBelowIt) {
  std::size_t compared = 0;
  for (std::uint32_t round = 0; round < 4 * kRounds; ++round) {
    Chance chance(7000 + round);
    const bill::Bill bill = bill_of(random_rows(chance));
    const plan::Plan plan = random_plan(chance);
    Dimensions dimensions(bill);
    const Result<Tree> tree = split_of(plan, dimensions);
    plan::Plan finer = plan;
    for (std::uint32_t more = chance.below(3); more > 0; --more) {
      const std::string& name = chance.pick(kDimensions);
      if (chance.one_in(2)) {
        finer.filters.push_back({name, {"nothing has this"}, true});
      } else if (std::find(finer.by.begin(), finer.by.end(), name) == finer.by.end()) {
        finer.by.push_back(name);
      }
    }
    const Result<Tree> below = split_of(finer, dimensions);
    ASSERT_EQ(tree.ok(), below.ok()) << json::text_of(finer);
    if (!tree) continue;
    EXPECT_EQ(text_of(*below->sharing), text_of(*tree->sharing)) << json::text_of(finer);
    for (std::size_t level = 0; level < tree->levels.size(); ++level) {
      for (std::uint32_t node = 0; node < tree->levels[level].nodes.size(); ++node) {
        const auto same = below->find(tree->path_of(level, node));
        ASSERT_TRUE(same.has_value());
        const Shares& expected = tree->levels[level].shares[node];
        const Shares& shares = below->levels[level].shares[*same];
        EXPECT_EQ(shares.direct, expected.direct);
        EXPECT_EQ(shares.in, expected.in) << json::text_of(finer);
        EXPECT_EQ(shares.out, expected.out) << json::text_of(finer);
        ++compared;
      }
    }
  }
  EXPECT_GT(compared, kRounds);
}

// Of any dimension: what a filter shows of a row is what the row's groups by that dimension, which it keeps, are worth.
TEST(SharedCostLaw, AFilterNeverChangesWhatAShownRowIsWorth) {
  std::size_t compared = 0;
  for (std::uint32_t round = 0; round < 2 * kRounds; ++round) {
    Chance chance(2000 + round);
    const bill::Bill bill = bill_of(random_rows(chance));
    plan::Plan plan = random_plan(chance);
    if (plan.by.empty()) plan.by = {"Team"};
    plan::Plan by_filter = plan;
    const std::string& asked = chance.pick(kDimensions);
    const auto found = std::find(plan.by.begin(), plan.by.end(), asked);
    const auto place = static_cast<std::size_t>(found - plan.by.begin());
    if (found == plan.by.end()) by_filter.by.push_back(asked);
    Dimensions dimensions(bill);
    const Result<Tree> whole = split_of(by_filter, dimensions);
    if (!whole) continue;
    const std::vector<std::string> kept = {chance.pick(kTeams), "eu", "x"};
    const bool excludes = chance.one_in(2);
    plan.filters = {{asked, {kept.begin(), kept.end()}, excludes}};
    const Result<Tree> filtered = split_of(plan, dimensions);
    ASSERT_TRUE(filtered.ok());
    std::map<Path, i128> expected;
    for (std::uint32_t leaf = 0; leaf < whole->levels.back().nodes.size(); ++leaf) {
      Path path = whole->path_of(whole->levels.size() - 1, leaf);
      const std::string value = path[place].value_or("");
      if ((std::find(kept.begin(), kept.end(), value) != kept.end()) == excludes) continue;
      path.resize(plan.by.size());
      for (; !path.empty(); path.pop_back()) expected[path] += whole->levels.back().nodes[leaf].amount;
    }
    std::size_t shown = 0;
    for (std::size_t level = 0; level < filtered->levels.size(); ++level) {
      for (std::uint32_t node = 0; node < filtered->levels[level].nodes.size(); ++node) {
        const Path path = filtered->path_of(level, node);
        ASSERT_TRUE(expected.contains(path)) << json::text_of(plan);
        EXPECT_EQ(filtered->levels[level].nodes[node].amount, expected[path]) << json::text_of(plan);
        ++shown;
      }
    }
    EXPECT_EQ(shown, expected.size()) << json::text_of(plan);
    EXPECT_TRUE(filtered->conservation.holds());
    compared += shown;
  }
  EXPECT_GT(compared, kRounds);
}

// The last row keeps both bills at three digits, to which shares are cut.
TEST(SharedCostLaw, WhatIsOmittedIsAsIfItWereNotInTheBill) {
  std::size_t omitted_rows = 0;
  for (std::uint32_t round = 0; round < kRounds; ++round) {
    Chance chance(5000 + round);
    std::vector<test::TestRow> rows = random_rows(chance);
    rows.push_back({.cells = {"a", "eu", "x", "0.001", "1"}});
    plan::Plan plan = random_plan(chance);
    if (chance.one_in(2)) plan.filters = {{"Part", {chance.pick(kParts)}, chance.one_in(2)}};
    plan::Plan with_omitted = plan;
    std::vector<test::TestRow> others;
    std::vector<test::TestRow> omitted;
    for (std::size_t row = 0; row < rows.size(); ++row) {
      const bool is_omitted = row + 1 < rows.size() && chance.one_in(4);
      if (is_omitted) with_omitted.omitted.lines.push_back(std::to_string(row + 2));
      (is_omitted ? omitted : others).push_back(rows[row]);
    }
    const bill::Bill bill = bill_of(rows);
    const bill::Bill without = bill_of(others);
    Dimensions dimensions(bill);
    Dimensions of_others(without);
    const Result<Tree> tree = split_of(with_omitted, dimensions);
    const Result<Tree> expected = split_of(plan, of_others);
    ASSERT_EQ(tree.ok(), expected.ok()) << json::text_of(with_omitted);
    if (!tree) continue;
    EXPECT_EQ(text_of(*tree), text_of(*expected)) << json::text_of(with_omitted);
    EXPECT_TRUE(tree->conservation.holds()) << json::text_of(with_omitted);
    i128 cost = 0;
    for (std::size_t row = 0; row < bill.rows; ++row) {
      const std::string name = std::to_string(row + 2);
      const std::vector<std::string>& lines = with_omitted.omitted.lines;
      if (std::find(lines.begin(), lines.end(), name) != lines.end())
        cost += bill.columns[3].amount->operator[](row).mantissa;
    }
    EXPECT_EQ(tree->conservation.bill.amount, expected->conservation.bill.amount + cost);
    EXPECT_EQ(tree->excluded.amount, expected->excluded.amount + cost);
    EXPECT_EQ(tree->excluded.rows, expected->excluded.rows + omitted.size());
    EXPECT_EQ(
        tree->allocated.amount + tree->unassigned.amount + tree->shared_out.amount + tree->excluded.amount,
        tree->conservation.bill.amount);
    omitted_rows += omitted.size();
  }
  EXPECT_GT(omitted_rows, kRounds);
}

TEST(SharedCostLaw, AnExplanationAddsUpToItsFigure) {
  for (std::uint32_t round = 0; round < kRounds / 2; ++round) {
    Chance chance(3000 + round);
    const bill::Bill bill = bill_of(random_rows(chance));
    plan::Plan plan = random_plan(chance);
    if (chance.one_in(2)) plan.filters = {{"Part", {chance.pick(kParts)}, chance.one_in(2)}};
    if (chance.one_in(2)) plan.omitted.lines = {std::to_string(2 + chance.below(40)), "3"};
    Dimensions dimensions(bill);
    const Result<Tree> tree = split_of(plan, dimensions);
    if (!tree) continue;
    std::vector<Path> paths{{}};
    for (std::size_t level = 0; level < tree->levels.size(); ++level) {
      for (std::uint32_t node = 0; node < tree->levels[level].nodes.size(); ++node)
        paths.push_back(tree->path_of(level, node));
    }
    for (const Path& path : paths) {
      const Result<Explanation> explanation = explain(plan, path, *tree, dimensions);
      ASSERT_TRUE(explanation.ok());
      EXPECT_EQ(explanation->difference(), 0) << test::path_text(path) << " of " << json::text_of(plan);
    }
  }
}

}  // namespace
}  // namespace billfold::split
