#pragma once

// Rows of a schedule as the protocol has them, shared by the questions about orders.

#include <optional>
#include <string>
#include <vector>

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

}  // namespace billfold::session::questions
