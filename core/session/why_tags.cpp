// Why the figures of the tag policy and of the compliance matrix are what they are. (rules 5 and 6)

#include <algorithm>
#include <limits>
#include <map>
#include <memory>

#include "session/figures.h"
#include "session/tagged.h"
#include "split/measure.h"

namespace billfold::session::questions {
namespace {

using money::Decimal;
using Name = std::optional<std::string>;
using watch::TagState;

constexpr std::array<Formula, 7> kTags = {{
    {"rules/*/coverage",
     {{{"plus", "./good"}, {"times", "=100"}, {"divided_by", "/total"}, {"rounded", "=1"}}}},
    {"rules/*/line_coverage",
     {{{"plus", "./good_rows"}, {"times", "=100"}, {"divided_by", "/rows"}, {"rounded", "=1"}}}},
    {"coverage", {{{"plus", "/good"}, {"times", "=100"}, {"divided_by", "/total"}, {"rounded", "=1"}}}},
    {"line_coverage",
     {{{"plus", "/good_rows"}, {"times", "=100"}, {"divided_by", "/rows"}, {"rounded", "=1"}}}},
    {"short_by",
     {{{"plus", "/total"},
       {"times", "/goal"},
       {"divided_by", "=100"},
       {"minus", "/good"},
       {"at_least", "=0"}}}},
    {"short_points", {{{"plus", "/goal"}, {"minus", "/coverage"}}}},
    {"difference", {{{"plus", "/total"}, {"minus", "/good"}, {"minus", "/broken"}}}},
}};

constexpr std::array<Formula, 1> kCompliance = {{
    {"percent", {{{"plus", "./part"}, {"times", "=100"}, {"divided_by", "./whole"}, {"rounded", "=1"}}}},
}};

// The rows that count, with what each has in some dimensions and what it costs.
class Counted {
 public:
  static Result<Counted> of(const Asked& asked, const plan::Plan& request,
                            const std::vector<std::string>& dimensions) {
    const plan::Plan plan = without_levels(request);
    const Result<split::Measure> measure = split::resolve_measure(asked.bill, plan.measure);
    if (!measure) return measure.error();
    const Result<split::Tree> whole = split_of(asked, plan);
    if (!whole) return whole.error();
    Result<std::vector<std::uint8_t>> kept = rows_that_count(asked, plan, *whole);
    if (!kept) return kept.error();
    Counted counted(*measure, std::move(*kept));
    for (const std::string& name : dimensions) {
      auto dimension = dimensions_of(asked).get(name, plan, split::MissingTag::has_no_value);
      if (!dimension) return dimension.error();
      counted.dimensions_.push_back(std::move(*dimension));
    }
    return counted;
  }

  Name value(std::size_t dimension, std::size_t row) const {
    const bill::Dimension* of = dimensions_[dimension]->dimension();
    const std::uint32_t value = of == nullptr ? 0 : of->value_of(row);
    return value == 0 ? std::nullopt : Name(of->text(value));
  }

  // Of a count every line is one.
  template <class Counts>
  void add_lines(bool is_count, LinesBehind& lines, Counts&& counts) const {
    for (std::size_t row = 0; row < kept_.size(); ++row) {
      if (kept_[row] != 0 && counts(row)) lines.add(row, is_count ? Decimal{1, 0} : measure_.amounts()[row]);
    }
  }

 private:
  Counted(const split::Measure& measure, std::vector<std::uint8_t> kept)
      : measure_(measure), kept_(std::move(kept)) {}

  split::Measure measure_;
  std::vector<std::uint8_t> kept_;
  std::vector<std::shared_ptr<split::RankedDimension>> dimensions_;
};

// What every value of a rule's key is, found once.
class States {
 public:
  States(watch::TagCheck& check, const Counted& counted, std::size_t dimension)
      : check_(&check), counted_(&counted), dimension_(dimension) {}

  TagState at(std::size_t row) {
    const Name value = counted_->value(dimension_, row);
    const auto [found, is_new] = states_.try_emplace(value, TagState::good);
    if (is_new) found->second = check_->check(value ? std::optional<std::string_view>(*value) : std::nullopt);
    return found->second;
  }

