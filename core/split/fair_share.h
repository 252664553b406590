#pragma once

// A second opinion on a rule of shared costs: what its targets would get by another method. (rules 2)

#include <string>
#include <string_view>
#include <vector>

#include "split/shared_cost.h"

namespace billfold::split {

enum class Opinion : std::uint8_t {
  now,           // as the rule has it
  even,          // each target the same
  proportional,  // to the targets' own cost
  usage,         // to what they used: the rule's list or amount, or a column that says so
};

struct Share {
  Opinion opinion = Opinion::now;
  std::vector<i128> amounts;  // one a target
  std::vector<Refusal> refusals = {};
  std::vector<Handout> handouts = {};  // that the amounts are made of
  bool has_usage = true;               // of usage: something says what was used
};

struct FairShare {
  int scale = 0;
  i128 pool = 0;
  std::vector<std::string> targets;  // those of any opinion, by name
  std::vector<i128> direct;          // what each costs by itself
  std::vector<Share> opinions;       // now, even, proportional, usage
};

// The rule called `rule` within its plan: rules before it run, as they are. `usage`: an amount column; "" the rule's own
// list or amount. Errors: bad_request, there is no such rule; as a split of the plan. Cost: four splits.
Result<FairShare> fair_share(const plan::Plan& plan, std::string_view rule, std::string_view usage,
                             Dimensions& dimensions);

}  // namespace billfold::split
