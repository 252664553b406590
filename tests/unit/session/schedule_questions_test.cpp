// The questions about orders, through the session as the page asks them. Numbers are those of rules 3.

#include <gtest/gtest.h>
#include <string>

#include "support/open.h"

namespace billfold::session {
namespace {

constexpr std::string_view kHeader =
    "OrderNo,OriginalOrderNo,AmortizedType,BeginTime,EndTime,PayableAmount,CouponAmount,PackQuantity,Team\n";

std::string feed(Session& session, std::string_view text, const char* file, const char* role) {
  BeginRequest request;
  request.file = file;
  request.role = role;
  session.begin(json::text_of(request));
  std::memcpy(session.lend(text.size()), text.data(), text.size());
  session.feed(text.size());
  return session.end();
}

struct Open {
  Session session;
  explicit Open(std::string_view rows, std::string_view deductions = "", std::string_view cost_bill = "") {
    feed(session, std::string(kHeader) + std::string(rows), "orders.csv", "");
    if (!deductions.empty()) {
      feed(session, "OrderNo,Date,Quantity,Settlement\n" + std::string(deductions), "deductions.csv",
           "deductions");
    }
    if (!cost_bill.empty()) feed(session, cost_bill, "cost.csv", "cost_bill");
    const std::string report = session.finish();
    EXPECT_TRUE(report.starts_with(R"({"profile":"billfold-orders")")) << report;
  }
};

bool has(const std::string& answer, std::string_view part) { return answer.find(part) != std::string::npos; }

TEST(ScheduleQuestions, MayOfAYearOf365) {
  Open open("ECS-1y,,new,2023-01-01,2023-12-31,365.00,0,,search\n");
  const std::string answer = open.session.schedule(R"({"from":"2023-05","to":"2023-05"})");
  EXPECT_TRUE(has(answer, R"({"period":4,"amount":"31","opening":"120","left":"214","days":31,"marks":[]})"))
      << answer;
  EXPECT_TRUE(has(answer, R"("total":"365","left_out":"0","orders_total":"365","difference":"0")")) << answer;
}

TEST(ScheduleQuestions, WhyTheLastDayOfFebruaryIs233) {
  Open open("Order002,,renew,2023-02-01,2023-02-28,62.00,0,,search\n");
  const std::string answer = open.session.why_amortized(R"({"grain":"day","period":"2023-02-28","row":0})");
  EXPECT_TRUE(
      has(answer, R"({"what":"daily","values":{"amount":"62","days":"28","scale":"2","daily":"2.21"}})"))
      << answer;
  EXPECT_TRUE(
      has(answer, R"("what":"last_day","values":{"total":"62","daily":"2.21","days":"27","before":"59.67")"))
      << answer;
  EXPECT_TRUE(has(answer, R"("amount":"2.33")")) << answer;
  EXPECT_TRUE(has(answer, R"("line":2,)")) << answer;
  EXPECT_TRUE(has(answer, R"("difference":"0"})")) << answer;
}

TEST(ScheduleQuestions, TheCalendarOfARefundSumsTheOrderAndTheRefund) {
  Open open(
      "Order001,,new,2023-01-01,2023-01-31,62,0,,search\n"
      "Order002,Order001,refund,2023-01-20,,-20,0,,search\n");
  const std::string answer = open.session.order_days(R"({"row":0})");
  EXPECT_TRUE(has(
      answer, R"({"day":"2023-01-19","amount":"2","parts":[{"row":0,"amount":"2"}],"marks":[],"ratio":0.5})"))
      << answer;
  EXPECT_TRUE(has(answer, R"({"day":"2023-01-20","amount":"4","parts":[{"row":0,"amount":"24"},)"
                          R"({"row":1,"amount":"-20"}],"marks":["refund"],"ratio":1})"))
      << answer;
  EXPECT_TRUE(has(answer, R"("total":"42","difference":"0")")) << answer;
}

TEST(ScheduleQuestions, TheSumOfAllOrdersSaysWhatHappenedOnItsDays) {
  Open open(
      "Order001,,new,2023-01-01 08:30:00,2023-01-31,62,0,,search\n"
      "Order002,,new,2023-01-05,2023-01-19 17:00:00,16,0,,ads\n"
      "Order003,Order001,refund,2023-01-20,,-20,0,,search\n"
      "Bill,,payg,2023-01-02,2023-01-02,7,0,,ads\n");
  const std::string answer =
      open.session.schedule(R"({"grain":"day","from":"2023-01-01","to":"2023-01-20","limit":0})");
  const auto total = [&](const char* period, const char* amount, const char* rest) {
    const std::size_t at =
        answer.find(std::string("{\"period\":") + period + ",\"amount\":\"" + amount + "\"");
    return at != std::string::npos && answer.substr(at, answer.find('}', at) - at).ends_with(rest);
  };
  EXPECT_TRUE(total("0", "2", R"("marks":["begin","part_day"])")) << answer;
  EXPECT_TRUE(total("1", "9", R"("marks":[])")) << answer;
  // 16 over 15 days: 1.06 a day, 1.16 on the last, which ends in the afternoon.
  EXPECT_TRUE(total("18", "3.16", R"("marks":["tail","part_day"])")) << answer;
  EXPECT_TRUE(total("19", "4", R"("marks":["refund"])")) << answer;
  EXPECT_TRUE(has(answer, R"("ratios":[0.222222,1,)")) << answer;
}

TEST(ScheduleQuestions, TheBillSaysThatItsLinesCanBeAmortizedAndWhetherMostOfItsMoneyCan) {
  const auto about = [](std::string_view rows) {
    Session session;
    feed(session, std::string(kHeader) + std::string(rows), "orders.csv", "");
    const std::string report = session.finish();
    return report.substr(report.rfind("\"prepaid_lines\""));
  };
  EXPECT_EQ(about("A,,new,2023-01-01,2023-01-31,62,0,,search\nB,,payg,2023-01-02,,7,0,,ads\n"),
            R"("prepaid_lines":1,"unread":0,"about":"orders"})");
  EXPECT_EQ(about("A,,refund,2023-01-01,2023-01-31,-6,0,,search\nB,,payg,2023-01-02,,7,0,,ads\n"),
            R"("prepaid_lines":1,"unread":0,"about":""})");
  EXPECT_EQ(about("B,,payg,2023-01-02,,7,0,,ads\n"), R"("prepaid_lines":0,"unread":0,"about":""})");
}

TEST(ScheduleQuestions, TheTotalShowsWhatIsLeftOut) {
  Open open(
      "A,,new,2023-01-01,2023-01-31,62,0,,search\n"
      "R,X,refund,2023-01-20,,-20,0,,search\n");
  const std::string answer = open.session.schedule("{}");
  EXPECT_TRUE(has(answer, R"("total":"62","left_out":"-20","orders_total":"42")")) << answer;
  EXPECT_TRUE(has(answer, R"("reason":"unknown_order","order":"R","place":{"file":0,"line":3,)")) << answer;
}

TEST(ScheduleQuestions, ADeductionInErrorNamesTheLineOfItsOwnFile) {
  Open open("P,,pack-total,2023-01-01,2023-12-31,100,0,10,search\n",
            "P,2022-12-31,1,daily\nP,2023-03-01,4,daily\n");
  const std::string answer = open.session.schedule("{}");
  EXPECT_TRUE(has(answer, R"("reason":"outside_validity","order":"P","place":{"file":1,"line":2,)"))
      << answer;
  EXPECT_TRUE(has(answer, R"("amount":"40","opening":"0","left":"60")")) << answer;
}

TEST(ScheduleQuestions, ActualAndAmortizedAreOneSwitch) {
  Open open(
      "A,,new,2023-01-01,2023-01-31,62,31,,search\n"
      "B,,renew,2023-02-01,2023-02-28,62,0,,ads\n"
      "C,,new,2023-01-31,2023-02-02,9,0,,ads\n");
  EXPECT_TRUE(has(
      open.session.split(R"({"plan":{"by":["month"]}})"),
      R"("leaves":[{"key":["2023-01"],"amount":"71","rows":2},{"key":["2023-02"],"amount":"62","rows":1}])"));
  // 3.00 of C falls in January.
  EXPECT_TRUE(has(
      open.session.split(R"({"plan":{"by":["month"],"basis":"amortized"}})"),
      R"("leaves":[{"key":["2023-01"],"amount":"65","rows":2},{"key":["2023-02"],"amount":"68","rows":2}])"));
  EXPECT_TRUE(
      has(open.session.split(R"({"plan":{"by":["Team"],"basis":"amortized"}})"),
          R"("leaves":[{"key":["ads"],"amount":"71","rows":3},{"key":["search"],"amount":"62","rows":1}])"));
  // By day it is made by day: the 28th of February has B's tail.
  EXPECT_TRUE(has(open.session.split(R"({"plan":{"by":["day"],"basis":"amortized"}})"),
                  R"({"key":["2023-02-28"],"amount":"2.33","rows":1})"));
  // The lines are those of the file: C is on line 4, twice, and as a dimension it is one line.
  EXPECT_TRUE(has(open.session.split(R"({"plan":{"by":["line"],"basis":"amortized"}})"),
                  R"("leaves":[{"key":["2"],"amount":"62","rows":1},{"key":["3"],"amount":"62","rows":1},)"
                  R"({"key":["4"],"amount":"9","rows":2}])"));
  EXPECT_TRUE(has(
      open.session.split(
          R"({"plan":{"by":["month"],"basis":"amortized","filters":[{"dimension":"line","values":["4"]}]}})"),
      R"("leaves":[{"key":["2023-01"],"amount":"3","rows":1},{"key":["2023-02"],"amount":"6","rows":1}])"));
  const std::string lines =
      open.session.lines(R"({"plan":{"by":["OrderNo"],"basis":"amortized"},"path":["C"]})");
  EXPECT_TRUE(has(lines, R"("line":4,)")) << lines;
  EXPECT_TRUE(has(lines, R"({"rows":2,"total":"9")")) << lines;
}

TEST(RollForward, OpeningPlusAdditionsLessAmortizedLessRefundsIsClosing) {
  Open open(
      "ECS,,new,2023-01-01,2023-12-31,365,0,,search\n"
      "Order001,,new,2023-01-01,2023-01-31,62,0,,ads\n"
      "Order002,Order001,refund,2023-01-20,,-20,0,,ads\n"
      "Bill,,payg,2023-01-02,2023-01-02,7,0,,ads\n");
  const std::string may = open.session.roll_forward(R"({"from":"2023-05","to":"2023-05"})");
  EXPECT_TRUE(has(may, R"({"name":"ECS","opening":"245","purchases":"0","residuals":"0","additions":"0",)"
                       R"("amortized":"31","refunds":"0","closing":"214"})"))
      << may;
  const std::string january = open.session.roll_forward(R"({"by":"Team","from":"2023-01","to":"2023-01"})");
  EXPECT_TRUE(has(january, R"({"name":"ads","opening":"0","purchases":"62","residuals":"0","additions":"62",)"
                           R"("amortized":"42","refunds":"20","closing":"0"})"))
      << january;
  EXPECT_TRUE(has(january, R"("difference":"0"})")) << january;
}

// The change of rules 3: 62 and 36 bought, -18 for the old configuration, 80 amortized.
TEST(RollForward, DrawsItsTotalFromOpeningToClosing) {
  Open open(
      "Order005,,new,2023-01-01,2023-01-31,62,0,,search\n"
      "SubOrder001,Order005,change,2023-01-20,2023-01-31,-18,0,,search\n"
      "SubOrder002,Order005,change,2023-01-20,2023-01-31,36,0,,search\n");
  const std::string answer = open.session.roll_forward("{}");
  EXPECT_TRUE(has(answer, R"("flow":[{"what":"opening","amount":"0","from":0,"to":0},)"
                          R"({"what":"purchases","amount":"98","from":0,"to":1},)"
                          R"({"what":"residuals","amount":"-18","from":1,"to":0.816327},)"
                          R"({"what":"amortized","amount":"-80","from":0.816327,"to":0},)"
                          R"({"what":"refunds","amount":"0","from":0,"to":0},)"
                          R"({"what":"closing","amount":"0","from":0,"to":0}],"zero":0,)"))
      << answer;
}

TEST(RollForward, WhatFallsBelowZeroIsDrawnLeftOfIt) {
  // Only the residual of an old configuration: -30 over three days, ten of it in January.
  Open open(
      "A,,new,2022-01-01,2022-01-31,0,0,,search\n"
      "B,A,change,2023-01-31,2023-02-02,-30,0,,search\n");
  const std::string answer = open.session.roll_forward(R"({"from":"2023-01","to":"2023-01"})");
  EXPECT_TRUE(has(answer, R"({"what":"residuals","amount":"-30","from":1,"to":0},)"
                          R"({"what":"amortized","amount":"10","from":0,"to":0.333333},)"
                          R"({"what":"refunds","amount":"0","from":0.333333,"to":0.333333},)"
                          R"({"what":"closing","amount":"-20","from":1,"to":0.333333}],"zero":1,)"))
      << answer;
}

TEST(Journal, DebitsAndCreditsBalanceByMonthAndDepartment) {
  Open open(
      "ECS,,new,2023-01-01,2023-12-31,365,0,,search\n"
      "B,,new,2023-01-01,2023-01-31,62,0,,ads\n");
  const std::string answer = open.session.journal(R"({"department":"Team","to":"2023-01"})");
  EXPECT_TRUE(has(answer, R"({"month":"2023-01","date":"2023-01-31","account":"expense","department":"ads",)"
                          R"("debit":"62","credit":""})"))
      << answer;
  EXPECT_TRUE(has(answer, R"("account":"prepaid","department":null,"debit":"","credit":"93"})")) << answer;
  EXPECT_TRUE(has(answer, R"("debit":"93","credit":"93","difference":"0"})")) << answer;
}

TEST(Preview, ARefundThatIsTypedChangesTheMonthsFromItsDayOn) {
  Open open("Order001,,new,2023-01-01,2023-01-31,62,0,,search\n");
  const std::string answer = open.session.preview(
      R"({"grain":"day","orders":[{"order":"R","original":"Order001","type":"refund","begin":"2023-01-20","amount":"-20"}]})");
  EXPECT_TRUE(has(answer, R"({"period":"2023-01-20","before":"2","after":"4","change":"2"})")) << answer;
  EXPECT_TRUE(has(answer, R"({"period":"2023-01-31","before":"2","after":"0","change":"-2"})")) << answer;
  EXPECT_TRUE(has(answer, R"("total_before":"62","total_after":"42","errors":[])")) << answer;
}

TEST(Preview, AnOrderAloneAndLinesThatAreWrong) {
  Open open("X,,new,2023-01-01,2023-01-31,62,0,,search\n");
  const std::string answer = open.session.preview(
      R"({"alone":true,"orders":[{"order":"A","type":"new","begin":"2023-01-01","end":"2023-12-31","amount":"16800"},)"
      R"({"order":"B","type":"new","begin":"2023-02-01","end":"2023-01-01","amount":"1"},)"
      R"({"order":"C","type":"new","begin":"2023-02-01","end":"2023-02-02","amount":"1O"}]})");
  EXPECT_TRUE(has(answer, R"("daily":"46.02")")) << answer;
  EXPECT_TRUE(has(answer, R"("total_before":"0","total_after":"16800")")) << answer;
  EXPECT_TRUE(has(answer, R"({"reason":"not_a_number","order":"C","line":3,)")) << answer;
  EXPECT_TRUE(has(answer, R"({"reason":"end_before_begin","order":"B","line":2,)")) << answer;
}

// 120000 for 10^9 events, of which two deductions are typed: 12000 and 24000, the rest on the last day.
TEST(Preview, ReservedStorageAndDeductionsAreTypedToo) {
  Open open("X,,new,2023-01-01,2023-01-31,62,0,,search\n");
  const std::string answer = open.session.preview(
      R"({"alone":true,"orders":[{"order":"S","type":"reserved-storage","begin":"2023-01-01","end":"2023-12-31",)"
      R"("amount":"120000","quantity":"1000000000"}],"uses":[)"
      R"({"order":"S","date":"2023-01-05","quantity":"1e8","settlement":"daily"},)"
      R"({"order":"S","date":"2023-05-20","quantity":"200000000","settlement":"hourly"},)"
      R"({"order":"T","date":"2023-05-20","quantity":"1","settlement":"daily"}]})");
  EXPECT_TRUE(has(answer, R"({"period":"2023-01","before":"0","after":"12000","change":"12000"})")) << answer;
  EXPECT_TRUE(has(answer, R"({"period":"2023-05","before":"0","after":"24000","change":"24000"})")) << answer;
  EXPECT_TRUE(has(answer, R"({"period":"2023-12","before":"0","after":"84000","change":"84000"})")) << answer;
  EXPECT_TRUE(has(answer, R"({"reason":"unknown_order","order":"T","line":4,)")) << answer;
}

// 120000 for 10^9 events: 10^8 of them are 12000, and what is left falls on the last day.
TEST(Preview, ADeductionThatIsTypedShowsThePackOfTheBillAsItBecomes) {
  Open open("P,,pack-total,2023-01-01,2023-12-31,120000,0,1000000000,search\n");
  const std::string request =
      R"("grain":"month","uses":[{"order":"P","date":"2023-01-05","quantity":"1e8","settlement":"daily"}])";
  const std::string answer = open.session.preview("{" + request + "}");
  EXPECT_TRUE(has(answer, R"("rows":[{"name":"P","row":0,)")) << answer;
  EXPECT_TRUE(has(answer, R"("before":[{"name":"P","row":0,)")) << answer;
  const std::string why =
      open.session.why_figure(R"({"view":"preview","place":"rows/0/cells/0/amount",)" + request + "}");
  EXPECT_TRUE(has(why, R"({"op":"times","what":"use","name":"2023-01-05","amount":"100000000",)")) << why;
  EXPECT_TRUE(has(why, R"({"op":"divided_by","what":"quantity","name":null,"amount":"1000000000",)")) << why;
  EXPECT_TRUE(has(why, R"("difference":"0"})")) << why;
}

TEST(Preview, AnAmountIsWhatTheLinesOfTheFileGiveAndWhatEachOrderThatIsTouchedBecomes) {
  Open open("Order001,,new,2023-01-01,2023-01-31,62,0,,search\nB,,new,2023-01-01,2023-01-31,31,0,,ads\n");
  const std::string request =
      R"("grain":"day","orders":[{"order":"R","original":"Order001","type":"refund","begin":"2023-01-20","amount":"-20"}])";
  const std::string why =
      open.session.why_figure(R"({"view":"preview","place":"changes/0/after",)" + request + "}");
  // The 20th: 1.00 of the other order, 62 - 2 x 19 = 24 of the one that ends, and the refund.
  EXPECT_TRUE(has(why, R"({"op":"plus","what":"lines","name":null,"amount":"1",)")) << why;
  EXPECT_TRUE(has(
      why,
      R"({"op":"plus","what":"order","name":"Order001","amount":"24","place":"rows/0/cells/19/amount","digits":0})"))
      << why;
  EXPECT_TRUE(has(
      why,
      R"({"op":"plus","what":"order","name":"R","amount":"-20","place":"rows/1/cells/0/amount","digits":0})"))
      << why;
  const std::string of_day =
      open.session.why_figure(R"({"view":"preview","place":"rows/0/cells/19/amount",)" + request + "}");
  EXPECT_TRUE(has(of_day, R"({"op":"minus","what":"opening","name":null,"amount":"38",)")) << of_day;
}

constexpr std::string_view kCostHeader =
    "分摊月,订单号/"
    "账单号,分摊类型,每日分摊-应付金额,已分摊天数,期初已分摊-应付金额,本期分摊-应付金额,未分摊-应付金额\n";

TEST(Audit, AVendorsCostBillIsReproducedAndDifferencesAreListed) {
  Open open("ECS,,new,2023-01-01,2023-03-31,90,0,,search\n", "",
            std::string(kCostHeader) +
                "2023-01,ECS,新购分摊,1.00,31,0.00,31.00,59.00\n"
                "2023-02,ECS,新购分摊,1.00,28,31.00,28.02,31.00\n"
                "2023-02,Other,新购分摊,1.00,28,0.00,28.00,0.00\n");
  const std::string answer = open.session.audit("{}");
  EXPECT_TRUE(has(answer, R"({"has_cost_bill":true,"lines":3,)")) << answer;
  EXPECT_TRUE(has(answer,
                  R"({"kind":"differs","order":"ECS","type":"new","period":"2023-02",)"
                  R"("column":"本期分摊-应付金额","what":"this_period","vendor":"28.02","computed":"28",)"
                  R"("difference":"0.02","place":{"file":1,"line":3,)"))
      << answer;
  // 31 + 28.02 + 31 is not 90.
  EXPECT_TRUE(has(answer, R"({"kind":"identity","order":"ECS","type":"new","period":"2023-02",)")) << answer;
  EXPECT_TRUE(has(answer, R"("vendor":"90.02","computed":"90")")) << answer;
  EXPECT_TRUE(has(answer, R"({"kind":"unknown_order","order":"Other")")) << answer;
  EXPECT_FALSE(has(answer, R"("period":"2023-01")")) << answer;  // it agrees
}

TEST(Audit, AMonthWithoutAVendorLineIsMissing) {
  Open open(
      "ECS,,new,2023-01-01,2023-03-31,90,0,,search\n", "",
      std::string(kCostHeader) +
          "2023-01,ECS,新购分摊,1.00,31,0.00,31.00,59.00\n2023-03,ECS,新购分摊,1.00,31,59.00,31.00,0.00\n");
  const std::string answer = open.session.audit("{}");
  EXPECT_TRUE(has(answer, R"({"kind":"missing","order":"ECS","type":"new","period":"2023-02")")) << answer;
  EXPECT_TRUE(has(answer, R"("computed":"28","difference":"-28","place":null)")) << answer;
  EXPECT_TRUE(has(answer, R"("found":1,)")) << answer;
}

}  // namespace
}  // namespace billfold::session
