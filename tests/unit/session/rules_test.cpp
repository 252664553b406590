#include "session/rules.h"

#include <gtest/gtest.h>
#include <string>

namespace billfold::session {
namespace {

std::string sentence(std::string_view text) {
  const Result<Rules> rules = read_rules(text);
  return rules ? "read" : sentence_of(rules.error());
}

TEST(Rules, WhatIsAbsentIsAsCoreHasIt) {
  const Result<Rules> rules = read_rules(R"({"version":1,"plan":{"by":["owner"]}})");
  ASSERT_TRUE(rules);
  EXPECT_EQ(rules->plan.by, (std::vector<std::string>{"owner"}));
  EXPECT_EQ(rules->view.lens, "table");
  EXPECT_EQ(json::text_of(*read_rules(json::text_of(*rules))), json::text_of(*rules));
}

TEST(Rules, WhatIsNotKnownIsNamedWithItsPlace) {
  EXPECT_EQ(sentence("{"),
            sentence_of(make_error(Code::bad_plan, {{"what", "it is not JSON"}, {"where", "the start"}})));
  EXPECT_EQ(sentence(R"({"rows":[1]})"), "The plan is not valid: is not a known field (at rows).");
  EXPECT_EQ(sentence(R"({"version":2})"), "The plan is not valid: is of another version (at version).");
  EXPECT_EQ(sentence(R"({"view":{"lens":"pie"}})"),
            "The plan is not valid: is not a known word (at view.lens).");
  EXPECT_EQ(sentence(R"({"view":{"top":4000000000}})"), "The plan is not valid: is too large (at view.top).");
  EXPECT_EQ(sentence(R"({"plan":{"grain":"week"}})"),
            "The plan is not valid: is not a known word (at plan.grain).");
  EXPECT_EQ(sentence(R"({"language":"__proto__"})"),
            "The plan is not valid: is not a known word (at language).");
  EXPECT_EQ(sentence(R"({"plan":{"by":"owner"}})").substr(0, 22), "The plan is not valid:");
}

TEST(Rules, OfAPlanAndAMappingKnowTheirWordsToo) {
  EXPECT_EQ(sentence(R"({"plan":{"basis":"guessed"}})"),
            "The plan is not valid: is not a known word (at plan.basis).");
  EXPECT_EQ(sentence(R"({"mapping":{"decimal_mark":"dot"}})"),
            "The plan is not valid: is not a known word (at mapping.decimal_mark).");
  EXPECT_EQ(sentence(R"({"mapping":{"date_order":"epoch"}})"),
            "The plan is not valid: is not a known word (at mapping.date_order).");
  EXPECT_EQ(
      sentence(R"({"plan":{"basis":"amortized"},"mapping":{"decimal_mark":"comma","date_order":"dmy"}})"),
      "read");
}

TEST(Rules, ATextThatIsTooLongIsRefusedUnread) {
  const std::string name(kMostRulesBytes, 'x');
  EXPECT_EQ(sentence(R"({"plan":{"by":[")" + name + R"("]}})"),
            "The plan is not valid: it is too long (at the end).");
}

}  // namespace
}  // namespace billfold::session
