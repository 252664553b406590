#pragma once

// The bases on which a bill's lines can be read, as the questions about discounts and commitments and the explanations of
// their figures both need them. (rules 5)

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "bill/bill.h"
#include "vendor/cost_form.h"

namespace billfold::session::questions {

// An amount column, or one that is computed.
struct Basis {
  std::string name;
  std::string role;
  bool derived = false;
  const bill::AmountColumn* amounts = nullptr;
};

class Bases {
 public:
  // The bill must outlive them.
  static Result<Bases> of(const bill::Bill& bill);

  const std::vector<Basis>& all() const { return all_; }
  const std::optional<vendor::CostForm>& form() const { return form_; }
  // Null where there is none.
  const Basis* named(std::string_view name) const;
  // The best price without any discount.
  const Basis* undiscounted() const;
  // The one that the form calls so: what commitments cover is counted at it.
  const Basis* list_prices() const;

 private:
  const Basis* of_roles(std::span<const std::string_view> roles) const;

  std::optional<vendor::CostForm> form_;
  std::vector<Basis> all_;
};

}  // namespace billfold::session::questions
