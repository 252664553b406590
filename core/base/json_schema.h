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

  std::string schema_of(const json::Shape& shape) {
    switch (shape.kind) {
      case json::Kind::boolean:
        return R"({"type":"boolean"})";
      case json::Kind::ratio:
        return R"({"type":"number"})";
      case json::Kind::integer:
        return shape.is_signed ? R"({"type":"integer"})" : R"({"type":"integer","minimum":0})";
      case json::Kind::text:
        return R"({"type":"string"})";
      case json::Kind::if_any:
        return schema_of(shape.item());
      case json::Kind::optional:
        return R"({"anyOf":[)" + schema_of(shape.item()) + R"(,{"type":"null"}]})";
      case json::Kind::list:
        return R"({"type":"array","items":)" + schema_of(shape.item()) + "}";
      case json::Kind::entries:
        return R"({"type":"object","additionalProperties":)" + schema_of(shape.item()) + "}";
      case json::Kind::object:
        define(shape);
        return R"({"$ref":"#/definitions/)" + std::string(shape.name) + R"("})";
    }
    return {};
  }

 private:
  void define(const json::Shape& shape) {
    if (!defined_.insert(std::string(shape.name)).second) return;
    std::string body;
    for (const json::Field& field : shape.fields) {
      if (!body.empty()) body += ',';
      body += '"' + std::string(field.name) + "\":" + schema_of(field.shape());
    }
    if (!text_.empty()) text_ += ',';
    text_ += '"' + std::string(shape.name) + R"(":{"type":"object","properties":{)" + body +
             R"(},"additionalProperties":false})";
  }

  std::string text_;
  std::set<std::string> defined_;
};

// The whole schema of a T.
template <class T>
std::string of(std::string_view title) {
  Definitions definitions;
  const std::string root = definitions.schema_of(json::shape_of<T>());
  return R"({"$schema":"http://json-schema.org/draft-07/schema#","title":")" + std::string(title) +
         R"(","allOf":[)" + root + R"(],"definitions":{)" + definitions.text() + "}}";
}

}  // namespace billfold::json_schema
