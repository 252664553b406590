#pragma once

// Who stands behind an account or a value. (rules 2: an account roster makes the organization tree)
//
// A roster gives the dimensions ou:1, ou:2, ... (the steps of the path, outermost first) and ou:name; a list gives
// list:NAME, for keys and people. What is not listed has no value there.

#include <string>
#include <vector>

#include "base/fields.h"

namespace billfold::plan {

struct RosterAccount {
  std::string account = {};
  std::string name = {};
  std::string ou = {};  // "Production/Apps"
  BILLFOLD_FIELDS(RosterAccount, account, name, ou)
};

struct Roster {
  std::string dimension = "owner";  // whose values the accounts are
  std::vector<RosterAccount> accounts = {};
  BILLFOLD_FIELDS(Roster, dimension, accounts)
};

struct ListEntry {
  std::string value = {};
  std::string owner = {};
  BILLFOLD_FIELDS(ListEntry, value, owner)
};

struct ValueList {
  std::string name = {};
  std::string dimension = {};
  std::vector<ListEntry> entries = {};
  BILLFOLD_FIELDS(ValueList, name, dimension, entries)
};

}  // namespace billfold::plan
