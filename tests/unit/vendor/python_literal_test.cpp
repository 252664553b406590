#include "vendor/python_literal.h"

#include <gtest/gtest.h>

namespace billfold::vendor {
namespace {

// "team=a env=b", or "malformed".
std::string tags_in(std::string_view text) {
  std::string memory;
  std::vector<Tag> tags;
  if (!PythonReader(memory).read_tags(text, tags)) return "malformed";
  std::string out;
  for (const Tag& tag : tags) {
    if (!out.empty()) out += ' ';
    ((out += tag.key) += '=') += tag.value;
  }
  return out;
}

TEST(PythonReader, TakesEveryMemberOfADictForATag) {
  EXPECT_EQ(tags_in("{'team': 'a', 'env': 'b'}"), "team=a env=b");
  EXPECT_EQ(tags_in("{}"), "");
}

TEST(PythonReader, TakesADictWithKeyAndValueForOneTag) {
  EXPECT_EQ(tags_in("{'key': 'team', 'value': 'a'}"), "team=a");
  EXPECT_EQ(tags_in("{'inherited': False, 'value': 'a', 'key': 'team'}"), "team=a");
  EXPECT_EQ(tags_in("{'key': 'team'}"), "key=team");  // a tag that is called key
  EXPECT_EQ(tags_in("{'value': 'a'}"), "value=a");
}

TEST(PythonReader, ReadsTheDictsOfAListInItsOrder) {
  EXPECT_EQ(tags_in("[{'key': 'team', 'value': 'a'}, {'env': 'b'}]"), "team=a env=b");
  EXPECT_EQ(tags_in("[]"), "");
}

TEST(PythonReader, LeavesOutAKeyWhoseValueIsNone) {
  EXPECT_EQ(tags_in("[{'key': 'team', 'value': None}, {'key': 'env', 'value': 'b'}]"), "env=b");
  EXPECT_EQ(tags_in("{'team': None, 'env': 'None'}"), "env=None");  // a text that reads so is one
}

TEST(PythonReader, KeepsTheTextOfANumberAWordAndANestedValue) {
  EXPECT_EQ(tags_in("{'n': 0.10000000000000000001, 'e': -1e-7, 'w': True}"),
            "n=0.10000000000000000001 e=-1e-7 w=True");
  EXPECT_EQ(tags_in("{'l': [1, 'a]'], 't': (1, 2), 'd': {'x': {1, 2}}}"),
            "l=[1, 'a]'] t=(1, 2) d={'x': {1, 2}}");
}

TEST(PythonReader, MindsNoBlanksAndACommaBeforeTheEnd) {
  EXPECT_EQ(tags_in(" [ { 'team' :\t'a' , } ,\r\n ] "), "team=a");
}

TEST(PythonReader, ReadsStringsInEitherQuotes) {
  EXPECT_EQ(tags_in(R"({'a': "it's", "b": 'say "hi"'})"), R"(a=it's b=say "hi")");
  EXPECT_EQ(tags_in(R"({'a': ''})"), "a=");
}

TEST(PythonReader, ReadsEscapes) {
  EXPECT_EQ(tags_in(R"({'a': '\'\"\\\n\t\r'})"), "a='\"\\\n\t\r");
  EXPECT_EQ(tags_in(R"({'a': '\x41\u00e9\u4e2d\U0001f4b0'})"), "a=A\u00e9中\U0001F4B0");
  EXPECT_EQ(tags_in(R"({'a': '\d'})"), "a=\\d");  // Python keeps an escape that it does not know
}

// Views of the first string must not move while later ones are unescaped.
TEST(PythonReader, KeepsTheStringsThatItUnescapedBefore) {
  std::string text = "{";
  std::string expected;
  for (int i = 0; i < 100; ++i) {
    text += "'k\\x41" + std::to_string(i) + "': 'v\\n" + std::to_string(i) + "',";
    expected += (i == 0 ? "" : " ") + ("kA" + std::to_string(i)) + "=v\n" + std::to_string(i);
  }
  EXPECT_EQ(tags_in(text + "}"), expected);
}

TEST(PythonReader, ReadsValuesThatAreNestedNotTooDeep) {
  const auto nested = [](std::size_t levels) {
    return "{'a': " + std::string(levels, '[') + std::string(levels, ']') + "}";
  };
  EXPECT_EQ(tags_in(nested(30)), "a=" + std::string(30, '[') + std::string(30, ']'));
  EXPECT_EQ(tags_in(nested(33)), "malformed");
}

TEST(PythonReader, SaysThatTextIsMalformed) {
  for (const std::string_view text : {
           "",
           "team",
           "'team'",
           "{",
           "{'a'}",
           "{'a': }",
           "{'a' 'b'}",
           "{'a': 'b'",
           "{'a': 'b}",
           "{'a': 'b' 'c': 'd'}",
           "{,}",
           "[",
           "[,]",
           "['a']",
           "[{'a': 'b'} {'c': 'd'}]",
           "[{'a': 'b'}",
           "{'a': 'b'} x",
           "{'a': [1}",
           R"({'a': '\x4'})",
           R"({'a': '\u12g4'})",
           R"({'a': '\ud800'})",
           R"({'a': '\U00110000'})",
           R"({'a': 'b\)",
       })
    EXPECT_EQ(tags_in(text), "malformed") << text;
}

}  // namespace
}  // namespace billfold::vendor
