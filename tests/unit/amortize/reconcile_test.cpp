#include "amortize/reconcile.h"

#include <gtest/gtest.h>

#include "support/orders.h"

namespace billfold::amortize {
namespace {

using Lines = std::vector<std::string>;

constexpr std::string_view kCostHeader =
    "分摊月,订单号/账单号,分摊类型,每日分摊-应付金额,期初已分摊-应付金额,本期分摊-应付金额,未分摊-应付金额\n";

// A vendor's cost bill by month against orders.
struct Audited {
  std::unique_ptr<test::Book> book;
  bill::Bill cost;
  Result<Audit> audit;

  explicit Audited(std::string_view orders, std::string_view cost_rows, std::string_view header = kCostHeader)
      : book(test::book_of(orders)),
        cost(*test::load(std::string(header) + std::string(cost_rows))),
        audit(audit_of(book->orders, book->scale, cost, profile("volcengine-cost-monthly"))) {}

  const vendor::Profile& profile(std::string_view name) const {
    for (const vendor::Profile& each : book->profiles) {
      if (each.name == name) return each;
    }
    return book->profiles.front();
  }

  // "differs this_period A 2023-02: 28.02 28.00" of each finding but those that agree.
  Lines findings() const {
    Lines lines;
    for (const Finding& finding : audit->findings) {
      if (finding.verdict != Verdict::agrees) lines.push_back(in_words(finding));
    }
    return lines;
  }
  Lines agreements() const {
    Lines lines;
    for (const Finding& finding : audit->findings) {
      if (finding.verdict == Verdict::agrees) lines.push_back(in_words(finding));
    }
    return lines;
  }

