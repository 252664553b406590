#pragma once

// How a figure of a report follows from others: a formula, with its numbers, that anybody can do again. (rules 6)
//
// A report is read by places: "rows/2/discount" is the field `discount` of the third of `rows`. A formula names the
// places that a figure is made of, as they stand to its own; the steps are done one after the other, beginning at 0,
// and must come to what the calculator gave. So the two can disagree, and `difference` says whether they do. A figure
// that lines add up to has no formula: it is counted again, line by line.

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "session/asked.h"

namespace billfold::session::questions {

// ---- places

struct PlaceParts {
  std::string_view first;
  std::string_view rest;
};
PlaceParts first_of(std::string_view place);                            // "rows", "2/discount"
std::optional<std::size_t> item_number(std::string_view part);          // "2"
std::string place_of(std::string_view parent, std::string_view child);  // parent/child
std::string parent_of(std::string_view place);                          // "rows/2"; "" of a place at the top
std::string_view last_of(std::string_view place);                       // "discount"

// An amount of a report as a number again.
money::Decimal decimal_of(const std::string& text);

// A text or a whole number that stands at a place of a value; nothing where there is none, or null.
std::optional<std::string> text_at(const void* value, const json::Shape& shape, std::string_view place);
// How many items a list has; 0 where there is none.
std::size_t items_at(const void* value, const json::Shape& shape, std::string_view list);

// A report without its type.
struct Figures {
  std::function<std::optional<std::string>(std::string_view place)> text;
  std::function<std::size_t(std::string_view list)> items;

  template <class Report>
  static Figures of(const Report& report) {
    const json::Shape& shape = json::shape_of<Report>();
    return {[&report, &shape](std::string_view place) { return text_at(&report, shape, place); },
            [&report, &shape](std::string_view list) { return items_at(&report, shape, list); }};
  }
};

// ---- formulas

// `from`: "./paid", beside the figure; "../limit", beside what holds it; "/total/list", in the report; "/rows/*/to" or
// "./movers/*/change", of each of a list; "=100", a number. Of rounded and truncated "=2" are the digits. "": there is no further term.
struct Term {
  std::string_view op = {};  // of FigureStep
  std::string_view from = {};
};
// `figure`: the last parts of a place, "*" for any one: "total/list", "kinds/*/coverage"; "/before": the whole of it. The
// first that fits counts.
struct Formula {
  std::string_view figure;
  std::array<Term, 7> terms;
};
bool fits(std::string_view figure, std::string_view place);

// A calculation, exact until it is rounded; the first failure stays.
class Chain {
 public:
  void add(FigureStep step);
  void add(std::string_view op, std::string_view what, const money::Decimal& amount,
           std::optional<std::string> name = {}, std::string place = {});
  void round(int digits);  // half up
  void truncate(int digits);
  // Up or down to the figure, which is less than one unit of the last digit away; else nothing.
  void apportion(int digits, const money::Decimal& figure);
  // The terms of a formula, for the figure at `place`.
  void add(const Formula& formula, std::string_view place, const Figures& figures);

  const std::vector<FigureStep>& steps() const { return steps_; }
  const std::optional<Error>& error() const { return error_; }
  // figure - what the steps come to.
  Result<money::Decimal> difference(const money::Decimal& figure) const;

 private:
  void add_term(const Term& term, std::string_view place, const Figures& figures);
  void apply(std::string_view op, const money::Decimal& amount);
  void leave(std::string_view op, int digits, const money::Decimal& left);
  money::Decimal keep(const Result<money::Decimal>& result);

  std::vector<FigureStep> steps_;
  money::Decimal upper_;           // what was reached is upper_ / lower_
  money::Decimal lower_ = {1, 0};  // above 0, or below where something was divided by that
  std::optional<Error> error_;
};

// Lines that add up to a figure, of which a window is kept.
class LinesBehind {
 public:
  LinesBehind(std::uint64_t offset, std::uint32_t limit) : offset_(offset), limit_(limit) {}
  void add(std::size_t row, const money::Decimal& amount);

  std::uint64_t rows() const { return rows_; }
  const money::Decimal& total() const { return total_; }
  const std::optional<Error>& error() const { return error_; }
  // With their places in the bill's files; `measure` is an amount column of it.
  LinesReport report(const bill::Bill& bill, std::string_view measure) const;

