#include "amortize/schedule.h"

#include <gtest/gtest.h>

#include "support/orders.h"

namespace billfold::amortize {
namespace {

using test::Book;
using test::book_of;
using test::day;
using Lines = std::vector<std::string>;

std::string text(i128 amount) { return money::format({amount, 2}); }

// "search 2023-01: 1.00 2.00" of each group, the first period before its amounts.
Lines in_words(const Partial& partial) {
  Lines lines;
  for (std::size_t group = 0; group < partial.names.size(); ++group) {
    std::string line = partial.names[group].value_or("-") + " " + text_of(partial.first, partial.grain) + ":";
    for (const i128 amount : partial.row(group)) line += " " + text(amount);
    lines.push_back(line);
  }
  return lines;
}

Partial partial_of(const Book& book, Grain grain, const Grouping& grouping = {}) {
  const Result<Partial> made = partial(book.spread(), book.orders.orders, grain, grouping);
  EXPECT_TRUE(made);
  return made ? *made : Partial{};
}

TEST(Period, IsTheMonthsSinceYearZeroOrTheDaysSince1970) {
  EXPECT_EQ(period_of(day("2023-02-14"), Grain::month), 2023 * 12 + 1);
  EXPECT_EQ(period_of(day("1970-01-02"), Grain::day), 1);
}

TEST(Period, HasItsDaysAndItsText) {
  const Period february = period_of(day("2024-02-14"), Grain::month);
  EXPECT_EQ(calendar::iso(days_of(february, Grain::month).first), "2024-02-01");
  EXPECT_EQ(calendar::iso(days_of(february, Grain::month).last), "2024-02-29");
  EXPECT_EQ(text_of(february, Grain::month), "2024-02");
  const Period leap = period_of(day("2024-02-29"), Grain::day);
  EXPECT_EQ(days_of(leap, Grain::day).count(), 1);
  EXPECT_EQ(text_of(leap, Grain::day), "2024-02-29");
}

TEST(Period, IsReadFromItsText) {
  EXPECT_EQ(*parse_period("2023-02", Grain::month), 2023 * 12 + 1);
  EXPECT_EQ(*parse_period("1970-01-02", Grain::day), 1);
}

TEST(Period, ThatIsNoneIsAnError) {
  for (const std::string_view no_month : {"", "soon", "2023-13", "2023-02-14"}) {
    const Result<Period> period = parse_period(no_month, Grain::month);
    ASSERT_FALSE(period) << no_month;
    EXPECT_EQ(period.error().code, Code::bad_request);
  }
  for (const std::string_view no_day : {"", "2023-02-29", "2023-02"})
    EXPECT_FALSE(parse_period(no_day, Grain::day)) << no_day;
}

// rules 3: 16800 over 2023.
TEST(Schedule, OfAYearIsItsMonths) {
  const auto book = book_of("A,,new,2023-01-01,2023-12-31,16800,0,\n");
  const Result<Schedule> schedule = finish(partial_of(*book, Grain::month));
  ASSERT_TRUE(schedule);
  ASSERT_EQ(schedule->totals.size(), 12U);
  EXPECT_EQ(text(schedule->totals[0]), "1426.62");
  EXPECT_EQ(text(schedule->totals[1]), "1288.56");
  EXPECT_EQ(text(schedule->totals[3]), "1380.60");
  EXPECT_EQ(text(schedule->totals[11]), "1429.32");
  EXPECT_EQ(text(schedule->total), "16800.00");
  EXPECT_EQ(schedule->orders, 1U);
  EXPECT_TRUE(schedule->difference == 0);
}

// rules 3: 62 over January, a change on the 20th; by day 2.00 and 3.50.
TEST(Schedule, ByDayTellsEachDay) {
  const auto book = book_of(
      "A,,new,2023-01-01,2023-01-31,62,0,\n"
      "B,A,change,2023-01-20,2023-01-31,-18,0,\n"
      "C,A,change,2023-01-20,2023-01-31,36,0,\n");
  const Result<Schedule> schedule = finish(partial_of(*book, Grain::day));
  ASSERT_TRUE(schedule);
  ASSERT_EQ(schedule->totals.size(), 31U);
  EXPECT_EQ(text(schedule->totals[18]), "2.00");
  EXPECT_EQ(text(schedule->totals[19]), "3.50");
  EXPECT_EQ(text(schedule->totals[30]), "3.50");
  EXPECT_TRUE(schedule->difference == 0);
}

// Orders of three groups; nobody's in March alone, so that February is a period without anything.
constexpr const char* kThree =
    "A,,new,2023-01-31,2023-01-31,1,0,\n"
    "B,,new,2023-01-01,2023-01-31,62,0,\n"
    "C,,payg,2023-03-05,,7,0,\n";

Grouping three_groups() {
  Grouping grouping;
  grouping.names = {std::nullopt, "search", "ads", "nobody"};
  grouping.group_of = [](const Order& order) { return order.row == 0 ? 1U : order.row == 1 ? 2U : 0U; };
  return grouping;
}

TEST(Partial, HasTheGroupsThatOccurByNameWithNoNameLastAndPeriodsWithoutAGap) {
  const auto book = book_of(kThree);
  const Partial made = partial_of(*book, Grain::month, three_groups());
  EXPECT_EQ(in_words(made), (Lines{"ads 2023-01: 62.00 0.00 0.00", "search 2023-01: 1.00 0.00 0.00",
                                   "- 2023-01: 0.00 0.00 7.00"}));
  EXPECT_EQ(text(made.totals[0].amount), "62.00");
  EXPECT_EQ(made.totals[0].orders, 1U);
}

TEST(Partial, OfShardsMergesToThatOfTheWhole) {
  const auto book = book_of(kThree);
  const Grouping grouping = three_groups();
  const std::span<const Order> all(book->orders.orders);
  ASSERT_EQ(all.size(), 3U);
  for (const Grain grain : {Grain::month, Grain::day}) {
    const Lines whole = in_words(partial_of(*book, grain, grouping));
    for (std::size_t cut = 0; cut <= all.size(); ++cut) {
      const Partial first = *partial(book->spread(), all.first(cut), grain, grouping);
      const Partial rest = *partial(book->spread(), all.subspan(cut), grain, grouping);
      EXPECT_EQ(in_words(*merge(first, rest)), whole) << cut;
      EXPECT_EQ(in_words(*merge(rest, first)), whole) << cut;
    }
  }
}

TEST(Partial, OfNoOrdersIsEmpty) {
  const auto book = book_of(kThree);
  const Result<Schedule> schedule = finish(*partial(book->spread(), {}, Grain::month, {}));
  ASSERT_TRUE(schedule);
  EXPECT_TRUE(schedule->totals.empty());
  EXPECT_TRUE(schedule->total == 0);
}

TEST(Partial, ThatLeaves38DigitsIsAnError) {
  const std::string large(36, '9');  // and two digits of a day
  const auto book = book_of("A,,new,2023-01-01,2023-01-01," + large + ",0,\nB,,new,2023-01-01,2023-01-01," +
                            large + ",0,\n");
  ASSERT_EQ(book->orders.orders.size(), 2U);
  const Result<Partial> made = partial(book->spread(), book->orders.orders, Grain::month, {});
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code, Code::overflow);
}

TEST(Partial, WithTooManyCellsIsAnError) {
  std::string rows;
  for (int order = 0; order < 6; ++order)
    rows += std::to_string(order) + ",,new,0001-01-01,9999-12-31,1,0,\n";
  const auto book = book_of(rows);
  Grouping grouping;
  grouping.names = {"a", "b", "c", "d", "e", "f"};
  grouping.group_of = [](const Order& order) { return order.row; };
  const Result<Partial> made = partial(book->spread(), book->orders.orders, Grain::day, grouping);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code, Code::schedule_too_large);
}

TEST(Schedule, ThatLosesAnAmountHasADifference) {
  const auto book = book_of("A,,new,2023-01-01,2023-01-31,62,0,\n");
  Partial broken = partial_of(*book, Grain::month);
  broken.amounts[0] -= 1;
  const Result<Schedule> schedule = finish(std::move(broken));
  ASSERT_TRUE(schedule);
  EXPECT_EQ(text(schedule->difference), "-0.01");
}

}  // namespace
}  // namespace billfold::amortize
