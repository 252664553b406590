// Why the figures of a split over time, of the balance and of a second opinion on a rule are what they are. (rules 2 and 6)

#include <algorithm>
#include <set>

#include "plan/omitted.h"
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

// Lines of one part of the balance, and how they were told from the others. Every line that counts is in one of the four:
// told apart row by row, and not by the split.
class BalanceLines {
 public:
  static Result<BalanceLines> of(const Asked& asked, const plan::Plan& plan, const split::Tree& tree) {
    const Result<split::Measure> measure = split::resolve_measure(asked.bill, plan.measure);
    if (!measure) return measure.error();
    plan::Plan unfiltered = plan;
    unfiltered.filters.clear();
    unfiltered.omitted = {};
    Result<Marks> all = rows_that_count(asked, unfiltered, tree);
    if (!all) return all.error();
    return BalanceLines(asked, plan, *measure, lines_that_count(asked, unfiltered), std::move(*all));
  }

  Result<void> add(std::string_view field, const split::Tree& tree, Explaining& of) {
    if (field != "bill" && field != "difference") {
      const Result<void> kept = keep(field == "excluded");
      if (!kept) return kept;
    }
    if (field == "allocated" || field == "unassigned" || field == "shared_out") {
      const Result<void> told = tell_by_rules(field == "shared_out", tree);
      if (!told) return told;
    }
    if (field == "allocated" || field == "unassigned") {
      const Result<void> told = tell_by_levels(field == "allocated");
      if (!told) return told;
    }
    of.down = std::move(down_);
    if (field == "difference") return {};
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      if (rows_[row] != 0) of.lines.add(row, measure_.amounts()[row]);
    }
    return {};
  }

 private:
  BalanceLines(const Asked& asked, const plan::Plan& plan, split::Measure measure,
               std::vector<ExplainStep> down, Marks rows)
      : asked_(asked),
        plan_(plan),
        measure_(std::move(measure)),
        down_(std::move(down)),
        rows_(std::move(rows)) {}

  // What the plan's omitted lines and filters leave, or what they leave out.
  Result<void> keep(bool excluded) {
    const Result<std::vector<split::Condition>> conditions =
        split::conditions_of(plan_, dimensions_of(asked_));
    if (!conditions) return conditions.error();
    const std::size_t omitted = plan::omits_any(plan_.omitted) ? 1 : 0;
    Marks left_out(rows_.size(), 0);
    for (std::size_t at = 0; at < conditions->size(); ++at) {
      const Marks before = rows_;
      split::for_each_block(rows_.size(), std::span(&(*conditions)[at], 1),
                            [&](std::size_t begin, std::size_t count, const std::uint8_t* keep) {
                              for (std::size_t i = 0; i < count; ++i) rows_[begin + i] &= keep[i];
                            });
      const Marks out = without(before, rows_);
      for (std::size_t row = 0; row < out.size(); ++row) left_out[row] |= out[row];
      ExplainStep step;
      if (at < omitted) {
        step.what = excluded ? "left_out_as_wrong" : "not_omitted";
      } else {
        const plan::Filter& filter = plan_.filters[at - omitted];
        step = filter_step(filter);
        if (excluded) step.what = filter.exclude ? "dropped_is" : "dropped_is_not";
      }
      add_step(std::move(step), excluded ? out : rows_);
    }
    if (excluded) rows_ = std::move(left_out);
    return {};
  }

  Result<void> tell_by_rules(bool taken, const split::Tree& tree) {
    Marks all_taken(rows_.size(), 0);
    for (std::size_t rule = 0; rule < plan_.shared.size(); ++rule) {
      Marks own(asked_.bill.rows, 0);
      const Result<void> marked =
          split::mark_shared_out(plan_, *tree.sharing, rule, dimensions_of(asked_), own);
      if (!marked) return marked;
      for (std::size_t row = 0; row < own.size(); ++row) {
        own[row] &= rows_[row];
        all_taken[row] |= own[row];
      }
      rows_ = without(std::move(rows_), own);
      const LinesBehind of_rule = counted(own);
      if (of_rule.rows() == 0) continue;
      ExplainStep step;
      step.what = taken ? "taken_by_rule" : "given_by_rule";
      step.values = {{"rule", plan_.shared[rule].name},
                     {"change", amount_text(money::negate(of_rule.total()))}};
      add_step(std::move(step), taken ? own : rows_);
    }
    if (taken) rows_ = std::move(all_taken);
    return {};
  }

  Result<void> tell_by_levels(bool assigned) {
    const Result<std::vector<std::string>> names = split::levels_of(plan_);
    if (!names) return names.error();
    const Result<std::vector<Ranked>> levels = resolved(asked_, plan_, *names);
    if (!levels) return levels.error();
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      const bool on_all = std::all_of(levels->begin(), levels->end(),
                                      [row](const Ranked& level) { return value_at(level, row) != 0; });
      if (on_all != assigned) rows_[row] = 0;
    }
    if (levels->empty()) return {};
    ExplainStep step;
    step.what = assigned ? "with_all_levels" : "without_some_level";
    add_step(std::move(step), rows_);
    return {};
  }

  static Marks without(Marks rows, const Marks& others) {
    for (std::size_t row = 0; row < rows.size(); ++row) {
      if (others[row] != 0) rows[row] = 0;
    }
    return rows;
  }
  LinesBehind counted(const Marks& rows) const {
    LinesBehind lines(0, 0);
    for (std::size_t row = 0; row < rows.size(); ++row) {
      if (rows[row] != 0) lines.add(row, measure_.amounts()[row]);
    }
    return lines;
  }
  void add_step(ExplainStep step, const Marks& rows) {
    const LinesBehind lines = counted(rows);
    step.amount = amount_text(lines.total());
    step.rows = lines.rows();
    down_.push_back(std::move(step));
  }

  const Asked& asked_;
  const plan::Plan& plan_;
  split::Measure measure_;
  std::vector<ExplainStep> down_;
  Marks rows_;
};

