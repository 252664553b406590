#include "watch/compliance.h"

#include <algorithm>
#include <array>

#include "watch/tag_policy.h"

namespace billfold::watch {
namespace {

constexpr std::array<std::string_view, 2> kByHand = {"mfa", "scp"};

std::string answer_of(bool passes) { return passes ? "pass" : "fail"; }

ComplianceRow row_of_percent(std::string_view row, const std::optional<money::Decimal>& percent,
                             bool passes) {
  return {.row = std::string(row), .answer = percent ? answer_of(passes) : "open", .percent = percent};
}

bool reaches(const std::optional<money::Decimal>& percent, int goal) {
  return percent && money::compare(*percent, {goal, 0}) >= 0;
}

}  // namespace

std::vector<ComplianceRow> compliance_of(const ComplianceFacts& facts,
                                         const std::vector<plan::ComplianceAnswer>& answers) {
  constexpr int kWhole = 100;
  const bool few_unallocated =
      facts.unallocated && money::compare(*facts.unallocated, {kWhole - kCoverageGoal, 0}) <= 0;
  std::vector<ComplianceRow> rows;
  rows.push_back(row_of_percent("tags", facts.tag_coverage, reaches(facts.tag_coverage, kCoverageGoal)));
  const bool warned_ahead = facts.budgets > 0 && facts.budgets == facts.budgets_with_forecast;
  rows.push_back({.row = "budgets", .answer = answer_of(warned_ahead)});
  rows.push_back(row_of_percent("roster", facts.accounts_in_tree, reaches(facts.accounts_in_tree, kWhole)));
  rows.push_back(row_of_percent("unallocated", facts.unallocated, few_unallocated));
  for (const std::string_view name : kByHand) {
    rows.push_back({.row = std::string(name), .by_hand = true, .answer = "open"});
  }
  for (const plan::ComplianceAnswer& given : answers) {
    const auto same = [&given](const ComplianceRow& row) { return row.by_hand && row.row == given.row; };
    auto row = std::find_if(rows.begin(), rows.end(), same);
    if (row == rows.end()) row = rows.insert(rows.end(), {.row = given.row, .by_hand = true});
    row->answer = given.answer == "pass" || given.answer == "fail" ? given.answer : "open";
    row->note = given.note;
  }
  return rows;
}

}  // namespace billfold::watch
