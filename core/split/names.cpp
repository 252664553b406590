#include "split/names.h"

#include <algorithm>
#include <unordered_map>

#include "split/defined.h"
#include "vendor/fields.h"

namespace billfold::split {
namespace {

using Ranked = std::shared_ptr<RankedDimension>;

// Rows by value and name, both as value ids.
using Pairs = std::unordered_map<std::uint64_t, std::uint64_t>;

constexpr std::uint64_t pair_of(std::uint32_t value, std::uint32_t name) {
  return std::uint64_t{value} << 32 | name;
}

Pairs count_pairs(const bill::Dimension& values, const bill::Dimension& names, std::size_t rows) {
  Pairs pairs;
  std::uint64_t last = 0;
  std::uint64_t* count = nullptr;  // of the last pair: most rows have that of the row before
  for (std::size_t row = 0; row < rows; ++row) {
    const std::uint32_t value = values.value_of(row);
    const std::uint32_t name = names.value_of(row);
    if (value == 0 || name == 0) continue;
    const std::uint64_t pair = pair_of(value, name);
    if (count == nullptr || pair != last) {
      last = pair;
      count = &pairs[pair];
    }
    ++*count;
  }
  return pairs;
}

}  // namespace

std::string_view name_among(std::span<const NamedValue> named, std::string_view value) {
  const auto found = std::lower_bound(
      named.begin(), named.end(), value,
      [](const NamedValue& one, std::string_view other) { return std::string_view(one.value) < other; });
  return found == named.end() || found->value != value ? std::string_view() : std::string_view(found->name);
}

Result<std::vector<NamedValue>> names_of(std::string_view dimension, Dimensions& dimensions) {
  std::vector<NamedValue> named;
  const std::string field = vendor::name_field_of(dimension);
  if (field.empty() && may_be_defined(dimension)) return named;  // its values are names already
  const Result<Ranked> values = dimensions.get(dimension, {});
  if (!values) return values.error();
  const bill::Bill& bill = dimensions.bill();
  const bill::Column* column = field.empty() ? nullptr : bill.column_of_field(field);
  if (column == nullptr || !column->text || (*values)->size() > kMostNamed) return named;
  const Result<Ranked> names = dimensions.get(field, {});
  if (!names) return names.error();

  const bill::Dimension& by_value = *(*values)->dimension();
  const bill::Dimension& by_name = *(*names)->dimension();
  struct Best {
    std::uint64_t rows = 0;
    std::string_view name;
  };
  std::vector<Best> best(by_value.size());
  for (const auto& [pair, rows] : count_pairs(by_value, by_name, bill.rows)) {
    Best& so_far = best[pair >> 32];
    const std::string_view name = by_name.view(static_cast<std::uint32_t>(pair));
    if (rows > so_far.rows || (rows == so_far.rows && name < so_far.name)) so_far = {rows, name};
  }
  for (std::uint32_t rank = 0; rank + 1 < (*values)->size(); ++rank) {
    std::string value = (*values)->text_of_rank(rank);
    const Best& found = best[*by_value.find(value)];
    if (found.rows > 0 && found.name != value) named.push_back({std::move(value), std::string(found.name)});
  }
  return named;
}

}  // namespace billfold::split
