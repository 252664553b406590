#pragma once

// Rules without a bill: what is saved, shared as a link or a file, and taken from somebody else. Text from
// outside is untrusted: it is read whole by the same strict reader as every request (a field that is not known is an
// error), and nothing of it is used before that.

#include <string>
#include <string_view>

#include "base/result.h"
#include "session/protocol.h"

namespace billfold::session {

// A longer text is refused unread.
constexpr std::size_t kMostRulesBytes = 256 * 1024;

// Errors: bad_plan with what is wrong and where: not JSON, an unknown field, another version, a word that a field
// does not know, too long.
Result<Rules> read_rules(std::string_view text);

}  // namespace billfold::session
