#include "amortize/roll_forward.h"

namespace billfold::amortize {
namespace {

bool add_to(i128& sum, i128 amount) { return !__builtin_add_overflow(sum, amount, &sum) && money::fits(sum); }

}  // namespace

bool add_movement(const Order& order, const Course& course, calendar::Day added,
                  const calendar::DayRange& days, Movement& sum) {
  if (order.kind == Kind::payg) return true;
  const i128 before = course.through(days.first - 1);
  const i128 now = course.through(days.last) - before;
  if (order.kind == Kind::refund) {
    // Paid back and recognised on one day: the balance does not move by it.
    return add_to(sum.amortized, now) && add_to(sum.refunds, -now);
  }
  bool fits =
      add_to(sum.opening, (added < days.first ? course.amount() : 0) - before) && add_to(sum.amortized, now);
  if (days.contains(added)) {
    const bool residual = order.kind == Kind::change && course.amount() < 0;
    fits = fits && add_to(residual ? sum.residuals : sum.purchases, course.amount());
  }
  return fits;
}

bool merge(const Movement& other, Movement& sum) {
  return add_to(sum.opening, other.opening) && add_to(sum.purchases, other.purchases) &&
         add_to(sum.residuals, other.residuals) && add_to(sum.amortized, other.amortized) &&
         add_to(sum.refunds, other.refunds);
}

}  // namespace billfold::amortize
