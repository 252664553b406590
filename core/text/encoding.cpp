#include "text/encoding.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "base/sort.h"
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

unsigned byte_at(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }

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

// Bytes; none unless set.
struct Range {
  unsigned from = 1;
  unsigned to = 0;

  constexpr bool has(unsigned byte) const { return byte >= from && byte <= to; }
};
using Ranges = std::array<Range, 2>;

// Letters of two bytes whose lead and trail are in these ranges.
struct Pairs {
  Range lead;
  Range trail;
};

// How an East Asian encoding is built, and which of its pairs a real text mostly consists of.
struct Structure {
  std::string_view encoding;
  Ranges leads;
  Ranges trails;
  Range single = {};        // high bytes that are letters by themselves
  bool four_bytes = false;  // lead, digit, lead, digit
  std::array<Pairs, 4> usual;
};

constexpr std::array<Structure, 3> kStructures = {{
    // Usual: GB 2312's first level of 3755 characters, its punctuation and full-width forms.
    {.encoding = "gb18030",
     .leads = {{{0x81, 0xFE}}},
     .trails = {{{0x40, 0x7E}, {0x80, 0xFE}}},
     .single = {0x80, 0x80},
     .four_bytes = true,
     .usual = {{{.lead = {0xB0, 0xD7}, .trail = {0xA1, 0xFE}},
                {.lead = {0xA1, 0xA3}, .trail = {0xA1, 0xFE}}}}},
    // Usual: the first level of 5401 characters, and punctuation.
    {.encoding = "big5",
     .leads = {{{0x81, 0xFE}}},
     .trails = {{{0x40, 0x7E}, {0xA1, 0xFE}}},
     .usual = {{{.lead = {0xA4, 0xC6}, .trail = {0x40, 0xFE}},
                {.lead = {0xA1, 0xA1}, .trail = {0x40, 0x7E}}}}},
    // Usual: punctuation, hiragana, katakana, and the first level of kanji.
    {.encoding = "shift_jis",
     .leads = {{{0x81, 0x9F}, {0xE0, 0xFC}}},
     .trails = {{{0x40, 0x7E}, {0x80, 0xFC}}},
     .single = {0xA1, 0xDF},
     .usual = {{{.lead = {0x81, 0x81}, .trail = {0x40, 0xFC}},
                {.lead = {0x82, 0x82}, .trail = {0x4F, 0xF1}},
                {.lead = {0x83, 0x83}, .trail = {0x40, 0x96}},
                {.lead = {0x88, 0x97}, .trail = {0x40, 0xFC}}}}},
}};

bool is_in(unsigned byte, const Ranges& ranges) { return ranges[0].has(byte) || ranges[1].has(byte); }

// How well a head fits a structure.
struct Fit {
  bool valid = true;
  std::size_t letters = 0;  // beyond ASCII
  std::size_t usual = 0;
};

bool is_usual(unsigned lead, unsigned trail, const Structure& structure) {
  return std::any_of(structure.usual.begin(), structure.usual.end(),
                     [&](const Pairs& pairs) { return pairs.lead.has(lead) && pairs.trail.has(trail); });
}

// The bytes of the letter at `at`, beyond ASCII: 0 where it is none, more than are left where the head cuts it off.
std::size_t length_at(std::string_view head, std::size_t at, const Structure& structure) {
  if (structure.single.has(byte_at(head, at))) return 1;
  if (!is_in(byte_at(head, at), structure.leads)) return 0;
  if (at + 1 == head.size()) return 2;
  const auto is_digit = [&](std::size_t i) { return i >= head.size() || (head[i] >= '0' && head[i] <= '9'); };
  if (structure.four_bytes && is_digit(at + 1)) {
    const bool lead = at + 2 >= head.size() || is_in(byte_at(head, at + 2), structure.leads);
    return lead && is_digit(at + 3) ? 4 : 0;
  }
  return is_in(byte_at(head, at + 1), structure.trails) ? 2 : 0;
}

Fit fit_of(std::string_view head, bool whole, const Structure& structure) {
  Fit fit;
  std::size_t before = 0;  // where the letter before ended
  for (std::size_t at = 0; at < head.size();) {
    if (byte_at(head, at) < 0x80) {
      ++at;
      continue;
    }
    const std::size_t length = length_at(head, at, structure);
    if (length == 0 || (whole && at + length > head.size())) {
      fit.valid = false;
      return fit;
    }
    ++fit.letters;
    // An accented Latin letter and the ASCII letter behind it look like one pair, but never like two in a row.
    const unsigned trail = length == 2 && at + 1 < head.size() ? byte_at(head, at + 1) : 0;
    const bool in_a_row = before == at || (at + 2 < head.size() && byte_at(head, at + 2) >= 0x80);
    if (is_usual(byte_at(head, at), trail, structure) && (trail >= 0x80 || in_a_row)) ++fit.usual;
    at += length;
    before = at;
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
  if (is_utf8(head, whole)) {
    // A head of plain ASCII says nothing about what follows: Chinese is likelier than Latin-1 where UTF-8 fails.
    return {"utf-8", "valid", {"gb18030", "windows-1252"}};
  }

  struct Candidate {
    std::string_view encoding;
    Fit fit;
  };
  std::vector<Candidate> candidates;
  for (const Structure& structure : kStructures) {
    const Fit fit = fit_of(head, whole, structure);
    if (fit.valid) candidates.push_back({structure.encoding, fit});
  }
  sort_items(candidates, [](const Candidate& a, const Candidate& b) {
    return a.fit.usual * b.fit.letters > b.fit.usual * a.fit.letters;
  });
  EncodingGuess guess;
  for (const Candidate& candidate : candidates) guess.alternatives.emplace_back(candidate.encoding);
  if (!candidates.empty() && candidates.front().fit.usual * 2 > candidates.front().fit.letters) {
    guess.encoding = candidates.front().encoding;
    guess.evidence = "letters";
    guess.alternatives.erase(guess.alternatives.begin());
    guess.alternatives.emplace_back("windows-1252");
  } else {
    guess.encoding = "windows-1252";
    guess.evidence = "last_resort";
  }
  return guess;
}

}  // namespace billfold::text
