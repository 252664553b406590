// Why the figures of budgets and of unusual days are what they are. (rules 5 and 6)

#include <algorithm>

#include "calendar/month.h"
#include "money/root.h"
#include "session/figures.h"
#include "session/watched.h"
#include "split/series.h"
#include "watch/anomaly.h"

namespace billfold::session::questions {
namespace {

using money::Decimal;

// ---- budgets

constexpr std::array<Formula, 6> kBudgets = {{
    {"left", {{{"plus", "./limit"}, {"minus", "./actual"}}}},
    {"forecast_left", {{{"plus", "./limit"}, {"minus", "./forecast"}}}},
    {"over_by", {{{"plus", "./actual"}, {"minus", "./limit"}}}},
    {"forecast_over_by", {{{"plus", "./forecast"}, {"minus", "./limit"}}}},
    {"used", {{{"plus", "./actual"}, {"times", "=100"}, {"divided_by", "./limit"}, {"rounded", "=1"}}}},
    {"thresholds/*/amount", {{{"plus", "../limit"}, {"times", "./percent"}, {"divided_by", "=100"}}}},
}};

// What counts once, and what goes on as it went; of a month that is over there is nothing to tell apart.
void add_forecast(const BudgetsReport& report, std::size_t at, Chain& chain) {
  const BudgetInfo& budget = report.budgets[at];
  const std::string place = place_of("budgets", std::to_string(at));
  const auto add = [&](std::string_view op, std::string_view what, const std::string& amount) {
    chain.add({std::string(op), std::string(what), {}, amount, place_of(place, what), 0});
  };
  add("plus", "actual", budget.actual);
  if (report.elapsed == report.days) return;
  add("minus", "known", budget.known);
  chain.add("times", "days", {report.days, 0});
  chain.add("divided_by", "elapsed", {report.elapsed, 0});
  const Result<Decimal> daily = money::subtract(decimal_of(budget.actual), decimal_of(budget.known));
  chain.round(watch::forecast_digits(daily ? *daily : Decimal{}, decimal_of(budget.known)));
  add("plus", "known", budget.known);
}

void add_reached(const BudgetsReport& report, std::size_t at, std::size_t day, Chain& chain) {
  const std::string place = place_of(place_of("budgets", std::to_string(at)), "spent");
  for (std::size_t before = 0; before <= day; ++before) {
    const BudgetDay& one = report.budgets[at].spent[before];
    chain.add({"plus", "amount", one.day, one.amount,
               place_of(place_of(place, std::to_string(before)), "amount"), 0});
  }
}

// The lines of a budget in its month; of `known` those for more than a day, of `day` those of that one.
Result<void> add_budget_lines(const Asked& asked, const WhyFigureRequest& request, const plan::Budget& budget,
                              const BudgetsReport& report, std::string_view field, const std::string& day,
                              LinesBehind& lines) {
  const Result<Spending> spending = spending_of(asked, without_levels(request.plan));
  if (!spending) return spending.error();
  const Result<watch::Kept> scope = rows_in_scope(asked, budget, spending->kept);
  if (!scope) return scope.error();
  for (std::size_t row = 0; row < scope->size(); ++row) {
    const std::optional<calendar::Day> own = spending->days.day_of(row);
    if ((*scope)[row] == 0 || !own || calendar::iso(calendar::month_of(*own)) != report.month) continue;
    if (field == "known" && !spending->days.is_longer(row)) continue;
    if (!day.empty() && calendar::iso(*own) != day) continue;
    lines.add(row, spending->measure.amounts()[row]);
  }
  return {};
}

// ---- unusual days

constexpr std::array<Formula, 3> kAnomalies = {{
    {"over", {{{"plus", "./amount"}, {"minus", "./expected"}}}},
    {"change", {{{"plus", "./amount"}, {"minus", "./before"}}}},
    {"explained",
     {{{"plus", "./movers/*/change"}, {"times", "=100"}, {"divided_by", "./day/over"}, {"rounded", "=1"}}}},
}};

// One line of days: the whole, or a value of a dimension.
struct Amounts {
  std::vector<std::string> days;
  std::vector<i128> amounts;
  int scale = 0;
};

// Without `value` the whole of the root, with nothing in it the lines without one.
Result<Amounts> amounts_by_day(const Asked& asked, const plan::Plan& plan, const split::Path& root,
                               const std::optional<std::optional<std::string>>& value) {
  const Result<split::SeriesTable> table = split::series_of(plan, root, "day", 0, dimensions_of(asked));
  if (!table) return table.error();
  Amounts found{{}, table->totals, table->scale};
  for (const auto& period : table->periods) found.days.push_back(period.value_or(""));
  if (!value) return found;
  found.amounts.assign(table->periods.size(), 0);
  for (const split::Series& one : table->series) {
    const bool named = one.kind == split::SeriesKind::group;
    if (named ? *value == one.name : one.kind == split::SeriesKind::unassigned && !*value)
      found.amounts = one.amounts;
  }
  return found;
}

std::size_t place_of_day(const Amounts& amounts, const std::string& day) {
  return static_cast<std::size_t>(std::find(amounts.days.begin(), amounts.days.end(), day) -
                                  amounts.days.begin());
}

// The days that one is judged by. Of a median only those in the middle count.
void add_window(const Amounts& of, const watch::Window& window, bool of_whole, Chain& chain) {
  std::int64_t counted = 0;
  for (std::size_t at = 0; at < window.count; ++at) {
    const std::size_t day = window.first + at;
    const bool counts = window.counted[at] != 0;
    counted += counts ? 1 : 0;
    // Only the days of the whole stand in the report.
    chain.add(counts ? "plus" : "beside", "amount", {of.amounts[day], of.scale}, of.days[day],
              of_whole ? place_of(place_of("total", std::to_string(day)), "amount") : "");
  }
  if (counted < 2) return;
  chain.add("divided_by", "days", {counted, 0});
  chain.round(watch::expected_digits(of.scale));
}

// How a score of many deviations is counted (watch/anomaly.h: Spread). `over` is a place of the report.
void add_robust_score(const Amounts& of, const watch::Window& window, const std::string& over,
                      const std::string& place, Chain& chain) {
  const watch::Spread& spread = window.spread;
  const bool is_mean = spread.kind == watch::Spread::Kind::mean;
  for (std::size_t at = 0; at < spread.distances.size(); ++at)
    chain.add("beside", "distance", spread.distances[at], of.days[window.first + at]);
  chain.add({"plus", "over", {}, over, place, 0});
  chain.add("times", is_mean ? "of_mean_distance" : "of_median_distance", spread.factor);
  if (is_mean) chain.add("times", "days", {spread.days, 0});
  chain.add("divided_by", is_mean ? "distances" : "median_distance", spread.away);
  chain.round(watch::kScoreDigits);
}

// The mean that is shown was rounded: so often the day as there are days, less each of them.
void add_sample_score(const Amounts& of, const watch::Window& window, std::size_t day, Chain& chain) {
  const Decimal days = {static_cast<i128>(window.count), 0};
  chain.add("plus", "amount", {of.amounts[day], of.scale}, of.days[day]);
  chain.add("times", "days", days);
  for (std::size_t at = window.first; at < window.first + window.count; ++at)
    chain.add("minus", "amount", {of.amounts[at], of.scale}, of.days[at]);
  chain.add("divided_by", "days", days);
  chain.add("divided_by", "deviation", window.spread.away);
  chain.round(watch::kScoreDigits);
}

class Days {
 public:
  Days(const Asked& asked, const AnomaliesRequest& question, const AnomaliesReport& report,
       const watch::Settings& settings)
      : asked_(asked), question_(question), report_(report), settings_(settings) {}

