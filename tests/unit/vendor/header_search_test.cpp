#include "vendor/header_search.h"

#include <gtest/gtest.h>

#include "records.h"

namespace billfold::vendor {
namespace {

struct Case {
  std::string_view what;
  std::string_view lines;
  std::uint32_t record;
  bool has_header;
};

TEST(HeaderSearch, FindsTheFirstFullLineOfWordsAboveTheRows) {
  for (const Case& c : {
           Case{"a header on top", "team|cost\nkiwi|1.50\nplum|2.25", 0, true},
           Case{"a header and nothing else", "team|cost|day", 0, true},
           Case{"only words", "name|town\nlin|kiwi\nbo|plum", 0, true},
           Case{"one line before it", "some notes\nteam|cost|day\nkiwi|1.50|2026-03-01", 1, true},
           Case{"lines padded to the table's width",
                "Statement|||\nAccount: [kiwi]|||\nFrom: [2026-03-01]|||\n|||\ntime|kind|what|amount\n"
                "2026-03-01 10:00:00|a|x|¥1.50\n2026-03-02 11:00:00|b|y|¥2.25",
                4, true},
           Case{"a summary before the table",
                "Invoice|17\nTotal|99.50\nCurrency|USD\nProject|Service|Kind|Cost\nkiwi|run|regular|60.00\n"
                "plum|run|tax|39.50",
                3, true},
           Case{"names that are years", "team|2024|2025\nkiwi|1.50|2.50\nplum|3.50|4.50", 0, true},
           Case{"an empty name", "a|b|c||e\n1|2|3|4|5\n6|7|8|9|10", 0, true},
           Case{"rows with many holes", "a|b|c|d|e|f\n1|x||||\n2|y||||", 0, true},
           Case{"rows wider than the header", "a|b\n1|2|3\n4|5|6", 0, true},
           Case{"no header", "123|x|text1\n345|y|text2\n567|z|text3", 0, false},
           Case{"no header, words for empty", "1|null|0|0\n2|0|0|null\n3|null||\n4|null|0|null", 0, false},
           Case{"no header, days", "2026-03-01|kiwi|1.50\n2026-03-02|plum|2.25", 0, false},
           Case{"a note, then no header", "notes\n1|kiwi|x\n2|plum|y\n3|fig|z", 1, false},
           Case{"one column", "amount\n1.50\n2.25", 0, true},
           Case{"one line of numbers says too little", "1|2|3", 0, true},
       }) {
    const HeaderPlace place = find_header_by_shape(records_of_lines(c.lines));
    EXPECT_EQ(place.record, c.record) << c.what;
    EXPECT_EQ(place.has_header, c.has_header) << c.what;
  }
}

TEST(HeaderSearch, CountsTheWidthThatMostRecordsHave) {
  EXPECT_EQ(usual_width(records_of_lines("a\n1|2|3\n4|5|6\n7|8|9|10")), 3U);
  EXPECT_EQ(usual_width(records_of_lines("a|b\n1|2|3")), 3U) << "the wider one of equals";
  EXPECT_EQ(usual_width({}), 0U);
}

TEST(CellShape, TellsAmountsFromIdentifiersAndDates) {
  for (const std::string_view amount :
       {"1.50", "-1,234.50", "¥28.16", "$0.02", "(12.00)", "1.2E-7", "1,5", "42", "0"}) {
    EXPECT_EQ(shape_of(amount), Shape::amount) << amount;
  }
  for (const std::string_view id : {"007", "123456789012", "00"})
    EXPECT_EQ(shape_of(id), Shape::identifier) << id;
  for (const std::string_view date : {"2026-03-01", "3/1/26", "2026-03-01T10:00:00Z", "2026-03"}) {
    EXPECT_EQ(shape_of(date), Shape::date) << date;
  }
  for (const std::string_view word : {"kiwi", "1.2.3.4", "12 GiB", "x1"})
    EXPECT_EQ(shape_of(word), Shape::word) << word;
  for (const std::string_view empty : {"", " ", "NULL", "-", "/"})
    EXPECT_EQ(shape_of(empty), Shape::empty) << empty;
  EXPECT_EQ(shape_of(R"({"a":1})"), Shape::tags);
}

}  // namespace
}  // namespace billfold::vendor
