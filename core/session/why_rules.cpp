// Why the figures of a comparison and of what rules handed to whom are what they are. (rules 2 and 6)

#include <algorithm>
#include <iterator>
#include <limits>
#include <map>
#include <set>

#include "base/sort.h"
#include "session/figures.h"
#include "split/compare.h"
#include "split/measure.h"
#include "split/shared_cost.h"
#include "split/sources.h"

namespace billfold::session::questions {
namespace {

using money::Decimal;
using Name = std::optional<std::string>;

// ---- compare

constexpr std::array<Formula, 5> kCompare = {{
    {"groups/*/change", {{{"plus", "./after"}, {"minus", "./before"}}}},
    {"/change", {{{"plus", "/after"}, {"minus", "/before"}}}},
    {"/before", {{{"plus", "/groups/*/before"}}}},
    {"/after", {{{"plus", "/groups/*/after"}}}},
    {"difference", {{{"plus", "/change"}, {"minus", "/reasons/*/amount"}}}},
}};

// What an item, or the lines without one, gave to a reason of a group.
struct ItemGiven {
  Name item;
  Name group;
  std::string reason;
  std::optional<Name> from;  // of what moved here
  i128 amount = 0;
  i128 weight = 1;
  i128 weights = 1;
};

// Beside the figures of the report there are those of every item: groups/N/reasons/N/items/N and moves/N/items/N, each
// with what it follows from: before, after, moved, weight.
class Compared {
 public:
  Compared(const Asked& asked, const WhyFigureRequest& request, const CompareReport& report, int scale)
      : asked_(asked), request_(request), report_(report), scale_(scale) {}

  Result<void> explain(Explaining& of) const {
    of.down = way_down_to_both();
    const PlaceParts parts = first_of(of.place);
    const PlaceParts item = first_of(parts.rest);
    const std::optional<std::size_t> at = item_number(item.first);
    if (!at) return {};
    if (const std::optional<AtItem> inside = item_at(of.place)) return add_item(*inside, of);
    if (parts.first == "reasons") {
      add_reasons(report_.reasons[*at], of.chain);
    } else if (parts.first == "moves") {
      return by_plan() ? add_moved_lines(report_.moves[*at], of.lines) : add_items(of);
    } else if (parts.first == "groups") {
      const Name& value = report_.groups[*at].value;
      if (item.rest == "before" || item.rest == "after") return add_side(item.rest, value, of);
      const std::optional<std::size_t> reason = item_number(first_of(first_of(item.rest).rest).first);
      if (reason) return add_reason(*at, report_.groups[*at].reasons[*reason], of);
    }
    return {};
  }

  // Of an item.
  std::optional<std::string> text(std::string_view place) const {
    const std::optional<AtItem> inside = item_at(place);
    if (!inside) return std::nullopt;
    const auto text = [this](i128 amount) { return amount_text(amount, scale_); };
    const ItemGiven& given = inside->given;
    if (inside->field == "amount" || inside->field.empty()) return text(given.amount);
    if (inside->field == "weight" && given.from) return text(given.weight);
    const Result<Terms> terms = terms_of(given);
    if (!terms) return std::nullopt;
    if (inside->field == "before") return text(terms->before);
    if (inside->field == "after" && !given.from) return text(terms->after);
    if (inside->field == "moved" && !given.from) return text(terms->moved);
    return std::nullopt;
  }

 private:
  using Rows = std::vector<std::uint32_t>;

  bool by_plan() const { return request_.before_plan.has_value(); }
  plan::Plan plan_of(std::string_view side) const {
    if (by_plan()) return split::by_group(side == "before" ? *request_.before_plan : request_.plan);
    return split::in_period(request_.plan, side == "before" ? request_.before : request_.after);
  }
  // Nothing where the plan has no levels: its one group is the whole, which has no value.
  static std::optional<split::Path> path_of(const plan::Plan& plan, const Name& value) {
    if (!plan.by.empty()) return split::Path{value};
    return value ? std::nullopt : std::optional(split::Path{});
  }

  // What counts on either side; nothing is said where two plans keep other lines.
  std::optional<std::vector<ExplainStep>> way_down_to_both() const {
    plan::Plan both = plan_of("after");
    if (!by_plan()) both.filters.pop_back();  // the period
    if (by_plan()) {
      const plan::Plan before = plan_of("before");
      const auto kept_by = [](const plan::Plan& plan) {
        return json::text_of(plan.filters) + json::text_of(plan.omitted);
      };
      if (kept_by(both) != kept_by(before)) return std::vector<ExplainStep>();
    }
    return lines_that_count(asked_, both);
  }

