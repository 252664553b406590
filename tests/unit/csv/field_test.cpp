#include "csv/field.h"

#include <gtest/gtest.h>

namespace billfold::csv {
namespace {

std::string text(std::string_view base, std::size_t begin, std::size_t size, FieldKind kind,
                 char quote = '"') {
  std::string scratch = "of the field before";
  return std::string(text_of(base.data(), span_of(begin, size, kind), quote, scratch));
}

TEST(FieldSpan, KeepsBeginSizeAndKindInEightBytes) {
  const FieldSpan span = span_of(4'000'000'000U, kLargestField, FieldKind::mended);
  EXPECT_EQ(span.begin, 4'000'000'000U);
  EXPECT_EQ(span.size, kLargestField);
  EXPECT_EQ(span.kind, 2U);
  EXPECT_EQ(sizeof(FieldSpan), 8U);
}

TEST(FieldText, OfAPlainFieldIsItsSpan) {
  EXPECT_EQ(text("a,b\"c,d", 2, 3, FieldKind::plain), "b\"c");
  EXPECT_EQ(text("a,,b", 2, 0, FieldKind::plain), "");
}

TEST(FieldText, OfAQuotedFieldHasOneQuoteForTwo) {
  EXPECT_EQ(text(R"("say ""hi""",c)", 1, 10, FieldKind::quoted), R"(say "hi")");
  EXPECT_EQ(text(R"("""")", 1, 2, FieldKind::quoted), "\"");
  EXPECT_EQ(text(R"("")", 1, 0, FieldKind::quoted), "");
}

TEST(FieldText, OfAMendedFieldKeepsWhatFollowsTheClosingQuote) {
  EXPECT_EQ(text(R"("abc"def)", 0, 8, FieldKind::mended), "abcdef");
  EXPECT_EQ(text(R"("a""b"c"d")", 0, 10, FieldKind::mended), R"(a"bc"d")");
}

TEST(FieldText, KnowsTheQuoteOfItsDialect) {
  EXPECT_EQ(text("it''s", 0, 5, FieldKind::quoted, '\''), "it's");
  EXPECT_EQ(text("a\"\"b", 0, 4, FieldKind::quoted, '\''), "a\"\"b");
}

TEST(FieldText, IsCopiedOnlyWhereItHoldsQuotes) {
  const std::string_view bytes = "\"a,b\",c";
  std::string scratch;
  EXPECT_EQ(text_of(bytes.data(), span_of(1, 3, FieldKind::quoted), '"', scratch).data(), bytes.data() + 1);
  EXPECT_TRUE(scratch.empty());
}

}  // namespace
}  // namespace billfold::csv
