#include "csv/field.h"

#include <cstring>

namespace billfold::csv {
namespace {

// What stands between quotes, doubled quotes made one; stops behind the closing quote.
std::size_t append_quoted(std::string_view text, std::size_t at, char quote, std::string& out) {
  for (;;) {
    const std::size_t found = text.find(quote, at);
    if (found == std::string_view::npos) {
      out += text.substr(at);
      return text.size();
    }
    if (found + 1 == text.size() || text[found + 1] != quote) {
      out += text.substr(at, found - at);
      return found + 1;
    }
    out += text.substr(at, found + 1 - at);
    at = found + 2;
  }
}

}  // namespace

std::string_view text_of(const char* base, FieldSpan span, char quote, std::string& scratch) {
  const std::string_view text(base + span.begin, span.size);
  switch (static_cast<FieldKind>(span.kind)) {
    case FieldKind::plain:
      return text;
    case FieldKind::quoted: {
      if (text.empty() || std::memchr(text.data(), quote, text.size()) == nullptr) return text;
      scratch.clear();
      append_quoted(text, 0, quote, scratch);
      return scratch;
    }
    case FieldKind::mended: {
      scratch.clear();
      const std::size_t rest = append_quoted(text, 1, quote, scratch);
      scratch += text.substr(rest);
      return scratch;
    }
  }
  return text;
}

}  // namespace billfold::csv
