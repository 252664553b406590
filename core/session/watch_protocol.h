#pragma once

// The part of the conversation that is about consolidated billing: discounts, commitments, budgets, unusual days.
// (rules 5; see protocol.h)
//
// Every request carries the plan: its currency and filters say which lines count, its measure what they cost, its
// `watch` what is watched. Its stack and grain do not matter here. A percent is a decimal with a fixed number of
// digits; a field named ratio only draws.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/fields.h"
#include "base/json.h"
#include "plan/plan.h"

namespace billfold::session {

// What commitments would save on hours of use. Every input is a decimal.
struct WhatIfInputs {
  std::string usage_hours;
  std::string reserved_hours = "0";
  std::string commitment = "0";  // money of the savings plan, for the same time as the hours
  std::string on_demand_rate;
  std::string reservation_part = "0.3";  // of the rate
  std::string plan_part = "0.34";
  BILLFOLD_FIELDS(WhatIfInputs, usage_hours, reserved_hours, commitment, on_demand_rate, reservation_part,
                  plan_part)
};
struct WhatIfRequest {
  plan::Plan plan = {};
  WhatIfInputs given = {};
  BILLFOLD_FIELDS(WhatIfRequest, plan, given)
};
struct WhatIfReport {
  std::string list;
  std::string reservation_hours;  // used
  std::string reservation_cost;   // all that is paid
  std::string reservation_unused;
  std::string plan_hours;
  std::string plan_used;  // money of the commitment that hours were left for
  std::string plan_list;  // what those hours would have cost on demand
  std::string plan_cost;
  std::string plan_unused;
  std::string on_demand_hours;
  std::string on_demand_cost;
  std::string total;                    // to the cent
  std::string savings;                  // list - total
  std::optional<std::string> discount;  // percents with two digits; null without use
  std::optional<std::string> reservation_coverage;
  std::optional<std::string> plan_coverage;
  std::optional<std::string> on_demand_coverage;
  BILLFOLD_FIELDS(WhatIfReport, list, reservation_hours, reservation_cost, reservation_unused, plan_hours,
                  plan_used, plan_list, plan_cost, plan_unused, on_demand_hours, on_demand_cost, total,
                  savings, discount, reservation_coverage, plan_coverage, on_demand_coverage)
};

// Where the calculator starts: the bill's own hours of what a commitment could cover.
struct OwnUseRequest {
  plan::Plan plan = {};
  BILLFOLD_FIELDS(OwnUseRequest, plan)
};
// Hours that a reservation or a savings plan paid, as a bill has them.
struct OwnHours {
  std::string hours;
  std::string list;       // of the hours
  std::string used;       // their cost at the commitment's rates
  std::string committed;  // used and unused, of other lines than hours too
  BILLFOLD_FIELDS(OwnHours, hours, list, used, committed)
};
struct OwnUseReport {
  std::string needs;  // form list hours: what the bill lacks; "" nothing
  std::string currency;
  std::string list;  // list price of the hours
  OwnHours reserved;
  OwnHours planned;
  WhatIfInputs start;
  std::string most_hours;  // whole numbers, for the ends of sliders
  std::string most_commitment;
  BILLFOLD_FIELDS(OwnUseReport, needs, currency, list, reserved, planned, start, most_hours, most_commitment)
};

// Whom a reservation would serve first among what ran, one row an account, a kind and a place.
struct AffinityRequest {
  plan::Plan plan = {};
  std::string kind = {};       // of the reservation: m6i.large; empty: the first there is
  std::string purchaser = {};  // an account; empty: the first there is
  std::string zone = {};       // an availability zone; empty: the first there is
  std::string scope = {};      // of the reservation: regional zonal, or both: one of each; empty: regional
  BILLFOLD_FIELDS(AffinityRequest, plan, kind, purchaser, zone, scope)
};
struct AffinityRow {
  std::optional<std::string> account;
  std::string kind;
  std::string zone;  // or the region, where the line names no zone
  std::string region;
  std::string place;  // same_zone same_region other_region
  std::string fit;    // exact compatible incompatible
  std::string hours;
  std::uint64_t score = 0;  // the heuristic: size_factor x place_factor x fit_factor
  std::uint64_t size_factor = 0;
  std::uint64_t place_factor = 0;
  std::uint64_t fit_factor = 0;
  std::uint32_t order = 0;  // by AWS's document, from 1; 0: never served
  std::optional<std::string>
      covered;                      // percent of one instance's units that the reservations have left for it
  std::string served_by;            // zonal regional: what covers it; "" nothing is left for it
  std::uint64_t units = 0;          // of one instance, normalized, in quarters
  std::uint64_t units_covered = 0;  // of these
  BILLFOLD_FIELDS(AffinityRow, account, kind, zone, region, place, fit, hours, score, size_factor,
                  place_factor, fit_factor, order, covered, served_by, units, units_covered)
};
struct AffinityReport {
  std::string kind;
  std::string purchaser;
  std::string zone;
  std::string scope;
  std::vector<std::string> kinds;  // none: the bill does not say what ran
  std::vector<std::string> purchasers;
  std::vector<std::string> zones;
  std::vector<AffinityRow> rows;  // highest score first
  BILLFOLD_FIELDS(AffinityReport, kind, purchaser, zone, scope, kinds, purchasers, zones, rows)
};

struct DiscountsRequest {
  plan::Plan plan = {};                      // its filters and currency
  std::string by = {};                       // a dimension; empty: how it was bought
  std::string from = {};                     // a basis; empty: the price without discounts
  std::string to = {};                       // a basis; empty: the plan's measure
  static constexpr bool kEveryBasis = true;  // those too that are computed
  BILLFOLD_FIELDS(DiscountsRequest, plan, by, from, to)
};
struct BasisInfo {
  std::string name;  // an amount column's header, or the form's own word for the accrual basis
  std::string role;
  bool derived = false;  // computed a line, by its type
  std::string total;     // of the lines that count
  BILLFOLD_FIELDS(BasisInfo, name, role, derived, total)
};
// from + change = to; list - discount + left_out = to; from + all kinds = to.
struct DiscountRow {
  std::optional<std::string> value;
  std::uint64_t rows = 0;
  std::string from;
  std::string to;
  std::string change;
  std::string list;                    // lines that have a price without discounts
  std::string paid;                    // the same lines
  std::string discount;                // list - paid
  std::optional<std::string> percent;  // of the discount, two digits
  std::string left_out;                // `to` of the others: tax, fees, credits, unused commitment
  std::uint64_t left_out_rows = 0;
  double ratio = 0;                // discount / the total's list price
  double left_out_ratio = 0;       // left_out / the same
  std::vector<std::string> kinds;  // what each of the report's kinds changed, with its sign
  BILLFOLD_FIELDS(DiscountRow, value, rows, from, to, change, list, paid, discount, percent, left_out,
                  left_out_rows, ratio, left_out_ratio, kinds)
};
// A kind of discount, a column of the table that has a row a value.
struct DiscountKind {
  std::string what;                 // column value rest
  std::optional<std::string> name;  // of the column, or of the value of `kinds_by`
  BILLFOLD_FIELDS(DiscountKind, what, name)
};
// A step of the waterfall from one basis to the other; each begins where the one before it ended.
struct BridgeStep {
  std::string what;  // from to: the two ends; column: taken off in a column; value: of `by`; rest
  std::optional<std::string> name;  // of the basis, the column or the value
  std::string amount;               // with its sign
  double from = 0;                  // where its bar begins and ends, from 0 to 1; only draws
  double to = 0;
  BILLFOLD_FIELDS(BridgeStep, what, name, amount, from, to)
};
struct DiscountsReport {
  std::string by;
  std::string from;
  std::string to;
  std::string currency;
  std::vector<BasisInfo> bases;  // what there is to choose from
  std::vector<DiscountRow> rows;
  std::optional<DiscountRow> total;
  std::vector<BridgeStep> steps;
  std::string kinds_by;             // how it was bought, where that tells the kinds apart; "": columns do
  std::vector<DiscountKind> kinds;  // none: the rows are the kinds, or nothing tells them apart
  double zero = 0;                  // where zero stands among the steps' bars; only draws
  std::uint32_t scale = 0;          // fraction digits of the longest amount
  std::string difference;           // total.from + changes - total.to
  std::string needs;  // what keeps the view empty: a role of a measure that no column has; "" nothing
  BILLFOLD_FIELDS(DiscountsReport, by, from, to, currency, bases, rows, total, steps, kinds_by, kinds, zero,
                  scale, difference, needs)
};

struct CommitmentsRequest {
  plan::Plan plan = {};
  std::string by = {};  // of coverage: region, owner, a column of families or platforms; empty: owner
  BILLFOLD_FIELDS(CommitmentsRequest, plan, by)
};
struct CommitmentUsage {
  std::string used;
  std::string unused;
  std::string committed;
  std::optional<std::string> utilization;  // percent, two digits; null where nothing is committed
  BILLFOLD_FIELDS(CommitmentUsage, used, unused, committed, utilization)
};
struct CommitmentKind {
  std::string kind;  // reservation savings_plan commitment
  CommitmentUsage usage;
  std::string covered;  // list price of what it paid for
  std::optional<std::string> coverage;
  std::uint32_t alarm_below = 0;  // percent
  bool alarm = false;
  double ratio = 0;
  BILLFOLD_FIELDS(CommitmentKind, kind, usage, covered, coverage, alarm_below, alarm, ratio)
};
struct CommitmentInfo {
  std::string kind;
  std::optional<std::string> id;
  std::optional<std::string> purchaser;  // null: no line of the file says who paid
  CommitmentUsage usage;
  bool alarm = false;
  BILLFOLD_FIELDS(CommitmentInfo, kind, id, purchaser, usage, alarm)
};
struct CoverageInfo {
  std::optional<std::string> value;
  std::string coverable;  // at list prices
  std::string covered;
  std::optional<std::string> coverage;
  CommitmentUsage usage;
  BILLFOLD_FIELDS(CoverageInfo, value, coverable, covered, coverage, usage)
};
struct TransferInfo {
  std::string kind;
  std::optional<std::string> purchaser;
  std::optional<std::string> user;
  std::string used;
  std::string list;
  std::string saved;
  BILLFOLD_FIELDS(TransferInfo, kind, purchaser, user, used, list, saved)
};
struct AccountBenefit {
  std::optional<std::string> account;
  std::string pays;     // for commitments, used and unused
  std::string unused;   // of that
  std::string lends;    // of that: used by others
  std::string borrows;  // used of what others pay
  std::string saved;    // list price of what it used less its cost
  BILLFOLD_FIELDS(AccountBenefit, account, pays, unused, lends, borrows, saved)
};
struct CommitmentCheck {
  std::string kind;
  std::uint64_t lines = 0;
  std::uint64_t without_id = 0;     // of a covered type, without a commitment's number
  std::uint64_t of_other_type = 0;  // with a number, paid on demand
  std::string amount;               // list price of both
  BILLFOLD_FIELDS(CommitmentCheck, kind, lines, without_id, of_other_type, amount)
};
struct CommitmentsReport {
  std::string by;
  std::string currency;
  std::vector<CommitmentKind> kinds;
  std::vector<CommitmentInfo> commitments;  // largest unused first
  std::vector<CoverageInfo> coverage;       // by value of the dimension
  std::vector<TransferInfo> transfers;      // who paid, who used
  std::vector<AccountBenefit> accounts;
  std::vector<CommitmentCheck> checks;
  CoverageInfo total;
  std::uint32_t scale = 0;  // fraction digits of the longest amount
  std::string difference;   // what is committed less what the accounts pay
  std::string list_column;  // whose prices coverage is of; "" none
  std::string needs;  // form: nothing is known of commitments in this form; lines: it has none; "" nothing
  BILLFOLD_FIELDS(CommitmentsReport, by, currency, kinds, commitments, coverage, transfers, accounts, checks,
                  total, scale, difference, list_column, needs)
};

struct BudgetsRequest {
  plan::Plan plan = {};    // its filters, measure and currency; the budgets of its watch
  std::string month = {};  // "2025-04"; empty: the last with lines of single days
  BILLFOLD_FIELDS(BudgetsRequest, plan, month)
};
struct ThresholdInfo {
  std::uint32_t percent = 0;
  std::string kind;  // actual forecast
  std::string amount;
  bool reached = false;
  BILLFOLD_FIELDS(ThresholdInfo, percent, kind, amount, reached)
};
struct BudgetDay {
  std::string day;
  std::string amount;
  std::string reached;  // from the month's first day through this one
  double ratio = 0;     // reached / the larger of limit and forecast
  BILLFOLD_FIELDS(BudgetDay, day, amount, reached, ratio)
};
struct BudgetInfo {
  std::string name;
  std::string dimension;
  std::optional<std::string> value;
  std::string state;  // within warned forecast_over over
  std::string limit;
  bool estimated = false;
  std::string actual;
  std::string known;  // of that: lines for more than a day, which are not extrapolated
  std::string forecast;
  std::string left;              // limit - actual
  std::string forecast_left;     // limit - forecast
  std::string over_by;           // "" where the limit holds
  std::string forecast_over_by;  // "" where the limit holds
  std::string used;              // percent of the limit, one digit
  std::string daily_limit;       // an estimate
  double ratio = 0;              // actual / the larger of limit and forecast, for the bar
  double limit_ratio = 0;
  double forecast_ratio = 0;
  std::vector<ThresholdInfo> thresholds;
  std::vector<BudgetDay> spent;  // through the last day with a line
  BILLFOLD_FIELDS(BudgetInfo, name, dimension, value, state, limit, estimated, actual, known, forecast, left,
                  forecast_left, over_by, forecast_over_by, used, daily_limit, ratio, limit_ratio,
                  forecast_ratio, thresholds, spent)
};
struct BudgetsReport {
  std::string measure;
  std::string currency;
  std::string month;
  std::vector<std::string> months;  // to choose from, the earliest first
  std::string as_of;                // the last day with a line
  std::uint32_t elapsed = 0;
  std::uint32_t days = 0;
  std::string method;  // of the forecast: run_rate_and_known_lines
  bool early = false;  // at least lead_days of the month are left to act in
  std::uint32_t lead_days = 0;
  std::vector<BudgetInfo> budgets;
  BILLFOLD_FIELDS(BudgetsReport, measure, currency, month, months, as_of, elapsed, days, method, early,
                  lead_days, budgets)
};

struct AnomaliesRequest {
  plan::Plan plan = {};
  std::string dimension = {};   // its values are judged each; empty: the whole
  std::string explain_by = {};  // what moved; empty: not asked
  static constexpr bool kByDay = true;
  BILLFOLD_FIELDS(AnomaliesRequest, plan, dimension, explain_by)
};
struct MoverInfo {
  std::optional<std::string> value;
  std::string before;  // median of the days before
  std::string amount;
  std::string change;
  BILLFOLD_FIELDS(MoverInfo, value, before, amount, change)
};
struct DayInfo {
  std::string day;
  std::string amount;
  std::string judgement;  // no_history usual unusual moved expected
  std::string expected;   // "" without history
  std::string over;
  std::optional<std::string> score;  // two digits; no amount
  double ratio = 0;                  // amount / the largest
  double expected_ratio = 0;
  BILLFOLD_FIELDS(DayInfo, day, amount, judgement, expected, over, score, ratio, expected_ratio)
};
struct AnomalyInfo {
  std::string kind;                  // total group unassigned
  std::optional<std::string> value;  // of the dimension
  DayInfo day;
  std::vector<MoverInfo> movers;
  std::optional<std::string> explained;  // what the movers changed in what is over, percent, one digit
  BILLFOLD_FIELDS(AnomalyInfo, kind, value, day, movers, explained)
};
struct AnomaliesReport {
  std::string measure;
  std::string currency;
  std::uint32_t scale = 0;  // fraction digits of the longest amount
  std::string method;
  std::uint32_t window = 0;
  std::string threshold;
  std::optional<std::string> highest_score;  // what |score| cannot pass; null: no limit
  bool can_fire = true;                      // false: the threshold is above that
  std::string dimension;
  std::string explain_by;
  std::uint64_t days_judged = 0;
  std::uint64_t days_without_history = 0;
  std::vector<AnomalyInfo> anomalies;  // the latest day first, then by size of what is over
  std::vector<DayInfo> total;          // every day of the whole
  BILLFOLD_FIELDS(AnomaliesReport, measure, currency, scale, method, window, threshold, highest_score,
                  can_fire, dimension, explain_by, days_judged, days_without_history, anomalies, total)
};

struct TagsRequest {
  plan::Plan plan = {};                // its filters, measure and currency; the tag rules of its watch
  std::string policy = {};             // a policy as JSON in the published form, instead of the plan's rules
  std::vector<std::string> show = {};  // dimensions that name a line of the list: resource, owner
  std::uint64_t offset = 0;            // of the list
  std::uint32_t limit = 100;
  BILLFOLD_FIELDS(TagsRequest, plan, policy, show, offset, limit)
};
struct BadValue {
  std::string value;
  std::string amount;
  std::uint64_t rows = 0;
  std::optional<std::string> near_miss;  // the allowed value that was probably meant
  BILLFOLD_FIELDS(BadValue, value, amount, rows, near_miss)
};
struct TagRuleInfo {
  plan::TagRule rule;
  bool in_bill = false;  // some line has the key
  std::string good;
  std::string missing;  // or absent, where the key is not required
  std::string bad;
  std::uint64_t good_rows = 0;
  std::uint64_t missing_rows = 0;
  std::uint64_t bad_rows = 0;
  std::optional<std::string> coverage;       // percent of the cost that is good, one digit
  std::optional<std::string> line_coverage;  // percent of the lines
  double ratio = 0;
  std::vector<BadValue> bad_values;  // largest amount first
  BILLFOLD_FIELDS(TagRuleInfo, rule, in_bill, good, missing, bad, good_rows, missing_rows, bad_rows, coverage,
                  line_coverage, ratio, bad_values)
};
struct ToFix {
  std::vector<std::optional<std::string>> shown;  // a value for each of `show`
  std::vector<std::string> missing;               // keys
  json::Entries<std::string> bad;                 // key: value
  std::string amount;
  std::uint64_t rows = 0;
  BILLFOLD_FIELDS(ToFix, shown, missing, bad, amount, rows)
};
struct TagsReport {
  std::string measure;
  std::string currency;
  std::string total;
  std::uint64_t rows = 0;
  std::string good;  // cost of lines that break no rule
  std::uint64_t good_rows = 0;
  std::string broken;                   // cost of the others
  std::optional<std::string> coverage;  // percent of the cost, one digit; null where the total is 0
  std::optional<std::string> line_coverage;
  std::uint32_t goal = 0;  // percent
  bool reached = false;
  std::string short_by;                     // cost that must be put right to reach the goal; "0"
  std::optional<std::string> short_points;  // goal - coverage; null where the goal is reached
  std::vector<TagRuleInfo> rules;
  std::vector<std::string> show;
  std::uint64_t found = 0;    // of the list
  std::vector<ToFix> to_fix;  // largest amount first
  std::string difference;     // total - good - broken
  BILLFOLD_FIELDS(TagsReport, measure, currency, total, rows, good, good_rows, broken, coverage,
                  line_coverage, goal, reached, short_by, short_points, rules, show, found, to_fix,
                  difference)
};

struct ComplianceRequest {
  plan::Plan plan = {};
  BILLFOLD_FIELDS(ComplianceRequest, plan)
};
struct ComplianceRowInfo {
  std::string row;  // tags budgets roster unallocated mfa scp, or the plan's own words
  bool by_hand = false;
  std::string answer;  // pass fail open
  std::optional<std::string> percent;
  // What the percent is of: cost that is tagged well, or unallocated, in all cost; budgets that warn ahead, accounts in
  // the tree, in all of them. "" where the bill does not tell.
  std::string part;
  std::string whole;
  std::string note;
  BILLFOLD_FIELDS(ComplianceRowInfo, row, by_hand, answer, percent, part, whole, note)
};
struct ComplianceReport {
  std::vector<ComplianceRowInfo> rows;
  BILLFOLD_FIELDS(ComplianceReport, rows)
};

}  // namespace billfold::session
