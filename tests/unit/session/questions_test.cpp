#include "session/questions.h"

#include <gtest/gtest.h>
#include <string>

#include "support/bill_builder.h"

namespace billfold::session::questions {
namespace {

using test::currency;
using test::date;
using test::make_bill;
using test::money_column;
using test::tag;
using test::text;
using Lines = std::vector<std::string>;

bill::Bill team_bill() {
  return make_bill(
      {text("Owner", "owner"), text("Project", "project"), tag("env"), date("Day"), money_column("Cost")},
      {{"search", "rank", "prod", "2025-04-01", "60.25"},
       {"search", "rank", "", "2025-04-02", "30"},
       {"search", "recall", "prod", "2025-04-02", "9.75"},
       {"ads", "bid", "prod", "2025-05-01", "-20"},
       {"ads", "creative", "test", "2025-05-01", "20.5"},
       {"", "bid", "prod", "", "4.5"}});
}

// The answer's JSON, or the error's sentence.
template <class T>
std::string json_of(const Result<T>& answer) {
  return answer ? json::text_of(*answer) : sentence_of(answer.error());
}

TEST(Questions, TheSplitIsAnsweredByItsLeavesInTheOrderOfKeys) {
  const bill::Bill bill = team_bill();
  Cache cache;
  EXPECT_EQ(
      json_of(split({bill, cache}, {.plan = {.by = {"owner", "tag:env"}}})),
      R"({"measure":"Cost","total":"105","rows":6,"rejected":0,"by":["owner","tag:env"],"leaves":[)"
      R"({"key":["ads","prod"],"amount":"-20","rows":1},{"key":["ads","test"],"amount":"20.5","rows":1},)"
      R"({"key":["search","prod"],"amount":"70","rows":2},{"key":["search",null],"amount":"30","rows":1},)"
      R"({"key":[null,"prod"],"amount":"4.5","rows":1}],"difference":"0"})");
}

// 105 in all: -20, 20.5, 70, 30, 4.5. Above zero 125 / 105 = 1.190476190476|19…, cut; the credit has the rest of 1. Of
// 1190476190476 units 20.5 / 125 is 195238095238|.06…, 70: 666666666666|.56, 30: 285714285714|.24, 4.5: 42857142857|.13;
// the one left over goes to 70.
TEST(Questions, TheAllocationSaysWhatPartOfTheTotalEachLeafIs) {
  const bill::Bill bill = team_bill();
  Cache cache;
  EXPECT_EQ(json_of(allocation({bill, cache}, {.plan = {.by = {"owner", "tag:env"}}})),
            R"({"measure":"Cost","currency":"","total":"105","by":["owner","tag:env"],"leaves":[)"
            R"({"key":["ads","prod"],"amount":"-20","rows":1,"ratio":"-0.190476190476"},)"
            R"({"key":["ads","test"],"amount":"20.5","rows":1,"ratio":"0.195238095238"},)"
            R"({"key":["search","prod"],"amount":"70","rows":2,"ratio":"0.666666666667"},)"
            R"({"key":["search",null],"amount":"30","rows":1,"ratio":"0.285714285714"},)"
            R"({"key":[null,"prod"],"amount":"4.5","rows":1,"ratio":"0.042857142857"}]})");
  EXPECT_EQ(json_of(allocation({bill, cache}, {})),
            R"({"measure":"Cost","currency":"","total":"105","by":[],"leaves":[)"
            R"({"key":[],"amount":"105","rows":6,"ratio":"1"}]})");
}

TEST(Questions, ASplitWithoutLevelsIsOneLeaf) {
  const bill::Bill bill = team_bill();
  Cache cache;
  EXPECT_EQ(json_of(split({bill, cache}, {})),
            R"({"measure":"Cost","total":"105","rows":6,"rejected":0,"by":[],"leaves":[)"
            R"({"key":[],"amount":"105","rows":6}],"difference":"0"})");
}

TEST(Questions, AnErrorIsThatOfTheCalculator) {
  const bill::Bill bill = team_bill();
  Cache cache;
  EXPECT_EQ(split({bill, cache}, {.plan = {.by = {"nothing"}}}).error().code, Code::unknown_dimension);
  EXPECT_EQ(view({bill, cache}, {.plan = {.by = {"owner"}}, .sort = "colour"}).error().code,
            Code::bad_request);
  // The next good question is answered.
  EXPECT_TRUE(view({bill, cache}, {.plan = {.by = {"owner"}}}).ok());
}

// ---- the balance

TEST(Questions, TheStripAddsUp) {
  const bill::Bill bill = team_bill();
  Cache cache;
  const auto answer = view(
      {bill, cache}, {.plan = {.by = {"owner", "tag:env"}, .filters = {{"project", {"creative"}, true}}}});
  EXPECT_EQ(
      json::text_of(answer->balance),
      R"({"bill":"105","allocated":"50","unassigned":"34.5","shared_out":"0","excluded":"20.5",)"
      R"("difference":"0","rows":6,"allocated_rows":3,"unassigned_rows":2,"excluded_rows":1,"rejected":0,)"
      R"("other_currencies":[],"balanced":true})");
}

TEST(Questions, ARejectedLineIsNotBalanced) {
  const bill::Bill bill = make_bill({text("Owner"), money_column("Cost")}, {{"a", "1"}, {"b", "1,204.5O"}});
  Cache cache;
  const auto answer = view({bill, cache}, {.plan = {.by = {"Owner"}}});
  EXPECT_EQ(answer->balance.difference, "0");
  EXPECT_EQ(answer->balance.rejected, 1U);
  EXPECT_FALSE(answer->balance.balanced);
}

TEST(Questions, OtherCurrenciesAreNamedInTheStrip) {
  const bill::Bill bill =
      make_bill({text("Owner"), currency("Currency"), money_column("Cost")},
                {{"a", "CNY", "1.5"}, {"b", "CNY", "2"}, {"b", "USD", "9.25"}, {"b", "", "8"}});
  Cache cache;
  const auto answer = view({bill, cache}, {.plan = {.by = {"Owner"}}});
  EXPECT_EQ(answer->currency, "CNY");
  EXPECT_EQ(answer->balance.bill, "3.5");
  EXPECT_EQ(json::text_of(answer->balance.other_currencies),
            R"([{"code":"USD","rows":1,"total":"9.25"},{"code":null,"rows":1,"total":"8"}])");
  EXPECT_TRUE(answer->balance.balanced);
}

// ---- the view

TEST(Questions, ARowOfTheViewHasItsShareOfTheParentAndABar) {
  const bill::Bill bill = make_bill({text("Owner"), text("Project"), money_column("Cost")},
                                    {{"a", "x", "30"}, {"a", "y", "60"}, {"b", "x", "10"}, {"", "x", "20"}});
  Cache cache;
  const auto answer =
      view({bill, cache}, {.plan = {.by = {"Owner", "Project"}}, .open = {{"a"}}, .offset = 1, .limit = 2});
  EXPECT_EQ(
      json::text_of(answer->view),
      R"([{"kind":"group","path":["a","y"],"level":2,"amount":"60","share":"66.7","ratio":0.666667,"rows":1,)"
      R"("children":0,"open":false,"position":1,"siblings":2},)"
      R"({"kind":"group","path":["a","x"],"level":2,"amount":"30","share":"33.3","ratio":0.333333,"rows":1,)"
      R"("children":0,"open":false,"position":2,"siblings":2}])");
  EXPECT_EQ(answer->lines, 5U);
  EXPECT_EQ(answer->offset, 1U);
  EXPECT_EQ(answer->total, "120");
  EXPECT_EQ(answer->share, "100.0");
  EXPECT_EQ(answer->scale, 0U);
}

TEST(Questions, WhereSignsAreMixedThereIsNoShare) {
  const bill::Bill bill = team_bill();
  Cache cache;
  const auto answer = view({bill, cache}, {.plan = {.by = {"owner", "project"}}, .open_all = true});
  for (const ViewRow& row : answer->view) {
    const bool below_ads = row.level == 2 && row.path[0] == "ads";
    EXPECT_EQ(row.share.has_value(), !below_ads) << json::text_of(row);
  }
  EXPECT_EQ(answer->view[0].share, "95.2");  // 100 of 105
}

TEST(Questions, AGroupThatIsLookedIntoHasItsOwnTotalAndTheBillsBalance) {
  const bill::Bill bill = team_bill();
  Cache cache;
  const auto answer = view({bill, cache}, {.plan = {.by = {"owner", "project"}}, .root = {"search"}});
  EXPECT_EQ(answer->total, "100");
  EXPECT_EQ(answer->rows, 3U);
  EXPECT_EQ(answer->share, "95.2");
  EXPECT_EQ(answer->balance.bill, "105");
  EXPECT_EQ(answer->view[0].level, 1U);
  const auto gone = view({bill, cache}, {.plan = {.by = {"owner", "project"}}, .root = {"gone"}});
  EXPECT_EQ(gone->total, "0");
  EXPECT_EQ(gone->lines, 0U);
}

TEST(Questions, AnswersDoNotDependOnWhatWasAskedBefore) {
  const bill::Bill bill = team_bill();
  const plan::Plan by_owner = {.by = {"owner", "project"}};
  const plan::Plan by_project = {.by = {"project"}, .filters = {{"owner", {"search"}, false}}};
  const std::vector<ViewRequest> requests = {{.plan = by_owner},
                                             {.plan = by_owner, .open = {{"ads"}}},
                                             {.plan = by_owner, .open = {{"ads"}}, .offset = 2, .limit = 1},
                                             {.plan = by_project},
                                             {.plan = by_project, .find = "re"},
                                             {.plan = by_owner, .top = 1},
                                             {.plan = by_owner, .root = {"ads"}}};
  Cache cache;
  for (int round = 0; round < 2; ++round) {
    for (const ViewRequest& request : requests) {
      Cache fresh;
      EXPECT_EQ(json_of(view({bill, cache}, request)), json_of(view({bill, fresh}, request)));
      EXPECT_EQ(json_of(lines({bill, cache}, {.plan = request.plan, .path = request.root})),
                json_of(lines({bill, fresh}, {.plan = request.plan, .path = request.root})));
    }
  }
}

// ---- dimensions, values, series

TEST(Questions, DimensionsTellCoverageSchemesAndTheFirstStack) {
  const bill::Bill bill = team_bill();
  Cache cache;
  const auto answer = dimensions({bill, cache}, {});
  ASSERT_TRUE(answer.ok());
  const DimensionInfo& env = answer->dimensions[3];
  // 115 of 145 by size; 75 of 105 by sum.
  EXPECT_EQ(
      json::text_of(env),
      R"({"name":"tag:env","column":"tags/env","kind":"tag","stored":true,"amounts":false,"named":false,)"
      R"("values":2,"rows_with_value":5,)"
      R"("covered":"75","coverage":"79.3","ratio":0.793103})");
  EXPECT_EQ(answer->first_stack, (Lines{"owner", "project"}));
  EXPECT_EQ(
      json::text_of(answer->schemes[0]),
      R"({"id":"departments","by":["owner"],"measure":"","available":true,"recommended":true,)"
      R"("reason":"accounts_per_department","values":{"dimension":"owner","coverage":"96.9","count":"2"}})");
  EXPECT_EQ(json::text_of(answer->schemes[5]),
            R"({"id":"sub_accounts","by":["login"],"measure":"","available":false,"recommended":false,)"
            R"("reason":"no_column","values":{"dimension":"login"}})");
}

TEST(Questions, ValuesAreForPickingAFilter) {
  const bill::Bill bill = team_bill();
  Cache cache;
  EXPECT_EQ(json_of(values({bill, cache}, {.dimension = "owner"})),
            R"({"values":[{"value":"search","name":"","amount":"100","rows":3},)"
            R"({"value":"ads","name":"","amount":"0.5","rows":2},)"
            R"({"value":null,"name":"","amount":"4.5","rows":1}],"found":3})");
}

TEST(Questions, NamesAreOfTheDimensionsAskedFor) {
  const bill::Bill bill = test::make_bill({test::text("ID", "owner"), test::text("Who", "owner_name"),
                                           test::text("Team"), test::money_column("Cost")},
                                          {{"17", "Search", "a", "1"}, {"18", "", "b", "2"}});
  Cache cache;
  EXPECT_EQ(json_of(names({bill, cache}, {.dimensions = {"owner", "Team"}})),
            R"({"dimensions":[{"dimension":"owner","values":[{"value":"17","name":"Search"}]},)"
            R"({"dimension":"Team","values":[]}]})");
}

TEST(Questions, SeriesAreStackedByPeriod) {
  const bill::Bill bill = team_bill();
  Cache cache;
  EXPECT_EQ(
      json_of(series({bill, cache}, {.plan = {.by = {"owner"}}})),
      R"({"periods":["2025-04","2025-05",null],"totals":["100","0.5","4.5"],"largest":0,"series":[)"
      R"({"kind":"group","name":"search","groups":1,"amounts":["100","0","0"],"ratios":[1,0,0],"total":"100"},)"
      R"({"kind":"group","name":"ads","groups":1,"amounts":["0","0.5","0"],"ratios":[0,0.005,0],"total":"0.5"},)"
      R"({"kind":"unassigned","name":null,"groups":1,"amounts":["0","0","4.5"],"ratios":[0,0,0.045],)"
      R"("total":"4.5"}],"ticks":[{"amount":"0","ratio":0},{"amount":"20","ratio":0.2},)"
      R"({"amount":"40","ratio":0.4},{"amount":"60","ratio":0.6},{"amount":"80","ratio":0.8},)"
      R"({"amount":"100","ratio":1}],"total":"105"})");
}

// ---- why

TEST(Questions, AnExplanationIsStepsDownAndPartsThatAddUp) {
  const bill::Bill bill = team_bill();
  Cache cache;
  const plan::Plan plan = {
      .by = {"owner", "project"},
      .filters = {{"tag:env", {"prod", "test", std::nullopt}, false}, {"project", {"bid"}, true}}};
  EXPECT_EQ(
      json_of(explain({bill, cache}, {.plan = plan, .path = {"search"}})),
      R"({"path":["search"],"measure":"Cost","amount":"100","rows":3,"steps":[)"
      R"({"what":"lines_of_file","values":{},"amount":"105","rows":6},)"
      R"({"what":"kept_by_filter","values":{"dimension":"tag:env","values":"prod, test","count":"2","blank":"true"},)"
      R"("amount":"105","rows":6},)"
      R"({"what":"left_out_by_filter","values":{"dimension":"project","values":"bid","count":"1"},)"
      R"("amount":"120.5","rows":4},)"
      R"({"what":"in_group","values":{"dimension":"owner","value":"search"},"amount":"100","rows":3}],"parts":[)"
      R"({"what":"child","values":{"dimension":"project","value":"rank"},"amount":"90.25","rows":2},)"
      R"({"what":"child","values":{"dimension":"project","value":"recall"},"amount":"9.75","rows":1}],)"
      R"("difference":"0"})");
  const auto unassigned = explain({bill, cache}, {.plan = {.by = {"owner"}}, .path = {std::nullopt}});
  EXPECT_EQ(json::text_of(unassigned->steps.back()),
            R"({"what":"without_value","values":{"dimension":"owner"},"amount":"4.5","rows":1})");
  EXPECT_EQ(json::text_of(unassigned->parts), R"([{"what":"positive","values":{},"amount":"4.5","rows":1}])");
}

TEST(Questions, SourceLinesAreReadInWindows) {
  const bill::Bill bill = team_bill();
  Cache cache;
  EXPECT_EQ(
      json_of(lines({bill, cache}, {.plan = {.by = {"owner"}}, .path = {"search"}, .offset = 1, .limit = 1})),
      R"({"rows":3,"total":"100","lines":[{"file":0,"row":1,"line":3,"begin":300,"end":400,"amount":"30",)"
      R"("rejected":""}]})");
}

TEST(Questions, ACategoryThatCannotBeCountedIsCalledByItsName) {
  const bill::Bill bill = team_bill();
  Cache cache;
  const plan::Plan plan = {
      .categories = {
          {.name = "Kind", .rules = {{"core", {.op = "is", .dimension = "Zone", .values = {"a"}}}}}}};
  const Result<CategoryRulesReport> counted =
      category_rules({bill, cache}, {.plan = plan, .category = "Kind"});
  ASSERT_FALSE(counted.ok());
  EXPECT_EQ(sentence_of(counted.error()).substr(0, 79),
            "Rule \"Kind\", rules[0].when.dimension: there is no dimension \"Zone\" in this bill");
}

// 60.25 by the first rule, 30 and 9.75 by the second; -20, 20.5 and 4.5 by none.
TEST(Questions, AnExplanationTellsWhichRulesOfACategoryPutTheLinesThere) {
  const bill::Bill bill = team_bill();
  Cache cache;
  const plan::Plan plan = {
      .by = {"category:Kind"},
      .categories = {{.name = "Kind",
                      .rules = {{"core", {.op = "is", .dimension = "day", .values = {"2025-04-01"}}},
                                {"core", {.op = "is", .dimension = "owner", .values = {"search"}}},
                                {"core", {.op = "is", .dimension = "owner", .values = {"nobody"}}}},
                      .otherwise = "rest"}}};
  const Result<Explanation> core = explain({bill, cache}, {.plan = plan, .path = {"core"}});
  ASSERT_TRUE(core.ok()) << sentence_of(core.error());
  EXPECT_EQ(core->amount, "100");
  EXPECT_EQ(core->difference, "0");
  EXPECT_EQ(
      json::text_of(*core->rules),
      R"([{"what":"category_rule","values":{"category":"Kind","rule":"1","value":"core"},"amount":"60.25","rows":1},)"
      R"({"what":"category_rule","values":{"category":"Kind","rule":"2","value":"core"},"amount":"39.75","rows":2}])");
  const Result<Explanation> rest = explain({bill, cache}, {.plan = plan, .path = {"rest"}});
  ASSERT_TRUE(rest.ok());
  EXPECT_EQ(
      json::text_of(*rest->rules),
      R"([{"what":"category_rest","values":{"category":"Kind","rule":"4","value":"rest"},"amount":"5","rows":3}])");
  EXPECT_FALSE(explain({bill, cache}, {.plan = {.by = {"owner"}}, .path = {"ads"}})->rules.has_value());
}

TEST(Questions, AListSaysWhatIsMissingOnEitherSide) {
  const bill::Bill bill = team_bill();
  Cache cache;
  const Result<ListingReport> roster =
      listing({bill, cache}, {.text = "Account,Name,OU\nads,Ads,A/B\nold,Old,C\nads,Twice,D\n"});
  ASSERT_TRUE(roster.ok()) << sentence_of(roster.error());
  EXPECT_EQ(roster->entries, 2U);
  EXPECT_EQ(roster->plan.roster.accounts.size(), 2U);
  ASSERT_EQ(roster->unlisted.size(), 1U);
  EXPECT_EQ(roster->unlisted[0].value, "search");
  EXPECT_EQ(roster->unlisted[0].amount, "100");
  EXPECT_EQ(roster->unlisted_amount, "100");
  EXPECT_EQ(roster->absent, (Lines{"old"}));
  ASSERT_EQ(roster->repeated.size(), 1U);
  EXPECT_EQ(json::text_of(roster->repeated[0]), R"({"value":"ads","lines":[2,4],"differs":true})");
}

TEST(Questions, ThePastedFirstRowIsANameWhereTheBillKnowsOtherRowsAlone) {
  const bill::Bill bill = team_bill();
  Cache cache;
  const Result<ListingReport> named =
      listing({bill, cache},
              {.list = "Leads", .dimension = "project", .text = "Project\tLead\nrank\tlin\nbid\twei\n"});
  ASSERT_TRUE(named.ok()) << sentence_of(named.error());
  EXPECT_EQ(named->entries, 2U);
  EXPECT_EQ(
      json::text_of(named->plan.lists),
      R"([{"name":"Leads","dimension":"project","entries":[{"value":"rank","owner":"lin"},{"value":"bid","owner":"wei"}]}])");
  const Result<ListingReport> bare =
      listing({bill, cache}, {.list = "Leads", .dimension = "project", .text = "rank\tlin\nbid\twei\n"});
  ASSERT_TRUE(bare.ok());
  EXPECT_EQ(bare->entries, 2U);
}

}  // namespace
}  // namespace billfold::session::questions
