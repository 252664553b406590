#pragma once

// A bill from text, for tests: through the same loader as a file, in chunks of any size.

#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "bill/loader.h"

namespace billfold::test {

inline Result<void> read_file(bill::Loader& loader, bill::FileRequest request, std::string_view text,
                              std::size_t chunk = 1 << 20) {
  if (Result<void> begun = loader.begin(std::move(request)); !begun) return begun;
  for (std::size_t at = 0; at < text.size(); at += chunk) {
    const std::string_view part = text.substr(at, chunk);
    std::memcpy(loader.lend(part.size()), part.data(), part.size());
    if (Result<void> fed = loader.feed(part.size()); !fed) return fed;
  }
  return loader.end();
}

// One file called "bill.csv".
inline Result<bill::Bill> load(std::string_view text, bill::FileRequest request = {},
                               std::size_t chunk = 1 << 20) {
  const Result<std::vector<vendor::Profile>> profiles = vendor::built_in_profiles();
  if (!profiles) return profiles.error();
  bill::Loader loader(*profiles);
  if (request.name.empty()) request.name = "bill.csv";
  if (Result<void> read = read_file(loader, std::move(request), text, chunk); !read) return read.error();
  return loader.finish();
}

}  // namespace billfold::test
