#pragma once

// Dimensions: the ways in which a bill's rows can be told apart. (rules 2)
//
// A dimension is a stored text column seen through a function of its values: the cell itself (a field, any
// other column), one key of its tags, the month or day of its date. The function is applied once a distinct
// value, not once a row. Value id 0 is "no value": the unassigned leaf.

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/dictionary.h"
#include "base/result.h"
#include "bill/bill.h"
#include "bill/notation.h"

namespace billfold::bill {

// `category`, `roster` and `list` are defined by a plan, not by the bill.
enum class DimensionKind : std::uint8_t { field, tag, column, period, line, category, roster, list };
std::string_view name_of(DimensionKind kind);  // "field"

struct DimensionName {
  std::string name;    // as a plan names it: owner, tag:env, month, or a header
  std::string column;  // the header behind it
  DimensionKind kind = DimensionKind::column;
  bool stored = false;
  bool amounts = false;  // the column is summed: its cells as texts are rarely what to group by
};

class Dimension {
 public:
  // A dimension with a cell a row of its own.
  static Dimension of_cells(DimensionName name, std::shared_ptr<const TextColumn> cells);
  // What the values of another dimension with ids() stand for, by its value ids; `owner` keeps that one alive.
  static Dimension of_values(DimensionName name, const Dimension& other, std::span<const std::string> texts,
                             std::shared_ptr<const void> owner);

  const DimensionName& name() const { return name_; }
  // Of the texts: that of the column behind them; the plan's own where the texts are ours or a plan's (periods, lines,
  // categories, the roster, lists).
  const Notation& notation() const { return notation_; }
  // Number of value ids, id 0 ("no value") included; for the dimension `line` the number of rows of the files + 1.
  std::uint32_t size() const;
  std::uint32_t value_of(std::size_t row) const;
  // Calls take(row, value) for the rows [begin, end); how wide the column's ids are is asked once.
  template <class Take>
  void for_each_value(std::size_t begin, std::size_t end, Take&& take) const {
    if (ids_ == nullptr) {
      for (std::size_t row = begin; row < end; ++row) take(row, value_of(row));
      return;
    }
    ids_->visit([&](const auto ids) {
      for (std::size_t row = begin; row < end; ++row) take(row, value_of_id_[ids[row]]);
    });
  }
  // "" for id 0. Of the dimension `line` it is the line number, with the file's number before it from the
  // second file on.
  std::string text(std::uint32_t value) const;
  // The same without a copy, of a dimension that has ids().
  std::string_view view(std::uint32_t value) const { return texts().text(value); }
  std::optional<std::uint32_t> find(std::string_view text) const;

  // For loops over all rows: the column's ids and what each stands for. Null for the dimension `line`, where a row stands
  // for itself, or in a bill that was made of another's rows for its origin.
  const IdVector* ids() const { return ids_; }
  std::span<const std::uint32_t> origins() const { return bill_->origins; }
  std::span<const std::uint32_t> values_of_ids() const { return value_of_id_; }

 private:
  friend Result<Dimension> resolve_dimension(const Bill&, std::string_view, std::span<const std::string>);

  DimensionName name_;
  Notation notation_;
  const Bill* bill_ = nullptr;
  const IdVector* ids_ = nullptr;
  std::uint32_t lines_ = 0;  // of the dimension `line`
  const Dictionary& texts() const { return shared_ != nullptr ? *shared_ : own_; }

  std::vector<std::uint32_t> value_of_id_;
  // Where every cell stands for itself, its values are the column's: a column of a million identifiers is not
  // copied.
  const Dictionary* shared_ = nullptr;
  Dictionary own_;
  std::shared_ptr<const void> owner_;  // of what ids_ and shared_ see, where that is not the bill
};

// Every dimension that the bill carries: fields in the glossary's order, tags by key, periods, then the other
// columns.
std::vector<DimensionName> dimension_names(const Bill& bill);

// The dimension called `name`: a field, "tag:KEY", "month", "day", "line" or a header as it stands in the
// file. A field wins over a header of the same name. `blank_words` count as no value, beside the empty cell.
// The bill must outlive the result.
// Errors: unknown_dimension (with what there is), column_not_read. Cost: one step a distinct value.
Result<Dimension> resolve_dimension(const Bill& bill, std::string_view name,
                                    std::span<const std::string> blank_words);

}  // namespace billfold::bill
