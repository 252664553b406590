#include "json/rows.h"

#include <gtest/gtest.h>

namespace billfold::json {
namespace {

struct Row {
  std::uint64_t line;
  std::uint64_t offset;
  std::vector<std::string> cells;
};

struct Read {
  Table table;
  std::vector<Row> rows;
};

Read read_all(std::string text) {
  Read read;
  Result<Table> table = read_table(text);
  EXPECT_TRUE(table) << sentence_of(table.error());
  if (!table) return read;
  read.table = *table;
  const Result<void> done = for_each_row(text, read.table, [&](const JsonRow& row) {
    read.rows.push_back({row.line, row.offset, {row.cells.begin(), row.cells.end()}});
    EXPECT_EQ(text[row.offset], '{');
    return true;
  });
  EXPECT_TRUE(done);
  EXPECT_EQ(read.rows.size(), read.table.rows);
  return read;
}

using Cells = std::vector<std::string>;

// One page as the vendor's list call answers; every amount is a string there.
constexpr std::string_view kPage = R"({
  "ResponseMetadata": {"RequestId": "20260401-X", "Action": "ListSplitBillDetail"},
  "Result": {
    "List": [
      {"BillPeriod": "2026-03", "OwnerID": "2100000001", "PayableAmount": "12.340000", "Tag": "{\"team\":\"kiwi\"}"},
      {"BillPeriod": "2026-03", "OwnerID": "2100000002", "Project": null, "PayableAmount": "-0.01"}
    ],
    "Limit": 2, "Offset": 0, "Total": 2
  }
})";

TEST(JsonRows, ReadsASavedResponse) {
  const Read read = read_all(std::string(kPage));
  EXPECT_EQ(read.table.columns, (Cells{"BillPeriod", "OwnerID", "PayableAmount", "Tag", "Project"}));
  ASSERT_EQ(read.rows.size(), 2U);
  EXPECT_EQ(read.rows[0].cells, (Cells{"2026-03", "2100000001", "12.340000", R"({"team":"kiwi"})", ""}));
  EXPECT_EQ(read.rows[1].cells, (Cells{"2026-03", "2100000002", "-0.01", "", ""}));
  EXPECT_EQ(read.rows[0].line, 5U);
  EXPECT_EQ(read.rows[1].line, 6U);
  EXPECT_EQ(read.rows[1].offset, kPage.find(R"({"BillPeriod": "2026-03", "OwnerID": "2100000002")"));
}

TEST(JsonRows, ReadsPagesInAnyOrderOfDelivery) {
  const std::string page = R"({"Result":{"List":[{"a":"1"},{"a":"2"}]}})";
  const std::string last = R"({"Result":{"Total":3,"List":[{"a":"3","b":"x"}]}})";
  for (const std::string& text : {page + last, page + "\n" + last + "\n", "[" + page + ",\n" + last + "]"}) {
    const Read read = read_all(text);
    EXPECT_EQ(read.table.columns, (Cells{"a", "b"})) << text;
    ASSERT_EQ(read.rows.size(), 3U) << text;
    EXPECT_EQ(read.rows[0].cells, (Cells{"1", ""}));
    EXPECT_EQ(read.rows[2].cells, (Cells{"3", "x"}));
  }
}

TEST(JsonRows, ReadsBareListsAndObjectsOneALine) {
  for (const std::string text :
       {R"([{"a":1,"b":"x"},{"b":"y","a":2}])", "{\"a\":1,\"b\":\"x\"}\n{\"b\":\"y\",\"a\":2}"}) {
    const Read read = read_all(text);
    EXPECT_EQ(read.table.columns, (Cells{"a", "b"}));
    ASSERT_EQ(read.rows.size(), 2U);
    EXPECT_EQ(read.rows[1].cells, (Cells{"2", "y"}));
  }
  EXPECT_EQ(read_all("{\"a\":1}\n\n{\"a\":2}").rows.at(1).line, 3U);
}

TEST(JsonRows, FindsTheListOfOtherVendors) {
  for (const std::string text : {
           R"({"data":[{"a":"7"}]})",
           R"({"value":[{"a":"7"}],"nextLink":null})",
           R"({"Code":"Success","Data":{"Items":[{"a":"7"}],"TotalCount":1}})",
           R"({"Data":{"Items":{"Item":[{"a":"7"}]}}})",
           R"({"Response":{"DetailSet":[{"a":"7"}],"RequestId":"r"}})",
           R"({"monthly_records":[{"a":"7"}],"total_count":1})",
       }) {
    const Read read = read_all(text);
    ASSERT_EQ(read.rows.size(), 1U) << text;
    EXPECT_EQ(read.rows[0].cells, Cells{"7"}) << text;
  }
}

TEST(JsonRows, KeepsEveryDigitOfANumber) {
  const Read read = read_all(R"([{"a":0.12345678901234567890123456789},{"a":1.0e-30},{"a":-0.10}])");
  EXPECT_EQ(read.rows[0].cells[0], "0.12345678901234567890123456789");
  EXPECT_EQ(read.rows[1].cells[0], "1.0e-30");
  EXPECT_EQ(read.rows[2].cells[0], "-0.10");
}

TEST(JsonRows, ShowsWordsAndNestedValuesAsTheirText) {
  const Read read =
      read_all(R"([{"a":true,"b":null,"c":{"k":[1, 2]},"d":[{"Key":"t"}],"e":"中\n","\u0041":""}])");
  EXPECT_EQ(read.table.columns, (Cells{"a", "b", "c", "d", "e", "A"}));
  EXPECT_EQ(read.rows[0].cells, (Cells{"true", "", R"({"k":[1, 2]})", R"([{"Key":"t"}])", "中\n", ""}));
}

