#pragma once

// The part of the conversation that is about orders and their schedule. (rules 3; see protocol.h)
//
// Every request carries the plan: its measure is the amount column that is spread, its currency and filters say which
// orders count, amortization_scale how a day is cut. Its stack, grain and basis do not matter here. A period is a month
// ("2023-02") or a day ("2023-02-28"), as the request's grain says.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/fields.h"
#include "base/json.h"
#include "plan/plan.h"

namespace billfold::session {

// A line of a file: `file` counts the bill's files first and those beside it after them, `begin` and `end` are bytes
// of its decoded text.
struct LinePlace {
  std::uint32_t file = 0;
  std::uint64_t line = 0;
  double begin = 0;
  double end = 0;
  BILLFOLD_FIELDS(LinePlace, file, line, begin, end)
};

// A line that is not part of the schedule, and why. Codes: unknown_kind, no_begin, no_end, end_before_begin,
// order_twice, unknown_order (of a refund, or a deduction), refund_too_large, missing_quantity, beyond_quantity,
// outside_validity, too_many_digits.
struct ScheduleError {
  std::string reason;
  std::string order;
  LinePlace place;
  std::string amount;  // what the schedule lacks because of it; "0" for a deduction, whose pack stands
  json::Entries<std::string> values;
  BILLFOLD_FIELDS(ScheduleError, reason, order, place, amount, values)
};

// ---- the schedule as a table

struct ScheduleRequest {
  static constexpr bool kAsItWas = true;  // asked of the bill as it was billed, whatever the basis
  plan::Plan plan = {};
  std::string grain = "month";  // month day
  std::string by = "order";     // order: a row an order line; or the name of a dimension
  std::string find = {};        // part of the order's number or of the value
  std::string from = {};        // the first period whose cells are wanted; empty: the first there is
  std::string to = {};          // the last
  std::uint64_t offset = 0;     // of rows
  std::uint32_t limit = 200;
  BILLFOLD_FIELDS(ScheduleRequest, plan, grain, by, find, from, to, offset, limit)
};
// What one period takes. A period in which nothing can fall has no cell.
struct ScheduleCell {
  std::uint32_t period = 0;  // index into the report's periods
  std::string amount;        // this period
  std::string opening;       // earlier periods
  std::string left;          // later periods: total - opening - amount
  std::uint32_t days = 0;    // days amortized in it; of a row that stands for many orders 0
  // Marks: begin, tail (the last day, with what truncation left), refund, change, expiry (the end of a pack with
  // something left), runs_out (of a pack), part_day (counted as a whole one). Of an order row, and of totals by day.
  std::vector<std::string> marks;
  BILLFOLD_FIELDS(ScheduleCell, period, amount, opening, left, days, marks)
};
struct ScheduleRow {
  std::optional<std::string> name;   // the order's number, or the dimension's value; null: without one
  std::optional<std::uint64_t> row;  // of an order row: what order_days and why_amortized ask by
  std::optional<LinePlace> place;
  std::string type;      // new renew refund change pack-periodic pack-total reserved-storage payg; "" of many
  std::string original;  // the order that a refund or change belongs to
  std::string begin;     // "2023-01-01"
  std::string end;
  std::string ended;  // the day of the refund that ended it; "" none
  std::string total;
  std::string daily;  // of what is spread over days; "" else
  std::uint32_t days = 0;
  std::uint64_t orders = 1;
  std::vector<ScheduleCell> cells;  // of the periods asked for, in their order
  BILLFOLD_FIELDS(ScheduleRow, name, row, place, type, original, begin, end, ended, total, daily, days,
                  orders, cells)
};
struct ScheduleReport {
  std::string measure;
  std::string currency;
  std::uint32_t scale = 0;  // fraction digits to show
  std::string grain;
  std::string by;
  std::vector<std::string> periods;  // all of them, without a gap, those to come too
  std::vector<ScheduleCell> totals;  // one a period that is asked for; by day with what happened on it
  std::vector<double> ratios;        // of totals: with its sign, to the largest of them by size; only draws
  std::string total;                 // of the schedule
  std::string left_out;              // of lines in error
  std::string orders_total;          // total + left_out: what the file says
  std::string difference;            // total of all periods - total of all orders; "0"
  std::uint64_t orders = 0;          // order lines in the schedule
  std::uint64_t found = 0;           // rows, after `find`
  std::uint64_t offset = 0;
  std::vector<ScheduleRow> rows;
  std::uint64_t error_count = 0;
  std::vector<ScheduleError> errors;  // the first 1000
  bool has_orders = false;            // some line is spread; false: all is pay-as-you-go
  // Kinds of amount columns that the same rule spreads, by header.
  std::vector<std::string> measures;
  BILLFOLD_FIELDS(ScheduleReport, measure, currency, scale, grain, by, periods, totals, ratios, total,
                  left_out, orders_total, difference, orders, found, offset, rows, error_count, errors,
                  has_orders, measures)
};

// ---- one order, day by day

struct OrderDaysRequest {
  static constexpr bool kAsItWas = true;
  plan::Plan plan = {};
  std::uint64_t row = 0;  // of an order row
  bool family = true;     // with its changes and refunds
  BILLFOLD_FIELDS(OrderDaysRequest, plan, row, family)
};
struct OrderPart {
  std::uint64_t row = 0;
  std::string amount;
  BILLFOLD_FIELDS(OrderPart, row, amount)
};
struct OrderDay {
  std::string day;
  std::string amount;
  std::vector<OrderPart> parts;    // where several orders fall on the day
  std::vector<std::string> marks;  // as in ScheduleCell
  double ratio = 0;                // with its sign, to the largest day of its month by size; only draws
  BILLFOLD_FIELDS(OrderDay, day, amount, parts, marks, ratio)
};
struct OrderDaysReport {
  std::uint32_t scale = 0;
  std::vector<ScheduleRow> orders;  // without cells; the one asked for first
  std::vector<OrderDay> days;       // without a gap, from the first to the last
  std::string total;
  std::string difference;  // days - orders; "0"
  BILLFOLD_FIELDS(OrderDaysReport, scale, orders, days, total, difference)
};

// ---- why a cell of the schedule says what it says

struct WhyAmortizedRequest {
  static constexpr bool kAsItWas = true;
  plan::Plan plan = {};
  std::string grain = "month";
  std::string period = {};  // "" the whole
  std::optional<std::uint64_t> row =
      {};  // an order row; absent: the group `name` of `by`, or with by "" all orders
  std::string by = {};
  std::optional<std::string> name = {};
  BILLFOLD_FIELDS(WhyAmortizedRequest, plan, grain, period, row, by, name)
};
// One step of the arithmetic; words by `what`. All values are text, amounts exact.
//   daily {amount, days, scale, daily}: amount / days, cut to scale digits
//   days_at_daily {days, daily, amount}: so many days of the period
//   last_day {total, daily, days, before, amount}: total - daily x (days) = amount; before = daily x days
//   ended_by_refund {total, daily, days, before, day, amount}: what was left of the order on the day of the refund
//   refund {day, amount}: the refund itself, on its day
//   at_once {day, amount}: pay-as-you-go, the whole line
//   use {day, used, quantity, total, scale, amount}: used / quantity x total, cut
//   settled_at_month_end {day, amount}: the day to which monthly deductions were moved
//   rest_of_pack {day, total, before, amount}: what no use took, on the last day; runs_out the same where the
//   quantity is used up, ended_by_refund where a refund ended it
//   opening {amount}, this_period {amount}, left {amount}, total {amount}: total = opening + this period + left
struct WhyStep {
  std::string what;
  json::Entries<std::string> values;
  BILLFOLD_FIELDS(WhyStep, what, values)
};
struct WhyPart {
  std::uint64_t row = 0;
  std::string order;
  std::string type;
  LinePlace place;
  std::string amount;
  BILLFOLD_FIELDS(WhyPart, row, order, type, place, amount)
};
struct WhyAmortizedReport {
  std::string measure;
  std::string period;
  std::string amount;  // this period
  std::string opening;
  std::string left;
  std::string total;
  std::vector<WhyStep> steps;  // of one order
  std::vector<WhyPart> parts;  // of many: each order's amount, the first 1000; of one: itself
  std::uint64_t orders = 0;
  std::vector<LinePlace> lines;  // the source lines: the order's, and those of deductions and refunds used
  std::string difference;        // amount - what the steps or parts add up to; "0"
  BILLFOLD_FIELDS(WhyAmortizedReport, measure, period, amount, opening, left, total, steps, parts, orders,
                  lines, difference)
};

// ---- the command line's table

struct AmortizeRequest {
  static constexpr bool kAsItWas = true;
  plan::Plan plan = {};
  std::string by = "month";  // day month order
  BILLFOLD_FIELDS(AmortizeRequest, plan, by)
};
struct AmortizeRow {
  std::string order;
  std::string type;
  std::string period;  // month or day; "" by order
  std::string begin;
  std::string end;
  std::string daily;
  std::uint32_t days = 0;
  std::string amount;
  std::string opening;
  std::string left;
  BILLFOLD_FIELDS(AmortizeRow, order, type, period, begin, end, daily, days, amount, opening, left)
};
struct AmortizeReport {
  std::string total;
  std::string by;
  std::vector<AmortizeRow> rows;
  std::string difference;
  std::string left_out;
  std::uint64_t error_count = 0;
  std::vector<ScheduleError> errors;
  BILLFOLD_FIELDS(AmortizeReport, total, by, rows, difference, left_out, error_count, errors)
};

// ---- a vendor's cost bill against the orders

struct AuditRequest {
  static constexpr bool kAsItWas = true;
  plan::Plan plan = {};
  bool all = false;  // lines that agree, too
  std::uint64_t offset = 0;
  std::uint32_t limit = 200;
  BILLFOLD_FIELDS(AuditRequest, plan, all, offset, limit)
};
// One amount of one line of the vendor's cost bill.
// Kinds: agrees; differs; unknown_order (no order of that number, or none of that type); outside_validity (nothing can
// fall in that period); missing (the orders give an amount, the vendor has no line); identity (total = opening + this
// period + left does not hold on the vendor's own line).
struct AuditLine {
  std::string kind;
  std::string order;
  std::string type;
  std::string period;
  std::string column;                   // the vendor's header
  std::string what;                     // this_period opening left daily total
  std::string vendor;                   // what it says; "" missing
  std::string computed;                 // what the orders give; "" unknown
  std::string difference;               // vendor - computed
  std::optional<LinePlace> place;       // null: missing
  std::vector<WhyStep> vendor_steps;    // the vendor's own figures: opening, this_period, left, total
  std::vector<WhyStep> computed_steps;  // as in WhyAmortizedReport
  BILLFOLD_FIELDS(AuditLine, kind, order, type, period, column, what, vendor, computed, difference, place,
                  vendor_steps, computed_steps)
};
struct AuditReport {
  bool has_cost_bill = false;  // a vendor's cost bill was read beside the orders
  std::uint64_t lines = 0;     // of the vendor's cost bill
  std::uint64_t compared = 0;  // amounts
  std::uint64_t agree = 0;
  std::uint64_t differ = 0;
  std::uint64_t unknown = 0;
  std::uint64_t missing = 0;
  std::uint64_t identities = 0;  // lines whose identity could be checked
  std::uint64_t identities_broken = 0;
  std::string
      measure;  // the vendor's amount that the totals are of: the one of the plan's measure, else the first
  std::string vendor_total;  // this period, over all compared lines
  std::string computed_total;
  std::string difference;
  std::uint64_t found = 0;  // rows, of which `rows` is a window
  std::uint64_t offset = 0;
  std::vector<AuditLine> rows;
  BILLFOLD_FIELDS(AuditReport, has_cost_bill, lines, compared, agree, differ, unknown, missing, identities,
                  identities_broken, measure, vendor_total, computed_total, difference, found, offset, rows)
};

// ---- roll-forward and journal, of prepaid orders only

struct RollForwardRequest {
  static constexpr bool kAsItWas = true;
  plan::Plan plan = {};
  std::string by = "order";  // order, or the name of a dimension
  std::string from = {};     // months, both counted; empty: the first, the last
  std::string to = {};
  std::uint64_t offset = 0;
  std::uint32_t limit = 200;
  BILLFOLD_FIELDS(RollForwardRequest, plan, by, from, to, offset, limit)
};
// opening + additions - amortized - refunds = closing; additions = purchases + residuals (of old configurations,
// negative). An order is added in the month in which it was billed or, where the file does not say, begins.
struct RollForwardRow {
  std::optional<std::string> name;
  std::string opening;
  std::string purchases;
  std::string residuals;
  std::string additions;
  std::string amortized;
  std::string refunds;
  std::string closing;
  BILLFOLD_FIELDS(RollForwardRow, name, opening, purchases, residuals, additions, amortized, refunds, closing)
};
// The total as a waterfall: where each bar begins and ends, from 0 to 1 across all of them. opening and closing stand on
// zero, a step begins where the one before it ended. Only draws; `amount` has the sign in which it is drawn, so that
// what the formula takes away is negative.
struct FlowStep {
  std::string what;  // opening purchases residuals amortized refunds closing
  std::string amount;
  double from = 0;
  double to = 0;
  BILLFOLD_FIELDS(FlowStep, what, amount, from, to)
};
struct RollForwardReport {
  std::string measure;
  std::string currency;
  std::uint32_t scale = 0;
  std::vector<std::string> periods;  // all months
  std::string from;
  std::string to;
  std::uint64_t found = 0;
  std::uint64_t offset = 0;
  std::vector<RollForwardRow> rows;
  RollForwardRow total;
  std::vector<FlowStep> flow;
  double zero = 0;         // where the flow's zero stands
  std::string difference;  // of the total's formula; "0"
  BILLFOLD_FIELDS(RollForwardReport, measure, currency, scale, periods, from, to, found, offset, rows, total,
                  flow, zero, difference)
};

struct JournalRequest {
  static constexpr bool kAsItWas = true;
  plan::Plan plan = {};
  std::string department = {};  // a dimension; empty: none
  std::string from = {};
  std::string to = {};
  BILLFOLD_FIELDS(JournalRequest, plan, department, from, to)
};
struct JournalLine {
  std::string month;
  std::string date;     // the month's last day
  std::string account;  // expense prepaid
  std::optional<std::string> department;
  std::string debit;  // "" on the other side
  std::string credit;
  BILLFOLD_FIELDS(JournalLine, month, date, account, department, debit, credit)
};
struct JournalReport {
  std::string measure;
  std::string currency;
  std::vector<std::string> periods;
  std::vector<JournalLine> lines;
  std::string debit;
  std::string credit;
  std::string difference;  // "0"
  BILLFOLD_FIELDS(JournalReport, measure, currency, periods, lines, debit, credit, difference)
};

// ---- preview: what orders that are not in the bill would change

struct PreviewOrder {
  std::string order;
  std::string original;
  std::string type;  // as AmortizedType of the Orders file
  std::string begin;
  std::string end;
  std::string amount;
  std::string quantity;
  BILLFOLD_FIELDS(PreviewOrder, order, original, type, begin, end, amount, quantity)
};
struct PreviewUse {
  std::string order;
  std::string date;
  std::string quantity;
  std::string settlement;
  BILLFOLD_FIELDS(PreviewUse, order, date, quantity, settlement)
};
struct PreviewRequest {
  static constexpr bool kAsItWas = true;
  plan::Plan plan = {};
  std::string grain = "month";
  bool alone = false;  // without the bill's own orders
  std::vector<PreviewOrder> orders = {};
  std::vector<PreviewUse> uses = {};
  BILLFOLD_FIELDS(PreviewRequest, plan, grain, alone, orders, uses)
};
struct PreviewChange {
  std::string period;
  std::string before;
  std::string after;
  std::string change;
  BILLFOLD_FIELDS(PreviewChange, period, before, after, change)
};
// A line of what was typed that cannot be scheduled: `line` counts the orders from 1, then the uses.
struct PreviewError {
  std::string reason;
  std::string order;
  std::uint64_t line = 0;
  json::Entries<std::string> values;
  BILLFOLD_FIELDS(PreviewError, reason, order, line, values)
};
struct PreviewReport {
  std::uint32_t scale = 0;
  std::vector<std::string> periods;  // all of after
  std::vector<ScheduleRow> rows;  // the orders typed and those that they change, as they become; 200 at most
  std::vector<ScheduleRow> before;     // the bill's own among them, as they are
  std::vector<PreviewChange> changes;  // periods whose total changes
  std::string total_before;
  std::string total_after;
  std::vector<PreviewError> errors;
  BILLFOLD_FIELDS(PreviewReport, scale, periods, rows, before, changes, total_before, total_after, errors)
};

}  // namespace billfold::session
