#pragma once

// A condition on a line: tests of its dimensions' values, put together by and, or, not. (rules 2: cost categories)
//
// A value, kept as JSON in the plan. What a test asks of a text is here; which text a line has is not.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fields.h"
#include "base/result.h"
#include "bill/notation.h"
#include "calendar/date.h"
#include "money/decimal.h"
#include "plan/pattern.h"

namespace billfold::plan {

struct Predicate {
  // "" every line. Of `of`: all, any, none. Of the dimension's value: is (one of values), starts, ends, contains
  // (with one of values), matches (one of values, patterns as in plan/pattern.h), empty (no value), number, date
  // (from..to, both ends counted; "" is open). A line without a value passes `empty` alone. The ends are written as plans
  // are, 1234.50 and 2025-04-01; a line's text is read as its column was (bill/notation.h).
  std::string op = {};
  std::string dimension = {};
  std::vector<std::string> values = {};
  std::string from = {};
  std::string to = {};
  std::vector<Predicate> of = {};
  BILLFOLD_FIELDS(Predicate, op, dimension, values, from, to, of)
};

// What an error names: the rule, and the field in it ("when.of[1].values").
struct RulePlace {
  std::string rule;
  std::string field;
};

// Does the predicate ask a dimension (and not put others together)?
bool is_test(const Predicate& predicate);

// Calls on_test for every test in the predicate, in the order in which it is read.
void for_each_test(const Predicate& predicate, const RulePlace& place,
                   const std::function<void(const Predicate&, const RulePlace&)>& on_test);

// The predicate over the answers of its tests, in the order of for_each_test; `next` counts them.
bool holds(const Predicate& predicate, const std::function<bool(std::size_t test)>& answer,
           std::size_t& next);

// Errors: unknown_condition, incomplete_rule, unfitting_field (what its op does not use is set), bad_pattern, bad_bound,
// empty_range; each with rule and field.
Result<void> check(const Predicate& predicate, const RulePlace& place);

// One test, ready to be asked.
class Test {
 public:
  // `notation`: of the texts that it is asked of. Errors as check().
  static Result<Test> of(const Predicate& predicate, const RulePlace& place,
                         const bill::Notation& notation = {});
  // "" is "no value". Not const: patterns remember what they saw.
  bool holds(std::string_view text);

 private:
  enum class Kind : std::uint8_t { is, starts, ends, contains, matches, empty, number, date };

  bool holds_number(std::string_view text) const;
  bool holds_date(std::string_view text) const;

  Kind kind_ = Kind::empty;
  bill::Notation notation_;
  std::vector<std::string> values_;
  std::vector<Pattern> patterns_;
  std::optional<money::Decimal> least_;
  std::optional<money::Decimal> most_;
  std::optional<calendar::Day> first_;
  std::optional<calendar::Day> last_;
};

}  // namespace billfold::plan
