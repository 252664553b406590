#include "vendor/fields.h"

#include <gtest/gtest.h>
#include <set>
#include <string>

namespace billfold::vendor {
namespace {

// A name stands on the command line and in a plan, between commas and before a colon.
bool is_name(std::string_view name) {
  return !name.empty() && name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string_view::npos;
}

template <class Entries>
void expect_entries(const Entries& entries) {
  std::set<std::string_view> names;
  std::set<std::string_view> english;
  std::set<std::string_view> chinese;
  for (const auto& entry : entries) {
    EXPECT_TRUE(is_name(entry.name)) << entry.name;
    EXPECT_TRUE(names.insert(entry.name).second) << entry.name;
    EXPECT_TRUE(english.insert(entry.english).second) << entry.english;
    EXPECT_TRUE(chinese.insert(entry.chinese).second) << entry.chinese;
    EXPECT_TRUE(entry.sentence.ends_with('.')) << entry.name;
  }
  EXPECT_FALSE(names.contains(""));
  EXPECT_FALSE(english.contains(""));
  EXPECT_FALSE(chinese.contains(""));
}

TEST(Fields, HaveOneNameTwoLabelsAndASentenceEach) { expect_entries(fields()); }

TEST(MeasureRoles, HaveOneNameTwoLabelsAndASentenceEach) { expect_entries(measure_roles()); }

struct Term {
  std::string_view name;
  std::string_view chinese;
};

// rules 2: the dimensions that a bill may carry.
TEST(Fields, HaveTheConsolesOwnTerms) {
  for (const Term& term : {
           Term{"payer", "托管主账号"},
           Term{"owner", "托管子账号"},
           Term{"project", "项目"},
           Term{"model", "配置名称"},
           Term{"unit", "计费单元"},
           Term{"creator", "创建者"},
           Term{"workspace", "工作空间"},
           Term{"login", "子账号"},
           Term{"key", "API Key"},
       }) {
    const Field* field = find_field(term.name);
    ASSERT_NE(field, nullptr) << term.name;
    EXPECT_EQ(field->name, term.name);
    EXPECT_EQ(field->chinese, term.chinese);
  }
}

// rules 3 and 4.
TEST(MeasureRoles, HaveTheConsolesOwnTerms) {
  for (const Term& term : {
           Term{"payable", "应付金额"},
           Term{"voucher", "代金券抵扣"},
           Term{"rounding", "抹零金额"},
           Term{"amortized", "本期分摊"},
           Term{"daily", "每日分摊"},
           Term{"opening", "期初已分摊"},
           Term{"unamortized", "未分摊"},
       }) {
    const MeasureRole* role = find_measure_role(term.name);
    ASSERT_NE(role, nullptr) << term.name;
    EXPECT_EQ(role->name, term.name);
    EXPECT_EQ(role->chinese, term.chinese);
  }
}

TEST(Fields, AreFoundByTheirWholeNameOnly) {
  for (const std::string_view name : {"", "Owner", "own", "owner ", "measure", "billed"})
    EXPECT_EQ(find_field(name), nullptr) << name;
  for (const std::string_view name : {"", "Billed", "bill", "owner"})
    EXPECT_EQ(find_measure_role(name), nullptr) << name;
}

TEST(Fields, BeginWithWhoPays) { EXPECT_EQ(fields().front().name, "payer"); }

TEST(Fields, CanBeMappedAndSoCanMeasureCurrencyAndTags) {
  for (const Field& field : fields()) EXPECT_TRUE(is_mappable(field.name)) << field.name;
  for (const std::string_view name : {"measure", "currency", "tags"}) EXPECT_TRUE(is_mappable(name)) << name;
  for (const std::string_view name : {"", "tag", "billed", "Owner"}) EXPECT_FALSE(is_mappable(name)) << name;
}

TEST(Fields, OfAnIdentifierMayHaveOneForItsNames) {
  EXPECT_EQ(name_field_of("owner"), "owner_name");
  EXPECT_EQ(name_field_of("instance"), "instance_name");
  EXPECT_EQ(name_field_of("region"), "");
  EXPECT_EQ(name_field_of("owner_name"), "");
  EXPECT_EQ(name_field_of("nobody"), "");
}

}  // namespace
}  // namespace billfold::vendor
