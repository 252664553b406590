// A request is text that anybody can have written: a saved plan, a shared link. Whatever it is, it is refused with a
// place and a reason, or it is understood, and then it is written and understood again as the same.

#include <cstdlib>

#include "session/protocol.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using billfold::session::ViewRequest;
  namespace json = billfold::json;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto request = json::parse<ViewRequest>(text, billfold::Code::bad_request);
  if (!request) return 0;
  const std::string written = json::text_of(*request);
  const auto again = json::parse<ViewRequest>(written, billfold::Code::bad_request);
  if (!again || json::text_of(*again) != written) std::abort();
  return 0;
}
