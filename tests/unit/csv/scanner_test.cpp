#include "csv/scanner.h"

#include <gtest/gtest.h>

#include "support/rows.h"

namespace billfold::csv {
namespace {

using test::Row;
using test::scanned;

struct Case {
  std::string_view name;
  std::string_view text;
  std::vector<std::vector<std::string>> rows;
};

// Expected by hand, after RFC 4180 and the rules at the head of csv/scalar_scanner.h.
const Case kCases[] = {
    {"plain", "a,b\n1,2\n", {{"a", "b"}, {"1", "2"}}},
    {"no line end at the end", "a,b\n1,2", {{"a", "b"}, {"1", "2"}}},
    {"CR LF", "a,b\r\n1,2\r\n", {{"a", "b"}, {"1", "2"}}},
    {"CR alone", "a,b\r1,2\r", {{"a", "b"}, {"1", "2"}}},
    {"line ends mixed", "a,b\r1,2\n3,4\r\n5,6", {{"a", "b"}, {"1", "2"}, {"3", "4"}, {"5", "6"}}},
    {"delimiter in quotes", "\"a,b\",c\n", {{"a,b", "c"}}},
    {"doubled quotes", "\"say \"\"hi\"\"\",c\n", {{"say \"hi\"", "c"}}},
    {"only doubled quotes", "\"\"\"\",c\n", {{"\"", "c"}}},
    {"line ends in quotes", "\"a\r\nb\rc\nd\",e\n", {{"a\r\nb\rc\nd", "e"}}},
    {"empty quotes", "\"\",c\n", {{"", "c"}}},
    {"a quote inside a field is text", "5\" disk,c\n", {{"5\" disk", "c"}}},
    {"a quote after a blank is text", "x, \"c\"\n", {{"x", " \"c\""}}},
    {"text after the closing quote is kept", "\"ab\"cd,e\n", {{"abcd", "e"}}},
    {"quotes after the closing quote are text", "\"ab\"c\"d\",e\n", {{"abc\"d\"", "e"}}},
    {"byte order mark",
     "\xEF\xBB\xBF"
     "a,b\n",
     {{"a", "b"}}},
    {"byte order mark before a quote", "\xEF\xBB\xBF\"a\",b\n", {{"a", "b"}}},
    {"empty last field", "a,\n", {{"a", ""}}},
    {"short row", "a,b\nc\n", {{"a", "b"}, {"c", ""}}},
    {"blank rows", "a,b\n\n , \n\r\n\"\",\nc,d\n", {{"a", "b"}, {"c", "d"}}},
    {"a row of quotes that are text", "a,b\n\"\"\"\",\n", {{"a", "b"}, {"\"", ""}}},
    {"quotes of an unquoted JSON",
     "a,{\"k\":\"v\"}\nb,5\" disk\n",
     {{"a", "{\"k\":\"v\"}"}, {"b", "5\" disk"}}},
    {"a quoted row behind a loose quote", "a,5\" disk\n\"b,\",2\n", {{"a", "5\" disk"}, {"b,", "2"}}},
    {"a loose quote behind a quoted field", "\"a\",5\" disk\n\"b\",2\n", {{"a", "5\" disk"}, {"b", "2"}}},
    {"NUL is a byte", std::string_view("a\0b,c\n", 6), {{std::string("a\0b", 3), "c"}}},
    {"nothing", "", {}},
    {"only a byte order mark", "\xEF\xBB\xBF", {}},
};

TEST(Scanner, CutsTextIntoRowsAndFieldsWhereverTheChunksAreCut) {
  for (const Case& c : kCases) {
    for (std::size_t chunk = 1; chunk <= c.text.size() + 1; ++chunk) {
      const test::Rows found = scanned(c.text, {.header_width = 2, .wanted = {0, 1}}, {chunk});
      EXPECT_EQ(found.error, "") << c.name;
      ASSERT_EQ(found.rows.size(), c.rows.size()) << c.name << ", chunks of " << chunk;
      for (std::size_t row = 0; row < c.rows.size(); ++row) {
        EXPECT_EQ(found.rows[row].fields, c.rows[row]) << c.name << ", chunks of " << chunk;
      }
    }
  }
}

TEST(Scanner, GivesTheWantedColumnsOnly) {
  const test::Rows found =
      scanned("a,b,c,d,e,f\n0,1,2,3,4,5\n", {.header_width = 6, .wanted = {1, 2, 5}}, {100});
  ASSERT_EQ(found.rows.size(), 2U);
  EXPECT_EQ(found.rows[1].fields, (std::vector<std::string>{"1", "2", "5"}));
}

TEST(Scanner, CountsPhysicalLinesThroughQuotesAndBlankRows) {
  const test::Rows found =
      scanned("a\n\"b\nb\r\nb\rb\"\n\n\rc\r\nd\n", {.header_width = 1, .wanted = {0}}, {3});
  std::vector<std::uint64_t> lines;
  for (const Row& row : found.rows) lines.push_back(row.line);
  EXPECT_EQ(lines, (std::vector<std::uint64_t>{1, 2, 8, 9}));
}

TEST(Scanner, GivesEachRowsOffset) {
  const test::Rows found = scanned("ab,c\r\n\nd,e\n", {.header_width = 2, .wanted = {0}}, {1});
  ASSERT_EQ(found.rows.size(), 2U);
  EXPECT_EQ(found.rows[0].offset, 0U);
  EXPECT_EQ(found.rows[1].offset, 7U);
}

TEST(Scanner, TellsTextBeyondTheHeaderFromEmptyCellsThere) {
  struct Expected {
    std::string_view row;
    std::uint32_t fields;
    bool surplus_text;
  };
  for (const Expected& expected : {
           Expected{"1,2,", 3, false},
           Expected{"1,2, ,\"\"", 4, false},
           Expected{"1,2,\" \",\t", 4, false},
           Expected{"1,2,,x", 4, true},
           Expected{"1,2,x,", 4, true},
           Expected{"1,2,\"x\",,", 5, true},
           Expected{"1,\"2,,,\",", 3, false},
           Expected{"1,2,\",,,\"", 3, true},
           Expected{"1,2,\"\"\"\"", 3, true},
       }) {
    const test::Rows found = scanned(expected.row, {.header_width = 2, .wanted = {0}}, {100});
    ASSERT_EQ(found.rows.size(), 1U);
    EXPECT_EQ(found.rows[0].field_count, expected.fields) << expected.row;
    EXPECT_EQ(found.rows[0].surplus_text, expected.surplus_text) << expected.row;
  }
}

TEST(Scanner, NamesTheLineOnWhichAnUnclosedQuoteOpened) {
  const std::string text = "a,b\n1,2\n\"x\ny\",3\n4,\"never\nclosed\n5,6\n";
  for (const std::size_t chunk : {std::size_t{1}, std::size_t{7}, text.size()}) {
    EXPECT_EQ(scanned(text, {.header_width = 2, .wanted = {0}}, {chunk}).error, "unterminated_quote 5")
        << chunk;
  }
}

TEST(Scanner, StopsAtARowBeyondTheLimitHoweverTheChunksAreCut) {
  struct Expected {
    std::string text;
    std::string error;
  };
  const std::string long_text(200, 'x');
  for (const Expected& expected : {
           Expected{"a\n" + long_text + "\nb\n", "row_too_long 2"},
           Expected{"a\n\"b\nb\"," + long_text, "row_too_long 2"},
           Expected{"a\n" + std::string(200, ',') + "\nb\n", "row_too_long 2"},
           Expected{"a\nb,\"" + long_text, "unterminated_quote 2"},
           // The quote is closed, but far behind the limit.
           Expected{"a\n\"b\nb\",\"" + long_text + "\"\n", "unterminated_quote 3"},
           Expected{"a\n" + long_text.substr(100) + "\nb\n", ""},
       }) {
    for (const std::size_t chunk : {std::size_t{1}, std::size_t{50}, std::size_t{1000}}) {
      const test::Rows found =
          scanned(expected.text, {.header_width = 1, .wanted = {0}, .row_limit = 100}, {chunk});
      EXPECT_EQ(found.error, expected.error) << expected.text << " by " << chunk;
      EXPECT_EQ(found.rows.size(), expected.error.empty() ? 3U : 1U) << expected.text << " by " << chunk;
    }
  }
}

TEST(Scanner, StopsWhenTheSinkDoes) {
  struct Refusing final : RowSink {
    int calls = 0;
    Result<void> rows(const RowBatch&) override {
      ++calls;
      return make_error(Code::out_of_memory);
    }
  };
  Refusing sink;
  Scanner scanner({}, 1, {0}, {});
  const std::string text = [] {
    std::string rows;
    for (int i = 0; i < 3000; ++i) rows += "x\n";
    return rows;
  }();
  std::memcpy(scanner.lend(text.size()), text.data(), text.size());
  const Result<void> state = scanner.feed(text.size(), sink);
  ASSERT_FALSE(state);
  EXPECT_EQ(state.error().code, Code::out_of_memory);
  EXPECT_EQ(sink.calls, 1);
}

TEST(Scanner, BeginsInTheMiddleOfAFile) {
  Scanner scanner({}, 2, {1}, {.offset = 1000, .line = 17});
  test::Collector collector;
  const std::string_view text = "a,b\nc,d\n";
  std::memcpy(scanner.lend(text.size()), text.data(), text.size());
  ASSERT_TRUE(scanner.feed(text.size(), collector));
  ASSERT_TRUE(scanner.finish(collector));
  const std::vector<Row> rows = collector.take();
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[1].offset, 1004U);
  EXPECT_EQ(rows[1].line, 18U);
}

TEST(Scanner, CountsWhatItDoesNotGive) {
  Scanner scanner({}, 3, {0}, {});
  test::Collector collector;
  const std::string_view text = "1,2\n\n1,2,3\n1,2,3,4\n,,\n";
  std::memcpy(scanner.lend(text.size()), text.data(), text.size());
  ASSERT_TRUE(scanner.feed(text.size(), collector));
  ASSERT_TRUE(scanner.finish(collector));
  EXPECT_EQ(scanner.counts().rows, 3U);
  EXPECT_EQ(scanner.counts().blank_rows, 2U);
  EXPECT_EQ(scanner.counts().short_rows, 1U);
  EXPECT_EQ(scanner.counts().wide_rows, 1U);
}

}  // namespace
}  // namespace billfold::csv
