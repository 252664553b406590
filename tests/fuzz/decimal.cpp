// The text of a cell can be anything. Whatever it is, parse_amount refuses it, or gives a decimal that is
// written and read again as the same; the fast way in agrees with it, and so does the evidence for the
// column's mark.

#include "money/decimal.h"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "money/decimal_format.h"
#include "money/decimal_parse.h"
#include "money/mark.h"

namespace {

using namespace billfold::money;

void require(bool holds) {
  if (!holds) std::abort();
}

bool same(const Decimal& a, const Decimal& b) { return a.mantissa == b.mantissa && a.scale == b.scale; }

void read_again(const std::string& text, const Decimal& amount) {
  Decimal again;
  require(parse_amount(text, Mark::point, again) == AmountStatus::ok);
  require(compare(again, amount) == 0);
}

AmountStatus check_under(std::string_view text, Mark mark, Decimal& amount) {
  const AmountStatus status = parse_amount(text, mark, amount);
  if (status != AmountStatus::ok) return status;
  require(fits(amount.mantissa) && amount.scale >= 0 && amount.scale <= kMaxScale);
  Decimal again;
  require(parse_amount(format(amount), Mark::point, again) == AmountStatus::ok && same(again, amount));
  read_again(format_trimmed(amount), amount);
  read_again(format_at_least(amount, 2), amount);
  return status;
}

void check_plain(std::string_view text, AmountStatus by_point, const Decimal& amount) {
  std::int64_t mantissa = 0;
  int scale = 0;
  const bool taken = parse_plain(text.data(), text.size(), mantissa, scale);
  const std::string longer = std::string(text) + std::string(kReadable, '5');
  std::int64_t again = 0;
  int scale_again = 0;
  require(parse_plain_readable(longer.data(), text.size(), again, scale_again) == taken);
  if (!taken) return;
  require(again == mantissa && scale_again == scale);
  require(by_point == AmountStatus::ok && same(amount, {.mantissa = mantissa, .scale = scale}));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  Decimal point;
  Decimal comma;
  const AmountStatus by_point = check_under(text, Mark::point, point);
  const AmountStatus by_comma = check_under(text, Mark::comma, comma);
  check_plain(text, by_point, point);

  // What is refused by both marks is refused by each; what is empty is so by both.
  require((by_point == AmountStatus::not_a_number) == (by_comma == AmountStatus::not_a_number));
  require((by_point == AmountStatus::empty) == (by_comma == AmountStatus::empty));

  MarkEvidence evidence;
  evidence.add(text);
  if (evidence.comma != 0) require(by_point == AmountStatus::other_mark);
  if (evidence.ambiguous == 0 && by_point == AmountStatus::ok && by_comma == AmountStatus::ok) {
    require(compare(point, comma) == 0);
  }
  return 0;
}
