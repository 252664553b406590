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
    if constexpr (std::is_same_v<T, bool>) {
      return "boolean";
    } else if constexpr (std::is_same_v<T, double> || std::is_integral_v<T>) {
      return "number";
    } else if constexpr (std::is_same_v<T, std::string>) {
      return "string";
    } else if constexpr (json::detail::is_if_any<T>) {
      return name_of<typename T::value_type>();
    } else if constexpr (json::detail::is_optional<T>) {
      return name_of<typename T::value_type>() + " | null";
    } else if constexpr (json::detail::is_entries<T>) {
      return "Readonly<Record<string, " + name_of<typename T::value_type::second_type>() + ">>";
    } else if constexpr (json::detail::is_vector<T>) {
      return "readonly (" + name_of<typename T::value_type>() + ")[]";
    } else {
      declare<T>();
      return std::string(T::kTypeName);
    }
  }

 private:
  template <class T>
  void declare() {
    if (!declared_.insert(std::string(T::kTypeName)).second) return;
    std::string body = "export interface " + std::string(T::kTypeName) + " {\n";
    const T example{};
    T::visit_fields(example, [&](std::string_view name, const auto& field) {
      using Field = std::remove_cvref_t<decltype(field)>;
      constexpr bool may_lack = json::detail::is_if_any<Field>;
      body += "  readonly " + std::string(name) + (may_lack ? "?: " : ": ") + name_of<Field>() + ";\n";
    });
    text_ += body + "}\n\n";
  }

  std::string text_;
  std::set<std::string> declared_;
};

}  // namespace billfold::typescript
