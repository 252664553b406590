#include "amortize/schedule.h"

#include <algorithm>
#include <iterator>

namespace billfold::amortize {
namespace {

using calendar::Day;
using calendar::DayRange;

Error overflow() { return make_error(Code::overflow); }

bool add_to(i128& sum, i128 amount) { return !__builtin_add_overflow(sum, amount, &sum) && money::fits(sum); }

// No name stands last, as the unassigned leaf of a split does.
bool comes_before(const GroupName& a, const GroupName& b) {
  if (a.has_value() != b.has_value()) return a.has_value();
  return a.has_value() && *a < *b;
}

// The periods that some order of the shard touches.
struct Span {
  Period first = 0;
  Period last = -1;

  void include(Period begin, Period end) {
    if (last < first) {
      first = begin;
      last = end;
    } else {
      first = std::min(first, begin);
      last = std::max(last, end);
    }
  }
  std::uint32_t count() const { return static_cast<std::uint32_t>(last - first + 1); }
};

// Days in which one daily amount repeats are noted at their two ends; the sum over the periods fills what is between.
// So an order of a year is three steps, by day as well as by month.
class DayRow {
 public:
  DayRow(std::span<i128> amounts, std::span<i128> changes, Period first)
      : amounts_(amounts), changes_(changes), first_(first) {}

  bool add(const Course& course) {
    if (course.form == Course::evenly && course.last > course.first) {
      const i128 daily = course.linear.daily;
      return add_to(changes_[at(course.first)], daily) && add_to(changes_[at(course.last)], -daily) &&
             add_to(amounts_[at(course.last)], course.on(course.last));
    }
    bool fits = true;
    Day before = course.first - 1;
    for (const Use& use : course.uses) {
      if (use.day == before || use.day >= course.last) continue;
      before = use.day;
      fits = fits && add_to(amounts_[at(use.day)], course.on(use.day));
    }
    return fits && add_to(amounts_[at(course.last)], course.on(course.last));
  }

 private:
  std::size_t at(Day day) const { return static_cast<std::size_t>(day.number - first_); }

  std::span<i128> amounts_;
  std::span<i128> changes_;
  Period first_;
};

// The same by month: whole months between the first and the last take the daily amount times their days. What a year's
// order costs is four steps, what an order of ten years costs too.
class MonthRow {
 public:
  // `ends` has the last day of each month.
  MonthRow(std::span<i128> amounts, std::span<i128> changes, std::span<const Day> ends, Period first)
      : amounts_(amounts), changes_(changes), ends_(ends), first_(first) {}

  bool add(const Course& course) {
    const std::size_t begin = at(course.first);
    const std::size_t end = at(course.last);
    if (begin == end) return add_to(amounts_[end], course.amount());
    if (course.form != Course::evenly) return add_each(course, begin, end);
    const i128 daily = course.linear.daily;
    return add_to(amounts_[begin], course.through(ends_[begin])) && add_to(changes_[begin + 1], daily) &&
           add_to(changes_[end], -daily) &&
           add_to(amounts_[end], course.amount() - course.through(ends_[end - 1]));
  }

 private:
  std::size_t at(Day day) const { return static_cast<std::size_t>(period_of(day, Grain::month) - first_); }

  bool add_each(const Course& course, std::size_t begin, std::size_t end) {
    i128 before = 0;
    bool fits = true;
    for (std::size_t month = begin; month <= end; ++month) {
      const i128 through = course.through(ends_[month]);
      fits = fits && add_to(amounts_[month], through - before);
      before = through;
    }
    return fits;
  }

