#include "vendor/column_name.h"

#include <gtest/gtest.h>

namespace billfold::vendor {
namespace {

TEST(ColumnName, LosesBlanksOfEveryKindAtItsEnds) {
  EXPECT_EQ(trimmed(" \t金额\u3000 \u00a0\r\n"), "金额");
  EXPECT_EQ(trimmed("\ufeffCost"), "Cost");
  EXPECT_EQ(trimmed(" \u3000 "), "");
  EXPECT_EQ(plain_name(" UsageAmount "), "usageamount");
}

struct Spelling {
  std::string_view column;
  std::string_view words;
};

TEST(ColumnName, IsCutIntoItsWords) {
  for (const Spelling& s : {
           Spelling{"UsageAccountId", "usage account id"},
           Spelling{"usage_account-id", "usage account id"},
           Spelling{"APIKeyName", "api key name"},
           Spelling{"lineItem/UnblendedCost", "line item unblended cost"},
           Spelling{"resource_tags_user_team", "resource tags user team"},
           Spelling{"金额(元)", "金额"},
           Spelling{"应付金额 （元）", "应付金额"},
           Spelling{"Cost ($)", "cost"},
           Spelling{"Cost (USD)", "cost"},
           Spelling{"Input (w/ Cache Write)", "input w cache write"},
           Spelling{"订单号/账单号", "订单号 账单号"},
           Spelling{"每日分摊－应付金额", "每日分摊 应付金额"},
           Spelling{"(元)", "元"},
           Spelling{"/", "/"},
           Spelling{"", ""},
       }) {
    EXPECT_EQ(spaced_name(s.column), s.words) << s.column;
  }
}

TEST(ColumnName, IsTheSameLooselyHoweverItIsWritten) {
  for (const std::string_view same :
       {"PayableAmount", "Payable Amount", "payable_amount", " Payable-Amount (CNY) "}) {
    EXPECT_EQ(loose_name(same), "payableamount") << same;
  }
  for (const std::string_view same :
       {"本期分摊-应付金额", "本期分摊 - 应付金额（元）", "本期分摊－应付金额"}) {
    EXPECT_EQ(loose_name(same), "本期分摊应付金额") << same;
  }
}

TEST(ColumnName, FitsAPatternWithAnAsteriskAtItsEnds) {
  EXPECT_TRUE(fits("cost", "cost"));
  EXPECT_FALSE(fits("costs", "cost"));
  EXPECT_TRUE(fits("resourcetags/user:a", "resourcetags/*"));
  EXPECT_TRUE(fits("total cost", "*cost"));
  EXPECT_FALSE(fits("cost center", "*cost"));
  EXPECT_TRUE(fits("the cost of it", "*cost*"));
  EXPECT_FALSE(fits("x", "*"));
}

}  // namespace
}  // namespace billfold::vendor
