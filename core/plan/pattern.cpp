#include "plan/pattern.h"

#include <algorithm>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

namespace billfold::plan {
namespace {

constexpr std::uint32_t kLastLetter = 0x10FFFF;
constexpr std::uint32_t kMaxRepeat = 1000;
constexpr int kMaxDepth = 200;

struct Range {
  std::uint32_t low = 0;
  std::uint32_t high = 0;
};

// What a pattern says, before it is instructions.
struct Node {
  enum Kind : std::uint8_t { letters, sequence, choice, repeat, begin, end } kind = sequence;
  std::vector<Range> ranges = {};
  std::vector<Node> parts = {};
  std::uint32_t least = 0;
  std::uint32_t most = 0;  // kMaxRepeat + 1: without end
};

std::vector<Range> in_order(std::vector<Range> ranges) {
  std::sort(ranges.begin(), ranges.end(), [](const Range& a, const Range& b) { return a.low < b.low; });
  std::vector<Range> joined;
  for (const Range& range : ranges) {
    if (!joined.empty() && range.low <= joined.back().high + 1) {
      joined.back().high = std::max(joined.back().high, range.high);
    } else {
      joined.push_back(range);
    }
  }
  return joined;
}

std::vector<Range> all_but(const std::vector<Range>& ranges) {
  std::vector<Range> others;
  std::uint32_t from = 0;
  for (const Range& range : in_order(ranges)) {
    if (range.low > from) others.push_back({from, range.low - 1});
    from = range.high + 1;
  }
  if (from <= kLastLetter) others.push_back({from, kLastLetter});
  return others;
}

// \d, \w, \s and their opposites; empty for any other letter.
std::vector<Range> named_letters(char name) {
  switch (name) {
    case 'd':
      return {{'0', '9'}};
    case 'w':
      return {{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}};
    case 's':
      return {{'\t', '\r'}, {' ', ' '}};
    case 'D':
    case 'W':
    case 'S':
      return all_but(named_letters(static_cast<char>(name - 'A' + 'a')));
    default:
      return {};
  }
}

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {
    if (text_.starts_with("(?i)")) {
      any_case_ = true;
      at_ = 4;
    }
  }

  // The whole pattern; on failure complaint() says why, in words alone: the page knows each complaint by its words.
  Node parse() {
    Node whole = choice(0);
    if (complaint_ == nullptr && at_ < text_.size()) complain("nothing opens this group");
    return whole;
  }
  const char* complaint() const { return complaint_; }
  std::size_t where() const { return where_; }

 private:
  bool ended() const { return at_ >= text_.size() || complaint_ != nullptr; }
  char peek() const { return text_[at_]; }
  bool take(char wanted) {
    if (ended() || peek() != wanted) return false;
    ++at_;
    return true;
  }
  Node complain(const char* what) {
    if (complaint_ == nullptr) {
      complaint_ = what;
      where_ = at_;
    }
    return {};
  }

  Node choice(int depth) {
    if (depth > kMaxDepth) return complain("groups are nested too deeply");
    Node first = sequence(depth);
    if (ended() || peek() != '|') return first;
    Node node{.kind = Node::choice};
    node.parts.push_back(std::move(first));
    while (take('|')) node.parts.push_back(sequence(depth));
    return node;
  }

  Node sequence(int depth) {
    Node node{.kind = Node::sequence};
    while (!ended() && peek() != '|' && peek() != ')') node.parts.push_back(repeated(depth));
    return node;
  }

  Node repeated(int depth) {
    Node node = atom(depth);
    while (!ended()) {
      const std::size_t before = at_;
      std::uint32_t least = 0;
      std::uint32_t most = kMaxRepeat + 1;
      if (take('+')) {
        least = 1;
      } else if (take('?')) {
        most = 1;
      } else if (!take('*') && !counted(least, most)) {
        break;
      }
      if (complaint_ != nullptr) break;
      if (node.kind == Node::begin || node.kind == Node::end || was_repeated_) {
        at_ = before;
        return complain("nothing to repeat here");
      }
      was_repeated_ = true;
      Node outer{.kind = Node::repeat, .least = least, .most = most};
      outer.parts.push_back(std::move(node));
      node = std::move(outer);
    }
    was_repeated_ = false;
    return node;
  }

