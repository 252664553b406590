#include "bill/form.h"

#include <gtest/gtest.h>

namespace billfold::bill {
namespace {

using Texts = std::vector<std::string>;

const std::vector<vendor::Profile>& profiles() {
  static const std::vector<vendor::Profile> all = *vendor::built_in_profiles();
  return all;
}

Result<Form> form_of(std::string_view head, const Wishes& wishes = {}, bool whole = true) {
  return form_of_text(head, whole, profiles(), wishes);
}

std::string error_of(std::string_view head, const Wishes& wishes = {}, bool whole = true) {
  const Result<Form> form = form_of(head, wishes, whole);
  return form ? "none" : std::string(name_of(form.error().code));
}

Texts names(const Form& form) {
  Texts out;
  for (const vendor::ColumnRole& role : form.recognition.columns) out.push_back(role.name);
  return out;
}

TEST(Form, SaysWhereTheHeaderStandsAndWhereRowsBegin) {
  const Result<Form> form = form_of("Bill of April\nMade by hand\n\nAccount;Project;Cost\nx;p;1\ny;q;2\n");
  ASSERT_TRUE(form) << sentence_of(form.error());
  EXPECT_EQ(form->dialect.delimiter, ';');
  EXPECT_EQ(names(*form), (Texts{"Account", "Project", "Cost"}));
  EXPECT_EQ(form->header_line, 4U);
  EXPECT_EQ(form->preamble_lines, 2U);  // the blank line is no record
  EXPECT_EQ(form->data_line, 5U);
  EXPECT_EQ(form->data_offset, 49U);  // 14 + 13 + 1 + 21
  ASSERT_EQ(form->first_rows.size(), 2U);
  EXPECT_EQ(form->first_rows[0].fields, (Texts{"x", "p", "1"}));
}

TEST(Form, CountsTheBlankLinesBetweenHeaderAndRowsAsPassed) {
  const Result<Form> form = form_of("Account,Cost\n\n\nx,1\n");
  ASSERT_TRUE(form);
  EXPECT_EQ(form->data_line, 4U);
  EXPECT_EQ(form->data_offset, 15U);
}

TEST(Form, BeginsBehindTheHeaderWhereTheWholeFileHasNoRows) {
  const Result<Form> form = form_of("Account,Cost\n");
  ASSERT_TRUE(form);
  EXPECT_EQ(form->data_offset, 13U);
  EXPECT_EQ(form->data_line, 2U);
  EXPECT_TRUE(form->first_rows.empty());
}

TEST(Form, BeginsAtTheFirstRecordWhereTheFileHasNoHeader) {
  const Result<Form> form = form_of("1001,search,1.25\n1002,ads,2.5\n1003,video,3.75\n");
  ASSERT_TRUE(form) << sentence_of(form.error());
  EXPECT_FALSE(form->recognition.has_header);
  EXPECT_EQ(form->header_line, 0U);
  EXPECT_EQ(form->preamble_lines, 0U);
  EXPECT_EQ(form->data_offset, 0U);
  EXPECT_EQ(form->data_line, 1U);
  EXPECT_EQ(form->first_rows.size(), 3U);
}

TEST(Form, LeavesOutARowThatTheHeadCutsOff) {
  const Result<Form> form = form_of("Account,Cost\nx,1\ny,2", {}, false);
  ASSERT_TRUE(form);
  EXPECT_EQ(form->first_rows.size(), 1U);
}

TEST(Form, TakesTheDelimiterThatAPersonDecided) {
  const Result<Form> form =
      form_of("Account,Name;Cost\nx,n;1\n", {.mapping = {}, .delimiter = ';', .decimal_mark = {}});
  ASSERT_TRUE(form) << sentence_of(form.error());
  EXPECT_EQ(names(*form), (Texts{"Account,Name", "Cost"}));
}

TEST(Form, TakesTheHeaderLineThatAPersonDecided) {
  const Result<Form> form = form_of("Account,Cost\nAccount,Price\nx,1\n",
                                    {.mapping = {.header_line = 2}, .delimiter = 0, .decimal_mark = {}});
  ASSERT_TRUE(form) << sentence_of(form.error());
  EXPECT_EQ(names(*form), (Texts{"Account", "Price"}));
  EXPECT_EQ(form->header_line, 2U);
  EXPECT_EQ(form->preamble_lines, 1U);
}

struct MarkCase {
  std::string_view what;
  std::string_view cells;  // of one amount column
  std::string wish;
  money::Mark mark;
  bool ambiguous;
};

TEST(Form, DecidesTheDecimalMarkOfAColumnByEvidenceOrByAPersonsWord) {
  const MarkCase cases[] = {
      {"no mark", "1;2;3", "", money::Mark::point, false},
      {"a point is proven", "1.5;1.234;3", "", money::Mark::point, false},
      {"a comma is proven", "1,5;1,234;3", "", money::Mark::comma, false},
      {"nothing is proven", "1,234;7;8", "", money::Mark::point, true},
      {"point by wish", "1,234;7;8", "point", money::Mark::point, false},
      {"comma by wish", "1,234;7;8", "comma", money::Mark::comma, false},
      {"comma by wish against the evidence", "1.5;7;8", "comma", money::Mark::comma, false},
  };
  for (const MarkCase& expected : cases) {
    std::string text = "Account\tCost\n";
    std::string_view rest = expected.cells;
    for (char account = 'a'; account <= 'c'; ++account) {
      const std::size_t end = rest.find(';');
      text += std::string(1, account) + "\t" + std::string(rest.substr(0, end)) + "\n";
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    }
    const Result<Form> form = form_of(text, {.mapping = {}, .delimiter = 0, .decimal_mark = expected.wish});
    ASSERT_TRUE(form) << expected.what;
    EXPECT_EQ(form->marks[1], expected.mark) << expected.what;
    EXPECT_EQ(form->ambiguous_marks[1], expected.ambiguous) << expected.what;
  }
}

TEST(Form, DecidesTheMarkOfEachColumnByItself) {
  const Result<Form> form = form_of("Account\tCost\tTax\na\t1,5\t1.5\nb\t2,5\t2.5\n");
  ASSERT_TRUE(form);
  EXPECT_EQ(form->marks[1], money::Mark::comma);
  EXPECT_EQ(form->marks[2], money::Mark::point);
}

TEST(Form, OfBlankLinesIsAnError) { EXPECT_EQ(error_of("\n \n,,\n"), "no_header"); }

TEST(Form, OfMarkupIsNoBill) {
  EXPECT_EQ(error_of("\xEF\xBB\xBF\n <html>,x\n"), "not_a_bill");
  EXPECT_EQ(error_of("<?xml version=\"1.0\"?>\n"), "not_a_bill");
}

TEST(Form, OfPlainTextIsNoBill) { EXPECT_EQ(error_of("Dear reader\nthis is a letter\n"), "not_a_bill"); }

TEST(Form, OfOneColumnIsABillWhereItIsAnAmount) { EXPECT_EQ(error_of("Cost\n1.25\n2.5\n"), "none"); }

TEST(Form, HasAtMost4096Columns) {
  const auto header = [](int columns) {
    std::string line = "Account";
    for (int column = 1; column < columns; ++column) line += ",c" + std::to_string(column);
    return line + "\n";
  };
  EXPECT_EQ(error_of(header(4096)), "none");
  EXPECT_EQ(error_of(header(4097)), "too_many_columns");
}

TEST(Form, ThatAMappingDoesNotFitIsAnError) {
  constexpr std::string_view kText = "Account,Team,Cost\nx,t,1\n";
  const auto with = [](std::string field, std::string column) {
    Wishes wishes;
    wishes.mapping.field_to_column[std::move(field)] = std::move(column);
    return wishes;
  };
  EXPECT_EQ(error_of(kText, with("project", "Team")), "none");
  EXPECT_EQ(error_of(kText, with("project", "Teams")), "unknown_column");
  EXPECT_EQ(error_of(kText, with("projects", "Team")), "unknown_field");
  EXPECT_EQ(error_of(kText, {.mapping = {.profile = "no-such-vendor"}, .delimiter = 0, .decimal_mark = {}}),
            "unknown_profile");
}

TEST(Form, OfAHeadThatHoldsNoWholeRowIsAnError) {
  const std::string row(1000, 'x');
  const Result<Form> form = form_of("Account,Cost\nx," + row, {}, false);
  ASSERT_FALSE(form);
  EXPECT_EQ(sentence_of(form.error()),
            "Line 2 is longer than 1015 bytes. A quote may be unclosed before it.");  // 13 + 2 + 1000
}

TEST(Form, OfRecordsTakesTheirFirstForTheNames) {
  const Result<Form> form = form_of_records({{.line = 1, .offset = 0, .fields = {"Account", "Cost"}},
                                             {.line = 3, .offset = 40, .fields = {"x", "1,5"}}},
                                            profiles(), {});
  ASSERT_TRUE(form) << sentence_of(form.error());
  EXPECT_EQ(names(*form), (Texts{"Account", "Cost"}));
  EXPECT_EQ(form->header_line, 0U);
  ASSERT_EQ(form->first_rows.size(), 1U);
  EXPECT_EQ(form->first_rows[0].line, 3U);
  EXPECT_EQ(form->marks[1], money::Mark::comma);
}

TEST(Form, OfNoRecordsIsAnError) {
  const Result<Form> form = form_of_records({}, profiles(), {});
  ASSERT_FALSE(form);
  EXPECT_EQ(form.error().code, Code::no_header);
}

}  // namespace
}  // namespace billfold::bill
