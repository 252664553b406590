#include "split/shared_cost.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <utility>

#include "base/sort.h"
#include "money/apportion.h"
#include "money/decimal_parse.h"
#include "split/defined.h"
#include "split/measure.h"

namespace billfold::split {

// A source that is named by its value is asked of the dimension itself, so that what a rule before it handed to that
// value is taken too.
SourceTest source_of(const plan::SharedRule& rule) {
  if (rule.source.op == "is") return {rule.source.dimension, rule.source.values};
  return {"source:" + rule.name, {"yes"}};
}

namespace {

void add_once(std::vector<std::string>& names, const std::string& name) {
  if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

}  // namespace

Result<plan::Plan> plan_of_cells(const plan::Plan& plan) {
  Result<std::vector<std::string>> stack = levels_of(plan);
  if (!stack) return stack.error();
  plan::Plan cells = plan;
  cells.by = std::move(*stack);
  cells.grain = "file";
  cells.filters.clear();
  for (const plan::Filter& filter : plan.filters) add_once(cells.by, filter.dimension);
  for (const plan::SharedRule& rule : plan.shared) {
    add_once(cells.by, rule.dimension);
    for (const std::string& partition : rule.partitions) add_once(cells.by, partition);
    add_once(cells.by, source_of(rule).dimension);
  }
  return cells;
}

namespace {

using Key = std::vector<std::uint32_t>;

// Sorts behind every text, so that "no value" is last among equals.
constexpr std::string_view kNoName = "\xFF";

// ---- which dimensions the cells are told apart by

bool weighs_by_itself(const plan::SharedRule& rule) {
  return rule.method == "proportional" && rule.usage.empty() &&
         (!rule.measure.empty() || !rule.weighed.op.empty());
}

plan::Plan plan_of_weights(const plan::Plan& plan, std::size_t number) {
  const plan::SharedRule& rule = plan.shared[number];
  plan::Plan weights = plan;
  weights.grain = "file";
  weights.by = {rule.dimension};
  for (const std::string& partition : rule.partitions) add_once(weights.by, partition);
  for (std::size_t at = 0; at <= number; ++at) add_once(weights.by, source_of(plan.shared[at]).dimension);
  weights.filters.clear();
  if (!rule.weighed.op.empty()) weights.filters.push_back({"weighed:" + rule.name, {"yes"}, false});
  if (!rule.measure.empty()) weights.measure = rule.measure;
  return weights;
}

// ---- cells

struct Cell {
  i128 direct = 0;
  std::uint64_t rows = 0;
  i128 in = 0;
  i128 out = 0;
  bool shared_out = false;  // some rule took what it holds
};

std::optional<std::uint32_t> find_text(const Level& level, std::string_view text) {
  std::uint32_t low = 0;
  for (std::uint32_t high = level.texts.size(); low < high;) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (comes_before(level.texts[middle], text, level.line)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low == level.texts.size() || level.texts[low] != text) return std::nullopt;
  return low;
}

std::size_t place_of(const std::vector<Level>& levels, std::string_view name) {
  return static_cast<std::size_t>(
      std::find_if(levels.begin(), levels.end(), [&](const Level& level) { return level.name == name; }) -
      levels.begin());
}

// The levels and leaves of a tree as cells with keys.
struct Table {
  std::vector<Level> levels;
  std::vector<Key> keys;
  std::vector<Cell> cells;

