#include "split/fair_share.h"

#include <gtest/gtest.h>

#include "support/bill_builder.h"
#include "support/split_text.h"

namespace billfold::split {
namespace {

using test::make_bill;
using test::money_column;
using test::quantity;
using test::text;
using Lines = std::vector<std::string>;

bill::Bill gateway() {
  return make_bill({text("Team"), money_column("Cost"), quantity("Tokens")},
                   {{"gateway", "100.00", "0"}, {"ads", "30", "1"}, {"lab", "10", "3"}, {"web", "60", "0"}});
}

plan::Plan fixed() {
  plan::Plan plan;
  plan.shared = {{.name = "Gateway",
                  .source = {.op = "is", .dimension = "Team", .values = {"gateway"}},
                  .dimension = "Team",
                  .targets = {{"ads", "50"}, {"lab", "25"}, {"web", "25"}},
                  .method = "fixed"}};
  return plan;
}

Lines amounts_of(const FairShare& fair, Opinion opinion) {
  const Share& share = fair.opinions[static_cast<std::size_t>(opinion)];
  Lines lines;
  for (std::size_t at = 0; at < fair.targets.size(); ++at)
    lines.push_back(fair.targets[at] + " " + test::amount_text(share.amounts[at], fair.scale));
  return lines;
}

TEST(FairShare, EveryMethodBesideTheOthers) {
  const bill::Bill bill = gateway();
  Dimensions dimensions(bill);
  const Result<FairShare> fair = fair_share(fixed(), "Gateway", "Tokens", dimensions);
  ASSERT_TRUE(fair.ok()) << sentence_of(fair.error());
  EXPECT_EQ(test::amount_text(fair->pool, fair->scale), "100");
  EXPECT_EQ(amounts_of(*fair, Opinion::now), (Lines{"ads 50", "lab 25", "web 25"}));
  EXPECT_EQ(amounts_of(*fair, Opinion::even), (Lines{"ads 33.34", "lab 33.33", "web 33.33"}));
  EXPECT_EQ(amounts_of(*fair, Opinion::proportional), (Lines{"ads 30", "lab 10", "web 60"}));
  EXPECT_EQ(amounts_of(*fair, Opinion::usage), (Lines{"ads 25", "lab 75", "web 0"}));
  EXPECT_EQ(test::amount_text(fair->direct[0], fair->scale), "30");
}

TEST(FairShare, ByTheRulesOwnListOfUsage) {
  const bill::Bill bill = gateway();
  plan::Plan plan = fixed();
  plan.shared[0].method = "proportional";
  plan.shared[0].targets.clear();
  plan.shared[0].usage = {{"ads", "1"}, {"lab", "1"}, {"web", "2"}};
  Dimensions dimensions(bill);
  const Result<FairShare> fair = fair_share(plan, "Gateway", "", dimensions);
  ASSERT_TRUE(fair.ok()) << sentence_of(fair.error());
  EXPECT_EQ(amounts_of(*fair, Opinion::now), (Lines{"ads 25", "lab 25", "web 50"}));
  EXPECT_EQ(amounts_of(*fair, Opinion::usage), amounts_of(*fair, Opinion::now));
  EXPECT_EQ(amounts_of(*fair, Opinion::proportional), (Lines{"ads 30", "lab 10", "web 60"}));
}

// web is on no list and gets nothing, though it has tokens.
TEST(FairShare, ByAColumnTheTargetsAreThoseOfTheRulesList) {
  const bill::Bill bill =
      make_bill({text("Team"), money_column("Cost"), quantity("Tokens")},
                {{"gateway", "100.00", "0"}, {"ads", "30", "1"}, {"lab", "10", "3"}, {"web", "60", "6"}});
  plan::Plan plan = fixed();
  plan.shared[0].method = "proportional";
  plan.shared[0].targets.clear();
  plan.shared[0].usage = {{"ads", "3"}, {"lab", "0.5"}};
  Dimensions dimensions(bill);
  const Result<FairShare> fair = fair_share(plan, "Gateway", "Tokens", dimensions);
  ASSERT_TRUE(fair.ok()) << sentence_of(fair.error());
  EXPECT_EQ(fair->targets, (std::vector<std::string>{"ads", "lab"}));
  EXPECT_EQ(amounts_of(*fair, Opinion::usage), (Lines{"ads 25", "lab 75"}));
}

TEST(FairShare, WithoutUsageThereIsNoOpinionOfIt) {
  const bill::Bill bill = gateway();
  Dimensions dimensions(bill);
  const Result<FairShare> fair = fair_share(fixed(), "Gateway", "", dimensions);
  ASSERT_TRUE(fair.ok());
  EXPECT_FALSE(fair->opinions[3].has_usage);
  EXPECT_EQ(fair_share(fixed(), "Door", "", dimensions).error().code, Code::bad_request);
}

TEST(FairShare, WeightsOfNothingAreSaid) {
  const bill::Bill bill = make_bill({text("Team"), money_column("Cost"), quantity("Tokens")},
                                    {{"gateway", "9", "0"}, {"ads", "1", "0"}, {"lab", "1", "0"}});
  plan::Plan plan = fixed();
  plan.shared[0].method = "even";
  plan.shared[0].targets.clear();
  Dimensions dimensions(bill);
  const Result<FairShare> fair = fair_share(plan, "Gateway", "Tokens", dimensions);
  ASSERT_TRUE(fair.ok());
  ASSERT_EQ(fair->opinions[3].refusals.size(), 1U);
  EXPECT_EQ(fair->opinions[3].refusals[0].reason, Refusal::zero_weights);
  EXPECT_EQ(amounts_of(*fair, Opinion::usage), (Lines{"ads 0", "lab 0"}));
}

}  // namespace
}  // namespace billfold::split
