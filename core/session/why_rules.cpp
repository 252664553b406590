// Why the figures of a comparison and of what rules handed to whom are what they are. (rules 2 and 6)

#include <algorithm>
#include <iterator>
#include <limits>
#include <map>
#include <set>

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

class Compared {
 public:
  Compared(const Asked& asked, const WhyFigureRequest& request, const CompareReport& report)
      : asked_(asked), request_(request), report_(report) {}

  Result<void> explain(Explaining& of) const {
    const PlaceParts parts = first_of(of.place);
    const PlaceParts item = first_of(parts.rest);
    const std::optional<std::size_t> at = item_number(item.first);
    if (!at) return {};
    if (parts.first == "reasons") {
      add_reasons(report_.reasons[*at], of.chain);
    } else if (parts.first == "moves") {
      return add_move(report_.moves[*at], of);
    } else if (parts.first == "items") {
      return add_item(*at, of.chain);
    } else if (parts.first == "groups") {
      const Name& value = report_.groups[*at].value;
      if (item.rest == "before" || item.rest == "after") return add_group(item.rest, value, of);
      const std::optional<std::size_t> reason = item_number(first_of(first_of(item.rest).rest).first);
      if (reason) return add_items(report_.groups[*at].value, report_.groups[*at].reasons[*reason], of.chain);
    }
    return {};
  }

 private:
  bool by_plan() const { return request_.before_plan.has_value(); }
  plan::Plan plan_of(std::string_view side) const {
    if (by_plan()) return split::by_group(side == "before" ? *request_.before_plan : request_.plan);
    return split::in_period(request_.plan, side == "before" ? request_.before : request_.after);
  }

  Result<void> add_group(std::string_view side, const Name& value, Explaining& of) const {
    const plan::Plan plan = plan_of(side);
    return questions::add_group(asked_, plan, plan.by.empty() ? split::Path{} : split::Path{value}, of);
  }

  // Of all groups together: what each group has of the reason.
  void add_reasons(const CompareReason& wanted, Chain& chain) const {
    for (std::size_t group = 0; group < report_.groups.size(); ++group) {
      const ComparedGroup& one = report_.groups[group];
      for (std::size_t at = 0; at < one.reasons.size(); ++at) {
        const CompareReason& reason = one.reasons[at];
        if (reason.reason != wanted.reason || reason.rule != wanted.rule) continue;
        const std::string reasons = place_of(place_of("groups", std::to_string(group)), "reasons");
        chain.add({"plus", "amount", one.value.value_or(""), reason.amount,
                   place_of(place_of(reasons, std::to_string(at)), "amount"), 0});
      }
    }
  }

  // What items, or rules, give to a reason of a group: the largest ones, and what the others come to.
  Result<void> add_items(const Name& group, const CompareReason& wanted, Chain& chain) const {
    std::map<Name, i128> by_item;
    const split::OnChange on_change = [&](const split::ChangeGiven& given) {
      const bool is_it = given.group == group && given.change.rule == wanted.rule &&
                         split::name_of(given.change.reason) == wanted.reason;
      if (is_it) by_item[given.item] += given.change.amount;
    };
    const Result<split::Comparison> again = compared_again(&on_change);
    if (!again) return again.error();
    const bool of_rule = !wanted.rule.empty();
    std::vector<NamedAmount> items;
    for (const auto& [item, amount] : by_item) items.push_back({of_rule ? wanted.rule : item, amount});
    add_largest(std::move(items), again->scale, of_rule ? "rule" : "item", chain);
    return {};
  }

  // What moved from group to group: between periods the items, between plans the lines that are in the one group by the
  // one plan and in the other by the other.
  Result<void> add_move(const CompareMove& move, Explaining& of) const {
    if (by_plan()) return add_moved_lines(move, of.lines);
    std::vector<NamedAmount> items;
    const split::OnChange on_change = [&](const split::ChangeGiven& given) {
      if (given.from != nullptr && *given.from == move.from && given.group == move.to)
        items.push_back({given.item, given.change.amount});
    };
    const Result<split::Comparison> again = compared_again(&on_change);
    if (!again) return again.error();
    add_largest(std::move(items), again->scale, "item", of.chain);
    return {};
  }

