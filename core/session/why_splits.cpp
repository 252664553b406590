// Why the figures of a split over time, of the balance and of a second opinion on a rule are what they are. (rules 2 and 6)

#include <algorithm>
#include <set>

#include "session/figures.h"
#include "split/fair_share.h"
#include "split/series.h"
#include "split/shared_cost.h"
#include "split/shared_rows.h"

namespace billfold::session::questions {
namespace {

using money::Decimal;
using Name = std::optional<std::string>;

// ---- over time

class OverTime {
 public:
  OverTime(const Asked& asked, const SeriesRequest& question, plan::Plan of_root, const SeriesReport& report)
      : asked_(asked), question_(question), plan_(std::move(of_root)), report_(report) {
    const std::vector<std::string>& by = question.plan.by;
    plan_.by.clear();
    if (question.root.size() < by.size()) plan_.by.push_back(by[question.root.size()]);
    plan_.by.push_back(question.grain);
    plan_.grain = "file";
  }

  Result<void> explain(Explaining& of) const {
    const PlaceParts parts = first_of(of.place);
    const std::optional<std::size_t> at = item_number(first_of(parts.rest).first);
    if (parts.first == "total") add_periods("totals", of);
    if (parts.first == "totals" && at) add_series(*at, of);
    if (parts.first != "series" || !at) return {};
    const PlaceParts field = first_of(first_of(parts.rest).rest);
    const std::optional<std::size_t> period = item_number(field.rest);
    if (field.first == "total") add_periods(place_of(parent_of(of.place), "amounts"), of);
    return field.first == "amounts" && period ? add_cell(report_.series[*at], *period, of) : Result<void>();
  }

 private:
  static void add_at(std::string_view what, const Name& name, const std::string& place, Explaining& of) {
    of.chain.add({"plus", std::string(what), name, of.figures.text(place).value_or("0"), place, 0});
  }
  void add_periods(std::string_view list, Explaining& of) const {
    for (std::size_t period = 0; period < report_.periods.size(); ++period)
      add_at("amounts", report_.periods[period].value_or(""), place_of(list, std::to_string(period)), of);
  }
  void add_series(std::size_t period, Explaining& of) const {
    for (std::size_t at = 0; at < report_.series.size(); ++at) {
      const Series& one = report_.series[at];
      const std::string amounts = place_of(place_of("series", std::to_string(at)), "amounts");
      const bool named = one.kind == "group" || one.kind == "unassigned";
      add_at(one.kind == "others" ? "others" : "amounts", named ? Name(one.name.value_or("")) : Name(),
             place_of(amounts, std::to_string(period)), of);
    }
  }

  // One group in one period is a group of the same split by one level more.
  Result<void> add_cell(const Series& series, std::size_t period, Explaining& of) const {
    if (series.kind == "others") return add_others(period, of);
    split::Path path;
    if (series.kind != "total") path.push_back(series.name);
    path.push_back(report_.periods[period]);
    return add_group(asked_, plan_, path, of);
  }

  Result<void> add_others(std::size_t period, Explaining& of) const {
    const Result<split::SeriesTable> all =
        split::series_of(question_.plan, question_.root, question_.grain, 0, dimensions_of(asked_));
    if (!all) return all.error();
    std::set<std::string> apart;
    for (const Series& one : report_.series) {
      if (one.name) apart.insert(*one.name);
    }
    std::vector<NamedAmount> others;
    for (const split::Series& one : all->series) {
      if (one.kind == split::SeriesKind::group && !apart.contains(one.name) && one.amounts[period] != 0)
        others.push_back({one.name, one.amounts[period]});
    }
    add_largest(std::move(others), all->scale, "amounts", of.chain);
    return {};
  }

