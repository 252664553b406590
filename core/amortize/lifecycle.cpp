#include "amortize/lifecycle.h"

#include <algorithm>

#include "amortize/by_use.h"

namespace billfold::amortize {

i128 Course::through_use(calendar::Day day) const {
  return form == by_use ? taken_through(uses, day, quantity, {linear.amount, scale}, digits) : 0;
}

std::int32_t Course::days_in(const calendar::DayRange& range) const {
  const auto common = calendar::overlap(range, {first, last});
  if (!common) return 0;
  if (form != by_use) return common->count();
  // Days on which something was used, and the last one.
  std::int32_t days = 0;
  calendar::Day before = first - 1;
  for (const Use& use : uses) {
    if (!common->contains(use.day) || use.day == before) continue;
    before = use.day;
    ++days;
  }
  return days + (common->contains(last) && before != last ? 1 : 0);
}

Spread::Spread(const Orders& orders, const bill::Column* column, const DayScale& scale)
    : orders_(&orders),
      column_(column),
      rows_(orders.bill == nullptr ? 0 : static_cast<std::uint32_t>(orders.bill->rows)) {
  int own = column == nullptr ? 0 : column->amount->scale();
  for (const TypedOrder& typed : orders.typed) own = std::max(own, typed.amount.scale);
  digits_ = scale.of_column ? own : scale.digits;
  scale_ = std::max(own, digits_);
  if (column != nullptr) raise_ = money::power_of_ten(scale_ - column->amount->scale());
  unit_ = money::power_of_ten(scale_ - digits_);
}

i128 Spread::amount_of(std::uint32_t row) const {
  if (row < rows_) return column_ == nullptr ? 0 : (*column_->amount)[row].mantissa * raise_;
  const money::Decimal& typed = orders_->typed[row - rows_].amount;
  return typed.mantissa * money::power_of_ten(scale_ - typed.scale);
}

Course Spread::course(const Order& order) const {
  Course course;
  const i128 amount = amount_of(order.row);
  course.first = order.validity.first;
  course.last = last_day_of(*orders_, order);
  course.first = std::min(course.first, course.last);
  course.linear = {amount, 0, 1};
  if (is_by_use(order.kind)) {
    course.form = Course::by_use;
    course.uses = orders_->uses_of(order);
    course.quantity = order.quantity;
    course.scale = scale_;
    course.digits = digits_;
  } else if (order.kind == Kind::payg || order.kind == Kind::refund) {
    course.last = course.first;
  } else {
    course.form = Course::evenly;
    course.linear = spread_evenly(amount, order.validity.count(), unit_);
  }
  return course;
}

bool runs_out(const Orders& orders, const Order& order) {
  if (!is_by_use(order.kind)) return false;
  i128 used = 0;
  for (const Use& use : orders.uses_of(order)) used += use.quantity;
  return used == order.quantity;
}

calendar::Day last_day_of(const Orders& orders, const Order& order) {
  const calendar::Day end = runs_out(orders, order) ? orders.uses_of(order).back().day : order.validity.last;
  return order.ended ? std::min(end, *order.ended) : end;
}

}  // namespace billfold::amortize
