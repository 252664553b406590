#pragma once

// What each source of a rule gave to each of its targets. (rules 2: shared costs)
//
// A pool is handed out as one, so what one of several sources gave to a target is nowhere cut by itself. Sources stand in
// the order of their names: what the first k of them gave together is apportioned as the pool is, and a source gave what
// that is more than without it. The last of these is the handout itself. So a source's parts add up to what it gave, and a
// target's to what it got, to the last unit.

#include <string>
#include <vector>

#include "split/shared_cost.h"

namespace billfold::split {

// Sources that a pool tells apart on the page: nobody reads more rows.
inline constexpr std::size_t kMostSources = 200;

// What a source gave to one target.
struct GivenPart {
  std::size_t handout = 0;  // among those of the split: target and weight
  i128 together = 0;        // with what the sources before it in the pool gave
  i128 amount = 0;
};

struct Given {
  std::size_t rule = 0;
  Path partition = {};
  Path source = {};           // a value of each of source_dimensions()
  std::uint64_t sources = 1;  // more than one: those that gave least, together, and without `source`
  i128 amount = 0;
  i128 together = 0;  // with the sources before it in the pool
  std::vector<GivenPart> parts = {};
};

// Whose values tell the sources of a rule apart: what its condition asks for a text or a date, in the order in which it is
// read.
std::vector<std::string> source_dimensions(const plan::SharedRule& rule);

// The levels that hold their values, in plan_of_sources().
std::vector<std::string> source_levels(const plan::Plan& plan, const plan::SharedRule& rule);

// The plan of cells in which sources are told apart, too. They are its last levels, so that what rules hand to whom stays
// what it is.
Result<plan::Plan> plan_of_sources(const plan::Plan& plan);

// By rule and pool, as the handouts stand; sources by name, those without a value last. Of a pool with more than `most`
// sources the last stands for those that gave least. What gave nothing is left out. `sharing`: of a split of the plan.
// Errors: as that split. Cost: a split, and a share for each source and target.
Result<std::vector<Given>> given_by_sources(const plan::Plan& plan, const Sharing& sharing,
                                            Dimensions& dimensions, std::size_t most);

}  // namespace billfold::split
