#pragma once

// Shared costs: a rule takes the cost of its source and hands it to targets. (rules 2: shared costs)
//
// Rules run in order; a target of one may be the source of a later one. A target that an earlier rule has shared
// out is a cycle; one that this rule takes all of gets nothing from it, which is an error of its own. Filters apply after all rules.

#include <string>
#include <vector>

#include "base/fields.h"
#include "plan/predicate.h"

namespace billfold::plan {

struct SharedTarget {
  std::string value = {};
  // Of fixed: percent, required. Of even and proportional: the target counts as so many; "" is 1.
  std::string weight = {};
  BILLFOLD_FIELDS(SharedTarget, value, weight)
};

// A line of an outside list: what a target used.
struct SharedUsage {
  std::string value = {};
  std::string amount = {};
  BILLFOLD_FIELDS(SharedUsage, value, amount)
};

struct SharedRule {
  std::string name = {};
  Predicate source = {};
  std::string dimension = {};              // whose values the targets are
  std::vector<SharedTarget> targets = {};  // none: every value that no rule has shared out
  std::vector<std::string> except = {};    // values that get nothing
  std::string method = "even";             // even fixed proportional
  // Of proportional: to this amount column of the targets' own lines, "" the plan's measure; of the lines that
  // pass `weighed`; or to `usage`, where it is given.
  std::string measure = {};
  Predicate weighed = {};
  std::vector<SharedUsage> usage = {};
  std::vector<std::string> partitions = {};  // cost stays within each value of these dimensions
  BILLFOLD_FIELDS(SharedRule, name, source, dimension, targets, except, method, measure, weighed, usage,
                  partitions)
};

}  // namespace billfold::plan
