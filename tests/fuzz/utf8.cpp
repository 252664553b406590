// The check by blocks says of any bytes what the check byte by byte says. The first byte is the size of the chunks.

#include "text/utf8.h"

#include <cstdlib>

namespace {

struct Verdict {
  bool valid;
  std::uint64_t bad_offset;
};

Verdict verdict(std::string_view bytes, std::size_t chunk) {
  billfold::text::Utf8Checker checker;
  bool valid = true;
  for (std::size_t at = 0; at < bytes.size() && valid; at += chunk) {
    valid = checker.feed(bytes.substr(at, chunk));
  }
  valid = checker.finish() && valid;
  return {valid, valid ? 0 : checker.bad_offset()};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const Verdict by_blocks = verdict(bytes, data[0] == 0 ? size : data[0]);
  const Verdict by_bytes = verdict(bytes, 1);
  if (by_blocks.valid != by_bytes.valid || by_blocks.bad_offset != by_bytes.bad_offset) std::abort();
  return 0;
}
