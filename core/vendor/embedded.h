#pragma once

// The files of core/vendor/profiles and core/vendor/costs as the build put them into the program (embed.cmake writes the .cpp).

#include <span>
#include <string_view>

namespace billfold::vendor {

struct EmbeddedProfile {
  std::string_view name;  // the file's name without .json
  std::string_view text;
};

std::span<const EmbeddedProfile> embedded_files();
std::span<const EmbeddedProfile> embedded_costs();

}  // namespace billfold::vendor
