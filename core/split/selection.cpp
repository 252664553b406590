#include "split/selection.h"

#include <algorithm>
#include <unordered_set>

#include "plan/omitted.h"

namespace billfold::split {
namespace {

bool is_null_value(const std::optional<std::string>& value) { return !value || value->empty(); }

// By value id: is the value among those named?
std::vector<std::uint8_t> named(const bill::Dimension& dimension,
                                std::span<const std::optional<std::string>> values) {
  std::vector<std::uint8_t> among(dimension.size(), 0);
  for (const std::optional<std::string>& value : values) {
    const auto id = is_null_value(value) ? std::uint32_t{0} : dimension.find(*value);
    if (id) among[*id] = 1;
  }
  return among;
}

// By row: is the line among those named? Rows of one long JSON line share its number.
std::vector<std::uint8_t> named_lines(const bill::Dimension& lines,
                                      std::span<const std::optional<std::string>> values) {
  std::vector<std::uint8_t> among(lines.size() - 1, 0);
  std::unordered_set<std::string> wanted;
  for (const std::optional<std::string>& value : values) {
    if (value) wanted.insert(*value);
  }
  for (std::uint32_t value = 1; value < lines.size(); ++value)
    among[value - 1] = wanted.contains(lines.text(value)) ? 1 : 0;
  if (lines.origins().empty()) return among;
  std::vector<std::uint8_t> of_rows;
  of_rows.reserve(lines.origins().size());
  for (const std::uint32_t origin : lines.origins()) of_rows.push_back(among[origin]);
  return of_rows;
}

}  // namespace

Condition Condition::value_is_among(std::shared_ptr<RankedDimension> dimension,
                                    std::span<const std::optional<std::string>> values, bool exclude) {
  Condition condition;
  const bill::Dimension* resolved = dimension->dimension();
  if (resolved == nullptr) {
    const bool among = std::any_of(values.begin(), values.end(), is_null_value);
    condition.keeps_every_row_ = among != exclude;
    return condition;
  }
  if (dimension->is_line()) {
    condition.keep_ = named_lines(*resolved, values);
  } else {
    const std::vector<std::uint8_t> among = named(*resolved, values);
    const std::span<const std::uint32_t> value_of_id = resolved->values_of_ids();
    condition.ids_ = resolved->ids();
    condition.keep_.reserve(value_of_id.size());
    for (const std::uint32_t value : value_of_id) condition.keep_.push_back(among[value]);
  }
  if (exclude) {
    for (std::uint8_t& keep : condition.keep_) keep ^= 1U;
  }
  condition.keeps_every_row_ =
      std::find(condition.keep_.begin(), condition.keep_.end(), 0) == condition.keep_.end();
  condition.dimension_ = std::move(dimension);
  return condition;
}

Condition Condition::row_is_kept(std::vector<std::uint8_t> keep) {
  Condition condition;
  condition.keeps_every_row_ = std::find(keep.begin(), keep.end(), 0) == keep.end();
  condition.keep_ = std::move(keep);
  return condition;
}

void Condition::apply(std::size_t begin, std::size_t count, std::uint8_t* keep) const {
  if (keeps_every_row_) return;
  if (keep_.empty()) {
    std::fill_n(keep, count, std::uint8_t{0});
    return;
  }
  if (ids_ == nullptr) {
    for (std::size_t i = 0; i < count; ++i) keep[i] &= keep_[begin + i];
    return;
  }
  ids_->visit([&](const auto& ids) {
    for (std::size_t i = 0; i < count; ++i) keep[i] &= keep_[ids[begin + i]];
  });
}

Result<std::vector<Condition>> conditions_of(const plan::Plan& plan, Dimensions& dimensions,
                                             MissingTag missing) {
  std::vector<Condition> conditions;
  if (plan::omits_any(plan.omitted))
    conditions.push_back(Condition::row_is_kept(plan::rows_not_omitted(plan.omitted, dimensions.bill())));
  for (const plan::Filter& filter : plan.filters) {
    auto dimension = dimensions.get(filter.dimension, plan, missing);
    if (!dimension) return dimension.error();
    conditions.push_back(Condition::value_is_among(std::move(*dimension), filter.values, filter.exclude));
  }
  return conditions;
}

}  // namespace billfold::split
