// A file that is read in shards is the same bill as one that is read from its beginning to its end: in every answer, and in
// every place. Where the shards cannot be put together, that is noticed, and nothing else is ever given.

#include <gtest/gtest.h>
#include <random>

#include "support/shards.h"

namespace billfold {
namespace {

using session::BeginRequest;
using session::Session;
using Random = std::mt19937_64;

std::size_t below(Random& random, std::size_t limit) { return static_cast<std::size_t>(random() % limit); }

struct Kind {
  std::string_view line_end = "\n";
  bool quotes = false;  // with delimiters, line breaks and quotes inside
  bool ragged = false;  // rows that are short, or wide, with and without text; blank lines
  bool bad = false;     // cells that are no amounts
  bool total = false;   // a total line at the end, and words like its own before
};

std::string text_cell(Random& random, const Kind& kind) {
  static constexpr std::string_view kTexts[] = {
      "search", "广告平台", "p-17", "", "a longer name of a project", "合计"};
  std::string cell(kTexts[below(random, std::size(kTexts) - (kind.total ? 0 : 1))]);
  if (below(random, 5) == 0) cell += std::to_string(below(random, 400));
  if (!kind.quotes || below(random, 3) != 0) return cell;
  static constexpr std::string_view kInside[] = {",", "\n", "\"\"", "\r\n", "x,y\nz,", "p1,o1,2,3,CNY\n"};
  std::string quoted = "\"" + cell;
  for (std::size_t i = below(random, 4); i > 0; --i) quoted += kInside[below(random, std::size(kInside))];
  return quoted + "\"";
}

std::string amount_cell(Random& random, const Kind& kind) {
  if (kind.bad && below(random, 40) == 0) return "oops";
  if (below(random, 12) == 0) return "";
  std::string cell = below(random, 6) == 0 ? "-" : "";
  cell += std::to_string(below(random, 100000));
  const std::size_t digits = below(random, 11);
  if (digits > 0) cell += ".";
  for (std::size_t i = 0; i < digits; ++i) cell += static_cast<char>('0' + below(random, 10));
  return cell;
}

std::string any_bill(Random& random, const Kind& kind, std::size_t size) {
  std::string text = "Payer,Project,PayableAmount,PaidAmount,Currency" + std::string(kind.line_end);
  while (text.size() < size) {
    text += text_cell(random, kind) + "," + text_cell(random, kind) + "," + amount_cell(random, kind) + "," +
            amount_cell(random, kind) + (below(random, 9) == 0 ? ",USD" : ",CNY");
    if (kind.ragged) {
      static constexpr std::string_view kRest[] = {"", "", "", "", ",", ",,", ",surplus", "\n", "\n,,\n"};
      text += kRest[below(random, std::size(kRest))];
      if (below(random, 10) == 0) text += std::string(kind.line_end) + "short," + text_cell(random, kind);
    }
    text += kind.line_end;
  }
  if (kind.total) text += "合计,,12.50,,";
  return text;
}

BeginRequest request_of(std::string store) {
  BeginRequest request;
  request.file = "bill.csv";
  request.encoding = "utf-8";
  request.store = std::move(store);
  return request;
}

std::vector<std::string> answers_of(Session& session) {
  return {session.split(R"({"plan":{"by":["payer","project"]}})"), session.dimensions(R"({"plan":{}})"),
          session.lines(R"({"plan":{},"path":[],"offset":0,"limit":100000})")};
}

class ShardsLaw : public testing::TestWithParam<Kind> {};

TEST_P(ShardsLaw, AnyNumberOfShardsIsOneBill) {
  Random random(20261126);
  for (int round = 0; round < 2; ++round) {
    const std::string text = any_bill(random, GetParam(), test::kHead + 40000 + below(random, 90000));
    const BeginRequest request = request_of(round == 1 ? "usual" : "");
    Session whole;
    const std::string report = test::read_into(whole, text, request);
    ASSERT_TRUE(report.starts_with(R"({"profile")")) << report;
    const std::vector<std::string> answers = answers_of(whole);
    for (std::size_t shards = 1; shards <= 7; ++shards) {
      Session lead;
      const std::optional<std::string> read =
          test::read_in_shards(lead, text, request, shards, 1000 + below(random, 50000));
      // Where both are wild, a place inside quotes may look like a row's begin.
      if (!read && GetParam().quotes && GetParam().ragged) continue;
      ASSERT_TRUE(read) << shards << " shards";
      ASSERT_EQ(*read, report) << shards << " shards";
      ASSERT_EQ(answers_of(lead), answers) << shards << " shards";
      if (shards != 4) continue;
      // It is the same file to a second pass, too, and to two passes: the first view, and then the rest.
      Session second;
      static_cast<void>(test::read_into(second, text, request_of("")));
      EXPECT_EQ(lead.take_columns(second), report);
      if (round == 0) continue;
      Session first;
      Session rest;
      ASSERT_TRUE(test::read_in_shards(first, text, request_of("first"), shards, 5000));
      ASSERT_TRUE(test::read_in_shards(rest, text, request_of("rest"), shards, 7000));
      EXPECT_EQ(first.take_columns(rest), report);
      EXPECT_EQ(answers_of(first), answers);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, ShardsLaw,
    testing::Values(Kind{}, Kind{.line_end = "\r\n", .quotes = true}, Kind{.quotes = true, .total = true},
                    Kind{.ragged = true, .bad = true},
                    Kind{.line_end = "\r\n", .quotes = true, .ragged = true, .bad = true, .total = true}));

// A quoted cell as long as the window that is looked at, full of lines that look like rows.
TEST(Shards, ABorderInsideQuotesIsNoticed) {
  std::string text = "Payer,Project,PayableAmount,PaidAmount,Currency\n";
  while (text.size() < test::kHead + 1000) text += "p1,o1,1,2,CNY\n";
  text += "\"";
  while (text.size() < test::kHead + 200000) text += "p2,o2,3,4,CNY\n";
  text += "\",o1,1,2,CNY\np1,o1,1,2,CNY\n";
  for (std::size_t shards = 3; shards <= 7; ++shards) {
    Session lead;
    EXPECT_FALSE(test::read_in_shards(lead, text, request_of(""), shards, 10000)) << shards;
  }
}

// 30 digits in front of the point here, and 30 behind it there: whichever comes second is rejected, which no shard knows.
TEST(Shards, AmountsThatDoNotFitEachOtherAreNoticed) {
  const std::string wide = "p,o,123456789012345678901234567890,1,CNY\n";
  const std::string fine = "p,o,0.123456789012345678901234567891,1,CNY\n";
  for (const bool wide_first : {true, false}) {
    std::string text = "Payer,Project,PayableAmount,PaidAmount,Currency\n" + (wide_first ? wide : fine);
    while (text.size() < test::kHead + 100000) text += "p1,o1,1,2,CNY\n";
    text += wide_first ? fine : wide;
    Session lead;
    EXPECT_FALSE(test::read_in_shards(lead, text, request_of(""), 2, 10000));
  }
}

// Of a column whose cells are not stored, too.
TEST(Shards, TalliesThatDoNotFitEachOtherAreNoticed) {
  std::string text = "Payer,Project,PayableAmount,PaidAmount,Currency\n";
  text += "p,o,1,123456789012345678901234567890,CNY\n";
  while (text.size() < test::kHead + 100000) text += "p1,o1,1,2,CNY\n";
  text += "p,o,1,0.123456789012345678901234567891,CNY\n";
  Session lead;
  EXPECT_FALSE(test::read_in_shards(lead, text, request_of("usual"), 2, 10000));
}

TEST(Shards, ALetterThatIsNoUtf8IsNoticed) {
  std::string text = "Payer,Project,PayableAmount,PaidAmount,Currency\n";
  while (text.size() < test::kHead + 100000) text += "p1,o1,1,2,CNY\n";
  text += "p\xFF,o,1,1,CNY\n";
  Session lead;
  EXPECT_FALSE(test::read_in_shards(lead, text, request_of(""), 2, 10000));
}

TEST(Shards, WhatIsNoPieceIsRefused) {
  std::string text = "Payer,Project,PayableAmount,PaidAmount,Currency\n";
  while (text.size() < test::kHead + 1000) text += "p1,o1,1,2,CNY\n";
  Random random(7);
  for (int round = 0; round < 20; ++round) {
    Session lead;
    static_cast<void>(lead.begin(json::text_of(request_of(""))));
    ASSERT_TRUE(test::feed_all(lead, text, text.size()));
    std::string piece(below(random, 200), '\0');
    for (char& byte : piece) byte = static_cast<char>(random());
    test::copied(lead.lend_beside(piece.size()), piece);
    EXPECT_EQ(lead.take_piece(piece.size()), R"({"done":false})");
  }
}

}  // namespace
}  // namespace billfold
