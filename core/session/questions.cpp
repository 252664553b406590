#include "session/questions.h"

#include <algorithm>
#include <iterator>

#include "base/sort.h"
#include "commitment/lines.h"
#include "money/ratio.h"
#include "session/asked.h"
#include "split/advice.h"
#include "split/explain.h"
#include "split/names.h"
#include "split/series.h"
#include "split/shared_cost.h"
#include "split/sources.h"
#include "split/values.h"
#include "vendor/cost_form.h"
#include "vendor/fields.h"

namespace billfold::session::questions {
namespace {

// The split of the plan, from the cache if it was the last one asked for.
Result<const split::Tree*> tree_of(const Asked& asked, const plan::Plan& plan) {
  Cache& cache = asked.cache;
  std::string key = json::text_of(plan);
  if (cache.tree && cache.tree_key == key) return cache.tree.get();
  Result<split::Tree> tree = cache.counting.next(plan, key, dimensions_of(asked));
  if (!tree) return tree.error();
  cache.view.reset();
  cache.tree = std::make_unique<split::Tree>(std::move(*tree));
  cache.tree_key = std::move(key);
  cache.largest = 0;
  for (const split::TreeLevel& level : cache.tree->levels) {
    for (const split::Node& node : level.nodes) cache.largest = std::max(cache.largest, size_of(node.amount));
  }
  return cache.tree.get();
}

// The names of a dimension's values, looked for once.
Result<std::span<const split::NamedValue>> names_of(const Asked& asked, const std::string& dimension) {
  auto found = asked.cache.names.find(dimension);
  if (found == asked.cache.names.end()) {
    Result<std::vector<split::NamedValue>> names = split::names_of(dimension, dimensions_of(asked));
    if (!names) return names.error();
    found = asked.cache.names.emplace(dimension, std::move(*names)).first;
  }
  return std::span<const split::NamedValue>(found->second);
}

// The amounts of a row, a leaf or the whole, where costs are shared.
template <class Shown>
void set_shares(Shown& shown, const split::Shares& shares, const split::Tree& tree) {
  if (!tree.sharing) return;
  shown.direct = amount_text(shares.direct, tree.scale);
  shown.shared_in = amount_text(shares.in, tree.scale);
  shown.shared_out = amount_text(shares.out, tree.scale);
}

std::string_view name_of(split::Refusal::Reason reason) {
  switch (reason) {
    case split::Refusal::no_targets:
      return "no_targets";
    case split::Refusal::zero_weights:
      return "zero_weights";
    case split::Refusal::mixed_weights:
      return "mixed_weights";
  }
  return "";
}

// What targets got that the bill has no line of.
std::vector<AbsentTarget> absent_targets(const split::Tree& tree, std::size_t rule) {
  std::map<std::string, i128> amounts;
  for (const split::Handout& handout : tree.sharing->handouts) {
    if (handout.rule == rule && handout.absent) amounts[handout.target] += handout.amount;
  }
  std::vector<std::pair<std::string, i128>> all(amounts.begin(), amounts.end());
  std::erase_if(all, [](const auto& one) { return one.second == 0; });
  sort_items(all, [](const auto& a, const auto& b) { return size_of(a.second) > size_of(b.second); });
  std::vector<AbsentTarget> absent;
  for (const auto& [target, amount] : all) absent.push_back({target, amount_text(amount, tree.scale)});
  return absent;
}

std::vector<SharedRuleInfo> shared_rules(const split::Tree& tree) {
  std::vector<SharedRuleInfo> rules;
  for (std::size_t rule = 0; rule < tree.sharing->rules.size(); ++rule) {
    i128 handed = 0;
    i128 kept = 0;
    SharedRuleInfo info;
    info.name = tree.sharing->rules[rule];
    for (const split::Handout& handout : tree.sharing->handouts) {
      if (handout.rule == rule) handed += handout.amount;
    }
    for (const split::Refusal& refusal : tree.sharing->refusals) {
      if (refusal.rule != rule) continue;
      kept += refusal.pool;
      info.reason = name_of(refusal.reason);
    }
    info.handed = amount_text(handed, tree.scale);
    info.kept = amount_text(kept, tree.scale);
    std::vector<AbsentTarget> absent = absent_targets(tree, rule);
    if (!absent.empty()) info.absent = std::move(absent);
    rules.push_back(std::move(info));
  }
  return rules;
}

std::vector<std::string> names_of_levels(const split::Tree& tree) {
  std::vector<std::string> names;
  for (const split::TreeLevel& level : tree.levels) names.push_back(level.level.name);
  return names;
}

CurrencyInfo currency_info(const split::CurrencyTotal& currency, int scale) {
  return {currency.code, currency.figure.rows, amount_text(currency.figure.amount, scale)};
}

// ---- dimensions

DimensionInfo dimension_info(const split::Coverage& coverage, const split::CoverageTable& table) {
  DimensionInfo info;
  info.name = coverage.name.name;
  info.column = coverage.name.column;
  info.kind = bill::name_of(coverage.name.kind);
  info.stored = coverage.name.stored;
  info.amounts = coverage.name.amounts;
  info.values = coverage.values;
  info.rows_with_value = coverage.covered.rows;
  info.covered = amount_text(coverage.covered.amount, table.scale);
  info.coverage = split::coverage_percent(coverage, table);
  info.ratio = ratio_of(coverage.covered_size, table.whole_size);
  return info;
}

SchemeInfo scheme_info(const split::Advice& advice, const split::CoverageTable& table) {
  SchemeInfo info;
  info.id = advice.preset->id;
  info.by = advice.by;
  info.measure = advice.measure;
  info.available = advice.available;
  info.recommended = advice.recommended;
  info.reason = advice.reason;
  info.values = {{"dimension", advice.deciding}};
  if (advice.coverage != nullptr) {
    info.values.emplace_back("coverage", split::coverage_percent(*advice.coverage, table));
    info.values.emplace_back("count", std::to_string(advice.coverage->values));
  }
  return info;
}

// ---- view

Result<split::ViewOptions> view_options(const ViewRequest& request) {
  split::ViewOptions options;
  options.root = request.root;
  options.open = request.open;
  options.open_all = request.open_all;
  options.closed = request.closed;
  options.others = request.others;
  options.top = request.top;
  options.ascending = request.ascending;
  options.find = request.find;
  if (request.sort == "amount") {
    options.sort = split::SortBy::amount;
  } else if (request.sort == "name") {
    options.sort = split::SortBy::name;
  } else if (request.sort == "rows") {
    options.sort = split::SortBy::rows;
  } else {
    return make_error(Code::bad_request, {{"what", "is not amount, name or rows"}, {"where", "sort"}});
  }
  return options;
}

std::string_view name_of(split::RowKind kind) {
  switch (kind) {
    case split::RowKind::group:
      return "group";
    case split::RowKind::unassigned:
      return "unassigned";
    case split::RowKind::others:
      return "others";
  }
  return "";
}

ViewRow view_row(const split::ViewRow& row, const split::Tree& tree, i128 largest) {
  ViewRow shown;
  shown.kind = name_of(row.kind);
  shown.path = row.path;
  shown.level = row.level;
  shown.amount = amount_text(row.figure.amount, tree.scale);
  if (!row.parent_mixes_signs) shown.share = split::share_of(row.figure.amount, row.parent.amount);
  shown.ratio = ratio_of(size_of(row.figure.amount), largest);
  shown.rows = row.figure.rows;
  shown.children = row.children;
  shown.open = row.open;
  shown.position = row.position;
  shown.siblings = row.siblings;
  set_shares(shown, row.shares, tree);
  return shown;
}

bool mixes_signs(const split::Tree& tree) {
  if (tree.levels.empty()) return false;
  bool positive = false;
  bool negative = false;
  for (const split::Node& node : tree.levels.front().nodes) {
    positive = positive || node.amount > 0;
    negative = negative || node.amount < 0;
  }
  return positive && negative;
}

// Lays the tree flat unless the last request differed in nothing but its window.
Result<void> lay_out(const Asked& asked, const ViewRequest& request, const split::Tree& tree) {
  Cache& cache = asked.cache;
  ViewRequest whole = request;
  whole.offset = 0;
  whole.limit = 0;
  std::string key = json::text_of(whole);
  if (cache.view && cache.view_key == key) return {};
  Result<split::ViewOptions> options = view_options(request);
  if (!options) return options.error();
  // Names cost a look at every row, so they are looked for only where something is found or sorted by them.
  if (!request.find.empty() || options->sort == split::SortBy::name) {
    for (const split::TreeLevel& level : tree.levels) {
      const Result<std::span<const split::NamedValue>> names = names_of(asked, level.level.name);
      if (!names) return names.error();
      options->names.push_back(*names);
    }
  }
  if (!cache.view) cache.view = std::make_unique<split::View>(tree);
  cache.view->lay_out(std::move(*options));
  cache.view_key = std::move(key);
  return {};
}

// ---- series

Series series_info(const split::Series& series, const split::SeriesTable& table) {
  Series info;
  switch (series.kind) {
    case split::SeriesKind::group:
      info.kind = "group";
      info.name = series.name;
      break;
    case split::SeriesKind::unassigned:
      info.kind = "unassigned";
      break;
    case split::SeriesKind::others:
      info.kind = "others";
      break;
    case split::SeriesKind::total:
      info.kind = "total";
      break;
  }
  info.groups = series.groups;
  for (const i128 amount : series.amounts) {
    info.amounts.push_back(amount_text(amount, table.scale));
    info.ratios.push_back(ratio_of(amount, table.highest));
  }
  info.total = amount_text(series.total, table.scale);
  return info;
}

// ---- explain

ExplainStep value_step(const char* with, const char* without, const std::string& dimension,
                       const std::optional<std::string>& value) {
  ExplainStep step;
  step.what = value ? with : without;
  step.values = {{"dimension", dimension}};
  if (value) step.values.emplace_back("value", *value);
  return step;
}

// More fraction digits than the bill has, so that a share is seen before it was cut.
constexpr int kExactDigits = 6;

// amount x numerator / denominator before it was cut, and what it became more than that.
struct Share {
  std::string exact;
  std::string remainder;
};
Share share_of(i128 amount, i128 numerator, i128 denominator, i128 share, int scale) {
  const auto cut_to = [&](int digits) {
    return money::multiply_by_ratio({amount, scale}, numerator, denominator, digits,
                                    money::Rounding::truncate);
  };
  const Result<money::Decimal> exact = cut_to(std::min(scale + kExactDigits, money::kMaxScale));
  const Result<money::Decimal> cut = cut_to(scale);
  return {exact ? money::format_trimmed(*exact) : std::string(),
          cut ? amount_text(share - cut->mantissa, scale) : std::string()};
}

ExplainStep rule_step(const char* what, std::size_t rule, i128 change, const split::Tree& tree) {
  ExplainStep step;
  step.what = what;
  step.values = {{"rule", tree.sharing->rules[rule]}, {"change", amount_text(change, tree.scale)}};
  return step;
}

ExplainStep received_step(const split::Step& step, const plan::Plan& plan, const split::Tree& tree) {
  ExplainStep info = rule_step("received_by_rule", step.index, step.change, tree);
  const auto add = [&](const char* name, std::string value) {
    info.values.emplace_back(name, std::move(value));
  };
  const split::Handout& handout = step.received->handout;
  add("method", plan.shared[step.index].method);
  add("target", handout.target);
  add("place", place_of_handout(handout));
  const auto text = [&](i128 amount) { return amount_text(amount, tree.scale); };
  const Share share = share_of(handout.pool, handout.weight, handout.weights, handout.amount, tree.scale);
  add("pool", text(handout.pool));
  add("weight", amount_text(handout.weight, handout.weight_scale));
  add("weights", amount_text(handout.weights, handout.weight_scale));
  add("exact", share.exact);
  add("remainder", share.remainder);
  if (step.change == handout.amount) return info;
  // Only some groups of the target are in this one.
  const Share below = share_of(handout.amount, step.received->own, handout.own, step.change, tree.scale);
  add("amount", text(handout.amount));
  add("own", text(step.received->own));
  add("whole", text(handout.own));
  add("portion", below.exact);
  add("rest", below.remainder);
  return info;
}

ExplainStep step_info(const split::Step& step, const ExplainRequest& request, const split::Tree& tree) {
  ExplainStep info;
  switch (step.kind) {
    case split::StepKind::lines_of_file:
      info.what = "lines_of_file";
      break;
    case split::StepKind::kept_by_currency:
      info.what = "kept_by_currency";
      info.values = {{"currency", tree.currency}};
      break;
    case split::StepKind::not_omitted:
      info.what = "not_omitted";
      break;
    case split::StepKind::kept_by_filter:
      info = filter_step(request.plan.filters[step.index]);
      break;
    case split::StepKind::in_group:
      info = value_step("in_group", "without_value", tree.levels[step.index].level.name,
                        request.path[step.index]);
      break;
    case split::StepKind::received_by_rule:
      info = received_step(step, request.plan, tree);
      break;
    case split::StepKind::received_by_more:
      info = rule_step("received_by_more", step.index, step.change, tree);
      info.values.emplace_back("groups", std::to_string(step.handouts));
      break;
    case split::StepKind::given_by_rule:
      info = rule_step("given_by_rule", step.index, step.change, tree);
      break;
  }
  if (step.has_amount) info.amount = amount_text(step.figure.amount, tree.scale);
  info.rows = step.figure.rows;
  return info;
}

ExplainStep part_info(const split::Part& part, const ExplainRequest& request, const split::Tree& tree) {
  ExplainStep info;
  switch (part.kind) {
    case split::PartKind::child:
      info =
          value_step("child", "child_without_value", tree.levels[request.path.size()].level.name, part.value);
      break;
    case split::PartKind::others:
      info.what = "others";
      info.values = {{"dimension", tree.levels[request.path.size()].level.name},
                     {"groups", std::to_string(part.groups)}};
      break;
    case split::PartKind::positive:
      info.what = "positive";
      break;
    case split::PartKind::negative:
      info.what = "negative";
      break;
    case split::PartKind::zero:
      info.what = "zero";
      break;
    case split::PartKind::rejected:
      info.what = "rejected";
      break;
    case split::PartKind::received:
      info = rule_step("received_by_rule", part.rule, part.figure.amount, tree);
      break;
    case split::PartKind::given:
      info = rule_step("given_by_rule", part.rule, part.figure.amount, tree);
      break;
  }
  info.amount = amount_text(part.figure.amount, tree.scale);
  info.rows = part.figure.rows;
  return info;
}

// ---- categories

constexpr std::string_view kCategoryPrefix = "category:";

const plan::Category* find_category(const plan::Plan& plan, std::string_view name) {
  const auto found = std::find_if(plan.categories.begin(), plan.categories.end(),
                                  [&](const plan::Category& c) { return c.name == name; });
  return found == plan.categories.end() ? nullptr : &*found;
}

// Of a split of by_rule_of(); `rule` may be one behind the last: what no rule takes.
split::Node group_of_rule(const split::Tree& tree, const plan::Category& category, std::size_t rule) {
  std::optional<std::string> value;
  if (rule < category.rules.size()) value = std::to_string(rule);
  const std::optional<std::uint32_t> node = tree.find({value});
  return node ? tree.levels.front().nodes[*node] : split::Node{};
}

// Which rules put the group's lines where they are.
Result<std::vector<ExplainStep>> category_steps(const Asked& asked, const ExplainRequest& request,
                                                const split::Tree& tree) {
  std::vector<ExplainStep> steps;
  for (std::size_t level = 0; level < request.path.size(); ++level) {
    const std::string_view name = tree.levels[level].level.name;
    if (!name.starts_with(kCategoryPrefix)) continue;
    const plan::Category* category = find_category(request.plan, name.substr(kCategoryPrefix.size()));
    if (category == nullptr) continue;
    plan::Plan by_rule = by_rule_of(*category, request.plan);
    by_rule.currency = tree.currency;
    for (std::size_t at = 0; at < request.path.size(); ++at)
      by_rule.filters.push_back({tree.levels[at].level.name, {request.path[at]}, false});
    const Result<split::Tree> rules = split::split_of(by_rule, dimensions_of(asked));
    if (!rules) return of_category(rules.error());
    for (std::size_t rule = 0; rule <= category->rules.size(); ++rule) {
      const split::Node group = group_of_rule(*rules, *category, rule);
      if (group.rows == 0) continue;
      ExplainStep step;
      const bool is_rest = rule == category->rules.size();
      step.what = is_rest ? "category_rest" : "category_rule";
      step.values = {{"category", category->name}, {"rule", std::to_string(rule + 1)}};
      step.values.emplace_back("value", is_rest ? category->otherwise : category->rules[rule].value);
      step.amount = amount_text(group.amount, rules->scale);
      step.rows = group.rows;
      steps.push_back(std::move(step));
    }
  }
  return steps;
}

// A line that stands for a fee costs what of it nobody used only on the computed basis.
json::IfAny<std::vector<UnusedLines>> unused_lines(const bill::Bill& bill, const vendor::CostForm& form) {
  std::vector<UnusedLines> all;
  for (const vendor::CommitmentForm& one : form.commitments) {
    if (bill.column_of_field(one.unused.field) == nullptr) continue;
    const auto same = std::find_if(all.begin(), all.end(), [&one](const UnusedLines& lines) {
      return lines.dimension == one.unused.field;
    });
    UnusedLines& lines = same != all.end()
                             ? *same
                             : all.emplace_back(UnusedLines{
                                   one.unused.field,
                                   {},
                                   bill.computed.empty() ? std::string() : bill.computed.front().role.name});
    lines.values.insert(lines.values.end(), one.unused.values.begin(), one.unused.values.end());
  }
  json::IfAny<std::vector<UnusedLines>> found;
  if (!all.empty()) found = std::move(all);
  return found;
}

// Ends the name of the category that by_rule_of() adds: no name that a person gives ends so.
constexpr std::string_view kNumbered = "\x1F";

}  // namespace

Error of_category(Error error) {
  for (auto& [name, value] : error.values) {
    for (std::size_t at = value.find(kNumbered); at != std::string::npos; at = value.find(kNumbered, at))
      value.erase(at, kNumbered.size());
  }
  return error;
}

plan::Plan by_rule_of(const plan::Category& category, const plan::Plan& plan) {
  plan::Category numbered = category;
  numbered.name += kNumbered;
  numbered.otherwise.clear();
  for (std::size_t at = 0; at < numbered.rules.size(); ++at) numbered.rules[at].value = std::to_string(at);
  plan::Plan by_rule = plan;
  by_rule.by = {std::string(kCategoryPrefix) + numbered.name};
  by_rule.grain = "file";
  by_rule.shared.clear();
  by_rule.categories.push_back(std::move(numbered));
  return by_rule;
}

Balance balance_of(const split::Tree& tree) {
  const split::Conservation& conservation = tree.conservation;
  Balance balance;
  balance.bill = amount_text(conservation.bill.amount, tree.scale);
  balance.allocated = amount_text(tree.allocated.amount, tree.scale);
  balance.unassigned = amount_text(tree.unassigned.amount, tree.scale);
  balance.shared_out = amount_text(tree.shared_out.amount, tree.scale);
  balance.excluded = amount_text(tree.excluded.amount, tree.scale);
  const i128 parts =
      tree.allocated.amount + tree.unassigned.amount + tree.shared_out.amount + tree.excluded.amount;
  // What the strip's own terms differ by; where they add up, what a level differs by.
  const i128 strip = conservation.bill.amount - parts;
  balance.difference = amount_text(strip != 0 ? strip : conservation.difference(), tree.scale);
  balance.rows = conservation.bill.rows;
  balance.allocated_rows = tree.allocated.rows;
  balance.unassigned_rows = tree.unassigned.rows;
  balance.excluded_rows = tree.excluded.rows;
  if (tree.sharing) balance.shared_out_rows.emplace(tree.shared_out.rows);
  balance.rejected = tree.rejected;
  for (const split::CurrencyTotal& other : tree.other_currencies) {
    balance.other_currencies.push_back(currency_info(other, tree.scale));
  }
  const bool rows_add_up = balance.rows == balance.allocated_rows + balance.unassigned_rows +
                                               tree.shared_out.rows + balance.excluded_rows;
  balance.balanced = strip == 0 && rows_add_up && conservation.holds() && tree.rejected == 0;
  return balance;
}

Result<DimensionsReport> dimensions(const Asked& asked, const DimensionsRequest& request) {
  split::Dimensions& dimensions = dimensions_of(asked);
  const Result<split::CoverageTable> table = split::coverage_of(request.plan, dimensions);
  if (!table) return table.error();
  const Result<std::vector<split::Advice>> advice = split::advise(request.plan, *table, dimensions);
  if (!advice) return advice.error();
  DimensionsReport report;
  for (const split::Coverage& coverage : table->dimensions) {
    DimensionInfo& info = report.dimensions.emplace_back(dimension_info(coverage, *table));
    const std::string names = vendor::name_field_of(info.name);
    info.named = !names.empty() && asked.bill.column_of_field(names) != nullptr;
  }
  for (const split::Advice& scheme : *advice) report.schemes.push_back(scheme_info(scheme, *table));
  report.first_stack = split::first_stack(*table);
  const Result<std::optional<vendor::CostForm>> form = vendor::cost_form_of(asked.bill.profile);
  if (!form) return form.error();
  const vendor::CostForm* known = *form ? &**form : nullptr;
  for (const bill::Column& column : asked.bill.columns) {
    const vendor::ColumnRole& role = column.role;
    // What our own cost bill says of an order in every one of its lines has no sum that means anything.
    const bool repeats =
        !asked.bill.origins.empty() && (role.measure_role == "daily" || role.measure_role == "opening" ||
                                        role.measure_role == "unamortized");
    if (role.kind == vendor::ColumnRole::amount && !repeats)
      report.measures.push_back(
          {role.name, role.measure_role, role.money, commitment::is_basis(role, known), false});
  }
  for (const bill::Column& basis : asked.bill.computed)
    report.measures.push_back({basis.role.name, basis.role.measure_role, true, true, true});
  report.default_measure = asked.bill.default_measure;
  if (known != nullptr) report.unused = unused_lines(asked.bill, *known);
  return report;
}

Result<ValuesReport> values(const Asked& asked, const ValuesRequest& request) {
  const Result<split::Values> found =
      split::values_of(request.plan, request.dimension, request.find, request.limit, dimensions_of(asked));
  if (!found) return found.error();
  ValuesReport report;
  report.found = found->found;
  for (const split::Value& value : found->values) {
    report.values.push_back(
        {value.text, value.name, amount_text(value.figure.amount, found->scale), value.figure.rows});
  }
  return report;
}

Result<NamesReport> names(const Asked& asked, const NamesRequest& request) {
  NamesReport report;
  for (const std::string& dimension : request.dimensions) {
    const Result<std::span<const split::NamedValue>> found = names_of(asked, dimension);
    if (!found) return found.error();
    DimensionNames& named = report.dimensions.emplace_back();
    named.dimension = dimension;
    for (const split::NamedValue& value : *found) named.values.push_back({value.value, value.name});
  }
  return report;
}

Result<SplitReport> split(const Asked& asked, const SplitRequest& request) {
  const Result<const split::Tree*> found = tree_of(asked, request.plan);
  if (!found) return found.error();
  const split::Tree& tree = **found;
  SplitReport report;
  report.measure = tree.measure;
  report.total = amount_text(tree.total().amount, tree.scale);
  report.rows = tree.total().rows;
  report.rejected = tree.rejected;
  report.by = names_of_levels(tree);
  report.difference = amount_text(tree.conservation.difference(), tree.scale);
  if (tree.levels.empty()) {
    if (report.rows == 0) return report;
    set_shares(report.leaves.emplace_back(Leaf{{}, report.total, report.rows}), tree.shares, tree);
    return report;
  }
  const std::size_t innermost = tree.levels.size() - 1;
  const std::vector<split::Node>& leaves = tree.levels[innermost].nodes;
  report.leaves.reserve(leaves.size());
  for (std::uint32_t leaf = 0; leaf < leaves.size(); ++leaf) {
    Leaf& shown = report.leaves.emplace_back(
        Leaf{tree.path_of(innermost, leaf), amount_text(leaves[leaf].amount, tree.scale), leaves[leaf].rows});
    if (tree.sharing) set_shares(shown, tree.levels[innermost].shares[leaf], tree);
  }
  return report;
}

Result<AllocationReport> allocation(const Asked& asked, const AllocationRequest& request) {
  const Result<SplitReport> leaves = split(asked, {request.plan});
  if (!leaves) return leaves.error();
  const split::Tree& tree = *asked.cache.tree;  // the one just split
  std::vector<i128> amounts;
  std::vector<std::string> names;  // the keys' JSON: no two are the same
  for (const Leaf& leaf : leaves->leaves) names.push_back(json::text_of(leaf.key));
  if (tree.levels.empty()) {
    amounts.assign(names.size(), tree.total().amount);
  } else {
    for (const split::Node& node : tree.levels.back().nodes) amounts.push_back(node.amount);
  }
  const std::vector<std::string_view> views(names.begin(), names.end());
  const Result<std::vector<i128>> ratios = money::ratios(amounts, views);
  if (!ratios) return ratios.error();
  AllocationReport report;
  report.measure = tree.measure;
  report.currency = tree.currency;
  report.total = leaves->total;
  report.by = leaves->by;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const Leaf& leaf = leaves->leaves[i];
    report.leaves.push_back(
        {leaf.key, leaf.amount, leaf.rows, amount_text((*ratios)[i], money::kRatioScale)});
  }
  return report;
}

