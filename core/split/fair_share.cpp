#include "split/fair_share.h"

#include <algorithm>
#include <map>

#include "base/sort.h"

namespace billfold::split {
namespace {

// The rule as an opinion would have it; nothing where it has nothing to go by.
std::optional<plan::SharedRule> by_opinion(plan::SharedRule rule, Opinion opinion, std::string_view usage) {
  if (opinion == Opinion::now) return rule;
  for (plan::SharedTarget& target : rule.targets) target.weight.clear();
  rule.method = opinion == Opinion::even ? "even" : "proportional";
  const bool by_own_usage = opinion == Opinion::usage && usage.empty();
  // Whom a list of use names are its targets, by whatever they are weighed.
  if (rule.targets.empty() && !by_own_usage) {
    for (const plan::SharedUsage& used : rule.usage) {
      const bool known = std::any_of(rule.targets.begin(), rule.targets.end(),
                                     [&](const plan::SharedTarget& t) { return t.value == used.value; });
      if (!known) rule.targets.push_back({used.value, {}});
    }
  }
  if (opinion == Opinion::usage) {
    if (!usage.empty()) {
      rule.usage.clear();
      rule.measure = usage;
    }
    const bool says_usage = !rule.usage.empty() || !rule.measure.empty();
    return says_usage ? std::optional(std::move(rule)) : std::nullopt;
  }
  rule.usage.clear();
  rule.measure.clear();
  rule.weighed = {};
  return rule;
}

struct Handed {
  Share share;
  std::map<std::string, i128> by_target;
};

}  // namespace

Result<FairShare> fair_share(const plan::Plan& plan, std::string_view rule, std::string_view usage,
                             Dimensions& dimensions) {
  const auto found = std::find_if(plan.shared.begin(), plan.shared.end(),
                                  [&](const plan::SharedRule& shared) { return shared.name == rule; });
  if (found == plan.shared.end())
    return make_error(Code::bad_request, {{"what", "is no rule of shared costs"}, {"where", "rule"}});
  const auto number = static_cast<std::size_t>(found - plan.shared.begin());
  plan::Plan trial = plan;
  trial.by = {found->dimension};
  trial.grain = "file";
  trial.filters.clear();
  trial.shared.resize(number + 1);  // what comes after it changes nothing of what it hands out

  FairShare fair;
  std::vector<Handed> all;
  std::map<std::string, i128> direct;
  for (const Opinion opinion : {Opinion::now, Opinion::even, Opinion::proportional, Opinion::usage}) {
    Handed& handed = all.emplace_back();
    handed.share.opinion = opinion;
    std::optional<plan::SharedRule> changed = by_opinion(*found, opinion, usage);
    handed.share.has_usage = changed.has_value();
    if (!changed) continue;
    trial.shared[number] = std::move(*changed);
    const Result<Tree> tree = split_of(trial, dimensions);
    if (!tree) return tree.error();
    i128 pool = 0;
    for (const Handout& handout : tree->sharing->handouts) {
      if (handout.rule != number) continue;
      handed.by_target[handout.target] += handout.amount;
      pool += handout.amount;
      handed.share.handouts.push_back(handout);
    }
    for (const Refusal& refusal : tree->sharing->refusals) {
      if (refusal.rule != number) continue;
      handed.share.refusals.push_back(refusal);
      pool += refusal.pool;
    }
    if (opinion != Opinion::now) continue;
    fair.scale = tree->scale;
    fair.pool = pool;
    for (std::uint32_t node = 0; node < tree->levels[0].nodes.size(); ++node) {
      const auto name = tree->path_of(0, node).front();
      if (name) direct[*name] = tree->levels[0].shares[node].direct;
    }
  }
  for (const Handed& handed : all) {
    for (const auto& [target, amount] : handed.by_target) fair.targets.push_back(target);
  }
  sort_items(fair.targets);
  fair.targets.erase(std::unique(fair.targets.begin(), fair.targets.end()), fair.targets.end());
  for (const std::string& target : fair.targets) fair.direct.push_back(direct[target]);
  for (Handed& handed : all) {
    for (const std::string& target : fair.targets) handed.share.amounts.push_back(handed.by_target[target]);
    fair.opinions.push_back(std::move(handed.share));
  }
  return fair;
}

}  // namespace billfold::split