  std::uint32_t none(std::size_t level) const { return levels[level].texts.size(); }
  std::string_view name(std::size_t level, std::uint32_t value) const {
    return value == none(level) ? kNoName : levels[level].texts[value];
  }
  std::optional<std::string> text(std::size_t level, std::uint32_t value) const {
    if (value == none(level)) return std::nullopt;
    return std::string(levels[level].texts[value]);
  }
};

Table table_of(Tree& tree) {
  Table table;
  const std::size_t width = tree.levels.size();
  if (width > 0) {
    const std::vector<Node>& leaves = tree.levels.back().nodes;
    for (std::uint32_t leaf = 0; leaf < leaves.size(); ++leaf) {
      Key key(width);
      std::uint32_t node = leaf;
      for (std::size_t at = width; at-- > 0;) {
        key[at] = tree.levels[at].nodes[node].value;
        node = tree.levels[at].nodes[node].parent;
      }
      table.keys.push_back(std::move(key));
      table.cells.push_back({.direct = leaves[leaf].amount, .rows = leaves[leaf].rows});
    }
  }
  for (TreeLevel& level : tree.levels) table.levels.push_back(std::move(level.level));
  return table;
}

// Targets that no line has are values, too.
void add_texts(Table& table, std::size_t at, const std::vector<std::string>& more) {
  Level& level = table.levels[at];
  std::set<std::string> absent;
  for (const std::string& text : more) {
    if (!find_text(level, text)) absent.insert(text);
  }
  if (absent.empty()) return;
  std::vector<std::string> texts(absent.begin(), absent.end());
  for (std::uint32_t value = 0; value < level.texts.size(); ++value) texts.emplace_back(level.texts[value]);
  sort_items(texts,
             [&](const std::string& a, const std::string& b) { return comes_before(a, b, level.line); });
  Level larger{level.name, level.line, {}};
  for (const std::string& text : texts) larger.texts.push_back(text);
  std::vector<std::uint32_t> moved;
  for (std::uint32_t value = 0; value < level.texts.size(); ++value)
    moved.push_back(*find_text(larger, level.texts[value]));
  moved.push_back(larger.texts.size());
  for (Key& key : table.keys) key[at] = moved[key[at]];
  level = std::move(larger);
}

std::vector<std::string> named_targets(const plan::SharedRule& rule) {
  std::vector<std::string> names;
  for (const plan::SharedTarget& target : rule.targets) names.push_back(target.value);
  if (names.empty()) {
    for (const plan::SharedUsage& usage : rule.usage) add_once(names, usage.value);
  }
  return names;
}

// ---- weights

struct Weights {
  std::vector<i128> all;
  int scale = 0;
};

money::Decimal decimal_of(const std::string& text) {
  money::Decimal number{1, 0};
  if (!text.empty())
    static_cast<void>(money::parse_amount(text, money::Mark::point, number));  // plan::check did
  return number;
}

// Decimals of several scales as whole numbers of one. Error: overflow.
Result<Weights> at_one_scale(const std::vector<money::Decimal>& decimals) {
  Weights weights;
  for (const money::Decimal& decimal : decimals) weights.scale = std::max(weights.scale, decimal.scale);
  for (const money::Decimal& decimal : decimals) {
    const Result<money::Decimal> scaled = money::rescale(decimal, weights.scale);
    if (!scaled) return scaled.error();
    weights.all.push_back(scaled->mantissa);
  }
  return weights;
}

// ---- the rules, run over cells

class Run {
 public:
  Run(const plan::Plan& plan, Table table, int scale) : plan_(plan), table_(std::move(table)), scale_(scale) {
    for (const plan::SharedRule& rule : plan_.shared)
      add_texts(table_, place_of(table_.levels, rule.dimension), named_targets(rule));
    for (std::size_t cell = 0; cell < table_.keys.size(); ++cell)
      cell_of_.emplace(table_.keys[cell], static_cast<std::uint32_t>(cell));
    for (const plan::SharedRule& rule : plan_.shared) {
      sources_.push_back(source(rule));
      std::set<std::uint32_t>& known = in_bill_[place_of(table_.levels, rule.dimension)];
      if (!known.empty()) continue;
      for (const Key& key : table_.keys) known.insert(key[place_of(table_.levels, rule.dimension)]);
    }
  }

  // `weights`: by rule, where it weighs by another amount.
  Result<void> run(std::vector<std::optional<Tree>> weights) {
    for (std::size_t number = 0; number < plan_.shared.size(); ++number) {
      sharing.rules.push_back(plan_.shared[number].name);
      const Result<void> done = run_rule(number, weights[number]);
      if (!done) return done;
    }
    return {};
  }

  Table& table() { return table_; }
  Sharing sharing;
  // What moved, by cell.
  std::vector<Flow> flows;