Result<ViewReport> view(const Asked& asked, const ViewRequest& request) {
  const Result<const split::Tree*> found = tree_of(asked, request.plan);
  if (!found) return found.error();
  const split::Tree& tree = **found;
  const Result<void> laid_out = lay_out(asked, request, tree);
  if (!laid_out) return laid_out.error();

  ViewReport report;
  report.measure = tree.measure;
  report.currency = tree.currency;
  report.scale = static_cast<std::uint32_t>(tree.shown_scale);
  report.by = names_of_levels(tree);
  const split::Figure root = asked.cache.view->root().value_or(split::Figure{});
  report.total = amount_text(root.amount, tree.scale);
  report.rows = root.rows;
  if (!mixes_signs(tree)) report.share = split::share_of(root.amount, tree.total().amount);
  report.balance = balance_of(tree);
  report.lines = asked.cache.view->lines();
  report.offset = request.offset;
  for (const split::ViewRow& row : asked.cache.view->window(request.offset, request.limit)) {
    report.view.push_back(view_row(row, tree, asked.cache.largest));
  }
  set_shares(report, shares_of(tree, request.root), tree);
  if (tree.sharing) report.shared = shared_rules(tree);
  return report;
}

Result<SeriesReport> series(const Asked& asked, const SeriesRequest& request) {
  const Result<split::SeriesTable> table =
      split::series_of(request.plan, request.root, request.grain, request.top, dimensions_of(asked));
  if (!table) return table.error();
  SeriesReport report;
  report.periods = table->periods;
  for (const i128 total : table->totals) report.totals.push_back(amount_text(total, table->scale));
  report.largest = static_cast<std::uint32_t>(std::max_element(table->totals.begin(), table->totals.end()) -
                                              table->totals.begin());
  for (const i128 amount : split::round_amounts(table->bottom, table->top)) {
    report.ticks.push_back({amount_text(amount, table->scale), ratio_of(amount, table->highest)});
  }
  for (const split::Series& series : table->series) report.series.push_back(series_info(series, *table));
  report.total = amount_text(table->total, table->scale);
  return report;
}

