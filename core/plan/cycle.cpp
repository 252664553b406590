#include "plan/cycle.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "plan/definitions.h"

namespace billfold::plan {
namespace {

using Kind = Definition::Kind;
using Key = std::pair<Kind, std::size_t>;  // all steps of the roster are one

RulePlace place_of(const Plan& plan, const Key& key) {
  const auto& [kind, at] = key;
  switch (kind) {
    case Kind::category:
      return {plan.categories[at].name, "rules"};
    case Kind::roster:
      return {"roster", "roster.dimension"};
    case Kind::list:
      return {plan.lists[at].name, "dimension"};
    case Kind::weighed:
      return {plan.shared[at].name, "weighed"};
    case Kind::source:
    case Kind::taken:
      break;
  }
  return {plan.shared[at].name, "source"};
}

// Goes from a dimension to those that it asks, and on. Without recursion: how far it goes is the plan's to say.
class Walk {
 public:
  explicit Walk(const Plan& plan) : plan_(plan) {}

  Result<void> from(const std::string& name) {
    if (const auto& definition = definition_named(name)) {
      if (!depths_.contains(key_of(*definition))) enter(*definition, name);
    }
    while (!path_.empty()) {
      if (const Result<void> gone = go_on(); !gone) return gone;
    }
    return {};
  }

 private:
  // A dimension that waits for those that it asks.
  struct Waiting {
    Key key;
    std::string name;  // as it was asked
    std::vector<std::string> asks;
    std::size_t next = 0;
    std::size_t depth = 1;
  };

  static Key key_of(const Definition& definition) { return {definition.kind, definition.at}; }

  const std::optional<Definition>& definition_named(const std::string& name) {
    const auto [known, is_new] = definitions_.try_emplace(name);
    if (is_new) known->second = definition_of(plan_, name);
    return known->second;
  }

  void enter(const Definition& definition, const std::string& name) {
    path_.push_back({key_of(definition), name, asked_by(plan_, definition)});
    depths_.emplace(key_of(definition), std::nullopt);
  }

  Result<void> go_on() {
    Waiting& last = path_.back();
    if (last.next == last.asks.size()) return leave();
    const std::string name = last.asks[last.next++];
    const std::optional<Definition>& asked = definition_named(name);
    if (!asked) return {};
    const auto known = depths_.find(key_of(*asked));
    if (known == depths_.end()) {
      enter(*asked, name);
    } else if (!known->second) {
      return cycle(known->first, name);
    } else {
      last.depth = std::max(last.depth, *known->second + 1);
    }
    return {};
  }

  Result<void> leave() {
    const Waiting left = std::move(path_.back());
    path_.pop_back();
    if (left.depth > kMostDeep) {
      const auto [rule, field] = place_of(plan_, left.key);
      return make_error(Code::rules_too_deep,
                        {{"rule", rule}, {"field", field}, {"limit", std::to_string(kMostDeep)}});
    }
    depths_[left.key] = left.depth;
    if (!path_.empty()) path_.back().depth = std::max(path_.back().depth, left.depth + 1);
    return {};
  }

  Error cycle(const Key& key, const std::string& name) const {
    auto at = std::find_if(path_.begin(), path_.end(), [&](const Waiting& step) { return step.key == key; });
    std::string names = name;
    while (++at != path_.end()) names += " -> " + at->name;
    names += " -> " + name;
    const auto [rule, field] = place_of(plan_, key);
    return make_error(Code::rule_cycle, {{"rule", rule}, {"field", field}, {"rules", std::move(names)}});
  }

  const Plan& plan_;
  std::vector<Waiting> path_;
  std::map<Key, std::optional<std::size_t>> depths_;  // nothing: it waits
  std::map<std::string, std::optional<Definition>> definitions_;
};

}  // namespace

Result<void> look_for_cycle(const Plan& plan) {
  std::vector<std::string> names;
  for (const Category& category : plan.categories) names.push_back(std::string(kCategory) + category.name);
  names.emplace_back(kRosterName);
  for (const ValueList& list : plan.lists) names.push_back(std::string(kList) + list.name);
  for (const SharedRule& rule : plan.shared) {
    names.push_back(std::string(kSource) + rule.name);
    names.push_back(std::string(kWeighed) + rule.name);
  }
  Walk walk(plan);
  for (const std::string& name : names) {
    if (const Result<void> gone = walk.from(name); !gone) return gone;
  }
  return {};
}

}  // namespace billfold::plan
