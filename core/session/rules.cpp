#include "session/rules.h"

#include <algorithm>

namespace billfold::session {
namespace {

constexpr std::array<std::string_view, 3> kLenses = {"table", "treemap", "time"};
constexpr std::array<std::string_view, 3> kSorts = {"amount", "name", "rows"};
constexpr std::array<std::string_view, 2> kPeriods = {"month", "day"};
constexpr std::array<std::string_view, 4> kGrains = {"file", "month", "day", "line"};
constexpr std::array<std::string_view, 3> kBases = {"", "amortized", "metered"};
constexpr std::array<std::string_view, 3> kLanguages = {"", "en", "zh-CN"};
constexpr std::uint32_t kMostTop = 1000;

Error wrong(std::string_view what, std::string_view where) {
  return make_error(Code::bad_plan, {{"what", std::string(what)}, {"where", std::string(where)}});
}

}  // namespace

bool is_one_of(std::string_view word, std::span<const std::string_view> known) {
  return std::find(known.begin(), known.end(), word) != known.end();
}

Result<Rules> read_rules(std::string_view text) {
  if (text.size() > kMostRulesBytes) return wrong("it is too long", "the end");
  Result<Rules> rules = json::parse<Rules>(text, Code::bad_plan);
  if (!rules) return rules;
  if (rules->version != 1) return wrong("is of another version", "version");
  const struct {
    std::string_view word;
    std::span<const std::string_view> known;
    std::string_view where;
  } words[] = {
      {rules->view.lens, kLenses, "view.lens"},
      {rules->view.sort, kSorts, "view.sort"},
      {rules->view.period, kPeriods, "view.period"},
      {rules->plan.grain, kGrains, "plan.grain"},
      {rules->plan.basis, kBases, "plan.basis"},
      {rules->mapping.decimal_mark, kDecimalMarks, "mapping.decimal_mark"},
      {rules->mapping.date_order, kDateOrders, "mapping.date_order"},
      {rules->language, kLanguages, "language"},
  };
  for (const auto& [word, known, where] : words) {
    if (!is_one_of(word, known)) return wrong("is not a known word", where);
  }
  if (rules->view.top > kMostTop) return wrong("is too large", "view.top");
  return rules;
}

}  // namespace billfold::session
