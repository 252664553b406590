#pragma once

// Budgets: what a month may cost, what it did cost, what it will come to. (rules 5: budgets)
//
// The forecast's method is "run rate and known lines": what was charged for single days goes on at its mean of
// the days elapsed; lines that stand for a longer time than a day (a month's fee, a subscription, an amortized
// share) are known, count once, and are not extrapolated.
//
//   forecast = known + (actual - known) / days elapsed x days of the month
//
// A forecast is early enough where at least kLeadDays of the month are left to act in.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "bill/bill.h"
#include "calendar/month.h"
#include "money/decimal.h"
#include "plan/watch.h"

namespace billfold::watch {

inline constexpr int kLeadDays = 7;
inline constexpr std::string_view kForecastMethod = "run_rate_and_known_lines";

// What a month cost, up to the last day on which the bill has a line.
struct MonthSpend {
  calendar::Month month;
  calendar::Day as_of;   // the last day of the month with a line of the bill, in or out of the scope
  money::Decimal known;  // of lines that stand for more than a day
  money::Decimal daily;  // of the others
  std::vector<money::Decimal> by_day = {};  // from the first to as_of; a longer line counts on its first day

  int elapsed() const { return as_of - calendar::days_of(month).first + 1; }
  int days() const { return calendar::days_of(month).count(); }
};

// Which rows count, 1 or 0 a row.
using Kept = std::vector<std::uint8_t>;

// The days of a bill's rows, read once for all budgets.
class Days {
 public:
  // Error unknown_dimension: the bill has no dates.
  static Result<Days> of(const bill::Bill& bill);

  // The months that have a kept row, the earliest first; none where no kept row has a date.
  std::vector<calendar::Month> months(const Kept& kept) const;
  // The last of them that has a kept row of a single day, else the last: what is known of months to come (a fee, an
  // amortized share) is not what is watched first.
  std::optional<calendar::Month> current_month(const Kept& kept) const;
  // Of the rows that are kept by both; `in_bill` (the currency, the plan's filters) alone tells how far the
  // month has come. Error: overflow.
  Result<MonthSpend> spend(const bill::AmountColumn& amounts, const Kept& in_bill, const Kept& in_scope,
                           calendar::Month month) const;
  // The day that a row counts on; nothing where it has no date.
  std::optional<calendar::Day> day_of(std::size_t row) const;
  // Whether it stands for more than that day.
  bool is_longer(std::size_t row) const { return longer_[row] != 0; }

 private:
  static constexpr std::int32_t kNone = INT32_MIN;

  std::vector<std::int32_t> first_;   // day a row, kNone without one
  std::vector<std::uint8_t> longer_;  // stands for more than a day
};

struct Reached {
  plan::Threshold threshold;
  money::Decimal amount;  // limit x percent
  bool reached = false;
};

enum class BudgetState : std::uint8_t {
  within,         // no threshold reached
  warned,         // a threshold was reached, the limit is not
  forecast_over,  // the forecast passes the limit
  over,           // what was spent passes the limit
};
std::string_view name_of(BudgetState state);

struct BudgetStatus {
  BudgetState state = BudgetState::within;
  money::Decimal limit;
  money::Decimal actual;
  money::Decimal known;
  money::Decimal forecast;
  money::Decimal daily_limit;  // limit / days of the month, an estimate
  money::Decimal left;         // limit - actual; below 0: over by that
  money::Decimal forecast_left;
  std::optional<money::Decimal> used;  // percent of the limit, one digit; nothing where the limit is 0
  std::vector<Reached> thresholds;
  int elapsed = 0;
  int days = 0;
  bool early = false;  // kLeadDays are left
};

// The thresholds of rules 5 for a scope: whole bill 80 and 100 %, account 70 %, project 90 %, other 80 and 100 %.
std::vector<plan::Threshold> usual_thresholds(std::string_view dimension);

// Errors: bad_plan (a limit that is no amount above 0, a threshold of another kind or of 0 %), overflow.
Result<BudgetStatus> status_of(const plan::Budget& budget, const MonthSpend& spend);

// Known part and run rate, with as many digits as the amounts have, from 2 to 6, half up.
Result<money::Decimal> forecast_of(const MonthSpend& spend);
// Of what goes on at the run rate, and of a day of the limit.
int forecast_digits(const money::Decimal& daily, const money::Decimal& known);
int daily_limit_digits(const money::Decimal& limit);

}  // namespace billfold::watch
