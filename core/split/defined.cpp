#include "split/defined.h"

#include <algorithm>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>

#include "base/json.h"
#include "split/group_keys.h"

namespace billfold::split {
namespace {

constexpr std::string_view kCategory = "category:";
constexpr std::string_view kRoster = "ou:";
constexpr std::string_view kRosterName = "ou:name";
constexpr std::string_view kList = "list:";
constexpr std::string_view kSource = "source:";
constexpr std::string_view kWeighed = "weighed:";
constexpr std::string_view kTaken = "taken:";
constexpr char kStep = '/';

using Ranked = std::shared_ptr<RankedDimension>;
using Bits = std::vector<std::uint64_t>;

template <class Named>
const Named* find_named(const std::vector<Named>& all, std::string_view name, std::string_view prefix) {
  if (!name.starts_with(prefix)) return nullptr;
  name.remove_prefix(prefix.size());
  const auto found = std::find_if(all.begin(), all.end(), [&](const Named& n) { return n.name == name; });
  return found == all.end() ? nullptr : &*found;
}

// ---- the organization tree

std::vector<std::string_view> steps_of(std::string_view path) {
  std::vector<std::string_view> steps;
  while (!path.empty()) {
    const std::size_t end = path.find(kStep);
    if (end != 0) steps.push_back(path.substr(0, end));
    if (end == std::string_view::npos) break;
    path.remove_prefix(end + 1);
  }
  return steps;
}

std::size_t depth_of(const plan::Roster& roster) {
  std::size_t depth = 0;
  for (const plan::RosterAccount& account : roster.accounts)
    depth = std::max(depth, steps_of(account.ou).size());
  return depth;
}

// Which step of the path "ou:2" is, from 1; nothing where no account has so many.
std::optional<std::size_t> step_named(const plan::Roster& roster, std::string_view name) {
  for (std::size_t step = 1; step <= depth_of(roster); ++step) {
    if (name == std::string(kRoster) + std::to_string(step)) return step;
  }
  return std::nullopt;
}

std::map<std::string_view, std::string> owners_by_roster(const plan::Roster& roster, std::string_view name) {
  std::map<std::string_view, std::string> owners;
  const std::optional<std::size_t> step = step_named(roster, name);
  for (const plan::RosterAccount& account : roster.accounts) {
    const std::vector<std::string_view> steps = steps_of(account.ou);
    if (!step) {
      owners.emplace(account.account, account.name);
    } else if (*step <= steps.size()) {
      owners.emplace(account.account, std::string(steps[*step - 1]));
    }
  }
  return owners;
}

// ---- rules

struct Rule {
  std::string value;
  const plan::Predicate* when;
  plan::RulePlace place;
};

struct Asked {
  plan::Test test;
  std::size_t dimension;
};

// The rules with their tests, and the dimensions that those ask.
struct Questions {
  std::vector<Asked> tests;
  std::vector<Ranked> dimensions;
};

Result<Questions> questions_of(const std::vector<Rule>& rules, const plan::Plan& plan, Dimensions& dimensions,
                               MissingTag missing) {
  Questions questions;
  std::vector<std::string> names;
  std::optional<Error> error;
  const auto ask = [&](const plan::Predicate& predicate, const plan::RulePlace& place) {
    if (error) return;
    auto at =
        static_cast<std::size_t>(std::find(names.begin(), names.end(), predicate.dimension) - names.begin());
    if (at == names.size()) {
      Result<Ranked> dimension = dimensions.get(predicate.dimension, plan, missing);
      if (!dimension) {
        error = in_rule(dimension.error(), place.rule, place.field + ".dimension");
        return;
      }
      names.push_back(predicate.dimension);
      questions.dimensions.push_back(std::move(*dimension));
    }
    const bill::Dimension* asked = questions.dimensions[at]->dimension();
    Result<plan::Test> test =
        plan::Test::of(predicate, place, asked != nullptr ? asked->notation() : bill::Notation{});
    if (!test) {
      error = test.error();
      return;
    }
    questions.tests.push_back({std::move(*test), at});
  };
  for (const Rule& rule : rules) plan::for_each_test(*rule.when, rule.place, ask);
  if (error) return *error;
  return questions;
}

// Numbers each distinct set of answers.
class BitTable {
 public:
  std::uint32_t number_of(const Bits& bits) {
    const auto [found, is_new] = numbers_.try_emplace(bits, static_cast<std::uint32_t>(all_.size()));
    if (is_new) all_.push_back(bits);
    return found->second;
  }
  const std::vector<Bits>& all() const { return all_; }

