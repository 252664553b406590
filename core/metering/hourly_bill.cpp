#include "metering/hourly_bill.h"

#include <algorithm>
#include <numeric>
#include <optional>

#include "calendar/month.h"
#include "money/decimal.h"

namespace billfold::metering {
namespace {

constexpr std::int32_t kHoursADay = 24;

// Values in the order of their texts, "no value" last.
std::vector<std::uint32_t> ranks_of(std::uint32_t values,
                                    const std::vector<std::optional<std::string>>& texts) {
  std::vector<std::uint32_t> order(values);
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&texts](std::uint32_t a, std::uint32_t b) {
    if (texts[a].has_value() != texts[b].has_value()) return texts[a].has_value();
    return texts[a] < texts[b];
  });
  std::vector<std::uint32_t> ranks(values);
  for (std::uint32_t at = 0; at < values; ++at) ranks[order[at]] = at;
  return ranks;
}

std::vector<std::uint32_t> account_ranks(const Records& records) {
  std::vector<std::optional<std::string>> texts;
  for (std::uint32_t value = 0; value < records.accounts(); ++value) texts.push_back(records.account(value));
  return ranks_of(records.accounts(), texts);
}

// Resources in the order of their names; an account's are compared with each other only.
std::vector<std::uint32_t> resource_ranks(const HourlyUsage& usage) {
  std::vector<std::optional<std::string>> texts;
  const Records& records = usage.records();
  for (const Group& group : usage.groups()) {
    texts.emplace_back(records.kind(group.usage, group.kind) + '\n' +
                       records.sub_kind(group.usage, group.sub_kind));
  }
  return ranks_of(static_cast<std::uint32_t>(texts.size()), texts);
}

struct Place {
  std::uint32_t account;
  std::int32_t hour;
  std::uint32_t resource;
  std::uint32_t cell;

  friend bool operator<(const Place& a, const Place& b) {
    if (a.account != b.account) return a.account < b.account;
    return a.hour != b.hour ? a.hour < b.hour : a.resource < b.resource;
  }
};

std::vector<std::uint32_t> cells_in_order(const HourlyUsage& usage) {
  const std::vector<std::uint32_t> accounts = account_ranks(usage.records());
  const std::vector<std::uint32_t> resources = resource_ranks(usage);
  std::vector<Place> places;
  places.reserve(usage.cells().size());
  for (std::uint32_t cell = 0; cell < usage.cells().size(); ++cell) {
    const HourlyUsage::Cell& each = usage.cells()[cell];
    places.push_back({accounts[usage.groups()[each.group].account], each.hour, resources[each.group], cell});
  }
  std::sort(places.begin(), places.end());
  std::vector<std::uint32_t> order;
  order.reserve(places.size());
  for (const Place& place : places) order.push_back(place.cell);
  return order;
}

bool add(i128& sum, i128 part) { return !__builtin_add_overflow(sum, part, &sum) && money::fits(sum); }

bool add(Charge& sum, const Charge& part) {
  return add(sum.computed, part.computed) && add(sum.charged, part.charged) && add(sum.odd, part.odd);
}

// Walks over the cells in order, an hour's bill at a time.
class Billing {
 public:
  Billing(const HourlyUsage& usage, const PriceList& prices)
      : usage_(usage), missing_of_(usage.groups().size()) {
    for (std::uint32_t group = 0; group < usage.groups().size(); ++group)
      pricings_.emplace_back(usage, prices, group);
  }

  Result<HourlyBills> bills() {
    result_.cells = cells_in_order(usage_);
    for (std::size_t first = 0; first < result_.cells.size();) {
      std::size_t last = first + 1;
      while (last < result_.cells.size() && same_bill(first, last)) ++last;
      if (Result<void> added = add_bill(first, last); !added) return added.error();
      first = last;
    }
    for (const MissingPrice& missing : missing_of_) {
      if (missing.hours > 0) result_.missing.push_back(missing);
    }
    return std::move(result_);
  }

 private:
  const HourlyUsage::Cell& cell(std::size_t at) const { return usage_.cells()[result_.cells[at]]; }
  std::uint32_t account(std::size_t at) const { return usage_.groups()[cell(at).group].account; }
  bool same_bill(std::size_t a, std::size_t b) const {
    return cell(a).hour == cell(b).hour && account(a) == account(b);
  }

  Result<void> add_bill(std::size_t first, std::size_t last) {
    HourBill bill{
        .account = account(first), .hour = cell(first).hour, .charge = {}, .first = first, .last = last};
    money::FractionSum sum(kComputedScale);
    i128 before = 0;
    for (std::size_t at = first; at < last; ++at) {
      const HourlyUsage::Cell& each = cell(at);
      const Result<std::span<const Piece>> pieces = pricings_[each.group].price(each);
      if (!pieces) return pieces.error();
      const bool unpriced = pieces->empty() && each.quantities.billed > 0;
      if (unpriced) {
        bill.unpriced = true;
        miss(each);
      }
      for (const Piece& piece : *pieces) {
        if (Result<void> added = sum.add(piece.price->price.mantissa, piece.billed, piece.denominator);
            !added)
          return added;
      }
      const Result<money::Decimal> so_far = sum.truncated();
      if (!so_far) return so_far.error();
      result_.parts.push_back({so_far->mantissa - before, unpriced});
      before = so_far->mantissa;
    }
    bill.charge = charge_of(before);
    if (!add(result_.total, bill.charge)) return make_error(Code::overflow);
    if (!result_.bills.empty()) note_gap(result_.bills.back(), bill);
    result_.bills.push_back(bill);
    return {};
  }