  const Asked& asked_;
  const SeriesRequest& question_;
  plan::Plan plan_;
  const SeriesReport& report_;
};

// ---- the balance

constexpr std::array<Formula, 1> kBalance = {{
    {"difference",
     {{{"plus", "/bill"},
       {"minus", "/allocated"},
       {"minus", "/unassigned"},
       {"minus", "/shared_out"},
       {"minus", "/excluded"}}}},
}};

using Marks = std::vector<std::uint8_t>;  // by row
using Ranked = std::shared_ptr<split::RankedDimension>;

std::uint32_t value_at(const Ranked& dimension, std::size_t row) {
  return dimension->dimension() == nullptr ? 0 : dimension->dimension()->value_of(row);
}

Result<std::vector<Ranked>> resolved(const Asked& asked, const plan::Plan& plan,
                                     const std::vector<std::string>& names) {
  std::vector<Ranked> dimensions;
  for (const std::string& name : names) {
    Result<Ranked> dimension = dimensions_of(asked).get(name, plan);
    if (!dimension) return dimension.error();
    dimensions.push_back(std::move(*dimension));
  }
  return dimensions;
}

// Every line that counts is in one of the four: told apart row by row, and not by the split.
Result<void> add_balance_lines(const Asked& asked, const plan::Plan& plan, std::string_view field,
                               const split::Tree& tree, LinesBehind& lines) {
  const Result<split::Measure> measure = split::resolve_measure(asked.bill, plan.measure);
  if (!measure) return measure.error();
  plan::Plan unfiltered = plan;
  unfiltered.filters.clear();
  unfiltered.omitted = {};
  const Result<Marks> all = rows_that_count(asked, unfiltered, tree);
  if (!all) return all.error();
  const Result<Marks> kept = rows_that_count(asked, plan, tree);
  if (!kept) return kept.error();
  Marks shared(asked.bill.rows, 0);
  for (std::size_t rule = 0; rule < plan.shared.size(); ++rule) {
    const Result<void> marked =
        split::mark_shared_out(plan, *tree.sharing, rule, dimensions_of(asked), shared);
    if (!marked) return marked;
  }
  const Result<std::vector<std::string>> names = split::levels_of(plan);
  if (!names) return names.error();
  const Result<std::vector<Ranked>> levels = resolved(asked, plan, *names);
  if (!levels) return levels.error();
  for (std::size_t row = 0; row < asked.bill.rows; ++row) {
    if ((*all)[row] == 0) continue;
    const bool assigned = std::all_of(levels->begin(), levels->end(),
                                      [row](const Ranked& level) { return value_at(level, row) != 0; });
    const std::string_view part = (*kept)[row] == 0  ? "excluded"
                                  : shared[row] != 0 ? "shared_out"
                                  : assigned         ? "allocated"
                                                     : "unassigned";
    if (field == "bill" || field == part) lines.add(row, measure->amounts()[row]);
  }
  return {};
}

// ---- a second opinion

std::string partition_name(const split::Path& partition) {
  std::string name;
  for (const Name& value : partition) name += (name.empty() ? "" : " / ") + value.value_or("-");
  return name;
}

class Opinions {
 public:
  Opinions(const Asked& asked, const FairShareRequest& question, const FairShareReport& report)
      : asked_(asked), question_(question), report_(report) {}

  Result<void> explain(Explaining& of) const {
    const PlaceParts parts = first_of(of.place);
    const std::optional<std::size_t> at = item_number(first_of(parts.rest).first);
    if (parts.first == "direct" && at) return add_direct(report_.targets[*at], of);
    const bool is_pool = parts.first == "pool";
    if (!is_pool && (parts.first != "opinions" || !at)) return {};
    const PlaceParts field = first_of(first_of(parts.rest).rest);
    const std::optional<std::size_t> target = item_number(field.rest);
    if (field.first == "changes" && target) {
      add_amount(*at, *target, "plus", of);
      add_amount(0, *target, "minus", of);
      return {};
    }
    const Result<split::FairShare> fair =
        split::fair_share(question_.plan, question_.rule, question_.usage, dimensions_of(asked_));
    if (!fair) return fair.error();
    if (is_pool) return add_pool(*fair, of);
    if (field.first == "amounts" && target)
      add_shares(fair->opinions[*at], report_.targets[*target], fair->scale, of.chain);
    return {};
  }

