// What orders that are not in the bill would change, and why each amount of that is what it is. (rules 3 and 6)

#include <algorithm>
#include <map>
#include <memory>

#include "money/decimal_parse.h"
#include "session/figures.h"
#include "session/schedule_questions.h"

namespace billfold::session::questions {
namespace {

using amortize::Course;
using amortize::Grain;
using amortize::Order;
using amortize::Period;
using amortize::Spread;
using calendar::Day;
using calendar::DayRange;

constexpr std::size_t kPreviewRows = 200;

// ---- what was typed

// As orders; a line whose amount is none is an error line of its own.
struct Typed {
  std::vector<amortize::TypedOrder> orders;
  std::vector<amortize::TypedUse> uses;
  std::vector<std::uint64_t> order_lines;
  std::vector<std::uint64_t> use_lines;

  bool names(std::string_view number) const {
    if (number.empty()) return false;
    const auto of_order = [number](const amortize::TypedOrder& one) {
      return one.original == number || one.number == number;
    };
    const auto of_use = [number](const amortize::TypedUse& one) { return one.number == number; };
    return std::any_of(orders.begin(), orders.end(), of_order) ||
           std::any_of(uses.begin(), uses.end(), of_use);
  }
};

Typed typed_of(const PreviewRequest& request, std::vector<PreviewError>& errors) {
  Typed typed;
  std::uint64_t line = 0;
  const auto read = [&](const std::string& cell, const std::string& order, money::Decimal& amount) {
    const money::AmountStatus status = money::parse_amount(cell, money::Mark::point, amount);
    if (status == money::AmountStatus::empty) amount = {};
    if (status == money::AmountStatus::ok || status == money::AmountStatus::empty) return true;
    errors.push_back({"not_a_number", order, line, {{"text", cell}}});
    return false;
  };
  for (const PreviewOrder& order : request.orders) {
    ++line;
    amortize::TypedOrder one{order.order, order.original, order.type, order.begin, order.end, {}, {}};
    if (!read(order.amount, order.order, one.amount) || !read(order.quantity, order.order, one.quantity))
      continue;
    typed.orders.push_back(std::move(one));
    typed.order_lines.push_back(line);
  }
  for (const PreviewUse& use : request.uses) {
    ++line;
    amortize::TypedUse one{use.order, use.date, {}, use.settlement};
    if (!read(use.quantity, use.order, one.quantity)) continue;
    typed.uses.push_back(std::move(one));
    typed.use_lines.push_back(line);
  }
  return typed;
}

// ---- the orders as they are, and as they would be

struct Side {
  const Spread* spread = nullptr;
  std::vector<Order> orders;
  std::vector<const Order*>
      concerned;  // those that were typed or named, the first of them: the report's rows

  i128 amount_of(const Order& order) const { return spread->course(order).amount(); }
};

struct Trial {
  Typed typed;
  std::vector<PreviewError> errors;
  Grain grain = Grain::month;
  std::size_t own_rows = 0;  // of the bill; a row behind them was typed
  std::size_t own_uses = 0;
  amortize::Orders all;
  std::optional<Spread> spread;
  Side was;
  Side is;

  bool is_typed(const Order& order) const { return order.row >= own_rows; }

  static Result<std::unique_ptr<Trial>> of(const Asked& asked, const PreviewRequest& request);

