#pragma once

// 16 and 64 bytes at once, for the scanner and the check of UTF-8. One wrapper over WebAssembly SIMD and SSSE3, and
// plain C++ where neither is there; what stands on them is written once.

#include <cstdint>

#if defined(__wasm_simd128__)
#include <wasm_simd128.h>
#elif defined(__SSSE3__)
#include <tmmintrin.h>
#else
#include <array>
#include <cstring>
#endif

namespace billfold::simd {

// 16 bytes; operations are on each byte by itself.
class Bytes16 {
#if defined(__wasm_simd128__)

 public:
  static Bytes16 load(const void* from) { return wasm_v128_load(from); }
  static Bytes16 all(std::uint8_t byte) { return wasm_u8x16_splat(byte); }

  // 0xFF where the bytes are equal.
  Bytes16 equal(Bytes16 other) const { return wasm_i8x16_eq(v_, other.v_); }
  Bytes16 operator&(Bytes16 other) const { return wasm_v128_and(v_, other.v_); }
  Bytes16 operator|(Bytes16 other) const { return wasm_v128_or(v_, other.v_); }
  Bytes16 operator^(Bytes16 other) const { return wasm_v128_xor(v_, other.v_); }
  // The difference, 0 where it would be negative.
  Bytes16 minus(Bytes16 other) const { return wasm_u8x16_sub_sat(v_, other.v_); }
  Bytes16 high_half() const { return wasm_v128_and(wasm_u16x8_shr(v_, 4), wasm_u8x16_splat(0x0F)); }
  // 0, 1, 2 .. 15.
  static Bytes16 places() { return wasm_i8x16_make(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15); }
  // As numbers from -128 to 127: 0xFF where these are larger; the sum, without what does not fit.
  Bytes16 above(Bytes16 other) const { return wasm_i8x16_gt(v_, other.v_); }
  Bytes16 operator+(Bytes16 other) const { return wasm_i8x16_add(v_, other.v_); }
  // The number whose decimal digits these are, 0 to 9 each, the first the largest.
  std::uint64_t decimal() const {
    const v128_t twos =
        wasm_i16x8_add(wasm_i16x8_mul(wasm_v128_and(v_, wasm_i16x8_splat(0xFF)), wasm_i16x8_splat(10)),
                       wasm_u16x8_shr(v_, 8));
    const v128_t fours = wasm_i32x4_dot_i16x8(twos, wasm_i16x8_make(100, 1, 100, 1, 100, 1, 100, 1));
    const auto lane = [](int four) { return static_cast<std::uint64_t>(static_cast<std::uint32_t>(four)); };
    return (lane(wasm_i32x4_extract_lane(fours, 0)) * 10'000 + lane(wasm_i32x4_extract_lane(fours, 1))) *
               100'000'000 +
           lane(wasm_i32x4_extract_lane(fours, 2)) * 10'000 + lane(wasm_i32x4_extract_lane(fours, 3));
  }
  // The table's byte at each of these, which are below 16, or 0 where the highest bit is set.
  Bytes16 in(Bytes16 table) const { return wasm_i8x16_swizzle(table.v_, v_); }
  // The bytes that stand 1, 2 and 3 places before these, in a text where `before` comes before these.
  Bytes16 back1(Bytes16 before) const {
    return wasm_i8x16_shuffle(before.v_, v_, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30);
  }
  Bytes16 back2(Bytes16 before) const {
    return wasm_i8x16_shuffle(before.v_, v_, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29);
  }
  Bytes16 back3(Bytes16 before) const {
    return wasm_i8x16_shuffle(before.v_, v_, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28);
  }
  // Bit i is the highest bit of byte i.
  std::uint64_t high_bits() const { return static_cast<std::uint32_t>(wasm_i8x16_bitmask(v_)); }
  bool any() const { return wasm_v128_any_true(v_); }

 private:
  Bytes16(v128_t v) : v_(v) {}
  v128_t v_;

#elif defined(__SSSE3__)

 public:
  static Bytes16 load(const void* from) { return _mm_loadu_si128(static_cast<const __m128i*>(from)); }
  static Bytes16 all(std::uint8_t byte) { return _mm_set1_epi8(static_cast<char>(byte)); }

  Bytes16 equal(Bytes16 other) const { return _mm_cmpeq_epi8(v_, other.v_); }
  Bytes16 operator&(Bytes16 other) const { return _mm_and_si128(v_, other.v_); }
  Bytes16 operator|(Bytes16 other) const { return _mm_or_si128(v_, other.v_); }
  Bytes16 operator^(Bytes16 other) const { return _mm_xor_si128(v_, other.v_); }
  Bytes16 minus(Bytes16 other) const { return _mm_subs_epu8(v_, other.v_); }
  Bytes16 high_half() const { return _mm_and_si128(_mm_srli_epi16(v_, 4), _mm_set1_epi8(0x0F)); }
  static Bytes16 places() { return _mm_setr_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15); }
  Bytes16 above(Bytes16 other) const { return _mm_cmpgt_epi8(v_, other.v_); }
  Bytes16 operator+(Bytes16 other) const { return _mm_add_epi8(v_, other.v_); }
  std::uint64_t decimal() const {
    const __m128i twos = _mm_maddubs_epi16(v_, _mm_set1_epi16(0x010A));  // 10 and 1
    std::uint32_t fours[4];
    _mm_storeu_si128(reinterpret_cast<__m128i*>(fours), _mm_madd_epi16(twos, _mm_set1_epi32(0x00010064)));
    return (std::uint64_t{fours[0]} * 10'000 + fours[1]) * 100'000'000 + std::uint64_t{fours[2]} * 10'000 +
           fours[3];
  }
  Bytes16 in(Bytes16 table) const { return _mm_shuffle_epi8(table.v_, v_); }
  Bytes16 back1(Bytes16 before) const { return _mm_alignr_epi8(v_, before.v_, 15); }
  Bytes16 back2(Bytes16 before) const { return _mm_alignr_epi8(v_, before.v_, 14); }
  Bytes16 back3(Bytes16 before) const { return _mm_alignr_epi8(v_, before.v_, 13); }
  std::uint64_t high_bits() const { return static_cast<std::uint32_t>(_mm_movemask_epi8(v_)); }
  bool any() const { return _mm_movemask_epi8(_mm_cmpeq_epi8(v_, _mm_setzero_si128())) != 0xFFFF; }

 private:
  Bytes16(__m128i v) : v_(v) {}
  __m128i v_;

#else

 public:
  static Bytes16 load(const void* from) {
    Bytes16 bytes;
    std::memcpy(bytes.v_.data(), from, 16);
    return bytes;
  }
  static Bytes16 all(std::uint8_t byte) {
    Bytes16 bytes;
    bytes.v_.fill(byte);
    return bytes;
  }

  Bytes16 equal(Bytes16 other) const {
    return each([&](unsigned i) { return v_[i] == other.v_[i] ? 0xFF : 0; });
  }
  Bytes16 operator&(Bytes16 other) const {
    return each([&](unsigned i) { return v_[i] & other.v_[i]; });
  }
  Bytes16 operator|(Bytes16 other) const {
    return each([&](unsigned i) { return v_[i] | other.v_[i]; });
  }
  Bytes16 operator^(Bytes16 other) const {
    return each([&](unsigned i) { return v_[i] ^ other.v_[i]; });
  }
  Bytes16 minus(Bytes16 other) const {
    return each([&](unsigned i) { return v_[i] > other.v_[i] ? v_[i] - other.v_[i] : 0; });
  }
  Bytes16 high_half() const {
    return each([&](unsigned i) { return v_[i] >> 4; });
  }
  static Bytes16 places() {
    return each([](unsigned i) { return i; });
  }
  Bytes16 above(Bytes16 other) const {
    const auto number = [](std::uint8_t byte) { return static_cast<std::int8_t>(byte); };
    return each([&](unsigned i) { return number(v_[i]) > number(other.v_[i]) ? 0xFF : 0; });
  }
  Bytes16 operator+(Bytes16 other) const {
    return each([&](unsigned i) { return v_[i] + other.v_[i]; });
  }
  std::uint64_t decimal() const {
    std::uint64_t number = 0;
    for (const std::uint8_t digit : v_) number = number * 10 + digit;
    return number;
  }
  Bytes16 in(Bytes16 table) const {
    return each([&](unsigned i) { return v_[i] >= 0x80 ? 0 : table.v_[v_[i] & 0x0F]; });
  }
  Bytes16 back1(Bytes16 before) const { return back(before, 1); }
  Bytes16 back2(Bytes16 before) const { return back(before, 2); }
  Bytes16 back3(Bytes16 before) const { return back(before, 3); }
  std::uint64_t high_bits() const {
    std::uint64_t bits = 0;
    for (unsigned i = 0; i < 16; ++i) bits |= std::uint64_t{v_[i]} >> 7U << i;
    return bits;
  }
  bool any() const { return v_ != std::array<std::uint8_t, 16>{}; }

 private:
  template <class Byte>
  static Bytes16 each(Byte byte) {
    Bytes16 bytes;
    for (unsigned i = 0; i < 16; ++i) bytes.v_[i] = static_cast<std::uint8_t>(byte(i));
    return bytes;
  }
  Bytes16 back(Bytes16 before, unsigned places) const {
    return each([&](unsigned i) { return i < places ? before.v_[16 + i - places] : v_[i - places]; });
  }
  std::array<std::uint8_t, 16> v_ = {};

#endif
};

// 64 bytes, and questions to them that are answered by a word: bit i for byte i.
struct Block64 {
  Bytes16 a, b, c, d;

