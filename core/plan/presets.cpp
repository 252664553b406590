#include "plan/presets.h"

#include <array>

namespace billfold::plan {
namespace {

constexpr std::array kDepartments = {PresetLevel{"payer", false}, PresetLevel{"owner"}};
constexpr std::array kProjectTeams = {PresetLevel{"project"}};
constexpr std::array kProducts = {PresetLevel{"project", false}, PresetLevel{kBestTag}};
constexpr std::array kModels = {PresetLevel{"model"}, PresetLevel{"unit", false}};
constexpr std::array kPeople = {PresetLevel{"creator"}};
constexpr std::array kSubAccounts = {PresetLevel{"login"}};
constexpr std::array kWorkspaces = {PresetLevel{"workspace"}};
constexpr std::array kKeys = {PresetLevel{"workspace", false}, PresetLevel{"key"}};
constexpr std::array kCombined = {PresetLevel{"workspace"}, PresetLevel{"login"}, PresetLevel{"key"}};

// The sub-accounts' figures are the platform's own, before discounts and tax: the header is the vendor's word.
constexpr std::string_view kUnblendedCost = "unblendedCost";

constexpr std::array kPresets = {
    Preset{"departments", kDepartments, "", "accounts_per_department"},
    Preset{"project_teams", kProjectTeams, "", "projects_apart"},
    Preset{"products", kProducts, "", "tags_tell_products_apart"},
    Preset{"models", kModels, "", "models_apart"},
    Preset{"people", kPeople, "", "creators_known"},
    Preset{"sub_accounts", kSubAccounts, kUnblendedCost, "people_share_resources"},
    Preset{"workspaces", kWorkspaces, "", "isolated_business_lines"},
    Preset{"keys", kKeys, "", "systems_within_workspace"},
    Preset{"workspace_login_key", kCombined, "", "three_tiers"},
};

}  // namespace

std::span<const Preset> presets() { return kPresets; }

}  // namespace billfold::plan
