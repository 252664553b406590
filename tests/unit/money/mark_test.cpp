#include "money/mark.h"

#include <gtest/gtest.h>
#include <initializer_list>

namespace billfold::money {
namespace {

MarkVerdict verdict(std::initializer_list<const char*> cells) {
  MarkEvidence evidence;
  for (const char* cell : cells) evidence.add(cell);
  return evidence.verdict();
}

TEST(Mark, ThePointIsProven) {
  for (const char* cell : {"1,234.50", "12.5", "1,234,567", "0.123", "1234.567", ".5", "1,23,456",
                           "-¥ 1,234.5", "1.2E-7", "1,234.5 USD"}) {
    EXPECT_EQ(verdict({cell}), MarkVerdict::point) << cell;
  }
}

TEST(Mark, TheCommaIsProven) {
  for (const char* cell : {"1.234,56", "0,5", "12,34", "1.234.567", "1234,567", "0,123", "(12,5)", "1,2E-7",
                           "1 234,567", "€ 12,00"}) {
    EXPECT_EQ(verdict({cell}), MarkVerdict::comma) << cell;
  }
}

TEST(Mark, ACellThatReadsBothWaysDecidesNothing) {
  for (const char* cell : {"1,234", "1.234", "-999,999", "999.999", "1,234 USD", "$1.234"}) {
    EXPECT_EQ(verdict({cell}), MarkVerdict::ambiguous) << cell;
  }
}

TEST(Mark, CellsWithoutAMarkSayNothing) {
  for (const char* cell : {"", " ", "12", "-5", "1 234", "1'234", "12 USD", "n/a", "1,2,3", "12.3.4"}) {
    MarkEvidence evidence;
    evidence.add(cell);
    EXPECT_EQ(evidence.point + evidence.comma + evidence.ambiguous, 0U) << cell;
    EXPECT_EQ(evidence.verdict(), MarkVerdict::point) << cell;
  }
}

TEST(Mark, OneCellThatProvesDecidesTheWholeColumn) {
  EXPECT_EQ(verdict({"1,234", "7,001", "12.5"}), MarkVerdict::point);
  EXPECT_EQ(verdict({"1.234", "0,50", "7.001"}), MarkVerdict::comma);
  EXPECT_EQ(verdict({"1,234", "17"}), MarkVerdict::ambiguous);
}

TEST(Mark, ProofsOfBothAreAConflict) { EXPECT_EQ(verdict({"12.5", "12,5"}), MarkVerdict::conflicting); }

TEST(Mark, MergedEvidenceIsThatOfTheWholeColumn) {
  MarkEvidence first;
  MarkEvidence second;
  first.add("1,234");
  second.add("0,5");
  second.add("8,125");
  first.merge(second);
  EXPECT_EQ(first.ambiguous, 2U);
  EXPECT_EQ(first.comma, 1U);
  EXPECT_EQ(first.verdict(), MarkVerdict::comma);
}

}  // namespace
}  // namespace billfold::money
