#include "split/partial.h"

#include <algorithm>
#include <charconv>
#include <numeric>

#include "money/sum.h"
#include "plan/check.h"
#include "split/group_keys.h"
#include "split/measure.h"
#include "split/selection.h"

namespace billfold::split {
namespace {

using Ranked = std::shared_ptr<RankedDimension>;

// ---- counting: groups and running totals ----------------------------------------------------------------

// Amounts of 64 bits, gathered in 64 bits a group; what does not fit spills into a second table of 128 bits,
// which few bills need.
class NarrowCells {
 public:
  void resize(std::size_t cells) {
    if (cells <= cells_.size()) return;
    cells_.resize(std::max(cells, cells_.size() * 2));
    if (!spilled_.empty()) spilled_.resize(cells_.size());
  }
  void add(std::uint32_t cell, std::int64_t mantissa) {
    Cell& to = cells_[cell];
    ++to.rows;
    if (__builtin_add_overflow(to.amount, mantissa, &to.amount)) spill(cell, mantissa);
  }
  Figure operator[](std::size_t cell) const {
    const i128 spilled = spilled_.empty() ? 0 : spilled_[cell];
    return {spilled + cells_[cell].amount, cells_[cell].rows};
  }
  std::uint64_t rows(std::size_t cell) const { return cells_[cell].rows; }
  static constexpr bool overflowed() { return false; }  // 2^32 rows of 64 bits do not leave 128

 private:
  struct Cell {
    std::int64_t amount = 0;
    std::uint64_t rows = 0;
  };
  // The sum wrapped around by 2^64.
  void spill(std::uint32_t cell, std::int64_t mantissa) {
    if (spilled_.empty()) spilled_.resize(cells_.size());
    const i128 turn = static_cast<i128>(1) << 64U;
    spilled_[cell] += mantissa > 0 ? turn : -turn;
  }

  std::vector<Cell> cells_;
  std::vector<i128> spilled_;
};

class WideCells {
 public:
  void resize(std::size_t cells) {
    if (cells > cells_.size()) cells_.resize(std::max(cells, cells_.size() * 2));
  }
  void add(std::uint32_t cell, i128 mantissa) {
    Figure& to = cells_[cell];
    ++to.rows;
    if (__builtin_add_overflow(to.amount, mantissa, &to.amount)) overflowed_ = true;
  }
  Figure operator[](std::size_t cell) const { return cells_[cell]; }
  std::uint64_t rows(std::size_t cell) const { return cells_[cell].rows; }
  bool overflowed() const { return overflowed_; }

 private:
  std::vector<Figure> cells_;
  bool overflowed_ = false;
};

// One currency's running totals, gathered without looking at groups.
struct RunningSums {
  money::Sum all;
  money::Sum kept;
  std::uint64_t all_rows = 0;
  std::uint64_t kept_rows = 0;

