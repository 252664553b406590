// Why the figures of the roll-forward and of the journal are what they are. A schedule's cell has an explanation of its
// own (why_amortized). (rules 3 and 6)

#include <algorithm>
#include <limits>

#include "session/figures.h"
#include "session/schedule_questions.h"

namespace billfold::session::questions {
namespace {

// ---- the roll-forward

constexpr std::array<Formula, 14> kRollForward = {{
    {"additions", {{{"plus", "./purchases"}, {"plus", "./residuals"}}}},
    {"closing",
     {{{"plus", "./opening"}, {"plus", "./additions"}, {"minus", "./amortized"}, {"minus", "./refunds"}}}},
    {"total/opening", {{{"plus", "/rows/*/opening"}}}},
    {"total/purchases", {{{"plus", "/rows/*/purchases"}}}},
    {"total/residuals", {{{"plus", "/rows/*/residuals"}}}},
    {"total/amortized", {{{"plus", "/rows/*/amortized"}}}},
    {"total/refunds", {{{"plus", "/rows/*/refunds"}}}},
    {"flow/0/amount", {{{"plus", "/total/opening"}}}},
    {"flow/1/amount", {{{"plus", "/total/purchases"}}}},
    {"flow/2/amount", {{{"plus", "/total/residuals"}}}},
    {"flow/3/amount", {{{"minus", "/total/amortized"}}}},
    {"flow/4/amount", {{{"minus", "/total/refunds"}}}},
    {"flow/5/amount", {{{"plus", "/total/closing"}}}},
    {"difference",
     {{{"plus", "/total/opening"},
       {"plus", "/total/additions"},
       {"minus", "/total/amortized"},
       {"minus", "/total/refunds"},
       {"minus", "/total/closing"}}}},
}};

// ---- a row of the roll-forward, and of the journal

i128 part_of(const MovedOrder& moved, std::string_view field) {
  const amortize::Movement& movement = moved.movement;
  return field == "opening"     ? movement.opening
         : field == "purchases" ? movement.purchases
         : field == "residuals" ? movement.residuals
         : field == "amortized" ? movement.amortized
                                : movement.refunds;
}

// Of one order: what it cost, where that counts, and what of it was recognised by then.
void add_order(const MovedOrder& moved, std::string_view field, int scale, Explaining& of) {
  const bool costs = field == "opening" ? moved.was_there : moved.came;
  if (costs && field != "amortized" && field != "refunds") {
    of.lines.add(moved.order.row, {moved.amount, scale});
    of.chain.add("plus", "lines", of.lines.total());
  }
  if (field == "opening") of.chain.add("minus", "amortized_before", {moved.before, scale});
  if (field != "amortized" && field != "refunds") return;
  const bool paid_back = field == "refunds";
  of.chain.add(paid_back ? "minus" : "plus", "amortized_through", {moved.through, scale});
  of.chain.add(paid_back ? "plus" : "minus", "amortized_before", {moved.before, scale});
}

Result<void> add_rolled(const Asked& asked, const RollForwardRequest& question,
                        const RollForwardReport& report, std::size_t at, std::string_view field,
                        Explaining& of) {
  const Result<Chosen*> chosen = chosen_of(asked, question.plan);
  if (!chosen) return chosen.error();
  const amortize::Spread& spread = *(*chosen)->spread;
  if (question.by.empty() || question.by == "order") {
    std::size_t number = 0;
    return for_each_moved(asked, question, [&](const MovedOrder& moved) {
      if (number++ == at && part_of(moved, field) != 0) add_order(moved, field, spread.scale(), of);
    });
  }
  const Result<amortize::Grouping> grouping = grouping_by(asked, question.plan, question.by);
  if (!grouping) return grouping.error();
  std::vector<NamedAmount> orders;
  const Result<void> moved = for_each_moved(asked, question, [&](const MovedOrder& one) {
    const i128 part = part_of(one, field);
    if (part != 0 && grouping->names[grouping->group_of(one.order)] == report.rows[at].name)
      orders.push_back({std::string(spread.orders().numbers.text(one.order.number)), part});
  });
  if (!moved) return moved;
  add_largest(std::move(orders), spread.scale(), "order", of.chain);
  return {};
}

// The expense of one group in one month, order by order; `sign` of a side that is told without one.
Result<void> add_posted(const Asked& asked, const JournalRequest& question, const JournalLine& line, int sign,
                        Explaining& of) {
  const Result<amortize::Grouping> grouping = grouping_by(asked, question.plan, question.department);
  if (!grouping) return grouping.error();
  const Result<Chosen*> chosen = chosen_of(asked, question.plan);
  if (!chosen) return chosen.error();
  const amortize::Spread& spread = *(*chosen)->spread;
  std::vector<NamedAmount> orders;
  const auto posted =
      for_each_posted(asked, question.plan, line.month, [&](const amortize::Order& order, i128 amount) {
        const std::uint32_t group = grouping->group_of ? grouping->group_of(order) : 0;
        if (grouping->names[group] == line.department)
          orders.push_back({std::string(spread.orders().numbers.text(order.number)), sign * amount});
      });
  if (!posted) return posted;
  add_largest(std::move(orders), spread.scale(), "order", of.chain);
  return {};
}

// What is prepaid less by what the month's expenses come to.
void add_expenses(const JournalReport& report, const JournalLine& prepaid, Explaining& of) {
  const bool is_credit = !prepaid.credit.empty();
  for (std::size_t at = 0; at < report.lines.size(); ++at) {
    const JournalLine& line = report.lines[at];
    if (line.month != prepaid.month || line.account != "expense") continue;
    const bool debit = !line.debit.empty();
    const std::string place = place_of(place_of("lines", std::to_string(at)), debit ? "debit" : "credit");
    of.chain.add({debit == is_credit ? "plus" : "minus", debit ? "debit" : "credit",
                  line.department.value_or(""), debit ? line.debit : line.credit, place, 0});
  }
}

// A side as the lines have it.
void add_side(const JournalReport& report, std::string_view side, Explaining& of) {
  for (std::size_t at = 0; at < report.lines.size(); ++at) {
    const std::string place = place_of(place_of("lines", std::to_string(at)), side);
    const std::string amount = of.figures.text(place).value_or("");
    if (!amount.empty()) of.chain.add({"plus", std::string(side), report.lines[at].month, amount, place, 0});
  }
}

constexpr std::array<Formula, 1> kJournal = {{
    {"difference", {{{"plus", "/debit"}, {"minus", "/credit"}}}},
}};

constexpr std::uint32_t kAll = std::numeric_limits<std::uint32_t>::max();

}  // namespace

Result<WhyFigureReport> why_roll_forward(const Asked& asked, const WhyFigureRequest& request) {
  const RollForwardRequest question{
      .plan = request.plan, .by = request.by, .from = request.from, .to = request.to, .limit = kAll};
  const KeptReport<RollForwardReport> report =
      report_of<RollForwardRequest>(asked, "roll_forward", roll_forward, question);
  if (!report) return report.error();
  return why(asked, request, Figures::of(*report), kRollForward, [&](Explaining& of) -> Result<void> {
    constexpr std::array<std::string_view, 5> kParts = {"opening", "purchases", "residuals", "amortized",
                                                        "refunds"};
    const PlaceParts parts = first_of(of.place);
    const PlaceParts item = first_of(parts.rest);
    const std::optional<std::size_t> at = item_number(item.first);
    if (parts.first != "rows" || !at) return {};
    if (std::find(kParts.begin(), kParts.end(), item.rest) == kParts.end()) return {};
    return add_rolled(asked, question, *report, *at, item.rest, of);
  });
}

Result<WhyFigureReport> why_journal(const Asked& asked, const WhyFigureRequest& request) {
  const JournalRequest question{request.plan, request.department, request.from, request.to};
  const KeptReport<JournalReport> report = report_of<JournalRequest>(asked, "journal", journal, question);
  if (!report) return report.error();
  return why(asked, request, Figures::of(*report), kJournal, [&](Explaining& of) -> Result<void> {
    if (of.place == "debit" || of.place == "credit") add_side(*report, of.place, of);
    const PlaceParts parts = first_of(of.place);
    const PlaceParts item = first_of(parts.rest);
    const std::optional<std::size_t> at = item_number(item.first);
    if (parts.first != "lines" || !at) return {};
    const JournalLine& line = report->lines[*at];
    if (line.account == "expense")
      return add_posted(asked, question, line, item.rest == "debit" ? 1 : -1, of);
    add_expenses(*report, line, of);
    return {};
  });
}

}  // namespace billfold::session::questions
