#include "text/utf8.h"

#include <array>

#include "base/simd.h"

namespace billfold::text {
namespace {

using simd::Block64;
using simd::Bytes16;

// 64 bytes are checked by pairs of neighbours, after Keiser and Lemire, "Validating UTF-8 in less than one instruction
// per byte" (2021). What is wrong with a pair is told by three half bytes: both of the first byte, the high one of the
// second. A fault is three sets of half bytes (bit n for the half byte n); a pair has it if each of its half bytes is in
// the set. With one bit a fault, three look-ups and two ANDs give all faults of a pair.
struct Fault {
  std::uint16_t first_high;
  std::uint16_t first_low;
  std::uint16_t second_high;
};

constexpr std::uint16_t half_bytes(unsigned from, unsigned to) {
  return static_cast<std::uint16_t>((1U << (to + 1)) - (1U << from));
}
constexpr std::uint16_t kAny = half_bytes(0x0, 0xF);
constexpr std::uint16_t kAscii = half_bytes(0x0, 0x7);
constexpr std::uint16_t kContinuation = half_bytes(0x8, 0xB);
constexpr std::uint16_t kLead = half_bytes(0xC, 0xF);

constexpr std::array<Fault, 8> kFaults = {{
    {kLead, kAny, kAscii | kLead},                                       // a letter breaks off
    {kAscii, kAny, kContinuation},                                       // a continuation of nothing
    {half_bytes(0xC, 0xC), half_bytes(0, 1), kContinuation},             // C0, C1: ASCII in two bytes
    {half_bytes(0xE, 0xE), half_bytes(0, 0), half_bytes(0x8, 0x9)},      // below U+0800 in three
    {half_bytes(0xE, 0xE), half_bytes(0xD, 0xD), half_bytes(0xA, 0xB)},  // surrogates
    {half_bytes(0xF, 0xF), half_bytes(0, 0) | half_bytes(5, 0xF),
     half_bytes(0x8, 0x8)},                                            // below U+10000 in four; F5 to FF
    {half_bytes(0xF, 0xF), half_bytes(4, 0xF), half_bytes(0x9, 0xB)},  // above U+10FFFF
    // A fault unless the pair is the 2nd and 3rd or the 3rd and 4th byte of a letter. It has the highest bit, where
    // `expected` below has the places at which it must be.
    {kContinuation, kAny, kContinuation},
}};

using Table = std::array<std::uint8_t, 16>;

constexpr Table table_of(std::uint16_t Fault::*half_byte) {
  Table table = {};
  for (unsigned n = 0; n < 16; ++n) {
    for (unsigned fault = 0; fault < kFaults.size(); ++fault) {
      if ((kFaults[fault].*half_byte >> n & 1) != 0)
        table[n] = static_cast<std::uint8_t>(table[n] | 1U << fault);
    }
  }
  return table;
}

constexpr Table kFirstHigh = table_of(&Fault::first_high);
constexpr Table kFirstLow = table_of(&Fault::first_low);
constexpr Table kSecondHigh = table_of(&Fault::second_high);

// Not zero where a byte does not go with those before it.
Bytes16 faults(Bytes16 bytes, Bytes16 before) {
  const Bytes16 first = bytes.back1(before);
  const Bytes16 of_pairs = first.high_half().in(Bytes16::load(kFirstHigh.data())) &
                           (first & Bytes16::all(0x0F)).in(Bytes16::load(kFirstLow.data())) &
                           bytes.high_half().in(Bytes16::load(kSecondHigh.data()));
  // Two places behind a lead of three or four bytes, three behind one of four: the second of two continuations.
  const Bytes16 expected = (bytes.back2(before).minus(Bytes16::all(0xE0 - 0x80)) |
                            bytes.back3(before).minus(Bytes16::all(0xF0 - 0x80))) &
                           Bytes16::all(0x80);
  return of_pairs ^ expected;
}

// How many of the last bytes of a valid text begin a letter that goes on behind it.
std::size_t cut_letter(const char* end) {
  const auto last = [&](std::ptrdiff_t n) { return static_cast<unsigned char>(end[-n]); };
  return last(1) >= 0xC0 ? 1U : last(2) >= 0xE0 ? 2U : last(3) >= 0xF0 ? 3U : 0U;
}

// From a letter's first byte over whole valid blocks to a letter's first byte. Blocks follow one another without regard
// for letters; what one needs of the block before it is its last 16 bytes.
std::size_t skip_valid_blocks(std::string_view bytes, std::size_t begin) {
  constexpr std::size_t kBlock = 64;
  Bytes16 before = Bytes16::all(0);
  std::size_t at = begin;
  for (; bytes.size() - at >= kBlock; at += kBlock) {
    const Block64 block = Block64::load(bytes.data() + at);
    Bytes16 wrong = faults(block.a, before);  // also of a letter that the border cuts
    if (!block.is_ascii())
      wrong = wrong | faults(block.b, block.a) | faults(block.c, block.b) | faults(block.d, block.c);
    if (wrong.any()) break;
    before = block.d;
  }
  return at == begin ? at : at - cut_letter(bytes.data() + at);
}

}  // namespace

// What may follow a lead byte, by the table of the Unicode standard (3-7, well-formed byte sequences).
bool Utf8Checker::step(unsigned char byte) {
  if (pending_ > 0) {
    if (byte < low_ || byte > high_) return false;
    --pending_;
    low_ = 0x80;
    high_ = 0xBF;
    return true;
  }
  if (byte < 0x80) return true;
  if (byte < 0xC2 || byte > 0xF4) return false;
  pending_ = byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3;
  if (byte == 0xE0) low_ = 0xA0;
  if (byte == 0xED) high_ = 0x9F;
  if (byte == 0xF0) low_ = 0x90;
  if (byte == 0xF4) high_ = 0x8F;
  return true;
}

bool Utf8Checker::fail(std::uint64_t offset) {
  bad_ = true;
  bad_offset_ = offset;
  return false;
}

bool Utf8Checker::feed(std::string_view bytes) {
  if (bad_) return false;
  std::size_t at = 0;
  const auto step_to = [&](auto stop) {
    for (; at < bytes.size() && !stop(); ++at) {
      if (!step(static_cast<unsigned char>(bytes[at]))) return fail(offset_ + at);
    }
    return true;
  };
  // The letter that the border cut, whole blocks, and the rest: there is the bad byte of a block that was not valid.
  if (!step_to([&] { return pending_ == 0; })) return false;
  at = skip_valid_blocks(bytes, at);
  if (!step_to([] { return false; })) return false;
  offset_ += bytes.size();
  return true;
}

bool Utf8Checker::finish() {
  if (!bad_ && pending_ > 0) fail(offset_);
  return !bad_;
}

}  // namespace billfold::text
