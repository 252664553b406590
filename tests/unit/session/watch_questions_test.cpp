#include <gtest/gtest.h>
#include <string>

#include "session/questions.h"
#include "support/bill_builder.h"

namespace billfold::session::questions {
namespace {

using test::currency;
using test::date;
using test::make_bill;
using test::money_column;
using test::tag;
using test::text;

template <class T>
std::string json_of(const Result<T>& answer) {
  return answer ? json::text_of(*answer) : sentence_of(answer.error());
}

// Ten days of two accounts; `ads` jumps on the tenth by its model `bid`.
bill::Bill ten_days() {
  std::vector<std::vector<std::string>> rows;
  const char* search[] = {"100", "102", "98", "101", "99", "100", "103", "100", "101", "100"};
  const char* bid[] = {"20", "21", "19", "20", "20", "21", "19", "20", "20", "70"};
  for (int day = 0; day < 10; ++day) {
    const std::string date = "2025-04-" + std::string(day < 9 ? "0" : "") + std::to_string(day + 1);
    rows.push_back({"search", "rank", date, "CNY", search[day]});
    rows.push_back({"ads", "bid", date, "CNY", bid[day]});
    rows.push_back({"ads", "audio", date, "CNY", "5"});
  }
  rows.push_back({"ads", "bid", "2025-04-20", "USD", "900"});  // another currency is never added
  return make_bill({text("Owner", "owner"), text("Model", "model"), date("Day"), currency("Currency"),
                    money_column("Cost")},
                   rows);
}

TEST(Budgets, OverByIsTheExactDifference) {
  const bill::Bill bill = ten_days();
  Cache cache;
  BudgetsRequest request;
  // search 1004, ads 250 + 50.
  request.plan.watch.budgets = {{.name = "Ads", .dimension = "owner", .value = "ads", .limit = "250.5"},
                                {.name = "All", .limit = "5000"}};
  const auto report = budgets({bill, cache}, request);
  ASSERT_TRUE(report.ok()) << sentence_of(report.error());
  EXPECT_EQ(report->month, "2025-04");
  EXPECT_EQ(report->as_of, "2025-04-10");
  EXPECT_EQ(report->elapsed, 10U);
  EXPECT_TRUE(report->early);
  EXPECT_EQ(report->budgets[0].state, "over");
  EXPECT_EQ(report->budgets[0].actual, "300");
  EXPECT_EQ(report->budgets[0].over_by, "49.5");
  EXPECT_EQ(report->budgets[0].forecast, "900");
  EXPECT_EQ(report->budgets[1].state, "within");
  EXPECT_EQ(report->budgets[1].forecast, "3912");  // 1304 x 3
  EXPECT_EQ(report->budgets[1].over_by, "");
}

TEST(Budgets, AMonthIsWrittenAsOne) {
  const bill::Bill bill = ten_days();
  Cache cache;
  EXPECT_EQ(budgets({bill, cache}, {.month = "2025-04-01"}).error().code, Code::bad_request);
  EXPECT_EQ(budgets({bill, cache}, {.month = "2025-03"})->elapsed, 1U);
}

TEST(Anomalies, TheDayIsNamedWithWhatMoved) {
  const bill::Bill bill = ten_days();
  Cache cache;
  const auto report = anomalies({bill, cache}, {.dimension = "owner", .explain_by = "model"});
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(report->total.size(), 10U);
  EXPECT_EQ(report->days_without_history, 7U);
  EXPECT_EQ(report->total[0].judgement, "no_history");
  ASSERT_EQ(report->anomalies.size(), 1U);
  const AnomalyInfo& anomaly = report->anomalies[0];
  EXPECT_EQ(anomaly.value, "ads");
  EXPECT_EQ(anomaly.day.day, "2025-04-10");
  EXPECT_EQ(anomaly.day.expected, "25");
  EXPECT_EQ(anomaly.day.over, "50");
  EXPECT_EQ(json::text_of(anomaly.movers), R"([{"value":"bid","before":"20","amount":"70","change":"50"}])");
  EXPECT_EQ(anomaly.explained, "100.0");
}

TEST(Anomalies, ADayThatThePlanExpectsIsShownAsSuchAndStaysInTheList) {
  const bill::Bill bill = ten_days();
  Cache cache;
  AnomaliesRequest request = {.dimension = "owner"};
  request.plan.watch.expected = {{"owner", "ads", "2025-04-10"}, {"", std::nullopt, "2025-04-09"}};
  const auto report = anomalies({bill, cache}, request);
  ASSERT_EQ(report->anomalies.size(), 1U);
  EXPECT_EQ(report->anomalies[0].day.judgement, "expected");
  EXPECT_EQ(report->total[9].judgement, "unusual");  // of the whole it was not said
  EXPECT_EQ(report->total[8].judgement, "usual");    // what is usual stays so

  request.plan.watch.expected = {{"owner", "search", "2025-04-10"}};
  EXPECT_EQ(anomalies({bill, cache}, request)->anomalies[0].day.judgement, "unusual");
}

TEST(Anomalies, OfADayTheOneThatIsMostOverComesFirst) {
  std::vector<std::vector<std::string>> rows;
  for (int day = 1; day <= 8; ++day) {
    const std::string date = "2025-04-0" + std::to_string(day);
    const std::string odd = std::to_string(day % 2);
    rows.push_back({"a", date, day == 8 ? "30" : "10." + odd});
    rows.push_back({"b", date, day == 8 ? "1" : "90." + odd});
    rows.push_back({"c", date, day == 8 ? "70" : "20." + odd});
  }
  const bill::Bill bill = make_bill({text("Owner", "owner"), date("Day"), money_column("Cost")}, rows);
  Cache cache;
  const auto report = anomalies({bill, cache}, {.dimension = "owner"});
  std::string order;
  for (const AnomalyInfo& one : report->anomalies) order += *one.value;
  EXPECT_EQ(order, "bca");  // -89, +50, +20
}

TEST(Anomalies, AThresholdThatCanNeverFireIsSaid) {
  const bill::Bill bill = ten_days();
  Cache cache;
  AnomaliesRequest request;
  request.plan.watch.anomalies = {.method = "rolling", .window = 7, .threshold = "3"};
  const auto report = anomalies({bill, cache}, request);
  EXPECT_EQ(report->highest_score, "2.27");
  EXPECT_FALSE(report->can_fire);
  EXPECT_TRUE(report->anomalies.empty());
}

TEST(WhatIf, TheWorkedCaseIsAnswered) {
  const bill::Bill bill = ten_days();
  Cache cache;
  EXPECT_EQ(
      json_of(what_if({bill, cache}, {.given = {.usage_hours = "1000",
                                                .reserved_hours = "400",
                                                .commitment = "150",
                                                .on_demand_rate = "0.75"}})),
      R"({"list":"750","reservation_hours":"400","reservation_cost":"90","reservation_unused":"0",)"
      R"("plan_hours":"588.235294","plan_used":"150","plan_list":"441.176471","plan_cost":"150","plan_unused":"0","on_demand_hours":"11.764706",)"
      R"("on_demand_cost":"8.823529","total":"248.82","savings":"501.18","discount":"66.82",)"
      R"("reservation_coverage":"40.00","plan_coverage":"58.82","on_demand_coverage":"1.18"})");
  EXPECT_EQ(what_if({bill, cache}, {.given = {.usage_hours = "many", .on_demand_rate = "1"}}).error().code,
            Code::bad_request);
}

TEST(Budgets, DayByDayWhatWasReached) {
  const bill::Bill bill = ten_days();
  Cache cache;
  BudgetsRequest request;
  request.plan.watch.budgets = {{.name = "Ads", .dimension = "owner", .value = "ads", .limit = "1000"}};
  const auto report = budgets({bill, cache}, request);
  ASSERT_TRUE(report.ok());
  const std::vector<BudgetDay>& spent = report->budgets[0].spent;
  ASSERT_EQ(spent.size(), 10U);
  EXPECT_EQ(spent[0].amount, "25");
  EXPECT_EQ(spent[1].reached, "51");
  EXPECT_EQ(spent[9].day, "2025-04-10");
  EXPECT_EQ(spent[9].reached, "300");
}

// Prices, what was taken off them in two columns, and what is left: each line its own.
bill::Bill with_vouchers(const std::vector<test::TestRow>& rows = {{{"a", "100", "10", "5", "85"}},
                                                                   {{"b", "50", "0", "20", "30"}}}) {
  bill::Bill bill = make_bill({text("Owner", "owner"), money_column("原价"), money_column("优惠金额"),
                               money_column("代金券抵扣"), money_column("应付金额")},
                              rows);
  bill.profile = "volcengine-split";
  bill.columns[1].role.measure_role = "original";
  bill.columns[2].role.measure_role = "discount";
  bill.columns[3].role.measure_role = "voucher";
  bill.columns[4].role.measure_role = "payable";
  bill.default_measure = "应付金额";
  return bill;
}

TEST(Discounts, WhatWasTakenOffInColumnsLeadsToWhatIsPayable) {
  const bill::Bill bill = with_vouchers();
  Cache cache;
  const auto report = discounts({bill, cache}, {.by = "owner"});
  ASSERT_TRUE(report.ok()) << sentence_of(report.error());
  EXPECT_EQ(json::text_of(report->steps),
            R"([{"what":"from","name":"原价","amount":"150","from":0,"to":1},)"
            R"({"what":"column","name":"优惠金额","amount":"-10","from":1,"to":0.933333},)"
            R"({"what":"column","name":"代金券抵扣","amount":"-25","from":0.933333,"to":0.766667},)"
            R"({"what":"to","name":"应付金额","amount":"115","from":0,"to":0.766667}])");
  EXPECT_EQ(report->total->percent, "23.33");  // 35 of 150
  EXPECT_EQ(report->difference, "0");
}

TEST(Discounts, WhatColumnsDoNotTellIsAStepOfItsOwn) {
  bill::Bill bill = with_vouchers();
  bill.columns[2].role.name = "another";
  Cache cache;
  const auto report = discounts({bill, cache}, {.by = "owner"});
  EXPECT_EQ(json::text_of(report->steps),
            R"([{"what":"from","name":"原价","amount":"150","from":0,"to":1},)"
            R"({"what":"column","name":"代金券抵扣","amount":"-25","from":1,"to":0.833333},)"
            R"({"what":"rest","name":null,"amount":"-10","from":0.833333,"to":0.766667},)"
            R"({"what":"to","name":"应付金额","amount":"115","from":0,"to":0.766667}])");
}

TEST(Discounts, EachKindStandsBesideEachOwner) {
  const bill::Bill bill = with_vouchers();
  Cache cache;
  const auto report = discounts({bill, cache}, {.by = "owner"});
  EXPECT_EQ(json::text_of(report->kinds),
            R"([{"what":"column","name":"优惠金额"},{"what":"column","name":"代金券抵扣"}])");
  EXPECT_EQ(report->kinds_by, "");
  // b: 50 - 20 = 30; a: 100 - 10 - 5 = 85.
  ASSERT_EQ(report->rows.size(), 2U);
  EXPECT_EQ(report->rows[0].value, "b");
  EXPECT_EQ(report->rows[0].kinds, (std::vector<std::string>{"0", "-20"}));
  EXPECT_EQ(report->rows[1].kinds, (std::vector<std::string>{"-10", "-5"}));
  EXPECT_EQ(report->total->kinds, (std::vector<std::string>{"-10", "-25"}));
}

TEST(Discounts, WhatNoKindTellsIsTheLastColumnThoughItComesToNothing) {
  const bill::Bill bill = with_vouchers({{{"a", "100", "10", "5", "84"}}, {{"b", "50", "0", "20", "31"}}});
  Cache cache;
  const auto report = discounts({bill, cache}, {.by = "owner"});
  ASSERT_EQ(report->kinds.size(), 3U);
  EXPECT_EQ(report->kinds.back().what, "rest");
  EXPECT_EQ(report->rows[0].kinds, (std::vector<std::string>{"0", "-20", "1"}));  // b
  EXPECT_EQ(report->rows[1].kinds, (std::vector<std::string>{"-10", "-5", "-1"}));
  EXPECT_EQ(report->total->kinds, (std::vector<std::string>{"-10", "-25", "0"}));
}

// Without columns of what was taken off, the kinds are the types of lines; more than eight are the rest.
TEST(Discounts, TypesOfLinesAreKindsAndTheSmallestAreTheRest) {
  std::vector<test::TestRow> rows;
  for (int type = 1; type <= 10; ++type) {
    rows.push_back({{"a", "type " + std::to_string(type), "100", std::to_string(100 - 10 * type)}});
  }
  rows.push_back({{"b", "type 10", "7", "5"}});
  rows.push_back({{"", "type 1", "3", "4"}});
  bill::Bill bill = make_bill(
      {text("Account", "owner"), text("Type", "charge_type"), money_column("List"), money_column("Cost")},
      rows);
  bill.columns[2].role.measure_role = "list";
  bill.columns[3].role.measure_role = "billed";
  bill.default_measure = "Cost";
  Cache cache;
  const auto report = discounts({bill, cache}, {.by = "owner", .from = "List", .to = "Cost"});
  ASSERT_TRUE(report.ok()) << sentence_of(report.error());
  EXPECT_EQ(report->kinds_by, "charge_type");
  ASSERT_EQ(report->kinds.size(), 9U);
  EXPECT_EQ(report->kinds[0].name, "type 10");  // -100 - 2
  EXPECT_EQ(report->kinds[7].name, "type 3");
  EXPECT_EQ(report->kinds[8].what, "rest");  // types 2 and 1: -20 - 10, and 1
  using Amounts = std::vector<std::string>;
  EXPECT_EQ(report->rows[0].kinds, (Amounts{"-100", "-90", "-80", "-70", "-60", "-50", "-40", "-30", "-30"}));
  EXPECT_EQ(report->rows[1].kinds, (Amounts{"-2", "0", "0", "0", "0", "0", "0", "0", "0"}));
  EXPECT_EQ(report->rows[2].kinds,
            (Amounts{"0", "0", "0", "0", "0", "0", "0", "0", "1"}));  // without an account
  EXPECT_EQ(report->total->kinds, (Amounts{"-102", "-90", "-80", "-70", "-60", "-50", "-40", "-30", "-29"}));
  // The rest would be type 1 alone: it is told by its name.
  plan::Plan nine;
  nine.filters = {{"charge_type", {"type 2"}, true}};
  const auto told = discounts({bill, cache}, {.plan = nine, .by = "owner", .from = "List", .to = "Cost"});
  ASSERT_TRUE(told.ok()) << sentence_of(told.error());
  ASSERT_EQ(told->kinds.size(), 9U);
  EXPECT_EQ(told->kinds[8].name, "type 1");
  EXPECT_EQ(told->total->kinds[8], "-9");
  // Where the rows are the kinds there is nothing to put beside them.
  EXPECT_TRUE(discounts({bill, cache}, {.from = "List", .to = "Cost"})->kinds.empty());
}

TEST(Discounts, ABasisThatTheBillLacksIsNamedWithWhatThereIs) {
  const bill::Bill bill = with_vouchers();
  Cache cache;
  EXPECT_EQ(discounts({bill, cache}, {.by = "owner", .to = "net"}).error().code, Code::unknown_measure);
  bill::Bill listless = with_vouchers();
  listless.columns[1].role.measure_role = "";
  Cache other;
  const auto report = discounts({listless, other}, {.by = "owner"});
  EXPECT_EQ(report->needs, "list");
  EXPECT_TRUE(report->rows.empty());
}

// What ran, of two accounts in two zones of a region and in another region.
bill::Bill instances() {
  bill::Bill bill = make_bill(
      {text("lineItem/UsageAccountId", "owner"), text("product/instanceType", "resource_kind"),
       text("lineItem/AvailabilityZone", "availability_zone"), text("product/region", "region"),
       text("pricing/unit", "usage_unit"), money_column("cost"), test::quantity("lineItem/UsageAmount")},
      {{"a", "m3.large", "z1", "r1", "Hrs", "1", "10"},
       {"a", "m3.xlarge", "z1", "r1", "Hrs", "1", "20"},
       {"b", "m3.large", "z2", "r1", "Hrs", "1", "30"},
       {"b", "m3.large", "z2", "r1", "Hrs", "1", "5"},
       {"b", "m3.xlarge", "z2", "r1", "Hrs", "1", "40"},
       {"b", "m3.16xlarge", "z9", "r2", "Hrs", "1", "50"},
       {"b", "c5.large", "z1", "r1", "Hrs", "1", "60"},
       {"b", "", "z1", "r1", "GB-Mo", "1", "70"}});
  bill.profile = "aws-cur-legacy";
  return bill;
}

TEST(Affinity, TheScoreStandsBesideTheDocumentedOrder) {
  const bill::Bill bill = instances();
  Cache cache;
  const auto report = affinity({bill, cache}, {.kind = "m3.large", .purchaser = "b", .zone = "z1"});
  ASSERT_TRUE(report.ok());
  std::string lines;
  for (const AffinityRow& row : report->rows) {
    lines += row.account.value_or("") + " " + row.kind + " " + row.place + " " + row.hours + " " +
             std::to_string(row.score) + " " + std::to_string(row.order) + " " + row.covered.value_or("-") +
             "\n";
  }
  // 16 x 1000 x 100, 32 x 1000 x 10, 16 x 100 x 100, 512 x 10 x 10, 32 x 100 x 10; another family: 0.
  EXPECT_EQ(lines,
            "a m3.large same_zone 10 1600000 3 0\n"
            "a m3.xlarge same_zone 20 320000 4 0\n"
            "b m3.large same_region 35 160000 1 100\n"
            "b m3.16xlarge other_region 50 51200 0 -\n"
            "b m3.xlarge same_region 40 32000 2 0\n"
            "b c5.large same_zone 60 0 0 -\n");
}

TEST(Affinity, AReservationOfTheZoneComesBeforeOneOfTheRegion) {
  const bill::Bill bill = instances();
  Cache cache;
  const auto lines = [&](const char* scope) {
    const auto report =
        affinity({bill, cache}, {.kind = "m3.large", .purchaser = "b", .zone = "z1", .scope = scope});
    EXPECT_TRUE(report.ok());
    std::string text;
    for (const AffinityRow& row : report->rows) {
      if (row.order == 0) continue;
      text += row.account.value_or("") + " " + row.kind + " " + std::to_string(row.order) + " " +
              row.covered.value_or("-") + " " + row.served_by + "\n";
    }
    return text;
  };
  // Only a large one in z1, whoever's it is.
  EXPECT_EQ(lines("zonal"), "a m3.large 1 100 zonal\n");
  // The buyer's own has the region's before anybody else has the zone's.
  EXPECT_EQ(lines("both"),
            "a m3.large 3 100 zonal\n"
            "a m3.xlarge 4 0 \n"
            "b m3.large 1 100 regional\n"
            "b m3.xlarge 2 0 \n");
  EXPECT_EQ(affinity({bill, cache}, {.scope = "global"}).error().code, Code::bad_request);
}

TEST(Affinity, ABillThatDoesNotSayWhatRanHasNothingToRank) {
  const bill::Bill bill = ten_days();
  Cache cache;
  EXPECT_TRUE(affinity({bill, cache}, {})->kinds.empty());
  EXPECT_EQ(own_use({bill, cache}, {})->needs, "form");
}

bill::Bill tagged() {
  return make_bill(
      {text("Owner", "owner"), text("Resource", "resource"), tag("env"), tag("cc"), money_column("Cost")},
      {{"a", "r1", "Production", "CC-123456", "80"},
       {"a", "r2", "prd", "CC-123456", "14.2"},
       {"b", "r3", "Production", "", "3.3"},
       {"b", "r4", "", "CC-12345", "2.5"}});
}

constexpr std::string_view kTagPolicy =
    R"({"TagPolicy":{"env":{"Required":true,"Values":["Production","Test"]},"cc":{"Required":true,"Pattern":"^CC-[0-9]{6}$"}}})";

TEST(Tags, BadValuesAreNotMissingAndTheNearOneIsNamed) {
  const bill::Bill bill = tagged();
  Cache cache;
  const auto report = tags({bill, cache}, {.policy = std::string(kTagPolicy), .show = {"resource", "owner"}});
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(report->total, "100");
  EXPECT_EQ(report->good, "80");
  EXPECT_EQ(report->coverage, "80.0");
  EXPECT_EQ(report->line_coverage, "25.0");
  EXPECT_FALSE(report->reached);
  EXPECT_EQ(report->short_by, "10");  // 90 % of 100 less 80
  EXPECT_EQ(report->short_points, "10.0");
  EXPECT_EQ(report->difference, "0");
  EXPECT_EQ(json::text_of(report->rules[0].bad_values),
            R"([{"value":"prd","amount":"14.2","rows":1,"near_miss":"Production"}])");
  EXPECT_EQ(report->rules[0].missing, "2.5");
  EXPECT_EQ(json::text_of(report->rules[1].bad_values),
            R"([{"value":"CC-12345","amount":"2.5","rows":1,"near_miss":null}])");
  EXPECT_EQ(report->rules[1].missing, "3.3");
  EXPECT_EQ(json::text_of(report->to_fix),
            R"([{"shown":["r2","a"],"missing":[],"bad":{"env":"prd"},"amount":"14.2","rows":1},)"
            R"({"shown":["r3","b"],"missing":["cc"],"bad":{},"amount":"3.3","rows":1},)"
            R"({"shown":["r4","b"],"missing":["env"],"bad":{"cc":"CC-12345"},"amount":"2.5","rows":1}])");
}

TEST(Tags, AKeyIsFoundBehindThePrefixOfTheVendorAndBehindNoOther) {
  bill::Bill bill = make_bill({tag("user:Env"), money_column("Cost")}, {{"Production", "1"}});
  const TagsRequest request = {.policy = R"({"TagPolicy":{"env":{"Required":true}}})"};
  Cache cache;
  EXPECT_FALSE(tags({bill, cache}, request)->rules[0].in_bill);
  bill.columns[0].role.tag_user_prefix = "user:";
  Cache other;
  const auto report = tags({bill, other}, request);
  EXPECT_TRUE(report->rules[0].in_bill);
  EXPECT_EQ(report->rules[0].rule.key, "user:Env");
}

TEST(Tags, AKeyThatNoLineHasIsMissingEverywhere) {
  const bill::Bill bill = tagged();
  Cache cache;
  const auto report = tags({bill, cache}, {.policy = R"({"TagPolicy":{"Team":{"Required":true}}})"});
  EXPECT_FALSE(report->rules[0].in_bill);
  EXPECT_EQ(report->rules[0].missing, "100");
  EXPECT_EQ(report->coverage, "0.0");
}

TEST(Compliance, TheMatrixRestsOnTheBillAndTheHand) {
  const bill::Bill bill = tagged();
  Cache cache;
  ComplianceRequest request;
  request.plan.by = {"owner", "tag:cc"};
  request.plan.watch.tags = {{.key = "env", .required = true}};
  request.plan.watch.budgets = {{.name = "All", .limit = "1"}};
  request.plan.watch.compliance = {{"mfa", "pass", ""}};
  const auto report = compliance({bill, cache}, request);
  EXPECT_EQ(
      json_of(report),
      R"({"rows":[{"row":"tags","by_hand":false,"answer":"pass","percent":"97.5","part":"97.5","whole":"100","note":""},)"
      R"({"row":"budgets","by_hand":false,"answer":"pass","percent":null,"part":"1","whole":"1","note":""},)"
      R"({"row":"roster","by_hand":false,"answer":"open","percent":null,"part":"","whole":"","note":""},)"
      R"({"row":"unallocated","by_hand":false,"answer":"pass","percent":"3.3","part":"3.3","whole":"100","note":""},)"
      R"({"row":"mfa","by_hand":true,"answer":"pass","percent":null,"part":"","whole":"","note":""},)"
      R"({"row":"scp","by_hand":true,"answer":"open","percent":null,"part":"","whole":"","note":""}]})");
}

}  // namespace
}  // namespace billfold::session::questions
