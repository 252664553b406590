#include "bill/dimension.h"

#include <algorithm>
#include <functional>
#include <numeric>

#include "base/sort.h"
#include "bill/date_cell.h"
#include "calendar/month.h"
#include "vendor/fields.h"

namespace billfold::bill {
namespace {

constexpr std::string_view kTagPrefix = "tag:";
constexpr std::string_view kMonth = "month";
constexpr std::string_view kDay = "day";
constexpr std::string_view kLine = "line";

bool is_tag_column(const Column& column) { return column.role.kind == vendor::ColumnRole::tags; }

// Where a dimension's values stand: a column, or one key of a column of packed tags.
struct Place {
  const Column* column = nullptr;
  std::string tag_key;  // of a column of packed tags
};

// A key of packed tags, or a column that is one key (resourceTags/user:Team).
std::optional<Place> place_of_tag(const Bill& bill, std::string_view key) {
  for (const Column& column : bill.columns) {
    if (!is_tag_column(column)) continue;
    if (column.role.tag_form == vendor::TagForm::column) {
      if (column.role.tag_key == key) return Place{&column, {}};
    } else if (column.tags && column.tags->keys().find(key)) {
      return Place{&column, std::string(key)};
    }
  }
  return std::nullopt;
}

// The key behind "tag:KEY", or behind a field that a tag carries (creator); "" for any other name.
std::string_view tag_key_of(const Bill& bill, std::string_view name) {
  if (name.starts_with(kTagPrefix)) return name.substr(kTagPrefix.size());
  const auto carried = bill.tag_fields.find(std::string(name));
  return carried == bill.tag_fields.end() ? std::string_view() : std::string_view(carried->second);
}

// Dates are read from the charge's own date, and from the billing period where a bill has no other.
const Column* date_column(const Bill& bill) {
  for (const std::string_view field : {"date", "period"}) {
    const Column* column = bill.column_of_field(field);
    if (column != nullptr) return column;
  }
  return nullptr;
}

bool is_blank(std::string_view text, std::span<const std::string> blank_words) {
  const bool only_blanks = text.find_first_not_of(" \t\r\n") == std::string_view::npos;
  return only_blanks || std::find(blank_words.begin(), blank_words.end(), text) != blank_words.end();
}

// Does only the empty cell stand for no value?
bool every_cell_has_a_value(const Dictionary& cells, std::span<const std::string> blank_words) {
  for (std::uint32_t id = 1; id < cells.size(); ++id) {
    if (is_blank(cells.text(id), blank_words)) return false;
  }
  return true;
}

// "2025-04" or "2025-04-11" of a date cell; "" where it is none.
std::string period_of(std::string_view cell, const DateForm& form, bool by_day) {
  const std::optional<calendar::ParsedDate> date = parse_date_cell(cell, form);
  if (!date) return {};
  if (!by_day) return calendar::iso(calendar::month_of(date->day));
  return date->precision == calendar::Precision::day ? calendar::iso(date->day) : std::string();
}

// A key of packed tags has no column of its own: its numbers are under the mark of the column that packs it, which is the
// point unless a person has said otherwise. The order of dates is decided for the file; seconds are in its own dates alone,
// which may stand beside others as text (start_time_iso).
Notation notation_of(const Bill& bill, const Column& column) {
  Notation notation{.mark = column.mark, .dates = date_form(bill.date_order)};
  if (column.role.kind != vendor::ColumnRole::date || column.role.field.empty()) notation.dates.epoch = false;
  if (column.role.kind == vendor::ColumnRole::amount) notation.zero_words = bill.zero_words;
  return notation;
}

bool is_summed(const Column& column) { return column.amount.has_value() || column.tally.has_value(); }

std::string known_names(const Bill& bill) {
  std::string names;
  for (const DimensionName& name : dimension_names(bill)) {
    if (!names.empty()) names += ", ";
    names += name.name;
  }
  return names;
}

}  // namespace

std::string_view name_of(DimensionKind kind) {
  switch (kind) {
    case DimensionKind::field:
      return "field";
    case DimensionKind::tag:
      return "tag";
    case DimensionKind::column:
      return "column";
    case DimensionKind::period:
      return "period";
    case DimensionKind::line:
      return "line";
    case DimensionKind::category:
      return "category";
    case DimensionKind::roster:
      return "roster";
    case DimensionKind::list:
      return "list";
  }
  return "";
}

Dimension Dimension::of_cells(DimensionName name, std::shared_ptr<const TextColumn> cells) {
  Dimension dimension;
  dimension.name_ = std::move(name);
  dimension.ids_ = &cells->ids;
  dimension.shared_ = &cells->values;
  dimension.value_of_id_.resize(cells->values.size());
  std::iota(dimension.value_of_id_.begin(), dimension.value_of_id_.end(), 0U);
  dimension.owner_ = std::move(cells);
  return dimension;
}

Dimension Dimension::of_values(DimensionName name, const Dimension& other, std::span<const std::string> texts,
                               std::shared_ptr<const void> owner) {
  Dimension dimension;
  dimension.name_ = std::move(name);
  dimension.ids_ = other.ids_;
  dimension.value_of_id_.reserve(other.value_of_id_.size());
  for (const std::uint32_t value : other.value_of_id_)
    dimension.value_of_id_.push_back(dimension.own_.intern(texts[value]));
  dimension.owner_ = std::move(owner);
  return dimension;
}

std::uint32_t Dimension::size() const { return ids_ != nullptr ? texts().size() : lines_ + 1; }

std::uint32_t Dimension::value_of(std::size_t row) const {
  return ids_ != nullptr ? value_of_id_[(*ids_)[row]] : static_cast<std::uint32_t>(bill_->origin_of(row)) + 1;
}

std::string Dimension::text(std::uint32_t value) const {
  if (ids_ != nullptr) return std::string(view(value));
  if (value == 0) return {};
  const auto [source, row] = bill_->source_of_origin(value - 1);
  const std::string line = std::to_string(source->places[row].line);
  const auto file = source - bill_->sources.data();
  return file == 0 ? line : std::to_string(file + 1) + ":" + line;
}

std::optional<std::uint32_t> Dimension::find(std::string_view text) const {
  if (ids_ != nullptr) return texts().find(text);
  for (std::uint32_t value = 1; value < size(); ++value) {
    if (this->text(value) == text) return value;
  }
  return std::nullopt;
}

std::vector<DimensionName> dimension_names(const Bill& bill) {
  std::vector<DimensionName> names;
  for (const vendor::Field& field : vendor::fields()) {
    const Column* column = bill.column_of_field(field.name);
    const auto carried = bill.tag_fields.find(std::string(field.name));
    if (column == nullptr && carried != bill.tag_fields.end()) {
      if (const auto tag = place_of_tag(bill, carried->second)) column = tag->column;
    }
    if (column == nullptr) continue;
    names.push_back({std::string(field.name), column->role.name, DimensionKind::field,
                     column->text.has_value(), is_summed(*column)});
  }
  std::vector<std::string> keys;
  for (const Column& column : bill.columns) {
    if (!is_tag_column(column)) continue;
    std::vector<std::string> own;
    if (column.role.tag_form == vendor::TagForm::column) own.push_back(column.role.tag_key);
    for (std::uint32_t key = 0; column.tags && key < column.tags->keys().size(); ++key) {
      if (!column.tags->keys().text(key).empty()) own.emplace_back(column.tags->keys().text(key));
    }
    sort_items(own);
    for (const std::string& key : own) {
      if (std::find(keys.begin(), keys.end(), key) != keys.end()) continue;
      keys.push_back(key);
      names.push_back({std::string(kTagPrefix) + key, column.role.name, DimensionKind::tag, true});
    }
  }
  if (const Column* date = date_column(bill); date != nullptr) {
    for (const std::string_view period : {kMonth, kDay}) {
      names.push_back({std::string(period), date->role.name, DimensionKind::period, date->text.has_value()});
    }
  }
  for (const Column& column : bill.columns) {
    if (column.role.field.empty() &&
        !(is_tag_column(column) && column.role.tag_form == vendor::TagForm::column)) {
      names.push_back({column.role.name, column.role.name, DimensionKind::column, column.text.has_value(),
                       is_summed(column)});
    }
  }
  return names;
}

Result<Dimension> resolve_dimension(const Bill& bill, std::string_view name,
                                    std::span<const std::string> blank_words) {
  Dimension dimension;
  dimension.bill_ = &bill;
  dimension.name_ = {std::string(name), {}, DimensionKind::column, true};
  if (name == kLine && bill.find_column(name) == nullptr) {
    dimension.name_.kind = DimensionKind::line;
    const auto last = std::max_element(bill.origins.begin(), bill.origins.end());
    dimension.lines_ = last == bill.origins.end() ? static_cast<std::uint32_t>(bill.rows) : *last + 1;
    return dimension;
  }

  Place place;
  if (const std::string_view key = tag_key_of(bill, name); !key.empty()) {
    if (const auto tag = place_of_tag(bill, key)) {
      place = *tag;
      dimension.name_.kind = name.starts_with(kTagPrefix) ? DimensionKind::tag : DimensionKind::field;
    }
  } else if (const Column* field = bill.column_of_field(name); field != nullptr) {
    place.column = field;
    dimension.name_.kind = DimensionKind::field;
  } else if (name == kMonth || name == kDay) {
    place.column = date_column(bill);
    dimension.name_.kind = DimensionKind::period;
  }
  if (place.column == nullptr) {
    place.column = bill.find_column(name);
    dimension.name_.kind = DimensionKind::column;
  }
  if (place.column == nullptr) {
    return make_error(Code::unknown_dimension,
                      {{"dimension", std::string(name)}, {"known", known_names(bill)}});
  }
  dimension.name_.column = place.column->role.name;
  if (dimension.name_.kind != DimensionKind::period) dimension.notation_ = notation_of(bill, *place.column);
  if (!place.column->text) return make_error(Code::column_not_read, {{"column", place.column->role.name}});

  // What each distinct cell stands for.
  const TextColumn& cells = *place.column->text;
  dimension.ids_ = &cells.ids;
  dimension.value_of_id_.resize(cells.values.size());
  const auto set = [&](std::uint32_t id, std::string_view text) {
    dimension.value_of_id_[id] = is_blank(text, blank_words) ? 0 : dimension.own_.intern(text);
  };
  if (!place.tag_key.empty()) {
    const TagIndex& tags = *place.column->tags;
    const std::vector<std::uint32_t> values = tags.values_of(*tags.keys().find(place.tag_key));
    for (std::uint32_t id = 0; id < cells.values.size(); ++id) set(id, tags.values().text(values[id]));
  } else if (dimension.name_.kind == DimensionKind::period) {
    const DateForm form = date_form(bill.date_order);
    for (std::uint32_t id = 0; id < cells.values.size(); ++id) {
      set(id, period_of(cells.values.text(id), form, name == kDay));
    }
  } else if (every_cell_has_a_value(cells.values, blank_words)) {
    dimension.shared_ = &cells.values;
    std::iota(dimension.value_of_id_.begin(), dimension.value_of_id_.end(), 0U);
  } else {
    for (std::uint32_t id = 0; id < cells.values.size(); ++id) set(id, cells.values.text(id));
  }
  return dimension;
}

}  // namespace billfold::bill
