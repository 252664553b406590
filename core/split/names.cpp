#include "split/names.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "split/defined.h"
#include "split/selection.h"
#include "vendor/fields.h"

namespace billfold::split {
namespace {

using Ranked = std::shared_ptr<RankedDimension>;

// Of a value, all by value ids. Nearly every value has one name only: the first is counted without being looked up.
struct First {
  std::uint32_t name = 0;
  std::uint64_t rows = 0;
};
struct Counted {
  std::vector<First> firsts;                                // by value
  std::unordered_map<std::uint64_t, std::uint64_t> others;  // rows by pair_of()
};

constexpr std::uint64_t pair_of(std::uint32_t value, std::uint32_t name) {
  return std::uint64_t{value} << 32 | name;
}

Counted count_names(const bill::Dimension& values, const bill::Dimension& names, std::size_t rows) {
  Counted counted{std::vector<First>(values.size()), {}};
  std::array<std::uint32_t, kBlockRows> name_of;
  for (std::size_t begin = 0; begin < rows; begin += kBlockRows) {
    const std::size_t end = std::min(begin + kBlockRows, rows);
    names.for_each_value(begin, end,
                         [&](std::size_t row, std::uint32_t name) { name_of[row - begin] = name; });
    values.for_each_value(begin, end, [&](std::size_t row, std::uint32_t value) {
      const std::uint32_t name = name_of[row - begin];
      if (value == 0 || name == 0) return;
      First& first = counted.firsts[value];
      if (first.rows == 0) first.name = name;
      if (first.name == name) {
        ++first.rows;
      } else {
        ++counted.others[pair_of(value, name)];
      }
    });
  }
  return counted;
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
  const auto consider = [&](std::uint32_t value, std::uint32_t name_id, std::uint64_t rows) {
    Best& so_far = best[value];
    const std::string_view name = by_name.view(name_id);
    if (rows > so_far.rows || (rows == so_far.rows && name < so_far.name)) so_far = {rows, name};
  };
  const Counted counted = count_names(by_value, by_name, bill.rows);
  for (std::uint32_t value = 0; value < counted.firsts.size(); ++value) {
    const First& first = counted.firsts[value];
    if (first.rows > 0) consider(value, first.name, first.rows);
  }
  for (const auto& [pair, rows] : counted.others) {
    consider(static_cast<std::uint32_t>(pair >> 32), static_cast<std::uint32_t>(pair), rows);
  }
  for (std::uint32_t rank = 0; rank + 1 < (*values)->size(); ++rank) {
    std::string value = (*values)->text_of_rank(rank);
    const Best& found = best[*by_value.find(value)];
    if (found.rows > 0 && found.name != value) named.push_back({std::move(value), std::string(found.name)});
  }
  return named;
}

}  // namespace billfold::split
