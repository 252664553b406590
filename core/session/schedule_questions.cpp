#include "session/schedule_questions.h"

#include <algorithm>
#include <functional>
#include <limits>

#include "amortize/by_use.h"
#include "split/view.h"

namespace billfold::session::questions {
namespace {

using amortize::Course;
using amortize::Grain;
using amortize::Kind;
using amortize::Order;
using amortize::Period;
using amortize::Spread;
using calendar::Day;
using calendar::DayRange;

constexpr std::size_t kErrorsShown = 1000;
constexpr std::size_t kPartsShown = 1000;
constexpr std::size_t kDaysShown = 4000;      // more than ten years
constexpr std::size_t kMostRows = 2'000'000;  // of the command line's table

Day max_day() { return Day{std::numeric_limits<std::int32_t>::max()}; }

std::string number_of(const Order& order, const Spread& spread) {
  return std::string(spread.orders().numbers.text(order.number));
}

// The days that one order is spread over, as a schedule shows them.
DayRange shown_days(const Order& order, const Course& course) {
  return order.kind == Kind::payg ? order.validity : DayRange{course.first, course.last};
}

bool leaves_a_rest(const Course& course) { return course.on(course.last) != course.linear.daily; }

// What one period of an order says.
struct Slice {
  i128 opening = 0;
  i128 amount = 0;
  std::int32_t days = 0;
};
Slice slice_of(const Order& order, const Course& course, const DayRange& days) {
  Slice slice;
  slice.opening = course.through(days.first - 1);
  slice.amount = course.through(days.last) - slice.opening;
  if (order.kind == Kind::payg) {
    slice.days = days.contains(course.first) ? order.validity.count() : 0;
  } else {
    slice.days = course.days_in(days);
  }
  return slice;
}

std::optional<Order> find_order(const Chosen& chosen, std::uint64_t row) {
  const auto at = std::lower_bound(chosen.orders.begin(), chosen.orders.end(), row,
                                   [](const Order& order, std::uint64_t r) { return order.row < r; });
  if (at == chosen.orders.end() || at->row != row) return std::nullopt;
  return *at;
}

Error no_such_order() {
  return make_error(Code::bad_request,
                    {{"what", "is not the row of an order in the schedule"}, {"where", "row"}});
}

ScheduleCell cell_of(std::uint32_t period, const Slice& slice, i128 total, int scale) {
  ScheduleCell cell;
  cell.period = period;
  cell.amount = amount_text(slice.amount, scale);
  cell.opening = amount_text(slice.opening, scale);
  cell.left = amount_text(total - slice.opening - slice.amount, scale);
  cell.days = static_cast<std::uint32_t>(slice.days);
  return cell;
}

// Cells of a row of amounts, one a period of the window.
std::vector<ScheduleCell> cells_of(std::span<const i128> amounts, i128 total, const amortize::Partial& table,
                                   const Window& window) {
  std::vector<ScheduleCell> cells;
  i128 opening = 0;
  for (std::uint32_t i = 0; i < amounts.size(); ++i) {
    const Period period = table.first + static_cast<Period>(i);
    if (period >= window.first && period <= window.last) {
      cells.push_back(cell_of(i, {opening, amounts[i], 0}, total, table.scale));
    }
    opening += amounts[i];
  }
  return cells;
}

std::uint32_t shown_scale(const Spread& spread) {
  return static_cast<std::uint32_t>(std::max(2, spread.digits()));
}

// The order with what belongs to it: changes and refunds that name it, or the order that it names itself.
std::vector<Order> family_of(const Order& order, const Chosen& chosen) {
  const bool is_child = (order.kind == Kind::change || order.kind == Kind::refund) && order.original != 0;
  const std::uint32_t head = is_child ? order.original : order.number;
  std::vector<Order> family = {order};
  if (head == 0) return family;
  for (const Order& other : chosen.orders) {
    if (other.row == order.row) continue;
    const bool child = (other.kind == Kind::change || other.kind == Kind::refund) && other.original == head;
    if (child || other.number == head) family.push_back(other);
  }
  return family;
}

}  // namespace

ScheduleRow order_row(const Order& order, const Spread& spread) {
  const Course course = spread.course(order);
  const amortize::Orders& orders = spread.orders();
  ScheduleRow row;
  if (order.number != 0) row.name = number_of(order, spread);
  row.row = order.row;
  if (orders.bill != nullptr && order.row < orders.bill->rows) row.place = place_of(*orders.bill, order.row);
  row.type = amortize::name_of(order.kind);
  row.original = orders.numbers.text(order.original);
  row.begin = calendar::iso(order.validity.first);
  row.end = calendar::iso(order.validity.last);
  if (order.ended) row.ended = calendar::iso(*order.ended);
  row.total = amount_text(course.amount(), spread.scale());
  if (course.form == Course::evenly) row.daily = amount_text(course.linear.daily, spread.scale());
  row.days =
      static_cast<std::uint32_t>(course.form == Course::evenly ? course.linear.days : order.validity.count());
  return row;
}

namespace {

void for_each_mark(const Order& order, const Spread& spread,
                   const std::function<void(Day day, const char* name)>& take) {
  if (order.kind == Kind::payg) return;
  const Course course = spread.course(order);
  const auto mark = [&](bool there, Day day, const char* name) {
    if (there) take(day, name);
  };
  const bool ended = order.ended && *order.ended <= order.validity.last;
  mark(order.kind != Kind::refund && order.kind != Kind::change, course.first, "begin");
  mark(order.kind == Kind::change, course.first, "change");
  mark(order.kind == Kind::refund, course.first, "refund");
  mark(ended, course.last, "refund");
  mark(course.form == Course::evenly && !ended && leaves_a_rest(course), course.last, "tail");
  const bool out = amortize::runs_out(spread.orders(), order);
  mark(out && !ended, course.last, "runs_out");
  mark(course.form == Course::by_use && !out && !ended, course.last, "expiry");
  mark(course.form == Course::evenly && order.part_first, course.first, "part_day");
  mark(course.form == Course::evenly && order.part_last && !ended, course.last, "part_day");
}

void note_mark(std::vector<std::string>& marks, const char* name) {
  if (std::find(marks.begin(), marks.end(), name) == marks.end()) marks.emplace_back(name);
}

// What happened on each day of the window, to whichever order.
void mark_days(const Chosen& chosen, const Window& window, std::vector<ScheduleCell>& cells) {
  for (const Order& order : chosen.orders) {
    if (order.validity.first.number > window.last) continue;
    for_each_mark(order, *chosen.spread, [&](Day day, const char* name) {
      if (day.number < window.first || day.number > window.last) return;
      note_mark(cells[static_cast<std::size_t>(day.number - window.first)].marks, name);
    });
  }
}

// Each to the largest of them, by size.
std::vector<double> ratios_of(std::span<const i128> amounts) {
  i128 largest = 0;
  for (const i128 amount : amounts) largest = std::max(largest, size_of(amount));
  std::vector<double> ratios;
  for (const i128 amount : amounts) ratios.push_back(ratio_of(amount, largest));
  return ratios;
}

}  // namespace

std::vector<std::string> marks_of(const Order& order, const Spread& spread, const DayRange& days) {
  std::vector<std::string> marks;
  for_each_mark(order, spread, [&](Day day, const char* name) {
    if (days.contains(day)) note_mark(marks, name);
  });
  return marks;
}

std::vector<ScheduleCell> order_cells(const Order& order, const Spread& spread, Grain grain,
                                      Period first_period, Period from, Period to) {
  const Course course = spread.course(order);
  std::vector<ScheduleCell> cells;
  const Period first = std::max(from, amortize::period_of(course.first, grain));
  const Period last = std::min(to, amortize::period_of(course.last, grain));
  for (Period period = first; period <= last; ++period) {
    const DayRange days = amortize::days_of(period, grain);
    ScheduleCell cell = cell_of(static_cast<std::uint32_t>(period - first_period),
                                slice_of(order, course, days), course.amount(), spread.scale());
    cell.marks = marks_of(order, spread, days);
    cells.push_back(std::move(cell));
  }
  return cells;
}

ScheduleError error_info(const amortize::ErrorLine& error, const Asked& asked, const Chosen& chosen) {
  const amortize::Orders& orders = chosen.spread->orders();
  ScheduleError info;
  info.reason = amortize::name_of(error.fault);
  info.order = orders.numbers.text(error.number);
  if (error.is_use) {
    if (asked.beside.deductions != nullptr) {
      info.place = place_of(*asked.beside.deductions, error.row, asked.bill.sources.size());
    }
    info.amount = "0";
  } else {
    info.place = place_of(asked.bill, error.row);
    info.amount = amount_text(chosen.spread->amount_of(error.row), chosen.scale());
  }
  if (error.left) info.values = {{"left", amount_text(error.left->mantissa, error.left->scale)}};
  return info;
}

Result<Window> window_of(const std::string& from, const std::string& to, const amortize::Partial& table) {
  Window window{table.first, table.first + static_cast<Period>(table.periods) - 1};
  if (!from.empty()) {
    const Result<Period> first = amortize::parse_period(from, table.grain);
    if (!first) return first.error();
    window.first = std::max(window.first, *first);
  }
  if (!to.empty()) {
    const Result<Period> last = amortize::parse_period(to, table.grain);
    if (!last) return last.error();
    window.last = std::min(window.last, *last);
  }
  return window;
}

std::vector<std::string> period_names(const amortize::Partial& table) {
  std::vector<std::string> names;
  names.reserve(table.periods);
  for (std::uint32_t i = 0; i < table.periods; ++i) {
    names.push_back(amortize::text_of(table.first + static_cast<Period>(i), table.grain));
  }
  return names;
}

Result<ScheduleReport> schedule(const Asked& asked, const ScheduleRequest& request) {
  const Result<Grain> grain = grain_of(request.grain);
  if (!grain) return grain.error();
  const Result<Chosen*> found = chosen_of(asked, request.plan);
  if (!found) return found.error();
  Chosen& chosen = **found;
  const bool by_order = request.by == "order" || request.by.empty();
  const Result<const amortize::Schedule*> made =
      schedule_of(asked, request.plan, *grain, by_order ? std::string() : request.by, chosen);
  if (!made) return made.error();
  const amortize::Schedule& schedule = **made;
  const amortize::Partial& table = schedule.table;
  const Result<Window> window = window_of(request.from, request.to, table);
  if (!window) return window.error();

  ScheduleReport report;
  report.measure = chosen.measure;
  report.currency = chosen.currency;
  report.scale = shown_scale(*chosen.spread);
  report.grain = request.grain;
  report.by = by_order ? "order" : request.by;
  report.periods = period_names(table);
  report.totals = cells_of(schedule.totals, schedule.total, table, *window);
  if (!report.totals.empty()) {
    report.ratios =
        ratios_of(std::span(schedule.totals).subspan(report.totals.front().period, report.totals.size()));
    if (*grain == Grain::day) mark_days(chosen, *window, report.totals);
  }
  report.total = amount_text(schedule.total, table.scale);
  report.left_out = amount_text(chosen.left_out, chosen.scale());
  report.orders_total = amount_text(schedule.total + chosen.left_out, chosen.scale());
  report.difference = amount_text(schedule.difference, table.scale);
  report.orders = schedule.orders;
  report.offset = request.offset;
  const auto in_window = [&](std::uint64_t at) {
    return at >= request.offset && at - request.offset < request.limit;
  };
  if (by_order) {
    for (const Order& order : chosen.orders) {
      if (!request.find.empty() && !split::holds_text(number_of(order, *chosen.spread), request.find))
        continue;
      if (!in_window(report.found++)) continue;
      ScheduleRow row = order_row(order, *chosen.spread);
      row.cells = order_cells(order, *chosen.spread, *grain, table.first, window->first, window->last);
      report.rows.push_back(std::move(row));
    }
  } else {
    for (std::size_t group = 0; group < table.names.size(); ++group) {
      const amortize::GroupName& name = table.names[group];
      if (!request.find.empty() && !(name && split::holds_text(*name, request.find))) continue;
      if (!in_window(report.found++)) continue;
      ScheduleRow row;
      row.name = name;
      row.total = amount_text(table.totals[group].amount, table.scale);
      row.orders = table.totals[group].orders;
      row.cells = cells_of(table.row(group), table.totals[group].amount, table, *window);
      report.rows.push_back(std::move(row));
    }
  }
  report.error_count = chosen.errors.size();
  for (std::size_t at = 0; at < std::min(kErrorsShown, chosen.errors.size()); ++at) {
    report.errors.push_back(error_info(chosen.errors[at], asked, chosen));
  }
  report.has_orders = chosen.spread->orders().has_prepaid;
  for (const bill::Column& column : asked.bill.columns) {
    if (column.amount && column.role.money) report.measures.push_back(column.role.name);
  }
  return report;
}

namespace {

// A month of the calendar is drawn for itself. `amounts` are of the days from `first` on.
void put_ratios(Day first, std::span<const i128> amounts, std::vector<OrderDay>& days) {
  for (std::size_t at = 0; at < amounts.size();) {
    const Day last = calendar::days_of(calendar::month_of(first + static_cast<std::int32_t>(at))).last;
    const auto count = std::min(amounts.size() - at, static_cast<std::size_t>(last - first + 1) - at);
    for (const double ratio : ratios_of(amounts.subspan(at, count))) days[at++].ratio = ratio;
  }
}

}  // namespace

Result<OrderDaysReport> order_days(const Asked& asked, const OrderDaysRequest& request) {
  const Result<Chosen*> found = chosen_of(asked, request.plan);
  if (!found) return found.error();
  const Chosen& chosen = **found;
  const Spread& spread = *chosen.spread;
  const std::optional<Order> order = find_order(chosen, request.row);
  if (!order) return no_such_order();
  const std::vector<Order> family = request.family ? family_of(*order, chosen) : std::vector<Order>{*order};
  OrderDaysReport report;
  report.scale = shown_scale(spread);
  std::vector<Course> courses;
  i128 total = 0;
  Day first = max_day();
  Day last{std::numeric_limits<std::int32_t>::min()};
  for (const Order& member : family) {
    report.orders.push_back(order_row(member, spread));
    courses.push_back(spread.course(member));
    total += courses.back().amount();
    first = std::min(first, courses.back().first);
    last = std::max(last, courses.back().last);
  }
  i128 sum = 0;
  std::vector<i128> amounts;
  for (Day day = first; day <= last && report.days.size() < kDaysShown; day = day + 1) {
    OrderDay entry;
    entry.day = calendar::iso(day);
    i128 amount = 0;
    for (std::size_t at = 0; at < family.size(); ++at) {
      const i128 part = courses[at].on(day);
      amount += part;
      if (family.size() > 1 && part != 0)
        entry.parts.push_back({family[at].row, amount_text(part, spread.scale())});
      for (const std::string& mark : marks_of(family[at], spread, {day, day})) {
        note_mark(entry.marks, mark.c_str());
      }
    }
    sum += amount;
    amounts.push_back(amount);
    entry.amount = amount_text(amount, spread.scale());
    report.days.push_back(std::move(entry));
  }
  put_ratios(first, amounts, report.days);
  report.total = amount_text(total, spread.scale());
  report.difference = amount_text(sum - total, spread.scale());
  return report;
}

// ---- the command line's table

namespace {

AmortizeRow table_row(const Order& order, const Spread& spread, const Course& course, const DayRange& days) {
  const Slice slice = slice_of(order, course, days);
  AmortizeRow row;
  row.order = number_of(order, spread);
  row.type = amortize::name_of(order.kind);
  row.begin = calendar::iso(days.first);
  row.end = calendar::iso(days.last);
  row.daily = course.form == Course::by_use
                  ? "0"
                  : amount_text(course.form == Course::evenly ? course.linear.daily : course.amount(),
                                spread.scale());
  row.days = static_cast<std::uint32_t>(slice.days);
  row.amount = amount_text(slice.amount, spread.scale());
  row.opening = amount_text(slice.opening, spread.scale());
  row.left = amount_text(course.amount() - slice.opening - slice.amount, spread.scale());
  return row;
}

}  // namespace

Result<AmortizeReport> amortize(const Asked& asked, const AmortizeRequest& request) {
  const bool by_order = request.by == "order";
  const Result<Grain> grain = by_order ? Result<Grain>(Grain::month) : grain_of(request.by);
  if (!grain) {
    return make_error(Code::bad_request, {{"what", "is not day, month or order"}, {"where", "by"}});
  }
  const Result<Chosen*> found = chosen_of(asked, request.plan);
  if (!found) return found.error();
  Chosen& chosen = **found;
  const Result<const amortize::Schedule*> schedule = schedule_of(asked, request.plan, *grain, "", chosen);
  if (!schedule) return schedule.error();
  const Spread& spread = *chosen.spread;
  AmortizeReport report;
  report.total = amount_text((*schedule)->total, spread.scale());
  report.by = request.by;
  i128 sum = 0;
  for (const Order& order : chosen.orders) {
    const Course course = spread.course(order);
    const DayRange shown = shown_days(order, course);
    if (by_order) {
      report.rows.push_back(table_row(order, spread, course, shown));
      sum += course.amount();
      continue;
    }
    const Period last = amortize::period_of(course.last, *grain);
    for (Period period = amortize::period_of(course.first, *grain); period <= last; ++period) {
      const DayRange whole = amortize::days_of(period, *grain);
      const DayRange days = order.kind == Kind::payg ? shown : *calendar::overlap(whole, shown);
      const i128 amount = course.through(days.last) - course.through(days.first - 1);
      if (amount == 0 && (*grain == Grain::day || course.form == Course::by_use)) continue;
      AmortizeRow row = table_row(order, spread, course, days);
      row.period = amortize::text_of(period, *grain);
      if (course.form == Course::by_use && *grain == Grain::day) row.daily = row.amount;
      sum += amount;
      report.rows.push_back(std::move(row));
    }
    if (report.rows.size() > kMostRows) {
      return make_error(Code::schedule_too_large, {{"cells", std::to_string(report.rows.size())}});
    }
  }
  report.difference = amount_text(sum - (*schedule)->total, spread.scale());
  report.left_out = amount_text(chosen.left_out, spread.scale());
  report.error_count = chosen.errors.size();
  for (std::size_t at = 0; at < std::min(kErrorsShown, chosen.errors.size()); ++at) {
    report.errors.push_back(error_info(chosen.errors[at], asked, chosen));
  }
  return report;
}

// ---- why

namespace {

class Why {
 public:
  Why(const Order& order, const Asked& asked, const Spread& spread, WhyAmortizedReport& report)
      : order_(order), asked_(asked), spread_(spread), course_(spread.course(order)), report_(report) {}

