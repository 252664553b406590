#include "base/dictionary.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace billfold {
namespace {

TEST(Dictionary, GivesIdZeroToTheEmptyText) {
  Dictionary dictionary;
  EXPECT_EQ(dictionary.intern(""), 0U);
  EXPECT_EQ(dictionary.text(0), "");
  EXPECT_EQ(dictionary.size(), 1U);
}

TEST(Dictionary, GivesEachTextOneIdAndKeepsViewsValidWhileItGrows) {
  Dictionary dictionary;
  std::vector<std::string_view> views;
  const auto text_number = [](int i) {
    return "value " + std::to_string(i * 7919) + std::string(static_cast<std::size_t>(i % 40), 'x');
  };
  for (int i = 0; i < 20000; ++i) {
    const std::uint32_t id = dictionary.intern(text_number(i));
    ASSERT_EQ(id, static_cast<std::uint32_t>(i) + 1);
    views.push_back(dictionary.text(id));
  }
  for (int i = 0; i < 20000; ++i) {
    ASSERT_EQ(views[static_cast<std::size_t>(i)], text_number(i));
    ASSERT_EQ(dictionary.find(text_number(i)), static_cast<std::uint32_t>(i) + 1);
    ASSERT_EQ(dictionary.intern(text_number(i)), static_cast<std::uint32_t>(i) + 1);
  }
  EXPECT_EQ(dictionary.find("value"), std::nullopt);
}

TEST(Dictionary, TellsTextsApartThatDifferInOneByteOnly) {
  Dictionary dictionary;
  std::string text(17, 'a');
  const std::uint32_t first = dictionary.intern(text);
  for (char& c : text) {
    c = 'b';
    EXPECT_NE(dictionary.intern(text), first);
    c = 'a';
  }
  EXPECT_EQ(dictionary.size(), 2U + 17U);
}

}  // namespace
}  // namespace billfold
