#include "plan/presets.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "vendor/fields.h"

namespace billfold::plan {
namespace {

struct Expected {
  std::string id;
  std::vector<std::string> levels;
};

TEST(Presets, AreTheEightSchemesAndTheCombinedOne) {
  const std::vector<Expected> expected = {{"departments", {"payer", "owner"}},
                                          {"project_teams", {"project"}},
                                          {"products", {"project", "tag:"}},
                                          {"models", {"model", "unit"}},
                                          {"people", {"creator"}},
                                          {"sub_accounts", {"login"}},
                                          {"workspaces", {"workspace"}},
                                          {"keys", {"workspace", "key"}},
                                          {"workspace_login_key", {"workspace", "login", "key"}}};
  ASSERT_EQ(presets().size(), expected.size());
  for (std::size_t at = 0; at < expected.size(); ++at) {
    EXPECT_EQ(presets()[at].id, expected[at].id);
    std::vector<std::string> levels;
    for (const PresetLevel& level : presets()[at].levels) levels.emplace_back(level.dimension);
    EXPECT_EQ(levels, expected[at].levels);
  }
}

TEST(Presets, NameFieldsThatThereAre) {
  for (const Preset& preset : presets()) {
    for (const PresetLevel& level : preset.levels) {
      EXPECT_TRUE(level.dimension == kBestTag || vendor::find_field(level.dimension) != nullptr)
          << level.dimension;
    }
  }
}

TEST(Presets, SubAccountsAreSplitOverTheirOwnColumn) { EXPECT_EQ(presets()[5].measure, "unblendedCost"); }

}  // namespace
}  // namespace billfold::plan
