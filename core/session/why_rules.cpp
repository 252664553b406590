// Why the figures of a comparison and of what rules handed to whom are what they are. (rules 2 and 6)

#include <algorithm>
#include <map>

#include "base/sort.h"
#include "session/figures.h"
#include "split/compare.h"
#include "split/measure.h"

namespace billfold::session::questions {
namespace {

using money::Decimal;
using Name = std::optional<std::string>;

// ---- compare

constexpr std::array<Formula, 5> kCompare = {{
    {"groups/*/change", {{{"plus", "./after"}, {"minus", "./before"}}}},
    {"/change", {{{"plus", "/after"}, {"minus", "/before"}}}},
    {"/before", {{{"plus", "/groups/*/before"}}}},
    {"/after", {{{"plus", "/groups/*/after"}}}},
    {"difference", {{{"plus", "/change"}, {"minus", "/reasons/*/amount"}}}},
}};

class Compared {
 public:
  Compared(const Asked& asked, const WhyFigureRequest& request, const CompareReport& report)
      : asked_(asked), request_(request), report_(report) {}

  Result<void> explain(Explaining& of) const {
    const PlaceParts parts = first_of(of.place);
    const PlaceParts item = first_of(parts.rest);
    const std::optional<std::size_t> at = item_number(item.first);
    if (!at) return {};
    if (parts.first == "reasons") {
      add_reasons(report_.reasons[*at], of.chain);
    } else if (parts.first == "groups") {
      const Name& value = report_.groups[*at].value;
      if (item.rest == "before" || item.rest == "after") return add_group(item.rest, value, of);
      const std::optional<std::size_t> reason = item_number(first_of(first_of(item.rest).rest).first);
      if (reason) return add_items(report_.groups[*at].value, report_.groups[*at].reasons[*reason], of.chain);
    }
    return {};
  }

 private:
  bool by_plan() const { return request_.before_plan.has_value(); }
  plan::Plan plan_of(std::string_view side) const {
    if (by_plan()) return split::by_group(side == "before" ? *request_.before_plan : request_.plan);
    return split::in_period(request_.plan, side == "before" ? request_.before : request_.after);
  }

  Result<void> add_group(std::string_view side, const Name& value, Explaining& of) const {
    const plan::Plan plan = plan_of(side);
    return questions::add_group(asked_, plan, plan.by.empty() ? split::Path{} : split::Path{value}, of);
  }

  // Of all groups together: what each group has of the reason.
  void add_reasons(const CompareReason& wanted, Chain& chain) const {
    for (std::size_t group = 0; group < report_.groups.size(); ++group) {
      const ComparedGroup& one = report_.groups[group];
      for (std::size_t at = 0; at < one.reasons.size(); ++at) {
        const CompareReason& reason = one.reasons[at];
        if (reason.reason != wanted.reason || reason.rule != wanted.rule) continue;
        const std::string reasons = place_of(place_of("groups", std::to_string(group)), "reasons");
        chain.add({"plus", "amount", one.value.value_or(""), reason.amount,
                   place_of(place_of(reasons, std::to_string(at)), "amount"), 0});
      }
    }
  }

  // What items, or rules, give to a reason of a group: the largest ones, and what the others come to.
  Result<void> add_items(const Name& group, const CompareReason& wanted, Chain& chain) const {
    std::map<Name, i128> by_item;
    const split::OnChange on_change = [&](const split::ChangeGiven& given) {
      const bool is_it = given.group == group && given.change.rule == wanted.rule &&
                         split::name_of(given.change.reason) == wanted.reason;
      if (is_it) by_item[given.item] += given.change.amount;
    };
    const Result<int> scale = compared_again(on_change);
    if (!scale) return scale.error();
    std::vector<std::pair<Name, i128>> items(by_item.begin(), by_item.end());
    sort_items(items, [](const auto& a, const auto& b) { return size_of(a.second) > size_of(b.second); });
    constexpr std::size_t kShown = 100;
    i128 others = 0;
    for (std::size_t at = kShown; at < items.size(); ++at) others += items[at].second;
    items.resize(std::min(items.size(), kShown));
    const bool of_rule = !wanted.rule.empty();
    for (const auto& [item, amount] : items)
      chain.add("plus", of_rule ? "rule" : "item", {amount, *scale},
                of_rule ? wanted.rule : item.value_or(""));
    if (others != 0) chain.add("plus", "others", {others, *scale});
    return {};
  }

