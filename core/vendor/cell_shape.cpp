#include "vendor/cell_shape.h"

#include "calendar/date.h"
#include "money/decimal_parse.h"
#include "vendor/column_name.h"

namespace billfold::vendor {
namespace {

constexpr auto kNothing =
    std::to_array<std::string_view>({"", "NULL", "null", "None", "nan", "NaN", "N/A", "-", "--", "/"});

constexpr std::size_t kLongNumber = 12;

bool only_digits(std::string_view text) {
  for (const char c : text) {
    if (c < '0' || c > '9') return false;
  }
  return true;
}

bool is_amount(std::string_view text) {
  money::Decimal amount;
  const money::AmountStatus status = money::parse_amount(text, money::Mark::point, amount);
  return status == money::AmountStatus::ok || status == money::AmountStatus::other_mark ||
         status == money::AmountStatus::too_many_digits;
}

}  // namespace

Shape shape_of(std::string_view cell) {
  const std::string_view text = trimmed(cell);
  for (const std::string_view nothing : kNothing) {
    if (text == nothing) return Shape::empty;
  }
  if (only_digits(text)) {
    const bool long_or_padded = text.size() >= kLongNumber || (text.size() > 1 && text.front() == '0');
    return long_or_padded ? Shape::identifier : Shape::amount;
  }
  if (is_amount(text)) return Shape::amount;
  if (calendar::parse_date(text, calendar::Order::mdy) || calendar::parse_date(text, calendar::Order::dmy)) {
    return Shape::date;
  }
  if (text.size() > 1 &&
      ((text.front() == '{' && text.back() == '}') || (text.front() == '[' && text.back() == ']'))) {
    return Shape::tags;
  }
  return Shape::word;
}

std::uint32_t ShapeCount::filled() const {
  std::uint32_t sum = 0;
  for (const std::uint32_t count : counts) sum += count;
  return sum - of(Shape::empty);
}

bool ShapeCount::mostly(Shape shape) const {
  const std::uint32_t count = of(shape);
  return count > 0 && count * 5 >= filled() * 4;
}

}  // namespace billfold::vendor
