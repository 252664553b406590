#pragma once

// Which ready-made way of splitting suits this bill, and why. (rules 2: "Which scheme suits this bill")

#include <cstdint>
#include <string>
#include <vector>

#include "bill/form.h"
#include "plan/presets.h"
#include "split/coverage.h"

namespace billfold::split {

// A ready-made split as this bill would have it.
struct Advice {
  const plan::Preset* preset = nullptr;
  std::vector<std::string>
      by;               // the dimensions it comes to; of a scheme that is not available what is missing too
  std::string measure;  // a column of the bill; "" the plan's stays
  bool available = false;
  bool recommended = false;
  std::string_view reason;             // a code: session/protocol.h, SchemeInfo
  std::string deciding;                // the dimension that decides
  const Coverage* coverage = nullptr;  // of it, where the bill has it; into the table
};

// From this share of cost on a dimension covers most of it, in percent; below the other, little.
inline constexpr int kCoversMost = 80;
inline constexpr int kCoversLittle = 50;

// All schemes in their order, at most one of them recommended: the first in the order of what organizations do to
// keep costs apart (three tiers, keys within a workspace, workspaces, sub-accounts, accounts, tags, projects,
// creators, models) that tells lines apart and covers most of the cost; if none does, the first that does not
// cover little. Errors as partial().
Result<std::vector<Advice>> advise(const plan::Plan& plan, const CoverageTable& table,
                                   Dimensions& dimensions);

// The dimensions and measures that are asked for before anybody chose: those of the schemes, of first_stack() and of a
// series in time. A bill that is read for its first answers stores these.
std::vector<std::string> usual_dimensions();
std::vector<std::string> usual_measures();

// Of these what first_stack() needs, with the names of its values and the months, if the form's first rows show that it is
// the accounts: some of them has two values there. Else empty: more has to be read to tell.
std::vector<std::string> first_dimensions(const bill::Form& form);

// What to split by before anybody chose: payer, owner and project, as far as they tell lines apart; else who used
// it and what it was; never empty where any dimension has a value. (ux 2.1)
std::vector<std::string> first_stack(const CoverageTable& table);

}  // namespace billfold::split
