#pragma once

// Cost categories: a name of the reader's own for lines, by rules in order. (rules 2: cost categories)
//
// The first rule that a line passes gives its value, else `otherwise`; "" is no value. The category is the
// dimension category:NAME, for the rules of other categories too.

#include <string>
#include <vector>

#include "base/fields.h"
#include "plan/predicate.h"

namespace billfold::plan {

struct CategoryRule {
  std::string value = {};
  Predicate when = {};
  BILLFOLD_FIELDS(CategoryRule, value, when)
};

struct Category {
  std::string name = {};
  std::vector<CategoryRule> rules = {};
  std::string otherwise = {};
  BILLFOLD_FIELDS(Category, name, rules, otherwise)
};

}  // namespace billfold::plan
