#pragma once

// Whether a stream of bytes is valid UTF-8: the strict form (no overlong forms, no surrogates, nothing above U+10FFFF).

#include <cstdint>
#include <string_view>

namespace billfold::text {

class Utf8Checker {
 public:
  // The next bytes; a border can stand inside a letter. False once a bad byte was seen.
  // Cost: 64 bytes a step, whatever the letters; 64 ASCII bytes are a comparison.
  bool feed(std::string_view bytes);
  // The stream is over: false also where it ends inside a letter.
  bool finish();
  // Of the first bad byte, from the stream's beginning; meaningful after a false.
  std::uint64_t bad_offset() const { return bad_offset_; }

 private:
  bool step(unsigned char byte);
  bool fail(std::uint64_t offset);

  std::uint64_t offset_ = 0;
  std::uint64_t bad_offset_ = 0;
  std::uint32_t pending_ = 0;  // continuation bytes still to come
  unsigned char low_ = 0x80;   // range of the next continuation byte
  unsigned char high_ = 0xBF;
  bool bad_ = false;
};

}  // namespace billfold::text