  template <class Mantissa>
  void add(Mantissa mantissa, std::uint8_t keep) {
    all.add(mantissa);
    ++all_rows;
    if (keep == 0) return;
    kept.add(mantissa);
    ++kept_rows;
  }
  void add_block(const i128* mantissas, const std::uint8_t* keep, std::size_t rows) {
    for (std::size_t i = 0; i < rows; ++i) add(mantissas[i], keep[i]);
  }
  // The halves of a block's amounts are added up apart: neither sum can leave 64 bits, so that nothing is asked a row.
  void add_block(const std::int64_t* mantissas, const std::uint8_t* keep, std::size_t rows) {
    static_assert(kBlockRows <= std::size_t{1} << 31U);
    std::int64_t high = 0;
    std::int64_t low = 0;
    std::int64_t kept_high = 0;
    std::int64_t kept_low = 0;
    std::uint64_t kept_here = 0;
    for (std::size_t i = 0; i < rows; ++i) {
      const std::int64_t mask = -static_cast<std::int64_t>(keep[i]);
      const std::int64_t of_high = mantissas[i] >> 32U;
      const std::int64_t of_low = mantissas[i] & 0xFFFFFFFF;
      high += of_high;
      low += of_low;
      kept_high += of_high & mask;
      kept_low += of_low & mask;
      kept_here += keep[i];
    }
    constexpr i128 kTurn = static_cast<i128>(1) << 32U;
    all.add(high * kTurn + low);
    all_rows += rows;
    kept.add(kept_high * kTurn + kept_low);
    kept_rows += kept_here;
  }
};

struct Question {
  const Measure& measure;
  const std::vector<Condition>& conditions;  // the currency's, then the filters'
  std::span<const Ranked> levels;            // levels[0] is the currency
};

template <class Cells>
struct Counted {
  Cells cells;  // a cell for the dropped lines of each currency, then one a group
  std::vector<RunningSums> running;
};

// The currency of each row of the block, as its rank.
void currencies(RankedDimension& currency, std::size_t begin, std::size_t count, std::uint32_t* ranks) {
  const std::span<const std::uint32_t> rank_of_id = currency.rank_of_id();
  currency.dimension()->ids()->visit([&](const auto& ids) {
    for (std::size_t i = 0; i < count; ++i) ranks[i] = rank_of_id[ids[begin + i]];
  });
}

// Without leaving early, so that it is a comparison of many at once.
bool are_all_same(std::span<const std::uint32_t> ranks) {
  std::uint32_t differ = 0;
  for (const std::uint32_t rank : ranks) differ |= rank ^ ranks.front();
  return differ == 0;
}

template <class Cells, class Mantissa>
Counted<Cells> count(const Question& question, std::span<const Mantissa> mantissas, RowRange of,
                     GroupKeys& keys) {
  RankedDimension& currency = *question.levels.front();
  const std::uint32_t currency_count = currency.size();
  Counted<Cells> counted;
  counted.running.resize(currency_count);
  std::uint32_t currency_of[kBlockRows] = {};
  std::uint32_t cell_of[kBlockRows];
  const auto count_block = [&](std::size_t begin, std::size_t rows, const std::uint8_t* keep) {
    const Mantissa* amounts = mantissas.data() + begin;
    if (currency_count > 1) currencies(currency, begin, rows, currency_of);
    // Bills of one currency are the rule, and of several most lines stand beside one of their own.
    if (are_all_same({currency_of, rows})) {
      counted.running[currency_of[0]].add_block(amounts, keep, rows);
    } else {
      for (std::size_t i = 0; i < rows; ++i) counted.running[currency_of[i]].add(amounts[i], keep[i]);
    }
    keys.number(begin, rows, keep, cell_of);
    counted.cells.resize(currency_count + std::size_t{keys.groups()});
    for (std::size_t i = 0; i < rows; ++i) {
      cell_of[i] = keep[i] != 0 ? cell_of[i] + currency_count : currency_of[i];
    }
    for (std::size_t i = 0; i < rows; ++i) counted.cells.add(cell_of[i], amounts[i]);
  };
  for_each_block(of, question.conditions, count_block);
  counted.cells.resize(currency_count + std::size_t{keys.groups()});
  return counted;
}

// ---- from groups to leaves ------------------------------------------------------------------------------

// Sorts leaves by their keys and puts those with the same key together.
void sort_leaves(Partial& partial) {
  const std::size_t width = partial.levels.size();
  std::vector<std::uint32_t> order(partial.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::lexicographical_compare(partial.key(a), partial.key(a) + width, partial.key(b),
                                        partial.key(b) + width);
  });
  std::vector<std::uint32_t> keys;
  std::vector<Figure> leaves;
  keys.reserve(partial.keys.size());
  leaves.reserve(partial.size());
  for (const std::uint32_t leaf : order) {
    const std::uint32_t* key = partial.key(leaf);
    if (!leaves.empty() && std::equal(key, key + width, keys.end() - static_cast<std::ptrdiff_t>(width))) {
      leaves.back().amount += partial.leaves[leaf].amount;
      leaves.back().rows += partial.leaves[leaf].rows;
      continue;
    }
    keys.insert(keys.end(), key, key + width);
    leaves.push_back(partial.leaves[leaf]);
  }
  partial.keys = std::move(keys);
  partial.leaves = std::move(leaves);
}

// Replaces the ranks of one level by values of the texts that occur. True: two ranks had the same text.
bool name_values(Partial& partial, std::size_t at, RankedDimension& dimension) {
  const std::size_t width = partial.levels.size();
  Level& level = partial.levels[at];
  std::vector<std::uint32_t> value_of_rank(dimension.size(), 0);
  for (std::size_t leaf = 0; leaf < partial.size(); ++leaf)
    value_of_rank[partial.keys[leaf * width + at]] = 1;
  // Running totals name every currency, also one without a leaf.
  if (at == 0) std::fill(value_of_rank.begin(), value_of_rank.end(), 1);

  bool repeated = false;
  for (std::uint32_t rank = 0; rank + 1 < dimension.size(); ++rank) {
    if (value_of_rank[rank] == 0) continue;
    const std::string text = dimension.text_of_rank(rank);
    const bool again = level.texts.size() > 0 && level.texts[level.texts.size() - 1] == text;
    repeated = repeated || again;
    if (!again) level.texts.push_back(text);
    value_of_rank[rank] = level.texts.size() - 1;
  }
  value_of_rank.back() = level.texts.size();
  for (std::size_t leaf = 0; leaf < partial.size(); ++leaf) {
    std::uint32_t& value = partial.keys[leaf * width + at];
    value = value_of_rank[value];
  }
  return repeated;
}

template <class Cells>
void take_leaves(const Counted<Cells>& counted, const GroupKeys& keys, Partial& partial) {
  const std::size_t width = partial.levels.size();
  const std::size_t dropped = counted.running.size();
  for (const std::uint32_t group : keys.all_groups()) {
    if (counted.cells.rows(dropped + group) == 0) continue;
    partial.leaves.push_back(counted.cells[dropped + group]);
    partial.keys.resize(partial.keys.size() + width);
    keys.ranks_of(group, partial.keys.data() + partial.keys.size() - width);
  }
}

template <class Mantissa>
Result<void> fill(const Question& question, std::span<const Mantissa> mantissas, RowRange rows,
                  const bill::Bill& bill, Partial& partial) {
  using Cells = std::conditional_t<std::is_same_v<Mantissa, std::int64_t>, NarrowCells, WideCells>;
  rows.end = std::min(rows.end, mantissas.size());
  GroupKeys keys(question.levels, rows.end - rows.begin);
  const auto counted = count<Cells>(question, mantissas, rows, keys);
  bool too_large = counted.cells.overflowed();
  for (std::size_t currency = 0; currency < counted.running.size(); ++currency) {
    const RunningSums& sums = counted.running[currency];
    too_large = too_large || sums.all.overflowed() || sums.kept.overflowed();
    partial.running.push_back(
        {{sums.all.value(), sums.all_rows}, {sums.kept.value(), sums.kept_rows}, counted.cells[currency]});
  }
  take_leaves(counted, keys, partial);
  for (const Figure& leaf : partial.leaves) too_large = too_large || !money::fits(leaf.amount);
  if (too_large) return sum_too_large(bill, question.measure);

  bool sorted = keys.in_order();
  for (std::size_t at = 0; at < partial.levels.size(); ++at) {
    if (name_values(partial, at, *question.levels[at])) sorted = false;
  }
  if (!sorted) sort_leaves(partial);
  return {};
}

// The bill's currencies as a dimension; one that never has a value where amounts have no currency.
Result<Ranked> currency_dimension(const Measure& measure, const plan::Plan& plan, Dimensions& dimensions,
                                  Currencies currencies) {
  const bill::Column* column = dimensions.bill().currency_column();
  const bool matters =
      measure.column->role.money || !plan.currency.empty() || currencies == Currencies::of_any_measure;
  if (column == nullptr || !matters) return std::make_shared<RankedDimension>(std::nullopt);
  return dimensions.get(column->role.name, plan);
}

}  // namespace

