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
    {"NUL is a byte", std::string_view("a\0b,c\n", 6), {{std::string("a\0b", 3), "c"}}},
    {"nothing", "", {}},
    {"only a byte order mark", "\xEF\xBB\xBF", {}},
};

TEST(Scanner, CutsTextIntoRowsAndFieldsWhereverTheChunksAreCut) {
  for (const Case& c : kCases) {
    for (std::size_t chunk = 1; chunk <= c.text.size() + 1; ++chunk) {
      const test::Rows found = scanned(c.text, {}, 2, {0, 1}, {chunk});
      EXPECT_EQ(found.error, "") << c.name;
      ASSERT_EQ(found.rows.size(), c.rows.size()) << c.name << ", chunks of " << chunk;
      for (std::size_t row = 0; row < c.rows.size(); ++row) {
        EXPECT_EQ(found.rows[row].fields, c.rows[row]) << c.name << ", chunks of " << chunk;
      }
    }
  }
}

TEST(Scanner, GivesTheWantedColumnsOnly) {
  const test::Rows found = scanned("a,b,c,d,e,f\n0,1,2,3,4,5\n", {}, 6, {1, 2, 5}, {100});
  ASSERT_EQ(found.rows.size(), 2U);
  EXPECT_EQ(found.rows[1].fields, (std::vector<std::string>{"1", "2", "5"}));
}

TEST(Scanner, CountsPhysicalLinesThroughQuotesAndBlankRows) {
  const test::Rows found = scanned("a\n\"b\nb\r\nb\rb\"\n\n\rc\r\nd\n", {}, 1, {0}, {3});
  std::vector<std::uint64_t> lines;
  for (const Row& row : found.rows) lines.push_back(row.line);
  EXPECT_EQ(lines, (std::vector<std::uint64_t>{1, 2, 8, 9}));
}

TEST(Scanner, GivesEachRowsOffset) {
  const test::Rows found = scanned("ab,c\r\n\nd,e\n", {}, 2, {0}, {1});
  ASSERT_EQ(found.rows.size(), 2U);
  EXPECT_EQ(found.rows[0].offset, 0U);
  EXPECT_EQ(found.rows[1].offset, 7U);
}

TEST(Scanner, TellsTextBeyondTheHeaderFromEmptyCellsThere) {
  const test::Rows found = scanned("1,2,\n1,2, ,\"\"\n1,2,,x\n", {}, 2, {0}, {100});
  ASSERT_EQ(found.rows.size(), 3U);
  EXPECT_EQ(found.rows[0].field_count, 3U);
  EXPECT_FALSE(found.rows[0].surplus_text);
  EXPECT_FALSE(found.rows[1].surplus_text);
  EXPECT_TRUE(found.rows[2].surplus_text);
}

TEST(Scanner, NamesTheLineOnWhichAnUnclosedQuoteOpened) {
  const std::string text = "a,b\n1,2\n\"x\ny\",3\n4,\"never\nclosed\n5,6\n";
  for (const std::size_t chunk : {std::size_t{1}, std::size_t{7}, text.size()}) {
    EXPECT_EQ(scanned(text, {}, 2, {0}, {chunk}).error, "unterminated_quote 5") << chunk;
  }
}

TEST(Scanner, StopsAtARowBeyondTheLimit) {
  struct Expected {
    std::string text;
    Code code;
    std::uint64_t line;
  };
  for (const Expected& expected :
       {Expected{"a\n" + std::string(200, 'x') + "\n", Code::row_too_long, 2},
        Expected{"a\nb,\"" + std::string(200, 'x'), Code::unterminated_quote, 2}}) {
    Scanner scanner({}, 1, {0}, {}, 100);
    test::Collector collector;
    Result<void> state;
    for (std::size_t at = 0; at < expected.text.size() && state; at += 50) {
      const std::string part = expected.text.substr(at, 50);
      std::memcpy(scanner.lend(part.size()), part.data(), part.size());
      state = scanner.feed(part.size(), collector);
    }
    ASSERT_FALSE(state);
    EXPECT_EQ(state.error().code, expected.code);
    EXPECT_EQ(state.error().place.line, expected.line);
  }
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
