// The tag policy and the compliance matrix: what breaks them, and what it costs. (rules 5)

#include <algorithm>

#include "base/sort.h"
#include "money/decimal_parse.h"
#include "session/asked.h"
#include "watch/budget.h"
#include "watch/compliance.h"
#include "watch/tag_policy.h"

namespace billfold::session::questions {
namespace {

using money::Decimal;
using split::MissingTag;

std::optional<std::string> one_digit(i128 part, i128 whole) { return split::share_of(part, whole); }

// ---- the policy

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

using Policy = std::vector<watch::TagCheck>;

// The rules asked about, each ready to be asked.
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

struct StateFigures {
  split::Figure good;
  split::Figure missing;
  split::Figure bad;

  split::Figure& of(watch::TagState state) {
    if (state == watch::TagState::good) return good;
    return state == watch::TagState::bad_value ? bad : missing;
  }
};

void add(split::Figure& figure, const split::Node& node) {
  figure.amount += node.amount;
  figure.rows += node.rows;
}

// One rule over the values of its key.
Result<TagRuleInfo> rule_info(const Asked& asked, const TagsRequest& request, watch::TagCheck& check) {
  plan::Plan plan = without_levels(request.plan);
  plan.by = {"tag:" + check.rule().key};
  const Result<split::Tree> tree = split_of(asked, plan, MissingTag::has_no_value);
  if (!tree) return tree.error();
  const split::TreeLevel& level = tree->levels.front();
  StateFigures figures;
  std::vector<split::Node> bad;
  TagRuleInfo info;
  info.rule = check.rule();
  for (const split::Node& node : level.nodes) {
    const bool unassigned = level.is_unassigned(node);
    info.in_bill = info.in_bill || !unassigned;
    const auto value = unassigned ? std::nullopt : std::optional(level.name_of(node));
    const watch::TagState state = check.check(value);
    add(figures.of(state), node);
    if (state == watch::TagState::bad_value) bad.push_back(node);
  }
  sort_items(
      bad, [](const split::Node& a, const split::Node& b) { return size_of(a.amount) > size_of(b.amount); });
  constexpr std::size_t kBadValues = 50;
  if (bad.size() > kBadValues) bad.resize(kBadValues);
  for (const split::Node& node : bad) {
    const std::string_view value = level.name_of(node);
    info.bad_values.push_back(
        {std::string(value), amount_text(node.amount, tree->scale), node.rows, check.near_miss(value)});
  }
  info.good = amount_text(figures.good.amount, tree->scale);
  info.missing = amount_text(figures.missing.amount, tree->scale);
  info.bad = amount_text(figures.bad.amount, tree->scale);
  info.good_rows = figures.good.rows;
  info.missing_rows = figures.missing.rows;
  info.bad_rows = figures.bad.rows;
  info.coverage = one_digit(figures.good.amount, tree->total().amount);
  info.line_coverage = one_digit(static_cast<i128>(figures.good.rows), static_cast<i128>(tree->total().rows));
  info.ratio = ratio_of(figures.good.amount, tree->total().amount);
  return info;
}

// What one combination of tag values breaks.
struct Broken {
  std::uint32_t node = 0;
  std::vector<std::string> missing;
  json::Entries<std::string> bad;

