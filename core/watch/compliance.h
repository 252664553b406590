#pragma once

// The compliance matrix of a month: what the bill shows, and what people answer by hand. (rules 5)

#include <optional>
#include <string>
#include <vector>

#include "money/decimal.h"
#include "plan/watch.h"

namespace billfold::watch {

struct ComplianceFacts {
  std::optional<money::Decimal> tag_coverage;  // percent; nothing: there is no policy
  std::size_t budgets = 0;
  std::size_t budgets_with_forecast = 0;           // that have a threshold of the forecast
  std::optional<money::Decimal> accounts_in_tree;  // percent of the accounts; nothing: there is no roster
  std::optional<money::Decimal> unallocated;       // percent of the cost in the unassigned leaves
};

struct ComplianceRow {
  std::string row = {};  // tags budgets roster unallocated, then those answered by hand: mfa scp, own words
  bool by_hand = false;
  std::string answer = "open";                 // pass fail open
  std::optional<money::Decimal> percent = {};  // what the answer rests on
  std::string note = {};
};

// Coverage of tags passes from kCoverageGoal percent on, budgets where there is one and each warns ahead, the
// roster where it has every account, cost where at most 100 - kCoverageGoal percent is unallocated. A row that
// cannot be told is open. The rows mfa and scp are always there; the plan's own follow.
std::vector<ComplianceRow> compliance_of(const ComplianceFacts& facts,
                                         const std::vector<plan::ComplianceAnswer>& answers);

}  // namespace billfold::watch
