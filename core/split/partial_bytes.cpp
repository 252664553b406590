#include "base/bytes.h"
#include "money/decimal.h"
#include "split/partial.h"

// The form: a mark, then every field in the order of the struct.

namespace billfold::split {
namespace {

constexpr std::string_view kMark = "billfold partial 1\n";

void write(bytes::Writer& writer, const Figure& figure) {
  writer.wide(figure.amount);
  writer.number(figure.rows);
}

Figure read_figure(bytes::Reader& reader) {
  const i128 amount = reader.wide();
  return {amount, reader.number()};
}

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
  bytes::Writer writer(out);
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
    write(writer, running.all);
    write(writer, running.kept);
    write(writer, running.dropped);
  }
  writer.number(partial.keys.size());
  for (const std::uint32_t value : partial.keys) writer.number(value, 4);
  writer.number(partial.leaves.size());
  for (const Figure& leaf : partial.leaves) write(writer, leaf);
  writer.number(partial.rows);
  writer.number(partial.empty);
  writer.number(partial.rejected);
  writer.text(partial.word);
  return out;
}

Result<Partial> from_bytes(std::string_view bytes) {
  bytes::Reader reader(bytes);
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
    running.all = read_figure(reader);
    running.kept = read_figure(reader);
    running.dropped = read_figure(reader);
  }
  partial.keys.resize(reader.length(4));
  for (std::uint32_t& value : partial.keys) value = static_cast<std::uint32_t>(reader.number(4));
  partial.leaves.resize(reader.length(24));
  for (Figure& leaf : partial.leaves) leaf = read_figure(reader);
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