  void miss(const HourlyUsage::Cell& cell) {
    MissingPrice& missing = missing_of_[cell.group];
    if (missing.hours == 0) missing = {cell.group, cell.hour, cell.hour, 0, 0};
    missing.last_hour = cell.hour;
    ++missing.hours;
    missing.billed += cell.quantities.billed;
  }

  void note_gap(const HourBill& before, const HourBill& bill) {
    const std::int32_t hours = bill.hour - before.hour - 1;
    if (before.account == bill.account && hours > 0)
      result_.gaps.push_back({bill.account, before.hour + 1, hours});
  }

  const HourlyUsage& usage_;
  std::vector<Pricing> pricings_;
  std::vector<MissingPrice> missing_of_;  // a group
  HourlyBills result_;
};

}  // namespace

Charge charge_of(i128 computed) {
  constexpr i128 kCharged = money::power_of_ten(kComputedScale - kChargedScale);
  const i128 odd = computed % kCharged;
  return {computed, computed - odd, odd};
}

Result<void> add_priced(money::FractionSum& sum, const Price& price, i128 quantity, const Group& group,
                        const Records& records) {
  const Result<i128> units = units_of(price, group, records);
  if (!units) return units.error();
  i128 denominator = 0;
  if (__builtin_mul_overflow(*units, money::power_of_ten(price.price.scale), &denominator)) {
    return make_error(Code::overflow);
  }
  return sum.add(price.price.mantissa, quantity, denominator);
}

calendar::Day day_of(std::int32_t hour) {
  const std::int32_t day = hour / kHoursADay;
  return {hour % kHoursADay < 0 ? day - 1 : day};
}

Result<i128> units_of(const Price& price, const Group& group, const Records& records) {
  i128 units = money::power_of_ten(records.scale());
  const i128 seconds = group.rule.measure == Measure::total ? 1 : price.seconds;
  if (__builtin_mul_overflow(units, static_cast<i128>(records.usage(group.usage).units), &units) ||
      __builtin_mul_overflow(units, static_cast<i128>(price.count), &units) ||
      __builtin_mul_overflow(units, seconds, &units)) {
    return make_error(Code::overflow);
  }
  return units;
}

Pricing::Pricing(const HourlyUsage& usage, const PriceList& prices, std::uint32_t group)
    : usage_(usage), prices_(prices), group_(usage.groups()[group]) {
  kind_ = usage.records().kind(group_.usage, group_.kind);
  sub_kind_ = usage.records().sub_kind(group_.usage, group_.sub_kind);
}

Result<void> Pricing::read_steps() {
  steps_.clear();
  for (const Price* price : prices_for(prices_, kind_, sub_kind_, day_)) {
    const Result<i128> units = units_of(*price, group_, usage_.records());
    if (!units) return units.error();
    const Result<money::Decimal> from =
        money::multiply_by_ratio(price->above, *units, 1, 0, money::Rounding::truncate);
    if (!from) return from.error();
    Step step{price, from->mantissa, 0};
    if (__builtin_mul_overflow(*units, money::power_of_ten(price->price.scale), &step.denominator)) {
      return make_error(Code::overflow);
    }
    steps_.push_back(step);
  }
  return {};
}

Result<std::span<const Piece>> Pricing::price(const HourlyUsage::Cell& cell) {
  const calendar::Day day = day_of(cell.hour);
  if (day != day_) {
    day_ = day;
    if (Result<void> read = read_steps(); !read) return read.error();
    const calendar::Month month = calendar::month_of(day);
    if (const std::int32_t number = month.year * 12 + month.month; number != month_) {
      month_ = number;
      so_far_ = 0;
    }
  }
  pieces_.clear();
  const i128 begin = so_far_;
  if (__builtin_add_overflow(so_far_, cell.quantities.billed, &so_far_)) return make_error(Code::overflow);
  for (std::size_t at = 0; at < steps_.size(); ++at) {
    const Step& step = steps_[at];
    const i128 to = at + 1 < steps_.size() ? std::min(so_far_, steps_[at + 1].from) : so_far_;
    const i128 billed = to - std::max(begin, step.from);
    // The first piece is there even if it is of nothing: the resource has a price.
    if (billed > 0 || pieces_.empty())
      pieces_.push_back({step.price, std::max<i128>(billed, 0), step.denominator});
  }
  return std::span<const Piece>(pieces_);
}

Result<HourlyBills> hourly_bills(const HourlyUsage& usage, const PriceList& prices) {
  if (usage.overflowed()) return make_error(Code::overflow);
  return Billing(usage, prices).bills();
}

}  // namespace billfold::metering
