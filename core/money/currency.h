#pragma once

// Currency codes as bills write them: ISO 4217 in capitals, and RMB.

#include <string_view>

namespace billfold::money {

// "USD", "CNY", "RMB". Not "usd", not "KWH". Cost: a binary search.
bool is_currency_code(std::string_view code);

}  // namespace billfold::money
