#include "base/json.h"

#include <gtest/gtest.h>

namespace billfold {
namespace {

struct Leaf {
  std::vector<std::optional<std::string>> key;
  std::string amount;
  std::uint32_t rows = 0;
  BILLFOLD_FIELDS(Leaf, key, amount, rows)
};

struct Tree {
  json::Entries<std::string> measures;
  std::vector<Leaf> leaves;
  bool open = false;
  double ratio = 0;
  BILLFOLD_FIELDS(Tree, measures, leaves, open, ratio)
};

constexpr std::string_view kText =
    R"({"measures":{"b":"20.5","a":"1"},"leaves":[{"key":["acc \"x\"\u0001",null],"amount":"-3","rows":7}],"open":true,"ratio":0.25})";

TEST(Json, WritesWhatItReads) {
  const Result<Tree> tree = json::parse<Tree>(kText, Code::bad_request);
  ASSERT_TRUE(tree);
  EXPECT_EQ(tree->leaves.at(0).key.at(0), "acc \"x\"\x01");
  EXPECT_EQ(tree->leaves.at(0).key.at(1), std::nullopt);
  EXPECT_EQ(tree->leaves.at(0).rows, 7U);
  EXPECT_EQ(json::text_of(*tree), kText);
}

TEST(Json, KeepsTheDefaultOfAnAbsentField) {
  const Result<Leaf> leaf = json::parse<Leaf>(R"({"amount":"2"})", Code::bad_request);
  ASSERT_TRUE(leaf);
  EXPECT_EQ(leaf->rows, 0U);
}

struct Broken {
  std::string_view text;
  std::string_view sentence;
};

TEST(Json, NamesThePlaceOfWhatIsWrong) {
  for (const Broken& broken : {
           Broken{R"({"leaves":[{"rows":1},{"rows":-1}]})", "is out of range (at leaves[1].rows)"},
           Broken{R"({"leaves":[{"key":[3]}]})", "is not a string (at leaves[0].key[0])"},
           Broken{R"({"leave":[]})", "is not a known field (at leave)"},
           Broken{R"({"open":1})", "is not true or false (at open)"},
           Broken{R"({"open":true} {})", "more follows after the JSON (at the end)"},
           Broken{R"()", "it is not JSON (at the start)"},
       }) {
    const Result<Tree> tree = json::parse<Tree>(broken.text, Code::bad_request);
    ASSERT_FALSE(tree) << broken.text;
    EXPECT_EQ(sentence_of(tree.error()), "The request is not valid: " + std::string(broken.sentence) + ".");
  }
}

TEST(Json, WritesARatioWithAtMostSixDigits) {
  EXPECT_EQ(json::text_of(std::vector<double>{0.5, -0.25, 1.0, 0.0, 1.0 / 3.0, -0.0000001}),
            "[0.5,-0.25,1,0,0.333333,0]");
}

struct Widths {
  std::int8_t smallest = -128;
  std::uint8_t byte = 255;
  std::int32_t negative = INT32_MIN;
  std::uint32_t word = UINT32_MAX;
  std::int64_t least = INT64_MIN;
  std::uint64_t most = UINT64_MAX;
  BILLFOLD_FIELDS(Widths, smallest, byte, negative, word, least, most)
};

TEST(Json, WritesIntegersOfEveryWidth) {
  EXPECT_EQ(json::text_of(Widths{}),
            R"({"smallest":-128,"byte":255,"negative":-2147483648,"word":4294967295,)"
            R"("least":-9223372036854775808,"most":18446744073709551615})");
}

TEST(Json, ReadsWhatFitsIntoAnIntegerAndNothingElse) {
  for (const std::string_view fits :
       {R"({"smallest":-128})", R"({"smallest":127})", R"({"byte":255})", R"({"negative":-2147483648})",
        R"({"word":4294967295})", R"({"least":-9223372036854775808})", R"({"most":9223372036854775807})"}) {
    const Result<Widths> read = json::parse<Widths>(fits, Code::bad_request);
    ASSERT_TRUE(read) << fits;
    const std::string field(fits.substr(1, fits.size() - 2));
    EXPECT_NE(json::text_of(*read).find(field), std::string::npos) << fits;
  }
  for (const std::string_view beyond :
       {R"({"smallest":-129})", R"({"smallest":128})", R"({"byte":256})", R"({"byte":-1})",
        R"({"negative":2147483648})", R"({"word":4294967296})", R"({"word":-1})", R"({"most":-1})"}) {
    EXPECT_FALSE(json::parse<Widths>(beyond, Code::bad_request)) << beyond;
  }
}

struct Holders {
  std::optional<std::string> maybe = "default";
  json::IfAny<std::string> any;
  std::vector<Leaf> list = {Leaf{}};
  BILLFOLD_FIELDS(Holders, maybe, any, list)
};

TEST(Json, LeavesOutWhatThereIsOnlyIfAny) {
  Holders holders;
  holders.list.clear();
  EXPECT_EQ(json::text_of(holders), R"({"maybe":"default","list":[]})");
  holders.any = "a";
  EXPECT_EQ(json::text_of(holders), R"({"maybe":"default","any":"a","list":[]})");
}

TEST(Json, PutsWhatIsReadInTheDefaultsPlace) {
  const Result<Holders> read =
      json::parse<Holders>(R"({"maybe":null,"list":[{"rows":2},{"rows":3}]})", Code::bad_request);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->maybe, std::nullopt);
  ASSERT_EQ(read->list.size(), 2U);
  EXPECT_EQ(read->list.at(1).rows, 3U);
}

}  // namespace
}  // namespace billfold
