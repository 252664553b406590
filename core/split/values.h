#pragma once

// The values of one dimension with what lies behind each, for picking a filter. (rules 2: filters)

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "split/tree.h"

namespace billfold::split {

struct Value {
  std::optional<std::string> text;  // nothing: lines without a value
  std::string name;                 // what people read for it (split/names.h); "" if it has none
  Figure figure;
};

struct Values {
  std::vector<Value> values;  // largest amount first, ties by name, "no value" last
  std::uint64_t found = 0;    // before the limit
  int scale = 0;
};

// Values of `dimension` among the lines that the plan's filters on other dimensions keep, whose text or
// name holds `find` (letter case ignored for ASCII; "no value" is listed only when nothing is looked for), the first
// `limit`. Errors as partial().
Result<Values> values_of(const plan::Plan& plan, std::string_view dimension, std::string_view find,
                         std::uint32_t limit, Dimensions& dimensions);

}  // namespace billfold::split
