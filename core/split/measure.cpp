#include "split/measure.h"

#include <string>

#include "money/sum.h"

namespace billfold::split {
namespace {

std::string first_text(const bill::Column& column) {
  if (!column.text) return {};
  for (std::uint32_t id = 0; id < column.text->values.size(); ++id) {
    if (!column.text->values.text(id).empty()) return std::string(column.text->values.text(id));
  }
  return {};
}

// The row at which the running sum leaves 38 digits for the first time; the last row where only the sum of a
// group did.
std::size_t row_of_overflow(const bill::Bill& bill, const Measure& measure) {
  return measure.amounts().visit([&](const auto& mantissas) -> std::size_t {
    money::Sum sum;
    for (std::size_t row = 0; row < mantissas.size(); ++row) {
      sum.add(mantissas[row]);
      if (sum.overflowed()) return row;
    }
    return bill.rows == 0 ? 0 : bill.rows - 1;
  });
}

}  // namespace

std::string known_measures(const bill::Bill& bill) {
  std::string names;
  for (const bill::Column& column : bill.columns) {
    if (column.role.kind != vendor::ColumnRole::amount) continue;
    if (!names.empty()) names += ", ";
    names += column.role.name;
  }
  for (const bill::Column& basis : bill.computed) names += ", " + basis.role.name;
  return names;
}

Result<Measure> resolve_measure(const bill::Bill& bill, std::string_view name) {
  if (name.empty()) name = bill.default_measure;
  if (name.empty()) return make_error(Code::no_amount_column);
  if (const bill::Column* basis = bill.find_computed(name); basis != nullptr && basis->amount) {
    const auto place = bill.columns.size() + static_cast<std::size_t>(basis - bill.computed.data());
    return Measure{basis, static_cast<std::uint32_t>(place)};
  }
  const bill::Column* column = bill.find_column(name);
  if (column == nullptr) {
    return make_error(Code::unknown_measure,
                      {{"measure", std::string(name)}, {"known", known_measures(bill)}});
  }
  if (column->amount) return Measure{column, static_cast<std::uint32_t>(column - bill.columns.data())};
  if (column->role.kind == vendor::ColumnRole::amount) {
    return make_error(Code::column_not_read, {{"column", column->role.name}, {"as", "amount"}});
  }
  return make_error(Code::not_an_amount, {{"column", column->role.name}, {"text", first_text(*column)}});
}

std::string_view first_word(const bill::Bill& bill, const Measure& measure) {
  for (const bill::Rejected& rejected : bill.rejected) {
    if (rejected.column == measure.index) return rejected.text;
  }
  return {};
}

Error sum_too_large(const bill::Bill& bill, const Measure& measure) {
  const std::size_t row = row_of_overflow(bill, measure);
  const auto [source, row_of_source] = bill.source_of(row);
  const std::uint64_t line = source->places[row_of_source].line;
  return make_error(Code::sum_too_large,
                    {{"column", measure.column->role.name}, {"line", std::to_string(line)}},
                    {.line = line, .column = measure.index + 1});
}

}  // namespace billfold::split
