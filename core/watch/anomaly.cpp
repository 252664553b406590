#include "watch/anomaly.h"

#include <algorithm>
#include <cassert>
#include <numeric>

#include "money/decimal_parse.h"
#include "money/root.h"
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
constexpr Decimal kMedianDeviation = {6745, 4};
constexpr Decimal kMeanDeviation = {7979, 4};

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

Spread sample_spread(std::span<const i128> window, int scale) {
  return {.away = money::sample_deviation(window, scale)};
}

// Where more than half of the days are alike their median distance is 0, and the mean one tells.
Result<Spread> robust_spread(std::span<const i128> window, const Decimal& median, int scale) {
  Spread spread{.kind = Spread::Kind::median, .factor = kMedianDeviation};
  Decimal sum;
  for (const i128 amount : window) {
    const Result<Decimal> away = money::subtract({amount, scale}, median);
    if (!away) return away.error();
    spread.distances.push_back(away->mantissa < 0 ? money::negate(*away) : *away);
    const Result<Decimal> more = money::add(sum, spread.distances.back());
    if (!more) return more.error();
    sum = *more;
  }
  std::vector<Decimal> sorted = spread.distances;
  std::sort(sorted.begin(), sorted.end(),
            [](const Decimal& a, const Decimal& b) { return money::compare(a, b) < 0; });
  const std::size_t middle = sorted.size() / 2;
  spread.away = sorted[middle];
  if (sorted.size() % 2 == 0) {
    const Result<Decimal> both = money::add(sorted[middle - 1], sorted[middle]);
    if (!both) return both.error();
    const Result<Decimal> half = money::multiply(*both, {5, 1});
    if (!half) return half.error();
    spread.away = *half;
  }
  if (spread.away.mantissa != 0) return spread;
  spread.kind = Spread::Kind::mean;
  spread.factor = kMeanDeviation;
  spread.days = static_cast<std::int64_t>(window.size());
  spread.away = sum;
  return spread;
}

// upper / lower > threshold, for lower > 0, without a rounding: what stands above a multiple of the threshold's last
// digit is at most rounded up to the next one. A quotient that such digits cannot hold is above all that they can.
bool is_above(const Decimal& upper, const Decimal& lower, const Decimal& threshold) {
  const Result<Decimal> quotient = money::divide(upper, lower, threshold.scale, money::Rounding::ceiling);
  return !quotient || money::compare(*quotient, threshold) > 0;
}

struct Score {
  Decimal shown;
  bool is_unusual = false;
};

// excess x factor x days / (parts x away)
Result<Score> score_of(const Decimal& excess, std::int64_t parts, const Spread& spread,
                       const Decimal& threshold) {
  const Result<Decimal> weighed = money::multiply(excess, spread.factor);
  if (!weighed) return weighed.error();
  const Result<Decimal> upper = money::multiply(*weighed, {spread.days, 0});
  if (!upper) return upper.error();
  const Result<Decimal> lower = money::multiply(spread.away, {parts, 0});
  if (!lower) return lower.error();
  const Result<Decimal> shown = money::divide(*upper, *lower, kScoreDigits, money::Rounding::half_up);
  if (!shown) return shown.error();
  const Decimal size = upper->mantissa < 0 ? money::negate(*upper) : *upper;
  return Score{*shown, is_above(size, *lower, threshold)};
}

// n x amount - the window's sum: from the sum, because the mean that is shown was rounded.
Result<Decimal> excess_over_mean(std::span<const i128> window, i128 amount, int scale) {
  money::Sum sum;
  for (const i128 other : window) {
    sum.add(amount);
    sum.add(-other);
  }
  if (sum.overflowed()) return make_error(Code::overflow);
  return Decimal{sum.value(), scale};
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
  const Result<Spread> spread =
      robust ? robust_spread(window, *expected, scale) : Result<Spread>(sample_spread(window, scale));
  if (!spread) return spread.error();
  const std::int64_t parts = robust ? 1 : static_cast<std::int64_t>(window.size());
  const Result<Decimal> excess = robust ? over : excess_over_mean(window, amount, scale);
  if (!excess) return excess.error();
  const Result<Score> score = score_of(*excess, parts, *spread, settings.threshold);
  if (!score) return score.error();
  day.score = score->shown;
  if (score->is_unusual) day.judgement = Judgement::unusual;
  return day;
}

Error refused(std::string what, std::string where) {
  return make_error(Code::bad_plan, {{"what", std::move(what)}, {"where", "anomalies." + std::move(where)}});
}

// Differences of two amounts, times ten to the digits of a mean, must stay within 128 bits.
constexpr int kReachDigits = money::kMaxDigits - kMeanDigits - 1;
static_assert(kReachDigits <= money::kDeviatingDigits && kLongestWindow <= money::kMostDeviating);
bool is_in_reach(i128 amount) {
  return money::magnitude(amount) < static_cast<u128>(money::power_of_ten(kReachDigits));
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
  wanted.threshold = threshold;
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
    window.spread = sample_spread(past, scale);
    return window;
  }
  std::vector<std::size_t> order(window.count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [past](std::size_t a, std::size_t b) { return past[a] < past[b]; });
  window.counted[order[window.count / 2]] = 1;
  if (window.count % 2 == 0) window.counted[order[window.count / 2 - 1]] = 1;
  const Result<Decimal> median = median_of({past.begin(), past.end()}, scale);
  if (!median) return window;
  if (const Result<Spread> spread = robust_spread(past, *median, scale)) window.spread = *spread;
  return window;
}

int expected_digits(int scale) { return std::min(scale + kMeanDigits, money::kMaxScale); }

std::optional<HighestScore> highest_score(const Settings& settings) {
  if (settings.method != Method::rolling) return std::nullopt;
  const Decimal days = {static_cast<i128>(settings.window) - 1, 0};
  const Decimal root = money::square_root(settings.window);
  const Result<Decimal> shown = money::divide(days, root, kScoreDigits, money::Rounding::half_up);
  assert(shown.ok());  // a window has at most kLongestWindow days
  return HighestScore{*shown, is_above(days, root, settings.threshold)};
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

}  // namespace billfold::watch
