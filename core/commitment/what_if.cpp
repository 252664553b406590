#include "commitment/what_if.h"

#include <array>
#include <string>
#include <utility>

namespace billfold::commitment {
namespace {

using money::Decimal;
using money::Rounding;

constexpr int kPercentDigits = 2;
constexpr Decimal kHundred = {100, 0};

// The first failure of a chain of sums; what follows it counts nothing.
class Arithmetic {
 public:
  Decimal keep(const Result<Decimal>& result) {
    if (!result && !error_) error_ = result.error();
    return result ? *result : Decimal{};
  }
  Decimal add(const Decimal& a, const Decimal& b) { return keep(money::add(a, b)); }
  Decimal subtract(const Decimal& a, const Decimal& b) { return keep(money::subtract(a, b)); }
  Decimal multiply(const Decimal& a, const Decimal& b) { return keep(money::multiply(a, b)); }
  Decimal divide(const Decimal& a, const Decimal& b, int scale) {
    return keep(money::divide(a, b, scale, Rounding::half_up));
  }
  std::optional<Decimal> percent(const Decimal& part, const Decimal& whole) {
    if (whole.mantissa == 0) return std::nullopt;
    return divide(multiply(part, kHundred), whole, kPercentDigits);
  }
  const std::optional<Error>& error() const { return error_; }

 private:
  std::optional<Error> error_;
};

Decimal smaller(const Decimal& a, const Decimal& b) { return money::compare(a, b) <= 0 ? a : b; }

Error refused(std::string what, std::string where) {
  return make_error(Code::bad_request, {{"what", std::move(what)}, {"where", std::move(where)}});
}

std::optional<Error> complaint(const WhatIf& what_if) {
  const std::array<std::pair<const char*, const Decimal*>, 6> inputs = {
      {{"usage_hours", &what_if.usage_hours},
       {"reserved_hours", &what_if.reserved_hours},
       {"commitment", &what_if.commitment},
       {"on_demand_rate", &what_if.on_demand_rate},
       {"reservation_part", &what_if.reservation_part},
       {"plan_part", &what_if.plan_part}}};
  for (const auto& [name, input] : inputs) {
    if (input->mantissa < 0) return refused("is below 0", name);
  }
  const bool plan_is_free = what_if.on_demand_rate.mantissa == 0 || what_if.plan_part.mantissa == 0;
  if (what_if.commitment.mantissa > 0 && plan_is_free) {
    return refused("must be above 0 where there is a commitment",
                   what_if.plan_part.mantissa == 0 ? "plan_part" : "on_demand_rate");
  }
  return std::nullopt;
}

}  // namespace

Result<Effect> effect_of(const WhatIf& what_if) {
  if (std::optional<Error> wrong = complaint(what_if)) return *wrong;
  Arithmetic exact;
  Effect effect;
  const Decimal rate = what_if.on_demand_rate;
  effect.list = exact.multiply(what_if.usage_hours, rate);

  const Decimal reserved_rate = exact.multiply(rate, what_if.reservation_part);
  effect.reservation_hours = smaller(what_if.reserved_hours, what_if.usage_hours);
  effect.reservation_cost = exact.multiply(what_if.reserved_hours, reserved_rate);
  effect.reservation_unused =
      exact.multiply(exact.subtract(what_if.reserved_hours, effect.reservation_hours), reserved_rate);

  const Decimal plan_rate = exact.multiply(rate, what_if.plan_part);
  const Decimal left = exact.subtract(what_if.usage_hours, effect.reservation_hours);
  effect.plan_used = smaller(what_if.commitment, exact.multiply(left, plan_rate));
  effect.plan_cost = what_if.commitment;
  effect.plan_unused = exact.subtract(what_if.commitment, effect.plan_used);
  if (what_if.commitment.mantissa > 0) {
    effect.plan_hours = exact.divide(effect.plan_used, plan_rate, Effect::kFractionDigits);
    // Not by the hours, which were cut.
    effect.plan_list = exact.divide(effect.plan_used, what_if.plan_part, Effect::kFractionDigits);
  }
  effect.on_demand_cost = exact.subtract(exact.multiply(left, rate), effect.plan_list);
  effect.on_demand_hours = exact.subtract(left, effect.plan_hours);

  const Decimal total =
      exact.add(exact.add(effect.reservation_cost, effect.plan_cost), effect.on_demand_cost);
  const Decimal savings = exact.subtract(effect.list, total);
  effect.total = exact.divide(total, {1, 0}, Effect::kSumDigits);
  effect.savings = exact.subtract(effect.list, effect.total);
  effect.discount = exact.percent(savings, effect.list);
  effect.reservation_coverage = exact.percent(effect.reservation_hours, what_if.usage_hours);
  effect.plan_coverage = exact.percent(effect.plan_hours, what_if.usage_hours);
  effect.on_demand_coverage = exact.percent(effect.on_demand_hours, what_if.usage_hours);
  if (exact.error()) return *exact.error();
  return effect;
}

}  // namespace billfold::commitment
