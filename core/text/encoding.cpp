#include "text/encoding.h"

#include <array>
#include <cstdint>

#include "text/utf8.h"

namespace billfold::text {
namespace {

using namespace std::string_view_literals;

struct Mark {
  std::string_view bytes;
  std::string_view encoding;
};
constexpr std::array<Mark, 3> kMarks = {{
    {"\xEF\xBB\xBF"sv, "utf-8"},
    {"\xFF\xFE"sv, "utf-16le"},
    {"\xFE\xFF"sv, "utf-16be"},
}};

unsigned char byte_at(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }

// UTF-16 of a mostly Latin text has a zero byte in every pair, always on the same side.
std::string_view utf16_by_zero_bytes(std::string_view head) {
  std::array<std::size_t, 2> zeros = {0, 0};
  for (std::size_t i = 0; i < head.size(); ++i) zeros[i % 2] += head[i] == '\0' ? 1 : 0;
  const std::size_t pairs = head.size() / 2;
  if (pairs == 0) return {};
  if (zeros[1] * 10 > pairs * 3 && zeros[0] * 20 < pairs) return "utf-16le";
  if (zeros[0] * 10 > pairs * 3 && zeros[1] * 20 < pairs) return "utf-16be";
  return {};
}

bool is_utf8(std::string_view head, bool whole) {
  Utf8Checker checker;
  return checker.feed(head) && (!whole || checker.finish());
}

// How well the head is GB18030: no byte out of place, and the share of its letters that are the 3755 commonest Chinese
// characters (lead bytes B0 to D7 of GB 2312) or Chinese punctuation.
struct Gb18030Fit {
  bool valid = true;
  std::size_t letters = 0;
  std::size_t usual = 0;
};

Gb18030Fit fit_gb18030(std::string_view head, bool whole) {
  Gb18030Fit fit;
  std::size_t at = 0;
  while (at < head.size()) {
    const unsigned char lead = byte_at(head, at);
    if (lead < 0x80) {
      ++at;
      continue;
    }
    if (lead == 0x80 || lead == 0xFF) {
      fit.valid = false;
      return fit;
    }
    if (at + 1 == head.size()) {
      fit.valid = !whole;
      return fit;
    }
    const unsigned char trail = byte_at(head, at + 1);
    ++fit.letters;
    if (trail >= 0x30 && trail <= 0x39) {  // four bytes
      if (at + 3 >= head.size()) {
        fit.valid = fit.valid && !whole;
        return fit;
      }
      const unsigned char third = byte_at(head, at + 2);
      const unsigned char fourth = byte_at(head, at + 3);
      if (third < 0x81 || third == 0xFF || fourth < 0x30 || fourth > 0x39) {
        fit.valid = false;
        return fit;
      }
      at += 4;
      continue;
    }
    if (trail < 0x40 || trail == 0x7F || trail == 0xFF) {
      fit.valid = false;
      return fit;
    }
    const bool punctuation = lead == 0xA1 || lead == 0xA3;
    if (trail >= 0xA1 && (punctuation || (lead >= 0xB0 && lead <= 0xD7))) ++fit.usual;
    at += 2;
  }
  return fit;
}

}  // namespace

EncodingGuess guess_encoding(std::string_view head, bool whole) {
  for (const Mark& mark : kMarks) {
    if (head.starts_with(mark.bytes)) return {std::string(mark.encoding), "bom", {}};
  }
  if (const std::string_view utf16 = utf16_by_zero_bytes(head); !utf16.empty()) {
    return {std::string(utf16), "zero_bytes", {"utf-8"}};
  }
  const Gb18030Fit chinese = fit_gb18030(head, whole);
  const bool usual = chinese.valid && chinese.letters > 0 && chinese.usual * 2 > chinese.letters;
  if (is_utf8(head, whole)) {
    // A head of plain ASCII says nothing about what follows: Chinese is likelier than Latin-1 where UTF-8 fails.
    return {"utf-8", "valid", {"gb18030", "windows-1252"}};
  }
  if (usual) return {"gb18030", "letters", {"windows-1252"}};
  return {"windows-1252", "last_resort",
          chinese.valid ? std::vector<std::string>{"gb18030"} : std::vector<std::string>{}};
}

}  // namespace billfold::text
