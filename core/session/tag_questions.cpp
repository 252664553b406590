// The tag policy and the compliance matrix: what breaks them, and what it costs. (rules 5)

#include <algorithm>
#include <map>

#include "base/sort.h"
#include "money/decimal_parse.h"
#include "session/tagged.h"
#include "watch/compliance.h"

namespace billfold::session::questions {
namespace {

using money::Decimal;
using split::MissingTag;

std::optional<std::string> one_digit(i128 part, i128 whole) { return split::share_of(part, whole); }

// ---- the policy

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

// How much of all there is.
struct Counted {
  std::string part = {};
  std::string whole = {};
  std::optional<Decimal> percent = {};
};

Counted counted(i128 part, i128 whole, int scale = 0) {
  return {amount_text(part, scale), amount_text(whole, scale), percent_of(one_digit(part, whole))};
}

// Of the accounts that the bill has, those that the roster puts in a unit; nothing without a roster.
Result<Counted> accounts_in_tree(const Asked& asked, const plan::Plan& plan) {
  if (plan.roster.accounts.empty()) return Counted{};
  const Result<std::vector<AccountInTree>> accounts = accounts_of(asked, plan);
  if (!accounts) return accounts.error();
  const auto listed =
      std::count_if(accounts->begin(), accounts->end(), [](const AccountInTree& one) { return one.in_unit; });
  return counted(listed, static_cast<i128>(accounts->size()));
}

}  // namespace

Result<TagsReport> tags(const Asked& asked, const TagsRequest& request) {
  Result<Policy> policy = policy_of(asked, request);
  if (!policy) return policy.error();
  const Result<Breaches> breaches = breaches_of(asked, request, *policy);
  if (!breaches) return breaches.error();
  const auto& [tree, good, broken, all] = *breaches;

  TagsReport report;
  report.measure = tree.measure;
  report.currency = tree.currency;
  report.total = amount_text(tree.total().amount, tree.scale);
  report.rows = tree.total().rows;
  report.goal = watch::kCoverageGoal;
  report.show = request.show;
  report.found = all.size();
  const auto begin = static_cast<std::size_t>(std::min<std::uint64_t>(request.offset, all.size()));
  const std::size_t end = std::min<std::size_t>(all.size(), begin + request.limit);
  for (std::size_t at = begin; at < end; ++at) {
    const Broken& one = all[at];
    const split::Node& leaf = breaches->leaf_of(one);
    const split::Path path = breaches->path_of(one);
    report.to_fix.push_back({Path(path.begin() + static_cast<std::ptrdiff_t>(policy->size()), path.end()),
                             one.missing, one.bad, amount_text(leaf.amount, tree.scale), leaf.rows});
  }
  report.good = amount_text(good.amount, tree.scale);
  report.good_rows = good.rows;
  report.broken = amount_text(broken.amount, tree.scale);
  report.coverage = one_digit(good.amount, tree.total().amount);
  report.line_coverage = one_digit(static_cast<i128>(good.rows), static_cast<i128>(tree.total().rows));
  report.difference = amount_text(tree.total().amount - good.amount - broken.amount, tree.scale);
  const Result<Decimal> lacking = short_by(good, tree);
  if (!lacking) return lacking.error();
  report.short_by = amount_text(*lacking);
  report.reached = lacking->mantissa == 0 && report.coverage.has_value();
  const std::optional<Decimal> reached = percent_of(report.coverage);
  if (reached && !report.reached) {
    const Result<Decimal> points = money::subtract({watch::kCoverageGoal, 0}, *reached);
    if (!points) return points.error();
    report.short_points = percent_text(*points);
  }
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
  std::map<std::string, Counted> by_row;
  if (!watch.tags.empty()) {
    const Result<TagsReport> checked = tags(asked, {.plan = request.plan, .limit = 0});
    if (!checked) return checked.error();
    facts.tag_coverage = percent_of(checked->coverage);
    by_row["tags"] = {checked->good, checked->total};
  }
  facts.budgets = watch.budgets.size();
  facts.budgets_with_forecast =
      static_cast<std::size_t>(std::count_if(watch.budgets.begin(), watch.budgets.end(), warns_ahead));
  by_row["budgets"] = {std::to_string(facts.budgets_with_forecast), std::to_string(facts.budgets)};
  Result<Counted> listed = accounts_in_tree(asked, request.plan);
  if (!listed) return listed.error();
  facts.accounts_in_tree = listed->percent;
  by_row["roster"] = std::move(*listed);
  const Result<split::Tree> tree = split_of(asked, request.plan);
  if (!tree) return tree.error();
  if (!tree->levels.empty()) {
    Counted unallocated = counted(tree->unassigned.amount, tree->total().amount, tree->scale);
    facts.unallocated = unallocated.percent;
    by_row["unallocated"] = std::move(unallocated);
  }
  ComplianceReport report;
  for (watch::ComplianceRow& row : watch::compliance_of(facts, watch.compliance)) {
    ComplianceRowInfo info;
    info.row = row.row;
    info.by_hand = row.by_hand;
    info.answer = std::move(row.answer);
    if (row.percent) info.percent = money::format(*row.percent);
    if (!row.by_hand) {
      info.part = by_row[row.row].part;
      info.whole = by_row[row.row].whole;
    }
    info.note = std::move(row.note);
    report.rows.push_back(std::move(info));
  }
  return report;
}

}  // namespace billfold::session::questions
