#include "split/advice.h"

#include <algorithm>
#include <array>
#include <set>

#include "vendor/column_name.h"
#include "vendor/fields.h"

namespace billfold::split {
namespace {

// Keys that a vendor sets for every resource do not say what a company keeps apart.
constexpr std::array<std::string_view, 4> kSystemTags = {"tag:sys:", "tag:aws:", "tag:aws_",
                                                         "tag:Oracle-Tags."};

constexpr std::array<std::string_view, 9> kPreferred = {"workspace_login_key", "keys",        "workspaces",
                                                        "sub_accounts",        "departments", "products",
                                                        "project_teams",       "people",      "models"};

// What a bill is first split by, as far as it has them and they tell lines apart: the accounts; else who, and what.
constexpr std::array<std::string_view, 3> kAccounts = {"payer", "owner", "project"};
constexpr std::array<std::string_view, 8> kWho = {"workspace", "login",       "key",        "creator",
                                                  "app",       "cost_center", "owner_name", "project_name"};
constexpr std::array<std::string_view, 9> kWhat = {"product",          "product_name",  "model",
                                                   "service_category", "resource_kind", "unit",
                                                   "region",           "charge_type",   "usage_type"};
constexpr std::string_view kMonth = "month";

const Coverage* find(const CoverageTable& table, std::string_view name) {
  const auto found = std::find_if(table.dimensions.begin(), table.dimensions.end(),
                                  [&](const Coverage& c) { return c.name.name == name; });
  return found == table.dimensions.end() ? nullptr : &*found;
}

bool tells_apart(const Coverage* coverage) { return coverage != nullptr && coverage->values >= 2; }

bool is_system_tag(std::string_view name) {
  return std::any_of(kSystemTags.begin(), kSystemTags.end(),
                     [&](auto prefix) { return name.starts_with(prefix); });
}

// The key that tells lines apart and covers most; the tags are in the order of their names, so ties are by name.
const Coverage* best_tag(const CoverageTable& table) {
  const Coverage* best = nullptr;
  for (const Coverage& coverage : table.dimensions) {
    if (coverage.name.kind != bill::DimensionKind::tag || is_system_tag(coverage.name.name)) continue;
    const bool better = best == nullptr || std::pair(tells_apart(&coverage), coverage.covered_size) >
                                               std::pair(tells_apart(best), best->covered_size);
    if (better) best = &coverage;
  }
  return best;
}

const Coverage* coverage_of_level(const CoverageTable& table, const plan::PresetLevel& level) {
  return level.dimension == plan::kBestTag ? best_tag(table) : find(table, level.dimension);
}

Advice describe(const plan::Preset& preset, const bill::Bill& bill, const CoverageTable& table) {
  Advice advice;
  advice.preset = &preset;
  if (!preset.measure.empty() && bill.find_column(preset.measure) != nullptr) advice.measure = preset.measure;
  const Coverage* deciding = nullptr;  // the innermost level that has to be there
  std::string_view missing;
  for (const plan::PresetLevel& level : preset.levels) {
    const Coverage* coverage = coverage_of_level(table, level);
    const bool usable = coverage != nullptr && coverage->covered.rows > 0;
    if (!usable && !level.required) continue;
    advice.by.emplace_back(coverage != nullptr ? std::string_view(coverage->name.name) : level.dimension);
    if (!level.required || !missing.empty()) continue;
    deciding = coverage;
    advice.deciding = advice.by.back();
    if (usable) continue;
    missing = coverage == nullptr ? "no_column" : coverage->name.stored ? "no_values" : "not_read";
  }
  advice.coverage = deciding;
  advice.available = missing.empty();
  if (!advice.available) {
    advice.reason = missing;
  } else if (!tells_apart(deciding)) {
    advice.reason = "one_value";
  } else if (covers_at_least(*deciding, table, kCoversMost)) {
    advice.reason = "covers_most";
  } else {
    advice.reason = covers_at_least(*deciding, table, kCoversLittle) ? "covers_part" : "covers_little";
  }
  return advice;
}

// Does any group of the outer dimension hold two values of the inner one?
Result<bool> several_within(const plan::Plan& plan, std::string_view outer, std::string_view inner,
                            Dimensions& dimensions) {
  plan::Plan both = plan;
  both.by = {std::string(outer), std::string(inner)};
  both.grain = "file";
  both.filters.clear();
  Result<Partial> counted = partial(both, dimensions);
  if (!counted) return counted.error();
  const Result<Tree> tree = finish(std::move(*counted));
  if (!tree) return tree.error();
  const TreeLevel& keys = tree->levels[1];
  for (std::uint32_t group = 0; group < tree->levels[0].nodes.size(); ++group) {
    const auto [begin, end] = tree->children(1, group);
    const Node* const first = keys.nodes.data();
    if (std::count_if(first + begin, first + end, [&](const Node& n) { return !keys.is_unassigned(n); }) >= 2)
      return true;
  }
  return false;
}

// What a scheme needs beyond values that tell lines apart, so that its reason is true.
struct Circumstances {
  bool several_workspaces = false;
  bool several_logins = false;
  bool keys_within_workspace = false;  // or keys and no workspaces at all

