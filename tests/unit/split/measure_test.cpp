#include "split/measure.h"

#include <gtest/gtest.h>

#include "support/bill_builder.h"

namespace billfold::split {
namespace {

using test::make_bill;
using test::money_column;
using test::quantity;
using test::text;

bill::Bill team_bill() {
  return make_bill({text("Team"), quantity("Hours"), money_column("Cost"), money_column("Tax")},
                   {{"", "2", "1.25", "0.1"}, {"search", "x", "-3", ""}, {"ads", "y", "4", "z"}});
}

std::string error_of(const bill::Bill& bill, std::string_view name) {
  const Result<Measure> measure = resolve_measure(bill, name);
  return measure ? "none" : sentence_of(measure.error());
}

TEST(Measure, IsTheColumnWithTheHeader) {
  const bill::Bill bill = team_bill();
  const Result<Measure> hours = resolve_measure(bill, "Hours");
  ASSERT_TRUE(hours);
  EXPECT_EQ(hours->column, &bill.columns[1]);
  EXPECT_EQ(hours->index, 1U);
  EXPECT_EQ(&hours->amounts(), &*bill.columns[1].amount);
  EXPECT_EQ(hours->scale(), 0);
}

TEST(Measure, IsTheBillsDefaultWhereNoneIsNamed) {
  const bill::Bill bill = team_bill();
  const Result<Measure> cost = resolve_measure(bill, "");
  ASSERT_TRUE(cost);
  EXPECT_EQ(cost->column->role.name, "Cost");
  EXPECT_EQ(cost->scale(), 2);
}

TEST(Measure, IsABasisThatIsComputedOnceItHasAmounts) {
  bill::Bill bill = team_bill();
  bill::Column& basis = bill.computed.emplace_back();
  basis.role.name = "accrued";
  basis.amount = bill.columns[2].amount;
  const Result<Measure> accrued = resolve_measure(bill, "accrued");
  ASSERT_TRUE(accrued);
  EXPECT_EQ(accrued->column, &bill.computed[0]);
  EXPECT_EQ(accrued->index, 4U);  // behind the four columns: no rejected cell is of it
  bill.computed[0].amount.reset();
  EXPECT_EQ(error_of(bill, "accrued"),
            "There is no column \"accrued\" in this bill. Amount columns: Hours, Cost, Tax, accrued.");
}

TEST(Measure, OfABillWithoutADefaultMustBeNamed) {
  const bill::Bill bill = make_bill({text("Team"), quantity("Hours")}, {{"ads", "2"}});
  EXPECT_EQ(error_of(bill, ""), "No amount column was found. Name one: it must hold numbers.");
  EXPECT_EQ(error_of(bill, "Hours"), "none");
}

TEST(Measure, ThatTheBillDoesNotHaveIsAnErrorThatSaysWhatThereIs) {
  EXPECT_EQ(error_of(team_bill(), "cost"),
            "There is no column \"cost\" in this bill. Amount columns: Hours, Cost, Tax.");
}

TEST(Measure, ThatIsAColumnOfWordsIsAnErrorThatShowsItsFirstText) {
  const bill::Bill bill = team_bill();
  const Result<Measure> team = resolve_measure(bill, "Team");
  ASSERT_FALSE(team);
  EXPECT_EQ(team.error().code, Code::not_an_amount);
  EXPECT_EQ(team.error().values[0].second, "Team");
  EXPECT_EQ(team.error().values[1].second, "search");
}

TEST(Measure, WhoseAmountsWereNotReadIsAnErrorThatNamesIt) {
  bill::Bill bill = team_bill();
  bill.columns[3].amount.reset();
  EXPECT_EQ(error_of(bill, "Tax"), "Column \"Tax\" was not read. It can be read in a second pass.");
}

TEST(FirstWord, IsTheTextOfTheMeasuresFirstRejectedCell) {
  const bill::Bill bill = team_bill();
  EXPECT_EQ(first_word(bill, *resolve_measure(bill, "Hours")), "x");
  EXPECT_EQ(first_word(bill, *resolve_measure(bill, "Tax")), "z");
  EXPECT_EQ(first_word(bill, *resolve_measure(bill, "Cost")), "");
}

const std::string kNines(38, '9');

TEST(SumTooLarge, NamesTheLineWhereTheRunningSumLeaves38Digits) {
  const bill::Bill bill = make_bill({text("Team"), money_column("Cost")},
                                    {{.cells = {"a", kNines}},
                                     {.cells = {"b", "0"}, .line = 9},
                                     {.cells = {"c", "1"}},
                                     {.cells = {"d", "5"}}},
                                    1);
  const Error error = sum_too_large(bill, *resolve_measure(bill, "Cost"));
  EXPECT_EQ(error.code, Code::sum_too_large);
  EXPECT_EQ(sentence_of(error), "The sum of column \"Cost\" leaves 38 digits at line 10.");
  EXPECT_EQ(error.place.line, 10U);
  EXPECT_EQ(error.place.column, 2U);
}

TEST(SumTooLarge, NamesTheLineOfItsOwnFile) {
  const bill::Bill bill =
      make_bill({money_column("Cost")}, {{.cells = {kNines}}, {.cells = {"1"}, .line = 30, .file = 1}}, 2);
  EXPECT_EQ(sum_too_large(bill, *resolve_measure(bill, "Cost")).place.line, 30U);
}

// The sum of one group may leave 38 digits where that of the column, with the others' refunds, does not.
TEST(SumTooLarge, NamesTheLastLineWhereOnlyTheSumOfAGroupIsTooLarge) {
  const bill::Bill bill =
      make_bill({text("Team"), money_column("Cost")}, {{"a", kNines}, {"b", "-" + kNines}, {"a", "1"}});
  EXPECT_EQ(sum_too_large(bill, *resolve_measure(bill, "Cost")).place.line, 4U);
}

}  // namespace
}  // namespace billfold::split
