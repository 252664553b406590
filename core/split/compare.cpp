#include "split/compare.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <utility>

#include "base/key_table.h"
#include "base/sort.h"
#include "money/apportion.h"
#include "split/lines.h"
#include "split/measure.h"

namespace billfold::split {
// What a group is worth does not depend on levels below it.
plan::Plan by_group(const plan::Plan& plan) {
  plan::Plan groups = plan;
  groups.by.resize(std::min<std::size_t>(groups.by.size(), 1));
  groups.grain = "file";
  return groups;
}

namespace {

using Ranked = std::shared_ptr<RankedDimension>;

// A group's name, so that "no value" is last.
using GroupKey = std::pair<bool, std::string>;

GroupKey key_of(const std::optional<std::string>& value) {
  return value ? GroupKey{false, *value} : GroupKey{true, {}};
}
std::optional<std::string> value_of(const GroupKey& key) {
  return key.first ? std::nullopt : std::optional<std::string>(key.second);
}

i128 size_of(i128 amount) { return amount < 0 ? -amount : amount; }

// Fields whose values are things that cost from month to month, the finest first.
constexpr std::array<std::string_view, 5> kItems = {"instance", "resource", "key", "order", "app"};

// ---- the two splits

struct Side {
  plan::Plan plan;
  Tree tree;
};

Result<Side> side_of(plan::Plan plan, Dimensions& dimensions) {
  Result<Tree> tree = split_of(plan, dimensions);
  if (!tree) return tree.error();
  return Side{std::move(plan), std::move(*tree)};
}

// ---- the account of what changed

class Account {
 public:
  explicit Account(const OnChange* on_change) : on_change_(on_change) {}

  void add(const GroupKey& group, Reason reason, i128 amount, const std::string& rule = {},
           const std::optional<std::string>& item = {}) {
    add(group, {reason, rule, amount}, item, nullptr, {1, 1});
  }
  // Of all that left, `part` came here.
  struct Part {
    i128 weight = 1;
    i128 weights = 1;
  };
  void move(const GroupKey& from, const GroupKey& to, Reason reason, i128 amount, std::uint64_t items,
            const std::optional<std::string>& item = {}, Part part = {1, 1}) {
    if (amount == 0) return;
    add(from, reason, -amount, {}, item);
    const std::optional<std::string> was_in = value_of(from);
    add(to, {reason, {}, amount}, item, &was_in, part);
    Move& move = moves_[{from, to}];
    move.amount += amount;
    move.items += items;
  }
  std::vector<Change> changes_of(const GroupKey& group) const {
    std::vector<Change> changes;
    const auto found = changes_.find(group);
    if (found == changes_.end()) return changes;
    for (const auto& [why, amount] : found->second) {
      if (amount != 0) changes.push_back({why.first, why.second, amount});
    }
    return changes;
  }
  std::vector<Move> moves() const {
    std::vector<Move> moves;
    for (const auto& [ends, move] : moves_)
      moves.push_back({value_of(ends.first), value_of(ends.second), move.amount, move.items});
    sort_items(moves, [](const Move& a, const Move& b) { return size_of(a.amount) > size_of(b.amount); });
    return moves;
  }

 private:
  void add(const GroupKey& group, const Change& change, const std::optional<std::string>& item,
           const std::optional<std::string>* from, Part part) {
    if (change.amount == 0) return;
    changes_[group][{change.reason, change.rule}] += change.amount;
    if (on_change_ != nullptr)
      (*on_change_)({value_of(group), change, item, from, part.weight, part.weights});
  }

