#include "text/utf8.h"

#include "csv/simd.h"

namespace billfold::text {

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

bool Utf8Checker::feed(std::string_view bytes) {
  if (bad_) return false;
  std::size_t at = 0;
  while (at < bytes.size()) {
    if (pending_ == 0 && bytes.size() - at >= 64 && csv::Block64(bytes.data() + at).high() == 0) {
      at += 64;
      continue;
    }
    // One block's worth of bytes, then whole blocks are tried again.
    const std::size_t until = at + 64 < bytes.size() ? at + 64 : bytes.size();
    for (; at < until; ++at) {
      if (step(static_cast<unsigned char>(bytes[at]))) continue;
      bad_ = true;
      bad_offset_ = offset_ + at;
      return false;
    }
  }
  offset_ += bytes.size();
  return true;
}

bool Utf8Checker::finish() {
  if (!bad_ && pending_ > 0) {
    bad_ = true;
    bad_offset_ = offset_;
  }
  return !bad_;
}

}  // namespace billfold::text