  std::span<i128> amounts_;
  std::span<i128> changes_;
  std::span<const Day> ends_;
  Period first_;
};

// Fills what is between the noted ends: the daily amounts that hold in a period, times its days.
bool fill_between(std::span<i128> amounts, std::span<const i128> changes, std::span<const Day> ends) {
  i128 daily = 0;
  for (std::size_t i = 0; i < amounts.size(); ++i) {
    const std::int32_t days = ends.empty() ? 1 : calendar::days_in_month(calendar::month_of(ends[i]));
    i128 amount = 0;
    if (!add_to(daily, changes[i]) || __builtin_mul_overflow(daily, days, &amount) ||
        !add_to(amounts[i], amount)) {
      return false;
    }
  }
  return true;
}

}  // namespace

Period period_of(Day day, Grain grain) {
  if (grain == Grain::day) return day.number;
  const calendar::Month month = calendar::month_of(day);
  return month.year * 12 + month.month - 1;
}

namespace {
calendar::Month month_from(Period period) { return {period / 12, period % 12 + 1}; }
}  // namespace

DayRange days_of(Period period, Grain grain) {
  if (grain == Grain::day) return {{period}, {period}};
  return calendar::days_of(month_from(period));
}

std::string text_of(Period period, Grain grain) {
  return grain == Grain::day ? calendar::iso(Day{period}) : calendar::iso(month_from(period));
}

Result<Period> parse_period(std::string_view text, Grain grain) {
  const auto date = calendar::parse_date(text, calendar::Order::ymd);
  const bool by_day = date && date->precision == calendar::Precision::day;
  if (!date || by_day != (grain == Grain::day)) {
    return make_error(Code::bad_request, {{"what", grain == Grain::day ? "is not a day" : "is not a month"},
                                          {"where", "period"}});
  }
  return period_of(date->day, grain);
}

Result<Partial> partial(const Spread& spread, std::span<const Order> shard, Grain grain,
                        const Grouping& grouping) {
  Partial partial;
  partial.grain = grain;
  partial.scale = spread.scale();
  // Which groups and periods there are.
  std::vector<std::uint64_t> counts(grouping.names.size(), 0);
  const auto group_of = [&](const Order& order) { return grouping.group_of ? grouping.group_of(order) : 0U; };
  Span days;
  for (const Order& order : shard) {
    ++counts[group_of(order)];
    const Day last = is_prepaid(order.kind) ? last_day_of(spread.orders(), order) : order.validity.first;
    days.include(std::min(order.validity.first, last).number, last.number);
  }
  if (shard.empty()) return partial;
  std::vector<std::uint32_t> by_name;
  for (std::uint32_t group = 0; group < counts.size(); ++group) {
    if (counts[group] > 0) by_name.push_back(group);
  }
  std::sort(by_name.begin(), by_name.end(), [&](std::uint32_t a, std::uint32_t b) {
    return comes_before(grouping.names[a], grouping.names[b]);
  });
  std::vector<std::uint32_t> rank(counts.size(), 0);
  for (std::uint32_t at = 0; at < by_name.size(); ++at) {
    rank[by_name[at]] = at;
    partial.names.push_back(grouping.names[by_name[at]]);
    partial.totals.push_back({0, counts[by_name[at]]});
  }
  partial.first = period_of(Day{days.first}, grain);
  partial.periods = static_cast<std::uint32_t>(period_of(Day{days.last}, grain) - partial.first + 1);
  const std::uint64_t cells = std::uint64_t{partial.periods} * partial.names.size();
  if (cells > kMostCells) return make_error(Code::schedule_too_large, {{"cells", std::to_string(cells)}});
  partial.amounts.assign(static_cast<std::size_t>(cells), 0);

  std::vector<Day> ends;  // the last day of each month
  if (grain == Grain::month) {
    for (std::uint32_t i = 0; i < partial.periods; ++i) {
      ends.push_back(days_of(partial.first + static_cast<Period>(i), grain).last);
    }
  }
  // Group by group, so that one row of changes is enough for all.
  std::vector<std::size_t> begin_of(partial.names.size() + 1, 0);
  for (std::size_t at = 0; at < by_name.size(); ++at) {
    begin_of[at + 1] = begin_of[at] + static_cast<std::size_t>(counts[by_name[at]]);
  }
  std::vector<const Order*> by_group(shard.size());
  for (std::vector<std::size_t> next = begin_of; const Order& order : shard) {
    by_group[next[rank[group_of(order)]]++] = &order;
  }
  std::vector<i128> changes(partial.periods);
  bool fits = true;
  for (std::size_t group = 0; group < partial.names.size(); ++group) {
    const std::span<i128> row = std::span(partial.amounts).subspan(group * partial.periods, partial.periods);
    std::fill(changes.begin(), changes.end(), 0);
    for (std::size_t at = begin_of[group]; at < begin_of[group + 1]; ++at) {
      const Course course = spread.course(*by_group[at]);
      fits = fits && add_to(partial.totals[group].amount, course.amount()) &&
             (grain == Grain::day ? DayRow(row, changes, partial.first).add(course)
                                  : MonthRow(row, changes, ends, partial.first).add(course));
    }
    fits = fits && fill_between(row, changes, ends);
  }
  if (!fits) return overflow();
  return partial;
}

Result<Partial> merge(const Partial& a, const Partial& b) {
  if (a.names.empty()) return b;
  if (b.names.empty()) return a;
  Partial whole;
  whole.grain = a.grain;
  whole.scale = a.scale;
  std::set_union(a.names.begin(), a.names.end(), b.names.begin(), b.names.end(),
                 std::back_inserter(whole.names), comes_before);
  whole.totals.resize(whole.names.size());
  Span span;
  for (const Partial* part : {&a, &b}) {
    span.include(part->first, part->first + static_cast<Period>(part->periods) - 1);
  }
  whole.first = span.first;
  whole.periods = span.count();
  const std::uint64_t cells = std::uint64_t{whole.periods} * whole.names.size();
  if (cells > kMostCells) return make_error(Code::schedule_too_large, {{"cells", std::to_string(cells)}});
  whole.amounts.assign(static_cast<std::size_t>(cells), 0);
  for (const Partial* part : {&a, &b}) {
    std::size_t group = 0;
    const auto shift = static_cast<std::size_t>(part->first - whole.first);
    for (std::size_t own = 0; own < part->names.size(); ++own) {
      while (whole.names[group] != part->names[own]) ++group;
      whole.totals[group].orders += part->totals[own].orders;
      if (!add_to(whole.totals[group].amount, part->totals[own].amount)) return overflow();
      const std::span<const i128> row = part->row(own);
      for (std::size_t i = 0; i < row.size(); ++i) {
        if (!add_to(whole.amounts[group * whole.periods + shift + i], row[i])) return overflow();
      }
    }
  }
  return whole;
}

Result<Schedule> finish(Partial partial) {
  Schedule schedule;
  schedule.totals.assign(partial.periods, 0);
  i128 of_periods = 0;
  for (std::size_t group = 0; group < partial.names.size(); ++group) {
    if (!add_to(schedule.total, partial.totals[group].amount)) return overflow();
    schedule.orders += partial.totals[group].orders;
    const std::span<const i128> row = partial.row(group);
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (!add_to(schedule.totals[i], row[i])) return overflow();
    }
  }
  for (const i128 amount : schedule.totals) {
    if (!add_to(of_periods, amount)) return overflow();
  }
  schedule.difference = of_periods - schedule.total;
  schedule.table = std::move(partial);
  return schedule;
}

}  // namespace billfold::amortize
