#pragma once

// 64 bytes at once: equality masks as 64-bit words, bit i for byte i. One wrapper over WebAssembly SIMD and SSE2, and
// plain C++ where neither is there.

#include <cstdint>

#if defined(__wasm_simd128__)
#include <wasm_simd128.h>
#elif defined(__SSE2__)
#include <emmintrin.h>
#else
#include <cstring>
#endif

namespace billfold::csv {

#if defined(__wasm_simd128__)

class Block64 {
 public:
  explicit Block64(const char* from)
      : a_(wasm_v128_load(from)),
        b_(wasm_v128_load(from + 16)),
        c_(wasm_v128_load(from + 32)),
        d_(wasm_v128_load(from + 48)) {}
  std::uint64_t equal_to(char byte) const {
    const v128_t wanted = wasm_i8x16_splat(static_cast<std::int8_t>(byte));
    return word(wasm_i8x16_eq(a_, wanted), wasm_i8x16_eq(b_, wanted), wasm_i8x16_eq(c_, wanted),
                wasm_i8x16_eq(d_, wanted));
  }
  // Bytes with the high bit set: what is not ASCII.
  std::uint64_t high() const { return word(a_, b_, c_, d_); }

 private:
  static std::uint64_t bits(v128_t bytes) { return static_cast<std::uint32_t>(wasm_i8x16_bitmask(bytes)); }
  static std::uint64_t word(v128_t a, v128_t b, v128_t c, v128_t d) {
    return bits(a) | bits(b) << 16U | bits(c) << 32U | bits(d) << 48U;
  }
  v128_t a_, b_, c_, d_;
};

#elif defined(__SSE2__)

class Block64 {
 public:
  explicit Block64(const char* from)
      : a_(load(from)), b_(load(from + 16)), c_(load(from + 32)), d_(load(from + 48)) {}
  std::uint64_t equal_to(char byte) const {
    const __m128i wanted = _mm_set1_epi8(byte);
    return word(_mm_cmpeq_epi8(a_, wanted), _mm_cmpeq_epi8(b_, wanted), _mm_cmpeq_epi8(c_, wanted),
                _mm_cmpeq_epi8(d_, wanted));
  }
  std::uint64_t high() const { return word(a_, b_, c_, d_); }

 private:
  static __m128i load(const char* from) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from)); }
  static std::uint64_t bits(__m128i bytes) { return static_cast<std::uint32_t>(_mm_movemask_epi8(bytes)); }
  static std::uint64_t word(__m128i a, __m128i b, __m128i c, __m128i d) {
    return bits(a) | bits(b) << 16U | bits(c) << 32U | bits(d) << 48U;
  }
  __m128i a_, b_, c_, d_;
};

#else

class Block64 {
 public:
  explicit Block64(const char* from) { std::memcpy(bytes_, from, sizeof bytes_); }
  std::uint64_t equal_to(char byte) const {
    std::uint64_t mask = 0;
    for (unsigned i = 0; i < 64; ++i) mask |= static_cast<std::uint64_t>(bytes_[i] == byte) << i;
    return mask;
  }
  std::uint64_t high() const {
    std::uint64_t mask = 0;
    for (unsigned i = 0; i < 64; ++i) mask |= static_cast<std::uint64_t>((bytes_[i] & 0x80) != 0) << i;
    return mask;
  }

 private:
  char bytes_[64];
};

#endif

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

}  // namespace billfold::csv
