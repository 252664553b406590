#pragma once

// Which rows of a bill the rules of shared costs took. (rules 2 and 6)

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/result.h"
#include "plan/plan.h"
#include "split/dimensions.h"
#include "split/tree.h"

namespace billfold::split {

// Sets marks[row] where row is of a pool that rule `number` of the plan handed out; what stayed at its source is not among
// them. `sharing` is of a split of the plan. Errors: as that split. Cost: a few steps a row.
Result<void> mark_shared_out(const plan::Plan& plan, const Sharing& sharing, std::size_t number,
                             Dimensions& dimensions, std::vector<std::uint8_t>& marks);

}  // namespace billfold::split
