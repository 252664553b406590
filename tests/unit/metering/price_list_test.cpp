#include "metering/price_list.h"

#include "unit/metering/support.h"

namespace billfold::metering {
namespace {

TEST(PriceList, IsCsvOrJson) {
  for (const std::string_view text :
       {"Resource,SubKind,Price,Unit\ngpu,A100,9.5,card/hour\ncpu,,0.003,core/hour\n",
        "Unit;Price;Resource;SubKind\ncard/hour;9,5;gpu;A100\ncore/hour;0,003;cpu;\n",
        R"([{"Resource":"gpu","SubKind":"A100","Price":"9.5","Unit":"card/hour"},
            {"Resource":"cpu","SubKind":"","Price":0.003,"Unit":"core/hour"}])"}) {
    const Result<PriceList> list = price_list_of(text);
    ASSERT_TRUE(list) << sentence_of(list.error());
    ASSERT_EQ(list->prices.size(), 2U) << text;
    EXPECT_EQ(list->prices[0].sub_kind, "A100");
    EXPECT_EQ(money::format_trimmed(list->prices[0].price), "9.5");
    EXPECT_EQ(list->prices[1].kind, "cpu");
    EXPECT_EQ(money::format_trimmed(list->prices[1].price), "0.003");
    EXPECT_EQ(list->prices[1].seconds, 3600);
  }
  EXPECT_TRUE(price_list_of("")->prices.empty());
}

TEST(PriceList, TheUnitSaysByWhatAPriceCounts) {
  struct Case {
    std::string_view kind;
    std::string_view unit;
    std::int64_t seconds;
    std::int64_t count;
  };
  for (const Case& c : {
           Case{"cpu", "", 3600, 1},
           Case{"cpu", "核/小时", 3600, 1},
           Case{"cpu", "core-hour", 3600, 1},
           Case{"memory", "GiB*Day", 86400, 1},
           Case{"gpu", "卡/天", 86400, 1},
           Case{"gpu", "card/min", 60, 1},
           Case{"pvc", "GiB-seconds", 1, 1},
           Case{"network", "GiB", 0, 1},
           Case{"requests", "1K requests", 0, 1000},
           Case{"input_tokens", "", 0, 1000000},
           Case{"input_tokens", "\"1,000,000 tokens\"", 0, 1000000},
           Case{"input_tokens", "MTok", 0, 1000000},
           Case{"output_tokens", "百万 token", 0, 1000000},
           Case{"output_tokens", "千tokens", 0, 1000},
           Case{"output_tokens", "token", 0, 1},
       }) {
    const PriceList list = price_list(std::string(c.kind) + ",,1," + std::string(c.unit) + "\n");
    ASSERT_EQ(list.prices.size(), 1U) << c.unit;
    EXPECT_EQ(list.prices[0].seconds, c.seconds) << c.kind << " " << c.unit;
    EXPECT_EQ(list.prices[0].count, c.count) << c.kind << " " << c.unit;
  }
}

TEST(PriceList, SaysWhatItCannotUseAndWhere) {
  struct Case {
    std::string_view text;
    std::uint64_t line;
  };
  for (const Case& c : {
           Case{"Resource,SubKind,Price,Unit\ncpu,,1,core/hour\ngpu,,cheap,card/hour\n", 3},
           Case{"Resource,SubKind,Price,Unit\ncpu,,1,core/month\n", 2},
           Case{"Resource,SubKind,Price,Unit\ncpu,,1,hour\ncpu,,2,hour\n", 3},
           Case{"Resource,SubKind,Price,Unit\ncpu,,-1,hour\n", 2},
           Case{"Resource,SubKind,Price,Unit,ValidFrom\ncpu,,1,hour,soon\n", 2},
           Case{"Resource,SubKind,Price,Unit,Above\ncpu,,1,hour,0\ncpu,,1,day,5\n", 3},
           Case{"Name,City\nAda,London\n", 0},
       }) {
    const Result<PriceList> list = price_list_of(c.text);
    ASSERT_FALSE(list) << c.text;
    EXPECT_EQ(list.error().code, Code::bad_prices) << c.text;
    EXPECT_EQ(list.error().place.line, c.line) << sentence_of(list.error());
  }
}

TEST(PriceList, ASubKindsOwnPriceGoesBeforeThatOfItsKind) {
  const PriceList list = price_list("gpu,,5,\ngpu,A100,9,\n");
  const calendar::Day day{20000};
  EXPECT_EQ(prices_for(list, "gpu", "A100", day).at(0)->price.mantissa, 9);
  EXPECT_EQ(prices_for(list, "gpu", "T4", day).at(0)->price.mantissa, 5);
  EXPECT_TRUE(prices_for(list, "cpu", "", day).empty());
}

}  // namespace
}  // namespace billfold::metering