 private:
  void find_concerned(Side& side) const {
    const amortize::Orders& of = side.spread->orders();
    for (const Order& order : side.orders) {
      if (side.concerned.size() == kPreviewRows) return;
      if (is_typed(order) || typed.names(of.numbers.text(order.number)) ||
          typed.names(of.numbers.text(order.original)))
        side.concerned.push_back(&order);
    }
  }
};

Result<std::unique_ptr<Trial>> Trial::of(const Asked& asked, const PreviewRequest& request) {
  const Result<Grain> grain = grain_of(request.grain);
  if (!grain) return grain.error();
  const Result<Chosen*> found = chosen_of(asked, request.plan);
  if (!found) return found.error();
  const Chosen& chosen = **found;
  const Result<amortize::DayScale> scale = amortize::day_scale_of(request.plan.amortization_scale);
  if (!scale) return scale.error();
  auto trial = std::make_unique<Trial>();
  trial->grain = *grain;
  trial->typed = typed_of(request, trial->errors);
  const amortize::Sources sources{.bill = request.alone ? nullptr : &asked.bill,
                                  .rules = asked.beside.orders,
                                  .deductions = request.alone ? nullptr : asked.beside.deductions,
                                  .typed = trial->typed.orders,
                                  .typed_uses = trial->typed.uses};
  trial->all = amortize::orders_of(sources, *scale);
  trial->own_rows = request.alone ? 0 : asked.bill.rows;
  trial->own_uses = sources.deductions == nullptr ? 0 : sources.deductions->rows;
  trial->spread.emplace(trial->all, request.alone ? nullptr : chosen.spread->column(), *scale);
  trial->was.spread = chosen.spread.get();
  if (!request.alone) trial->was.orders = chosen.orders;
  trial->is.spread = &*trial->spread;
  for (const Order& order : trial->all.orders) {
    if (trial->is_typed(order) || chosen.keep[order.row] != 0) trial->is.orders.push_back(order);
  }
  trial->find_concerned(trial->was);
  trial->find_concerned(trial->is);
  return trial;
}

// Totals by period, from the text of the period.
std::map<std::string, i128> totals_of(const amortize::Schedule& schedule) {
  std::map<std::string, i128> totals;
  for (std::size_t i = 0; i < schedule.totals.size(); ++i) {
    totals[amortize::text_of(schedule.table.first + static_cast<Period>(i), schedule.table.grain)] =
        schedule.totals[i];
  }
  return totals;
}

Result<amortize::Schedule> whole_schedule(const Side& side, Grain grain) {
  Result<amortize::Partial> partial = amortize::partial(*side.spread, side.orders, grain, {});
  if (!partial) return partial.error();
  return amortize::finish(std::move(*partial));
}

std::vector<ScheduleRow> rows_of(const Side& side, const amortize::Partial& table) {
  const Window all{table.first, table.first + static_cast<Period>(table.periods) - 1};
  std::vector<ScheduleRow> rows;
  for (const Order* order : side.concerned) {
    ScheduleRow row = order_row(*order, *side.spread);
    row.cells = order_cells(*order, *side.spread, table.grain, table.first, all.first, all.last);
    rows.push_back(std::move(row));
  }
  return rows;
}

void put_changes(const amortize::Schedule& was, const amortize::Schedule& is, PreviewReport& report) {
  const int shown = std::max(is.table.scale, was.table.scale);
  const i128 raise_is = money::power_of_ten(shown - is.table.scale);
  const i128 raise_was = money::power_of_ten(shown - was.table.scale);
  std::map<std::string, i128> before = totals_of(was);
  std::map<std::string, i128> now = totals_of(is);
  for (const auto& [period, amount] : before) now.try_emplace(period, 0);
  for (const auto& [period, amount] : now) {
    const i128 old = before[period] * raise_was;
    const i128 fresh = amount * raise_is;
    if (old == fresh) continue;
    report.changes.push_back(
        {period, amount_text(old, shown), amount_text(fresh, shown), amount_text(fresh - old, shown)});
  }
}

void put_errors(const Trial& trial, PreviewReport& report) {
  for (const amortize::ErrorLine& error : trial.all.errors) {
    const std::size_t own = error.is_use ? trial.own_uses : trial.own_rows;
    if (error.row < own) continue;
    PreviewError info;
    info.reason = amortize::name_of(error.fault);
    info.order = trial.all.numbers.text(error.number);
    info.line =
        error.is_use ? trial.typed.use_lines[error.row - own] : trial.typed.order_lines[error.row - own];
    if (error.left) info.values = {{"left", amount_text(error.left->mantissa, error.left->scale)}};
    report.errors.push_back(std::move(info));
  }
}

// ---- why

constexpr std::array<Formula, 2> kPreview = {{
    {"changes/*/change", {{{"plus", "./after"}, {"minus", "./before"}}}},
    {"cells/*/left", {{{"plus", "../total"}, {"minus", "./opening"}, {"minus", "./amount"}}}},
}};

class Tried {
 public:
  Tried(const Trial& trial, const PreviewReport& report) : trial_(trial), report_(report) {}

