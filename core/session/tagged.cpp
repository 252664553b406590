#include "session/tagged.h"

#include <algorithm>

#include "base/sort.h"
#include "watch/budget.h"

namespace billfold::session::questions {
namespace {

using split::MissingTag;

bool same_letters(std::string_view a, std::string_view b) {
  const auto lower = [](char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

// What the bill's vendor puts before the keys that users chose; nothing comes first.
std::vector<std::string> user_prefixes(const bill::Bill& bill) {
  std::vector<std::string> prefixes = {""};
  for (const bill::Column& column : bill.columns) prefixes.push_back(column.role.tag_user_prefix);
  return prefixes;
}

// The bill's key that a policy means: letter for letter, else in another letter case, else behind a prefix of the vendor's.
// The policy's own where the bill has none of these.
std::string key_in_bill(const std::vector<std::string>& keys, const std::vector<std::string>& prefixes,
                        const std::string& wanted) {
  if (std::find(keys.begin(), keys.end(), wanted) != keys.end()) return wanted;
  for (const std::string& prefix : prefixes) {
    for (const std::string& key : keys) {
      if (same_letters(key, prefix + wanted)) return key;
    }
  }
  return wanted;
}

std::vector<std::string> tag_keys(const bill::Bill& bill) {
  constexpr std::string_view kPrefix = "tag:";
  std::vector<std::string> keys;
  for (const bill::DimensionName& dimension : bill::dimension_names(bill)) {
    if (dimension.kind == bill::DimensionKind::tag) keys.push_back(dimension.name.substr(kPrefix.size()));
  }
  return keys;
}

Broken broken_of(Policy& policy, const split::Path& path) {
  Broken broken;
  for (std::size_t at = 0; at < policy.size(); ++at) {
    watch::TagCheck& check = policy[at];
    const std::optional<std::string_view> value =
        path[at] ? std::optional<std::string_view>(*path[at]) : std::nullopt;
    const watch::TagState state = check.check(value);
    if (state == watch::TagState::missing) broken.missing.push_back(check.rule().key);
    if (state == watch::TagState::bad_value) broken.bad.emplace_back(check.rule().key, *path[at]);
  }
  return broken;
}

}  // namespace

Result<Policy> policy_of(const Asked& asked, const TagsRequest& request) {
  std::vector<plan::TagRule> rules = request.plan.watch.tags;
  if (!request.policy.empty()) {
    Result<std::vector<plan::TagRule>> parsed = watch::parse_policy(request.policy);
    if (!parsed) return parsed.error();
    rules = std::move(*parsed);
  }
  const std::vector<std::string> keys = tag_keys(asked.bill);
  const std::vector<std::string> prefixes = user_prefixes(asked.bill);
  Policy policy;
  for (plan::TagRule& rule : rules) {
    rule.key = key_in_bill(keys, prefixes, rule.key);
    Result<watch::TagCheck> check = watch::TagCheck::of(rule);
    if (!check) return check.error();
    policy.push_back(std::move(*check));
  }
  return policy;
}

Result<Breaches> breaches_of(const Asked& asked, const TagsRequest& request, Policy& policy) {
  plan::Plan plan = without_levels(request.plan);
  for (const watch::TagCheck& check : policy) plan.by.push_back("tag:" + check.rule().key);
  for (const std::string& dimension : request.show) plan.by.push_back(dimension);
  Result<split::Tree> tree = split_of(asked, plan, MissingTag::has_no_value);
  if (!tree) return tree.error();
  Breaches breaches{std::move(*tree), {}, {}, {}};
  const split::Tree& all = breaches.tree;
  if (all.levels.empty()) {
    breaches.good = all.total();
    return breaches;
  }
  const std::size_t last = all.levels.size() - 1;
  const std::vector<split::Node>& leaves = all.levels[last].nodes;
  for (std::uint32_t node = 0; node < leaves.size(); ++node) {
    Broken broken = broken_of(policy, all.path_of(last, node));
    split::Figure& figure = broken.any() ? breaches.broken : breaches.good;
    figure.amount += leaves[node].amount;
    figure.rows += leaves[node].rows;
    if (!broken.any()) continue;
    broken.node = node;
    breaches.all.push_back(std::move(broken));
  }
  sort_items(breaches.all, [&leaves](const Broken& a, const Broken& b) {
    return size_of(leaves[a.node].amount) > size_of(leaves[b.node].amount);
  });
  return breaches;
}

Result<std::vector<AccountInTree>> accounts_of(const Asked& asked, const plan::Plan& plan) {
  plan::Plan by_account = without_levels(plan);
  by_account.by = {plan.roster.dimension};
  const Result<split::Tree> tree = split_of(asked, by_account, MissingTag::has_no_value);
  if (!tree) return tree.error();
  const split::TreeLevel& level = tree->levels.front();
  std::vector<AccountInTree> accounts;
  for (const split::Node& node : level.nodes) {
    if (level.is_unassigned(node)) {
      accounts.push_back({});
      continue;
    }
    const auto is_it = [name = level.name_of(node)](const plan::RosterAccount& one) {
      return one.account == name && !one.ou.empty();
    };
    accounts.push_back({std::string(level.name_of(node)),
                        std::any_of(plan.roster.accounts.begin(), plan.roster.accounts.end(), is_it)});
  }
  return accounts;
}

bool warns_ahead(const plan::Budget& budget) {
  const std::vector<plan::Threshold> thresholds =
      budget.thresholds.empty() ? watch::usual_thresholds(budget.dimension) : budget.thresholds;
  return std::any_of(thresholds.begin(), thresholds.end(),
                     [](const plan::Threshold& one) { return one.kind == "forecast"; });
}

}  // namespace billfold::session::questions
