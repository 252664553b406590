#include "bill/appender.h"

#include <cstring>
#include <gtest/gtest.h>

#include "money/decimal_format.h"

namespace billfold::bill {
namespace {

using Texts = std::vector<std::string>;

Column text_column(std::string name) {
  Column column;
  column.role.name = std::move(name);
  column.text.emplace();
  return column;
}

Column amount_column(std::string name, money::Mark mark = money::Mark::point) {
  Column column;
  column.role.name = std::move(name);
  column.role.kind = vendor::ColumnRole::amount;
  column.amount.emplace();
  column.mark = mark;
  return column;
}

template <class... Columns>
Bill bill_of(Columns... columns) {
  Bill bill;
  (bill.columns.push_back(std::move(columns)), ...);
  bill.sources.emplace_back();
  bill.default_measure = "Cost";
  return bill;
}

// A file of `width` columns whose field i fills the bill's column `to[i]`; each feed is a batch.
class File {
 public:
  File(Bill& bill, std::vector<std::uint32_t> to, CellRules rules = {})
      : scanner_({}, static_cast<std::uint32_t>(to.size()), all(to.size()), {}),
        appender_(bill, 0, std::move(to), std::move(rules), {}) {}

  void feed(std::string_view rows) {
    std::memcpy(scanner_.lend(rows.size()), rows.data(), rows.size());
    EXPECT_TRUE(scanner_.feed(rows.size(), appender_));
  }
  void end() {
    EXPECT_TRUE(scanner_.finish(appender_));
    appender_.finish();
  }
  Appender& appender() { return appender_; }

 private:
  static std::vector<std::uint32_t> all(std::size_t width) {
    std::vector<std::uint32_t> columns;
    for (std::uint32_t column = 0; column < width; ++column) columns.push_back(column);
    return columns;
  }

