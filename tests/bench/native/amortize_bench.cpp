// A million orders of one to three years, by month: in closed form, against a loop over their days.
// Both results are compared before the clock starts.

#include <benchmark/benchmark.h>
#include <cstdio>
#include <cstdlib>
#include <random>

#include "amortize/schedule.h"

namespace billfold::amortize {
namespace {

constexpr std::uint32_t kOrders = 1'000'000;

struct Book {
  bill::Bill bill;
  Orders orders;
};

const Book& book() {
  static const Book* const made = [] {
    auto* book = new Book;
    bill::Column& column = book->bill.columns.emplace_back();
    column.role.name = "PayableAmount";
    column.role.money = true;
    column.amount.emplace();
    std::mt19937_64 random(1);
    for (std::uint32_t row = 0; row < kOrders; ++row) {
      const auto cents = static_cast<std::int64_t>(random() % 100'000'000);
      if (!column.amount->push_plain(cents, 2)) std::abort();
      Order order;
      order.row = row;
      order.kind = Kind::fresh;
      order.validity.first = {static_cast<std::int32_t>(19358 + random() % 365)};  // 2023
      order.validity.last = order.validity.first + static_cast<std::int32_t>(364 + random() % 731);
      book->orders.orders.push_back(order);
    }
    book->bill.rows = kOrders;
    book->orders.bill = &book->bill;
    return book;
  }();
  return *made;
}

std::vector<i128> by_closed_form(const Spread& spread) {
  const Result<Partial> partial = amortize::partial(spread, book().orders.orders, Grain::month, {});
  return partial ? partial->amounts : std::vector<i128>();
}

// The same, a day at a time. Its months are looked up, so that the calendar is not what is measured.
std::vector<i128> by_day_loop(const Spread& spread) {
  constexpr std::int32_t kFirst = 19358;
  constexpr std::int32_t kDays = 365 + 365 + 731;
  static const std::vector<std::uint32_t> month_of_day = [] {
    std::vector<std::uint32_t> months;
    for (std::int32_t day = 0; day < kDays; ++day) {
      months.push_back(static_cast<std::uint32_t>(period_of({kFirst + day}, Grain::month) - 2023 * 12));
    }
    return months;
  }();
  std::vector<i128> months(month_of_day.back() + 1, 0);
  for (const Order& order : book().orders.orders) {
    const auto amount = static_cast<std::int64_t>(spread.amount_of(order.row));
    const std::int64_t daily = amount / order.validity.count();
    std::int64_t left = amount;
    for (std::int32_t day = order.validity.first.number; day < order.validity.last.number; ++day) {
      months[month_of_day[static_cast<std::size_t>(day - kFirst)]] += daily;
      left -= daily;
    }
    months[month_of_day[static_cast<std::size_t>(order.validity.last.number - kFirst)]] += left;
  }
  while (!months.empty() && months.back() == 0) months.pop_back();
  return months;
}

void check(const Spread& spread) {
  static const bool equal = by_closed_form(spread) == by_day_loop(spread);
  if (equal) return;
  std::fputs("the closed form and the day loop differ\n", stderr);
  std::abort();
}

void closed_form(benchmark::State& state) {
  const Spread spread(book().orders, &book().bill.columns.front(), {});
  check(spread);
  for ([[maybe_unused]] auto _ : state) benchmark::DoNotOptimize(by_closed_form(spread));
  state.SetItemsProcessed(state.iterations() * kOrders);
}
void day_loop(benchmark::State& state) {
  const Spread spread(book().orders, &book().bill.columns.front(), {});
  check(spread);
  for ([[maybe_unused]] auto _ : state) benchmark::DoNotOptimize(by_day_loop(spread));
  state.SetItemsProcessed(state.iterations() * kOrders);
}
BENCHMARK(closed_form)->Unit(benchmark::kMillisecond);
BENCHMARK(day_loop)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace billfold::amortize
