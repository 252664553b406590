#include "bill/derived.h"

#include <algorithm>

namespace billfold::bill {

using vendor::ColumnRole;

Derived::Derived(const Bill& source, std::vector<std::uint32_t> origins,
                 std::span<const std::string_view> refilled)
    : source_(source) {
  made_.profile = source.profile;
  made_.family = source.family;
  made_.sources = source.sources;
  made_.rows = origins.size();
  made_.origins = std::move(origins);
  made_.tag_fields = source.tag_fields;
  made_.default_measure = source.default_measure;
  made_.date_order = source.date_order == "epoch" ? "ymd" : source.date_order;
  made_.zero_words = source.zero_words;
  made_.malformed_tags = source.malformed_tags;
  for (const Column& column : source.columns) {
    Column& copy = made_.columns.emplace_back();
    copy.role = column.role;
    copy.mark = column.mark;
    if (std::find(refilled.begin(), refilled.end(), copy.role.field) != refilled.end())
      copy.role.field.clear();
  }
}

std::size_t Derived::add(std::string name, ColumnRole::Kind kind, std::string_view field) {
  while (made_.find_column(name) != nullptr) name += " (2)";
  Column& column = made_.columns.emplace_back();
  column.role.index = static_cast<std::uint32_t>(made_.columns.size() - 1);
  column.role.name = std::move(name);
  column.role.kind = kind;
  column.role.field = field;
  if (kind == ColumnRole::amount) {
    column.amount.emplace();
  } else {
    column.text.emplace();
  }
  return made_.columns.size() - 1;
}

std::size_t Derived::add_money(std::string name, std::string_view role) {
  const std::size_t column = add(std::move(name), ColumnRole::amount);
  made_.columns[column].role.measure_role = role;
  made_.columns[column].role.money = true;
  return column;
}

void Derived::push_amount(std::size_t column, const money::Decimal& amount) {
  AmountColumn& to = *made_.columns[column].amount;
  if (!to.push(amount)) to.append_zeros(1);
}

void Derived::copy_column(std::size_t index, bool spread, const std::function<bool(std::size_t row)>& keeps) {
  const Column& from = source_.columns[index];
  Column& to = made_.columns[index];
  if (from.text) {
    to.text.emplace();
    for (std::size_t row = 0; row < made_.rows; ++row) {
      const bool kept = !keeps || keeps(row);
      to.text->push(kept ? from.text->values.text(from.text->ids[made_.origins[row]]) : std::string_view());
    }
  }
  if (!from.amount) return;
  to.amount.emplace();
  to.empty = from.empty;
  to.rejected = from.rejected;
  if (spread) return;
  for (std::size_t row = 0; row < made_.rows; ++row) {
    push_amount(index, is_first(row) ? (*from.amount)[made_.origins[row]] : money::Decimal{});
  }
}

void Derived::copy_rejected(std::uint32_t column,
                            const std::function<std::optional<RejectReason>(std::size_t row)>& rejects) {
  std::size_t at = 0;
  for (std::size_t row = 0; row < made_.rows; ++row) {
    bool any = false;
    while (is_first(row) && at < source_.rejected.size() && source_.rejected[at].row <= made_.origins[row]) {
      Rejected copy = source_.rejected[at++];
      any = any || copy.row == made_.origins[row];
      copy.row = row;
      made_.rejected.push_back(std::move(copy));
    }
    if (const std::optional<RejectReason> reason = rejects(row)) {
      if (made_.rejected.size() < Bill::kMaxRejected) made_.rejected.push_back({row, column, *reason, {}});
      any = true;
    }
    if (any) ++made_.rejected_lines;
  }
}

Bill Derived::finish() {
  for (Column& column : made_.columns) {
    const bool packed =
        column.role.kind == ColumnRole::tags && column.role.tag_form != vendor::TagForm::column;
    if (packed && column.text) column.tags.emplace(*column.text, column.role.tag_form, column.role.tag_key);
  }
  return std::move(made_);
}

}  // namespace billfold::bill