 private:
  struct Source {
    std::size_t level;
    std::set<std::uint32_t> values;
  };
  struct Target {
    std::uint32_t value;
    std::vector<std::uint32_t> cells;
    std::string weight;
  };
  // What a rule does within one partition.
  struct Pool {
    std::size_t rule;
    std::size_t level;  // of the targets
    std::vector<std::size_t> partition_levels;
    Key partition;
    std::vector<std::uint32_t> sources = {};
    i128 amount = 0;
    std::vector<Target> targets = {};
  };

  Source source(const plan::SharedRule& rule) const {
    const SourceTest test = source_of(rule);
    Source source{place_of(table_.levels, test.dimension), {}};
    for (const std::string& value : test.values) {
      if (const auto found = find_text(table_.levels[source.level], value)) source.values.insert(*found);
    }
    return source;
  }

  bool is_source(std::size_t rule, const Key& key) const {
    return sources_[rule].values.contains(key[sources_[rule].level]);
  }
  // The rules up to `rule` that share out what has this key.
  std::vector<std::size_t> taken_by(std::size_t rule, const Key& key) const {
    std::vector<std::size_t> rules;
    for (std::size_t at = 0; at <= rule; ++at) {
      if (is_source(at, key)) rules.push_back(at);
    }
    return rules;
  }

  bool add(i128& to, i128 amount) {
    if (!__builtin_add_overflow(to, amount, &to) && money::fits(to)) return true;
    overflowed_ = true;
    return false;
  }
  i128 balance(std::uint32_t cell) const {
    const Cell& c = table_.cells[cell];
    return c.direct + c.in - c.out;
  }
  i128 direct_of(const std::vector<std::uint32_t>& cells) {
    i128 sum = 0;
    for (const std::uint32_t cell : cells) add(sum, table_.cells[cell].direct);
    return sum;
  }
  static Key part_of(const Key& key, const std::vector<std::size_t>& levels) {
    Key part;
    for (const std::size_t level : levels) part.push_back(key[level]);
    return part;
  }

  Result<void> run_rule(std::size_t number, std::optional<Tree>& weights) {
    const plan::SharedRule& rule = plan_.shared[number];
    std::vector<std::size_t> partition_levels;
    for (const std::string& partition : rule.partitions)
      partition_levels.push_back(place_of(table_.levels, partition));
    std::map<Key, Pool> pools;
    for (std::uint32_t cell = 0; cell < table_.cells.size(); ++cell) {
      if (!is_source(number, table_.keys[cell])) continue;
      Key partition = part_of(table_.keys[cell], partition_levels);
      Pool& pool = pools
                       .try_emplace(partition, Pool{number, place_of(table_.levels, rule.dimension),
                                                    partition_levels, partition})
                       .first->second;
      pool.sources.push_back(cell);
      add(pool.amount, balance(cell));
    }
    // Only the balance of a source is moved; nothing is, where it is empty.
    for (auto& [partition, pool] : pools) {
      const bool holds_any = std::any_of(pool.sources.begin(), pool.sources.end(),
                                         [&](std::uint32_t cell) { return balance(cell) != 0; });
      if (!holds_any) continue;
      const Result<void> found = find_targets(pool);
      if (!found) return found;
      const Result<void> handed = hand_out(pool, weights);
      if (!handed) return handed;
    }
    if (overflowed_) return make_error(Code::overflow);
    return {};
  }

  Error cycle(std::size_t rule, std::vector<std::size_t> rules, std::size_t level,
              std::uint32_t value) const {
    if (rules.back() != rule) rules.push_back(rule);
    if (rules.size() == 1) {
      return make_error(Code::rule_gives_to_source, {{"rule", plan_.shared[rule].name},
                                                     {"field", "targets"},
                                                     {"value", std::string(table_.name(level, value))}});
    }
    std::string names;
    for (const std::size_t at : rules) names += plan_.shared[at].name + " -> ";
    names += table_.name(level, value);
    return make_error(Code::rule_cycle,
                      {{"rule", plan_.shared[rule].name}, {"field", "targets"}, {"rules", names}});
  }

