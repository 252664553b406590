// A pattern is text that anybody can have written, and so is what it is asked of. Whatever they are, it is refused with
// its place, or it answers; and as the same when it is asked again, after other texts.

#include "plan/pattern.h"

#include <cstdlib>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t end = input.find('\n');
  const std::string_view text = end == std::string_view::npos ? std::string_view() : input.substr(end + 1);
  auto pattern = billfold::plan::Pattern::compile(input.substr(0, end));
  if (!pattern) return 0;
  const bool found = pattern->is_found_in(text);
  static_cast<void>(pattern->is_found_in(std::string(text) + "x"));
  static_cast<void>(pattern->is_found_in(""));
  if (pattern->is_found_in(text) != found) std::abort();
  return 0;
}