  bool any() const { return !missing.empty() || !bad.empty(); }
};

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

// What must be put right so that good / total reaches the goal; 0 where it does, or nothing is charged.
Result<Decimal> short_by(const split::Figure& good, const split::Tree& tree) {
  const Result<Decimal> wanted =
      money::multiply({tree.total().amount, tree.scale}, {watch::kCoverageGoal, 2});
  if (!wanted) return wanted.error();
  const Result<Decimal> lacking = money::subtract(*wanted, {good.amount, tree.scale});
  if (!lacking) return lacking.error();
  return lacking->mantissa > 0 ? *lacking : Decimal{};
}

// The percent that compliance rests on, as a number again.
std::optional<Decimal> percent_of(const std::optional<std::string>& text) {
  Decimal percent;
  if (!text || money::parse_amount(*text, money::Mark::point, percent) != money::AmountStatus::ok) {
    return std::nullopt;
  }
  return percent;
}

// Of the accounts that the bill has, the percent that the roster puts in a unit; nothing without a roster.
Result<std::optional<Decimal>> accounts_in_tree(const Asked& asked, const plan::Plan& plan) {
  const plan::Roster& roster = plan.roster;
  if (roster.accounts.empty()) return std::optional<Decimal>();
  plan::Plan by_account = without_levels(plan);
  by_account.by = {roster.dimension};
  const Result<split::Tree> tree = split_of(asked, by_account, MissingTag::has_no_value);
  if (!tree) return tree.error();
  const split::TreeLevel& level = tree->levels.front();
  i128 all = 0;
  i128 listed = 0;
  for (const split::Node& node : level.nodes) {
    ++all;
    if (level.is_unassigned(node)) continue;
    const auto is_it = [name = level.name_of(node)](const plan::RosterAccount& one) {
      return one.account == name && !one.ou.empty();
    };
    listed += std::any_of(roster.accounts.begin(), roster.accounts.end(), is_it) ? 1 : 0;
  }
  return percent_of(one_digit(listed, all));
}

}  // namespace

Result<TagsReport> tags(const Asked& asked, const TagsRequest& request) {
  Result<Policy> policy = policy_of(asked, request);
  if (!policy) return policy.error();
  plan::Plan plan = without_levels(request.plan);
  for (const watch::TagCheck& check : *policy) plan.by.push_back("tag:" + check.rule().key);
  const std::size_t tag_levels = plan.by.size();
  for (const std::string& dimension : request.show) plan.by.push_back(dimension);
  const Result<split::Tree> tree = split_of(asked, plan, MissingTag::has_no_value);
  if (!tree) return tree.error();

  TagsReport report;
  report.measure = tree->measure;
  report.currency = tree->currency;
  report.total = amount_text(tree->total().amount, tree->scale);
  report.rows = tree->total().rows;
  report.goal = watch::kCoverageGoal;
  report.show = request.show;
  split::Figure good;
  split::Figure bad;
  std::vector<Broken> all;
  const bool has_levels = !tree->levels.empty();
  const std::size_t last = has_levels ? tree->levels.size() - 1 : 0;
  if (!has_levels) good = tree->total();
  const std::vector<split::Node> none;
  const std::vector<split::Node>& leaves = has_levels ? tree->levels[last].nodes : none;
  for (std::uint32_t node = 0; node < leaves.size(); ++node) {
    Broken broken = broken_of(*policy, tree->path_of(last, node));
    add(broken.any() ? bad : good, leaves[node]);
    if (!broken.any()) continue;
    broken.node = node;
    all.push_back(std::move(broken));
  }
  sort_items(all, [&leaves](const Broken& a, const Broken& b) {
    return size_of(leaves[a.node].amount) > size_of(leaves[b.node].amount);
  });
  report.found = all.size();
  const auto begin = static_cast<std::size_t>(std::min<std::uint64_t>(request.offset, all.size()));
  const std::size_t end = std::min<std::size_t>(all.size(), begin + request.limit);
  for (std::size_t at = begin; at < end; ++at) {
    Broken& broken = all[at];
    const split::Path path = tree->path_of(last, broken.node);
    const split::Node& leaf = leaves[broken.node];
    report.to_fix.push_back({Path(path.begin() + static_cast<std::ptrdiff_t>(tag_levels), path.end()),
                             std::move(broken.missing), std::move(broken.bad),
                             amount_text(leaf.amount, tree->scale), leaf.rows});
  }
  report.good = amount_text(good.amount, tree->scale);
  report.good_rows = good.rows;
  report.coverage = one_digit(good.amount, tree->total().amount);
  report.line_coverage = one_digit(static_cast<i128>(good.rows), static_cast<i128>(tree->total().rows));
  report.difference = amount_text(tree->total().amount - good.amount - bad.amount, tree->scale);
  const Result<Decimal> lacking = short_by(good, *tree);
  if (!lacking) return lacking.error();
  report.short_by = amount_text(*lacking);
  report.reached = lacking->mantissa == 0 && report.coverage.has_value();
  for (watch::TagCheck& check : *policy) {
    Result<TagRuleInfo> info = rule_info(asked, request, check);
    if (!info) return info.error();
    report.rules.push_back(std::move(*info));
  }
  return report;
}

Result<ComplianceReport> compliance(const Asked& asked, const ComplianceRequest& request) {
  watch::ComplianceFacts facts;
  const plan::Watch& watch = request.plan.watch;
  if (!watch.tags.empty()) {
    const Result<TagsReport> checked = tags(asked, {.plan = request.plan, .limit = 0});
    if (!checked) return checked.error();
    facts.tag_coverage = percent_of(checked->coverage);
  }
  facts.budgets = watch.budgets.size();
  for (const plan::Budget& budget : watch.budgets) {
    const std::vector<plan::Threshold> thresholds =
        budget.thresholds.empty() ? watch::usual_thresholds(budget.dimension) : budget.thresholds;
    const bool ahead = std::any_of(thresholds.begin(), thresholds.end(),
                                   [](const plan::Threshold& one) { return one.kind == "forecast"; });
    facts.budgets_with_forecast += ahead ? 1 : 0;
  }
  const Result<std::optional<Decimal>> listed = accounts_in_tree(asked, request.plan);
  if (!listed) return listed.error();
  facts.accounts_in_tree = *listed;
  const Result<split::Tree> tree = split_of(asked, request.plan);
  if (!tree) return tree.error();
  if (!tree->levels.empty()) {
    facts.unallocated = percent_of(one_digit(tree->unassigned.amount, tree->total().amount));
  }
  ComplianceReport report;
  for (watch::ComplianceRow& row : watch::compliance_of(facts, watch.compliance)) {
    std::optional<std::string> percent;
    if (row.percent) percent = money::format(*row.percent);
    report.rows.push_back(
        {std::move(row.row), row.by_hand, std::move(row.answer), std::move(percent), std::move(row.note)});
  }
  return report;
}

}  // namespace billfold::session::questions
