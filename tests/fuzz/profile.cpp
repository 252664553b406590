// A profile is text that anybody can have written: a template that was passed on. Whatever it is, it is refused with its
// name and a reason, or it is understood, and then it is written and understood again as the same. Whatever it says, a
// table is recognised with it: names are unique and the measure is one of the amount columns.

#include "vendor/profile.h"

#include <cstdlib>
#include <set>
#include <string>

#include "base/json.h"
#include "csv/dialect.h"
#include "vendor/recognise.h"

namespace {

namespace vendor = billfold::vendor;
using Table = std::vector<billfold::csv::Record>;

void check(const vendor::Recognition& recognition) {
  std::set<std::string> names;
  bool measure_found = recognition.default_measure.empty();
  for (const vendor::ColumnRole& column : recognition.columns) {
    if (!names.insert(column.name).second) std::abort();
    const bool is_measure = column.name == recognition.default_measure;
    measure_found = measure_found || (is_measure && column.kind == vendor::ColumnRole::amount);
  }
  if (!measure_found) std::abort();
}

// The profile's own first names over cells of every shape.
Table table_for(const vendor::Profile& profile) {
  Table table(4);
  for (const auto& columns : profile.required) {
    if (!columns.empty()) table[1].fields.push_back(columns.front());
  }
  for (const auto& measure : profile.measures) table[1].fields.push_back(measure.columns.front());
  for (const auto& [field, columns] : profile.fields) table[1].fields.push_back(columns.front());
  table[0].fields = {"notes", "", "7"};
  table[2].fields = {"2026-03-01", "1.50", "007", "{\"a\":1}", "word", ""};
  table[3].fields = {"3/4/26", "$2", "123456789012", "x", "-1,5"};
  return table;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto profile = vendor::parse_profile(text);
  if (!profile) {
    if (profile.error().code != billfold::Code::bad_profile) std::abort();
    return 0;
  }
  const std::string written = billfold::json::text_of(*profile);
  const auto again = vendor::parse_profile(written);
  if (!again || billfold::json::text_of(*again) != written) std::abort();
  const Table table = table_for(*profile);
  const auto recognition = vendor::recognise(table, std::span(&*profile, 1), {});
  if (!recognition) std::abort();
  check(*recognition);
  return 0;
}
