#pragma once

// A split laid flat for the page: the rows that are to be seen, any window of them. (ux 2.4: the treegrid)
//
// Unassigned stands last in its parent and is never among Others. With a limit of children, the largest (by
// absolute amount, or by lines where rows are sorted by lines) stay and the rest goes to Others, which opens in
// place. A search keeps groups whose name holds it, what is in them, and the way down to them, which it opens;
// there is no Others then. Paths that the split does not have are ignored.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "split/names.h"
#include "split/tree.h"

namespace billfold::split {

enum class SortBy : std::uint8_t { amount, name, rows };

struct ViewOptions {
  Path root = {};  // only what this group holds is laid flat; empty: the whole split
  std::vector<Path> open = {};
  bool open_all = false;
  std::vector<Path> closed = {};  // with open_all
  std::vector<Path> others = {};  // groups whose Others is opened
  std::uint32_t top = 0;          // children before the rest goes to Others; 0: all
  SortBy sort = SortBy::amount;
  bool ascending = false;  // ties are by key, from A, either way
  std::string find = {};   // in a key or its name; letter case is ignored for ASCII
  // Names for the keys of each level (split/names.h), by which they are found and sorted; they outlive the view.
  std::vector<std::span<const NamedValue>> names = {};
};

// Whether `text` holds `part`, letter case ignored for ASCII.
bool holds_text(std::string_view text, std::string_view part);

enum class RowKind : std::uint8_t { group, unassigned, others };

struct ViewRow {
  RowKind kind = RowKind::group;
  Path path;                // of Others: the parent's
  std::uint32_t level = 1;  // as shown: children of the root are 1, groups in an opened Others one more
  Figure figure;
  Shares shares = {};  // where costs are shared
  Figure parent;
  bool parent_mixes_signs = false;  // some of the parent's children are positive, some negative
  std::uint64_t children = 0;       // groups directly below; of Others: the groups it stands for
  bool open = false;
  std::uint32_t position = 1;  // among its siblings as shown
  std::uint32_t siblings = 1;
};

class View {
 public:
  // The tree must outlive the view.
  explicit View(const Tree& tree) : tree_(&tree) {}

  // Cost: one step a row that is to be seen, and once sorting the children of each group that is opened; a
  // search looks at every group.
  void lay_out(ViewOptions options);

  std::uint64_t lines() const { return items_.size(); }
  // What is laid flat; of a root that the split does not have: nothing, and no lines.
  const std::optional<Figure>& root() const { return root_; }
  // Rows [offset, offset + limit), as many of them as there are. Cost: one step a row.
  std::vector<ViewRow> window(std::uint64_t offset, std::uint32_t limit) const;

 private:
  // The children of a group: nodes of the level `depth`, of which the group is node `parent` of the level above.
  struct Family {
    std::size_t depth = 0;
    std::uint32_t parent = 0;
    Figure figure;  // of the parent
    bool mixes_signs = false;
    std::vector<std::uint32_t> shown;   // in order
    std::vector<std::uint32_t> others;  // in order once others_are_sorted
    bool others_are_sorted = false;
    Figure others_figure;
    std::optional<std::uint32_t> unassigned;
  };
  // A row that is to be seen.
  struct Item {
    const Family* family;
    std::uint32_t node;  // not of Others
    std::uint32_t position;
    std::uint32_t siblings;
    std::uint16_t level;
    RowKind kind;
    bool open;
  };
  using Flags = std::vector<std::vector<std::uint8_t>>;  // by level and node

  void set_flags(const std::vector<Path>& paths, Flags& flags) const;
  void search(std::size_t first_depth);
  std::string_view shown_name(std::size_t depth, std::uint32_t value) const;
  bool is_kept(std::size_t depth, std::uint32_t node) const;
  bool is_open(std::size_t depth, std::uint32_t node) const;
  bool others_are_open(const Family& family) const;
  void sort(std::size_t depth, std::vector<std::uint32_t>& nodes) const;
  Family family_of(std::size_t depth, std::uint32_t parent) const;
  Family& kept_family_of(std::size_t depth, std::uint32_t parent);
  void show_family(std::size_t depth, std::uint32_t parent, std::uint16_t level);
  void show_group(const Family& family, std::uint32_t node, std::uint16_t level, std::uint32_t position,
                  std::uint32_t siblings);

  const Tree* tree_;
  ViewOptions options_;
  std::optional<Figure> root_;
  Flags open_;
  Flags closed_;
  Flags others_open_;
  bool others_of_all_open_ = false;  // of the whole split's own children
  Flags found_;                      // with a search: its name holds it, or that of a group above does
  Flags way_;                        // with a search: the name of a group below holds it
  std::unordered_map<std::uint64_t, Family>
      families_;  // of the last options' sort, direction, limit and search
  std::vector<Item> items_;
};

}  // namespace billfold::split
