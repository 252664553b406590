#include "vendor/profile.h"

#include <gtest/gtest.h>
#include <set>

#include "vendor/fields.h"

namespace billfold::vendor {
namespace {

TEST(Profile, IsReadFromItsFile) {
  const Result<Profile> profile = parse_profile(R"({
    "name": "kiwi-cloud", "title": {"en": "Kiwi Cloud bill", "zh": "奇异云账单"}, "vendor": "kiwi", "family": "kiwi",
    "required": [["Cost", "Charge"]], "distinctive": [{"columns": ["Kiwi Id"], "weight": 3}],
    "fields": {"owner": ["Account", "Acct"]}, "tag_fields": {"creator": "made-by"},
    "measures": [{"columns": ["Cost"], "role": "billed"}, {"columns": ["Hours"], "role": "quantity", "money": false}],
    "default_roles": ["billed"], "currency": ["Cur"], "tags": [{"column": "Tag/*", "form": "column", "key_prefix": "k/"}],
    "dates": ["Day"], "date_order": "dmy", "empty_words": ["NULL"], "zero_words": ["Free"], "loose": true
  })");
  ASSERT_TRUE(profile) << sentence_of(profile.error());
  EXPECT_EQ(profile->name, "kiwi-cloud");
  EXPECT_EQ(title_of(*profile, "zh"), "奇异云账单");
  EXPECT_EQ(title_of(*profile, "fr"), "kiwi-cloud");
  EXPECT_EQ(profile->fields.at(0).second.at(1), "Acct");
  EXPECT_EQ(profile->tag_fields.at(0).second, "made-by");
  EXPECT_TRUE(profile->measures.at(0).money);
  EXPECT_FALSE(profile->measures.at(1).money);
  EXPECT_EQ(profile->tags.at(0).key_prefix, "k/");
  EXPECT_EQ(profile->distinctive.at(0).weight, 3);
  EXPECT_EQ(profile->date_order, "dmy");
  EXPECT_TRUE(profile->loose);
}

struct Bad {
  std::string_view json;
  std::string_view sentence;
};

TEST(Profile, IsRefusedWithItsNameAndTheReason) {
  for (const Bad& bad : {
           Bad{R"(not json)", "\"?\" is not valid: it is not JSON (at the start)."},
           Bad{R"({"name":"kiwi","family":"k",)", "\"kiwi\" is not valid: it is not JSON (at the start)."},
           Bad{R"({"name":"kiwi","family":"k"} {})",
               "\"kiwi\" is not valid: more follows after the JSON (at the end)."},
           Bad{R"({"name":"kiwi","colour":"green"})",
               "\"kiwi\" is not valid: is not a known field (at colour)."},
           Bad{R"({"name":"kiwi","measures":[{"rôle":"billed"}]})",
               "\"kiwi\" is not valid: is not a known field (at measures[0].rôle)."},
           Bad{R"({"name":"kiwi","loose":"yes"})", "\"kiwi\" is not valid: is not true or false (at loose)."},
           Bad{R"({"family":"k"})", "\"?\" is not valid: it has no name."},
           Bad{R"({"name":"kiwi"})", "\"kiwi\" is not valid: it has no family."},
           Bad{R"({"name":"kiwi","family":"k","fields":{"colour":["C"]}})",
               "\"kiwi\" is not valid: \"colour\" is not a field."},
           Bad{R"({"name":"kiwi","family":"k","fields":{"owner":[]}})",
               "\"kiwi\" is not valid: field \"owner\" has no columns."},
           Bad{R"({"name":"kiwi","family":"k","tag_fields":{"colour":"c"}})",
               "\"kiwi\" is not valid: \"colour\" is not a field."},
           Bad{R"({"name":"kiwi","family":"k","measures":[{"columns":["C"],"role":"dear"}]})",
               "\"kiwi\" is not valid: \"dear\" is not a role of a measure."},
           Bad{R"({"name":"kiwi","family":"k","measures":[{"role":"billed"}]})",
               "\"kiwi\" is not valid: a measure has no columns."},
           Bad{R"({"name":"kiwi","family":"k","default_roles":["dear"]})",
               "\"kiwi\" is not valid: \"dear\" is not a role of a measure."},
           Bad{R"({"name":"kiwi","family":"k","tags":[{"column":"T","form":"xml"}]})",
               "\"kiwi\" is not valid: \"xml\" is not a form of tags."},
           Bad{R"({"name":"kiwi","family":"k","date_order":"ydm"})",
               "\"kiwi\" is not valid: \"ydm\" is not an order of dates."},
       }) {
    const Result<Profile> profile = parse_profile(bad.json);
    ASSERT_FALSE(profile) << bad.json;
    EXPECT_EQ(profile.error().code, Code::bad_profile);
    EXPECT_EQ(sentence_of(profile.error()), "Profile " + std::string(bad.sentence)) << bad.json;
  }
}

TEST(BuiltInProfiles, AreAllValidAndNamedAsTheirFiles) {
  const Result<std::vector<Profile>> profiles = built_in_profiles();
  ASSERT_TRUE(profiles) << sentence_of(profiles.error());
  EXPECT_EQ(profiles->size(), embedded_profiles().size());
  std::set<std::string> names;
  int generic = 0;
  for (std::size_t i = 0; i < profiles->size(); ++i) {
    const Profile& profile = (*profiles)[i];
    EXPECT_EQ(profile.name, embedded_profiles()[i].first);
    EXPECT_TRUE(names.insert(profile.name).second) << profile.name;
    EXPECT_NE(title_of(profile, "en"), profile.name);
    EXPECT_NE(title_of(profile, "zh"), profile.name);
    EXPECT_EQ(profile.required.empty(), profile.generic) << profile.name;
    generic += profile.generic ? 1 : 0;
  }
  EXPECT_EQ(generic, 1);
}

TEST(BuiltInProfiles, NameEveryFormOfTheBrief) {
  std::set<std::string_view> names;
  for (const auto& [name, text] : embedded_profiles()) names.insert(name);
  for (const std::string_view name : {"volcengine-split",
                                      "volcengine-bill",
                                      "volcengine-cost",
                                      "volcengine-cost-monthly",
                                      "cloudsway-monthly",
                                      "aws-cur-legacy",
                                      "aws-cur-2",
                                      "aws-cur-athena",
                                      "focus",
                                      "azure-ea",
                                      "azure-mca",
                                      "azure-payg",
                                      "gcp-export",
                                      "gcp-console",
                                      "oci-cost",
                                      "huawei-bill",
                                      "huawei-amortized",
                                      "tencent-bill",
                                      "alibaba-bill",
                                      "alibaba-split",
                                      "openshift-pods",
                                      "openshift-storage",
                                      "cursor-usage",
                                      "copilot-requests",
                                      "github-usage",
                                      "openai-costs",
                                      "openai-usage",
                                      "cloudzero-cbf",
                                      "billfold-orders",
                                      "billfold-deductions",
                                      "billfold-meter",
                                      "billfold-prices",
                                      "billfold-accounts",
                                      "generic"}) {
    EXPECT_TRUE(names.contains(name)) << name;
  }
}

TEST(Fields, HaveUniqueNamesAndWordsInBothLanguages) {
  std::set<std::string_view> names;
  for (const Field& field : fields()) {
    EXPECT_TRUE(names.insert(field.name).second) << field.name;
    EXPECT_FALSE(field.english.empty() || field.chinese.empty() || field.sentence.empty()) << field.name;
    EXPECT_EQ(find_field(field.name), &field);
  }
  // The dimensions that the command line promises.
  for (const std::string_view name : {"payer", "owner", "project", "model", "unit", "creator", "workspace",
                                      "login", "key", "product", "region"}) {
    EXPECT_NE(find_field(name), nullptr) << name;
  }
  EXPECT_EQ(find_field("measure"), nullptr);
  EXPECT_TRUE(is_mappable("measure"));
  EXPECT_TRUE(is_mappable("owner"));
  EXPECT_FALSE(is_mappable("colour"));
}

TEST(MeasureRoles, HaveUniqueNames) {
  std::set<std::string_view> names;
  for (const MeasureRole& role : measure_roles()) EXPECT_TRUE(names.insert(role.name).second) << role.name;
  EXPECT_NE(find_measure_role("billed"), nullptr);
  EXPECT_EQ(find_measure_role("dear"), nullptr);
}

}  // namespace
}  // namespace billfold::vendor
