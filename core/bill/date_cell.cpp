#include "bill/date_cell.h"

#include "money/decimal_parse.h"

namespace billfold::bill {
namespace {

// Seconds since 1970, as AI vendors' usage exports write their buckets: the civil day in UTC.
std::optional<calendar::ParsedDate> parse_epoch(std::string_view cell) {
  std::int64_t seconds = 0;
  int scale = 0;
  if (!money::parse_plain(cell.data(), cell.size(), seconds, scale) || scale != 0 || seconds < 0)
    return std::nullopt;
  constexpr std::int64_t kSecondsADay = 86400;
  constexpr std::int64_t kDaysTo10000 =
      2932897;  // 9999 is the last year of a date; milliseconds lie beyond it
  if (seconds / kSecondsADay >= kDaysTo10000) return std::nullopt;
  return calendar::ParsedDate{.day = {static_cast<std::int32_t>(seconds / kSecondsADay)}};
}

}  // namespace

DateForm date_form(std::string_view date_order) {
  if (date_order == "epoch") return {.epoch = true};
  if (date_order == "mdy") return {.order = calendar::Order::mdy};
  if (date_order == "dmy") return {.order = calendar::Order::dmy};
  return {};
}

std::optional<calendar::ParsedDate> parse_date_cell(std::string_view cell, const DateForm& form) {
  return form.epoch ? parse_epoch(cell) : calendar::parse_date(cell, form.order);
}

}  // namespace billfold::bill