  Key key_of_target(const Pool& pool, std::uint32_t value) const {
    Key key;
    for (std::size_t level = 0; level < table_.levels.size(); ++level) key.push_back(table_.none(level));
    for (std::size_t at = 0; at < pool.partition.size(); ++at)
      key[pool.partition_levels[at]] = pool.partition[at];
    key[pool.level] = value;
    return key;
  }

  Result<void> find_targets(Pool& pool) {
    const plan::SharedRule& rule = plan_.shared[pool.rule];
    std::map<std::uint32_t, std::vector<std::uint32_t>> eligible;
    std::map<std::uint32_t, std::vector<std::size_t>> taken;  // rules that take the value's cells
    std::set<std::uint32_t> elsewhere;                        // values with cells, in whatever partition
    for (std::uint32_t cell = 0; cell < table_.cells.size(); ++cell) {
      const Key& key = table_.keys[cell];
      const std::vector<std::size_t> rules = taken_by(pool.rule, key);
      if (!rules.empty()) {
        taken.emplace(key[pool.level], rules);
        continue;
      }
      elsewhere.insert(key[pool.level]);
      if (part_of(key, pool.partition_levels) == pool.partition) eligible[key[pool.level]].push_back(cell);
    }
    const auto is_excepted = [&](std::uint32_t value) {
      return std::find(rule.except.begin(), rule.except.end(), table_.name(pool.level, value)) !=
             rule.except.end();
    };
    const std::vector<std::string> named = named_targets(rule);
    for (std::size_t at = 0; at < named.size(); ++at) {
      const std::uint32_t value = *find_text(table_.levels[pool.level], named[at]);
      if (is_excepted(value)) continue;
      const auto cells = eligible.find(value);
      if (!elsewhere.contains(value)) {
        if (taken.contains(value)) return cycle(pool.rule, taken[value], pool.level, value);
        const std::vector<std::size_t> rules = taken_by(pool.rule, key_of_target(pool, value));
        if (!rules.empty()) return cycle(pool.rule, rules, pool.level, value);
      }
      pool.targets.push_back({value, cells == eligible.end() ? std::vector<std::uint32_t>() : cells->second,
                              rule.targets.empty() ? std::string() : rule.targets[at].weight});
    }
    if (!named.empty()) return {};
    for (auto& [value, cells] : eligible) {
      if (value != table_.none(pool.level) && !is_excepted(value)) pool.targets.push_back({value, cells, {}});
    }
    return {};
  }

  // What each target weighs before its own factor.
  Result<Weights> own_weights(const Pool& pool, std::optional<Tree>& weights) {
    const plan::SharedRule& rule = plan_.shared[pool.rule];
    std::vector<money::Decimal> decimals;
    for (const Target& target : pool.targets) {
      if (rule.method != "proportional") {
        decimals.push_back({1, 0});
      } else if (!rule.usage.empty()) {
        money::Decimal used;
        for (const plan::SharedUsage& usage : rule.usage) {
          if (usage.value != table_.name(pool.level, target.value)) continue;
          const Result<money::Decimal> more = money::add(used, decimal_of(usage.amount));
          if (!more) return more.error();
          used = *more;
        }
        decimals.push_back(used);
      } else if (weights) {
        decimals.push_back(weighed(pool, target, *weights));
      } else {
        decimals.push_back({direct_of(target.cells), scale_});
      }
    }
    return at_one_scale(decimals);
  }

  // The lines of the target in the partition that no rule so far shares out, by the rule's own amount.
  money::Decimal weighed(const Pool& pool, const Target& target, const Tree& weights) {
    money::Decimal sum{0, weights.scale};
    if (weights.levels.empty()) return sum;
    const std::vector<Node>& leaves = weights.levels.back().nodes;
    for (std::uint32_t leaf = 0; leaf < leaves.size(); ++leaf) {
      const Path path = weights.path_of(weights.levels.size() - 1, leaf);
      const auto text_at = [&](std::size_t level) {
        for (std::size_t at = 0; at < path.size(); ++at) {
          if (weights.levels[at].level.name == table_.levels[level].name) return path[at];
        }
        return std::optional<std::string>();
      };
      bool counts = text_at(pool.level) == table_.text(pool.level, target.value);
      for (std::size_t at = 0; at < pool.partition.size(); ++at) {
        const std::size_t level = pool.partition_levels[at];
        counts = counts && text_at(level) == table_.text(level, pool.partition[at]);
      }
      for (std::size_t rule = 0; rule <= pool.rule && counts; ++rule) {
        const std::optional<std::string> text = text_at(sources_[rule].level);
        const auto value = text ? find_text(table_.levels[sources_[rule].level], *text) : std::nullopt;
        counts = !value || !sources_[rule].values.contains(*value);
      }
      if (counts) add(sum.mantissa, leaves[leaf].amount);
    }
    return sum;
  }

