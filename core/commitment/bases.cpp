#include "commitment/bases.h"

#include "base/sort.h"
#include "money/sum.h"

namespace billfold::commitment {
namespace {

using money::Decimal;

struct Sums {
  std::uint64_t rows = 0;
  std::uint64_t left_out_rows = 0;
  money::Sum from;  // where a line has it, it has both sides
  money::Sum paid;
  money::Sum left_out;

  void add(i128 before, i128 after) {
    ++rows;
    from.add(before);
    if (before != 0) return paid.add(after);
    left_out.add(after);
    ++left_out_rows;
  }
  bool overflowed() const { return from.overflowed() || paid.overflowed() || left_out.overflowed(); }
};

Result<BasisRow> row_of(const Sums& sums, int from_scale, int to_scale) {
  if (sums.overflowed()) return make_error(Code::overflow);
  BasisRow row;
  row.rows = sums.rows;
  row.left_out_rows = sums.left_out_rows;
  row.from = {sums.from.value(), from_scale};
  row.list = row.from;
  row.paid = {sums.paid.value(), to_scale};
  row.left_out = {sums.left_out.value(), to_scale};
  const Result<Decimal> to = money::add(row.paid, row.left_out);
  if (!to) return to.error();
  row.to = *to;
  const Result<Decimal> change = money::subtract(row.to, row.from);
  if (!change) return change.error();
  row.change = *change;
  const Result<Decimal> discount = money::subtract(row.list, row.paid);
  if (!discount) return discount.error();
  row.discount = *discount;
  if (row.list.mantissa == 0) return row;
  const Result<Decimal> hundredfold = money::multiply(row.discount, {100, 0});
  if (!hundredfold) return hundredfold.error();
  const Result<Decimal> percent = money::divide(*hundredfold, row.list, 2, money::Rounding::half_up);
  if (!percent) return percent.error();
  row.percent = *percent;
  return row;
}

bool comes_before(const BasisRow& a, const BasisRow& b) {
  if (a.value.has_value() != b.value.has_value()) return a.value.has_value();
  const int order = money::compare(a.discount, b.discount);
  return order != 0 ? order > 0 : a.value < b.value;
}

}  // namespace

Result<BasisTable> compare_bases(const bill::Dimension& dimension, const bill::AmountColumn& from,
                                 const bill::AmountColumn& to, const Kept& kept) {
  std::vector<Sums> groups(dimension.size());
  Sums all;
  for (std::size_t row = 0; row < kept.size(); ++row) {
    if (kept[row] == 0) continue;
    const i128 before = from[row].mantissa;
    const i128 after = to[row].mantissa;
    groups[dimension.value_of(row)].add(before, after);
    all.add(before, after);
  }
  BasisTable table;
  const Result<BasisRow> total = row_of(all, from.scale(), to.scale());
  if (!total) return total.error();
  table.total = *total;
  Decimal sum = table.total.from;
  for (std::uint32_t value = 0; value < groups.size(); ++value) {
    if (groups[value].rows == 0) continue;
    Result<BasisRow> row = row_of(groups[value], from.scale(), to.scale());
    if (!row) return row.error();
    if (value != 0) row->value = dimension.text(value);
    row->id = value;
    const Result<Decimal> next = money::add(sum, row->change);
    if (!next) return next.error();
    sum = *next;
    table.rows.push_back(std::move(*row));
  }
  const Result<Decimal> difference = money::subtract(sum, table.total.to);
  if (!difference) return difference.error();
  table.difference = *difference;
  sort_items(table.rows, comes_before);
  return table;
}

}  // namespace billfold::commitment