  // Of all groups together: what each group has of the reason.
  void add_reasons(const CompareReason& wanted, Chain& chain) const {
    for (std::size_t group = 0; group < report_.groups.size(); ++group) {
      const ComparedGroup& one = report_.groups[group];
      for (std::size_t at = 0; at < one.reasons.size(); ++at) {
        const CompareReason& reason = one.reasons[at];
        if (reason.reason == wanted.reason && reason.rule == wanted.rule)
          chain.add({"plus", "amount", one.value.value_or(""), reason.amount,
                     place_of(place_of_reason(group, at), "amount"), 0});
      }
    }
  }
  static std::string place_of_reason(std::size_t group, std::size_t reason) {
    return place_of(place_of(place_of("groups", std::to_string(group)), "reasons"), std::to_string(reason));
  }

  Result<void> add_reason(std::size_t group, const CompareReason& wanted, Explaining& of) const {
    if (!wanted.rule.empty()) return add_moved_by_rule(group, wanted.rule, of.chain);
    return by_plan() ? add_lines_of_reason(report_.groups[group].value, wanted.reason, of.lines)
                     : add_items(of);
  }

  // What a rule of shared costs moves now, less what it did.
  Result<void> add_moved_by_rule(std::size_t group, const std::string& rule, Chain& chain) const {
    for (const std::string_view side : {"after", "before"}) {
      const plan::Plan plan = plan_of(side);
      if (plan.shared.empty()) continue;
      const std::optional<split::Path> path = path_of(plan, report_.groups[group].value);
      if (!path) continue;
      const Result<MovedByRules> moved = moved_by_rules(asked_, {plan, *path});
      if (!moved) return moved.error();
      moved->add_of_rule(rule, side == "after" ? "plus" : "minus",
                         place_of(place_of("groups", std::to_string(group)), side), chain);
    }
    return {};
  }

  Result<void> add_side(std::string_view side, const Name& value, Explaining& of) const {
    const plan::Plan plan = plan_of(side);
    const std::optional<split::Path> path = path_of(plan, value);
    return path ? add_group(asked_, plan, *path, of) : Result<void>();
  }

  // ---- between plans

  // Lines that came into a group by the plan, or left it.
  Result<void> add_lines_of_reason(const Name& group, std::string_view reason, LinesBehind& lines) const {
    const Result<Rows> was = rows_in("before", group);
    if (!was) return was.error();
    const Result<Rows> is = rows_in("after", group);
    if (!is) return is.error();
    const Result<Rows> all_before = all_rows_in("before");
    if (!all_before) return all_before.error();
    const Result<Rows> all_after = all_rows_in("after");
    if (!all_after) return all_after.error();
    const Result<split::Measure> measure = split::resolve_measure(asked_.bill, request_.plan.measure);
    if (!measure) return measure.error();
    const auto has = [](const Rows& rows, std::uint32_t row) {
      return std::binary_search(rows.begin(), rows.end(), row);
    };
    Rows either;
    std::set_symmetric_difference(was->begin(), was->end(), is->begin(), is->end(),
                                  std::back_inserter(either));
    for (const std::uint32_t row : either) {
      const bool came = has(*is, row);
      const bool stays = has(*all_before, row) && has(*all_after, row);
      const std::string_view why = stays ? "rule" : came ? "added" : "gone";
      const Decimal amount = measure->amounts()[row];
      if (why == reason) lines.add(row, came ? amount : money::negate(amount));
    }
    return {};
  }

  // The lines that are in the one group by the one plan and in the other by the other.
  Result<void> add_moved_lines(const CompareMove& move, LinesBehind& lines) const {
    const Result<Rows> was = rows_in("before", move.from);
    if (!was) return was.error();
    const Result<Rows> is = rows_in("after", move.to);
    if (!is) return is.error();
    const Result<split::Measure> measure = split::resolve_measure(asked_.bill, request_.plan.measure);
    if (!measure) return measure.error();
    Rows both;
    std::set_intersection(was->begin(), was->end(), is->begin(), is->end(), std::back_inserter(both));
    for (const std::uint32_t row : both) lines.add(row, measure->amounts()[row]);
    return {};
  }

  Result<Rows> rows_in(std::string_view side, const Name& value) const {
    const plan::Plan plan = plan_of(side);
    const std::optional<split::Path> path = path_of(plan, value);
    return path ? rows_of(plan, *path) : Result<Rows>(Rows());
  }
  Result<Rows> all_rows_in(std::string_view side) const { return rows_of(plan_of(side), {}); }
  Result<Rows> rows_of(plan::Plan plan, const split::Path& path) const {
    plan.shared.clear();
    const Result<split::Tree> tree = split_of(asked_, plan);
    if (!tree) return tree.error();
    Result<split::GroupRows> rows = split::rows_of(plan, path, *tree, dimensions_of(asked_));
    if (!rows) return rows.error();
    return std::move(rows->rows);
  }

  // ---- between periods

