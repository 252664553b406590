#include "commitment/affinity.h"

#include <gtest/gtest.h>

namespace billfold::commitment {
namespace {

TEST(Affinity, TheScoreIsSizeTimesZoneTimesTenancy) {
  EXPECT_EQ(affinity_score({"large", "same_zone", "exact"}), 1600000U);
  EXPECT_EQ(affinity_score({"xlarge", "same_zone", "exact"}), 3200000U);
  EXPECT_EQ(affinity_score({"16xlarge", "same_region", "compatible"}), 512000U);
  EXPECT_EQ(affinity_score({"nano", "other_region", "compatible"}), 100U);
  EXPECT_EQ(affinity_score({"large", "same_zone", "incompatible"}), 0U);
}

TEST(Affinity, AnUnknownSizeCountsOne) {
  EXPECT_EQ(affinity_score({"metal", "same_zone", "exact"}), 100000U);
}

std::vector<std::uint64_t> quarters(const std::vector<Served>& served) {
  std::vector<std::uint64_t> all;
  for (const Served& one : served) all.push_back(one.quarters);
  return all;
}

TEST(Affinity, TheDocumentedOrderServesSmallSizesFirst) {
  // One m3.2xlarge (16 units) over two large and two xlarge: both large (8) and one xlarge (8).
  const std::vector<Running> running = {{"a", "xlarge"}, {"a", "large"}, {"a", "xlarge"}, {"a", "large"}};
  const std::vector<Served> served = serve(quarter_units("2xlarge"), "a", running);
  EXPECT_EQ(quarters(served), (std::vector<std::uint64_t>{16, 16, 32, 0}));
  EXPECT_EQ(served[2].instance.size, "xlarge");
}

TEST(Affinity, ThePurchasingAccountIsServedBeforeSmallerInstancesOfOthers) {
  const std::vector<Running> running = {{"other", "small"}, {"buyer", "large"}};
  const std::vector<Served> served = serve(18, "buyer", running);
  EXPECT_EQ(served[0].instance.account, "buyer");
  EXPECT_EQ(quarters(served), (std::vector<std::uint64_t>{16, 2}));
}

}  // namespace
}  // namespace billfold::commitment
