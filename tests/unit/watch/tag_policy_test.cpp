#include "watch/tag_policy.h"

#include <gtest/gtest.h>

namespace billfold::watch {
namespace {

// The policy of rules 5, as its source prints it.
constexpr std::string_view kPolicy = R"({
  "TagPolicy": {
    "Environment": {"Required": true, "Values": ["Production", "Staging", "Development", "Test"]},
    "Project": {"Required": true, "Pattern": "^[A-Z]{3}-[0-9]{4}$"},
    "Owner": {"Required": true, "Type": "Email"},
    "CostCenter": {"Required": true, "Pattern": "^CC-[0-9]{6}$"},
    "DataClassification": {"Required": false, "Values": ["Public", "Internal", "Confidential", "Restricted"]}
  }
})";

std::string state(std::string_view key, std::optional<std::string_view> value) {
  const auto rules = parse_policy(kPolicy);
  EXPECT_TRUE(rules.ok());
  for (const plan::TagRule& rule : *rules) {
    if (rule.key == key) return std::string(name_of(TagCheck::of(rule)->check(value)));
  }
  return "no rule";
}

TEST(TagPolicy, ThePublishedPolicyIsRead) {
  const auto rules = parse_policy(kPolicy);
  ASSERT_TRUE(rules.ok());
  ASSERT_EQ(rules->size(), 5U);
  EXPECT_EQ((*rules)[0].key, "Environment");
  EXPECT_EQ((*rules)[0].values.size(), 4U);
  EXPECT_EQ((*rules)[2].type, "email");
  EXPECT_FALSE((*rules)[4].required);
}

TEST(TagPolicy, EachRuleOfThePublishedPolicyHolds) {
  struct Case {
    std::string_view key;
    std::optional<std::string_view> value;
    std::string_view state;
  };
  const Case cases[] = {
      {"Environment", "Production", "good"},
      {"Environment", "prd", "bad_value"},
      {"Environment", std::nullopt, "missing"},
      {"Project", "ABC-1234", "good"},
      {"Project", "ABC-12345", "bad_value"},
      {"Project", "xABC-1234", "bad_value"},
      {"Project", "abc-1234", "bad_value"},
      {"Owner", "lin@example.com", "good"},
      {"Owner", "lin", "bad_value"},
      {"CostCenter", "CC-123456", "good"},
      {"CostCenter", "CC-12345", "bad_value"},
      {"CostCenter", std::nullopt, "missing"},
      {"DataClassification", "Public", "good"},
      {"DataClassification", "Secret", "bad_value"},
      {"DataClassification", std::nullopt, "absent"},
  };
  for (const Case& one : cases) {
    EXPECT_EQ(state(one.key, one.value), one.state) << one.key << " " << one.value.value_or("(none)");
  }
}

TEST(TagPolicy, AnAddressHasOneSignAndADottedHost) {
  for (const char* good : {"a@b.c", "first.last+x@sub.example.com", "李@例子.中国"})
    EXPECT_TRUE(is_email(good)) << good;
  for (const char* bad :
       {"", "a", "@b.c", "a@b", "a@.c", "a@b.", "a@b..c", "a@b@c.d", "a b@c.d", "a@b.c,d@e.f"}) {
    EXPECT_FALSE(is_email(bad)) << bad;
  }
}

TEST(TagPolicy, ABadValueFindsTheOneThatWasMeant) {
  const std::vector<std::string> allowed = {"Production", "Staging", "Development", "Test"};
  const std::pair<const char*, const char*> cases[] = {
      {"production", "Production"},
      {"PROD", "Production"},
      {"prd", "Production"},
      {"dev", "Development"},
      {"stg", "Staging"},
      {"Prodution", "Production"},
      {"test", "Test"},
      {"tset", ""},
      {"Tests", "Test"},
      {"blue", ""},
      {"p", ""},
      {"", ""},
  };
  for (const auto& [value, meant] : cases) EXPECT_EQ(near_miss(value, allowed).value_or(""), meant) << value;
}

TEST(TagPolicy, ABrokenPolicyIsAnErrorWithItsPlace) {
  EXPECT_EQ(parse_policy("[").error().code, Code::bad_plan);
  EXPECT_EQ(parse_policy(R"({"TagPolicy":{"Owner":{"Must":true}}})").error().values[1].second,
            "TagPolicy.Owner.Must");
  EXPECT_EQ(parse_policy(R"({"TagPolicy":{"Owner":{"Type":"Phone"}}})").error().values[1].second,
            "tags.Owner.type");
  EXPECT_EQ(parse_policy(R"({"TagPolicy":{"Owner":{"Pattern":"["}}})").error().code, Code::bad_pattern);
}

}  // namespace
}  // namespace billfold::watch