  // The scale of its amounts.
  Result<int> compared_again(const split::OnChange& on_change) const {
    split::Dimensions& dimensions = dimensions_of(asked_);
    const Result<split::Comparison> again =
        by_plan() ? split::compare_plans(*request_.before_plan, request_.plan, dimensions, &on_change)
                  : split::compare_periods(request_.plan, request_.before, request_.after, request_.item,
                                           dimensions, &on_change);
    if (!again) return again.error();
    return again->scale;
  }

  const Asked& asked_;
  const WhyFigureRequest& request_;
  const CompareReport& report_;
};

// ---- what rules handed to whom

// The cells of the same rule and partition share one pool.
bool is_of_pool(const MatrixCell& a, const MatrixCell& b) {
  return a.rule == b.rule && a.partition == b.partition;
}

void add_shares(const MatrixReport& report, std::size_t of_cell, std::string_view field,
                std::string MatrixCell::*part, Chain& chain) {
  for (std::size_t at = 0; at < report.cells.size(); ++at) {
    const MatrixCell& cell = report.cells[at];
    if (!is_of_pool(cell, report.cells[of_cell])) continue;
    chain.add({"plus", std::string(field), cell.target, cell.*part,
               place_of(place_of("cells", std::to_string(at)), field), 0});
  }
}

// What a rule handed out is what its targets got.
void add_handed(const MatrixReport& report, const std::string& rule, Chain& chain) {
  for (std::size_t at = 0; at < report.cells.size(); ++at) {
    const MatrixCell& cell = report.cells[at];
    if (cell.rule == rule)
      chain.add({"plus", "amount", cell.target, cell.amount,
                 place_of(place_of("cells", std::to_string(at)), "amount"), 0});
  }
}

void add_share(const MatrixCell& cell, std::string_view place, int digits, Chain& chain) {
  const auto add = [&](std::string_view op, const std::string& amount, std::string_view field) {
    chain.add({std::string(op), std::string(field), {}, amount, place_of(parent_of(place), field), 0});
  };
  add("plus", cell.pool, "pool");
  add("times", cell.weight, "weight");
  add("divided_by", cell.weights, "weights");
  chain.apportion(digits, decimal_of(cell.amount));
}

}  // namespace

Result<WhyFigureReport> why_compare(const Asked& asked, const WhyFigureRequest& request) {
  const Result<CompareReport> report =
      compare(asked, {request.plan, request.before, request.after, request.item, request.before_plan});
  if (!report) return report.error();
  const Compared compared(asked, request, *report);
  return why(asked, request, Figures::of(*report), kCompare,
             [&compared](Explaining& of) { return compared.explain(of); });
}

Result<WhyFigureReport> why_matrix(const Asked& asked, const WhyFigureRequest& request) {
  const Result<MatrixReport> report = matrix(asked, {request.plan});
  if (!report) return report.error();
  const Result<split::Measure> measure = split::resolve_measure(asked.bill, request.plan.measure);
  if (!measure) return measure.error();
  const auto explain = [&](Explaining& of) -> Result<void> {
    const PlaceParts parts = first_of(of.place);
    const PlaceParts item = first_of(parts.rest);
    const std::optional<std::size_t> at = item_number(item.first);
    if (parts.first == "rules" && at && item.rest == "handed")
      add_handed(*report, report->rules[*at].name, of.chain);
    if (parts.first != "cells" || !at) return {};
    const MatrixCell& cell = report->cells[*at];
    if (item.rest == "amount") add_share(cell, of.place, measure->scale(), of.chain);
    if (item.rest == "pool") add_shares(*report, *at, "amount", &MatrixCell::amount, of.chain);
    if (item.rest == "weights") add_shares(*report, *at, "weight", &MatrixCell::weight, of.chain);
    if (item.rest == "weight") of.chain.add("plus", "given", decimal_of(cell.weight));
    return {};
  };
  return why(asked, request, Figures::of(*report), {}, explain);
}

}  // namespace billfold::session::questions
