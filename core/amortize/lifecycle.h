#pragma once

// How one amount of one order is recognised in time, whatever its kind. (rules 3)
//
// Everything that a schedule says follows from one function: what is recognised through the end of a day. A period's
// amount is a difference of two, its opening is one, what is left is the total less one. A refund cuts the course
// short: on its day the whole remainder is recognised, and nothing after.

#include <cstdint>

#include "amortize/linear.h"
#include "amortize/order.h"

namespace billfold::amortize {

struct Course {
  enum Form : std::uint8_t { at_once, evenly, by_use };

  Form form = at_once;
  calendar::Day first;  // the first day that can get something
  calendar::Day last;   // the last: from here on all is recognised
  Linear linear;        // of at_once only its amount
  // Of by_use:
  std::span<const Use> uses = {};
  i128 quantity = 0;
  int scale = 0;
  int digits = 0;

  i128 amount() const { return linear.amount; }
  // Recognised from the beginning through the end of `day`. Cost: one multiplication, whatever the days, or a step a
  // deduction.
  i128 through(calendar::Day day) const {
    if (day >= last) return linear.amount;
    if (day < first) return 0;
    return form == evenly ? linear.daily * (day - first + 1) : through_use(day);
  }
  i128 on(calendar::Day day) const { return through(day) - through(day - 1); }
  // Days amortized in the range, both ends counted.
  std::int32_t days_in(const calendar::DayRange& range) const;

 private:
  i128 through_use(calendar::Day day) const;
};

// One amount column of the orders, at the scale of its schedule.
class Spread {
 public:
  // `column` is an amount column of the orders' bill; null: of typed orders only.
  Spread(const Orders& orders, const bill::Column* column, const DayScale& scale);

  const Orders& orders() const { return *orders_; }
  const bill::Column* column() const { return column_; }
  int scale() const { return scale_; }    // of every amount here
  int digits() const { return digits_; }  // s
  i128 amount_of(std::uint32_t row) const;
  Course course(const Order& order) const;

 private:
  const Orders* orders_;
  const bill::Column* column_;
  std::uint32_t rows_ = 0;
  int digits_ = 0;
  int scale_ = 0;
  i128 raise_ = 1;  // from the column's scale to that of the schedule
  i128 unit_ = 1;
};

// The day on which the order's last amount falls: the end of its validity, its refund, or the day on which its
// quantity runs out.
calendar::Day last_day_of(const Orders& orders, const Order& order);
bool runs_out(const Orders& orders, const Order& order);

}  // namespace billfold::amortize