  Result<void> add_moved_lines(const CompareMove& move, LinesBehind& lines) const {
    const Result<std::vector<std::uint32_t>> was = rows_in("before", move.from);
    if (!was) return was.error();
    const Result<std::vector<std::uint32_t>> is = rows_in("after", move.to);
    if (!is) return is.error();
    const Result<split::Measure> measure = split::resolve_measure(asked_.bill, request_.plan.measure);
    if (!measure) return measure.error();
    std::vector<std::uint32_t> both;
    std::set_intersection(was->begin(), was->end(), is->begin(), is->end(), std::back_inserter(both));
    for (const std::uint32_t row : both) lines.add(row, measure->amounts()[row]);
    return {};
  }

  Result<std::vector<std::uint32_t>> rows_in(std::string_view side, const Name& value) const {
    plan::Plan plan = plan_of(side);
    plan.shared.clear();
    const Result<split::Tree> tree = split_of(asked_, plan);
    if (!tree) return tree.error();
    Result<split::GroupRows> rows = split::rows_of(plan, plan.by.empty() ? split::Path{} : split::Path{value},
                                                   *tree, dimensions_of(asked_));
    if (!rows) return rows.error();
    return std::move(rows->rows);
  }

  // What an item costs less what it did, less what of it came along; or of what it cost where it was, its part.
  Result<void> add_item(std::size_t at, Chain& chain) const {
    const Result<split::Comparison> again = compared_again(nullptr);
    if (!again) return again.error();
    const split::ItemChange& item = again->items[at];
    const auto add = [&](std::string_view op, std::string_view what, i128 amount, Name name = {}) {
      chain.add(op, what, {amount, again->scale}, std::move(name));
    };
    if (item.reason != split::Reason::tag) {
      add("plus", "after", item.after);
      add("minus", "before", item.before);
      if (item.moved != 0) add("minus", "moved", item.moved);
      return {};
    }
    add("plus", "before", item.before, item.from.value_or(""));
    if (item.weight == item.weights) return {};
    add("times", "weight", item.weight);
    add("divided_by", "weights", item.weights);
    chain.apportion(again->scale, {item.amount, again->scale});
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
                                const MatrixCell& cell, LinesBehind& lines) {
  const plan::SharedRule& rule = plan.shared[number];
  plan::Plan weighing = without_levels(plan);
  weighing.filters = {{rule.dimension, {cell.target}, false}};
  for (std::size_t at = 0; at < rule.partitions.size(); ++at)
    weighing.filters.push_back({rule.partitions[at], {cell.partition[at]}, false});
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

// What a target weighs: what was set, or its own cost or use, as many times as was set.
Result<void> add_weight(const Asked& asked, const plan::Plan& plan, const MatrixCell& cell, Explaining& of) {
  const auto found = std::find_if(plan.shared.begin(), plan.shared.end(),
                                  [&](const plan::SharedRule& rule) { return rule.name == cell.rule; });
  std::string factor;
  for (const plan::SharedTarget& target : found->targets) {
    if (target.value == cell.target) factor = target.weight;
  }
  if (found->method != "proportional") {
    of.chain.add("plus", "given", factor.empty() ? Decimal{1, 0} : decimal_of(factor));
    return {};
  }
  if (found->usage.empty()) {
    const auto number = static_cast<std::size_t>(found - plan.shared.begin());
    const Result<void> added = add_weighing_lines(asked, plan, number, cell, of.lines);
    if (!added) return added;
    of.chain.add("plus", "lines", of.lines.total());
  }
  for (const plan::SharedUsage& usage : found->usage) {
    if (usage.value == cell.target) of.chain.add("plus", "usage", decimal_of(usage.amount));
  }
  if (!factor.empty()) of.chain.add("times", "given", decimal_of(factor));
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

Result<WhyFigureReport> why_compare(const Asked& asked, const WhyFigureRequest& request) {
  const KeptReport<CompareReport> report = report_of<CompareRequest>(
      asked, "compare", compare,
      {request.plan, request.before, request.after, request.item, request.before_plan});
  if (!report) return report.error();
  const Compared compared(asked, request, *report);
  return why(asked, request, Figures::of(*report), kCompare,
             [&compared](Explaining& of) { return compared.explain(of); });
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
      return added ? added : of_category(added.error());
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
    if (item.rest == "weight") return add_weight(asked, request.plan, cell, of);
    return {};
  };
  return why(asked, request, Figures::of(*report), {}, explain);
}

}  // namespace billfold::session::questions