  // An item, and which of its figures.
  struct AtItem {
    std::string base;
    std::string_view field;
    ItemGiven given;
  };
  std::optional<AtItem> item_at(std::string_view place) const {
    if (by_plan()) return std::nullopt;
    const PlaceParts parts = first_of(place);
    constexpr std::string_view kItems = "/items/";
    const std::size_t list = place.find(kItems);
    const bool is_largest = parts.first == "items";
    if (!is_largest && list == std::string_view::npos) return std::nullopt;
    const PlaceParts item = first_of(is_largest ? parts.rest : place.substr(list + kItems.size()));
    const std::optional<std::size_t> at = item_number(item.first);
    if (!at) return std::nullopt;
    std::vector<ItemGiven> all = is_largest ? largest_items() : items_of(place.substr(0, list));
    if (*at >= all.size()) return std::nullopt;
    const std::string of = is_largest ? "items" : std::string(place.substr(0, list)) + "/items";
    return AtItem{place_of(of, item.first), item.rest, std::move(all[*at])};
  }

  std::vector<ItemGiven> largest_items() const {
    const Result<split::Comparison> again = compared_again(nullptr);
    std::vector<ItemGiven> items;
    if (!again) return items;
    for (const split::ItemChange& one : again->items) {
      ItemGiven& item = items.emplace_back(ItemGiven{one.item,
                                                     one.group,
                                                     std::string(split::name_of(one.reason)),
                                                     {},
                                                     one.amount,
                                                     one.weight,
                                                     one.weights});
      if (one.reason == split::Reason::tag) item.from = one.from;
    }
    return items;
  }

  // Of a move, or of a reason of a group: what each item gave, the largest first.
  std::vector<ItemGiven> items_of(std::string_view place) const {
    const PlaceParts parts = first_of(place);
    const PlaceParts number = first_of(parts.rest);
    const std::optional<std::size_t> at = item_number(number.first);
    const bool is_move = parts.first == "moves";
    std::vector<ItemGiven> items;
    if (!at || *at >= (is_move ? report_.moves.size() : report_.groups.size())) return items;
    const std::optional<std::size_t> reason = item_number(last_of(number.rest));
    if (!is_move && (!reason || *reason >= report_.groups[*at].reasons.size())) return items;
    const split::OnChange on_change = [&](const split::ChangeGiven& given) {
      const std::string_view why = split::name_of(given.change.reason);
      if (is_move) {
        const CompareMove& move = report_.moves[*at];
        if (given.from == nullptr || *given.from != move.from || given.group != move.to) return;
      } else {
        const CompareReason& wanted = report_.groups[*at].reasons[*reason];
        if (given.group != report_.groups[*at].value || given.change.rule != wanted.rule ||
            why != wanted.reason)
          return;
      }
      const std::optional<Name> from =
          given.from == nullptr ? std::nullopt : std::optional<Name>(*given.from);
      // What left a group went to one place after the other.
      if (!from && !items.empty() && items.back().item == given.item && !items.back().from) {
        items.back().amount += given.change.amount;
        return;
      }
      items.push_back({given.item, given.group, std::string(why), from, given.change.amount, given.weight,
                       given.weights});
    };
    const Result<split::Comparison> again = compared_again(&on_change);
    if (!again) return {};
    sort_items(items,
               [](const ItemGiven& a, const ItemGiven& b) { return size_of(a.amount) > size_of(b.amount); });
    return items;
  }

  Result<void> add_items(Explaining& of) const {
    constexpr std::size_t kShown = 100;
    const std::string base = parent_of(of.place);
    const std::vector<ItemGiven> items = items_of(base);
    const std::string list = place_of(base, "items");
    if (items.size() == 1) return add_item({place_of(list, "0"), {}, items.front()}, of);
    i128 others = 0;
    for (std::size_t at = 0; at < items.size(); ++at) {
      if (at >= kShown) {
        others += items[at].amount;
        continue;
      }
      of.chain.add("plus", "item", {items[at].amount, scale_}, items[at].item.value_or(""),
                   place_of(list, std::to_string(at)));
    }
    if (others != 0) of.chain.add("plus", "others", {others, scale_});
    return {};
  }

