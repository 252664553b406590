// Why the figures of hourly bills, of what was idle or saved, and of the roll-forward are what they are. An hour and a
// schedule's cell have an explanation of their own (why_metered, why_amortized). (rules 3, 4 and 6)

#include <algorithm>
#include <limits>

#include "session/figures.h"

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
  const Result<IdleReport> report = idle(asked, {request.plan});
  if (!report) return report.error();
  return why(asked, request, Figures::of(*report), kIdle, by_formula);
}

Result<WhyFigureReport> why_cache_savings(const Asked& asked, const WhyFigureRequest& request) {
  const Result<CacheSavingsReport> report = cache_savings(asked, {request.plan});
  if (!report) return report.error();
  return why(asked, request, Figures::of(*report), kCacheSavings, by_formula);
}

Result<WhyFigureReport> why_roll_forward(const Asked& asked, const WhyFigureRequest& request) {
  const Result<RollForwardReport> report = roll_forward(
      asked, {.plan = request.plan, .by = request.by, .from = request.from, .to = request.to, .limit = kAll});
  if (!report) return report.error();
  return why(asked, request, Figures::of(*report), kRollForward, by_formula);
}

}  // namespace billfold::session::questions
