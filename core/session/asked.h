#pragma once

// What the answers to all questions have in common: amounts as texts, the bill's dimensions, and the rows that
// count.

#include <cstdint>
#include <string>
#include <vector>

#include "money/decimal_format.h"
#include "session/questions.h"
#include "split/explain.h"
#include "split/lint.h"
#include "split/measure.h"
#include "split/selection.h"

namespace billfold::session::questions {

inline std::string amount_text(i128 mantissa, int scale) { return money::format_trimmed({mantissa, scale}); }
inline std::string amount_text(const money::Decimal& amount) { return money::format_trimmed(amount); }
// A percent keeps the digits that it was rounded to: "40.00".
inline std::optional<std::string> percent_text(const std::optional<money::Decimal>& percent) {
  if (!percent) return std::nullopt;
  return money::format(*percent);
}

inline i128 size_of(i128 amount) { return amount < 0 ? -amount : amount; }

// For drawing only: never printed.
inline double ratio_of(i128 amount, i128 largest) {
  return largest == 0 ? 0 : static_cast<double>(amount) / static_cast<double>(largest);
}

// The same of an amount that goes with others of another scale.
inline double drawn(const money::Decimal& amount) {
  return static_cast<double>(amount.mantissa) / static_cast<double>(money::power_of_ten(amount.scale));
}

inline split::Dimensions& dimensions_of(const Asked& asked) {
  if (!asked.cache.dimensions) asked.cache.dimensions.emplace(asked.bill);
  return *asked.cache.dimensions;
}

// The plan's lines as one figure: no groups, no periods.
plan::Plan without_levels(plan::Plan plan);

// A split that is not kept: another question's view stays as it is.
Result<split::Tree> split_of(const Asked& asked, const plan::Plan& plan,
                             split::MissingTag missing = split::MissingTag::is_an_error);

// 1 for each row that the plan's filters keep and that is in its currency, 0 for the others. `whole` is a split of
// the plan, which has decided the currency.
Result<std::vector<std::uint8_t>> rows_that_count(const Asked& asked, const plan::Plan& plan,
                                                  const split::Tree& whole);

// The plan's lines by the number of the category's rule that takes them, in which two may give one value. (questions.cpp)
plan::Plan by_rule_of(const plan::Category& category, const plan::Plan& plan);
// What is wrong with such a plan, said of the reader's own category.
Error of_category(Error error);
// What became of the bill's lines.
Balance balance_of(const split::Tree& tree);
// A look at a bill with every line of its findings, kept as the last report that was asked about. (rules_questions.cpp)
struct WholeLint {
  LintReport report;
  split::Lint found;
};
Result<WholeLint> whole_lint(const Asked& asked, const LintRequest& request);
// The whole bill by the values that a list is about. (rules_questions.cpp)
plan::Plan by_listed(const ListingRequest& request);
// What a group's amount is made of; nothing of one that the split does not have.
split::Shares shares_of(const split::Tree& tree, const split::Path& path);
// Which of a rule's handouts: the values of its partition, and the target; "–" where there is no value.
std::string place_of_handout(const split::Handout& handout);
// What a filter keeps; without rows and amount.
ExplainStep filter_step(const plan::Filter& filter);
// Of an explanation the steps from the file down to the group's lines, before any rule of shared costs.
std::vector<ExplainStep> way_down(const split::Explanation& explanation, const ExplainRequest& request,
                                  const split::Tree& tree);

}  // namespace billfold::session::questions
