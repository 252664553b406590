#include "plan/definitions.h"

#include <algorithm>

namespace billfold::plan {
namespace {

using Kind = Definition::Kind;

constexpr char kStep = '/';

template <class Named>
std::optional<Definition> find_named(const std::vector<Named>& all, std::string_view name, Kind kind,
                                     std::string_view prefix) {
  if (!name.starts_with(prefix)) return std::nullopt;
  name.remove_prefix(prefix.size());
  const auto found = std::find_if(all.begin(), all.end(), [&](const Named& n) { return n.name == name; });
  if (found == all.end()) return std::nullopt;
  return Definition{kind, static_cast<std::size_t>(found - all.begin()), {}};
}

std::optional<Definition> find_taken(const Plan& plan, std::string_view name) {
  if (!name.starts_with(kTaken)) return std::nullopt;
  for (std::size_t at = 0; at < plan.shared.size(); ++at) {
    for (std::string& dimension : asked_by(plan, {Kind::source, at, {}})) {
      if (name == taken_values(plan.shared[at], dimension))
        return Definition{Kind::taken, at, std::move(dimension)};
    }
  }
  return std::nullopt;
}

void add_once(std::vector<std::string>& names, const std::string& name) {
  if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

}  // namespace

std::optional<Definition> definition_of(const Plan& plan, std::string_view name) {
  if (name.starts_with(kRoster) && !plan.roster.accounts.empty()) {
    const bool is_there = name == kRosterName || step_named(plan.roster, name);
    return is_there ? std::optional(Definition{Kind::roster, 0, {}}) : std::nullopt;
  }
  if (auto found = find_named(plan.categories, name, Kind::category, kCategory)) return found;
  if (auto found = find_named(plan.lists, name, Kind::list, kList)) return found;
  if (auto found = find_named(plan.shared, name, Kind::source, kSource)) return found;
  if (auto found = find_named(plan.shared, name, Kind::weighed, kWeighed)) return found;
  return find_taken(plan, name);
}

std::vector<std::string> asked_by(const Plan& plan, const Definition& definition) {
  std::vector<std::string> names;
  const auto add_tested = [&](const Predicate& predicate) {
    for_each_test(predicate, {},
                  [&](const Predicate& test, const RulePlace&) { add_once(names, test.dimension); });
  };
  switch (definition.kind) {
    case Kind::category:
      for (const CategoryRule& rule : plan.categories[definition.at].rules) add_tested(rule.when);
      break;
    case Kind::roster:
      names.push_back(plan.roster.dimension);
      break;
    case Kind::list:
      names.push_back(plan.lists[definition.at].dimension);
      break;
    case Kind::source:
      add_tested(plan.shared[definition.at].source);
      break;
    case Kind::weighed:
      add_tested(plan.shared[definition.at].weighed);
      break;
    case Kind::taken:
      names.push_back(std::string(kSource) + plan.shared[definition.at].name);
      names.push_back(definition.dimension);
      break;
  }
  return names;
}

std::string taken_values(const SharedRule& rule, std::string_view dimension) {
  return std::string(kTaken) + rule.name + "\n" + std::string(dimension);
}

std::vector<std::string_view> steps_of(std::string_view path) {
  std::vector<std::string_view> steps;
  while (!path.empty()) {
    const std::size_t end = path.find(kStep);
    if (end != 0) steps.push_back(path.substr(0, end));
    if (end == std::string_view::npos) break;
    path.remove_prefix(end + 1);
  }
  return steps;
}

std::size_t depth_of(const Roster& roster) {
  std::size_t depth = 0;
  for (const RosterAccount& account : roster.accounts) depth = std::max(depth, steps_of(account.ou).size());
  return depth;
}

std::optional<std::size_t> step_named(const Roster& roster, std::string_view name) {
  const std::size_t depth = depth_of(roster);
  for (std::size_t step = 1; step <= depth; ++step) {
    if (name == std::string(kRoster) + std::to_string(step)) return step;
  }
  return std::nullopt;
}

}  // namespace billfold::plan
