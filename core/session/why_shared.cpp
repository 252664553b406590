// Why what rules of shared costs moved into a group, and out of it, is what it is, down to the lines that they took.
// (rules 2 and 6)

#include "session/figures.h"
#include "split/shared_rows.h"

namespace billfold::session::questions {
namespace {

using money::Decimal;
using split::StepKind;

constexpr std::string_view kHandouts = "handouts";
constexpr std::string_view kTaken = "taken";

// pool x weight / weights.
void add_share(const split::Handout& handout, std::string_view item, int scale, Chain& chain) {
  chain.add("plus", "pool", {handout.pool, scale}, {}, place_of(item, "pool"));
  chain.add("times", "weight", {handout.weight, handout.weight_scale}, handout.target,
            place_of(item, "weight"));
  chain.add("divided_by", "weights", {handout.weights, handout.weight_scale}, {}, place_of(item, "weights"));
  chain.apportion(scale, {handout.amount, scale});
}

// Of a handout the part of some of its target's groups, by what they cost by themselves.
void add_part(const split::Received& received, i128 got, std::string_view item, int scale, Chain& chain) {
  const split::Handout& handout = received.handout;
  const auto add_amount = [&](std::string_view op) {
    chain.add(op, "amount", {handout.amount, scale}, handout.target, place_of(item, "amount"));
  };
  Chain part;
  part.add("plus", "amount", {handout.amount, scale});
  part.add("times", "own", {received.own, scale});
  if (handout.own != 0) part.add("divided_by", "own_of_all", {handout.own, scale});
  part.apportion(scale, {got, scale});
  const Result<Decimal> apart = part.difference({got, scale});
  if (handout.own != 0 && apart && apart->mantissa == 0) {
    add_amount("plus");
    chain.add("times", "own", {received.own, scale});
    chain.add("divided_by", "own_of_all", {handout.own, scale});
    return chain.apportion(scale, {got, scale});
  }
  // It was cut on each level anew, or has no value of one where there was nothing to go by.
  add_amount("beside");
  chain.add("plus", "by_level", {got, scale});
}

// What every target of the pool weighs.
void add_weights(const split::Handout& of, const split::Sharing& sharing, Chain& chain) {
  for (const split::Handout& handout : sharing.handouts) {
    if (handout.rule == of.rule && handout.partition == of.partition)
      chain.add("plus", "weight", {handout.weight, handout.weight_scale}, handout.target);
  }
}

}  // namespace

MovedByRules::MovedByRules(GroupOf group, split::Tree tree, const split::Explanation& explanation)
    : group_(std::move(group)), tree_(std::move(tree)) {
  for (const split::Step& step : explanation.steps) {
    if (step.kind > StepKind::in_group) steps_.push_back(step);
  }
}

Result<MovedByRules> moved_by_rules(const Asked& asked, GroupOf group) {
  Result<split::Tree> tree = split::split_of(group.plan, dimensions_of(asked));
  if (!tree) return tree.error();
  const Result<split::Explanation> explained =
      split::explain(group.plan, group.path, *tree, dimensions_of(asked));
  if (!explained) return explained.error();
  return MovedByRules(std::move(group), std::move(*tree), *explained);
}

const split::Step* MovedByRules::step_at(std::string_view place) const {
  const PlaceParts parts = first_of(place);
  const std::optional<std::size_t> number = item_number(first_of(parts.rest).first);
  if (!number || *number >= steps_.size()) return nullptr;
  const split::Step& step = steps_[*number];
  const StepKind wanted = parts.first == kTaken ? StepKind::given_by_rule : StepKind::received_by_rule;
  return step.kind == wanted ? &step : nullptr;
}

std::optional<std::string> MovedByRules::text(std::string_view place) const {
  const split::Step* step = step_at(place);
  if (step == nullptr) return std::nullopt;
  if (step->kind == StepKind::given_by_rule) return amount_text(step->change, tree_.scale);
  const split::Handout& handout = step->received->handout;
  const std::string_view field = last_of(place);
  if (field == "got") return amount_text(step->change, tree_.scale);
  if (field == "amount") return amount_text(handout.amount, tree_.scale);
  if (field == "pool") return amount_text(handout.pool, tree_.scale);
  if (field == "weight") return amount_text(handout.weight, handout.weight_scale);
  if (field == "weights") return amount_text(handout.weights, handout.weight_scale);
  return std::nullopt;
}

void MovedByRules::add_step(std::size_t number, std::string_view op, std::string_view base,
                            Chain& chain) const {
  const split::Step& step = steps_[number];
  const std::string at = std::to_string(number);
  const std::string& rule = tree_.sharing->rules[step.index];
  const Decimal moved{step.change, tree_.scale};
  if (step.kind == StepKind::received_by_rule)
    chain.add(op, "received_by_rule", moved, rule + " · " + place_of_handout(step.received->handout),
              place_of(base, place_of(place_of(kHandouts, at), "got")));
  if (step.kind == StepKind::received_by_more) chain.add(op, "received_by_more", moved, rule);
  if (step.kind == StepKind::given_by_rule)
    chain.add(op, "given_by_rule", moved, rule, place_of(base, place_of(kTaken, at)));
}

void MovedByRules::add_received(std::string_view base, Chain& chain) const {
  for (std::size_t number = 0; number < steps_.size(); ++number) {
    if (steps_[number].kind != StepKind::given_by_rule) add_step(number, "plus", base, chain);
  }
}

void MovedByRules::add_given(std::string_view op, std::string_view base, Chain& chain) const {
  for (std::size_t number = 0; number < steps_.size(); ++number) {
    if (steps_[number].kind == StepKind::given_by_rule) add_step(number, op, base, chain);
  }
}

void MovedByRules::add_all(std::string_view base, Chain& chain) const {
  for (std::size_t number = 0; number < steps_.size(); ++number) add_step(number, "plus", base, chain);
}

void MovedByRules::add_of_rule(std::string_view rule, std::string_view op, std::string_view base,
                               Chain& chain) const {
  for (std::size_t number = 0; number < steps_.size(); ++number) {
    if (tree_.sharing->rules[steps_[number].index] == rule) add_step(number, op, base, chain);
  }
}

Result<void> MovedByRules::explain(const Asked& asked, std::string_view base, std::string_view place,
                                   Explaining& of) const {
  const split::Step* step = step_at(place);
  if (step == nullptr) return {};
  if (step->kind == StepKind::given_by_rule) return add_taken(asked, *step, of);
  return add_handout(asked, *step, place_of(base, parent_of(place)), last_of(place), of);
}

Result<void> MovedByRules::add_handout(const Asked& asked, const split::Step& step, std::string_view item,
                                       std::string_view field, Explaining& of) const {
  const split::Handout& handout = step.received->handout;
  if (field == "pool") return add_pool(asked, group_.plan, handout.rule, handout.partition, of);
  if (field == "weight")
    return add_weight(asked, group_.plan, handout.rule, handout.partition, handout.target, of);
  if (field == "weights") {
    add_weights(handout, *tree_.sharing, of.chain);
  } else if (field == "got" && step.change != handout.amount) {
    add_part(*step.received, step.change, item, tree_.scale, of.chain);
  } else {
    add_share(handout, item, tree_.scale, of.chain);
  }
  return {};
}

// The lines of the group that the rule took, and what it handed on of what rules before had handed to the group.
Result<void> MovedByRules::add_taken(const Asked& asked, const split::Step& step, Explaining& of) const {
  const Result<split::Measure> measure = split::resolve_measure(asked.bill, group_.plan.measure);
  if (!measure) return measure.error();
  std::vector<std::uint8_t> before(asked.bill.rows, 0);
  std::vector<std::uint8_t> taken(asked.bill.rows, 0);
  for (std::size_t rule = 0; rule <= step.index; ++rule) {
    const Result<void> marked = split::mark_shared_out(
        group_.plan, *tree_.sharing, rule, dimensions_of(asked), rule < step.index ? before : taken);
    if (!marked) return marked;
  }
  const Result<split::GroupRows> rows = split::rows_of(group_.plan, group_.path, tree_, dimensions_of(asked));
  if (!rows) return rows.error();
  for (const std::uint32_t row : rows->rows) {
    if (taken[row] != 0 && before[row] == 0) of.lines.add(row, measure->amounts()[row]);
  }
  of.chain.add("minus", "lines", of.lines.total());
  const Result<Decimal> handed_on = money::add({step.change, tree_.scale}, of.lines.total());
  if (!handed_on) return handed_on.error();
  if (handed_on->mantissa != 0) of.chain.add("plus", "handed_on", *handed_on);
  return {};
}

// ---- a group of the split that is shown

namespace {

struct GroupAmounts {
  std::string amount;
  std::string direct;
  std::string shared_in;
  std::string shared_out;
  BILLFOLD_FIELDS(GroupAmounts, amount, direct, shared_in, shared_out)
};

GroupAmounts amounts_of(const split::Tree& tree, const split::Path& path) {
  const split::Shares shares = shares_of(tree, path);
  const auto text = [&](i128 amount) { return amount_text(amount, tree.scale); };
  return {text(shares.direct + shares.in - shares.out), text(shares.direct), text(shares.in),
          text(shares.out)};
}

}  // namespace

Result<WhyFigureReport> why_group(const Asked& asked, const WhyFigureRequest& request) {
  const Result<split::Tree> tree = split::split_of(request.plan, dimensions_of(asked));
  if (!tree) return tree.error();
  const GroupAmounts amounts = amounts_of(*tree, request.root);
  return why(asked, request, Figures::of(amounts), {}, [&](Explaining& of) -> Result<void> {
    if (of.place == "amount") return add_group(asked, request.plan, request.root, of);
    of.group = GroupOf{request.plan, request.root};
    if (of.place == "direct") {
      Result<std::vector<ExplainStep>> down = add_lines_of(asked, request.plan, request.root, of.lines);
      if (!down) return down.error();
      of.down = std::move(*down);
      return {};
    }
    const Result<MovedByRules> moved = moved_by_rules(asked, *of.group);
    if (!moved) return moved.error();
    if (of.place == "shared_in") moved->add_received(of.place, of.chain);
    if (of.place == "shared_out") moved->add_given("minus", of.place, of.chain);
    return {};
  });
}

}  // namespace billfold::session::questions
