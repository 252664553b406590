#include <algorithm>

#include "money/decimal.h"
#include "split/partial.h"

namespace billfold::split {
namespace {

Error other_plan(std::string_view what) {
  return make_error(Code::bad_request,
                    {{"what", "belongs to another " + std::string(what)}, {"where", "partial"}});
}

Error too_large(const Partial& partial) {
  return make_error(Code::sum_too_large, {{"column", partial.measure}, {"line", "?"}});
}

// The texts of both, and what each one's values are called in it.
struct Union {
  Level level;
  std::vector<std::uint32_t> of_a;
  std::vector<std::uint32_t> of_b;
};

Union unite(const Level& a, const Level& b) {
  Union both;
  both.level.name = a.name;
  both.level.line = a.line;
  TextList& texts = both.level.texts;
  std::uint32_t i = 0;
  std::uint32_t j = 0;
  while (i < a.texts.size() || j < b.texts.size()) {
    const bool a_is_next =
        j == b.texts.size() || (i < a.texts.size() && !comes_before(b.texts[j], a.texts[i], a.line));
    const bool b_is_next =
        i == a.texts.size() || (j < b.texts.size() && !comes_before(a.texts[i], b.texts[j], a.line));
    const std::uint32_t value = texts.size();
    texts.push_back(a_is_next ? a.texts[i] : b.texts[j]);
    if (a_is_next) both.of_a.push_back(value), ++i;
    if (b_is_next) both.of_b.push_back(value), ++j;
  }
  both.of_a.push_back(texts.size());
  both.of_b.push_back(texts.size());
  return both;
}

// Adds `figure`, whose scale is `digits` less than that of `to`.
bool add(Figure& to, const Figure& figure, int digits) {
  i128 amount = 0;
  to.rows += figure.rows;
  return !__builtin_mul_overflow(figure.amount, money::power_of_ten(digits), &amount) &&
         !__builtin_add_overflow(to.amount, amount, &to.amount) && money::fits(to.amount);
}

// One of the two partials, read leaf by leaf in the terms of the merged one.
class Reader {
 public:
  Reader(const Partial& partial, int scale) : partial_(partial), digits_(scale - partial.scale) {}

  // What the values of the next level are called in the merged partial.
  void rename_level(std::vector<std::uint32_t> values) { values_.push_back(std::move(values)); }
  bool done() const { return leaf_ == partial_.size(); }
  // Writes the key of the leaf that is next.
  void read(std::vector<std::uint32_t>& key) const {
    for (std::size_t at = 0; at < values_.size(); ++at) key[at] = values_[at][partial_.key(leaf_)[at]];
  }
  bool take(Figure& to) { return add(to, partial_.leaves[leaf_++], digits_); }
  bool take_running(std::vector<Running>& to) const {
    bool good = true;
    for (std::size_t currency = 0; currency < partial_.running.size(); ++currency) {
      Running& running = to[values_.front()[currency]];
      const Running& own = partial_.running[currency];
      good = add(running.all, own.all, digits_) && add(running.kept, own.kept, digits_) &&
             add(running.dropped, own.dropped, digits_) && good;
    }
    return good;
  }

 private:
  const Partial& partial_;
  int digits_;
  std::vector<std::vector<std::uint32_t>> values_;  // by level
  std::size_t leaf_ = 0;
};

bool merge_leaves(Reader& a, Reader& b, Partial& merged) {
  std::vector<std::uint32_t> key_a(merged.levels.size());
  std::vector<std::uint32_t> key_b(merged.levels.size());
  bool good = true;
  while (!a.done() || !b.done()) {
    if (!a.done()) a.read(key_a);
    if (!b.done()) b.read(key_b);
    const bool a_is_next = b.done() || (!a.done() && !(key_b < key_a));
    const bool b_is_next = a.done() || (!b.done() && !(key_a < key_b));
    const std::vector<std::uint32_t>& key = a_is_next ? key_a : key_b;
    merged.keys.insert(merged.keys.end(), key.begin(), key.end());
    Figure& leaf = merged.leaves.emplace_back();
    if (a_is_next) good = a.take(leaf) && good;
    if (b_is_next) good = b.take(leaf) && good;
  }
  return good;
}

}  // namespace

Result<Partial> merge(const Partial& a, const Partial& b) {
  if (a.measure != b.measure || a.wanted_currency != b.wanted_currency) return other_plan("measure");
  const bool same_levels =
      std::equal(a.levels.begin(), a.levels.end(), b.levels.begin(), b.levels.end(),
                 [](const Level& x, const Level& y) { return x.name == y.name && x.line == y.line; });
  if (!same_levels) return other_plan("stack");

  Partial merged;
  merged.measure = a.measure;
  merged.money = a.money;
  merged.wanted_currency = a.wanted_currency;
  merged.scale = std::max(a.scale, b.scale);
  merged.rows = a.rows + b.rows;
  merged.empty = a.empty + b.empty;
  merged.rejected = a.rejected + b.rejected;
  if (merged.holds_no_number())
    merged.word = a.word.empty() || b.word.empty() ? a.word + b.word : std::min(a.word, b.word);

  Reader read_a(a, merged.scale);
  Reader read_b(b, merged.scale);
  for (std::size_t at = 0; at < a.levels.size(); ++at) {
    Union both = unite(a.levels[at], b.levels[at]);
    merged.levels.push_back(std::move(both.level));
    read_a.rename_level(std::move(both.of_a));
    read_b.rename_level(std::move(both.of_b));
  }
  merged.running.resize(merged.levels.front().texts.size() + 1);
  const bool good = merge_leaves(read_a, read_b, merged) && read_a.take_running(merged.running) &&
                    read_b.take_running(merged.running);
  if (!good) return too_large(merged);
  return merged;
}

}  // namespace billfold::split
