// Why the figures of hourly bills, of what was idle and of what cache hits saved are what they are. An hour has an
// explanation of its own (why_metered). (rules 4 and 6)

#include <algorithm>

#include "base/sort.h"
#include "money/fraction_sum.h"
#include "session/figures.h"
#include "session/meter_parts.h"

namespace billfold::session::questions {
namespace {

using metering::HourlyUsage;
using metering::Quantities;
using Name = std::optional<std::string>;

// A sum hour by hour. An hour's share may have no end as a decimal: it is cut such that what came up to any hour is cut
// once, so that the shares add up to the whole, which is then cut to the figure's digits.
class ByHour {
 public:
  // quantity / units more in this hour.
  Result<void> add(std::int32_t hour, i128 quantity, i128 units) {
    if (Result<void> added = sum_.add(quantity, money::power_of_ten(0), units); !added) return added;
    return close(hour);
  }
  // quantity x price more.
  Result<void> add_priced(std::int32_t hour, const metering::Price& price, i128 quantity,
                          const metering::Group& group, const metering::Records& records) {
    if (Result<void> added = metering::add_priced(sum_, price, quantity, group, records); !added)
      return added;
    return close(hour);
  }
  void add_to(int digits, Chain& chain) {
    add_largest(std::move(hours_), kPartScale, "hour", chain);
    chain.truncate(digits);
  }

 private:
  Result<void> close(std::int32_t hour) {
    const Result<money::Decimal> reached = sum_.truncated();
    if (!reached) return reached.error();
    if (reached->mantissa != before_) hours_.push_back({hour_text(hour), reached->mantissa - before_});
    before_ = reached->mantissa;
    return {};
  }

  money::FractionSum sum_{kPartScale};
  i128 before_ = 0;
  std::vector<NamedAmount> hours_;
};

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
    if (parts.first == "missing" && item.rest == "quantity") return add_missing(*at, of);
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