  // What an item's lines cost in the group before and after, and what of it came along; of what moved here, before is what
  // it cost where it was.
  struct Terms {
    i128 before = 0;
    i128 after = 0;
    i128 moved = 0;
  };
  Result<Terms> terms_of(const ItemGiven& given) const {
    const Result<i128> before = cost_of("before", given, given.from ? *given.from : given.group);
    if (!before) return before.error();
    if (given.reason == "tag") return Terms{*before, 0, 0};
    const Result<i128> after = cost_of("after", given, given.group);
    if (!after) return after.error();
    return Terms{*before, *after, *after - *before - given.amount};
  }
  // Adds an item's lines in a group, and gives the way down to them.
  Result<std::vector<ExplainStep>> add_lines_of_item(std::string_view side, const ItemGiven& given,
                                                     const Name& group, LinesBehind& lines) const {
    plan::Plan plan = plan_of(side);
    plan.shared.clear();
    if (!report_.item.empty()) plan.filters.push_back({report_.item, {given.item}, false});
    return add_lines_of(asked_, plan, plan.by.empty() ? split::Path{} : split::Path{group}, lines);
  }
  Result<i128> cost_of(std::string_view side, const ItemGiven& given, const Name& group) const {
    LinesBehind lines(0, 0);
    const Result<std::vector<ExplainStep>> down = add_lines_of_item(side, given, group, lines);
    if (!down) return down.error();
    const Result<Decimal> cost = money::rescale(lines.total(), scale_);
    if (!cost) return cost.error();
    return cost->mantissa;
  }

  Result<void> add_item(const AtItem& inside, Explaining& of) const {
    const ItemGiven& given = inside.given;
    const std::string_view field = inside.field;
    if (field == "moved") return add_moved(inside, of.chain);
    if (field == "before" || field == "after" || field == "weight") {
      const bool is_before = field == "before";
      const Name& group = is_before && given.from ? *given.from : given.group;
      Result<std::vector<ExplainStep>> down =
          add_lines_of_item(is_before ? "before" : "after", given, group, of.lines);
      if (!down) return down.error();
      of.down = std::move(*down);
      return {};
    }
    const Result<Terms> terms = terms_of(given);
    if (!terms) return terms.error();
    const Name name = report_.item.empty() ? Name() : Name(given.item.value_or(""));
    const auto add = [&](std::string_view op, std::string_view what, i128 amount, Name of_which) {
      of.chain.add(op, what, {amount, scale_}, std::move(of_which), place_of(inside.base, what));
    };
    if (given.from) {
      add("plus", "before", terms->before, given.item.value_or("") + " · " + given.from->value_or("–"));
      if (given.weight == given.weights) return {};
      // Each place counts the same where what it costs there is of mixed signs.
      const Result<i128> weight = cost_of("after", given, given.group);
      if (!weight) return weight.error();
      const bool is_cost = *weight == given.weight;
      of.chain.add("times", "weight", {given.weight, scale_}, given.group.value_or(""),
                   is_cost ? place_of(inside.base, "weight") : "");
      of.chain.add("divided_by", "weights", {given.weights, scale_});
      of.chain.apportion(scale_, {given.amount, scale_});
      return {};
    }
    if (given.reason != "tag" && given.reason != "gone") add("plus", "after", terms->after, name);
    if (given.reason != "added" || terms->before != 0) add("minus", "before", terms->before, name);
    if (terms->moved != 0) add("minus", "moved", terms->moved, name);
    return {};
  }

  // What of an item came to its group from others.
  Result<void> add_moved(const AtItem& inside, Chain& chain) const {
    for (std::size_t group = 0; group < report_.groups.size(); ++group) {
      if (report_.groups[group].value != inside.given.group) continue;
      const std::vector<CompareReason>& reasons = report_.groups[group].reasons;
      for (std::size_t reason = 0; reason < reasons.size(); ++reason) {
        if (reasons[reason].reason != "tag") continue;
        const std::string base = place_of_reason(group, reason);
        const std::vector<ItemGiven> items = items_of(base);
        for (std::size_t at = 0; at < items.size(); ++at) {
          if (items[at].item == inside.given.item && items[at].from)
            chain.add("plus", "from", {items[at].amount, scale_}, items[at].from->value_or(""),
                      place_of(place_of(base, "items"), std::to_string(at)));
        }
      }
    }
    return {};
  }

  Result<split::Comparison> compared_again(const split::OnChange* on_change) const {
    split::Dimensions& dimensions = dimensions_of(asked_);
    return by_plan() ? split::compare_plans(*request_.before_plan, request_.plan, dimensions, on_change)
                     : split::compare_periods(request_.plan, request_.before, request_.after, request_.item,
                                              dimensions, on_change);
  }

