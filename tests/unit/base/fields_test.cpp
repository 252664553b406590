#include "base/fields.h"

#include <gtest/gtest.h>
#include <string>
#include <string_view>

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

struct Noted {
  struct Field {
    std::string_view name;
    std::size_t offset;
    std::size_t size;
  };
  template <class T>
  static constexpr Field field(std::string_view name, std::size_t offset) {
    return {name, offset, sizeof(T)};
  }
};

TEST(Fields, AreListedByTheirNamesInTheOrderOfTheirLine) {
  constexpr auto fields = Outer::list_fields<Noted>();
  ASSERT_EQ(fields.size(), 3U);
  EXPECT_EQ(fields[0].name, "name");
  EXPECT_EQ(fields[1].name, "inner");
  EXPECT_EQ(fields[2].name, "open");
}

TEST(Fields, TellWhereTheyLieAndWhatTheyAre) {
  const Outer outer;
  const auto place = [&outer](const auto& field) {
    return static_cast<std::size_t>(reinterpret_cast<const char*>(&field) -
                                    reinterpret_cast<const char*>(&outer));
  };
  constexpr auto fields = Outer::list_fields<Noted>();
  EXPECT_EQ(fields[0].offset, place(outer.name));
  EXPECT_EQ(fields[1].offset, place(outer.inner));
  EXPECT_EQ(fields[2].offset, place(outer.open));
  EXPECT_EQ(fields[0].size, sizeof(std::string));
  EXPECT_EQ(fields[2].size, sizeof(bool));
}

TEST(Fields, MayBeNone) { EXPECT_TRUE(Nothing::list_fields<Noted>().empty()); }

TEST(Fields, TellTheNameOfTheirType) { EXPECT_EQ(Outer::kTypeName, "Outer"); }

TEST(HasFields, IsTrueOfAStructThatNamesThem) {
  EXPECT_TRUE(HasFields<Outer>);
  EXPECT_TRUE(HasFields<Nothing>);
  EXPECT_FALSE(HasFields<Plain>);
  EXPECT_FALSE(HasFields<std::string>);
}

}  // namespace
}  // namespace billfold
