#include "base/json.h"

#include <cmath>

namespace billfold::json {

void append_quoted(std::string& out, std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte >= 0x20) {
      out += c;
    } else {
      out += "\\u00";
      out += kHex[byte >> 4U];
      out += kHex[byte & 15U];
    }
  }
  out += '"';
}

void append_ratio(std::string& out, double ratio) {
  if (!std::isfinite(ratio)) ratio = 0;
  const bool negative = ratio < 0;
  const auto millionths = static_cast<std::uint64_t>(std::fabs(ratio) * 1e6 + 0.5);
  if (negative && millionths != 0) out += '-';
  out += std::to_string(millionths / 1000000U);
  const std::string fraction = std::to_string(1000000U + millionths % 1000000U);
  const std::size_t last = fraction.find_last_not_of('0');
  if (last > 0) {
    out += '.';
    out.append(fraction, 1, last);
  }
}

}  // namespace billfold::json
