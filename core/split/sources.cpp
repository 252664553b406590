#include "split/sources.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/sort.h"
#include "money/apportion.h"
#include "plan/definitions.h"
#include "split/defined.h"

namespace billfold::split {
namespace {

// A path that is compared by names, "no value" last.
using Names = std::vector<std::pair<bool, std::string>>;

Names names_of(const Path& path) {
  Names names;
  for (const auto& value : path) names.emplace_back(!value.has_value(), value.value_or(""));
  return names;
}
Path path_of(const Names& names) {
  Path path;
  for (const auto& [is_none, text] : names) path.push_back(is_none ? std::nullopt : std::optional(text));
  return path;
}

i128 size_of(i128 amount) { return amount < 0 ? -amount : amount; }

bool add(i128& to, i128 amount) { return !__builtin_add_overflow(to, amount, &to) && money::fits(to); }

struct Source {
  Path path;
  std::uint64_t sources = 1;
  i128 amount = 0;
};

using Pool = std::pair<std::size_t, Path>;  // rule and partition
using Pools = std::map<Pool, std::map<Names, i128>>;

// What the sources of each pool held when their rule took it.
Result<Pools> pools_of(const plan::Plan& plan, Dimensions& dimensions) {
  const Result<plan::Plan> by_source = plan_of_sources(plan);
  if (!by_source) return by_source.error();
  const Result<Tree> tree = split_of(*by_source, dimensions);
  if (!tree) return tree.error();
  const auto place_of = [&](const std::string& name) {
    const auto found = std::find(by_source->by.begin(), by_source->by.end(), name);
    return static_cast<std::size_t>(found - by_source->by.begin());
  };
  Pools pools;
  for (const Flow& flow : tree->sharing->flows) {
    if (flow.out == 0) continue;
    const plan::SharedRule& rule = plan.shared[flow.rule];
    const Path path = tree->path_of(tree->levels.size() - 1, flow.leaf);
    Path partition;
    for (const std::string& name : rule.partitions) partition.push_back(path[place_of(name)]);
    Path source;
    for (const std::string& name : source_levels(plan, rule)) source.push_back(path[place_of(name)]);
    if (!add(pools[{flow.rule, std::move(partition)}][names_of(source)], flow.out))
      return make_error(Code::overflow);
  }
  return pools;
}

std::vector<Source> sources_in(const std::map<Names, i128>& pool, std::size_t most) {
  std::vector<Source> sources;
  for (const auto& [names, amount] : pool) {
    if (amount != 0) sources.push_back({path_of(names), 1, amount});
  }
  if (sources.size() <= most) return sources;
  std::vector<i128> sizes;
  for (const Source& source : sources) sizes.push_back(size_of(source.amount));
  std::vector<std::size_t> order(sources.size());
  for (std::size_t at = 0; at < order.size(); ++at) order[at] = at;
  sort_items(order, [&](std::size_t a, std::size_t b) { return sizes[a] > sizes[b]; });
  order.resize(most - 1);
  sort_items(order);
  std::vector<Source> largest;
  Source others{{}, sources.size() - order.size(), 0};
  for (const Source& source : sources) others.amount += source.amount;
  for (const std::size_t at : order) {
    others.amount -= sources[at].amount;
    largest.push_back(std::move(sources[at]));
  }
  largest.push_back(std::move(others));
  return largest;
}

}  // namespace

std::vector<std::string> source_dimensions(const plan::SharedRule& rule) {
  std::vector<std::string> names;
  plan::for_each_test(rule.source, {}, [&](const plan::Predicate& test, const plan::RulePlace&) {
    const bool is_new = std::find(names.begin(), names.end(), test.dimension) == names.end();
    if (is_new && test.op != "number") names.push_back(test.dimension);
  });
  return names;
}

std::vector<std::string> source_levels(const plan::Plan& plan, const plan::SharedRule& rule) {
  std::vector<std::string> levels = source_dimensions(rule);
  // What rules ask is a level of the cells itself.
  if (is_told_by_cells(plan, rule)) return levels;
  for (std::string& level : levels) level = plan::taken_values(rule, level);
  return levels;
}

Result<plan::Plan> plan_of_sources(const plan::Plan& plan) {
  Result<plan::Plan> cells = plan_of_cells(plan);
  if (!cells) return cells.error();
  for (const plan::SharedRule& rule : plan.shared) {
    for (std::string& level : source_levels(plan, rule)) {
      const bool is_new = std::find(cells->by.begin(), cells->by.end(), level) == cells->by.end();
      if (is_new) cells->by.push_back(std::move(level));
    }
  }
  return cells;
}

Result<std::vector<Given>> given_by_sources(const plan::Plan& plan, const Sharing& sharing,
                                            Dimensions& dimensions, std::size_t most) {
  std::vector<Given> all;
  if (sharing.handouts.empty()) return all;
  Result<Pools> pools = pools_of(plan, dimensions);
  if (!pools) return pools.error();
  const std::vector<Handout>& handouts = sharing.handouts;
  for (std::size_t begin = 0, end = 0; begin < handouts.size(); begin = end) {
    const Handout& first = handouts[begin];
    std::vector<i128> weights;
    std::vector<std::string_view> targets;
    for (end = begin; end < handouts.size() && handouts[end].rule == first.rule &&
                      handouts[end].partition == first.partition;
         ++end) {
      weights.push_back(handouts[end].weight);
      targets.push_back(handouts[end].target);
    }
    std::vector<i128> former(targets.size(), 0);
    i128 together = 0;
    for (Source& source : sources_in((*pools)[{first.rule, first.partition}], most)) {
      if (!add(together, source.amount)) return make_error(Code::overflow);
      const Result<std::vector<i128>> parts = money::apportion(together, weights, targets);
      if (!parts) return parts.error();
      Given& given = all.emplace_back();
      given.rule = first.rule;
      given.partition = first.partition;
      given.source = std::move(source.path);
      given.sources = source.sources;
      given.amount = source.amount;
      given.together = together;
      for (std::size_t at = 0; at < targets.size(); ++at) {
        given.parts.push_back({begin + at, (*parts)[at], (*parts)[at] - former[at]});
        former[at] = (*parts)[at];
      }
    }
  }
  return all;
}

}  // namespace billfold::split
