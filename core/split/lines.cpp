#include "split/lines.h"

#include <algorithm>

#include "money/sum.h"
#include "split/measure.h"
#include "split/series.h"

namespace billfold::split {
namespace {

// Reason of each rejected cell of the column, by row; the bill's list is in the order of rows.
std::string_view reason_of(const bill::Bill& bill, std::uint32_t column, std::size_t row) {
  auto at = std::lower_bound(bill.rejected.begin(), bill.rejected.end(), row,
                             [](const bill::Rejected& rejected, std::size_t r) { return rejected.row < r; });
  for (; at != bill.rejected.end() && at->row == row; ++at) {
    if (at->column == column) return bill::name_of(at->reason);
  }
  return {};
}

}  // namespace

Result<GroupConditions> conditions_of_group(const plan::Plan& plan, const Path& path, const Tree& tree,
                                            Dimensions& dimensions) {
  const Result<plan::Plan> of_group = plan_of_group(plan, path);
  if (!of_group) return of_group.error();
  GroupConditions conditions;
  const bill::Column* column = dimensions.bill().currency_column();
  conditions.has_currency = column != nullptr && (tree.money || !plan.currency.empty());
  if (conditions.has_currency) {
    const auto currency = dimensions.get(column->role.name, plan);
    if (!currency) return currency.error();
    std::vector<std::optional<std::string>> codes;
    codes.emplace_back(tree.currency);
    if (tree.with_blank_currency) codes.emplace_back();
    conditions.all.push_back(Condition::value_is_among(*currency, codes, false));
  }
  Result<std::vector<Condition>> rest = conditions_of(*of_group, dimensions);
  if (!rest) return rest.error();
  std::move(rest->begin(), rest->end(), std::back_inserter(conditions.all));
  return conditions;
}

Result<GroupRows> rows_of(const plan::Plan& plan, const Path& path, const Tree& tree,
                          Dimensions& dimensions) {
  const Result<Measure> measure = resolve_measure(dimensions.bill(), plan.measure);
  if (!measure) return measure.error();
  const Result<GroupConditions> conditions = conditions_of_group(plan, path, tree, dimensions);
  if (!conditions) return conditions.error();

  GroupRows group;
  group.scale = measure->scale();
  money::Sum sum;
  measure->amounts().visit([&](const auto& mantissas) {
    for_each_block(dimensions.bill().rows, conditions->all,
                   [&](std::size_t begin, std::size_t count, const std::uint8_t* keep) {
                     for (std::size_t i = 0; i < count; ++i) {
                       if (keep[i] == 0) continue;
                       group.rows.push_back(static_cast<std::uint32_t>(begin + i));
                       sum.add(mantissas[begin + i]);
                     }
                   });
  });
  if (sum.overflowed()) return sum_too_large(dimensions.bill(), *measure);
  group.amount = sum.value();
  return group;
}

std::vector<SourceLine> source_lines(const bill::Bill& bill, std::string_view measure, const GroupRows& group,
                                     std::uint64_t offset, std::uint32_t limit) {
  std::vector<SourceLine> lines;
  const Result<Measure> measured = resolve_measure(bill, measure);
  if (!measured) return lines;
  const std::size_t begin = static_cast<std::size_t>(std::min<std::uint64_t>(offset, group.rows.size()));
  const std::size_t end = begin + std::min<std::size_t>(limit, group.rows.size() - begin);
  for (std::size_t at = begin; at < end; ++at) {
    const std::size_t row = group.rows[at];
    const auto [source, row_of_source] = bill.source_of(row);
    const bill::RowPlace place = source->places[row_of_source];
    SourceLine& line = lines.emplace_back();
    line.file = static_cast<std::uint32_t>(source - bill.sources.data());
    line.row = row;
    line.line = place.line;
    line.begin = place.begin;
    line.end = place.end;
    line.amount = measured->amounts()[row].mantissa;
    line.rejected = reason_of(bill, measured->index, row);
  }
  return lines;
}

}  // namespace billfold::split