 private:
  std::map<Bits, std::uint32_t> numbers_;
  std::vector<Bits> all_;
};

// A dimension's values as classes with the same answers.
struct Classes {
  std::vector<std::uint32_t> of_value;
  std::vector<Bits> bits;
};

Classes classes_of(Questions& questions, std::size_t at) {
  const bill::Dimension* dimension = questions.dimensions[at]->dimension();
  const std::uint32_t values = dimension == nullptr ? 1 : dimension->size();
  BitTable table;
  Classes classes;
  Bits bits((questions.tests.size() + 63) / 64);
  for (std::uint32_t value = 0; value < values; ++value) {
    const std::string line =
        dimension != nullptr && dimension->ids() == nullptr ? dimension->text(value) : "";
    const std::string_view text = dimension == nullptr || value == 0 ? std::string_view()
                                  : dimension->ids() == nullptr      ? line
                                                                     : dimension->view(value);
    std::fill(bits.begin(), bits.end(), 0);
    for (std::size_t test = 0; test < questions.tests.size(); ++test) {
      Asked& asked = questions.tests[test];
      if (asked.dimension == at && asked.test.holds(text)) bits[test / 64] |= std::uint64_t{1} << (test % 64);
    }
    classes.of_value.push_back(table.number_of(bits));
  }
  classes.bits = table.all();
  return classes;
}

std::string value_by(const std::vector<Rule>& rules, const std::string& otherwise, const Bits& bits) {
  const auto answer = [&](std::size_t test) { return (bits[test / 64] >> (test % 64) & 1U) != 0; };
  std::size_t next = 0;
  const std::string* value = nullptr;
  for (const Rule& rule : rules) {
    if (plan::holds(*rule.when, answer, next)) {
      value = &rule.value;
      break;
    }
  }
  return value != nullptr ? *value : otherwise;
}

// Of each row, which combination of answers it has.
class Combinations {
 public:
  Combinations(std::size_t rows, std::size_t words) : of_row_(rows, 0) {
    combinations_.number_of(Bits(words));
  }

  void add(const bill::Dimension& dimension, const Classes& classes) {
    BitTable joined;
    std::vector<std::uint32_t> known;  // by key of KeyTable
    KeyTable keys;
    const std::size_t width = classes.bits.size();
    const std::size_t cells = combinations_.all().size() * width;
    std::vector<std::uint32_t> direct(cells <= kDirectCells ? cells : 0, kUnknown);
    const auto join = [&](std::uint32_t combination, std::uint32_t class_number) {
      Bits bits = combinations_.all()[combination];
      for (std::size_t word = 0; word < bits.size(); ++word) bits[word] |= classes.bits[class_number][word];
      return joined.number_of(bits);
    };
    const auto step = [&](std::uint32_t& combination, std::uint32_t class_number) {
      const std::size_t cell = combination * width + class_number;
      if (!direct.empty()) {
        if (direct[cell] == kUnknown) direct[cell] = join(combination, class_number);
        combination = direct[cell];
        return;
      }
      const std::uint32_t key = keys.number_of(cell);
      if (key == known.size()) known.push_back(join(combination, class_number));
      combination = known[key];
    };
    if (dimension.ids() == nullptr) {
      for (std::size_t row = 0; row < of_row_.size(); ++row) step(of_row_[row], classes.of_value[row + 1]);
    } else {
      std::vector<std::uint32_t> class_of_id;
      for (const std::uint32_t value : dimension.values_of_ids())
        class_of_id.push_back(classes.of_value[value]);
      dimension.ids()->visit([&](const auto& ids) {
        for (std::size_t row = 0; row < ids.size(); ++row) step(of_row_[row], class_of_id[ids[row]]);
      });
    }
    combinations_ = std::move(joined);
  }

  // The same bits for every row: a dimension that no row of this shard has.
  void add_to_all(const Bits& more) {
    BitTable joined;
    std::vector<std::uint32_t> number_of;
    for (Bits bits : combinations_.all()) {
      for (std::size_t word = 0; word < bits.size(); ++word) bits[word] |= more[word];
      number_of.push_back(joined.number_of(bits));
    }
    for (std::uint32_t& combination : of_row_) combination = number_of[combination];
    combinations_ = std::move(joined);
  }

  const std::vector<Bits>& all() const { return combinations_.all(); }
  const std::vector<std::uint32_t>& of_row() const { return of_row_; }

 private:
  static constexpr std::size_t kDirectCells = std::size_t{1} << 20U;
  static constexpr std::uint32_t kUnknown = 0xFFFFFFFF;

