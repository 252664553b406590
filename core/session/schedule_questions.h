#pragma once

// Rows of a schedule as the protocol has them, shared by the questions about orders.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "amortize/roll_forward.h"
#include "session/order_book.h"

namespace billfold::session::questions {

// What an order row says of the order, without cells.
ScheduleRow order_row(const amortize::Order& order, const amortize::Spread& spread);
// The periods [from, to] of one order that can get something.
std::vector<ScheduleCell> order_cells(const amortize::Order& order, const amortize::Spread& spread,
                                      amortize::Grain grain, amortize::Period first_period,
                                      amortize::Period from, amortize::Period to);
std::vector<std::string> marks_of(const amortize::Order& order, const amortize::Spread& spread,
                                  const calendar::DayRange& days);
ScheduleError error_info(const amortize::ErrorLine& error, const Asked& asked, const Chosen& chosen);

// The arithmetic of what one order gives in a range of days.
std::vector<WhyStep> why_steps(const amortize::Order& order, const Asked& asked,
                               const amortize::Spread& spread, const calendar::DayRange& days);

// Periods asked for, within those of the schedule.
struct Window {
  amortize::Period first = 0;
  amortize::Period last = -1;
};
Result<Window> window_of(const std::string& from, const std::string& to, const amortize::Partial& table);
std::vector<std::string> period_names(const amortize::Partial& table);

// What one order gives to a roll-forward: whether it was in the books before the first day, or came into them by the last;
// what of it was recognised before the first day, and through the last.
struct MovedOrder {
  const amortize::Order& order;
  amortize::Movement movement;
  bool was_there = false;
  bool came = false;
  i128 amount = 0;
  i128 before = 0;
  i128 through = 0;
};
using OnMoved = std::function<void(const MovedOrder&)>;
// Every order that has a part in it, in the order of the bill. Errors: as of roll_forward.
Result<void> for_each_moved(const Asked& asked, const RollForwardRequest& request, const OnMoved& on_moved);
// What every prepaid order gives to a month of the journal.
using OnPosted = std::function<void(const amortize::Order& order, i128 amount)>;
Result<void> for_each_posted(const Asked& asked, const plan::Plan& plan, const std::string& month,
                             const OnPosted& on_posted);

}  // namespace billfold::session::questions
