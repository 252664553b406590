// A vendor's cost bill against the orders.

#include <algorithm>

#include "amortize/reconcile.h"
#include "session/schedule_questions.h"
#include "split/measure.h"

namespace billfold::session::questions {
namespace {

using amortize::Audit;
using amortize::AuditMeasure;
using amortize::Entry;
using amortize::Finding;
using amortize::Verdict;

std::string period_text(const Entry& entry) {
  if (entry.days.first == entry.days.last) return calendar::iso(entry.days.first);
  return calendar::iso(calendar::month_of(entry.days.first));
}

AuditLine line_of(const Finding& finding, const Audit& audit, const Asked& asked,
                  const amortize::Orders& orders) {
  const Entry& entry = audit.entries[finding.entry];
  const AuditMeasure& measure = audit.measures[finding.measure];
  AuditLine line;
  line.kind = amortize::name_of(finding.verdict);
  line.order = entry.number;
  if (entry.kind) line.type = amortize::name_of(*entry.kind);
  line.period = period_text(entry);
  line.column = measure.column;
  line.what = amortize::name_of(finding.figure);
  if (finding.verdict != Verdict::missing) line.vendor = amount_text(finding.vendor, measure.scale);
  if (finding.verdict != Verdict::unknown_order) line.computed = amount_text(finding.computed, measure.scale);
  line.difference = amount_text(finding.vendor - finding.computed, measure.scale);
  if (entry.row) {
    const std::size_t before =
        asked.bill.sources.size() +
        (asked.beside.deductions == nullptr ? 0 : asked.beside.deductions->sources.size());
    line.place = place_of(*asked.beside.cost_bill, *entry.row, before);
    const auto say = [&](const char* what, const bill::AmountColumn* column) {
      if (column == nullptr) return;
      line.vendor_steps.push_back(
          {what, {{"amount", amount_text((*column)[*entry.row].mantissa, column->scale())}}});
    };
    say("opening", measure.opening);
    say("this_period", measure.now);
    say("left", measure.left);
    say("total", measure.total);
  }
  for (const std::uint32_t order : entry.orders) {
    for (WhyStep& step : why_steps(orders.orders[order], asked, measure.spread, entry.days)) {
      line.computed_steps.push_back(std::move(step));
    }
  }
  return line;
}

// The one that totals are of: amounts of different columns are not added. 0 where the plan's is not on both sides.
std::size_t totaled(const Audit& audit, const bill::Column* column) {
  const auto found =
      std::find_if(audit.measures.begin(), audit.measures.end(),
                   [&](const AuditMeasure& measure) { return measure.spread.column() == column; });
  return found == audit.measures.end() ? 0 : static_cast<std::size_t>(found - audit.measures.begin());
}

}  // namespace

Result<AuditReport> audit(const Asked& asked, const AuditRequest& request) {
  AuditReport report;
  report.offset = request.offset;
  report.vendor_total = report.computed_total = report.difference = "0";
  if (asked.beside.cost_bill == nullptr || asked.beside.cost_profile == nullptr) return report;
  const Result<const amortize::Orders*> orders = orders_of(asked, request.plan);
  if (!orders) return orders.error();
  const Result<amortize::DayScale> scale = amortize::day_scale_of(request.plan.amortization_scale);
  if (!scale) return scale.error();
  const Result<Audit> audit =
      amortize::audit_of(**orders, *scale, *asked.beside.cost_bill, *asked.beside.cost_profile);
  if (!audit) return audit.error();

  report.has_cost_bill = true;
  report.lines = audit->lines;
  report.identities = audit->identities;
  report.identities_broken = audit->identities_broken;
  const Result<split::Measure> measure = split::resolve_measure(asked.bill, request.plan.measure);
  if (!measure) return measure.error();
  const std::size_t total = totaled(*audit, measure->column);
  i128 vendor = 0;
  i128 computed = 0;
  for (const Finding& finding : audit->findings) {
    report.agree += finding.verdict == Verdict::agrees ? 1 : 0;
    report.differ +=
        finding.verdict == Verdict::differs || finding.verdict == Verdict::outside_validity ? 1 : 0;
    report.unknown += finding.verdict == Verdict::unknown_order ? 1 : 0;
    report.missing += finding.verdict == Verdict::missing ? 1 : 0;
    report.compared += finding.verdict != Verdict::missing && finding.verdict != Verdict::identity ? 1 : 0;
    if (finding.measure == total && finding.figure == amortize::Figure::this_period) {
      vendor += finding.vendor;
      computed += finding.computed;
    }
    if (!request.all && finding.verdict == Verdict::agrees) continue;
    const std::uint64_t at = report.found++;
    if (at < request.offset || at - request.offset >= request.limit) continue;
    report.rows.push_back(line_of(finding, *audit, asked, **orders));
  }
  const int shown = audit->measures[total].scale;
  report.measure = audit->measures[total].column;
  report.vendor_total = amount_text(vendor, shown);
  report.computed_total = amount_text(computed, shown);
  report.difference = amount_text(vendor - computed, shown);
  return report;
}

}  // namespace billfold::session::questions
