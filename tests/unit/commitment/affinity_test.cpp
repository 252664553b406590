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

// "place:quarters", in the order of service; "+" where a reservation of the zone serves.
std::string shown(const std::vector<Served>& served) {
  std::string text;
  for (const Served& one : served) {
    text += (text.empty() ? "" : " ") + std::to_string(one.instance) + ":" + std::to_string(one.quarters) +
            (one.by_the_zone > 0 ? "+" : "");
  }
  return text;
}

TEST(Affinity, TheDocumentedOrderServesSmallSizesFirst) {
  // One m3.2xlarge (16 units) over two large and two xlarge: both large (8) and one xlarge (8).
  const std::vector<Running> running = {
      {"a", "xlarge", ""}, {"a", "large", ""}, {"a", "xlarge", ""}, {"a", "large", ""}};
  EXPECT_EQ(shown(serve(std::vector<Reserved>{{"a", "2xlarge", ""}}, running)), "1:16 3:16 0:32 2:0");
}

TEST(Affinity, ThePurchasingAccountIsServedBeforeSmallerInstancesOfOthers) {
  const std::vector<Running> running = {{"other", "small", ""}, {"buyer", "large", ""}};
  // 4 units, and 0.5 that a second reservation has left.
  const std::vector<Reserved> reserved = {{"buyer", "large", ""}, {"buyer", "micro", ""}};
  EXPECT_EQ(shown(serve(reserved, running)), "1:16 0:2");
}

TEST(Affinity, AReservationOfAZoneServesItsOwnSizeThereAndNothingElse) {
  const std::vector<Running> running = {
      {"buyer", "small", "z1"}, {"buyer", "large", "z2"}, {"other", "large", "z1"}, {"other", "large", "z1"}};
  EXPECT_EQ(shown(serve(std::vector<Reserved>{{"buyer", "large", "z1"}}, running)), "2:16+ 3:0");
}

TEST(Affinity, AReservationOfAZoneServesBeforeOneOfTheRegion) {
  // The region's would take the small one and three quarters of a large one; the zone's has served a large one before.
  const std::vector<Running> running = {
      {"buyer", "large", "z1"}, {"buyer", "small", "z2"}, {"buyer", "large", "z2"}};
  const std::vector<Reserved> reserved = {{"buyer", "large", ""}, {"buyer", "large", "z1"}};
  EXPECT_EQ(shown(serve(reserved, running)), "0:16+ 1:4 2:12");
}

TEST(Affinity, ThePurchasersOwnAreServedByBothBeforeAnybodyElse) {
  const std::vector<Running> running = {{"other", "large", "z1"}, {"buyer", "large", "z2"}};
  const std::vector<Reserved> reserved = {{"buyer", "large", ""}, {"buyer", "large", "z1"}};
  EXPECT_EQ(shown(serve(reserved, running)), "1:16 0:16+");
}

}  // namespace
}  // namespace billfold::commitment
