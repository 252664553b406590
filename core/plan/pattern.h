#pragma once

// Regular expressions in linear time: no text and no pattern can make a rule slow. (rules 2: cost categories)
//
// Thompson's construction over the bytes of UTF-8, run as a DFA whose states are made when they are first
// needed. A pattern is found anywhere in the text unless it is anchored. What is understood:
//
//   letters as they stand    .  any letter          [a-z] [^0-9]  one of, none of
//   a* a+ a? a{2} a{2,} a{2,5}                      (ab|cd)  (?:ab)
//   ^ $  begin and end of the text                  \d \D \w \W \s \S  as in ASCII
//   \. \\ \n \t \r  the sign itself                 (?i)  at the start: ASCII letters in either case
//
// Not understood, and said so: references back, looking ahead or behind, lazy and possessive repetition.

#include <array>
#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace billfold::plan {

class Pattern {
 public:
  // Code::bad_pattern {pattern, what, at (byte, from 1)}.
  static Result<Pattern> compile(std::string_view text);

  // Is the pattern found in the text? Cost: one step a byte once its states are known; a state costs a step an
  // instruction. Not const: it remembers states.
  bool is_found_in(std::string_view text);

  static constexpr std::size_t kMaxInstructions = 20000;
  static constexpr std::size_t kMaxStates = 1000;  // remembered; then all are forgotten

  struct Instruction {
    enum Kind : std::uint8_t { bytes, either, begin, end, match } kind = match;
    std::uint8_t low = 0;  // of bytes: low to high
    std::uint8_t high = 0;
    std::uint32_t next = 0;
    std::uint32_t other = 0;  // of either
  };

 private:
  struct State {
    std::vector<std::uint32_t> instructions;  // ascending; bytes, end and match only
    bool found = false;                       // wherever the text goes on
    bool found_at_end = false;                // if the text ends here
    std::vector<std::int32_t> next;           // by class of bytes; -1: not known yet
  };

  void close_over(std::uint32_t from, bool at_begin, bool at_end, std::vector<std::uint32_t>& into);
  std::int32_t state_of(std::vector<std::uint32_t> instructions, bool at_begin);
  std::int32_t step(std::int32_t from, std::uint8_t byte);
  void forget_states();

  std::vector<Instruction> program_;
  std::uint32_t start_ = 0;
  std::array<std::uint8_t, 256> class_of_{};
  std::size_t classes_ = 1;
  std::vector<State> states_;  // the first is that of a text's begin, while first_is_known_
  bool first_is_known_ = false;
  std::map<std::vector<std::uint32_t>, std::int32_t> known_;
  std::vector<std::uint32_t> seen_;  // by instruction: the round in which it was seen
  std::uint32_t round_ = 0;
};

}  // namespace billfold::plan
