#pragma once

// Which rows of a bill a plan leaves out because they are wrong. (plan.h: Omitted)

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bill/bill.h"
#include "plan/plan.h"

namespace billfold::plan {

// A line as the dimension `line` names it: "4117", "2:17" in the second file; `file` counts from 1.
struct LineName {
  std::uint64_t file = 1;
  std::uint64_t line = 0;
};
std::optional<LineName> line_name_of(std::string_view text);
std::string name_of_line(const bill::Bill& bill, std::size_t row);
// "2": counts from 1.
std::optional<std::uint64_t> file_number_of(std::string_view text);

inline bool omits_any(const Omitted& omitted) { return !omitted.lines.empty() || !omitted.files.empty(); }

// By row, 0 where it is left out; of a bill that was made of another's rows, where the row behind it is. A line or a file
// that the bill does not have is no error: no row is of it. Cost: one step a row, and a search a name.
std::vector<std::uint8_t> rows_not_omitted(const Omitted& omitted, const bill::Bill& bill);

}  // namespace billfold::plan