  // The steps whose amounts add up to what the days get.
  void explain(const DayRange& days) {
    const auto common = calendar::overlap(days, {course_.first, course_.last});
    report_.lines.push_back(place_of(asked_.bill, order_.row));
    if (common) {
      switch (course_.form) {
        case Course::evenly:
          explain_evenly(*common);
          break;
        case Course::by_use:
          explain_use(*common);
          break;
        case Course::at_once:
          step(order_.kind == Kind::refund ? "refund" : "at_once", {{"day", calendar::iso(course_.first)}},
               course_.amount());
          break;
      }
    }
    sums(days);
  }

  i128 explained() const { return explained_; }

 private:
  using Values = json::Entries<std::string>;

  std::string text(i128 amount) const { return amount_text(amount, spread_.scale()); }
  void note(const char* what, Values values) { report_.steps.push_back({what, std::move(values)}); }
  void step(const char* what, Values values, i128 amount) {
    explained_ += amount;
    values.emplace_back("amount", text(amount));
    note(what, std::move(values));
  }

  void explain_evenly(const DayRange& common) {
    const Linear& linear = course_.linear;
    note("daily", {{"amount", text(linear.amount)},
                   {"days", std::to_string(linear.days)},
                   {"scale", std::to_string(spread_.digits())},
                   {"daily", text(linear.daily)}});
    const bool has_last = common.contains(course_.last);
    const std::int32_t plain = common.count() - (has_last ? 1 : 0);
    if (plain > 0) {
      step("days_at_daily", {{"days", std::to_string(plain)}, {"daily", text(linear.daily)}},
           linear.daily * plain);
    }
    if (!has_last) return;
    const std::int32_t count = course_.last - course_.first;
    const i128 before = course_.through(course_.last - 1);
    const bool ended = order_.ended && *order_.ended <= order_.validity.last;
    Values values = {{"total", text(linear.amount)},
                     {"daily", text(linear.daily)},
                     {"days", std::to_string(count)},
                     {"before", text(before)},
                     {"day", calendar::iso(course_.last)}};
    step(ended ? "ended_by_refund" : "last_day", std::move(values), course_.on(course_.last));
    if (ended) add_refunds();
  }

