// A profile is text that anybody can have written: a template that was passed on. Whatever it is, it is refused with its
// name and a reason, or it is understood, and then it is written and understood again as the same.

#include "vendor/profile.h"

#include <cstdlib>

#include "base/json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace vendor = billfold::vendor;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto profile = vendor::parse_profile(text);
  if (!profile) {
    if (profile.error().code != billfold::Code::bad_profile) std::abort();
    return 0;
  }
  const std::string written = billfold::json::text_of(*profile);
  const auto again = vendor::parse_profile(written);
  if (!again || billfold::json::text_of(*again) != written) std::abort();
  return 0;
}
