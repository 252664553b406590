#pragma once

// The text of a JSON value as it stands in the file: what a cell of a bill is made of.

#include <string_view>

#include "simdjson.h"

namespace billfold::json {

// A string unescaped, a number exactly as written (never through a double), true and false as words, a list
// or object as its JSON text; null is not present. False: the value is malformed. The view lives as long as
// the parser's current document and its text.
bool raw_text(simdjson::ondemand::value value, std::string_view& text, bool& present);

// Whether this is a number as JSON spells it: -12.50e-3.
bool is_json_number(std::string_view text);

}  // namespace billfold::json
