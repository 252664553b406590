#include "session/bill_report.h"

#include <cstring>
#include <gtest/gtest.h>

#include "support/bill_builder.h"

namespace billfold::session {
namespace {

using namespace std::string_view_literals;

using test::currency;
using test::make_bill;
using test::money_column;
using test::quantity;
using test::text;
using Texts = std::vector<std::string>;

// ---- sniffing

TEST(SniffReport, OfATextSaysItsEncodingAndTheEvidence) {
  EXPECT_EQ(json::text_of(sniff_report("Project,Cost\n", false)),
            R"({"container":"text","what":"a text","encoding":"utf-8","evidence":"valid",)"
            R"("alternatives":["gb18030","windows-1252"],"json":false})");
  EXPECT_EQ(sniff_report("\xCF\xEE\xC4\xBF,\xBD\xF0\xB6\xEE\n"sv, true).encoding, "gb18030");
}

TEST(SniffReport, SaysThatATextIsJson) {
  EXPECT_TRUE(sniff_report(R"( {"Result":{"List":[]}})", true).json);
  EXPECT_FALSE(sniff_report("Account,Cost\n", true).json);
}

TEST(SniffReport, OfAnotherContainerHasNoEncoding) {
  EXPECT_EQ(
      json::text_of(sniff_report("\x1F\x8B\x08"sv, false)),
      R"({"container":"gzip","what":"a gzip file","encoding":"","evidence":"","alternatives":[],"json":false})");
  EXPECT_EQ(sniff_report("", true).container, "empty");
}

// ---- recognising

vendor::Profile profile(std::string name) {
  vendor::Profile profile;
  profile.name = std::move(name);
  profile.title = {{"en", "Orders"}, {"zh", "订单"}};
  profile.beside = "deductions";
  return profile;
}

bill::Form form_of_rows(const std::vector<Texts>& rows) {
  bill::Form form;
  form.dialect.delimiter = ';';
  form.header_line = 3;
  form.recognition.profile = "ours";
  form.recognition.default_measure = "Cost";
  form.recognition.unsure = {"measure"};
  form.recognition.columns.resize(2);
  form.recognition.columns[0].name = "Team";
  form.recognition.columns[0].field = "project";
  form.recognition.columns[1].index = 1;
  form.recognition.columns[1].name = "Cost";
  form.recognition.columns[1].kind = vendor::ColumnRole::amount;
  form.recognition.columns[1].measure_role = "billed";
  form.recognition.columns[1].money = true;
  for (const Texts& row : rows) form.first_rows.push_back({.line = 4, .offset = 0, .fields = row});
  return form;
}

TEST(RecogniseReport, SaysHowAHeadWasUnderstood) {
  EXPECT_EQ(
      json::text_of(recognise_report(form_of_rows({{"a", "1"}}), {profile("theirs"), profile("ours")})),
      R"({"profile":"ours","titles":{"en":"Orders","zh":"订单"},"delimiter":";","header_line":3,"columns":[)"
      R"({"name":"Team","field":"project","kind":"text","role":"","money":false,"samples":["a"]},)"
      R"({"name":"Cost","field":"","kind":"amount","role":"billed","money":true,"samples":["1"]}],)"
      R"("default_measure":"Cost","unsure":["measure"],"first_rows":[["a","1"]],"beside":"deductions"})");
}

TEST(RecogniseReport, OfAnUnknownFormHasNoTitle) {
  const RecogniseReport report = recognise_report(form_of_rows({}), {profile("theirs")});
  EXPECT_TRUE(report.titles.empty());
  EXPECT_EQ(report.beside, "");
}

TEST(RecogniseReport, ShowsThreeDifferentFilledCellsOfAColumn) {
  const RecogniseReport report =
      recognise_report(form_of_rows({{"a", ""}, {"a"}, {"b", "1"}, {"c", "1"}, {"d", "2"}}), {});
  EXPECT_EQ(report.columns[0].samples, (Texts{"a", "b", "c"}));
  EXPECT_EQ(report.columns[1].samples, (Texts{"1", "2"}));
}

TEST(RecogniseReport, ShowsFiveRowsAsTheyStand) {
  const RecogniseReport report = recognise_report(
      form_of_rows({{"a", "1"}, {"b"}, {"c", " 3"}, {"d", "4"}, {"e", "5"}, {"f", "6"}}), {});
  EXPECT_EQ(report.first_rows, (std::vector<Texts>{{"a", "1"}, {"b"}, {"c", " 3"}, {"d", "4"}, {"e", "5"}}));
}

TEST(RecogniseReport, NamesTheKindOfEachColumn) {
  bill::Form form = form_of_rows({});
  form.recognition.columns.resize(5);
  for (std::uint32_t kind = 0; kind < 5; ++kind) {
    form.recognition.columns[kind].index = kind;
    form.recognition.columns[kind].kind = static_cast<vendor::ColumnRole::Kind>(kind);
  }
  Texts kinds;
  for (const ColumnInfo& column : recognise_report(form, {}).columns) kinds.push_back(column.kind);
  EXPECT_EQ(kinds, (Texts{"text", "amount", "date", "tags", "currency"}));
}

// ---- the bill

BillReport report_of(const bill::Bill& bill) {
  const Result<BillReport> report = bill_report(bill, {});
  EXPECT_TRUE(report);
  return report ? *report : BillReport{};
}

TEST(BillReport, TellsOfEveryMeasureItsTotalScaleAndMark) {
  bill::Bill bill = make_bill({text("Team"), money_column("Cost"), quantity("Hours"), money_column("Tax")},
                              {{"a", "1.250", "2", "0.1"}, {"b", "-3", "", "x"}, {"c", "10", "4", "0.2"}});
  bill.columns[2].mark = money::Mark::comma;
  bill.columns[3].mark_is_ambiguous = true;
  EXPECT_EQ(json::text_of(report_of(bill).measures),
            R"([{"name":"Cost","role":"","money":true,"total":"8.25","scale":3,"empty":0,"rejected":0,)"
            R"("decimal_mark":"point"},)"
            R"({"name":"Hours","role":"","money":false,"total":"6","scale":0,"empty":1,"rejected":0,)"
            R"("decimal_mark":"comma"},)"
            R"({"name":"Tax","role":"","money":true,"total":"0.3","scale":1,"empty":0,"rejected":1,)"
            R"("decimal_mark":"ambiguous"}])");
}

TEST(BillReport, HasNoTotalOfAColumnThatWasNotLookedAt) {
  bill::Bill bill = make_bill({money_column("Cost"), money_column("Tax")}, {{"1", "2"}});
  EXPECT_EQ(report_of(bill).unread, 0U);
  bill.columns[1].amount.reset();
  const BillReport report = report_of(bill);
  EXPECT_EQ(report.unread, 1U);
  ASSERT_EQ(report.measures.size(), 2U);
  EXPECT_EQ(report.measures[0].total, "1");
  EXPECT_EQ(report.measures[1].name, "Tax");
  EXPECT_EQ(report.measures[1].total, "");
}

TEST(BillReport, TellsCurrenciesApartWithMostLinesFirstAndChoosesTheFirst) {
  const bill::Bill bill =
      make_bill({money_column("Cost"), currency("Currency"), money_column("Tax")}, {{"8", "", "0.8"},
                                                                                    {"1.5", "CNY", "0.1"},
                                                                                    {"9.25", "USD", "0.4"},
                                                                                    {"2", "CNY", "0.2"},
                                                                                    {"7", "USD", "0.5"},
                                                                                    {"1", "USD", "0.7"}});
  const BillReport report = report_of(bill);
  EXPECT_EQ(json::text_of(report.currencies),
            R"([{"code":"USD","rows":3,"total":"17.25"},{"code":"CNY","rows":2,"total":"3.5"},)"
            R"({"code":null,"rows":1,"total":"8"}])");
  EXPECT_EQ(report.measures[0].total, "17.25");
  EXPECT_EQ(report.measures[1].total, "1.6");
  EXPECT_EQ(report.files[0].total, "");  // amounts of several currencies are never added
}

TEST(BillReport, HasOneNamelessCurrencyWhereTheBillNamesNone) {
  const bill::Bill bill = make_bill({money_column("Cost")}, {{"1.5"}, {"2"}});
  EXPECT_EQ(json::text_of(report_of(bill).currencies), R"([{"code":null,"rows":2,"total":"3.5"}])");
}

TEST(BillReport, OfABillWithoutRowsIsOfZeros) {
  const bill::Bill bill = make_bill({money_column("Cost"), currency("Currency")}, std::vector<Texts>{});
  const BillReport report = report_of(bill);
  EXPECT_EQ(report.rows, 0U);
  EXPECT_EQ(report.measures[0].total, "0");
  EXPECT_EQ(json::text_of(report.currencies), R"([{"code":null,"rows":0,"total":"0"}])");
}

TEST(BillReport, TellsOfEachFileItsFormItsLinesAndItsTotal) {
  bill::Bill bill = make_bill({money_column("Cost")},
                              {{.cells = {"1.5"}}, {.cells = {"2"}}, {.cells = {"40"}, .file = 1}}, 2);
  bill::Source& first = bill.sources[0];
  first.encoding = "gb18030";
  first.profile = "ours";
  first.delimiter = ';';
  first.header_line = 4;
  first.preamble_lines = 2;
  first.blank_lines = 7;
  first.short_rows = 5;
  bill.sources[1].json = true;
  EXPECT_EQ(
      json::text_of(report_of(bill).files),
      R"([{"name":"bill-1.csv","encoding":"gb18030","profile":"ours","delimiter":";","header_line":4,"rows":2,)"
      R"("blank_lines":7,"preamble_lines":2,"short_rows":5,"total":"3.5"},)"
      R"({"name":"bill-2.csv","encoding":"","profile":"","delimiter":"","header_line":0,"rows":1,)"
      R"("blank_lines":0,"preamble_lines":0,"short_rows":0,"total":"40"}])");
}

TEST(BillReport, TellsTheFootersOfItsFiles) {
  bill::Bill bill = make_bill({money_column("Cost")}, std::vector<test::TestRow>{{.cells = {"1.5"}}}, 2);
  bill.sources[0].footer =
      bill::Footer{.line = 3, .text = "Total", .total = money::Decimal{150, 2}, .agrees = true};
  bill.sources[1].footer = bill::Footer{.line = 9, .text = "合计", .total = {}, .agrees = false};
  EXPECT_EQ(json::text_of(report_of(bill).footers),
            R"([{"line":3,"text":"Total","total":"1.5","agrees":true},)"
            R"({"line":9,"text":"合计","total":null,"agrees":false}])");
}

TEST(BillReport, TellsWhereARejectedCellStands) {
  const bill::Bill bill = make_bill({text("Team"), money_column("Cost"), money_column("Tax")},
                                    {{.cells = {"a", "1", "2"}},
                                     {.cells = {"b", "x", "y"}, .line = 8, .file = 1},
                                     {.cells = {"c", "z", "3"}, .file = 1}},
                                    2);
  const BillReport report = report_of(bill);
  EXPECT_EQ(report.rejected, 2U);  // lines, not cells
  EXPECT_EQ(json::text_of(report.rejected_lines),
            R"([{"file":1,"row":1,"line":8,"column":"Cost","reason":"not_a_number","text":"x"},)"
            R"({"file":1,"row":1,"line":8,"column":"Tax","reason":"not_a_number","text":"y"},)"
            R"({"file":1,"row":2,"line":9,"column":"Cost","reason":"not_a_number","text":"z"}])");
}

TEST(BillReport, ListsTheFirstThousandRejectedCells) {
  const bill::Bill bill = make_bill({money_column("Cost")}, std::vector<Texts>(1001, {"x"}));
  const BillReport report = report_of(bill);
  EXPECT_EQ(report.rejected_lines.size(), 1000U);
  EXPECT_EQ(report.rejected, 1001U);
}

TEST(BillReport, HasTheTitlesOfTheBillsProfile) {
  bill::Bill bill = make_bill({money_column("Cost")}, {{"1"}});
  bill.profile = "ours";
  bill.malformed_tags = 6;
  const Result<BillReport> report = bill_report(bill, {profile("theirs"), profile("ours")});
  ASSERT_TRUE(report);
  EXPECT_EQ(report->profile, "ours");
  EXPECT_EQ(json::text_of(report->titles), R"({"en":"Orders","zh":"订单"})");
  EXPECT_EQ(report->malformed_tags, 6U);
}

TEST(BillReport, IsAnErrorWhereTheTotalOfACurrencyLeaves38Digits) {
  const std::string nines(38, '9');
  const bill::Bill bill =
      make_bill({text("Team"), currency("Currency"), money_column("Cost")},
                {{"a", "USD", nines}, {"b", "CNY", "1"}, {"c", "USD", "1"}, {"d", "USD", "1"}});
  const Result<BillReport> report = bill_report(bill, {});
  ASSERT_FALSE(report);
  EXPECT_EQ(sentence_of(report.error()), "The sum of column \"Cost\" leaves 38 digits at line 4.");
  EXPECT_EQ(report.error().place.column, 3U);
}

// ---- one record's cells

Texts cells_of(std::string_view record, const bill::Source& source) {
  return cells_report(record, source).cells;
}

TEST(CellsReport, CutsARecordAsItsFileIsWritten) {
  EXPECT_EQ(cells_of("a,\"b, \"\"c\"\"\",,1\r\n", {}), (Texts{"a", "b, \"c\"", "", "1"}));
  bill::Source source;
  source.delimiter = '\t';
  EXPECT_EQ(cells_of("a,b\t1", source), (Texts{"a,b", "1"}));
}

TEST(CellsReport, KeepsLineBreaksInQuotes) { EXPECT_EQ(cells_of("\"a\nb\",1\n", {}), (Texts{"a\nb", "1"})); }

TEST(CellsReport, OfABlankRecordHasNone) { EXPECT_EQ(cells_of(" ,\n", {}), Texts{}); }

TEST(CellsReport, OfAJsonObjectAreItsValuesInTheOrderInWhichTheyStand) {
  bill::Source source;
  source.json = true;
  EXPECT_EQ(cells_of(R"({"Zone":"b","Cost":0.10000000000000000001,"Note":""},)", source),
            (Texts{"b", "0.10000000000000000001", ""}));
}

// A record ends where the next row begins, so that the last one of a page has the page's end behind it.
TEST(CellsReport, OfAJsonObjectAreNotWhatFollowsIt) {
  bill::Source source;
  source.json = true;
  EXPECT_EQ(cells_of(R"({"Zone":"b","Tag":[{"Key":"k"}]}]},"Meta":{"Id":"r"}},{"Result":{"List":[)", source),
            (Texts{"b", R"([{"Key":"k"}])"}));
}

TEST(CellsReport, OfABrokenJsonObjectHasNone) {
  bill::Source source;
  source.json = true;
  EXPECT_EQ(cells_of(R"({"Zone":)", source), Texts{});
}

}  // namespace
}  // namespace billfold::session
