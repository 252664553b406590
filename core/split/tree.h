#pragma once

// A finished split: its groups level by level, and the proof that nothing was lost. (rules 2: conservation)
//
// Children stand in the order of their keys (texts as bytes, lines as the file has them), the unassigned last.
// Every level adds up to a running total that was counted without looking at groups, and with the lines that
// filters left out to the total of the file; the core checks this, and the page shows what it found.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "money/decimal.h"
#include "split/partial.h"

namespace billfold::split {

// One value a level, outermost first; null is the unassigned group. A path shorter than the stack is a group of
// groups, the empty one the whole split.
using Path = std::vector<std::optional<std::string>>;

struct Node {
  i128 amount = 0;
  std::uint64_t rows = 0;
  std::uint32_t value = 0;   // in the level's texts; texts.size() is unassigned
  std::uint32_t parent = 0;  // index in the level above
  std::uint32_t first =
      0;  // first child's index in the level below; the children end where the next node's begin
};

// What a group's amount is made of where costs are shared: amount = direct + in - out.
struct Shares {
  i128 direct = 0;
  i128 in = 0;
  i128 out = 0;
};

struct TreeLevel {
  Level level;
  std::vector<Node> nodes;
  std::vector<Shares> shares = {};  // by node; none where the plan shares nothing

  bool is_unassigned(const Node& node) const { return node.value == level.texts.size(); }
  // Of a node that is assigned.
  std::string_view name_of(const Node& node) const { return level.texts[node.value]; }
};

struct CurrencyTotal {
  std::optional<std::string> code;  // nothing: lines without one
  Figure figure;
};

// What was compared, all of it counted on its own.
struct Conservation {
  std::vector<Figure> levels;  // the sum of each level's groups, outermost first
  Figure kept;                 // running total of the lines that the filters keep
  Figure bill;                 // running total of the file's lines in this measure and currency
  Figure excluded;             // lines that the filters leave out

  // The first difference that is not 0: the running total less a level's sum, then the bill less what was kept
  // and excluded.
  i128 difference() const;
  // No difference, in amounts or in lines.
  bool holds() const;
};

// What a rule gave one target, within one partition: amount is weight / weights of pool, cut and made whole. Below the
// target it goes down in proportion to what its groups cost by themselves.
struct Handout {
  std::size_t rule = 0;
  Path partition = {};
  std::string target;
  i128 pool = 0;
  i128 weight = 0;
  i128 weights = 0;
  int weight_scale = 0;
  i128 amount = 0;
  i128 own = 0;         // what the target's groups cost by themselves
  bool absent = false;  // no line of the bill has the target's name
};

// A pool that stayed at its source: no silent guess.
struct Refusal {
  enum Reason : std::uint8_t { no_targets, zero_weights, mixed_weights };
  std::size_t rule = 0;
  Path partition = {};
  i128 pool = 0;
  Reason reason = no_targets;
};

// What one rule moved into and out of a leaf of the innermost level.
struct Flow {
  std::size_t rule = 0;
  std::uint32_t leaf = 0;
  i128 in = 0;
  i128 out = 0;
  std::size_t handout = 0;  // of what came in
  i128 own = 0;  // of the handout's own: what these groups cost by themselves, even where nothing came in
};

// What the rules of shared costs did, in their order.
struct Sharing {
  std::vector<std::string> rules;
  std::vector<Handout> handouts;
  std::vector<Refusal> refusals;
  std::vector<Flow> flows;  // of leaves that the filters keep
};

struct Tree {
  std::string measure;
  bool money = false;
  std::string currency;  // "" where there is none
  // The lines without a currency are in it: it is the only one the bill has.
  bool with_blank_currency = false;
  int scale = 0;        // of every amount
  int shown_scale = 0;  // fraction digits that show every leaf whole
  std::vector<TreeLevel> levels;
  // What became of the bill's lines, with what they cost by themselves:
  Figure allocated;                        // lines with a value on every level
  Figure unassigned;                       // lines without one on some level
  Figure shared_out;                       // lines that a rule of shared costs took
  Figure excluded;                         // lines that the filters leave out
  Shares shares;                           // of the whole split, where costs are shared
  std::shared_ptr<const Sharing> sharing;  // null where the plan shares nothing
  Conservation conservation;
  std::vector<CurrencyTotal> other_currencies;  // most lines first; never added to anything
  std::uint64_t rejected = 0;                   // lines of the file whose amount could not be read

  const Figure& total() const { return conservation.kept; }
  money::Decimal decimal(i128 amount) const { return {amount, scale}; }
  // The nodes of `level` below node `parent` of the level above (of level 0: all), as [begin, end).
  std::pair<std::uint32_t, std::uint32_t> children(std::size_t level, std::uint32_t parent) const;
  // The path of a node.
  Path path_of(std::size_t level, std::uint32_t node) const;
  // The node with this path, which is on level path.size() - 1. Nothing where there is none, or for the empty
  // path.
  std::optional<std::uint32_t> find(const Path& path) const;
};

// The split of all shards together. Of several currencies it is that of plan.currency (money::kNoCurrency: the lines
// without one), else of the one with the most lines (ties by code). Lines without a currency belong to it if the bill has
// only one.
// Errors: not_an_amount where the measure's cells are all words; sum_too_large. Cost: one step a leaf and level.
Result<Tree> finish(Partial partial);

// Percent that `amount` is of `whole`, with one digit, half away from zero: "54.5". Nothing where the whole
// is 0.
std::optional<std::string> share_of(i128 amount, i128 whole);

}  // namespace billfold::split
