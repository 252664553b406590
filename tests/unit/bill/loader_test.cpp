#include "bill/loader.h"

#include <gtest/gtest.h>
#include <string>

#include "money/decimal_format.h"
#include "support/load.h"

namespace billfold::bill {
namespace {

using test::load;

std::string total(const Bill& bill, std::string_view column) {
  const Column* found = bill.find_column(column);
  if (found == nullptr || !found->amount) return "no such amount column";
  const Result<money::Decimal> sum = total_of(bill, *found, 0, bill.rows);
  return sum ? money::format_trimmed(*sum) : std::string(name_of(sum.error().code));
}

std::string cell(const Bill& bill, std::string_view column, std::uint64_t row) {
  const Column* found = bill.find_column(column);
  return found != nullptr && found->text ? std::string(found->text->values.text(found->text->ids[row]))
                                         : "not stored";
}

constexpr std::string_view kSmall =
    "Account,Project,Cost\n"
    "acc-one,search,1.25\n"
    "acc-two,\"ads, \"\"bid\"\"\",-3\n"
    "acc-one,,\n";

TEST(Loader, MakesColumnsOfTextAndAmounts) {
  const Result<Bill> bill = load(kSmall);
  ASSERT_TRUE(bill) << sentence_of(bill.error());
  EXPECT_EQ(bill->rows, 3U);
  EXPECT_EQ(bill->default_measure, "Cost");
  EXPECT_EQ(total(*bill, "Cost"), "-1.75");
  EXPECT_EQ(cell(*bill, "Project", 1), "ads, \"bid\"");
  EXPECT_EQ(bill->find_column("Cost")->empty, 1U);
}

TEST(Loader, KeepsThePlaceOfEveryRow) {
  const Result<Bill> bill = load(kSmall);
  ASSERT_TRUE(bill);
  const Source& source = bill->sources.front();
  ASSERT_EQ(source.places.size(), 3U);
  const RowPlace place = source.places[1];
  EXPECT_EQ(place.line, 3U);
  EXPECT_EQ(kSmall.substr(place.begin, place.end - place.begin), "acc-two,\"ads, \"\"bid\"\"\",-3\n");
}

TEST(Loader, GivesTheSameBillForEveryChunkSize) {
  for (std::size_t chunk = 1; chunk <= kSmall.size(); ++chunk) {
    const Result<Bill> bill = load(kSmall, {}, chunk);
    ASSERT_TRUE(bill) << chunk;
    EXPECT_EQ(bill->rows, 3U) << chunk;
    EXPECT_EQ(total(*bill, "Cost"), "-1.75") << chunk;
    EXPECT_EQ(cell(*bill, "Project", 1), "ads, \"bid\"") << chunk;
    EXPECT_EQ(bill->sources.front().places[2].line, 4U) << chunk;
  }
}

TEST(Loader, ListsACellThatIsNoAmountAndCountsItAsNothing) {
  const Result<Bill> bill = load("Account,Cost\nacc-one,1188.20\nacc-two,\"1,204.5O\"\nacc-three,2\n");
  ASSERT_TRUE(bill);
  EXPECT_EQ(bill->rows, 3U);
  EXPECT_EQ(total(*bill, "Cost"), "1190.2");
  ASSERT_EQ(bill->rejected.size(), 1U);
  EXPECT_EQ(bill->rejected[0].row, 1U);
  EXPECT_EQ(bill->rejected[0].reason, RejectReason::not_a_number);
  EXPECT_EQ(bill->rejected[0].text, "1,204.5O");
  EXPECT_EQ(bill->rejected_lines, 1U);
}

TEST(Loader, BelievesNoAmountOfALineWithTextBeyondTheLastColumn) {
  const Result<Bill> bill =
      load("Account,Cost\nacc-one,1\nacc,two,5\nacc-three,2,\nacc-four,3\nacc-five,4\n");
  ASSERT_TRUE(bill);
  EXPECT_EQ(total(*bill, "Cost"), "10");
  ASSERT_EQ(bill->rejected.size(), 1U);
  EXPECT_EQ(bill->rejected[0].reason, RejectReason::surplus_cells);
}

TEST(Loader, RefusesThirtyNineDigitsButNotThirtyEight) {
  const std::string digits(38, '7');
  Wishes wishes;
  wishes.mapping.field_to_column["measure"] = "Cost";
  const Result<Bill> bill = load("Account,Cost\na," + digits + "\nb,1" + digits + "\n", {.wishes = wishes});
  ASSERT_TRUE(bill);
  EXPECT_EQ(total(*bill, "Cost"), digits);
  ASSERT_EQ(bill->rejected.size(), 1U);
  EXPECT_EQ(bill->rejected[0].reason, RejectReason::too_many_digits);
}

TEST(Loader, TakesATotalLineAtTheEndForAFooterAndComparesIt) {
  const Result<Bill> bill = load("Account,Cost\nacc-one,1.5\nacc-two,2\n合计,3.5\n");
  ASSERT_TRUE(bill);
  EXPECT_EQ(bill->rows, 2U);
  EXPECT_EQ(total(*bill, "Cost"), "3.5");
  const auto& footer = bill->sources.front().footer;
  ASSERT_TRUE(footer);
  EXPECT_EQ(footer->line, 4U);
  EXPECT_EQ(footer->text, "合计");
  EXPECT_TRUE(footer->agrees);
}

TEST(Loader, SaysWhenTheTotalLineDoesNotAgree) {
  const Result<Bill> bill = load("Account,Cost\nacc-one,1.5\nacc-two,2\nTotal:,3.6\n");
  ASSERT_TRUE(bill);
  ASSERT_TRUE(bill->sources.front().footer);
  EXPECT_FALSE(bill->sources.front().footer->agrees);
}

// 1.5 and 2 are of two currencies: 3.5 is the sum of neither.
TEST(Loader, ATotalLineAgreesWithTheLinesOfOneCurrencyAndNeverWithThoseOfTwoTogether) {
  const auto agrees = [](const std::string& total) {
    const Result<Bill> bill =
        load("Account,Currency,Cost\nacc-one,CNY,1.5\nacc-two,USD,2\nTotal,," + total + "\n");
    EXPECT_TRUE(bill && bill->sources.front().footer);
    return bill && bill->sources.front().footer && bill->sources.front().footer->agrees;
  };
  EXPECT_FALSE(agrees("3.5"));
  EXPECT_TRUE(agrees("1.5"));
  EXPECT_TRUE(agrees("2.00"));
}

TEST(Loader, KeepsALineCalledTotalThatOtherLinesFollow) {
  const Result<Bill> bill = load("Account,Cost\nTotal,1.5\nacc-two,2\n");
  ASSERT_TRUE(bill);
  EXPECT_EQ(bill->rows, 2U);
  EXPECT_EQ(cell(*bill, "Account", 0), "Total");
  EXPECT_EQ(total(*bill, "Cost"), "3.5");
}

TEST(Loader, TakesBlanksAroundATextForNoPartOfIt) {
  const Result<Bill> bill = load("Account,Cost\n 7001\t,1\n7001,2\n \t,3\n");
  ASSERT_TRUE(bill);
  EXPECT_EQ(cell(*bill, "Account", 0), "7001");
  EXPECT_EQ(cell(*bill, "Account", 1), "7001");
  EXPECT_EQ(cell(*bill, "Account", 2), "");
}

TEST(Loader, StoresOnlyTheColumnsThatWereAskedForBesideTheMeasure) {
  const Result<Bill> bill = load(kSmall, {.columns = {"Project"}});
  ASSERT_TRUE(bill);
  EXPECT_EQ(total(*bill, "Cost"), "-1.75");
  EXPECT_EQ(cell(*bill, "Project", 0), "search");
  EXPECT_EQ(cell(*bill, "Account", 0), "not stored");
}

constexpr std::string_view kTwoAmounts =
    "Payer,Owner,ConfigName,PayableAmount,PaidAmount,Currency,SplitItemID\n"
    "p,o,m,1,0.5,CNY,s1\np,o,m,2,oops,USD,s2\np,o,m,3,0.125,CNY,s3\n";

TEST(Loader, AFirstPassLooksAtNoAmountButTheMeasure) {
  const Result<Bill> bill = load(kTwoAmounts, {.columns = {"owner"}, .totals = Totals::of_none});
  ASSERT_TRUE(bill);
  EXPECT_EQ(total(*bill, "PayableAmount"), "6");
  EXPECT_FALSE(bill->find_column("PaidAmount")->tally);
  EXPECT_EQ(bill->unread_amounts(), 1U);
  EXPECT_EQ(bill->rejected_lines, 0U);
}

TEST(Loader, APassForTheRestSumsEveryAmountAndStoresNone) {
  const Result<Bill> bill = load(kTwoAmounts, {.columns = {"model"}, .totals = Totals::of_all});
  ASSERT_TRUE(bill);
  for (const char* name : {"PayableAmount", "PaidAmount"}) {
    EXPECT_FALSE(bill->find_column(name)->amount) << name;
    EXPECT_TRUE(bill->find_column(name)->tally) << name;
  }
  // Also where it asks for columns that the file does not have.
  const Result<Bill> none = load(kTwoAmounts, {.columns = {"region"}, .totals = Totals::of_all});
  ASSERT_TRUE(none);
  EXPECT_EQ(cell(*none, "ConfigName", 0), "not stored");
  EXPECT_EQ(none->unread_amounts(), 0U);
}

TEST(Loader, WhatAFirstPassDidNotLookAtIsTakenFromTheNext) {
  Result<Bill> bill = load(kTwoAmounts, {.columns = {"owner"}, .totals = Totals::of_none});
  Result<Bill> rest = load(kTwoAmounts, {.columns = {"model"}, .totals = Totals::of_all});
  ASSERT_TRUE(bill && rest);
  ASSERT_TRUE(take_columns(*bill, std::move(*rest)));
  EXPECT_EQ(bill->unread_amounts(), 0U);
  EXPECT_EQ(total(*bill, "PayableAmount"), "6");
  EXPECT_FALSE(bill->find_column("PayableAmount")->tally);  // its amounts are there
  EXPECT_EQ(cell(*bill, "ConfigName", 0), "m");
  const Column& paid = *bill->find_column("PaidAmount");
  ASSERT_TRUE(paid.tally);
  EXPECT_TRUE(paid.tally->total(*bill->currency_column()->text->values.find("CNY")) == i128{625});
  EXPECT_EQ(paid.rejected, 1U);
  EXPECT_EQ(bill->rejected_lines, 1U);
  ASSERT_EQ(bill->rejected.size(), 1U);
  EXPECT_EQ(bill->rejected[0].text, "oops");
}

TEST(Loader, TheFormOfTheFileCanDecideWhatIsStored) {
  FileRequest request{.columns = {"owner"}};
  request.choose = [](const Form& form, FileRequest& chosen) {
    chosen.columns = {form.recognition.columns[2].name};
  };
  const Result<Bill> bill = load(kTwoAmounts, request);
  ASSERT_TRUE(bill);
  EXPECT_EQ(cell(*bill, "Owner", 0), "not stored");
  EXPECT_EQ(cell(*bill, "ConfigName", 0), "m");
}

TEST(Loader, SumsAndListsTheAmountsThatItDoesNotStore) {
  const Result<Bill> bill = load(kTwoAmounts, {.columns = {"owner"}});
  ASSERT_TRUE(bill);
  const Column& paid = *bill->find_column("PaidAmount");
  EXPECT_FALSE(paid.amount);
  ASSERT_TRUE(paid.tally);
  const std::uint32_t yuan = *bill->currency_column()->text->values.find("CNY");
  EXPECT_EQ(paid.tally->scale(), 3);
  EXPECT_TRUE(paid.tally->total(yuan) == i128{625});
  EXPECT_EQ(paid.rejected, 1U);
  EXPECT_EQ(bill->rejected_lines, 1U);
}

TEST(Loader, KnowsATotalLineByAWordInAColumnThatIsNotStored) {
  const Result<Bill> bill =
      load("Account,Note,Project,Cost\na,n,x,1\nb,n,y,2\n,合计,,3\n", {.columns = {"Project"}});
  ASSERT_TRUE(bill);
  EXPECT_EQ(bill->rows, 2U);
  ASSERT_TRUE(bill->sources.front().footer);
  EXPECT_EQ(bill->sources.front().footer->text, "合计");
  EXPECT_TRUE(bill->sources.front().footer->agrees);
}

TEST(Loader, StoresEveryColumnOfAFileThatHasNoneOfThoseAskedFor) {
  const Result<Bill> bill = load(kSmall, {.columns = {"workspace"}, .measures = {"Fee"}});
  ASSERT_TRUE(bill);
  EXPECT_EQ(cell(*bill, "Account", 0), "acc-one");
  EXPECT_EQ(cell(*bill, "Project", 0), "search");
}

class Files : public testing::Test {
 protected:
  Result<void> read(std::string name, std::string_view text) {
    return test::read_file(loader_, {.name = std::move(name)}, text);
  }
  std::vector<vendor::Profile> profiles_ = *vendor::built_in_profiles();
  Loader loader_{profiles_};
};

TEST_F(Files, OfOneFormAreAppendedByTheirHeaders) {
  ASSERT_TRUE(read("march.csv", kSmall));
  ASSERT_TRUE(read("april.csv", "Cost,Project,Account\n10,search,acc-three\n"));
  const Result<Bill> bill = loader_.finish();
  ASSERT_TRUE(bill);
  EXPECT_EQ(bill->rows, 4U);
  EXPECT_EQ(total(*bill, "Cost"), "8.25");
  EXPECT_EQ(cell(*bill, "Account", 3), "acc-three");
  const auto [source, row] = bill->source_of(3);
  EXPECT_EQ(source->name, "april.csv");
  EXPECT_EQ(source->places[row].line, 2U);
}

TEST_F(Files, OfAnotherFormAreRefused) {
  ASSERT_TRUE(read("march.csv", kSmall));
  const Result<void> other = read("people.csv", "Name,City,Fee\nAda,London,3\n");
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().code, Code::different_form);
}

TEST_F(Files, ReadTwiceAreNoticedAndCountedOnce) {
  ASSERT_TRUE(read("march.csv", kSmall));
  const Result<void> again = read("copy of march.csv", kSmall);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, Code::same_file_twice);
  ASSERT_TRUE(read("april.csv", "Account,Project,Cost\nacc-four,search,7\n"));
  const Result<Bill> bill = loader_.finish();
  ASSERT_TRUE(bill);
  EXPECT_EQ(bill->rows, 4U);
  EXPECT_EQ(bill->sources.size(), 2U);
  EXPECT_EQ(total(*bill, "Cost"), "5.25");
  EXPECT_EQ(bill->find_column("Cost")->empty, 1U);
}

