#include "vendor/header_names.h"

#include "vendor/column_name.h"

namespace billfold::vendor {

std::string name_in(NameForm form, std::string_view column) {
  switch (form) {
    case NameForm::plain:
      return plain_name(column);
    case NameForm::loose:
      return loose_name(column);
    case NameForm::spaced:
      break;
  }
  return spaced_name(column);
}

HeaderNames::HeaderNames(std::span<const std::string> cells, NameForm form) : form_(form) {
  names_.reserve(cells.size());
  for (const std::string& cell : cells) {
    names_.push_back(name_in(form, cell));
    if (!names_.back().empty()) first_.emplace(names_.back(), names_.size() - 1);
  }
}

std::vector<std::size_t> HeaderNames::matches(std::string_view pattern) const {
  const std::string name = name_in(form_, pattern);
  if (name.find('*') == std::string::npos) {
    const auto found = first_.find(name);
    return found == first_.end() ? std::vector<std::size_t>{} : std::vector<std::size_t>{found->second};
  }
  std::vector<std::size_t> columns;
  for (std::size_t i = 0; i < names_.size(); ++i) {
    if (!names_[i].empty() && fits(names_[i], name)) columns.push_back(i);
  }
  return columns;
}

std::size_t HeaderNames::find(std::span<const std::string> patterns) const {
  for (const std::string& pattern : patterns) {
    const std::vector<std::size_t> found = matches(pattern);
    if (!found.empty()) return found.front();
  }
  return npos;
}

}  // namespace billfold::vendor