  BitTable combinations_;
  std::vector<std::uint32_t> of_row_;
};

Result<bill::Dimension> by_rules(bill::DimensionName name, const std::vector<Rule>& rules,
                                 const std::string& otherwise, const plan::Plan& plan, Dimensions& dimensions,
                                 MissingTag missing) {
  Result<Questions> questions = questions_of(rules, plan, dimensions, missing);
  if (!questions) return questions.error();
  const std::size_t words = (questions->tests.size() + 63) / 64;
  if (questions->dimensions.size() == 1) {
    const Ranked& only = questions->dimensions.front();
    if (only->dimension() != nullptr && !only->is_line()) {
      const Classes classes = classes_of(*questions, 0);
      std::vector<std::string> of_class;
      for (const Bits& bits : classes.bits) of_class.push_back(value_by(rules, otherwise, bits));
      std::vector<std::string> texts;
      for (const std::uint32_t class_number : classes.of_value) texts.push_back(of_class[class_number]);
      return bill::Dimension::of_values(std::move(name), *only->dimension(), texts, only);
    }
  }
  Combinations combinations(dimensions.bill().rows, words);
  for (std::size_t at = 0; at < questions->dimensions.size(); ++at) {
    const Classes classes = classes_of(*questions, at);
    const bill::Dimension* dimension = questions->dimensions[at]->dimension();
    if (dimension != nullptr) {
      combinations.add(*dimension, classes);
    } else {
      combinations.add_to_all(classes.bits.front());
    }
  }
  auto cells = std::make_shared<bill::TextColumn>();
  std::vector<std::uint32_t> id_of;
  for (const Bits& bits : combinations.all())
    id_of.push_back(cells->values.intern(value_by(rules, otherwise, bits)));
  for (const std::uint32_t combination : combinations.of_row()) cells->ids.push_back(id_of[combination]);
  return bill::Dimension::of_cells(std::move(name), std::move(cells));
}

// ---- lists

Result<bill::Dimension> by_owners(bill::DimensionName name,
                                  const std::map<std::string_view, std::string>& owners,
                                  const std::string& of, const plan::RulePlace& place, const plan::Plan& plan,
                                  Dimensions& dimensions, MissingTag missing) {
  const Result<Ranked> listed = dimensions.get(of, plan, missing);
  if (!listed) return in_rule(listed.error(), place.rule, place.field + ".dimension");
  const bill::Dimension* dimension = (*listed)->dimension();
  if (dimension == nullptr || dimension->ids() == nullptr) {
    auto cells = std::make_shared<bill::TextColumn>();
    cells->ids.append_empty(dimensions.bill().rows);
    return bill::Dimension::of_cells(std::move(name), std::move(cells));
  }
  std::vector<std::string> texts(dimension->size());
  for (std::uint32_t value = 1; value < dimension->size(); ++value) {
    const auto owner = owners.find(dimension->view(value));
    if (owner != owners.end()) texts[value] = owner->second;
  }
  name.column = of;
  return bill::Dimension::of_values(std::move(name), *dimension, texts, *listed);
}

// ---- what a rule of shared costs takes

// A rule and the dimension that its values are of.
struct Taken {
  const plan::SharedRule* rule;
  std::string dimension;
};

std::optional<Taken> taken_named(const plan::Plan& plan, std::string_view name) {
  std::optional<Taken> taken;
  if (!name.starts_with(kTaken)) return taken;
  for (const plan::SharedRule& rule : plan.shared) {
    plan::for_each_test(rule.source, {}, [&](const plan::Predicate& test, const plan::RulePlace&) {
      if (!taken && name == taken_values(rule, test.dimension)) taken = Taken{&rule, test.dimension};
    });
  }
  return taken;
}

Result<bill::Dimension> values_taken(bill::DimensionName name, const Taken& taken, const plan::Plan& plan,
                                     Dimensions& dimensions, MissingTag missing) {
  const Result<Ranked> is_taken = dimensions.get(std::string(kSource) + taken.rule->name, plan, missing);
  if (!is_taken) return is_taken.error();
  const Result<Ranked> of = dimensions.get(taken.dimension, plan, missing);
  if (!of) return in_rule(of.error(), taken.rule->name, "source.dimension");
  auto cells = std::make_shared<bill::TextColumn>();
  const std::uint32_t none = cells->values.intern({});
  const bill::Dimension* values = (*of)->dimension();
  std::vector<std::optional<std::uint32_t>> ids(values == nullptr ? 0 : values->size());
  for (std::size_t row = 0; row < dimensions.bill().rows; ++row) {
    const std::uint32_t value = values == nullptr ? 0 : values->value_of(row);
    if (value == 0 || (*is_taken)->dimension()->value_of(row) == 0) {
      cells->ids.push_back(none);
      continue;
    }
    if (!ids[value]) ids[value] = cells->values.intern(values->text(value));
    cells->ids.push_back(*ids[value]);
  }
  return bill::Dimension::of_cells(std::move(name), std::move(cells));
}

bill::DimensionName named(std::string_view name, bill::DimensionKind kind, std::string_view column = {}) {
  return {std::string(name), std::string(column), kind, true};
}

}  // namespace

// A rule's name is one line.
std::string taken_values(const plan::SharedRule& rule, std::string_view dimension) {
  return std::string(kTaken) + rule.name + "\n" + std::string(dimension);
}

Error in_rule(const Error& error, std::string_view rule, std::string_view field) {
  if (error.code != Code::unknown_dimension) return error;
  std::vector<std::pair<std::string, std::string>> values{{"rule", std::string(rule)},
                                                          {"field", std::string(field)}};
  values.insert(values.end(), error.values.begin(), error.values.end());
  return make_error(Code::unknown_rule_dimension, std::move(values));
}

bool is_defined_by(const plan::Plan& plan, std::string_view name) {
  if (name.starts_with(kRoster) && !plan.roster.accounts.empty())
    return name == kRosterName || step_named(plan.roster, name).has_value();
  return find_named(plan.categories, name, kCategory) != nullptr ||
         find_named(plan.lists, name, kList) != nullptr ||
         find_named(plan.shared, name, kSource) != nullptr ||
         find_named(plan.shared, name, kWeighed) != nullptr || taken_named(plan, name).has_value();
}

bool may_be_defined(std::string_view name) {
  return name.starts_with(kCategory) || name.starts_with(kRoster) || name.starts_with(kList);
}

std::string definitions_behind(const plan::Plan& plan, std::string_view name) {
  if (name.starts_with(kRoster) && !may_be_defined(plan.roster.dimension)) return json::text_of(plan.roster);
  const plan::ValueList* list = find_named(plan.lists, name, kList);
  if (list != nullptr && !may_be_defined(list->dimension)) return json::text_of(*list);
  // A category, a source, and what stands on one may ask any of the plan's dimensions.
  std::string text = json::text_of(plan.categories) + json::text_of(plan.roster) + json::text_of(plan.lists);
  const plan::SharedRule* rule = find_named(plan.shared, name, kSource);
  if (rule == nullptr) rule = find_named(plan.shared, name, kWeighed);
  if (rule != nullptr) return text + json::text_of(rule->source) + json::text_of(rule->weighed);
  if (name.starts_with(kTaken)) text += json::text_of(plan.shared);
  return text;
}

std::vector<bill::DimensionName> defined_names(const plan::Plan& plan) {
  std::vector<bill::DimensionName> names;
  for (const plan::Category& category : plan.categories)
    names.push_back(named(std::string(kCategory) + category.name, bill::DimensionKind::category));
  if (!plan.roster.accounts.empty()) {
    for (std::size_t step = 1; step <= depth_of(plan.roster); ++step) {
      names.push_back(named(std::string(kRoster) + std::to_string(step), bill::DimensionKind::roster,
                            plan.roster.dimension));
    }
    names.push_back(named(kRosterName, bill::DimensionKind::roster, plan.roster.dimension));
  }
  for (const plan::ValueList& list : plan.lists)
    names.push_back(named(std::string(kList) + list.name, bill::DimensionKind::list, list.dimension));
  return names;
}

Result<bill::Dimension> defined_dimension(std::string_view name, const plan::Plan& plan,
                                          Dimensions& dimensions, MissingTag missing) {
  const auto rules_of = [&](const plan::SharedRule& rule, const plan::Predicate& when, const char* field) {
    const std::vector<Rule> rules{{"yes", &when, {rule.name, field}}};
    return by_rules(named(name, bill::DimensionKind::category), rules, {}, plan, dimensions, missing);
  };
  if (const plan::SharedRule* rule = find_named(plan.shared, name, kSource))
    return rules_of(*rule, rule->source, "source");
  if (const plan::SharedRule* rule = find_named(plan.shared, name, kWeighed))
    return rules_of(*rule, rule->weighed, "weighed");
  if (const std::optional<Taken> taken = taken_named(plan, name))
    return values_taken(named(name, bill::DimensionKind::category), *taken, plan, dimensions, missing);
  if (const plan::ValueList* list = find_named(plan.lists, name, kList)) {
    std::map<std::string_view, std::string> owners;
    for (const plan::ListEntry& entry : list->entries) owners.emplace(entry.value, entry.owner);
    return by_owners(named(name, bill::DimensionKind::list), owners, list->dimension, {list->name, "list"},
                     plan, dimensions, missing);
  }
  if (const plan::Category* category = find_named(plan.categories, name, kCategory)) {
    std::vector<Rule> rules;
    for (std::size_t at = 0; at < category->rules.size(); ++at) {
      rules.push_back({category->rules[at].value,
                       &category->rules[at].when,
                       {category->name, "rules[" + std::to_string(at) + "].when"}});
    }
    return by_rules(named(name, bill::DimensionKind::category), rules, category->otherwise, plan, dimensions,
                    missing);
  }
  return by_owners(named(name, bill::DimensionKind::roster), owners_by_roster(plan.roster, name),
                   plan.roster.dimension, {"roster", "roster"}, plan, dimensions, missing);
}

}  // namespace billfold::split