  csv::Scanner scanner_;
  Appender appender_;
};

Texts texts(const Column& column) {
  Texts out;
  for (std::size_t row = 0; row < column.text->ids.size(); ++row)
    out.emplace_back(column.text->values.text(column.text->ids[row]));
  return out;
}

Texts amounts(const Column& column) {
  Texts out;
  for (std::size_t row = 0; row < column.amount->size(); ++row)
    out.push_back(money::format((*column.amount)[row]));
  return out;
}

TEST(Appender, FillsItsColumnsInTheFilesOrderAndTheBillsOthersWithEmptyCells) {
  Bill bill =
      bill_of(text_column("Account"), text_column("Region"), amount_column("Tax"), amount_column("Cost"));
  File file(bill, {3, 0});
  file.feed("1.5,acc-one\n-2.25,acc-two\n");
  file.end();
  EXPECT_EQ(bill.rows, 2U);
  EXPECT_EQ(texts(bill.columns[0]), (Texts{"acc-one", "acc-two"}));
  EXPECT_EQ(texts(bill.columns[1]), (Texts{"", ""}));
  EXPECT_EQ(amounts(bill.columns[2]), (Texts{"0", "0"}));
  EXPECT_EQ(bill.columns[2].empty, 2U);
  EXPECT_EQ(amounts(bill.columns[3]), (Texts{"1.50", "-2.25"}));
  EXPECT_EQ(bill.columns[3].empty, 0U);
}

TEST(Appender, KeepsAnAmountThatIsAlsoGroupedByInBothForms) {
  Bill bill = bill_of(amount_column("Cost"));
  bill.columns[0].text.emplace();
  File file(bill, {0});
  file.feed("1.50\n");
  EXPECT_EQ(texts(bill.columns[0]), (Texts{"1.50"}));
  EXPECT_EQ(amounts(bill.columns[0]), (Texts{"1.50"}));
}

TEST(Appender, KeepsTheByteAndTheLineOfEachRow) {
  Bill bill = bill_of(text_column("Account"), amount_column("Cost"));
  File file(bill, {0, 1});
  file.feed("a,1\n\n\"b\nb\",2\n");
  file.feed("c,3\n");
  const RowPlaces& places = bill.sources[0].places;
  ASSERT_EQ(places.size(), 3U);
  EXPECT_EQ(places[1].begin, 5U);
  EXPECT_EQ(places[1].line, 3U);
  EXPECT_EQ(places[2].begin, 13U);
  EXPECT_EQ(places[2].line, 5U);
}

TEST(Appender, ReadsAWordForNoAmountAsEmptyAndAWordForNoChargeAsZero) {
  Bill bill = bill_of(text_column("Account"), amount_column("Cost"));
  File file(bill, {0, 1}, {.empty_words = {"NULL"}, .zero_words = {"Included"}});
  file.feed("a,NULL\nb, Included \nc,\nd,null\n");
  EXPECT_EQ(amounts(bill.columns[1]), (Texts{"0", "0", "0", "0"}));
  EXPECT_EQ(bill.columns[1].empty, 2U);  // of a and c
  ASSERT_EQ(bill.rejected.size(), 1U);   // words are as the profile writes them
  EXPECT_EQ(bill.rejected[0].text, "null");
}

struct Reason {
  std::string_view what;
  std::string rows;
  money::Mark mark;
  RejectReason reason;
  std::string text;
};

TEST(Appender, RejectsACellWithItsRowColumnReasonAndText) {
  const std::string digits(38, '7');
  const Reason reasons[] = {
      {"a word", "a,1\nb,1.2.3\n", money::Mark::point, RejectReason::not_a_number, "1.2.3"},
      {"39 digits", "a,1\nb,1" + digits + "\n", money::Mark::point, RejectReason::too_many_digits,
       "1" + digits},
      {"no room beside the others", "a," + digits + "\nb,0.5\n", money::Mark::point,
       RejectReason::too_many_digits, "0.5"},
      {"a decimal comma in a column of points", "a,1\nb,\"1,5\"\n", money::Mark::point,
       RejectReason::other_mark, "1,5"},
      {"a decimal point in a column of commas", "a,1\nb,1.5\n", money::Mark::comma, RejectReason::other_mark,
       "1.5"},
      {"cells that may have shifted", "a,1\nb,2,c\n", money::Mark::point, RejectReason::surplus_cells, "2"},
  };
  for (const Reason& expected : reasons) {
    Bill bill = bill_of(text_column("Account"), amount_column("Cost", expected.mark));
    File file(bill, {0, 1});
    file.feed(expected.rows);
    EXPECT_EQ(bill.rows, 2U) << expected.what;
    EXPECT_EQ(amounts(bill.columns[1]).back(), "0") << expected.what;
    EXPECT_EQ(bill.columns[1].rejected, 1U) << expected.what;
    EXPECT_EQ(bill.columns[1].empty, 0U) << expected.what;
    ASSERT_EQ(bill.rejected.size(), 1U) << expected.what;
    EXPECT_EQ(bill.rejected[0].row, 1U) << expected.what;
    EXPECT_EQ(bill.rejected[0].column, 1U) << expected.what;
    EXPECT_EQ(bill.rejected[0].reason, expected.reason) << expected.what;
    EXPECT_EQ(bill.rejected[0].text, expected.text) << expected.what;
  }
}

// Whoever looks for a row's rejected cells finds them by halves (split/lines.cpp).
TEST(Appender, ListsRejectedCellsInTheOrderOfTheirRows) {
  Bill bill = bill_of(amount_column("Tax"), amount_column("Cost"));
  File file(bill, {0, 1});
  file.feed("1,a\nb,2\nc,d\n");
  Texts found;
  for (const Rejected& cell : bill.rejected) found.push_back(std::to_string(cell.row) + cell.text);
  EXPECT_EQ(found, (Texts{"0a", "1b", "2c", "2d"}));
}

TEST(Appender, CountsARowWithTwoRejectedCellsOnce) {
  Bill bill = bill_of(amount_column("Cost"), amount_column("Tax"));
  File file(bill, {0, 1});
  file.feed("x,y\n1,2\n3,z\n");
  EXPECT_EQ(bill.rejected.size(), 3U);
  EXPECT_EQ(bill.rejected_lines, 2U);
}

TEST(Appender, CutsTheTextOfARejectedCellAt200BytesBetweenLetters) {
  const std::string xs(198, 'x');
  Bill bill = bill_of(amount_column("Cost"));
  File file(bill, {0});
  file.feed(xs + "xx\n" + xs + "xxx\n" + xs + "\xE8\xB4\xA6\n");  // 200, 201 and 201 bytes
  ASSERT_EQ(bill.rejected.size(), 3U);
  EXPECT_EQ(bill.rejected[0].text, xs + "xx");
  EXPECT_EQ(bill.rejected[1].text, xs + "xx");
  EXPECT_EQ(bill.rejected[2].text, xs);
}

TEST(Appender, ListsTheFirstTenThousandRejectedCellsAndCountsAll) {
  Bill bill = bill_of(amount_column("Cost"));
  File file(bill, {0});
  std::string rows;
  for (int row = 0; row < 10002; ++row) rows += "x\n";
  file.feed(rows);
  EXPECT_EQ(bill.rejected.size(), 10000U);
  EXPECT_EQ(bill.rejected.back().row, 9999U);
  EXPECT_EQ(bill.columns[0].rejected, 10002U);
  EXPECT_EQ(bill.rejected_lines, 10002U);
}

TEST(Appender, HoldsATotalLineBackUntilARowFollows) {
  Bill bill = bill_of(text_column("Account"), amount_column("Cost"));
  File file(bill, {0, 1});
  file.feed("a,1\nTotal,9\n");
  EXPECT_EQ(bill.rows, 1U);
  EXPECT_TRUE(file.appender().rows({}));
  EXPECT_EQ(bill.rows, 1U);  // no row followed
  file.feed("b,2\n");
  file.end();
  EXPECT_EQ(bill.rows, 3U);
  EXPECT_EQ(texts(bill.columns[0]), (Texts{"a", "Total", "b"}));
  EXPECT_EQ(amounts(bill.columns[1]), (Texts{"1", "9", "2"}));
  EXPECT_EQ(bill.sources[0].places[1].line, 2U);
  EXPECT_EQ(bill.sources[0].places[1].begin, 4U);
  EXPECT_FALSE(bill.sources[0].footer);
}

TEST(Appender, RejectsABadCellOfALineThatWasHeldBackUnderItsOwnRow) {
  Bill bill = bill_of(text_column("Account"), amount_column("Cost"));
  File file(bill, {0, 1});
  file.feed("a,1\nTotal,nine\n");
  EXPECT_TRUE(bill.rejected.empty());
  file.feed("b,two\n");
  ASSERT_EQ(bill.rejected.size(), 2U);
  EXPECT_EQ(bill.rejected[0].row, 1U);
  EXPECT_EQ(bill.rejected[1].row, 2U);
  EXPECT_EQ(bill.rejected_lines, 2U);
}

TEST(Appender, TakesAHeldLineAtTheEndForTheFooterWithWhatItSaysForTheDefaultMeasure) {
  Bill bill =
      bill_of(text_column("Account"), text_column("Note"), amount_column("Tax"), amount_column("Cost"));
  File file(bill, {0, 1, 2, 3});
  file.feed("a,n,0.1,1\n , Total: ,0.25,\"1,234.50\"\n");
  file.end();
  EXPECT_EQ(bill.rows, 1U);
  ASSERT_TRUE(bill.sources[0].footer);
  EXPECT_EQ(bill.sources[0].footer->line, 2U);
  EXPECT_EQ(bill.sources[0].footer->text, "Total:");
  ASSERT_TRUE(bill.sources[0].footer->total);
  EXPECT_EQ(money::format(*bill.sources[0].footer->total), "1234.50");
}

TEST(Appender, GivesAFooterNoTotalWhereItsCellIsNoAmount) {
  Bill bill = bill_of(text_column("Account"), amount_column("Cost"));
  File file(bill, {0, 1});
  file.feed("a,1\nTotal,see above\n");
  file.end();
  ASSERT_TRUE(bill.sources[0].footer);
  EXPECT_FALSE(bill.sources[0].footer->total);
  EXPECT_TRUE(bill.rejected.empty());
}

}  // namespace
}  // namespace billfold::bill
