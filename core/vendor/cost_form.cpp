#include "vendor/cost_form.h"

#include "base/json.h"
#include "vendor/embedded.h"

namespace billfold::vendor {

Result<std::optional<CostForm>> cost_form_of(std::string_view profile) {
  for (const EmbeddedProfile& file : embedded_costs()) {
    if (file.name != profile) continue;
    Result<CostForm> form = json::parse<CostForm>(file.text, Code::bad_profile);
    if (!form) return form.error();
    return std::optional(std::move(*form));
  }
  return std::optional<CostForm>();
}

}  // namespace billfold::vendor
