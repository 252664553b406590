#include "json/documents.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace billfold::json {
namespace {

struct Found {
  std::vector<std::string> objects;
  Documents::Step last = Documents::Step::end;
  std::size_t offset = 0;
  std::string what;
};

Found find_all(std::string_view text) {
  Documents documents(text);
  Document place;
  Found found;
  while ((found.last = documents.next(place)) == Documents::Step::document) {
    found.objects.emplace_back(text.substr(place.offset, place.size));
  }
  found.offset = documents.offset();
  found.what = documents.what();
  return found;
}

using Objects = std::vector<std::string>;

TEST(Documents, CutsOneAfterTheOther) {
  EXPECT_EQ(find_all(R"({"a":1}{"b":2})").objects, (Objects{R"({"a":1})", R"({"b":2})"}));
  EXPECT_EQ(find_all("{\"a\":1}\n{\"b\":2}\r\n").objects, (Objects{R"({"a":1})", R"({"b":2})"}));
  EXPECT_EQ(find_all("\xEF\xBB\xBF {}").objects, (Objects{"{}"}));
  EXPECT_EQ(find_all("  ").objects, Objects{});
}

TEST(Documents, GoesIntoLists) {
  EXPECT_EQ(find_all(R"([{"a":1}, {"b":[2,{"c":3}]}])").objects,
            (Objects{R"({"a":1})", R"({"b":[2,{"c":3}]})"}));
  EXPECT_EQ(find_all("[[{},{}],[]] [{}]").objects, (Objects{"{}", "{}", "{}"}));
  EXPECT_EQ(find_all("[]").last, Documents::Step::end);
}

TEST(Documents, DoesNotCountBracketsInStrings) {
  EXPECT_EQ(find_all(R"({"a":"}\"{"}{"b":"\\"})").objects, (Objects{R"({"a":"}\"{"})", R"({"b":"\\"})"}));
}

struct Broken {
  std::string_view text;
  std::size_t offset;
  std::string_view what;
};

TEST(Documents, SaysWhereATextIsBroken) {
  for (const Broken& broken : {
           Broken{R"({"a":1)", 6, "it ends in the middle of an object"},
           Broken{R"({"a":"1})", 8, "it ends in the middle of an object"},
           Broken{"[{}", 3, "it ends in the middle of a list"},
           Broken{"[{},]", 4, "a value is missing after a comma"},
           Broken{"[{} {}]", 4, "a comma is missing"},
           Broken{"[,{}]", 1, "a comma stands where a value is expected"},
           Broken{"{},{}", 2, "a comma stands where a value is expected"},
           Broken{"{}]", 2, "a ] closes nothing"},
           Broken{"}", 0, "a value is expected here"},
       }) {
    const Found found = find_all(broken.text);
    EXPECT_EQ(found.last, Documents::Step::broken) << broken.text;
    EXPECT_EQ(found.offset, broken.offset) << broken.text;
    EXPECT_EQ(found.what, broken.what) << broken.text;
  }
}

TEST(Documents, KnowsThatAValueIsNoObject) {
  EXPECT_EQ(find_all("[1,2]").last, Documents::Step::no_object);
  EXPECT_EQ(find_all("hello").last, Documents::Step::no_object);
}

}  // namespace
}  // namespace billfold::json