ExplainStep filter_step(const plan::Filter& filter) {
  ExplainStep step;
  step.what = filter.exclude ? "left_out_by_filter" : "kept_by_filter";
  std::string joined;
  bool blank = false;
  std::size_t count = 0;
  for (const std::optional<std::string>& value : filter.values) {
    if (!value) {
      blank = true;
      continue;
    }
    if (count++ > 0) joined += ", ";
    joined += *value;
  }
  step.values = {{"dimension", filter.dimension}, {"values", joined}, {"count", std::to_string(count)}};
  if (blank) step.values.emplace_back("blank", "true");
  return step;
}

split::Shares shares_of(const split::Tree& tree, const split::Path& path) {
  if (path.empty() && tree.sharing) return tree.shares;
  if (path.empty()) return {tree.total().amount, 0, 0};
  const std::optional<std::uint32_t> node = tree.find(path);
  if (!node) return {};
  const split::TreeLevel& level = tree.levels[path.size() - 1];
  return tree.sharing ? level.shares[*node] : split::Shares{level.nodes[*node].amount, 0, 0};
}

std::string place_of_handout(const split::Handout& handout) {
  std::string place;
  for (const auto& value : handout.partition) place += value.value_or("–") + " · ";
  return place + handout.target;
}

std::vector<ExplainStep> way_down(const split::Explanation& explanation, const ExplainRequest& request,
                                  const split::Tree& tree) {
  std::vector<ExplainStep> steps;
  for (const split::Step& step : explanation.steps) {
    if (step.kind <= split::StepKind::in_group) steps.push_back(step_info(step, request, tree));
  }
  return steps;
}

