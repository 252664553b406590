#include "split/view.h"

#include <algorithm>

namespace billfold::split {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

i128 size_of(i128 amount) { return amount < 0 ? -amount : amount; }

void add_shares(const Tree& tree, std::size_t depth, std::uint32_t node, Shares& to) {
  const std::vector<Shares>& shares = tree.levels[depth].shares;
  if (shares.empty()) return;
  to.direct += shares[node].direct;
  to.in += shares[node].in;
  to.out += shares[node].out;
}

}  // namespace

bool holds_text(std::string_view text, std::string_view part) {
  return std::search(text.begin(), text.end(), part.begin(), part.end(),
                     [](char a, char b) { return lower(a) == lower(b); }) != text.end();
}

void View::set_flags(const std::vector<Path>& paths, Flags& flags) const {
  flags.assign(tree_->levels.size(), {});
  for (const Path& path : paths) {
    const std::optional<std::uint32_t> node = tree_->find(path);
    if (!node) continue;
    std::vector<std::uint8_t>& level = flags[path.size() - 1];
    level.resize(tree_->levels[path.size() - 1].nodes.size(), 0);
    level[*node] = 1;
  }
}

void View::lay_out(ViewOptions options) {
  const bool same_families = options.sort == options_.sort && options.ascending == options_.ascending &&
                             options.top == options_.top && options.find == options_.find &&
                             options.root == options_.root;
  if (!same_families) families_.clear();
  options_ = std::move(options);
  items_.clear();
  set_flags(options_.open, open_);
  set_flags(options_.closed, closed_);
  set_flags(options_.others, others_open_);
  others_of_all_open_ = std::any_of(options_.others.begin(), options_.others.end(),
                                    [](const Path& path) { return path.empty(); });

  root_.reset();
  std::uint32_t root = 0;
  if (options_.root.empty()) {
    root_ = tree_->total();
  } else if (const auto found = tree_->find(options_.root)) {
    root = *found;
    const Node& node = tree_->levels[options_.root.size() - 1].nodes[root];
    root_ = Figure{node.amount, node.rows};
  }
  if (!root_ || options_.root.size() == tree_->levels.size()) return;
  if (!options_.find.empty() && !same_families) search(options_.root.size());
  show_family(options_.root.size(), root, 1);
}

// What people read for a key of the level.
std::string_view View::shown_name(std::size_t depth, std::uint32_t value) const {
  const std::string_view key = tree_->levels[depth].level.texts[value];
  const std::string_view name =
      depth < options_.names.size() ? name_among(options_.names[depth], key) : std::string_view();
  return name.empty() ? key : name;
}

void View::search(std::size_t first_depth) {
  const std::size_t depths = tree_->levels.size();
  found_.assign(depths, {});
  way_.assign(depths, {});
  for (std::size_t depth = first_depth; depth < depths; ++depth) {
    const TreeLevel& level = tree_->levels[depth];
    std::vector<std::uint8_t> holds(std::size_t{level.level.texts.size()} + 1, 0);
    for (std::uint32_t value = 0; value < level.level.texts.size(); ++value) {
      holds[value] = holds_text(level.level.texts[value], options_.find) ||
                     holds_text(shown_name(depth, value), options_.find);
    }
    way_[depth].assign(level.nodes.size(), 0);
    for (std::uint32_t node = 0; node < level.nodes.size(); ++node) {
      const Node& group = level.nodes[node];
      const bool inside = depth > first_depth && found_[depth - 1][group.parent] != 0;
      found_[depth].push_back(inside || holds[group.value] != 0);
      // The way is told upwards at once: it ends where it was told before.
      std::uint32_t above = group.parent;
      for (std::size_t at = depth; holds[group.value] != 0 && at-- > first_depth;) {
        if (way_[at][above] != 0) break;
        way_[at][above] = 1;
        above = tree_->levels[at].nodes[above].parent;
      }
    }
  }
}

bool View::is_kept(std::size_t depth, std::uint32_t node) const {
  return options_.find.empty() || found_[depth][node] != 0 || way_[depth][node] != 0;
}

bool View::is_open(std::size_t depth, std::uint32_t node) const {
  if (depth + 1 == tree_->levels.size()) return false;
  if (!options_.find.empty() && way_[depth][node] != 0) return true;
  const auto has = [&](const Flags& flags) { return !flags[depth].empty() && flags[depth][node] != 0; };
  return options_.open_all ? !has(closed_) : has(open_);
}

bool View::others_are_open(const Family& family) const {
  if (family.depth == 0) return others_of_all_open_;
  const std::vector<std::uint8_t>& flags = others_open_[family.depth - 1];
  return !flags.empty() && flags[family.parent] != 0;
}

// Nodes stand in the order of their names, so their numbers compare as names do.
void View::sort(std::size_t depth, std::vector<std::uint32_t>& nodes) const {
  const std::vector<Node>& all = tree_->levels[depth].nodes;
  const bool ascending = options_.ascending;
  switch (options_.sort) {
    case SortBy::name:
      std::sort(nodes.begin(), nodes.end());
      if (depth < options_.names.size() && !options_.names[depth].empty()) {
        std::stable_sort(nodes.begin(), nodes.end(), [&](std::uint32_t a, std::uint32_t b) {
          return shown_name(depth, all[a].value) < shown_name(depth, all[b].value);
        });
      }
      if (!ascending) std::reverse(nodes.begin(), nodes.end());
      return;
    case SortBy::amount:
      std::sort(nodes.begin(), nodes.end(), [&](std::uint32_t a, std::uint32_t b) {
        if (all[a].amount == all[b].amount) return a < b;
        return (all[a].amount < all[b].amount) == ascending;
      });
      return;
    case SortBy::rows:
      std::sort(nodes.begin(), nodes.end(), [&](std::uint32_t a, std::uint32_t b) {
        if (all[a].rows == all[b].rows) return a < b;
        return (all[a].rows < all[b].rows) == ascending;
      });
      return;
  }
}

