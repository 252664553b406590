#pragma once

// A split of some of a bill's rows, which can be put together with splits of its other rows. (rules 2)
//
// partial() counts one shard, merge() puts two together, finish() (split/tree.h) makes the split of it. A partial
// is canonical: the same rows under the same plan are the same bytes, however they were cut into shards and in
// whatever order the shards were merged. Nothing in it refers to a bill, so it may come from another worker.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/int128.h"
#include "base/result.h"
#include "bill/bill.h"
#include "plan/plan.h"
#include "split/dimensions.h"
#include "split/selection.h"
#include "split/text_list.h"

namespace billfold::split {

// One level of the stack and the values that occur in it.
struct Level {
  std::string name;   // of the dimension
  bool line = false;  // its texts are line numbers: ordered as the file has them, not as letters
  TextList texts;     // in the order of keys; the value texts.size() is "no value" and comes last
};

// An amount (at the partial's scale) and the lines it comes from.
struct Figure {
  i128 amount = 0;
  std::uint64_t rows = 0;
};

// The lines of one currency, counted apart from the groups so that the groups can be checked against it.
struct Running {
  Figure all;      // every line
  Figure kept;     // lines that the filters keep
  Figure dropped;  // lines that they do not, as the grouping saw them
};

struct Partial {
  std::string measure;
  bool money = false;           // the measure is an amount of a currency
  std::string wanted_currency;  // as the plan says it; empty: the one that most lines are in
  int scale = 0;
  // levels[0] is the currency; its only value is "no value" where the bill or the measure has none.
  std::vector<Level> levels;
  std::vector<Running> running;     // by value of levels[0]
  std::vector<std::uint32_t> keys;  // levels.size() values a leaf; leaves in the order of keys, each once
  std::vector<Figure> leaves;
  // Cells of the measure over all rows, by what they are.
  std::uint64_t rows = 0;
  std::uint64_t empty = 0;
  std::uint64_t rejected = 0;
  std::string word;  // where no cell is a number: a rejected one, so that the reader sees what is there

  std::size_t size() const { return leaves.size(); }
  bool holds_no_number() const { return rejected > 0 && empty + rejected == rows; }
  const std::uint32_t* key(std::size_t leaf) const { return keys.data() + leaf * levels.size(); }
};

// Whose lines are told apart by currency: an amount of money's, or any measure's (what is used, of the lines in one).
enum class Currencies : std::uint8_t { of_money, of_any_measure };

// The rows of one shard, grouped. Lines without a currency are grouped too: whether they belong to the split
// is known when all shards are together (see finish).
// Errors: no_amount_column, unknown_measure, not_an_amount, unknown_dimension, column_not_read, bad_plan (the
// grain), sum_too_large, and those of plan::check. Cost: a few nanoseconds a row and level, and sorting the values at first use.
// Of some rows only: partials of ranges are shards like any other. What is known of the measure's cells (rows, empty,
// rejected, word) is the bill's and goes with its first row.
Result<Partial> partial(const plan::Plan& plan, Dimensions& dimensions,
                        MissingTag missing = MissingTag::is_an_error, RowRange rows = {},
                        Currencies currencies = Currencies::of_money);
// The same with nothing kept for the next question.
Result<Partial> partial(const bill::Bill& bill, const plan::Plan& plan,
                        MissingTag missing = MissingTag::is_an_error);

// Two partials of the same plan over different rows. Errors: sum_too_large; bad_request where they are of
// different plans. Cost: one step a leaf and a value.
Result<Partial> merge(const Partial& a, const Partial& b);

// For the way from one worker to another; the same on every machine.
std::string to_bytes(const Partial& partial);
// Error bad_request where these are not the bytes of a partial.
Result<Partial> from_bytes(std::string_view bytes);

// The dimensions that a plan splits by, outermost first: its stack, then the period of its grain unless the
// stack has it already. Error bad_plan: there is no such grain.
Result<std::vector<std::string>> levels_of(const plan::Plan& plan);

// The order of two texts of a level.
bool comes_before(std::string_view a, std::string_view b, bool line);

}  // namespace billfold::split
