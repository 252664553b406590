// Roll-forward and journal.

#include <algorithm>
#include <map>

#include "amortize/roll_forward.h"
#include "base/sort.h"
#include "bill/date_cell.h"
#include "session/schedule_questions.h"

namespace billfold::session::questions {
namespace {

using amortize::Course;
using amortize::Grain;
using amortize::Movement;
using amortize::Order;
using amortize::Period;
using amortize::Spread;
using calendar::Day;
using calendar::DayRange;

// When each order came into the books: the first day of its accounting period, or where the bill has none, its begin.
class AddedOn {
 public:
  explicit AddedOn(const bill::Bill& bill) {
    const bill::Column* column = bill.column_of_field("period");
    if (column == nullptr || !column->text) return;
    column_ = &*column->text;
    const bill::DateForm form = bill::date_form(bill.date_order);
    for (std::uint32_t id = 0; id < column_->values.size(); ++id) {
      days_.push_back(bill::parse_date_cell(column_->values.text(id), form));
    }
  }
  Day operator()(const Order& order, const Course& course) const {
    if (column_ == nullptr || order.row >= column_->ids.size()) return course.first;
    const auto& day = days_[column_->ids[order.row]];
    return day ? day->day : course.first;
  }

 private:
  const bill::TextColumn* column_ = nullptr;
  std::vector<std::optional<calendar::ParsedDate>> days_;
};

RollForwardRow movement_row(const std::optional<std::string>& name, const Movement& movement, int scale) {
  RollForwardRow row;
  row.name = name;
  row.opening = amount_text(movement.opening, scale);
  row.purchases = amount_text(movement.purchases, scale);
  row.residuals = amount_text(movement.residuals, scale);
  row.additions = amount_text(movement.additions(), scale);
  row.amortized = amount_text(movement.amortized, scale);
  row.refunds = amount_text(movement.refunds, scale);
  row.closing = amount_text(movement.closing(), scale);
  return row;
}

// From opening to closing, each step from where the one before it ended.
void put_flow(const Movement& total, int scale, RollForwardReport& report) {
  struct Step {
    const char* what;
    i128 amount;
    bool level;
  };
  const Step steps[] = {{"opening", total.opening, true},      {"purchases", total.purchases, false},
                        {"residuals", total.residuals, false}, {"amortized", -total.amortized, false},
                        {"refunds", -total.refunds, false},    {"closing", total.closing(), true}};
  struct Edges {
    i128 from;
    i128 to;
  };
  std::vector<Edges> edges;
  i128 low = 0;
  i128 high = 0;
  i128 reached = 0;
  for (const Step& step : steps) {
    const i128 from = step.level ? 0 : reached;
    reached = from + step.amount;
    low = std::min({low, from, reached});
    high = std::max({high, from, reached});
    edges.push_back({from, reached});
  }
  const auto place = [&](i128 amount) {
    return high == low ? 0 : static_cast<double>(amount - low) / static_cast<double>(high - low);
  };
  for (std::size_t at = 0; at < edges.size(); ++at) {
    report.flow.push_back(
        {steps[at].what, amount_text(steps[at].amount, scale), place(edges[at].from), place(edges[at].to)});
  }
  report.zero = place(0);
}

// The months that prepaid orders touch.
Result<amortize::Partial> prepaid_months(const Chosen& chosen, const amortize::Grouping& grouping) {
  std::vector<Order> prepaid;
  for (const Order& order : chosen.orders) {
    if (order.kind != amortize::Kind::payg) prepaid.push_back(order);
  }
  return amortize::partial(*chosen.spread, prepaid, Grain::month, grouping);
}

DayRange days_of(const Window& window, const amortize::Partial& months) {
  if (months.periods == 0) return {Day{0}, Day{0}};
  return {amortize::days_of(window.first, Grain::month).first,
          amortize::days_of(window.last, Grain::month).last};
}

}  // namespace

Result<void> for_each_moved(const Asked& asked, const RollForwardRequest& request, const OnMoved& on_moved) {
  const Result<Chosen*> found = chosen_of(asked, request.plan);
  if (!found) return found.error();
  const Chosen& chosen = **found;
  const Result<amortize::Partial> months = prepaid_months(chosen, {});
  if (!months) return months.error();
  const Result<Window> window = window_of(request.from, request.to, *months);
  if (!window) return window.error();
  const DayRange days = days_of(*window, *months);
  const AddedOn added_on(asked.bill);
  for (const Order& order : chosen.orders) {
    const Course course = chosen.spread->course(order);
    const Day added = added_on(order, course);
    MovedOrder moved{order, {}};
    if (!amortize::add_movement(order, course, added, days, moved.movement))
      return make_error(Code::overflow);
    if (moved.movement.is_empty()) continue;
    moved.was_there = order.kind != amortize::Kind::refund && added < days.first;
    moved.came = order.kind != amortize::Kind::refund && days.contains(added);
    moved.amount = course.amount();
    moved.before = course.through(days.first - 1);
    moved.through = course.through(days.last);
    on_moved(moved);
  }
  return {};
}

Result<void> for_each_posted(const Asked& asked, const plan::Plan& plan, const std::string& month,
                             const OnPosted& on_posted) {
  const Result<Chosen*> found = chosen_of(asked, plan);
  if (!found) return found.error();
  const Result<Period> period = amortize::parse_period(month, Grain::month);
  if (!period) return period.error();
  const DayRange days = amortize::days_of(*period, Grain::month);
  for (const Order& order : (*found)->orders) {
    if (order.kind == amortize::Kind::payg) continue;
    const Course course = (*found)->spread->course(order);
    const i128 amount = course.through(days.last) - course.through(days.first - 1);
    if (amount != 0) on_posted(order, amount);
  }
  return {};
}

Result<RollForwardReport> roll_forward(const Asked& asked, const RollForwardRequest& request) {
  const Result<Chosen*> found = chosen_of(asked, request.plan);
  if (!found) return found.error();
  const Chosen& chosen = **found;
  const Spread& spread = *chosen.spread;
  const Result<amortize::Partial> months = prepaid_months(chosen, {});
  if (!months) return months.error();
  const Result<Window> window = window_of(request.from, request.to, *months);
  if (!window) return window.error();
  const bool by_order = request.by.empty() || request.by == "order";
  const Result<amortize::Grouping> grouping = grouping_by(asked, request.plan, by_order ? "" : request.by);
  if (!grouping) return grouping.error();
  const DayRange days = days_of(*window, *months);
  const AddedOn added_on(asked.bill);

  std::vector<std::pair<std::optional<std::string>, Movement>> rows;
  std::map<std::uint32_t, std::size_t> row_of_group;
  Movement total;
  for (const Order& order : chosen.orders) {
    const Course course = spread.course(order);
    Movement own;
    bool fits = amortize::add_movement(order, course, added_on(order, course), days, own);
    if (own.is_empty()) continue;
    fits = fits && amortize::merge(own, total);
    if (by_order) {
      rows.emplace_back(order.number == 0
                            ? std::nullopt
                            : std::optional(std::string(spread.orders().numbers.text(order.number))),
                        own);
    } else {
      const std::uint32_t group = grouping->group_of(order);
      const auto [at, is_new] = row_of_group.emplace(group, rows.size());
      if (is_new) rows.emplace_back(grouping->names[group], Movement{});
      fits = fits && amortize::merge(own, rows[at->second].second);
    }
    if (!fits) return make_error(Code::overflow);
  }
  if (!by_order) {
    sort_items(rows, [](const auto& a, const auto& b) {
      if (a.first.has_value() != b.first.has_value()) return a.first.has_value();
      return a.first < b.first;
    });
  }
  RollForwardReport report;
  report.measure = chosen.measure;
  report.currency = chosen.currency;
  report.scale = static_cast<std::uint32_t>(std::max(2, spread.digits()));
  report.periods = period_names(*months);
  if (months->periods > 0) {
    report.from = amortize::text_of(window->first, Grain::month);
    report.to = amortize::text_of(window->last, Grain::month);
  }
  report.found = rows.size();
  report.offset = request.offset;
  Movement of_rows;
  for (std::size_t at = 0; at < rows.size(); ++at) {
    if (!amortize::merge(rows[at].second, of_rows)) return make_error(Code::overflow);
    if (at < request.offset || at - request.offset >= request.limit) continue;
    report.rows.push_back(movement_row(rows[at].first, rows[at].second, spread.scale()));
  }
  report.total = movement_row(std::nullopt, total, spread.scale());
  put_flow(total, spread.scale(), report);
  // What is left of the orders at the end, counted from their courses and not from the formula.
  i128 balance = 0;
  for (const Order& order : chosen.orders) {
    if (!amortize::is_prepaid(order.kind)) continue;
    const Course course = spread.course(order);
    if (added_on(order, course) <= days.last) balance += course.amount();
    balance -= course.through(days.last);
  }
  report.difference = amount_text(balance - of_rows.closing(), spread.scale());
  return report;
}

Result<JournalReport> journal(const Asked& asked, const JournalRequest& request) {
  const Result<Chosen*> found = chosen_of(asked, request.plan);
  if (!found) return found.error();
  const Chosen& chosen = **found;
  const Result<amortize::Grouping> grouping = grouping_by(asked, request.plan, request.department);
  if (!grouping) return grouping.error();
  const Result<amortize::Partial> months = prepaid_months(chosen, *grouping);
  if (!months) return months.error();
  const Result<Window> window = window_of(request.from, request.to, *months);
  if (!window) return window.error();

  JournalReport report;
  report.measure = chosen.measure;
  report.currency = chosen.currency;
  report.periods = period_names(*months);
  i128 debit = 0;
  i128 credit = 0;
  const auto post = [&](Period period, const char* account, const amortize::GroupName& department,
                        i128 amount) {
    JournalLine line;
    line.month = amortize::text_of(period, Grain::month);
    line.date = calendar::iso(amortize::days_of(period, Grain::month).last);
    line.account = account;
    line.department = department;
    (amount < 0 ? line.credit : line.debit) = amount_text(amount < 0 ? -amount : amount, months->scale);
    (amount < 0 ? credit : debit) += amount < 0 ? -amount : amount;
    report.lines.push_back(std::move(line));
  };
  for (Period period = window->first; period <= window->last; ++period) {
    const auto at = static_cast<std::size_t>(period - months->first);
    i128 of_month = 0;
    for (std::size_t group = 0; group < months->names.size(); ++group) {
      const i128 amount = months->row(group)[at];
      if (amount == 0) continue;
      post(period, "expense", months->names[group], amount);
      of_month += amount;
    }
    if (of_month != 0) post(period, "prepaid", std::nullopt, -of_month);
  }
  report.debit = amount_text(debit, months->scale);
  report.credit = amount_text(credit, months->scale);
  report.difference = amount_text(debit - credit, months->scale);
  return report;
}

}  // namespace billfold::session::questions