Result<std::vector<std::string>> levels_of(const plan::Plan& plan) {
  std::vector<std::string> levels = plan.by;
  if (plan.grain == "file") return levels;
  if (plan.grain != "month" && plan.grain != "day" && plan.grain != "line") {
    return make_error(Code::bad_plan, {{"what", "is not file, month, day or line"}, {"where", "grain"}});
  }
  if (std::find(levels.begin(), levels.end(), plan.grain) == levels.end()) levels.push_back(plan.grain);
  return levels;
}

bool comes_before(std::string_view a, std::string_view b, bool line) {
  if (!line) return a < b;
  // "4117", or "2:17" in the second file.
  const auto number = [](std::string_view text) {
    std::pair<std::uint64_t, std::uint64_t> file_and_line{0, 0};
    const std::size_t colon = text.find(':');
    if (colon != std::string_view::npos) {
      std::from_chars(text.data(), text.data() + colon, file_and_line.first);
      text.remove_prefix(colon + 1);
    }
    std::from_chars(text.data(), text.data() + text.size(), file_and_line.second);
    return file_and_line;
  };
  return number(a) < number(b);
}

Result<Partial> partial(const plan::Plan& plan, Dimensions& dimensions, MissingTag missing, RowRange rows,
                        Currencies currencies) {
  const bill::Bill& bill = dimensions.bill();
  const Result<void> checked = plan::check(plan);
  if (!checked) return checked.error();
  const Result<Measure> measure = resolve_measure(bill, plan.measure);
  if (!measure) return measure.error();
  const Result<std::vector<std::string>> names = levels_of(plan);
  if (!names) return names.error();

  Partial partial;
  partial.measure = measure->column->role.name;
  partial.money = measure->column->role.money;
  partial.wanted_currency = plan.currency;
  partial.scale = measure->scale();
  if (rows.begin == 0) {
    partial.rows = bill.rows;
    partial.empty = measure->column->empty;
    partial.rejected = measure->column->rejected;
    if (partial.holds_no_number()) partial.word = first_word(bill, *measure);
  }

  Result<Ranked> currency = currency_dimension(*measure, plan, dimensions, currencies);
  if (!currency) return currency.error();
  std::vector<Ranked> levels{*currency};
  partial.levels.emplace_back().name = "currency";
  for (const std::string& name : *names) {
    Result<Ranked> level = dimensions.get(name, plan, missing);
    if (!level) return level.error();
    partial.levels.push_back({name, (*level)->is_line(), {}});
    levels.push_back(std::move(*level));
  }
  Result<std::vector<Condition>> conditions = conditions_of(plan, dimensions, missing);
  if (!conditions) return conditions.error();
  if (!plan.currency.empty()) {
    const std::optional<std::string> wanted[] = {plan.currency, std::nullopt};
    conditions->insert(conditions->begin(), Condition::value_is_among(*currency, wanted, false));
  }

  const Question question{*measure, *conditions, levels};
  const Result<void> filled = measure->amounts().visit(
      [&](const auto& mantissas) { return fill(question, mantissas, rows, bill, partial); });
  if (!filled) return filled.error();
  return partial;
}

Result<Partial> partial(const bill::Bill& bill, const plan::Plan& plan, MissingTag missing) {
  Dimensions dimensions(bill);
  return partial(plan, dimensions, missing);
}

}  // namespace billfold::split
