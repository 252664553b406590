// The scanner finds what the definition says, on every input, for every choice of columns, wherever the chunks are cut.

#include <gtest/gtest.h>
#include <random>

#include "support/rows.h"

namespace billfold {
namespace {

using test::defined;
using test::Reading;
using test::Row;
using test::Rows;
using test::scanned;

using Random = std::mt19937_64;

std::size_t below(Random& random, std::size_t limit) { return static_cast<std::size_t>(random() % limit); }

// Texts of few different bytes, so that every rule about quotes, line ends and delimiters is met often; some with long
// plain stretches, so that blocks of 64 bytes without any of them are too.
std::string any_text(Random& random, char delimiter) {
  static constexpr std::string_view kPieces[] = {"\"",
                                                 "\"",
                                                 "\"\"",
                                                 "\n",
                                                 "\r\n",
                                                 "\r",
                                                 " ",
                                                 "\t",
                                                 "a",
                                                 "7.25",
                                                 "项目",
                                                 "",
                                                 "\xEF\xBB\xBF",
                                                 "a longer piece of text that fills most of a block"};
  std::string text;
  const std::size_t pieces = below(random, 120);
  const std::size_t quoting = below(random, 4);  // some texts have hardly any quotes
  for (std::size_t i = 0; i < pieces; ++i) {
    if (below(random, 3) == 0) {
      text += delimiter;
    } else {
      text += kPieces[quoting == 0 ? 3 + below(random, std::size(kPieces) - 3)
                                   : below(random, std::size(kPieces))];
    }
  }
  return text;
}

// A table that keeps the rules of quotes, as bills do.
std::string tidy_text(Random& random, char delimiter) {
  std::string text;
  const std::size_t width = 1 + below(random, 70);
  const std::size_t rows = below(random, 12);
  const std::string_view line_end = std::string_view("\r\n").substr(below(random, 2));
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t column = 0; column < width; ++column) {
      if (column > 0) text += delimiter;
      const std::string value = std::to_string(row) + "/" + std::to_string(column);
      switch (below(random, 6)) {
        case 0:
          text += '"' + value + delimiter + "\"\"\r\n,\"";
          break;
        case 1:
          text += "\"\"";
          break;
        case 2:
          break;
        default:
          text += value;
      }
    }
    if (row + 1 < rows || below(random, 2) == 0) text += line_end;
  }
  return text;
}

// One that keeps them but for a byte or two, so that the first offence stands anywhere in a row and in a block.
std::string marred_text(Random& random, char delimiter) {
  std::string text = tidy_text(random, delimiter);
  for (std::size_t edits = 1 + below(random, 2); edits > 0 && !text.empty(); --edits) {
    const std::size_t at = below(random, text.size());
    const char byte = "\"\"\"a\r\n"[below(random, 6)];
    switch (below(random, 3)) {
      case 0:
        text[at] = byte;
        break;
      case 1:
        text.insert(at, 1, byte);
        break;
      default:
        text.erase(at, 1);
    }
  }
  return text;
}

std::string any_kind_of_text(Random& random, char delimiter) {
  switch (below(random, 3)) {
    case 0:
      return any_text(random, delimiter);
    case 1:
      return tidy_text(random, delimiter);
    default:
      return marred_text(random, delimiter);
  }
}

std::vector<std::uint32_t> any_columns(Random& random, std::uint32_t width) {
  std::vector<std::uint32_t> wanted;
  const std::size_t share = 1 + below(random, 8);
  for (std::uint32_t column = 0; column < width; ++column) {
    if (below(random, share) == 0) wanted.push_back(column);
  }
  return wanted;
}

Reading any_reading(Random& random) {
  Reading reading;
  reading.dialect.delimiter = ",;\t|"[below(random, 4)];
  reading.header_width = static_cast<std::uint32_t>(1 + below(random, 70));
  reading.wanted = any_columns(random, reading.header_width);
  if (below(random, 4) == 0) reading.row_limit = below(random, 300);
  return reading;
}

std::vector<std::size_t> any_chunks(Random& random) {
  switch (below(random, 4)) {
    case 0:
      return {1};
    case 1:
      return {1 + below(random, 5)};
    case 2:
      return {std::size_t{1} << 20U};
    default: {
      std::vector<std::size_t> chunks;
      for (int i = 0; i < 40; ++i) chunks.push_back(1 + below(random, 150));
      return chunks;
    }
  }
}

TEST(CsvLaw, ScannerEqualsDefinitionForAnyTextColumnsAndChunks) {
  Random random(20260401);
  for (int round = 0; round < 6000; ++round) {
    const Reading reading = any_reading(random);
    const std::string text = any_kind_of_text(random, reading.dialect.delimiter);
    const Rows expected = defined(text, reading);
    ASSERT_EQ(scanned(text, reading, any_chunks(random)), expected) << "round " << round << ": " << text;
  }
}

TEST(CsvLaw, AScannerThatBeginsAtAnyRowFindsTheRest) {
  Random random(20260402);
  std::size_t begun = 0;
  for (int round = 0; round < 300; ++round) {
    Reading reading = any_reading(random);
    reading.row_limit = csv::Scanner::kRowLimit;
    const std::string text = any_kind_of_text(random, reading.dialect.delimiter);
    const Rows whole = scanned(text, reading, {text.size() + 1});
    for (std::size_t row = 1; row < whole.rows.size(); ++row) {
      reading.start = {whole.rows[row].offset, whole.rows[row].line};
      const Rows rest =
          scanned(std::string_view(text).substr(reading.start.offset), reading, any_chunks(random));
      const std::vector<Row> expected(whole.rows.begin() + static_cast<std::ptrdiff_t>(row),
                                      whole.rows.end());
      ASSERT_EQ(rest.rows, expected) << "round " << round << ": " << text;
      ASSERT_EQ(rest.error, whole.error);
      ++begun;
    }
  }
  EXPECT_GT(begun, 1000U);
}

TEST(CsvLaw, BatchesOfAnyNumberOfRowsAreOneText) {
  std::string text;
  for (int row = 0; row < 5000; ++row) text += std::to_string(row) + ",x," + std::to_string(row * 7) + "\n";
  const Reading reading{.header_width = 3, .wanted = {0, 2}};
  const Rows expected = defined(text, reading);
  ASSERT_EQ(expected.rows.size(), 5000U);
  for (const std::size_t chunk : {std::size_t{37}, std::size_t{4096}, text.size()}) {
    EXPECT_EQ(scanned(text, reading, {chunk}), expected) << chunk;
  }
}

}  // namespace
}  // namespace billfold
