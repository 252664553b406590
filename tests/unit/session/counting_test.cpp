#include "session/counting.h"

#include <gtest/gtest.h>
#include <vector>

#include "support/bill_builder.h"

namespace billfold::session::questions {
namespace {

using test::make_bill;
using test::money_column;
using test::text;

bill::Bill five_rows() {
  const std::vector<test::TestRow> rows = {
      {{"ads", "1"}}, {{"search", "2"}}, {{"ads", "3.5"}}, {{"ads", ""}}, {{"search", "x"}}};
  return make_bill({text("Team"), money_column("Cost")}, rows);
}

TEST(Counting, ASplitIsThereOnceAllRowsAreCounted) {
  const bill::Bill bill = five_rows();
  split::Dimensions dimensions(bill);
  const plan::Plan plan{.by = {"Team"}, .measure = "Cost"};
  Counting counting;
  for (int step = 0; step < 2; ++step) {
    const Result<split::Tree> unfinished = counting.next(plan, "a", dimensions, 2);
    ASSERT_FALSE(unfinished.ok());
    EXPECT_EQ(unfinished.error().code, Code::unfinished);
  }
  const Result<split::Tree> tree = counting.next(plan, "a", dimensions, 2);
  ASSERT_TRUE(tree.ok());
  EXPECT_TRUE(tree->total().amount == 65 && tree->scale == 1);  // 1 + 2 + 3.5
  EXPECT_EQ(tree->total().rows, 5U);
  EXPECT_EQ(tree->rejected, 1U);
}

TEST(Counting, AnotherQuestionBeginsAnewAndForgetsTheOne) {
  const bill::Bill bill = five_rows();
  split::Dimensions dimensions(bill);
  Counting counting;
  const plan::Plan by_team{.by = {"Team"}, .measure = "Cost"};
  EXPECT_FALSE(counting.next(by_team, "a", dimensions, 3).ok());
  const plan::Plan flat{.measure = "Cost"};
  EXPECT_FALSE(counting.next(flat, "b", dimensions, 3).ok());
  const Result<split::Tree> tree = counting.next(flat, "b", dimensions, 3);
  ASSERT_TRUE(tree.ok());
  EXPECT_TRUE(tree->total().amount == 65);
  EXPECT_FALSE(counting.next(by_team, "a", dimensions, 3).ok());  // from its first row on
}

TEST(Counting, WhatGoesWrongIsSaidAtTheFirstStep) {
  const bill::Bill bill = five_rows();
  split::Dimensions dimensions(bill);
  Counting counting;
  const Result<split::Tree> tree = counting.next({.by = {"Tema"}, .measure = "Cost"}, "a", dimensions, 2);
  ASSERT_FALSE(tree.ok());
  EXPECT_EQ(tree.error().code, Code::unknown_dimension);
}

}  // namespace
}  // namespace billfold::session::questions
