#pragma once

// Questions about what rules do, and what they should be asked about: what moved and why, what looks wrong in a bill,
// who gains by another way of sharing, who stands behind an account. Part of protocol.h.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/fields.h"
#include "base/json.h"
#include "plan/listed.h"
#include "plan/plan.h"

namespace billfold::session {

// ---- compare (split/compare.h)

// Two periods of the bill under one plan, or, with `before_plan`, two plans over the bill.
struct CompareRequest {
  plan::Plan plan = {};
  std::string before = {};  // "2025-03" or "2025-03-31"
  std::string after = {};
  std::string item = {};  // the dimension whose values are known again; "" the finest that the bill has
  std::optional<plan::Plan> before_plan = {};
  BILLFOLD_FIELDS(CompareRequest, plan, before, after, item, before_plan)
};
struct CompareReason {
  std::string reason;  // spend added gone tag rule
  std::string rule;    // of shared costs; "" none
  std::string amount;
  BILLFOLD_FIELDS(CompareReason, reason, rule, amount)
};
struct ComparedGroup {
  std::optional<std::string> value;  // null: unassigned, or the whole where the plan has no level
  std::string before;
  std::string after;
  std::string change;
  double ratio = 0;  // of the change, with its sign, to the largest
  std::uint64_t rows_before = 0;
  std::uint64_t rows_after = 0;
  std::vector<CompareReason> reasons;  // they add up to the change
  BILLFOLD_FIELDS(ComparedGroup, value, before, after, change, ratio, rows_before, rows_after, reasons)
};
struct CompareMove {
  std::optional<std::string> from;
  std::optional<std::string> to;
  std::string amount;
  std::uint64_t items = 0;  // of plans: lines
  BILLFOLD_FIELDS(CompareMove, from, to, amount, items)
};
struct CompareItem {
  std::optional<std::string> item;
  std::optional<std::string> group;
  std::string reason;
  std::string amount;
  BILLFOLD_FIELDS(CompareItem, item, group, reason, amount)
};
struct CompareReport {
  std::string measure;
  std::string currency;
  std::uint32_t scale = 0;
  std::string dimension;  // of the groups; "" the plan has no level
  std::string item;       // "" none: lines are known by their group alone
  std::string before;
  std::string after;
  std::string change;
  std::vector<CompareReason> reasons;  // of all groups together
  std::vector<ComparedGroup> groups;   // the largest change first, the unassigned last
  std::vector<CompareMove> moves;      // largest first
  std::vector<CompareItem> items;      // largest first, the first 100
  std::string difference;              // what the reasons lack of the changes; "0"
  BILLFOLD_FIELDS(CompareReport, measure, currency, scale, dimension, item, before, after, change, reasons,
                  groups, moves, items, difference)
};

// ---- lint (split/lint.h)

struct LintRequest {
  plan::Plan plan = {};
  BILLFOLD_FIELDS(LintRequest, plan)
};
struct LintLine {
  std::uint32_t file = 0;
  std::uint64_t line = 0;
  BILLFOLD_FIELDS(LintLine, file, line)
};
struct LintSum {
  std::string code;  // "" none
  std::string amount;
  std::uint64_t rows = 0;
  BILLFOLD_FIELDS(LintSum, code, amount, rows)
};
struct LintFinding {
  // duplicate_lines overlapping_periods overlapping_files missing_days without_value several_currencies alike_values
  // total_disagrees; words by it in the page's catalogue. What `values` are: split/lint.h.
  std::string concern;
  std::string dimension;
  std::vector<std::string> values;
  // "" it has none; of missing_days an estimate: as many times what the usual day costs, which is sums/0.
  std::string amount;
  std::uint64_t rows = 0;       // of missing_days: days
  std::vector<LintLine> lines;  // the first 20; of total_disagrees the total line
  // Of several_currencies every currency, the one that is shown first; of total_disagrees those of the file's lines; of
  // alike_values of currencies each of them; of missing_days what the usual day costs.
  std::vector<LintSum> sums;
  std::string day;                  // of missing_days, the usual day
  std::vector<std::string> months;  // of missing_days, those with lines that lack days, if others lack none
  // Of lines that are charged twice: what leaves out these and no others, where that can be said. Of total_disagrees the
  // total's own line, which is no row.
  plan::Omitted remedy;
  BILLFOLD_FIELDS(LintFinding, concern, dimension, values, amount, rows, lines, sums, day, months, remedy)
};
struct LintReport {
  std::string measure;
  std::string currency;
  std::string total;
  std::uint64_t rows = 0;
  std::vector<LintFinding> findings;
  std::vector<std::string> unknown;  // concerns that could not be looked at: a column is not stored
  BILLFOLD_FIELDS(LintReport, measure, currency, total, rows, findings, unknown)
};

// ---- fair share: what another method would give (split/fair_share.h)

struct FairShareRequest {
  plan::Plan plan = {};
  std::string rule = {};
  std::string usage = {};  // an amount column that says what targets used; "" the rule's own list or amount
  BILLFOLD_FIELDS(FairShareRequest, plan, rule, usage)
};
struct FairShareOpinion {
  std::string method;                // now even proportional usage
  std::vector<std::string> amounts;  // one a target
  std::vector<std::string> changes;  // less what it gets now
  // Where the pool stays at its source: no_targets zero_weights mixed_weights; no_usage, nothing says what was used.
  std::string reason;
  BILLFOLD_FIELDS(FairShareOpinion, method, amounts, changes, reason)
};
struct FairShareReport {
  std::string pool;
  std::string usage;  // the amount column of the opinion "usage"; "" the rule's own list, or none
  std::vector<std::string> targets;
  std::vector<std::string> direct;  // what each costs by itself
  std::vector<FairShareOpinion> opinions;
  BILLFOLD_FIELDS(FairShareReport, pool, usage, targets, direct, opinions)
};

// ---- the account roster and lists (plan/listed.h)

// The plan's own roster or list, or with `text` the one that is read from it: CSV, JSON or pasted columns.
struct ListingRequest {
  plan::Plan plan = {};
  std::string list = {};       // the name; "" the roster
  std::string dimension = {};  // whose values are listed; "" as the plan's has it
  std::string text = {};
  BILLFOLD_FIELDS(ListingRequest, plan, list, dimension, text)
};
struct UnlistedValue {
  std::string value;
  std::string amount;
  std::uint64_t rows = 0;
  BILLFOLD_FIELDS(UnlistedValue, value, amount, rows)
};
struct ListingReport {
  plan::Plan plan;  // with the list
  std::uint64_t entries = 0;
  std::vector<UnlistedValue> unlisted;  // in the bill and not in the list, largest first, the first 1000
  std::uint64_t unlisted_values = 0;
  std::string unlisted_amount;           // of all of them
  std::vector<std::string> absent;       // in the list and not in the bill
  std::vector<plan::Repeated> repeated;  // of the text that was read: what it lists more than once
  BILLFOLD_FIELDS(ListingReport, plan, entries, unlisted, unlisted_values, unlisted_amount, absent, repeated)
};

// What targets used, read from text in the same forms, for a rule that goes by it.
struct UsageListRequest {
  plan::Plan plan = {};
  std::string text = {};
  BILLFOLD_FIELDS(UsageListRequest, plan, text)
};
struct UsageListReport {
  std::vector<plan::SharedUsage> usage;
  BILLFOLD_FIELDS(UsageListReport, usage)
};

}  // namespace billfold::session