  Result<void> explain(Explaining& of) const {
    const PlaceParts parts = first_of(of.place);
    if (parts.first == "highest_score") {
      explain_highest_score(of);
      return {};
    }
    const PlaceParts item = first_of(parts.rest);
    const std::optional<std::size_t> at = item_number(item.first);
    if (parts.first == "total" && at) return explain_day(of, "total", {}, report_.total[*at], item.rest);
    if (parts.first != "anomalies" || !at) return {};
    const AnomalyInfo& anomaly = report_.anomalies[*at];
    const PlaceParts field = first_of(item.rest);
    if (field.first == "day") return explain_day(of, anomaly.kind, anomaly.value, anomaly.day, field.rest);
    const PlaceParts mover = first_of(field.rest);
    const std::optional<std::size_t> number = item_number(mover.first);
    if (field.first != "movers" || !number) return {};
    return explain_mover(of, anomaly, anomaly.movers[*number].value, mover.rest);
  }

 private:
  Result<void> explain_day(Explaining& of, const std::string& kind, const std::optional<std::string>& value,
                           const DayInfo& day, std::string_view field) const {
    if (field == "amount") {
      if (kind == "total" && !question_.dimension.empty() && !question_.plan.shared.empty())
        return add_groups_of_day(day.day, of.chain);
      auto [plan, path] = behind(question_, kind, value, "day");
      path.emplace_back(day.day);
      return add_group(asked_, plan, path, of);
    }
    if (field != "expected" && field != "score") return {};
    const bool whole = kind == "total";
    plan::Plan plan = without_levels(question_.plan);
    if (!whole) plan.by = {question_.dimension};
    using Value = std::optional<std::optional<std::string>>;
    const Result<Amounts> found = amounts_by_day(asked_, plan, {}, whole ? Value() : Value(value));
    if (!found) return found.error();
    const std::size_t at = place_of_day(*found, day.day);
    const watch::Window window = watch::window_of(found->amounts, at, settings_, found->scale);
    if (field == "expected") {
      add_window(*found, window, whole, of.chain);
      return {};
    }
    if (settings_.method == watch::Method::robust)
      add_robust_score(*found, window, day.over, place_of(parent_of(of.place), "over"), of.chain);
    else
      add_sample_score(*found, window, at, of.chain);
    return {};
  }

