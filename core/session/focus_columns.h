#pragma once

// How FOCUS calls our fields and the roles of amounts of money, for what is exported in its form. A role that FOCUS
// has for quantities only (commitment) is none of them: with another vendor it may be money.

#include <string>
#include <vector>

namespace billfold::session {

struct FocusColumn {
  std::string name;    // of a field or of a measure's role: owner, billed
  std::string column;  // the first that the profile of FOCUS has for it: SubAccountId, BilledCost
};

// In the order of the profile, each name once. Empty if there is no profile of FOCUS, which a law excludes.
std::vector<FocusColumn> focus_columns();

}  // namespace billfold::session
