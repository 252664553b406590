#include "vendor/tags.h"

#include <gtest/gtest.h>
#include <string>
#include <utility>
#include <vector>

namespace billfold::vendor {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

struct Case {
  TagForm form;
  std::string_view cell;
  Pairs tags;
};

void expect_tags(const Case& c) {
  TagReader reader;
  Pairs found;
  EXPECT_TRUE(reader.for_each_tag(c.form, c.cell, [&](std::string_view key, std::string_view value) {
    found.emplace_back(key, value);
  })) << c.cell;
  EXPECT_EQ(found, c.tags) << c.cell;
}

// The spellings are those of published bills; keys and values are invented.

TEST(Tags, ReadsJson) {
  expect_tags({TagForm::json, R"({"env": "prod", "org": "kiwi"})", {{"env", "prod"}, {"org", "kiwi"}}});
  expect_tags({TagForm::json,
               R"({"a":"x\"y","\u4e2d":"\u6587","n":12.50,"t":true,"o":{"k":1}})",
               {{"a", "x\"y"}, {"中", "文"}, {"n", "12.50"}, {"t", "true"}, {"o", R"({"k":1})"}}});
  expect_tags(
      {TagForm::json, R"({"sys:ark:createdBy":"IAMUser/lin"})", {{"sys:ark:createdBy", "IAMUser/lin"}}});
  expect_tags({TagForm::json, R"({"empty":""})", {{"empty", ""}}});
}

TEST(Tags, KeepsKeysApartThatDifferByABlank) {
  expect_tags({TagForm::json,
               R"({"org": "kiwi", " org": "plum", "test": ",NULL,NULL,"})",
               {{"org", "kiwi"}, {" org", "plum"}, {"test", ",NULL,NULL,"}}});
}

TEST(Tags, ReadsJsonListsOfKeyAndValue) {
  expect_tags({TagForm::json,
               R"([{"Key":"team","Value":"kiwi"},{"Key":"env","Value":null},{"Value":"z","Key":"zone"}])",
               {{"team", "kiwi"}, {"zone", "z"}}});
  expect_tags({TagForm::json, R"([{"TagKey":"team","TagValue":"kiwi"}])", {{"team", "kiwi"}}});
  expect_tags({TagForm::json, R"([["team","kiwi"],["env",null]])", {{"team", "kiwi"}}});
  expect_tags({TagForm::json, R"([{"team":"kiwi"},{"env":"prod"}])", {{"team", "kiwi"}, {"env", "prod"}}});
}

TEST(Tags, LeavesOutAKeyWithoutAValue) {
  expect_tags({TagForm::json, R"({"a":null,"b":"1"})", {{"b", "1"}}});
}

TEST(Tags, ReadsJsonWithoutBraces) {
  expect_tags({TagForm::json_without_braces,
               R"("CostCenter": "1234","env": "prod")",
               {{"CostCenter", "1234"}, {"env", "prod"}}});
  expect_tags({TagForm::json_without_braces, R"({"env":"prod"})", {{"env", "prod"}}});
}

TEST(Tags, ReadsPythonLiterals) {
  expect_tags({TagForm::python,
               "[{'key': 'kind', 'value': 'big_table'}, {'key': 'x', 'value': None}]",
               {{"kind", "big_table"}}});
  expect_tags({TagForm::python, R"({'a': "it's", "b": 'say "hi"'})", {{"a", "it's"}, {"b", "say \"hi\""}}});
  expect_tags(
      {TagForm::python, R"([{'key': 'q', 'value': 'it\'s \u4e2d\x41\n\d'}])", {{"q", "it's 中A\n\\d"}}});
  expect_tags({TagForm::python,
               "{'n': -5e-06, 't': True, 'l': ['a', (1,)], 'd': {'x': None},}",
               {{"n", "-5e-06"}, {"t", "True"}, {"l", "['a', (1,)]"}, {"d", "{'x': None}"}}});
  expect_tags({TagForm::python, "[ ]", {}});
}

TEST(Tags, ReadsPackedPairs) {
  expect_tags({TagForm::packed,
               "label_app:kiwi|label_tier:web|label_empty:",
               {{"label_app", "kiwi"}, {"label_tier", "web"}, {"label_empty", ""}}});
  expect_tags({TagForm::packed, "team=kiwi;env=prod;", {{"team", "kiwi"}, {"env", "prod"}}});
  expect_tags({TagForm::packed, "url:http://a|b:c", {{"url", "http://a"}, {"b", "c"}}});
  expect_tags({TagForm::packed,
               "key:team value:kiwi plum; key:env value:prod",
               {{"team", "kiwi plum"}, {"env", "prod"}}});
}

