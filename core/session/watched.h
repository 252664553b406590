#pragma once

// What is watched, as its answers and their explanations both need it. (rules 5)

#include <optional>
#include <string>

#include "session/asked.h"
#include "watch/budget.h"

namespace billfold::session::questions {

// What budgets are held against: the lines that count, what each costs, and its day.
struct Spending {
  split::Tree whole;
  split::Measure measure;
  watch::Kept kept;
  watch::Days days;
};
Result<Spending> spending_of(const Asked& asked, const plan::Plan& plan);

// The rows of a budget's scope among those that count.
Result<watch::Kept> rows_in_scope(const Asked& asked, const plan::Budget& budget, const watch::Kept& kept);

// What stands behind one of the lines of days that are judged: a split by one dimension more, and the group of it that the
// line is. `kind` and `value` as in AnomalyInfo.
struct Behind {
  plan::Plan plan;
  split::Path root;
};
Behind behind(const AnomaliesRequest& request, const std::string& kind,
              const std::optional<std::string>& value, const std::string& below);

}  // namespace billfold::session::questions
