#include "money/mark.h"

#include "money/decimal.h"
#include "money/decimal_parse.h"

namespace billfold::money {

void MarkEvidence::add(std::string_view cell) {
  std::int64_t mantissa = 0;
  int scale = 0;
  if (parse_plain(cell.data(), cell.size(), mantissa, scale)) return add_plain(mantissa, scale);

  Decimal by_point;
  const AmountStatus status = parse_amount(cell, Mark::point, by_point);
  if (status == AmountStatus::other_mark) ++comma;
  if (status != AmountStatus::ok) return;
  Decimal by_comma;
  const AmountStatus other_status = parse_amount(cell, Mark::comma, by_comma);
  if (other_status == AmountStatus::other_mark) ++point;
  if (other_status == AmountStatus::ok && compare(by_point, by_comma) != 0) ++ambiguous;
}

void MarkEvidence::merge(const MarkEvidence& other) {
  point += other.point;
  comma += other.comma;
  ambiguous += other.ambiguous;
}

MarkVerdict MarkEvidence::verdict() const {
  if (point != 0 && comma != 0) return MarkVerdict::conflicting;
  if (point != 0) return MarkVerdict::point;
  if (comma != 0) return MarkVerdict::comma;
  return ambiguous != 0 ? MarkVerdict::ambiguous : MarkVerdict::point;
}

}  // namespace billfold::money
