#pragma once

// The ready-made ways to split, as plans. (rules 2: the eight schemes, and the combined one)
//
// What they are is here; whether a bill can be split so, and which suits it, is split/advice.h.

#include <cstdint>
#include <span>
#include <string_view>

#include "plan/plan.h"

namespace billfold::plan {

// Stands for the tag key that tells most of the bill apart.
inline constexpr std::string_view kBestTag = "tag:";

struct PresetLevel {
  std::string_view dimension;
  // Without it the scheme says nothing; another level is left out where the bill does not have it.
  bool required = true;
};

struct Preset {
  std::string_view id;
  std::span<const PresetLevel> levels;  // outermost first
  // An amount column by its header, for the bills that have one; "" any.
  std::string_view measure;
  // Why this one is recommended, a code.
  std::string_view reason;
};

// In the order of rules 2: departments, project_teams, products, models, people, sub_accounts, workspaces, keys,
// workspace_login_key.
std::span<const Preset> presets();

}  // namespace billfold::plan