TEST(JsonRows, GivesABucketsTimesToEachOfItsResults) {
  const Read read = read_all(R"({"object":"page","data":[
    {"object":"bucket","start_time":1730419200,"end_time":1730505600,"results":[
      {"object":"r","amount":{"value":0.06,"currency":"usd"},"line_item":"input","project_id":"p1"},
      {"object":"r","amount":{"currency":"usd","value":0.13},"line_item":null,"project_id":"p2"}]},
    {"object":"bucket","results":[],"start_time":1730505600,"end_time":1730592000},
    {"object":"bucket","results":[{"object":"r","amount":{"value":2e-5,"currency":"usd"}}],"start_time":1730592000,"end_time":1730678400}
  ],"has_more":false})");
  EXPECT_EQ(read.table.columns, (Cells{"start_time", "end_time", "object", "amount.value", "amount.currency",
                                       "line_item", "project_id"}));
  ASSERT_EQ(read.rows.size(), 3U);
  EXPECT_EQ(read.rows[0].cells, (Cells{"1730419200", "1730505600", "r", "0.06", "usd", "input", "p1"}));
  EXPECT_EQ(read.rows[1].cells, (Cells{"1730419200", "1730505600", "r", "0.13", "usd", "", "p2"}));
  EXPECT_EQ(read.rows[2].cells, (Cells{"1730592000", "1730678400", "r", "2e-5", "usd", "", ""}));
  EXPECT_EQ(read.rows[2].line, 6U);
}

TEST(JsonRows, SplitsAnObjectOnlyIfItIsMoney) {
  const Read read = read_all(R"([{"a":{"value":1,"currency":"usd","x":2}},{"a":{"value":1}},{"a":{}}])");
  EXPECT_EQ(read.table.columns, Cells{"a"});
  EXPECT_EQ(read.rows[0].cells[0], R"({"value":1,"currency":"usd","x":2})");
  EXPECT_EQ(read.rows[1].cells[0], R"({"value":1})");
  EXPECT_EQ(read.rows[2].cells[0], "{}");
}

TEST(JsonRows, StopsWhenAskedTo) {
  std::string text = R"([{"a":1},{"a":2},{"a":3}])";
  const Result<Table> table = read_table(text);
  ASSERT_TRUE(table);
  int seen = 0;
  EXPECT_TRUE(for_each_row(text, *table, [&](const JsonRow&) { return ++seen < 2; }));
  EXPECT_EQ(seen, 2);
}

TEST(JsonRows, LeavesTheTextAsItIs) {
  const std::string before(kPage);
  std::string text = before;
  ASSERT_TRUE(read_table(text));
  EXPECT_EQ(text, before);
}

struct Broken {
  std::string_view text;
  std::uint64_t line;
};

TEST(JsonRows, SaysOnWhichLineTheJsonIsBroken) {
  for (const Broken& broken : {
           Broken{"{\"Result\":{\"List\":[\n{\"a\":\"1\"},\n{\"a\":\"2", 3},
           Broken{"[{\"a\":1},\n{\"a\":tru}]", 2},
           Broken{"[{\"a\":1},\n{\"a\" 2}]", 2},
           Broken{"[{\"a\":1},\n{\"a\":1.2.3}]", 2},
           Broken{"[{\"a\":1}\n{\"a\":2}]", 2},
           Broken{"{\"data\":[{\"a\":1},\n{\"a\":2},\n]}", 3},
           Broken{"{\"data\":[\n{\"a\":1}],}", 1},  // the page whose end is wrong
           Broken{"[{\"a\":1},\n{\"a\":\"\x01\"}]", 2},
       }) {
    std::string text(broken.text);
    const Result<Table> table = read_table(text);
    ASSERT_FALSE(table) << broken.text;
    EXPECT_EQ(table.error().code, Code::bad_json) << broken.text;
    EXPECT_EQ(table.error().place.line, broken.line) << broken.text;
  }
}

TEST(JsonRows, SaysThatThereIsNoListOfLines) {
  for (const std::string_view json : {
           "",
           "  ",
           "[]",
           "[1,2]",
           "{}",
           R"({"name":"x","version":"1.0"})",
           R"({"Result":{"List":[]}})",
           R"({"Result":{"List":null,"Total":0}})",
           R"({"data":["a","b"]})",
           R"({"data":[]})",
           R"({"ResponseMetadata":{"Error":{"Code":"AccessDenied"}}})",
       }) {
    std::string text(json);
    const Result<Table> table = read_table(text);
    ASSERT_FALSE(table) << json;
    EXPECT_EQ(table.error().code, Code::no_rows_in_json) << json;
  }
}

TEST(JsonRows, DoesNotPassOverAPageThatIsAnError) {
  std::string text =
      "{\"Result\":{\"List\":[{\"a\":\"1\"}]}}\n{\"ResponseMetadata\":{\"Error\":{\"Code\":\"Throttled\"}}}"
      "\n";
  const Result<Table> table = read_table(text);
  ASSERT_FALSE(table);
  EXPECT_EQ(table.error().code, Code::no_rows_in_json);
  EXPECT_EQ(table.error().place.line, 2U);
}

TEST(JsonRows, LooksAtTheBeginningOnly) {
  for (const std::string_view json :
       {"{\"a\"", "[{", " \n{ \"", "[[{", "{}", "[]", "\xEF\xBB\xBF[\n{", "{"}) {
    EXPECT_TRUE(looks_like_json(json)) << json;
  }
  for (const std::string_view other : {"", "a,b", "[1,2]", "{a}", "[Date],Cost", "\"a\"", "1", "{team=a}"}) {
    EXPECT_FALSE(looks_like_json(other)) << other;
  }
}

}  // namespace
}  // namespace billfold::json
