#include "vendor/header_names.h"

#include <gtest/gtest.h>

namespace billfold::vendor {
namespace {

using Texts = std::vector<std::string>;
using Columns = std::vector<std::size_t>;

Columns matching(const HeaderNames& names, std::string_view pattern) {
  Columns columns;
  names.for_each(pattern, [&](std::size_t column) { columns.push_back(column); });
  return columns;
}

TEST(NameForm, SaysHowANameIsWritten) {
  EXPECT_EQ(name_in(NameForm::plain, " Payable Amount (CNY) "), "payable amount (cny)");
  EXPECT_EQ(name_in(NameForm::loose, " Payable Amount (CNY) "), "payableamount");
  EXPECT_EQ(name_in(NameForm::spaced, "PayableAmount (CNY)"), "payable amount");
}

TEST(HeaderNames, AreTheHeadersCellsInTheirForm) {
  const Texts cells = {"Usage Account", "", "COST"};
  EXPECT_EQ(HeaderNames(cells, NameForm::plain).names(), (Texts{"usage account", "", "cost"}));
  EXPECT_EQ(HeaderNames(cells, NameForm::loose).names(), (Texts{"usageaccount", "", "cost"}));
}

TEST(HeaderNames, AreFoundByThePatternsInTheirOrder) {
  const Texts cells = {"Cost", "UnblendedCost", "Tags"};
  const HeaderNames names(cells, NameForm::plain);
  EXPECT_EQ(names.find(Texts{"unblendedcost", "cost"}), 1U);
  EXPECT_EQ(names.find(Texts{"price", "COST", "unblendedcost"}), 0U);
  EXPECT_EQ(names.find(Texts{"price", "unblended cost"}), HeaderNames::npos);
  EXPECT_EQ(names.find(Texts{}), HeaderNames::npos);
}

TEST(HeaderNames, CompareAsTheirFormHasIt) {
  const Texts cells = {"应付金额 （元）", "Unblended Cost"};
  EXPECT_EQ(HeaderNames(cells, NameForm::plain).find(Texts{"应付金额"}), HeaderNames::npos);
  EXPECT_EQ(HeaderNames(cells, NameForm::loose).find(Texts{"应付金额"}), 0U);
  EXPECT_EQ(HeaderNames(cells, NameForm::loose).find(Texts{"UnblendedCost"}), 1U);
  EXPECT_EQ(HeaderNames(cells, NameForm::spaced).find(Texts{"unblended_cost"}), 1U);
}

TEST(HeaderNames, OfOneNameAreFoundOnceWithoutAnAsteriskAndAllWithOne) {
  const Texts cells = {"tag/a", "Cost", "tag/b", "cost", "tag/a"};
  const HeaderNames names(cells, NameForm::plain);
  EXPECT_EQ(matching(names, "cost"), Columns{1});
  EXPECT_EQ(matching(names, "tag/a"), Columns{0});
  EXPECT_EQ(matching(names, "tag/*"), (Columns{0, 2, 4}));
  EXPECT_EQ(matching(names, "*ost"), (Columns{1, 3}));
  EXPECT_EQ(names.find(Texts{"tag/*"}), 0U);
}

TEST(HeaderNames, ThatAreEmptyFitNoPattern) {
  const Texts cells = {"", " ", "Cost"};
  const HeaderNames names(cells, NameForm::plain);
  EXPECT_EQ(matching(names, ""), Columns{});
  EXPECT_EQ(matching(names, "*cost*"), Columns{2});
}

}  // namespace
}  // namespace billfold::vendor
