#include "bill/tag_index.h"

#include <gtest/gtest.h>
#include <string>

namespace billfold::bill {
namespace {

using Texts = std::vector<std::string>;

TextColumn column_of(const Texts& cells) {
  TextColumn column;
  for (const std::string& cell : cells) column.push(cell);
  return column;
}

// What each distinct cell of the column, the empty one first, says of a key.
Texts values(const TagIndex& index, std::string_view key) {
  const std::optional<std::uint32_t> id = index.keys().find(key);
  if (!id) return {"no such key"};
  Texts texts;
  for (const std::uint32_t value : index.values_of(*id)) texts.emplace_back(index.values().text(value));
  return texts;
}

TEST(TagIndex, GivesForEveryKeyTheValueOfEachDistinctCell) {
  const TextColumn column = column_of({"team:a|env:prod", "team:b", "team:a|env:prod", "env:test"});
  const TagIndex index(column, vendor::TagForm::packed, "");
  EXPECT_EQ(index.keys().size(), 3U);  // the empty key has an id
  EXPECT_EQ(values(index, "team"), (Texts{"", "a", "b", ""}));
  EXPECT_EQ(values(index, "env"), (Texts{"", "prod", "", "test"}));
  EXPECT_TRUE(index.malformed().empty());
}

TEST(TagIndex, TakesTheFirstValueOfAKeyThatACellRepeats) {
  const TextColumn column = column_of({"team:a|team:b"});
  const TagIndex index(column, vendor::TagForm::packed, "");
  EXPECT_EQ(values(index, "team"), (Texts{"", "a"}));
}

TEST(TagIndex, PutsThePrefixBeforeEachKey) {
  const TextColumn column = column_of({R"({"team":"a","env":"prod"})"});
  const TagIndex index(column, vendor::TagForm::json, "project/");
  EXPECT_EQ(values(index, "project/team"), (Texts{"", "a"}));
  EXPECT_EQ(values(index, "project/env"), (Texts{"", "prod"}));
  EXPECT_FALSE(index.keys().find("team"));
}

TEST(TagIndex, ListsTheCellsThatAreNoTagsAndKeepsTheOthers) {
  const TextColumn column = column_of({R"({"team":"a"})", R"({"team":)", R"({"team":"b"})"});
  const TagIndex index(column, vendor::TagForm::json, "");
  EXPECT_EQ(index.malformed(), (std::vector<std::uint32_t>{2}));
  EXPECT_EQ(values(index, "team"), (Texts{"", "a", "", "b"}));
}

TEST(TagIndex, HasNoKeysWhereNoCellHasTags) {
  const TextColumn column = column_of({"", "{}"});
  const TagIndex index(column, vendor::TagForm::json, "");
  EXPECT_EQ(index.keys().size(), 1U);
  EXPECT_TRUE(index.malformed().empty());
}

}  // namespace
}  // namespace billfold::bill
