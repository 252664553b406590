// The questions about metered usage: from core/metering's own types to those of meter_protocol.h.

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "base/sort.h"
#include "metering/account_balance.h"
#include "money/apportion.h"
#include "money/decimal_format.h"
#include "money/decimal_parse.h"
#include "session/meter_parts.h"
#include "session/questions.h"

namespace billfold::session::questions {
namespace {

using metering::Charge;
using metering::Group;
using metering::HourBill;
using metering::HourlyUsage;
using metering::Quantities;
using metering::Records;

constexpr std::size_t kMostGaps = 1000;
constexpr std::size_t kMostSegments = 500;
constexpr std::int64_t kSecondsAnHour = metering::kSecondsAnHour;

std::string computed_text(i128 mantissa) { return money::format({mantissa, metering::kComputedScale}); }
std::string charged_text(i128 mantissa) {
  return money::format(money::truncate_to({mantissa, metering::kComputedScale}, metering::kChargedScale));
}

// "2024-09-01 10:00:00" of seconds since 1970.
std::string time_text(std::int64_t seconds) {
  const std::int64_t day =
      seconds >= 0 ? seconds / calendar::kSecondsADay : (seconds + 1) / calendar::kSecondsADay - 1;
  const std::int64_t of_day = seconds - day * calendar::kSecondsADay;
  std::string text = calendar::iso(calendar::Day{static_cast<std::int32_t>(day)});
  char sign = ' ';
  for (const std::int64_t part : {of_day / 3600, of_day / 60 % 60, of_day % 60}) {
    text += sign;
    if (part < 10) text += '0';
    text += std::to_string(part);
    sign = ':';
  }
  return text;
}

// quantity / units as a decimal, cut; trailing zeros off.
std::string quantity_text(i128 quantity, i128 units, int scale = kQuantityScale) {
  const Result<money::Decimal> cut =
      money::multiply_by_ratio({quantity, 0}, 1, units, scale, money::Rounding::truncate);
  return cut ? money::format_trimmed(*cut) : std::string();
}

i128 plain_units(const Group& group, const Records& records) {
  return money::power_of_ten(records.scale()) * records.usage(group.usage).units;
}

MeterResource resource_of(const HourlyUsage::Cell& cell, const Metered& metered) {
  const Group& group = metered.usage->groups()[cell.group];
  const Records& records = *metered.records;
  const i128 units = shown_units(group, records);
  MeterResource resource;
  resource.kind = records.kind(group.usage, group.kind);
  resource.sub_kind = records.sub_kind(group.usage, group.sub_kind);
  resource.mean = is_by_time(group);
  resource.requested = quantity_text(cell.quantities.requested, units);
  resource.used = quantity_text(cell.quantities.used, units);
  resource.billed = quantity_text(cell.quantities.billed, units);
  return resource;
}

const HourlyUsage::Cell& cell_at(const Metered& metered, std::size_t at) {
  return metered.usage->cells()[metered.bills.cells[at]];
}

MeterBill bill_info(const HourBill& bill, const Metered& metered) {
  MeterBill info;
  info.account = metered.records->account(bill.account);
  info.begin = hour_text(bill.hour);
  info.end = hour_text(std::int64_t{bill.hour} + 1);
  for (std::size_t at = bill.first; at < bill.last; ++at) {
    info.resources.push_back(resource_of(cell_at(metered, at), metered));
  }
  info.computed = computed_text(bill.charge.computed);
  info.charged = charged_text(bill.charge.charged);
  info.odd = computed_text(bill.charge.odd);
  info.unpriced = bill.unpriced;
  return info;
}

// The bills of one account, which stand together.
struct AccountBills {
  std::optional<std::string> account;
  std::vector<const HourBill*> bills;
  Charge charge;
  std::optional<metering::AccountBalance> balance;
};

Result<std::optional<money::Decimal>> opening_of(const plan::Plan& plan,
                                                 const std::optional<std::string>& account) {
  for (std::size_t at = 0; at < plan.balances.size(); ++at) {
    if (plan.balances[at].account != account) continue;
    money::Decimal amount;
    if (money::parse_amount(plan.balances[at].amount, money::Mark::point, amount) !=
        money::AmountStatus::ok) {
      return make_error(Code::bad_plan, {{"what", "it is no amount"},
                                         {"where", "balances[" + std::to_string(at) + "].amount"}});
    }
    return std::optional<money::Decimal>(amount);
  }
  return std::optional<money::Decimal>();
}

bool is_chosen(const MeterRequest& request, const std::optional<std::string>& account) {
  return request.accounts.empty() ||
         std::find(request.accounts.begin(), request.accounts.end(), account) != request.accounts.end();
}

Result<std::vector<AccountBills>> accounts_of(const Metered& metered, const plan::Plan& plan) {
  std::vector<AccountBills> accounts;
  std::uint32_t value = 0;
  for (const HourBill& bill : metered.bills.bills) {
    if (accounts.empty() || bill.account != value) {
      value = bill.account;
      accounts.emplace_back().account = metered.records->account(value);
    }
    AccountBills& account = accounts.back();
    account.bills.push_back(&bill);
    // Parts of the total, which fits.
    account.charge.computed += bill.charge.computed;
    account.charge.charged += bill.charge.charged;
    account.charge.odd += bill.charge.odd;
  }
  for (AccountBills& account : accounts) {
    const Result<std::optional<money::Decimal>> opening = opening_of(plan, account.account);
    if (!opening) return opening.error();
    if (!*opening) continue;
    Result<metering::AccountBalance> balance = metering::account_balance(**opening, account.bills);
    if (!balance) return balance.error();
    account.balance = std::move(*balance);
  }
  return accounts;
}

MeterAccount account_info(const AccountBills& bills) {
  MeterAccount info;
  info.account = bills.account;
  info.hours = bills.bills.size();
  info.computed = computed_text(bills.charge.computed);
  info.charged = charged_text(bills.charge.charged);
  info.odd = computed_text(bills.charge.odd);
  if (bills.balance) {
    info.opening = money::format_at_least(bills.balance->opening, metering::kChargedScale);
    info.closing = money::format_at_least(bills.balance->after.back(), metering::kChargedScale);
    if (bills.balance->runs_out) info.runs_out = hour_text(*bills.balance->runs_out);
  }
  return info;
}

MissingPrice missing_info(const metering::MissingPrice& missing, const Metered& metered) {
  const Group& group = metered.usage->groups()[missing.group];
  MissingPrice info;
  info.account = metered.records->account(group.account);
  info.kind = metered.records->kind(group.usage, group.kind);
  info.sub_kind = metered.records->sub_kind(group.usage, group.sub_kind);
  info.by_time = is_by_time(group);
  info.quantity = quantity_text(missing.billed, shown_units(group, *metered.records));
  info.begin = hour_text(missing.first_hour);
  info.end = hour_text(std::int64_t{missing.last_hour} + 1);
  info.hours = missing.hours;
  return info;
}

PriceInfo price_info(const metering::Price& price) {
  return {price.kind,
          price.sub_kind,
          money::format_trimmed(price.price),
          price.unit,
          price.from ? calendar::iso(*price.from) : std::string(),
          price.to ? calendar::iso(*price.to) : std::string(),
          money::format_trimmed(price.above)};
}

std::pair<std::uint32_t, std::uint64_t> place_of(const bill::Bill& bill, std::size_t row) {
  const auto [source, at] = bill.source_of(row);
  return {static_cast<std::uint32_t>(source - bill.sources.data()), source->places[at].line};
}

// The window of bills, and totals of the chosen accounts.
void put_bills(const MeterRequest& request, const std::vector<AccountBills>& accounts, const Metered& metered,
               MeterReport& report) {
  Charge total;
  for (const AccountBills& account : accounts) {
    if (!is_chosen(request, account.account)) continue;
    total.computed += account.charge.computed;
    total.charged += account.charge.charged;
    total.odd += account.charge.odd;
    for (std::size_t at = 0; at < account.bills.size(); ++at, ++report.count) {
      if (report.count < request.offset) continue;
      if (request.limit != 0 && report.bills.size() >= request.limit) continue;
      report.bills.push_back(bill_info(*account.bills[at], metered));
      if (account.balance) {
        report.bills.back().balance =
            money::format_at_least(account.balance->after[at], metering::kChargedScale);
      }
    }
  }
  report.computed = computed_text(total.computed);
  report.charged = charged_text(total.charged);
  report.odd = computed_text(total.odd);
}

// ---- why

// The pieces at which the hour's resources were priced. Steps count from the month's first hour on, so the hours before
// are priced again.
Result<std::vector<metering::Piece>> pieces_of(const HourlyUsage::Cell& cell, const Metered& metered) {
  metering::Pricing pricing(*metered.usage, metered.prices, cell.group);
  std::vector<const HourlyUsage::Cell*> cells;
  for (const HourlyUsage::Cell& each : metered.usage->cells()) {
    if (each.group == cell.group && each.hour <= cell.hour) cells.push_back(&each);
  }
  sort_items(cells, [](const auto* a, const auto* b) { return a->hour < b->hour; });
  std::vector<metering::Piece> last;
  for (const HourlyUsage::Cell* each : cells) {
    const Result<std::span<const metering::Piece>> pieces = pricing.price(*each);
    if (!pieces) return pieces.error();
    last.assign(pieces->begin(), pieces->end());
  }
  return last;
}

// price x quantity of every piece of the hour; the amounts are cut such that they add up to the cut sum.
Result<void> put_parts(const HourBill& bill, const Metered& metered, WhyMetered& why) {
  money::FractionSum sum(kPartScale);
  std::vector<i128> amounts;
  std::vector<std::string> names;
  for (std::size_t at = bill.first; at < bill.last; ++at) {
    const HourlyUsage::Cell& cell = cell_at(metered, at);
    const Group& group = metered.usage->groups()[cell.group];
    const Result<std::vector<metering::Piece>> pieces = pieces_of(cell, metered);
    if (!pieces) return pieces.error();
    for (const metering::Piece& piece : *pieces) {
      const metering::Price& price = *piece.price;
      const Result<i128> units = metering::units_of(price, group, *metered.records);
      if (!units) return units.error();
      money::FractionSum own(kPartScale);
      for (money::FractionSum* each : {&sum, &own}) {
        if (Result<void> added = each->add(price.price.mantissa, piece.billed, piece.denominator); !added)
          return added;
      }
      const Result<money::Decimal> amount = own.truncated();
      if (!amount) return amount.error();
      amounts.push_back(amount->mantissa);
      names.push_back(std::to_string(names.size()));
      why.parts.push_back({metered.records->kind(group.usage, group.kind),
                           metered.records->sub_kind(group.usage, group.sub_kind),
                           money::format_trimmed(price.price),
                           price.unit,
                           money::format_trimmed(price.above),
                           quantity_text(piece.billed, *units),
                           {}});
    }
  }
  const Result<money::Decimal> total = sum.truncated();
  if (!total) return total.error();
  why.sum = money::format_at_least(*total, metering::kComputedScale);
  const bool nothing = std::all_of(amounts.begin(), amounts.end(), [](i128 amount) { return amount == 0; });
  std::vector<i128> shares(amounts.size());
  if (!nothing) {
    const std::vector<std::string_view> views(names.begin(), names.end());
    Result<std::vector<i128>> parts = money::apportion(total->mantissa, amounts, views);
    if (!parts) return parts.error();
    shares = std::move(*parts);
  }
  for (std::size_t at = 0; at < shares.size(); ++at) {
    why.parts[at].amount = money::format_at_least({shares[at], kPartScale}, metering::kComputedScale);
  }
  return {};
}

// The records that lie in the hour, as far as they do.
void put_segments(const HourBill& bill, const Metered& metered, WhyMetered& why) {
  const Records& records = *metered.records;
  metering::RecordReader reader(records);
  const std::int64_t begin = std::int64_t{bill.hour} * kSecondsAnHour;
  const std::int64_t end = begin + kSecondsAnHour;
  for (std::size_t row = 0; row < records.rows(); ++row) {
    for (std::uint32_t usage = 0; usage < records.usages(); ++usage) {
      const Records::Read& read = reader.read(row, usage);
      const metering::Record& record = read.record;
      if (!read.present || read.fault || record.account != bill.account) continue;
      const bool instant = record.begin == record.end && begin <= record.begin && record.begin < end;
      if (!instant && (record.end <= begin || record.begin >= end)) continue;
      ++why.records;
      if (why.segments.size() >= kMostSegments) continue;
      const Group group{record.account, record.app,      usage,
                        record.kind,    record.sub_kind, records.rule(usage, record.kind)};
      const Quantities quantities = metering::quantities_of(group, record);
      const i128 units = plain_units(group, records);
      const auto [file, line] = place_of(records.bill(), row);
      MeterSegment segment;
      segment.file = file;
      segment.line = line;
      segment.app = records.app(record.app);
      segment.kind = records.kind(usage, record.kind);
      segment.sub_kind = records.sub_kind(usage, record.sub_kind);
      segment.begin = time_text(std::max(begin, record.begin));
      segment.end = time_text(std::min(end, record.end));
      segment.seconds = static_cast<std::uint64_t>(std::min(end, record.end) - std::max(begin, record.begin));
      segment.requested = quantity_text(quantities.requested, units);
      segment.used = quantity_text(quantities.used, units);
      segment.billed = quantity_text(quantities.billed, units);
      why.segments.push_back(std::move(segment));
    }
  }
}

// ---- idle capacity

// What the nodes of the cluster could have given, node by node and resource by resource.
Result<void> put_nodes(const Asked& asked, const plan::Plan& plan, const metering::PriceList& prices,
                       IdleReport& report) {
  const Result<NodesOfCluster> cluster = nodes_of_cluster(asked, plan, prices);
  if (!cluster) return cluster.error();
  const Records* const records = &cluster->records;
  const metering::ClusterIdle* const idle = &cluster->idle;
  struct Sums {
    const metering::NodeIdle* first = nullptr;
    i128 capacity = 0;
    i128 billed = 0;
    i128 unused = 0;
    i128 amount = 0;
  };
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t>, Sums> nodes;
  for (const metering::NodeIdle& node : idle->nodes) {
    const Group& group = node.resource;
    Sums& sums = nodes[{node.node, group.usage, group.kind, group.sub_kind}];
    if (sums.first == nullptr) sums.first = &node;
    if (__builtin_add_overflow(sums.capacity, node.capacity, &sums.capacity) ||
        __builtin_add_overflow(sums.billed, node.billed, &sums.billed)) {
      return make_error(Code::overflow);
    }
    sums.unused += node.idle;
    sums.amount += node.computed;
  }
  for (const auto& [key, sums] : nodes) {
    const Group& group = sums.first->resource;
    const i128 units = shown_units(group, *records);
    report.nodes.push_back({records->node(sums.first->node), records->kind(group.usage, group.kind),
                            records->sub_kind(group.usage, group.sub_kind),
                            quantity_text(sums.capacity, units), quantity_text(sums.billed, units),
                            quantity_text(sums.unused, units), computed_text(sums.amount)});
  }
  sort_items(report.nodes, [](const NodeIdleLine& a, const NodeIdleLine& b) { return a.node < b.node; });
  report.nodes_computed = computed_text(idle->total.computed);
  report.nodes_charged = charged_text(idle->total.charged);
  report.nodes_odd = computed_text(idle->total.odd);
  return {};
}

}  // namespace

Result<const Metered*> metered_of(const Asked& asked, const plan::Plan& plan) {
  Cache& cache = asked.cache;
  std::string key = json::text_of(plan);
  if (cache.metered && cache.metered_key == key) return cache.metered.get();
  Result<std::unique_ptr<Metered>> made = session::metered(dimensions_of(asked), plan, false);
  if (!made) return made.error();
  cache.metered = std::move(*made);
  cache.metered_key = std::move(key);
  return cache.metered.get();
}

std::string hour_text(std::int64_t hour) { return time_text(hour * kSecondsAnHour); }

bool is_by_time(const Group& group) { return group.rule.measure != metering::Measure::total; }

i128 shown_units(const Group& group, const Records& records) {
  return plain_units(group, records) * (is_by_time(group) ? kSecondsAnHour : 1);
}

Result<std::vector<metering::Idle>> idle_lines(const Metered& by_app, const metering::OnLineHour& on_hour) {
  Result<std::vector<metering::Idle>> lines = metering::idle_of(*by_app.usage, by_app.prices, on_hour);
  if (lines) sort_items(*lines, [](const auto& a, const auto& b) { return a.amount > b.amount; });
  return lines;
}

Result<NodesOfCluster> nodes_of_cluster(const Asked& asked, plan::Plan plan,
                                        const metering::PriceList& prices) {
  plan.filters.clear();
  Result<Records> records = Records::of(asked.bill, plan, session::dimension_of(dimensions_of(asked), plan));
  if (!records) return records.error();
  Result<metering::ClusterIdle> idle = metering::cluster_idle_of(*records, prices);
  if (!idle) return idle.error();
  return NodesOfCluster{std::move(*records), std::move(*idle)};
}

Result<MeterReport> meter(const Asked& asked, const MeterRequest& request) {
  const Result<const Metered*> found = metered_of(asked, request.plan);
  if (!found) return found.error();
  const Metered& metered = **found;
  const Result<std::vector<AccountBills>> accounts = accounts_of(metered, request.plan);
  if (!accounts) return accounts.error();
  MeterReport report;
  report.account = metered.records->account_name();
  report.zone = metered.records->zone();
  report.several_zones = metered.records->several_zones();
  report.offset = request.offset;
  put_bills(request, *accounts, metered, report);
  for (const AccountBills& account : *accounts) report.accounts.push_back(account_info(account));
  for (const metering::MissingPrice& missing : metered.bills.missing) {
    report.missing.push_back(missing_info(missing, metered));
  }
  for (const metering::Faulty& faulty : metered.usage->faulty()) {
    const auto [file, line] = place_of(asked.bill, faulty.row);
    report.faulty.push_back({file, line, std::string(metering::name_of(faulty.fault))});
  }
  report.faults = metered.usage->faults();
  report.gap_count = metered.bills.gaps.size();
  for (const metering::Gap& gap : metered.bills.gaps) {
    if (report.gaps.size() == kMostGaps) break;
    report.gaps.push_back({metered.records->account(gap.account), hour_text(gap.first_hour),
                           hour_text(std::int64_t{gap.first_hour} + gap.hours),
                           static_cast<std::uint64_t>(gap.hours)});
  }
  for (const metering::Price& price : metered.prices.prices) report.prices.push_back(price_info(price));
  return report;
}

Result<WhyMetered> why_metered(const Asked& asked, const WhyMeteredRequest& request) {
  const Result<const Metered*> found = metered_of(asked, request.plan);
  if (!found) return found.error();
  const Metered& metered = **found;
  for (const HourBill& bill : metered.bills.bills) {
    if (hour_text(bill.hour) != request.begin || metered.records->account(bill.account) != request.account)
      continue;
    WhyMetered why;
    why.bill = bill_info(bill, metered);
    if (Result<void> put = put_parts(bill, metered, why); !put) return put.error();
    put_segments(bill, metered, why);
    return why;
  }
  return make_error(Code::bad_request,
                    {{"what", "there is no bill of this account and hour"}, {"where", "begin"}});
}

Result<IdleReport> idle(const Asked& asked, const IdleRequest& request) {
  const Result<std::unique_ptr<Metered>> found = session::metered(dimensions_of(asked), request.plan, true);
  if (!found) return found.error();
  const Metered& metered = **found;
  const Result<std::vector<metering::Idle>> lines = idle_lines(metered);
  if (!lines) return lines.error();
  IdleReport report;
  i128 total = 0;
  for (const metering::Idle& idle : *lines) {
    const Group& group = metered.usage->groups()[idle.group];
    const i128 units = shown_units(group, *metered.records);
    report.lines.push_back({metered.records->account(group.account), metered.records->app(group.app),
                            metered.records->kind(group.usage, group.kind),
                            metered.records->sub_kind(group.usage, group.sub_kind),
                            quantity_text(idle.billed, units), quantity_text(idle.unused, units),
                            computed_text(idle.amount)});
    total += idle.amount;
  }
  report.amount = computed_text(total);
  if (Result<void> put = put_nodes(asked, request.plan, metered.prices, report); !put) return put.error();
  return report;
}

Result<CacheSavingsReport> cache_savings(const Asked& asked, const CacheSavingsRequest& request) {
  const Result<const Metered*> found = metered_of(asked, request.plan);
  if (!found) return found.error();
  const Metered& metered = **found;
  const Result<std::vector<metering::CacheSaving>> lines =
      metering::cache_savings_of(*metered.usage, metered.prices);
  if (!lines) return lines.error();
  CacheSavingsReport report;
  i128 total = 0;
  for (const metering::CacheSaving& saving : *lines) {
    const Group& group = metered.usage->groups()[saving.group];
    report.lines.push_back(
        {metered.records->account(group.account), metered.records->sub_kind(group.usage, group.sub_kind),
         quantity_text(saving.hits, plain_units(group, *metered.records)), computed_text(saving.full),
         computed_text(saving.paid), computed_text(saving.full - saving.paid)});
    total += saving.full - saving.paid;
  }
  report.saved = computed_text(total);
  return report;
}

}  // namespace billfold::session::questions
