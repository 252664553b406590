#include "split/coverage.h"

#include <gtest/gtest.h>
#include <string>

#include "support/bill_builder.h"
#include "support/split_text.h"

namespace billfold::split {
namespace {

using test::currency;
using test::make_bill;
using test::money_column;
using test::tag;
using test::text;
using Lines = std::vector<std::string>;

CoverageTable covered(const bill::Bill& bill, const plan::Plan& plan = {}) {
  Dimensions dimensions(bill);
  Result<CoverageTable> table = coverage_of(plan, dimensions);
  EXPECT_TRUE(table.ok());
  return table.ok() ? std::move(*table) : CoverageTable{};
}

// "tag:env 2 values, 12 (3), 87.2 %", without columns that are not stored as text, the amounts.
Lines text_of(const CoverageTable& table) {
  Lines lines;
  for (const Coverage& coverage : table.dimensions) {
    if (!coverage.name.stored) continue;
    lines.push_back(coverage.name.name + " " + std::to_string(coverage.values) + " values, " +
                    test::figure_text(coverage.covered, table.scale) + ", " +
                    coverage_percent(coverage, table) + " %");
  }
  return lines;
}

TEST(Coverage, IsTheShareOfCostOnLinesWithAValue) {
  const bill::Bill bill =
      make_bill({text("Owner", "owner"), tag("env"), text("Note"), money_column("Cost")},
                {{"a", "prod", "", "800"}, {"b", "", "x", "150"}, {"a", "test", "", "50"}});
  EXPECT_EQ(text_of(covered(bill)),
            (Lines{"owner 2 values, 1000 (3), 100.0 %", "tag:env 2 values, 850 (2), 85.0 %",
                   "Note 1 values, 150 (1), 15.0 %"}));
}

TEST(Coverage, RefundsCountByTheirSizeSoThatTheyHideNothing) {
  const bill::Bill bill =
      make_bill({tag("env"), money_column("Cost")}, {{"prod", "100"}, {"prod", "-100"}, {"", "50"}});
  EXPECT_EQ(text_of(covered(bill)), (Lines{"tag:env 1 values, 0 (2), 80.0 %"}));
}

TEST(Coverage, OneDigitIsRoundedAndTheLimitIsNot) {
  const bill::Bill bill = make_bill({tag("env"), money_column("Cost")}, {{"prod", "79.96"}, {"", "20.04"}});
  const CoverageTable table = covered(bill);
  EXPECT_EQ(coverage_percent(table.dimensions[0], table), "80.0");
  EXPECT_FALSE(covers_at_least(table.dimensions[0], table, 80));
  EXPECT_TRUE(covers_at_least(table.dimensions[0], table, 79));
}

TEST(Coverage, ExactlyTheLimitIsCovered) {
  const bill::Bill bill = make_bill({tag("env"), money_column("Cost")}, {{"prod", "0.8"}, {"", "0.2"}});
  const CoverageTable table = covered(bill);
  EXPECT_TRUE(covers_at_least(table.dimensions[0], table, 80));
  EXPECT_FALSE(covers_at_least(table.dimensions[0], table, 81));
}

TEST(Coverage, BlankWordsCoverNothingAndTheMeasureDecides) {
  const bill::Bill bill = make_bill({tag("env"), money_column("Cost"), money_column("List")},
                                    {{"prod", "1", "3"}, {"none", "1", "5"}, {"", "2", "2"}});
  EXPECT_EQ(text_of(covered(bill)), (Lines{"tag:env 2 values, 2 (2), 50.0 %"}));
  EXPECT_EQ(text_of(covered(bill, {.measure = "List", .blank_words = {"none"}})),
            (Lines{"tag:env 1 values, 3 (1), 30.0 %"}));
}

TEST(Coverage, IsOfOneCurrency) {
  const bill::Bill bill = make_bill({tag("env"), currency("Currency"), money_column("Cost")},
                                    {{"prod", "USD", "1000"}, {"", "CNY", "3"}, {"prod", "CNY", "1"}});
  EXPECT_EQ(text_of(covered(bill))[0], "tag:env 1 values, 1 (1), 25.0 %");
  EXPECT_EQ(text_of(covered(bill, {.currency = "USD"}))[0], "tag:env 1 values, 1000 (1), 100.0 %");
}

TEST(Coverage, ABillOfZeroesHasNone) {
  const bill::Bill bill = make_bill({tag("env"), money_column("Cost")}, {{"prod", "0"}});
  const CoverageTable table = covered(bill);
  EXPECT_EQ(coverage_percent(table.dimensions[0], table), "0.0");
  EXPECT_FALSE(covers_at_least(table.dimensions[0], table, 50));
}

TEST(Coverage, AColumnThatWasNotStoredIsListedWithoutValues) {
  bill::Bill bill = make_bill({text("Owner", "owner"), money_column("Cost")}, {{"a", "1"}});
  bill.columns[0].text.reset();
  const CoverageTable table = covered(bill);
  EXPECT_EQ(table.dimensions[0].name.name, "owner");
  EXPECT_FALSE(table.dimensions[0].name.stored);
  EXPECT_EQ(table.dimensions[0].covered.rows, 0U);
  EXPECT_EQ(coverage_percent(table.dimensions[0], table), "0.0");
}

}  // namespace
}  // namespace billfold::split
