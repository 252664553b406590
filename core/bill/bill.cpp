#include "bill/bill.h"

#include <algorithm>
#include <cassert>

namespace billfold::bill {

std::string_view name_of(RejectReason reason) {
  switch (reason) {
    case RejectReason::not_a_number:
      return "not_a_number";
    case RejectReason::too_many_digits:
      return "too_many_digits";
    case RejectReason::other_mark:
      return "other_mark";
    case RejectReason::surplus_cells:
      return "surplus_cells";
    case RejectReason::not_scheduled:
      return "not_scheduled";
  }
  return "";
}

const Column* Bill::find_column(std::string_view name) const {
  const auto found =
      std::find_if(columns.begin(), columns.end(), [name](const Column& c) { return c.role.name == name; });
  return found == columns.end() ? nullptr : &*found;
}

const Column* Bill::column_of_field(std::string_view field) const {
  if (field.empty()) return nullptr;  // a column without a field fills none
  const auto found = std::find_if(columns.begin(), columns.end(),
                                  [field](const Column& c) { return c.role.field == field; });
  return found == columns.end() ? nullptr : &*found;
}

const Column* Bill::currency_column() const {
  const auto found = std::find_if(columns.begin(), columns.end(), [](const Column& c) {
    return c.role.kind == vendor::ColumnRole::currency;
  });
  return found == columns.end() ? nullptr : &*found;
}

std::pair<const Source*, std::size_t> Bill::source_of(std::size_t row) const {
  if (!origins.empty()) row = origins[row];
  auto after = std::upper_bound(sources.begin(), sources.end(), row,
                                [](std::size_t r, const Source& source) { return r < source.first_row; });
  const Source& source = *std::prev(after);
  return {&source, row - source.first_row};
}

Result<money::Decimal> total_of(const Bill& bill, const Column& column, std::size_t begin, std::size_t end) {
  assert(column.amount && begin <= end && end <= bill.rows);
  money::Sum sum;
  column.amount->visit([&](const auto& mantissas) {
    for (std::size_t row = begin; row < end; ++row) sum.add(mantissas[row]);
  });
  if (sum.overflowed()) {
    const auto [source, row] = bill.source_of(end - 1);
    const std::uint64_t line = source->places[row].line;
    return make_error(Code::sum_too_large, {{"column", column.role.name}, {"line", std::to_string(line)}},
                      {.line = line});
  }
  return money::Decimal{sum.value(), column.amount->scale()};
}

}  // namespace billfold::bill
