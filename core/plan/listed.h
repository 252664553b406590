#pragma once

// An account roster or a list of owners, from the text of a file or from what was pasted. (rules 2)
//
// Read are CSV, TSV and columns with ; or |, with a row of names above them or without, and a JSON array of objects. A
// roster's columns are Account, Name and OU in any order and under their usual names, or in that order where no row names
// them; a list's first two columns are the value and its owner; those of a list of use, the value and what it used. Blanks
// around a cell are taken away: they come from spreadsheets.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/fields.h"
#include "base/result.h"
#include "plan/roster.h"
#include "plan/shared_rule.h"

namespace billfold::plan {

// What stands on several lines, of which the first counts.
struct Repeated {
  std::string value;
  std::vector<std::uint64_t> lines;
  bool differs = false;  // they do not all say the same of it
  BILLFOLD_FIELDS(Repeated, value, lines, differs)
};

struct ReadRoster {
  std::vector<RosterAccount> accounts;  // each once, as the text has them first
  std::vector<Repeated> repeated;
};
// Errors: bad_list, with the line.
Result<ReadRoster> roster_of(std::string_view text);

struct ReadList {
  std::vector<ListEntry> entries;
  std::vector<Repeated> repeated;
};
// `has_names`: the first row names the columns and is no entry. Errors: bad_list, with the line.
Result<ReadList> list_of(std::string_view text, bool has_names);

// What targets used, for a rule of shared costs. A value may stand on several lines, which the rule adds up. A first row
// whose second cell is no number names the columns. Errors: bad_list, with the line.
Result<std::vector<SharedUsage>> usage_of(std::string_view text);

// The first cell of the first row; "" where there is none. Of JSON it is no name of a column.
std::string first_cell(std::string_view text);

}  // namespace billfold::plan
