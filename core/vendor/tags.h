#pragma once

// Tags as real bills spell them. Each key becomes a dimension `tag:KEY`. (rules 2)
//
// Keys and values are given unescaped and otherwise as they stand: keys that differ only by a blank stay
// apart. A number keeps its text (no double in between); null and None mean that the key has no value and are
// left out.

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace billfold::vendor {

enum class TagForm : std::uint8_t {
  none,       // not a tag column
  automatic,  // by the cell's first character: one of the forms below but `column`
  json,       // {"Team":"a"}; also [{"Key":"Team","Value":"a"}] and [["Team","a"]] (Volcengine, FOCUS, MCA)
  json_without_braces,  // "Team": "a","Env": "b"; with braces too (Azure EA)
  python,               // [{'key': 'team', 'value': None}], {'team': 'a'} (GCP export)
  column,               // the column is one key, the cell its value (CUR legacy, OCI)
  packed,    // team:a|env:b, also with ; for | and = for : (Kubernetes); key:a value:b; ... (Alibaba)
  json_map,  // {"user_team":"a"}, and {user_team=a, user_env=b} as Athena prints a map (CUR 2.0)
};

// "json_without_braces", as profiles spell it.
std::string_view name_of(TagForm form);
// False for a name that no profile may use.
bool find_tag_form(std::string_view name, TagForm& form);

struct Tag {
  std::string_view key;
  std::string_view value;
};

// Reads one cell after the other with the same memory; keep one for a loader.
class TagReader {
 public:
  TagReader();
  ~TagReader();
  TagReader(TagReader&&) noexcept;
  TagReader& operator=(TagReader&&) noexcept;

  // The cell's tags, in its order. False: the cell is malformed and gives no tag at all (the loader counts
  // it). An empty cell, {}, [] and words such as NULL, None and - are well-formed and have no tags. A cell of
  // form `column` gives one tag with an empty key. Never throws; cost: about one pass over the cell.
  bool read(TagForm form, std::string_view cell);
  // Of the last read; valid until the next one and as long as the cell's bytes are.
  std::span<const Tag> tags() const;

  // visit(std::string_view key, std::string_view value) for each tag; not called at all for a malformed cell.
  template <class Visit>
  bool for_each_tag(TagForm form, std::string_view cell, Visit&& visit) {
    if (!read(form, cell)) return false;
    for (const Tag& tag : tags()) visit(tag.key, tag.value);
    return true;
  }

 private:
  struct Memory;
  std::unique_ptr<Memory> memory_;
};

}  // namespace billfold::vendor
