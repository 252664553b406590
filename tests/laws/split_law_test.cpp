// What holds for the split of any bill under any plan, tried on random ones. (rules 2 and 6)

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <set>
#include <string>

#include "base/json.h"
#include "split/explain.h"
#include "split/lines.h"
#include "split/view.h"
#include "support/big_decimal.h"
#include "support/bill_builder.h"
#include "support/chance.h"
#include "support/split_text.h"

namespace billfold::split {
namespace {

using test::Chance;

constexpr std::uint32_t kRounds = 300;

const std::vector<std::string> kOwners = {"", "ads", "search", "Search", "vid\xC3\xA9o", "-", " "};
const std::vector<std::string> kEnvironments = {"", "prod", "test", "none"};
const std::vector<std::string> kDays = {"", "2025-01-31", "2025-02-01", "2025-02-28", "2024-12-01", "soon"};
const std::vector<std::string> kCurrencies = {"CNY", "CNY", "USD", ""};
const std::vector<std::string> kDimensions = {"owner", "Project", "tag:env", "month", "day", "Id", "line"};

const std::vector<test::TestColumn> kColumns = {test::text("Owner", "owner"),
                                                test::text("Project"),
                                                test::tag("env"),
                                                test::date("Day"),
                                                test::text("Id"),
                                                test::currency("Currency"),
                                                test::money_column("Cost"),
                                                test::quantity("Count")};
constexpr std::size_t kCost = 6;

std::string random_amount(Chance& chance, std::uint32_t digits) {
  if (chance.one_in(15)) return "";
  if (chance.one_in(40)) return "n/a";
  std::string text = chance.one_in(3) ? "-" : "";
  text += std::to_string(chance.below(100000));
  const std::uint32_t scale = chance.below(digits + 1);
  for (std::uint32_t digit = 0; digit < scale; ++digit) {
    if (digit == 0) text += ".";
    text += static_cast<char>('0' + chance.below(10));
  }
  return text;
}

std::vector<test::TestRow> random_rows(Chance& chance) {
  const std::uint32_t count = chance.one_in(10) ? chance.below(3) : chance.below(250);
  const std::uint32_t digits = chance.pick(std::vector<std::uint32_t>{0, 2, 10, 25});
  const bool one_currency = chance.one_in(2);
  std::vector<test::TestRow> rows;
  for (std::uint32_t row = 0; row < count; ++row) {
    rows.push_back(
        {.cells = {chance.pick(kOwners), "p" + std::to_string(chance.below(12)), chance.pick(kEnvironments),
                   chance.pick(kDays), "id-" + std::to_string(chance.below(1000)),
                   one_currency ? kCurrencies[2 + chance.below(2)] : chance.pick(kCurrencies),
                   random_amount(chance, digits), std::to_string(chance.below(50))},
         .line = 2 + row});
  }
  return rows;
}

plan::Filter random_filter(Chance& chance) {
  plan::Filter filter;
  filter.exclude = chance.one_in(2);
  if (chance.one_in(2)) {
    filter.dimension = "owner";
    filter.values = {chance.pick(kOwners), chance.pick(kOwners)};
  } else {
    filter.dimension = "tag:env";
    filter.values = {std::nullopt, chance.pick(kEnvironments)};
    if (chance.one_in(2)) filter.values.erase(filter.values.begin());
  }
  return filter;
}

plan::Plan random_plan(Chance& chance) {
  plan::Plan plan;
  plan.by = kDimensions;
  chance.shuffle(plan.by);
  plan.by.resize(chance.below(6));
  for (std::uint32_t filter = chance.below(3); filter > 0; --filter)
    plan.filters.push_back(random_filter(chance));
  if (chance.one_in(3)) {
    for (std::uint32_t line = chance.below(6); line > 0; --line)
      plan.omitted.lines.push_back(std::to_string(2 + chance.below(60)));
  }
  plan.grain = chance.pick(std::vector<std::string>{"file", "file", "month", "day", "line"});
  plan.currency = chance.pick(std::vector<std::string>{"", "", "CNY", "USD", "JPY"});
  if (chance.one_in(5)) plan.measure = "Count";
  if (chance.one_in(2)) plan.blank_words = {"-", "none"};
  return plan;
}

std::string describe(std::uint32_t round, const plan::Plan& plan) {
  return "round " + std::to_string(round) + ", plan " + json::text_of(plan);
}

// A bill of at least one number, so that its measure is one: for laws that begin with a whole split.
std::vector<test::TestRow> random_rows_with_a_number(Chance& chance) {
  std::vector<test::TestRow> rows = random_rows(chance);
  rows.push_back(
      {.cells = {"ads", "p1", "prod", "2025-01-31", "id-1", "USD", "0.5", "3"}, .line = 2 + rows.size()});
  return rows;
}

Partial partial_of(const bill::Bill& bill, const plan::Plan& plan) {
  Result<Partial> partial = split::partial(bill, plan);
  EXPECT_TRUE(partial.ok()) << (partial.ok() ? "" : sentence_of(partial.error()));
  return std::move(*partial);
}

// ---- an independent split: texts, a map, and sums on paper ----------------------------------------------

struct SlowSplit {
  std::map<std::vector<std::optional<std::string>>, std::pair<test::BigDecimal, std::uint64_t>> leaves;
  test::BigDecimal kept;
  test::BigDecimal excluded;
  test::BigDecimal bill;
};

bool is_blank(const std::string& text, const plan::Plan& plan) {
  return text.find_first_not_of(' ') == std::string::npos ||
         std::find(plan.blank_words.begin(), plan.blank_words.end(), text) != plan.blank_words.end();
}

std::optional<std::string> slow_value(const test::TestRow& row, const std::string& dimension,
                                      const plan::Plan& plan) {
  const std::map<std::string, std::size_t> columns = {{"owner", 0}, {"Project", 1}, {"tag:env", 2},
                                                      {"month", 3}, {"day", 3},     {"Id", 4}};
  if (dimension == "line") return std::to_string(row.line);
  std::string text = row.cells[columns.at(dimension)];
  if (dimension == "month" || dimension == "day") {
    if (text.size() != 10) return std::nullopt;
    if (dimension == "month") text.resize(7);
  }
  if (is_blank(text, plan)) return std::nullopt;
  return text;
}

bool slow_keeps(const test::TestRow& row, const plan::Plan& plan) {
  const std::vector<std::string>& omitted = plan.omitted.lines;
  if (std::find(omitted.begin(), omitted.end(), std::to_string(row.line)) != omitted.end()) return false;
  for (const plan::Filter& filter : plan.filters) {
    const std::optional<std::string> value = slow_value(row, filter.dimension, plan);
    const bool among =
        std::any_of(filter.values.begin(), filter.values.end(), [&](std::optional<std::string> wanted) {
          if (wanted && wanted->empty()) wanted.reset();
          return wanted == value;
        });
    if (among == filter.exclude) return false;
  }
  return true;
}

// The currency that is split, and whether lines without one belong to it.
std::pair<std::string, bool> slow_currency(const std::vector<test::TestRow>& rows, const plan::Plan& plan) {
  std::map<std::string, int> counts;
  int blank = 0;
  for (const test::TestRow& row : rows) row.cells[5].empty() ? void(++blank) : void(++counts[row.cells[5]]);
  std::string most = plan.currency;
  if (plan.currency.empty()) {
    int largest = 0;
    for (const auto& [code, count] : counts) {
      if (count > largest) largest = count, most = code;
    }
    if (counts.size() > 1 && blank > largest) return {"", true};
  }
  const bool only = counts.empty() || (counts.size() == 1 && counts.begin()->first == most);
  return {most, only};
}

SlowSplit slow_split(const std::vector<test::TestRow>& rows, const plan::Plan& plan) {
  const bool counts_money = plan.measure.empty();
  const bool any_currency = !counts_money && plan.currency.empty();
  const auto [code, blank_too] = slow_currency(rows, plan);
  std::vector<std::string> levels = plan.by;
  if (plan.grain != "file" && std::find(levels.begin(), levels.end(), plan.grain) == levels.end()) {
    levels.push_back(plan.grain);
  }
  SlowSplit split;
  for (const test::TestRow& row : rows) {
    const std::string& currency = row.cells[5];
    if (!any_currency && !(currency.empty() ? blank_too : currency == code)) continue;
    const std::string& cell = row.cells[counts_money ? kCost : kCost + 1];
    const test::BigDecimal amount(cell.empty() || cell == "n/a" ? "0" : cell);
    split.bill += amount;
    if (!slow_keeps(row, plan)) {
      split.excluded += amount;
      continue;
    }
    split.kept += amount;
    std::vector<std::optional<std::string>> key;
    for (const std::string& level : levels) key.push_back(slow_value(row, level, plan));
    split.leaves[key].first += amount;
    ++split.leaves[key].second;
  }
  return split;
}

// ---- the laws ------------------------------------------------------------------------------------------

TEST(SplitLaw, TheLeavesAreThoseOfASlowSplitAndEveryLevelAddsUp) {
  for (std::uint32_t round = 0; round < kRounds; ++round) {
    Chance chance(round);
    const std::vector<test::TestRow> rows = random_rows_with_a_number(chance);
    const plan::Plan plan = random_plan(chance);
    SCOPED_TRACE(describe(round, plan));
    const Tree tree = test::split_of(test::make_bill(kColumns, rows), plan);
    const SlowSplit slow = slow_split(rows, plan);

    const auto amount = [&](i128 mantissa) { return test::amount_text(mantissa, tree.scale); };
    EXPECT_EQ(amount(tree.conservation.bill.amount), slow.bill.text());
    EXPECT_EQ(amount(tree.conservation.excluded.amount), slow.excluded.text());
    EXPECT_EQ(amount(tree.total().amount), slow.kept.text());
    for (const Figure& level : tree.conservation.levels) EXPECT_EQ(amount(level.amount), slow.kept.text());
    if (tree.levels.empty()) continue;
    const std::vector<Node>& nodes = tree.levels.back().nodes;
    ASSERT_EQ(nodes.size(), slow.leaves.size());
    for (std::uint32_t node = 0; node < nodes.size(); ++node) {
      const Path path = tree.path_of(tree.levels.size() - 1, node);
      const auto found = slow.leaves.find(path);
      ASSERT_NE(found, slow.leaves.end()) << test::path_text(path);
      EXPECT_EQ(amount(nodes[node].amount), found->second.first.text());
      EXPECT_EQ(nodes[node].rows, found->second.second);
    }
  }
}

TEST(SplitLaw, AnyShardsMergedInAnyOrderAreTheSameBytesAsTheWhole) {
  for (std::uint32_t round = 0; round < kRounds; ++round) {
    Chance chance(1000 + round);
    const std::vector<test::TestRow> rows = random_rows(chance);
    const plan::Plan plan = random_plan(chance);
    SCOPED_TRACE(describe(round, plan));
    std::vector<std::vector<test::TestRow>> shards(1 + chance.below(6));
    for (const test::TestRow& row : rows)
      shards[chance.below(static_cast<std::uint32_t>(shards.size()))].push_back(row);

    std::vector<Partial> partials;
    for (const auto& shard : shards) {
      // Over the way that it takes from one worker to another.
      Result<Partial> sent = from_bytes(to_bytes(partial_of(test::make_bill(kColumns, shard), plan)));
      ASSERT_TRUE(sent.ok());
      partials.push_back(std::move(*sent));
    }
    while (partials.size() > 1) {
      chance.shuffle(partials);
      Result<Partial> merged = merge(partials[partials.size() - 2], partials.back());
      ASSERT_TRUE(merged.ok());
      partials.pop_back();
      partials.back() = std::move(*merged);
    }
    EXPECT_EQ(to_bytes(partials.front()), to_bytes(partial_of(test::make_bill(kColumns, rows), plan)));
  }
}

TEST(SplitLaw, TheOrderOfLinesChangesNoFigure) {
  for (std::uint32_t round = 0; round < kRounds; ++round) {
    Chance chance(2000 + round);
    std::vector<test::TestRow> rows = random_rows(chance);
    plan::Plan plan = random_plan(chance);
    std::erase(plan.by, "line");
    if (plan.grain == "line") plan.grain = "file";
    plan.omitted = {};  // by the lines' numbers
    SCOPED_TRACE(describe(round, plan));
    for (test::TestRow& row : rows) row.line = 0;
    const std::string before = to_bytes(partial_of(test::make_bill(kColumns, rows), plan));
    chance.shuffle(rows);
    EXPECT_EQ(to_bytes(partial_of(test::make_bill(kColumns, rows), plan)), before);
  }
}

TEST(SplitLaw, EveryFigureIsTheSumOfItsExplanationAndOfItsSourceLines) {
  for (std::uint32_t round = 0; round < kRounds / 3; ++round) {
    Chance chance(3000 + round);
    const bill::Bill bill = test::make_bill(kColumns, random_rows_with_a_number(chance));
    plan::Plan plan = random_plan(chance);
    plan.by.resize(std::min<std::size_t>(plan.by.size(), 3));
    SCOPED_TRACE(describe(round, plan));
    const Tree tree = test::split_of(bill, plan);
    Dimensions dimensions(bill);

    std::vector<std::pair<Path, Figure>> groups = {{{}, tree.total()}};
    for (std::size_t level = 0; level < tree.levels.size(); ++level) {
      for (std::uint32_t node = 0; node < tree.levels[level].nodes.size(); ++node) {
        const Node& group = tree.levels[level].nodes[node];
        if (chance.one_in(4)) groups.push_back({tree.path_of(level, node), {group.amount, group.rows}});
      }
    }
    for (const auto& [path, figure] : groups) {
      const Result<Explanation> why = explain(plan, path, tree, dimensions);
      ASSERT_TRUE(why.ok());
      EXPECT_EQ(why->difference(), 0);
      EXPECT_EQ(why->figure.amount, figure.amount);
      EXPECT_EQ(why->steps.back().figure.amount, figure.amount);
      EXPECT_EQ(why->steps.back().figure.rows, figure.rows);
      Figure sum;
      for (const Part& part : why->parts) sum.amount += part.figure.amount, sum.rows += part.figure.rows;
      if (!tree.levels.empty() || figure.rows > 0) {
        EXPECT_EQ(sum.amount, figure.amount);
        EXPECT_EQ(sum.rows, figure.rows);
      }
      const Result<GroupRows> rows = rows_of(plan, path, tree, dimensions);
      ASSERT_TRUE(rows.ok());
      EXPECT_EQ(rows->amount, figure.amount);
      EXPECT_EQ(rows->rows.size(), figure.rows);
    }
  }
}

TEST(SplitLaw, AFilterAndItsComplementAddUpToTheBill) {
  for (std::uint32_t round = 0; round < kRounds; ++round) {
    Chance chance(4000 + round);
    const bill::Bill bill = test::make_bill(kColumns, random_rows_with_a_number(chance));
    plan::Plan plan = random_plan(chance);
    plan.filters = {random_filter(chance)};
    plan.omitted = {};
    SCOPED_TRACE(describe(round, plan));
    const Tree kept = test::split_of(bill, plan);
    plan.filters.front().exclude = !plan.filters.front().exclude;
    const Tree left = test::split_of(bill, plan);
    EXPECT_EQ(kept.total().amount + left.total().amount, kept.conservation.bill.amount);
    EXPECT_EQ(kept.total().rows + left.total().rows, kept.conservation.bill.rows);
    EXPECT_EQ(kept.total().amount, left.conservation.excluded.amount);
  }
}

ViewOptions random_options(Chance& chance, const Tree& tree) {
  ViewOptions options;
  const auto path = [&]() -> Path {
    if (tree.levels.empty() || chance.one_in(6)) return {};
    const std::size_t level = chance.below(static_cast<std::uint32_t>(tree.levels.size()));
    if (tree.levels[level].nodes.empty()) return {"nothing"};
    return tree.path_of(level, chance.below(static_cast<std::uint32_t>(tree.levels[level].nodes.size())));
  };
  for (std::uint32_t count = chance.below(10); count > 0; --count) options.open.push_back(path());
  for (std::uint32_t count = chance.below(4); count > 0; --count) options.closed.push_back(path());
  for (std::uint32_t count = chance.below(6); count > 0; --count) options.others.push_back(path());
  if (chance.one_in(5)) options.root = path();
  options.open_all = chance.one_in(2);
  options.top = chance.below(5);
  options.sort = static_cast<SortBy>(chance.below(3));
  options.ascending = chance.one_in(2);
  if (chance.one_in(4)) options.find = chance.pick(std::vector<std::string>{"a", "P1", "2025", "id-", "x"});
  return options;
}

std::string text_of(const ViewRow& row) {
  return std::to_string(static_cast<int>(row.kind)) + " " + test::path_text(row.path) + " " +
         std::to_string(row.level) + " " + test::figure_text(row.figure, 0) + " " +
         std::to_string(row.position) + "/" + std::to_string(row.siblings) + (row.open ? " open" : "");
}

TEST(SplitLaw, WindowsOfAnySizeMakeUpTheWholeView) {
  for (std::uint32_t round = 0; round < kRounds; ++round) {
    Chance chance(5000 + round);
    const Tree tree =
        test::split_of(test::make_bill(kColumns, random_rows_with_a_number(chance)), random_plan(chance));
    View view(tree);
    for (int step = 0; step < 3; ++step) {
      view.lay_out(random_options(chance, tree));
      const std::vector<ViewRow> whole = view.window(0, 100000);
      ASSERT_EQ(whole.size(), view.lines());
      std::size_t at = 0;
      while (at < whole.size()) {
        const std::uint32_t limit = 1 + chance.below(40);
        for (const ViewRow& row : view.window(at, limit)) ASSERT_EQ(text_of(row), text_of(whole[at++]));
      }
    }
  }
}

TEST(SplitLaw, TheRowsThatAreShownBelowAGroupAddUpToIt) {
  for (std::uint32_t round = 0; round < kRounds; ++round) {
    Chance chance(6000 + round);
    const Tree tree =
        test::split_of(test::make_bill(kColumns, random_rows_with_a_number(chance)), random_plan(chance));
    ViewOptions options = random_options(chance, tree);
    options.find.clear();  // a search leaves groups out
    View view(tree);
    view.lay_out(options);
    const std::vector<ViewRow> rows = view.window(0, 100000);
    if (!view.root() || rows.empty()) continue;
    // Rows of level n + 1 below a row of level n; the root is above all.
    std::vector<Figure> open_sums(16);
    std::vector<std::optional<Figure>> above(16);
    above[0] = *view.root();
    const auto close_down_to = [&](std::size_t level) {
      for (std::size_t at = 15; at > level; --at) {
        if (above[at] && open_sums[at].rows > 0) {
          EXPECT_EQ(open_sums[at].amount, above[at]->amount);
        }
        above[at].reset();
        open_sums[at] = {};
      }
    };
    for (const ViewRow& row : rows) {
      close_down_to(row.level - 1U);
      open_sums[row.level - 1].amount += row.figure.amount;
      open_sums[row.level - 1].rows += row.figure.rows;
      above[row.level] = row.figure;
    }
    close_down_to(0);
    EXPECT_EQ(open_sums[0].amount, view.root()->amount);
    EXPECT_EQ(open_sums[0].rows, view.root()->rows);
  }
}

}  // namespace
}  // namespace billfold::split