  const Asked& asked_;
  const WhyFigureRequest& request_;
  const CompareReport& report_;
  int scale_;
};

// ---- what rules handed to whom

// The cells of the same rule and partition share one pool.
bool is_of_pool(const MatrixCell& a, const MatrixCell& b) {
  return a.rule == b.rule && a.partition == b.partition;
}

void add_shares(const MatrixReport& report, std::size_t of_cell, std::string_view field,
                std::string MatrixCell::*part, Chain& chain) {
  for (std::size_t at = 0; at < report.cells.size(); ++at) {
    const MatrixCell& cell = report.cells[at];
    if (!is_of_pool(cell, report.cells[of_cell])) continue;
    chain.add({"plus", std::string(field), cell.target, cell.*part,
               place_of(place_of("cells", std::to_string(at)), field), 0});
  }
}

// What a rule handed out is what its targets got. `target`: one of them; "" all.
void add_handed(const MatrixReport& report, const std::string& rule, const std::string& target,
                Chain& chain) {
  for (std::size_t at = 0; at < report.cells.size(); ++at) {
    const MatrixCell& cell = report.cells[at];
    if (cell.rule == rule && (target.empty() || cell.target == target))
      chain.add({"plus", "amount", cell.target, cell.amount,
                 place_of(place_of("cells", std::to_string(at)), "amount"), 0});
  }
}

// Sums what rules before `number` handed to a cell and took from it, in order.
void add_flows(const split::Tree& tree, std::size_t number, const std::vector<std::uint8_t>& is_kept,
               Chain& chain) {
  for (std::size_t rule = 0; rule < number; ++rule) {
    i128 in = 0;
    i128 out = 0;
    for (const split::Flow& flow : tree.sharing->flows) {
      if (flow.rule != rule || is_kept[flow.leaf] == 0) continue;
      in += flow.in;
      out += flow.out;
    }
    const std::string& name = tree.sharing->rules[rule];
    if (in != 0) chain.add("plus", "received_by_rule", {in, tree.scale}, name);
    if (out != 0) chain.add("plus", "given_by_rule", {-out, tree.scale}, name);
  }
}

// What a rule may take: of some of its partitions, of all sources or of one.
struct Held {
  std::size_t rule;
  std::set<split::Path> partitions;
  std::optional<split::Path> source = {};
};

// One a level.
std::vector<std::uint32_t> values_of(const split::Tree& tree, std::uint32_t leaf) {
  std::vector<std::uint32_t> values(tree.levels.size());
  std::uint32_t node = leaf;
  for (std::size_t level = values.size(); level-- > 0;) {
    values[level] = tree.levels[level].nodes[node].value;
    node = tree.levels[level].nodes[node].parent;
  }
  return values;
}

// What a rule took, or left: its lines, and what rules before had handed to it.
Result<void> add_held(const Asked& asked, const plan::Plan& plan, const Held& held, Explaining& of) {
  const std::size_t number = held.rule;
  const Result<plan::Plan> by_cell = held.source ? split::plan_of_sources(plan) : split::plan_of_cells(plan);
  if (!by_cell) return by_cell.error();
  const Result<split::Tree> tree = split::split_of(*by_cell, dimensions_of(asked));
  if (!tree) return tree.error();
  const Result<split::Measure> measure = split::resolve_measure(asked.bill, plan.measure);
  if (!measure) return measure.error();
  const plan::SharedRule& rule = plan.shared[number];
  const split::SourceTest source = split::source_of(rule);
  const auto level_of = [&](const std::string& name) {
    const auto found = std::find(by_cell->by.begin(), by_cell->by.end(), name);
    return static_cast<std::size_t>(found - by_cell->by.begin());
  };
  std::vector<const split::Level*> levels;
  for (const split::TreeLevel& level : tree->levels) levels.push_back(&level.level);
  const split::Taking taking(*by_cell, rule, levels);
  const std::vector<std::string> source_levels =
      held.source ? split::source_levels(plan, rule) : std::vector<std::string>();
  const std::size_t innermost = tree->levels.size() - 1;
  std::vector<std::uint8_t> is_held(tree->levels[innermost].nodes.size(), 0);
  for (std::uint32_t leaf = 0; leaf < is_held.size(); ++leaf) {
    const split::Path path = tree->path_of(innermost, leaf);
    split::Path partition;
    for (const std::string& name : rule.partitions) partition.push_back(path[level_of(name)]);
    split::Path values;
    for (const std::string& name : source_levels) values.push_back(path[level_of(name)]);
    const bool is_it = !held.source || values == *held.source;
    is_held[leaf] =
        taking.takes(values_of(*tree, leaf)) && is_it && held.partitions.contains(partition) ? 1 : 0;
  }
  for (const split::Path& partition : held.partitions) {
    plan::Plan of_source = without_levels(*by_cell);
    of_source.filters = {{source.dimension, {source.values.begin(), source.values.end()}, false}};
    for (std::size_t at = 0; at < partition.size(); ++at)
      of_source.filters.push_back({rule.partitions[at], {partition[at]}, false});
    for (std::size_t at = 0; at < source_levels.size(); ++at)
      of_source.filters.push_back({source_levels[at], {(*held.source)[at]}, false});
    const Result<split::GroupRows> rows = split::rows_of(of_source, {}, *tree, dimensions_of(asked));
    if (!rows) return rows.error();
    for (const std::uint32_t row : rows->rows) of.lines.add(row, measure->amounts()[row]);
  }
  of.chain.add("plus", "lines", of.lines.total());
  add_flows(*tree, number, is_held, of.chain);
  return {};
}

// What stayed at its source.
Result<void> add_kept(const Asked& asked, const plan::Plan& plan, std::size_t number, Explaining& of) {
  const Result<split::Tree> tree = split::split_of(plan, dimensions_of(asked));
  if (!tree) return tree.error();
  Held held{number, {}};
  for (const split::Refusal& refusal : tree->sharing->refusals) {
    if (refusal.rule == number) held.partitions.insert(refusal.partition);
  }
  return add_held(asked, plan, held, of);
}

// The lines that a target weighs by: its own in the partition, which no rule so far takes, and which pass what the rule
// asks of them.
Result<void> add_weighing_lines(const Asked& asked, const plan::Plan& plan, std::size_t number,
                                const split::Path& partition, const std::string& target, LinesBehind& lines) {
  const plan::SharedRule& rule = plan.shared[number];
  plan::Plan weighing = without_levels(plan);
  weighing.filters = {{rule.dimension, {target}, false}};
  for (std::size_t at = 0; at < rule.partitions.size(); ++at)
    weighing.filters.push_back({rule.partitions[at], {partition[at]}, false});
  for (std::size_t at = 0; at <= number; ++at) {
    const split::SourceTest source = split::source_of(plan.shared[at]);
    weighing.filters.push_back({source.dimension, {source.values.begin(), source.values.end()}, true});
  }
  if (!rule.weighed.op.empty()) weighing.filters.push_back({"weighed:" + rule.name, {"yes"}, false});
  if (!rule.measure.empty()) weighing.measure = rule.measure;
  const Result<split::Tree> tree = split_of(asked, weighing);
  if (!tree) return tree.error();
  const Result<split::Measure> measure = split::resolve_measure(asked.bill, weighing.measure);
  if (!measure) return measure.error();
  const Result<split::GroupRows> rows = split::rows_of(weighing, {}, *tree, dimensions_of(asked));
  if (!rows) return rows.error();
  for (const std::uint32_t row : rows->rows) lines.add(row, measure->amounts()[row]);
  return {};
}

// Sources in words: of several dimensions one after the other.
std::string words_of(const split::Path& source) {
  std::string words;
  for (const Name& value : source) words += (words.empty() ? "" : " / ") + value.value_or("");
  return words;
}

// The rows and columns of the matrix proper.
class Sources {
 public:
  Sources(const Asked& asked, const plan::Plan& plan, const MatrixReport& report, int digits)
      : asked_(asked), plan_(plan), report_(report), all_(*report.sources), digits_(digits) {}

