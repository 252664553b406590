// The smallest input for every error code and every reason of rejection, through the session as anyone uses it.
// A code without a case here fails the last test.

#include <gtest/gtest.h>
#include <set>

#include "money/apportion.h"
#include "money/decimal.h"
#include "session/counting.h"
#include "support/open.h"
#include "vendor/profile.h"

namespace billfold {
namespace {

using session::BeginRequest;
using session::FieldColumn;
using session::Session;
using test::read_into;

BeginRequest request_for(std::string_view file) {
  BeginRequest request;
  request.file = std::string(file);
  return request;
}

std::string code_in(const std::string& answer) {
  constexpr std::string_view kStart = R"({"error":")";
  if (!answer.starts_with(kStart)) return "no error: " + answer.substr(0, 200);
  return answer.substr(kStart.size(), answer.find('"', kStart.size()) - kStart.size());
}

constexpr std::string_view kGood = "Account,Project,Cost\na,search,1\nb,ads,2\n";

struct Reading {
  Code code;
  std::string text;
  BeginRequest request = request_for("bill.csv");
};

BeginRequest with_mapping(std::string field, std::string column) {
  BeginRequest request = request_for("bill.csv");
  request.mapping.fields.push_back({std::move(field), std::move(column)});
  return request;
}

BeginRequest with(void (*change)(BeginRequest&)) {
  BeginRequest request = request_for("bill.csv");
  change(request);
  return request;
}

// What stops the reading of a file.
std::vector<Reading> readings() {
  return {
      {Code::empty_file, ""},
      {Code::not_a_bill, "<html></html>"},
      {Code::bad_encoding, "a,Cost\n\xFF,1\n"},
      {Code::no_header, "\n\n"},
      {Code::unterminated_quote, "a,Cost\n\"x,1\n"},
      {Code::row_too_long, "a,Cost\n" + std::string(9U << 20U, 'x') + "\n"},
      {Code::too_many_columns, std::string(5000, ',') + "x\n"},
      {Code::bad_json, R"([{"Cost":"1"},{"Cost")", with([](BeginRequest& r) { r.json = true; })},
      {Code::no_rows_in_json, R"({"Cost":{}})", with([](BeginRequest& r) { r.json = true; })},
      {Code::unknown_profile, std::string(kGood),
       with([](BeginRequest& r) { r.mapping.profile = "no-such-vendor"; })},
      {Code::unknown_field, std::string(kGood), with_mapping("teams", "Project")},
      {Code::unknown_column, std::string(kGood), with_mapping("project", "Team")},
      {Code::bad_request, std::string(kGood), with([](BeginRequest& r) { r.mapping.delimiter = "::"; })},
      {Code::sum_too_large, "a,Cost\nx," + std::string(38, '9') + "\ny," + std::string(38, '9') + "\n",
       with_mapping("measure", "Cost")},
  };
}

// What stops a question to a good bill.
struct Question {
  Code code;
  std::string request;
};

std::string with_condition(const std::string& when) {
  return R"({"plan":{"by":["category:k"],"categories":[{"name":"k","rules":[{"value":"v","when":)" + when +
         "}]}]}}";
}

std::string with_shared(const std::string& rest) {
  return R"({"plan":{"shared":[{"name":"s","source":{"op":"empty","dimension":"Project"},"dimension":"Project",)" +
         rest + "}]}}";
}

// Categories of which each asks the one before it, the first a column.
std::string upon_each_other(int count) {
  std::string categories;
  std::string asked = "Project";
  for (int at = 0; at < count; ++at) {
    const std::string name = std::to_string(at);
    categories += std::string(at == 0 ? "" : ",") + R"({"name":")" + name +
                  R"(","rules":[{"value":"v","when":{"op":"empty","dimension":")" + asked + R"("}}]})";
    asked = "category:" + name;
  }
  return R"({"plan":{"by":[")" + asked + R"("],"categories":[)" + categories + "]}}";
}