 private:
  Result<void> add_direct(const std::string& target, Explaining& of) const {
    plan::Plan by_target = question_.plan;
    for (const plan::SharedRule& rule : by_target.shared) {
      if (rule.name == question_.rule) by_target.by = {rule.dimension};
    }
    by_target.grain = "file";
    by_target.filters.clear();
    by_target.shared.clear();
    return add_group(asked_, by_target, {target}, of);
  }

  void add_amount(std::size_t opinion, std::size_t target, std::string_view op, Explaining& of) const {
    const std::string amounts = place_of(place_of("opinions", std::to_string(opinion)), "amounts");
    const std::string place = place_of(amounts, std::to_string(target));
    of.chain.add({std::string(op), "opinion", report_.opinions[opinion].method,
                  of.figures.text(place).value_or("0"), place, 0});
  }

  // What its targets get now, and what stays.
  Result<void> add_pool(const split::FairShare& fair, Explaining& of) const {
    for (std::size_t target = 0; target < report_.targets.size(); ++target)
      of.chain.add({"plus", "amounts", report_.targets[target], report_.opinions[0].amounts[target],
                    "opinions/0/amounts/" + std::to_string(target), 0});
    for (const split::Refusal& refusal : fair.opinions[0].refusals)
      of.chain.add("plus", "kept", {refusal.pool, fair.scale},
                   refusal.partition.empty() ? Name() : partition_name(refusal.partition));
    return {};
  }

  // Of one partition what the opinion makes of its pool; of several what each gives.
  static void add_shares(const split::Share& opinion, const std::string& target, int scale, Chain& chain) {
    std::vector<const split::Handout*> own;
    for (const split::Handout& handout : opinion.handouts) {
      if (handout.target == target) own.push_back(&handout);
    }
    if (own.size() == 1) {
      const split::Handout& one = *own.front();
      chain.add("plus", "pool", {one.pool, scale});
      chain.add("times", "weight", {one.weight, one.weight_scale});
      chain.add("divided_by", "weights", {one.weights, one.weight_scale});
      return chain.apportion(scale, {one.amount, scale});
    }
    for (const split::Handout* one : own)
      chain.add("plus", "share", {one->amount, scale}, partition_name(one->partition));
  }

  const Asked& asked_;
  const FairShareRequest& question_;
  const FairShareReport& report_;
};

}  // namespace

Result<WhyFigureReport> why_series(const Asked& asked, const WhyFigureRequest& request) {
  const SeriesRequest question{request.plan, request.root, request.grain, request.top};
  const auto report = report_of(asked, "series", series, question);
  if (!report) return report.error();
  Result<plan::Plan> of_root = split::plan_of_group(request.plan, request.root);
  if (!of_root) return of_root.error();
  WhyFigureRequest in_root = request;
  in_root.plan = *of_root;
  const OverTime over_time(asked, question, std::move(*of_root), *report);
  return why(asked, in_root, Figures::of(*report), {},
             [&over_time](Explaining& of) { return over_time.explain(of); });
}

Result<WhyFigureReport> why_balance(const Asked& asked, const WhyFigureRequest& request) {
  const Result<split::Tree> tree = split::split_of(request.plan, dimensions_of(asked));
  if (!tree) return tree.error();
  const Balance balance = balance_of(*tree);
  return why(asked, request, Figures::of(balance), kBalance, [&](Explaining& of) -> Result<void> {
    if (of.place == "difference") return {};
    return add_balance_lines(asked, request.plan, of.place, *tree, of.lines);
  });
}

Result<WhyFigureReport> why_fair_share(const Asked& asked, const WhyFigureRequest& request) {
  const FairShareRequest question{request.plan, request.rule, request.usage};
  const auto report = report_of(asked, "fair_share", fair_share, question);
  if (!report) return report.error();
  const Opinions opinions(asked, question, *report);
  return why(asked, request, Figures::of(*report), {},
             [&opinions](Explaining& of) { return opinions.explain(of); });
}

}  // namespace billfold::session::questions
