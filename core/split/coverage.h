#pragma once

// How much of the cost carries a value, for every way in which the bill can be split. (rules 2: coverage)

#include <cstdint>
#include <string>
#include <vector>

#include "split/tree.h"

namespace billfold::split {

struct Coverage {
  bill::DimensionName name;
  std::uint64_t values = 0;  // different ones in the bill
  Figure covered;            // lines that carry a value
  i128 covered_size = 0;     // their amounts without the sign: refunds do not hide what they refund
};

struct CoverageTable {
  std::vector<Coverage> dimensions;  // as bill::dimension_names gives them, then the plan's own
  Figure whole;                      // every line in the measure and currency
  i128 whole_size = 0;
  int scale = 0;
};

// Of the plan its measure, currency and blank words matter; stack and filters do not. A dimension that is not
// stored has no values. Errors as partial(). Cost: one step a row and dimension, one a distinct text.
Result<CoverageTable> coverage_of(const plan::Plan& plan, Dimensions& dimensions);

// Percent of the amounts that is covered, with one digit: "87.2"; "0.0" of nothing.
std::string coverage_percent(const Coverage& coverage, const CoverageTable& table);
// Is it at least `percent` percent? Compared exactly.
bool covers_at_least(const Coverage& coverage, const CoverageTable& table, int percent);

}  // namespace billfold::split