  std::optional<std::uint32_t> number() {
    if (ended() || peek() < '0' || peek() > '9') return std::nullopt;
    std::uint32_t value = 0;
    while (!ended() && peek() >= '0' && peek() <= '9') {
      value = std::min(kMaxRepeat + 1, value * 10 + static_cast<std::uint32_t>(peek() - '0'));
      ++at_;
    }
    return value;
  }

  // {2}, {2,}, {2,5}. A { that does not begin these is an error rather than a letter.
  bool counted(std::uint32_t& least, std::uint32_t& most) {
    if (!take('{')) return false;
    const auto from = number();
    if (!from) return complain("a number must follow the brace"), true;
    least = most = *from;
    if (take(',')) most = number().value_or(kMaxRepeat + 1);
    if (!take('}')) return complain("a brace is not closed"), true;
    if (least > kMaxRepeat || most < least) complain("a repetition that cannot be");
    return true;
  }

  Node atom(int depth) {
    if (take('(')) return group(depth);
    if (take('[')) return letter_class();
    if (take('.')) return letters({{0, kLastLetter}});
    if (take('^')) return {.kind = Node::begin};
    if (take('$')) return {.kind = Node::end};
    if (take('\\')) return letters(escaped());
    if (peek() == '*' || peek() == '+' || peek() == '?' || peek() == '{')
      return complain("nothing to repeat here");
    const std::uint32_t letter = next_letter();
    return letters({{letter, letter}});
  }

  Node group(int depth) {
    if (take('?') && !take(':')) return complain("this kind of group is not understood");
    Node inner = choice(depth + 1);
    if (!take(')')) return complain("a group is not closed");
    // A group of its own, so that (a*)* is two repetitions and not one of one.
    Node node{.kind = Node::sequence};
    node.parts.push_back(std::move(inner));
    return node;
  }

  std::vector<Range> escaped() {
    if (ended()) return complain("nothing follows the last backslash"), std::vector<Range>();
    const char name = peek();
    if (std::vector<Range> named = named_letters(name); !named.empty()) return ++at_, named;
    const bool is_letter = (name >= 'a' && name <= 'z') || (name >= 'A' && name <= 'Z');
    if (name == 'n' || name == 't' || name == 'r') {
      ++at_;
      const std::uint32_t letter = name == 'n' ? '\n' : name == 't' ? '\t' : '\r';
      return {{letter, letter}};
    }
    if (is_letter || (name >= '0' && name <= '9')) return complain("an unknown escape"), std::vector<Range>();
    const std::uint32_t letter = next_letter();
    return {{letter, letter}};
  }

  // [:alpha:], [.a.] and [=a=] of other engines, which as letters would be wrong without a word.
  bool names_a_class() const {
    if (peek() != '[' || at_ + 1 >= text_.size()) return false;
    const char kind = text_[at_ + 1];
    const char closes[] = {kind, ']'};
    return (kind == ':' || kind == '.' || kind == '=') &&
           text_.find(std::string_view(closes, 2), at_ + 2) != std::string_view::npos;
  }

  Node letter_class() {
    const bool opposite = take('^');
    std::vector<Range> ranges;
    bool first = true;
    while (!ended() && (first || peek() != ']')) {
      first = false;
      if (names_a_class()) return complain("letters cannot be named by a word");
      std::vector<Range> one = class_part();
      if (complaint_ != nullptr) return {};
      const bool is_range = at_ + 1 < text_.size() && peek() == '-' && text_[at_ + 1] != ']';
      if (is_range) {
        ++at_;
        const std::vector<Range> last = class_part();
        if (complaint_ != nullptr) return {};
        const bool letters = one.size() == 1 && one[0].low == one[0].high && last.size() == 1 &&
                             last[0].low == last[0].high && one[0].low <= last[0].low;
        if (!letters) return complain("a range that cannot be");
        one[0].high = last[0].low;
      }
      ranges.insert(ranges.end(), one.begin(), one.end());
    }
    if (!take(']')) return complain("a letter class is not closed");
    if (any_case_) add_other_case(ranges);
    Node node{.kind = Node::letters};
    node.ranges = opposite ? all_but(ranges) : in_order(std::move(ranges));
    return node;
  }