View::Family View::family_of(std::size_t depth, std::uint32_t parent) const {
  const TreeLevel& level = tree_->levels[depth];
  Family family;
  family.depth = depth;
  family.parent = parent;
  family.figure = tree_->total();
  if (depth > 0) {
    const Node& group = tree_->levels[depth - 1].nodes[parent];
    family.figure = {group.amount, group.rows};
  }
  bool positive = false;
  bool negative = false;
  const auto [begin, end] = tree_->children(depth, parent);
  for (std::uint32_t node = begin; node < end; ++node) {
    const Node& child = level.nodes[node];
    positive = positive || child.amount > 0;
    negative = negative || child.amount < 0;
    if (!is_kept(depth, node)) continue;
    if (level.is_unassigned(child)) {
      family.unassigned = node;
    } else {
      family.shown.push_back(node);
    }
  }
  family.mixes_signs = positive && negative;

  // One group is not worth an Others: the row is as long.
  const std::size_t top = options_.top;
  if (top > 0 && options_.find.empty() && family.shown.size() > top + 1) {
    const bool by_rows = options_.sort == SortBy::rows;
    const auto middle = family.shown.begin() + static_cast<std::ptrdiff_t>(top);
    std::nth_element(family.shown.begin(), middle, family.shown.end(), [&](std::uint32_t a, std::uint32_t b) {
      const Node& x = level.nodes[a];
      const Node& y = level.nodes[b];
      if (by_rows) return x.rows != y.rows ? x.rows > y.rows : a < b;
      return size_of(x.amount) != size_of(y.amount) ? size_of(x.amount) > size_of(y.amount) : a < b;
    });
    family.others.assign(middle, family.shown.end());
    family.shown.resize(top);
    for (const std::uint32_t node : family.others) {
      family.others_figure.amount += level.nodes[node].amount;
      family.others_figure.rows += level.nodes[node].rows;
    }
  }
  sort(depth, family.shown);
  return family;
}

View::Family& View::kept_family_of(std::size_t depth, std::uint32_t parent) {
  const std::uint64_t key = static_cast<std::uint64_t>(depth) << 32U | parent;
  const auto found = families_.find(key);
  if (found != families_.end()) return found->second;
  return families_.emplace(key, family_of(depth, parent)).first->second;
}

void View::show_group(const Family& family, std::uint32_t node, std::uint16_t level, std::uint32_t position,
                      std::uint32_t siblings) {
  const bool open = is_open(family.depth, node);
  const RowKind kind = family.unassigned == node ? RowKind::unassigned : RowKind::group;
  items_.push_back({&family, node, position, siblings, level, kind, open});
  if (open) show_family(family.depth + 1, node, static_cast<std::uint16_t>(level + 1));
}

void View::show_family(std::size_t depth, std::uint32_t parent, std::uint16_t level) {
  Family& family = kept_family_of(depth, parent);
  const auto siblings = static_cast<std::uint32_t>(family.shown.size() + (family.others.empty() ? 0 : 1) +
                                                   (family.unassigned ? 1 : 0));
  std::uint32_t position = 0;
  for (const std::uint32_t node : family.shown) show_group(family, node, level, ++position, siblings);
  if (!family.others.empty()) {
    const bool open = others_are_open(family);
    items_.push_back({&family, 0, ++position, siblings, level, RowKind::others, open});
    if (open) {
      if (!family.others_are_sorted) sort(depth, family.others);
      family.others_are_sorted = true;
      const auto count = static_cast<std::uint32_t>(family.others.size());
      std::uint32_t inner = 0;
      for (const std::uint32_t node : family.others) {
        show_group(family, node, static_cast<std::uint16_t>(level + 1), ++inner, count);
      }
    }
  }
  if (family.unassigned) show_group(family, *family.unassigned, level, ++position, siblings);
}

std::vector<ViewRow> View::window(std::uint64_t offset, std::uint32_t limit) const {
  std::vector<ViewRow> rows;
  const std::size_t begin = static_cast<std::size_t>(std::min<std::uint64_t>(offset, items_.size()));
  const std::size_t end = begin + std::min<std::size_t>(limit, items_.size() - begin);
  for (std::size_t at = begin; at < end; ++at) {
    const Item& item = items_[at];
    const Family& family = *item.family;
    ViewRow row;
    row.kind = item.kind;
    row.level = item.level;
    row.parent = family.figure;
    row.parent_mixes_signs = family.mixes_signs;
    row.open = item.open;
    row.position = item.position;
    row.siblings = item.siblings;
    if (item.kind == RowKind::others) {
      if (family.depth > 0) row.path = tree_->path_of(family.depth - 1, family.parent);
      row.figure = family.others_figure;
      row.children = family.others.size();
      for (const std::uint32_t node : family.others) add_shares(*tree_, family.depth, node, row.shares);
    } else {
      const Node& node = tree_->levels[family.depth].nodes[item.node];
      row.path = tree_->path_of(family.depth, item.node);
      row.figure = {node.amount, node.rows};
      add_shares(*tree_, family.depth, item.node, row.shares);
      if (family.depth + 1 < tree_->levels.size()) {
        const auto [first, last] = tree_->children(family.depth + 1, item.node);
        row.children = last - first;
      }
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace billfold::split
