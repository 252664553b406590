#include "bill/dimension.h"

#include <gtest/gtest.h>

#include "support/bill_builder.h"

namespace billfold::bill {
namespace {

using test::date;
using test::make_bill;
using test::money_column;
using test::tag;
using test::text;
using Texts = std::vector<std::string>;
using Rows = std::vector<std::vector<std::string>>;

// The bill's column `index` read as cells of packed tags, as the loader does.
void pack_tags(Bill& bill, std::size_t index) {
  Column& column = bill.columns[index];
  column.role.kind = vendor::ColumnRole::tags;
  column.role.tag_form = vendor::TagForm::packed;
  column.tags.emplace(*column.text, column.role.tag_form, "");
}

// The value of every row; "-" where it has none.
Texts values(const Bill& bill, std::string_view name, const Texts& blank_words = {}) {
  const Result<Dimension> dimension = resolve_dimension(bill, name, blank_words);
  if (!dimension) return {std::string(name_of(dimension.error().code))};
  Texts out;
  for (std::size_t row = 0; row < bill.rows; ++row) {
    const std::uint32_t value = dimension->value_of(row);
    out.push_back(value == 0 ? "-" : dimension->text(value));
  }
  return out;
}

DimensionName name_in(const Bill& bill, std::string_view name) {
  const Result<Dimension> dimension = resolve_dimension(bill, name, {});
  return dimension ? dimension->name() : DimensionName{};
}

std::string in_words(const DimensionName& name) {
  return name.name + " of " + name.column + ", " + std::string(name_of(name.kind)) +
         (name.stored ? "" : ", not stored");
}

TEST(DimensionNames, AreFieldsInTheGlossarysOrderTagsByKeyPeriodsAndThenTheOtherColumns) {
  Bill bill = make_bill({text("Note"), text("Team", "project"), text("Labels"), date("Day"), tag("size"),
                         text("Payer", "payer"), money_column("Cost")},
                        {{"n", "a", "zone:x|env:y", "2025-04-11", "big", "p", "1"}});
  pack_tags(bill, 2);
  Texts names;
  for (const DimensionName& name : dimension_names(bill)) names.push_back(in_words(name));
  EXPECT_EQ(names, (Texts{"payer of Payer, field", "project of Team, field", "date of Day, field",
                          "tag:env of Labels, tag", "tag:zone of Labels, tag", "tag:size of tags/size, tag",
                          "month of Day, period", "day of Day, period", "Note of Note, column",
                          "Labels of Labels, column", "Cost of Cost, column, not stored"}));
}

TEST(DimensionNames, ListATagKeyOfTwoColumnsOnce) {
  Bill bill = make_bill({text("A"), text("B")}, {{"env:x", "env:y"}});
  pack_tags(bill, 0);
  pack_tags(bill, 1);
  EXPECT_EQ(dimension_names(bill).front().column, "A");
  EXPECT_EQ(dimension_names(bill).size(), 3U);
}

TEST(DimensionNames, HaveNoPeriodsWithoutADate) {
  const Bill bill = make_bill({text("Team")}, {{"a"}});
  EXPECT_EQ(dimension_names(bill).size(), 1U);
}

TEST(DimensionNames, SayThatAColumnIsNotStored) {
  Bill bill = make_bill({text("Team", "project")}, {{"a"}});
  bill.columns[0].text.reset();
  EXPECT_FALSE(dimension_names(bill).front().stored);
}

TEST(Dimension, OfAFieldHasTheCellsOfItsColumn) {
  const Bill bill =
      make_bill({text("Note"), text("Team", "project")}, {{"n", "a"}, {"n", ""}, {"n", "b"}, {"n", "a"}});
  EXPECT_EQ(values(bill, "project"), (Texts{"a", "-", "b", "a"}));
  EXPECT_EQ(in_words(name_in(bill, "project")), "project of Team, field");
}

TEST(Dimension, OfAHeaderHasTheCellsOfItsColumn) {
  const Bill bill = make_bill({text("Team", "project")}, {{"a"}});
  EXPECT_EQ(values(bill, "Team"), Texts{"a"});
  EXPECT_EQ(in_words(name_in(bill, "Team")), "Team of Team, column");
}

TEST(Dimension, IsTheFieldWhereAHeaderIsCalledLikeIt) {
  const Bill bill = make_bill({text("project"), text("Team", "project")}, {{"header", "field"}});
  EXPECT_EQ(values(bill, "project"), Texts{"field"});
}

TEST(Dimension, OfATagKeyHasItsValues) {
  Bill bill = make_bill({text("Labels")}, {{"env:x|team:a"}, {"team:b"}, {"env:y"}});
  pack_tags(bill, 0);
  EXPECT_EQ(values(bill, "tag:env"), (Texts{"x", "-", "y"}));
  EXPECT_EQ(in_words(name_in(bill, "tag:env")), "tag:env of Labels, tag");
}

TEST(Dimension, OfAColumnThatIsOneTagHasItsCells) {
  const Bill bill = make_bill({tag("env")}, {{"x"}, {""}});
  EXPECT_EQ(values(bill, "tag:env"), (Texts{"x", "-"}));
}

TEST(Dimension, OfAFieldThatATagCarriesHasTheTagsValues) {
  Bill bill = make_bill({text("Labels")}, {{"by:IAMUser/ada|env:x"}, {"env:y"}});
  pack_tags(bill, 0);
  bill.tag_fields["creator"] = "by";
  EXPECT_EQ(values(bill, "creator"), (Texts{"IAMUser/ada", "-"}));
  EXPECT_EQ(in_words(name_in(bill, "creator")), "creator of Labels, field");
  EXPECT_EQ(in_words(dimension_names(bill).front()), "creator of Labels, field");
}

TEST(Dimension, OfThePeriodIsTheMonthOrTheDayOfTheDate) {
  const Bill bill =
      make_bill({date("Day")}, {{"2025-04-11"}, {"2025-04-30 23:59:59"}, {"2025-05"}, {"soon"}, {""}});
  EXPECT_EQ(values(bill, "month"), (Texts{"2025-04", "2025-04", "2025-05", "-", "-"}));
  EXPECT_EQ(values(bill, "day"), (Texts{"2025-04-11", "2025-04-30", "-", "-", "-"}));
  EXPECT_EQ(in_words(name_in(bill, "month")), "month of Day, period");
}

TEST(Dimension, OfThePeriodReadsDatesInTheBillsOrder) {
  Bill bill = make_bill({date("Day")}, {{"4/1/25"}});
  bill.date_order = "dmy";
  EXPECT_EQ(values(bill, "day"), Texts{"2025-01-04"});
  bill.date_order = "mdy";
  EXPECT_EQ(values(bill, "day"), Texts{"2025-04-01"});
}

TEST(Dimension, OfThePeriodIsThatOfTheChargesOwnDateBeforeTheBillingPeriods) {
  const Bill both = make_bill({text("Period", "period"), date("Day")}, {{"2025-05", "2025-04-11"}});
  EXPECT_EQ(values(both, "month"), Texts{"2025-04"});
  const Bill period = make_bill({text("Period", "period")}, {{"2025-05"}});
  EXPECT_EQ(values(period, "month"), Texts{"2025-05"});
}

TEST(Dimension, CalledMonthIsTheHeaderWhereABillHasNoDates) {
  const Bill bill = make_bill({text("month")}, {{"a"}});
  EXPECT_EQ(values(bill, "month"), Texts{"a"});
}

TEST(Dimension, HasNoValueWhereACellIsBlankOrABlankWord) {
  const Bill bill = make_bill({text("Team")}, {{"a"}, {" \t"}, {"N/A"}, {""}, {"n/a"}});
  EXPECT_EQ(values(bill, "Team"), (Texts{"a", "-", "N/A", "-", "n/a"}));
  EXPECT_EQ(values(bill, "Team", {"N/A"}), (Texts{"a", "-", "-", "-", "n/a"}));
}

TEST(Dimension, TakesABlankWordForNoValueOfATagToo) {
  Bill bill = make_bill({text("Labels")}, {{"env:none"}, {"env:x"}});
  pack_tags(bill, 0);
  EXPECT_EQ(values(bill, "tag:env", {"none"}), (Texts{"-", "x"}));
}

TEST(Dimension, CountsItsValuesWithNoValueAndFindsThemByTheirText) {
  const Bill bill = make_bill({text("Team")}, {{"a"}, {"b"}, {"a"}});
  const Result<Dimension> team = resolve_dimension(bill, "Team", {});
  ASSERT_TRUE(team);
  EXPECT_EQ(team->size(), 3U);
  EXPECT_EQ(team->text(0), "");
  EXPECT_EQ(team->find(""), 0U);
  EXPECT_EQ(team->find("b"), team->value_of(1));
  EXPECT_EQ(team->view(team->value_of(1)), "b");
  EXPECT_FALSE(team->find("c"));
}

TEST(Dimension, SaysWhatEachIdOfItsColumnStandsFor) {
  const Bill bill = make_bill({date("Day")}, {{"2025-04-11"}, {"2025-04-12"}, {"2025-05-01"}});
  const Result<Dimension> month = resolve_dimension(bill, "month", {});
  ASSERT_TRUE(month);
  ASSERT_NE(month->ids(), nullptr);
  EXPECT_EQ(month->size(), 3U);
  for (std::size_t row = 0; row < bill.rows; ++row)
    EXPECT_EQ(month->values_of_ids()[(*month->ids())[row]], month->value_of(row)) << row;
}

TEST(Dimension, OfTheLineIsTheLineNumberWithTheFileBeforeItFromTheSecondFileOn) {
  const Bill bill = make_bill(
      {text("Team")}, {{.cells = {"a"}}, {.cells = {"b"}, .line = 7}, {.cells = {"c"}, .file = 1}}, 2);
  EXPECT_EQ(values(bill, "line"), (Texts{"2", "7", "2:2"}));
  const Result<Dimension> line = resolve_dimension(bill, "line", {});
  ASSERT_TRUE(line);
  EXPECT_EQ(line->name().kind, DimensionKind::line);
  EXPECT_EQ(line->ids(), nullptr);
  EXPECT_EQ(line->size(), 4U);
  EXPECT_EQ(line->text(0), "");
  EXPECT_EQ(line->find("2:2"), line->value_of(2));
  EXPECT_FALSE(line->find("3"));
}

TEST(Dimension, CalledLineIsTheHeaderWhereTheBillHasOne) {
  const Bill bill = make_bill({text("line")}, {{"assembly"}});
  EXPECT_EQ(values(bill, "line"), Texts{"assembly"});
}

TEST(Dimension, ThatTheBillDoesNotHaveIsAnErrorThatSaysWhatThereIs) {
  const Bill bill = make_bill({text("Team", "project"), text("Note")}, {{"a", "n"}});
  for (const std::string_view name : {"team", "owner", "month", "tag:env", "tag:", ""}) {
    const Result<Dimension> dimension = resolve_dimension(bill, name, {});
    ASSERT_FALSE(dimension) << '"' << name << '"';
    EXPECT_EQ(sentence_of(dimension.error()),
              "There is no dimension \"" + std::string(name) + "\" in this bill. It has: project, Note.");
  }
}

TEST(Dimension, OfAColumnThatWasNotReadIsAnErrorThatNamesIt) {
  Bill bill = make_bill({text("Team", "project")}, {{"a"}});
  bill.columns[0].text.reset();
  const Result<Dimension> dimension = resolve_dimension(bill, "project", {});
  ASSERT_FALSE(dimension);
  EXPECT_EQ(dimension.error().code, Code::column_not_read);
  EXPECT_EQ(dimension.error().values.front().second, "Team");
}

// How "1,5", "2/5/25" and the second 86400 are read as a value of the dimension.
std::string reading(const Bill& bill, std::string_view name) {
  const Result<Dimension> dimension = resolve_dimension(bill, name, {});
  if (!dimension) return std::string(name_of(dimension.error().code));
  const Notation& notation = dimension->notation();
  const auto day_of = [&](std::string_view text) {
    const auto date = date_in(text, notation);
    return date ? calendar::iso(date->day) : std::string("-");
  };
  return std::string(number_in("1,5", notation) ? "comma " : "point ") + day_of("2/5/25") + " " +
         day_of("86400");
}

TEST(Dimension, IsWrittenAsTheColumnBehindIt) {
  Bill bill = make_bill({text("Hours"), text("Note"), date("Day"), tag("size"), text("Labels")},
                        {{"1,5", "n", "2/5/25", "2,5", "zone:x"}});
  pack_tags(bill, 4);
  for (const std::size_t comma : {0U, 3U}) bill.columns[comma].mark = money::Mark::comma;
  bill.date_order = "dmy";
  EXPECT_EQ(reading(bill, "Hours"), "comma 2025-05-02 -");
  EXPECT_EQ(reading(bill, "tag:size"), "comma 2025-05-02 -");
  EXPECT_EQ(reading(bill, "Note"), "point 2025-05-02 -");
  EXPECT_EQ(reading(bill, "tag:zone"), "point 2025-05-02 -");
  EXPECT_EQ(reading(bill, "date"), "point 2025-05-02 -");
  // What we write ourselves is written as plans are.
  EXPECT_EQ(reading(bill, "month"), "point - -");
  EXPECT_EQ(reading(bill, "line"), "point - -");
  // A person said comma: it holds for what a column packs, too.
  bill.columns[4].mark = money::Mark::comma;
  EXPECT_EQ(reading(bill, "tag:zone"), "comma 2025-05-02 -");
}

TEST(Dimension, HasSecondsInTheBillsOwnDatesAlone) {
  Bill bill = make_bill({date("start_time"), date("start_time_iso", "")}, {{"86400", "1970-01-02"}});
  bill.date_order = "epoch";
  EXPECT_EQ(reading(bill, "date"), "point - 1970-01-02");
  const Result<Dimension> iso = resolve_dimension(bill, "start_time_iso", {});
  ASSERT_TRUE(iso);
  EXPECT_EQ(calendar::iso(date_in("1970-01-02", iso->notation())->day), "1970-01-02");
}

TEST(DimensionKind, HasAName) {
  EXPECT_EQ(name_of(DimensionKind::field), "field");
  EXPECT_EQ(name_of(DimensionKind::tag), "tag");
  EXPECT_EQ(name_of(DimensionKind::column), "column");
  EXPECT_EQ(name_of(DimensionKind::period), "period");
  EXPECT_EQ(name_of(DimensionKind::line), "line");
}

}  // namespace
}  // namespace billfold::bill