  // The hours of a resource that no price covers.
  Result<void> add_missing(std::size_t at, Explaining& of) const {
    const Result<const Metered*> found = metered_of(asked_, request_.plan);
    if (!found) return found.error();
    const HourlyUsage& usage = *(*found)->usage;
    const std::uint32_t missing = (*found)->bills.missing[at].group;
    const metering::Group& group = usage.groups()[missing];
    metering::Pricing pricing(usage, (*found)->prices, missing);
    std::vector<const HourlyUsage::Cell*> cells;
    for (const HourlyUsage::Cell& cell : usage.cells()) {
      if (cell.group == missing) cells.push_back(&cell);
    }
    sort_items(cells, [](const auto* a, const auto* b) { return a->hour < b->hour; });
    ByHour hours;
    const i128 units = shown_units(group, usage.records());
    for (const HourlyUsage::Cell* cell : cells) {
      const auto pieces = pricing.price(*cell);
      if (!pieces) return pieces.error();
      if (!pieces->empty() || cell->quantities.billed == 0) continue;
      if (Result<void> added = hours.add(cell->hour, cell->quantities.billed, units); !added) return added;
    }
    hours.add_to(kQuantityScale, of.chain);
    return {};
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

// ---- what was idle

constexpr std::array<Formula, 2> kIdle = {{
    {"nodes_odd", {{{"plus", "/nodes_computed"}, {"minus", "/nodes_charged"}}}},
    {"amount", {{{"plus", "/lines/*/amount"}}}},
}};

// A line of an account, an app and a resource: hour by hour, at the hours' prices.
Result<void> add_idle_line(const Metered& metered, std::size_t at, std::string_view field, Explaining& of) {
  const auto lines = idle_lines(metered);
  if (!lines) return lines.error();
  const std::uint32_t wanted = (*lines)[at].group;
  const metering::Group& group = metered.usage->groups()[wanted];
  const i128 units = shown_units(group, *metered.records);
  ByHour hours;
  Result<void> failed;
  const auto take = [&](const metering::LineHour& given) {
    if (given.group != wanted || !failed) return;
    const Quantities& quantities = given.quantities;
    failed = field == "billed" ? hours.add(given.hour, quantities.billed, units)
             : field == "unused"
                 ? hours.add(given.hour, quantities.unused, units)
                 : hours.add_priced(given.hour, *given.own, quantities.unused, group, *metered.records);
  };
  const auto again = idle_lines(metered, take);
  if (!again) return again.error();
  if (!failed) return failed;
  hours.add_to(field == "amount" ? metering::kComputedScale : kQuantityScale, of.chain);
  return {};
}

// A line of a node and a resource. Its hours' amounts were cut with those of all nodes.
Result<void> add_node_line(const NodesOfCluster& cluster, const NodeIdleLine& line, std::string_view field,
                           Explaining& of) {
  ByHour hours;
  std::vector<NamedAmount> amounts;
  for (const metering::NodeIdle& node : cluster.idle.nodes) {
    const metering::Group& group = node.resource;
    const metering::Records& records = cluster.records;
    if (records.node(node.node) != line.node || records.kind(group.usage, group.kind) != line.kind ||
        records.sub_kind(group.usage, group.sub_kind) != line.sub_kind)
      continue;
    if (field == "amount") {
      amounts.push_back({hour_text(node.hour), node.computed});
      continue;
    }
    const i128 quantity = field == "capacity" ? node.capacity : field == "billed" ? node.billed : node.idle;
    if (Result<void> added = hours.add(node.hour, quantity, shown_units(group, records)); !added)
      return added;
  }
  if (field == "amount") {
    add_largest(std::move(amounts), metering::kComputedScale, "hour", of.chain);
  } else {
    hours.add_to(kQuantityScale, of.chain);
  }
  return {};
}

// All nodes' bills, hour by hour.
void add_nodes(const metering::ClusterIdle& idle, bool charged, Explaining& of) {
  std::vector<NamedAmount> hours;
  for (const metering::IdleHour& hour : idle.hours)
    hours.push_back({hour_text(hour.hour), charged ? hour.charge.charged : hour.charge.computed});
  add_largest(std::move(hours), metering::kComputedScale, "hour", of.chain);
}

// ---- what cache hits saved

constexpr std::array<Formula, 2> kCacheSavings = {{
    {"lines/*/saved", {{{"plus", "./full"}, {"minus", "./paid"}}}},
    {"saved", {{{"plus", "/lines/*/saved"}}}},
}};

Result<void> add_hits(const Metered& metered, std::size_t at, std::string_view field, Explaining& of) {
  const auto lines = metering::cache_savings_of(*metered.usage, metered.prices);
  if (!lines) return lines.error();
  const std::uint32_t wanted = (*lines)[at].group;
  const metering::Group& group = metered.usage->groups()[wanted];
  const metering::Records& records = *metered.records;
  ByHour hours;
  Result<void> failed;
  const auto take = [&](const metering::LineHour& given) {
    if (given.group != wanted || !failed) return;
    const i128 hits = given.quantities.billed;
    failed = field == "hits" ? hours.add(given.hour, hits, shown_units(group, records))
                             : hours.add_priced(given.hour, field == "paid" ? *given.own : *given.instead_of,
                                                hits, group, records);
  };
  const auto again = metering::cache_savings_of(*metered.usage, metered.prices, take);
  if (!again) return again.error();
  if (!failed) return failed;
  hours.add_to(field == "hits" ? kQuantityScale : metering::kComputedScale, of.chain);
  return {};
}

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
  return why(asked, request, Figures::of(*report), kIdle, [&](Explaining& of) -> Result<void> {
    const PlaceParts parts = first_of(of.place);
    const PlaceParts item = first_of(parts.rest);
    const std::optional<std::size_t> at = item_number(item.first);
    const bool of_all = of.place == "nodes_computed" || of.place == "nodes_charged";
    const bool of_line = at && (parts.first == "lines" || parts.first == "nodes");
    if (!of_all && !of_line) return {};
    const auto metered = session::metered(dimensions_of(asked), request.plan, true);
    if (!metered) return metered.error();
    if (parts.first == "lines") return add_idle_line(**metered, *at, item.rest, of);
    const Result<NodesOfCluster> cluster = nodes_of_cluster(asked, request.plan, (*metered)->prices);
    if (!cluster) return cluster.error();
    if (of_line) return add_node_line(*cluster, report->nodes[*at], item.rest, of);
    add_nodes(cluster->idle, of.place == "nodes_charged", of);
    return {};
  });
}

Result<WhyFigureReport> why_cache_savings(const Asked& asked, const WhyFigureRequest& request) {
  const KeptReport<CacheSavingsReport> report =
      report_of<CacheSavingsRequest>(asked, "cache_savings", cache_savings, {request.plan});
  if (!report) return report.error();
  return why(asked, request, Figures::of(*report), kCacheSavings, [&](Explaining& of) -> Result<void> {
    const PlaceParts parts = first_of(of.place);
    const PlaceParts item = first_of(parts.rest);
    const std::optional<std::size_t> at = item_number(item.first);
    if (parts.first != "lines" || !at || item.rest == "saved") return {};
    const Result<const Metered*> metered = metered_of(asked, request.plan);
    if (!metered) return metered.error();
    return add_hits(**metered, *at, item.rest, of);
  });
}

}  // namespace billfold::session::questions
