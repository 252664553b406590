#pragma once

// A plan: what is asked of a bill. A value, saved and shared as JSON (the field names below), undone by
// taking the value before it. Same bill and same plan give the same bytes on any machine. (rules 2)

#include <optional>
#include <string>
#include <vector>

#include "base/fields.h"
#include "plan/category.h"
#include "plan/roster.h"
#include "plan/shared_rule.h"
#include "plan/watch.h"

namespace billfold::plan {

// Keep (or with exclude: leave out) the lines whose value of the dimension is one of these; null is "no
// value".
struct Filter {
  std::string dimension;
  std::vector<std::optional<std::string>> values;
  bool exclude = false;
  BILLFOLD_FIELDS(Filter, dimension, values, exclude)
};

// Lines that are wrong, such as those that are charged twice. They are left out before anything is shared: they are neither
// handed out nor do they weigh. Filters choose afterwards, among what is left.
struct Omitted {
  // As the dimension `line` names them, "4", in the second file "2:4", or from one to another, "4-1003".
  std::vector<std::string> lines = {};
  std::vector<std::string> files = {};  // whole files by their number: "2"
  BILLFOLD_FIELDS(Omitted, lines, files)
};

// What an account has before its first hourly bill. (rules 4)
struct OpeningBalance {
  std::optional<std::string> account = {};  // null: usage without one
  std::string amount = {};
  BILLFOLD_FIELDS(OpeningBalance, account, amount)
};

struct Plan {
  // The stack of dimensions, outermost first: names of fields (owner, project, ...), "tag:KEY", "month",
  // "day", "line", or a column header of the file as it stands there.
  std::vector<std::string> by = {};
  std::vector<Filter> filters = {};
  // An amount column as its header stands in the file; empty: the bill's default measure.
  std::string measure = {};
  // Period grain: "file" (no periods), "month", "day" or "line"; another than file is one more, innermost
  // level.
  std::string grain = "file";
  // One currency is shown at a time; empty: the one that most lines are in.
  std::string currency = {};
  // Words that stand for "no value" beside the empty cell ("-", "null", "未分配").
  std::vector<std::string> blank_words = {};
  // "" as billed; "amortized": every question is put to the cost bill that is made of the orders (rules 3); "metered": to
  // the bill that is made of usage by `prices` (rules 4).
  std::string basis = {};
  // Fraction digits of a day's amount where orders are spread: "" 2, as the console does; "file" those of each amount
  // column; or a number from "0" to "12".
  std::string amortization_scale = {};
  // What metered usage is priced by: the text of a price list, CSV or JSON (metering/price_list.h).
  std::string prices = {};
  std::vector<OpeningBalance> balances = {};
  // The dimension that hourly bills are made out to; empty: the project, or what comes nearest to it.
  std::string metered_by = {};
  // Budgets, unusual days, wasted commitments: what is watched, and no part of the split.
  Watch watch = {};
  // The reader's own dimensions: category:NAME, ou:1 and further, ou:name, list:NAME.
  std::vector<Category> categories = {};
  Roster roster = {};
  std::vector<ValueList> lists = {};
  // Shared costs, in order; filters apply after them.
  std::vector<SharedRule> shared = {};
  Omitted omitted = {};
  BILLFOLD_FIELDS(Plan, by, filters, measure, grain, currency, blank_words, basis, amortization_scale, prices,
                  balances, metered_by, watch, categories, roster, lists, shared, omitted)
};

}  // namespace billfold::plan
