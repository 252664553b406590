#include "split/values.h"

#include <algorithm>

#include "base/sort.h"
#include "split/names.h"
#include "split/shared_cost.h"
#include "split/view.h"

namespace billfold::split {

Result<Values> values_of(const plan::Plan& plan, std::string_view dimension, std::string_view find,
                         std::uint32_t limit, Dimensions& dimensions) {
  plan::Plan of_dimension = plan;
  of_dimension.by = {std::string(dimension)};
  of_dimension.grain = "file";
  std::erase_if(of_dimension.filters, [&](const plan::Filter& f) { return f.dimension == dimension; });
  const Result<Tree> tree = split_of(of_dimension, dimensions);
  if (!tree) return tree.error();

  const Result<std::vector<NamedValue>> named = names_of(dimension, dimensions);
  if (!named) return named.error();

  const TreeLevel& level = tree->levels.front();
  std::vector<const Node*> nodes;
  const Node* without = nullptr;
  for (const Node& node : level.nodes) {
    if (level.is_unassigned(node)) {
      without = find.empty() ? &node : nullptr;
    } else if (holds_text(level.name_of(node), find) ||
               holds_text(name_among(*named, level.name_of(node)), find)) {
      nodes.push_back(&node);
    }
  }
  sort_items(nodes, [](const Node* a, const Node* b) {
    return a->amount != b->amount ? a->amount > b->amount : a->value < b->value;
  });
  if (without != nullptr) nodes.push_back(without);

  Values values;
  values.found = nodes.size();
  values.scale = tree->scale;
  if (nodes.size() > limit) nodes.resize(limit);
  for (const Node* node : nodes) {
    Value& value = values.values.emplace_back();
    value.figure = {node->amount, node->rows};
    if (node == without) continue;
    value.text = std::string(level.name_of(*node));
    value.name = name_among(*named, *value.text);
  }
  return values;
}

}  // namespace billfold::split