  void explain_use(const DayRange& common) {
    i128 taken = 0;
    const std::span<const amortize::Use> uses = course_.uses;
    for (std::size_t at = 0; at < uses.size();) {
      const Day day = uses[at].day;
      const std::size_t begin = at;
      i128 used = 0;
      for (; at < uses.size() && uses[at].day == day; ++at) used += uses[at].quantity;
      const i128 amount =
          amortize::taken_by(used, course_.quantity, {course_.linear.amount, course_.scale}, course_.digits);
      if (day >= course_.last) break;  // what falls on the last day is the rest
      taken += amount;
      if (!common.contains(day)) continue;
      use_step(uses.subspan(begin, at - begin), day, used, amount);
    }
    if (!common.contains(course_.last)) return;
    for (const amortize::Use& use : uses) {
      if (use.day == course_.last) add_use(use);
    }
    const bool ended = order_.ended && *order_.ended <= order_.validity.last;
    const bool out = amortize::runs_out(spread_.orders(), order_);
    step(ended ? "ended_by_refund"
         : out ? "runs_out"
               : "rest_of_pack",
         {{"day", calendar::iso(course_.last)}, {"total", text(course_.amount())}, {"before", text(taken)}},
         course_.amount() - taken);
    if (ended) add_refunds();
  }

