#pragma once

// TypeScript declarations of structs that name their fields: what the page compiles against is emitted from
// what core compiles against, never kept by hand. Used at build time only.

#include <set>
#include <string>

#include "base/json.h"

namespace billfold::typescript {

// Gathers declarations; each type once, those it needs before it.
class Declarations {
 public:
  template <class T>
  void add() {
    static_cast<void>(name_of<T>());
  }
  const std::string& text() const { return text_; }

  // How a T is written where it is used, after declaring what it needs: "readonly (string | null)[]".
  template <class T>
  std::string name_of() {
    return name_of(json::shape_of<T>());
  }

 private:
  std::string name_of(const json::Shape& shape) {
    switch (shape.kind) {
      case json::Kind::boolean:
        return "boolean";
      case json::Kind::ratio:
      case json::Kind::integer:
        return "number";
      case json::Kind::text:
        return "string";
      case json::Kind::if_any:
        return name_of(shape.item());
      case json::Kind::optional:
        return name_of(shape.item()) + " | null";
      case json::Kind::entries:
        return "Readonly<Record<string, " + name_of(shape.item()) + ">>";
      case json::Kind::list:
        return "readonly (" + name_of(shape.item()) + ")[]";
      case json::Kind::object:
        declare(shape);
        return std::string(shape.name);
    }
    return {};
  }

  void declare(const json::Shape& shape) {
    if (!declared_.insert(std::string(shape.name)).second) return;
    std::string body = "export interface " + std::string(shape.name) + " {\n";
    for (const json::Field& field : shape.fields) {
      const json::Shape& inner = field.shape();
      const bool may_lack = inner.kind == json::Kind::if_any;
      body += "  readonly " + std::string(field.name) + (may_lack ? "?: " : ": ") + name_of(inner) + ";\n";
    }
    text_ += body + "}\n\n";
  }

  std::string text_;
  std::set<std::string> declared_;
};

}  // namespace billfold::typescript
