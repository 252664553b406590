#pragma once

// Whether a plan's rules can be run, before any line is looked at. (rules 2)

#include <string_view>

#include "base/result.h"
#include "plan/plan.h"

namespace billfold::plan {

// Names are there and told apart, conditions are whole, patterns are understood, percentages add up to 100,
// what is listed is listed once, defined dimensions do not need each other in a circle, nor too many one upon the other.
// Errors, each naming the rule and its field: incomplete_rule, name_taken, unknown_condition, bad_pattern, bad_bound,
// unknown_method, bad_rule_weight, percentages_missing, percentages_over, target_twice, weights_too_long, listed_twice, rule_cycle, rules_too_deep.
// Cost: one step a rule and value, and making its patterns.
Result<void> check(const Plan& plan);

// Does the plan define dimensions or share costs?
bool has_rules(const Plan& plan);

// Is the dimension asked anywhere in the plan: by its stack, its grain, a filter or a rule?
bool asks(const Plan& plan, std::string_view dimension);

}  // namespace billfold::plan
