#pragma once

// A split as text, so that a test shows in one view what it expects.

#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "money/decimal_format.h"
#include "split/tree.h"

namespace billfold::test {

inline std::string amount_text(i128 amount, int scale) { return money::format_trimmed({amount, scale}); }

// "search/rank", "search/-" for the unassigned.
inline std::string path_text(const split::Path& path) {
  std::string text;
  for (std::size_t at = 0; at < path.size(); ++at) {
    if (at > 0) text += "/";
    text += path[at].value_or("-");
  }
  return text;
}

// One text a group of a level: "search/rank 12.5 (3)", in the tree's order.
inline std::vector<std::string> level_text(const split::Tree& tree, std::size_t level) {
  std::vector<std::string> lines;
  const std::vector<split::Node>& nodes = tree.levels[level].nodes;
  for (std::uint32_t node = 0; node < nodes.size(); ++node) {
    lines.push_back(path_text(tree.path_of(level, node)) + " " + amount_text(nodes[node].amount, tree.scale) +
                    " (" + std::to_string(nodes[node].rows) + ")");
  }
  return lines;
}

inline std::vector<std::string> leaves_text(const split::Tree& tree) {
  return level_text(tree, tree.levels.size() - 1);
}

inline std::string figure_text(const split::Figure& figure, int scale) {
  return amount_text(figure.amount, scale) + " (" + std::to_string(figure.rows) + ")";
}

// The finished split; fails the test where there is none.
inline split::Tree split_of(const bill::Bill& bill, const plan::Plan& plan) {
  Result<split::Partial> partial = split::partial(bill, plan);
  EXPECT_TRUE(partial.ok()) << (partial.ok() ? "" : sentence_of(partial.error()));
  if (!partial) return {};
  Result<split::Tree> tree = split::finish(std::move(*partial));
  EXPECT_TRUE(tree.ok()) << (tree.ok() ? "" : sentence_of(tree.error()));
  if (!tree) return {};
  EXPECT_TRUE(tree->conservation.holds());
  return std::move(*tree);
}

// The error of a split that cannot be made.
inline Error error_of(const bill::Bill& bill, const plan::Plan& plan) {
  Result<split::Partial> partial = split::partial(bill, plan);
  if (!partial) return partial.error();
  const Result<split::Tree> tree = split::finish(std::move(*partial));
  EXPECT_FALSE(tree.ok());
  return tree.ok() ? Error{} : tree.error();
}

}  // namespace billfold::test
