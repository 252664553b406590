#include "session/watched.h"

namespace billfold::session::questions {

Result<Spending> spending_of(const Asked& asked, const plan::Plan& plan) {
  Result<split::Tree> whole = split_of(asked, plan);
  if (!whole) return whole.error();
  const Result<split::Measure> measure = split::resolve_measure(asked.bill, plan.measure);
  if (!measure) return measure.error();
  Result<watch::Kept> kept = rows_that_count(asked, plan, *whole);
  if (!kept) return kept.error();
  Result<watch::Days> days = watch::Days::of(asked.bill);
  if (!days) return days.error();
  return Spending{std::move(*whole), *measure, std::move(*kept), std::move(*days)};
}

Result<watch::Kept> rows_in_scope(const Asked& asked, const plan::Budget& budget, const watch::Kept& kept) {
  if (budget.dimension.empty()) return kept;
  plan::Plan scope;
  scope.filters = {{budget.dimension, {budget.value}, false}};
  const auto conditions = split::conditions_of(scope, dimensions_of(asked), split::MissingTag::has_no_value);
  if (!conditions) return conditions.error();
  watch::Kept rows = kept;
  split::for_each_block(rows.size(), *conditions,
                        [&](std::size_t begin, std::size_t count, const std::uint8_t* keep) {
                          for (std::size_t i = 0; i < count; ++i) rows[begin + i] &= keep[i];
                        });
  return rows;
}

Behind behind(const AnomaliesRequest& request, const std::string& kind,
              const std::optional<std::string>& value, const std::string& below) {
  Behind one{without_levels(request.plan), {}};
  if (kind != "total") {
    one.plan.by.push_back(request.dimension);
    one.root.push_back(value);
  }
  one.plan.by.push_back(below);
  return one;
}

}  // namespace billfold::session::questions