  std::vector<Range> class_part() {
    if (take('\\')) return escaped();
    const std::uint32_t letter = next_letter();
    return {{letter, letter}};
  }

  // One letter of the pattern, which is valid UTF-8 (what is not stands for itself, byte by byte).
  std::uint32_t next_letter() {
    const auto byte = [&](std::size_t at) { return static_cast<std::uint8_t>(text_[at]); };
    const std::uint8_t lead = byte(at_);
    const std::size_t length = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (length == 1 || at_ + length > text_.size()) return ++at_, lead;
    std::uint32_t letter = lead & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) letter = letter << 6U | (byte(at_ + i) & 0x3FU);
    at_ += length;
    return std::min(letter, kLastLetter);
  }

  static void add_other_case(std::vector<Range>& ranges) {
    const std::size_t count = ranges.size();
    for (std::size_t at = 0; at < count; ++at) {
      for (const auto& [low, high, change] : {std::tuple{'a', 'z', -32}, std::tuple{'A', 'Z', 32}}) {
        const std::uint32_t from = std::max<std::uint32_t>(ranges[at].low, static_cast<std::uint32_t>(low));
        const std::uint32_t to = std::min<std::uint32_t>(ranges[at].high, static_cast<std::uint32_t>(high));
        const auto shift = static_cast<std::uint32_t>(change);
        if (from <= to) ranges.push_back({from + shift, to + shift});
      }
    }
  }

  Node letters(std::vector<Range> ranges) {
    if (any_case_) add_other_case(ranges);
    Node node{.kind = Node::letters};
    node.ranges = in_order(std::move(ranges));
    return node;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool any_case_ = false;
  bool was_repeated_ = false;
  const char* complaint_ = nullptr;
  std::size_t where_ = 0;
};

struct ByteRange {
  std::uint8_t low = 0;
  std::uint8_t high = 0;
};

void encode(std::uint32_t letter, std::size_t length, std::uint8_t* bytes) {
  constexpr std::uint8_t kLead[] = {0, 0, 0xC0, 0xE0, 0xF0};
  for (std::size_t at = length; at-- > 1; letter >>= 6U) bytes[at] = 0x80 | (letter & 0x3FU);
  bytes[0] = static_cast<std::uint8_t>((length == 1 ? 0 : kLead[length]) | letter);
}

// The letters low..high as sequences of byte ranges: cut where the length changes, then where bytes after the
// first do not run over all their values.
template <class OnSequence>
void byte_sequences(std::uint32_t low, std::uint32_t high, OnSequence&& on_sequence) {
  constexpr std::uint32_t kLastOfLength[] = {0, 0x7F, 0x7FF, 0xFFFF, kLastLetter};
  for (std::size_t length = 1; length < 4; ++length) {
    if (low <= kLastOfLength[length] && high > kLastOfLength[length]) {
      byte_sequences(low, kLastOfLength[length], on_sequence);
      return byte_sequences(kLastOfLength[length] + 1, high, on_sequence);
    }
  }
  const std::size_t length = high <= 0x7F ? 1 : high <= 0x7FF ? 2 : high <= 0xFFFF ? 3 : 4;
  for (std::size_t tail = length - 1; tail > 0; --tail) {
    const std::uint32_t mask = (std::uint32_t{1} << (6 * tail)) - 1;
    if ((low & ~mask) == (high & ~mask)) continue;
    if ((low & mask) != 0) {
      byte_sequences(low, low | mask, on_sequence);
      return byte_sequences((low | mask) + 1, high, on_sequence);
    }
    if ((high & mask) != mask) {
      byte_sequences(low, (high & ~mask) - 1, on_sequence);
      return byte_sequences(high & ~mask, high, on_sequence);
    }
  }
  std::uint8_t first[4];
  std::uint8_t last[4];
  encode(low, length, first);
  encode(high, length, last);
  std::array<ByteRange, 4> sequence;
  for (std::size_t at = 0; at < length; ++at) sequence[at] = {first[at], last[at]};
  on_sequence(sequence, length);
}

// Instructions from the end to the beginning: each part is told where it goes on.
class Writer {
 public:
  std::vector<Pattern::Instruction> program;
  bool too_large = false;

