#include "watch/anomaly.h"

#include <gtest/gtest.h>

#include "money/decimal_format.h"

namespace billfold::watch {
namespace {

using Amounts = std::vector<i128>;

// The series of rules 5: seven days about 100, then a day of 180.
const Amounts kSeries = {100, 102, 98, 101, 99, 100, 103, 180};

std::vector<DayScore> judged(const Amounts& amounts, Method method, money::Decimal threshold = {2, 0}) {
  const auto days = judge(amounts, 0, {.method = method, .window = 7, .threshold = threshold});
  EXPECT_TRUE(days.ok());
  return days ? *days : std::vector<DayScore>{};
}

std::string shown(const money::Decimal& amount) { return money::format_trimmed(amount); }

TEST(Anomaly, WithTheDayInItsOwnWindowTheSpikeScores22641) {
  const DayScore day = judged(kSeries, Method::rolling).back();
  EXPECT_EQ(shown(*day.score), "2.26");  // 2.2641
  EXPECT_EQ(day.judgement, Judgement::unusual);
  EXPECT_EQ(shown(day.expected), "111.86");  // 783 / 7
}

TEST(Anomaly, WithTheDayLeftOutTheSpikeScores4631) {
  const DayScore day = judged(kSeries, Method::leave_one_out).back();
  EXPECT_EQ(shown(*day.score), "46.31");
  EXPECT_EQ(day.judgement, Judgement::unusual);
  EXPECT_EQ(shown(day.expected), "100.43");  // 703 / 7
  EXPECT_EQ(shown(day.over), "79.57");
}

TEST(Anomaly, TheRobustScoreIsOfMedianAndMedianDeviation) {
  // Median 100, deviations 0 0 1 1 2 2 3: median deviation 1; 0.6745 x 80.
  const DayScore day = judged(kSeries, Method::robust).back();
  EXPECT_EQ(shown(*day.score), "53.96");
  EXPECT_EQ(shown(day.expected), "100");
  EXPECT_EQ(shown(day.over), "80");
}

TEST(Anomaly, FirstDaysHaveNotEnoughHistory) {
  const auto of = [](Method method) {
    std::size_t days = 0;
    for (const DayScore& day : judged(kSeries, method))
      days += day.judgement == Judgement::no_history ? 1 : 0;
    return days;
  };
  EXPECT_EQ(of(Method::robust), 7U);
  EXPECT_EQ(of(Method::leave_one_out), 7U);
  EXPECT_EQ(of(Method::rolling), 6U);  // the seventh day completes its own window
}

TEST(Anomaly, ARollingScoreCannotPassItsLimit) {
  const auto limit = highest_score({.method = Method::rolling, .window = 7, .threshold = {3, 0}});
  EXPECT_EQ(shown(limit->score), "2.27");  // 6 / sqrt(7) = 2.2678
  EXPECT_FALSE(highest_score({.method = Method::robust, .window = 7, .threshold = {3, 0}}).has_value());
  // A hundredfold spike after equal days gives exactly that, and a threshold of 3 is silent.
  const DayScore day = judged({1, 1, 1, 1, 1, 1, 100}, Method::rolling, {3, 0}).back();
  EXPECT_EQ(shown(*day.score), shown(limit->score));
  EXPECT_EQ(day.judgement, Judgement::usual);
}

TEST(Anomaly, AWindowOfEqualDaysGivesNoScore) {
  for (const Method method : {Method::robust, Method::leave_one_out}) {
    const DayScore same = judged({5, 5, 5, 5, 5, 5, 5, 5}, method).back();
    EXPECT_EQ(same.judgement, Judgement::usual);
    EXPECT_FALSE(same.score.has_value());
    const DayScore other = judged({5, 5, 5, 5, 5, 5, 5, 6}, method).back();
    EXPECT_EQ(other.judgement, Judgement::moved);
    EXPECT_FALSE(other.score.has_value());
    EXPECT_EQ(shown(other.over), "1");
  }
  EXPECT_EQ(judged({5, 5, 5, 5, 5, 5, 5}, Method::rolling).back().judgement, Judgement::usual);
}

TEST(Anomaly, WhereMostDaysAreAlikeTheMeanDeviationTells) {
  // Median deviation 0, mean deviation 7/7 = 1: (20 - 10) x 0.7979.
  const DayScore day = judged({10, 10, 10, 10, 10, 10, 17, 20}, Method::robust).back();
  EXPECT_EQ(shown(*day.score), "7.98");  // 7.979
}

TEST(Anomaly, AnEarlierSpikeDoesNotHideTheNextFromTheRobustMethod) {
  const Amounts twice = {100, 102, 98, 101, 99, 180, 103, 180};
  EXPECT_EQ(judged(twice, Method::robust, {35, 1}).back().judgement, Judgement::unusual);
  EXPECT_EQ(judged(twice, Method::leave_one_out, {35, 1}).back().judgement, Judgement::usual);
}

TEST(Anomaly, ADayFarBelowIsUnusualToo) {
  const DayScore day = judged({100, 102, 98, 101, 99, 100, 103, 20}, Method::robust).back();
  EXPECT_EQ(day.judgement, Judgement::unusual);
  EXPECT_EQ(shown(day.over), "-80");
}

TEST(Anomaly, AnEvenWindowHasTheMeanOfItsMiddleValues) {
  const auto days =
      judge(Amounts{1, 2, 3, 4, 9}, 0, {.method = Method::robust, .window = 4, .threshold = {2, 0}});
  EXPECT_EQ(shown(days->back().expected), "2.5");
}

TEST(Anomaly, AmountsThatLeaveNoRoomAreAnError) {
  const Amounts huge(8, money::power_of_ten(37));
  EXPECT_EQ(judge(huge, 0, {}).error().code, Code::overflow);
}

TEST(Anomaly, SettingsAreChecked) {
  EXPECT_TRUE(settings_of({}).ok());
  EXPECT_EQ(shown(settings_of({.method = "rolling", .window = 7, .threshold = "2.5"})->threshold), "2.5");
  EXPECT_EQ(settings_of({.method = "guess"}).error().code, Code::bad_plan);
  EXPECT_EQ(settings_of({.window = 2}).error().values[1].second, "anomalies.window");
  EXPECT_EQ(settings_of({.threshold = "0"}).error().values[1].second, "anomalies.threshold");
}

TEST(Anomaly, WhatMovedTheDaysWayIsNamedLargestFirst) {
  const std::vector<Amounts> series = {
      {10, 10, 10, 12}, {20, 20, 20, 90}, {30, 30, 30, 25}, {0, 0, 0, 3}, {5, 5, 5, 5}};
  const auto found = movers(series, 0, 3, 3, 2);
  ASSERT_EQ(found->size(), 2U);
  EXPECT_EQ((*found)[0].index, 1U);
  EXPECT_EQ(shown((*found)[0].change), "70");
  EXPECT_EQ((*found)[1].index, 3U);
  EXPECT_EQ(movers(series, 0, 3, 3, 9)->size(), 3U);  // not what fell, nor what stayed
}

TEST(Anomaly, AScoreIsRoundedFromItsExactValue) {
  // Distances 10 10 10 0 10 10 10: median distance 10; 0.6745 x 100 / 10 = 6.745, halfway between two scores.
  EXPECT_EQ(shown(*judged({90, 110, 90, 100, 110, 90, 110, 200}, Method::robust).back().score), "6.75");
  EXPECT_EQ(shown(*judged({90, 110, 90, 100, 110, 90, 110, 0}, Method::robust).back().score), "-6.75");
}

TEST(Anomaly, AScoreThatIsTheThresholdIsNotAboveIt) {
  // Distances 10 10 10 0 10 10 10 and 100 over: 6.745 exactly.
  const Amounts days = {90, 110, 90, 100, 110, 90, 110, 200};
  EXPECT_EQ(judged(days, Method::robust, {6745, 3}).back().judgement, Judgement::usual);
  EXPECT_EQ(judged(days, Method::robust, {6744999999, 9}).back().judgement, Judgement::unusual);
  EXPECT_EQ(judged(days, Method::robust, {67, 1}).back().judgement, Judgement::unusual);
  // More digits than a quotient could be asked for: 6.745 x 10^38 leaves 128 bits, and is above all the same.
  EXPECT_EQ(judged(days, Method::robust, {1, 38}).back().judgement, Judgement::unusual);
}

TEST(Anomaly, AHighestScoreThatIsTheThresholdCannotFire) {
  // 3 / sqrt(4) = 1.5
  const auto limit = [](money::Decimal threshold) {
    return highest_score({.method = Method::rolling, .window = 4, .threshold = threshold});
  };
  EXPECT_EQ(shown(limit({15, 1})->score), "1.5");
  EXPECT_FALSE(limit({15, 1})->can_fire);
  EXPECT_TRUE(limit({1499, 3})->can_fire);
}

TEST(Anomaly, ASmallDeviationHasAsManyDigitsAsALargeOne) {
  // In units of 10^-12: the scores are those of the same days without a point.
  const auto tiny = judge(kSeries, 12, {.method = Method::leave_one_out, .window = 7, .threshold = {2, 0}});
  ASSERT_TRUE(tiny.ok());
  EXPECT_EQ(shown(*tiny->back().score), "46.31");
}

}  // namespace
}  // namespace billfold::watch