  void use_step(std::span<const amortize::Use> uses, Day day, i128 used, i128 amount) {
    const int scale = spread_.orders().quantity_scale;
    bool moved = false;
    for (const amortize::Use& use : uses) {
      moved = moved || use.moved;
      add_use(use);
    }
    if (moved) note("settled_at_month_end", {{"day", calendar::iso(day)}});
    step("use",
         {{"day", calendar::iso(day)},
          {"used", amount_text(used, scale)},
          {"quantity", amount_text(course_.quantity, scale)},
          {"total", text(course_.amount())},
          {"scale", std::to_string(spread_.digits())}},
         amount);
  }

  void add_use(const amortize::Use& use) {
    const bill::Bill* from = asked_.beside.deductions;
    if (from == nullptr || use.row >= from->rows) return;
    report_.lines.push_back(place_of(*from, use.row, asked_.bill.sources.size()));
  }

  // The lines of the refunds that ended the order.
  void add_refunds() {
    const std::uint32_t head = order_.kind == Kind::change ? order_.original : order_.number;
    for (const Order& other : spread_.orders().orders) {
      const bool ends_it = other.kind == Kind::refund && other.original != 0 &&
                           (other.original == order_.number || other.original == head);
      if (ends_it) report_.lines.push_back(place_of(asked_.bill, other.row));
    }
  }

