#include "csv/dialect.h"

#include <gtest/gtest.h>

namespace billfold::csv {
namespace {

struct Case {
  std::string_view what;
  std::string_view head;
  char delimiter;
};

constexpr Case kCases[] = {
    {"commas", "a,b,c\n1,2,3\n", ','},
    {"semicolons", "a;b;c\n1;2;3\n", ';'},
    {"tabs", "a\tb\tc\n1\t2\t3\n", '\t'},
    {"pipes", "a|b|c\n1|2|3\n", '|'},
    {"one column", "Cost\n1\n2\n", ','},
    {"nothing", "", ','},
    {"no header", "1;2,5;3\n4;5,5;6\n7;8,5;9\n", ';'},
    {"decimal commas", "Account;Cost\nx;1,5\ny;2,25\nz;3,75\n", ';'},
    {"decimal commas in every column", "a;b;c\n1,1;2,2;3,3\n4,4;5,5;6,6\n7,7;8,8;9,9\n", ';'},
    {"JSON", "id\ttags\n1\t{\"k\":1,\"l\":2}\n2\t{\"k\":3}\n3\t\n", '\t'},
    {"JSON of one shape",
     "id\ttags\n1\t{\"k\":1,\"l\":2,\"m\":3,\"n\":4}\n2\t{\"k\":5,\"l\":6,\"m\":7,\"n\":8}\n"
     "3\t{\"k\":9,\"l\":10,\"m\":11,\"n\":12}\n4\t{\"k\":13,\"l\":14,\"m\":15,\"n\":16}\n",
     '\t'},
    {"packed labels beside rows that lack their last cell",
     "pod,labels,node\np1,app:x|env:y|team:z,n1\np2,app:u|env:v|team:w\np3,app:r|env:s|team:t\n"
     "p4,app:o|env:p|team:q\n",
     ','},
    {"delimiters in quotes", "a,note\n1,\"x;y;z\"\n2,\"p;q;r\"\n", ','},
    {"header names in quotes", "\"Cost, net\";\"Tax, net\"\n1;2\n", ';'},
    {"lines before the table", "Statement; printed; by bank\nFrom: x\nTo: y\n\na,b,c\n1,2,3\n4,5,6\n7,8,9\n",
     ','},
    {"a header without rows behind a line", "Report | all accounts\na,b,c\n", ','},
    {"byte order mark", "\xEF\xBB\xBFx;y\n1;2\n", ';'},
};

TEST(Dialect, IsTheDelimiterUnderWhichTheHeadIsATable) {
  for (const Case& c : kCases) {
    EXPECT_EQ(guess_dialect(c.head, true).delimiter, c.delimiter) << c.what;
  }
}

TEST(Dialect, IsNotDisturbedByLinesBeforeTheTable) {
  for (const char delimiter : {',', ';', '\t', '|'}) {
    for (std::size_t lines = 2; lines <= 24; ++lines) {
      std::string head;
      for (std::size_t line = 0; line < lines; ++line) {
        head += "Period " + std::to_string(line) + ": from 2026-04-01; to 2026-04-30, all | any\n";
      }
      for (const std::string_view row :
           {"Account Cost Currency", "anna 1,5 EUR", "ben 2,5 USD", "cleo 3,75 CNY"}) {
        for (const char c : row) head += c == ' ' ? delimiter : c == ',' && delimiter == ',' ? '.' : c;
        head += '\n';
      }
      EXPECT_EQ(guess_dialect(head, true).delimiter, delimiter) << head;
    }
  }
}

TEST(Records, LeaveOutWhatTheHeadCutsOff) {
  const std::string_view head = "a,b\n1,2\n3,";
  EXPECT_EQ(records_of(head, {}, 10, false).size(), 2U);
  EXPECT_EQ(records_of(head, {}, 10, true).size(), 3U);
  EXPECT_EQ(records_of(head, {}, 1, true).size(), 1U);
}

TEST(Records, SayWhereTheyBegin) {
  const std::vector<Record> records = records_of(
      "\xEF\xBB\xBF"
      "a,b\n\n\"x\ny\",2\n5,6\n",
      {}, 10, true);
  ASSERT_EQ(records.size(), 3U);
  EXPECT_EQ(records[0].offset, 3U);
  EXPECT_EQ(records[1].line, 3U);
  EXPECT_EQ(records[2].line, 5U);
  EXPECT_EQ(records[2].offset, 16U);
  EXPECT_EQ(records[1].fields, (std::vector<std::string>{"x\ny", "2"}));
}

}  // namespace
}  // namespace billfold::csv