  const OnChange* on_change_;
  std::map<GroupKey, std::map<std::pair<Reason, std::string>, i128>> changes_;
  std::map<std::pair<GroupKey, GroupKey>, Move> moves_;
};

// What each rule of shared costs moved into a group less what it took from it, `sign` times.
void add_shared(const Side& side, int sign, Account& account) {
  const Tree& tree = side.tree;
  if (!tree.sharing) return;
  for (const Flow& flow : tree.sharing->flows) {
    const GroupKey group = tree.levels.empty() ? key_of({}) : key_of(tree.path_of(0, flow.leaf).front());
    account.add(group, Reason::rule, sign * (flow.in - flow.out), tree.sharing->rules[flow.rule]);
  }
}

void add_figures(const Tree& tree, Figure ComparedGroup::*to, std::map<GroupKey, ComparedGroup>& groups) {
  if (tree.levels.empty()) {
    groups[key_of({})].*to = tree.total();
    return;
  }
  for (std::uint32_t node = 0; node < tree.levels[0].nodes.size(); ++node) {
    const Node& group = tree.levels[0].nodes[node];
    groups[key_of(tree.path_of(0, node).front())].*to = {group.amount, group.rows};
  }
}

Comparison comparison_of(const Side& before, const Side& after, const Account& account) {
  Comparison comparison;
  comparison.measure = after.tree.measure;
  comparison.currency = after.tree.currency;
  comparison.scale = after.tree.scale;
  comparison.before = before.tree.total();
  comparison.after = after.tree.total();
  std::map<GroupKey, ComparedGroup> groups;
  add_figures(before.tree, &ComparedGroup::before, groups);
  add_figures(after.tree, &ComparedGroup::after, groups);
  for (auto& [key, group] : groups) {
    group.value = value_of(key);
    group.changes = account.changes_of(key);
    i128 lacking = group.after.amount - group.before.amount;
    for (const Change& change : group.changes) lacking -= change.amount;
    if (comparison.difference == 0) comparison.difference = lacking;
    comparison.groups.push_back(std::move(group));
  }
  comparison.moves = account.moves();
  return comparison;
}

// ---- rows

// A level's value of a row, and what it is called.
class Values {
 public:
  // No dimension: every row has no value.
  explicit Values(Ranked dimension) : dimension_(std::move(dimension)) {}

  std::uint64_t size() const { return dimension() == nullptr ? 1 : dimension()->size(); }
  std::uint32_t at(std::size_t row) const { return dimension() == nullptr ? 0 : dimension()->value_of(row); }
  std::optional<std::string> text(std::uint64_t value) const {
    if (value == 0) return std::nullopt;
    return dimension()->text(static_cast<std::uint32_t>(value));
  }

 private:
  const bill::Dimension* dimension() const { return dimension_ ? dimension_->dimension() : nullptr; }

  Ranked dimension_;
};

Result<Values> values_of(std::string_view name, const plan::Plan& plan, Dimensions& dimensions) {
  if (name.empty()) return Values(nullptr);
  Result<Ranked> dimension = dimensions.get(name, plan);
  if (!dimension) return dimension.error();
  return Values(std::move(*dimension));
}

std::string group_of(const plan::Plan& plan) { return plan.by.empty() ? std::string() : plan.by.front(); }

// The amounts of a cell's lines on either side.
struct Held {
  Figure before;
  Figure after;
};

// Cells by a key of up to 64 bits.
struct Cells {
  KeyTable keys;
  std::vector<Held> held;
  bool overflowed = false;

  Held& of(std::uint64_t key) {
    const std::uint32_t cell = keys.number_of(key);
    if (cell == held.size()) held.emplace_back();
    return held[cell];
  }
  void add(Figure& to, i128 amount) {
    if (__builtin_add_overflow(to.amount, amount, &to.amount)) overflowed = true;
    ++to.rows;
  }
};

// Calls on_row(row, amount, kept before, kept after) for every row of the bill.
template <class OnRow>
Result<void> for_each_row(const Side& before, const Side& after, Dimensions& dimensions, OnRow&& on_row) {
  const bill::Bill& bill = dimensions.bill();
  const Result<Measure> measure = resolve_measure(bill, after.plan.measure);
  if (!measure) return measure.error();
  const Result<GroupConditions> first = conditions_of_group(before.plan, {}, before.tree, dimensions);
  if (!first) return first.error();
  const Result<GroupConditions> second = conditions_of_group(after.plan, {}, after.tree, dimensions);
  if (!second) return second.error();
  measure->amounts().visit([&](const auto& mantissas) {
    for_each_block(bill.rows, first->all,
                   [&](std::size_t begin, std::size_t count, const std::uint8_t* keep) {
                     std::uint8_t kept[kBlockRows];
                     std::fill_n(kept, count, std::uint8_t{1});
                     for (const Condition& condition : second->all) condition.apply(begin, count, kept);
                     for (std::size_t i = 0; i < count; ++i)
                       on_row(begin + i, static_cast<i128>(mantissas[begin + i]), keep[i] != 0, kept[i] != 0);
                   });
  });
  return {};
}

// ---- two plans

Result<void> account_for_plans(const Side& before, const Side& after, Dimensions& dimensions,
                               Account& account) {
  const Result<Values> first = values_of(group_of(before.plan), before.plan, dimensions);
  if (!first) return first.error();
  const Result<Values> second = values_of(group_of(after.plan), after.plan, dimensions);
  if (!second) return second.error();
  Cells cells;
  const std::uint64_t width = second->size();
  const Result<void> read =
      for_each_row(before, after, dimensions, [&](std::size_t row, i128 amount, bool was, bool is) {
        if (!was && !is) return;
        Held& held =
            cells.of((first->at(row) * width + second->at(row)) * 4 + (was ? 2U : 0U) + (is ? 1U : 0U));
        cells.add(held.before, amount);
      });
  if (!read) return read;
  if (cells.overflowed) return make_error(Code::overflow);
  for (std::size_t cell = 0; cell < cells.held.size(); ++cell) {
    const std::uint64_t key = cells.keys.keys()[cell];
    const GroupKey from = key_of(first->text(key / 4 / width));
    const GroupKey to = key_of(second->text(key / 4 % width));
    const Figure& figure = cells.held[cell].before;
    const bool was = (key & 2U) != 0;
    const bool is = (key & 1U) != 0;
    if (was && is && from != to) account.move(from, to, Reason::rule, figure.amount, figure.rows);
    if (!was) account.add(to, Reason::added, figure.amount);
    if (!is) account.add(from, Reason::gone, -figure.amount);
  }
  return {};
}

// ---- two periods

// What an item cost in one group.
struct Place {
  GroupKey group;
  Held held;

