#include "metering/idle.h"

namespace billfold::metering {
namespace {

std::vector<std::vector<const HourlyUsage::Cell*>> cells_by_group(const HourlyUsage& usage) {
  std::vector<std::vector<const HourlyUsage::Cell*>> cells(usage.groups().size());
  for (const HourlyUsage::Cell& cell : usage.cells()) cells[cell.group].push_back(&cell);
  return cells;
}

}  // namespace

Result<std::vector<Idle>> idle_of(const HourlyUsage& by_app, const PriceList& prices,
                                  const OnLineHour& on_hour) {
  std::vector<Idle> lines;
  const Records& records = by_app.records();
  const auto cells = cells_by_group(by_app);
  for (std::uint32_t index = 0; index < cells.size(); ++index) {
    const Group& group = by_app.groups()[index];
    if (group.rule.measure == Measure::total) continue;
    const std::string kind = records.kind(group.usage, group.kind);
    const std::string sub_kind = records.sub_kind(group.usage, group.sub_kind);
    Idle idle{.group = index};
    money::FractionSum sum(kComputedScale);
    for (const HourlyUsage::Cell* cell : cells[index]) {
      const std::vector<const Price*> steps = prices_for(prices, kind, sub_kind, day_of(cell->hour));
      if (steps.empty()) continue;
      if (on_hour) on_hour({index, cell->hour, cell->quantities, steps.front(), nullptr});
      idle.billed += cell->quantities.billed;
      idle.unused += cell->quantities.unused;
      if (Result<void> added = add_priced(sum, *steps.front(), cell->quantities.unused, group, records);
          !added)
        return added.error();
    }
    if (idle.unused == 0) continue;
    const Result<money::Decimal> amount = sum.truncated();
    if (!amount) return amount.error();
    idle.amount = amount->mantissa;
    lines.push_back(idle);
  }
  return lines;
}

Result<std::vector<CacheSaving>> cache_savings_of(const HourlyUsage& usage, const PriceList& prices,
                                                  const OnLineHour& on_hour) {
  std::vector<CacheSaving> lines;
  const Records& records = usage.records();
  const auto cells = cells_by_group(usage);
  for (std::uint32_t index = 0; index < cells.size(); ++index) {
    const Group& group = usage.groups()[index];
    const std::string& instead_of = records.usage(group.usage).instead_of;
    if (instead_of.empty()) continue;
    const std::string kind = records.kind(group.usage, group.kind);
    const std::string sub_kind = records.sub_kind(group.usage, group.sub_kind);
    CacheSaving saving{.group = index};
    money::FractionSum full(kComputedScale);
    money::FractionSum paid(kComputedScale);
    for (const HourlyUsage::Cell* cell : cells[index]) {
      const std::vector<const Price*> own = prices_for(prices, kind, sub_kind, day_of(cell->hour));
      const std::vector<const Price*> other = prices_for(prices, instead_of, sub_kind, day_of(cell->hour));
      if (own.empty() || other.empty()) continue;
      const i128 hits = cell->quantities.billed;
      if (on_hour) on_hour({index, cell->hour, cell->quantities, own.front(), other.front()});
      saving.hits += hits;
      if (Result<void> added = add_priced(full, *other.front(), hits, group, records); !added)
        return added.error();
      if (Result<void> added = add_priced(paid, *own.front(), hits, group, records); !added)
        return added.error();
    }
    if (saving.hits == 0) continue;
    const Result<money::Decimal> full_amount = full.truncated();
    const Result<money::Decimal> paid_amount = paid.truncated();
    if (!full_amount) return full_amount.error();
    if (!paid_amount) return paid_amount.error();
    saving.full = full_amount->mantissa;
    saving.paid = paid_amount->mantissa;
    lines.push_back(saving);
  }
  return lines;
}

}  // namespace billfold::metering
