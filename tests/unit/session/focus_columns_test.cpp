#include "session/focus_columns.h"

#include <gtest/gtest.h>
#include <map>
#include <string>

namespace billfold::session {
namespace {

TEST(FocusColumns, AreThoseOfTheSpecificationEachOnce) {
  std::map<std::string, std::string> columns;
  for (const FocusColumn& each : focus_columns()) {
    EXPECT_TRUE(columns.emplace(each.name, each.column).second) << each.name;
  }
  EXPECT_EQ(columns["owner"], "SubAccountId");
  EXPECT_EQ(columns["payer"], "BillingAccountId");
  EXPECT_EQ(columns["product"], "ServiceName");
  EXPECT_EQ(columns["billed"], "BilledCost");
  EXPECT_EQ(columns["effective"], "EffectiveCost");
  EXPECT_FALSE(columns.contains("commitment"));  // money in an AWS bill, a quantity in FOCUS
  EXPECT_FALSE(columns.contains("quantity"));
}

}  // namespace
}  // namespace billfold::session