std::vector<Question> questions() {
  return {
      {Code::unknown_dimension, R"({"plan":{"by":["team"]}})"},
      {Code::unknown_measure, R"({"plan":{"by":["Project"],"measure":"Price"}})"},
      {Code::not_an_amount, R"({"plan":{"by":["Account"],"measure":"Project"}})"},
      {Code::bad_request, R"({"plan":{"by":"Project"}})"},
      {Code::bad_plan, R"({"plan":{"by":["Project"],"grain":"week"}})"},
      {Code::incomplete_rule, R"({"plan":{"categories":[{"name":""}]}})"},
      {Code::name_taken, R"({"plan":{"categories":[{"name":"a"},{"name":"a"}]}})"},
      {Code::unknown_condition, with_condition(R"({"op":"like","dimension":"Project"})")},
      {Code::bad_pattern, with_condition(R"({"op":"matches","dimension":"Project","values":["("]})")},
      {Code::bad_bound, with_condition(R"({"op":"number","dimension":"Project","from":"x"})")},
      {Code::empty_range, with_condition(R"({"op":"number","dimension":"Project","from":"2","to":"1"})")},
      {Code::empty_range,
       with_condition(R"({"op":"date","dimension":"Project","from":"2025-02","to":"2025-01"})")},
      {Code::unfitting_field, with_condition(R"({"op":"empty","dimension":"Project","values":["a"]})")},
      {Code::unknown_rule_dimension, with_condition(R"({"op":"empty","dimension":"Tean"})")},
      {Code::unknown_rule_dimension,
       R"({"plan":{"shared":[{"name":"s","source":{"op":"is","dimension":"Tean","values":["a"]},)"
       R"("dimension":"Project","targets":[{"value":"ads"}]}]}})"},
      {Code::unknown_rule_measure, with_shared(R"("method":"proportional","measure":"Price")")},
      {Code::rule_cycle, with_condition(R"({"op":"empty","dimension":"category:k"})")},
      {Code::rule_cycle,
       R"({"plan":{"lists":[{"name":"L","dimension":"list:L","entries":[{"value":"v","owner":"x"}]}]}})"},
      {Code::rules_too_deep, upon_each_other(65)},
      {Code::listed_twice, R"({"plan":{"roster":{"accounts":[{"account":"1"},{"account":"1"}]}}})"},
      {Code::rule_gives_to_source,
       R"({"plan":{"shared":[{"name":"s","source":{"op":"contains","dimension":"Project","values":["a"]},)"
       R"("dimension":"Project","targets":[{"value":"ads"}]}]}})"},
      {Code::unknown_method, with_shared(R"("method":"fair")")},
      {Code::bad_rule_weight, with_shared(R"("method":"fixed","targets":[{"value":"ads","weight":"x"}])")},
      {Code::target_twice, with_shared(R"("targets":[{"value":"ads"},{"value":"ads"}])")},
      {Code::weights_too_long, with_shared(R"("method":"fixed","targets":[{"value":"ads","weight":")" +
                                           std::string(38, '9') + R"("},{"value":"b","weight":"0.1"}])")},
      {Code::percentages_missing,
       with_shared(
           R"("method":"fixed","except":["b"],"targets":[{"value":"ads","weight":"50"},{"value":"b","weight":"50"}])")},
      {Code::percentages_missing,
       with_shared(R"("method":"fixed","targets":[{"value":"ads","weight":"90"}])")},
      {Code::percentages_over, with_shared(R"("method":"fixed","targets":[{"value":"ads","weight":"101"}])")},
  };
}

// What the tests below raise outside the two tables.
constexpr Code kRaisedElsewhere[] = {
    Code::same_file_twice, Code::different_form,     Code::nothing_open, Code::no_amount_column,
    Code::column_not_read, Code::overflow,           Code::bad_weights,  Code::division_by_zero,
    Code::bad_profile,     Code::schedule_too_large, Code::no_usage,     Code::bad_prices,
    Code::file_changed,    Code::bad_list,           Code::unfinished,
};

TEST(Errors, OfReadingAFile) {
  for (const Reading& reading : readings()) {
    Session session;
    const std::string answer = read_into(session, reading.text, reading.request);
    EXPECT_EQ(code_in(answer), name_of(reading.code)) << reading.text.substr(0, 80);
  }
}

TEST(Errors, ASumThatIsTooLargeNamesTheLineThatMakesItSoInItsCurrency) {
  Session session;
  const std::string nines(38, '9');
  const std::string bill =
      "Team,Cost,Currency\na," + nines + ",CNY\nb," + nines + ",USD\nc,5,EUR\nd,1,USD\ne,1,CNY\n";
  const std::string answer = read_into(session, bill, with_mapping("measure", "Cost"));
  EXPECT_EQ(code_in(answer), "sum_too_large");
  EXPECT_NE(answer.find(R"("line":"5")"), std::string::npos) << answer;
  EXPECT_NE(answer.find(R"("line":5,"column":2)"), std::string::npos) << answer;
}

