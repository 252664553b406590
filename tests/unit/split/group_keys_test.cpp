#include "split/group_keys.h"

#include <gtest/gtest.h>
#include <set>
#include <string>

#include "support/bill_builder.h"

namespace billfold::split {
namespace {

using test::make_bill;
using test::text;

// The ranks of every row, told by its group; and whether the group numbers given keep the order of ranks.
struct Numbered {
  std::vector<std::vector<std::uint32_t>> ranks;  // of each row
  std::set<std::uint32_t> groups;
  bool in_order = false;
};

Numbered numbered(const bill::Bill& bill, const std::vector<std::string>& names) {
  Dimensions dimensions(bill);
  std::vector<std::shared_ptr<RankedDimension>> levels;
  for (const std::string& name : names) levels.push_back(*dimensions.get(name, {}));
  GroupKeys keys(levels, bill.rows);
  const std::vector<std::uint8_t> keep(kBlockRows, 1);
  std::uint32_t groups[kBlockRows];
  Numbered result;
  result.in_order = keys.in_order();
  for (std::size_t begin = 0; begin < bill.rows; begin += kBlockRows) {
    const std::size_t count = std::min(kBlockRows, bill.rows - begin);
    keys.number(begin, count, keep.data(), groups);
    for (std::size_t i = 0; i < count; ++i) {
      EXPECT_LT(groups[i], keys.groups());
      std::vector<std::uint32_t> ranks(levels.size());
      keys.ranks_of(groups[i], ranks.data());
      result.ranks.push_back(ranks);
      result.groups.insert(groups[i]);
    }
  }
  return result;
}

TEST(GroupKeys, ARowsRanksAreTheDigitsOfItsKey) {
  const bill::Bill bill = make_bill({text("A"), text("B")}, {{"y", "q"}, {"x", ""}, {"", "p"}, {"y", "q"}});
  const Numbered result = numbered(bill, {"A", "B"});
  EXPECT_TRUE(result.in_order);
  // A: x 0, y 1, none 2. B: p 0, q 1, none 2.
  EXPECT_EQ(result.ranks, (std::vector<std::vector<std::uint32_t>>{{1, 1}, {0, 2}, {2, 0}, {1, 1}}));
  EXPECT_EQ(result.groups.size(), 3U);
}

// Rows whose values differ on each of `levels` columns, so that the product of their numbers is large.
bill::Bill wide_bill(std::uint32_t rows, std::size_t levels) {
  std::vector<test::TestColumn> columns;
  for (std::size_t level = 0; level < levels; ++level)
    columns.push_back(text(std::string(1, static_cast<char>('A' + level))));
  std::vector<std::vector<std::string>> cells;
  for (std::uint32_t row = 0; row < rows; ++row) {
    std::vector<std::string> line;
    for (std::size_t level = 0; level < levels; ++level) {
      line.push_back(std::to_string((row * (2 * level + 1) + level) % rows));
    }
    cells.push_back(line);
    if (row % 5 == 0) cells.push_back(line);
  }
  return make_bill(columns, cells);
}

void expect_ranks_tell_values(std::size_t levels, bool in_order) {
  const bill::Bill bill = wide_bill(3000, levels);
  std::vector<std::string> names;
  for (std::size_t level = 0; level < levels; ++level) names.emplace_back(1, static_cast<char>('A' + level));
  const Numbered result = numbered(bill, names);
  EXPECT_EQ(result.in_order, in_order);
  EXPECT_EQ(result.groups.size(), 3000U);
  Dimensions dimensions(bill);
  for (std::size_t level = 0; level < levels; ++level) {
    const auto dimension = *dimensions.get(names[level], {});
    for (std::size_t row = 0; row < bill.rows; ++row) {
      const std::uint32_t id = bill.columns[level].text->ids[row];
      ASSERT_EQ(dimension->text_of_rank(result.ranks[row][level]), bill.columns[level].text->values.text(id));
    }
  }
}

TEST(GroupKeys, ManyPossibleKeysAreNumberedByAHashTable) { expect_ranks_tell_values(2, true); }

TEST(GroupKeys, KeysThatFitInto64BitsMakeOneStage) { expect_ranks_tell_values(5, true); }

TEST(GroupKeys, KeysThatDoNotFitInto64BitsAreMadeInStages) {
  expect_ranks_tell_values(7, false);
  expect_ranks_tell_values(13, false);
}

// The ranks of all groups in the order in which they are told, where only the rows with keep[row] were numbered.
std::vector<std::vector<std::uint32_t>> ranks_of_all(const bill::Bill& bill,
                                                     const std::vector<std::string>& names,
                                                     const std::vector<std::uint8_t>& keep) {
  Dimensions dimensions(bill);
  std::vector<std::shared_ptr<RankedDimension>> levels;
  for (const std::string& name : names) levels.push_back(*dimensions.get(name, {}, MissingTag::has_no_value));
  GroupKeys keys(levels, bill.rows);
  std::vector<std::uint32_t> groups(bill.rows);
  keys.number(0, bill.rows, keep.data(), groups.data());
  std::vector<std::vector<std::uint32_t>> all;
  for (const std::uint32_t group : keys.all_groups())
    keys.ranks_of(group, all.emplace_back(names.size()).data());
  return all;
}

TEST(GroupKeys, OfADirectTableAreItsCellsInTheOrderOfRanks) {
  const bill::Bill bill = make_bill({text("A"), text("B")}, {{"y", "p"}, {"x", "p"}});
  // A: x 0, y 1, none 2. B: p 0, none 1.
  EXPECT_EQ(ranks_of_all(bill, {"A", "B"}, {1, 1}),
            (std::vector<std::vector<std::uint32_t>>{{0, 0}, {0, 1}, {1, 0}, {1, 1}, {2, 0}, {2, 1}}));
}

// 100 values on each of two levels: 101 x 101 = 10201 possible keys, more than 4096 + 4 x 100.
TEST(GroupKeys, OfAHashTableAreThoseOfTheKeptRowsInTheOrderOfRanks) {
  std::vector<std::vector<std::string>> cells;
  std::vector<std::uint8_t> keep;
  for (int row = 99; row >= 0; --row) {
    cells.push_back({std::to_string(100 + row), std::to_string(100 + row * 7 % 100)});
    keep.push_back(row % 40 == 0 ? 1 : 0);
  }
  const bill::Bill bill = make_bill({text("A"), text("B")}, cells);
  EXPECT_EQ(ranks_of_all(bill, {"A", "B"}, keep),
            (std::vector<std::vector<std::uint32_t>>{{0, 0}, {40, 80}, {80, 60}}));
}

TEST(GroupKeys, OfALineAreItsRow) {
  const bill::Bill bill = make_bill({text("A")}, {{"y"}, {"x"}});
  const Numbered result = numbered(bill, {"line", "A"});
  EXPECT_EQ(result.ranks, (std::vector<std::vector<std::uint32_t>>{{0, 1}, {1, 0}}));
}

TEST(GroupKeys, OfALevelOnWhichNoRowHasAValueAreThoseOfTheOthers) {
  const bill::Bill bill = make_bill({text("A")}, {{"y"}, {"x"}});
  EXPECT_EQ(ranks_of_all(bill, {"tag:env", "A"}, {1, 1}),
            (std::vector<std::vector<std::uint32_t>>{{0, 0}, {0, 1}, {0, 2}}));
}

TEST(GroupKeys, OfNoLevelsAreOneGroup) {
  const bill::Bill bill = make_bill({text("A")}, {{"y"}, {"x"}});
  const Numbered result = numbered(bill, {});
  EXPECT_EQ(result.groups, std::set<std::uint32_t>{0});
}

}  // namespace
}  // namespace billfold::split
