#pragma once

// The orders of a bill as a plan sees them: resolved, of its currency and filters, spread by its measure. Kept between
// questions, so that another window or another order needs no new schedule.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "amortize/schedule.h"
#include "bill/dimension.h"
#include "session/asked.h"

namespace billfold::session::questions {

// One plan's view of the orders.
struct Chosen {
  std::unique_ptr<amortize::Spread> spread;
  std::vector<amortize::Order> orders;  // by row
  std::vector<amortize::ErrorLine> errors;
  std::vector<std::uint8_t> keep;  // by row of the bill: of the plan's currency and filters
  std::string measure;
  std::string currency;
  i128 left_out = 0;
  std::map<std::string, amortize::Schedule> schedules;  // by grain and dimension

  int scale() const { return spread->scale(); }
};

struct Book {
  std::string orders_key;
  std::unique_ptr<amortize::Orders> orders;
  std::string chosen_key;
  std::unique_ptr<Chosen> chosen;
};

// The resolved orders, of all the bill.
Result<const amortize::Orders*> orders_of(const Asked& asked, const plan::Plan& plan);
// Errors as of a split of the plan.
Result<Chosen*> chosen_of(const Asked& asked, const plan::Plan& plan);
// The schedule by the groups of `dimension`; "": all in one.
Result<const amortize::Schedule*> schedule_of(const Asked& asked, const plan::Plan& plan,
                                              amortize::Grain grain, const std::string& dimension,
                                              Chosen& chosen);
Result<amortize::Grain> grain_of(std::string_view text);

// Which group of a dimension each order is in, as names of the schedule.
Result<amortize::Grouping> grouping_by(const Asked& asked, const plan::Plan& plan,
                                       const std::string& dimension);

LinePlace place_of(const bill::Bill& bill, std::size_t row, std::size_t files_before = 0);

}  // namespace billfold::session::questions
