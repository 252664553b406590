#pragma once

// Dimensions that a plan defines: categories, the steps of the organization tree, owners by a list. (rules 2)
//
// A test is asked once a distinct value. For each dimension that the rules name, a value's answers are bits; a row is
// the bits of its values together, and rules are decided once for each combination that occurs. So many rules cost a
// row no more than few: one step a dimension. (50 rules over four dimensions of 1.7 million rows: see
// tests/bench/native/rules_bench.cpp.)

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "bill/dimension.h"
#include "plan/plan.h"
#include "split/dimensions.h"

namespace billfold::split {

// A name of plan/definitions.h that the plan has.
bool is_defined_by(const plan::Plan& plan, std::string_view name);

// Whether a name is one that plans define, of whatever plan.
bool may_be_defined(std::string_view name);

// What the dimension depends on, as text, through all that it asks: the same text means the same dimension of the same
// bill.
std::string definitions_behind(const plan::Plan& plan, std::string_view name);

// The plan's dimensions for people to choose from: categories, the organization tree, lists.
std::vector<bill::DimensionName> defined_names(const plan::Plan& plan);

// Errors: unknown_rule_dimension, column_not_read, and those of plan::check. A name of `is_defined_by` only.
Result<bill::Dimension> defined_dimension(std::string_view name, const plan::Plan& plan,
                                          Dimensions& dimensions, MissingTag missing);

// The error unknown_dimension as that of the rule which names the dimension in `field`; another error as it is.
Error in_rule(const Error& error, std::string_view rule, std::string_view field);

}  // namespace billfold::split
