// Laws of the schedule over random orders: days sum to the order, months to the days, the closed form is the day loop,
// and shards in any order are the same partial. (rules 3)

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <random>

#include "amortize/schedule.h"
#include "support/orders.h"

namespace billfold::amortize {
namespace {

using calendar::Day;
using calendar::DayRange;

// A day's amount as rules 3 says it, one day after the other, without any formula for many days.
std::map<std::int32_t, i128> day_loop(i128 amount, const DayRange& validity, std::optional<Day> ended,
                                      i128 unit) {
  std::map<std::int32_t, i128> days;
  const i128 daily = amount / (validity.count() * unit) * unit;
  i128 left = amount;
  for (Day day = validity.first; day <= validity.last; day = day + 1) {
    const bool last = day == validity.last || (ended && day == *ended);
    days[day.number] = last ? left : daily;
    left -= days[day.number];
    if (last) break;
  }
  return days;
}

struct Random {
  std::mt19937_64 engine{20231120};
  std::int64_t between(std::int64_t low, std::int64_t high) {
    return std::uniform_int_distribution<std::int64_t>(low, high)(engine);
  }
};

// Orders of every kind that is spread over days; some are refunded.
std::string random_orders(Random& random, int count) {
  std::string rows;
  for (int i = 0; i < count; ++i) {
    const Day first{static_cast<std::int32_t>(random.between(19000, 20500))};
    const Day last = first + static_cast<std::int32_t>(random.between(0, 1200));
    const char* kinds[] = {"new", "renew", "pack-periodic"};
    const std::string number = "O" + std::to_string(i);
    const std::int64_t cents = random.between(-1'000'000, 100'000'000);
    rows += number + ",," + kinds[random.between(0, 2)] + "," + calendar::iso(first) + "," +
            calendar::iso(last) + "," + money::format({cents, 2}) + "," +
            money::format({random.between(0, 99999999), 6}) + ",\n";
    if (cents > 0 && random.between(0, 4) == 0) {
      const Day day = first + static_cast<std::int32_t>(random.between(0, last - first));
      rows += "R" + std::to_string(i) + "," + number + ",refund," + calendar::iso(day) + ",,0,0,\n";
    }
  }
  return rows;
}

TEST(AmortizeLaw, TheClosedFormIsTheDayLoop) {
  Random random;
  for (const DayScale& scale :
       {DayScale{}, DayScale{.digits = 4}, DayScale{.digits = 0}, DayScale{.of_column = true}}) {
    const auto book = test::book_of(random_orders(random, 300), "", scale);
    for (const char* measure : {"PayableAmount", "CouponAmount"}) {
      const Spread spread = book->spread(measure);
      const i128 unit = money::power_of_ten(spread.scale() - spread.digits());
      for (const Order& order : book->orders.orders) {
        if (!is_prepaid(order.kind)) continue;
        const Course course = spread.course(order);
        const auto days = day_loop(course.amount(), order.validity, order.ended, unit);
        i128 sum = 0;
        for (const auto& [number, amount] : days) {
          ASSERT_EQ(course.on(Day{number}), amount);
          sum += amount;
          ASSERT_EQ(course.through(Day{number}), sum);
        }
        ASSERT_EQ(sum, course.amount());
        ASSERT_EQ(course.through(course.last + 1), course.amount());
        ASSERT_EQ(course.through(course.first - 1), 0);
      }
    }
  }
}

TEST(AmortizeLaw, DaysSumToTheOrdersAndMonthsToTheDays) {
  Random random;
  const auto book = test::book_of(random_orders(random, 500));
  const Spread spread = book->spread();
  Result<Partial> by_month = partial(spread, book->orders.orders, Grain::month, {});
  Result<Partial> by_day = partial(spread, book->orders.orders, Grain::day, {});
  ASSERT_TRUE(by_month.ok() && by_day.ok());
  const Result<Schedule> months = finish(*by_month);
  const Result<Schedule> days = finish(*by_day);
  ASSERT_TRUE(months.ok() && days.ok());
  EXPECT_EQ(months->difference, 0);
  EXPECT_EQ(days->difference, 0);
  EXPECT_EQ(months->total, days->total);
  std::map<Period, i128> of_days;
  for (std::size_t i = 0; i < days->totals.size(); ++i) {
    of_days[period_of(Day{days->table.first + static_cast<Period>(i)}, Grain::month)] += days->totals[i];
  }
  for (std::size_t i = 0; i < months->totals.size(); ++i) {
    EXPECT_EQ(months->totals[i], of_days[months->table.first + static_cast<Period>(i)]);
  }
}

bool same(const Partial& a, const Partial& b) {
  const auto totals = [](const Partial& partial) {
    std::vector<std::pair<i128, std::uint64_t>> list;
    for (const GroupTotal& total : partial.totals) list.emplace_back(total.amount, total.orders);
    return list;
  };
  return a.grain == b.grain && a.scale == b.scale && a.names == b.names && a.first == b.first &&
         a.periods == b.periods && a.amounts == b.amounts && totals(a) == totals(b);
}

TEST(AmortizeLaw, ShardsInAnyOrderAreTheSamePartial) {
  Random random;
  const auto book = test::book_of(random_orders(random, 400));
  const Spread spread = book->spread();
  Grouping grouping;
  grouping.names = {std::nullopt, "search", "ads", "maps", "none has it"};
  grouping.group_of = [](const Order& order) { return order.row % 4; };
  const std::vector<Order>& orders = book->orders.orders;
  for (const Grain grain : {Grain::month, Grain::day}) {
    const Result<Partial> whole = partial(spread, orders, grain, grouping);
    ASSERT_TRUE(whole.ok());
    for (int round = 0; round < 5; ++round) {
      std::vector<Partial> parts;
      for (std::size_t at = 0; at < orders.size();) {
        const auto count =
            std::min<std::size_t>(static_cast<std::size_t>(random.between(1, 120)), orders.size() - at);
        const Result<Partial> part = partial(spread, std::span(orders).subspan(at, count), grain, grouping);
        ASSERT_TRUE(part.ok());
        parts.push_back(*part);
        at += count;
      }
      std::shuffle(parts.begin(), parts.end(), random.engine);
      Partial merged;
      for (const Partial& part : parts) {
        const Result<Partial> more = merge(merged, part);
        ASSERT_TRUE(more.ok());
        merged = *more;
      }
      EXPECT_TRUE(same(merged, *whole));
    }
  }
}

}  // namespace
}  // namespace billfold::amortize
