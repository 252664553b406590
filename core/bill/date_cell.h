#pragma once

// How a bill's date cells are read: numeric dates in the order that the whole column has, or seconds since 1970.

#include <optional>
#include <string_view>

#include "calendar/date.h"

namespace billfold::bill {

struct DateForm {
  bool epoch = false;
  calendar::Order order = calendar::Order::ymd;
};

// Of a bill's date_order: ymd mdy dmy epoch, "" if it has no dates.
DateForm date_form(std::string_view date_order);

// Nothing where the cell is no date.
std::optional<calendar::ParsedDate> parse_date_cell(std::string_view cell, const DateForm& form);

}  // namespace billfold::bill
