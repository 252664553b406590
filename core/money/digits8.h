#pragma once

// Eight characters of a plain amount at a time, in one 64-bit word. Internal to decimal_parse.h.

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace billfold::money::detail {

static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__,
              "the first character is the lowest byte of the word");

inline constexpr std::uint64_t kEachByte = 0x0101010101010101;
inline constexpr std::uint64_t kZeros = kEachByte * '0';

template <class Word>
std::uint64_t word_at(const char* text) {
  Word word;
  std::memcpy(&word, text, sizeof word);
  return word;
}

// 1 to 8 characters as a word that has '0' in front of them. Reads nothing outside of them: shorter texts are
// put together from two halves, or three characters, that may overlap.
inline std::uint64_t padded_word(const char* text, std::size_t size) {
  if (size == 8) return word_at<std::uint64_t>(text);
  const auto shifted = [text](std::size_t at) {
    return static_cast<std::uint64_t>(static_cast<unsigned char>(text[at])) << (8 * at);
  };
  const std::uint64_t word =
      size >= 4 ? word_at<std::uint32_t>(text) | word_at<std::uint32_t>(text + size - 4) << (8 * (size - 4))
                : shifted(0) | shifted(size / 2) | shifted(size - 1);
  const std::size_t pad = 8 * (8 - size);
  return word << pad | kZeros >> (64 - pad);
}

// 0x80 in the first byte that is '.', 0 where there is none. Bytes after the first may be marked wrongly.
inline std::uint64_t first_point(std::uint64_t word) {
  const std::uint64_t zero_where_point = word ^ kEachByte * '.';
  return (zero_where_point - kEachByte) & ~zero_where_point & kEachByte * 0x80;
}

// Moves the characters before the point over it and puts a '0' in front. bit: the lowest of the point's byte.
inline std::uint64_t without_point(std::uint64_t word, int bit) {
  const std::uint64_t before = (std::uint64_t{1} << bit) - 1;
  return (word & ~(before << 8 | 0xFF)) | (word & before) << 8 | '0';
}

// High halves of all bytes are 3, also after adding 6: so the low halves are 0 to 9.
inline bool is_eight_digits(std::uint64_t word) {
  constexpr std::uint64_t kHigh = kEachByte * 0xF0;
  return ((word & kHigh) | ((word + kEachByte * 6) & kHigh) >> 4) == kEachByte * 0x33;
}

// Pairs of digits, then fours, then all eight: 2561 = 10 x 2^8 + 1, and so on with 100 and 10000.
inline std::uint64_t value_of_eight_digits(std::uint64_t word) {
  word = (word & kEachByte * 0x0F) * 2561 >> 8;
  word = (word & 0x00FF00FF00FF00FF) * 6553601 >> 16;
  return (word & 0x0000FFFF0000FFFF) * 42949672960001 >> 32;
}

}  // namespace billfold::money::detail
