#include "base/short_text.h"

#include <gtest/gtest.h>
#include <set>
#include <string>
#include <vector>

namespace billfold::short_text {
namespace {

// Texts of every size from 0 to 40, and each with one byte changed.
std::vector<std::string> alike() {
  std::vector<std::string> texts = {""};
  for (std::size_t size = 1; size <= 40; ++size) {
    texts.push_back(std::string(size, 'x'));
    for (std::size_t at = 0; at < size; ++at) {
      texts.push_back(std::string(size, 'x'));
      texts.back()[at] = '\xF8';
    }
  }
  return texts;
}

TEST(ShortText, IsEqualToItselfAlone) {
  const std::vector<std::string> texts = alike();
  for (const std::string& a : texts) {
    for (const std::string& b : texts) ASSERT_EQ(equal(a, b), &a == &b) << a << " and " << b;
  }
}

TEST(ShortText, IsAllInItsEndsUpToSixteenBytes) {
  const std::vector<std::string> texts = alike();
  for (const std::string& a : texts) {
    for (const std::string& b : texts) {
      if (a.empty() || b.empty() || a.size() > 16 || b.size() > 16) continue;
      ASSERT_EQ(ends_of(a) == ends_of(b), &a == &b) << a << " and " << b;
    }
  }
}

TEST(ShortText, NothingBesideItIsRead) {
  for (std::size_t size = 0; size <= 40; ++size) {
    // Memory of its own, so that the sanitizer sees a byte too far.
    const std::vector<char> one(size, 'a');
    const std::vector<char> other(size, 'a');
    EXPECT_TRUE(equal({one.data(), size}, {other.data(), size}));
    EXPECT_EQ(hash({one.data(), size}), hash({other.data(), size}));
    if (size == 0) continue;
    EXPECT_TRUE(ends_of({one.data(), size}) == ends_of({other.data(), size}));
  }
}

TEST(ShortText, HashesAreSpread) {
  const std::vector<std::string> texts = alike();
  std::set<std::uint32_t> hashes;
  std::set<std::uint32_t> lowest;
  for (const std::string& text : texts) {
    hashes.insert(hash(text));
    lowest.insert(hash(text) % 1024);
  }
  EXPECT_EQ(hashes.size(), texts.size());
  EXPECT_GT(lowest.size(), 512U);  // of 861 texts in 1024 places: 580 if they fell at random
}

}  // namespace
}  // namespace billfold::short_text
