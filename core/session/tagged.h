#pragma once

// What breaks the tag policy, and what else the compliance matrix counts, as the answers and the explanations of their
// figures both need it. (rules 5)

#include <optional>
#include <string>
#include <vector>

#include "session/asked.h"
#include "watch/tag_policy.h"

namespace billfold::session::questions {

// The rules asked about, each ready to be asked.
using Policy = std::vector<watch::TagCheck>;
Result<Policy> policy_of(const Asked& asked, const TagsRequest& request);

// What one combination of tag values breaks.
struct Broken {
  std::uint32_t node = 0;  // of the tree's last level
  std::vector<std::string> missing;
  json::Entries<std::string> bad;

  bool any() const { return !missing.empty() || !bad.empty(); }
};
// All lines by the values that rules ask about and those that they are to be named by.
struct Breaches {
  split::Tree tree;
  split::Figure good;
  split::Figure broken;
  std::vector<Broken> all;  // largest amount first

  const split::Node& leaf_of(const Broken& one) const { return tree.levels.back().nodes[one.node]; }
  // A value a rule, then those of `show`.
  split::Path path_of(const Broken& one) const { return tree.path_of(tree.levels.size() - 1, one.node); }
};
Result<Breaches> breaches_of(const Asked& asked, const TagsRequest& request, Policy& policy);

// An account of the bill, nothing on lines without one, and whether the plan's roster puts it in a unit.
struct AccountInTree {
  std::optional<std::string> account;
  bool in_unit = false;
};
Result<std::vector<AccountInTree>> accounts_of(const Asked& asked, const plan::Plan& plan);

// Whether a budget has a threshold of the forecast.
bool warns_ahead(const plan::Budget& budget);

}  // namespace billfold::session::questions
