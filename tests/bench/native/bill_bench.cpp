// From cells to groups: parsing amounts, appending them to a column or only to its tally, grouping a bill, handing an
// amount out. Every result is checked before the clock starts.

#include <benchmark/benchmark.h>
#include <random>
#include <string>
#include <vector>

#include "bill/column.h"
#include "money/apportion.h"
#include "money/decimal_parse.h"
#include "split/partial.h"
#include "support/load.h"

namespace billfold {
namespace {

constexpr std::size_t kCells = 100'000;

struct Cells {
  std::vector<std::string> texts;
  i128 sum = 0;  // at scale 10
};

// Amounts as a split bill has them: two digits after the point, or six to ten.
Cells sample_cells() {
  std::mt19937_64 random(20261126);
  Cells cells;
  for (std::size_t i = 0; i < kCells; ++i) {
    const int scale = random() % 4 == 0 ? 2 : 6 + static_cast<int>(random() % 5);
    const std::uint64_t mantissa = random() % 1'000'000'000'000U;
    std::string digits = std::to_string(mantissa);
    const auto least = static_cast<std::size_t>(scale) + 1;
    if (digits.size() < least) digits.insert(0, least - digits.size(), '0');
    digits.insert(digits.size() - static_cast<std::size_t>(scale), 1, '.');
    cells.texts.push_back(std::move(digits));
    cells.sum += static_cast<i128>(mantissa) * money::power_of_ten(10 - scale);
  }
  return cells;
}

void measure_items(benchmark::State& state, std::size_t items) {
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * static_cast<std::int64_t>(items));
}

template <class Take>
bool parse_all(const Cells& cells, Take&& take) {
  for (const std::string& text : cells.texts) {
    std::int64_t mantissa = 0;
    int scale = 0;
    if (!money::parse_plain(text.data(), text.size(), mantissa, scale) || !take(mantissa, scale))
      return false;
  }
  return true;
}

void parse_amounts(benchmark::State& state) {
  const Cells cells = sample_cells();
  for (auto _ : state) {
    std::int64_t mixed = 0;
    if (!parse_all(cells, [&](std::int64_t mantissa, int scale) {
          mixed ^= mantissa + scale;
          return true;
        })) {
      return state.SkipWithError("not an amount");
    }
    benchmark::DoNotOptimize(mixed);
  }
  measure_items(state, kCells);
}
BENCHMARK(parse_amounts);

void append_amounts_of_mixed_scales(benchmark::State& state) {
  const Cells cells = sample_cells();
  for (auto _ : state) {
    bill::AmountColumn column;
    const bool taken = parse_all(
        cells, [&](std::int64_t mantissa, int scale) { return column.push_plain(mantissa, scale); });
    if (!taken || column.size() != kCells || column.scale() != 10) return state.SkipWithError("wrong column");
  }
  measure_items(state, kCells);
}
BENCHMARK(append_amounts_of_mixed_scales);

void tally_amounts_of_mixed_scales(benchmark::State& state) {
  const Cells cells = sample_cells();
  for (auto _ : state) {
    bill::AmountTally tally;
    const bool taken = parse_all(
        cells, [&](std::int64_t mantissa, int scale) { return tally.push_plain(mantissa, scale, 0); });
    if (!taken || tally.total(0) != cells.sum) return state.SkipWithError("wrong sum");
  }
  measure_items(state, kCells);
}
BENCHMARK(tally_amounts_of_mixed_scales);

// Two levels of 600 and 80 values.
void group(benchmark::State& state) {
  std::mt19937 random(20261126);
  std::string text = "Project,Model,Cost\n";
  for (std::size_t row = 0; row < kCells; ++row) {
    text += "project-" + std::to_string(random() % 600) + ",model-" + std::to_string(random() % 80) + ",1\n";
  }
  const Result<bill::Bill> bill = test::load(text);
  if (!bill) return state.SkipWithError("not read");
  const plan::Plan plan{.by = {"Project", "Model"}};
  split::Dimensions dimensions(*bill);
  for (auto _ : state) {
    const Result<split::Partial> partial = split::partial(plan, dimensions);
    if (!partial || partial->rows != kCells) return state.SkipWithError("wrong groups");
    benchmark::DoNotOptimize(partial->size());
  }
  measure_items(state, kCells);
}
BENCHMARK(group);

void apportion(benchmark::State& state) {
  constexpr std::size_t kTargets = 10'000;
  std::mt19937 random(20261126);
  std::vector<i128> weights;
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < kTargets; ++i) {
    weights.push_back(1 + random() % 1'000'000);
    texts.push_back("target-" + std::to_string(i));
  }
  const std::vector<std::string_view> names(texts.begin(), texts.end());
  constexpr i128 kTotal = 123'456'789'012'345;
  for (auto _ : state) {
    const Result<std::vector<i128>> parts = money::apportion(kTotal, weights, names);
    i128 sum = 0;
    if (parts) {
      for (const i128 part : *parts) sum += part;
    }
    if (sum != kTotal) return state.SkipWithError("the parts do not add up");
  }
  measure_items(state, kTargets);
}
BENCHMARK(apportion);

}  // namespace
}  // namespace billfold
