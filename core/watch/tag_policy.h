#pragma once

// The tag policy: which keys a line must carry, and with what values; and what breaks it. (rules 5)
//
// A policy comes as JSON in the form of AWS's article (the seed's): {"TagPolicy": {"Owner": {"Required": true,
// "Type": "Email"}, ...}}, or as the plan's own rules. A line breaks a rule if a required key is missing, or if
// a value is there and is not allowed: a bad value is never called missing.
//
// What breaks it is told by the values and what they cost; the rows of a bill are grouped by the one who asks.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/int128.h"
#include "base/result.h"
#include "plan/pattern.h"
#include "plan/watch.h"

namespace billfold::watch {

// Coverage by cost that the seed's matrix asks for, in percent.
inline constexpr int kCoverageGoal = 90;

// The rules of a policy's JSON, in its order. Errors: bad_plan (broken JSON, an unknown word or type), bad_pattern.
Result<std::vector<plan::TagRule>> parse_policy(std::string_view json);

enum class TagState : std::uint8_t {
  good,
  missing,    // of a required key
  absent,     // of a key that nobody requires
  bad_value,  // there, and not allowed
};
std::string_view name_of(TagState state);

// A rule that is ready to be asked.
class TagCheck {
 public:
  // Errors: bad_plan (no key, an unknown type), bad_pattern.
  static Result<TagCheck> of(const plan::TagRule& rule);

  const plan::TagRule& rule() const { return rule_; }
  // Not const: an expression remembers what it learned.
  TagState check(const std::optional<std::string_view>& value);

  // The allowed value that a bad one was probably meant to be: prd -> Production. Nothing where none is near.
  std::optional<std::string> near_miss(std::string_view value) const;

 private:
  bool allows(std::string_view value);

  plan::TagRule rule_;
  std::optional<plan::Pattern> pattern_;
};

// One @, letters before it, a dot within what follows; no blanks.
bool is_email(std::string_view text);

// The near one among `allowed`: the same but for letter case; its beginning (dev -> Development); its letters in
// order from the first one on (prd -> Production); or one or two letters away. The first of these kinds wins;
// within a kind the nearest, then the first.
std::optional<std::string> near_miss(std::string_view value, const std::vector<std::string>& allowed);

}  // namespace billfold::watch
