#pragma once

// What to look at in a bill before its figures are believed. (rules 1 and 2)
//
// Findings are about the lines that the plan's filters keep, in its measure and currency, so that what a plan has set
// right is not found again. Nothing is changed here: a finding names the lines and what they cost, and who reads it
// decides.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "split/partial.h"

namespace billfold::split {

enum class Concern : std::uint8_t {
  duplicate_lines,      // equal to an earlier line in every cell
  overlapping_periods,  // charged from before an earlier line of the same charge of the same resource ends
  overlapping_files,    // two files have lines of one account (or of none) on the same days
  missing_days,         // no line, between the first day and the last of a bill that has most days
  without_value,        // an amount, and no value on a level of the plan
  several_currencies,   // lines that are not in the split, whose currency nobody chose
  alike_values,  // of one dimension: they differ by case, blanks or a usual abbreviation (Prod, production)
  total_disagrees,  // a file's own total line says something else than its lines
};
std::string_view name_of(Concern concern);  // "duplicate_lines"

struct Finding {
  Concern concern = Concern::duplicate_lines;
  std::string dimension = {};  // of without_value and alike_values
  // Of alike_values the values, what costs most first; of missing_days ranges, "2025-04-03" or "2025-04-03..2025-04-05";
  // of overlapping_files the two names; of several_currencies the codes, "" none; of total_disagrees the file's name and
  // what it says; of duplicate_lines and overlapping_periods the lines as the dimension `line` names them, the first kMaxLines.
  std::vector<std::string> values = {};
  // Of alike_values without the first value. Of total_disagrees what the file says less what its lines add up to.
  Figure figure = {};
  bool has_amount = true;                // not of missing_days and of several_currencies
  std::vector<std::uint32_t> rows = {};  // the first of them, kMaxShown if nobody asks for more
};

struct Lint {
  std::string measure;
  std::string currency;
  int scale = 0;
  Figure whole;                   // of the lines that were looked at
  std::vector<Finding> findings;  // by concern, the costliest first
  std::vector<Concern> unknown;   // what could not be looked at: some column is not stored

  static constexpr std::size_t kMaxLines = 1000;
  static constexpr std::size_t kMaxShown = 20;
  static constexpr std::size_t kMaxValues = 20;       // of one finding
  static constexpr std::uint32_t kMostAlike = 50000;  // dimensions with more values are lists of identifiers
};

// Errors: as a split of the plan. Cost: one step a cell for duplicates, one a distinct value for the rest.
// `most_rows`: of a finding.
Result<Lint> lint(const plan::Plan& plan, Dimensions& dimensions, std::size_t most_rows = Lint::kMaxShown);

// What `text` is alike to: letter case and blanks taken away, "-" and "_" taken for blanks, the usual abbreviations of
// environments written out. Equal texts are alike.
std::string plain_value(std::string_view text);

}  // namespace billfold::split
