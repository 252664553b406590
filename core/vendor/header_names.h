#pragma once

// The names of one header, found by the patterns of a profile.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace billfold::vendor {

// How a profile compares names: as they stand but for letter case; without blanks, marks and units; by their
// words.
enum class NameForm : unsigned char { plain, loose, spaced };

std::string name_in(NameForm form, std::string_view column);

class HeaderNames {
 public:
  HeaderNames(std::span<const std::string> cells, NameForm form);

  static constexpr std::size_t npos = static_cast<std::size_t>(-1);
  // The first column that fits one of the patterns, the patterns in their order; npos if none does.
  std::size_t find(std::span<const std::string> patterns) const;
  // visit(column) for each column that fits; a pattern without `*` fits the first of its name only.
  template <class Visit>
  void for_each(std::string_view pattern, Visit&& visit) const {
    for (const std::size_t column : matches(pattern)) visit(column);
  }

  const std::vector<std::string>& names() const { return names_; }

 private:
  std::vector<std::size_t> matches(std::string_view pattern) const;

  NameForm form_;
  std::vector<std::string> names_;
  std::unordered_map<std::string, std::size_t> first_;
};

}  // namespace billfold::vendor
