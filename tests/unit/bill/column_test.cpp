#include "bill/column.h"

#include <gtest/gtest.h>
#include <random>

#include "money/decimal_format.h"

namespace billfold::bill {
namespace {

template <class Wanted>
bool is_stored_as(const IdVector& ids) {
  return ids.visit(
      [](const auto& stored) { return std::is_same_v<std::remove_cvref_t<decltype(stored[0])>, Wanted>; });
}

TEST(IdVector, WidensWhenAnIdNeedsItAndKeepsEveryIdBefore) {
  IdVector ids;
  const std::vector<std::uint32_t> pushed = {7, 255, 256, 3, 65535, 65536, 4000000000U};
  std::vector<std::size_t> widths;
  for (const std::uint32_t id : pushed) {
    ids.push_back(id);
    widths.push_back(is_stored_as<std::uint8_t>(ids) ? 1U : is_stored_as<std::uint16_t>(ids) ? 2U : 4U);
  }
  EXPECT_EQ(widths, (std::vector<std::size_t>{1, 1, 2, 2, 2, 4, 4}));
  for (std::size_t row = 0; row < pushed.size(); ++row) EXPECT_EQ(ids[row], pushed[row]);
}

TEST(IdVector, JumpsFromOneByteToFour) {
  IdVector ids;
  ids.push_back(9);
  ids.push_back(70000);
  EXPECT_TRUE(is_stored_as<std::uint32_t>(ids));
  EXPECT_EQ(ids[0], 9U);
  EXPECT_EQ(ids[1], 70000U);
}

TEST(IdVector, AppendsEmptyCellsAndForgetsRowsThatAreTakenBack) {
  IdVector ids;
  ids.push_back(5);
  ids.append_empty(2);
  ids.push_back(6);
  EXPECT_EQ(ids[2], 0U);
  ids.truncate(1);
  EXPECT_EQ(ids.size(), 1U);
}

TEST(IdVector, AppendsAListInWhateverWidthItNeeds) {
  IdVector ids;
  const std::vector<std::uint32_t> lists[] = {{1, 255}, {}, {256, 2}, {3}, {70000}};
  std::vector<std::uint32_t> all;
  for (const std::vector<std::uint32_t>& list : lists) {
    ids.append(list);
    all.insert(all.end(), list.begin(), list.end());
  }
  ASSERT_EQ(ids.size(), all.size());
  for (std::size_t row = 0; row < all.size(); ++row) EXPECT_EQ(ids[row], all[row]);
  EXPECT_TRUE(is_stored_as<std::uint32_t>(ids));
}

// Values that differ in one byte only, at every place and of every size, and more of them than are remembered.
TEST(TextColumn, TellsCellsApartHoweverMuchTheyAreAlike) {
  TextColumn column;
  std::vector<std::string> cells;
  for (std::size_t size = 1; size <= 40; ++size) {
    for (std::size_t at = 0; at < size; ++at) {
      cells.push_back(std::string(size, 'a'));
      cells.back()[at] = 'b';
    }
  }
  for (int round = 0; round < 2; ++round) {
    for (const std::string& cell : cells) {
      const std::uint32_t id = column.id_of(cell);
      ASSERT_EQ(column.values.text(id), cell);
      ASSERT_EQ(column.id_of(cell), id);
    }
  }
  EXPECT_EQ(column.values.size(), cells.size() + 1);
}

TEST(TextColumn, GivesEqualCellsOneId) {
  TextColumn column;
  for (const std::string_view cell : {"", "a", "a", "", "b", "a"}) column.push(cell);
  EXPECT_EQ(column.values.size(), 3U);
  EXPECT_EQ(column.ids[0], 0U);
  EXPECT_EQ(column.ids[1], column.ids[5]);
  EXPECT_EQ(column.values.text(column.ids[4]), "b");
}

std::vector<std::string> texts(const AmountColumn& column) {
  std::vector<std::string> out;
  for (std::size_t row = 0; row < column.size(); ++row) out.push_back(money::format(column[row]));
  return out;
}

bool is_narrow(const AmountColumn& column) {
  return column.visit([](const auto& mantissas) { return sizeof(mantissas[0]) == sizeof(std::int64_t); });
}

TEST(AmountColumn, RisesToTheScaleOfTheFinestCell) {
  AmountColumn column;
  ASSERT_TRUE(column.push_plain(12, 0));
  ASSERT_TRUE(column.push_plain(-345, 2));
  ASSERT_TRUE(column.push_plain(5, 1));
  EXPECT_EQ(texts(column), (std::vector<std::string>{"12.00", "-3.45", "0.50"}));
  EXPECT_TRUE(is_narrow(column));
}

TEST(AmountColumn, GoesTo128BitsWhenSixtyFourDoNotHoldAnAmount) {
  AmountColumn column;
  ASSERT_TRUE(column.push_plain(999999999999999999, 0));
  EXPECT_TRUE(is_narrow(column));
  ASSERT_TRUE(column.push_plain(1, 18));
  EXPECT_FALSE(is_narrow(column));
  EXPECT_EQ(texts(column),
            (std::vector<std::string>{"999999999999999999.000000000000000000", "0.000000000000000001"}));
}

TEST(AmountColumn, RefusesWhatItsScaleLeavesNoRoomForAndStaysAsItWas) {
  AmountColumn column;
  ASSERT_TRUE(column.push({money::power_of_ten(37), 0}));
  EXPECT_FALSE(column.push({1, 2}));
  ASSERT_TRUE(column.push({1, 0}));
  EXPECT_EQ(column.scale(), 0);
  EXPECT_EQ(column.size(), 2U);
}

// Lists of plain cells are what the cells one by one would be: with a cell now and then that is not plain, amounts that need
// a finer scale, and amounts that 64 bits do not hold at it.
TEST(AmountColumn, AppendsListsOfPlainCellsAsItDoesSingleOnes) {
  std::mt19937_64 random(20261127);
  for (int round = 0; round < 300; ++round) {
    AmountColumn single;
    AmountColumn listed;
    AmountTally single_tally;
    AmountTally listed_tally;
    std::vector<std::int64_t> mantissas;
    std::vector<std::int8_t> scales;
    const std::uint64_t finest = 1 + random() % 18;
    const std::int64_t largest = round % 3 == 0 ? 999'999'999'999'999'999 : 1'000'000;
    for (int cell = 0; cell < 60; ++cell) {
      mantissas.push_back(static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(2 * largest)) -
                          largest);
      scales.push_back(random() % 8 == 0 ? std::int8_t{-1} : static_cast<std::int8_t>(random() % finest));
    }
    const auto append = [&](auto&& take_list, auto&& take_one) {
      for (std::size_t at = 0; at < mantissas.size(); ++at) {
        at += take_list(std::span<const std::int64_t>(mantissas).subspan(at),
                        std::span<const std::int8_t>(scales).subspan(at));
        if (at < mantissas.size() && scales[at] >= 0) take_one(money::Decimal{mantissas[at], scales[at]});
      }
    };
    append([&](auto m, auto s) { return listed.append_plain(m, s); },
           [&](const money::Decimal& amount) { ASSERT_TRUE(listed.push(amount)); });
    append([&](auto m, auto s) { return listed_tally.append_plain(m, s, 1); },
           [&](const money::Decimal& amount) { ASSERT_TRUE(listed_tally.push(amount, 1)); });
    for (std::size_t at = 0; at < mantissas.size(); ++at) {
      if (scales[at] < 0) continue;
      ASSERT_TRUE(single.push_plain(mantissas[at], scales[at]));
      ASSERT_TRUE(single_tally.push_plain(mantissas[at], scales[at], 1));
    }
    EXPECT_EQ(texts(listed), texts(single));
    EXPECT_EQ(is_narrow(listed), is_narrow(single));
    EXPECT_EQ(listed_tally.scale(), single.scale());
    ASSERT_TRUE(listed_tally.total(1) && single_tally.total(1));
    EXPECT_TRUE(*listed_tally.total(1) == *single_tally.total(1));
  }
}

TEST(AmountTally, AListMayAddUpToMoreThan64Bits) {
  AmountTally tally;
  const std::vector<std::int64_t> mantissas(20, 999'999'999'999'999'999);
  const std::vector<std::int8_t> scales(20, 0);
  EXPECT_EQ(tally.append_plain(mantissas, scales, 0), 20U);
  ASSERT_TRUE(tally.total(0));
  EXPECT_EQ(money::format({*tally.total(0), 0}), "19999999999999999980");
}

// A column of its cells and their tally are two ways to the same sum; every scale, and amounts at both ends.
TEST(AmountTally, TakesWhatAColumnTakesAndHasItsScaleAndSum) {
  std::mt19937 random(20261126);
  for (int round = 0; round < 200; ++round) {
    AmountColumn column;
    AmountTally tally;
    money::Sum sums[2];
    std::vector<std::uint32_t> currencies;
    for (int cell = 0; cell < 50; ++cell) {
      const auto currency = static_cast<std::uint32_t>(random() % 2);
      const int scale = static_cast<int>(random() % (round % 2 == 0 ? 8 : 30));
      const auto mantissa = static_cast<std::int64_t>(random() % 1000) - 500;
      bool taken = false;
      if (random() % 10 == 0) {
        const money::Decimal large{
            static_cast<i128>(mantissa) * money::power_of_ten(static_cast<int>(random() % 30)), scale};
        taken = column.push(large);
        EXPECT_EQ(tally.push(large, currency), taken);
      } else {
        taken = column.push_plain(mantissa, scale);
        EXPECT_EQ(tally.push_plain(mantissa, scale, currency), taken);
      }
      if (taken) currencies.push_back(currency);
      ASSERT_EQ(tally.scale(), column.scale());
    }
    for (std::size_t row = 0; row < column.size(); ++row) sums[currencies[row]].add(column[row].mantissa);
    for (std::uint32_t currency = 0; currency < 2; ++currency) {
      const std::optional<i128> total = tally.total(currency);
      ASSERT_EQ(total.has_value(), !sums[currency].overflowed());
      EXPECT_TRUE(total.value_or(0) == sums[currency].value());
    }
  }
}

TEST(AmountColumn, DropsWrittenZerosRatherThanRefuseTheCell) {
  AmountColumn column;
  ASSERT_TRUE(column.push({money::power_of_ten(37), 0}));
  ASSERT_TRUE(column.push({1500, 3 - 1}));  // 15.00
  EXPECT_EQ(texts(column).back(), "15");
}

}  // namespace
}  // namespace billfold::bill
