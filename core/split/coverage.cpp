#include "split/coverage.h"

#include <algorithm>
#include <limits>
#include <type_traits>

#include "money/sum.h"
#include "split/defined.h"
#include "split/lines.h"
#include "split/measure.h"

namespace billfold::split {
namespace {

struct Sums {
  money::Sum amount;
  money::Sum size;
  std::uint64_t rows = 0;
};

Sums sums_of(const bill::Bill& bill, const Measure& measure, std::span<const Condition> conditions) {
  Sums sums;
  measure.amounts().visit([&](const auto& mantissas) {
    using Mantissa = typename std::remove_reference_t<decltype(mantissas)>::value_type;
    for_each_block(bill.rows, conditions,
                   [&](std::size_t begin, std::size_t count, const std::uint8_t* keep) {
                     Sums block = sums;  // in registers
                     for (std::size_t i = 0; i < count; ++i) {
                       if (keep[i] == 0) continue;
                       const auto mantissa = mantissas[begin + i];
                       block.amount.add(mantissa);
                       // Of the smallest number of its width the size does not fit in it.
                       if (mantissa == std::numeric_limits<Mantissa>::min()) {
                         block.size.add(-static_cast<i128>(mantissa));
                       } else {
                         block.size.add(mantissa < 0 ? -mantissa : mantissa);
                       }
                       ++block.rows;
                     }
                     sums = block;
                   });
  });
  return sums;
}

// A dimension of which only the empty cell is no value is looked at sixteen rows and more at once.
bool every_row_has_a_value(const bill::Dimension& dimension) {
  if (dimension.ids() == nullptr) return true;  // a row stands for itself
  const std::span<const std::uint32_t> values = dimension.values_of_ids();
  const bool only_empty = std::find(values.begin() + 1, values.end(), 0U) == values.end();
  return dimension.ids()->visit([&](const auto& ids) {
    for (std::size_t begin = 0; begin < ids.size(); begin += kBlockRows) {
      const auto block = ids.subspan(begin, std::min(kBlockRows, ids.size() - begin));
      bool missing = false;
      if (only_empty) {
        for (const auto id : block) missing |= id == 0;
      } else {
        for (const auto id : block) missing |= values[id] == 0;
      }
      if (missing) return false;
    }
    return true;
  });
}

// Lines with a value.
Condition has_value(std::shared_ptr<RankedDimension> dimension) {
  const std::optional<std::string> no_value[] = {std::nullopt};
  return Condition::value_is_among(std::move(dimension), no_value, true);
}

}  // namespace

Result<CoverageTable> coverage_of(const plan::Plan& plan, Dimensions& dimensions) {
  const bill::Bill& bill = dimensions.bill();
  const Result<Measure> measure = resolve_measure(bill, plan.measure);
  if (!measure) return measure.error();
  plan::Plan whole = plan;
  whole.by.clear();
  whole.filters.clear();
  whole.grain = "file";
  Result<Partial> counted = partial(whole, dimensions);
  if (!counted) return counted.error();
  const Result<Tree> tree = finish(std::move(*counted));
  if (!tree) return tree.error();
  Result<GroupConditions> conditions = conditions_of_group(whole, {}, *tree, dimensions);
  if (!conditions) return conditions.error();

  CoverageTable table;
  table.scale = tree->scale;
  table.whole = tree->total();
  const Sums all = sums_of(bill, *measure, conditions->all);
  if (all.size.overflowed()) return sum_too_large(bill, *measure);
  table.whole_size = all.size.value();
  std::vector<bill::DimensionName> names = bill::dimension_names(bill);
  const std::vector<bill::DimensionName> defined = defined_names(plan);
  names.insert(names.end(), defined.begin(), defined.end());
  for (bill::DimensionName& name : names) {
    Coverage& coverage = table.dimensions.emplace_back();
    coverage.name = std::move(name);
    if (!coverage.name.stored) continue;
    // Not kept: every dimension of the bill at once is more than what a plan needs.
    Result<bill::Dimension> resolved =
        is_defined_by(plan, coverage.name.name)
            ? defined_dimension(coverage.name.name, plan, dimensions, MissingTag::is_an_error)
            : bill::resolve_dimension(bill, coverage.name.name, plan.blank_words);
    if (!resolved && is_defined_by(plan, coverage.name.name)) {
      coverage.name.stored = false;  // a rule names what this bill does not have; the split says which
      continue;
    }
    if (!resolved) return resolved.error();
    coverage.values = resolved->size() - 1;
    if (every_row_has_a_value(*resolved)) {
      coverage.covered = table.whole;
      coverage.covered_size = table.whole_size;
      continue;
    }
    conditions->all.push_back(has_value(std::make_shared<RankedDimension>(std::move(*resolved))));
    const Sums covered = sums_of(bill, *measure, conditions->all);
    conditions->all.pop_back();
    if (covered.amount.overflowed()) return sum_too_large(bill, *measure);
    coverage.covered = {covered.amount.value(), covered.rows};
    coverage.covered_size = covered.size.value();
  }
  return table;
}

std::string coverage_percent(const Coverage& coverage, const CoverageTable& table) {
  return share_of(coverage.covered_size, table.whole_size).value_or("0.0");
}

bool covers_at_least(const Coverage& coverage, const CoverageTable& table, int percent) {
  if (table.whole_size == 0) return false;
  const Result<money::Decimal> least =
      money::multiply_by_ratio({table.whole_size, 0}, percent, 100, 2, money::Rounding::ceiling);
  return least && money::compare({coverage.covered_size, 0}, *least) >= 0;
}

}  // namespace billfold::split
