#include "base/sort.h"

#include <gtest/gtest.h>
#include <memory>
#include <string>

namespace billfold {
namespace {

TEST(SortItems, PutsThemInOrder) {
  std::vector<int> numbers{3, -1, 2, 10, 0};
  sort_items(numbers);
  EXPECT_EQ(numbers, (std::vector<int>{-1, 0, 2, 3, 10}));
}

TEST(SortItems, LeavesEqualOnesInTheirOrder) {
  std::vector<std::string> words{"b2", "a1", "b1", "a2", "b0"};
  sort_items(words, [](const std::string& a, const std::string& b) { return a[0] < b[0]; });
  EXPECT_EQ(words, (std::vector<std::string>{"a1", "a2", "b2", "b1", "b0"}));
}

// Long enough that a sort which is not stable changes the order of equals.
TEST(SortItems, LeavesManyEqualOnesInTheirOrder) {
  struct Item {
    int key;
    int place;
  };
  std::vector<Item> items;
  for (int place = 0; place < 1000; ++place) items.push_back({place * 7 % 3, place});
  sort_items(items, [](const Item& a, const Item& b) { return a.key < b.key; });
  for (std::size_t at = 1; at < items.size(); ++at) {
    EXPECT_TRUE(items[at - 1].key < items[at].key ||
                (items[at - 1].key == items[at].key && items[at - 1].place < items[at].place))
        << at;
  }
}

TEST(SortItems, MovesThem) {
  std::vector<std::unique_ptr<int>> owned;
  for (const int number : {2, 1}) owned.push_back(std::make_unique<int>(number));
  sort_items(owned, [](const auto& a, const auto& b) { return *a < *b; });
  EXPECT_EQ(*owned[0], 1);
  EXPECT_EQ(*owned[1], 2);
}

TEST(SortItems, OfNothingAreNothing) {
  std::vector<int> none;
  sort_items(none);
  EXPECT_TRUE(none.empty());
}

}  // namespace
}  // namespace billfold