  bool suit(std::string_view id) const {
    if (id == "keys") return keys_within_workspace;
    if (id == "workspace_login_key") return several_workspaces && several_logins && keys_within_workspace;
    return true;
  }
};

}  // namespace

Result<std::vector<Advice>> advise(const plan::Plan& plan, const CoverageTable& table,
                                   Dimensions& dimensions) {
  std::vector<Advice> all;
  for (const plan::Preset& preset : plan::presets())
    all.push_back(describe(preset, dimensions.bill(), table));

  const Coverage* workspace = find(table, "workspace");
  const Coverage* key = find(table, "key");
  Circumstances circumstances;
  circumstances.several_workspaces = tells_apart(workspace);
  circumstances.several_logins = tells_apart(find(table, "login"));
  if (tells_apart(key) && workspace != nullptr && workspace->values > 0) {
    const Result<bool> several = several_within(plan, "workspace", "key", dimensions);
    if (!several) return several.error();
    circumstances.keys_within_workspace = *several;
  } else {
    circumstances.keys_within_workspace = tells_apart(key);
  }

  for (const std::string_view least : {"covers_most", "covers_part"}) {
    for (const std::string_view id : kPreferred) {
      const auto advice =
          std::find_if(all.begin(), all.end(), [&](const Advice& a) { return a.preset->id == id; });
      if (advice->reason != least || !circumstances.suit(id)) continue;
      advice->recommended = true;
      advice->reason = advice->preset->reason;
      return all;
    }
  }
  return all;
}

std::vector<std::string> first_dimensions(const bill::Form& form) {
  std::vector<std::string> names;
  bool some_tell_apart = false;
  const std::vector<vendor::ColumnRole>& columns = form.recognition.columns;
  for (const std::string_view field : kAccounts) {
    const auto column =
        std::find_if(columns.begin(), columns.end(), [&](const auto& role) { return role.field == field; });
    if (column == columns.end()) continue;
    std::set<std::string_view> values;
    for (const csv::Record& row : form.first_rows) {
      if (column->index < row.fields.size()) values.insert(vendor::trimmed(row.fields[column->index]));
    }
    values.erase("");
    some_tell_apart = some_tell_apart || values.size() >= 2;
    names.emplace_back(field);
    if (std::string readable = vendor::name_field_of(field); !readable.empty())
      names.push_back(std::move(readable));
  }
  if (!some_tell_apart) return {};
  names.emplace_back(kMonth);
  return names;
}

std::vector<std::string> usual_dimensions() {
  std::vector<std::string> names(kAccounts.begin(), kAccounts.end());
  names.insert(names.end(), kWho.begin(), kWho.end());
  names.insert(names.end(), kWhat.begin(), kWhat.end());
  for (const plan::Preset& preset : plan::presets()) {
    for (const plan::PresetLevel& level : preset.levels) names.emplace_back(level.dimension);
  }
  names.emplace_back(kMonth);
  const std::size_t told_apart = names.size();
  for (std::size_t at = 0; at < told_apart; ++at) {
    if (std::string readable = vendor::name_field_of(names[at]); !readable.empty())
      names.push_back(std::move(readable));
  }
  return names;
}

std::vector<std::string> usual_measures() {
  std::vector<std::string> names;
  for (const plan::Preset& preset : plan::presets()) {
    if (!preset.measure.empty()) names.emplace_back(preset.measure);
  }
  return names;
}

std::vector<std::string> first_stack(const CoverageTable& table) {
  std::vector<std::string> stack;
  const auto add_first_of = [&](std::span<const std::string_view> names, std::uint64_t least_values) {
    for (const std::string_view name : names) {
      const Coverage* coverage = find(table, name);
      if (coverage == nullptr || coverage->covered.rows == 0 || coverage->values < least_values) continue;
      stack.emplace_back(name);
      return;
    }
  };
  for (const std::string_view& name : kAccounts) add_first_of({&name, 1}, 2);
  if (!stack.empty()) return stack;

  add_first_of(kWho, 2);
  add_first_of(kWhat, 2);
  if (!stack.empty()) return stack;

  // Anything that tells lines apart, but not so well that every line is alone; then anything with a value.
  for (const std::uint64_t least : {std::uint64_t{2}, std::uint64_t{1}}) {
    for (const Coverage& coverage : table.dimensions) {
      if (coverage.covered.rows == 0 || coverage.values < least) continue;
      if (least > 1 && coverage.values == coverage.covered.rows && coverage.values > 20) continue;
      return {coverage.name.name};
    }
  }
  return stack;
}

}  // namespace billfold::split
