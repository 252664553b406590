#include "watch/budget.h"

#include <algorithm>
#include <set>

#include "bill/dimension.h"
#include "calendar/range.h"
#include "money/decimal_parse.h"
#include "money/sum.h"

namespace billfold::watch {
namespace {

using money::Decimal;
using money::Rounding;

constexpr int kFewestDigits = 2;
constexpr int kMostDigits = 6;

int shown_digits(const Decimal& amount) {
  return std::clamp(money::trimmed(amount).scale, kFewestDigits, kMostDigits);
}

Error refused(const plan::Budget& budget, std::string what, std::string_view where) {
  return make_error(Code::bad_plan, {{"what", std::move(what)},
                                     {"where", "budgets " + budget.name + "." + std::string(where)}});
}

Result<Decimal> limit_of(const plan::Budget& budget) {
  Decimal limit;
  const bool read = money::parse_amount(budget.limit, money::Mark::point, limit) == money::AmountStatus::ok;
  if (!read || limit.mantissa <= 0) return refused(budget, "is not an amount above 0", "limit");
  return limit;
}

Result<std::vector<Reached>> thresholds_of(const plan::Budget& budget, const BudgetStatus& status) {
  std::vector<Reached> all;
  const std::vector<plan::Threshold> wanted =
      budget.thresholds.empty() ? usual_thresholds(budget.dimension) : budget.thresholds;
  for (const plan::Threshold& threshold : wanted) {
    const bool forecast = threshold.kind == "forecast";
    if (!forecast && threshold.kind != "actual") {
      return refused(budget, "is not actual or forecast", "thresholds.kind");
    }
    if (threshold.percent == 0) return refused(budget, "is 0", "thresholds.percent");
    const Result<Decimal> amount = money::multiply(status.limit, {threshold.percent, 2});
    if (!amount) return amount.error();
    const Decimal& against = forecast ? status.forecast : status.actual;
    all.push_back({threshold, *amount, money::compare(against, *amount) >= 0});
  }
  return all;
}

BudgetState state_of(const BudgetStatus& status) {
  if (status.left.mantissa < 0) return BudgetState::over;
  if (status.forecast_left.mantissa < 0) return BudgetState::forecast_over;
  const bool warned = std::any_of(status.thresholds.begin(), status.thresholds.end(),
                                  [](const Reached& threshold) { return threshold.reached; });
  return warned ? BudgetState::warned : BudgetState::within;
}

calendar::Order order_of(const bill::Bill& bill) {
  if (bill.date_order == "mdy") return calendar::Order::mdy;
  if (bill.date_order == "dmy") return calendar::Order::dmy;
  return calendar::Order::ymd;
}

// The last day of what ends at this cell; nothing where it is no date.
std::optional<std::int32_t> last_day(std::string_view cell, calendar::Order order) {
  const auto date = calendar::parse_date(cell, order);
  if (!date) return std::nullopt;
  if (date->precision == calendar::Precision::month) {
    return calendar::days_of(calendar::month_of(date->day)).last.number;
  }
  return date->day.number - (date->clock == calendar::Clock::midnight ? 1 : 0);
}

std::int32_t day_number(std::string_view iso_day, std::int32_t none) {
  const auto date = calendar::parse_date(iso_day, calendar::Order::ymd);
  return date ? date->day.number : none;
}

}  // namespace

Result<Days> Days::of(const bill::Bill& bill) {
  const Result<bill::Dimension> day = bill::resolve_dimension(bill, "day", {});
  if (!day) return day.error();
  std::vector<std::int32_t> day_of_value(day->size(), kNone);
  for (std::uint32_t value = 1; value < day->size(); ++value) {
    day_of_value[value] = day_number(day->view(value), kNone);
  }
  Days days;
  days.first_.resize(bill.rows);
  days.longer_.resize(bill.rows);
  const bill::Column* end = bill.column_of_field("end_date");
  std::vector<std::int32_t> last_of_id;
  if (end != nullptr && end->text) {
    for (std::uint32_t id = 0; id < end->text->values.size(); ++id) {
      last_of_id.push_back(last_day(end->text->values.text(id), order_of(bill)).value_or(kNone));
    }
  }
  for (std::size_t row = 0; row < bill.rows; ++row) {
    days.first_[row] = day_of_value[day->value_of(row)];
    if (last_of_id.empty() || days.first_[row] == kNone) continue;
    days.longer_[row] = last_of_id[end->text->ids[row]] > days.first_[row] ? 1 : 0;
  }
  return days;
}

std::vector<calendar::Month> Days::months(const Kept& kept) const {
  std::set<std::int32_t> days;
  for (std::size_t row = 0; row < first_.size(); ++row) {
    if (kept[row] != 0 && first_[row] != kNone) days.insert(first_[row]);
  }
  std::vector<calendar::Month> months;
  for (const std::int32_t day : days) {
    const calendar::Month month = calendar::month_of({day});
    if (months.empty() || !(months.back() == month)) months.push_back(month);
  }
  return months;
}

std::optional<calendar::Month> Days::current_month(const Kept& kept) const {
  std::int32_t last = kNone;
  std::int32_t last_single = kNone;
  for (std::size_t row = 0; row < first_.size(); ++row) {
    if (kept[row] == 0) continue;
    last = std::max(last, first_[row]);
    if (longer_[row] == 0) last_single = std::max(last_single, first_[row]);
  }
  if (last == kNone) return std::nullopt;
  return calendar::month_of({last_single == kNone ? last : last_single});
}

Result<MonthSpend> Days::spend(const bill::AmountColumn& amounts, const Kept& in_bill, const Kept& in_scope,
                               calendar::Month month) const {
  const calendar::DayRange range = calendar::days_of(month);
  std::int32_t as_of = range.first.number;
  money::Sum known;
  money::Sum daily;
  std::vector<money::Sum> by_day(static_cast<std::size_t>(range.count()));
  amounts.visit([&](const auto& mantissas) {
    for (std::size_t row = 0; row < first_.size(); ++row) {
      if (in_bill[row] == 0 || !range.contains({first_[row]})) continue;
      as_of = std::max(as_of, first_[row]);
      if (in_scope[row] == 0) continue;
      (longer_[row] != 0 ? known : daily).add(mantissas[row]);
      by_day[static_cast<std::size_t>(first_[row] - range.first.number)].add(mantissas[row]);
    }
  });
  if (known.overflowed() || daily.overflowed()) return make_error(Code::overflow);
  const int scale = amounts.scale();
  MonthSpend spend = {month, {as_of}, {known.value(), scale}, {daily.value(), scale}, {}};
  // Parts of a sum that stays within its bounds may leave them only where others take them back.
  for (std::size_t day = 0; day < static_cast<std::size_t>(spend.elapsed()); ++day) {
    if (by_day[day].overflowed()) return make_error(Code::overflow);
    spend.by_day.push_back({by_day[day].value(), scale});
  }
  return spend;
}

std::optional<calendar::Day> Days::day_of(std::size_t row) const {
  if (first_[row] == kNone) return std::nullopt;
  return calendar::Day{first_[row]};
}

std::string_view name_of(BudgetState state) {
  switch (state) {
    case BudgetState::within:
      return "within";
    case BudgetState::warned:
      return "warned";
    case BudgetState::forecast_over:
      return "forecast_over";
    case BudgetState::over:
      return "over";
  }
  return "";
}

std::vector<plan::Threshold> usual_thresholds(std::string_view dimension) {
  const auto both = [](std::uint32_t percent) {
    return std::vector<plan::Threshold>{{percent, "actual"}, {percent, "forecast"}};
  };
  if (dimension == "owner" || dimension == "payer") return both(70);
  if (dimension == "project") return both(90);
  std::vector<plan::Threshold> thresholds = both(80);
  for (plan::Threshold& threshold : both(100)) thresholds.push_back(std::move(threshold));
  return thresholds;
}

int forecast_digits(const Decimal& daily, const Decimal& known) {
  return std::max(shown_digits(daily), shown_digits(known));
}

int daily_limit_digits(const Decimal& limit) { return shown_digits(limit); }

Result<Decimal> forecast_of(const MonthSpend& spend) {
  const int digits = forecast_digits(spend.daily, spend.known);
  const Result<Decimal> rest =
      money::multiply_by_ratio(spend.daily, spend.days(), spend.elapsed(), digits, Rounding::half_up);
  if (!rest) return rest.error();
  return money::add(spend.known, *rest);
}

Result<BudgetStatus> status_of(const plan::Budget& budget, const MonthSpend& spend) {
  BudgetStatus status;
  const Result<Decimal> limit = limit_of(budget);
  if (!limit) return limit.error();
  const Result<Decimal> actual = money::add(spend.known, spend.daily);
  if (!actual) return actual.error();
  // A month that is over is what it was: there is nothing to extrapolate, and nothing to round.
  const bool whole = spend.elapsed() == spend.days();
  const Result<Decimal> forecast = whole ? actual : forecast_of(spend);
  if (!forecast) return forecast.error();
  const Result<Decimal> left = money::subtract(*limit, *actual);
  if (!left) return left.error();
  const Result<Decimal> forecast_left = money::subtract(*limit, *forecast);
  if (!forecast_left) return forecast_left.error();
  const Result<Decimal> daily =
      money::divide(*limit, {spend.days(), 0}, daily_limit_digits(*limit), Rounding::half_up);
  if (!daily) return daily.error();
  const Result<Decimal> hundredfold = money::multiply(*actual, {100, 0});
  if (!hundredfold) return hundredfold.error();
  const Result<Decimal> used = money::divide(*hundredfold, *limit, 1, Rounding::half_up);
  if (!used) return used.error();
  status.limit = *limit;
  status.actual = *actual;
  status.known = spend.known;
  status.forecast = *forecast;
  status.daily_limit = *daily;
  status.left = *left;
  status.forecast_left = *forecast_left;
  status.used = *used;
  status.elapsed = spend.elapsed();
  status.days = spend.days();
  status.early = status.days - status.elapsed >= kLeadDays;
  Result<std::vector<Reached>> thresholds = thresholds_of(budget, status);
  if (!thresholds) return thresholds.error();
  status.thresholds = std::move(*thresholds);
  status.state = state_of(status);
  return status;
}

}  // namespace billfold::watch