  Result<Weights> weights_of(const Pool& pool, std::optional<Tree>& weights) {
    Result<Weights> own = own_weights(pool, weights);
    if (!own) return own.error();
    std::vector<money::Decimal> factors;
    for (const Target& target : pool.targets) factors.push_back(decimal_of(target.weight));
    const Result<Weights> by = at_one_scale(factors);
    if (!by) return by.error();
    for (std::size_t at = 0; at < own->all.size(); ++at) {
      if (__builtin_mul_overflow(own->all[at], by->all[at], &own->all[at]) || !money::fits(own->all[at]))
        return make_error(Code::overflow);
    }
    own->scale += by->scale;
    return own;
  }

  void refuse(const Pool& pool, Refusal::Reason reason) {
    sharing.refusals.push_back({pool.rule, partition_path(pool), pool.amount, reason});
  }
  Path partition_path(const Pool& pool) const {
    Path path;
    for (std::size_t at = 0; at < pool.partition.size(); ++at)
      path.push_back(table_.text(pool.partition_levels[at], pool.partition[at]));
    return path;
  }

  Result<void> hand_out(const Pool& pool, std::optional<Tree>& weight_tree) {
    if (pool.targets.empty()) {
      refuse(pool, Refusal::no_targets);
      return {};
    }
    const Result<Weights> weights = weights_of(pool, weight_tree);
    if (!weights) return weights.error();
    std::vector<std::string_view> names;
    for (const Target& target : pool.targets) names.push_back(table_.name(pool.level, target.value));
    const Result<std::vector<i128>> parts = money::apportion(pool.amount, weights->all, names);
    if (!parts) {
      if (parts.error().code != Code::bad_weights) return parts.error();
      const bool all_zero =
          std::all_of(weights->all.begin(), weights->all.end(), [](i128 w) { return w == 0; });
      refuse(pool, all_zero ? Refusal::zero_weights : Refusal::mixed_weights);
      return {};
    }
    i128 whole = 0;
    for (const i128 weight : weights->all) whole += weight;  // apportion() added them up before
    for (std::size_t at = 0; at < pool.targets.size(); ++at) {
      sharing.handouts.push_back({pool.rule, partition_path(pool), std::string(names[at]), pool.amount,
                                  weights->all[at], whole, weights->scale, (*parts)[at],
                                  !in_bill_[pool.level].contains(pool.targets[at].value)});
    }
    for (const std::uint32_t cell : pool.sources) {
      const i128 all = balance(cell);
      add(table_.cells[cell].out, all);
      table_.cells[cell].shared_out = true;
      flows.push_back({pool.rule, cell, 0, all});
    }
    const std::vector<std::size_t> order = levels_below(pool);
    for (std::size_t at = 0; at < pool.targets.size(); ++at) {
      const Target& target = pool.targets[at];
      if (target.cells.empty()) {
        give(pool.rule, key_of_target(pool, target.value), (*parts)[at]);
      } else {
        const Result<void> spread = spread_out(pool.rule, (*parts)[at], target.cells, order, 0);
        if (!spread) return spread;
      }
    }
    return {};
  }

  // The levels along which a target's share goes down: the stack's order, without what is fixed already.
  std::vector<std::size_t> levels_below(const Pool& pool) const {
    std::vector<std::size_t> order;
    for (std::size_t level = 0; level < table_.levels.size(); ++level) {
      const bool is_partition = std::find(pool.partition_levels.begin(), pool.partition_levels.end(),
                                          level) != pool.partition_levels.end();
      if (level != pool.level && !is_partition) order.push_back(level);
    }
    return order;
  }

