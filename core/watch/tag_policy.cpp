#include "watch/tag_policy.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "base/json.h"

namespace billfold::watch {
namespace {

constexpr std::string_view kEmail = "email";

// The policy's JSON as it is published; its names are not ours.
struct PublishedRule {
  bool Required = false;
  std::vector<std::string> Values;
  std::string Pattern;
  std::string Type;
  BILLFOLD_FIELDS(PublishedRule, Required, Values, Pattern, Type)
};
struct PublishedPolicy {
  json::Entries<PublishedRule> TagPolicy;
  BILLFOLD_FIELDS(PublishedPolicy, TagPolicy)
};

char lower(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

std::string lower(std::string_view text) {
  std::string small(text);
  std::transform(small.begin(), small.end(), small.begin(), [](char letter) { return lower(letter); });
  return small;
}

bool has_letters_in_order(std::string_view few, std::string_view many) {
  if (few.empty() || many.empty() || few.front() != many.front()) return false;
  std::size_t found = 0;
  for (const char letter : many) {
    if (found < few.size() && few[found] == letter) ++found;
  }
  return found == few.size();
}

// Letters to put in, take out or change; texts are a few words long.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> above(b.size() + 1);
  std::iota(above.begin(), above.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::vector<std::size_t> row = {i + 1};
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t changed = above[j] + (a[i] == b[j] ? 0 : 1);
      row.push_back(std::min({changed, above[j + 1] + 1, row[j] + 1}));
    }
    above = std::move(row);
  }
  return above.back();
}

constexpr std::size_t kLongestCompared = 100;  // bytes: a longer text is no slip of a value
constexpr std::size_t kFarthest = 2;
constexpr std::size_t kLettersASlip = 3;  // a slip for each that many letters
constexpr std::size_t kNotNear = SIZE_MAX;

// Smaller is nearer: the kind first, then the distance.
std::size_t farness(std::string_view value, std::string_view allowed) {
  if (value == allowed) return 0;
  if (allowed.starts_with(value) && value.size() > 1) return 1;
  if (value.size() > 2 && has_letters_in_order(value, allowed)) return 2;
  const std::size_t slips = distance(value, allowed);
  if (slips > std::min(kFarthest, value.size() / kLettersASlip)) return kNotNear;
  return 2 + slips;
}

Error refused(std::string what, std::string_view key) {
  return make_error(Code::bad_plan, {{"what", std::move(what)}, {"where", "tags." + std::string(key)}});
}

// A broken expression is told with the rule that has it.
Error of_rule(Error error, const std::string& key) {
  error.values.emplace_back("rule", key);
  error.values.emplace_back("field", "pattern");
  return error;
}

}  // namespace

Result<std::vector<plan::TagRule>> parse_policy(std::string_view text) {
  Result<PublishedPolicy> policy = json::parse<PublishedPolicy>(text, Code::bad_plan);
  if (!policy) return policy.error();
  std::vector<plan::TagRule> rules;
  for (auto& [key, published] : policy->TagPolicy) {
    plan::TagRule rule;
    rule.key = key;
    rule.required = published.Required;
    rule.values = std::move(published.Values);
    rule.pattern = std::move(published.Pattern);
    rule.type = lower(published.Type);
    if (const Result<TagCheck> check = TagCheck::of(rule); !check) return check.error();
    rules.push_back(std::move(rule));
  }
  return rules;
}

std::string_view name_of(TagState state) {
  switch (state) {
    case TagState::good:
      return "good";
    case TagState::missing:
      return "missing";
    case TagState::absent:
      return "absent";
    case TagState::bad_value:
      return "bad_value";
  }
  return "";
}

Result<TagCheck> TagCheck::of(const plan::TagRule& rule) {
  if (rule.key.empty()) return refused("has no key", "key");
  if (!rule.type.empty() && rule.type != kEmail) return refused("is not email", rule.key + ".type");
  TagCheck check;
  check.rule_ = rule;
  if (!rule.pattern.empty()) {
    Result<plan::Pattern> pattern = plan::Pattern::compile(rule.pattern);
    if (!pattern) return of_rule(pattern.error(), rule.key);
    check.pattern_ = std::move(*pattern);
  }
  return check;
}

TagState TagCheck::check(const std::optional<std::string_view>& value) {
  if (!value) return rule_.required ? TagState::missing : TagState::absent;
  return allows(*value) ? TagState::good : TagState::bad_value;
}

bool TagCheck::allows(std::string_view value) {
  const bool listed = rule_.values.empty() ||
                      std::find(rule_.values.begin(), rule_.values.end(), value) != rule_.values.end();
  return listed && (!pattern_ || pattern_->is_found_in(value)) && (rule_.type != kEmail || is_email(value));
}

std::optional<std::string> TagCheck::near_miss(std::string_view value) const {
  return watch::near_miss(value, rule_.values);
}

bool is_email(std::string_view text) {
  const std::size_t at = text.find('@');
  if (at == std::string_view::npos || at == 0 || text.find('@', at + 1) != std::string_view::npos)
    return false;
  if (text.find_first_of(" \t\r\n,;<>") != std::string_view::npos) return false;
  const std::string_view host = text.substr(at + 1);
  const std::size_t dot = host.rfind('.');
  return dot != std::string_view::npos && dot > 0 && dot + 1 < host.size() &&
         host.find("..") == std::string_view::npos && host.front() != '.';
}

std::optional<std::string> near_miss(std::string_view value, const std::vector<std::string>& allowed) {
  if (value.size() > kLongestCompared) return std::nullopt;
  const std::string small = lower(value);
  std::size_t best = kNotNear;
  std::optional<std::string> nearest;
  for (const std::string& one : allowed) {
    const std::size_t far = one.size() > kLongestCompared ? kNotNear : farness(small, lower(one));
    if (far >= best) continue;
    best = far;
    nearest = one;
  }
  return nearest;
}

}  // namespace billfold::watch
