#include "text/encoding.h"

#include <gtest/gtest.h>

#include "support/shared.h"
#include "text/container.h"

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

}  // namespace
}  // namespace billfold::text
