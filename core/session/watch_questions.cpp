// What is watched: budgets and unusual days. (rules 5)

#include <algorithm>

#include "base/sort.h"
#include "session/watched.h"
#include "split/series.h"
#include "watch/anomaly.h"

namespace billfold::session::questions {
namespace {

using money::Decimal;

// ---- budgets

ThresholdInfo threshold_info(const watch::Reached& reached) {
  return {reached.threshold.percent, reached.threshold.kind, amount_text(reached.amount), reached.reached};
}

// Day by day what was reached; `longest` is the length of the drawing.
Result<std::vector<BudgetDay>> spent_days(const watch::MonthSpend& spend, double longest) {
  std::vector<BudgetDay> days;
  Decimal reached;
  const calendar::Day first = calendar::days_of(spend.month).first;
  for (std::size_t day = 0; day < spend.by_day.size(); ++day) {
    const Result<Decimal> sum = money::add(reached, spend.by_day[day]);
    if (!sum) return sum.error();
    reached = *sum;
    const calendar::Day date = {first.number + static_cast<std::int32_t>(day)};
    days.push_back({calendar::iso(date), amount_text(spend.by_day[day]), amount_text(reached),
                    std::max(0.0, drawn(reached) / longest)});
  }
  return days;
}

Result<BudgetInfo> budget_info(const plan::Budget& budget, const watch::BudgetStatus& status,
                               const watch::MonthSpend& spend) {
  BudgetInfo info;
  info.name = budget.name;
  info.dimension = budget.dimension;
  info.value = budget.value;
  info.state = watch::name_of(status.state);
  info.limit = amount_text(status.limit);
  info.estimated = budget.estimated;
  info.actual = amount_text(status.actual);
  info.known = amount_text(status.known);
  info.forecast = amount_text(status.forecast);
  info.left = amount_text(status.left);
  info.forecast_left = amount_text(status.forecast_left);
  if (status.left.mantissa < 0) info.over_by = amount_text(money::negate(status.left));
  if (status.forecast_left.mantissa < 0) {
    info.forecast_over_by = amount_text(money::negate(status.forecast_left));
  }
  info.used = percent_text(status.used).value_or("");
  info.daily_limit = amount_text(status.daily_limit);
  const double longest = std::max({drawn(status.limit), drawn(status.forecast), drawn(status.actual)});
  info.ratio = std::max(0.0, drawn(status.actual) / longest);
  info.limit_ratio = drawn(status.limit) / longest;
  info.forecast_ratio = std::max(0.0, drawn(status.forecast) / longest);
  for (const watch::Reached& threshold : status.thresholds) {
    info.thresholds.push_back(threshold_info(threshold));
  }
  Result<std::vector<BudgetDay>> spent = spent_days(spend, longest);
  if (!spent) return spent.error();
  info.spent = std::move(*spent);
  return info;
}

Result<calendar::Month> month_asked(const BudgetsRequest& request, const watch::Days& days,
                                    const watch::Kept& kept) {
  if (!request.month.empty()) {
    const auto date = calendar::parse_date(request.month, calendar::Order::ymd);
    if (date && date->precision == calendar::Precision::month) return calendar::month_of(date->day);
    return make_error(Code::bad_request, {{"what", "is not a month such as 2025-04"}, {"where", "month"}});
  }
  const std::optional<calendar::Month> current = days.current_month(kept);
  if (current) return *current;
  return make_error(Code::bad_request, {{"what", "is needed: no line has a date"}, {"where", "month"}});
}

// ---- anomalies

DayInfo day_info(const std::string& day, i128 amount, int scale, const watch::DayScore& score, i128 largest) {
  DayInfo info;
  info.day = day;
  info.amount = amount_text(amount, scale);
  info.judgement = watch::name_of(score.judgement);
  info.ratio = ratio_of(amount, largest);
  if (score.judgement == watch::Judgement::no_history) return info;
  info.expected = amount_text(score.expected);
  info.over = amount_text(score.over);
  if (score.score) info.score = money::format(*score.score);
  info.expected_ratio = largest == 0 ? 0 : drawn(score.expected) / drawn({largest, scale});
  return info;
}

// The days of a table: its periods but for the lines without a date, which come last.
std::size_t days_in(const split::SeriesTable& table) {
  const bool dateless = !table.periods.empty() && !table.periods.back();
  return table.periods.size() - (dateless ? 1 : 0);
}

i128 largest_of(std::span<const i128> amounts) {
  i128 largest = 0;
  for (const i128 amount : amounts) largest = std::max(largest, size_of(amount));
  return largest;
}

// One line of days: the whole, or a value of the dimension.
struct Watched {
  std::string kind;
  std::optional<std::string> value;
  std::vector<i128> amounts;
};

bool is_expected(const plan::Watch& watch, const AnomaliesRequest& request, const Watched& watched,
                 const std::string& day) {
  const std::string dimension = watched.kind == "total" ? std::string() : request.dimension;
  return std::any_of(watch.expected.begin(), watch.expected.end(), [&](const plan::ExpectedDay& one) {
    return one.day == day && one.dimension == dimension && one.value == watched.value;
  });
}

// What the movers changed, in percent of what is over.
Result<std::optional<std::string>> explained_by(const std::vector<watch::Mover>& movers,
                                                const Decimal& over) {
  if (movers.empty() || over.mantissa == 0) return std::optional<std::string>();
  Decimal changes;
  for (const watch::Mover& mover : movers) {
    const Result<Decimal> sum = money::add(changes, mover.change);
    if (!sum) return sum.error();
    changes = *sum;
  }
  const Result<Decimal> hundredfold = money::multiply(changes, {100, 0});
  if (!hundredfold) return hundredfold.error();
  const Result<Decimal> percent = money::divide(*hundredfold, over, 1, money::Rounding::half_up);
  if (!percent) return percent.error();
  return std::optional(money::format(*percent));
}

// What moved on an unusual day, and how much of what is over that is.
struct Moved {
  std::vector<MoverInfo> movers;
  std::optional<std::string> explained;
};

Result<Moved> moved_on(const Asked& asked, const AnomaliesRequest& request, const Watched& watched,
                       const std::string& day, const Decimal& over, const watch::Settings& settings) {
  constexpr std::size_t kMovers = 5;
  if (request.explain_by.empty()) return Moved{};
  const auto [plan, root] = behind(request, watched.kind, watched.value, request.explain_by);
  const Result<split::SeriesTable> table = split::series_of(plan, root, "day", 0, dimensions_of(asked));
  if (!table) return table.error();
  // The days of a group may begin later than those of the whole.
  const auto found = std::find(table->periods.begin(), table->periods.end(), std::optional(day));
  if (found == table->periods.end()) return Moved{};
  const auto place = static_cast<std::size_t>(found - table->periods.begin());
  std::vector<std::vector<i128>> series;
  for (const split::Series& one : table->series) series.push_back(one.amounts);
  const auto movers = watch::movers(series, table->scale, place, settings.window, kMovers);
  if (!movers) return movers.error();
  Moved moved;
  for (const watch::Mover& mover : *movers) {
    const split::Series& one = table->series[mover.index];
    const bool named = one.kind == split::SeriesKind::group;
    moved.movers.push_back({named ? std::optional(one.name) : std::nullopt, amount_text(mover.before),
                            amount_text(mover.amount), amount_text(mover.change)});
  }
  Result<std::optional<std::string>> explained = explained_by(*movers, over);
  if (!explained) return explained.error();
  moved.explained = std::move(*explained);
  return moved;
}

}  // namespace

Result<BudgetsReport> budgets(const Asked& asked, const BudgetsRequest& request) {
  const plan::Plan plan = without_levels(request.plan);
  const Result<Spending> spending = spending_of(asked, plan);
  if (!spending) return spending.error();
  const auto& [whole, measure, kept, days] = *spending;
  const Result<calendar::Month> month = month_asked(request, days, kept);
  if (!month) return month.error();
  const Result<watch::MonthSpend> all = days.spend(measure.amounts(), kept, kept, *month);
  if (!all) return all.error();

  BudgetsReport report;
  report.measure = whole.measure;
  report.currency = whole.currency;
  report.month = calendar::iso(*month);
  for (const calendar::Month each : days.months(kept)) report.months.push_back(calendar::iso(each));
  report.as_of = calendar::iso(all->as_of);
  report.elapsed = static_cast<std::uint32_t>(all->elapsed());
  report.days = static_cast<std::uint32_t>(all->days());
  report.method = watch::kForecastMethod;
  report.lead_days = watch::kLeadDays;
  report.early = all->days() - all->elapsed() >= watch::kLeadDays;
  for (const plan::Budget& budget : plan.watch.budgets) {
    const Result<watch::Kept> scope = rows_in_scope(asked, budget, kept);
    if (!scope) return scope.error();
    const Result<watch::MonthSpend> spend = days.spend(measure.amounts(), kept, *scope, *month);
    if (!spend) return spend.error();
    const Result<watch::BudgetStatus> status = watch::status_of(budget, *spend);
    if (!status) return status.error();
    Result<BudgetInfo> info = budget_info(budget, *status, *spend);
    if (!info) return info.error();
    report.budgets.push_back(std::move(*info));
  }
  return report;
}

Result<AnomaliesReport> anomalies(const Asked& asked, const AnomaliesRequest& request) {
  const Result<watch::Settings> settings = watch::settings_of(request.plan.watch.anomalies);
  if (!settings) return settings.error();
  plan::Plan plan = without_levels(request.plan);
  if (!request.dimension.empty()) plan.by = {request.dimension};
  constexpr std::uint32_t kGroups = 200;
  const Result<split::SeriesTable> table = split::series_of(plan, {}, "day", kGroups, dimensions_of(asked));
  if (!table) return table.error();
  const std::size_t days = days_in(*table);
  plan.by.clear();
  const Result<split::Tree> whole = split_of(asked, plan);
  if (!whole) return whole.error();

  std::vector<Watched> all = {{"total", std::nullopt, table->totals}};
  for (const split::Series& series : table->series) {
    if (request.dimension.empty() || series.kind == split::SeriesKind::others) continue;
    const bool group = series.kind == split::SeriesKind::group;
    all.push_back(
        {group ? "group" : "unassigned", group ? std::optional(series.name) : std::nullopt, series.amounts});
  }

  AnomaliesReport report;
  report.measure = whole->measure;
  report.currency = whole->currency;
  report.scale = static_cast<std::uint32_t>(whole->scale);
  report.method = request.plan.watch.anomalies.method;
  report.window = settings->window;
  report.threshold = request.plan.watch.anomalies.threshold;
  report.dimension = request.dimension;
  report.explain_by = request.explain_by;
  if (const std::optional<watch::HighestScore> highest = watch::highest_score(*settings)) {
    report.highest_score = money::format(highest->score);
    report.can_fire = highest->can_fire;
  }
  struct Found {
    AnomalyInfo info;
    Decimal size;  // of what is over
  };
  std::vector<Found> found;
  for (const Watched& watched : all) {
    const std::span<const i128> amounts = std::span(watched.amounts).first(days);
    auto scores = watch::judge(amounts, table->scale, *settings);
    if (!scores) return scores.error();
    const i128 largest = largest_of(amounts);
    for (std::size_t day = 0; day < days; ++day) {
      watch::DayScore& score = (*scores)[day];
      const bool odd =
          score.judgement == watch::Judgement::unusual || score.judgement == watch::Judgement::moved;
      if (odd && is_expected(request.plan.watch, request, watched, *table->periods[day]))
        score.judgement = watch::Judgement::expected;
      DayInfo info = day_info(*table->periods[day], amounts[day], table->scale, score, largest);
      if (watched.kind == "total") {
        ++(score.judgement == watch::Judgement::no_history ? report.days_without_history
                                                           : report.days_judged);
        report.total.push_back(info);
      }
      if (!odd) continue;
      // The whole is judged for its chart; where a dimension is asked about, its values are what is listed.
      if (watched.kind == "total" && !request.dimension.empty()) continue;
      Result<Moved> moved = moved_on(asked, request, watched, info.day, score.over, *settings);
      if (!moved) return moved.error();
      found.push_back({{watched.kind, watched.value, std::move(info), std::move(moved->movers),
                        std::move(moved->explained)},
                       score.over.mantissa < 0 ? money::negate(score.over) : score.over});
    }
  }
  sort_items(found, [](const Found& a, const Found& b) {
    if (a.info.day.day != b.info.day.day) return a.info.day.day > b.info.day.day;
    return money::compare(a.size, b.size) > 0;
  });
  for (Found& one : found) report.anomalies.push_back(std::move(one.info));
  return report;
}

}  // namespace billfold::session::questions
