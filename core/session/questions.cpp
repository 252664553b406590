#include "session/questions.h"

#include <algorithm>

#include "money/decimal_format.h"
#include "money/ratio.h"
#include "split/advice.h"
#include "split/explain.h"
#include "split/series.h"
#include "split/values.h"

namespace billfold::session::questions {
namespace {

std::string amount_text(i128 mantissa, int scale) { return money::format_trimmed({mantissa, scale}); }

i128 size_of(i128 amount) { return amount < 0 ? -amount : amount; }

// For drawing only: never printed.
double ratio_of(i128 amount, i128 largest) {
  return largest == 0 ? 0 : static_cast<double>(amount) / static_cast<double>(largest);
}

split::Dimensions& dimensions_of(const Asked& asked) {
  if (!asked.cache.dimensions) asked.cache.dimensions.emplace(asked.bill);
  return *asked.cache.dimensions;
}

// The split of the plan, from the cache if it was the last one asked for.
Result<const split::Tree*> tree_of(const Asked& asked, const plan::Plan& plan) {
  Cache& cache = asked.cache;
  std::string key = json::text_of(plan);
  if (cache.tree && cache.tree_key == key) return cache.tree.get();
  Result<split::Partial> partial = split::partial(plan, dimensions_of(asked));
  if (!partial) return partial.error();
  Result<split::Tree> tree = split::finish(std::move(*partial));
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

std::vector<std::string> names_of_levels(const split::Tree& tree) {
  std::vector<std::string> names;
  for (const split::TreeLevel& level : tree.levels) names.push_back(level.level.name);
  return names;
}

CurrencyInfo currency_info(const split::CurrencyTotal& currency, int scale) {
  return {currency.code, currency.figure.rows, amount_text(currency.figure.amount, scale)};
}

Balance balance_of(const split::Tree& tree) {
  const split::Conservation& conservation = tree.conservation;
  Balance balance;
  balance.bill = amount_text(conservation.bill.amount, tree.scale);
  balance.allocated = amount_text(tree.allocated.amount, tree.scale);
  balance.unassigned = amount_text(tree.unassigned.amount, tree.scale);
  balance.shared_out = "0";
  balance.excluded = amount_text(conservation.excluded.amount, tree.scale);
  const i128 parts = tree.allocated.amount + tree.unassigned.amount + conservation.excluded.amount;
  // What the strip's own terms differ by; where they add up, what a level differs by.
  const i128 strip = conservation.bill.amount - parts;
  balance.difference = amount_text(strip != 0 ? strip : conservation.difference(), tree.scale);
  balance.rows = conservation.bill.rows;
  balance.allocated_rows = tree.allocated.rows;
  balance.unassigned_rows = tree.unassigned.rows;
  balance.excluded_rows = conservation.excluded.rows;
  balance.rejected = tree.rejected;
  for (const split::CurrencyTotal& other : tree.other_currencies) {
    balance.other_currencies.push_back(currency_info(other, tree.scale));
  }
  const bool rows_add_up =
      balance.rows == balance.allocated_rows + balance.unassigned_rows + balance.excluded_rows;
  balance.balanced = strip == 0 && rows_add_up && conservation.holds() && tree.rejected == 0;
  return balance;
}

// ---- dimensions

DimensionInfo dimension_info(const split::Coverage& coverage, const split::CoverageTable& table) {
  DimensionInfo info;
  info.name = coverage.name.name;
  info.column = coverage.name.column;
  info.kind = bill::name_of(coverage.name.kind);
  info.stored = coverage.name.stored;
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
Result<void> lay_out(const ViewRequest& request, const split::Tree& tree, Cache& cache) {
  ViewRequest whole = request;
  whole.offset = 0;
  whole.limit = 0;
  std::string key = json::text_of(whole);
  if (cache.view && cache.view_key == key) return {};
  Result<split::ViewOptions> options = view_options(request);
  if (!options) return options.error();
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

ExplainStep value_step(const char* with, const char* without, const std::string& dimension,
                       const std::optional<std::string>& value) {
  ExplainStep step;
  step.what = value ? with : without;
  step.values = {{"dimension", dimension}};
  if (value) step.values.emplace_back("value", *value);
  return step;
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
    case split::StepKind::kept_by_filter:
      info = filter_step(request.plan.filters[step.index]);
      break;
    case split::StepKind::in_group:
      info = value_step("in_group", "without_value", tree.levels[step.index].level.name,
                        request.path[step.index]);
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
  }
  info.amount = amount_text(part.figure.amount, tree.scale);
  info.rows = part.figure.rows;
  return info;
}

}  // namespace

Result<DimensionsReport> dimensions(const Asked& asked, const DimensionsRequest& request) {
  split::Dimensions& dimensions = dimensions_of(asked);
  const Result<split::CoverageTable> table = split::coverage_of(request.plan, dimensions);
  if (!table) return table.error();
  const Result<std::vector<split::Advice>> advice = split::advise(request.plan, *table, dimensions);
  if (!advice) return advice.error();
  DimensionsReport report;
  for (const split::Coverage& coverage : table->dimensions) {
    report.dimensions.push_back(dimension_info(coverage, *table));
  }
  for (const split::Advice& scheme : *advice) report.schemes.push_back(scheme_info(scheme, *table));
  report.first_stack = split::first_stack(*table);
  for (const bill::Column& column : asked.bill.columns) {
    const vendor::ColumnRole& role = column.role;
    // What our own cost bill says of an order in every one of its lines has no sum that means anything.
    const bool repeats = !asked.bill.origins.empty() && (role.measure_role == "daily" || role.measure_role == "opening" ||
                                                         role.measure_role == "unamortized");
    if (role.kind == vendor::ColumnRole::amount && !repeats)
      report.measures.push_back({role.name, role.measure_role, role.money});
  }
  report.default_measure = asked.bill.default_measure;
  return report;
}

Result<ValuesReport> values(const Asked& asked, const ValuesRequest& request) {
  const Result<split::Values> found =
      split::values_of(request.plan, request.dimension, request.find, request.limit, dimensions_of(asked));
  if (!found) return found.error();
  ValuesReport report;
  report.found = found->found;
  for (const split::Value& value : found->values) {
    report.values.push_back({value.text, amount_text(value.figure.amount, found->scale), value.figure.rows});
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
    if (report.rows > 0) report.leaves.push_back({{}, report.total, report.rows});
    return report;
  }
  const std::size_t innermost = tree.levels.size() - 1;
  const std::vector<split::Node>& leaves = tree.levels[innermost].nodes;
  report.leaves.reserve(leaves.size());
  for (std::uint32_t leaf = 0; leaf < leaves.size(); ++leaf) {
    report.leaves.push_back(
        {tree.path_of(innermost, leaf), amount_text(leaves[leaf].amount, tree.scale), leaves[leaf].rows});
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
  const Result<void> laid_out = lay_out(request, tree, asked.cache);
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
  return report;
}

Result<SeriesReport> series(const Asked& asked, const SeriesRequest& request) {
  const Result<split::SeriesTable> table =
      split::series_of(request.plan, request.root, request.grain, request.top, dimensions_of(asked));
  if (!table) return table.error();
  SeriesReport report;
  report.periods = table->periods;
  for (const i128 total : table->totals) report.totals.push_back(amount_text(total, table->scale));
  for (const split::Series& series : table->series) report.series.push_back(series_info(series, *table));
  report.total = amount_text(table->total, table->scale);
  return report;
}

Result<Explanation> explain(const Asked& asked, const ExplainRequest& request) {
  const Result<const split::Tree*> tree = tree_of(asked, request.plan);
  if (!tree) return tree.error();
  const Result<split::Explanation> found =
      split::explain(request.plan, request.path, **tree, dimensions_of(asked));
  if (!found) return found.error();
  Explanation report;
  report.path = request.path;
  report.measure = (*tree)->measure;
  report.amount = amount_text(found->figure.amount, found->scale);
  report.rows = found->figure.rows;
  for (const split::Step& step : found->steps) report.steps.push_back(step_info(step, request, **tree));
  for (const split::Part& part : found->parts) report.parts.push_back(part_info(part, request, **tree));
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

}  // namespace billfold::session::questions