  Result<void> explain(std::size_t at, std::string_view field, Explaining& of) const {
    const MatrixSource& source = all_[at];
    if (field == "amount") return source.sources == 1 ? add_amount(source, of) : add_others(at, of.chain);
    if (field == "together") {
      for (std::size_t before = first_of_pool(at); before <= at; ++before)
        add("plus", "amount", words_of(all_[before].source), all_[before].amount, place(before, "amount"),
            of.chain);
      return {};
    }
    const PlaceParts parts = first_of(first_of(field).rest);
    const std::optional<std::size_t> share = item_number(parts.first);
    if (!share) return {};
    if (parts.rest == "together") add_together(at, source.shares[*share], of.chain);
    if (parts.rest == "amount") add_share(at, *share, of.chain);
    return {};
  }

  // Of a target: what every rule handed to it.
  void add_column(std::size_t column, Chain& chain) const {
    for (std::size_t at = 0; at < report_.cells.size(); ++at) {
      if (column_of(at) != column) continue;
      const MatrixCell& cell = report_.cells[at];
      add("plus", "handed_by_rule", cell.rule, cell.amount,
          place_of(place_of("cells", std::to_string(at)), "amount"), chain);
    }
  }

 private:
  static void add(std::string_view op, std::string_view what, Name name, const std::string& amount,
                  std::string place, Chain& chain) {
    chain.add({std::string(op), std::string(what), std::move(name), amount, std::move(place), 0});
  }
  static std::string place(std::size_t at, std::string_view field) {
    return place_of(place_of("sources", std::to_string(at)), field);
  }
  static std::string place(std::size_t at, std::size_t share, std::string_view field) {
    return place_of(place_of(place(at, "shares"), std::to_string(share)), field);
  }
  std::size_t first_of_pool(std::size_t at) const {
    while (at > 0 && all_[at - 1].rule == all_[at].rule && all_[at - 1].partition == all_[at].partition) --at;
    return at;
  }
  std::size_t rule_of(const std::string& name) const {
    const auto found = std::find_if(plan_.shared.begin(), plan_.shared.end(),
                                    [&](const plan::SharedRule& rule) { return rule.name == name; });
    return static_cast<std::size_t>(found - plan_.shared.begin());
  }
  std::size_t column_of(std::size_t cell) const {
    const std::string& dimension = plan_.shared[rule_of(report_.cells[cell].rule)].dimension;
    const std::vector<MatrixTarget>& targets = *report_.targets;
    const auto found = std::find_if(targets.begin(), targets.end(), [&](const MatrixTarget& target) {
      return target.dimension == dimension && target.target == report_.cells[cell].target;
    });
    return static_cast<std::size_t>(found - targets.begin());
  }

