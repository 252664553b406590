#include "vendor/cell_shape.h"

#include <gtest/gtest.h>

namespace billfold::vendor {
namespace {

void expect_shape(Shape shape, std::initializer_list<std::string_view> cells) {
  for (const std::string_view cell : cells) EXPECT_EQ(shape_of(cell), shape) << '"' << cell << '"';
}

TEST(Shape, OfACellThatSaysNothingIsEmpty) {
  expect_shape(Shape::empty,
               {"", " \t", "NULL", "null", "None", "nan", "NaN", "N/A", "-", "--", "/", " NULL "});
}

TEST(Shape, OfANumberIsAnAmountUnderEitherMark) {
  expect_shape(Shape::amount, {"0", "7", "12.50", "-1,234.50", "(12.00)", "¥ 12", "1.2E-7", "12 USD", "0,5",
                               "1.234,56", "1.234.567", " 12 ", "12345678901"});
}

TEST(Shape, OfDigitsWithALeadingZeroOrTwelveAndMoreIsAnIdentifier) {
  expect_shape(Shape::identifier,
               {"007", "00", "210000000123", "123456789012345678901234567890123456789012"});
}

TEST(Shape, OfALongNumberWithAPointIsAnAmount) {
  expect_shape(Shape::amount, {"210000000123.5", "0.12345678901234567"});
}

TEST(Shape, OfADayOrAMonthWithMarksInItIsADate) {
  expect_shape(Shape::date, {"2025-04-11", "2025/4", "4/13/25", "13/4/25", "2025年4月1日", "Apr-25",
                             "2025-04-11T22:00:00Z"});
}

TEST(Shape, OfBracketsWithAnEndIsTags) {
  expect_shape(Shape::tags, {"{}", R"({"team":"a"})", "[]", "[{'key': 'team'}]", "{user_team=a}"});
  expect_shape(Shape::word, {"{", "[", R"({"team":)", "[1)", "team:a|env:b"});
}

TEST(Shape, OfEverythingElseIsAWord) {
  expect_shape(Shape::word, {"search", "12%", "1.2K", "i-0123456789ab", "12 GiB", "nothing", "项目"});
}

ShapeCount count_of(std::initializer_list<Shape> shapes) {
  ShapeCount count;
  for (const Shape shape : shapes) count.add(shape);
  return count;
}

TEST(ShapeCount, CountsEachShapeAndTheCellsThatSaySomething) {
  const ShapeCount count = count_of({Shape::empty, Shape::word, Shape::amount, Shape::amount, Shape::tags});
  EXPECT_EQ(count.of(Shape::empty), 1U);
  EXPECT_EQ(count.of(Shape::amount), 2U);
  EXPECT_EQ(count.of(Shape::date), 0U);
  EXPECT_EQ(count.filled(), 4U);
}

TEST(ShapeCount, IsMostlyAShapeWhereFourOfFiveFilledCellsHaveIt) {
  ShapeCount count = count_of({Shape::amount, Shape::amount, Shape::amount, Shape::amount, Shape::word,
                               Shape::empty, Shape::empty, Shape::empty});
  EXPECT_TRUE(count.mostly(Shape::amount));
  EXPECT_FALSE(count.mostly(Shape::word));
  count.add(Shape::word);
  EXPECT_FALSE(count.mostly(Shape::amount));
}

TEST(ShapeCount, IsMostlyNothingWithoutACellThatSaysSomething) {
  const ShapeCount count = count_of({Shape::empty, Shape::empty});
  EXPECT_FALSE(count.mostly(Shape::amount));
  EXPECT_FALSE(ShapeCount{}.mostly(Shape::word));
}

}  // namespace
}  // namespace billfold::vendor
