#pragma once

// The dimensions that a plan defines, by their names, and which dimensions each of them asks. (rules 2)
//
//   category:NAME           a category's values
//   ou:1 ou:2 ... ou:name   the steps of an account's path in the roster, outermost first; the account's name
//   list:NAME               the owners of a list
//   source:NAME             of a rule of shared costs, "yes" for the lines that it takes
//   weighed:NAME            ... that it weighs
//   taken:NAME\nDIMENSION   ... the dimension's values for the lines that it takes, none for the others: it tells sources
//                           apart where a bill has very many values that are none

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plan/plan.h"

namespace billfold::plan {

inline constexpr std::string_view kCategory = "category:";
inline constexpr std::string_view kRoster = "ou:";
inline constexpr std::string_view kRosterName = "ou:name";
inline constexpr std::string_view kList = "list:";
inline constexpr std::string_view kSource = "source:";
inline constexpr std::string_view kWeighed = "weighed:";
inline constexpr std::string_view kTaken = "taken:";

struct Definition {
  enum class Kind : std::uint8_t { category, roster, list, source, weighed, taken };
  Kind kind = Kind::category;
  std::size_t at = 0;          // in the plan's categories, lists, or rules of shared costs
  std::string dimension = {};  // of taken
};

// Nothing where the plan does not define the name. Cost: a step a rule; of a roster, one an account.
std::optional<Definition> definition_of(const Plan& plan, std::string_view name);

// The dimensions that it asks, each once, in the order in which they are asked.
std::vector<std::string> asked_by(const Plan& plan, const Definition& definition);

// "taken:NAME\nDIMENSION". A rule's name is one line.
std::string taken_values(const SharedRule& rule, std::string_view dimension);

// "Production/Apps" -> Production, Apps
std::vector<std::string_view> steps_of(std::string_view path);
// Of the longest path.
std::size_t depth_of(const Roster& roster);
// Which step of the path "ou:2" is, from 1; nothing where no account has so many.
std::optional<std::size_t> step_named(const Roster& roster, std::string_view name);

}  // namespace billfold::plan
