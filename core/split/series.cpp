#include "split/series.h"

#include <algorithm>

#include "base/sort.h"
#include "calendar/month.h"
#include "split/shared_cost.h"

namespace billfold::split {
namespace {

i128 size_of(i128 amount) { return amount < 0 ? -amount : amount; }

// The period after this one: "2025-05" after "2025-04". Nothing for a text that is none.
std::optional<std::string> period_after(std::string_view period) {
  const std::optional<calendar::ParsedDate> date = calendar::parse_date(period, calendar::Order::ymd);
  if (!date) return std::nullopt;
  if (date->precision == calendar::Precision::day) return calendar::iso(date->day + 1);
  return calendar::iso(calendar::next(calendar::month_of(date->day)));
}

// Every period from the first to the last of `periods`, which are in order.
std::vector<std::string> without_gaps(std::vector<std::string> periods) {
  if (periods.empty()) return periods;
  std::vector<std::string> filled{periods.front()};
  while (filled.back() < periods.back() && filled.size() < SeriesTable::kMaxPeriods) {
    std::optional<std::string> next = period_after(filled.back());
    if (!next) return periods;
    filled.push_back(std::move(*next));
  }
  return filled.back() == periods.back() ? filled : periods;
}

// A row of amounts by period, and where each value of the period level falls in it.
struct Columns {
  std::vector<std::size_t> of_value;  // of the values that occur, "no value" included
  std::size_t count = 0;
};

Columns columns_of(const TreeLevel& periods, SeriesTable& table) {
  const TextList& texts = periods.level.texts;
  std::vector<std::uint8_t> occurs(std::size_t{texts.size()} + 1, 0);
  for (const Node& node : periods.nodes) occurs[node.value] = 1;
  std::vector<std::string> dated;
  for (std::uint32_t value = 0; value < texts.size(); ++value) {
    if (occurs[value] != 0) dated.emplace_back(texts[value]);
  }
  const std::vector<std::string> filled = without_gaps(std::move(dated));
  table.periods.assign(filled.begin(), filled.end());
  Columns columns;
  columns.of_value.assign(occurs.size(), filled.size());
  std::size_t column = 0;
  for (std::uint32_t value = 0; value < texts.size(); ++value) {
    if (occurs[value] == 0) continue;
    while (filled[column] != texts[value]) ++column;
    columns.of_value[value] = column;
  }
  if (occurs.back() != 0) table.periods.emplace_back();
  columns.count = table.periods.size();
  return columns;
}

void add_group(const Tree& tree, std::uint32_t group, const Columns& columns, Series& series) {
  const TreeLevel& periods = tree.levels.back();
  const auto [begin, end] = tree.children(tree.levels.size() - 1, group);
  for (std::uint32_t node = begin; node < end; ++node) {
    const Node& period = periods.nodes[node];
    series.amounts[columns.of_value[period.value]] += period.amount;
    series.total += period.amount;
  }
}

// The groups of the first level as series: the `top` largest, the others together, the unassigned.
std::vector<Series> series_by_group(const Tree& tree, const Columns& columns, std::uint32_t top) {
  const TreeLevel& groups = tree.levels.front();
  std::vector<std::uint32_t> order;
  std::optional<std::uint32_t> unassigned;
  for (std::uint32_t node = 0; node < groups.nodes.size(); ++node) {
    if (groups.is_unassigned(groups.nodes[node])) {
      unassigned = node;
    } else {
      order.push_back(node);
    }
  }
  sort_items(order, [&](std::uint32_t a, std::uint32_t b) {
    const i128 x = size_of(groups.nodes[a].amount);
    const i128 y = size_of(groups.nodes[b].amount);
    return x != y ? x > y : a < b;
  });
  const std::size_t apart = top > 0 && order.size() > std::size_t{top} + 1 ? top : order.size();

  std::vector<Series> all;
  const auto add = [&](SeriesKind kind, std::span<const std::uint32_t> nodes) {
    Series& series = all.emplace_back();
    series.kind = kind;
    series.groups = nodes.size();
    series.amounts.resize(columns.count);
    if (kind == SeriesKind::group) series.name = groups.name_of(groups.nodes[nodes.front()]);
    for (const std::uint32_t node : nodes) add_group(tree, node, columns, series);
  };
  const std::span<const std::uint32_t> ordered(order);
  for (std::size_t i = 0; i < apart; ++i) add(SeriesKind::group, ordered.subspan(i, 1));
  if (apart < order.size()) add(SeriesKind::others, ordered.subspan(apart));
  if (unassigned) add(SeriesKind::unassigned, {&*unassigned, 1});
  return all;
}

void add_up(SeriesTable& table) {
  table.totals.assign(table.periods.size(), 0);
  for (std::size_t period = 0; period < table.periods.size(); ++period) {
    i128 above = 0;
    i128 below = 0;
    for (const Series& series : table.series) {
      const i128 amount = series.amounts[period];
      (amount < 0 ? below : above) += amount;
      table.totals[period] += amount;
    }
    table.top = std::max(table.top, above);
    table.bottom = std::min(table.bottom, below);
  }
  table.highest = std::max(table.top, -table.bottom);
}

}  // namespace

std::vector<i128> round_amounts(i128 bottom, i128 top) {
  constexpr u128 kMostSteps = 5;
  // Both have at most 38 digits: what is between them may leave a sign's 127 bits, but not 128.
  const u128 between = static_cast<u128>(top) - static_cast<u128>(bottom);
  u128 step = 1;
  for (u128 power = 1; between / step > kMostSteps; power *= 10) {
    for (const u128 digit : {u128{1}, u128{2}, u128{5}}) {
      step = digit * power;
      if (between / step <= kMostSteps) break;
    }
  }
  const i128 signed_step = static_cast<i128>(step);
  std::vector<i128> amounts;
  for (i128 at = bottom / signed_step; at <= top / signed_step; ++at) amounts.push_back(at * signed_step);
  return amounts;
}

Result<plan::Plan> plan_of_group(const plan::Plan& plan, const Path& path) {
  const Result<std::vector<std::string>> levels = levels_of(plan);
  if (!levels) return levels.error();
  if (path.size() > levels->size()) {
    return make_error(Code::bad_request, {{"what", "has more levels than the plan"}, {"where", "path"}});
  }
  plan::Plan of_group = plan;
  for (std::size_t at = 0; at < path.size(); ++at) {
    of_group.filters.push_back({(*levels)[at], {path[at]}, false});
  }
  return of_group;
}

Result<SeriesTable> series_of(const plan::Plan& plan, const Path& root, std::string_view grain,
                              std::uint32_t top, Dimensions& dimensions) {
  if (grain != "month" && grain != "day") {
    return make_error(Code::bad_request, {{"what", "is not month or day"}, {"where", "grain"}});
  }
  Result<plan::Plan> of_root = plan_of_group(plan, root);
  if (!of_root) return of_root.error();
  SeriesTable table;
  if (root.size() < plan.by.size()) table.dimension = plan.by[root.size()];
  of_root->by.clear();
  if (!table.dimension.empty()) of_root->by.push_back(table.dimension);
  of_root->by.emplace_back(grain);
  of_root->grain = "file";

  const Result<Tree> tree = split_of(*of_root, dimensions);
  if (!tree) return tree.error();
  table.scale = tree->scale;
  table.total = tree->total().amount;
  const Columns columns = columns_of(tree->levels.back(), table);
  if (!table.dimension.empty()) {
    table.series = series_by_group(*tree, columns, top);
  } else if (!tree->levels.back().nodes.empty()) {
    Series& whole = table.series.emplace_back();
    whole.kind = SeriesKind::total;
    whole.amounts.resize(columns.count);
    for (const Node& period : tree->levels.back().nodes) {
      whole.amounts[columns.of_value[period.value]] += period.amount;
      whole.total += period.amount;
    }
  }
  add_up(table);
  return table;
}

}  // namespace billfold::split