  void sums(const DayRange& days) {
    const i128 opening = course_.through(days.first - 1);
    const i128 amount = course_.through(days.last) - opening;
    note("opening", {{"amount", text(opening)}});
    note("this_period", {{"amount", text(amount)}});
    note("left", {{"amount", text(course_.amount() - opening - amount)}});
    note("total", {{"amount", text(course_.amount())}});
  }

  using Linear = amortize::Linear;
  const Order& order_;
  const Asked& asked_;
  const Spread& spread_;
  Course course_;
  WhyAmortizedReport& report_;
  i128 explained_ = 0;
};

// Which orders a request is about.
Result<std::vector<Order>> orders_asked(const Asked& asked, const WhyAmortizedRequest& request,
                                        const Chosen& chosen) {
  if (request.row) {
    const std::optional<Order> order = find_order(chosen, *request.row);
    if (!order) return no_such_order();
    return std::vector<Order>{*order};
  }
  const Result<amortize::Grouping> grouping =
      grouping_by(asked, request.plan, request.by == "order" ? "" : request.by);
  if (!grouping) return grouping.error();
  if (!grouping->group_of) return chosen.orders;
  std::vector<Order> orders;
  for (const Order& order : chosen.orders) {
    if (grouping->names[grouping->group_of(order)] == request.name) orders.push_back(order);
  }
  return orders;
}

}  // namespace

std::vector<WhyStep> why_steps(const Order& order, const Asked& asked, const Spread& spread,
                               const DayRange& days) {
  WhyAmortizedReport report;
  Why(order, asked, spread, report).explain(days);
  return std::move(report.steps);
}

Result<WhyAmortizedReport> why_amortized(const Asked& asked, const WhyAmortizedRequest& request) {
  const Result<Grain> grain = grain_of(request.grain);
  if (!grain) return grain.error();
  const Result<Chosen*> found = chosen_of(asked, request.plan);
  if (!found) return found.error();
  const Chosen& chosen = **found;
  const Spread& spread = *chosen.spread;
  DayRange days{Day{std::numeric_limits<std::int32_t>::min() + 1}, max_day()};
  if (!request.period.empty()) {
    const Result<Period> period = amortize::parse_period(request.period, *grain);
    if (!period) return period.error();
    days = amortize::days_of(*period, *grain);
  }
  const Result<std::vector<Order>> orders = orders_asked(asked, request, chosen);
  if (!orders) return orders.error();

  WhyAmortizedReport report;
  report.measure = chosen.measure;
  report.period = request.period;
  i128 amount = 0;
  i128 opening = 0;
  i128 total = 0;
  for (const Order& order : *orders) {
    const Course course = spread.course(order);
    const i128 before = course.through(days.first - 1);
    const i128 part = course.through(days.last) - before;
    amount += part;
    opening += before;
    total += course.amount();
    if (part == 0 && orders->size() > 1) continue;
    ++report.orders;
    if (report.parts.size() == kPartsShown) continue;
    report.parts.push_back({order.row, number_of(order, spread), std::string(amortize::name_of(order.kind)),
                            place_of(asked.bill, order.row), amount_text(part, spread.scale())});
  }
  i128 explained = amount;
  if (request.row) {
    Why why(orders->front(), asked, spread, report);
    why.explain(days);
    explained = why.explained();
  }
  report.amount = amount_text(amount, spread.scale());
  report.opening = amount_text(opening, spread.scale());
  report.left = amount_text(total - opening - amount, spread.scale());
  report.total = amount_text(total, spread.scale());
  report.difference = amount_text(amount - explained, spread.scale());
  return report;
}

}  // namespace billfold::session::questions
