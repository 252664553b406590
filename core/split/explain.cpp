#include "split/explain.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/sort.h"
#include "money/sum.h"
#include "plan/omitted.h"
#include "split/lines.h"
#include "split/measure.h"

namespace billfold::split {
namespace {

i128 size_of(i128 amount) { return amount < 0 ? -amount : amount; }

struct RunningFigure {
  money::Sum sum;
  std::uint64_t rows = 0;

  Figure figure() const { return {sum.value(), rows}; }
};

// What is left after no condition, after the first, after the first two, ...; and the lines left at the end by
// their sign.
struct Scan {
  std::vector<RunningFigure> after;
  std::array<RunningFigure, 3> by_sign;  // negative, zero, positive
  bool overflowed = false;
};

template <class Mantissa>
void add(RunningFigure& to, const Mantissa* amounts, std::size_t count, const std::uint8_t* keep) {
  for (std::size_t i = 0; i < count; ++i) {
    if (keep[i] == 0) continue;
    to.sum.add(amounts[i]);
    ++to.rows;
  }
}

Scan scan(const bill::Bill& bill, const Measure& measure, std::span<const Condition> conditions) {
  Scan result;
  result.after.resize(conditions.size() + 1);
  measure.amounts().visit([&](const auto& mantissas) {
    std::uint8_t keep[kBlockRows];
    for_each_block(bill.rows, {}, [&](std::size_t begin, std::size_t count, const std::uint8_t* all) {
      const auto* amounts = mantissas.data() + begin;
      std::copy_n(all, count, keep);
      add(result.after[0], amounts, count, keep);
      for (std::size_t at = 0; at < conditions.size(); ++at) {
        conditions[at].apply(begin, count, keep);
        add(result.after[at + 1], amounts, count, keep);
      }
      for (std::size_t i = 0; i < count; ++i) {
        if (keep[i] == 0) continue;
        RunningFigure& sign = result.by_sign[amounts[i] < 0 ? 0 : amounts[i] == 0 ? 1 : 2];
        sign.sum.add(amounts[i]);
        ++sign.rows;
      }
    });
  });
  // Lines of several currencies may leave 38 digits together; that sum is not shown.
  for (std::size_t at = 1; at < result.after.size(); ++at) {
    result.overflowed = result.overflowed || result.after[at].sum.overflowed();
  }
  return result;
}

std::uint64_t rejected_rows(const bill::Bill& bill, const Measure& measure,
                            std::span<const Condition> conditions) {
  std::uint64_t rows = 0;
  for (const bill::Rejected& rejected : bill.rejected) {
    if (rejected.column != measure.index) continue;
    std::uint8_t keep = 1;
    for (const Condition& condition : conditions) condition.apply(rejected.row, 1, &keep);
    rows += keep;
  }
  return rows;
}

std::vector<Part> parts_by_sign(const Scan& scan, std::uint64_t rejected) {
  std::vector<Part> parts;
  const auto add = [&](PartKind kind, const Figure& figure) {
    if (figure.rows > 0) parts.push_back({kind, {}, 1, figure, 0});
  };
  add(PartKind::positive, scan.by_sign[2].figure());
  add(PartKind::negative, scan.by_sign[0].figure());
  add(PartKind::zero, {0, scan.by_sign[1].rows - rejected});
  add(PartKind::rejected, {0, rejected});
  return parts;
}

std::vector<Part> parts_by_child(const Tree& tree, std::size_t level, std::uint32_t parent) {
  const TreeLevel& below = tree.levels[level];
  const auto [begin, end] = tree.children(level, parent);
  std::vector<Part> parts;
  std::optional<Part> unassigned;
  for (std::uint32_t node = begin; node < end; ++node) {
    const Node& child = below.nodes[node];
    Part part{PartKind::child, {}, 1, {child.amount, child.rows}, 0};
    if (below.is_unassigned(child)) {
      unassigned = std::move(part);
      continue;
    }
    part.value = std::string(below.name_of(child));
    parts.push_back(std::move(part));
  }
  sort_items(parts, [](const Part& a, const Part& b) {
    return size_of(a.figure.amount) > size_of(b.figure.amount);
  });
  std::optional<Part> others;
  if (parts.size() > Explanation::kMaxChildren + 1) {
    others = Part{PartKind::others, {}, parts.size() - Explanation::kMaxChildren, {}, 0};
    for (std::size_t at = Explanation::kMaxChildren; at < parts.size(); ++at) {
      others->figure.amount += parts[at].figure.amount;
      others->figure.rows += parts[at].figure.rows;
    }
    parts.resize(Explanation::kMaxChildren);
  }
  if (others) parts.push_back(std::move(*others));
  if (unassigned) parts.push_back(std::move(*unassigned));
  return parts;
}

// The innermost groups of a group, as [begin, end).
std::pair<std::uint32_t, std::uint32_t> leaves_of(const Tree& tree, std::size_t depth,
                                                  std::optional<std::uint32_t> node) {
  if (tree.levels.empty()) return {0, 1};
  if (depth == 0) return {0, static_cast<std::uint32_t>(tree.levels.back().nodes.size())};
  if (!node) return {0, 0};
  std::uint32_t begin = *node;
  std::uint32_t end = *node + 1;
  for (std::size_t level = depth; level < tree.levels.size(); ++level) {
    const std::uint32_t last = end - 1;
    begin = tree.children(level, begin).first;
    end = tree.children(level, last).second;
  }
  return {begin, end};
}

// What each handout brought to the group, in the order of the handouts, and what rules took from it.
struct Moved {
  struct In {
    i128 amount = 0;
    i128 own = 0;
  };
  std::map<std::size_t, In> in;  // by handout
  i128 out = 0;
};
std::vector<Moved> moved_by_rules(const Sharing& sharing, std::pair<std::uint32_t, std::uint32_t> leaves) {
  std::vector<Moved> moved(sharing.rules.size());
  for (const Flow& flow : sharing.flows) {
    if (flow.leaf < leaves.first || flow.leaf >= leaves.second) continue;
    moved[flow.rule].out += flow.out;
    if (flow.in == 0 && flow.own == 0) continue;
    Moved::In& in = moved[flow.rule].in[flow.handout];
    in.amount += flow.in;
    in.own += flow.own;
  }
  return moved;
}

// The handouts that moved most; the others only as their number and sum.
std::pair<std::vector<std::size_t>, Moved::In> largest(std::map<std::size_t, Moved::In>& in) {
  std::erase_if(in, [](const auto& one) { return one.second.amount == 0; });
  std::vector<std::size_t> handouts;
  for (const auto& [handout, moved] : in) handouts.push_back(handout);
  Moved::In rest;
  if (handouts.size() <= Explanation::kMaxHandouts) return {handouts, rest};
  sort_items(handouts,
             [&](std::size_t a, std::size_t b) { return size_of(in[a].amount) > size_of(in[b].amount); });
  for (std::size_t at = Explanation::kMaxHandouts; at < handouts.size(); ++at)
    rest.amount += in[handouts[at]].amount;
  handouts.resize(Explanation::kMaxHandouts);
  sort_items(handouts);
  return {handouts, rest};
}

// What each rule moved, in order, after what the group's lines cost by themselves.
void add_rules(const Tree& tree, std::pair<std::uint32_t, std::uint32_t> leaves, Explanation& explanation) {
  const Sharing& sharing = *tree.sharing;
  std::vector<Moved> moved = moved_by_rules(sharing, leaves);
  for (std::size_t rule = 0; rule < sharing.rules.size(); ++rule) {
    const auto add = [&](StepKind kind, i128 change) -> Step& {
      const Figure before = explanation.steps.back().figure;
      Step& step = explanation.steps.emplace_back();
      step.kind = kind;
      step.index = rule;
      step.change = change;
      step.figure = {before.amount + change, before.rows};
      return step;
    };
    std::map<std::size_t, Moved::In>& in = moved[rule].in;
    const auto [handouts, rest] = largest(in);
    for (const std::size_t handout : handouts)
      add(StepKind::received_by_rule, in[handout].amount).received = {sharing.handouts[handout],
                                                                      in[handout].own};
    if (handouts.size() < in.size())
      add(StepKind::received_by_more, rest.amount).handouts = in.size() - handouts.size();
    if (moved[rule].out != 0) add(StepKind::given_by_rule, -moved[rule].out);
  }
}

// Of a group without children: beside its own lines, what the rules moved.
void add_moved_parts(Explanation& explanation) {
  for (const Step& step : explanation.steps) {
    const bool received = step.kind == StepKind::received_by_rule || step.kind == StepKind::received_by_more;
    if (!received && step.kind != StepKind::given_by_rule) continue;
    const PartKind kind = received ? PartKind::received : PartKind::given;
    std::vector<Part>& parts = explanation.parts;
    if (!parts.empty() && parts.back().kind == kind && parts.back().rule == step.index) {
      parts.back().figure.amount += step.change;
    } else {
      parts.push_back({kind, {}, 1, {step.change, 0}, step.index});
    }
  }
}

}  // namespace

i128 Explanation::difference() const {
  i128 sum = 0;
  for (const Part& part : parts) sum += part.figure.amount;
  return figure.amount != sum ? figure.amount - sum : figure.amount - steps.back().figure.amount;
}

Result<Explanation> explain(const plan::Plan& plan, const Path& path, const Tree& tree,
                            Dimensions& dimensions) {
  const bill::Bill& bill = dimensions.bill();
  const Result<Measure> measure = resolve_measure(bill, plan.measure);
  if (!measure) return measure.error();
  const Result<GroupConditions> conditions = conditions_of_group(plan, path, tree, dimensions);
  if (!conditions) return conditions.error();
  const Scan lines = scan(bill, *measure, conditions->all);
  if (lines.overflowed) return sum_too_large(bill, *measure);

  Explanation explanation;
  explanation.scale = tree.scale;
  const bool one_currency = !conditions->has_currency || tree.other_currencies.empty();
  explanation.steps.push_back({StepKind::lines_of_file, 0, lines.after[0].figure(), one_currency, 0});
  if (!one_currency) explanation.steps.back().figure.amount = 0;
  std::size_t at = 1;
  const auto add = [&](StepKind kind, std::size_t index) {
    explanation.steps.push_back({kind, index, lines.after[at++].figure(), true, 0});
  };
  if (conditions->has_currency) add(StepKind::kept_by_currency, 0);
  if (plan::omits_any(plan.omitted)) add(StepKind::not_omitted, 0);
  for (std::size_t filter = 0; filter < plan.filters.size(); ++filter) add(StepKind::kept_by_filter, filter);
  for (std::size_t level = 0; level < path.size(); ++level) add(StepKind::in_group, level);

  const std::optional<std::uint32_t> node = tree.find(path);
  if (path.empty()) {
    explanation.figure = tree.total();
  } else if (node) {
    const Node& group = tree.levels[path.size() - 1].nodes[*node];
    explanation.figure = {group.amount, group.rows};
  }
  if (tree.sharing) add_rules(tree, leaves_of(tree, path.size(), node), explanation);
  const bool has_children = path.size() < tree.levels.size();
  if (!has_children) {
    explanation.parts = parts_by_sign(lines, rejected_rows(bill, *measure, conditions->all));
    add_moved_parts(explanation);
  } else if (path.empty() || node) {
    explanation.parts = parts_by_child(tree, path.size(), node.value_or(0));
  }
  return explanation;
}

}  // namespace billfold::split
