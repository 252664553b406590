#include "plan/predicate.h"

#include <algorithm>
#include <array>
#include <utility>

#include "calendar/month.h"
#include "money/decimal.h"

namespace billfold::plan {
namespace {

constexpr int kMaxDepth = 64;
constexpr std::array<std::string_view, 8> kTests = {"is",      "starts", "ends",   "contains",
                                                    "matches", "empty",  "number", "date"};

bool joins(const Predicate& predicate) {
  return predicate.op == "all" || predicate.op == "any" || predicate.op == "none";
}

Error at_rule(Code code, const RulePlace& place,
              std::vector<std::pair<std::string, std::string>> values = {}) {
  values.insert(values.begin(), {{"rule", place.rule}, {"field", place.field}});
  return make_error(code, std::move(values));
}

RulePlace in(const RulePlace& place, std::string_view field) {
  return {place.rule, place.field + "." + std::string(field)};
}

RulePlace part(const RulePlace& place, std::size_t index) {
  return in(place, "of[" + std::to_string(index) + "]");
}

// The first and the last day that a date stands for: a month is all its days.
std::optional<calendar::DayRange> days_of(std::string_view text, const bill::Notation& notation) {
  const auto date = bill::date_in(text, notation);
  if (!date) return std::nullopt;
  if (date->precision == calendar::Precision::month) return calendar::days_of(calendar::month_of(date->day));
  return calendar::DayRange{date->day, date->day};
}

// What is said and not used would be taken for a condition that holds.
Result<void> check_fit(const Predicate& predicate, const RulePlace& place) {
  const bool is_range = predicate.op == "number" || predicate.op == "date";
  const bool asks = is_test(predicate);
  const struct {
    std::string_view field;
    bool is_set;
    bool is_used;
  } fields[] = {
      {"dimension", !predicate.dimension.empty(), asks},
      {"values", !predicate.values.empty(), asks && !is_range && predicate.op != "empty"},
      {"from", !predicate.from.empty(), is_range},
      {"to", !predicate.to.empty(), is_range},
      {"of", !predicate.of.empty(), joins(predicate)},
  };
  for (const auto& [field, is_set, is_used] : fields) {
    if (is_set && !is_used)
      return at_rule(Code::unfitting_field, in(place, field), {{"condition", predicate.op}});
  }
  return {};
}

Result<void> check_to(const Predicate& predicate, const RulePlace& place, int depth) {
  if (const Result<void> fit = check_fit(predicate, place); !fit) return fit;
  if (predicate.op.empty()) return {};
  if (!joins(predicate)) {
    const Result<Test> test = Test::of(predicate, place);
    return test ? Result<void>() : Result<void>(test.error());
  }
  if (predicate.of.empty() || depth == 0) return at_rule(Code::incomplete_rule, in(place, "of"));
  for (std::size_t at = 0; at < predicate.of.size(); ++at) {
    const Result<void> checked = check_to(predicate.of[at], part(place, at), depth - 1);
    if (!checked) return checked;
  }
  return {};
}

}  // namespace

bool is_test(const Predicate& predicate) { return !predicate.op.empty() && !joins(predicate); }

void for_each_test(const Predicate& predicate, const RulePlace& place,
                   const std::function<void(const Predicate&, const RulePlace&)>& on_test) {
  if (is_test(predicate)) return on_test(predicate, place);
  for (std::size_t at = 0; at < predicate.of.size(); ++at)
    for_each_test(predicate.of[at], part(place, at), on_test);
}

bool holds(const Predicate& predicate, const std::function<bool(std::size_t test)>& answer,
           std::size_t& next) {
  if (predicate.op.empty()) return true;
  if (!joins(predicate)) return answer(next++);
  std::size_t held = 0;
  // Every part is asked, so that the tests are counted alike whatever they answer.
  for (const Predicate& inner : predicate.of) held += holds(inner, answer, next) ? 1 : 0;
  if (predicate.op == "all") return held == predicate.of.size();
  return predicate.op == "any" ? held > 0 : held == 0;
}

Result<void> check(const Predicate& predicate, const RulePlace& place) {
  return check_to(predicate, place, kMaxDepth);
}

Result<Test> Test::of(const Predicate& predicate, const RulePlace& place, const bill::Notation& notation) {
  const auto known = std::find(kTests.begin(), kTests.end(), predicate.op);
  if (known == kTests.end())
    return at_rule(Code::unknown_condition, in(place, "op"), {{"condition", predicate.op}});
  if (predicate.dimension.empty()) return at_rule(Code::incomplete_rule, in(place, "dimension"));
  Test test;
  test.kind_ = static_cast<Kind>(known - kTests.begin());
  if (test.kind_ < Kind::empty && predicate.values.empty())
    return at_rule(Code::incomplete_rule, in(place, "values"));
  test.values_ = predicate.values;
  test.notation_ = notation;
  if (test.kind_ == Kind::matches) {
    for (const std::string& text : predicate.values) {
      Result<Pattern> pattern = Pattern::compile(text);
      if (!pattern) return at_rule(Code::bad_pattern, in(place, "values"), pattern.error().values);
      test.patterns_.push_back(std::move(*pattern));
    }
  }
  if (test.kind_ < Kind::number) return test;
  if (predicate.from.empty() && predicate.to.empty())
    return at_rule(Code::incomplete_rule, in(place, "from"));
  for (const bool lower : {true, false}) {
    const std::string& text = lower ? predicate.from : predicate.to;
    if (text.empty()) continue;
    bool good = false;
    if (test.kind_ == Kind::number) {
      (lower ? test.least_ : test.most_) = bill::number_in(text, {});
      good = (lower ? test.least_ : test.most_).has_value();
    } else if (const auto days = days_of(text, {})) {
      (lower ? test.first_ : test.last_) = lower ? days->first : days->last;
      good = true;
    }
    if (!good) return at_rule(Code::bad_bound, in(place, lower ? "from" : "to"), {{"text", text}});
  }
  const bool is_empty = (test.least_ && test.most_ && money::compare(*test.least_, *test.most_) > 0) ||
                        (test.first_ && test.last_ && *test.first_ > *test.last_);
  if (is_empty)
    return at_rule(Code::empty_range, in(place, "to"), {{"from", predicate.from}, {"to", predicate.to}});
  return test;
}

bool Test::holds_number(std::string_view text) const {
  const auto number = bill::number_in(text, notation_);
  return number && (!least_ || money::compare(*least_, *number) <= 0) &&
         (!most_ || money::compare(*number, *most_) <= 0);
}

bool Test::holds_date(std::string_view text) const {
  const auto days = days_of(text, notation_);
  return days && (!first_ || *first_ <= days->first) && (!last_ || days->last <= *last_);
}

bool Test::holds(std::string_view text) {
  if (text.empty()) return kind_ == Kind::empty;
  const auto any = [&](auto&& test) { return std::any_of(values_.begin(), values_.end(), test); };
  switch (kind_) {
    case Kind::is:
      return any([&](const std::string& value) { return text == value; });
    case Kind::starts:
      return any([&](const std::string& value) { return text.starts_with(value); });
    case Kind::ends:
      return any([&](const std::string& value) { return text.ends_with(value); });
    case Kind::contains:
      return any([&](const std::string& value) { return text.find(value) != std::string_view::npos; });
    case Kind::matches:
      return std::any_of(patterns_.begin(), patterns_.end(), [&](Pattern& p) { return p.is_found_in(text); });
    case Kind::empty:
      return false;
    case Kind::number:
      return holds_number(text);
    case Kind::date:
      return holds_date(text);
  }
  return false;
}

}  // namespace billfold::plan
