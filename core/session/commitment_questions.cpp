// Discounts and commitments: what was taken off, who benefits, what is wasted, what would save. (rules 5)

#include <algorithm>
#include <array>

#include "base/sort.h"
#include "commitment/bases.h"
#include "commitment/lines.h"
#include "commitment/own_use.h"
#include "commitment/usage.h"
#include "commitment/what_if.h"
#include "money/decimal_parse.h"
#include "session/asked.h"
#include "session/bases.h"
#include "session/discount_kinds.h"

namespace billfold::session::questions {
namespace {

using money::Decimal;

// The decimals of a request; the first that is none is the error.
class Inputs {
 public:
  Decimal read(const std::string& text, const char* where) {
    Decimal amount;
    const bool good = money::parse_amount(text, money::Mark::point, amount) == money::AmountStatus::ok;
    if (!good && !error_) {
      error_ = make_error(Code::bad_request, {{"what", "is not a number"}, {"where", where}});
    }
    return amount;
  }
  const std::optional<Error>& error() const { return error_; }

 private:
  std::optional<Error> error_;
};

// ---- bases

Result<const Basis*> chosen(const Bases& bases, const std::string& name, const Basis* usual) {
  if (name.empty()) return usual;
  if (const Basis* basis = bases.named(name)) return basis;
  std::string known;
  for (const Basis& basis : bases.all()) known += (known.empty() ? "" : ", ") + basis.name;
  return make_error(Code::unknown_measure, {{"measure", name}, {"known", known}});
}

DiscountRow discount_row(const commitment::BasisRow& row, const commitment::BasisRow& total) {
  const double whole = drawn(total.list);
  DiscountRow info;
  info.value = row.value;
  info.rows = row.rows;
  info.from = amount_text(row.from);
  info.to = amount_text(row.to);
  info.change = amount_text(row.change);
  info.list = amount_text(row.list);
  info.paid = amount_text(row.paid);
  info.discount = amount_text(row.discount);
  info.percent = percent_text(row.percent);
  info.left_out = amount_text(row.left_out);
  info.left_out_rows = row.left_out_rows;
  info.ratio = whole == 0 ? 0 : drawn(row.discount) / whole;
  info.left_out_ratio = whole == 0 ? 0 : drawn(row.left_out) / whole;
  return info;
}

Result<Decimal> sum_of(const bill::AmountColumn& amounts, const std::vector<std::uint8_t>& kept) {
  money::Sum sum;
  for (std::size_t row = 0; row < kept.size(); ++row) {
    if (kept[row] != 0) sum.add(amounts[row].mantissa);
  }
  if (sum.overflowed()) return make_error(Code::overflow);
  return Decimal{sum.value(), amounts.scale()};
}

// Until the steps are laid end to end, `to` is the amount itself.
BridgeStep step_of(const char* what, std::optional<std::string> name, const Decimal& amount) {
  return {what, std::move(name), amount_text(amount), 0, drawn(amount)};
}

// An end stands on zero, any other step begins where the one before it ended. Where zero stands then.
double lay_end_to_end(std::vector<BridgeStep>& steps) {
  double low = 0;
  double high = 0;
  double reached = 0;
  for (BridgeStep& step : steps) {
    const bool is_end = step.what == "from" || step.what == "to";
    step.from = is_end ? 0 : reached;
    step.to += step.from;
    reached = step.to;
    low = std::min({low, step.from, step.to});
    high = std::max({high, step.from, step.to});
  }
  if (high == low) return 0;
  for (BridgeStep& step : steps) {
    step.from = (step.from - low) / (high - low);
    step.to = (step.to - low) / (high - low);
  }
  return -low / (high - low);
}

// What was taken off in columns of its own, on the way from the list price.
Result<std::vector<BridgeStep>> column_steps(const bill::Bill& bill, const vendor::CostForm& form,
                                             const Decimal& change, const std::vector<std::uint8_t>& kept) {
  std::vector<BridgeStep> steps;
  Decimal rest = change;
  for (const bill::Column& column : bill.columns) {
    if (!column.amount || !commitment::is_named(form.taken_off, column.role.name)) continue;
    const Result<Decimal> taken = sum_of(*column.amount, kept);
    if (!taken) return taken.error();
    const Result<Decimal> left = money::add(rest, *taken);
    if (!left) return left.error();
    rest = *left;
    steps.push_back(step_of("column", column.role.name, money::negate(*taken)));
  }
  if (rest.mantissa != 0) steps.push_back(step_of("rest", std::nullopt, rest));
  return steps;
}

// What each value of the dimension changed, the largest first.
Result<std::vector<BridgeStep>> value_steps(const commitment::BasisTable& table) {
  const std::vector<const commitment::BasisRow*> rows = largest_changes(table);
  std::vector<BridgeStep> steps;
  Decimal rest;
  for (std::size_t at = 0; at < rows.size(); ++at) {
    if (at < told_apart(rows.size())) {
      steps.push_back(step_of("value", rows[at]->value, rows[at]->change));
      continue;
    }
    const Result<Decimal> sum = money::add(rest, rows[at]->change);
    if (!sum) return sum.error();
    rest = *sum;
  }
  if (rest.mantissa != 0) steps.push_back(step_of("rest", std::nullopt, rest));
  return steps;
}

// Columns of what was taken off tell more than types of lines; they lead from the list price to one basis.
Result<std::vector<BridgeStep>> steps_of(const bill::Bill& bill, const Bases& bases, const Basis& from,
                                         const Basis& to, const commitment::BasisTable& table,
                                         const std::vector<std::uint8_t>& kept) {
  Result<std::vector<BridgeStep>> between = has_columns_between(bases, from, to)
                                                ? column_steps(bill, *bases.form(), table.total.change, kept)
                                                : value_steps(table);
  if (!between) return between.error();
  std::vector<BridgeStep> steps = {step_of("from", from.name, table.total.from)};
  for (BridgeStep& step : *between) steps.push_back(std::move(step));
  steps.push_back(step_of("to", to.name, table.total.to));
  return steps;
}

// Fraction digits that are needed for all of these.
std::uint32_t digits_of(std::initializer_list<const Decimal*> amounts) {
  int digits = 0;
  for (const Decimal* amount : amounts) digits = std::max(digits, money::trimmed(*amount).scale);
  return static_cast<std::uint32_t>(digits);
}

// What each kind changed in each row of the report, and in the whole; `rest` where they do not tell all of it.
Result<void> add_kinds(const DiscountKinds& between, const commitment::BasisTable& table,
                       const bill::Dimension& dimension, const Basis& from, const Basis& to,
                       const std::vector<std::uint8_t>& kept, DiscountsReport& report) {
  if (between.kinds.size() == 0) return {};
  const auto changes =
      commitment::changes_by_kind(dimension, between.kinds, *from.amounts, *to.amounts, kept);
  if (!changes) return changes.error();
  std::vector<Decimal> whole(between.kinds.size());
  Decimal whole_rest = table.total.change;
  std::vector<Decimal> rests;
  for (std::size_t at = 0; at < table.rows.size(); ++at) {
    const std::vector<Decimal>& own = (*changes)[table.rows[at].id];
    Decimal rest = table.rows[at].change;
    for (std::size_t kind = 0; kind < own.size(); ++kind) {
      const Result<Decimal> left = money::subtract(rest, own[kind]);
      if (!left) return left.error();
      rest = *left;
      const Result<Decimal> sum = money::add(whole[kind], own[kind]);
      if (!sum) return sum.error();
      whole[kind] = *sum;
      report.rows[at].kinds.push_back(amount_text(own[kind]));
    }
    rests.push_back(rest);
  }
  for (const Decimal& sum : whole) {
    const Result<Decimal> left = money::subtract(whole_rest, sum);
    if (!left) return left.error();
    whole_rest = *left;
    report.total->kinds.push_back(amount_text(sum));
  }
  report.kinds_by = between.by;
  for (const std::optional<std::string>& name : between.names) {
    report.kinds.push_back({between.by.empty() ? "column" : "value", name});
  }
  if (std::all_of(rests.begin(), rests.end(), [](const Decimal& rest) { return rest.mantissa == 0; })) {
    return {};
  }
  report.kinds.push_back({"rest", std::nullopt});
  for (std::size_t at = 0; at < rests.size(); ++at) report.rows[at].kinds.push_back(amount_text(rests[at]));
  report.total->kinds.push_back(amount_text(whole_rest));
  return {};
}

Result<std::string> total_text(const Basis& basis, const std::vector<std::uint8_t>& kept) {
  const Result<Decimal> total = sum_of(*basis.amounts, kept);
  if (!total) return total.error();
  return amount_text(*total);
}

// ---- commitments

CommitmentUsage usage_info(const commitment::Usage& usage) {
  return {amount_text(usage.used), amount_text(usage.unused), amount_text(usage.committed),
          percent_text(usage.utilization)};
}

CoverageInfo coverage_info(const commitment::Coverage& coverage) {
  return {coverage.value, amount_text(coverage.coverable), amount_text(coverage.covered),
          percent_text(coverage.coverage), usage_info(coverage.usage)};
}

OwnHours hours_info(const commitment::Hours& hours) {
  return {amount_text(hours.hours), amount_text(hours.list), amount_text(hours.used),
          amount_text(hours.committed)};
}

double ratio_of_percent(const std::optional<Decimal>& percent) {
  if (!percent) return 0;
  return static_cast<double>(percent->mantissa) /
         static_cast<double>(money::power_of_ten(percent->scale + 2));
}

}  // namespace

Result<DiscountsReport> discounts(const Asked& asked, const DiscountsRequest& request) {
  plan::Plan plan = without_levels(request.plan);
  const Result<split::Measure> measure = split::resolve_measure(asked.bill, plan.measure);
  if (!measure) return measure.error();
  const Result<Bases> bases = Bases::of(asked.bill);
  if (!bases) return bases.error();
  // Where the plan measures what is no basis, tax or hours, it is what the bill begins with.
  const Basis* measured = bases->named(measure->column->role.name);
  if (measured == nullptr) measured = bases->named(asked.bill.default_measure);
  const auto to = chosen(*bases, request.to, measured);
  if (!to) return to.error();
  const auto from = chosen(*bases, request.from, bases->undiscounted());
  if (!from) return from.error();
  // Which lines count depends on the currency, and that is one of money.
  if (*to != nullptr) plan.measure = (*to)->name;
  const Result<split::Tree> whole = split_of(asked, plan);
  if (!whole) return whole.error();
  const Result<std::vector<std::uint8_t>> kept = rows_that_count(asked, plan, *whole);
  if (!kept) return kept.error();
  DiscountsReport report;
  report.currency = whole->currency;
  report.by = request.by.empty() ? purchase_option(asked.bill) : request.by;
  for (const Basis& basis : bases->all()) {
    const Result<std::string> total = total_text(basis, *kept);
    if (!total) return total.error();
    report.bases.push_back({basis.name, basis.role, basis.derived, *total});
  }
  if (*from == nullptr || *to == nullptr) {
    report.needs = *from == nullptr ? "list" : "billed";
    return report;
  }
  const auto dimension = dimensions_of(asked).get(report.by, plan);
  if (!dimension) return dimension.error();
  const Result<commitment::BasisTable> table =
      commitment::compare_bases(*(*dimension)->dimension(), *(*from)->amounts, *(*to)->amounts, *kept);
  if (!table) return table.error();
  report.from = (*from)->name;
  report.to = (*to)->name;
  for (const commitment::BasisRow& row : table->rows) report.rows.push_back(discount_row(row, table->total));
  report.total = discount_row(table->total, table->total);
  Result<std::vector<BridgeStep>> steps = steps_of(asked.bill, *bases, **from, **to, *table, *kept);
  if (!steps) return steps.error();
  report.zero = lay_end_to_end(*steps);
  report.steps = std::move(*steps);
  for (const commitment::BasisRow& row : table->rows) {
    report.scale = std::max(report.scale, digits_of({&row.list, &row.paid, &row.from, &row.to}));
  }
  report.difference = amount_text(table->difference);
  // By how it was bought a row is a kind.
  if (report.by == purchase_option(asked.bill) && !has_columns_between(*bases, **from, **to)) return report;
  const Result<DiscountKinds> between = kinds_between(asked, plan, *bases, **from, **to, *kept);
  if (!between) return between.error();
  const Result<void> added =
      add_kinds(*between, *table, *(*dimension)->dimension(), **from, **to, *kept, report);
  if (!added) return added.error();
  return report;
}

Result<CommitmentsReport> commitments(const Asked& asked, const CommitmentsRequest& request) {
  CommitmentsReport report;
  const bool has_owner = asked.bill.column_of_field("owner") != nullptr;
  report.by = !request.by.empty() ? request.by : has_owner ? "owner" : purchase_option(asked.bill);
  const plan::Plan plan = without_levels(request.plan);
  const Result<split::Tree> whole = split_of(asked, plan);
  if (!whole) return whole.error();
  report.currency = whole->currency;
  const Result<std::vector<std::uint8_t>> kept = rows_that_count(asked, plan, *whole);
  if (!kept) return kept.error();
  const Result<Bases> bases = Bases::of(asked.bill);
  if (!bases) return bases.error();
  if (!bases->form() || bases->form()->commitments.empty()) {
    report.needs = "form";
    return report;
  }
  const Basis* list = bases->list_prices();
  const auto dimension = dimensions_of(asked).get(report.by, plan);
  if (!dimension) return dimension.error();
  const Result<commitment::UsageTable> table =
      commitment::usage_of(asked.bill, *bases->form(), *(*dimension)->dimension(),
                           list == nullptr ? nullptr : list->amounts, request.plan.watch.alarms, *kept);
  if (!table) return table.error();
  if (list != nullptr) report.list_column = list->name;
  if (table->kinds.empty()) report.needs = "lines";
  for (const commitment::Alarm& kind : table->kinds) {
    report.kinds.push_back({kind.kind, usage_info(kind.usage), amount_text(kind.covered),
                            percent_text(kind.coverage), static_cast<std::uint32_t>(kind.percent), kind.alarm,
                            ratio_of_percent(kind.usage.utilization)});
  }
  for (const commitment::Commitment& one : table->commitments) {
    report.commitments.push_back({one.kind, one.id, one.purchaser, usage_info(one.usage), one.alarm});
  }
  for (const commitment::Coverage& value : table->values) report.coverage.push_back(coverage_info(value));
  for (const commitment::Transfer& transfer : table->transfers) {
    report.transfers.push_back({transfer.kind, transfer.purchaser, transfer.user, amount_text(transfer.used),
                                amount_text(transfer.list), amount_text(transfer.saved)});
  }
  Decimal unpaid = table->total.usage.committed;
  for (const commitment::Benefit& account : table->accounts) {
    report.accounts.push_back({account.account, amount_text(account.pays), amount_text(account.unused),
                               amount_text(account.lends), amount_text(account.borrows),
                               amount_text(account.saved)});
    const Result<Decimal> rest = money::subtract(unpaid, account.pays);
    if (!rest) return rest.error();
    unpaid = *rest;
    report.scale = std::max(report.scale, digits_of({&account.pays, &account.borrows, &account.saved}));
  }
  report.difference = amount_text(unpaid);
  for (const commitment::LineCheck& check : table->checks) {
    report.checks.push_back(
        {check.kind, check.lines, check.without_id, check.of_other_type, amount_text(check.amount)});
  }
  report.scale = std::max(report.scale, digits_of({&table->total.coverable, &table->total.covered,
                                                   &table->total.usage.used, &table->total.usage.unused}));
  report.total = coverage_info(table->total);
  return report;
}

Result<OwnUseReport> own_use(const Asked& asked, const OwnUseRequest& request) {
  OwnUseReport report;
  const plan::Plan plan = without_levels(request.plan);
  const Result<split::Tree> whole = split_of(asked, plan);
  if (!whole) return whole.error();
  report.currency = whole->currency;
  const Result<Bases> bases = Bases::of(asked.bill);
  if (!bases) return bases.error();
  report.needs = !bases->form() || bases->form()->hour_cells.plus.empty() ? "form" : "";
  if (!report.needs.empty()) return report;
  const Basis* list = bases->list_prices();
  if (list == nullptr) {
    report.needs = "list";
    return report;
  }
  const Result<std::vector<std::uint8_t>> kept = rows_that_count(asked, plan, *whole);
  if (!kept) return kept.error();
  const Result<commitment::OwnUse> own =
      commitment::own_use_of(asked.bill, *bases->form(), *list->amounts, *kept);
  if (!own) return own.error();
  if (!own->has_hours) {
    report.needs = "hours";
    return report;
  }
  const commitment::WhatIf& start = own->start;
  report.list = amount_text(own->list);
  report.reserved = hours_info(own->reserved);
  report.planned = hours_info(own->planned);
  report.start = {amount_text(start.usage_hours),      amount_text(start.reserved_hours),
                  amount_text(start.commitment),       amount_text(start.on_demand_rate),
                  amount_text(start.reservation_part), amount_text(start.plan_part)};
  // Sliders go to twice the hours, and to a commitment of the whole list price.
  const Result<Decimal> twice = money::multiply(start.usage_hours, {2, 0});
  if (!twice) return twice.error();
  for (const auto& [most, amount] :
       {std::pair(&report.most_hours, *twice), {&report.most_commitment, own->list}}) {
    const Result<Decimal> whole_number = money::divide(amount, {1, 0}, 0, money::Rounding::ceiling);
    if (!whole_number) return whole_number.error();
    *most = amount_text(*whole_number);
  }
  return report;
}

Result<WhatIfReport> what_if(const Asked& /*asked*/, const WhatIfRequest& request) {
  Inputs inputs;
  const commitment::WhatIf wanted = {inputs.read(request.given.usage_hours, "usage_hours"),
                                     inputs.read(request.given.reserved_hours, "reserved_hours"),
                                     inputs.read(request.given.commitment, "commitment"),
                                     inputs.read(request.given.on_demand_rate, "on_demand_rate"),
                                     inputs.read(request.given.reservation_part, "reservation_part"),
                                     inputs.read(request.given.plan_part, "plan_part")};
  if (inputs.error()) return *inputs.error();
  const Result<commitment::Effect> effect = commitment::effect_of(wanted);
  if (!effect) return effect.error();
  WhatIfReport report;
  report.list = amount_text(effect->list);
  report.reservation_hours = amount_text(effect->reservation_hours);
  report.reservation_cost = amount_text(effect->reservation_cost);
  report.reservation_unused = amount_text(effect->reservation_unused);
  report.plan_hours = amount_text(effect->plan_hours);
  report.plan_used = amount_text(effect->plan_used);
  report.plan_list = amount_text(effect->plan_list);
  report.plan_cost = amount_text(effect->plan_cost);
  report.plan_unused = amount_text(effect->plan_unused);
  report.on_demand_hours = amount_text(effect->on_demand_hours);
  report.on_demand_cost = amount_text(effect->on_demand_cost);
  report.total = amount_text(effect->total);
  report.savings = amount_text(effect->savings);
  report.discount = percent_text(effect->discount);
  report.reservation_coverage = percent_text(effect->reservation_coverage);
  report.plan_coverage = percent_text(effect->plan_coverage);
  report.on_demand_coverage = percent_text(effect->on_demand_coverage);
  return report;
}

}  // namespace billfold::session::questions