TEST(Loader, ReadsAnEmptyFileAsAnError) {
  const Result<Bill> bill = load("");
  ASSERT_FALSE(bill);
  EXPECT_EQ(bill.error().code, Code::empty_file);
}

TEST(Loader, ReadsAHeaderWithoutRowsAsABillOfNothing) {
  const Result<Bill> bill = load("Account,Project,Cost\n");
  ASSERT_TRUE(bill) << sentence_of(bill.error());
  EXPECT_EQ(bill->rows, 0U);
}

TEST(Loader, SaysThatAWebPageIsNoBill) {
  const Result<Bill> bill = load("<!DOCTYPE html><html><body>Sign in, please</body></html>");
  ASSERT_FALSE(bill);
  EXPECT_EQ(bill.error().code, Code::not_a_bill);
}

TEST(Loader, DecidesADecimalCommaForAWholeColumn) {
  const Result<Bill> bill = load("Account;Cost\na;1.234,56\nb;1.234\nc;0,5\n");
  ASSERT_TRUE(bill);
  EXPECT_EQ(total(*bill, "Cost"), "2469.06");
}

TEST(Loader, SaysThatAColumnIsAmbiguousWhereNoCellProvesItsMark) {
  const Result<Bill> bill = load("Account;Cost\na;1,234\nb;7\n");
  ASSERT_TRUE(bill);
  EXPECT_EQ(total(*bill, "Cost"), "1241");
  EXPECT_TRUE(bill->find_column("Cost")->mark_is_ambiguous);
}

TEST(Loader, ReadsAJsonBillThroughTheSameColumns) {
  const Result<Bill> bill = load(
      R"({"ResponseMetadata":{"RequestId":"r"},"Result":{"List":[
{"OwnerID":"2100000001","Project":"search","PayableAmount":"12.40"},
{"OwnerID":"2100000002","Project":"ads","PayableAmount":0.10000000000000000001}
]}})",
      {.json = true});
  ASSERT_TRUE(bill) << sentence_of(bill.error());
  EXPECT_EQ(bill->rows, 2U);
  EXPECT_EQ(total(*bill, "PayableAmount"), "12.50000000000000000001");
  EXPECT_EQ(cell(*bill, "OwnerID", 1), "2100000002");
}

}  // namespace
}  // namespace billfold::bill