  void give(std::size_t rule, const Key& key, i128 amount) {
    const auto [found, is_new] = cell_of_.try_emplace(key, static_cast<std::uint32_t>(table_.cells.size()));
    if (is_new) {
      table_.keys.push_back(key);
      table_.cells.emplace_back();
    }
    add(table_.cells[found->second].in, amount);
    flows.push_back({rule, found->second, amount, 0});
  }

  Result<void> spread_out(std::size_t rule, i128 amount, const std::vector<std::uint32_t>& cells,
                          const std::vector<std::size_t>& order, std::size_t at) {
    if (amount == 0) return {};
    if (at == order.size()) {
      give(rule, table_.keys[cells.front()], amount);
      return {};
    }
    std::map<std::uint32_t, std::vector<std::uint32_t>> children;
    for (const std::uint32_t cell : cells) children[table_.keys[cell][order[at]]].push_back(cell);
    if (children.size() == 1) return spread_out(rule, amount, cells, order, at + 1);
    std::vector<i128> weights;
    std::vector<std::string_view> names;
    for (const auto& [value, below] : children) {
      weights.push_back(direct_of(below));
      names.push_back(table_.name(order[at], value));
    }
    const Result<std::vector<i128>> parts = money::apportion(amount, weights, names);
    if (!parts && parts.error().code != Code::bad_weights) return parts.error();
    if (!parts) {
      Key key = table_.keys[cells.front()];
      for (std::size_t below = at; below < order.size(); ++below)
        key[order[below]] = table_.none(order[below]);
      give(rule, key, amount);
      return {};
    }
    std::size_t part = 0;
    for (const auto& [value, below] : children) {
      const Result<void> spread = spread_out(rule, (*parts)[part++], below, order, at + 1);
      if (!spread) return spread;
    }
    return {};
  }

  const plan::Plan& plan_;
  Table table_;
  int scale_;
  std::map<Key, std::uint32_t> cell_of_;
  std::vector<Source> sources_;
  std::map<std::size_t, std::set<std::uint32_t>> in_bill_;  // by level of targets: values that lines have
  bool overflowed_ = false;
};

// ---- from cells to the split that is shown

bool passes(const plan::Filter& filter, const Table& table, const Key& key) {
  const std::size_t level = place_of(table.levels, filter.dimension);
  const std::optional<std::string> text = table.text(level, key[level]);
  const bool among = std::any_of(filter.values.begin(), filter.values.end(), [&](const auto& value) {
    return (value && !value->empty() ? value : std::optional<std::string>()) == text;
  });
  return among != filter.exclude;
}

void add(Shares& to, const Cell& cell) {
  to.direct += cell.direct;
  to.in += cell.in;
  to.out += cell.out;
}

// The shown split as a partial of one currency: finish() makes the tree, and checks it.
struct Shown {
  Partial partial;
  std::vector<std::uint32_t> leaf_of_cell;  // kNoLeaf: a filter left it out
  std::vector<std::vector<std::uint32_t>> cells_of_leaf;