TEST(Errors, OfAnotherFile) {
  Session session;
  ASSERT_EQ(session.begin(json::text_of(request_for("a.csv"))), R"({"done":true})");
  const auto feed = [&](std::string_view text) {
    std::memcpy(session.lend(text.size()), text.data(), text.size());
    return session.feed(text.size());
  };
  feed(kGood);
  session.end();
  session.begin(json::text_of(request_for("b.csv")));
  feed(kGood);
  EXPECT_EQ(code_in(session.end()), "same_file_twice");
  session.begin(json::text_of(request_for("c.csv")));
  feed("Name,City,Fee\nAda,London,3\n");
  EXPECT_EQ(code_in(session.end()), "different_form");
}

TEST(Errors, OfAQuestion) {
  Session session;
  EXPECT_EQ(code_in(session.split(R"({"plan":{}})")), "nothing_open");
  ASSERT_TRUE(read_into(session, kGood, request_for("bill.csv")).starts_with(R"({"profile")"));
  for (const Question& question : questions()) {
    EXPECT_EQ(code_in(session.split(question.request)), name_of(question.code)) << question.request;
  }
}

TEST(Errors, OfABillWithoutAmounts) {
  Session session;
  ASSERT_TRUE(
      read_into(session, "Name,City\nAda,London\n", request_for("people.csv")).starts_with(R"({"profile")"));
  EXPECT_EQ(code_in(session.split(R"({"plan":{"by":["City"]}})")), "no_amount_column");
}

TEST(Errors, OfMeteredUsage) {
  Session session;
  ASSERT_TRUE(read_into(session, kGood, request_for("bill.csv")).starts_with(R"({"profile")"));
  EXPECT_EQ(code_in(session.meter(R"({"plan":{}})")), "no_usage");
  Session metered;
  ASSERT_TRUE(
      read_into(metered,
                "Project,Resource,Requested,Used,BeginTime,EndTime\np,cpu,1,1,2024-09-01,2024-09-02\n",
                request_for("meter.csv"))
          .starts_with(R"({"profile")"));
  EXPECT_EQ(code_in(metered.meter(R"({"plan":{"prices":"Resource,Price\ncpu,cheap\n"}})")), "bad_prices");
}

TEST(Errors, OfAList) {
  Session session;
  ASSERT_TRUE(read_into(session, kGood, request_for("bill.csv")).starts_with(R"({"profile")"));
  EXPECT_EQ(code_in(session.listing(R"({"dimension":"Project","text":"Account,OU\n,x\n"})")), "bad_list");
}

TEST(Errors, OfAColumnThatWasNotStored) {
  Session session;
  BeginRequest request = request_for("bill.csv");
  request.columns = {"Project"};
  ASSERT_TRUE(read_into(session, kGood, request).starts_with(R"({"profile")"));
  EXPECT_EQ(code_in(session.split(R"({"plan":{"by":["Account"]}})")), "column_not_read");
}

TEST(Errors, OfASchedule) {
  Session session;
  std::string text = "OrderNo,AmortizedType,BeginTime,EndTime,PayableAmount\n";
  for (int i = 0; i < 6; ++i) text += std::to_string(i) + ",new,0001-01-01,9999-12-31,1\n";
  ASSERT_TRUE(read_into(session, text, request_for("orders.csv")).starts_with(R"({"profile")"));
  EXPECT_EQ(code_in(session.schedule(R"({"grain":"day","by":"OrderNo"})")), "schedule_too_large");
  EXPECT_EQ(code_in(session.schedule(R"({"grain":"week"})")), "bad_request");
  EXPECT_EQ(code_in(session.schedule(R"({"plan":{"amortization_scale":"many"}})")), "bad_plan");
  EXPECT_EQ(code_in(session.split(R"({"plan":{"basis":"guessed"}})")), "bad_plan");
}

TEST(Rejections, OfACostBillAreOrdersThatCannotBeScheduled) {
  Session session;
  const std::string text =
      "OrderNo,AmortizedType,BeginTime,EndTime,PayableAmount\nA,new,2023-01-31,2023-01-01,62\n"
      "B,new,2023-01-01,2023-01-31,62\n";
  ASSERT_TRUE(read_into(session, text, request_for("orders.csv")).starts_with(R"({"profile")"));
  const std::string lines = session.lines(R"({"plan":{"basis":"amortized"}})");
  EXPECT_NE(lines.find(R"("rejected":"not_scheduled")"), std::string::npos) << lines;
  EXPECT_NE(lines.find(R"("total":"62")"), std::string::npos) << lines;
}

