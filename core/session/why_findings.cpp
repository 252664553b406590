// Why the figures of what was found in a bill, and of what a list of accounts, keys or people lacks, are what they are.
// (rules 2 and 6)

#include "bill/footer.h"
#include "session/figures.h"
#include "split/lint.h"
#include "split/measure.h"

namespace billfold::session::questions {
namespace {

// ---- findings

// What the file's own total line says, and what its lines come to.
Result<void> add_total_line(const Asked& asked, const split::Finding& finding, const split::Measure& measure,
                            Explaining& of) {
  for (const bill::Source& source : asked.bill.sources) {
    const bool says_it = source.footer && source.footer->total &&
                         money::format_trimmed(*source.footer->total) == finding.values[1];
    if (source.name != finding.values[0] || !says_it) continue;
    of.chain.add("plus", "total_line", *source.footer->total, source.name);
    for (std::size_t row = source.first_row; row < source.first_row + source.places.size(); ++row)
      of.lines.add(row, measure.amounts()[row]);
    of.chain.add("minus", "lines", of.lines.total());
    return {};
  }
  return {};
}

Result<void> add_found(const Asked& asked, const plan::Plan& plan, const split::Finding& finding,
                       Explaining& of) {
  const Result<split::Measure> measure = split::resolve_measure(asked.bill, plan.measure);
  if (!measure) return measure.error();
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
  return why(asked, request, Figures::of(whole->report), {}, [&](Explaining& of) -> Result<void> {
    const PlaceParts parts = first_of(of.place);
    const std::optional<std::size_t> at = item_number(first_of(parts.rest).first);
    if (parts.first == "findings" && at)
      return add_found(asked, request.plan, whole->found.findings[*at], of);
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
