#include "vendor/profile.h"

#include <algorithm>
#include <array>

#include "base/json.h"
#include "vendor/embedded.h"
#include "vendor/fields.h"
#include "vendor/tags.h"

namespace billfold::vendor {
namespace {

constexpr std::array<std::string_view, 8> kOrderKinds = {
    "new", "renew", "refund", "change", "pack-periodic", "pack-total", "reserved-storage", "payg"};
constexpr std::array<std::string_view, 4> kBeside = {"", "deductions", "cost_bill", "prices"};
constexpr std::array<std::string_view, 4> kDateOrders = {"ymd", "mdy", "dmy", "epoch"};

template <class Names>
bool is_among(std::string_view name, const Names& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string fault_of(const Profile::Orders& orders) {
  for (const Profile::OrderRule& rule : orders.rules) {
    if (!is_among(rule.kind, kOrderKinds)) return "\"" + rule.kind + "\" is not a kind of order";
    for (const std::string& field : {rule.field, rule.original}) {
      if (!field.empty() && find_field(field) == nullptr) return "\"" + field + "\" is not a field";
    }
    for (const std::string& field : rule.with) {
      if (find_field(field) == nullptr) return "\"" + field + "\" is not a field";
    }
  }
  for (const std::string& field : orders.number) {
    if (find_field(field) == nullptr) return "\"" + field + "\" is not a field";
  }
  const bool known = orders.otherwise.empty() || is_among(orders.otherwise, kOrderKinds);
  return known ? "" : "\"" + orders.otherwise + "\" is not a kind of order";
}

// What is wrong with a profile whose JSON has the right shape; "" if nothing is.
std::string fault_of(const Profile& profile) {
  if (profile.name.empty()) return "it has no name";
  if (profile.family.empty()) return "it has no family";
  for (const auto& [field, columns] : profile.fields) {
    if (find_field(field) == nullptr) return "\"" + field + "\" is not a field";
    if (columns.empty()) return "field \"" + field + "\" has no columns";
  }
  for (const auto& [field, key] : profile.tag_fields) {
    if (find_field(field) == nullptr) return "\"" + field + "\" is not a field";
    if (key.empty()) return "field \"" + field + "\" has no tag key";
  }
  for (const Profile::Measure& measure : profile.measures) {
    if (measure.columns.empty()) return "a measure has no columns";
    if (find_measure_role(measure.role) == nullptr)
      return "\"" + measure.role + "\" is not a role of a measure";
    if (!measure.of.empty() && find_measure_role(measure.of) == nullptr)
      return "\"" + measure.of + "\" is not a role of a measure";
  }
  for (const std::string& role : profile.default_roles) {
    if (find_measure_role(role) == nullptr) return "\"" + role + "\" is not a role of a measure";
  }
  for (const Profile::Tags& tags : profile.tags) {
    TagForm form = TagForm::none;
    if (!find_tag_form(tags.form, form)) return "\"" + tags.form + "\" is not a form of tags";
  }
  if (std::string fault = fault_of(profile.orders); !fault.empty()) return fault;
  if (!is_among(profile.beside, kBeside)) return "nothing stands beside a bill as \"" + profile.beside + "\"";
  for (const Profile::Usage& usage : profile.usage) {
    if (usage.requested.empty() && usage.used.empty()) return "a usage has no column";
    if (usage.units < 1) return "a usage has no units";
    if (!usage.sub_kind.empty() && find_field(usage.sub_kind) == nullptr)
      return "\"" + usage.sub_kind + "\" is not a field";
    const bool known =
        std::find(kUsageMeasures.begin(), kUsageMeasures.end(), usage.measure) != kUsageMeasures.end();
    if (!known && !usage.measure.empty()) return "\"" + usage.measure + "\" is not a measure of usage";
  }
  for (const std::string_view order : kDateOrders) {
    if (profile.date_order == order) return "";
  }
  return "\"" + profile.date_order + "\" is not an order of dates";
}

// The name in a text that could not be read as a profile, for the message only.
std::string name_in(std::string_view json) {
  constexpr std::string_view kKey = "\"name\"";
  const std::size_t key = json.find(kKey);
  if (key == std::string_view::npos) return "?";
  const std::size_t open = json.find('"', key + kKey.size());
  if (open == std::string_view::npos) return "?";
  const std::size_t close = json.find('"', open + 1);
  if (close == std::string_view::npos || close - open > 64) return "?";
  return std::string(json.substr(open + 1, close - open - 1));
}

}  // namespace

Result<Profile> parse_profile(std::string_view json) {
  Result<Profile> profile = json::parse<Profile>(json, Code::bad_profile);
  if (!profile) {
    std::string what;
    std::string where;
    for (const auto& [key, value] : profile.error().values) (key == "what" ? what : where) = value;
    return make_error(Code::bad_profile,
                      {{"profile", name_in(json)}, {"what", what + " (at " + where + ")"}});
  }
  const std::string fault = fault_of(*profile);
  if (!fault.empty()) {
    return make_error(Code::bad_profile,
                      {{"profile", profile->name.empty() ? "?" : profile->name}, {"what", fault}});
  }
  return profile;
}

std::vector<std::pair<std::string_view, std::string_view>> embedded_profiles() {
  std::vector<std::pair<std::string_view, std::string_view>> files;
  for (const EmbeddedProfile& file : embedded_files()) files.emplace_back(file.name, file.text);
  return files;
}

Result<std::vector<Profile>> built_in_profiles() {
  std::vector<Profile> profiles;
  for (const EmbeddedProfile& file : embedded_files()) {
    Result<Profile> profile = parse_profile(file.text);
    if (!profile) return profile.error();
    profiles.push_back(std::move(*profile));
  }
  return profiles;
}

std::string_view title_of(const Profile& profile, std::string_view language) {
  for (const auto& [key, title] : profile.title) {
    if (key == language) return title;
  }
  return profile.name;
}

}  // namespace billfold::vendor