 private:
  watch::TagCheck* check_;
  const Counted* counted_;
  std::size_t dimension_;
  std::map<Name, TagState> states_;
};

bool is_state(std::string_view field, TagState state) {
  if (field == "good" || field == "good_rows") return state == TagState::good;
  if (field == "bad" || field == "bad_rows") return state == TagState::bad_value;
  return state == TagState::missing || state == TagState::absent;
}

bool breaks(TagState state) { return state == TagState::missing || state == TagState::bad_value; }

class Tagged {
 public:
  Tagged(const Asked& asked, const TagsRequest& question, const TagsReport& report, Policy& policy)
      : asked_(asked), question_(question), report_(report), policy_(policy) {}

  Result<void> explain(Explaining& of) {
    const PlaceParts parts = first_of(of.place);
    const PlaceParts item = first_of(parts.rest);
    const std::optional<std::size_t> at = item_number(item.first);
    if (parts.first == "goal") of.chain.add("plus", "given", {report_.goal, 0});
    if (parts.first == "rules" && at) return explain_rule(of, *at, item.rest);
    if (parts.first == "to_fix" && at) return explain_to_fix(of, *at, item.rest == "rows");
    constexpr std::array<std::string_view, 5> kSums = {"total", "rows", "good", "good_rows", "broken"};
    if (std::find(kSums.begin(), kSums.end(), of.place) == kSums.end()) return {};
    return explain_sum(of);
  }

 private:
  // All lines, those that break no rule, or the others.
  Result<void> explain_sum(Explaining& of) {
    std::vector<std::string> names;
    for (const watch::TagCheck& check : policy_) names.push_back("tag:" + check.rule().key);
    const Result<Counted> counted = Counted::of(asked_, question_.plan, names);
    if (!counted) return counted.error();
    std::vector<States> states;
    for (std::size_t rule = 0; rule < policy_.size(); ++rule)
      states.emplace_back(policy_[rule], *counted, rule);
    const bool is_count = of.place == "rows" || of.place == "good_rows";
    const bool all = of.place == "rows" || of.place == "total";
    const bool wants_broken = of.place == "broken";
    counted->add_lines(is_count, of.lines, [&](std::size_t row) {
      const bool broken =
          std::any_of(states.begin(), states.end(), [row](States& rule) { return breaks(rule.at(row)); });
      return all || broken == wants_broken;
    });
    return {};
  }

  Result<void> explain_rule(Explaining& of, std::size_t rule, std::string_view field) {
    const PlaceParts parts = first_of(field);
    const PlaceParts item = first_of(parts.rest);
    const std::optional<std::size_t> value = item_number(item.first);
    const bool of_value = parts.first == "bad_values" && value;
    constexpr std::array<std::string_view, 6> kStates = {"good",      "missing",      "bad",
                                                         "good_rows", "missing_rows", "bad_rows"};
    if (!of_value && std::find(kStates.begin(), kStates.end(), field) == kStates.end()) return {};
    const Result<Counted> counted = Counted::of(asked_, question_.plan, {"tag:" + policy_[rule].rule().key});
    if (!counted) return counted.error();
    States states(policy_[rule], *counted, 0);
    const bool is_count = last_of(field) == "rows" || field.find("_rows") != std::string_view::npos;
    counted->add_lines(is_count, of.lines, [&](std::size_t row) {
      if (of_value) return counted->value(0, row) == report_.rules[rule].bad_values[*value].value;
      return is_state(field, states.at(row));
    });
    return {};
  }

  // The lines with these values of all rules' keys and of what lines are named by.
  Result<void> explain_to_fix(Explaining& of, std::size_t at, bool is_count) {
    const Result<Breaches> breaches = breaches_of(asked_, question_, policy_);
    if (!breaches) return breaches.error();
    const split::Path path = breaches->path_of(breaches->all[at]);
    std::vector<std::string> names;
    for (const watch::TagCheck& check : policy_) names.push_back("tag:" + check.rule().key);
    names.insert(names.end(), question_.show.begin(), question_.show.end());
    const Result<Counted> counted = Counted::of(asked_, question_.plan, names);
    if (!counted) return counted.error();
    counted->add_lines(is_count, of.lines, [&](std::size_t row) {
      for (std::size_t level = 0; level < path.size(); ++level) {
        if (counted->value(level, row) != path[level]) return false;
      }
      return true;
    });
    return {};
  }

