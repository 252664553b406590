#include "split/values.h"

#include <gtest/gtest.h>
#include <string>

#include "support/bill_builder.h"
#include "support/split_text.h"

namespace billfold::split {
namespace {

using test::make_bill;
using test::money_column;
using test::text;
using Lines = std::vector<std::string>;

bill::Bill team_bill() {
  return make_bill({text("Owner"), text("Project"), money_column("Cost")}, {{"Ads", "bid", "3"},
                                                                            {"search", "rank", "8"},
                                                                            {"radio", "bid", "8"},
                                                                            {"", "rank", "100"},
                                                                            {"video", "bid", "-50"},
                                                                            {"Ads", "rank", "1.5"}});
}

Lines values(const plan::Plan& plan, std::string_view dimension, std::string_view find, std::uint32_t limit) {
  const bill::Bill bill = team_bill();
  Dimensions dimensions(bill);
  const Result<Values> found = values_of(plan, dimension, find, limit, dimensions);
  EXPECT_TRUE(found.ok());
  Lines lines{std::to_string(found->found)};
  for (const Value& value : found->values) {
    lines.push_back(value.text.value_or("-") + " " + test::figure_text(value.figure, found->scale));
  }
  return lines;
}

TEST(Values, TheLargestAmountIsFirstTiesAreByNameAndNoValueIsLast) {
  EXPECT_EQ(values({}, "Owner", "", 10),
            (Lines{"5", "radio 8 (1)", "search 8 (1)", "Ads 4.5 (2)", "video -50 (1)", "- 100 (1)"}));
}

TEST(Values, FiltersOnOtherDimensionsApplyAndThoseOnThisOneDoNot) {
  EXPECT_EQ(values({.by = {"Project"},
                    .filters = {{"Owner", {"search"}, false}, {"Project", {"bid"}, false}},
                    .grain = "line"},
                   "Owner", "", 10),
            (Lines{"3", "radio 8 (1)", "Ads 3 (1)", "video -50 (1)"}));
}

TEST(Values, APartOfTheValueIsFoundWhateverItsLetterCase) {
  EXPECT_EQ(values({}, "Owner", "AD", 10), (Lines{"2", "radio 8 (1)", "Ads 4.5 (2)"}));
  EXPECT_EQ(values({}, "Owner", "nobody", 10), (Lines{"0"}));
}

TEST(Values, TheLimitIsOfWhatIsGivenAndNotOfWhatIsCounted) {
  EXPECT_EQ(values({}, "Owner", "", 2), (Lines{"5", "radio 8 (1)", "search 8 (1)"}));
}

TEST(Values, AreFoundByTheirNamesToo) {
  const bill::Bill bill = make_bill({text("ID", "owner"), text("Who", "owner_name"), money_column("Cost")},
                                    {{"17", "Search", "1"}, {"18", "Ads", "2"}});
  Dimensions dimensions(bill);
  const Result<Values> found = values_of({}, "owner", "sea", 10, dimensions);
  ASSERT_TRUE(found.ok());
  ASSERT_EQ(found->values.size(), 1U);
  EXPECT_EQ(found->values[0].text, "17");
  EXPECT_EQ(found->values[0].name, "Search");
}

TEST(Values, AnUnknownDimensionIsAnError) {
  const bill::Bill bill = team_bill();
  Dimensions dimensions(bill);
  EXPECT_EQ(values_of({}, "Tean", "", 2, dimensions).error().code, Code::unknown_dimension);
}

}  // namespace
}  // namespace billfold::split
