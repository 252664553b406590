#include "split/defined.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "base/json.h"
#include "plan/definitions.h"
#include "split/group_keys.h"

namespace billfold::split {
namespace {

using Ranked = std::shared_ptr<RankedDimension>;
using Bits = std::vector<std::uint64_t>;

// ---- the organization tree

std::map<std::string_view, std::string> owners_by_roster(const plan::Roster& roster, std::string_view name) {
  std::map<std::string_view, std::string> owners;
  const std::optional<std::size_t> step = plan::step_named(roster, name);
  for (const plan::RosterAccount& account : roster.accounts) {
    const std::vector<std::string_view> steps = plan::steps_of(account.ou);
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
  // All are found before any dimension is made: a deep condition would hold its stack while others are.
  std::vector<std::pair<const plan::Predicate*, plan::RulePlace>> found;
  for (const Rule& rule : rules) {
    plan::for_each_test(
        *rule.when, rule.place,
        [&](const plan::Predicate& test, const plan::RulePlace& place) { found.emplace_back(&test, place); });
  }
  Questions questions;
  std::vector<std::string> names;
  for (const auto& [predicate, place] : found) {
    const auto known = std::find(names.begin(), names.end(), predicate->dimension);
    const auto at = static_cast<std::size_t>(known - names.begin());
    if (known == names.end()) {
      Result<Ranked> dimension = dimensions.get(predicate->dimension, plan, missing);
      if (!dimension) return in_rule(dimension.error(), place.rule, place.field + ".dimension");
      names.push_back(predicate->dimension);
      questions.dimensions.push_back(std::move(*dimension));
    }
    const bill::Dimension* asked = questions.dimensions[at]->dimension();
    Result<plan::Test> test =
        plan::Test::of(*predicate, place, asked != nullptr ? asked->notation() : bill::Notation{});
    if (!test) return test.error();
    questions.tests.push_back({std::move(*test), at});
  }
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

Result<bill::Dimension> values_taken(bill::DimensionName name, const plan::SharedRule& rule,
                                     const std::string& dimension, const plan::Plan& plan,
                                     Dimensions& dimensions, MissingTag missing) {
  const Result<Ranked> is_taken = dimensions.get(std::string(plan::kSource) + rule.name, plan, missing);
  if (!is_taken) return is_taken.error();
  const Result<Ranked> of = dimensions.get(dimension, plan, missing);
  if (!of) return in_rule(of.error(), rule.name, "source.dimension");
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

// What a definition says itself, without what it asks.
std::string text_of(const plan::Plan& plan, const plan::Definition& definition) {
  using Kind = plan::Definition::Kind;
  switch (definition.kind) {
    case Kind::category:
      return json::text_of(plan.categories[definition.at]);
    case Kind::roster:
      return json::text_of(plan.roster);
    case Kind::list:
      return json::text_of(plan.lists[definition.at]);
    case Kind::source:
      return json::text_of(plan.shared[definition.at].source);
    case Kind::weighed:
      return json::text_of(plan.shared[definition.at].weighed);
    case Kind::taken:
      break;
  }
  return definition.dimension;
}

bill::DimensionName named(std::string_view name, bill::DimensionKind kind, std::string_view column = {}) {
  return {std::string(name), std::string(column), kind, true};
}

}  // namespace

Error in_rule(const Error& error, std::string_view rule, std::string_view field) {
  if (error.code != Code::unknown_dimension) return error;
  std::vector<std::pair<std::string, std::string>> values{{"rule", std::string(rule)},
                                                          {"field", std::string(field)}};
  values.insert(values.end(), error.values.begin(), error.values.end());
  return make_error(Code::unknown_rule_dimension, std::move(values));
}

bool is_defined_by(const plan::Plan& plan, std::string_view name) {
  return plan::definition_of(plan, name).has_value();
}

bool may_be_defined(std::string_view name) {
  return name.starts_with(plan::kCategory) || name.starts_with(plan::kRoster) ||
         name.starts_with(plan::kList);
}

std::string definitions_behind(const plan::Plan& plan, std::string_view name) {
  std::string text;
  std::vector<std::string> names{std::string(name)};
  std::set<std::string> known{names.front()};
  bool has_roster = false;
  for (std::size_t at = 0; at < names.size(); ++at) {
    const std::optional<plan::Definition> definition = plan::definition_of(plan, names[at]);
    if (!definition) continue;
    const bool is_roster = definition->kind == plan::Definition::Kind::roster;
    if (!is_roster || !has_roster) text += '\0' + text_of(plan, *definition);
    has_roster = has_roster || is_roster;
    for (std::string& asked : plan::asked_by(plan, *definition)) {
      if (known.insert(asked).second) names.push_back(std::move(asked));
    }
  }
  return text;
}

std::vector<bill::DimensionName> defined_names(const plan::Plan& plan) {
  std::vector<bill::DimensionName> names;
  for (const plan::Category& category : plan.categories)
    names.push_back(named(std::string(plan::kCategory) + category.name, bill::DimensionKind::category));
  if (!plan.roster.accounts.empty()) {
    for (std::size_t step = 1; step <= plan::depth_of(plan.roster); ++step) {
      names.push_back(named(std::string(plan::kRoster) + std::to_string(step), bill::DimensionKind::roster,
                            plan.roster.dimension));
    }
    names.push_back(named(plan::kRosterName, bill::DimensionKind::roster, plan.roster.dimension));
  }
  for (const plan::ValueList& list : plan.lists)
    names.push_back(named(std::string(plan::kList) + list.name, bill::DimensionKind::list, list.dimension));
  return names;
}

Result<bill::Dimension> defined_dimension(std::string_view name, const plan::Plan& plan,
                                          Dimensions& dimensions, MissingTag missing) {
  using Kind = plan::Definition::Kind;
  const std::optional<plan::Definition> definition = plan::definition_of(plan, name);
  const auto shared_rule = [&]() -> const plan::SharedRule& { return plan.shared[definition->at]; };
  const auto lines_of = [&](const plan::Predicate& when, const char* field) {
    const std::vector<Rule> rules{{"yes", &when, {shared_rule().name, field}}};
    return by_rules(named(name, bill::DimensionKind::category), rules, {}, plan, dimensions, missing);
  };
  switch (definition->kind) {
    case Kind::source:
      return lines_of(shared_rule().source, "source");
    case Kind::weighed:
      return lines_of(shared_rule().weighed, "weighed");
    case Kind::taken:
      return values_taken(named(name, bill::DimensionKind::category), shared_rule(), definition->dimension,
                          plan, dimensions, missing);
    case Kind::list: {
      const plan::ValueList& list = plan.lists[definition->at];
      std::map<std::string_view, std::string> owners;
      for (const plan::ListEntry& entry : list.entries) owners.emplace(entry.value, entry.owner);
      return by_owners(named(name, bill::DimensionKind::list), owners, list.dimension, {list.name, "list"},
                       plan, dimensions, missing);
    }
    case Kind::category: {
      const plan::Category& category = plan.categories[definition->at];
      std::vector<Rule> rules;
      for (std::size_t at = 0; at < category.rules.size(); ++at) {
        rules.push_back({category.rules[at].value,
                         &category.rules[at].when,
                         {category.name, "rules[" + std::to_string(at) + "].when"}});
      }
      return by_rules(named(name, bill::DimensionKind::category), rules, category.otherwise, plan, dimensions,
                      missing);
    }
    case Kind::roster:
      break;
  }
  return by_owners(named(name, bill::DimensionKind::roster), owners_by_roster(plan.roster, name),
                   plan.roster.dimension, {"roster", "roster"}, plan, dimensions, missing);
}

}  // namespace billfold::split
