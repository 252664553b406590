#include "amortize/order.h"

#include <gtest/gtest.h>

#include "support/orders.h"

namespace billfold::amortize {
namespace {

using test::book_of;
using test::day;
using Lines = std::vector<std::string>;

// Every error names its order and its line, and the rest stands.
struct Case {
  const char* sentence;
  const char* orders;
  const char* deductions;
  Lines errors;
  std::size_t stand;  // orders that are scheduled
};

const Case kCases[] = {
    {"the end is before the begin",
     "A,,new,2023-01-31,2023-01-01,62,0,\nB,,new,2023-01-01,2023-01-31,62,0,\n",
     "",
     {"end_before_begin A line 2"},
     1},
    {"a refund of an order that is not there",
     "A,,new,2023-01-01,2023-01-31,62,0,\nR,X,refund,2023-01-20,,-20,0,\n",
     "",
     {"unknown_order R line 3"},
     1},
    {"a refund larger than what is left",
     "A,,new,2023-01-01,2023-01-31,62,0,\nR,A,refund,2023-01-20,,-24.01,0,\n",
     "",
     {"refund_too_large R line 3"},
     1},
    {"a second refund of what the first left is none",
     "A,,new,2023-01-01,2023-01-31,62,0,\nR,A,refund,2023-01-20,,-20,0,\nS,A,refund,2023-01-20,,-5,0,\n",
     "",
     {"refund_too_large S line 4"},
     2},
    {"an order twice",
     "A,,new,2023-01-01,2023-01-31,62,0,\nA,,new,2023-01-01,2023-01-31,62,0,\n",
     "",
     {"order_twice A line 3"},
     1},
    {"no begin", "A,,new,,2023-01-31,62,0,\n", "", {"no_begin A line 2"}, 0},
    {"no end", "A,,new,2023-01-01,,62,0,\n", "", {"no_end A line 2"}, 0},
    {"a word that is no type", "A,,lease,2023-01-01,2023-01-31,62,0,\n", "", {"unknown_kind A line 2"}, 0},
    {"a pack without its quantity",
     "P,,pack-total,2023-01-01,2023-01-31,62,0,\n",
     "P,2023-01-02,1,daily\n",
     {"missing_quantity P line 2", "unknown_order P D2"},
     0},
    {"use beyond the quantity",
     "P,,pack-total,2023-01-01,2023-01-31,62,0,10\n",
     "P,2023-01-02,9,daily\nP,2023-01-03,2,daily\nP,2023-01-04,1,daily\n",
     {"beyond_quantity P D3"},
     1},
    {"use before and after the validity",
     "P,,pack-total,2023-01-01,2023-01-31,62,0,10\n",
     "P,2022-12-31,1,daily\nP,2023-02-01,1,daily\n",
     {"outside_validity P D2", "outside_validity P D3"},
     1},
    {"use after the refund",
     "P,,pack-total,2023-01-01,2023-01-31,62,0,10\nR,P,refund,2023-01-10,,-5,0,\n",
     "P,2023-01-09,1,daily\nP,2023-01-11,1,daily\n",
     {"outside_validity P D3"},
     2},
    {"a deduction without a quantity",
     "P,,pack-total,2023-01-01,2023-01-31,62,0,10\n",
     "P,2023-01-02,,daily\n",
     {"missing_quantity P D2"},
     1},
    {"a deduction of an order that is no pack",
     "A,,new,2023-01-01,2023-01-31,62,0,\n",
     "A,2023-01-02,1,daily\n",
     {"unknown_order A D2"},
     1},
};

TEST(Orders, WhatCannotBeScheduledIsAnErrorLineAndTheRestStands) {
  for (const Case& one : kCases) {
    SCOPED_TRACE(one.sentence);
    const auto book = book_of(one.orders, one.deductions);
    EXPECT_EQ(book->errors(), one.errors);
    EXPECT_EQ(book->orders.orders.size(), one.stand);
  }
}

TEST(Orders, ARefundOfAllThatIsLeftIsNoError) {
  const auto book = book_of("A,,new,2023-01-01,2023-01-31,62,0,\nR,A,refund,2023-01-20,,-24,0,\n");
  EXPECT_TRUE(book->orders.errors.empty());
  EXPECT_EQ(book->order("A").ended, day("2023-01-20"));
}

TEST(Orders, ARefundThatIsInErrorEndsNothing) {
  const auto book = book_of("A,,new,2023-01-01,2023-01-31,62,0,\nR,A,refund,2023-01-20,,-30,0,\n");
  EXPECT_FALSE(book->order("A").ended.has_value());
}

TEST(Orders, TheRefundMayStandBeforeItsOrder) {
  const auto book = book_of("R,A,refund,2023-01-20,,-20,0,\nA,,new,2023-01-01,2023-01-31,62,0,\n");
  EXPECT_TRUE(book->orders.errors.empty());
  EXPECT_TRUE(book->order("A").ended.has_value());
}

TEST(Orders, ADaysDigitsAreTwoTheFilesOrANumber) {
  EXPECT_EQ(day_scale_of("")->digits, 2);
  EXPECT_TRUE(day_scale_of("file")->of_column);
  EXPECT_EQ(day_scale_of("6")->digits, 6);
  for (const char* wrong : {"13", "-1", "two", "002"}) {
    EXPECT_EQ(day_scale_of(wrong).error().code, Code::bad_plan) << wrong;
  }
}

}  // namespace
}  // namespace billfold::amortize
