#pragma once

// Rules without a bill: what is saved, shared as a link or a file, and taken from somebody else. Text from
// outside is untrusted: it is read whole by the same strict reader as every request (a field that is not known is an
// error), and nothing of it is used before that.

#include <array>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "session/protocol.h"

namespace billfold::session {

// How a mapping may say that numbers and dates are written; "" by evidence.
inline constexpr std::array<std::string_view, 3> kDecimalMarks = {"", "point", "comma"};
inline constexpr std::array<std::string_view, 4> kDateOrders = {"", "ymd", "mdy", "dmy"};
bool is_one_of(std::string_view word, std::span<const std::string_view> known);

// A longer text is refused unread.
constexpr std::size_t kMostRulesBytes = 256 * 1024;

// Errors: bad_plan with what is wrong and where: not JSON, an unknown field, another version, a word that a field
// does not know, too long.
Result<Rules> read_rules(std::string_view text);

}  // namespace billfold::session
