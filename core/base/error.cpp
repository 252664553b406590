#include "base/error.h"

#include <array>

namespace billfold {
namespace {

struct Entry {
  std::string_view name;
  std::string_view sentence;
};

constexpr auto kEntries = std::to_array<Entry>({
#define BILLFOLD_ENTRY(name, sentence) {#name, sentence},
    BILLFOLD_ERRORS(BILLFOLD_ENTRY)
#undef BILLFOLD_ENTRY
});

const Entry& entry_of(Code code) { return kEntries[static_cast<std::size_t>(code)]; }

std::string_view value_of(const Error& error, std::string_view key) {
  for (const auto& [name, value] : error.values) {
    if (name == key) return value;
  }
  return "?";
}

}  // namespace

std::string_view name_of(Code code) { return entry_of(code).name; }

std::string sentence_of(const Error& error) {
  std::string_view pattern = entry_of(error.code).sentence;
  std::string sentence;
  while (!pattern.empty()) {
    const std::size_t open = pattern.find('{');
    sentence += pattern.substr(0, open);
    if (open == std::string_view::npos) break;
    const std::size_t close = pattern.find('}', open);
    sentence += value_of(error, pattern.substr(open + 1, close - open - 1));
    pattern.remove_prefix(close + 1);
  }
  return sentence;
}

Error make_error(Code code, std::vector<std::pair<std::string, std::string>> values, Place place) {
  return Error{code, place, std::move(values)};
}

}  // namespace billfold
