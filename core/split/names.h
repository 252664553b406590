#pragma once

// The names that people read for what a dimension tells apart by number: a bill that carries the account's
// identifier often carries its name too. (rules 2) Groups stay those of the identifiers: two accounts of one
// name are two.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "split/dimensions.h"

namespace billfold::split {

struct NamedValue {
  std::string value;
  std::string name;
};

// From so many values of a dimension on none is named: nobody reads them all, and the page would have to hold
// them.
inline constexpr std::uint32_t kMostNamed = 20'000;

// The values that have a name other than themselves, in the order of their keys. The name of a value is the one
// that most of its rows carry; of equally many, the first by its bytes. Empty where the bill has no column of
// names beside the dimension's (vendor::name_field_of), or that column is not stored.
// Errors as Dimensions::get for `dimension`. Cost: one step a row.
Result<std::vector<NamedValue>> names_of(std::string_view dimension, Dimensions& dimensions);

// The value's name among `named`, which stands in the order of keys; "" if it has none.
std::string_view name_among(std::span<const NamedValue> named, std::string_view value);

}  // namespace billfold::split