TEST(Errors, OfColumnsThatAreReadFromAnotherFile) {
  Session session;
  BeginRequest request = request_for("bill.csv");
  request.columns = {"Project"};
  ASSERT_TRUE(read_into(session, kGood, request).starts_with(R"({"profile")"));
  Session second;
  ASSERT_TRUE(read_into(second, "Account,Project,Cost\na,search,1\n", request).starts_with(R"({"profile")"));
  EXPECT_EQ(code_in(session.take_columns(second)), "file_changed");
}

TEST(Rejections, OfAMeteredBillAreRecordsWithoutAPriceAndThoseThatCannotBeBilled) {
  Session session;
  const std::string text =
      "Project,App,Resource,SubKind,Requested,Used,BeginTime,EndTime\n"
      "lab,a,cpu,,2,1,2024-09-01 10:00:00,2024-09-01 11:00:00\n"
      "lab,a,gpu,A100,1,1,2024-09-01 10:00:00,2024-09-01 11:00:00\n"
      "lab,a,cpu,,1,1,2024-09-01 12:00:00,2024-09-01 11:00:00\n";
  ASSERT_TRUE(read_into(session, text, request_for("meter.csv")).starts_with(R"({"profile")"));
  const std::string lines =
      session.lines(R"({"plan":{"basis":"metered","prices":"Resource,SubKind,Price,Unit\ncpu,,0.25,\n"}})");
  EXPECT_NE(lines.find(R"("amount":"0.5","rejected":"")"), std::string::npos) << lines;
  EXPECT_NE(lines.find(R"("rejected":"no_price")"), std::string::npos) << lines;
  EXPECT_NE(lines.find(R"("rejected":"not_billed")"), std::string::npos) << lines;
}

TEST(Errors, OfABillThatIsCountedInSteps) {
  std::string text = "Team,Cost\n";
  for (std::size_t row = 0; row <= ::billfold::session::questions::Counting::kRowsAStep; ++row)
    text += "a,1\n";
  Session session;
  ASSERT_TRUE(read_into(session, text, request_for("bill.csv")).starts_with(R"({"profile")"));
  const std::string question = R"({"plan":{"by":["Team"]}})";
  EXPECT_EQ(code_in(session.split(question)), "unfinished");
  EXPECT_NE(session.split(question).find(R"("amount":"2097153")"), std::string::npos);
}

TEST(Errors, OfAmounts) {
  const money::Decimal large{money::power_of_ten(37), 0};
  EXPECT_EQ(money::multiply(large, large).error().code, Code::overflow);
  EXPECT_EQ(money::divide(large, {}, 0, money::Rounding::truncate).error().code, Code::division_by_zero);
  EXPECT_EQ(money::apportion(1, {}, {}).error().code, Code::bad_weights);
}

TEST(Errors, OfAProfile) {
  const Result<vendor::Profile> profile = vendor::parse_profile("{");
  ASSERT_FALSE(profile);
  EXPECT_EQ(profile.error().code, Code::bad_profile);
}

TEST(Errors, HaveACaseHereEach) {
  // out_of_memory is the binding's: a heap exhausted natively ends the test program.
  std::set<Code> covered(std::begin(kRaisedElsewhere), std::end(kRaisedElsewhere));
  covered.insert(Code::out_of_memory);
  for (const Reading& reading : readings()) covered.insert(reading.code);
  for (const Question& question : questions()) covered.insert(question.code);
#define BILLFOLD_CHECK_COVERED(name, sentence) EXPECT_TRUE(covered.contains(Code::name)) << #name;
  BILLFOLD_ERRORS(BILLFOLD_CHECK_COVERED)
#undef BILLFOLD_CHECK_COVERED
}

struct Rejection {
  std::string_view reason;
  std::string_view cell;
};

TEST(Rejections, HaveAReason) {
  for (const Rejection& rejection :
       {Rejection{"not_a_number", "1.2O"},
        Rejection{"too_many_digits", "123456789012345678901234567890123456789"},
        Rejection{"other_mark", "\"1.234,5\""}, Rejection{"surplus_cells", "2,3,x"}}) {
    Session session;
    const std::string text = "Account,Cost\na,1.5\nb,2.5\nc," + std::string(rejection.cell) + "\nd,3.5\n";
    const std::string answer = read_into(session, text, request_for("bill.csv"));
    EXPECT_NE(answer.find(R"("reason":")" + std::string(rejection.reason) + '"'), std::string::npos)
        << answer;
    EXPECT_NE(answer.find(R"("line":4)"), std::string::npos) << answer;
  }
}

}  // namespace
}  // namespace billfold
