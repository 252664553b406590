#include "plan/check.h"

#include <algorithm>
#include <set>
#include <unordered_set>
#include <utility>

#include "money/decimal_format.h"
#include "money/decimal_parse.h"
#include "plan/cycle.h"
#include "plan/omitted.h"

namespace billfold::plan {
namespace {

Error at_rule(Code code, std::string_view rule, std::string_view field,
              std::vector<std::pair<std::string, std::string>> values = {}) {
  values.insert(values.begin(), {{"rule", std::string(rule)}, {"field", std::string(field)}});
  return make_error(code, std::move(values));
}

std::string indexed(std::string_view list, std::size_t at, std::string_view field) {
  return std::string(list) + "[" + std::to_string(at) + "]." + std::string(field);
}

template <class Named>
Result<void> check_names(const std::vector<Named>& all, std::string_view list) {
  std::set<std::string_view> names;
  for (std::size_t at = 0; at < all.size(); ++at) {
    if (all[at].name.empty()) {
      return at_rule(Code::incomplete_rule, std::to_string(at + 1), indexed(list, at, "name"));
    }
    if (!names.insert(all[at].name).second) return at_rule(Code::name_taken, all[at].name, "name");
  }
  return {};
}

Result<void> check_category(const Category& category) {
  for (std::size_t at = 0; at < category.rules.size(); ++at) {
    const CategoryRule& rule = category.rules[at];
    const Result<void> checked = check(rule.when, {category.name, indexed("rules", at, "when")});
    if (!checked) return checked;
  }
  return {};
}

// The first would count, and what is said of the value below would be lost in silence.
template <class Listed>
Result<void> check_once(const std::vector<Listed>& all, std::string Listed::*value, std::string_view list,
                        std::string_view field) {
  std::unordered_set<std::string_view> values;
  values.reserve(all.size());
  for (std::size_t at = 0; at < all.size(); ++at) {
    const std::string& listed = all[at].*value;
    if (!values.insert(listed).second)
      return make_error(Code::listed_twice, {{"value", listed}, {"field", indexed(list, at, field)}});
  }
  return {};
}

Result<void> check_lists(const Plan& plan) {
  for (std::size_t at = 0; at < plan.lists.size(); ++at) {
    const ValueList& list = plan.lists[at];
    if (list.dimension.empty()) return at_rule(Code::incomplete_rule, list.name, "dimension");
    const Result<void> checked =
        check_once(list.entries, &ListEntry::value, indexed("lists", at, "entries"), "value");
    if (!checked) return checked;
  }
  return check_once(plan.roster.accounts, &RosterAccount::account, "roster.accounts", "account");
}

std::optional<money::Decimal> weight_of(const std::string& text) {
  money::Decimal weight;
  if (money::parse_amount(text, money::Mark::point, weight) != money::AmountStatus::ok) return std::nullopt;
  return weight;
}

// Of the targets that get something.
Result<void> check_percentages(const SharedRule& rule) {
  money::Decimal sum;
  for (const SharedTarget& target : rule.targets) {
    if (std::find(rule.except.begin(), rule.except.end(), target.value) != rule.except.end()) continue;
    const Result<money::Decimal> more = money::add(sum, *weight_of(target.weight));
    if (!more) return at_rule(Code::weights_too_long, rule.name, "targets");
    sum = *more;
  }
  const Result<money::Decimal> missing = money::subtract({100, 0}, sum);
  if (!missing) return at_rule(Code::weights_too_long, rule.name, "targets");
  if (missing->mantissa == 0) return {};
  const bool over = missing->mantissa < 0;
  const std::string by = money::format_trimmed(over ? money::negate(*missing) : *missing);
  return at_rule(over ? Code::percentages_over : Code::percentages_missing, rule.name, "targets",
                 {{"sum", money::format_trimmed(sum)}, {"missing", by}});
}

Result<void> check_weights(const SharedRule& rule) {
  std::set<std::string_view> values;
  for (std::size_t at = 0; at < rule.targets.size(); ++at) {
    const SharedTarget& target = rule.targets[at];
    if (target.value.empty())
      return at_rule(Code::incomplete_rule, rule.name, indexed("targets", at, "value"));
    if (!values.insert(target.value).second)
      return at_rule(Code::target_twice, rule.name, indexed("targets", at, "value"),
                     {{"value", target.value}});
    if (target.weight.empty() && rule.method != "fixed") continue;
    const auto weight = weight_of(target.weight);
    if (weight && weight->mantissa >= 0) continue;
    return at_rule(Code::bad_rule_weight, rule.name, indexed("targets", at, "weight"),
                   {{"weight", target.weight}});
  }
  for (std::size_t at = 0; at < rule.usage.size(); ++at) {
    const SharedUsage& usage = rule.usage[at];
    if (weight_of(usage.amount)) continue;
    return at_rule(Code::bad_rule_weight, rule.name, indexed("usage", at, "amount"),
                   {{"weight", usage.amount}});
  }
  return rule.method == "fixed" ? check_percentages(rule) : Result<void>();
}

Result<void> check_shared(const SharedRule& rule) {
  if (rule.source.op.empty()) return at_rule(Code::incomplete_rule, rule.name, "source");
  if (rule.dimension.empty()) return at_rule(Code::incomplete_rule, rule.name, "dimension");
  for (const auto& [predicate, field] :
       {std::pair{&rule.source, "source"}, std::pair{&rule.weighed, "weighed"}}) {
    const Result<void> checked = check(*predicate, {rule.name, field});
    if (!checked) return checked;
  }
  if (rule.method != "even" && rule.method != "fixed" && rule.method != "proportional")
    return at_rule(Code::unknown_method, rule.name, "method", {{"method", rule.method}});
  if (rule.method == "fixed" && rule.targets.empty())
    return at_rule(Code::incomplete_rule, rule.name, "targets");
  return check_weights(rule);
}

Result<void> check_omitted(const Omitted& omitted) {
  const auto wrong = [](std::string_view what, std::string_view list, std::size_t at) {
    return make_error(Code::bad_plan, {{"what", std::string(what)},
                                       {"where", std::string(list) + "[" + std::to_string(at) + "]"}});
  };
  for (std::size_t at = 0; at < omitted.lines.size(); ++at) {
    if (!line_names_of(omitted.lines[at])) return wrong("is no line", "omitted.lines", at);
  }
  for (std::size_t at = 0; at < omitted.files.size(); ++at) {
    if (!file_number_of(omitted.files[at])) return wrong("is no number of a file", "omitted.files", at);
  }
  return {};
}

}  // namespace

Result<void> check(const Plan& plan) {
  for (const Result<void>& names : {check_names(plan.categories, "categories"),
                                    check_names(plan.lists, "lists"), check_names(plan.shared, "shared")}) {
    if (!names) return names;
  }
  for (const Category& category : plan.categories) {
    const Result<void> checked = check_category(category);
    if (!checked) return checked;
  }
  if (const Result<void> checked = check_lists(plan); !checked) return checked;
  for (const SharedRule& rule : plan.shared) {
    const Result<void> checked = check_shared(rule);
    if (!checked) return checked;
  }
  if (const Result<void> looked = look_for_cycle(plan); !looked) return looked;
  return check_omitted(plan.omitted);
}

bool has_rules(const Plan& plan) {
  return !plan.categories.empty() || !plan.lists.empty() || !plan.roster.accounts.empty() ||
         !plan.shared.empty();
}

bool asks(const Plan& plan, std::string_view dimension) {
  const auto is_it = [&](std::string_view name) { return name == dimension; };
  const auto is_tested = [&](const Predicate& predicate) {
    bool found = false;
    for_each_test(predicate, {},
                  [&](const Predicate& test, const RulePlace&) { found = found || is_it(test.dimension); });
    return found;
  };
  return is_it(plan.grain) || std::any_of(plan.by.begin(), plan.by.end(), is_it) ||
         std::any_of(plan.filters.begin(), plan.filters.end(),
                     [&](const Filter& filter) { return is_it(filter.dimension); }) ||
         std::any_of(plan.categories.begin(), plan.categories.end(),
                     [&](const Category& category) {
                       return std::any_of(category.rules.begin(), category.rules.end(),
                                          [&](const CategoryRule& rule) { return is_tested(rule.when); });
                     }) ||
         std::any_of(plan.lists.begin(), plan.lists.end(),
                     [&](const ValueList& list) { return is_it(list.dimension); }) ||
         std::any_of(plan.shared.begin(), plan.shared.end(), [&](const SharedRule& rule) {
           return is_it(rule.dimension) || is_tested(rule.source) || is_tested(rule.weighed) ||
                  std::any_of(rule.partitions.begin(), rule.partitions.end(), is_it);
         });
}

}  // namespace billfold::plan
