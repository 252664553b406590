#include "bill/bill.h"

#include <gtest/gtest.h>

#include "money/decimal_format.h"
#include "support/bill_builder.h"

namespace billfold::bill {
namespace {

using test::make_bill;
using test::money_column;
using test::text;

TEST(RejectReason, HasTheNameThatThePagesCatalogueKnows) {
  EXPECT_EQ(name_of(RejectReason::not_a_number), "not_a_number");
  EXPECT_EQ(name_of(RejectReason::too_many_digits), "too_many_digits");
  EXPECT_EQ(name_of(RejectReason::other_mark), "other_mark");
  EXPECT_EQ(name_of(RejectReason::surplus_cells), "surplus_cells");
  EXPECT_EQ(name_of(RejectReason::not_scheduled), "not_scheduled");
}

TEST(Bill, FindsAColumnByItsHeaderAsItStands) {
  const Bill bill = make_bill({text("Team"), money_column("Cost")}, {{"a", "1"}});
  EXPECT_EQ(bill.find_column("Cost"), &bill.columns[1]);
  EXPECT_EQ(bill.find_column("cost"), nullptr);
  EXPECT_EQ(bill.find_column(""), nullptr);
}

TEST(Bill, FindsTheFirstColumnThatFillsAField) {
  const Bill bill =
      make_bill({text("Note"), text("Team", "project"), text("Part", "project")}, {{"n", "a", "b"}});
  EXPECT_EQ(bill.column_of_field("project"), &bill.columns[1]);
  EXPECT_EQ(bill.column_of_field("owner"), nullptr);
}

TEST(Bill, HasNoColumnForTheEmptyField) {
  const Bill bill = make_bill({text("Note"), text("Team", "project")}, {{"n", "a"}});
  EXPECT_EQ(bill.column_of_field(""), nullptr);
}

TEST(Bill, FindsItsCurrencyColumn) {
  EXPECT_EQ(make_bill({money_column("Cost")}, {{"1"}}).currency_column(), nullptr);
  const Bill bill = make_bill({money_column("Cost"), test::currency("Currency")}, {{"1", "CNY"}});
  EXPECT_EQ(bill.currency_column(), &bill.columns[1]);
}

// Three rows of file 1, none of file 2, two of file 3.
Bill of_three_files() {
  return make_bill({text("Team"), money_column("Cost")},
                   {{.cells = {"a", "0.1"}},
                    {.cells = {"b", "0.02"}},
                    {.cells = {"c", "-3"}},
                    {.cells = {"d", "40"}, .file = 2},
                    {.cells = {"e", "500"}, .file = 2}},
                   3);
}

struct At {
  std::size_t file;
  std::size_t row;
};

void expect_source(const Bill& bill, std::size_t row, At expected) {
  const auto [source, row_of_source] = bill.source_of(row);
  EXPECT_EQ(source, &bill.sources[expected.file]) << row;
  EXPECT_EQ(row_of_source, expected.row) << row;
}

TEST(Bill, FindsTheFileOfARowAndItsNumberThere) {
  const Bill bill = of_three_files();
  expect_source(bill, 0, {0, 0});
  expect_source(bill, 2, {0, 2});
  expect_source(bill, 3, {2, 0});
  expect_source(bill, 4, {2, 1});
}

TEST(Bill, FindsTheLastRowWhereTheLastFileHasNone) {
  const Bill bill = make_bill({money_column("Cost")}, std::vector<test::TestRow>{{.cells = {"1"}}}, 2);
  expect_source(bill, 0, {0, 0});
}

TEST(Bill, OfACalculatorHasTheFilesOfTheRowsBehindItsOwn) {
  Bill bill = of_three_files();
  bill.origins = {4, 0, 4};
  bill.rows = 3;
  expect_source(bill, 0, {2, 1});
  expect_source(bill, 1, {0, 0});
  expect_source(bill, 2, {2, 1});
}

std::string total(const Bill& bill, std::size_t begin, std::size_t end) {
  const Result<money::Decimal> sum = total_of(bill, *bill.find_column("Cost"), begin, end);
  return sum ? money::format(*sum) : sentence_of(sum.error());
}

TEST(TotalOf, AddsTheRowsOfARangeAtTheColumnsScale) {
  const Bill bill = of_three_files();
  EXPECT_EQ(total(bill, 0, 5), "537.12");
  EXPECT_EQ(total(bill, 1, 3), "-2.98");
  EXPECT_EQ(total(bill, 2, 2), "0.00");
}

TEST(TotalOf, IsAnErrorWhereTheSumLeaves38Digits) {
  const std::string nines(38, '9');
  const Bill bill = make_bill({money_column("Cost")}, {{nines}, {"0"}, {"1"}});
  EXPECT_EQ(total(bill, 0, 2), nines);
  EXPECT_EQ(total(bill, 0, 3), "The sum of column \"Cost\" leaves 38 digits at line 4.");
}

TEST(TotalOf, MayPassBeyond38DigitsOnTheWay) {
  const std::string nines(38, '9');
  std::string one_less = nines;
  one_less.back() = '8';
  const Bill bill = make_bill({money_column("Cost")}, {{nines}, {"1"}, {"-2"}});
  EXPECT_EQ(total(bill, 0, 3), one_less);
}

}  // namespace
}  // namespace billfold::bill
