#include "split/dimensions.h"

#include <algorithm>
#include <numeric>

#include "base/sort.h"
#include "plan/cycle.h"
#include "split/defined.h"

namespace billfold::split {
namespace {

constexpr std::string_view kTagPrefix = "tag:";

std::size_t common_prefix(const std::vector<std::string_view>& texts) {
  if (texts.size() < 2) return 0;
  std::size_t length = texts[1].size();
  for (std::size_t value = 2; value < texts.size() && length > 0; ++value) {
    const std::string_view text = texts[value];
    const auto end = texts[1].begin() + static_cast<std::ptrdiff_t>(length);
    const auto different = std::mismatch(texts[1].begin(), end, text.begin(), text.end()).first;
    length = static_cast<std::size_t>(different - texts[1].begin());
  }
  return length;
}

// The eight letters after `from` as a number that compares as they do.
std::uint64_t letters_at(std::string_view text, std::size_t from) {
  std::uint64_t letters = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    const std::size_t at = from + i;
    letters = letters << 8U | (at < text.size() ? static_cast<unsigned char>(text[at]) : 0U);
  }
  return letters;
}

}  // namespace

void RankedDimension::sort_values() {
  const std::uint32_t values = size();
  std::vector<std::string_view> texts(values);
  for (std::uint32_t value = 1; value < values; ++value) texts[value] = dimension_->view(value);

  // Most comparisons are decided by the first letters in which the texts differ at all, so those are compared
  // as one number: account numbers and ARNs share long beginnings.
  struct Key {
    std::uint64_t letters;
    std::uint32_t value;
  };
  const std::size_t prefix = common_prefix(texts);
  std::vector<Key> keys;
  keys.reserve(values);
  for (std::uint32_t value = 1; value < values; ++value)
    keys.push_back({letters_at(texts[value], prefix), value});
  sort_items(keys, [&](const Key& a, const Key& b) {
    return a.letters != b.letters ? a.letters < b.letters : texts[a.value] < texts[b.value];
  });

  std::vector<std::uint32_t> rank_of_value(values, values - 1);
  value_of_rank_.assign(values, 0);
  for (std::uint32_t rank = 0; rank + 1 < values; ++rank) {
    rank_of_value[keys[rank].value] = rank;
    value_of_rank_[rank] = keys[rank].value;
  }
  for (const std::uint32_t value : dimension_->values_of_ids()) rank_of_id_.push_back(rank_of_value[value]);
}

std::span<const std::uint32_t> RankedDimension::rank_of_id() {
  if (value_of_rank_.empty()) sort_values();
  return rank_of_id_;
}

std::string RankedDimension::text_of_rank(std::uint32_t rank) {
  if (is_line()) return dimension_->text(rank + 1);
  if (value_of_rank_.empty()) sort_values();
  return dimension_->text(value_of_rank_[rank]);
}

Result<std::shared_ptr<RankedDimension>> Dimensions::get(std::string_view name, const plan::Plan& plan,
                                                         MissingTag missing) {
  const bool defined = is_defined_by(plan, name);
  std::string key(name);
  for (const std::string& word : plan.blank_words) (key += '\0') += word;
  if (defined) key += '\0' + definitions_behind(plan, name);

  const auto found =
      std::find_if(entries_.begin(), entries_.end(), [&](const Entry& e) { return e.key == key; });
  if (found != entries_.end()) {
    std::rotate(found, found + 1, entries_.end());
    return entries_.back().dimension;
  }
  // Some questions have a plan checked later, or not at all; a circle would never end.
  if (defined && waiting_ == 0) {
    if (const Result<void> looked = plan::look_for_cycle(plan); !looked) return looked.error();
  }
  ++waiting_;
  Result<bill::Dimension> dimension = defined ? defined_dimension(name, plan, *this, missing)
                                              : bill::resolve_dimension(*bill_, name, plan.blank_words);
  --waiting_;
  if (!dimension) {
    const bool lacks_key = dimension.error().code == Code::unknown_dimension && name.starts_with(kTagPrefix);
    if (!lacks_key || missing == MissingTag::is_an_error) return dimension.error();
    return std::make_shared<RankedDimension>(std::nullopt);
  }
  if (entries_.size() == kKept) entries_.erase(entries_.begin());
  entries_.push_back({std::move(key), std::make_shared<RankedDimension>(std::move(*dimension))});
  return entries_.back().dimension;
}

}  // namespace billfold::split