  bool was() const { return held.before.rows > 0; }
  bool is() const { return held.after.rows > 0; }
};

class Items {
 public:
  explicit Items(Account& account) : account_(account) {}

  // `item`: nothing where the lines have none.
  Result<void> add(const std::optional<std::string>& item, std::vector<Place>& places) {
    sort_items(places, [](const Place& a, const Place& b) { return a.group < b.group; });
    std::vector<Place*> left;
    std::vector<Place*> came;
    for (Place& place : places) {
      if (place.was() && place.is()) {
        change(item, place.group, Reason::spend, {place.held.before.amount, place.held.after.amount, 0});
      } else {
        (place.was() ? left : came).push_back(&place);
      }
    }
    if (item && !left.empty() && !came.empty()) return move(item, left, came);
    for (const Place* place : left)
      change(item, place->group, Reason::gone, {place->held.before.amount, 0, 0});
    for (const Place* place : came)
      change(item, place->group, Reason::added, {0, place->held.after.amount, 0});
    return {};
  }

  std::vector<ItemChange> largest() {
    sort_items(changes_, [](const ItemChange& a, const ItemChange& b) {
      return size_of(a.amount) > size_of(b.amount);
    });
    changes_.resize(std::min(changes_.size(), Comparison::kMaxItems));
    return std::move(changes_);
  }

 private:
  struct Terms {
    i128 before;
    i128 after;
    i128 moved;
  };
  void change(const std::optional<std::string>& item, const GroupKey& group, Reason reason,
              const Terms& terms) {
    const i128 amount = terms.after - terms.before - terms.moved;
    account_.add(group, reason, amount, {}, item);
    if (item && amount != 0)
      changes_.push_back({item, value_of(group), reason, amount, terms.before, terms.after, terms.moved});
  }

  // What the item cost goes along to where it is now, in proportion to what it costs there; the rest is spend.
  Result<void> move(const std::optional<std::string>& item, const std::vector<Place*>& left,
                    const std::vector<Place*>& came) {
    std::vector<i128> weights;
    std::vector<std::string_view> names;
    for (const Place* place : came) {
      weights.push_back(place->held.after.amount);
      names.emplace_back(place->group.second);
    }
    std::vector<i128> arrived(came.size(), 0);
    for (const Place* from : left) {
      Result<std::vector<i128>> parts = money::apportion(from->held.before.amount, weights, names);
      if (!parts) {
        weights.assign(came.size(), 1);
        parts = money::apportion_evenly(from->held.before.amount, names);
      }
      if (!parts) return parts.error();
      const i128 whole = std::accumulate(weights.begin(), weights.end(), i128{0});
      for (std::size_t at = 0; at < came.size(); ++at) {
        account_.move(from->group, came[at]->group, Reason::tag, (*parts)[at], 1, item, {weights[at], whole});
        arrived[at] += (*parts)[at];
        if ((*parts)[at] != 0)
          changes_.push_back({item, value_of(came[at]->group), Reason::tag, (*parts)[at],
                              from->held.before.amount, 0, 0, value_of(from->group), weights[at], whole});
      }
    }
    for (std::size_t at = 0; at < came.size(); ++at)
      change(item, came[at]->group, Reason::spend, {0, came[at]->held.after.amount, arrived[at]});
    return {};
  }