  static Block64 load(const char* from) {
    return {Bytes16::load(from), Bytes16::load(from + 16), Bytes16::load(from + 32),
            Bytes16::load(from + 48)};
  }
  std::uint64_t equal_to(char byte) const {
    const Bytes16 wanted = Bytes16::all(static_cast<std::uint8_t>(byte));
    return word(a.equal(wanted), b.equal(wanted), c.equal(wanted), d.equal(wanted));
  }
  // The same; less where the byte is usually not there: then it is a test and no word is put together.
  std::uint64_t equal_to_rare(char byte) const {
    const Bytes16 wanted = Bytes16::all(static_cast<std::uint8_t>(byte));
    const Bytes16 in_a = a.equal(wanted), in_b = b.equal(wanted), in_c = c.equal(wanted),
                  in_d = d.equal(wanted);
    return (in_a | in_b | in_c | in_d).any() ? word(in_a, in_b, in_c, in_d) : 0;
  }
  bool is_ascii() const { return (a | b | c | d).high_bits() == 0; }

 private:
  static std::uint64_t word(Bytes16 a, Bytes16 b, Bytes16 c, Bytes16 d) {
    return a.high_bits() | b.high_bits() << 16U | c.high_bits() << 32U | d.high_bits() << 48U;
  }
};

// Bit i is the parity of bits 0 to i: all ones between a pair of quotes. Six shifts, as WebAssembly has no carry-less
// product.
inline std::uint64_t prefix_xor(std::uint64_t bits) {
  bits ^= bits << 1U;
  bits ^= bits << 2U;
  bits ^= bits << 4U;
  bits ^= bits << 8U;
  bits ^= bits << 16U;
  bits ^= bits << 32U;
  return bits;
}

}  // namespace billfold::simd
