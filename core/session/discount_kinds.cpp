#include "session/discount_kinds.h"

#include <algorithm>

#include "base/sort.h"
#include "commitment/lines.h"

namespace billfold::session::questions {
namespace {

using money::Decimal;

DiscountKinds of_columns(const bill::Bill& bill, const vendor::CostForm& form) {
  DiscountKinds found;
  std::vector<const bill::AmountColumn*> columns;
  for (const bill::Column& column : bill.columns) {
    if (!column.amount || !commitment::is_named(form.taken_off, column.role.name)) continue;
    found.names.emplace_back(column.role.name);
    columns.push_back(&*column.amount);
  }
  found.kinds = commitment::Kinds::of_columns(std::move(columns));
  return found;
}

}  // namespace

std::string purchase_option(const bill::Bill& bill) {
  for (const std::string_view field : {"charge_type", "pricing_category", "billing_mode", "bill_category"}) {
    if (bill.column_of_field(field) != nullptr) return std::string(field);
  }
  return "line";
}

bool has_columns_between(const Bases& bases, const Basis& from, const Basis& to) {
  const std::optional<vendor::CostForm>& form = bases.form();
  return form && !form->taken_off.empty() && from.role == form->list && to.role == form->taken_off_to;
}

std::vector<const commitment::BasisRow*> largest_changes(const commitment::BasisTable& table) {
  std::vector<const commitment::BasisRow*> rows;
  for (const commitment::BasisRow& row : table.rows) {
    if (row.change.mantissa != 0) rows.push_back(&row);
  }
  const auto size = [](const Decimal& amount) {
    return amount.mantissa < 0 ? money::negate(amount) : amount;
  };
  sort_items(rows, [&size](const commitment::BasisRow* a, const commitment::BasisRow* b) {
    return money::compare(size(a->change), size(b->change)) > 0;
  });
  return rows;
}

std::size_t told_apart(std::size_t changes) {
  constexpr std::size_t kMost = 8;
  return changes == kMost + 1 ? changes : std::min(changes, kMost);
}

Result<DiscountKinds> kinds_between(const Asked& asked, const plan::Plan& plan, const Bases& bases,
                                    const Basis& from, const Basis& to, const commitment::Kept& kept) {
  if (has_columns_between(bases, from, to)) return of_columns(asked.bill, *bases.form());
  DiscountKinds found;
  const std::string by = purchase_option(asked.bill);
  if (by == "line") return found;  // A line is no kind.
  auto dimension = dimensions_of(asked).get(by, plan);
  if (!dimension) return dimension.error();
  const bill::Dimension& values = *(*dimension)->dimension();
  const Result<commitment::BasisTable> table =
      commitment::compare_bases(values, *from.amounts, *to.amounts, kept);
  if (!table) return table.error();
  std::vector<const commitment::BasisRow*> rows = largest_changes(*table);
  rows.resize(told_apart(rows.size()));
  std::vector<std::uint32_t> chosen;
  for (const commitment::BasisRow* row : rows) {
    found.names.push_back(row->value);
    chosen.push_back(row->id);
  }
  found.by = by;
  found.kinds = commitment::Kinds::of_values(values, chosen);
  found.dimension = std::move(*dimension);
  return found;
}

}  // namespace billfold::session::questions
