#include "split/partial.h"

#include <gtest/gtest.h>
#include <map>
#include <string>

#include "support/big_decimal.h"
#include "support/bill_builder.h"
#include "support/split_text.h"

namespace billfold::split {
namespace {

using test::currency;
using test::date;
using test::error_of;
using test::figure_text;
using test::leaves_text;
using test::make_bill;
using test::money_column;
using test::quantity;
using test::split_of;
using test::tag;
using test::text;
using Lines = std::vector<std::string>;

// Owner, project and environment of eight lines, all amounts different.
bill::Bill team_bill() {
  return make_bill({text("Owner", "owner"), text("Project", "project"), tag("env"), money_column("Payable")},
                   {{"search", "rank", "prod", "400.10"},
                    {"search", "rank", "", "2.05"},
                    {"search", "recall", "prod", "210.282"},
                    {"ads", "bid", "prod", "-20.5"},
                    {"ads", "bid", "test", "7"},
                    {"", "bid", "prod", "1.5"},
                    {"ads", "", "", "0.003"},
                    {"search", "rank", "prod", "0.01"}});
}

TEST(Partial, LinesAreGroupedUnderTheStackInTheOrderOfKeysWithTheUnassignedLast) {
  const Tree tree = split_of(team_bill(), {.by = {"owner", "project", "tag:env"}});
  EXPECT_EQ(leaves_text(tree), (Lines{"ads/bid/prod -20.5 (1)", "ads/bid/test 7 (1)", "ads/-/- 0.003 (1)",
                                      "search/rank/prod 400.11 (2)", "search/rank/- 2.05 (1)",
                                      "search/recall/prod 210.282 (1)", "-/bid/prod 1.5 (1)"}));
  EXPECT_EQ(figure_text(tree.total(), tree.scale), "600.445 (8)");
}

TEST(Partial, EveryOrderOfTheStackHasTheSameTotal) {
  const bill::Bill bill = team_bill();
  for (const std::vector<std::string>& by :
       {std::vector<std::string>{"project", "owner"}, {"tag:env"}, {"Owner", "Payable2"}, {}}) {
    if (by.size() == 2 && by[1] == "Payable2") continue;
    EXPECT_EQ(figure_text(split_of(bill, {.by = by}).total(), 3), "600.445 (8)");
  }
}

TEST(Partial, AStackWithoutLevelsIsTheWholeBill) {
  const Tree tree = split_of(team_bill(), {});
  EXPECT_TRUE(tree.levels.empty());
  EXPECT_EQ(figure_text(tree.total(), tree.scale), "600.445 (8)");
  EXPECT_EQ(figure_text(tree.allocated, tree.scale), "600.445 (8)");
}

TEST(Partial, AHeaderAsItStandsInTheFileIsADimension) {
  const Tree tree = split_of(team_bill(), {.by = {"Project"}});
  EXPECT_EQ(leaves_text(tree),
            (Lines{"bid -12 (3)", "rank 402.16 (3)", "recall 210.282 (1)", "- 0.003 (1)"}));
}

// ---- filters

TEST(Partial, AFilterKeepsLinesWithOneOfItsValues) {
  const Tree tree =
      split_of(team_bill(), {.by = {"project"}, .filters = {{"project", {"bid", "recall"}, false}}});
  EXPECT_EQ(leaves_text(tree), (Lines{"bid -12 (3)", "recall 210.282 (1)"}));
  EXPECT_EQ(figure_text(tree.conservation.excluded, tree.scale), "402.163 (4)");
  EXPECT_EQ(figure_text(tree.conservation.bill, tree.scale), "600.445 (8)");
}

TEST(Partial, AnExcludingFilterLeavesThemOut) {
  const Tree tree =
      split_of(team_bill(), {.by = {"project"}, .filters = {{"project", {"bid", "recall"}, true}}});
  EXPECT_EQ(leaves_text(tree), (Lines{"rank 402.16 (3)", "- 0.003 (1)"}));
}

TEST(Partial, NullInAFilterIsTheLineWithoutAValue) {
  const Tree kept = split_of(team_bill(), {.by = {"owner"}, .filters = {{"tag:env", {std::nullopt}, false}}});
  EXPECT_EQ(leaves_text(kept), (Lines{"ads 0.003 (1)", "search 2.05 (1)"}));
  const Tree left =
      split_of(team_bill(), {.by = {"owner"}, .filters = {{"tag:env", {std::nullopt, "test"}, true}}});
  EXPECT_EQ(leaves_text(left), (Lines{"ads -20.5 (1)", "search 610.392 (3)", "- 1.5 (1)"}));
}

TEST(Partial, FiltersHoldTogether) {
  const Tree tree = split_of(team_bill(), {.by = {"tag:env"},
                                           .filters = {{"owner", {"search", "ads"}, false},
                                                       {"project", {"rank"}, false},
                                                       {"tag:env", {"prod"}, false}}});
  EXPECT_EQ(leaves_text(tree), (Lines{"prod 400.11 (2)"}));
}

TEST(Partial, AFilterValueThatNoLineHasKeepsNothing) {
  const Tree tree = split_of(team_bill(), {.by = {"owner"}, .filters = {{"owner", {"nobody"}, false}}});
  EXPECT_TRUE(tree.levels[0].nodes.empty());
  EXPECT_EQ(figure_text(tree.total(), tree.scale), "0 (0)");
  EXPECT_EQ(figure_text(tree.conservation.excluded, tree.scale), "600.445 (8)");
}

TEST(Partial, BlankWordsStandForNoValueAndCellsOfBlanksToo) {
  const bill::Bill bill = make_bill({text("Team"), money_column("Cost")},
                                    {{"a", "1"}, {"-", "2"}, {"null", "4"}, {"  ", "8"}, {"", "16"}});
  EXPECT_EQ(leaves_text(split_of(bill, {.by = {"Team"}})),
            (Lines{"- 2 (1)", "a 1 (1)", "null 4 (1)", "- 24 (2)"}));
  EXPECT_EQ(leaves_text(split_of(bill, {.by = {"Team"}, .blank_words = {"-", "null"}})),
            (Lines{"a 1 (1)", "- 30 (4)"}));
}

// ---- periods and lines

bill::Bill dated_bill() {
  return make_bill({text("Owner", "owner"), date("Day"), money_column("Cost")}, {{"b", "2025-04-11", "1"},
                                                                                 {"b", "2025-03-31", "2"},
                                                                                 {"a", "2025-04-12", "4"},
                                                                                 {"a", "", "8"},
                                                                                 {"b", "2025-04-30", "16"}});
}

TEST(Partial, ThePeriodGrainIsOneMoreInnermostLevel) {
  const bill::Bill bill = dated_bill();
  EXPECT_EQ(leaves_text(split_of(bill, {.by = {"owner"}, .grain = "month"})),
            (Lines{"a/2025-04 4 (1)", "a/- 8 (1)", "b/2025-03 2 (1)", "b/2025-04 17 (2)"}));
  EXPECT_EQ(
      leaves_text(split_of(bill, {.by = {}, .grain = "day"})),
      (Lines{"2025-03-31 2 (1)", "2025-04-11 1 (1)", "2025-04-12 4 (1)", "2025-04-30 16 (1)", "- 8 (1)"}));
}

TEST(Partial, AGrainThatTheStackHasIsNotRepeated) {
  const Tree tree = split_of(dated_bill(), {.by = {"month", "owner"}, .grain = "month"});
  EXPECT_EQ(tree.levels.size(), 2U);
}

TEST(Partial, LinesComeInTheOrderOfTheFileAndNotOfTheirLetters) {
  std::vector<std::vector<std::string>> rows;
  for (int row = 0; row < 12; ++row)
    rows.push_back({row % 2 == 0 ? "a" : "b", "2025-01-01", std::to_string(row)});
  const Tree tree = split_of(make_bill({text("Owner", "owner"), date("Day"), money_column("Cost")}, rows),
                             {.by = {"owner"}, .grain = "line"});
  EXPECT_EQ(leaves_text(tree),
            (Lines{"a/2 0 (1)", "a/4 2 (1)", "a/6 4 (1)", "a/8 6 (1)", "a/10 8 (1)", "a/12 10 (1)",
                   "b/3 1 (1)", "b/5 3 (1)", "b/7 5 (1)", "b/9 7 (1)", "b/11 9 (1)", "b/13 11 (1)"}));
}

TEST(Partial, LinesOfTheSecondFileComeAfterThoseOfTheFirst) {
  const bill::Bill bill =
      make_bill({text("Owner", "owner"), money_column("Cost")},
                {{{"a", "1"}, 9, 0}, {{"a", "2"}, 10, 0}, {{"a", "4"}, 2, 1}, {{"a", "8"}, 30, 1}}, 2);
  EXPECT_EQ(leaves_text(split_of(bill, {.by = {"line"}})),
            (Lines{"9 1 (1)", "10 2 (1)", "2:2 4 (1)", "2:30 8 (1)"}));
}

TEST(Partial, RowsThatShareALineAreOneGroup) {
  // The items of a JSON list on one line.
  const bill::Bill bill =
      make_bill({text("Owner", "owner"), money_column("Cost")},
                {{{"a", "1"}, 1, 0}, {{"b", "2"}, 1, 0}, {{"a", "4"}, 1, 0}, {{"a", "8"}, 2, 0}});
  EXPECT_EQ(leaves_text(split_of(bill, {.by = {"line", "owner"}})),
            (Lines{"1/a 5 (2)", "1/b 2 (1)", "2/a 8 (1)"}));
}

// ---- amounts

TEST(Partial, EmptyAndRejectedCellsCountAsZeroAndAreCounted) {
  const bill::Bill bill = make_bill({text("Team"), money_column("Cost")},
                                    {{"a", "1.5"}, {"a", ""}, {"b", "1,204.5O"}, {"b", "-2"}});
  const Result<Partial> partial = split::partial(bill, {.by = {"Team"}});
  ASSERT_TRUE(partial.ok());
  EXPECT_EQ(partial->empty, 1U);
  EXPECT_EQ(partial->rejected, 1U);
  const Tree tree = split_of(bill, {.by = {"Team"}});
  EXPECT_EQ(leaves_text(tree), (Lines{"a 1.5 (2)", "b -2 (2)"}));
  EXPECT_EQ(tree.rejected, 1U);
}

TEST(Partial, AnotherMeasureIsNamedByItsHeader) {
  const bill::Bill bill =
      make_bill({text("Team"), money_column("Cost"), money_column("List"), quantity("Count")},
                {{"a", "1.5", "3", "7"}, {"b", "2", "5", "11"}});
  EXPECT_EQ(leaves_text(split_of(bill, {.by = {"Team"}, .measure = "List"})), (Lines{"a 3 (1)", "b 5 (1)"}));
  EXPECT_EQ(leaves_text(split_of(bill, {.by = {"Team"}, .measure = "Count"})),
            (Lines{"a 7 (1)", "b 11 (1)"}));
}

TEST(Partial, AmountsOf28FractionDigitsAddUpToTheLast) {
  const bill::Bill bill =
      make_bill({text("Team"), money_column("Cost")}, {{"a", "1234567.0000000000000000000000000001"},
                                                       {"b", "-0.9999999999999999999999999999"},
                                                       {"a", "0.0000000000000000000000000009"},
                                                       {"b", "7654321"}});
  const Tree tree = split_of(bill, {.by = {"Team"}});
  EXPECT_EQ(leaves_text(tree), (Lines{"a 1234567.000000000000000000000000001 (2)",
                                      "b 7654320.0000000000000000000000000001 (2)"}));
  EXPECT_EQ(figure_text(tree.total(), tree.scale), "8888887.0000000000000000000000000011 (4)");
}

TEST(Partial, SumsLeave64BitsWithoutLosingADigit) {
  std::vector<std::vector<std::string>> rows;
  test::BigDecimal up;
  test::BigDecimal down;
  for (int row = 0; row < 50; ++row) {
    const std::string amount = "9223372036854775" + std::to_string(100 + row);  // close to 2^63
    rows.push_back({"up", amount});
    rows.push_back({"down", "-" + amount});
    up += test::BigDecimal(amount);
    down += test::BigDecimal("-" + amount);
  }
  rows.push_back({"up", "1"});
  up += test::BigDecimal("1");
  const Tree tree = split_of(make_bill({text("Team"), money_column("Cost")}, rows), {.by = {"Team"}});
  EXPECT_EQ(leaves_text(tree), (Lines{"down " + down.text() + " (50)", "up " + up.text() + " (51)"}));
  EXPECT_EQ(figure_text(tree.total(), tree.scale), "1 (101)");
}

TEST(Partial, ASumThatLeaves38DigitsIsAnErrorThatNamesTheLine) {
  const std::string nines(38, '9');
  const bill::Bill bill =
      make_bill({text("Team"), money_column("Cost")}, {{"a", nines}, {"a", "0"}, {"b", "1"}, {"b", "5"}});
  const Error error = error_of(bill, {.by = {"Team"}});
  EXPECT_EQ(error.code, Code::sum_too_large);
  EXPECT_EQ(error.place.line, 4U);
  EXPECT_EQ(error.place.column, 2U);
  EXPECT_EQ(sentence_of(error), "The sum of column \"Cost\" leaves 38 digits at line 4.");
}

// ---- sizes

TEST(Partial, ABillWithoutRowsSplitsIntoNothing) {
  const Tree tree =
      split_of(make_bill({text("Team"), money_column("Cost")}, std::vector<std::vector<std::string>>{}),
               {.by = {"Team", "line"}});
  EXPECT_EQ(tree.levels.size(), 2U);
  EXPECT_TRUE(tree.levels[1].nodes.empty());
  EXPECT_EQ(figure_text(tree.total(), tree.scale), "0 (0)");
}

TEST(Partial, OneRowIsOneLeaf) {
  const Tree tree =
      split_of(make_bill({text("Team"), money_column("Cost")}, {{"a", "-0.07"}}), {.by = {"Team"}});
  EXPECT_EQ(leaves_text(tree), (Lines{"a -0.07 (1)"}));
}

// What a slow map says the leaves are, with "-" for no value; to be compared as sets of texts.
std::map<std::string, std::string> slow_leaves(const std::vector<std::vector<std::string>>& rows,
                                               std::size_t levels) {
  std::map<std::string, std::pair<test::BigDecimal, int>> groups;
  for (const std::vector<std::string>& row : rows) {
    std::string key;
    for (std::size_t at = 0; at < levels; ++at)
      key += (at > 0 ? "/" : "") + (row[at].empty() ? "-" : row[at]);
    groups[key].first += test::BigDecimal(row[levels]);
    ++groups[key].second;
  }
  std::map<std::string, std::string> texts;
  for (const auto& [key, group] : groups)
    texts[key] = group.first.text() + " (" + std::to_string(group.second) + ")";
  return texts;
}

std::map<std::string, std::string> leaves_by_key(const Tree& tree) {
  std::map<std::string, std::string> texts;
  const std::vector<Node>& nodes = tree.levels.back().nodes;
  for (std::uint32_t node = 0; node < nodes.size(); ++node) {
    texts[test::path_text(tree.path_of(tree.levels.size() - 1, node))] =
        figure_text({nodes[node].amount, nodes[node].rows}, tree.scale);
  }
  return texts;
}

TEST(Partial, SixLevelsWithMoreKeysThan64BitsHoldAddUp) {
  // 4000 to the sixth is 4 x 10^21.
  std::vector<std::vector<std::string>> rows;
  for (std::uint32_t row = 0; row < 8000; ++row) {
    const auto value = [&](std::uint32_t factor) { return "v" + std::to_string(row * factor % 4001); };
    rows.push_back({value(1), value(7), row % 3 == 0 ? "" : value(11), value(13), value(17), value(19),
                    std::to_string(row) + "." + std::to_string(row % 97)});
    if (row % 2 == 0) rows.push_back(rows.back());
  }
  const bill::Bill bill = make_bill(
      {text("A"), text("B"), text("C"), text("D"), text("E"), text("F"), money_column("Cost")}, rows);
  const Tree tree = split_of(bill, {.by = {"A", "B", "C", "D", "E", "F"}});
  EXPECT_EQ(leaves_by_key(tree), slow_leaves(rows, 6));
  EXPECT_EQ(tree.conservation.levels.size(), 6U);
}

TEST(Partial, ThreeHundredThousandValuesAreEachTheirOwnGroup) {
  std::vector<std::vector<std::string>> rows;
  for (std::uint32_t row = 0; row < 300000; ++row) {
    rows.push_back({"arn:of:resource:" + std::to_string(row * 7919U % 300007U),
                    "k" + std::to_string(row % 40),
                    std::to_string(row % 1000) + ".0" + std::to_string(row % 7)});
  }
  const bill::Bill bill = make_bill({text("Resource", "resource"), text("Kind"), money_column("Cost")}, rows);
  const Tree tree = split_of(bill, {.by = {"Kind", "resource"}});
  for (std::vector<std::string>& row : rows) std::swap(row[0], row[1]);
  EXPECT_EQ(leaves_by_key(tree), slow_leaves(rows, 2));
  const std::vector<Node>& nodes = tree.levels[1].nodes;
  for (std::uint32_t node = 1; node < nodes.size(); ++node) {
    if (nodes[node].parent == nodes[node - 1].parent) {
      ASSERT_LT(tree.levels[1].name_of(nodes[node - 1]), tree.levels[1].name_of(nodes[node]));
    }
  }
}

// ---- currencies

bill::Bill mixed_bill() {
  return make_bill({text("Team"), currency("Currency"), money_column("Cost"), quantity("Count")},
                   {{"a", "USD", "1", "10"},
                    {"a", "CNY", "2", "20"},
                    {"b", "CNY", "4", "40"},
                    {"b", "", "8", "80"},
                    {"c", "EUR", "16", "160"}});
}

TEST(Partial, OneCurrencyIsSplitAtATimeTheOneWithMostLinesFirst) {
  const Tree tree = split_of(mixed_bill(), {.by = {"Team"}});
  EXPECT_EQ(tree.currency, "CNY");
  EXPECT_EQ(leaves_text(tree), (Lines{"a 2 (1)", "b 4 (1)"}));
  EXPECT_EQ(figure_text(tree.conservation.bill, 0), "6 (2)");
}

TEST(Partial, TheOtherCurrenciesAreNamedAndCountedAndNeverAdded) {
  const Tree tree = split_of(mixed_bill(), {.by = {"Team"}});
  ASSERT_EQ(tree.other_currencies.size(), 3U);
  EXPECT_EQ(tree.other_currencies[0].code, "EUR");
  EXPECT_EQ(figure_text(tree.other_currencies[0].figure, 0), "16 (1)");
  EXPECT_EQ(tree.other_currencies[1].code, "USD");
  EXPECT_EQ(tree.other_currencies[2].code, std::nullopt);
  EXPECT_EQ(figure_text(tree.other_currencies[2].figure, 0), "8 (1)");
}

TEST(Partial, ThePlanChoosesTheCurrency) {
  const Tree tree =
      split_of(mixed_bill(), {.by = {"Team"}, .filters = {{"Team", {"a", "c"}, false}}, .currency = "EUR"});
  EXPECT_EQ(tree.currency, "EUR");
  EXPECT_EQ(leaves_text(tree), (Lines{"c 16 (1)"}));
  EXPECT_EQ(figure_text(tree.conservation.excluded, 0), "0 (0)");
  EXPECT_EQ(tree.other_currencies.size(), 3U);
}

TEST(Partial, ACurrencyThatNoLineIsInIsAnEmptySplit) {
  const Tree tree = split_of(mixed_bill(), {.by = {"Team"}, .currency = "JPY"});
  EXPECT_EQ(tree.currency, "JPY");
  EXPECT_EQ(figure_text(tree.total(), 0), "0 (0)");
  EXPECT_EQ(tree.other_currencies.size(), 4U);
}

TEST(Partial, LinesWithoutACurrencyBelongToTheOnlyOneThatTheBillHas) {
  const bill::Bill bill = make_bill({text("Team"), currency("Currency"), money_column("Cost")},
                                    {{"b", "USD", "1"}, {"a", "", "2"}, {"b", "", "4"}, {"c", "USD", "8"}});
  for (const std::string wanted : {"", "USD"}) {
    const Tree tree = split_of(bill, {.by = {"Team"}, .currency = wanted});
    EXPECT_EQ(tree.currency, "USD");
    EXPECT_EQ(leaves_text(tree), (Lines{"a 2 (1)", "b 5 (2)", "c 8 (1)"}));
    EXPECT_TRUE(tree.other_currencies.empty());
  }
  const Tree other = split_of(bill, {.by = {"Team"}, .currency = "CNY"});
  EXPECT_EQ(figure_text(other.total(), 0), "0 (0)");
}

TEST(Partial, ABillWithoutCurrenciesIsSplitUnderAnyThatThePlanNames) {
  const Tree tree = split_of(team_bill(), {.by = {"owner"}, .currency = "CNY"});
  EXPECT_EQ(tree.currency, "CNY");
  EXPECT_EQ(figure_text(tree.total(), 3), "600.445 (8)");
}

TEST(Partial, OfAsManyLinesTheFirstCodeIsTaken) {
  const bill::Bill bill = make_bill({text("Team"), currency("Currency"), money_column("Cost")},
                                    {{"a", "USD", "1"}, {"a", "CNY", "2"}});
  EXPECT_EQ(split_of(bill, {.by = {"Team"}}).currency, "CNY");
}

TEST(Partial, AQuantityHasNoCurrencyUnlessThePlanAsksForOne) {
  EXPECT_EQ(figure_text(split_of(mixed_bill(), {.measure = "Count"}).total(), 0), "310 (5)");
  EXPECT_EQ(split_of(mixed_bill(), {.measure = "Count"}).currency, "");
  EXPECT_EQ(figure_text(split_of(mixed_bill(), {.measure = "Count", .currency = "CNY"}).total(), 0),
            "60 (2)");
}

// ---- errors

TEST(Partial, AMeasureThatIsNoColumnIsAnErrorThatNamesWhatThereIs) {
  const Error error = error_of(mixed_bill(), {.by = {"Team"}, .measure = "Kost"});
  EXPECT_EQ(error.code, Code::unknown_measure);
  EXPECT_EQ(sentence_of(error), "There is no column \"Kost\" in this bill. Amount columns: Cost, Count.");
}

TEST(Partial, AColumnOfTextIsNoMeasure) {
  const Error error = error_of(mixed_bill(), {.by = {"Team"}, .measure = "Team"});
  EXPECT_EQ(error.code, Code::not_an_amount);
  EXPECT_EQ(sentence_of(error),
            "Column \"Team\" holds no amount of at most 38 digits (first: \"a\"). Choose another.");
}

TEST(Partial, AnAmountColumnThatHoldsOnlyWordsIsNoMeasure) {
  const bill::Bill bill =
      make_bill({text("Team"), money_column("Cost")}, {{"a", "lots"}, {"b", ""}, {"c", "few"}});
  const Error error = error_of(bill, {.by = {"Team"}});
  EXPECT_EQ(error.code, Code::not_an_amount);
  EXPECT_EQ(error.values.back().second, "lots");
}

TEST(Partial, AnEmptyAmountColumnIsAMeasureOfZero) {
  const bill::Bill bill = make_bill({text("Team"), money_column("Cost")}, {{"a", ""}, {"b", ""}});
  EXPECT_EQ(leaves_text(split_of(bill, {.by = {"Team"}})), (Lines{"a 0 (1)", "b 0 (1)"}));
}

TEST(Partial, ABillWithoutAnAmountColumnHasNoMeasure) {
  const bill::Bill bill = make_bill({text("Team")}, {{"a"}});
  EXPECT_EQ(error_of(bill, {.by = {"Team"}}).code, Code::no_amount_column);
}

TEST(Partial, AMeasureThatWasNotStoredCanBeReadLater) {
  bill::Bill bill = make_bill({text("Team"), money_column("Cost")}, {{"a", "1"}});
  bill.columns[1].amount.reset();
  EXPECT_EQ(error_of(bill, {.by = {"Team"}}).code, Code::column_not_read);
}

TEST(Partial, AnUnknownDimensionInStackOrFilterIsAnError) {
  EXPECT_EQ(error_of(mixed_bill(), {.by = {"Tean"}}).code, Code::unknown_dimension);
  EXPECT_EQ(error_of(mixed_bill(), {.by = {"Team"}, .filters = {{"tag:env", {"prod"}, false}}}).code,
            Code::unknown_dimension);
}

TEST(Partial, AnUnknownGrainIsAnError) {
  const Error error = error_of(mixed_bill(), {.by = {"Team"}, .grain = "week"});
  EXPECT_EQ(error.code, Code::bad_plan);
}

// ---- shards

Partial partial_of(const bill::Bill& bill, const plan::Plan& plan,
                   MissingTag missing = MissingTag::is_an_error) {
  Result<Partial> partial = split::partial(bill, plan, missing);
  EXPECT_TRUE(partial.ok());
  return partial.ok() ? std::move(*partial) : Partial{};
}

TEST(Partial, ShardsOfDifferentValuesAndScalesMergeToTheWhole) {
  const std::vector<test::TestColumn> columns = {text("Team"), currency("Currency"), money_column("Cost")};
  const bill::Bill first = make_bill(columns, {{"b", "USD", "1.5"}, {"d", "CNY", "2"}, {"", "USD", "-4"}});
  const bill::Bill second =
      make_bill(columns, {{"a", "USD", "8.0001"}, {"b", "USD", "16"}, {"c", "EUR", "32"}});
  const plan::Plan plan{.by = {"Team"}};
  const Result<Partial> merged = merge(partial_of(first, plan), partial_of(second, plan));
  ASSERT_TRUE(merged.ok());
  const Result<Tree> tree = finish(*merged);
  ASSERT_TRUE(tree.ok());
  EXPECT_EQ(tree->currency, "USD");
  EXPECT_EQ(leaves_text(*tree), (Lines{"a 8.0001 (1)", "b 17.5 (2)", "- -4 (1)"}));
  EXPECT_EQ(tree->other_currencies.size(), 2U);
  EXPECT_TRUE(tree->conservation.holds());
}

TEST(Partial, AShardThatLacksATagKeyHasNoValueForIt) {
  const bill::Bill without = make_bill({text("Team"), money_column("Cost")}, {{"a", "1"}});
  const bill::Bill with = make_bill({text("Team"), money_column("Cost"), tag("env")}, {{"a", "2", "prod"}});
  const plan::Plan plan{.by = {"tag:env"}, .filters = {{"tag:env", {"test"}, true}}};
  const Result<Partial> merged =
      merge(partial_of(without, plan, MissingTag::has_no_value), partial_of(with, plan));
  ASSERT_TRUE(merged.ok());
  const Result<Tree> tree = finish(*merged);
  ASSERT_TRUE(tree.ok());
  EXPECT_EQ(leaves_text(*tree), (Lines{"prod 2 (1)", "- 1 (1)"}));
}

TEST(Partial, APartialOfAnotherPlanIsRefused) {
  const bill::Bill bill = mixed_bill();
  const Partial by_team = partial_of(bill, {.by = {"Team"}});
  EXPECT_FALSE(merge(by_team, partial_of(bill, {.by = {"Currency"}})).ok());
  EXPECT_FALSE(merge(by_team, partial_of(bill, {.by = {"Team"}, .measure = "Count"})).ok());
  EXPECT_FALSE(merge(by_team, partial_of(bill, {.by = {"Team"}, .currency = "USD"})).ok());
}

TEST(Partial, AMergedSumThatLeaves38DigitsIsAnError) {
  const bill::Bill bill = make_bill({text("Team"), money_column("Cost")}, {{"a", std::string(38, '9')}});
  const Partial partial = partial_of(bill, {.by = {"Team"}});
  const Result<Partial> merged = merge(partial, partial);
  ASSERT_FALSE(merged.ok());
  EXPECT_EQ(merged.error().code, Code::sum_too_large);
}

TEST(Partial, ItsBytesGiveItBack) {
  const Partial partial = partial_of(team_bill(), {.by = {"owner", "tag:env", "line"}});
  const std::string bytes = to_bytes(partial);
  const Result<Partial> back = from_bytes(bytes);
  ASSERT_TRUE(back.ok());
  EXPECT_EQ(to_bytes(*back), bytes);
  const Result<Tree> tree = finish(*back);
  ASSERT_TRUE(tree.ok());
  EXPECT_EQ(leaves_text(*tree), leaves_text(split_of(team_bill(), {.by = {"owner", "tag:env", "line"}})));
}

TEST(Partial, BytesThatAreCutOrChangedAreRefusedOrHarmless) {
  const std::string bytes = to_bytes(partial_of(team_bill(), {.by = {"owner", "tag:env"}}));
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    EXPECT_FALSE(from_bytes(std::string_view(bytes).substr(0, length)).ok());
  }
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 0x55);
    const Result<Partial> partial = from_bytes(changed);
    if (partial) static_cast<void>(finish(*partial));
  }
  EXPECT_FALSE(from_bytes(bytes + "x").ok());
}

}  // namespace
}  // namespace billfold::split
