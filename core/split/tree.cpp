#include "split/tree.h"

#include <algorithm>

#include "base/sort.h"
#include "money/currency.h"
#include "money/decimal_format.h"
#include "money/rounding.h"

namespace billfold::split {
namespace {

Error too_large(const Partial& partial) {
  return make_error(Code::sum_too_large, {{"column", partial.measure}, {"line", "?"}});
}

bool add(Figure& to, const Figure& figure) {
  to.rows += figure.rows;
  return !__builtin_add_overflow(to.amount, figure.amount, &to.amount) && money::fits(to.amount);
}

// Which values of the currency level the split is of.
struct Chosen {
  std::optional<std::uint32_t> code;   // nothing: no line of the currency that was asked for
  std::optional<std::uint32_t> blank;  // the lines without a currency, where they belong to it
  std::string name;

  bool has(std::uint32_t value) const { return code == value || blank == value; }
};

Chosen choose_currency(const Partial& partial) {
  const TextList& codes = partial.levels.front().texts;
  const std::uint32_t none = codes.size();
  Chosen chosen;
  chosen.name = partial.wanted_currency;
  if (none <= 1 && partial.running[none].all.rows > 0) chosen.blank = none;
  for (std::uint32_t code = 0; code < none; ++code) {
    if (!partial.wanted_currency.empty()) {
      if (codes[code] == partial.wanted_currency) chosen.code = code;
    } else if (!chosen.code || partial.running[code].all.rows > partial.running[*chosen.code].all.rows) {
      chosen.code = code;
    }
  }
  if (!chosen.code && none > 1 && partial.wanted_currency == money::kNoCurrency)
    return {.code = none, .blank = {}, .name = {}};
  if (chosen.code) {
    chosen.name = codes[*chosen.code];
    const bool blank_has_most = partial.wanted_currency.empty() && none > 1 &&
                                partial.running[none].all.rows > partial.running[*chosen.code].all.rows;
    if (blank_has_most) return {.code = none, .blank = {}, .name = {}};
  } else if (none == 1) {
    chosen.blank.reset();  // they belong to the other one
  }
  return chosen;
}

std::vector<CurrencyTotal> other_currencies(const Partial& partial, const Chosen& chosen) {
  const TextList& codes = partial.levels.front().texts;
  std::vector<CurrencyTotal> others;
  for (std::uint32_t value = 0; value <= codes.size(); ++value) {
    const Figure& all = partial.running[value].all;
    if (chosen.has(value) || all.rows == 0) continue;
    std::optional<std::string> code;
    if (value < codes.size()) code = std::string(codes[value]);
    others.push_back({std::move(code), all});
  }
  sort_items(others, [](const auto& a, const auto& b) { return a.figure.rows > b.figure.rows; });
  return others;
}

// The leaves of the chosen currency in the order of their keys. Lines without a currency come after those with
// one, so there are at most two sorted runs.
std::vector<std::uint32_t> leaves_of(const Partial& partial, const Chosen& chosen) {
  const std::size_t width = partial.levels.size();
  std::vector<std::uint32_t> leaves;
  std::size_t second_run = 0;
  for (std::uint32_t leaf = 0; leaf < partial.size(); ++leaf) {
    const std::uint32_t currency = partial.key(leaf)[0];
    if (!chosen.has(currency)) continue;
    if (currency == chosen.code) second_run = leaves.size() + 1;
    leaves.push_back(leaf);
  }
  std::inplace_merge(leaves.begin(), leaves.begin() + static_cast<std::ptrdiff_t>(second_run), leaves.end(),
                     [&](std::uint32_t a, std::uint32_t b) {
                       return std::lexicographical_compare(partial.key(a) + 1, partial.key(a) + width,
                                                           partial.key(b) + 1, partial.key(b) + width);
                     });
  return leaves;
}

// Makes the nodes of every level from leaves in the order of keys; amounts of the innermost level only.
bool add_nodes(const Partial& partial, const std::vector<std::uint32_t>& leaves, Tree& tree) {
  const std::uint32_t* before = nullptr;
  bool good = true;
  for (const std::uint32_t leaf : leaves) {
    const std::uint32_t* key = partial.key(leaf) + 1;
    bool is_new = before == nullptr;
    for (std::size_t at = 0; at < tree.levels.size(); ++at) {
      is_new = is_new || key[at] != before[at];
      if (!is_new) continue;
      Node& node = tree.levels[at].nodes.emplace_back();
      node.value = key[at];
      if (at > 0) node.parent = static_cast<std::uint32_t>(tree.levels[at - 1].nodes.size() - 1);
      if (at + 1 < tree.levels.size())
        node.first = static_cast<std::uint32_t>(tree.levels[at + 1].nodes.size());
    }
    before = key;
    if (tree.levels.empty()) continue;
    Node& node = tree.levels.back().nodes.back();
    node.rows += partial.leaves[leaf].rows;
    good = !__builtin_add_overflow(node.amount, partial.leaves[leaf].amount, &node.amount) &&
           money::fits(node.amount) && good;
  }
  return good;
}

// From the innermost level outwards: what a group holds is what its children hold.
bool add_up_parents(Tree& tree) {
  bool good = true;
  for (std::size_t at = tree.levels.size(); at-- > 1;) {
    for (const Node& child : tree.levels[at].nodes) {
      Node& parent = tree.levels[at - 1].nodes[child.parent];
      parent.rows += child.rows;
      good = !__builtin_add_overflow(parent.amount, child.amount, &parent.amount) &&
             money::fits(parent.amount) && good;
    }
  }
  return good;
}

// The balance of the strip: what each leaf is, by whether it has a value on every level.
bool add_up_balance(const Partial& partial, const std::vector<std::uint32_t>& leaves, Tree& tree) {
  const std::size_t width = partial.levels.size();
  std::vector<std::uint32_t> none(width);
  for (std::size_t at = 0; at < width; ++at) none[at] = partial.levels[at].texts.size();
  bool good = true;
  for (const std::uint32_t leaf : leaves) {
    bool has_every_value = true;
    for (std::size_t at = 1; at < width; ++at)
      has_every_value = has_every_value && partial.key(leaf)[at] != none[at];
    good = add(has_every_value ? tree.allocated : tree.unassigned, partial.leaves[leaf]) && good;
  }
  return good;
}

bool add_up_conservation(const Partial& partial, const Chosen& chosen, Tree& tree) {
  Conservation& conservation = tree.conservation;
  bool good = true;
  for (std::uint32_t value = 0; value < partial.running.size(); ++value) {
    if (!chosen.has(value)) continue;
    good = add(conservation.bill, partial.running[value].all) &&
           add(conservation.kept, partial.running[value].kept) &&
           add(conservation.excluded, partial.running[value].dropped) && good;
  }
  for (const TreeLevel& level : tree.levels) {
    Figure& sum = conservation.levels.emplace_back();
    for (const Node& node : level.nodes) good = add(sum, {node.amount, node.rows}) && good;
  }
  if (!tree.levels.empty()) return good;
  Figure& whole = conservation.levels.emplace_back(tree.allocated);  // no level: one group, the whole split
  return add(whole, tree.unassigned) && good;
}

// Fraction digits without the zeros that every leaf ends with; money that has any has two.
int shown_scale(const Partial& partial, const std::vector<std::uint32_t>& leaves) {
  int needed = 0;
  for (const std::uint32_t leaf : leaves) {
    i128 amount = partial.leaves[leaf].amount;
    if (amount == 0) continue;
    int digits = partial.scale;
    while (digits > needed && amount % 10 == 0) amount /= 10, --digits;
    needed = std::max(needed, digits);
    if (needed == partial.scale) break;
  }
  return partial.money && needed == 1 ? 2 : needed;
}

}  // namespace

i128 Conservation::difference() const {
  for (const Figure& level : levels) {
    if (level.amount != kept.amount) return kept.amount - level.amount;
  }
  return bill.amount - kept.amount - excluded.amount;
}

bool Conservation::holds() const {
  return difference() == 0 && bill.rows == kept.rows + excluded.rows &&
         std::all_of(levels.begin(), levels.end(),
                     [&](const Figure& level) { return level.rows == kept.rows; });
}

std::pair<std::uint32_t, std::uint32_t> Tree::children(std::size_t level, std::uint32_t parent) const {
  const auto all = static_cast<std::uint32_t>(levels[level].nodes.size());
  if (level == 0) return {0, all};
  const std::vector<Node>& above = levels[level - 1].nodes;
  return {above[parent].first, parent + 1 < above.size() ? above[parent + 1].first : all};
}

Path Tree::path_of(std::size_t level, std::uint32_t node) const {
  Path path(level + 1);
  for (std::size_t at = level + 1; at-- > 0;) {
    const TreeLevel& here = levels[at];
    const Node& group = here.nodes[node];
    if (!here.is_unassigned(group)) path[at] = std::string(here.name_of(group));
    node = group.parent;
  }
  return path;
}

std::optional<std::uint32_t> Tree::find(const Path& path) const {
  if (path.empty() || path.size() > levels.size()) return std::nullopt;
  std::uint32_t node = 0;
  for (std::size_t at = 0; at < path.size(); ++at) {
    const TreeLevel& here = levels[at];
    const auto [begin, end] = children(at, node);
    const Node* const first = here.nodes.data() + begin;
    const Node* const last = here.nodes.data() + end;
    const Node* const found =
        std::lower_bound(first, last, path[at], [&](const Node& group, const auto& wanted) {
          if (here.is_unassigned(group)) return false;
          return !wanted || comes_before(here.name_of(group), *wanted, here.level.line);
        });
    if (found == last || here.is_unassigned(*found) != !path[at].has_value()) return std::nullopt;
    if (path[at] && here.name_of(*found) != *path[at]) return std::nullopt;
    node = static_cast<std::uint32_t>(found - here.nodes.data());
  }
  return node;
}

Result<Tree> finish(Partial partial) {
  // Rows that a calculator rejects have no text.
  if (partial.holds_no_number() && !partial.word.empty()) {
    return make_error(Code::not_an_amount, {{"column", partial.measure}, {"text", partial.word}});
  }
  const Chosen chosen = choose_currency(partial);
  const std::vector<std::uint32_t> leaves = leaves_of(partial, chosen);

  Tree tree;
  tree.measure = partial.measure;
  tree.money = partial.money;
  tree.currency = chosen.name;
  tree.with_blank_currency = chosen.blank.has_value();
  tree.scale = partial.scale;
  tree.shown_scale = shown_scale(partial, leaves);
  tree.rejected = partial.rejected;
  tree.other_currencies = other_currencies(partial, chosen);
  tree.levels.resize(partial.levels.size() - 1);
  const bool good =
      add_nodes(partial, leaves, tree) && add_up_parents(tree) && add_up_balance(partial, leaves, tree);
  for (std::size_t at = 0; at < tree.levels.size(); ++at)
    tree.levels[at].level = std::move(partial.levels[at + 1]);
  if (!good || !add_up_conservation(partial, chosen, tree)) return too_large(partial);
  tree.excluded = tree.conservation.excluded;
  return tree;
}

std::optional<std::string> share_of(i128 amount, i128 whole) {
  const Result<money::Decimal> thousandths =
      money::divide({amount, 0}, {whole, 0}, 3, money::Rounding::half_up);
  if (!thousandths) return std::nullopt;
  return money::format({thousandths->mantissa, 1});
}

}  // namespace billfold::split
