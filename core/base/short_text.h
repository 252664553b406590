#pragma once

// Comparing and hashing the texts of cells, which are short: eight bytes at a time, in place, without a call. (The
// library's memcmp of WebAssembly goes byte by byte, and its memcpy of a few bytes is a call.)

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace billfold::short_text {

template <class Word>
std::uint64_t word_at(const char* from) {
  Word word;
  std::memcpy(&word, from, sizeof word);
  return word;
}

// 1 to 7 bytes as a word; nothing outside of them is read. Of one size, different bytes make different words.
inline std::uint64_t few(const char* from, std::size_t size) {
  if (size >= 4)
    return word_at<std::uint32_t>(from) | word_at<std::uint32_t>(from + size - 4) << (8 * (size - 4));
  const auto byte = [from](std::size_t at) { return std::uint64_t{static_cast<unsigned char>(from[at])}; };
  return byte(0) | byte(size / 2) << 8U | byte(size - 1) << 16U;
}

inline bool equal(std::string_view a, std::string_view b) {
  const std::size_t size = a.size();
  if (size != b.size()) return false;
  const char* const left = a.data();
  const char* const right = b.data();
  if (size < 8) return size == 0 || few(left, size) == few(right, size);
  for (std::size_t at = 0; at + 8 < size; at += 8) {
    if (word_at<std::uint64_t>(left + at) != word_at<std::uint64_t>(right + at)) return false;
  }
  return word_at<std::uint64_t>(left + size - 8) == word_at<std::uint64_t>(right + size - 8);
}

// What tells most texts apart: the size, and the first and last eight bytes. Up to sixteen bytes it is all of the text.
struct Ends {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
  std::uint64_t size = 0;
  friend bool operator==(const Ends& a, const Ends& b) {
    return a.first == b.first && a.last == b.last && a.size == b.size;
  }
};

// Of a text that is not empty.
inline Ends ends_of(std::string_view text) {
  const std::size_t size = text.size();
  if (size < 8) return {few(text.data(), size), 0, size};
  return {word_at<std::uint64_t>(text.data()), word_at<std::uint64_t>(text.data() + size - 8), size};
}

inline std::uint32_t mixed(const Ends& ends) {
  const std::uint64_t word =
      (ends.first * 0x9E3779B97F4A7C15U) ^ (ends.last * 0xD6E8FEB86659FD93U) ^ ends.size;
  return static_cast<std::uint32_t>((word * 0x9E3779B97F4A7C15U) >> 40U);
}

// Well mixed, and the same on every machine. Multiplies and folds a product's halves: WebAssembly has no product of
// 128 bits.
inline std::uint32_t hash(std::string_view text) {
  constexpr std::uint64_t kFactor = 0x9E3779B97F4A7C15U;
  const auto mix = [](std::uint64_t hash, std::uint64_t word) {
    hash = (hash ^ word) * kFactor;
    return hash ^ (hash >> 29U);
  };
  const std::size_t size = text.size();
  const char* const from = text.data();
  std::uint64_t hash = size * 0xD6E8FEB86659FD93U;
  if (size >= 8) {
    for (std::size_t at = 0; at + 8 < size; at += 8) hash = mix(hash, word_at<std::uint64_t>(from + at));
    hash = mix(hash, word_at<std::uint64_t>(from + size - 8));
  } else if (size > 0) {
    hash = mix(hash, few(from, size));
  }
  hash = mix(hash, hash >> 32U);
  return static_cast<std::uint32_t>(hash >> 16U);
}

}  // namespace billfold::short_text
