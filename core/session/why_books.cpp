// Why the figures of hourly bills, of what was idle or saved, and of the roll-forward are what they are. An hour and a
// schedule's cell have an explanation of their own (why_metered, why_amortized). (rules 3, 4 and 6)

#include <algorithm>
#include <limits>

#include "session/figures.h"
#include "session/schedule_questions.h"

namespace billfold::session::questions {
namespace {

using Name = std::optional<std::string>;

// ---- hourly bills

constexpr std::array<Formula, 4> kMeter = {{
    {"bills/*/charged", {{{"plus", "./computed"}, {"truncated", "=2"}}}},
    {"bills/*/odd", {{{"plus", "./computed"}, {"minus", "./charged"}}}},
    {"accounts/*/closing", {{{"plus", "./opening"}, {"minus", "./charged"}}}},
    {"accounts/*/odd", {{{"plus", "./computed"}, {"minus", "./charged"}}}},
}};

class Metering {
 public:
  Metering(const Asked& asked, const WhyFigureRequest& request, const MeterReport& report)
      : asked_(asked), request_(request), report_(report) {}

  Result<void> explain(Explaining& of) const {
    const PlaceParts parts = first_of(of.place);
    const PlaceParts item = first_of(parts.rest);
    const std::optional<std::size_t> at = item_number(item.first);
    if (parts.first == "computed" || parts.first == "charged" || parts.first == "odd")
      add_accounts(parts.first, of);
    if (!at) return {};
    if (parts.first == "bills" && item.rest == "computed") return add_parts(report_.bills[*at], of.chain);
    if (parts.first == "bills" && item.rest == "balance") add_balance(*at, of);
    if (parts.first == "accounts" && item.rest == "opening")
      of.chain.add("plus", "given", decimal_of(*report_.accounts[*at].opening));
    if (parts.first == "accounts" && (item.rest == "computed" || item.rest == "charged"))
      return add_hours(report_.accounts[*at].account, item.rest, of);
    return {};
  }

 private:
  bool is_chosen(const Name& account) const {
    return request_.accounts.empty() ||
           std::find(request_.accounts.begin(), request_.accounts.end(), account) != request_.accounts.end();
  }

  void add_accounts(std::string_view field, Explaining& of) const {
    for (std::size_t at = 0; at < report_.accounts.size(); ++at) {
      const Name& account = report_.accounts[at].account;
      if (is_chosen(account)) add_at("accounts", at, field, account.value_or(""), of);
    }
  }

  // Of an account that is not chosen the hours are asked for, and stand in no list.
  Result<void> add_hours(const Name& account, std::string_view field, Explaining& of) const {
    if (!is_chosen(account)) {
      const Result<MeterReport> own =
          meter(asked_, {.plan = request_.plan, .accounts = {account}, .limit = 0});
      if (!own) return own.error();
      for (const MeterBill& bill : own->bills)
        of.chain.add("plus", field, decimal_of(field == "charged" ? bill.charged : bill.computed),
                     bill.begin);
      return {};
    }
    for (std::size_t at = 0; at < report_.bills.size(); ++at) {
      if (report_.bills[at].account == account) add_at("bills", at, field, report_.bills[at].begin, of);
    }
    return {};
  }

  void add_balance(std::size_t bill, Explaining& of) const {
    const Name& account = report_.bills[bill].account;
    for (std::size_t at = 0; at < report_.accounts.size(); ++at) {
      if (report_.accounts[at].account == account)
        add_at("accounts", at, "opening", account.value_or(""), of);
    }
    for (std::size_t at = 0; at <= bill; ++at) {
      if (report_.bills[at].account == account)
        add_at("bills", at, "charged", report_.bills[at].begin, of, "minus");
    }
  }

  // What was held in the hour, each at its price, and then cut.
  Result<void> add_parts(const MeterBill& bill, Chain& chain) const {
    const Result<WhyMetered> hour = why_metered(asked_, {request_.plan, bill.account, bill.begin});
    if (!hour) return hour.error();
    for (const MeterPart& part : hour->parts) {
      const std::string kind = part.sub_kind.empty() ? part.kind : part.kind + " " + part.sub_kind;
      chain.add("plus", "part", decimal_of(part.amount), kind);
    }
    constexpr int kComputedDigits = 6;
    chain.truncate(kComputedDigits);
    return {};
  }

  static void add_at(std::string_view list, std::size_t at, std::string_view field, std::string name,
                     Explaining& of, std::string_view op = "plus") {
    const std::string place = place_of(place_of(list, std::to_string(at)), field);
    of.chain.add(op, field, decimal_of(of.figures.text(place).value_or("0")), std::move(name), place);
  }

  const Asked& asked_;
  const WhyFigureRequest& request_;
  const MeterReport& report_;
};

// ---- what is formulas alone

constexpr std::array<Formula, 2> kIdle = {{
    {"nodes_odd", {{{"plus", "/nodes_computed"}, {"minus", "/nodes_charged"}}}},
    {"amount", {{{"plus", "/lines/*/amount"}}}},
}};

constexpr std::array<Formula, 2> kCacheSavings = {{
    {"lines/*/saved", {{{"plus", "./full"}, {"minus", "./paid"}}}},
    {"saved", {{{"plus", "/lines/*/saved"}}}},
}};

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

Result<void> by_formula(Explaining& /*of*/) { return {}; }

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

Result<WhyFigureReport> why_meter(const Asked& asked, const WhyFigureRequest& request) {
  const Result<MeterReport> report =
      meter(asked, {.plan = request.plan, .accounts = request.accounts, .limit = 0});
  if (!report) return report.error();
  const Metering metering(asked, request, *report);
  return why(asked, request, Figures::of(*report), kMeter,
             [&metering](Explaining& of) { return metering.explain(of); });
}

Result<WhyFigureReport> why_idle(const Asked& asked, const WhyFigureRequest& request) {
  const KeptReport<IdleReport> report = report_of<IdleRequest>(asked, "idle", idle, {request.plan});
  if (!report) return report.error();
  return why(asked, request, Figures::of(*report), kIdle, by_formula);
}

Result<WhyFigureReport> why_cache_savings(const Asked& asked, const WhyFigureRequest& request) {
  const KeptReport<CacheSavingsReport> report =
      report_of<CacheSavingsRequest>(asked, "cache_savings", cache_savings, {request.plan});
  if (!report) return report.error();
  return why(asked, request, Figures::of(*report), kCacheSavings, by_formula);
}

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
