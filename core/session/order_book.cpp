#include "session/order_book.h"

#include <algorithm>

#include "money/currency.h"
#include "money/decimal_format.h"
#include "plan/check.h"
#include "split/measure.h"
#include "split/selection.h"

namespace billfold::session::questions {
namespace {

// The rows of one currency: the one asked for, or the one that most lines are in; lines without a currency belong to
// it where there is no other. As the split does.
std::string keep_currency(const bill::Bill& bill, const bill::Column& measure, const std::string& wanted,
                          std::vector<std::uint8_t>& keep) {
  const bill::Column* column = measure.role.money ? bill.currency_column() : nullptr;
  if (column == nullptr || !column->text) return wanted;
  const bill::TextColumn& codes = *column->text;
  std::vector<std::uint64_t> rows(codes.values.size(), 0);
  for (std::size_t row = 0; row < bill.rows; ++row) ++rows[codes.ids[row]];
  std::uint32_t chosen = 0;
  std::size_t named = 0;
  for (std::uint32_t id = 1; id < rows.size(); ++id) {
    if (rows[id] == 0) continue;
    ++named;
    const bool more = chosen == 0 || rows[id] > rows[chosen] ||
                      (rows[id] == rows[chosen] && codes.values.text(id) < codes.values.text(chosen));
    if (wanted.empty() ? more : codes.values.text(id) == wanted) chosen = id;
  }
  const bool asks_for_none = chosen == 0 && named > 1 && wanted == money::kNoCurrency;
  const bool with_blank = named <= 1 && (chosen != 0 || named == 0);
  if (wanted.empty() && named > 1 && rows[0] > rows[chosen]) chosen = 0;
  for (std::size_t row = 0; row < bill.rows; ++row) {
    const std::uint32_t id = codes.ids[row];
    const bool kept = id == 0 ? with_blank || (chosen == 0 && wanted.empty()) || asks_for_none : id == chosen;
    if (!kept) keep[row] = 0;
  }
  return std::string(codes.values.text(chosen));
}

Result<std::vector<std::uint8_t>> kept_rows(const Asked& asked, const plan::Plan& plan) {
  if (!asked.cache.dimensions) asked.cache.dimensions.emplace(asked.bill);
  const Result<std::vector<split::Condition>> conditions =
      split::conditions_of(plan, *asked.cache.dimensions);
  if (!conditions) return conditions.error();
  std::vector<std::uint8_t> kept(asked.bill.rows, 1);
  split::for_each_block(asked.bill.rows, *conditions,
                        [&](std::size_t begin, std::size_t count, const std::uint8_t* keep) {
                          std::copy_n(keep, count, kept.begin() + static_cast<std::ptrdiff_t>(begin));
                        });
  return kept;
}

Book& book_of(const Asked& asked) {
  if (!asked.cache.book) asked.cache.book = std::make_shared<Book>();
  return *asked.cache.book;
}

}  // namespace

LinePlace place_of(const bill::Bill& bill, std::size_t row, std::size_t files_before) {
  const auto [source, row_of_source] = bill.source_of(row);
  const bill::RowPlace place = source->places[row_of_source];
  return {static_cast<std::uint32_t>(files_before + static_cast<std::size_t>(source - bill.sources.data())),
          place.line, static_cast<double>(place.begin), static_cast<double>(place.end)};
}

Result<amortize::Grain> grain_of(std::string_view text) {
  if (text == "month") return amortize::Grain::month;
  if (text == "day") return amortize::Grain::day;
  return make_error(Code::bad_request, {{"what", "is not month or day"}, {"where", "grain"}});
}

Result<const amortize::Orders*> orders_of(const Asked& asked, const plan::Plan& plan) {
  Book& book = book_of(asked);
  if (book.orders && book.orders_key == plan.amortization_scale) return book.orders.get();
  const Result<amortize::DayScale> scale = amortize::day_scale_of(plan.amortization_scale);
  if (!scale) return scale.error();
  book.chosen.reset();
  book.orders = std::make_unique<amortize::Orders>(amortize::orders_of(
      {.bill = &asked.bill, .rules = asked.beside.orders, .deductions = asked.beside.deductions}, *scale));
  book.orders_key = plan.amortization_scale;
  return book.orders.get();
}

Result<Chosen*> chosen_of(const Asked& asked, const plan::Plan& plan) {
  if (const Result<void> checked = plan::check(plan); !checked) return checked.error();
  const Result<const amortize::Orders*> orders = orders_of(asked, plan);
  if (!orders) return orders.error();
  Book& book = book_of(asked);
  plan::Plan matters = plan;
  matters.by.clear();
  matters.grain.clear();
  matters.basis.clear();
  matters.watch = {};
  std::string key = json::text_of(matters);
  if (book.chosen && book.chosen_key == key) return book.chosen.get();

  // What is spread is a column of the file: a basis that is computed is spread already.
  const bool spread_already = asked.bill.find_computed(plan.measure) != nullptr;
  const Result<split::Measure> measure =
      split::resolve_measure(asked.bill, spread_already ? std::string() : plan.measure);
  if (!measure) return measure.error();
  Result<std::vector<std::uint8_t>> keep = kept_rows(asked, plan);
  if (!keep) return keep.error();
  auto chosen = std::make_unique<Chosen>();
  chosen->measure = measure->column->role.name;
  chosen->currency = keep_currency(asked.bill, *measure->column, plan.currency, *keep);
  chosen->spread = std::make_unique<amortize::Spread>(**orders, measure->column,
                                                      *amortize::day_scale_of(plan.amortization_scale));
  for (const amortize::Order& order : (*orders)->orders) {
    if ((*keep)[order.row] != 0) chosen->orders.push_back(order);
  }
  for (const amortize::ErrorLine& error : (*orders)->errors) {
    if (!error.is_use && (*keep)[error.row] == 0) continue;
    chosen->errors.push_back(error);
    if (error.is_use) continue;
    if (__builtin_add_overflow(chosen->left_out, chosen->spread->amount_of(error.row), &chosen->left_out)) {
      return make_error(Code::overflow);
    }
  }
  chosen->keep = std::move(*keep);
  book.chosen = std::move(chosen);
  book.chosen_key = std::move(key);
  return book.chosen.get();
}

Result<amortize::Grouping> grouping_by(const Asked& asked, const plan::Plan& plan,
                                       const std::string& dimension) {
  amortize::Grouping grouping;
  if (dimension.empty()) return grouping;
  const auto resolved = dimensions_of(asked).get(dimension, plan);
  if (!resolved) return resolved.error();
  const std::shared_ptr<const bill::Dimension> shared(*resolved, (*resolved)->dimension());
  for (std::uint32_t value = 1; value < shared->size(); ++value)
    grouping.names.emplace_back(shared->text(value));
  const std::size_t rows = asked.bill.rows;
  grouping.group_of = [shared, rows](const amortize::Order& order) {
    return order.row < rows ? shared->value_of(order.row) : 0U;
  };
  return grouping;
}

Result<const amortize::Schedule*> schedule_of(const Asked& asked, const plan::Plan& plan,
                                              amortize::Grain grain, const std::string& dimension,
                                              Chosen& chosen) {
  const std::string key = (grain == amortize::Grain::day ? "day " : "month ") + dimension;
  if (const auto known = chosen.schedules.find(key); known != chosen.schedules.end()) return &known->second;
  const Result<amortize::Grouping> grouping = grouping_by(asked, plan, dimension);
  if (!grouping) return grouping.error();
  Result<amortize::Partial> partial = amortize::partial(*chosen.spread, chosen.orders, grain, *grouping);
  if (!partial) return partial.error();
  Result<amortize::Schedule> schedule = amortize::finish(std::move(*partial));
  if (!schedule) return schedule.error();
  return &chosen.schedules.emplace(key, std::move(*schedule)).first->second;
}

}  // namespace billfold::session::questions
