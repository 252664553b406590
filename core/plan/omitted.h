#pragma once

// Which rows of a bill a plan leaves out because they are wrong. (plan.h: Omitted)

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "bill/bill.h"
#include "plan/plan.h"

namespace billfold::plan {

// A line as the dimension `line` names it, "4117", "2:17" in the second file, or all from one to another, "4-1003",
// "2:4-1003"; `file` counts from 1.
struct LineNames {
  std::uint64_t file = 1;
  std::uint64_t first = 0;
  std::uint64_t last = 0;
};
std::optional<LineNames> line_names_of(std::string_view text);
// `file` counts from 0.
std::string name_of_line(std::size_t file, std::uint64_t line);
std::string name_of_line(const bill::Bill& bill, std::size_t row);
// The lines of these rows, which ascend: one name for three rows and more that follow one another in a file, so that a file
// that was read twice is one name.
std::vector<std::string> names_of_lines(const bill::Bill& bill, std::span<const std::uint32_t> rows);
// "2": counts from 1.
std::optional<std::uint64_t> file_number_of(std::string_view text);

// Whether a line of a file is named, be it a row or not (a total line is none).
bool omits_line(const Omitted& omitted, std::size_t file, std::uint64_t line);

inline bool omits_any(const Omitted& omitted) { return !omitted.lines.empty() || !omitted.files.empty(); }

// By row, 0 where it is left out; of a bill that was made of another's rows, where the row behind it is. A line or a file
// that the bill does not have is no error: no row is of it. Cost: one step a row, and a search a name.
std::vector<std::uint8_t> rows_not_omitted(const Omitted& omitted, const bill::Bill& bill);

}  // namespace billfold::plan