  std::uint32_t add(Pattern::Instruction instruction) {
    if (program.size() >= Pattern::kMaxInstructions) {
      too_large = true;
      return 0;
    }
    program.push_back(instruction);
    return static_cast<std::uint32_t>(program.size() - 1);
  }

  std::uint32_t either(std::uint32_t a, std::uint32_t b) {
    return add({.kind = Pattern::Instruction::either, .next = a, .other = b});
  }

  std::uint32_t write(const Node& node, std::uint32_t next) {
    if (too_large) return 0;
    switch (node.kind) {
      case Node::begin:
        return add({.kind = Pattern::Instruction::begin, .next = next});
      case Node::end:
        return add({.kind = Pattern::Instruction::end, .next = next});
      case Node::sequence:
        for (std::size_t at = node.parts.size(); at-- > 0;) next = write(node.parts[at], next);
        return next;
      case Node::choice: {
        std::uint32_t start = write(node.parts.back(), next);
        for (std::size_t at = node.parts.size() - 1; at-- > 0;)
          start = either(write(node.parts[at], next), start);
        return start;
      }
      case Node::letters:
        return write_letters(node, next);
      case Node::repeat:
        return write_repeat(node, next);
    }
    return next;
  }

 private:
  std::uint32_t write_letters(const Node& node, std::uint32_t next) {
    std::optional<std::uint32_t> start;
    for (const Range& range : node.ranges) {
      byte_sequences(range.low, range.high,
                     [&](const std::array<ByteRange, 4>& sequence, std::size_t length) {
                       std::uint32_t at = next;
                       for (std::size_t i = length; i-- > 0;) {
                         at = add({Pattern::Instruction::bytes, sequence[i].low, sequence[i].high, at, 0});
                       }
                       start = start ? either(at, *start) : at;
                     });
    }
    // No letter at all ([^\d\D]): a range that no byte is in.
    return start ? *start : add({Pattern::Instruction::bytes, 1, 0, next, 0});
  }

  std::uint32_t write_repeat(const Node& node, std::uint32_t next) {
    const Node& part = node.parts.front();
    if (node.most > kMaxRepeat) {
      const std::uint32_t loop = either(next, next);
      const std::uint32_t body = write(part, loop);
      if (!too_large) program[loop].next = body;
      next = loop;
    } else {
      const std::uint32_t end = next;
      for (std::uint32_t count = node.least; count < node.most && !too_large; ++count)
        next = either(write(part, next), end);
    }
    for (std::uint32_t count = 0; count < node.least && !too_large; ++count) next = write(part, next);
    return next;
  }
};

Error bad_pattern(std::string_view text, const char* what, std::size_t at) {
  return make_error(Code::bad_pattern,
                    {{"pattern", std::string(text)}, {"what", what}, {"at", std::to_string(at + 1)}});
}

}  // namespace

Result<Pattern> Pattern::compile(std::string_view text) {
  Parser parser(text);
  const Node whole = parser.parse();
  if (parser.complaint() != nullptr) return bad_pattern(text, parser.complaint(), parser.where());
  Writer writer;
  const std::uint32_t match = writer.add({});
  const std::uint32_t start = writer.write(whole, match);
  if (writer.too_large) return bad_pattern(text, "it repeats too much", 0);

  Pattern pattern;
  pattern.program_ = std::move(writer.program);
  pattern.start_ = start;
  pattern.seen_.assign(pattern.program_.size(), 0);
  // Bytes that no instruction tells apart are one class.
  std::array<bool, 257> begins{};
  for (const Instruction& instruction : pattern.program_) {
    if (instruction.kind != Instruction::bytes) continue;
    begins[instruction.low] = true;
    begins[std::size_t{instruction.high} + 1] = true;
  }
  std::uint8_t current = 0;
  for (std::size_t byte = 1; byte < 256; ++byte) {
    if (begins[byte]) ++current;
    pattern.class_of_[byte] = current;
  }
  pattern.classes_ = std::size_t{current} + 1;
  return pattern;
}

