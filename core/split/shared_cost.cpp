#include "split/shared_cost.h"

#include <algorithm>
#include <cassert>
#include <map>
#include <numeric>
#include <set>
#include <utility>

#include "base/sort.h"
#include "money/apportion.h"
#include "money/currency.h"
#include "money/decimal_parse.h"
#include "split/defined.h"
#include "split/measure.h"

namespace billfold::split {

namespace {

// What "source:NAME" and "weighed:NAME" say of a line that the rule takes or weighs.
constexpr std::string_view kYes = "yes";

}  // namespace

SourceTest source_of(const plan::SharedRule& rule) {
  if (rule.source.op == "is") return {rule.source.dimension, rule.source.values};
  return {"source:" + rule.name, {std::string(kYes)}};
}

namespace {

bool has(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}
void add_once(std::vector<std::string>& names, const std::string& name) {
  if (!has(names, name)) names.push_back(name);
}

// What the rules ask of every cell, in their order; a source that is no text of these is a level of its own.
std::vector<std::string> dimensions_of_rules(const plan::Plan& plan) {
  std::vector<std::string> names;
  for (const plan::SharedRule& rule : plan.shared) {
    add_once(names, rule.dimension);
    for (const std::string& partition : rule.partitions) add_once(names, partition);
    if (rule.source.op == "is") add_once(names, rule.source.dimension);
  }
  return names;
}

std::vector<std::string> levels_of_rules(const plan::Plan& plan) {
  std::vector<std::string> names = dimensions_of_rules(plan);
  for (const plan::SharedRule& rule : plan.shared) {
    if (!is_told_by_cells(plan, rule)) add_once(names, source_of(rule).dimension);
  }
  return names;
}

// The condition that cells can answer.
plan::Predicate condition_on_cells(const plan::Plan& plan, const plan::SharedRule& rule) {
  if (is_told_by_cells(plan, rule)) return rule.source;
  const SourceTest source = source_of(rule);
  return {.op = "is", .dimension = source.dimension, .values = source.values};
}

std::size_t place_of(std::span<const Level* const> levels, std::string_view name) {
  const auto found =
      std::find_if(levels.begin(), levels.end(), [&](const Level* level) { return level->name == name; });
  assert(found != levels.end());
  return static_cast<std::size_t>(found - levels.begin());
}

}  // namespace

bool is_told_by_cells(const plan::Plan& plan, const plan::SharedRule& rule) {
  const std::vector<std::string> names = dimensions_of_rules(plan);
  bool is_told = true;
  plan::for_each_test(rule.source, {}, [&](const plan::Predicate& test, const plan::RulePlace&) {
    is_told = is_told && test.op != "number" && test.op != "date" && has(names, test.dimension);
  });
  return is_told;
}

Taking::Taking(const plan::Plan& plan, const plan::SharedRule& rule, std::span<const Level* const> levels)
    : condition_(condition_on_cells(plan, rule)) {
  const auto ask = [&](const plan::Predicate& predicate, const plan::RulePlace& place) {
    Result<plan::Test> test = plan::Test::of(predicate, place);
    assert(test.ok());  // plan::check did
    Asked& asked = asked_.emplace_back();
    asked.level = place_of(levels, predicate.dimension);
    const TextList& texts = levels[asked.level]->texts;
    for (std::uint32_t value = 0; value < texts.size(); ++value)
      asked.holds.push_back(test->holds(texts[value]) ? 1 : 0);
    asked.holds.push_back(test->holds("") ? 1 : 0);
  };
  plan::for_each_test(condition_, {rule.name, "source"}, ask);
}

bool Taking::takes(std::span<const std::uint32_t> values) const {
  std::size_t next = 0;
  const auto answer = [&](std::size_t test) { return asked_[test].holds[values[asked_[test].level]] != 0; };
  return plan::holds(condition_, answer, next);
}

Result<plan::Plan> plan_of_cells(const plan::Plan& plan) {
  Result<std::vector<std::string>> stack = levels_of(plan);
  if (!stack) return stack.error();
  plan::Plan cells = plan;
  cells.by = std::move(*stack);
  cells.grain = "file";
  cells.filters.clear();
  for (const plan::Filter& filter : plan.filters) add_once(cells.by, filter.dimension);
  for (const std::string& name : levels_of_rules(plan)) add_once(cells.by, name);
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
  for (std::size_t at = 0; at <= number; ++at) {
    const auto ask = [&](const plan::Predicate& test, const plan::RulePlace&) {
      add_once(weights.by, test.dimension);
    };
    plan::for_each_test(condition_on_cells(plan, plan.shared[at]), {}, ask);
  }
  weights.filters.clear();
  if (!rule.weighed.op.empty())
    weights.filters.push_back({"weighed:" + rule.name, {std::string(kYes)}, false});
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

std::vector<const Level*> levels_of(const Table& table) {
  std::vector<const Level*> levels;
  for (const Level& level : table.levels) levels.push_back(&level);
  return levels;
}

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
    for (const std::string& name : levels_of_rules(plan_))
      rule_levels_.push_back(place_of(table_.levels, name));
    for (std::size_t cell = 0; cell < table_.keys.size(); ++cell)
      cell_of_.emplace(table_.keys[cell], static_cast<std::uint32_t>(cell));
    for (const plan::SharedRule& rule : plan_.shared) {
      takings_.emplace_back(plan_, rule, levels_of(table_));
      std::set<std::uint32_t>& known = in_bill_[place_of(table_.levels, rule.dimension)];
      if (!known.empty()) continue;
      for (const Key& key : table_.keys) known.insert(key[place_of(table_.levels, rule.dimension)]);
    }
    for (const Key& key : table_.keys) first_taker_.push_back(first_taker(key));
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
  struct Target {
    std::uint32_t value;
    std::vector<std::uint32_t> cells;
    std::string weight;
  };
  // What targets weigh by an amount that is not their own cost.
  struct Weighed {
    std::map<Path, i128> sums;  // by target, then the values of the partition
    int scale = 0;
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

  bool is_source(std::size_t rule, const Key& key) const { return takings_[rule].takes(key); }
  std::size_t first_taker(const Key& key) const {
    std::size_t rule = 0;
    while (rule < takings_.size() && !is_source(rule, key)) ++rule;
    return rule;
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
    std::optional<Weighed> weighed;
    if (weights) weighed = weighed_by(number, *weights);
    std::vector<std::size_t> partition_levels;
    for (const std::string& partition : rule.partitions)
      partition_levels.push_back(place_of(table_.levels, partition));
    const std::size_t level = place_of(table_.levels, rule.dimension);
    std::map<Key, Pool> pools;
    for (std::uint32_t cell = 0; cell < table_.cells.size(); ++cell) {
      if (!is_source(number, table_.keys[cell])) continue;
      Key partition = part_of(table_.keys[cell], partition_levels);
      Pool& pool =
          pools.try_emplace(partition, Pool{number, level, partition_levels, partition}).first->second;
      pool.sources.push_back(cell);
      add(pool.amount, balance(cell));
    }
    const Eligible eligible = eligible_to(number, level, partition_levels);
    // Only the balance of a source is moved; nothing is, where it is empty.
    for (auto& [partition, pool] : pools) {
      if (pool.amount == 0 && !holds_any(pool)) continue;
      const Result<void> found = find_targets(pool, eligible);
      if (!found) return found;
      const Result<void> handed = hand_out(pool, weighed);
      if (!handed) return handed;
    }
    if (overflowed_) return make_error(Code::overflow);
    return {};
  }

  // By what rules ask, so that a finer stack does not make a source of what adds up to nothing.
  bool holds_any(const Pool& pool) {
    std::map<Key, i128> balances;
    for (const std::uint32_t cell : pool.sources)
      add(balances[part_of(table_.keys[cell], rule_levels_)], balance(cell));
    return std::any_of(balances.begin(), balances.end(), [](const auto& one) { return one.second != 0; });
  }

  // Does `from` hand to something that `to` takes?
  bool feeds(std::size_t from, std::size_t to) const {
    const std::size_t level = place_of(table_.levels, plan_.shared[from].dimension);
    std::set<std::string_view> handed;
    for (const Handout& handout : sharing.handouts) {
      if (handout.rule == from) handed.insert(handout.target);
    }
    return std::any_of(table_.keys.begin(), table_.keys.end(), [&](const Key& key) {
      return is_source(to, key) && handed.contains(table_.name(level, key[level]));
    });
  }

  // The rules by which cost came from `first` to `last`, both included; just these where it came by none between them.
  std::vector<std::size_t> chain(std::size_t first, std::size_t last) const {
    std::map<std::size_t, std::size_t> before{{first, first}};
    std::vector<std::size_t> reached{first};
    for (std::size_t at = 0; at < reached.size() && !before.contains(last); ++at) {
      for (std::size_t rule = reached[at] + 1; rule <= last; ++rule) {
        if (before.contains(rule) || !feeds(reached[at], rule)) continue;
        before[rule] = reached[at];
        reached.push_back(rule);
      }
    }
    std::vector<std::size_t> rules{last};
    if (before.contains(last)) {
      while (rules.back() != first) rules.push_back(before[rules.back()]);
    } else {
      rules.push_back(first);
    }
    std::reverse(rules.begin(), rules.end());
    return rules;
  }

  // `rule` hands to a value that `rules`, of which it may be one, have shared out.
  Error cycle(std::size_t rule, const std::vector<std::size_t>& rules, std::size_t level,
              std::uint32_t value) const {
    if (rules.front() == rule) {
      return make_error(Code::rule_gives_to_source, {{"rule", plan_.shared[rule].name},
                                                     {"field", "targets"},
                                                     {"value", std::string(table_.name(level, value))}});
    }
    std::string names;
    for (const std::size_t at : chain(rules.front(), rule)) names += plan_.shared[at].name + " -> ";
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

  // Of a rule that hands to values of what it stays within.
  static bool leaves_partition(const Pool& pool, std::uint32_t value) {
    for (std::size_t at = 0; at < pool.partition.size(); ++at) {
      if (pool.partition_levels[at] == pool.level && pool.partition[at] != value) return true;
    }
    return false;
  }

  // What a rule may hand to, before it hands out anything.
  struct Eligible {
    static constexpr std::uint32_t kNone = 0xFFFFFFFF;
    std::vector<std::uint32_t> taken;     // by value: a cell that some rule so far takes, or none
    std::vector<std::uint8_t> elsewhere;  // values with cells that none takes, in whatever partition
    std::map<Key, std::map<std::uint32_t, std::vector<std::uint32_t>>> cells;  // by partition and value
  };
  Eligible eligible_to(std::size_t rule, std::size_t level,
                       const std::vector<std::size_t>& partition_levels) const {
    const std::size_t values = table_.levels[level].texts.size() + std::size_t{1};
    Eligible eligible{
        std::vector<std::uint32_t>(values, Eligible::kNone), std::vector<std::uint8_t>(values, 0), {}};
    for (std::uint32_t cell = 0; cell < table_.cells.size(); ++cell) {
      const Key& key = table_.keys[cell];
      const std::uint32_t value = key[level];
      if (first_taker_[cell] <= rule) {
        if (eligible.taken[value] == Eligible::kNone) eligible.taken[value] = cell;
        continue;
      }
      eligible.elsewhere[value] = 1;
      eligible.cells[part_of(key, partition_levels)][value].push_back(cell);
    }
    return eligible;
  }

  Result<void> find_targets(Pool& pool, const Eligible& all) {
    const plan::SharedRule& rule = plan_.shared[pool.rule];
    const auto found = all.cells.find(pool.partition);
    const std::map<std::uint32_t, std::vector<std::uint32_t>> nothing;
    const std::map<std::uint32_t, std::vector<std::uint32_t>>& eligible =
        found == all.cells.end() ? nothing : found->second;
    const auto is_excepted = [&](std::uint32_t value) {
      return std::find(rule.except.begin(), rule.except.end(), table_.name(pool.level, value)) !=
             rule.except.end();
    };
    const std::vector<std::string> named = named_targets(rule);
    for (std::size_t at = 0; at < named.size(); ++at) {
      const std::uint32_t value = *find_text(table_.levels[pool.level], named[at]);
      if (is_excepted(value) || leaves_partition(pool, value)) continue;
      const auto cells = eligible.find(value);
      if (all.elsewhere[value] == 0) {
        const std::uint32_t taken = all.taken[value];
        const Key key = taken == Eligible::kNone ? key_of_target(pool, value) : table_.keys[taken];
        const std::vector<std::size_t> rules = taken_by(pool.rule, key);
        if (!rules.empty()) return cycle(pool.rule, rules, pool.level, value);
      }
      pool.targets.push_back({value, cells == eligible.end() ? std::vector<std::uint32_t>() : cells->second,
                              rule.targets.empty() ? std::string() : rule.targets[at].weight});
    }
    if (!named.empty()) return {};
    for (const auto& [value, cells] : eligible) {
      if (value != table_.none(pool.level) && !is_excepted(value)) pool.targets.push_back({value, cells, {}});
    }
    return {};
  }

  // What each target weighs before its own factor.
  Result<Weights> own_weights(const Pool& pool, const std::optional<Weighed>& weighed) {
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
      } else if (weighed) {
        decimals.push_back(weight_of(pool, target, *weighed));
      } else {
        decimals.push_back({direct_of(target.cells), scale_});
      }
    }
    return at_one_scale(decimals);
  }

  // By target and partition: the lines that no rule so far shares out, by the rule's own amount.
  Weighed weighed_by(std::size_t number, Tree& weights) {
    Weighed weighed{{}, weights.scale};
    const Table table = table_of(weights);
    const plan::SharedRule& rule = plan_.shared[number];
    std::vector<std::size_t> places{place_of(table.levels, rule.dimension)};
    for (const std::string& partition : rule.partitions) places.push_back(place_of(table.levels, partition));
    std::vector<Taking> takings;
    for (std::size_t at = 0; at <= number; ++at)
      takings.emplace_back(plan_, plan_.shared[at], levels_of(table));
    for (std::size_t cell = 0; cell < table.cells.size(); ++cell) {
      const Key& key = table.keys[cell];
      const auto takes = [&](const Taking& taking) { return taking.takes(key); };
      if (std::any_of(takings.begin(), takings.end(), takes)) continue;
      Path place;
      for (const std::size_t level : places) place.push_back(table.text(level, key[level]));
      add(weighed.sums[std::move(place)], table.cells[cell].direct);
    }
    return weighed;
  }

  money::Decimal weight_of(const Pool& pool, const Target& target, const Weighed& weighed) const {
    Path place{table_.text(pool.level, target.value)};
    for (std::optional<std::string>& value : partition_path(pool)) place.push_back(std::move(value));
    const auto found = weighed.sums.find(place);
    return {found == weighed.sums.end() ? 0 : found->second, weighed.scale};
  }

  Error too_long(const Pool& pool) const {
    const plan::SharedRule& rule = plan_.shared[pool.rule];
    return make_error(Code::weights_too_long,
                      {{"rule", rule.name}, {"field", rule.usage.empty() ? "targets" : "usage"}});
  }

  Result<Weights> weights_of(const Pool& pool, const std::optional<Weighed>& weighed) {
    Result<Weights> own = own_weights(pool, weighed);
    std::vector<money::Decimal> factors;
    for (const Target& target : pool.targets) factors.push_back(decimal_of(target.weight));
    const Result<Weights> by = at_one_scale(factors);
    if (!own || !by) return too_long(pool);
    for (std::size_t at = 0; at < own->all.size(); ++at) {
      if (__builtin_mul_overflow(own->all[at], by->all[at], &own->all[at]) || !money::fits(own->all[at]))
        return too_long(pool);
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

  Result<void> hand_out(const Pool& pool, const std::optional<Weighed>& weighed) {
    if (pool.targets.empty()) {
      refuse(pool, Refusal::no_targets);
      return {};
    }
    const Result<Weights> weights = weights_of(pool, weighed);
    if (!weights) return weights.error();
    std::vector<std::string_view> names;
    for (const Target& target : pool.targets) names.push_back(table_.name(pool.level, target.value));
    const Result<std::vector<i128>> parts = money::apportion(pool.amount, weights->all, names);
    if (!parts) {
      if (parts.error().code != Code::bad_weights) return too_long(pool);
      const bool all_zero =
          std::all_of(weights->all.begin(), weights->all.end(), [](i128 w) { return w == 0; });
      refuse(pool, all_zero ? Refusal::zero_weights : Refusal::mixed_weights);
      return {};
    }
    i128 whole = 0;
    for (const i128 weight : weights->all) whole += weight;  // apportion() added them up before
    const std::size_t first = sharing.handouts.size();
    for (std::size_t at = 0; at < pool.targets.size(); ++at) {
      const Target& target = pool.targets[at];
      sharing.handouts.push_back({pool.rule, partition_path(pool), std::string(names[at]), pool.amount,
                                  weights->all[at], whole, weights->scale, (*parts)[at],
                                  direct_of(target.cells), !in_bill_[pool.level].contains(target.value)});
    }
    for (const std::uint32_t cell : pool.sources) {
      const i128 all = balance(cell);
      add(table_.cells[cell].out, all);
      table_.cells[cell].shared_out = true;
      flows.push_back({.rule = pool.rule, .leaf = cell, .out = all});
    }
    const std::vector<std::size_t> order = levels_below(pool);
    for (std::size_t at = 0; at < pool.targets.size(); ++at) {
      const Target& target = pool.targets[at];
      if (target.cells.size() == 1) {
        give(first + at, target.cells.front(), (*parts)[at], direct_of(target.cells));
        continue;
      }
      const Result<void> spread =
          spread_out(first + at, (*parts)[at], target.cells, key_of_target(pool, target.value), order, 0);
      if (!spread) return spread;
    }
    return {};
  }

  // The levels along which a target's share goes down, without what is fixed already.
  std::vector<std::size_t> levels_below(const Pool& pool) const {
    std::vector<std::size_t> order;
    const auto add_level = [&](std::size_t level) {
      const bool is_fixed = level == pool.level ||
                            std::find(pool.partition_levels.begin(), pool.partition_levels.end(), level) !=
                                pool.partition_levels.end();
      const bool is_there = std::find(order.begin(), order.end(), level) != order.end();
      if (!is_fixed && !is_there) order.push_back(level);
    };
    for (const std::size_t level : rule_levels_) add_level(level);
    for (std::size_t level = 0; level < table_.levels.size(); ++level) add_level(level);
    return order;
  }

  void give(std::size_t handout, const Key& key, i128 amount, i128 own) {
    const auto [found, is_new] = cell_of_.try_emplace(key, static_cast<std::uint32_t>(table_.cells.size()));
    if (is_new) {
      table_.keys.push_back(key);
      table_.cells.emplace_back();
      first_taker_.push_back(first_taker(key));
    }
    give(handout, found->second, amount, own);
  }
  void give(std::size_t handout, std::uint32_t cell, i128 amount, i128 own) {
    add(table_.cells[cell].in, amount);
    flows.push_back({sharing.handouts[handout].rule, cell, amount, 0, handout, own});
  }

  // `key`: of the target, with what the levels before `at` have decided.
  Result<void> spread_out(std::size_t handout, i128 amount, const std::vector<std::uint32_t>& cells, Key key,
                          const std::vector<std::size_t>& order, std::size_t at) {
    if (amount == 0 && !cells.empty()) {
      for (const std::uint32_t cell : cells) {
        const i128 own = table_.cells[cell].direct;
        if (own != 0) flows.push_back({sharing.handouts[handout].rule, cell, 0, 0, handout, own});
      }
      return {};
    }
    if (at == order.size() || cells.empty()) {
      give(handout, key, amount, direct_of(cells));
      return {};
    }
    const std::size_t level = order[at];
    std::map<std::uint32_t, std::vector<std::uint32_t>> children;
    for (const std::uint32_t cell : cells) children[table_.keys[cell][level]].push_back(cell);
    if (children.size() == 1) {
      key[level] = children.begin()->first;
      return spread_out(handout, amount, cells, std::move(key), order, at + 1);
    }
    std::vector<i128> weights;
    std::vector<std::string_view> names;
    for (const auto& [value, below] : children) {
      weights.push_back(direct_of(below));
      names.push_back(table_.name(level, value));
    }
    const Result<std::vector<i128>> parts = money::apportion(amount, weights, names);
    if (!parts && parts.error().code != Code::bad_weights) return parts.error();
    if (!parts) {
      key[level] = table_.none(level);
      return spread_out(handout, amount, cells, std::move(key), order, at + 1);
    }
    std::size_t part = 0;
    for (const auto& [value, below] : children) {
      key[level] = value;
      const Result<void> spread = spread_out(handout, (*parts)[part++], below, key, order, at + 1);
      if (!spread) return spread;
    }
    return {};
  }

  const plan::Plan& plan_;
  Table table_;
  int scale_;
  std::map<Key, std::uint32_t> cell_of_;
  std::vector<Taking> takings_;  // by rule
  std::vector<std::size_t>
      first_taker_;  // by cell: the first rule that takes it; as many as there are for none
  std::vector<std::size_t> rule_levels_;                    // what rules ask, in their order
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
    if (rule.source.op == "is" && is_it(rule.source.dimension))
      return in_rule(error, rule.name, "source.dimension");
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
    Result<Partial> counted =
        partial(plan_of_weights(plan, rule), dimensions, missing, rows, Currencies::of_any_measure);
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
    // The split's, which is known now that all shards are together.
    const bool has_none = cells->currency.empty() && !cells->other_currencies.empty();
    counted->wanted_currency = has_none ? std::string(money::kNoCurrency) : cells->currency;
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
    if (leaf == Shown::kNoLeaf) continue;
    run.sharing.flows.push_back(flow);
    run.sharing.flows.back().leaf = leaf;
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
