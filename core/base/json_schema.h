#pragma once

// JSON Schema of structs that name their fields: the form of what is saved and passed on, for programs that are
// not ours, emitted from what core reads. As the reader has it, every field may be absent and no other may be
// there. Used at build time only.

#include <set>
#include <string>

#include "base/json.h"

namespace billfold::json_schema {

class Definitions {
 public:
  const std::string& text() const { return text_; }

  template <class T>
  std::string schema_of() {
    if constexpr (std::is_same_v<T, bool>) {
      return R"({"type":"boolean"})";
    } else if constexpr (std::is_same_v<T, double>) {
      return R"({"type":"number"})";
    } else if constexpr (std::is_integral_v<T>) {
      return std::is_unsigned_v<T> ? R"({"type":"integer","minimum":0})" : R"({"type":"integer"})";
    } else if constexpr (std::is_same_v<T, std::string>) {
      return R"({"type":"string"})";
    } else if constexpr (json::detail::is_optional<T>) {
      return R"({"anyOf":[)" + schema_of<typename T::value_type>() + R"(,{"type":"null"}]})";
    } else if constexpr (json::detail::is_vector<T>) {
      return R"({"type":"array","items":)" + schema_of<typename T::value_type>() + "}";
    } else {
      define<T>();
      return R"({"$ref":"#/definitions/)" + std::string(T::kTypeName) + R"("})";
    }
  }

 private:
  template <class T>
  void define() {
    if (!defined_.insert(std::string(T::kTypeName)).second) return;
    std::string body;
    const T example{};
    T::visit_fields(example, [&](std::string_view name, const auto& field) {
      using Field = std::remove_cvref_t<decltype(field)>;
      if (!body.empty()) body += ',';
      body += '"' + std::string(name) + "\":" + schema_of<Field>();
    });
    if (!text_.empty()) text_ += ',';
    text_ += '"' + std::string(T::kTypeName) + R"(":{"type":"object","properties":{)" + body +
             R"(},"additionalProperties":false})";
  }

  std::string text_;
  std::set<std::string> defined_;
};

// The whole schema of a T.
template <class T>
std::string of(std::string_view title) {
  Definitions definitions;
  const std::string root = definitions.schema_of<T>();
  return R"({"$schema":"http://json-schema.org/draft-07/schema#","title":")" + std::string(title) +
         R"(","allOf":[)" + root + R"(],"definitions":{)" + definitions.text() + "}}";
}

}  // namespace billfold::json_schema
