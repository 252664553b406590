#pragma once

// Whether the dimensions that a plan defines can be made, one upon the other. (rules 2: a cycle is an error)

#include <cstddef>

#include "base/result.h"
#include "plan/plan.h"

namespace billfold::plan {

// How many dimensions of a plan may stand one upon the other: each takes stack while it waits for the one that it asks.
inline constexpr std::size_t kMostDeep = 64;

// Errors: rule_cycle, with what is in the circle in its order; rules_too_deep. Cost: a step a rule for each name that is
// asked; of names of the roster, one an account.
Result<void> look_for_cycle(const Plan& plan);

}  // namespace billfold::plan
