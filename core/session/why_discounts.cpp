// Why the figures of discounts, of commitments and of what-if are what they are. (rules 5 and 6)

#include <algorithm>

#include "commitment/own_use.h"
#include "commitment/usage.h"
#include "session/bases.h"
#include "session/discount_kinds.h"
#include "session/figures.h"

namespace billfold::session::questions {
namespace {

using money::Decimal;
using Name = std::optional<std::string>;

// What every question of these looks at: the rows that count, and the bases.
struct Looked {
  std::vector<std::uint8_t> kept;
  Bases bases;

  static Result<Looked> at(const Asked& asked, const plan::Plan& request) {
    const plan::Plan plan = without_levels(request);
    const Result<split::Tree> whole = split_of(asked, plan);
    if (!whole) return whole.error();
    Result<std::vector<std::uint8_t>> kept = rows_that_count(asked, plan, *whole);
    if (!kept) return kept.error();
    Result<Bases> bases = Bases::of(asked.bill);
    if (!bases) return bases.error();
    return Looked{std::move(*kept), std::move(*bases)};
  }

  const bill::AmountColumn* list_prices() const {
    const Basis* list = bases.list_prices();
    return list == nullptr ? nullptr : list->amounts;
  }
};

// ---- discounts

constexpr std::array<Formula, 9> kDiscounts = {{
    {"change", {{{"plus", "./to"}, {"minus", "./from"}}}},
    {"discount", {{{"plus", "./list"}, {"minus", "./paid"}}}},
    {"percent", {{{"plus", "./discount"}, {"times", "=100"}, {"divided_by", "./list"}, {"rounded", "=2"}}}},
    {"total/from", {{{"plus", "/rows/*/from"}}}},
    {"total/to", {{{"plus", "/rows/*/to"}}}},
    {"total/list", {{{"plus", "/rows/*/list"}}}},
    {"total/paid", {{{"plus", "/rows/*/paid"}}}},
    {"total/left_out", {{{"plus", "/rows/*/left_out"}}}},
    {"difference", {{{"plus", "/total/from"}, {"plus", "/rows/*/change"}, {"minus", "/total/to"}}}},
}};

// Of a row of the table: the lines with its value, each with what it gives to the field.
void add_basis_lines(std::string_view field, const Name& value, const bill::Dimension& dimension,
                     const bill::AmountColumn& from, const bill::AmountColumn& to, const Looked& looked,
                     LinesBehind& lines) {
  const bool both_sides = field == "list" || field == "paid";
  const bool of_from = field == "from" || field == "list";
  for (std::size_t row = 0; row < looked.kept.size(); ++row) {
    if (looked.kept[row] == 0) continue;
    const std::uint32_t own = dimension.value_of(row);
    if (own == 0 ? value.has_value() : value != dimension.text(own)) continue;
    const bool has_both = from[row].mantissa != 0;
    if ((both_sides && !has_both) || (field == "left_out" && has_both)) continue;
    lines.add(row, of_from ? from[row] : to[row]);
  }
}

void add_column(const bill::AmountColumn& amounts, bool taken_off, const Looked& looked, LinesBehind& lines) {
  for (std::size_t row = 0; row < looked.kept.size(); ++row) {
    if (looked.kept[row] == 0) continue;
    lines.add(row, taken_off ? money::negate(amounts[row]) : amounts[row]);
  }
}

// What a kind of discount changed for a row: the row's lines, each with its change.
Result<void> add_kind_lines(std::size_t kind, const Name& value, const bill::Dimension& dimension,
                            const commitment::Kinds& kinds, const bill::AmountColumn& from,
                            const bill::AmountColumn& to, const Looked& looked, LinesBehind& lines) {
  const std::optional<std::uint32_t> wanted = value ? dimension.find(*value) : 0;
  for (std::size_t row = 0; row < looked.kept.size(); ++row) {
    if (looked.kept[row] == 0 || dimension.value_of(row) != wanted) continue;
    const Result<Decimal> change = kinds.change(kind, row, from, to);
    if (!change) return change.error();
    if (change->mantissa != 0) lines.add(row, *change);
  }
  return {};
}

// What the kinds do not tell of a row's change.
void add_rest_of_kinds(const DiscountsReport& report, const DiscountRow& row, const std::string& place,
                       Chain& chain) {
  chain.add({"plus", "to", {}, row.to, place_of(place, "to"), 0});
  chain.add({"minus", "from", {}, row.from, place_of(place, "from"), 0});
  for (std::size_t kind = 0; kind + 1 < report.kinds.size(); ++kind) {
    const DiscountKind& other = report.kinds[kind];
    chain.add({"minus", other.what, other.name, row.kinds[kind],
               place_of(place_of(place, "kinds"), std::to_string(kind)), 0});
  }
}

// What a kind changed in all rows.
void add_kind_of_rows(const DiscountsReport& report, std::size_t kind, Chain& chain) {
  for (std::size_t at = 0; at < report.rows.size(); ++at) {
    const std::string row = place_of("rows", std::to_string(at));
    chain.add({"plus", "change", report.rows[at].value, report.rows[at].kinds[kind],
               place_of(place_of(row, "kinds"), std::to_string(kind)), 0});
  }
}

// A step of the waterfall: an end, what a value changed, or what the others leave.
void add_bridge_step(const DiscountsReport& report, std::size_t at, Chain& chain) {
  const BridgeStep& step = report.steps[at];
  const auto add = [&chain](std::string_view op, std::string_view what, const std::string& amount,
                            std::string place) {
    chain.add({std::string(op), std::string(what), {}, amount, std::move(place), 0});
  };
  if (step.what == "from") return add("plus", "from", report.total->from, "total/from");
  if (step.what == "to") return add("plus", "to", report.total->to, "total/to");
  if (step.what == "value") {
    for (std::size_t row = 0; row < report.rows.size(); ++row) {
      if (report.rows[row].value != step.name) continue;
      return add("plus", "change", report.rows[row].change,
                 place_of(place_of("rows", std::to_string(row)), "change"));
    }
  }
  add("plus", "to", report.total->to, "total/to");
  for (std::size_t before = 0; before < at; ++before) {
    const BridgeStep& other = report.steps[before];
    chain.add({"minus", other.what, other.name, other.amount,
               place_of(place_of("steps", std::to_string(before)), "amount"), 0});
  }
}

// ---- commitments

constexpr std::array<Formula, 10> kCommitments = {{
    {"total/usage/used", {{{"plus", "/coverage/*/usage/used"}}}},
    {"total/usage/unused", {{{"plus", "/coverage/*/usage/unused"}}}},
    {"total/coverable", {{{"plus", "/coverage/*/coverable"}}}},
    {"total/covered", {{{"plus", "/coverage/*/covered"}}}},
    {"usage/committed", {{{"plus", "./used"}, {"plus", "./unused"}}}},
    {"utilization",
     {{{"plus", "./used"}, {"times", "=100"}, {"divided_by", "./committed"}, {"rounded", "=2"}}}},
    {"kinds/*/coverage",
     {{{"plus", "./covered"}, {"times", "=100"}, {"divided_by", "/total/coverable"}, {"rounded", "=2"}}}},
    {"coverage",
     {{{"plus", "./covered"}, {"times", "=100"}, {"divided_by", "./coverable"}, {"rounded", "=2"}}}},
    {"transfers/*/saved", {{{"plus", "./list"}, {"minus", "./used"}}}},
    {"difference", {{{"plus", "/total/usage/committed"}, {"minus", "/accounts/*/pays"}}}},
}};

// What an account has of all commitments is made of what each of them, or each transfer, has.
void add_benefit(const CommitmentsReport& report, const AccountBenefit& account, std::string_view field,
                 Chain& chain) {
  if (field == "pays" || field == "unused") {
    for (std::size_t at = 0; at < report.commitments.size(); ++at) {
      const CommitmentInfo& one = report.commitments[at];
      if (one.purchaser != account.account) continue;
      const std::string_view part = field == "pays" ? "committed" : "unused";
      const std::string usage = place_of(place_of("commitments", std::to_string(at)), "usage");
      chain.add({"plus", std::string(part), one.id.value_or(""),
                 field == "pays" ? one.usage.committed : one.usage.unused, place_of(usage, part), 0});
    }
    return;
  }
  for (std::size_t at = 0; at < report.transfers.size(); ++at) {
    const TransferInfo& one = report.transfers[at];
    const bool saved = field == "saved";
    const bool of_others = one.purchaser != one.user;
    const bool counts = saved              ? one.user == account.account
                        : field == "lends" ? of_others && one.purchaser == account.account
                                           : of_others && one.user == account.account;
    if (!counts) continue;
    const std::string transfer = place_of("transfers", std::to_string(at));
    const Name& other = field == "lends" ? one.user : one.purchaser;
    chain.add({"plus", saved ? "saved" : "used", other.value_or(""), saved ? one.saved : one.used,
               place_of(transfer, saved ? "saved" : "used"), 0});
  }
}

// Which of the lines' parts a figure adds up.
struct Wanted {
  commitment::Part part = commitment::Part::used;
  std::function<bool(const commitment::Given&)> counts;
};

std::optional<commitment::Part> part_of(std::string_view field) {
  using commitment::Part;
  constexpr std::array<std::pair<std::string_view, Part>, 4> kParts = {{{"used", Part::used},
                                                                        {"unused", Part::unused},
                                                                        {"coverable", Part::coverable},
                                                                        {"covered", Part::covered}}};
  for (const auto& [name, part] : kParts) {
    if (name == field) return part;
  }
  return std::nullopt;
}

std::optional<Wanted> wanted_lines(const CommitmentsReport& report, std::string_view place,
                                   const bill::Dimension& dimension) {
  using commitment::Given;
  using commitment::Part;
  const PlaceParts parts = first_of(place);
  const std::optional<std::size_t> at = item_number(first_of(parts.rest).first);
  if (!at) return std::nullopt;
  const std::string_view field = last_of(place);
  const std::optional<Part> part = part_of(field);
  if (parts.first == "kinds" && part) {
    const std::string& kind = report.kinds[*at].kind;
    // What a kind covers are list prices of what it was used for.
    return Wanted{*part == Part::covered ? Part::used_list : *part,
                  [&kind](const Given& given) { return given.kind == kind; }};
  }
  if (parts.first == "commitments" && part) {
    const CommitmentInfo& one = report.commitments[*at];
    return Wanted{*part, [&one](const Given& given) { return given.kind == one.kind && given.id == one.id; }};
  }
  if (parts.first == "coverage" && part) {
    const Name& value = report.coverage[*at].value;
    return Wanted{*part, [&value, &dimension](const Given& given) {
                    const std::uint32_t own = dimension.value_of(given.row);
                    return own == 0 ? !value : value == dimension.text(own);
                  }};
  }
  if (parts.first == "transfers" && (field == "used" || field == "list")) {
    const TransferInfo& one = report.transfers[*at];
    return Wanted{field == "used" ? Part::used : Part::used_list, [&one, &report](const Given& given) {
                    if (given.kind != one.kind || given.account != one.user) return false;
                    return std::any_of(report.commitments.begin(), report.commitments.end(),
                                       [&](const CommitmentInfo& info) {
                                         return info.kind == given.kind && info.id == given.id &&
                                                info.purchaser == one.purchaser;
                                       });
                  }};
  }
  if (parts.first == "checks" && field == "amount") {
    const std::string& kind = report.checks[*at].kind;
    return Wanted{Part::differs, [&kind](const Given& given) { return given.kind == kind; }};
  }
  return std::nullopt;
}

// ---- what-if

constexpr std::array<Formula, 16> kWhatIf = {{
    {"list", {{{"plus", "/given/usage_hours"}, {"times", "/given/on_demand_rate"}}}},
    {"reservation_hours", {{{"plus", "/given/reserved_hours"}, {"at_most", "/given/usage_hours"}}}},
    {"reservation_cost",
     {{{"plus", "/given/reserved_hours"},
       {"times", "/given/on_demand_rate"},
       {"times", "/given/reservation_part"}}}},
    {"reservation_unused",
     {{{"plus", "/given/reserved_hours"},
       {"minus", "/reservation_hours"},
       {"times", "/given/on_demand_rate"},
       {"times", "/given/reservation_part"}}}},
    {"plan_used",
     {{{"plus", "/given/usage_hours"},
       {"minus", "/reservation_hours"},
       {"times", "/given/on_demand_rate"},
       {"times", "/given/plan_part"},
       {"at_most", "/given/commitment"}}}},
    {"plan_cost", {{{"plus", "/given/commitment"}}}},
    {"plan_unused", {{{"plus", "/given/commitment"}, {"minus", "/plan_used"}}}},
    {"plan_hours",
     {{{"plus", "/plan_used"},
       {"divided_by", "/given/on_demand_rate"},
       {"divided_by", "/given/plan_part"},
       {"rounded", "=6"}}}},
    {"plan_list", {{{"plus", "/plan_used"}, {"divided_by", "/given/plan_part"}, {"rounded", "=6"}}}},
    {"on_demand_hours",
     {{{"plus", "/given/usage_hours"}, {"minus", "/reservation_hours"}, {"minus", "/plan_hours"}}}},
    {"on_demand_cost",
     {{{"plus", "/given/usage_hours"},
       {"minus", "/reservation_hours"},
       {"times", "/given/on_demand_rate"},
       {"minus", "/plan_list"}}}},
    {"total",
     {{{"plus", "/reservation_cost"},
       {"plus", "/plan_cost"},
       {"plus", "/on_demand_cost"},
       {"rounded", "=2"}}}},
    {"savings", {{{"plus", "/list"}, {"minus", "/total"}}}},
    {"discount",
     {{{"plus", "/list"},
       {"minus", "/reservation_cost"},
       {"minus", "/plan_cost"},
       {"minus", "/on_demand_cost"},
       {"times", "=100"},
       {"divided_by", "/list"},
       {"rounded", "=2"}}}},
    {"reservation_coverage",
     {{{"plus", "/reservation_hours"},
       {"times", "=100"},
       {"divided_by", "/given/usage_hours"},
       {"rounded", "=2"}}}},
    {"plan_coverage",
     {{{"plus", "/plan_hours"}, {"times", "=100"}, {"divided_by", "/given/usage_hours"}, {"rounded", "=2"}}}},
}};
constexpr std::array<Formula, 1> kOnDemand = {{
    {"on_demand_coverage",
     {{{"plus", "/on_demand_hours"},
       {"times", "=100"},
       {"divided_by", "/given/usage_hours"},
       {"rounded", "=2"}}}},
}};

// Where the bill has no reservation or no plan its hours and its commitment are none, and the part is the usual one.
constexpr std::array<Formula, 5> kOwnUse = {{
    {"start/on_demand_rate", {{{"plus", "/list"}, {"divided_by", "./usage_hours"}, {"rounded", "=6"}}}},
    {"start/reserved_hours",
     {{{"plus", "/reserved/hours"},
       {"times", "/reserved/committed"},
       {"divided_by", "/reserved/used"},
       {"rounded", "=2"}}}},
    {"start/commitment", {{{"plus", "/planned/committed"}}}},
    {"start/reservation_part",
     {{{"plus", "/reserved/used"}, {"divided_by", "/reserved/list"}, {"rounded", "=6"}}}},
    {"start/plan_part", {{{"plus", "/planned/used"}, {"divided_by", "/planned/list"}, {"rounded", "=6"}}}},
}};

// Of which hours a figure is, and of what of them.
struct OfHours {
  commitment::Whose whose = commitment::Whose::all;
  Decimal commitment::Hours::*part = nullptr;  // null: it is no sum of lines
};
OfHours hours_at(std::string_view place) {
  using commitment::Hours;
  using commitment::Whose;
  if (place == "start/usage_hours") return {Whose::all, &Hours::hours};
  if (place == "list") return {Whose::all, &Hours::list};
  constexpr std::array<std::pair<std::string_view, Decimal Hours::*>, 4> kParts = {
      {{"hours", &Hours::hours},
       {"list", &Hours::list},
       {"used", &Hours::used},
       {"committed", &Hours::committed}}};
  const PlaceParts parts = first_of(place);
  if (parts.first != "reserved" && parts.first != "planned") return {};
  for (const auto& [name, part] : kParts) {
    if (name == parts.rest) return {parts.first == "planned" ? Whose::planned : Whose::reserved, part};
  }
  return {};
}

}  // namespace

Result<WhyFigureReport> why_discounts(const Asked& asked, const WhyFigureRequest& request) {
  const KeptReport<DiscountsReport> report = report_of<DiscountsRequest>(
      asked, "discounts", discounts, {request.plan, request.by, request.from, request.to});
  if (!report) return report.error();
  // Which lines count is decided by the basis that the discounts lead to.
  WhyFigureRequest measured = request;
  if (!report->to.empty()) measured.plan.measure = report->to;
  const Result<Looked> looked = Looked::at(asked, measured.plan);
  if (!looked) return looked.error();
  const auto dimension = dimensions_of(asked).get(report->by, without_levels(measured.plan));
  if (!dimension) return dimension.error();
  const Basis* from = looked->bases.named(report->from);
  const Basis* to = looked->bases.named(report->to);
  const auto explain_kind = [&](std::size_t row, std::size_t kind, Explaining& of) -> Result<void> {
    if (report->kinds[kind].what == "rest") {
      add_rest_of_kinds(*report, report->rows[row], place_of("rows", std::to_string(row)), of.chain);
      return {};
    }
    const auto between =
        kinds_between(asked, without_levels(measured.plan), looked->bases, *from, *to, looked->kept);
    if (!between) return between.error();
    return add_kind_lines(kind, report->rows[row].value, *(*dimension)->dimension(), between->kinds,
                          *from->amounts, *to->amounts, *looked, of.lines);
  };
  const auto explain = [&](Explaining& of) -> Result<void> {
    const PlaceParts parts = first_of(of.place);
    const std::optional<std::size_t> at = item_number(first_of(parts.rest).first);
    const std::string_view field = last_of(of.place);
    const std::optional<std::size_t> kind = item_number(field);
    const bool of_kind = last_of(parent_of(of.place)) == "kinds" && kind;
    if (parts.first == "total" && of_kind) add_kind_of_rows(*report, *kind, of.chain);
    if (!at) return {};
    if (parts.first == "rows" && of_kind) return explain_kind(*at, *kind, of);
    const bool of_lines =
        field == "from" || field == "to" || field == "list" || field == "paid" || field == "left_out";
    if (parts.first == "rows" && of_lines)
      add_basis_lines(field, report->rows[*at].value, *(*dimension)->dimension(), *from->amounts,
                      *to->amounts, *looked, of.lines);
    if (parts.first == "bases")
      add_column(*looked->bases.named(report->bases[*at].name)->amounts, false, *looked, of.lines);
    if (parts.first != "steps") return {};
    const BridgeStep& step = report->steps[*at];
    if (step.what == "column") {
      add_column(*asked.bill.find_column(*step.name)->amount, true, *looked, of.lines);
    } else {
      add_bridge_step(*report, *at, of.chain);
    }
    return {};
  };
  return why(asked, measured, Figures::of(*report), kDiscounts, explain);
}

Result<WhyFigureReport> why_commitments(const Asked& asked, const WhyFigureRequest& request) {
  const KeptReport<CommitmentsReport> report =
      report_of<CommitmentsRequest>(asked, "commitments", commitments, {request.plan, request.by});
  if (!report) return report.error();
  const Result<Looked> looked = Looked::at(asked, request.plan);
  if (!looked) return looked.error();
  const auto dimension = dimensions_of(asked).get(report->by, without_levels(request.plan));
  if (!dimension) return dimension.error();
  const auto explain = [&](Explaining& of) -> Result<void> {
    const PlaceParts parts = first_of(of.place);
    const std::optional<std::size_t> at = item_number(first_of(parts.rest).first);
    if (parts.first == "accounts" && at) {
      add_benefit(*report, report->accounts[*at], last_of(of.place), of.chain);
      return {};
    }
    const std::optional<Wanted> wanted = wanted_lines(*report, of.place, *(*dimension)->dimension());
    if (!wanted || !looked->bases.form()) return {};
    return commitment::each_given(asked.bill, *looked->bases.form(), looked->list_prices(), looked->kept,
                                  [&](const commitment::Given& given) {
                                    if (given.part == wanted->part && wanted->counts(given))
                                      of.lines.add(given.row, given.amount);
                                  });
  };
  return why(asked, request, Figures::of(*report), kCommitments, explain);
}

Result<WhyFigureReport> why_what_if(const Asked& asked, const WhyFigureRequest& request) {
  const KeptReport<WhatIfReport> report =
      report_of<WhatIfRequest>(asked, "what_if", what_if, {request.plan, request.given});
  if (!report) return report.error();
  // What was typed stands beside what follows from it.
  const Figures given = Figures::of(request.given);
  const Figures effect = Figures::of(*report);
  const Figures both{[&](std::string_view place) {
                       const PlaceParts parts = first_of(place);
                       return parts.first == "given" ? given.text(parts.rest) : effect.text(place);
                     },
                     effect.items};
  const auto explain = [&](Explaining& of) -> Result<void> {
    const bool nothing_committed = request.given.commitment.find_first_not_of("0.") == std::string::npos;
    // Without a commitment nothing is divided by what an hour of the plan costs, which may be nothing, too.
    const bool of_plan = of.place == "plan_hours" || of.place == "plan_list";
    if (of_plan && nothing_committed) of.chain.add("plus", "commitment", {}, {}, "given/commitment");
    if (of.place == "on_demand_coverage") of.chain.add(kOnDemand.front(), of.place, of.figures);
    return {};
  };
  Result<WhyFigureReport> answer = why(asked, request, both, kWhatIf, explain);
  if (answer) answer->rules.clear();  // No line of the bill has a part in it.
  return answer;
}

Result<WhyFigureReport> why_own_use(const Asked& asked, const WhyFigureRequest& request) {
  const KeptReport<OwnUseReport> report = report_of<OwnUseRequest>(asked, "own_use", own_use, {request.plan});
  if (!report) return report.error();
  const Result<Looked> looked = Looked::at(asked, request.plan);
  if (!looked) return looked.error();
  const auto is_none = [](const std::string& amount) { return decimal_of(amount).mantissa <= 0; };
  const auto explain = [&](Explaining& of) -> Result<void> {
    const bool no_rate = of.place == "start/reservation_part"
                             ? is_none(report->reserved.used) || is_none(report->reserved.list)
                             : of.place == "start/plan_part" &&
                                   (is_none(report->planned.used) || is_none(report->planned.list));
    if (no_rate) of.chain.add("plus", "usual", decimal_of(*of.figures.text(of.place)));
    if (of.place == "start/reserved_hours" && is_none(report->reserved.used))
      of.chain.add("plus", "hours", {}, {}, "reserved/hours");
    const OfHours wanted = hours_at(of.place);
    const bill::AmountColumn* list = looked->list_prices();
    if (wanted.part == nullptr || !looked->bases.form() || list == nullptr) return {};
    return commitment::each_hour_line(asked.bill, *looked->bases.form(), *list, looked->kept,
                                      [&](const commitment::HourGiven& given) {
                                        if (given.whose == wanted.whose && given.part == wanted.part)
                                          of.lines.add(given.row, given.amount);
                                      });
  };
  return why(asked, request, Figures::of(*report), kOwnUse, explain);
}

}  // namespace billfold::session::questions
