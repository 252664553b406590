#pragma once

// In which encoding a text is written, by evidence in its first bytes. Decoding is the caller's; here is only the
// decision and why, so that a person can see and change it.

#include <string>
#include <string_view>
#include <vector>

namespace billfold::text {

struct EncodingGuess {
  std::string encoding;  // a WHATWG label: utf-8 utf-16le utf-16be gb18030 big5 shift_jis windows-1252
  // bom; zero_bytes: UTF-16 of mostly Latin text; valid: every byte fits UTF-8; letters: most pairs of bytes are the
  // encoding's commonest letters; last_resort: nothing else fits.
  std::string evidence;
  std::vector<std::string> alternatives;  // to try next, the likeliest first
};

// `head`: the first bytes as they are on the disk; `whole` if they are all.
EncodingGuess guess_encoding(std::string_view head, bool whole);

}  // namespace billfold::text