 private:
  std::uint64_t offset_;
  std::uint32_t limit_;
  std::uint64_t rows_ = 0;
  money::Decimal total_;
  std::vector<std::uint32_t> kept_;
  std::vector<money::Decimal> amounts_;
  std::optional<Error> error_;
};

// What a view knows beside its formulas: it adds steps, or lines, for the figure at `place`, where it has any to add.
struct Explaining {
  const Figures& figures;
  std::string_view place;
  Chain& chain;
  LinesBehind& lines;
};
// What many give to a figure: the largest of them each for itself, `what` and its name, and what the others come to.
struct NamedAmount {
  std::optional<std::string> name;
  i128 amount = 0;
};
void add_largest(std::vector<NamedAmount> all, int scale, std::string_view what, Chain& chain);

// What a group of a split costs: its lines, and what each rule of shared costs handed to it or took from it, in order.
Result<void> add_group(const Asked& asked, const plan::Plan& plan, const split::Path& path, Explaining& of);

using Explain = std::function<Result<void>(Explaining&)>;

// The answer for one report: what `explain` says of the figure, else its formula. Error bad_request: no figure of the
// report stands there, or nothing explains it.
Result<WhyFigureReport> why(const Asked& asked, const WhyFigureRequest& request, const Figures& figures,
                            std::span<const Formula> formulas, const Explain& explain);

// The report of a question, or why there is none.
template <class Report>
class KeptReport {
 public:
  KeptReport(std::shared_ptr<const Report> report) : report_(std::move(report)) {}
  KeptReport(Error error) : error_(std::move(error)) {}

  explicit operator bool() const { return report_ != nullptr; }
  const Error& error() const { return *error_; }
  const Report& operator*() const { return *report_; }
  const Report* operator->() const { return report_.get(); }

 private:
  std::shared_ptr<const Report> report_;
  std::optional<Error> error_;
};

// Asks the question, unless it is the last that was asked here of the bill: the figures of one report are asked about one
// after the other.
template <class Request, class Report>
KeptReport<Report> report_of(const Asked& asked, std::string_view name,
                             Result<Report> (*question)(const Asked&, const Request&),
                             const Request& request) {
  Cache& cache = asked.cache;
  std::string key = std::string(name) + json::text_of(request);
  if (cache.report_key != key) {
    Result<Report> report = question(asked, request);
    if (!report) return report.error();
    cache.report = std::make_shared<const Report>(std::move(*report));
    cache.report_key = std::move(key);
  }
  return std::static_pointer_cast<const Report>(cache.report);
}

// The views' own.
Result<WhyFigureReport> why_discounts(const Asked& asked, const WhyFigureRequest& request);
Result<WhyFigureReport> why_commitments(const Asked& asked, const WhyFigureRequest& request);
Result<WhyFigureReport> why_what_if(const Asked& asked, const WhyFigureRequest& request);
Result<WhyFigureReport> why_own_use(const Asked& asked, const WhyFigureRequest& request);
Result<WhyFigureReport> why_affinity(const Asked& asked, const WhyFigureRequest& request);
Result<WhyFigureReport> why_budgets(const Asked& asked, const WhyFigureRequest& request);
Result<WhyFigureReport> why_anomalies(const Asked& asked, const WhyFigureRequest& request);
Result<WhyFigureReport> why_tags(const Asked& asked, const WhyFigureRequest& request);
Result<WhyFigureReport> why_compliance(const Asked& asked, const WhyFigureRequest& request);
Result<WhyFigureReport> why_compare(const Asked& asked, const WhyFigureRequest& request);
Result<WhyFigureReport> why_matrix(const Asked& asked, const WhyFigureRequest& request);
Result<WhyFigureReport> why_fair_share(const Asked& asked, const WhyFigureRequest& request);
Result<WhyFigureReport> why_lint(const Asked& asked, const WhyFigureRequest& request);
Result<WhyFigureReport> why_series(const Asked& asked, const WhyFigureRequest& request);
Result<WhyFigureReport> why_balance(const Asked& asked, const WhyFigureRequest& request);
Result<WhyFigureReport> why_category(const Asked& asked, const WhyFigureRequest& request);
Result<WhyFigureReport> why_journal(const Asked& asked, const WhyFigureRequest& request);
Result<WhyFigureReport> why_preview(const Asked& asked, const WhyFigureRequest& request);
Result<WhyFigureReport> why_listing(const Asked& asked, const WhyFigureRequest& request);
Result<WhyFigureReport> why_meter(const Asked& asked, const WhyFigureRequest& request);
Result<WhyFigureReport> why_idle(const Asked& asked, const WhyFigureRequest& request);
Result<WhyFigureReport> why_cache_savings(const Asked& asked, const WhyFigureRequest& request);
Result<WhyFigureReport> why_roll_forward(const Asked& asked, const WhyFigureRequest& request);

}  // namespace billfold::session::questions
