#include "bill/footer.h"

#include <gtest/gtest.h>
#include <string>

namespace billfold::bill {
namespace {

TEST(Footer, BeginsWithAWordForTotalInEitherLanguage) {
  for (const std::string_view word : {"Total", "Totals", "Grand total", "Sum", "Subtotal", "合计", "总计",
                                      "总额", "小计", "总和", "合计金额"})
    EXPECT_TRUE(is_total_word(word)) << word;
}

TEST(Footer, MayBeWrittenInAnyLetterCase) {
  for (const std::string_view word : {"TOTAL", "total", "gRaNd ToTaL"})
    EXPECT_TRUE(is_total_word(word)) << word;
}

TEST(Footer, MayHaveBlanksAroundItsWordAndAColonAfterIt) {
  for (const std::string_view word :
       {" Total", "Total\t", "\t Total \t ", "Total:", "合计：", " Total : ", "Total \t : \t "})
    EXPECT_TRUE(is_total_word(word)) << '"' << word << '"';
}

TEST(Footer, IsNoLineThatOnlyHoldsSuchAWord) {
  for (const std::string_view word :
       {"Total cost", "Totally", "subtotals", "Total-1", "本月合计", "To tal", "Grand  total"})
    EXPECT_FALSE(is_total_word(word)) << word;
}

TEST(Footer, IsNoLineWithoutAWord) {
  for (const std::string_view word : {"", " ", ":", "0"})
    EXPECT_FALSE(is_total_word(word)) << '"' << word << '"';
  EXPECT_FALSE(is_total_word(std::string(1000, 't')));
}

}  // namespace
}  // namespace billfold::bill
