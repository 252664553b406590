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
  money::Sum size;  // without the sign
  std::uint64_t rows = 0;

  void add(i128 mantissa) {
    amount.add(mantissa);
    size.add(mantissa < 0 ? -mantissa : mantissa);
    ++rows;
  }

  // The rows of a block that are kept. Where every amount is below 2^52 a block's sums cannot leave 64 bits, and nothing
  // is asked a row. (This is counted before a large bill is first shown.)
  void add(std::span<const std::int64_t> mantissas, const std::uint8_t* keep) {
    constexpr std::uint64_t kSmall = std::uint64_t{1} << 52U;
    static_assert(kBlockRows <= 2048);
    std::uint64_t amounts = 0;  // as two's complement
    std::uint64_t sizes = 0;
    std::uint64_t bits = 0;  // of all sizes
    std::uint64_t kept = 0;
    for (std::size_t i = 0; i < mantissas.size(); ++i) {
      const std::uint64_t is_kept = keep[i];
      const std::uint64_t mantissa = static_cast<std::uint64_t>(mantissas[i]) & (0 - is_kept);
      const std::uint64_t sign = 0 - (mantissa >> 63U);
      const std::uint64_t magnitude = (mantissa ^ sign) - sign;
      amounts += mantissa;
      sizes += magnitude;
      bits |= magnitude;
      kept += is_kept;
    }
    if (bits < kSmall) {
      amount.add(static_cast<std::int64_t>(amounts));
      size.add(static_cast<std::int64_t>(sizes));
      rows += kept;
    } else {
      add_each(mantissas, keep);
    }
  }
  void add(std::span<const i128> mantissas, const std::uint8_t* keep) { add_each(mantissas, keep); }

 private:
  template <class Mantissa>
  void add_each(std::span<const Mantissa> mantissas, const std::uint8_t* keep) {
    for (std::size_t i = 0; i < mantissas.size(); ++i) {
      if (keep[i] != 0) add(static_cast<i128>(mantissas[i]));
    }
  }
};

Sums sums_of(const bill::Bill& bill, const Measure& measure, std::span<const Condition> conditions) {
  Sums sums;
  measure.amounts().visit([&](const auto& mantissas) {
    for_each_block(bill.rows, conditions,
                   [&](std::size_t begin, std::size_t count, const std::uint8_t* keep) {
                     sums.add(mantissas.subspan(begin, count), keep);
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
