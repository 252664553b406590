#include "watch/compliance.h"

#include <gtest/gtest.h>

namespace billfold::watch {
namespace {

std::vector<std::string> shown(const std::vector<ComplianceRow>& rows) {
  std::vector<std::string> lines;
  for (const ComplianceRow& row : rows)
    lines.push_back(row.row + " " + row.answer + (row.by_hand ? " by hand" : ""));
  return lines;
}
using Lines = std::vector<std::string>;

TEST(Compliance, WhatCannotBeToldIsOpen) {
  EXPECT_EQ(shown(compliance_of({}, {})),
            (Lines{"tags open", "budgets fail", "roster open", "unallocated open", "mfa open by hand",
                   "scp open by hand"}));
}

TEST(Compliance, EachRowPassesAtItsGoal) {
  const ComplianceFacts facts = {.tag_coverage = money::Decimal{900, 1},
                                 .budgets = 2,
                                 .budgets_with_forecast = 2,
                                 .accounts_in_tree = money::Decimal{100, 0},
                                 .unallocated = money::Decimal{100, 1}};
  EXPECT_EQ(shown(compliance_of(facts, {})),
            (Lines{"tags pass", "budgets pass", "roster pass", "unallocated pass", "mfa open by hand",
                   "scp open by hand"}));
  const ComplianceFacts below = {.tag_coverage = money::Decimal{899, 1},
                                 .budgets = 2,
                                 .budgets_with_forecast = 1,
                                 .accounts_in_tree = money::Decimal{999, 1},
                                 .unallocated = money::Decimal{101, 1}};
  EXPECT_EQ(shown(compliance_of(below, {})),
            (Lines{"tags fail", "budgets fail", "roster fail", "unallocated fail", "mfa open by hand",
                   "scp open by hand"}));
}

TEST(Compliance, AnswersByHandAreKeptAndNeverOverruleTheBill) {
  const auto rows = compliance_of(
      {}, {{"scp", "pass", "baseline bound"}, {"tags", "pass", ""}, {"CUR encrypted", "fail", ""}});
  EXPECT_EQ(shown(rows),
            (Lines{"tags open", "budgets fail", "roster open", "unallocated open", "mfa open by hand",
                   "scp pass by hand", "tags pass by hand", "CUR encrypted fail by hand"}));
  EXPECT_EQ(rows[5].note, "baseline bound");
}

}  // namespace
}  // namespace billfold::watch
