#include "watch/anomaly.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "money/decimal_parse.h"
#include "money/sum.h"
#include "money/wide.h"

namespace billfold::watch {
namespace {

using money::Decimal;

constexpr std::uint32_t kShortestWindow = 3;
constexpr std::uint32_t kLongestWindow = 90;
// A mean that does not end gets this many digits more than its amounts.
constexpr int kMeanDigits = 2;
// The median absolute deviation of normal values is 0.6745 of their standard deviation, their mean absolute
// deviation is 0.7979 of it; so scores of all methods are in standard deviations.
constexpr double kMedianDeviation = 0.6745;
constexpr double kMeanDeviation = 0.7979;

// Only for scores; a difference is taken in whole numbers first, so that large equal parts do not cost digits.
double as_double(i128 value) { return static_cast<double>(value); }

Result<Decimal> mean_of(std::span<const i128> amounts, int scale) {
  money::Sum sum;
  for (const i128 amount : amounts) sum.add(amount);
  if (sum.overflowed()) return make_error(Code::overflow);
  return money::multiply_by_ratio({sum.value(), scale}, 1, static_cast<i128>(amounts.size()),
                                  expected_digits(scale), money::Rounding::half_up);
}

// Exact: between two middle values one digit more.
Result<Decimal> median_of(std::vector<i128> amounts, int scale) {
  std::sort(amounts.begin(), amounts.end());
  const std::size_t middle = amounts.size() / 2;
  if (amounts.size() % 2 == 1) return Decimal{amounts[middle], scale};
  return mean_of(std::span(amounts).subspan(middle - 1, 2), scale);
}

double distance(const Decimal& expected, i128 amount, int scale) {
  const i128 factor = money::power_of_ten(expected.scale - scale);
  return as_double(amount * factor - expected.mantissa) / as_double(factor);
}

// From the window's first amount, so that large equal parts do not cost digits.
double sample_mean(std::span<const i128> window) {
  double mean = 0;
  for (const i128 other : window) mean += as_double(other - window.front());
  return mean / static_cast<double>(window.size());
}

double sample_deviation(std::span<const i128> window) {
  const double mean = sample_mean(window);
  double squares = 0;
  for (const i128 other : window) {
    const double away = as_double(other - window.front()) - mean;
    squares += away * away;
  }
  return std::sqrt(squares / static_cast<double>(window.size() - 1));
}

// How far the amount is from the window's mean, in sample deviations. From the window's own sum: the mean that is
// shown was rounded.
double sample_score(std::span<const i128> window, i128 amount) {
  return (as_double(amount - window.front()) - sample_mean(window)) / sample_deviation(window);
}

// In standard deviations. Where more than half of the days are alike their median deviation is 0, and the mean
// one tells.
double robust_deviation(std::span<const i128> window, const Decimal& median, int scale) {
  std::vector<double> away;
  double sum = 0;
  for (const i128 amount : window) {
    away.push_back(std::abs(distance(median, amount, scale)));
    sum += away.back();
  }
  std::sort(away.begin(), away.end());
  const std::size_t middle = away.size() / 2;
  const double deviation = away.size() % 2 == 1 ? away[middle] : (away[middle - 1] + away[middle]) / 2;
  if (deviation > 0) return deviation / kMedianDeviation;
  return sum / static_cast<double>(away.size()) / kMeanDeviation;
}

Result<DayScore> judge_day(std::span<const i128> window, i128 amount, int scale, const Settings& settings) {
  const bool robust = settings.method == Method::robust;
  const Result<Decimal> expected =
      robust ? median_of({window.begin(), window.end()}, scale) : mean_of(window, scale);
  if (!expected) return expected.error();
  const Result<Decimal> over = money::subtract({amount, scale}, *expected);
  if (!over) return over.error();
  DayScore day{.judgement = Judgement::usual, .expected = *expected, .over = *over, .score = {}};
  const bool alike =
      std::all_of(window.begin(), window.end(), [&](i128 other) { return other == window.front(); });
  if (alike) {
    if (amount != window.front()) day.judgement = Judgement::moved;
    return day;
  }
  day.score = robust ? distance(*expected, amount, scale) / robust_deviation(window, *expected, scale)
                     : sample_score(window, amount);
  if (std::abs(*day.score) > settings.threshold) day.judgement = Judgement::unusual;
  return day;
}

Error refused(std::string what, std::string where) {
  return make_error(Code::bad_plan, {{"what", std::move(what)}, {"where", "anomalies." + std::move(where)}});
}

// Differences of two amounts, times ten to the digits of a mean, must stay within 128 bits.
bool is_in_reach(i128 amount) {
  return money::magnitude(amount) <
         static_cast<u128>(money::power_of_ten(money::kMaxDigits - kMeanDigits - 1));
}

}  // namespace

std::string_view name_of(Judgement judgement) {
  switch (judgement) {
    case Judgement::no_history:
      return "no_history";
    case Judgement::usual:
      return "usual";
    case Judgement::unusual:
      return "unusual";
    case Judgement::expected:
      return "expected";
    case Judgement::moved:
      return "moved";
  }
  return "";
}

Result<Settings> settings_of(const plan::AnomalySettings& settings) {
  Settings wanted;
  if (settings.method == "leave_one_out") {
    wanted.method = Method::leave_one_out;
  } else if (settings.method == "rolling") {
    wanted.method = Method::rolling;
  } else if (settings.method != "robust") {
    return refused("is not robust, leave_one_out or rolling", "method");
  }
  if (settings.window < kShortestWindow || settings.window > kLongestWindow) {
    return refused("is not from 3 to 90", "window");
  }
  Decimal threshold;
  if (money::parse_amount(settings.threshold, money::Mark::point, threshold) != money::AmountStatus::ok ||
      threshold.mantissa <= 0) {
    return refused("is not a number above 0", "threshold");
  }
  wanted.window = settings.window;
  wanted.threshold = as_double(threshold.mantissa) / as_double(money::power_of_ten(threshold.scale));
  return wanted;
}

Result<std::vector<DayScore>> judge(std::span<const i128> amounts, int scale, const Settings& settings) {
  std::vector<DayScore> days;
  for (const i128 amount : amounts) {
    if (!is_in_reach(amount)) return make_error(Code::overflow);
  }
  // The day itself is the last of a rolling window, and not in the others.
  const std::size_t after = settings.method == Method::rolling ? 1 : 0;
  for (std::size_t day = 0; day < amounts.size(); ++day) {
    if (day + after < settings.window) {
      days.push_back({});
      continue;
    }
    const std::span<const i128> window = amounts.subspan(day + after - settings.window, settings.window);
    const Result<DayScore> judged = judge_day(window, amounts[day], scale, settings);
    if (!judged) return judged.error();
    days.push_back(*judged);
  }
  return days;
}

Window window_of(std::span<const i128> amounts, std::size_t day, const Settings& settings, int scale) {
  const std::size_t after = settings.method == Method::rolling ? 1 : 0;
  if (day + after < settings.window) return {};
  const bool robust = settings.method == Method::robust;
  Window window{.first = day + after - settings.window, .count = settings.window};
  const std::span<const i128> past = amounts.subspan(window.first, window.count);
  window.counted.assign(window.count, robust ? 0 : 1);
  if (!robust) {
    window.deviation = sample_deviation(past) / as_double(money::power_of_ten(scale));
    return window;
  }
  std::vector<std::size_t> order(window.count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [past](std::size_t a, std::size_t b) { return past[a] < past[b]; });
  window.counted[order[window.count / 2]] = 1;
  if (window.count % 2 == 0) window.counted[order[window.count / 2 - 1]] = 1;
  const Result<Decimal> median = median_of({past.begin(), past.end()}, scale);
  if (median)
    window.deviation = robust_deviation(past, *median, scale) / as_double(money::power_of_ten(scale));
  return window;
}

int expected_digits(int scale) { return std::min(scale + kMeanDigits, money::kMaxScale); }

std::optional<double> highest_score(const Settings& settings) {
  if (settings.method != Method::rolling) return std::nullopt;
  const double window = settings.window;
  return (window - 1) / std::sqrt(window);
}

Result<std::vector<Mover>> movers(std::span<const std::vector<i128>> series, int scale, std::size_t day,
                                  std::uint32_t window, std::size_t limit) {
  std::vector<Mover> all;
  Decimal excess;
  const std::size_t first = day < window ? 0 : day - window;
  for (std::size_t index = 0; index < series.size(); ++index) {
    const std::vector<i128>& amounts = series[index];
    const std::vector<i128> past(amounts.begin() + static_cast<std::ptrdiff_t>(first),
                                 amounts.begin() + static_cast<std::ptrdiff_t>(day));
    const Result<Decimal> before = past.empty() ? Result<Decimal>(Decimal{}) : median_of(past, scale);
    if (!before) return before.error();
    const Result<Decimal> change = money::subtract({amounts[day], scale}, *before);
    if (!change) return change.error();
    const Result<Decimal> sum = money::add(excess, *change);
    if (!sum) return sum.error();
    excess = *sum;
    all.push_back({index, *before, {amounts[day], scale}, *change});
  }
  const int direction = money::compare(excess, {});
  const auto other_way = [direction](const Mover& mover) {
    return money::compare(mover.change, {}) != direction || direction == 0;
  };
  all.erase(std::remove_if(all.begin(), all.end(), other_way), all.end());
  std::stable_sort(all.begin(), all.end(), [direction](const Mover& a, const Mover& b) {
    return money::compare(a.change, b.change) * direction > 0;
  });
  if (all.size() > limit) all.resize(limit);
  return all;
}

std::string score_text(double score) {
  constexpr double kHundredths = 100;
  constexpr double kLargest = 1e15;  // of hundredths: still whole numbers
  const double limited = std::clamp(score * kHundredths, -kLargest, kLargest);
  const auto hundredths = static_cast<i128>(std::round(limited));
  std::string text = hundredths < 0 ? "-" : "";
  const std::string digits = std::to_string(static_cast<std::uint64_t>(money::magnitude(hundredths)));
  const std::string padded = std::string(digits.size() < 3 ? 3 - digits.size() : 0, '0') + digits;
  return text + padded.substr(0, padded.size() - 2) + "." + padded.substr(padded.size() - 2);
}

}  // namespace billfold::watch
