// A cell of tags is text that anybody can have written: the first byte is the form, the rest the cell. Whatever it is,
// it is malformed and gives no tag, or its tags are there to be read; reading it again gives the same.

#include "vendor/tags.h"

#include <cstdlib>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace vendor = billfold::vendor;
  if (size == 0) return 0;
  const auto form = static_cast<vendor::TagForm>(data[0] % 8);
  const std::string cell(reinterpret_cast<const char*>(data) + 1, size - 1);
  vendor::TagReader reader;
  std::string first;
  const bool good = reader.for_each_tag(form, cell, [&](std::string_view key, std::string_view value) {
    first += std::string(key) + '\0' + std::string(value) + '\0';
  });
  if (!good && !reader.tags().empty()) std::abort();
  std::string second;
  const bool again = reader.for_each_tag(form, cell, [&](std::string_view key, std::string_view value) {
    second += std::string(key) + '\0' + std::string(value) + '\0';
  });
  if (good != again || first != second) std::abort();
  return 0;
}
