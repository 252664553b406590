#include "base/fields.h"

#include <gtest/gtest.h>
#include <string>
#include <type_traits>
#include <vector>

namespace billfold {
namespace {

struct Inner {
  int depth = 3;
  BILLFOLD_FIELDS(Inner, depth)
};

struct Outer {
  std::string name = "a";
  Inner inner;
  int unnamed = 9;  // not among its fields
  bool open = true;
  BILLFOLD_FIELDS(Outer, name, inner, open)
};

struct Nothing {
  BILLFOLD_FIELDS(Nothing)
};

struct Plain {
  int x = 0;
};

template <class T>
std::vector<std::string> names_of(T& value) {
  std::vector<std::string> names;
  std::remove_const_t<T>::visit_fields(value,
                                       [&](std::string_view name, const auto&) { names.emplace_back(name); });
  return names;
}

TEST(Fields, AreVisitedByTheirNamesInTheOrderOfTheirLine) {
  const Outer outer;
  EXPECT_EQ(names_of(outer), (std::vector<std::string>{"name", "inner", "open"}));
}

TEST(Fields, AreVisitedAsThemselvesSoThatTheyCanBeChanged) {
  Outer outer;
  Outer::visit_fields(outer, [](std::string_view, auto& field) {
    using Field = std::remove_reference_t<decltype(field)>;
    if constexpr (std::is_same_v<Field, bool>) field = false;
    if constexpr (std::is_same_v<Field, Inner>) field.depth = 7;
  });
  EXPECT_FALSE(outer.open);
  EXPECT_EQ(outer.inner.depth, 7);
  EXPECT_EQ(outer.name, "a");
}

TEST(Fields, OfAConstantAreConstant) {
  const Inner inner;
  Inner::visit_fields(inner, [](std::string_view, auto& field) {
    EXPECT_TRUE(std::is_const_v<std::remove_reference_t<decltype(field)>>);
    EXPECT_EQ(field, 3);
  });
}

TEST(Fields, MayBeNone) {
  const Nothing nothing;
  EXPECT_TRUE(names_of(nothing).empty());
}

TEST(Fields, TellTheNameOfTheirType) { EXPECT_EQ(Outer::kTypeName, "Outer"); }

TEST(HasFields, IsTrueOfAStructThatNamesThem) {
  EXPECT_TRUE(HasFields<Outer>);
  EXPECT_TRUE(HasFields<Nothing>);
  EXPECT_FALSE(HasFields<Plain>);
  EXPECT_FALSE(HasFields<std::string>);
}

}  // namespace
}  // namespace billfold