  void explain(Explaining& of) const {
    if (of.place == "total_before") return add_orders(trial_.was, "before", of);
    if (of.place == "total_after") return add_orders(trial_.is, "rows", of);
    const PlaceParts parts = first_of(of.place);
    const PlaceParts item = first_of(parts.rest);
    const std::optional<std::size_t> at = item_number(item.first);
    if (!at) return;
    if (parts.first == "changes" && item.rest == "before")
      return add_period(trial_.was, "before", report_.changes[*at].period, of);
    if (parts.first == "changes" && item.rest == "after")
      return add_period(trial_.is, "rows", report_.changes[*at].period, of);
    if (parts.first == "before") add_row(trial_.was, report_.before[*at], *at, item.rest, of);
    if (parts.first == "rows") add_row(trial_.is, report_.rows[*at], *at, item.rest, of);
  }

 private:
  // What was typed stands for itself, and so does what it touches; of the others there are the lines.
  template <class Part, class Place>
  void add_each(const Side& side, Part&& part_of, Place&& place, Explaining& of) const {
    std::vector<FigureStep> steps;
    std::size_t next = 0;  // of those concerned
    for (const Order& order : side.orders) {
      const bool is_concerned = next < side.concerned.size() && side.concerned[next] == &order;
      const std::size_t number = next;
      if (is_concerned) ++next;
      const i128 part = part_of(order);
      if (part == 0) continue;
      const std::string at = is_concerned ? place(number) : std::string();
      if (at.empty() && !trial_.is_typed(order)) {
        of.lines.add(order.row, {part, side.spread->scale()});
        continue;
      }
      steps.push_back({"plus", "order", std::string(side.spread->orders().numbers.text(order.number)),
                       amount_text(part, side.spread->scale()), at, 0});
    }
    if (of.lines.rows() > 0) of.chain.add("plus", "lines", of.lines.total());
    for (FigureStep& step : steps) of.chain.add(std::move(step));
  }

  void add_orders(const Side& side, std::string_view rows, Explaining& of) const {
    add_each(
        side, [&side](const Order& order) { return side.amount_of(order); },
        [rows](std::size_t number) { return place_of(place_of(rows, std::to_string(number)), "total"); }, of);
  }

  void add_period(const Side& side, std::string_view rows, const std::string& period, Explaining& of) const {
    const DayRange days = amortize::days_of(*amortize::parse_period(period, trial_.grain), trial_.grain);
    const auto part_of = [&](const Order& order) {
      const Course course = side.spread->course(order);
      return course.through(days.last) - course.through(days.first - 1);
    };
    const std::vector<ScheduleRow>& shown = rows == "rows" ? report_.rows : report_.before;
    const auto place = [&](std::size_t number) -> std::string {
      const std::string cells = place_of(place_of(rows, std::to_string(number)), "cells");
      for (std::size_t at = 0; at < shown[number].cells.size(); ++at) {
        if (report_.periods[shown[number].cells[at].period] == period)
          return place_of(place_of(cells, std::to_string(at)), "amount");
      }
      return {};
    };
    add_each(side, part_of, place, of);
  }

  // A figure of one order.
  void add_row(const Side& side, const ScheduleRow& row, std::size_t at, std::string_view field,
               Explaining& of) const {
    const Order& order = *side.concerned[at];
    const std::string place = parent_of(of.place);
    if (field == "total" && trial_.is_typed(order)) of.chain.add("plus", "typed", decimal_of(row.total));
    if (field == "total" && !trial_.is_typed(order)) of.lines.add(order.row, decimal_of(row.total));
    if (field == "daily") {
      of.chain.add({"plus", "total", {}, row.total, place_of(place, "total"), 0});
      of.chain.add("divided_by", "days", {row.days, 0});
      of.chain.truncate(side.spread->digits());
    }
    const PlaceParts parts = first_of(field);
    const PlaceParts cell = first_of(parts.rest);
    const std::optional<std::size_t> number = item_number(cell.first);
    if (parts.first != "cells" || !number) return;
    if (cell.rest == "opening") add_before(row, *number, parent_of(place), of.chain);
    if (cell.rest == "amount") add_amount(side, order, row, *number, of);
  }

