#include "split/lint.h"

#include <gtest/gtest.h>

#include "support/bill_builder.h"
#include "support/split_text.h"

namespace billfold::split {
namespace {

using test::currency;
using test::date;
using test::make_bill;
using test::money_column;
using test::tag;
using test::text;
using Lines = std::vector<std::string>;

// "duplicate_lines: 4 | 1.5 (1)"
Lines findings_of(const bill::Bill& bill, const plan::Plan& plan = {}) {
  Dimensions dimensions(bill);
  const Result<Lint> found = lint(plan, dimensions);
  EXPECT_TRUE(found.ok()) << (found ? "" : sentence_of(found.error()));
  if (!found) return {};
  Lines lines;
  for (const Finding& finding : found->findings) {
    std::string line(name_of(finding.concern));
    if (!finding.dimension.empty()) line += " " + finding.dimension;
    line += ":";
    for (const std::string& value : finding.values) line += " " + value;
    line += " | ";
    line += finding.has_amount ? test::figure_text(finding.figure, found->scale + finding.more_digits)
                               : "(" + std::to_string(finding.figure.rows) + ")";
    for (const SumInCurrency& sum : finding.sums)
      line += "; " + (sum.code.empty() ? "-" : sum.code) + " " + test::figure_text(sum.figure, found->scale);
    if (!finding.day.empty()) line += "; a day as " + finding.day;
    for (const std::string& month : finding.months) line += "; not " + month;
    for (const std::string& named : finding.remedy.lines) line += "; omit " + named;
    for (const std::string& file : finding.remedy.files) line += "; omit file " + file;
    lines.push_back(std::move(line));
  }
  return lines;
}

plan::Plan by(std::vector<std::string> levels) {
  plan::Plan plan;
  plan.by = std::move(levels);
  return plan;
}

TEST(Lint, ALineThatIsThereTwiceIsFoundWithWhatItCosts) {
  const bill::Bill bill =
      make_bill({text("Team"), money_column("Cost")},
                {{"ads", "1.5"}, {"lab", "1.5"}, {"ads", "1.5"}, {"ads", "1.50"}, {"ads", "2"}, {"", ""}});
  EXPECT_EQ(findings_of(bill), (Lines{"duplicate_lines: 4 5 | 3 (2); omit 4; omit 5"}));
}

TEST(Lint, LinesThatAFilterLeavesOutAreNotLookedAt) {
  const bill::Bill bill =
      make_bill({text("Team"), money_column("Cost")}, {{"ads", "1.5"}, {"ads", "1.5"}, {"lab", "1"}});
  plan::Plan plan;
  plan.filters = {{"line", {"3"}, true}};
  EXPECT_EQ(findings_of(bill, plan), (Lines{}));
}

TEST(Lint, LinesThatThePlanOmitsAreNotLookedAt) {
  const bill::Bill bill =
      make_bill({text("Team"), money_column("Cost")}, {{"ads", "1.5"}, {"ads", "1.5"}, {"lab", "1"}});
  plan::Plan plan;
  plan.omitted.lines = {"3"};
  EXPECT_EQ(findings_of(bill, plan), (Lines{}));
}

TEST(Lint, LinesOfWhichOneLineOfTheFileHasOthersTooAreNotLeftOutByIt) {
  // A file that is one long line: without it, all would be gone.
  const bill::Bill bill = make_bill({text("Team"), money_column("Cost")},
                                    {test::TestRow{{"ads", "1.5"}, 1}, test::TestRow{{"ads", "1.5"}, 1}});
  EXPECT_EQ(findings_of(bill), (Lines{"duplicate_lines: 1 | 1.5 (1)"}));
}

TEST(Lint, LinesWhoseAmountCouldNotBeReadAreNoDuplicates) {
  const bill::Bill bill =
      make_bill({text("Team"), money_column("Cost")}, {{"ads", "1.O"}, {"ads", "2.O"}, {"ads", "1"}});
  EXPECT_EQ(findings_of(bill), (Lines{}));
}

// A machine that is charged by stretches of days; each line its own amount.
bill::Bill stretches(std::vector<std::vector<std::string>> rows) {
  return make_bill({text("Machine", "resource"), text("Kind", "charge_type"), date("Begin"),
                    text("End", "end_date"), money_column("Cost")},
                   std::move(rows));
}

TEST(Lint, ALineThatBeginsBeforeAnotherOfItsChargeEnds) {
  // The second begins on the last day of the first; the third when the second has ended; the fourth lies within it. The
  // first stands on line 2.
  EXPECT_EQ(findings_of(stretches({{"vm-1", "use", "2025-04-01", "2025-04-10", "1"},
                                   {"vm-1", "use", "2025-04-10", "2025-04-20", "20"},
                                   {"vm-1", "use", "2025-04-21", "2025-04-30", "300"},
                                   {"vm-1", "use", "2025-04-23", "2025-04-24", "4000"}})),
            (Lines{"overlapping_periods: 3 5 | 4020 (2); omit 3; omit 5"}));
}

TEST(Lint, PeriodsThatTouchAreOfOtherChargesOrAreTheSameDoNotOverlap) {
  EXPECT_EQ(findings_of(stretches({{"vm-1", "use", "2025-04-01 00:00:00", "2025-04-01 01:00:00", "1"},
                                   {"vm-1", "use", "2025-04-01 01:00:00", "2025-04-01 02:00:00", "2"},
                                   {"vm-1", "use", "2025-04-01 01:00:00", "2025-04-01 02:00:00", "3"},
                                   {"vm-1", "tax", "2025-04-01 00:30:00", "2025-04-01 01:30:00", "4"},
                                   {"vm-2", "use", "2025-04-01 00:30:00", "2025-04-01 01:30:00", "5"},
                                   {"", "use", "2025-04-01 00:00:00", "2025-04-30 00:00:00", "6"},
                                   {"", "use", "2025-04-02 00:00:00", "2025-04-30 00:00:00", "7"}})),
            (Lines{}));
}

TEST(Lint, ALongLineIsHeldAgainstAllThatBeginWithinIt) {
  // The month's line stays the one that ends last, whatever ended before it in between.
  EXPECT_EQ(findings_of(stretches({{"vm-1", "use", "2025-04-01", "2025-04-30", "1"},
                                   {"vm-1", "use", "2025-04-02", "2025-04-02", "20"},
                                   {"vm-1", "use", "2025-04-03", "2025-04-03", "300"}})),
            (Lines{"overlapping_periods: 3 4 | 320 (2); omit 3; omit 4"}));
}

TEST(Lint, APeriodOfFocusEndsBeforeItsEnd) {
  bill::Bill bill = stretches({{"vm-1", "use", "2025-04-01", "2025-04-02", "1"},
                               {"vm-1", "use", "2025-04-02", "2025-04-03", "2"},
                               {"vm-1", "use", "2025-04-03", "2025-04-05", "4"},
                               {"vm-1", "use", "2025-04-04", "2025-04-06", "8"}});
  bill.family = "focus";
  EXPECT_EQ(findings_of(bill), (Lines{"overlapping_periods: 5 | 8 (1); omit 5"}));
}

TEST(Lint, DaysWithoutALineBetweenTheFirstAndTheLast) {
  const bill::Bill bill = make_bill({date("Day"), money_column("Cost")}, {{"2025-03-30", "1"},
                                                                          {"2025-03-31", "2"},
                                                                          {"2025-04-02", "3"},
                                                                          {"2025-04-05", "4"},
                                                                          {"2025-04-06", "5"}});
  // Of 1, 2, 3, 4, 5 the third is in the middle: 3 x 3. March lacks no day, April lacks three.
  EXPECT_EQ(findings_of(bill), (Lines{"missing_days: 2025-04-01 2025-04-03..2025-04-04 | 9 (3); - 3 (1); "
                                      "a day as 2025-04-02; not 2025-04"}));
  plan::Plan march;
  march.filters = {{"month", {"2025-04"}, true}};
  EXPECT_EQ(findings_of(bill, march), (Lines{}));
}

// A bill of these days of April, each at its own cost: the 7th costs 7.
bill::Bill days_of_april(std::vector<int> days) {
  std::vector<std::vector<std::string>> rows;
  for (const int day : days)
    rows.push_back({(day < 10 ? "2025-04-0" : "2025-04-") + std::to_string(day), std::to_string(day)});
  return make_bill({date("Day"), money_column("Cost")}, std::move(rows));
}

TEST(Lint, AHoleInDailyLinesIsFoundHoweverLargeItIs) {
  // 22 days; of 1 2 3 4 5 28 29 30 the fourth and the fifth are in the middle, and 4 is the smaller: 22 x 4.
  EXPECT_EQ(findings_of(days_of_april({1, 2, 3, 4, 5, 28, 29, 30})),
            (Lines{"missing_days: 2025-04-06..2025-04-27 | 88 (22); - 4 (1); a day as 2025-04-04"}));
  EXPECT_EQ(findings_of(days_of_april({1, 2, 3, 29, 30})),
            (Lines{"missing_days: 2025-04-04..2025-04-28 | 75 (25); - 3 (1); a day as 2025-04-03"}));
}

TEST(Lint, ABillOfSingleOrdersMissesNoDays) {
  EXPECT_EQ(findings_of(days_of_april({1, 2, 9, 17, 18, 30})), (Lines{}));
  EXPECT_EQ(findings_of(days_of_april({1, 2, 29, 30})), (Lines{}));
  EXPECT_EQ(findings_of(days_of_april({4, 11, 18, 25})), (Lines{}));
  EXPECT_EQ(findings_of(days_of_april({3, 28})), (Lines{}));
  EXPECT_EQ(findings_of(days_of_april({3})), (Lines{}));
}

TEST(Lint, AMonthWithoutAnyLineIsMissingAndNothingCanBeLeftOutForIt) {
  const bill::Bill bill = make_bill({date("Day"), money_column("Cost")}, {{"2025-03-29", "1"},
                                                                          {"2025-03-30", "2"},
                                                                          {"2025-03-31", "3"},
                                                                          {"2025-05-01", "4"},
                                                                          {"2025-05-02", "5"}});
  EXPECT_EQ(findings_of(bill),
            (Lines{"missing_days: 2025-04-01..2025-04-30 | 90 (30); - 3 (1); a day as 2025-03-31"}));
}

TEST(Lint, ADayWithinThePeriodOfAChargeLacksNoLine) {
  const auto findings = [](std::string end) {
    return findings_of(make_bill({date("Begin"), text("End", "end_date"), money_column("Cost")},
                                 {{"2025-04-01", "2025-04-01", "1"},
                                  {"2025-04-02", std::move(end), "2"},
                                  {"2025-04-03", "2025-04-03", "3"},
                                  {"2025-04-05", "2025-04-05", "4"}}));
  };
  EXPECT_EQ(findings("2025-04-05"), (Lines{}));
  EXPECT_EQ(findings("2025-04-05 00:00:00"), (Lines{}));
  EXPECT_EQ(findings("2025-04-02"),
            (Lines{"missing_days: 2025-04-04 | 2 (1); - 2 (1); a day as 2025-04-02"}));
  // A fee of a month runs beside the daily lines.
  EXPECT_EQ(findings("2025-05-01"),
            (Lines{"missing_days: 2025-04-04 | 2 (1); - 2 (1); a day as 2025-04-02"}));
}

TEST(Lint, ALongPeriodThatStandsAloneCoversItsDays) {
  EXPECT_EQ(findings_of(make_bill({date("Begin"), text("End", "end_date"), money_column("Cost")},
                                  {{"2025-04-01", "2025-04-01", "1"},
                                   {"2025-04-02", "2025-04-20", "2"},
                                   {"2025-04-21", "2025-04-21", "3"},
                                   {"2025-04-22", "2025-04-22", "4"}})),
            (Lines{}));
}

TEST(Lint, ADayWhoseLinesAreOfAnotherCurrencyOrAreLeftOutLacksNone) {
  const bill::Bill bill = make_bill({date("Day"), currency("Currency"), text("Team"), money_column("Cost")},
                                    {{"2025-04-01", "CNY", "ads", "1"},
                                     {"2025-04-02", "USD", "ads", "2"},
                                     {"2025-04-03", "CNY", "lab", "3"},
                                     {"2025-04-04", "CNY", "ads", "4"},
                                     {"2025-04-06", "CNY", "ads", "5"}});
  plan::Plan plan;
  plan.currency = "CNY";
  // Of 1, 3, 4 and 5 yuan 3 and 4 are in the middle; of ads alone, 1, 4 and 5.
  EXPECT_EQ(findings_of(bill, plan),
            (Lines{"missing_days: 2025-04-05 | 3 (1); CNY 3 (1); a day as 2025-04-03"}));
  plan.filters = {{"Team", {"ads"}, false}};
  EXPECT_EQ(findings_of(bill, plan),
            (Lines{"missing_days: 2025-04-05 | 4 (1); CNY 4 (1); a day as 2025-04-04"}));
  // What is looked at ends before the day without a line.
  plan.filters = {{"Team", {"lab"}, false}};
  EXPECT_EQ(findings_of(bill, plan), (Lines{}));
}

TEST(Lint, ABillOfMonthsMissesNoDays) {
  const bill::Bill bill =
      make_bill({date("Day"), money_column("Cost")}, {{"2025-03-01", "1"}, {"2025-04-01", "2"}});
  EXPECT_EQ(findings_of(bill), (Lines{}));
  const bill::Bill months =
      make_bill({date("Month"), money_column("Cost")}, {{"2025-03", "1"}, {"2025-05", "2"}});
  EXPECT_EQ(findings_of(months), (Lines{}));
}

TEST(Lint, TwoFilesWithTheSameAccountOnTheSameDay) {
  const std::vector<test::TestColumn> columns = {text("Owner", "owner"), date("Day"), money_column("Cost")};
  const bill::Bill bill = make_bill(columns,
                                    {{.cells = {"a", "2025-04-01", "1"}, .file = 0},
                                     {.cells = {"b", "2025-04-01", "2"}, .file = 0},
                                     {.cells = {"a", "2025-04-01", "4"}, .file = 1},
                                     {.cells = {"a", "2025-04-02", "8"}, .file = 1},
                                     {.cells = {"c", "2025-04-01", "16"}, .file = 1}},
                                    2);
  EXPECT_EQ(findings_of(bill), (Lines{"overlapping_files: bill-1.csv bill-2.csv | 4 (1); omit 2:2"}));
}

TEST(Lint, AFileThatLiesWhollyOnTheDaysOfAnotherIsLeftOutAsAWhole) {
  const bill::Bill bill = make_bill({text("Owner", "owner"), date("Day"), money_column("Cost")},
                                    {{.cells = {"a", "2025-04-01", "1"}, .file = 0},
                                     {.cells = {"b", "2025-04-01", "2"}, .file = 0},
                                     {.cells = {"a", "2025-04-01", "4"}, .file = 1},
                                     {.cells = {"b", "2025-04-01", "8"}, .file = 1}},
                                    2);
  EXPECT_EQ(findings_of(bill), (Lines{"overlapping_files: bill-1.csv bill-2.csv | 12 (2); omit file 2"}));
  plan::Plan plan;
  plan.omitted.files = {"2"};
  EXPECT_EQ(findings_of(bill, plan), (Lines{}));
}

// -1.5 and 2.5 have no owner: a rule takes both, or those of one region.
TEST(Lint, AmountsWithoutAValueThatARuleSharesOutAreNotFoundAgain) {
  const bill::Bill bill = make_bill({text("Owner", "owner"), text("Region"), money_column("Cost")},
                                    {{"a", "eu", "10"}, {"", "eu", "2.5"}, {"", "us", "-1.5"}});
  plan::Plan plan = by({"owner"});
  plan.shared = {{.name = "Nobody",
                  .source = {.op = "empty", .dimension = "owner"},
                  .dimension = "owner",
                  .method = "proportional"}};
  EXPECT_EQ(findings_of(bill, plan), (Lines{}));
  // In the region us nobody is there to take it: it stays, and is found.
  plan.shared[0].partitions = {"Region"};
  EXPECT_EQ(findings_of(bill, plan), (Lines{"without_value owner: | -1.5 (1)"}));
  // A rule about other lines takes none of these.
  plan.shared[0].partitions = {};
  plan.shared[0].source = {.op = "is", .dimension = "owner", .values = {"b"}};
  EXPECT_EQ(findings_of(bill, plan), (Lines{"without_value owner: | 1 (2)"}));
}

TEST(Lint, AnAmountWithoutAValueOnALevelOfThePlan) {
  const bill::Bill bill =
      make_bill({text("Owner", "owner"), text("Project", "project"), money_column("Cost")},
                {{"a", "x", "1"}, {"", "y", "2.5"}, {"", "z", "0"}, {"b", "", "-4"}});
  EXPECT_EQ(findings_of(bill, by({"owner", "project"})),
            (Lines{"without_value project: | -4 (1)", "without_value owner: | 2.5 (1)"}));
}

// The default stack leaves out what has one value, and a split by day asks nobody's name.
TEST(Lint, AnAmountWithoutAnOwnerIsFoundWhateverTheBillIsSplitBy) {
  const bill::Bill bill =
      make_bill({text("SubAccountId", "owner"), text("ServiceName", "product"), date("ChargePeriodStart"),
                 currency("BillingCurrency"), money_column("BilledCost")},
                {{"a", "vm", "2025-04-01", "USD", "10"},
                 {"a", "db", "2025-04-02", "USD", "20"},
                 {"", "vm", "2025-04-03", "USD", "70"}});
  for (const plan::Plan& plan : {by({}), by({"product"}), by({"day"})})
    EXPECT_EQ(findings_of(bill, plan), (Lines{"without_value owner: | 70 (1)"}));
  plan::Plan shared = by({"product"});
  shared.shared = {{.name = "Nobody",
                    .source = {.op = "empty", .dimension = "owner"},
                    .dimension = "owner",
                    .method = "proportional"}};
  EXPECT_EQ(findings_of(bill, shared), (Lines{}));
}

// A plan may name the field by its header.
TEST(Lint, AColumnThatIsALevelAndAnOwnerIsFoundOnce) {
  const bill::Bill bill =
      make_bill({text("Account", "owner"), money_column("Cost")}, {{"a", "1"}, {"", "2"}});
  EXPECT_EQ(findings_of(bill, by({"Account"})), (Lines{"without_value Account: | 2 (1)"}));
}

TEST(Lint, TagsAndColumnsThatNameWhoAnswersAreLookedAtToo) {
  const bill::Bill bill = make_bill({text("Account", "owner"), tag("user:CostCenter"), tag("env"),
                                     text("x_TeamName"), text("Note"), money_column("Cost")},
                                    {{"a", "CC-1", "prod", "ads", "x", "1"},
                                     {"a", "", "", "ads", "", "20"},
                                     {"b", "CC-2", "", "", "", "300"}});
  EXPECT_EQ(findings_of(bill),
            (Lines{"without_value x_TeamName: | 300 (1)", "without_value tag:user:CostCenter: | 20 (1)"}));
}

TEST(Lint, WhereNobodyAnswersWhoUsedItIsAsked) {
  const std::vector<std::vector<std::string>> rows = {{"a", "k1", "1"}, {"b", "", "2"}};
  EXPECT_EQ(
      findings_of(make_bill({text("Space", "workspace"), text("Key", "key"), money_column("Cost")}, rows)),
      (Lines{"without_value key: | 2 (1)"}));
  EXPECT_EQ(findings_of(make_bill({text("Owner", "owner"), text("Key", "key"), money_column("Cost")}, rows)),
            (Lines{}));
}

// Every line of 1200 stands there twice: the second time behind all, or behind itself.
TEST(Lint, AnyNumberOfDuplicatesIsLeftOut) {
  std::vector<std::vector<std::string>> once;
  std::vector<std::vector<std::string>> pairs;
  for (int number = 1; number <= 1200; ++number) {
    once.push_back({std::to_string(number), "1"});
    for (int time = 0; time < 2; ++time) pairs.push_back(once.back());
  }
  std::vector<std::vector<std::string>> twice = once;
  twice.insert(twice.end(), once.begin(), once.end());
  plan::Plan plan;
  for (const auto& [rows, names] : {std::pair(twice, std::size_t{1}), std::pair(pairs, std::size_t{1200})}) {
    const bill::Bill bill = make_bill({text("Item"), money_column("Cost")}, rows);
    Dimensions dimensions(bill);
    const Result<Lint> found = lint({}, dimensions);
    ASSERT_TRUE(found.ok());
    ASSERT_EQ(found->findings.size(), 1U);
    EXPECT_EQ(found->findings[0].figure.rows, 1200U);
    EXPECT_EQ(found->findings[0].remedy.lines.size(), names);
    plan.omitted = found->findings[0].remedy;
    EXPECT_EQ(findings_of(bill, plan), (Lines{}));
  }
  // 1200 lines from the 2nd on: the copies are the 1202nd to the 2401st.
  const bill::Bill bill = make_bill({text("Item"), money_column("Cost")}, twice);
  plan.omitted = {};
  const Lines lines = findings_of(bill, plan);
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_TRUE(lines[0].ends_with("| 1200 (1200); omit 1202-2401")) << lines[0].substr(lines[0].size() - 60);
}

TEST(Lint, SeveralCurrenciesUntilOneIsChosen) {
  const bill::Bill bill = make_bill({currency("Currency"), money_column("Cost")},
                                    {{"CNY", "1"}, {"CNY", "2"}, {"USD", "3"}, {"", "4"}});
  EXPECT_EQ(findings_of(bill), (Lines{"several_currencies: USD  | (2); CNY 3 (2); USD 3 (1); - 4 (1)"}));
  plan::Plan plan;
  plan.currency = "USD";
  EXPECT_EQ(findings_of(bill, plan), (Lines{}));
}

TEST(Lint, ValuesThatDifferByCaseBlanksOrAUsualAbbreviation) {
  const bill::Bill bill =
      make_bill({tag("env"), text("Team"), money_column("Cost")}, {{"Prod", "ads", "5"},
                                                                   {"production", "ads", "40"},
                                                                   {"prod ", "ads", "1"},
                                                                   {"prod", "Ads", "2"},
                                                                   {"test", "lab one", "3"},
                                                                   {"pre-prod", "lab_one", "4"}});
  // What costs most stands first: the others would be called as it is.
  EXPECT_EQ(findings_of(bill),
            (Lines{"alike_values tag:env: production Prod prod prod  | 8 (3)",
                   "alike_values Team: lab_one lab one | 3 (1)", "alike_values Team: ads Ads | 2 (1)"}));
}

TEST(Lint, ValuesThatAListCallsTheSameAreNotFoundAgain) {
  const bill::Bill bill =
      make_bill({tag("env"), money_column("Cost")}, {{"Prod", "5"}, {"production", "40"}});
  plan::Plan plan = by({"list:Env"});
  plan.lists = {{.name = "Env",
                 .dimension = "tag:env",
                 .entries = {{"Prod", "production"}, {"production", "production"}}}};
  EXPECT_EQ(findings_of(bill, plan), (Lines{}));
  // They still are where the split is by the values themselves, and where the list has two names.
  plan.by = {"list:Env", "tag:env"};
  EXPECT_EQ(findings_of(bill, plan), (Lines{"alike_values tag:env: production Prod | 5 (1)"}));
  plan.by = {"list:Env"};
  plan.lists[0].entries[0].owner = "Prod";
  EXPECT_EQ(findings_of(bill, plan), (Lines{"alike_values tag:env: production Prod | 5 (1)"}));
}

TEST(Lint, WhatIsAlike) {
  EXPECT_EQ(plain_value(" Pre-Prod "), "pre prod");
  EXPECT_EQ(plain_value("PRD"), "production");
  EXPECT_EQ(plain_value("a  b"), plain_value("A_b"));
  EXPECT_NE(plain_value("生产"), plain_value("测试"));
  EXPECT_EQ(plain_value(""), "");
  EXPECT_EQ(plain_value("web\u00a0shop"), plain_value("web shop"));
  EXPECT_EQ(plain_value("web\u3000\u2009shop\u202f"), plain_value("Web Shop"));
  EXPECT_EQ(plain_value("web\u200bshop"), plain_value("webshop"));
}

TEST(Lint, ACurrencyWrittenInTwoWaysIsFoundWhicheverIsShown) {
  const bill::Bill bill = make_bill({currency("Currency"), money_column("Cost")},
                                    {{"USD", "10"}, {"USD", "5"}, {"usd", "7"}, {"EUR", "1"}});
  EXPECT_EQ(findings_of(bill), (Lines{"several_currencies: EUR usd | (2); USD 15 (2); EUR 1 (1); usd 7 (1)",
                                      "alike_values Currency: USD usd | 7 (1); USD 15 (2); usd 7 (1)"}));
  plan::Plan plan;
  plan.currency = "usd";
  EXPECT_EQ(findings_of(bill, plan),
            (Lines{"alike_values Currency: USD usd | 7 (1); USD 15 (2); usd 7 (1)"}));
}

// 20 has no currency, beside two others.
TEST(Lint, LinesWithoutACurrencyAreShownByTheCodeOfNone) {
  const bill::Bill bill =
      make_bill({currency("Currency"), text("Team"), money_column("Cost")},
                {{"USD", "ads", "10"}, {"USD", "lab", "5"}, {"", "ads", "20"}, {"EUR", "ads", "7"}});
  plan::Plan plan = by({"Team"});
  plan.currency = "XXX";
  const Tree tree = test::split_of(bill, plan);
  EXPECT_EQ(test::leaves_text(tree), (Lines{"ads 20 (1)"}));
  EXPECT_EQ(tree.currency, "");
  EXPECT_EQ(tree.other_currencies.size(), 2U);
  EXPECT_EQ(findings_of(bill, plan), (Lines{}));
}

TEST(Lint, ATotalInTheFileThatDoesNotFitItsLines) {
  bill::Bill bill = make_bill({text("Team"), money_column("Cost")}, {{"ads", "1.50"}, {"lab", "2.25"}});
  bill.sources[0].footer = bill::Footer{4, "Total", money::Decimal{375, 2}, true};
  EXPECT_EQ(findings_of(bill), (Lines{}));
  bill.sources[0].footer = bill::Footer{4, "Total", money::Decimal{40, 1}, false};
  EXPECT_EQ(findings_of(bill), (Lines{"total_disagrees: bill-1.csv 4 0.25 | 0.25 (2); - 3.75 (2); omit 4"}));
  // What the file says may have more digits: 3.756 - 3.75.
  bill.sources[0].footer = bill::Footer{4, "Total", money::Decimal{3756, 3}, false};
  EXPECT_EQ(findings_of(bill),
            (Lines{"total_disagrees: bill-1.csv 3.756 0.006 | 0.006 (2); - 3.75 (2); omit 4"}));
}

TEST(Lint, ATotalThatThePlanNamesAsWrongIsNotFoundAgain) {
  bill::Bill bill = make_bill({text("Team"), money_column("Cost")}, {{"ads", "1.50"}, {"lab", "2.25"}});
  bill.sources[0].footer = bill::Footer{4, "Total", money::Decimal{40, 1}, false};
  plan::Plan plan = by({"Team"});
  plan.omitted.lines = {"4"};
  EXPECT_EQ(findings_of(bill, plan), (Lines{}));
  EXPECT_EQ(test::leaves_text(test::split_of(bill, plan)), (Lines{"ads 1.5 (1)", "lab 2.25 (1)"}));
  plan.omitted.lines = {"3"};
  EXPECT_EQ(findings_of(bill, plan).size(), 1U);
  plan.omitted = {{}, {"1"}};
  EXPECT_EQ(findings_of(bill, plan), (Lines{}));
}

// 1.50 stands there twice, and the total of 3.75 has it once.
TEST(Lint, ATotalThatFitsWhatThePlanLeavesIsNotFoundAgain) {
  bill::Bill bill =
      make_bill({text("Team"), money_column("Cost")}, {{"ads", "1.50"}, {"ads", "1.50"}, {"lab", "2.25"}});
  bill.sources[0].footer = bill::Footer{5, "Total", money::Decimal{375, 2}, false};
  EXPECT_EQ(findings_of(bill),
            (Lines{"duplicate_lines: 3 | 1.5 (1); omit 3",
                   "total_disagrees: bill-1.csv 3.75 -1.5 | -1.5 (3); - 5.25 (3); omit 5"}));
  plan::Plan plan;
  plan.omitted.lines = {"3"};
  EXPECT_EQ(findings_of(bill, plan), (Lines{}));
}

// 1.50 and 2.25 are of two currencies. 3.75 is the sum of neither, and there is no sum to be different from.
TEST(Lint, ATotalOverSeveralCurrenciesIsHeldAgainstEachOfThem) {
  bill::Bill bill =
      make_bill({currency("Currency"), money_column("Cost")}, {{"CNY", "1.50"}, {"USD", "2.25"}});
  bill.sources[0].footer = bill::Footer{4, "Total", money::Decimal{375, 2}, false};
  plan::Plan plan;
  plan.currency = "CNY";
  EXPECT_EQ(findings_of(bill, plan),
            (Lines{"total_disagrees: bill-1.csv 3.75 | (2); CNY 1.5 (1); USD 2.25 (1); omit 4"}));
}

TEST(Lint, CurrenciesAreCountedAmongTheLinesThatThePlanKeeps) {
  const bill::Bill bill =
      make_bill({currency("Currency"), text("Team"), money_column("Cost")},
                {{"CNY", "ads", "1"}, {"CNY", "ads", "2"}, {"USD", "ads", "3.5"}, {"USD", "lab", "4"}});
  plan::Plan plan;
  plan.filters = {{"Team", {"ads"}, false}};
  EXPECT_EQ(findings_of(bill, plan), (Lines{"several_currencies: USD | (1); CNY 3 (2); USD 3.5 (1)"}));
  plan.filters = {};
  plan.omitted.lines = {"4", "5"};
  EXPECT_EQ(findings_of(bill, plan), (Lines{}));
}

TEST(Lint, DuplicatesAreUnknownWhereAColumnIsNotStored) {
  bill::Bill bill =
      make_bill({text("Team"), text("Note"), money_column("Cost")}, {{"a", "", "1"}, {"a", "", "1"}});
  bill.columns[1].text.reset();
  Dimensions dimensions(bill);
  const Result<Lint> found = lint({}, dimensions);
  ASSERT_TRUE(found.ok());
  EXPECT_EQ(found->unknown, (std::vector<Concern>{Concern::duplicate_lines}));
  EXPECT_TRUE(found->findings.empty());
}

}  // namespace
}  // namespace billfold::split