Result<Explanation> explain(const Asked& asked, const ExplainRequest& request) {
  const Result<const split::Tree*> kept = tree_of(asked, request.plan);
  if (!kept) return kept.error();
  const split::Tree& tree = **kept;
  const Result<split::Explanation> found =
      split::explain(request.plan, request.path, tree, dimensions_of(asked));
  if (!found) return found.error();
  Explanation report;
  report.path = request.path;
  report.measure = tree.measure;
  report.amount = amount_text(found->figure.amount, found->scale);
  report.rows = found->figure.rows;
  for (const split::Step& step : found->steps) report.steps.push_back(step_info(step, request, tree));
  for (const split::Part& part : found->parts) report.parts.push_back(part_info(part, request, tree));
  Result<std::vector<ExplainStep>> rules = category_steps(asked, request, tree);
  if (!rules) return rules.error();
  if (!rules->empty()) report.rules = std::move(*rules);
  report.difference = amount_text(found->difference(), found->scale);
  return report;
}

Result<LinesReport> lines(const Asked& asked, const LinesRequest& request) {
  const Result<const split::Tree*> tree = tree_of(asked, request.plan);
  if (!tree) return tree.error();
  Cache& cache = asked.cache;
  std::string key = json::text_of(request.plan) + json::text_of(request.path);
  if (cache.rows_key != key) {
    Result<split::GroupRows> rows = split::rows_of(request.plan, request.path, **tree, dimensions_of(asked));
    if (!rows) return rows.error();
    cache.rows = std::move(*rows);
    cache.rows_key = std::move(key);
  }
  LinesReport report;
  report.rows = cache.rows.rows.size();
  report.total = amount_text(cache.rows.amount, cache.rows.scale);
  for (const split::SourceLine& line :
       split::source_lines(asked.bill, (*tree)->measure, cache.rows, request.offset, request.limit)) {
    report.lines.push_back({line.file, line.row, line.line, static_cast<double>(line.begin),
                            static_cast<double>(line.end), amount_text(line.amount, cache.rows.scale),
                            std::string(line.rejected)});
  }
  return report;
}

