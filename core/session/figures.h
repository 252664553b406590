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
#include "split/explain.h"

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

// A group of a split of the plan.
struct GroupOf {
  plan::Plan plan;
  split::Path path;
};

// What a view knows beside its formulas: it adds steps, or lines, for the figure at `place`, where it has any to add.
struct Explaining {
  const Figures& figures;
  std::string_view place;
  Chain& chain;
  LinesBehind& lines;
  // Which lines count for this figure: steps of an Explanation from the file down. Of a balance, what left lines out
  // (left_out_as_wrong; dropped_is and dropped_is_not, as of filters), taken_by_rule {rule}, with_all_levels,
  // without_some_level, without_currency. Nothing: the lines that the plan in question keeps.
  std::optional<std::vector<ExplainStep>> down = {};
  // The group that the figure is: what rules moved into it and out of it is asked of by places below the figure's.
  std::optional<GroupOf> group = {};
};
// What many give to a figure: the largest of them each for itself, `what` and its name, and what the others come to.
struct NamedAmount {
  std::optional<std::string> name;
  i128 amount = 0;
};
void add_largest(std::vector<NamedAmount> all, int scale, std::string_view what, Chain& chain);

// What a group of a split costs: its lines, and what each rule of shared costs handed to it or took from it, in order.
Result<void> add_group(const Asked& asked, const plan::Plan& plan, const split::Path& path, Explaining& of);
// Adds its lines, and gives the way down to them.
Result<std::vector<ExplainStep>> add_lines_of(const Asked& asked, const plan::Plan& plan,
                                              const split::Path& path, LinesBehind& lines);
// Which lines of a plan count, from the file down; nothing where the bill has no money. The split that is shown stays as
// it is.
std::vector<ExplainStep> lines_that_count(const Asked& asked, plan::Plan plan);

// What rules of shared costs moved into a group and out of it. (why_shared.cpp) Below the place of a figure that is the
// group's stand
//   handouts/N/got: a handout, or the part of it that the group got; of one alone handouts/N/amount, pool, weight, weights
//   taken/N: what a rule took, as less than nothing
class MovedByRules {
 public:
  // `explanation` and `tree`: the group's, and the split that it is of.
  MovedByRules(GroupOf group, split::Tree tree, const split::Explanation& explanation);

  std::optional<std::string> text(std::string_view place) const;
  // `base`: the place of the figure.
  void add_received(std::string_view base, Chain& chain) const;
  void add_given(std::string_view op, std::string_view base, Chain& chain) const;
  void add_all(std::string_view base, Chain& chain) const;
  void add_of_rule(std::string_view rule, std::string_view op, std::string_view base, Chain& chain) const;
  // Why the figure at `place` below `base` is what it is.
  Result<void> explain(const Asked& asked, std::string_view base, std::string_view place,
                       Explaining& of) const;

 private:
  const split::Step* step_at(std::string_view place) const;
  void add_step(std::size_t number, std::string_view op, std::string_view base, Chain& chain) const;
  Result<void> add_taken(const Asked& asked, const split::Step& step, Explaining& of) const;
  Result<void> add_handout(const Asked& asked, const split::Step& step, std::string_view item,
                           std::string_view field, Explaining& of) const;

  GroupOf group_;
  split::Tree tree_;
  std::vector<split::Step> steps_;  // of rules, in order
};
Result<MovedByRules> moved_by_rules(const Asked& asked, GroupOf group);

// What a rule took of one partition, or left there: its lines, and what rules before had handed to them. (why_rules.cpp)
Result<void> add_pool(const Asked& asked, const plan::Plan& plan, std::size_t rule,
                      const split::Path& partition, Explaining& of);
// What a target weighs in a partition. (why_rules.cpp)
Result<void> add_weight(const Asked& asked, const plan::Plan& plan, std::size_t rule,
                        const split::Path& partition, const std::string& target, Explaining& of);

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
Result<WhyFigureReport> why_group(const Asked& asked, const WhyFigureRequest& request);
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
