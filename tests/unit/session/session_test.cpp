// The door itself: what goes through it and in which order. The questions have tests of their own.

#include "session/session.h"

#include <cstring>
#include <gtest/gtest.h>

#include "support/open.h"

namespace billfold::session {
namespace {

using test::read_into;
using Texts = std::vector<std::string>;

constexpr std::string_view kBill = "Account,Project,Cost\nacc-one,search,1.25\nacc-two,ads,-3\n";
constexpr std::string_view kOrders =
    "OrderNo,OriginalOrderNo,AmortizedType,BeginTime,EndTime,PayableAmount,CouponAmount,PackQuantity\n"
    "A,,new,2023-01-01,2023-02-28,59,0,\n";

// The answer's JSON as its struct; a Failure's fields are none of an answer's.
template <class T>
T answer_of(const std::string& json) {
  const Result<T> answer = json::parse<T>(json, Code::bad_request);
  EXPECT_TRUE(answer) << json;
  return answer ? *answer : T{};
}

std::string error_in(const std::string& json) { return answer_of<Failure>(json).error; }

void lend(Session& session, std::string_view bytes) {
  std::memcpy(session.lend(bytes.size()), bytes.data(), bytes.size());
}

BeginRequest file_called(std::string name, std::string role = "") {
  BeginRequest request;
  request.file = std::move(name);
  request.role = std::move(role);
  return request;
}

// One more file of the bill, up to its end.
std::string add(Session& session, const BeginRequest& request, std::string_view text) {
  session.begin(json::text_of(request));
  lend(session, text);
  session.feed(text.size());
  return session.end();
}

// ---- before a bill is read

TEST(Session, SniffsTheBytesOfItsLentMemory) {
  Session session;
  lend(session, "%PDF-1.7 and more");
  EXPECT_EQ(answer_of<SniffReport>(session.sniff(8, false)).container, "pdf");
}

TEST(Session, RecognisesAHeadAsTheMappingHasIt) {
  Session session;
  lend(session, "Account;Cost\na;1,5\n");
  const RecogniseReport report = answer_of<RecogniseReport>(session.recognise(19, true, "{}"));
  EXPECT_EQ(report.delimiter, ";");
  EXPECT_EQ(report.columns.size(), 2U);
  lend(session, "Account;Cost\na;1,5\n");
  EXPECT_EQ(answer_of<RecogniseReport>(session.recognise(19, true, R"({"delimiter":","})")).delimiter, ",");
}

TEST(Session, SaysWhyAHeadIsNotRecognised) {
  Session session;
  lend(session, "\n\n");
  EXPECT_EQ(error_in(session.recognise(2, true, "{}")), "no_header");
}

TEST(Session, RefusesAMappingThatItDoesNotUnderstand) {
  for (const std::string_view mapping :
       {"{", R"({"colour":"red"})", R"({"delimiter":"::"})", R"({"profile":1})"}) {
    Session session;
    lend(session, kBill);
    EXPECT_EQ(error_in(session.recognise(kBill.size(), true, mapping)), "bad_request") << mapping;
  }
}

TEST(Session, ReadsRulesWithoutABill) {
  const Session session;
  const Rules rules = answer_of<Rules>(session.rules(R"({"version":1,"plan":{"by":["owner"]}})"));
  EXPECT_EQ(rules.plan.by, Texts{"owner"});
  EXPECT_EQ(rules.view.sort, "amount");  // every field of them
  EXPECT_EQ(error_in(session.rules("{")), "bad_plan");
}

TEST(Session, HasNoAnswerToAQuestionBeforeABillIsWhole) {
  Session session;
  add(session, file_called("bill.csv"), kBill);
#define EXPECT_NOTHING_OPEN(name, Request, Answer) \
  EXPECT_EQ(error_in(session.name("{}")), "nothing_open") << #name;
  BILLFOLD_QUESTIONS(EXPECT_NOTHING_OPEN)
#undef EXPECT_NOTHING_OPEN
  EXPECT_EQ(error_in(session.cells(0, 0)), "nothing_open");
}

TEST(Session, HasNoBillWithoutAFile) {
  Session session;
  EXPECT_EQ(error_in(session.finish()), "nothing_open");
}

// ---- reading

TEST(Session, ReadsABillInStepsAndTellsOfEach) {
  Session session;
  EXPECT_TRUE(answer_of<Done>(session.begin(json::text_of(file_called("april.csv")))).done);
  // A file is understood by its head, so that of a small one rows are counted once it is whole.
  std::string head(kBill);
  for (int row = 0; row < 30000; ++row) head += "acc-one,search,0.01\n";
  lend(session, head);
  const Progress progress = answer_of<Progress>(session.feed(head.size()));
  EXPECT_EQ(progress.rows, 30002U);
  EXPECT_EQ(progress.total, "298.25");  // 1.25 - 3 + 300
  EXPECT_TRUE(answer_of<Done>(session.end()).done);
  const BillReport report = answer_of<BillReport>(session.finish());
  EXPECT_EQ(report.rows, 30002U);
  EXPECT_EQ(report.default_measure, "Cost");
  EXPECT_EQ(report.files.front().name, "april.csv");
  EXPECT_EQ(report.files.front().total, "298.25");
}

TEST(Session, ReadsSeveralFilesAsOneBill) {
  Session session;
  add(session, file_called("april.csv"), kBill);
  EXPECT_TRUE(
      answer_of<Done>(add(session, file_called("may.csv"), "Account,Project,Cost\nacc-six,ads,7\n")).done);
  const BillReport report = answer_of<BillReport>(session.finish());
  EXPECT_EQ(report.rows, 3U);
  EXPECT_EQ(report.files.size(), 2U);
  EXPECT_EQ(report.measures.front().total, "5.25");
}

TEST(Session, AnswersAFailureWithItsPlaceAndItsValues) {
  Session session;
  const Failure failure = answer_of<Failure>(read_into(
      session, "Account,Cost\nx," + std::string(38, '9') + "\ny," + std::string(38, '9') + "\n", [] {
        BeginRequest request;
        request.mapping.fields = {{"measure", "Cost"}};
        return request;
      }()));
  EXPECT_EQ(failure.error, "sum_too_large");
  EXPECT_EQ(failure.message, "The sum of column \"Cost\" leaves 38 digits at line 3.");
  EXPECT_EQ(json::text_of(failure.values), R"({"column":"Cost","line":"3"})");
  EXPECT_EQ(failure.line, 3U);
  EXPECT_EQ(failure.column, 2U);
}

TEST(Session, RefusesToBeginWithWhatItDoesNotUnderstand) {
  Session session;
  EXPECT_EQ(error_in(session.begin("{")), "bad_request");
  EXPECT_EQ(error_in(session.begin(R"({"mapping":{"delimiter":"::"}})")), "bad_request");
  EXPECT_EQ(error_in(session.begin(R"({"mapping":{"decimal_mark":","}})")), "bad_request");
  EXPECT_EQ(error_in(session.begin(R"({"mapping":{"date_order":"dym"}})")), "bad_request");
  const Failure failure = answer_of<Failure>(session.begin(json::text_of(file_called("a.csv", "budget"))));
  EXPECT_EQ(failure.message, "The request is not valid: is not deductions or cost_bill (at role).");
}

TEST(Session, ReadsTheColumnsThatAreAskedFor) {
  Session session;
  BeginRequest request = file_called("bill.csv");
  request.columns = {"Project"};
  answer_of<BillReport>(read_into(session, kBill, request));
  EXPECT_TRUE(session.split(R"({"plan":{"by":["Project"]}})").starts_with(R"({"measure":"Cost")"));
  EXPECT_EQ(error_in(session.split(R"({"plan":{"by":["Account"]}})")), "column_not_read");
}

// ---- questions

TEST(Session, RefusesAQuestionThatIsNotItsRequest) {
  Session session;
  answer_of<BillReport>(read_into(session, kBill, file_called("bill.csv")));
#define EXPECT_BAD_REQUEST(name, Request, Answer)                 \
  EXPECT_EQ(error_in(session.name("{")), "bad_request") << #name; \
  EXPECT_EQ(error_in(session.name(R"({"x":1})")), "bad_request") << #name;
  BILLFOLD_QUESTIONS(EXPECT_BAD_REQUEST)
#undef EXPECT_BAD_REQUEST
}

TEST(Session, AnswersAGoodQuestionAfterABadOne) {
  Session session;
  answer_of<BillReport>(read_into(session, kBill, file_called("bill.csv")));
  EXPECT_EQ(error_in(session.split(R"({"plan":{"by":["nothing"]}})")), "unknown_dimension");
  EXPECT_EQ(answer_of<SplitReport>(session.split(R"({"plan":{"by":["Project"]}})")).total, "-1.75");
}

TEST(Session, AsksTheCostBillWhereThePlanSaysSo) {
  Session session;
  answer_of<BillReport>(read_into(session, kOrders, file_called("orders.csv")));
  // 59 over the 59 days of January and February: 1.00 a day.
  EXPECT_EQ(answer_of<SplitReport>(session.split(R"({"plan":{"by":["month"]}})")).leaves.size(), 1U);
  const SplitReport report =
      answer_of<SplitReport>(session.split(R"({"plan":{"by":["month"],"basis":"amortized"}})"));
  EXPECT_EQ(json::text_of(report.leaves),
            R"([{"key":["2023-01"],"amount":"31","rows":1},{"key":["2023-02"],"amount":"28","rows":1}])");
  // And again as it was billed.
  EXPECT_EQ(answer_of<SplitReport>(session.split(R"({"plan":{"by":["month"]}})")).leaves.size(), 1U);
}

TEST(Session, TellsTheDaysOfTheCostBillApartWhereAQuestionNamesTheDay) {
  Session session;
  answer_of<BillReport>(read_into(session, kOrders, file_called("orders.csv")));
  const SplitReport report = answer_of<SplitReport>(session.split(
      R"({"plan":{"by":["day"],"filters":[{"dimension":"day","values":["2023-02-28"]}],"basis":"amortized"}})"));
  EXPECT_EQ(json::text_of(report.leaves), R"([{"key":["2023-02-28"],"amount":"1","rows":1}])");
}

// p holds 2 cores for an hour at 0.25: 0.5; q and r 4 cores together: 1.
constexpr std::string_view kUsage =
    "Project,App,Resource,SubKind,Requested,Used,BeginTime,EndTime\n"
    "p,a,cpu,,2,0,2024-09-01 10:00:00,2024-09-01 11:00:00\n"
    "q,a,cpu,,1,0,2024-09-01 10:00:00,2024-09-01 11:00:00\n"
    "r,a,cpu,,3,0,2024-09-01 10:00:00,2024-09-01 11:00:00\n";
constexpr std::string_view kTeams =
    R"("prices":"Resource,SubKind,Price,Unit\ncpu,,0.25,\n","categories":[{"name":"Team","otherwise":"two",)"
    R"("rules":[{"value":"one","when":{"op":"is","dimension":"project","values":["p"]}}]}])";

TEST(Session, MetersWhomAPlansOwnDimensionKeeps) {
  Session session;
  answer_of<BillReport>(read_into(session, kUsage, file_called("meter.csv")));
  const std::string plan =
      R"({"plan":{"filters":[{"dimension":"category:Team","values":["two"]}],)" + std::string(kTeams) + "}}";
  EXPECT_EQ(answer_of<MeterReport>(session.meter(plan)).charged, "1.00");
}

TEST(Session, MakesBillsOutToAPlansOwnDimension) {
  Session session;
  answer_of<BillReport>(read_into(session, kUsage, file_called("meter.csv")));
  const auto asked = [](std::string_view more) {
    return R"({"plan":{"metered_by":"category:Team",)" + std::string(kTeams) + std::string(more) + "}}";
  };
  const MeterReport report = answer_of<MeterReport>(session.meter(asked("")));
  ASSERT_EQ(report.accounts.size(), 2U);
  EXPECT_EQ(report.accounts[0].account, "one");
  EXPECT_EQ(report.accounts[0].charged, "0.50");
  EXPECT_EQ(report.accounts[1].account, "two");
  EXPECT_EQ(report.accounts[1].charged, "1.00");
  const SplitReport split =
      answer_of<SplitReport>(session.split(asked(R"(,"basis":"metered","by":["category:Team"])")));
  EXPECT_EQ(json::text_of(split.leaves),
            R"([{"key":["one"],"amount":"0.5","rows":1},{"key":["two"],"amount":"1","rows":2}])");
}

TEST(Session, MetersNobodyByACategoryThatThePlanLacks) {
  Session session;
  answer_of<BillReport>(read_into(session, kUsage, file_called("meter.csv")));
  EXPECT_EQ(error_in(session.meter(R"({"plan":{"metered_by":"category:Team"}})")), "unknown_dimension");
}

TEST(Session, KnowsNoOtherBasis) {
  Session session;
  answer_of<BillReport>(read_into(session, kOrders, file_called("orders.csv")));
  const Failure failure = answer_of<Failure>(session.split(R"({"plan":{"basis":"guessed"}})"));
  EXPECT_EQ(failure.message, "The plan is not valid: is not empty, amortized or metered (at basis).");
}

// ---- cells of a record that is read again

TEST(Session, CutsARecordAsTheFileThatItStandsIn) {
  Session session;
  add(session, file_called("bill.csv"), kOrders);
  BeginRequest cost_bill = file_called("cost.csv", "cost_bill");
  add(session, cost_bill, "OrderNo;Month;Cost\nA;2023-01;31\n");
  add(session, file_called("deductions.csv", "deductions"),
      "OrderNo\tDate\tQuantity\tSettlement\nA\t2023-01-02\t1\tdaily\n");
  const BillReport report = answer_of<BillReport>(session.finish());
  ASSERT_EQ(report.beside.size(), 2U);  // in the order in which their files are counted
  EXPECT_EQ(report.beside[0].role, "deductions");
  EXPECT_EQ(report.beside[0].rows, 1U);
  EXPECT_EQ(report.beside[0].files.front().name, "deductions.csv");
  EXPECT_EQ(report.beside[1].role, "cost_bill");
  const auto cells = [&](std::string_view record, std::uint32_t file) {
    lend(session, record);
    return answer_of<CellsReport>(session.cells(record.size(), file)).cells;
  };
  EXPECT_EQ(cells("a,b;c\td", 0), (Texts{"a", "b;c\td"}));
  EXPECT_EQ(cells("a,b;c\td", 1), (Texts{"a,b;c", "d"}));
  EXPECT_EQ(cells("a,b;c\td", 2), (Texts{"a,b", "c\td"}));
  lend(session, "a");
  EXPECT_EQ(error_in(session.cells(1, 3)), "nothing_open");
}

// ---- bases that are computed

constexpr std::string_view kCur =
    "lineItem/LineItemType,lineItem/UsageAccountId,lineItem/UnblendedCost,reservation/EffectiveCost,"
    "pricing/publicOnDemandCost\n"
    "Usage,one,40,,41\n"
    "DiscountedUsage,two,0,12.5,20\n";

TEST(Session, ABasisThatIsComputedIsAMeasureOfEveryQuestion) {
  Session session;
  read_into(session, kCur, file_called("cur.csv"));
  const auto dimensions = answer_of<DimensionsReport>(session.dimensions("{}"));
  ASSERT_FALSE(dimensions.measures.empty());
  EXPECT_EQ(json::text_of(dimensions.measures.back()),
            R"({"name":"amortized cost","role":"effective","money":true,"basis":true,"computed":true})");
  std::string bases;
  for (const MeasureChoice& choice : dimensions.measures) bases += choice.basis ? choice.name + " " : "";
  EXPECT_EQ(bases, "lineItem/UnblendedCost pricing/publicOnDemandCost amortized cost ");
  for (const DimensionInfo& dimension : dimensions.dimensions) EXPECT_NE(dimension.name, "amortized cost");

  const std::string plan = R"("plan":{"measure":"amortized cost","by":["owner"]})";
  const auto split = answer_of<SplitReport>(session.split("{" + plan + "}"));
  EXPECT_EQ(split.total, "52.5");
  EXPECT_EQ(split.difference, "0");
  const auto lines = answer_of<LinesReport>(session.lines("{" + plan + R"(,"path":["two"],"limit":10})"));
  ASSERT_EQ(lines.lines.size(), 1U);
  EXPECT_EQ(lines.lines[0].amount, "12.5");
}

TEST(Session, DiscountsLeadToThePlansMeasureWhereNoOtherBasisIsAskedFor) {
  Session session;
  read_into(session, kCur, file_called("cur.csv"));
  EXPECT_EQ(answer_of<DiscountsReport>(session.discounts("{}")).to, "lineItem/UnblendedCost");
  const auto amortized =
      answer_of<DiscountsReport>(session.discounts(R"({"plan":{"measure":"amortized cost"}})"));
  EXPECT_EQ(amortized.to, "amortized cost");
  EXPECT_EQ(amortized.total->discount, "8.5");  // 61 - 52.5
}

// ---- conditions

// The amounts of "in" and "out" where `in` is a range of the dimension.
Texts by_range(Session& session, std::string op, std::string dimension, std::string from) {
  SplitRequest request;
  request.plan.by = {"category:Size"};
  request.plan.categories = {
      {.name = "Size",
       .rules = {{"in", {.op = std::move(op), .dimension = std::move(dimension), .from = std::move(from)}}},
       .otherwise = "out"}};
  const SplitReport report = answer_of<SplitReport>(session.split(json::text_of(request)));
  Texts amounts;
  for (const Leaf& leaf : report.leaves) amounts.push_back(*leaf.key[0] + " " + leaf.amount);
  return amounts;
}

// 1234.56 + 10.25 + 2000 = 3244.81; 1234.56 + 2000 = 3234.56; 2000 + 5.5 = 2005.5; in all 3250.31.
TEST(Session, ARangeIsAskedOfWhatTheColumnsWereReadBy) {
  Session session;
  BeginRequest request = file_called("german.csv");
  request.columns = {"Datum", "Kosten", "Menge"};
  request.measures = {"Kosten"};
  read_into(session,
            "Team;Datum;Kosten;Menge\nads;15.04.2025;1.234,56;10,5\nlab;16.04.2025;10,25;3,25\n"
            "ops;02.05.2025;2.000,00;7\ngw;03.05.2025;5,5;0,5\n",
            request);
  EXPECT_EQ(by_range(session, "number", "Kosten", "7"), (Texts{"in 3244.81", "out 5.5"}));
  EXPECT_EQ(by_range(session, "number", "Menge", "7"), (Texts{"in 3234.56", "out 15.75"}));
  EXPECT_EQ(by_range(session, "date", "Datum", "2025-05"), (Texts{"in 2005.5", "out 1244.81"}));

  Session american;
  request = file_called("ea.csv");
  read_into(american, "Date,Cost\n04/15/2025,1\n05/02/2025,20\n05/03/2025,300\n", request);
  EXPECT_EQ(by_range(american, "date", "date", "2025-05"), (Texts{"in 320", "out 1"}));
}

// Cursor's exports say "Included" for what costs nothing.
TEST(Session, AWordForNoChargeIsZeroInARange) {
  Session session;
  BeginRequest request = file_called("cursor.csv");
  request.columns = {"Model", "Cost"};
  request.measures = {"Cost"};
  const std::string read =
      read_into(session,
                "Date,User,Kind,Model,Max Mode,Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,"
                "Output Tokens,Total Tokens,Cost\n"
                "2025-04-01T10:00:00.000Z,ada@example.com,Included,m,No,1,2,3,4,10,Included\n"
                "2025-04-02T10:00:00.000Z,bo@example.com,On-Demand,m,No,1,2,3,4,10,0.25\n",
                request);
  EXPECT_NE(read.find("cursor-usage"), std::string::npos) << read;
  EXPECT_EQ(by_range(session, "number", "Cost", "0"), (Texts{"in 0.25"}));
}

}  // namespace
}  // namespace billfold::session
