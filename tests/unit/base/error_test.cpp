#include "base/error.h"

#include <gtest/gtest.h>

#include "base/result.h"

namespace billfold {
namespace {

TEST(Error, HasTheNameThatTheCatalogueKnows) { EXPECT_EQ(name_of(Code::empty_file), "empty_file"); }

TEST(Error, FillsItsValuesIntoTheSentence) {
  const Error error = make_error(Code::unterminated_quote, {{"line", "4117"}}, {.line = 4117});
  EXPECT_EQ(sentence_of(error),
            "A quote opened on line 4117 is never closed. Close it in the source and try again.");
}

TEST(Error, ShowsAQuestionMarkForAValueThatWasNotGiven) {
  EXPECT_EQ(sentence_of(make_error(Code::unknown_column)), "There is no column \"?\" in this file.");
}

TEST(Result, CarriesAValueOrAnError) {
  const Result<int> good = 7;
  const Result<int> bad = make_error(Code::overflow);
  ASSERT_TRUE(good);
  EXPECT_EQ(*good, 7);
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().code, Code::overflow);
}

}  // namespace
}  // namespace billfold
