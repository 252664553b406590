#pragma once

// What to look at in a bill before its figures are believed. (rules 1 and 2)
//
// Findings are about the lines that the plan's filters keep, in its measure and currency, so that what a plan has set
// right is not found again: lines and totals that it omits, months that it leaves out, values that a list of it gives one
// name, amounts without a value that a rule of it shares out. Nothing is changed here: a finding names the lines and what they cost, and who reads it decides.

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
  // Of a bill of daily lines: no line of it, whatever its currency, on a day between the first and the last of those looked
  // at, and no charge whose period covers the day (has_daily_lines, covered_days).
  missing_days,
  // An amount, no value of what says who answers for it (a level of the plan, an owner, project or cost center of the bill,
  // a tag or column of such a name), and no rule that shares it out.
  without_value,
  several_currencies,  // lines that are not in the split, whose currency nobody chose
  // Of one dimension, currencies too: they differ by case, blanks or a usual abbreviation (Prod, production).
  alike_values,
  total_disagrees,  // a file's own total line says something else than its lines, in each of their currencies
};
std::string_view name_of(Concern concern);  // "duplicate_lines"

// Lines of one currency; two of them are never added.
struct SumInCurrency {
  std::string code;  // "" none
  Figure figure;
};

struct Finding {
  Concern concern = Concern::duplicate_lines;
  std::string dimension = {};  // of without_value and alike_values; of currencies their column
  // Of alike_values the values, what costs most first; of missing_days ranges, "2025-04-03" or "2025-04-03..2025-04-05";
  // of overlapping_files the two names; of several_currencies the codes of those that are not shown, "" none; of total_disagrees the
  // file's name, what it says and, of one currency, the difference; of duplicate_lines and overlapping_periods the lines as the dimension `line` names them, the first kMaxLines.
  std::vector<std::string> values = {};
  // Of alike_values without the first value. Of total_disagrees what the file says less what its lines add up to. Of
  // missing_days an estimate: their number times what the usual day costs.
  Figure figure = {};
  int more_digits = 0;     // of total_disagrees: what the file says has so many more than its lines
  bool has_amount = true;  // not of several_currencies and of a total over several of them
  std::vector<std::uint32_t> rows = {};  // the first of them, kMaxShown if nobody asks for more
  // Of several_currencies every currency, the one that is shown first; of total_disagrees those of the file's lines; of
  // alike_values of currencies each of them; of missing_days what the usual day costs.
  std::vector<SumInCurrency> sums = {};
  // Of missing_days, the usual day: by cost the one in the middle of the days with lines, of two the one that costs less.
  std::string day = {};
  // Of missing_days, the months with lines that lack days, if other months lack none.
  std::vector<std::string> months = {};
  // Of total_disagrees, where the total stands: which of the bill's files, and its line.
  std::uint32_t file = 0;
  std::uint64_t total_line = 0;
  // Of lines that are charged twice: what leaves out these lines and no others, however many; nothing where a line of the
  // file has other rows, too. Of total_disagrees the total's own line, which no row is of: it is what is wrong.
  plan::Omitted remedy = {};
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

// What `text` is alike to: letter case and blanks of every kind taken away, "-" and "_" taken for blanks, the usual
// abbreviations of environments written out. Equal texts are alike.
std::string plain_value(std::string_view text);

}  // namespace billfold::split
