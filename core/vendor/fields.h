#pragma once

// The one list of meanings that a bill's column can have for us.
//
// A field's name is also the dimension's name on the command line (`--by owner,project`) and in a plan. A
// profile says which columns of a vendor carry which field; a person's mapping (`--map project=Team`) says
// the same for an unknown file. A word keeps its vendor's meaning: two vendors' columns share a field only
// where they mean the same. (rules 2)

#include <span>
#include <string>
#include <string_view>

namespace billfold::vendor {

struct Field {
  std::string_view name;      // "owner"
  std::string_view english;   // label on the page
  std::string_view chinese;   // the console's own term
  std::string_view sentence;  // what it means, for the mapping panel and HACKING.md
};

// All fields, in the order in which the page offers them.
std::span<const Field> fields();
// Null if there is no such field. `measure` is not among them: see is_mappable.
const Field* find_field(std::string_view name);
// The field that holds the names for this field's identifiers: owner -> owner_name; "" if there is none.
std::string name_field_of(std::string_view field);

// What a measure is: billed, effective, list, ... One word a meaning.
struct MeasureRole {
  std::string_view name;
  std::string_view english;
  std::string_view chinese;
  std::string_view sentence;
};

std::span<const MeasureRole> measure_roles();
const MeasureRole* find_measure_role(std::string_view name);

// Whether a person may map it to a column: every field, and `measure`, `currency` and `tags`.
bool is_mappable(std::string_view name);

}  // namespace billfold::vendor