// The lines of a currency that the split is not in.
Result<void> add_other_currency(const Asked& asked, const plan::Plan& plan, const CurrencyInfo& other,
                                Explaining& of) {
  const Result<split::Measure> measure = split::resolve_measure(asked.bill, plan.measure);
  if (!measure) return measure.error();
  const bill::Column* column = asked.bill.currency_column();
  if (column == nullptr || !column->text) return {};
  const bill::TextColumn& codes = *column->text;
  for (std::size_t row = 0; row < asked.bill.rows; ++row) {
    if (codes.values.text(codes.ids[row]) == other.code.value_or(""))
      of.lines.add(row, measure->amounts()[row]);
  }
  std::vector<ExplainStep> down(2);
  down[0].what = "lines_of_file";
  down[0].rows = asked.bill.rows;
  down[1].what = other.code ? "kept_by_currency" : "without_currency";
  down[1].values = {{"currency", other.code.value_or("")}};
  down[1].amount = amount_text(of.lines.total());
  down[1].rows = of.lines.rows();
  of.down = std::move(down);
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
    const PlaceParts parts = first_of(of.place);
    if (parts.first == "other_currencies") {
      const std::optional<std::size_t> at = item_number(first_of(parts.rest).first);
      return at ? add_other_currency(asked, request.plan, balance.other_currencies[*at], of) : Result<void>();
    }
    Result<BalanceLines> lines = BalanceLines::of(asked, request.plan, *tree);
    if (!lines) return lines.error();
    return lines->add(of.place, *tree, of);
  });
}

Result<WhyFigureReport> why_fair_share(const Asked& asked, const WhyFigureRequest& request) {
  const FairShareRequest question{request.plan, request.rule, request.usage};
  const auto report = report_of(asked, "fair_share", fair_share, question);
  if (!report) return report.error();
  const Opinions opinions(asked, question, *report);
  WhyFigureRequest unfiltered = request;
  unfiltered.plan.filters.clear();
  return why(asked, unfiltered, Figures::of(*report), {},
             [&opinions](Explaining& of) { return opinions.explain(of); });
}

}  // namespace billfold::session::questions