  Result<void> add_amount(const MatrixSource& source, Explaining& of) const {
    return add_held(asked_, plan_, {rule_of(source.rule), {source.partition}, source.source}, of);
  }

  // Those that gave least, the largest of them each for itself.
  Result<void> add_others(std::size_t at, Chain& chain) const {
    const Result<split::Tree> tree = split::split_of(plan_, dimensions_of(asked_));
    if (!tree) return tree.error();
    const Result<std::vector<split::Given>> every = split::given_by_sources(
        plan_, *tree->sharing, dimensions_of(asked_), std::numeric_limits<std::size_t>::max());
    if (!every) return every.error();
    std::set<split::Path> apart;
    for (std::size_t before = first_of_pool(at); before < at; ++before) apart.insert(all_[before].source);
    const std::size_t rule = rule_of(all_[at].rule);
    std::vector<NamedAmount> others;
    for (const split::Given& given : *every) {
      const bool is_it = given.rule == rule && given.partition == all_[at].partition;
      if (is_it && !apart.contains(given.source)) others.push_back({words_of(given.source), given.amount});
    }
    add_largest(std::move(others), tree->scale, "amount", chain);
    return {};
  }

  void add_together(std::size_t at, const MatrixShare& share, Chain& chain) const {
    const MatrixCell& cell = report_.cells[share.cell];
    const std::string of_cell = place_of("cells", std::to_string(share.cell));
    add("plus", "together", {}, all_[at].together, place(at, "together"), chain);
    add("times", "weight", cell.target, cell.weight, place_of(of_cell, "weight"), chain);
    add("divided_by", "weights", {}, cell.weights, place_of(of_cell, "weights"), chain);
    chain.apportion(digits_, decimal_of(share.together));
  }

  // What came with the source.
  void add_share(std::size_t at, std::size_t share, Chain& chain) const {
    add("plus", "up_to", words_of(all_[at].source), all_[at].shares[share].together,
        place(at, share, "together"), chain);
    if (at == first_of_pool(at)) return;
    add("minus", "up_to", words_of(all_[at - 1].source), all_[at - 1].shares[share].together,
        place(at - 1, share, "together"), chain);
  }

