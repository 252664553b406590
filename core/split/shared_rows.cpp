#include "split/shared_rows.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "split/shared_cost.h"

namespace billfold::split {
namespace {

using Ranked = std::shared_ptr<RankedDimension>;

std::uint32_t value_at(const Ranked& dimension, std::size_t row) {
  return dimension->dimension() == nullptr ? 0 : dimension->dimension()->value_of(row);
}

std::optional<std::string> text_of(const Ranked& dimension, std::uint32_t value) {
  if (value == 0) return std::nullopt;
  return dimension->dimension()->text(value);
}

}  // namespace

Result<void> mark_shared_out(const plan::Plan& plan, const Sharing& sharing, std::size_t number,
                             Dimensions& dimensions, std::vector<std::uint8_t>& marks) {
  const plan::SharedRule& rule = plan.shared[number];
  std::set<Path> handed;
  for (const Handout& handout : sharing.handouts) {
    if (handout.rule == number) handed.insert(handout.partition);
  }
  if (handed.empty()) return {};
  const SourceTest test = source_of(rule);
  const Result<Ranked> taken = dimensions.get(test.dimension, plan);
  if (!taken) return taken.error();
  if ((*taken)->dimension() == nullptr) return {};
  std::vector<Ranked> partitions;
  for (const std::string& name : rule.partitions) {
    Result<Ranked> partition = dimensions.get(name, plan);
    if (!partition) return partition.error();
    partitions.push_back(std::move(*partition));
  }
  const bill::Dimension& source = *(*taken)->dimension();
  std::vector<std::uint8_t> is_source(source.size(), 0);
  for (std::uint32_t value = 1; value < is_source.size(); ++value)
    is_source[value] =
        std::find(test.values.begin(), test.values.end(), source.text(value)) != test.values.end() ? 1 : 0;
  std::map<std::vector<std::uint32_t>, bool> known;  // by the partition's values
  for (std::size_t row = 0; row < marks.size(); ++row) {
    if (is_source[source.value_of(row)] == 0) continue;
    std::vector<std::uint32_t> values;
    for (const Ranked& partition : partitions) values.push_back(value_at(partition, row));
    const auto [at, is_new] = known.try_emplace(values, false);
    if (is_new) {
      Path path;
      for (std::size_t level = 0; level < values.size(); ++level)
        path.push_back(text_of(partitions[level], values[level]));
      at->second = handed.contains(path);
    }
    if (at->second) marks[row] = 1;
  }
  return {};
}

}  // namespace billfold::split