  static constexpr std::uint32_t kNoLeaf = 0xFFFFFFFF;
};

// `counted`: what the cells were made of; what the plan omits is in none of them.
Shown shown_cells(const plan::Plan& plan, const Table& table, std::size_t depth,
                  const Conservation& counted) {
  Shown shown;
  shown.leaf_of_cell.assign(table.cells.size(), Shown::kNoLeaf);
  std::map<Key, std::vector<std::uint32_t>> leaves;
  Running running{.all = counted.bill, .kept = {}, .dropped = counted.excluded};
  for (std::uint32_t at = 0; at < table.cells.size(); ++at) {
    const Cell& cell = table.cells[at];
    const bool kept = std::all_of(plan.filters.begin(), plan.filters.end(), [&](const plan::Filter& filter) {
      return passes(filter, table, table.keys[at]);
    });
    Figure& figure = kept ? running.kept : running.dropped;
    figure.amount += cell.direct + cell.in - cell.out;
    figure.rows += cell.rows;
    if (!kept) continue;
    Key key(table.keys[at].begin(), table.keys[at].begin() + static_cast<std::ptrdiff_t>(depth));
    leaves[std::move(key)].push_back(at);
  }
  shown.partial.levels.emplace_back().name = "currency";
  for (std::size_t level = 0; level < depth; ++level) shown.partial.levels.push_back(table.levels[level]);
  shown.partial.running.push_back(running);
  for (auto& [key, cells] : leaves) {
    shown.partial.keys.push_back(0);
    shown.partial.keys.insert(shown.partial.keys.end(), key.begin(), key.end());
    Figure& leaf = shown.partial.leaves.emplace_back();
    for (const std::uint32_t cell : cells) {
      const Cell& c = table.cells[cell];
      leaf.amount += c.direct + c.in - c.out;
      leaf.rows += c.rows;
      shown.leaf_of_cell[cell] = static_cast<std::uint32_t>(shown.cells_of_leaf.size());
    }
    shown.cells_of_leaf.push_back(std::move(cells));
  }
  return shown;
}

// The strip tells what became of the bill's own lines: what was shared out counts once, as that.
void set_balance(Tree& tree, const Table& table, const Shown& shown, std::size_t depth,
                 const Conservation& counted) {
  tree.allocated = tree.unassigned = tree.shared_out = {};
  tree.excluded = counted.excluded;
  for (std::uint32_t at = 0; at < table.cells.size(); ++at) {
    const Cell& cell = table.cells[at];
    bool has_every_value = true;
    for (std::size_t level = 0; level < depth; ++level)
      has_every_value = has_every_value && table.keys[at][level] != table.none(level);
    Figure& to = shown.leaf_of_cell[at] == Shown::kNoLeaf ? tree.excluded
                 : cell.shared_out                        ? tree.shared_out
                 : has_every_value                        ? tree.allocated
                                                          : tree.unassigned;
    to.amount += cell.direct;
    to.rows += cell.rows;
  }
}

void set_shares(Tree& tree, const Table& table, const Shown& shown) {
  for (std::uint32_t at = 0; at < table.cells.size(); ++at) {
    if (shown.leaf_of_cell[at] != Shown::kNoLeaf) add(tree.shares, table.cells[at]);
  }
  for (TreeLevel& level : tree.levels) level.shares.assign(level.nodes.size(), {});
  if (tree.levels.empty()) return;
  for (std::uint32_t leaf = 0; leaf < shown.cells_of_leaf.size(); ++leaf) {
    for (const std::uint32_t cell : shown.cells_of_leaf[leaf]) {
      std::uint32_t node = leaf;
      for (std::size_t level = tree.levels.size(); level-- > 0;) {
        add(tree.levels[level].shares[node], table.cells[cell]);
        node = tree.levels[level].nodes[node].parent;
      }
    }
  }
}

// A dimension that the bill does not have, as the fault of the rule that names it, unless the split itself asks for it.
Error of_a_rule(const Error& error, const plan::Plan& plan) {
  const auto name = std::find_if(error.values.begin(), error.values.end(),
                                 [](const auto& value) { return value.first == "dimension"; });
  if (error.code != Code::unknown_dimension || name == error.values.end()) return error;
  const auto is_it = [&](const std::string& dimension) { return dimension == name->second; };
  const bool is_asked = std::any_of(plan.by.begin(), plan.by.end(), is_it) ||
                        std::any_of(plan.filters.begin(), plan.filters.end(),
                                    [&](const plan::Filter& filter) { return is_it(filter.dimension); });
  if (is_asked) return error;
  for (const plan::SharedRule& rule : plan.shared) {
    if (is_it(source_of(rule).dimension)) return in_rule(error, rule.name, "source.dimension");
    if (is_it(rule.dimension)) return in_rule(error, rule.name, "dimension");
    const auto partition = std::find_if(rule.partitions.begin(), rule.partitions.end(), is_it);
    if (partition != rule.partitions.end())
      return in_rule(error, rule.name,
                     "partitions[" + std::to_string(partition - rule.partitions.begin()) + "]");
  }
  return error;
}

// That the column by which a rule weighs is no amount, as the fault of the rule.
Error of_its_measure(const Error& error, const plan::SharedRule& rule, const bill::Bill& bill) {
  const bool is_no_amount = error.code == Code::unknown_measure || error.code == Code::not_an_amount;
  if (!is_no_amount || rule.measure.empty()) return error;
  return make_error(Code::unknown_rule_measure, {{"rule", rule.name},
                                                 {"field", "measure"},
                                                 {"measure", rule.measure},
                                                 {"known", known_measures(bill)}});
}

}  // namespace

Result<Parts> parts_of(const plan::Plan& plan, Dimensions& dimensions, MissingTag missing, RowRange rows) {
  Parts parts;
  Result<plan::Plan> of_cells = plan.shared.empty() ? Result<plan::Plan>(plan) : plan_of_cells(plan);
  if (!of_cells) return of_cells.error();
  Result<Partial> cells = partial(*of_cells, dimensions, missing, rows);
  if (!cells) return of_a_rule(cells.error(), plan);
  parts.cells = std::move(*cells);
  for (std::size_t rule = 0; rule < plan.shared.size(); ++rule) {
    std::optional<Partial>& weights = parts.weights.emplace_back();
    if (!weighs_by_itself(plan.shared[rule])) continue;
    Result<Partial> counted = partial(plan_of_weights(plan, rule), dimensions, missing, rows);
    if (!counted) return of_its_measure(counted.error(), plan.shared[rule], dimensions.bill());
    weights = std::move(*counted);
  }
  return parts;
}

Result<Parts> merge(const Parts& a, const Parts& b) {
  Result<Partial> cells = merge(a.cells, b.cells);
  if (!cells) return cells.error();
  Parts parts{std::move(*cells), {}};
  for (std::size_t rule = 0; rule < a.weights.size(); ++rule) {
    std::optional<Partial>& weights = parts.weights.emplace_back();
    if (!a.weights[rule]) continue;
    Result<Partial> merged = merge(*a.weights[rule], *b.weights[rule]);
    if (!merged) return merged.error();
    weights = std::move(*merged);
  }
  return parts;
}

Result<Tree> finish(Parts parts, const plan::Plan& plan) {
  Result<Tree> cells = finish(std::move(parts.cells));
  if (!cells || plan.shared.empty()) return cells;
  std::vector<std::optional<Tree>> weights;
  for (std::optional<Partial>& counted : parts.weights) {
    std::optional<Tree>& tree = weights.emplace_back();
    if (!counted) continue;
    Result<Tree> finished = finish(std::move(*counted));
    if (!finished) return finished.error();
    tree = std::move(*finished);
  }
  const std::size_t depth = levels_of(plan)->size();  // partial() found it good
  Run run(plan, table_of(*cells), cells->scale);
  const Result<void> ran = run.run(std::move(weights));
  if (!ran) return ran.error();

  Shown shown = shown_cells(plan, run.table(), depth, cells->conservation);
  shown.partial.measure = cells->measure;
  shown.partial.money = cells->money;
  shown.partial.scale = cells->scale;
  shown.partial.rejected = cells->rejected;
  Result<Tree> tree = finish(std::move(shown.partial));
  if (!tree) return tree.error();
  tree->currency = cells->currency;
  tree->with_blank_currency = cells->with_blank_currency;
  tree->other_currencies = std::move(cells->other_currencies);
  set_balance(*tree, run.table(), shown, depth, cells->conservation);
  set_shares(*tree, run.table(), shown);
  for (const Flow& flow : run.flows) {
    const std::uint32_t leaf = shown.leaf_of_cell[flow.leaf];
    if (leaf != Shown::kNoLeaf) run.sharing.flows.push_back({flow.rule, leaf, flow.in, flow.out});
  }
  tree->sharing = std::make_shared<const Sharing>(std::move(run.sharing));
  return tree;
}

Result<Tree> split_of(const plan::Plan& plan, Dimensions& dimensions) {
  Result<Parts> parts = parts_of(plan, dimensions);
  if (!parts) return parts.error();
  return finish(std::move(*parts), plan);
}

}  // namespace billfold::split
