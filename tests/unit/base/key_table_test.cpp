#include "base/key_table.h"

#include <gtest/gtest.h>

namespace billfold {
namespace {

TEST(KeyTable, NumbersKeysInTheOrderInWhichTheyCome) {
  KeyTable table;
  for (std::uint64_t round = 0; round < 2; ++round) {
    for (std::uint64_t key = 0; key < 5000; ++key) EXPECT_EQ(table.number_of(key * 0x100000001U), key);
  }
  EXPECT_EQ(table.keys().size(), 5000U);
  EXPECT_EQ(table.keys()[77], 77 * 0x100000001U);
}

}  // namespace
}  // namespace billfold
