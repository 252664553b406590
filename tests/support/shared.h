#pragma once

// The public bills, which are not part of the project: in the folder named by BILLFOLD_SHARED, or beside the repository.

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

namespace billfold::test {

// A file's bytes: shared_file("bills/controls.json"). Nothing where it is absent; the test is skipped then.
inline std::optional<std::string> shared_file(std::string_view name) {
  const char* shared = std::getenv("BILLFOLD_SHARED");
  const char* source = std::getenv("BILLFOLD_SOURCE");
  const std::string folder =
      shared != nullptr ? shared : std::string(source == nullptr ? "." : source) + "/../shared";
  std::ifstream file(folder + "/" + std::string(name), std::ios::binary);
  if (!file) return std::nullopt;
  return std::string((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
}

}  // namespace billfold::test
