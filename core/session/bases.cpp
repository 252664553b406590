#include "session/bases.h"

#include <algorithm>
#include <array>

#include "commitment/lines.h"

namespace billfold::session::questions {

Result<Bases> Bases::of(const bill::Bill& bill) {
  Bases bases;
  Result<std::optional<vendor::CostForm>> form = vendor::cost_form_of(bill.profile);
  if (!form) return form.error();
  bases.form_ = std::move(*form);
  const vendor::CostForm* known = bases.form_ ? &*bases.form_ : nullptr;
  for (const bill::Column& basis : bill.computed) {
    if (basis.amount) bases.all_.push_back({basis.role.name, basis.role.measure_role, true, &*basis.amount});
  }
  for (const bill::Column& column : bill.columns) {
    if (!column.amount || !commitment::is_basis(column.role, known)) continue;
    bases.all_.push_back({column.role.name, column.role.measure_role, false, &*column.amount});
  }
  return bases;
}

const Basis* Bases::named(std::string_view name) const {
  const auto found =
      std::find_if(all_.begin(), all_.end(), [name](const Basis& one) { return one.name == name; });
  return found == all_.end() ? nullptr : &*found;
}

// The first basis of the first role that there is.
const Basis* Bases::of_roles(std::span<const std::string_view> roles) const {
  for (const std::string_view role : roles) {
    for (const Basis& basis : all_) {
      if (basis.role == role) return &basis;
    }
  }
  return nullptr;
}

const Basis* Bases::undiscounted() const {
  constexpr std::array<std::string_view, 3> kRoles = {"list", "on_demand", "original"};
  return of_roles(kRoles);
}

const Basis* Bases::list_prices() const {
  if (!form_) return nullptr;
  const std::array<std::string_view, 1> role = {form_->list};
  return of_roles(role);
}

}  // namespace billfold::session::questions
