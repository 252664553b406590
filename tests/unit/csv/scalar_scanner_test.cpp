#include "csv/scalar_scanner.h"

#include <gtest/gtest.h>
#include <string>

namespace billfold::csv {
namespace {

using Texts = std::vector<std::string>;

struct Row {
  ScannedRow scanned;
  Texts fields;
};

Row row_of(std::string_view text, const Dialect& dialect = {}) {
  Row row;
  std::vector<FieldSpan> spans;
  row.scanned = scan_row(text, dialect, spans);
  std::string scratch;
  for (const FieldSpan span : spans)
    row.fields.emplace_back(text_of(text.data(), span, dialect.quote, scratch));
  return row;
}

struct End {
  std::string_view text;
  std::size_t end;
  std::size_t next;
  bool ended;
};

TEST(ScanRow, EndsAtALineEndOfAnyKind) {
  for (const End& expected : {
           End{"a,b\nc", 3, 4, true},
           End{"a,b\r\nc", 3, 5, true},
           End{"a,b\rc", 3, 4, true},
           End{"a,b\r", 3, 4, true},
           End{"a,b", 3, 3, false},
           End{"\n", 0, 1, true},
           End{"", 0, 0, false},
       }) {
    const Row row = row_of(expected.text);
    EXPECT_EQ(row.scanned.end, expected.end) << expected.text;
    EXPECT_EQ(row.scanned.next, expected.next) << expected.text;
    EXPECT_EQ(row.scanned.ended, expected.ended) << expected.text;
    EXPECT_FALSE(row.scanned.in_quotes) << expected.text;
  }
}

TEST(ScanRow, CutsFieldsAtTheDelimiterOfItsDialect) {
  EXPECT_EQ(row_of("a,,b,\n").fields, (Texts{"a", "", "b", ""}));
  EXPECT_EQ(row_of("a,b;c\n", {.delimiter = ';'}).fields, (Texts{"a,b", "c"}));
  EXPECT_EQ(row_of("").fields, Texts{""});
}

TEST(ScanRow, TakesDelimitersLineEndsAndDoubledQuotesInQuotesForText) {
  EXPECT_EQ(row_of("\"a,b\",c\n").fields, (Texts{"a,b", "c"}));
  EXPECT_EQ(row_of("\"a\nb\",c\n").fields, (Texts{"a\nb", "c"}));
  EXPECT_EQ(row_of("\"a\"\"b\",c\n").fields, (Texts{"a\"b", "c"}));
}

TEST(ScanRow, TakesAQuoteAnywhereElseForAnOrdinaryByte) {
  EXPECT_EQ(row_of("5\" disk, \"x\"\n").fields, (Texts{"5\" disk", " \"x\""}));
  EXPECT_EQ(row_of("\"ab\"c\"d\",e\n").fields, (Texts{"abc\"d\"", "e"}));
  EXPECT_EQ(row_of({"a\0b,c\n", 6}).fields, (Texts{std::string("a\0b", 3), "c"}));
}

TEST(ScanRow, CountsTheLineBreaksInsideQuotes) {
  EXPECT_EQ(row_of("\"a\nb\r\nc\rd\",e\nf").scanned.breaks, 3U);
  EXPECT_EQ(row_of("a,b\n").scanned.breaks, 0U);
}

TEST(ScanRow, SaysWhereQuotesOpenThatNothingCloses) {
  const Row row = row_of("\"a\nb\",\"c\nd");
  EXPECT_TRUE(row.scanned.in_quotes);
  EXPECT_FALSE(row.scanned.ended);
  EXPECT_EQ(row.scanned.breaks, 2U);
  EXPECT_EQ(row.scanned.breaks_before, 1U);
  EXPECT_EQ(row.fields, (Texts{"a\nb", "c\nd"}));  // their text is what there is
}

TEST(BlankRow, HoldsNothingButDelimitersAndBlanks) {
  for (const std::string_view row : {"", " ", "\t", ",,", " , \t,", "\"\",\" \""})
    EXPECT_TRUE(is_blank_row(row, {})) << '"' << row << '"';
  for (const std::string_view row : {"a", ",0,", "\"\"\"\"", "\",\"", ";"})
    EXPECT_FALSE(is_blank_row(row, {})) << '"' << row << '"';
  EXPECT_TRUE(is_blank_row(";", {.delimiter = ';'}));
}

TEST(BlankRow, MayBeAskedOfSomeOfItsFields) {
  constexpr std::string_view kRow = "a, ,\"\t\"";
  std::vector<FieldSpan> spans;
  static_cast<void>(scan_row(kRow, {}, spans));
  const std::span<const FieldSpan> all(spans);
  EXPECT_FALSE(all_blank(kRow, all, {}));
  EXPECT_TRUE(all_blank(kRow, all.subspan(1), {}));
  EXPECT_TRUE(all_blank(kRow, {}, {}));
}

}  // namespace
}  // namespace billfold::csv
