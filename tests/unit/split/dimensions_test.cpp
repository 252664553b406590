#include "split/dimensions.h"

#include <gtest/gtest.h>
#include <string>

#include "support/bill_builder.h"

namespace billfold::split {
namespace {

using test::make_bill;
using test::text;

std::vector<std::string> in_order(const std::vector<std::string>& values) {
  std::vector<std::vector<std::string>> rows;
  for (const std::string& value : values) rows.push_back({value});
  const bill::Bill bill = make_bill({text("Team")}, rows);
  Dimensions dimensions(bill);
  const auto team = *dimensions.get("Team", {});
  std::vector<std::string> texts;
  for (std::uint32_t rank = 0; rank + 1 < team->size(); ++rank) texts.push_back(team->text_of_rank(rank));
  return texts;
}

TEST(RankedDimension, RanksAreInTheOrderOfTextsAsBytes) {
  using Texts = std::vector<std::string>;
  EXPECT_EQ(in_order({"b", "a", "", "B", "10", "9"}), (Texts{"10", "9", "B", "a", "b"}));
  EXPECT_EQ(in_order({"\xE9\x9C\x80", "z", "\xC3\xA9"}), (Texts{"z", "\xC3\xA9", "\xE9\x9C\x80"}));
  // Long common beginnings, one text the beginning of another, differences after more than eight letters.
  EXPECT_EQ(in_order({"arn:aws:ec2:eu-west-1:0001:instance/i-2", "arn:aws:ec2:eu-west-1:0001:instance/i-1",
                      "arn:aws:ec2:eu-west-1:0001", "arn:aws:ec2:eu-west-1:0001:instance/i-10"}),
            (Texts{"arn:aws:ec2:eu-west-1:0001", "arn:aws:ec2:eu-west-1:0001:instance/i-1",
                   "arn:aws:ec2:eu-west-1:0001:instance/i-10", "arn:aws:ec2:eu-west-1:0001:instance/i-2"}));
  EXPECT_EQ(in_order({std::string("ab\0", 3), "ab", std::string("ab\0\0", 4)}),
            (Texts{"ab", std::string("ab\0", 3), std::string("ab\0\0", 4)}));
}

TEST(Dimensions, WhatWasResolvedIsKeptByNameAndBlankWords) {
  const bill::Bill bill = make_bill({text("Team"), text("Part")}, {{"a", "x"}, {"-", "y"}});
  Dimensions dimensions(bill);
  const plan::Plan with_words = {.blank_words = {"-"}};
  const auto team = *dimensions.get("Team", {});
  EXPECT_EQ(*dimensions.get("Team", {}), team);
  const auto without = *dimensions.get("Team", with_words);
  EXPECT_NE(without, team);
  EXPECT_EQ(team->size(), 3U);
  EXPECT_EQ(without->size(), 2U);
}

TEST(Dimensions, TheOldestIsForgottenWhereTooManyAreKept) {
  std::vector<test::TestColumn> columns;
  for (std::size_t at = 0; at <= Dimensions::kKept; ++at) columns.push_back(text("C" + std::to_string(at)));
  const std::vector<std::vector<std::string>> rows = {std::vector<std::string>(columns.size(), "x")};
  const bill::Bill bill = make_bill(columns, rows);
  Dimensions dimensions(bill);
  const std::weak_ptr<RankedDimension> first = *dimensions.get("C0", {});
  const std::weak_ptr<RankedDimension> second = *dimensions.get("C1", {});
  for (std::size_t at = 2; at < Dimensions::kKept; ++at)
    static_cast<void>(dimensions.get(columns[at].name, {}));
  static_cast<void>(dimensions.get("C0", {}));  // used again
  static_cast<void>(dimensions.get(columns.back().name, {}));
  EXPECT_FALSE(first.expired());
  EXPECT_TRUE(second.expired());
}

TEST(Dimensions, ATagKeyThatAShardLacksHasNoValueIfAskedSo) {
  const bill::Bill bill = make_bill({text("Team")}, {{"a"}});
  Dimensions dimensions(bill);
  EXPECT_EQ(dimensions.get("tag:env", {}).error().code, Code::unknown_dimension);
  const auto missing = dimensions.get("tag:env", {}, MissingTag::has_no_value);
  ASSERT_TRUE(missing.ok());
  EXPECT_EQ((*missing)->size(), 1U);
  EXPECT_FALSE(dimensions.get("Tean", {}, MissingTag::has_no_value).ok());
}

}  // namespace
}  // namespace billfold::split