Result<CategoryRulesReport> category_rules(const Asked& asked, const CategoryRulesRequest& request) {
  const plan::Category* category = find_category(request.plan, request.category);
  if (category == nullptr)
    return make_error(Code::bad_request, {{"what", "is no category of the plan"}, {"where", "category"}});
  const Result<split::Tree> tree = split::split_of(by_rule_of(*category, request.plan), dimensions_of(asked));
  if (!tree) return of_category(tree.error());
  CategoryRulesReport report;
  report.total = amount_text(tree->total().amount, tree->scale);
  for (std::size_t at = 0; at <= category->rules.size(); ++at) {
    const bool is_rest = at == category->rules.size();
    const split::Node group = group_of_rule(*tree, *category, at);
    report.rules.push_back({is_rest ? category->otherwise : category->rules[at].value,
                            amount_text(group.amount, tree->scale), group.rows});
  }
  return report;
}

namespace {

// The matrix proper: a row a source, a column a target.
Result<void> add_sources(const Asked& asked, const plan::Plan& plan, const split::Tree& tree,
                         MatrixReport& report) {
  const Result<std::vector<split::Given>> all =
      split::given_by_sources(plan, *tree.sharing, dimensions_of(asked), split::kMostSources);
  if (!all) return all.error();
  std::map<std::pair<std::string, std::string>, i128> amounts;
  const auto column_of = [&](std::size_t cell) {
    const split::Handout& handout = tree.sharing->handouts[cell];
    return std::pair(plan.shared[handout.rule].dimension, handout.target);
  };
  i128 total = 0;
  for (std::size_t cell = 0; cell < tree.sharing->handouts.size(); ++cell) {
    const i128 amount = tree.sharing->handouts[cell].amount;
    i128& of_column = amounts[column_of(cell)];
    if (__builtin_add_overflow(of_column, amount, &of_column) || !money::fits(of_column) ||
        __builtin_add_overflow(total, amount, &total) || !money::fits(total))
      return make_error(Code::overflow);
  }
  std::vector<MatrixTarget> targets;
  for (const auto& [column, amount] : amounts)
    targets.push_back({column.first, column.second, amount_text(amount, tree.scale)});
  std::vector<MatrixSource> sources;
  for (const split::Given& given : *all) {
    const plan::SharedRule& rule = plan.shared[given.rule];
    MatrixSource source{rule.name,
                        given.partition,
                        split::source_dimensions(rule),
                        given.source,
                        given.sources,
                        amount_text(given.amount, tree.scale),
                        amount_text(given.together, tree.scale),
                        {}};
    for (const split::GivenPart& part : given.parts) {
      const auto column = std::distance(amounts.begin(), amounts.find(column_of(part.handout)));
      source.shares.push_back({static_cast<std::uint32_t>(part.handout), static_cast<std::uint32_t>(column),
                               amount_text(part.together, tree.scale), amount_text(part.amount, tree.scale)});
    }
    sources.push_back(std::move(source));
  }
  report.sources = std::move(sources);
  report.targets = std::move(targets);
  report.total = amount_text(total, tree.scale);
  return {};
}

}  // namespace

Result<MatrixReport> matrix(const Asked& asked, const MatrixRequest& request) {
  const Result<const split::Tree*> found = tree_of(asked, request.plan);
  if (!found) return found.error();
  const split::Tree& tree = **found;
  MatrixReport report;
  if (!tree.sharing) return report;
  for (const split::Handout& handout : tree.sharing->handouts) {
    report.cells.push_back(
        {tree.sharing->rules[handout.rule], handout.partition, handout.target,
         amount_text(handout.pool, tree.scale), amount_text(handout.weight, handout.weight_scale),
         amount_text(handout.weights, handout.weight_scale), amount_text(handout.amount, tree.scale)});
  }
  report.rules = shared_rules(tree);
  if (!request.by_source) return report;
  const Result<void> added = add_sources(asked, request.plan, tree, report);
  if (!added) return added.error();
  return report;
}

}  // namespace billfold::session::questions
