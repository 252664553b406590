// What rules do and what they should be asked about: from the calculators' types to those of rules_protocol.h.

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <set>

#include "base/sort.h"
#include "plan/listed.h"
#include "session/figures.h"
#include "split/compare.h"
#include "split/fair_share.h"

namespace billfold::session::questions {
namespace {

constexpr std::size_t kMostUnlisted = 1000;

// ---- compare

std::vector<CompareReason> reasons_of(const std::vector<split::Change>& changes, int scale) {
  std::vector<CompareReason> reasons;
  for (const split::Change& change : changes)
    reasons.push_back(
        {std::string(split::name_of(change.reason)), change.rule, amount_text(change.amount, scale)});
  return reasons;
}

// The reasons of all groups together, each once.
std::vector<split::Change> all_changes(const split::Comparison& comparison) {
  std::map<std::pair<split::Reason, std::string>, i128> sums;
  for (const split::ComparedGroup& group : comparison.groups) {
    for (const split::Change& change : group.changes) sums[{change.reason, change.rule}] += change.amount;
  }
  std::vector<split::Change> changes;
  for (const auto& [why, amount] : sums) changes.push_back({why.first, why.second, amount});
  return changes;
}

i128 change_of(const split::ComparedGroup& group) { return group.after.amount - group.before.amount; }

CompareReport compare_report(split::Comparison comparison, const plan::Plan& plan) {
  sort_items(comparison.groups, [](const split::ComparedGroup& a, const split::ComparedGroup& b) {
    if (a.value.has_value() != b.value.has_value()) return a.value.has_value();
    return size_of(change_of(a)) > size_of(change_of(b));
  });
  const int scale = comparison.scale;
  CompareReport report;
  report.measure = comparison.measure;
  report.currency = comparison.currency;
  report.scale = static_cast<std::uint32_t>(scale);
  report.dimension = plan.by.empty() ? std::string() : plan.by.front();
  report.item = comparison.item;
  report.before = amount_text(comparison.before.amount, scale);
  report.after = amount_text(comparison.after.amount, scale);
  report.change = amount_text(comparison.after.amount - comparison.before.amount, scale);
  report.reasons = reasons_of(all_changes(comparison), scale);
  i128 largest = 0;
  for (const split::ComparedGroup& group : comparison.groups)
    largest = std::max(largest, size_of(change_of(group)));
  for (const split::ComparedGroup& group : comparison.groups) {
    ComparedGroup shown;
    shown.value = group.value;
    shown.before = amount_text(group.before.amount, scale);
    shown.after = amount_text(group.after.amount, scale);
    shown.change = amount_text(change_of(group), scale);
    shown.ratio = largest == 0 ? 0 : static_cast<double>(change_of(group)) / static_cast<double>(largest);
    shown.rows_before = group.before.rows;
    shown.rows_after = group.after.rows;
    shown.reasons = reasons_of(group.changes, scale);
    report.groups.push_back(std::move(shown));
  }
  for (const split::Move& move : comparison.moves)
    report.moves.push_back({move.from, move.to, amount_text(move.amount, scale), move.items});
  for (const split::ItemChange& item : comparison.items)
    report.items.push_back(
        {item.item, item.group, std::string(split::name_of(item.reason)), amount_text(item.amount, scale)});
  report.difference = amount_text(comparison.difference, scale);
  return report;
}

// ---- lint

LintLine line_of(const bill::Bill& bill, std::uint32_t row) {
  const std::size_t origin = bill.origins.empty() ? row : bill.origins[row];
  const auto [source, at] = bill.source_of(origin);
  return {static_cast<std::uint32_t>(source - bill.sources.data()), source->places[at].line};
}

LintFinding finding_info(const split::Finding& finding, const bill::Bill& bill, int scale) {
  LintFinding info;
  info.concern = split::name_of(finding.concern);
  info.dimension = finding.dimension;
  info.values = finding.values;
  if (finding.has_amount) info.amount = amount_text(finding.figure.amount, scale + finding.more_digits);
  info.rows = finding.figure.rows;
  const std::size_t shown = std::min(finding.rows.size(), split::Lint::kMaxShown);
  for (std::size_t at = 0; at < shown; ++at) info.lines.push_back(line_of(bill, finding.rows[at]));
  if (finding.concern == split::Concern::total_disagrees)
    info.lines.push_back({finding.file, finding.total_line});
  for (const split::SumInCurrency& sum : finding.sums)
    info.sums.push_back({sum.code, amount_text(sum.figure.amount, scale), sum.figure.rows});
  info.day = finding.day;
  info.months = finding.months;
  info.remedy = finding.remedy;
  return info;
}

// ---- fair share

std::string_view name_of(split::Opinion opinion) {
  constexpr std::array<std::string_view, 4> kNames = {"now", "even", "proportional", "usage"};
  return kNames[static_cast<std::size_t>(opinion)];
}

std::string_view name_of(split::Refusal::Reason reason) {
  constexpr std::array<std::string_view, 3> kNames = {"no_targets", "zero_weights", "mixed_weights"};
  return kNames[reason];
}

// ---- lists

// A row of names above a list: its first cell is no value of the bill, and another row's is.
bool has_names(std::string_view text, const plan::ReadList& list, const std::set<std::string>& values) {
  const std::string first = plan::first_cell(text);
  return !first.empty() && !values.contains(first) &&
         std::any_of(list.entries.begin(), list.entries.end(),
                     [&](const plan::ListEntry& entry) { return values.contains(entry.value); });
}

struct Listed {
  plan::Plan plan;
  std::string dimension;
  std::vector<std::string> values;
  std::vector<plan::Repeated> repeated;
};

Result<Listed> listed_roster(const ListingRequest& request) {
  Listed listed{request.plan, {}, {}, {}};
  plan::Roster& roster = listed.plan.roster;
  if (!request.dimension.empty()) roster.dimension = request.dimension;
  if (!request.text.empty()) {
    Result<plan::ReadRoster> read = plan::roster_of(request.text);
    if (!read) return read.error();
    roster.accounts = std::move(read->accounts);
    listed.repeated = std::move(read->repeated);
  }
  listed.dimension = roster.dimension;
  for (const plan::RosterAccount& account : roster.accounts) listed.values.push_back(account.account);
  return listed;
}

Result<Listed> listed_values(const ListingRequest& request, const std::set<std::string>& values) {
  Listed listed{request.plan, {}, {}, {}};
  std::vector<plan::ValueList>& lists = listed.plan.lists;
  auto list = std::find_if(lists.begin(), lists.end(),
                           [&](const plan::ValueList& each) { return each.name == request.list; });
  if (list == lists.end()) list = lists.insert(list, {.name = request.list});
  if (!request.dimension.empty()) list->dimension = request.dimension;
  if (!request.text.empty()) {
    Result<plan::ReadList> read = plan::list_of(request.text, false);
    if (!read) return read.error();
    if (has_names(request.text, *read, values)) read = plan::list_of(request.text, true);
    if (!read) return read.error();
    list->entries = std::move(read->entries);
    listed.repeated = std::move(read->repeated);
  }
  listed.dimension = list->dimension;
  for (const plan::ListEntry& entry : list->entries) listed.values.push_back(entry.value);
  return listed;
}

std::string listed_dimension(const ListingRequest& request) {
  if (!request.dimension.empty()) return request.dimension;
  if (request.list.empty()) return request.plan.roster.dimension;
  for (const plan::ValueList& list : request.plan.lists) {
    if (list.name == request.list) return list.dimension;
  }
  return {};
}

}  // namespace

Result<CompareReport> compare(const Asked& asked, const CompareRequest& request) {
  split::Dimensions& dimensions = dimensions_of(asked);
  Result<split::Comparison> comparison =
      request.before_plan
          ? split::compare_plans(*request.before_plan, request.plan, dimensions)
          : split::compare_periods(request.plan, request.before, request.after, request.item, dimensions);
  if (!comparison) return comparison.error();
  return compare_report(std::move(*comparison), request.plan);
}

Result<WholeLint> whole_lint(const Asked& asked, const LintRequest& request) {
  Result<split::Lint> found =
      split::lint(request.plan, dimensions_of(asked), std::numeric_limits<std::size_t>::max());
  if (!found) return found.error();
  LintReport report;
  report.measure = found->measure;
  report.currency = found->currency;
  report.total = amount_text(found->whole.amount, found->scale);
  report.rows = found->whole.rows;
  for (const split::Finding& finding : found->findings)
    report.findings.push_back(finding_info(finding, asked.bill, found->scale));
  for (const split::Concern concern : found->unknown) report.unknown.emplace_back(split::name_of(concern));
  return WholeLint{std::move(report), std::move(*found)};
}

Result<LintReport> lint(const Asked& asked, const LintRequest& request) {
  const auto whole = report_of<LintRequest, WholeLint>(asked, "lint", whole_lint, request);
  if (!whole) return whole.error();
  return whole->report;
}

Result<FairShareReport> fair_share(const Asked& asked, const FairShareRequest& request) {
  const Result<split::FairShare> fair =
      split::fair_share(request.plan, request.rule, request.usage, dimensions_of(asked));
  if (!fair) return fair.error();
  FairShareReport report;
  report.pool = amount_text(fair->pool, fair->scale);
  report.usage = request.usage;
  report.targets = fair->targets;
  for (const i128 direct : fair->direct) report.direct.push_back(amount_text(direct, fair->scale));
  const std::vector<i128>& now = fair->opinions.front().amounts;
  for (const split::Share& share : fair->opinions) {
    FairShareOpinion opinion;
    opinion.method = name_of(share.opinion);
    for (std::size_t at = 0; at < share.amounts.size(); ++at) {
      opinion.amounts.push_back(amount_text(share.amounts[at], fair->scale));
      opinion.changes.push_back(amount_text(share.amounts[at] - now[at], fair->scale));
    }
    if (!share.refusals.empty()) opinion.reason = name_of(share.refusals.front().reason);
    if (!share.has_usage) opinion.reason = "no_usage";
    report.opinions.push_back(std::move(opinion));
  }
  return report;
}

plan::Plan by_listed(const ListingRequest& request) {
  plan::Plan by_value = request.plan;
  by_value.by = {listed_dimension(request)};
  by_value.grain = "file";
  by_value.filters.clear();
  by_value.shared.clear();
  return by_value;
}

Result<ListingReport> listing(const Asked& asked, const ListingRequest& request) {
  const Result<split::Tree> tree = split::split_of(by_listed(request), dimensions_of(asked));
  if (!tree) return tree.error();
  std::set<std::string> in_bill;
  for (std::uint32_t node = 0; node < tree->levels[0].nodes.size(); ++node) {
    if (const auto value = tree->path_of(0, node).front()) in_bill.insert(*value);
  }
  Result<Listed> listed = request.list.empty() ? listed_roster(request) : listed_values(request, in_bill);
  if (!listed) return listed.error();

  ListingReport report;
  report.entries = listed->values.size();
  report.repeated = std::move(listed->repeated);
  const std::set<std::string> known(listed->values.begin(), listed->values.end());
  for (const std::string& value : listed->values) {
    if (!in_bill.contains(value)) report.absent.push_back(value);
  }
  struct Unlisted {
    std::string value;
    split::Figure figure;
  };
  std::vector<Unlisted> unlisted;
  i128 sum = 0;
  for (std::uint32_t node = 0; node < tree->levels[0].nodes.size(); ++node) {
    const auto value = tree->path_of(0, node).front();
    if (!value || known.contains(*value)) continue;
    const split::Node& group = tree->levels[0].nodes[node];
    unlisted.push_back({*value, {group.amount, group.rows}});
    sum += group.amount;  // within the bill's total
  }
  sort_items(unlisted, [](const Unlisted& a, const Unlisted& b) {
    return size_of(a.figure.amount) > size_of(b.figure.amount);
  });
  report.unlisted_values = unlisted.size();
  report.unlisted_amount = amount_text(sum, tree->scale);
  unlisted.resize(std::min(unlisted.size(), kMostUnlisted));
  for (const Unlisted& one : unlisted)
    report.unlisted.push_back({one.value, amount_text(one.figure.amount, tree->scale), one.figure.rows});
  report.plan = std::move(listed->plan);
  return report;
}

Result<UsageListReport> usage_list(const Asked&, const UsageListRequest& request) {
  Result<std::vector<plan::SharedUsage>> usage = plan::usage_of(request.text);
  if (!usage) return usage.error();
  return UsageListReport{std::move(*usage)};
}

}  // namespace billfold::session::questions