 private:
  std::string in_words(const Finding& finding) const {
    const Entry& entry = audit->entries[finding.entry];
    const int scale = audit->measures[finding.measure].scale;
    return std::string(name_of(finding.verdict)) + " " + std::string(name_of(finding.figure)) + " " +
           entry.number + " " + calendar::iso(entry.days.first).substr(0, 7) + ": " +
           money::format({finding.vendor, scale}) + " " + money::format({finding.computed, scale});
  }
};

// 90 over the 90 days of January, February and March.
constexpr std::string_view kQuarter = "A,,new,2023-01-01,2023-03-31,90,0,\n";

TEST(Audit, ComparesThePeriodTheOpeningWhatIsLeftAndTheDay) {
  const Audited audited(kQuarter, "2023-02,A,新购分摊,1.00,31.00,28.00,31.00\n");
  ASSERT_TRUE(audited.audit);
  EXPECT_EQ(audited.agreements(),
            (Lines{"agrees this_period A 2023-02: 28.00 28.00", "agrees opening A 2023-02: 31.00 31.00",
                   "agrees left A 2023-02: 31.00 31.00", "agrees daily A 2023-02: 1.00 1.00"}));
  EXPECT_EQ(audited.findings(), Lines{});
  EXPECT_EQ(audited.audit->lines, 1U);
  EXPECT_EQ(audited.audit->identities, 1U);
  EXPECT_EQ(audited.audit->identities_broken, 0U);
}

TEST(Audit, ListsEachFigureThatDiffersWithBoth) {
  const Audited audited(kQuarter, "2023-02,A,新购分摊,1.01,31.00,28.02,30.98\n");
  EXPECT_EQ(audited.findings(),
            (Lines{"differs this_period A 2023-02: 28.02 28.00", "differs left A 2023-02: 30.98 31.00",
                   "differs daily A 2023-02: 1.01 1.00"}));
}

// A vendor has a line a billing unit.
TEST(Audit, TakesLinesOfOneOrderTypeAndPeriodTogether) {
  const Audited audited(kQuarter,
                        "2023-01,A,新购分摊,0.40,0.00,12.40,23.60\n"
                        "2023-01,A,新购分摊,0.60,0.00,18.60,35.40\n");
  EXPECT_EQ(audited.findings(), Lines{});
  EXPECT_EQ(audited.agreements().front(), "agrees this_period A 2023-01: 31.00 31.00");
  EXPECT_EQ(audited.audit->lines, 2U);
  EXPECT_EQ(audited.audit->entries.size(), 1U);
  EXPECT_EQ(audited.audit->entries[0].row, 0U);  // the first of them
}

TEST(Audit, ChecksThatTheVendorsOwnFiguresAddUp) {
  const Audited audited(kQuarter, "2023-02,A,新购分摊,1.00,31.00,28.00,30.00\n");
  EXPECT_EQ(audited.findings(),
            (Lines{"differs left A 2023-02: 30.00 31.00", "identity total A 2023-02: 89.00 90.00"}));
  EXPECT_EQ(audited.audit->identities_broken, 1U);
}

// 10^9 at thirty fraction digits has 40 in all.
TEST(Audit, RefusesAmountsThatHaveNoCommonScaleWithin38Digits) {
  const Audited audited("A,,new,2023-01-01,2023-01-31,1000000000,0,\n",
                        "2023-01,A,新购分摊,1.00,0.00,1.000000000000000000000000000000,0.00\n");
  ASSERT_FALSE(audited.audit);
  EXPECT_EQ(audited.audit.error().code, Code::sum_too_large);
}

TEST(Audit, NamesALineOfAnOrderThatIsNotThere) {
  const Audited audited(kQuarter,
                        "2023-01,A,新购分摊,1.00,0.00,31.00,59.00\n2023-01,B,新购分摊,1.00,0.00,5.00,0.00\n");
  EXPECT_EQ(audited.findings(), Lines{"unknown_order this_period B 2023-01: 5.00 0.00"});
}

TEST(Audit, NamesALineOutsideTheValidityOfItsOrder) {
  const Audited audited("A,,new,2023-01-01,2023-01-31,31,0,\n", "2023-05,A,新购分摊,1.00,31.00,2.00,-2.00\n");
  EXPECT_EQ(audited.findings().front(), "outside_validity this_period A 2023-05: 2.00 0.00");
}

TEST(Audit, ListsAMonthWithoutAVendorLineLast) {
  const Audited audited(
      kQuarter, "2023-01,A,新购分摊,1.00,0.00,31.00,59.00\n2023-03,A,新购分摊,1.00,59.00,31.50,-0.50\n");
  EXPECT_EQ(audited.findings().back(), "missing this_period A 2023-02: 0.00 28.00");
  EXPECT_FALSE(audited.audit->entries.back().row);
  EXPECT_EQ(audited.audit->lines, 2U);
}

// rules 3: 62 over January, -20 on the 20th.
TEST(Audit, TellsARefundFromItsOrderByTheType) {
  const Audited audited("A,,new,2023-01-01,2023-01-31,62,0,\nR,A,refund,2023-01-20,,-20,0,\n",
                        "2023-01,A,新购分摊,2.00,0.00,62.00,0.00\n2023-01,R,退订分摊,,0.00,-20.00,0.00\n");
  EXPECT_EQ(audited.findings(), Lines{});
  const Audited wrong("A,,new,2023-01-01,2023-01-31,62,0,\nR,A,refund,2023-01-20,,-20,0,\n",
                      "2023-01,A,新购分摊,2.00,0.00,62.00,0.00\n2023-01,R,新购分摊,,0.00,-20.00,0.00\n");
  EXPECT_EQ(wrong.findings().front(), "unknown_order this_period R 2023-01: -20.00 0.00");
}

TEST(Audit, KnowsAPackThatTheVendorCallsAPurchase) {
  const Audited audited("P,,pack-periodic,2023-01-01,2023-01-31,62,0,\n",
                        "2023-01,P,新购分摊,2.00,0.00,62.00,0.00\n");
  EXPECT_EQ(audited.findings(), Lines{});
}

TEST(Audit, NeedsAnAmountOnBothSides) {
  const Audited audited(kQuarter, "2023-01,A,新购分摊,1.00\n",
                        "分摊月,订单号/账单号,分摊类型,本期分摊-税额\n");
  ASSERT_FALSE(audited.audit);
  EXPECT_EQ(audited.audit.error().code, Code::no_amount_column);
}

TEST(Audit, NeedsOrderNumbersAndAPeriod) {
  const Audited audited(kQuarter, "2023-01,新购分摊,1.00\n", "分摊月,分摊类型,本期分摊-应付金额\n");
  ASSERT_FALSE(audited.audit);
  EXPECT_EQ(audited.audit.error().code, Code::bad_request);
}

TEST(Verdict, HasAName) {
  EXPECT_EQ(name_of(Verdict::agrees), "agrees");
  EXPECT_EQ(name_of(Verdict::differs), "differs");
  EXPECT_EQ(name_of(Verdict::unknown_order), "unknown_order");
  EXPECT_EQ(name_of(Verdict::outside_validity), "outside_validity");
  EXPECT_EQ(name_of(Verdict::missing), "missing");
  EXPECT_EQ(name_of(Verdict::identity), "identity");
  EXPECT_EQ(name_of(Figure::this_period), "this_period");
  EXPECT_EQ(name_of(Figure::opening), "opening");
  EXPECT_EQ(name_of(Figure::left), "left");
  EXPECT_EQ(name_of(Figure::daily), "daily");
  EXPECT_EQ(name_of(Figure::total), "total");
}

}  // namespace
}  // namespace billfold::amortize