  const Asked& asked_;
  const plan::Plan& plan_;
  const MatrixReport& report_;
  const std::vector<MatrixSource>& all_;
  int digits_;
};

void add_share(const MatrixCell& cell, std::string_view place, int digits, Chain& chain) {
  const auto add = [&](std::string_view op, const std::string& amount, std::string_view field) {
    chain.add({std::string(op), std::string(field), {}, amount, place_of(parent_of(place), field), 0});
  };
  add("plus", cell.pool, "pool");
  add("times", cell.weight, "weight");
  add("divided_by", cell.weights, "weights");
  chain.apportion(digits, decimal_of(cell.amount));
}

}  // namespace

Result<void> add_pool(const Asked& asked, const plan::Plan& plan, std::size_t rule,
                      const split::Path& partition, Explaining& of) {
  return add_held(asked, plan, {rule, {partition}}, of);
}

// What was set, or its own cost or use, as many times as was set.
Result<void> add_weight(const Asked& asked, const plan::Plan& plan, std::size_t number,
                        const split::Path& partition, const std::string& target, Explaining& of) {
  const plan::SharedRule& rule = plan.shared[number];
  std::string factor;
  for (const plan::SharedTarget& one : rule.targets) {
    if (one.value == target) factor = one.weight;
  }
  if (rule.method != "proportional") {
    of.chain.add("plus", "given", factor.empty() ? Decimal{1, 0} : decimal_of(factor));
    return {};
  }
  if (rule.usage.empty()) {
    const Result<void> added = add_weighing_lines(asked, plan, number, partition, target, of.lines);
    if (!added) return added;
    of.chain.add("plus", "lines", of.lines.total());
  }
  for (const plan::SharedUsage& usage : rule.usage) {
    if (usage.value == target) of.chain.add("plus", "usage", decimal_of(usage.amount));
  }
  if (!factor.empty()) of.chain.add("times", "given", decimal_of(factor));
  return {};
}

Result<WhyFigureReport> why_compare(const Asked& asked, const WhyFigureRequest& request) {
  const KeptReport<CompareReport> report = report_of<CompareRequest>(
      asked, "compare", compare,
      {request.plan, request.before, request.after, request.item, request.before_plan});
  if (!report) return report.error();
  const Result<split::Measure> measure = split::resolve_measure(asked.bill, request.plan.measure);
  if (!measure) return measure.error();
  const Compared compared(asked, request, *report, measure->scale());
  const Figures of_report = Figures::of(*report);
  const Figures figures{[&](std::string_view place) {
                          const std::optional<std::string> text = of_report.text(place);
                          return text ? text : compared.text(place);
                        },
                        of_report.items};
  return why(asked, request, figures, kCompare, [&compared](Explaining& of) { return compared.explain(of); });
}

Result<WhyFigureReport> why_category(const Asked& asked, const WhyFigureRequest& request) {
  const CategoryRulesRequest question{request.plan, request.category};
  const KeptReport<CategoryRulesReport> report =
      report_of<CategoryRulesRequest>(asked, "category_rules", category_rules, question);
  if (!report) return report.error();
  return why(asked, request, Figures::of(*report), {}, [&](Explaining& of) -> Result<void> {
    const PlaceParts parts = first_of(of.place);
    const std::optional<std::size_t> at = item_number(first_of(parts.rest).first);
    for (const plan::Category& category : request.plan.categories) {
      if (category.name != request.category) continue;
      split::Path path;
      // The last is of the lines that no rule takes.
      if (at) path.push_back(*at < category.rules.size() ? Name(std::to_string(*at)) : Name());
      const Result<void> added = add_group(asked, by_rule_of(category, request.plan), path, of);
      if (!added) return of_category(added.error());
      if (at) of.down->pop_back();  // the rule, by its number
      return {};
    }
    return {};
  });
}

Result<WhyFigureReport> why_matrix(const Asked& asked, const WhyFigureRequest& request) {
  // What is handed out is known without its sources.
  const std::string_view list = first_of(request.place).first;
  const bool by_source = list == "sources" || list == "targets" || list == "total";
  const KeptReport<MatrixReport> report =
      report_of<MatrixRequest>(asked, "matrix", matrix, {request.plan, by_source});
  if (!report) return report.error();
  const Result<split::Measure> measure = split::resolve_measure(asked.bill, request.plan.measure);
  if (!measure) return measure.error();
  // Rules run apart from filters.
  WhyFigureRequest unfiltered = request;
  unfiltered.plan.filters.clear();
  const auto explain = [&](Explaining& of) -> Result<void> {
    const PlaceParts parts = first_of(of.place);
    const PlaceParts item = first_of(parts.rest);
    const std::optional<std::size_t> at = item_number(item.first);
    const bool has_sources = report->sources.has_value();
    if (parts.first == "total" && has_sources) {
      for (std::size_t target = 0; target < report->targets->size(); ++target)
        of.chain.add({"plus", "got", (*report->targets)[target].target, (*report->targets)[target].amount,
                      place_of(place_of("targets", std::to_string(target)), "amount"), 0});
    }
    if (has_sources && at && (parts.first == "sources" || parts.first == "targets")) {
      const Sources sources(asked, request.plan, *report, measure->scale());
      if (parts.first == "sources") return sources.explain(*at, item.rest, of);
      sources.add_column(*at, of.chain);
    }
    if (parts.first == "rules" && at && item.rest == "handed")
      add_handed(*report, report->rules[*at].name, {}, of.chain);
    if (parts.first == "rules" && at && first_of(item.rest).first == "absent") {
      const std::optional<std::size_t> absent = item_number(first_of(first_of(item.rest).rest).first);
      if (absent)
        add_handed(*report, report->rules[*at].name, (*report->rules[*at].absent)[*absent].target, of.chain);
    }
    if (parts.first == "rules" && at && item.rest == "kept") return add_kept(asked, request.plan, *at, of);
    if (parts.first != "cells" || !at) return {};
    const MatrixCell& cell = report->cells[*at];
    if (item.rest == "amount") add_share(cell, of.place, measure->scale(), of.chain);
    if (item.rest == "pool") add_shares(*report, *at, "amount", &MatrixCell::amount, of.chain);
    if (item.rest == "weights") add_shares(*report, *at, "weight", &MatrixCell::weight, of.chain);
    if (item.rest != "weight") return {};
    const auto rule = std::find_if(request.plan.shared.begin(), request.plan.shared.end(),
                                   [&cell](const plan::SharedRule& one) { return one.name == cell.rule; });
    const auto number = static_cast<std::size_t>(rule - request.plan.shared.begin());
    return add_weight(asked, request.plan, number, cell.partition, cell.target, of);
  };
  return why(asked, unfiltered, Figures::of(*report), {}, explain);
}

}  // namespace billfold::session::questions
