#include "session/focus_columns.h"

#include <algorithm>

#include "vendor/profile.h"

namespace billfold::session {

std::vector<FocusColumn> focus_columns() {
  std::vector<FocusColumn> found;
  const Result<std::vector<vendor::Profile>> profiles = vendor::built_in_profiles();
  if (!profiles) return found;
  const auto add = [&](const std::string& name, const vendor::Profile::Columns& columns) {
    const bool is_there =
        std::any_of(found.begin(), found.end(), [&](const FocusColumn& each) { return each.name == name; });
    if (!is_there) found.push_back({name, columns.front()});
  };
  for (const vendor::Profile& profile : *profiles) {
    if (profile.name != "focus") continue;
    for (const auto& [field, columns] : profile.fields) add(field, columns);
    for (const vendor::Profile::Measure& measure : profile.measures) {
      if (measure.money) add(measure.role, measure.columns);
    }
  }
  return found;
}

}  // namespace billfold::session
