#include "text/encoding.h"

#include <gtest/gtest.h>

#include "support/shared.h"
#include "text/container.h"
#include "text/utf8.h"

namespace billfold::text {
namespace {

using namespace std::string_view_literals;

struct Guess {
  std::string_view what;
  std::string_view head;
  std::string_view encoding;
  std::string_view evidence;
};

// Bytes made by hand from the encodings' tables; "项目,金额" is CF EE C4 BF 2C BD F0 B6 EE in GB18030.
constexpr Guess kGuesses[] = {
    {"ASCII", "Project,Cost\n"sv, "utf-8", "valid"},
    {"UTF-8", "项目,金额\n"sv, "utf-8", "valid"},
    {"UTF-8 with a mark", "\xEF\xBB\xBFProject,Cost\n"sv, "utf-8", "bom"},
    {"GB18030", "\xCF\xEE\xC4\xBF,\xBD\xF0\xB6\xEE\n"sv, "gb18030", "letters"},
    {"GB18030 punctuation", "\xA3\xA8\xD4\xAA\xA3\xA9\xA1\xA2\n"sv, "gb18030", "letters"},
    {"UTF-16 little end first",
     "\xFF\xFE"
     "a\0,\0"sv,
     "utf-16le", "bom"},
    {"UTF-16 big end first", "\xFE\xFF\0a\0,"sv, "utf-16be", "bom"},
    {"UTF-16 without a mark", "P\0r\0o\0j\0,\0C\0o\0s\0t\0\n\0"sv, "utf-16le", "zero_bytes"},
    {"UTF-16 big end first without a mark", "\0P\0r\0o\0j\0,\0C\0o\0s\0t\0\n"sv, "utf-16be", "zero_bytes"},
    // 帳戶,金額 and プロジェクト,費用, 東京.
    {"Big5", "\xB1\x62\xA4\xE1,\xAA\xF7\xC3\x42\n"sv, "big5", "letters"},
    {"Shift JIS", "\x83\x76\x83\x8D\x83\x57\x83\x46\x83\x4E\x83\x67,\x94\xEF\x97\x70\n\x93\x8C\x8B\x9E,1\n"sv,
     "shift_jis", "letters"},
    {"Latin-1", "a\xF1o,importe\ncami\xF3n,3\n"sv, "windows-1252", "last_resort"},
    {"Latin-1 letters that look like Big5", "\xC4rzte,\xC4pfel,\xC5ngstr\xF6m\n"sv, "windows-1252",
     "last_resort"},
    {"Latin-1 letters in a row", "cr\xE9\xE9,\xE9t\xE9\n"sv, "windows-1252", "last_resort"},
    {"a lone byte", "\xA3 12\n"sv, "windows-1252", "last_resort"},
};

TEST(Encoding, IsGuessedByEvidence) {
  for (const Guess& expected : kGuesses) {
    const EncodingGuess guess = guess_encoding(expected.head, true);
    EXPECT_EQ(guess.encoding, expected.encoding) << expected.what;
    EXPECT_EQ(guess.evidence, expected.evidence) << expected.what;
  }
}

TEST(Encoding, OfAHeadMayEndInsideALetter) {
  const std::string_view utf8 = "项目,金额"sv;
  for (std::size_t size = 1; size <= utf8.size(); ++size) {
    EXPECT_EQ(guess_encoding(utf8.substr(0, size), false).encoding, "utf-8") << size;
  }
  EXPECT_EQ(guess_encoding("\xCF\xEE\xC4\xBF\xBD"sv, false).encoding, "gb18030");
  EXPECT_EQ(guess_encoding("\xCF\xEE\xC4\xBF\xBD"sv, true).encoding, "windows-1252");
  // A letter of four bytes, U+20000, behind usual ones.
  const std::string_view gb18030 = "\xCF\xEE\xC4\xBF\xBD\xF0\x95\x32\x82\x36"sv;
  for (std::size_t size = 6; size <= gb18030.size(); ++size) {
    EXPECT_EQ(guess_encoding(gb18030.substr(0, size), false).encoding, "gb18030") << size;
  }
}

TEST(Encoding, NamesWhatToTryNext) {
  using Names = std::vector<std::string>;
  EXPECT_EQ(guess_encoding("Project,Cost\n", false).alternatives, (Names{"gb18030", "windows-1252"}));
  EXPECT_EQ(guess_encoding("\xCF\xEE\xC4\xBF,\xBD\xF0\xB6\xEE\n"sv, true).alternatives.back(),
            "windows-1252");
  // No pair of any East Asian encoding: FF.
  EXPECT_EQ(guess_encoding("\xFF,1\n"sv, true).alternatives, Names{});
}

TEST(Encoding, OfThePublicFilesIsKnown) {
  struct Expected {
    std::string_view file;
    std::string_view encoding;
  };
  if (!test::shared_file("bills/controls.json")) GTEST_SKIP() << "the public bills are absent";
  for (const Expected& expected : {
           Expected{"cn-statements/alipay-gbk.csv", "gb18030"},
           Expected{"cn-statements/wechat-utf8.csv", "utf-8"},
           Expected{"focus-1.0/focus_sample.csv", "utf-8"},
           Expected{"csv-torture/duckdb/encodings__latin1.csv", "windows-1252"},
           Expected{"csv-torture/duckdb/encodings__utf16.csv", "utf-16le"},
           Expected{"csv-torture/messytables/spanish_chars.csv", "windows-1252"},
           Expected{"csv-torture/csv-spectrum/csvs/location_coordinates.csv", "utf-8"},
       }) {
    const std::optional<std::string> bytes = test::shared_file("bills/" + std::string(expected.file));
    ASSERT_TRUE(bytes) << expected.file;
    EXPECT_EQ(guess_encoding(*bytes, true).encoding, expected.encoding) << expected.file;
    EXPECT_EQ(guess_encoding(bytes->substr(0, 500), bytes->size() <= 500).encoding, expected.encoding)
        << expected.file;
    EXPECT_EQ(container_of(*bytes), Container::text) << expected.file;
  }
}

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

TEST(Utf8Checker, AcceptsWellFormedBytesOnlyWhereverTheyAreCut) {
  for (const Sequence& sequence : kSequences) {
    for (const std::size_t before : {std::size_t{0}, std::size_t{63}, std::size_t{130}}) {
      const std::string text = std::string(before, 'x') + std::string(sequence.bytes);
      for (std::size_t chunk = 1; chunk <= text.size(); ++chunk) {
        Utf8Checker checker;
        bool good = true;
        for (std::size_t at = 0; at < text.size() && good; at += chunk) {
          good = checker.feed(std::string_view(text).substr(at, chunk));
        }
        good = good && checker.finish();
        ASSERT_EQ(good, sequence.bad_offset < 0) << text << " by " << chunk;
        if (!good) {
          ASSERT_EQ(checker.bad_offset(), before + static_cast<std::size_t>(sequence.bad_offset))
              << text << " by " << chunk;
        }
      }
    }
  }
}

TEST(Container, IsKnownByItsFirstBytes) {
  EXPECT_EQ(container_of(""), Container::empty);
  EXPECT_EQ(container_of("Account,Cost\n"), Container::text);
  EXPECT_EQ(container_of("\x1F\x8B\x08"sv), Container::gzip);
  EXPECT_EQ(container_of("PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x08\0\0\0bill.csv"sv),
            Container::zip);
  EXPECT_EQ(
      container_of("PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x13\0\0\0[Content_Types].xml"sv),
      Container::xlsx);
  // The first entry tells nothing; the second does. A name that only ends like a workbook's does not.
  EXPECT_EQ(
      container_of("PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\0\0\0_"
                   "PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x0F\0\0\0xl/workbook.xml"sv),
      Container::xlsx);
  EXPECT_EQ(container_of("PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x0A\0\0\0xxl/bi.csv"sv),
            Container::zip);
  EXPECT_EQ(container_of("PK\x03\x04"sv), Container::zip);
  EXPECT_EQ(container_of("%PDF-1.7"), Container::pdf);
  EXPECT_EQ(container_of("\x89PNG\r\n\x1A\n"sv), Container::image);
  EXPECT_EQ(container_of("\x01\x02\x03\x04\x05\x06\x07\x08"sv), Container::binary);
  EXPECT_EQ(container_of("P\0r\0o\0"sv), Container::text);
}

}  // namespace
}  // namespace billfold::text
