#include "metering/hourly_usage.h"

#include <algorithm>
#include <limits>

#include "base/sort.h"

namespace billfold::metering {
namespace {

std::int64_t hour_of(std::int64_t seconds) {
  const std::int64_t hour = seconds / kSecondsAnHour;
  return seconds % kSecondsAnHour < 0 ? hour - 1 : hour;
}

template <class Number>
QuantitiesIn<Number> quantities_in(const Group& group, const Record& record) {
  QuantitiesIn<Number> all{static_cast<Number>(record.requested), static_cast<Number>(record.used), 0, 0};
  switch (group.rule.billed) {
    case Billed::larger:
      all.billed = std::max(all.requested, all.used);
      break;
    case Billed::requested:
      all.billed = all.requested;
      break;
    case Billed::used:
      all.billed = all.used;
      break;
  }
  all.unused = all.billed > all.used ? all.billed - all.used : 0;
  return all;
}

// A quantity below this, times the seconds of an hour, is below 2^62.
constexpr i128 kSmall = i128{1} << 50;
bool is_small(const Record& record) { return record.requested < kSmall && record.used < kSmall; }

template <class Number>
QuantitiesIn<Number> times(const QuantitiesIn<Number>& level, std::int64_t seconds) {
  return {level.requested * seconds, level.used * seconds, level.billed * seconds, level.unused * seconds};
}

// What of the total falls into its first `seconds`.
template <class Number>
QuantitiesIn<Number> share(const QuantitiesIn<Number>& total, std::int64_t seconds,
                           std::int64_t all_seconds) {
  const auto part = [seconds, all_seconds](i128 all) {
    return static_cast<Number>(all * seconds / all_seconds);
  };
  return {part(total.requested), part(total.used), part(total.billed), part(total.unused)};
}

template <class Number>
QuantitiesIn<Number> minus(const QuantitiesIn<Number>& a, const QuantitiesIn<Number>& b) {
  return {a.requested - b.requested, a.used - b.used, a.billed - b.billed, a.unused - b.unused};
}

bool add(i128& sum, i128 part) { return !__builtin_add_overflow(sum, part, &sum); }

// Hours of the years 1 to 9999 fit into 32 bits.
std::uint64_t cell_key(std::uint32_t group, std::int64_t hour) {
  return std::uint64_t{group} << 32U | static_cast<std::uint32_t>(static_cast<std::int32_t>(hour));
}

// Calls take(hour, part) for every hour that the record touches.
template <class Number, class Take>
void level_in_hours(const QuantitiesIn<Number>& level, const Record& record, Take&& take) {
  std::int64_t hour = hour_of(record.begin);
  for (std::int64_t begin = record.begin; begin < record.end; ++hour) {
    const std::int64_t end = std::min(record.end, (hour + 1) * kSecondsAnHour);
    take(hour, times(level, end - begin));
    begin = end;
  }
}

template <class Number, class Take>
void total_in_hours(const QuantitiesIn<Number>& total, const Record& record, Take&& take) {
  const std::int64_t seconds = record.end - record.begin;
  std::int64_t hour = hour_of(record.begin);
  if (record.end <= (hour + 1) * kSecondsAnHour) return take(hour, total);
  QuantitiesIn<Number> before;
  for (std::int64_t begin = record.begin; begin < record.end; ++hour) {
    begin = std::min(record.end, (hour + 1) * kSecondsAnHour);
    const QuantitiesIn<Number> until = share(total, begin - record.begin, seconds);
    take(hour, minus(until, before));
    before = until;
  }
}

template <class Number, class Take>
void in_hours(const Group& group, const Record& record, Take&& take) {
  const QuantitiesIn<Number> all = quantities_in<Number>(group, record);
  if (group.rule.measure == Measure::level) return level_in_hours(all, record, take);
  return total_in_hours(all, record, take);
}

}  // namespace

Quantities quantities_of(const Group& group, const Record& record) {
  return quantities_in<i128>(group, record);
}

void for_each_hour(const Group& group, const Record& record,
                   const std::function<void(std::int64_t hour, const Quantities& part)>& take) {
  in_hours<i128>(group, record, take);
}

Result<HourlyUsage> HourlyUsage::of(const Records& records, bool by_app) {
  HourlyUsage usage;
  usage.records_ = &records;
  usage.by_app_ = by_app;
  usage.apps_ = by_app ? records.apps() : 1;
  usage.kinds_ = records.kinds();
  usage.sub_kinds_ = records.sub_kinds();
  u128 keys = records.usages();
  for (const std::uint64_t values :
       {std::uint64_t{records.accounts()}, usage.apps_, usage.kinds_, usage.sub_kinds_}) {
    keys *= values;
    if (keys > std::numeric_limits<std::uint64_t>::max()) return make_error(Code::overflow);
  }
  return usage;
}

void HourlyUsage::add(std::size_t begin, std::size_t end) {
  const auto usages = static_cast<std::uint32_t>(records_->usages());
  RecordReader reader(*records_);
  for (std::size_t row = begin; row < end; ++row) {
    for (std::uint32_t usage = 0; usage < usages; ++usage) {
      const Records::Read& read = reader.read(row, usage);
      if (!read.present) continue;
      if (!read.fault) {
        add_record(read.record);
        continue;
      }
      ++faults_;
      if (faulty_.size() < kMaxFaulty) faulty_.push_back({row, *read.fault});
    }
  }
  for (std::uint32_t cell = 0; cell < cells_.size(); ++cell) settle(cell);
  small_ = {};
}

std::uint64_t HourlyUsage::key_of(const Record& record) const {
  std::uint64_t key = record.account;
  if (by_app_) key = key * apps_ + record.app;
  key = key * kinds_ + record.kind;
  key = key * sub_kinds_ + record.sub_kind;
  return key * records_->usages() + record.usage;
}

std::uint32_t HourlyUsage::group_of(const Record& record) {
  const std::uint64_t key = key_of(record);
  if (key == last_key_ && last_group_ != UINT32_MAX) return last_group_;
  last_key_ = key;
  last_group_ = group_keys_.number_of(key);
  if (last_group_ == groups_.size()) {
    groups_.push_back({record.account, by_app_ ? record.app : 0, record.usage, record.kind, record.sub_kind,
                       records_->rule(record.usage, record.kind)});
  }
  return last_group_;
}

void HourlyUsage::add_record(const Record& record) {
  const std::uint32_t group = group_of(record);
  const auto take = [&](std::int64_t hour, const auto& part) { add_to(cell_of(group, hour), part); };
  if (is_small(record)) return in_hours<std::int64_t>(groups_[group], record, take);
  in_hours<i128>(groups_[group], record, take);
}

void HourlyUsage::for_each_part(
    const Record& record, const std::function<void(std::uint32_t cell, const Quantities& part)>& take) const {
  const std::optional<std::uint32_t> group = group_keys_.find(key_of(record));
  if (!group) return;
  in_hours<i128>(groups_[*group], record, [&](std::int64_t hour, const Quantities& part) {
    if (const std::optional<std::uint32_t> cell = find_cell(*group, hour)) take(*cell, part);
  });
}

// Null where the hour lies too far from the group's others. Once it does it always will: the stretch of hours only grows.
std::uint32_t* HourlyUsage::place_of(std::uint32_t group, std::int64_t hour) {
  constexpr std::int64_t kStretch = 16384;  // almost two years
  if (hours_.size() <= group) hours_.resize(groups_.size());
  Hours& hours = hours_[group];
  if (hours.cells.empty()) hours = {hour, {0}};
  const auto size = static_cast<std::int64_t>(hours.cells.size());
  const std::int64_t at = hour - hours.first;
  if (at < 0) {
    if (size - at > kStretch) return nullptr;
    hours.cells.insert(hours.cells.begin(), static_cast<std::size_t>(-at), 0);
    hours.first = hour;
    return &hours.cells.front();
  }
  if (at >= kStretch) return nullptr;
  if (at >= size) hours.cells.resize(static_cast<std::size_t>(at) + 1);
  return &hours.cells[static_cast<std::size_t>(at)];
}

std::uint32_t HourlyUsage::cell_of(std::uint32_t group, std::int64_t hour) {
  const auto next = static_cast<std::uint32_t>(cells_.size());
  std::uint32_t* place = place_of(group, hour);
  if (place == nullptr) {
    const std::uint32_t number = far_keys_.number_of(cell_key(group, hour));
    if (number == far_cells_.size()) far_cells_.push_back(0);
    place = &far_cells_[number];
  }
  if (*place == 0) {
    *place = next + 1;
    cells_.push_back({group, static_cast<std::int32_t>(hour), {}});
  }
  return *place - 1;
}

std::optional<std::uint32_t> HourlyUsage::find_cell(std::uint32_t group, std::int64_t hour) const {
  if (group >= hours_.size()) return std::nullopt;
  const Hours& hours = hours_[group];
  const std::int64_t at = hour - hours.first;
  if (at >= 0 && at < static_cast<std::int64_t>(hours.cells.size())) {
    const std::uint32_t cell = hours.cells[static_cast<std::size_t>(at)];
    return cell == 0 ? std::nullopt : std::optional(cell - 1);
  }
  const std::optional<std::uint32_t> number = far_keys_.find(cell_key(group, hour));
  return number ? std::optional(far_cells_[*number] - 1) : std::nullopt;
}

// Each sum is below 2^62 beforehand and so is what is added to it: 63 bits are enough.
void HourlyUsage::add_to(std::uint32_t cell, const Small& part) {
  if (cell >= small_.size()) small_.resize(cells_.capacity());
  Small& sum = small_[cell];
  sum.requested += part.requested;
  sum.used += part.used;
  sum.billed += part.billed;
  sum.unused += part.unused;
  constexpr std::int64_t kFull = std::int64_t{1} << 62;
  if (((sum.requested | sum.used | sum.billed | sum.unused) & kFull) != 0) settle(cell);
}

void HourlyUsage::add_to(std::uint32_t cell, const Quantities& part) {
  Quantities& sum = cells_[cell].quantities;
  const bool fits = metering::add(sum.requested, part.requested) && metering::add(sum.used, part.used) &&
                    metering::add(sum.billed, part.billed) && metering::add(sum.unused, part.unused);
  overflowed_ = overflowed_ || !fits;
}

void HourlyUsage::settle(std::uint32_t cell) {
  if (cell >= small_.size()) return;
  const Small& sum = small_[cell];
  add_to(cell, Quantities{sum.requested, sum.used, sum.billed, sum.unused});
  small_[cell] = {};
}

void HourlyUsage::merge(const HourlyUsage& other) {
  for (const Cell& cell : other.cells_) {
    const Group& group = other.groups_[cell.group];
    Record record;
    record.account = group.account;
    record.app = group.app;
    record.usage = group.usage;
    record.kind = group.kind;
    record.sub_kind = group.sub_kind;
    add_to(cell_of(group_of(record), cell.hour), cell.quantities);
  }
  faults_ += other.faults_;
  faulty_.insert(faulty_.end(), other.faulty_.begin(), other.faulty_.end());
  sort_items(faulty_, [](const Faulty& a, const Faulty& b) { return a.row < b.row; });
  if (faulty_.size() > kMaxFaulty) faulty_.resize(kMaxFaulty);
  overflowed_ = overflowed_ || other.overflowed_;
}

}  // namespace billfold::metering
