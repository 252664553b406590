#pragma once

// Names of columns as exports vary them, and the patterns by which profiles find them.

#include <string>
#include <string_view>

namespace billfold::vendor {

// Blanks of every kind (tabs, no-break and ideographic ones too) taken off both ends.
std::string_view trimmed(std::string_view text);

// Trimmed and in ASCII lower case.
std::string plain_name(std::string_view column);

// The words of a name in lower case, one blank between: "UsageAccountId" and "usage_account-id" are "usage
// account id". A unit suffix such as （元）, (USD) or ($) is left out.
std::string spaced_name(std::string_view column);

// The words without blanks: "应付金额 （元）" and "应付金额" are one; "Payable Amount" and "PayableAmount"
// too.
std::string loose_name(std::string_view column);

// Whether a name fits a pattern: equal, or with `*` at the beginning or end of the pattern, ending, beginning
// or holding. Both are of the same kind of name.
bool fits(std::string_view name, std::string_view pattern);

}  // namespace billfold::vendor
