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
  std::string out;
  for (const double ratio : {0.5, -0.25, 1.0, 0.0, 1.0 / 3.0, -0.0000001}) {
    json::append_ratio(out, ratio);
    out += ' ';
  }
  EXPECT_EQ(out, "0.5 -0.25 1 0 0.333333 0 ");
}

}  // namespace
}  // namespace billfold