  // Where costs are shared the whole is what its groups come to after all rules.
  Result<void> add_groups_of_day(const std::string& day, Chain& chain) const {
    plan::Plan plan = without_levels(question_.plan);
    plan.by = {question_.dimension};
    const Result<split::SeriesTable> table = split::series_of(plan, {}, "day", 0, dimensions_of(asked_));
    if (!table) return table.error();
    for (std::size_t at = 0; at < table->periods.size(); ++at) {
      if (table->periods[at] != day) continue;
      for (const split::Series& one : table->series)
        chain.add("plus", "amount", {one.amounts[at], table->scale},
                  one.kind == split::SeriesKind::group ? one.name : "");
    }
    return {};
  }

  // (n - 1) / sqrt(n) of a window of n days that the day itself is in.
  void explain_highest_score(Explaining& of) const {
    of.chain.add("plus", "window", {settings_.window, 0}, {}, "window");
    of.chain.add("minus", "itself", {1, 0});
    of.chain.add("divided_by", "root", money::square_root(settings_.window));
    of.chain.round(watch::kScoreDigits);
  }

  Result<void> explain_mover(Explaining& of, const AnomalyInfo& anomaly,
                             const std::optional<std::string>& value, std::string_view field) const {
    auto [plan, root] = behind(question_, anomaly.kind, anomaly.value, question_.explain_by);
    if (field == "amount") {
      Result<plan::Plan> of_root = split::plan_of_group(plan, root);
      if (!of_root) return of_root.error();
      of_root->by = {question_.explain_by, "day"};
      return add_group(asked_, *of_root, {value, anomaly.day.day}, of);
    }
    if (field != "before") return {};
    const Result<Amounts> found = amounts_by_day(asked_, plan, root, value);
    if (!found) return found.error();
    const std::size_t place = place_of_day(*found, anomaly.day.day);
    // The median of the days before, as many of them as there are.
    watch::Settings before{watch::Method::robust, settings_.window, settings_.threshold};
    before.window = static_cast<std::uint32_t>(std::min<std::size_t>(before.window, place));
    if (before.window == 0) {
      of.chain.add("plus", "days", {});
      return {};
    }
    add_window(*found, watch::window_of(found->amounts, place, before, found->scale), false, of.chain);
    return {};
  }

  const Asked& asked_;
  const AnomaliesRequest& question_;
  const AnomaliesReport& report_;
  const watch::Settings& settings_;
};

}  // namespace

Result<WhyFigureReport> why_budgets(const Asked& asked, const WhyFigureRequest& request) {
  const KeptReport<BudgetsReport> report =
      report_of<BudgetsRequest>(asked, "budgets", budgets, {request.plan, request.month});
  if (!report) return report.error();
  const auto explain = [&](Explaining& of) -> Result<void> {
    const PlaceParts parts = first_of(of.place);
    const PlaceParts item = first_of(parts.rest);
    const std::optional<std::size_t> at = item_number(item.first);
    if (parts.first != "budgets" || !at) return {};
    const plan::Budget& budget = request.plan.watch.budgets[*at];
    const BudgetInfo& info = report->budgets[*at];
    const auto lines_of = [&](const std::string& day) {
      return add_budget_lines(asked, request, budget, *report, item.rest, day, of.lines);
    };
    if (item.rest == "limit") of.chain.add("plus", "given", decimal_of(info.limit));
    if (item.rest == "actual" || item.rest == "known") return lines_of("");
    if (item.rest == "forecast") add_forecast(*report, *at, of.chain);
    if (item.rest == "daily_limit") {
      of.chain.add({"plus", "limit", {}, info.limit, place_of(parent_of(of.place), "limit"), 0});
      of.chain.add("divided_by", "days", {report->days, 0});
      of.chain.round(watch::daily_limit_digits(decimal_of(info.limit)));
    }
    const PlaceParts field = first_of(item.rest);
    const PlaceParts day = first_of(field.rest);
    const std::optional<std::size_t> number = item_number(day.first);
    if (field.first != "spent" || !number) return {};
    if (day.rest == "amount") return lines_of(info.spent[*number].day);
    add_reached(*report, *at, *number, of.chain);
    return {};
  };
  return why(asked, request, Figures::of(*report), kBudgets, explain);
}

Result<WhyFigureReport> why_anomalies(const Asked& asked, const WhyFigureRequest& request) {
  const AnomaliesRequest question{request.plan, request.dimension, request.explain_by};
  const KeptReport<AnomaliesReport> report =
      report_of<AnomaliesRequest>(asked, "anomalies", anomalies, question);
  if (!report) return report.error();
  const Result<watch::Settings> settings = watch::settings_of(request.plan.watch.anomalies);
  if (!settings) return settings.error();
  const Days days(asked, question, *report, *settings);
  return why(asked, request, Figures::of(*report), kAnomalies,
             [&days](Explaining& of) { return days.explain(of); });
}

}  // namespace billfold::session::questions
