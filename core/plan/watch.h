#pragma once

// What a plan watches: budgets, unusual days, wasted commitments, the tag policy; and what a bill cannot answer.
// (rules 5)

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/fields.h"

namespace billfold::plan {

// A part of a budget at which it speaks.
struct Threshold {
  std::uint32_t percent = 100;
  std::string kind = "actual";  // actual: what was spent; forecast: what the period will come to
  BILLFOLD_FIELDS(Threshold, percent, kind)
};

// A limit for a month of one part of the bill.
struct Budget {
  std::string name = {};
  std::string dimension = {};             // of the scope: owner, project, tag:env, ...; empty: the whole bill
  std::optional<std::string> value = {};  // of the dimension; null: lines without a value
  std::string limit = {};                 // a decimal, in the currency of the plan
  bool estimated = false;                 // the limit is a guess, and is marked so
  // Empty: the rule's own, by scope: whole bill 80 and 100 %, account 70 %, project 90 %, any other 80 and 100 %.
  std::vector<Threshold> thresholds = {};
  BILLFOLD_FIELDS(Budget, name, dimension, value, limit, estimated, thresholds)
};

struct AnomalySettings {
  std::string method = "robust";  // robust leave_one_out rolling
  std::uint32_t window = 7;       // days
  std::string threshold = "3.5";  // of the score, a decimal
  BILLFOLD_FIELDS(AnomalySettings, method, window, threshold)
};

// An unusual day that people know the reason of.
struct ExpectedDay {
  std::string dimension = {};             // whose value was unusual; empty: the whole bill
  std::optional<std::string> value = {};  // null: lines without one, or the whole bill
  std::string day = {};                   // 2025-04-17
  BILLFOLD_FIELDS(ExpectedDay, dimension, value, day)
};

// What the tag policy wants of one key.
struct TagRule {
  std::string key = {};
  bool required = false;
  std::vector<std::string> values = {};  // the allowed ones; empty: any
  std::string pattern = {};              // a regular expression (plan/pattern.h); empty: any
  std::string type = {};                 // "email"; empty: any
  BILLFOLD_FIELDS(TagRule, key, required, values, pattern, type)
};

// A row of the compliance matrix that a bill cannot show, answered by hand.
struct ComplianceAnswer {
  std::string row = {};     // mfa scp, or the user's own words
  std::string answer = {};  // pass fail open
  std::string note = {};
  BILLFOLD_FIELDS(ComplianceAnswer, row, answer, note)
};

// Percent of utilization below which a commitment is wasted.
struct CommitmentAlarms {
  std::uint32_t reservation = 80;
  std::uint32_t savings_plan = 85;
  BILLFOLD_FIELDS(CommitmentAlarms, reservation, savings_plan)
};

struct Watch {
  std::vector<Budget> budgets = {};
  AnomalySettings anomalies = {};
  std::vector<ExpectedDay> expected = {};
  CommitmentAlarms alarms = {};
  std::vector<TagRule> tags = {};
  std::vector<ComplianceAnswer> compliance = {};
  BILLFOLD_FIELDS(Watch, budgets, anomalies, expected, alarms, tags, compliance)
};

}  // namespace billfold::plan
