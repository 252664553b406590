#include "split/series.h"

#include <gtest/gtest.h>
#include <string>

#include "support/bill_builder.h"
#include "support/split_text.h"

namespace billfold::split {
namespace {

using test::date;
using test::make_bill;
using test::money_column;
using test::text;
using Lines = std::vector<std::string>;

bill::Bill dated_bill() {
  return make_bill({text("Owner"), text("Project"), date("Day"), money_column("Cost")},
                   {{"search", "rank", "2025-01-03", "10"},
                    {"search", "recall", "2025-01-04", "0.5"},
                    {"ads", "bid", "2025-01-03", "-3"},
                    {"ads", "bid", "2025-04-01", "40"},
                    {"video", "cut", "2025-04-02", "1"},
                    {"audio", "cut", "2025-04-02", "2"},
                    {"", "bid", "2025-01-31", "5"},
                    {"search", "rank", "soon", "7"}});
}

// "search: 10.5 0 0 0 7 = 17.5", after a first line of the periods.
Lines text_of(const SeriesTable& table) {
  std::string periods;
  for (const auto& period : table.periods) periods += (periods.empty() ? "" : " ") + period.value_or("-");
  Lines lines{periods};
  const auto add = [&](std::string line, const std::vector<i128>& amounts, i128 total) {
    for (const i128 amount : amounts) line += " " + test::amount_text(amount, table.scale);
    lines.push_back(line + " = " + test::amount_text(total, table.scale));
  };
  for (const Series& series : table.series) {
    const std::string name = series.kind == SeriesKind::group ? series.name
                             : series.kind == SeriesKind::others
                                 ? "(others " + std::to_string(series.groups) + ")"
                             : series.kind == SeriesKind::unassigned ? "(unassigned)"
                                                                     : "(total)";
    add(name + ":", series.amounts, series.total);
  }
  add("sum:", table.totals, table.total);
  return lines;
}

SeriesTable series(const bill::Bill& bill, const plan::Plan& plan, const Path& root, std::string_view grain,
                   std::uint32_t top) {
  Dimensions dimensions(bill);
  Result<SeriesTable> table = series_of(plan, root, grain, top, dimensions);
  EXPECT_TRUE(table.ok()) << sentence_of(table.ok() ? Error{} : table.error());
  return table.ok() ? std::move(*table) : SeriesTable{};
}

TEST(Series, EveryMonthFromFirstToLastHasAColumnAndLinesWithoutADateComeLast) {
  EXPECT_EQ(text_of(series(dated_bill(), {.by = {"Owner", "Project"}}, {}, "month", 0)),
            (Lines{"2025-01 2025-02 2025-03 2025-04 -", "ads: -3 0 0 40 0 = 37",
                   "search: 10.5 0 0 0 7 = 17.5", "audio: 0 0 0 2 0 = 2", "video: 0 0 0 1 0 = 1",
                   "(unassigned): 5 0 0 0 0 = 5", "sum: 12.5 0 0 43 7 = 62.5"}));
}

TEST(Series, TheLargestGroupsStandApartAndTheRestIsOthers) {
  EXPECT_EQ(
      text_of(series(dated_bill(), {.by = {"Owner"}}, {}, "month", 1)),
      (Lines{"2025-01 2025-02 2025-03 2025-04 -", "ads: -3 0 0 40 0 = 37", "(others 3): 10.5 0 0 3 7 = 20.5",
             "(unassigned): 5 0 0 0 0 = 5", "sum: 12.5 0 0 43 7 = 62.5"}));
}

TEST(Series, DaysAreCivilDaysOverTheEndOfAMonth) {
  const bill::Bill bill = make_bill({text("Owner"), date("Day"), money_column("Cost")},
                                    {{"a", "2024-02-28", "1"}, {"a", "2024-03-01", "2"}});
  EXPECT_EQ(text_of(series(bill, {.by = {"Owner"}}, {}, "day", 0)),
            (Lines{"2024-02-28 2024-02-29 2024-03-01", "a: 1 0 2 = 3", "sum: 1 0 2 = 3"}));
}

TEST(Series, DaysFarApartAreNotFilledUp) {
  const bill::Bill bill = make_bill({text("Owner"), date("Day"), money_column("Cost")},
                                    {{"a", "1999-01-01", "1"}, {"a", "2025-01-01", "2"}});
  EXPECT_EQ(series(bill, {.by = {"Owner"}}, {}, "day", 0).periods.size(), 2U);
}

TEST(Series, BelowARootTheGroupsAreThoseOfTheNextLevel) {
  EXPECT_EQ(text_of(series(dated_bill(), {.by = {"Owner", "Project"}}, {"search"}, "month", 0)),
            (Lines{"2025-01 -", "rank: 10 7 = 17", "recall: 0.5 0 = 0.5", "sum: 10.5 7 = 17.5"}));
}

TEST(Series, OfTheInnermostGroupThereIsOnlyTheTotal) {
  EXPECT_EQ(text_of(series(dated_bill(), {.by = {"Owner"}}, {"ads"}, "month", 0)),
            (Lines{"2025-01 2025-02 2025-03 2025-04", "(total): -3 0 0 40 = 37", "sum: -3 0 0 40 = 37"}));
  EXPECT_EQ(text_of(series(dated_bill(), {.by = {"Owner"}, .grain = "month"}, {"ads"}, "month", 0)).size(),
            3U);
}

TEST(Series, TheHighestColumnIsTheOneThatReachesFarthestUpOrDown) {
  const bill::Bill bill =
      make_bill({text("Owner"), date("Day"), money_column("Cost")}, {{"a", "2025-01-01", "10"},
                                                                     {"b", "2025-01-01", "-30"},
                                                                     {"c", "2025-01-01", "15"},
                                                                     {"a", "2025-01-02", "26"}});
  EXPECT_EQ(series(bill, {.by = {"Owner"}}, {}, "day", 0).highest, 30);
}

// Multiples of 1, 2 or 5 with zeros: of 90 those of 20 (of 10 there would be 9), of -20 to 80 the same, of 7 those of 2.
TEST(Series, AnAxisNamesRoundAmountsThatItReaches) {
  const i128 most = money::power_of_ten(38) - 1;
  const i128 fifth = money::power_of_ten(37) * 2;
  const i128 half = money::power_of_ten(37) * 5;
  EXPECT_EQ(round_amounts(0, 90), (std::vector<i128>{0, 20, 40, 60, 80}));
  EXPECT_EQ(round_amounts(-20, 80), (std::vector<i128>{-20, 0, 20, 40, 60, 80}));
  EXPECT_EQ(round_amounts(-7, 0), (std::vector<i128>{-6, -4, -2, 0}));
  EXPECT_EQ(round_amounts(0, 1), (std::vector<i128>{0, 1}));
  EXPECT_EQ(round_amounts(0, 0), (std::vector<i128>{0}));
  EXPECT_EQ(round_amounts(0, most), (std::vector<i128>{0, fifth, fifth * 2, fifth * 3, fifth * 4}));
  EXPECT_EQ(round_amounts(-most, most), (std::vector<i128>{-half, 0, half}));
}

TEST(Series, FiltersApply) {
  EXPECT_EQ(text_of(series(dated_bill(), {.by = {"Owner"}, .filters = {{"Project", {"cut"}, false}}}, {},
                           "month", 0)),
            (Lines{"2025-04", "audio: 2 = 2", "video: 1 = 1", "sum: 3 = 3"}));
}

TEST(Series, PeriodsOfOtherCurrenciesDoNotCount) {
  const bill::Bill bill = make_bill(
      {text("Owner"), date("Day"), test::currency("Currency"), money_column("Cost")},
      {{"a", "2025-01-01", "USD", "1"}, {"a", "2025-01-09", "CNY", "2"}, {"b", "2025-01-02", "USD", "4"}});
  EXPECT_EQ(text_of(series(bill, {.by = {"Owner"}}, {}, "day", 0)),
            (Lines{"2025-01-01 2025-01-02", "b: 0 4 = 4", "a: 1 0 = 1", "sum: 1 4 = 5"}));
}

TEST(Series, ABillWithoutLinesHasNoPeriods) {
  const SeriesTable table =
      series(dated_bill(), {.by = {"Owner"}, .filters = {{"Owner", {"gone"}, false}}}, {}, "month", 0);
  EXPECT_TRUE(table.periods.empty());
  EXPECT_TRUE(table.series.empty());
}

TEST(Series, AWrongGrainPathOrABillWithoutDatesIsAnError) {
  const bill::Bill bill = dated_bill();
  Dimensions dimensions(bill);
  EXPECT_EQ(series_of({.by = {"Owner"}}, {}, "week", 0, dimensions).error().code, Code::bad_request);
  EXPECT_EQ(series_of({.by = {"Owner"}}, {"a", "b"}, "day", 0, dimensions).error().code, Code::bad_request);
  const bill::Bill undated = make_bill({text("Owner"), money_column("Cost")}, {{"a", "1"}});
  Dimensions of_undated(undated);
  EXPECT_EQ(series_of({.by = {"Owner"}}, {}, "day", 0, of_undated).error().code, Code::unknown_dimension);
}

}  // namespace
}  // namespace billfold::split
