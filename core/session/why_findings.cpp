// Why the figures of what was found in a bill, and of what a list of accounts, keys or people lacks, are what they are.
// (rules 2 and 6)

#include <algorithm>

#include "money/currency.h"
#include "session/figures.h"
#include "split/lint.h"
#include "split/measure.h"

namespace billfold::session::questions {
namespace {

// ---- findings

// What the file's own total line says, and what its lines come to.
Result<void> add_total_line(const Asked& asked, const split::Finding& finding, const split::Measure& measure,
                            Explaining& of) {
  const bill::Source& source = asked.bill.sources[finding.file];
  of.chain.add("plus", "total_line", *source.footer->total, source.name);
  for (std::size_t row = source.first_row; row < source.first_row + source.places.size(); ++row)
    of.lines.add(row, measure.amounts()[row]);
  of.chain.add("minus", "lines", of.lines.total());
  return {};
}

// The lines of a file in one currency; of the only one also those without.
void add_lines_of_file(const Asked& asked, const split::Finding& finding, const std::string& code,
                       const split::Measure& measure, Explaining& of) {
  const bill::Source& source = asked.bill.sources[finding.file];
  const bill::Column* column = asked.bill.currency_column();
  const bool all = finding.sums.size() == 1 || column == nullptr || !column->text;
  for (std::size_t row = source.first_row; row < source.first_row + source.places.size(); ++row) {
    if (all || column->text->values.text(column->text->ids[row]) == code)
      of.lines.add(row, measure.amounts()[row]);
  }
}

// What the plan keeps of one of several currencies; lines without one are in the first where no sum is of them.
Result<void> add_lines_of_currency(const Asked& asked, const plan::Plan& plan, const split::Finding& finding,
                                   std::size_t at, const split::Measure& measure, Explaining& of) {
  const std::string& code = finding.sums[at].code;
  const bool with_blank = finding.concern == split::Concern::several_currencies && at == 0 &&
                          std::none_of(finding.sums.begin(), finding.sums.end(),
                                       [](const auto& sum) { return sum.code.empty(); });
  split::Dimensions& dimensions = dimensions_of(asked);
  const auto currencies = dimensions.get(asked.bill.currency_column()->role.name, plan);
  if (!currencies) return currencies.error();
  const bill::Dimension& dimension = *(*currencies)->dimension();
  const Result<std::vector<split::Condition>> conditions = split::conditions_of(plan, dimensions);
  if (!conditions) return conditions.error();
  split::for_each_block(asked.bill.rows, *conditions,
                        [&](std::size_t begin, std::size_t count, const std::uint8_t* keep) {
                          for (std::size_t i = 0; i < count; ++i) {
                            const std::string_view here = dimension.view(dimension.value_of(begin + i));
                            if (keep[i] != 0 && (here == code || (with_blank && here.empty())))
                              of.lines.add(begin + i, measure.amounts()[begin + i]);
                          }
                        });
  return {};
}

// The lines of the usual day that the plan keeps.
Result<void> add_usual_day(const Asked& asked, const plan::Plan& plan, const split::Finding& finding,
                           Explaining& of) {
  plan::Plan of_day = without_levels(plan);
  of_day.shared.clear();
  of_day.filters.push_back({"day", {finding.day}, false});
  return add_group(asked, of_day, {}, of);
}

Result<void> add_sum(const Asked& asked, const plan::Plan& plan, const split::Finding& finding,
                     std::size_t at, Explaining& of) {
  if (finding.concern == split::Concern::missing_days) return add_usual_day(asked, plan, finding, of);
  const Result<split::Measure> measure = split::resolve_measure(asked.bill, plan.measure);
  if (!measure) return measure.error();
  if (finding.concern != split::Concern::total_disagrees)
    return add_lines_of_currency(asked, plan, finding, at, *measure, of);
  add_lines_of_file(asked, finding, finding.sums[at].code, *measure, of);
  return {};
}

// An estimate: nobody knows what days without a line cost.
Result<void> add_estimate(const split::Finding& finding, int scale, Explaining& of) {
  of.chain.add("plus", "usual_day", {finding.sums.front().figure.amount, scale}, finding.day,
               place_of(parent_of(of.place), "sums/0/amount"));
  of.chain.add("times", "days", {static_cast<i128>(finding.figure.rows), 0});
  return {};
}

Result<void> add_found(const Asked& asked, const plan::Plan& plan, const split::Finding& finding,
                       Explaining& of) {
  const Result<split::Measure> measure = split::resolve_measure(asked.bill, plan.measure);
  if (!measure) return measure.error();
  if (finding.concern == split::Concern::missing_days) return add_estimate(finding, measure->scale(), of);
  if (finding.concern == split::Concern::total_disagrees) return add_total_line(asked, finding, *measure, of);
  for (const std::uint32_t row : finding.rows) of.lines.add(row, measure->amounts()[row]);
  return {};
}

// ---- lists

// The bill's lines whose value the list does not name; those without a value lack nothing.
plan::Plan beside_list(plan::Plan by_value, const plan::Plan& with_list, const std::string& list) {
  plan::Filter named{by_value.by.front(), {std::nullopt}, true};
  if (list.empty()) {
    for (const plan::RosterAccount& account : with_list.roster.accounts)
      named.values.push_back(account.account);
  }
  for (const plan::ValueList& each : with_list.lists) {
    if (list.empty() || each.name != list) continue;
    for (const plan::ListEntry& entry : each.entries) named.values.push_back(entry.value);
  }
  by_value.by.clear();
  by_value.filters = {std::move(named)};
  return by_value;
}

}  // namespace

Result<WhyFigureReport> why_lint(const Asked& asked, const WhyFigureRequest& request) {
  const auto whole = report_of<LintRequest, WholeLint>(asked, "lint", whole_lint, {request.plan});
  if (!whole) return whole.error();
  const PlaceParts parts = first_of(request.place);
  const std::optional<std::size_t> at = item_number(first_of(parts.rest).first);
  const bool is_found = parts.first == "findings" && at && *at < whole->found.findings.size();
  const PlaceParts field = first_of(first_of(parts.rest).rest);
  const std::optional<std::size_t> sum = item_number(first_of(field.rest).first);
  const bool is_sum =
      is_found && field.first == "sums" && sum && *sum < whole->found.findings[*at].sums.size();
  // Which lines count is told of the currency that the sum is of.
  WhyFigureRequest asking = request;
  if (is_sum) {
    const std::string& code = whole->found.findings[*at].sums[*sum].code;
    const bool is_of_several = whole->found.findings[*at].concern == split::Concern::several_currencies;
    asking.plan.currency = code.empty() && is_of_several ? std::string(money::kNoCurrency) : code;
  }
  // What is written in another way is in none of the currency that is shown; of several ways none can be told.
  const bool is_of_spelling = is_found && !is_sum && whole->found.findings[*at].sums.size() == 2 &&
                              whole->found.findings[*at].concern == split::Concern::alike_values;
  if (is_of_spelling) asking.plan.currency = whole->found.findings[*at].sums[1].code;
  if (is_sum && whole->found.findings[*at].concern == split::Concern::missing_days)
    asking.plan.filters.push_back({"day", {whole->found.findings[*at].day}, false});
  return why(asked, asking, Figures::of(whole->report), {}, [&](Explaining& of) -> Result<void> {
    if (is_sum) return add_sum(asked, request.plan, whole->found.findings[*at], *sum, of);
    if (is_found) return add_found(asked, request.plan, whole->found.findings[*at], of);
    plan::Plan all = without_levels(request.plan);
    all.shared.clear();
    return parts.first == "total" ? add_group(asked, all, {}, of) : Result<void>();
  });
}

Result<WhyFigureReport> why_listing(const Asked& asked, const WhyFigureRequest& request) {
  const ListingRequest question{.plan = request.plan, .list = request.list, .dimension = request.dimension};
  const KeptReport<ListingReport> report = report_of<ListingRequest>(asked, "listing", listing, question);
  if (!report) return report.error();
  WhyFigureRequest of_values = request;
  of_values.plan = by_listed(question);
  const bool is_sum = request.place == "unlisted_amount";
  if (is_sum) of_values.plan = beside_list(of_values.plan, report->plan, request.list);
  return why(asked, of_values, Figures::of(*report), {}, [&](Explaining& of) -> Result<void> {
    if (is_sum) return add_group(asked, of_values.plan, {}, of);
    const PlaceParts parts = first_of(of.place);
    const std::optional<std::size_t> at = item_number(first_of(parts.rest).first);
    if (parts.first != "unlisted" || !at) return {};
    return add_group(asked, of_values.plan, {report->unlisted[*at].value}, of);
  });
}

}  // namespace billfold::session::questions
