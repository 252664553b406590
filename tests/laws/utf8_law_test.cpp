// The check of 64 bytes at once says what decoding letter by letter says, with the same bad byte, wherever the chunks
// are cut.

#include <cstdint>
#include <gtest/gtest.h>
#include <optional>
#include <random>
#include <string>
#include <string_view>

#include "text/utf8.h"

namespace billfold {
namespace {

using Random = std::mt19937_64;

std::size_t below(Random& random, std::size_t limit) { return static_cast<std::size_t>(random() % limit); }

// The first byte at which a text stops being UTF-8, by decoding: a letter must be one that its length is needed for, no
// surrogate, and at most U+10FFFF. It is the first byte after which no continuation could make it right.
std::optional<std::size_t> bad_byte(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t length = lead < 0x80   ? 1
                               : lead < 0xC0 ? 0
                               : lead < 0xE0 ? 2
                               : lead < 0xF0 ? 3
                               : lead < 0xF8 ? 4
                                             : 0;
    if (length == 0) return at;
    // The letters that can still follow: from `low` to `high`.
    std::uint32_t low = lead & (length == 1 ? 0x7FU : (1U << (7 - length)) - 1);
    std::uint32_t high = low;
    low <<= 6 * (length - 1);
    high = ((high + 1) << (6 * (length - 1))) - 1;
    const std::uint32_t smallest = length == 1 ? 0 : length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000;
    const auto possible = [&] {
      return high >= smallest && low <= 0x10FFFF && !(low >= 0xD800 && high <= 0xDFFF);
    };
    if (!possible()) return at;
    for (std::size_t i = 1; i < length; ++i) {
      if (at + i == text.size()) return text.size();
      const auto next = static_cast<unsigned char>(text[at + i]);
      if ((next & 0xC0) != 0x80) return at + i;
      const std::size_t left = 6 * (length - 1 - i);
      low |= (next & 0x3FU) << left;
      high = low | ((1U << left) - 1);
      if (!possible()) return at + i;
    }
    at += length;
  }
  return std::nullopt;
}

void append_letter(std::string& text, std::uint32_t letter) {
  const auto put = [&](std::uint32_t byte) { text += static_cast<char>(byte); };
  if (letter < 0x80) {
    put(letter);
  } else if (letter < 0x800) {
    put(0xC0 | letter >> 6U);
    put(0x80 | (letter & 0x3FU));
  } else if (letter < 0x10000) {
    put(0xE0 | letter >> 12U);
    put(0x80 | (letter >> 6U & 0x3FU));
    put(0x80 | (letter & 0x3FU));
  } else {
    put(0xF0 | letter >> 18U);
    put(0x80 | (letter >> 12U & 0x3FU));
    put(0x80 | (letter >> 6U & 0x3FU));
    put(0x80 | (letter & 0x3FU));
  }
}

// Letters near the borders of each length, surrogates and too large ones among them.
std::string any_text(Random& random, bool surrogates) {
  static constexpr std::uint32_t kNear[] = {'a',    0x7F,   0x80,   0x7FF,   0x800,   0x4E2D,
                                            0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF};
  std::string text;
  const std::size_t letters = below(random, 120);
  const std::size_t ascii = 1 + below(random, 30);
  for (std::size_t i = 0; i < letters; ++i) {
    if (below(random, ascii) != 0) {
      text += static_cast<char>('0' + below(random, 70));
    } else {
      append_letter(text, kNear[below(random, std::size(kNear))]);
    }
  }
  if (surrogates) append_letter(text, static_cast<std::uint32_t>(0xD800 + below(random, 0x800)));
  return text;
}

std::string broken(Random& random, std::string text) {
  if (text.empty()) return text;
  const std::size_t at = below(random, text.size());
  switch (below(random, 4)) {
    case 0:
      text[at] = static_cast<char>(below(random, 256));
      break;
    case 1:
      text.erase(at, 1);
      break;
    case 2:
      text.resize(at);
      break;
    default:
      text.insert(at, 1, static_cast<char>(0x80 + below(random, 128)));
  }
  return text;
}

std::optional<std::size_t> found_bad_byte(std::string_view text, std::size_t chunk) {
  text::Utf8Checker checker;
  bool good = true;
  for (std::size_t at = 0; at < text.size() && good; at += chunk) good = checker.feed(text.substr(at, chunk));
  if (good) good = checker.finish();
  return good ? std::nullopt : std::optional<std::size_t>(checker.bad_offset());
}

TEST(Utf8Law, BlocksSayWhatDecodingSays) {
  Random random(20260403);
  std::size_t valid = 0;
  constexpr std::size_t kRounds = 20000;
  for (std::size_t round = 0; round < kRounds; ++round) {
    std::string text = any_text(random, below(random, 20) == 0);
    text += any_text(random, false);
    if (below(random, 2) == 0) text = broken(random, std::move(text));
    const std::optional<std::size_t> expected = bad_byte(text);
    valid += expected ? 0U : 1U;
    const std::size_t chunk = below(random, 3) == 0 ? text.size() + 1 : 1 + below(random, 200);
    ASSERT_EQ(found_bad_byte(text, chunk), expected) << "round " << round;
  }
  EXPECT_GT(valid, kRounds / 4);
  EXPECT_LT(valid, kRounds * 3 / 4);
}

TEST(Utf8Law, EveryPairAndTripleOfBytesIsJudgedAlike) {
  // Behind a block's worth of letters, so that the pairs are seen by the blocks.
  const std::string before = std::string(61, 'x');
  const std::string after = std::string(70, 'y');
  for (unsigned first = 0x80; first < 0x100; ++first) {
    for (unsigned second = 0; second < 0x100; ++second) {
      for (const unsigned third : {0x41U, 0x80U, 0x90U, 0xA0U, 0xBFU, 0xC2U}) {
        const std::string text = before + static_cast<char>(first) + static_cast<char>(second) +
                                 static_cast<char>(third) + "\x80" + after;
        ASSERT_EQ(found_bad_byte(text, text.size()), bad_byte(text))
            << first << " " << second << " " << third;
        const std::string whole =
            before + static_cast<char>(first) + static_cast<char>(second) + static_cast<char>(third) + after;
        ASSERT_EQ(found_bad_byte(whole, whole.size()), bad_byte(whole))
            << first << " " << second << " " << third;
      }
    }
  }
}

}  // namespace
}  // namespace billfold
