#pragma once

// Currency codes as bills write them: ISO 4217 in capitals, and RMB.

#include <string_view>

namespace billfold::money {

// "USD", "CNY", "RMB". Not "usd", not "KWH". Cost: a binary search.
bool is_currency_code(std::string_view code);

// ISO 4217's code of what has no currency: what asks for the lines without one where others have several.
inline constexpr std::string_view kNoCurrency = "XXX";

}  // namespace billfold::money