TEST(Tags, ReadsMaps) {
  expect_tags({TagForm::json_map,
               R"({"user_team":"kiwi","aws_created_by":"x"})",
               {{"user_team", "kiwi"}, {"aws_created_by", "x"}}});
  expect_tags(
      {TagForm::json_map, "{user_team=kiwi, user_env=prod}", {{"user_team", "kiwi"}, {"user_env", "prod"}}});
}

TEST(Tags, ReadsAColumnThatIsOneKey) {
  expect_tags({TagForm::column, "kiwi", {{"", "kiwi"}}});
  expect_tags({TagForm::column, "  ", {}});
  expect_tags({TagForm::column, "-", {{"", "-"}}});
}

TEST(Tags, KnowsTheFormByTheCell) {
  expect_tags({TagForm::automatic, R"({"a":"1"})", {{"a", "1"}}});
  expect_tags({TagForm::automatic, R"([{"Key":"a","Value":"1"}])", {{"a", "1"}}});
  expect_tags({TagForm::automatic, R"("a": "1","b":"2")", {{"a", "1"}, {"b", "2"}}});
  expect_tags({TagForm::automatic, "[{'key': 'a', 'value': '1'}]", {{"a", "1"}}});
  expect_tags({TagForm::automatic, "{a=1}", {{"a", "1"}}});
  expect_tags({TagForm::automatic, "a:1|b:2", {{"a", "1"}, {"b", "2"}}});
}

TEST(Tags, FindsNoneInACellThatSaysSo) {
  for (const TagForm form : {TagForm::automatic, TagForm::json, TagForm::json_without_braces, TagForm::python,
                             TagForm::packed, TagForm::json_map}) {
    for (const std::string_view cell : {"", " ", "{}", "[]", "NULL", "null", "None", "-"})
      expect_tags({form, cell, {}});
  }
}

TEST(Tags, GivesNoTagAtAllFromAMalformedCell) {
  struct Malformed {
    TagForm form;
    std::string_view cell;
  };
  TagReader reader;
  for (const Malformed& m : {
           Malformed{TagForm::json, R"({"a":"1","b":)"},
           Malformed{TagForm::json, R"({"a":"1"} x)"},
           Malformed{TagForm::json, R"({"a":"1","b":tru})"},
           Malformed{TagForm::json, R"("a")"},
           Malformed{TagForm::json, R"(["a"])"},
           Malformed{TagForm::json, R"([["a","b","c"]])"},
           Malformed{TagForm::json, "{'a':'1'}"},
           Malformed{TagForm::json, "{\"a\":\"\xff\"}"},
           Malformed{TagForm::json_without_braces, R"("a": "1", "b")"},
           Malformed{TagForm::python, "[{'a': '1'}, {'b': ]"},
           Malformed{TagForm::python, "{'a': '1'"},
           Malformed{TagForm::python, "{'a' '1'}"},
           Malformed{TagForm::python, R"({'a': '\ud800'})"},
           Malformed{TagForm::packed, "a:1|b"},
           Malformed{TagForm::packed, "key:a value:1; b"},
           Malformed{TagForm::json_map, "{a}"},
       }) {
    int calls = 0;
    EXPECT_FALSE(reader.for_each_tag(m.form, m.cell, [&](std::string_view, std::string_view) { ++calls; }))
        << m.cell;
    EXPECT_EQ(calls, 0) << m.cell;
    EXPECT_TRUE(reader.tags().empty()) << m.cell;
  }
}

TEST(Tags, GoesNoDeeperThanAListMayBe) {
  TagReader reader;
  EXPECT_TRUE(reader.read(TagForm::python, "{'a': " + std::string(30, '[') + std::string(30, ']') + "}"));
  EXPECT_FALSE(
      reader.read(TagForm::python, "{'a': " + std::string(5000, '[') + std::string(5000, ']') + "}"));
}

TEST(Tags, ReadsTheNextCellAfterAMalformedOne) {
  TagReader reader;
  EXPECT_FALSE(reader.read(TagForm::json, R"({"a":)"));
  ASSERT_TRUE(reader.read(TagForm::json, R"({"b":"2"})"));
  ASSERT_EQ(reader.tags().size(), 1U);
  EXPECT_EQ(reader.tags()[0].key, "b");
}

TEST(TagForms, HaveTheNamesThatProfilesUse) {
  TagForm form = TagForm::none;
  EXPECT_TRUE(find_tag_form("json_without_braces", form));
  EXPECT_EQ(form, TagForm::json_without_braces);
  EXPECT_EQ(name_of(TagForm::packed), "packed");
  EXPECT_FALSE(find_tag_form("none", form));
  EXPECT_FALSE(find_tag_form("xml", form));
}

}  // namespace
}  // namespace billfold::vendor
