#include "json/raw_text.h"

#include <gtest/gtest.h>

namespace billfold::json {
namespace {

TEST(RawText, KnowsANumberAsJsonSpellsIt) {
  for (const std::string_view number :
       {"0", "-0", "12", "12.50", "-1.2E-7", "1e5", "1E+05", "0.000", "123456789012345678901234567890.5"}) {
    EXPECT_TRUE(is_json_number(number)) << number;
  }
  for (const std::string_view other :
       {"", "-", "01", "1.", ".5", "+1", "1e", "1e+", "1,5", "0x1", "1 2", "NaN", "1.5f"}) {
    EXPECT_FALSE(is_json_number(other)) << other;
  }
}

struct Case {
  std::string_view json;
  std::string_view text;
  bool present;
};

TEST(RawText, TakesAValueAsItStands) {
  for (const Case& c : {
           Case{R"(["a\"b\u4e2d\n"])", "a\"b中\n", true},
           Case{"[ 1.50 ]", "1.50", true},
           Case{"[0.10000000000000000555]", "0.10000000000000000555", true},
           Case{"[true]", "true", true},
           Case{"[false ]", "false", true},
           Case{"[null]", "", false},
           Case{R"([{"k": [1, 2]} ])", R"({"k": [1, 2]})", true},
           Case{R"([[ "x" ] ])", R"([ "x" ])", true},
       }) {
    simdjson::ondemand::parser parser;
    const simdjson::padded_string padded(c.json);
    simdjson::ondemand::document document;
    simdjson::ondemand::value value;
    ASSERT_EQ(parser.iterate(padded).get(document), simdjson::SUCCESS);
    ASSERT_EQ(document.at(0).get(value), simdjson::SUCCESS);
    std::string_view text;
    bool present = false;
    ASSERT_TRUE(raw_text(value, text, present)) << c.json;
    EXPECT_EQ(text, c.text);
    EXPECT_EQ(present, c.present) << c.json;
  }
}

TEST(RawText, RefusesAMisspeltValue) {
  for (const std::string_view json : {"[tru]", "[nul]", "[falsey]", "[12a]", "[01]", "[-]", R"(["\x"])"}) {
    simdjson::ondemand::parser parser;
    const simdjson::padded_string padded(json);
    simdjson::ondemand::document document;
    simdjson::ondemand::value value;
    ASSERT_EQ(parser.iterate(padded).get(document), simdjson::SUCCESS);
    ASSERT_EQ(document.at(0).get(value), simdjson::SUCCESS);
    std::string_view text;
    bool present = false;
    EXPECT_FALSE(raw_text(value, text, present)) << json;
  }
}

}  // namespace
}  // namespace billfold::json
