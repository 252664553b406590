#include "money/ratio.h"

#include <gtest/gtest.h>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

namespace billfold::money {
namespace {

using Units = std::vector<long long>;

Units units(std::vector<i128> parts) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < parts.size(); ++i) names.push_back(std::string(1, static_cast<char>('a' + i)));
  const std::vector<std::string_view> views(names.begin(), names.end());
  const Result<std::vector<i128>> found = ratios(parts, views);
  Units numbers;
  if (!found) return numbers;
  for (const i128 ratio : *found) numbers.push_back(static_cast<long long>(ratio));
  return numbers;
}

constexpr long long kOne = 1'000'000'000'000;

TEST(Ratio, ThirdsAddUpToOneTheUnitLeftOverGoingByName) {
  EXPECT_EQ(units({100, 100, 100}), (Units{333'333'333'334, 333'333'333'333, 333'333'333'333}));
}

TEST(Ratio, APartOfNothingHasNoRatioAndTheOnlyPartIsOne) { EXPECT_EQ(units({0, 7, 0}), (Units{0, kOne, 0})); }

TEST(Ratio, CreditsAreBelowZeroAndTheChargesAboveOne) {
  // 150 of 100 and -50 of 100.
  EXPECT_EQ(units({120, 30, -50}), (Units{1'200'000'000'000, 300'000'000'000, -500'000'000'000}));
}

TEST(Ratio, WithMixedSignsTheUnitsStillAddUp) {
  // 10 of 7 is 1.428571428571|42…, cut; the credits have the rest of 1, handed out 1 : 2 with one unit left over.
  const Units found = units({10, -1, -2});
  EXPECT_EQ(found, (Units{1'428'571'428'571, -142'857'142'857, -285'714'285'714}));
  EXPECT_EQ(std::accumulate(found.begin(), found.end(), 0LL), kOne);
}

TEST(Ratio, OfAWholeBelowZeroThePartsBelowItAreAboveOne) {
  EXPECT_EQ(units({50, -150}), (Units{-500'000'000'000, 1'500'000'000'000}));
}

TEST(Ratio, OfNothingThereIsNoRatio) {
  const std::vector<i128> parts = {5, -5};
  const std::vector<std::string_view> names = {"a", "b"};
  EXPECT_EQ(ratios(parts, names).error().code, Code::bad_weights);
  EXPECT_EQ(ratios({}, {}).error().code, Code::bad_weights);
}

TEST(Ratio, WhatIsTooManyTimesTheWholeIsAnError) {
  const i128 most = std::numeric_limits<i128>::max();
  const std::vector<i128> parts = {most, -(most - 1)};
  const std::vector<std::string_view> names = {"a", "b"};
  EXPECT_EQ(ratios(parts, names).error().code, Code::overflow);
  const std::vector<i128> sum = {most, 1};
  EXPECT_EQ(ratios(sum, names).error().code, Code::overflow);
}

}  // namespace
}  // namespace billfold::money
