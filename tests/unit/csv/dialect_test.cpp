#include "csv/dialect.h"

#include <gtest/gtest.h>

namespace billfold::csv {
namespace {

TEST(Dialect, IsTheDelimiterUnderWhichTheLinesHaveOneWidth) {
  struct Case {
    std::string_view head;
    char delimiter;
  };
  for (const Case& c : {
           Case{"a,b,c\n1,2,3\n", ','},
           Case{"a;b;c\n1;2;3\n", ';'},
           Case{"a\tb\tc\n1\t2\t3\n", '\t'},
           Case{"a|b|c\n1|2|3\n", '|'},
           Case{"Account;Cost\nx;1,5\ny;2,25\nz;3,75\n", ';'},
           Case{"a\ttags\n1\t{\"k\":1,\"l\":2}\n2\t{\"k\":3}\n3\t\n", '\t'},
           Case{"a,note\n1,\"x;y;z\"\n2,\"p;q;r\"\n", ','},
           Case{"Statement; printed; by bank\nFrom: x\nTo: y\n\na,b,c\n1,2,3\n4,5,6\n7,8,9\n", ','},
       }) {
    EXPECT_EQ(guess_dialect(c.head, true).delimiter, c.delimiter) << c.head;
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