  static void add_before(const ScheduleRow& row, std::size_t number, std::string_view cells, Chain& chain) {
    for (std::size_t before = 0; before < number; ++before)
      chain.add({"plus",
                 "amount",
                 {},
                 row.cells[before].amount,
                 place_of(place_of(cells, std::to_string(before)), "amount"),
                 0});
  }

  // Days at their daily part; what was used; in the period of the last day, all that is left.
  void add_amount(const Side& side, const Order& order, const ScheduleRow& row, std::size_t number,
                  Explaining& of) const {
    const ScheduleCell& cell = row.cells[number];
    const std::string place = parent_of(of.place);
    const std::string of_row = parent_of(parent_of(place));
    const Course course = side.spread->course(order);
    const Period period = *amortize::parse_period(report_.periods[cell.period], trial_.grain);
    const DayRange days = amortize::days_of(period, trial_.grain);
    if (days.contains(course.last)) {
      of.chain.add({"plus", "total", {}, row.total, place_of(of_row, "total"), 0});
      of.chain.add({"minus", "opening", {}, cell.opening, place_of(place, "opening"), 0});
      return;
    }
    if (course.form == Course::evenly) {
      of.chain.add({"plus", "daily", {}, row.daily, place_of(of_row, "daily"), 0});
      of.chain.add("times", "days", {cell.days, 0});
      return;
    }
    add_uses(side, course, row, days, place_of(of_row, "total"), of.chain);
  }

  // Of one day what was used of it all; of several what each gave.
  static void add_uses(const Side& side, const Course& course, const ScheduleRow& row, const DayRange& days,
                       const std::string& total, Chain& chain) {
    std::map<Day, i128> used;
    for (const amortize::Use& use : course.uses) {
      if (days.contains(use.day)) used[use.day] += use.quantity;
    }
    if (used.size() == 1) {
      const int scale = side.spread->orders().quantity_scale;
      chain.add({"plus", "total", {}, row.total, total, 0});
      chain.add("times", "use", {used.begin()->second, scale}, calendar::iso(used.begin()->first));
      chain.add("divided_by", "quantity", {course.quantity, scale});
      return chain.truncate(side.spread->digits());
    }
    for (const auto& [day, quantity] : used)
      chain.add("plus", "amortized", {course.on(day), side.spread->scale()}, calendar::iso(day));
  }

  const Trial& trial_;
  const PreviewReport& report_;
};

}  // namespace

Result<PreviewReport> preview(const Asked& asked, const PreviewRequest& request) {
  const Result<std::unique_ptr<Trial>> found = Trial::of(asked, request);
  if (!found) return found.error();
  const Trial& trial = **found;
  const Result<amortize::Schedule> was = whole_schedule(trial.was, trial.grain);
  if (!was) return was.error();
  const Result<amortize::Schedule> is = whole_schedule(trial.is, trial.grain);
  if (!is) return is.error();
  PreviewReport report;
  report.errors = trial.errors;
  report.scale = static_cast<std::uint32_t>(std::max(2, trial.spread->digits()));
  report.periods = period_names(is->table);
  report.rows = rows_of(trial.is, is->table);
  report.before = rows_of(trial.was, is->table);
  put_changes(*was, *is, report);
  report.total_before = amount_text(was->total, was->table.scale);
  report.total_after = amount_text(is->total, is->table.scale);
  put_errors(trial, report);
  return report;
}

Result<WhyFigureReport> why_preview(const Asked& asked, const WhyFigureRequest& request) {
  const PreviewRequest question{request.plan, request.grain, request.alone, request.orders, request.uses};
  const KeptReport<PreviewReport> report = report_of<PreviewRequest>(asked, "preview", preview, question);
  if (!report) return report.error();
  const Result<std::unique_ptr<Trial>> trial = Trial::of(asked, question);
  if (!trial) return trial.error();
  const Tried tried(**trial, *report);
  return why(asked, request, Figures::of(*report), kPreview, [&tried](Explaining& of) -> Result<void> {
    tried.explain(of);
    return {};
  });
}

}  // namespace billfold::session::questions
