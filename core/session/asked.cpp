#include "session/asked.h"

#include <algorithm>

#include "split/partial.h"

namespace billfold::session::questions {
namespace {

// By the currency column's ids, whether a row is in the split's currency.
std::vector<std::uint8_t> cells_in_currency(const bill::TextColumn& currencies, const split::Tree& whole) {
  std::vector<std::uint8_t> in(currencies.values.size());
  for (std::uint32_t id = 0; id < in.size(); ++id) {
    const std::string_view code = currencies.values.text(id);
    in[id] = code == whole.currency || (code.empty() && whole.with_blank_currency) ? 1 : 0;
  }
  return in;
}

}  // namespace

plan::Plan without_levels(plan::Plan plan) {
  plan.by.clear();
  plan.grain = "file";
  return plan;
}

Result<split::Tree> split_of(const Asked& asked, const plan::Plan& plan, split::MissingTag missing) {
  Result<split::Partial> partial = split::partial(plan, dimensions_of(asked), missing);
  if (!partial) return partial.error();
  return split::finish(std::move(*partial));
}

Result<std::vector<std::uint8_t>> rows_that_count(const Asked& asked, const plan::Plan& plan,
                                                  const split::Tree& whole) {
  const Result<std::vector<split::Condition>> conditions = split::conditions_of(plan, dimensions_of(asked));
  if (!conditions) return conditions.error();
  std::vector<std::uint8_t> rows(asked.bill.rows);
  split::for_each_block(asked.bill.rows, *conditions,
                        [&](std::size_t begin, std::size_t count, const std::uint8_t* keep) {
                          std::copy_n(keep, count, rows.begin() + static_cast<std::ptrdiff_t>(begin));
                        });
  const bill::Column* currency = asked.bill.currency_column();
  if (!whole.money || currency == nullptr || !currency->text) return rows;
  const std::vector<std::uint8_t> in = cells_in_currency(*currency->text, whole);
  for (std::size_t row = 0; row < rows.size(); ++row) rows[row] &= in[currency->text->ids[row]];
  return rows;
}

}  // namespace billfold::session::questions
