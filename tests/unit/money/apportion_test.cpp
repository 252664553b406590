#include "money/apportion.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

namespace billfold::money {
namespace {

using Names = std::vector<std::string_view>;

// Small parts as plain numbers; the name of the error in place of them where there is one.
std::vector<long long> small(const Result<std::vector<i128>>& parts) {
  std::vector<long long> numbers;
  if (!parts) {
    ADD_FAILURE() << name_of(parts.error().code);
    return numbers;
  }
  for (const i128 part : *parts) numbers.push_back(static_cast<long long>(part));
  return numbers;
}

std::vector<long long> shares(i128 total, std::vector<i128> weights, Names names = {}) {
  constexpr std::string_view kNames[] = {"apollo", "borealis", "cygnus", "draco", "eridanus"};
  if (names.empty()) names.assign(std::begin(kNames), std::begin(kNames) + static_cast<long>(weights.size()));
  return small(apportion(total, weights, names));
}

using Parts = std::vector<long long>;

TEST(Apportion, OneHundredEvenlyAmongThree) {
  const Names names = {"apollo", "borealis", "cygnus"};
  EXPECT_EQ(small(apportion_evenly(10000, names)), (Parts{3334, 3333, 3333}));
}

TEST(Apportion, TiesGoByNameWhateverTheOrder) {
  EXPECT_EQ(small(apportion_evenly(10000, Names{"cygnus", "borealis", "apollo"})), (Parts{3333, 3333, 3334}));
  EXPECT_EQ(small(apportion_evenly(5, Names{"b", "a", "d", "c"})), (Parts{1, 2, 1, 1}));
  EXPECT_EQ(small(apportion_evenly(3, Names{"same", "same"})), (Parts{2, 1}));
}

// field survey 3.2
TEST(Apportion, SharedCostVectors) {
  EXPECT_EQ(shares(100000, {500000, 300000, 200000}), (Parts{50000, 30000, 20000}));
  EXPECT_EQ(shares(100000, {1, 1, 1}), (Parts{33334, 33333, 33333}));
  EXPECT_EQ(shares(100000, {50, 25, 25}), (Parts{50000, 25000, 25000}));
  EXPECT_EQ(shares(100001, {50000, 30000, 19999}), (Parts{50001, 30001, 19999}));
  EXPECT_EQ(shares(5, {1, 1, 1, 1}), (Parts{2, 1, 1, 1}));
}

TEST(Apportion, TheLargestRemainderGetsTheUnit) {
  // 10 by 1:2:4 is 1.428..., 2.857..., 5.714...: two units are left, for the second and the third.
  EXPECT_EQ(shares(10, {1, 2, 4}), (Parts{1, 3, 6}));
}

TEST(Apportion, TheSignOfTheTotalIsCarriedThrough) {
  EXPECT_EQ(shares(-10, {1, 2, 4}), (Parts{-1, -3, -6}));
  EXPECT_EQ(shares(-10000, {1, 1, 1}), (Parts{-3334, -3333, -3333}));
}

TEST(Apportion, WeightsBelowZeroShareLikeTheirMagnitudes) {
  EXPECT_EQ(shares(10, {-1, -2, -4}), (Parts{1, 3, 6}));
}

TEST(Apportion, AWeightOfZeroGetsNothingNotEvenALeftoverUnit) {
  EXPECT_EQ(shares(5, {0, 1, 0, 1}), (Parts{0, 3, 0, 2}));
  EXPECT_EQ(shares(0, {3, 1}), (Parts{0, 0}));
}

TEST(Apportion, NoSilentGuessWhereWeightsDecideNothing) {
  const auto code = [](std::vector<i128> weights) {
    return apportion(100, weights, Names(weights.size(), "x")).error().code;
  };
  EXPECT_EQ(code({0, 0}), Code::bad_weights);
  EXPECT_EQ(code({5, -5, 1}), Code::bad_weights);
  EXPECT_EQ(code({}), Code::bad_weights);
  EXPECT_EQ(apportion_evenly(100, {}).error().code, Code::bad_weights);
}

TEST(Apportion, ProductsMayHave256Bits) {
  const i128 largest = std::numeric_limits<i128>::max();
  const i128 smallest = std::numeric_limits<i128>::min();
  const Names names = {"a", "b"};
  const Result<std::vector<i128>> parts =
      apportion(largest, std::vector<i128>{largest / 2, largest / 2}, names);
  ASSERT_TRUE(parts);
  EXPECT_TRUE((*parts)[0] == largest / 2 + 1 && (*parts)[1] == largest / 2);
  const Result<std::vector<i128>> below = apportion(smallest, std::vector<i128>{1, 3}, names);
  ASSERT_TRUE(below);
  EXPECT_TRUE((*below)[0] == smallest / 4 && (*below)[1] == smallest / 4 * 3);
  EXPECT_EQ(apportion(1, std::vector<i128>{largest, largest}, names).error().code, Code::overflow);
}

}  // namespace
}  // namespace billfold::money
