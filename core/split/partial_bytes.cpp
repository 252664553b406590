#include "money/decimal.h"
#include "split/partial.h"

// The form: a mark, then every field in the order of the struct. Numbers are little-endian and as wide as they
// are; a text is its length and its bytes; a list is its length and its items.

namespace billfold::split {
namespace {

constexpr std::string_view kMark = "billfold partial 1\n";

class Writer {
 public:
  explicit Writer(std::string& out) : out_(out) {}

  void number(std::uint64_t value, std::size_t width = 8) {
    for (std::size_t byte = 0; byte < width; ++byte) out_ += static_cast<char>(value >> (8 * byte) & 0xFFU);
  }
  void text(std::string_view text) {
    number(text.size());
    out_ += text;
  }
  void figure(const Figure& figure) {
    const auto amount = static_cast<u128>(figure.amount);
    number(static_cast<std::uint64_t>(amount));
    number(static_cast<std::uint64_t>(amount >> 64U));
    number(figure.rows);
  }

 private:
  std::string& out_;
};

// Reads what a Writer wrote; after the first thing that is not there everything is 0 and ok() is false.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  bool ok() const { return ok_; }
  bool at_end() const { return ok_ && bytes_.empty(); }
  std::uint64_t number(std::size_t width = 8) {
    const std::string_view from = take(width);
    std::uint64_t value = 0;
    for (std::size_t byte = from.size(); byte-- > 0;)
      value = value << 8U | static_cast<unsigned char>(from[byte]);
    return value;
  }
  std::string_view text() { return take(number()); }
  Figure figure() {
    const u128 low = number();
    const u128 high = number();
    return {static_cast<i128>(high << 64U | low), number()};
  }
  // The length of a list whose items take at least `width` bytes each, so that no list is longer than the bytes.
  std::size_t length(std::size_t width) {
    const std::uint64_t items = number();
    if (items > bytes_.size() / width) ok_ = false;
    return ok_ ? static_cast<std::size_t>(items) : 0;
  }
  std::string_view take(std::uint64_t count) {
    if (!ok_ || count > bytes_.size()) {
      ok_ = false;
      return {};
    }
    const std::string_view taken = bytes_.substr(0, static_cast<std::size_t>(count));
    bytes_.remove_prefix(taken.size());
    return taken;
  }

 private:
  std::string_view bytes_;
  bool ok_ = true;
};

// Do the parts fit each other, so that no index leaves its list?
bool is_consistent(const Partial& partial) {
  const std::size_t width = partial.levels.size();
  if (width == 0 || partial.keys.size() != width * partial.leaves.size()) return false;
  if (partial.running.size() != std::size_t{partial.levels.front().texts.size()} + 1) return false;
  if (partial.scale < 0 || partial.scale > money::kMaxScale) return false;
  for (std::size_t i = 0; i < partial.keys.size(); ++i) {
    if (partial.keys[i] > partial.levels[i % width].texts.size()) return false;
  }
  return true;
}

}  // namespace

std::string to_bytes(const Partial& partial) {
  std::string out(kMark);
  Writer writer(out);
  writer.text(partial.measure);
  writer.number(partial.money ? 1 : 0, 1);
  writer.text(partial.wanted_currency);
  writer.number(static_cast<std::uint64_t>(partial.scale), 1);
  writer.number(partial.levels.size());
  for (const Level& level : partial.levels) {
    writer.text(level.name);
    writer.number(level.line ? 1 : 0, 1);
    writer.number(level.texts.size());
    for (std::uint32_t value = 0; value < level.texts.size(); ++value) writer.text(level.texts[value]);
  }
  writer.number(partial.running.size());
  for (const Running& running : partial.running) {
    writer.figure(running.all);
    writer.figure(running.kept);
    writer.figure(running.dropped);
  }
  writer.number(partial.keys.size());
  for (const std::uint32_t value : partial.keys) writer.number(value, 4);
  writer.number(partial.leaves.size());
  for (const Figure& leaf : partial.leaves) writer.figure(leaf);
  writer.number(partial.rows);
  writer.number(partial.empty);
  writer.number(partial.rejected);
  writer.text(partial.word);
  return out;
}

Result<Partial> from_bytes(std::string_view bytes) {
  Reader reader(bytes);
  const bool marked = reader.take(kMark.size()) == kMark;
  Partial partial;
  partial.measure = reader.text();
  partial.money = reader.number(1) != 0;
  partial.wanted_currency = reader.text();
  partial.scale = static_cast<int>(reader.number(1));
  partial.levels.resize(reader.length(17));
  for (Level& level : partial.levels) {
    level.name = reader.text();
    level.line = reader.number(1) != 0;
    for (std::size_t texts = reader.length(8); texts > 0 && reader.ok(); --texts)
      level.texts.push_back(reader.text());
  }
  partial.running.resize(reader.length(72));
  for (Running& running : partial.running) {
    running.all = reader.figure();
    running.kept = reader.figure();
    running.dropped = reader.figure();
  }
  partial.keys.resize(reader.length(4));
  for (std::uint32_t& value : partial.keys) value = static_cast<std::uint32_t>(reader.number(4));
  partial.leaves.resize(reader.length(24));
  for (Figure& leaf : partial.leaves) leaf = reader.figure();
  partial.rows = reader.number();
  partial.empty = reader.number();
  partial.rejected = reader.number();
  partial.word = reader.text();
  if (!marked || !reader.at_end() || !is_consistent(partial)) {
    return make_error(Code::bad_request, {{"what", "is not a part of a split"}, {"where", "partial"}});
  }
  return partial;
}

}  // namespace billfold::split
