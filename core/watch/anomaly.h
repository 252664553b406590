#pragma once

// Days that cost more or less than their past lets expect. (rules 5: anomalies)
//
// Three methods, each over a window of days:
//   robust         the median of the days before, and their median absolute deviation: the default. One earlier
//                  spike does not hide the next.
//   leave_one_out  mean and sample deviation of the days before.
//   rolling        mean and sample deviation with the day itself in the window, as the seed has it. There |z| can
//                  not pass (n-1)/sqrt(n): 2.268 in a window of 7, so that a threshold of 3 can never fire
//                  (highest_score says so).
//
// Amounts and what is expected are exact. A score tells how unusual a day is and is no amount: it has two digits, and
// comes from exact steps but for the root in a sample deviation, which is cut to money/root.h's digits. (rules 6)

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/int128.h"
#include "base/result.h"
#include "money/decimal.h"
#include "plan/watch.h"

namespace billfold::watch {

enum class Method : std::uint8_t { robust, leave_one_out, rolling };

// How a day stands to its window.
enum class Judgement : std::uint8_t {
  no_history,  // fewer days before it than the window wants: said so, never called normal
  usual,
  unusual,   // |score| above the threshold
  moved,     // the window's days are all alike and this one differs: there is no score to tell how much
  expected,  // unusual or moved, and the plan says that it was to be expected
};
std::string_view name_of(Judgement judgement);

struct DayScore {
  Judgement judgement = Judgement::no_history;
  money::Decimal expected = {};  // median or mean of the window
  money::Decimal over = {};      // amount - expected
  // Standard deviations from what is expected, to two digits, half away from zero; nothing where these are 0.
  std::optional<money::Decimal> score = {};
};

struct Settings {
  Method method = Method::robust;
  std::uint32_t window = 7;
  money::Decimal threshold = {35, 1};  // of |score|, above 0
};

// From the plan. Error bad_plan: no such method, a window below 3 or above 90, a threshold that is no number
// above 0.
Result<Settings> settings_of(const plan::AnomalySettings& settings);

// One judgement a day, in order. Amounts are mantissas at `scale`. Error: overflow.
// Cost: a sort of a window a day.
Result<std::vector<DayScore>> judge(std::span<const i128> amounts, int scale, const Settings& settings);

// What a score is counted in: a score is the excess x factor x days / away.
struct Spread {
  enum class Kind : std::uint8_t {
    median,  // `away` is the distance in the middle
    mean,    // `away` are all distances together, of so many days
    sample,  // `away` is the sample deviation
  };
  Kind kind = Kind::sample;
  money::Decimal factor = {1, 0};  // of a standard deviation of normal values
  std::int64_t days = 1;
  money::Decimal away = {};
  std::vector<money::Decimal> distances = {};  // of each day from the median
};

// The days that one is judged by: none where there are too few. Of a median, `counted` are the one or two in the middle.
struct Window {
  std::size_t first = 0;
  std::size_t count = 0;
  std::vector<std::uint8_t> counted = {};  // 1 or 0 a day of it
  Spread spread = {};
};
Window window_of(std::span<const i128> amounts, std::size_t day, const Settings& settings, int scale);
// Digits of what is expected where it does not end.
int expected_digits(int scale);
constexpr int kScoreDigits = 2;

// What |score| cannot pass, whatever a day costs.
struct HighestScore {
  money::Decimal score;   // (n-1) / sqrt(n), with the digits of a score
  bool can_fire = false;  // it is above the threshold
};
// Nothing where there is no such limit.
std::optional<HighestScore> highest_score(const Settings& settings);

// What moved on a day: a value's amount less the median of its window before, largest part of the day's excess
// first.
struct Mover {
  std::size_t index = 0;  // of the series
  money::Decimal before;
  money::Decimal amount;
  money::Decimal change;
};
// The values whose amount changed in the day's own direction, at most `limit`; ties as they stand.
Result<std::vector<Mover>> movers(std::span<const std::vector<i128>> series, int scale, std::size_t day,
                                  std::uint32_t window, std::size_t limit);

}  // namespace billfold::watch
