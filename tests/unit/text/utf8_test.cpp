#include "text/utf8.h"

#include <gtest/gtest.h>
#include <optional>
#include <string>

namespace billfold::text {
namespace {

using namespace std::string_view_literals;

struct Sequence {
  std::string_view bytes;
  int bad_offset;  // -1: valid
};

// The borders of the Unicode standard's table of well-formed byte sequences.
constexpr Sequence kSequences[] = {
    {"a\xC2\x80\xDF\xBF"sv, -1},
    {"\xE0\xA0\x80\xED\x9F\xBF\xEE\x80\x80"sv, -1},
    {"\xF0\x90\x80\x80\xF4\x8F\xBF\xBF"sv, -1},
    {"a\x80"sv, 1},
    {"a\xC1\xBF"sv, 1},
    {"\xE0\x9F\xBF"sv, 1},
    {"\xED\xA0\x80"sv, 1},
    {"\xF0\x8F\xBF\xBF"sv, 1},
    {"\xF4\x90\x80\x80"sv, 1},
    {"\xF5\x80"sv, 0},
    {"\xE4\xB8"
     "a"sv,
     2},
    {"\xE4\xB8"sv, 2},
};

void expect_checked(const std::string& text, std::optional<std::size_t> bad_offset) {
  for (std::size_t chunk = 1; chunk <= text.size(); ++chunk) {
    Utf8Checker checker;
    bool good = true;
    for (std::size_t at = 0; at < text.size() && good; at += chunk) {
      good = checker.feed(std::string_view(text).substr(at, chunk));
    }
    good = good && checker.finish();
    ASSERT_EQ(good, !bad_offset) << text << " by " << chunk;
    if (bad_offset) {
      ASSERT_EQ(checker.bad_offset(), *bad_offset) << text << " by " << chunk;
    }
  }
}

// Also over the border of two blocks of 64 bytes, with whole blocks behind it.
TEST(Utf8Checker, AcceptsWellFormedBytesOnlyWhereverTheyAreCut) {
  for (const Sequence& sequence : kSequences) {
    for (const std::size_t before : {0U, 61U, 62U, 63U, 64U, 130U}) {
      for (const std::size_t after : {0U, 150U}) {
        std::optional<std::size_t> bad;
        if (sequence.bad_offset >= 0) bad = before + static_cast<std::size_t>(sequence.bad_offset);
        expect_checked(std::string(before, 'x') + std::string(sequence.bytes) + std::string(after, 'y'), bad);
      }
    }
  }
}

TEST(Utf8Checker, AcceptsNothingAtAll) {
  Utf8Checker checker;
  EXPECT_TRUE(checker.feed(""));
  EXPECT_TRUE(checker.finish());
}

TEST(Utf8Checker, AcceptsNoByteOnceItSawABadOne) {
  Utf8Checker checker;
  EXPECT_TRUE(checker.feed("项"));
  EXPECT_FALSE(checker.feed("a\xFF"));
  EXPECT_FALSE(checker.feed("目"));
  EXPECT_FALSE(checker.finish());
  EXPECT_EQ(checker.bad_offset(), 4U);  // from the stream's beginning: three bytes of a letter, and an a
}

TEST(Utf8Checker, SaysOfAStreamThatEndsInsideALetterWhereItsNextByteIsMissing) {
  for (const std::string_view letter : {"\xC3"sv, "\xE4\xB8"sv, "\xF0\x9F\x92"sv}) {
    Utf8Checker checker;
    EXPECT_TRUE(checker.feed(std::string(200, 'x')));
    EXPECT_TRUE(checker.feed(letter));
    EXPECT_FALSE(checker.finish());
    EXPECT_EQ(checker.bad_offset(), 200 + letter.size());
  }
}

// Letters of three bytes, so that the borders of blocks fall on each byte of a letter.
TEST(Utf8Checker, FindsTheBadByteBehindManyBlocksOfLetters) {
  std::string text;
  for (int letter = 0; letter < 500; ++letter) text += "账";
  Utf8Checker good;
  EXPECT_TRUE(good.feed(text));
  EXPECT_TRUE(good.finish());
  for (const std::size_t at : {0U, 63U, 64U, 191U, 192U, 193U, 1498U, 1499U}) {
    std::string broken = text;
    broken[at] = 'x';
    Utf8Checker checker;
    EXPECT_FALSE(checker.feed(broken) && checker.finish()) << at;
    // An x in place of a lead leaves the next byte as the bad one.
    EXPECT_EQ(checker.bad_offset(), at % 3 == 0 ? at + 1 : at) << at;
  }
}

}  // namespace
}  // namespace billfold::text
