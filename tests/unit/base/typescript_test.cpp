#include "base/typescript.h"

#include <gtest/gtest.h>

namespace billfold {
namespace {

struct Leaf {
  std::string key;
  BILLFOLD_FIELDS(Leaf, key)
};

struct Tree {
  json::Entries<Leaf> named;
  std::vector<Leaf> leaves;
  BILLFOLD_FIELDS(Tree, named, leaves)
};

template <class T>
std::string name_of() {
  typescript::Declarations declarations;
  return declarations.name_of<T>();
}

TEST(TypeScript, NamesAValuesTypeAsItIsWrittenWhereItIsUsed) {
  EXPECT_EQ(name_of<bool>(), "boolean");
  EXPECT_EQ(name_of<double>(), "number");
  EXPECT_EQ(name_of<std::uint64_t>(), "number");
  EXPECT_EQ(name_of<std::string>(), "string");
  EXPECT_EQ(name_of<std::optional<std::string>>(), "string | null");
  EXPECT_EQ(name_of<std::vector<std::optional<std::string>>>(), "readonly (string | null)[]");
  EXPECT_EQ(name_of<std::optional<std::vector<std::string>>>(), "readonly (string)[] | null");
  EXPECT_EQ(name_of<json::Entries<std::string>>(), "Readonly<Record<string, string>>");
  EXPECT_EQ(name_of<Leaf>(), "Leaf");
}

TEST(TypeScript, DeclaresEachTypeOnceAndThoseThatItNeedsBeforeIt) {
  typescript::Declarations declarations;
  declarations.add<Tree>();
  declarations.add<Leaf>();
  declarations.add<Tree>();
  EXPECT_EQ(declarations.text(),
            "export interface Leaf {\n"
            "  readonly key: string;\n"
            "}\n\n"
            "export interface Tree {\n"
            "  readonly named: Readonly<Record<string, Leaf>>;\n"
            "  readonly leaves: readonly (Leaf)[];\n"
            "}\n\n");
}

TEST(TypeScript, DeclaresNothingForAValueWithoutFields) {
  typescript::Declarations declarations;
  declarations.add<std::vector<std::string>>();
  EXPECT_EQ(declarations.text(), "");
}

}  // namespace
}  // namespace billfold
