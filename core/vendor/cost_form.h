#pragma once

// What a vendor's lines say of discounts and commitments, as data of its profile. (rules 5)
//
// A vendor without such a form has none of these figures: that is said, never guessed.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fields.h"
#include "base/result.h"

namespace billfold::vendor {

// Lines whose `field` has one of the values; where `also` is named, that field one of its values, too; where `with`
// is named, any value in that field.
struct CostLines {
  std::string field;
  std::vector<std::string> values;
  std::string also;
  std::vector<std::string> also_values;
  std::string with;
  BILLFOLD_FIELDS(CostLines, field, values, also, also_values, with)
};

// Cells that are added up, and cells that are taken off. A column that the file lacks counts nothing. Of one place
// in `plus` or `minus` all columns count; spellings are told apart by profiles.
struct CostCells {
  std::vector<std::string> plus;
  std::vector<std::string> minus;
  BILLFOLD_FIELDS(CostCells, plus, minus)
};

// What a line costs on the accrual basis; the first case that holds is taken. No lines: every line.
struct CostCase {
  std::vector<CostLines> lines;  // any of these
  CostCells cells;
  BILLFOLD_FIELDS(CostCase, lines, cells)
};

// One kind of commitment: what of it was used, what was not, and where it was paid for.
struct CommitmentForm {
  std::string kind;  // reservation savings_plan commitment
  std::string id;    // the field that carries its number
  CostLines used;
  CostCells used_cells;
  CostLines unused;
  CostCells unused_cells;
  CostLines paid;  // lines of the account that bought it
  BILLFOLD_FIELDS(CommitmentForm, kind, id, used, used_cells, unused, unused_cells, paid)
};

struct CostForm {
  std::string list;       // the role of the measure that is the price without any discount
  std::string amortized;  // the name of the accrual basis that `cases` give; empty: no cases
  std::vector<CostCase> cases;
  std::vector<std::string> parts;  // columns that the cases take from, and their like: no basis of their own
  std::vector<CommitmentForm> commitments;
  CostLines coverable;  // lines that a commitment could cover, beside those that one does
  CostLines hours;      // of these: lines whose quantity is hours
  CostCells hour_cells;
  // Columns of what was taken off the list price, one by one, on the way to the measure with the role `taken_off_to`.
  std::vector<std::string> taken_off;
  std::string taken_off_to;
  std::vector<std::string> empty_words;  // cells that say "no value": NULL
  BILLFOLD_FIELDS(CostForm, list, amortized, cases, parts, commitments, coverable, hours, hour_cells,
                  taken_off, taken_off_to, empty_words)
};

// The form of a profile, by its name; nothing where none is known. An error is a defect of ours: bad_profile.
Result<std::optional<CostForm>> cost_form_of(std::string_view profile);

}  // namespace billfold::vendor
