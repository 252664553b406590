#include "base/json_schema.h"

#include <gtest/gtest.h>

namespace billfold {
namespace {

struct Leaf {
  std::optional<std::string> name;
  std::vector<std::uint32_t> rows;
  BILLFOLD_FIELDS(Leaf, name, rows)
};

struct Tree {
  bool open = false;
  double ratio = 0;
  std::int64_t shift = 0;
  std::string text;
  Leaf first;
  std::vector<Leaf> leaves;
  BILLFOLD_FIELDS(Tree, open, ratio, shift, text, first, leaves)
};

template <class T>
std::string schema_of() {
  json_schema::Definitions definitions;
  return definitions.schema_of(json::shape_of<T>());
}

TEST(JsonSchema, OfAValueIsItsTypeAsTheReaderHasIt) {
  EXPECT_EQ(schema_of<bool>(), R"({"type":"boolean"})");
  EXPECT_EQ(schema_of<double>(), R"({"type":"number"})");
  EXPECT_EQ(schema_of<std::string>(), R"({"type":"string"})");
  EXPECT_EQ(schema_of<std::uint32_t>(), R"({"type":"integer","minimum":0})");
  EXPECT_EQ(schema_of<std::optional<std::string>>(), R"({"anyOf":[{"type":"string"},{"type":"null"}]})");
  EXPECT_EQ(schema_of<std::vector<double>>(), R"({"type":"array","items":{"type":"number"}})");
}

TEST(JsonSchema, OfASignedNumberHasNoMinimum) {
  EXPECT_EQ(schema_of<std::int64_t>(), R"({"type":"integer"})");
}

// What may be absent is not required; what is not known may not be there.
TEST(JsonSchema, DefinesEachStructOnceBehindWhatItNeeds) {
  EXPECT_EQ(
      json_schema::of<Tree>("A tree"),
      R"({"$schema":"http://json-schema.org/draft-07/schema#","title":"A tree",)"
      R"("allOf":[{"$ref":"#/definitions/Tree"}],"definitions":{)"
      R"("Leaf":{"type":"object","properties":{"name":{"anyOf":[{"type":"string"},{"type":"null"}]},)"
      R"("rows":{"type":"array","items":{"type":"integer","minimum":0}}},"additionalProperties":false},)"
      R"("Tree":{"type":"object","properties":{"open":{"type":"boolean"},"ratio":{"type":"number"},)"
      R"("shift":{"type":"integer"},"text":{"type":"string"},"first":{"$ref":"#/definitions/Leaf"},)"
      R"("leaves":{"type":"array","items":{"$ref":"#/definitions/Leaf"}}},"additionalProperties":false}}})");
}

}  // namespace
}  // namespace billfold