  Account& account_;
  std::vector<ItemChange> changes_;
};

std::string finest_item(const plan::Plan& plan, const bill::Bill& bill) {
  for (const std::string_view field : kItems) {
    const bill::Column* column = bill.column_of_field(field);
    if (column != nullptr && column->text && group_of(plan) != field) return std::string(field);
  }
  return {};
}

}  // namespace

plan::Plan in_period(const plan::Plan& plan, std::string_view period) {
  plan::Plan of_period = by_group(plan);
  const bool is_day = period.size() > std::string_view("2025-04").size();
  const std::string dimension = is_day ? "day" : "month";
  // A filter on the same period would leave nothing of the other one.
  std::erase_if(of_period.filters, [&](const plan::Filter& f) { return f.dimension == dimension; });
  of_period.filters.push_back({dimension, {std::string(period)}, false});
  return of_period;
}

std::string_view name_of(Reason reason) {
  constexpr std::array<std::string_view, 5> kNames = {"spend", "added", "gone", "tag", "rule"};
  return kNames[static_cast<std::size_t>(reason)];
}

Result<Comparison> compare_plans(const plan::Plan& before, const plan::Plan& after, Dimensions& dimensions,
                                 const OnChange* on_change) {
  if (before.measure != after.measure || before.currency != after.currency || before.basis != after.basis) {
    return make_error(Code::bad_request,
                      {{"what", "is a plan of another amount, currency or basis"}, {"where", "before"}});
  }
  const Result<Side> first = side_of(by_group(before), dimensions);
  if (!first) return first.error();
  const Result<Side> second = side_of(by_group(after), dimensions);
  if (!second) return second.error();
  Account account(on_change);
  const Result<void> accounted = account_for_plans(*first, *second, dimensions, account);
  if (!accounted) return accounted.error();
  add_shared(*first, -1, account);
  add_shared(*second, 1, account);
  return comparison_of(*first, *second, account);
}

Result<Comparison> compare_periods(const plan::Plan& plan, std::string_view before, std::string_view after,
                                   std::string_view item, Dimensions& dimensions, const OnChange* on_change) {
  const Result<Side> first = side_of(in_period(plan, before), dimensions);
  if (!first) return first.error();
  const Result<Side> second = side_of(in_period(plan, after), dimensions);
  if (!second) return second.error();
  const std::string item_name = item.empty() ? finest_item(plan, dimensions.bill()) : std::string(item);
  const Result<Values> groups = values_of(group_of(plan), plan, dimensions);
  if (!groups) return groups.error();
  const Result<Values> items = values_of(item_name, plan, dimensions);
  if (!items) return items.error();

  Cells cells;
  const Result<void> read =
      for_each_row(*first, *second, dimensions, [&](std::size_t row, i128 amount, bool was, bool is) {
        if (!was && !is) return;
        Held& held = cells.of(items->at(row) * groups->size() + groups->at(row));
        if (was) cells.add(held.before, amount);
        if (is) cells.add(held.after, amount);
      });
  if (!read) return read.error();
  if (cells.overflowed) return make_error(Code::overflow);
  std::map<std::uint64_t, std::vector<Place>> places;  // by item
  for (std::size_t cell = 0; cell < cells.held.size(); ++cell) {
    const std::uint64_t key = cells.keys.keys()[cell];
    places[key / groups->size()].push_back({key_of(groups->text(key % groups->size())), cells.held[cell]});
  }
  Account account(on_change);
  Items known(account);
  for (auto& [value, where] : places) {
    const Result<void> added = known.add(items->text(value), where);
    if (!added) return added.error();
  }
  add_shared(*first, -1, account);
  add_shared(*second, 1, account);
  Comparison comparison = comparison_of(*first, *second, account);
  comparison.item = item_name;
  comparison.items = known.largest();
  return comparison;
}

}  // namespace billfold::split