void Pattern::close_over(std::uint32_t from, bool at_begin, bool at_end, std::vector<std::uint32_t>& into) {
  std::vector<std::uint32_t> open{from};
  while (!open.empty()) {
    const std::uint32_t at = open.back();
    open.pop_back();
    if (seen_[at] == round_) continue;
    seen_[at] = round_;
    const Instruction& instruction = program_[at];
    switch (instruction.kind) {
      case Instruction::either:
        open.push_back(instruction.other);
        open.push_back(instruction.next);
        break;
      case Instruction::begin:
        if (at_begin) open.push_back(instruction.next);
        break;
      case Instruction::end:
        if (at_end) open.push_back(instruction.next);
        into.push_back(at);
        break;
      case Instruction::bytes:
      case Instruction::match:
        into.push_back(at);
        break;
    }
  }
}

std::int32_t Pattern::state_of(std::vector<std::uint32_t> instructions, bool at_begin) {
  std::sort(instructions.begin(), instructions.end());
  // The first state alone knows that the text begins; its mark is an instruction that there is not.
  std::vector<std::uint32_t> key = instructions;
  if (at_begin) key.push_back(static_cast<std::uint32_t>(program_.size()));
  const auto known = known_.find(key);
  if (known != known_.end()) return known->second;

  State state;
  const auto has_match = [&](const std::vector<std::uint32_t>& list) {
    return std::any_of(list.begin(), list.end(),
                       [&](std::uint32_t at) { return program_[at].kind == Instruction::match; });
  };
  state.found = has_match(instructions);
  std::vector<std::uint32_t> at_end;
  ++round_;
  for (const std::uint32_t at : instructions) close_over(at, at_begin, true, at_end);
  state.found_at_end = has_match(at_end);
  state.instructions = std::move(instructions);
  state.next.assign(classes_, -1);
  states_.push_back(std::move(state));
  const auto number = static_cast<std::int32_t>(states_.size() - 1);
  known_.emplace(std::move(key), number);
  return number;
}

std::int32_t Pattern::step(std::int32_t from, std::uint8_t byte) {
  std::vector<std::uint32_t> next;
  ++round_;
  for (const std::uint32_t at : states_[static_cast<std::size_t>(from)].instructions) {
    const Instruction& instruction = program_[at];
    const bool goes_on =
        instruction.kind == Instruction::bytes && instruction.low <= byte && byte <= instruction.high;
    if (goes_on) close_over(instruction.next, false, false, next);
  }
  close_over(start_, false, false, next);  // it may begin here, too
  if (states_.size() >= kMaxStates) {
    forget_states();
    return state_of(std::move(next), false);
  }
  const std::int32_t to = state_of(std::move(next), false);
  states_[static_cast<std::size_t>(from)].next[class_of_[byte]] = to;
  return to;
}

void Pattern::forget_states() {
  states_.clear();
  known_.clear();
  first_is_known_ = false;
}

bool Pattern::is_found_in(std::string_view text) {
  if (!first_is_known_) {
    std::vector<std::uint32_t> first;
    ++round_;
    close_over(start_, true, false, first);
    forget_states();
    state_of(std::move(first), true);
    first_is_known_ = true;
  }
  std::int32_t at = 0;
  for (const char letter : text) {
    const State& state = states_[static_cast<std::size_t>(at)];
    if (state.found) return true;
    const auto byte = static_cast<std::uint8_t>(letter);
    const std::int32_t known = state.next[class_of_[byte]];
    at = known >= 0 ? known : step(at, byte);
  }
  const State& last = states_[static_cast<std::size_t>(at)];
  return last.found || last.found_at_end;
}

}  // namespace billfold::plan