  const Asked& asked_;
  const TagsRequest& question_;
  const TagsReport& report_;
  Policy& policy_;
};

// ---- the compliance matrix

Result<void> add_unallocated(const Asked& asked, const plan::Plan& plan, bool all, LinesBehind& lines) {
  std::vector<std::string> levels = plan.by;
  if (plan.grain == "month" || plan.grain == "day") levels.push_back(plan.grain);
  const Result<Counted> counted = Counted::of(asked, plan, levels);
  if (!counted) return counted.error();
  counted->add_lines(false, lines, [&](std::size_t row) {
    bool has_all = true;
    for (std::size_t level = 0; level < levels.size(); ++level)
      has_all = has_all && counted->value(level, row).has_value();
    return all || !has_all;
  });
  return {};
}

// One of each that counts; the others are looked at beside them.
template <class Items, class NameOf, class Counts>
void add_each(const Items& items, bool all, Chain& chain, std::string_view what, NameOf&& name_of,
              Counts&& counts) {
  for (const auto& one : items) chain.add(all || counts(one) ? "plus" : "beside", what, {1, 0}, name_of(one));
}

Result<void> explain_compliance(const Asked& asked, const plan::Plan& plan, const std::string& row,
                                bool whole, Explaining& of) {
  if (row == "budgets") {
    add_each(
        plan.watch.budgets, whole, of.chain, "budget", [](const plan::Budget& budget) { return budget.name; },
        warns_ahead);
  } else if (row == "roster") {
    const Result<std::vector<AccountInTree>> accounts = accounts_of(asked, plan);
    if (!accounts) return accounts.error();
    add_each(
        *accounts, whole, of.chain, "account",
        [](const AccountInTree& one) { return one.account.value_or(""); },
        [](const AccountInTree& one) { return one.in_unit; });
  } else if (row == "unallocated") {
    return add_unallocated(asked, plan, whole, of.lines);
  } else if (row == "tags") {
    const TagsRequest question{.plan = plan, .limit = 0};
    const Result<TagsReport> report = tags(asked, question);
    if (!report) return report.error();
    Result<Policy> policy = policy_of(asked, question);
    if (!policy) return policy.error();
    Explaining of_tags{of.figures, whole ? "total" : "good", of.chain, of.lines};
    return Tagged(asked, question, *report, *policy).explain(of_tags);
  }
  return {};
}

}  // namespace

Result<WhyFigureReport> why_tags(const Asked& asked, const WhyFigureRequest& request) {
  const TagsRequest question{.plan = request.plan,
                             .policy = request.policy,
                             .show = request.show,
                             .limit = std::numeric_limits<std::uint32_t>::max()};
  const KeptReport<TagsReport> report = report_of<TagsRequest>(asked, "tags", tags, question);
  if (!report) return report.error();
  Result<Policy> policy = policy_of(asked, question);
  if (!policy) return policy.error();
  Tagged tagged(asked, question, *report, *policy);
  return why(asked, request, Figures::of(*report), kTags,
             [&tagged](Explaining& of) { return tagged.explain(of); });
}

Result<WhyFigureReport> why_compliance(const Asked& asked, const WhyFigureRequest& request) {
  const KeptReport<ComplianceReport> report =
      report_of<ComplianceRequest>(asked, "compliance", compliance, {request.plan});
  if (!report) return report.error();
  const auto explain = [&](Explaining& of) -> Result<void> {
    const PlaceParts item = first_of(first_of(of.place).rest);
    const std::optional<std::size_t> at = item_number(item.first);
    if (!at || item.rest == "percent") return {};
    return explain_compliance(asked, request.plan, report->rows[*at].row, item.rest == "whole", of);
  };
  return why(asked, request, Figures::of(*report), kCompliance, explain);
}

}  // namespace billfold::session::questions
