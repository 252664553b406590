#pragma once

// A vendor's bill form, as data: which columns carry which of our fields, which are amounts, how its tags are spelled.
//
// One JSON file in core/vendor/profiles is one form; the build embeds them. Adding a vendor is adding a file, no code.
// The schema stands at the top of profiles/README.md.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "vendor/tags.h"

namespace billfold::vendor {

struct Profile {
  // Column names that mean the same, the most usual first. A name that ends in `*` stands for its prefix.
  using Aliases = std::vector<std::string>;

  struct FieldColumns {
    std::string field;  // a name of fields.h
    Aliases columns;
  };
  struct Measure {
    Aliases columns;
    std::string role;   // a name of measure_roles(): billed, effective, list, quantity, ...
    bool money = true;  // false: a count or a quantity, which has no currency
  };
  struct TagColumns {
    std::string column;  // a column, or with prefix = true the beginning of every tag column: "resourceTags/"
    bool prefix = false;
    TagForm form = TagForm::automatic;
  };
  struct Evidence {
    std::string column;  // alias rules as above
    int weight = 1;      // how much its presence says for this form
  };

  std::string name;    // "aws-cur-legacy"
  std::string title;   // English
  std::string title_zh;
  std::string vendor;  // "aws"
  std::string family;  // files whose profiles share it may be appended to each other

  std::vector<FieldColumns> fields;
  std::vector<Measure> measures;             // of known form; further amount columns are found by their cells
  std::vector<std::string> default_measure;  // the first of these that the file has
  Aliases currency;
  std::vector<TagColumns> tags;
  Aliases dates;           // columns that hold a date or time
  Aliases text;            // columns of digits that are no amounts: account numbers, codes
  std::string date_order;  // ymd, mdy, dmy or epoch
  std::vector<std::string> empty_words;  // cells that count as empty in an amount column: NULL, null
  std::vector<std::string> zero_words;   // cells that say "no charge" and are 0: Included
  bool loose = false;  // names match after loose_name(): without blanks, marks, unit suffixes and case

  std::vector<std::string> required;   // each must be there (an alternative is written a|b)
  std::vector<Evidence> distinctive;   // what tells this form from its neighbours
};

// All forms that the build embeds, parsed; by name. The session parses them once and passes them on.
// An error is a defect of ours (a law tests that there is none).
Result<std::vector<Profile>> built_in_profiles();

// Code::bad_profile with the profile's name (or "?") and what is wrong: broken JSON, unknown key, field, role or form.
Result<Profile> parse_profile(std::string_view json);

// Name and text of each embedded file, for the page's list of forms and for tests.
std::vector<std::pair<std::string_view, std::string_view>> embedded_profiles();

// The name without what exports vary in: blanks, / - _ . : and their full-width twins, brackets, a unit suffix such as
// （元）or (USD), letter case. "应付金额 （元）" and "应付金额" are one; "Payable Amount" and "PayableAmount" too.
std::string loose_name(std::string_view column);

}  // namespace billfold::vendor
