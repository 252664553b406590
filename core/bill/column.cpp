#include "bill/column.h"

#include <algorithm>

namespace billfold::bill {
namespace {

constexpr std::uint32_t kByteLimit = 0xFF;
constexpr std::uint32_t kShortLimit = 0xFFFF;

// mantissa * 10^digits, or false where it leaves 38 digits.
bool scaled(i128 mantissa, int digits, i128& out) {
  if (__builtin_mul_overflow(mantissa, money::power_of_ten(digits), &out)) return false;
  return money::fits(out);
}

}  // namespace

template <class Wide>
void IdVector::widen() {
  ids_ = std::visit([](const auto& ids) { return Wide(ids.begin(), ids.end()); }, ids_);
}

void IdVector::push_back(std::uint32_t id) {
  widen_for(id);
  if (ids_.index() == 0) return std::get<0>(ids_).push_back(static_cast<std::uint8_t>(id));
  if (ids_.index() == 1) return std::get<1>(ids_).push_back(static_cast<std::uint16_t>(id));
  std::get<2>(ids_).push_back(id);
}

void IdVector::append(std::span<const std::uint32_t> ids) {
  std::uint32_t largest = 0;
  for (const std::uint32_t id : ids) largest = std::max(largest, id);
  widen_for(largest);
  std::visit(
      [ids](auto& all) {
        using Id = typename std::remove_reference_t<decltype(all)>::value_type;
        const std::size_t before = all.size();
        all.resize(before + ids.size());
        Id* to = all.data() + before;
        for (const std::uint32_t id : ids) *to++ = static_cast<Id>(id);
      },
      ids_);
}

void IdVector::widen_for(std::uint32_t id) {
  if (ids_.index() == 0 && id > kByteLimit) {
    id <= kShortLimit ? widen<std::vector<std::uint16_t>>() : widen<std::vector<std::uint32_t>>();
  }
  if (ids_.index() == 1 && id > kShortLimit) widen<std::vector<std::uint32_t>>();
}

void IdVector::write(bytes::Writer& writer) const {
  visit([&](const auto& ids) {
    writer.number(sizeof(ids[0]), 1);
    writer.list(ids);
  });
}

bool IdVector::append(bytes::Reader& reader, std::span<const std::uint32_t> id_of) {
  const std::uint64_t width = reader.number(1);
  const std::size_t before = size();
  const auto take = [&](auto read) {
    if (!reader.append_list(read)) return false;
    std::uint32_t largest = 0;
    for (const std::uint32_t id : id_of) largest = std::max(largest, id);
    widen_for(largest);
    return std::visit(
        [&](auto& ids) {
          using Id = typename std::remove_reference_t<decltype(ids)>::value_type;
          ids.resize(before + read.size());
          Id* to = ids.data() + before;
          bool known = true;
          for (const auto id : read) {
            known = known && id < id_of.size();
            *to++ = static_cast<Id>(known ? id_of[id] : 0);
          }
          return known;
        },
        ids_);
  };
  if (width == 1) return take(std::vector<std::uint8_t>());
  if (width == 2) return take(std::vector<std::uint16_t>());
  return width == 4 && take(std::vector<std::uint32_t>());
}

void TextColumn::write(bytes::Writer& writer) const {
  writer.number(values.size());
  for (std::uint32_t id = 0; id < values.size(); ++id) writer.text(values.text(id));
  ids.write(writer);
}

bool TextColumn::append(bytes::Reader& reader) {
  std::vector<std::uint32_t> id_of(reader.length(8));
  for (std::uint32_t& id : id_of) {
    const std::string_view text = reader.text();
    if (!reader.ok()) return false;
    id = values.intern(text);
  }
  return ids.append(reader, id_of);
}

void IdVector::append_empty(std::size_t count) {
  std::visit([count](auto& ids) { ids.resize(ids.size() + count); }, ids_);
}

void IdVector::truncate(std::size_t rows) {
  std::visit([rows](auto& ids) { ids.resize(rows); }, ids_);
}

void AmountColumn::truncate(std::size_t rows) {
  std::visit([rows](auto& mantissas) { mantissas.resize(rows); }, mantissas_);
}

std::size_t AmountColumn::append_plain(std::span<const std::int64_t> mantissas,
                                       std::span<const std::int8_t> scales) {
  if (!narrow()) return 0;
  const auto plain = std::find_if(scales.begin(), scales.end(), [](std::int8_t scale) { return scale < 0; });
  const auto count = static_cast<std::size_t>(plain - scales.begin());
  Narrow& all = std::get<Narrow>(mantissas_);
  const std::size_t before = all.size();
  all.resize(before + count);
  std::int64_t* const to = all.data() + before;
  std::size_t taken = 0;
  for (; taken < count; ++taken) {
    const std::int64_t mantissa = mantissas[taken];
    const int digits = scale_ - scales[taken];
    if (digits == 0) {
      to[taken] = mantissa;
      continue;
    }
    if (digits < 0 || digits >= kPlainPowers) break;
    const std::int64_t limit = kPlainLimit[static_cast<std::size_t>(digits)];
    if (mantissa < -limit || mantissa > limit) break;
    to[taken] = mantissa * kPlainPower[static_cast<std::size_t>(digits)];
  }
  all.resize(before + taken);
  return taken;
}

void AmountColumn::append_zeros(std::size_t count) {
  std::visit([count](auto& mantissas) { mantissas.resize(mantissas.size() + count); }, mantissas_);
}

void AmountColumn::widen() {
  const Narrow& mantissas = std::get<Narrow>(mantissas_);
  mantissas_ = Wide(mantissas.begin(), mantissas.end());
}

bool AmountColumn::raise_scale(int scale) {
  const int digits = scale - scale_;
  // Tried before anything is changed: a column that cannot be raised stays as it is.
  i128 largest = 0;
  visit([&](const auto& mantissas) {
    for (const i128 mantissa : mantissas) largest = std::max(largest, mantissa < 0 ? -mantissa : mantissa);
  });
  i128 raised = 0;
  if (!scaled(largest, digits, raised)) return false;
  if (!fits_narrow(raised) && narrow()) widen();
  const i128 factor = money::power_of_ten(digits);
  std::visit(
      [factor](auto& mantissas) {
        for (auto& mantissa : mantissas) {
          mantissa = static_cast<std::remove_reference_t<decltype(mantissa)>>(mantissa * factor);
        }
      },
      mantissas_);
  scale_ = scale;
  return true;
}

void AmountColumn::write(bytes::Writer& writer) const {
  writer.number(static_cast<std::uint64_t>(scale_), 1);
  visit([&](const auto& mantissas) {
    writer.number(sizeof(mantissas[0]), 1);
    writer.list(mantissas);
  });
}

bool AmountColumn::append(bytes::Reader& reader) {
  const auto scale = static_cast<int>(reader.number(1));
  const std::uint64_t width = reader.number(1);
  if (scale > money::kMaxScale) return false;
  if (scale > scale_ && !raise_scale(scale)) return false;
  if (width == sizeof(std::int64_t)) return append_read<Narrow>(reader, scale);
  return width == sizeof(i128) && append_read<Wide>(reader, scale);
}

template <class Mantissas>
bool AmountColumn::append_read(bytes::Reader& reader, int scale) {
  Mantissas read;
  if (!reader.append_list(read)) return false;
  i128 least = 0;
  i128 most = 0;
  for (const auto mantissa : read) {
    least = std::min<i128>(least, mantissa);
    most = std::max<i128>(most, mantissa);
  }
  const int digits = scale_ - scale;
  i128 low = 0;
  i128 high = 0;
  if (!scaled(least, digits, low) || !scaled(most, digits, high)) return false;
  if (narrow() && (!fits_narrow(low) || !fits_narrow(high))) widen();
  const i128 factor = money::power_of_ten(digits);
  std::visit(
      [&](auto& all) {
        using Mantissa = typename std::remove_reference_t<decltype(all)>::value_type;
        all.reserve(all.size() + read.size());
        if (digits == 0) {
          for (const auto mantissa : read) all.push_back(static_cast<Mantissa>(mantissa));
        } else {
          for (const auto mantissa : read) all.push_back(static_cast<Mantissa>(mantissa * factor));
        }
      },
      mantissas_);
  return true;
}

bool AmountTally::is_whole() const {
  return std::all_of(scales_.begin(), scales_.end(), [](const AtScale& at) {
    return std::none_of(at.sums.begin(), at.sums.end(), [](const money::Sum& s) { return s.overflowed(); });
  });
}

void AmountTally::write(bytes::Writer& writer) const {
  writer.number(static_cast<std::uint64_t>(scale_), 1);
  writer.number(scales_.size());
  for (const AtScale& at : scales_) {
    writer.number(static_cast<std::uint64_t>(at.largest));
    writer.wide(at.largest_wide);
    writer.number(at.sums.size());
    for (const money::Sum& sum : at.sums) writer.wide(sum.value());
  }
}

bool AmountTally::add(bytes::Reader& reader, std::span<const std::uint32_t> id_of) {
  const auto scale = static_cast<int>(reader.number(1));
  const std::size_t scales = reader.length(32);
  if (!reader.ok() || scale > money::kMaxScale || scales > money::kMaxScale + std::size_t{1}) return false;
  for (std::size_t of = 0; of < scales; ++of) {
    AtScale& at = at_scale(static_cast<int>(of));
    at.largest = std::max(at.largest, static_cast<std::int64_t>(reader.number()));
    at.largest_wide = std::max(at.largest_wide, reader.wide());
    const std::size_t sums = reader.length(16);
    if (!reader.ok() || sums > id_of.size()) return false;
    for (std::size_t currency = 0; currency < sums; ++currency) {
      const std::uint32_t id = id_of[currency];
      if (id >= at.sums.size()) at.sums.resize(id + 1);
      at.sums[id].add(reader.wide());
    }
  }
  return raise_scale(std::max(scale, scale_));
}

std::size_t AmountTally::append_plain(std::span<const std::int64_t> mantissas,
                                      std::span<const std::int8_t> scales, std::uint32_t currency) {
  struct Gathered {
    std::int64_t sum = 0;
    std::int64_t largest = -1;  // no cell of this scale yet
  };
  std::array<Gathered, kPlainScales> gathered;
  const auto sum_at = [&](std::size_t scale) -> money::Sum& {
    AtScale& at = at_scale(static_cast<int>(scale));
    if (currency >= at.sums.size()) at.sums.resize(currency + 1);
    return at.sums[currency];
  };
  const int least = std::max(scale_ - kPlainRoom, 0);
  std::size_t taken = 0;
  for (; taken < mantissas.size(); ++taken) {
    const int scale = scales[taken];
    if (scale < least || scale > scale_) break;
    const std::int64_t mantissa = mantissas[taken];
    Gathered& at = gathered[static_cast<std::size_t>(scale)];
    std::int64_t sum = 0;
    if (__builtin_add_overflow(at.sum, mantissa, &sum)) {
      sum_at(static_cast<std::size_t>(scale)).add(at.sum);
      sum = mantissa;
    }
    at.sum = sum;
    at.largest = std::max(at.largest, mantissa < 0 ? -mantissa : mantissa);
  }
  for (std::size_t scale = 0; scale < gathered.size(); ++scale) {
    if (gathered[scale].largest < 0) continue;
    sum_at(scale).add(gathered[scale].sum);
    scales_[scale].largest = std::max(scales_[scale].largest, gathered[scale].largest);
  }
  return taken;
}

bool AmountTally::raise_scale(int scale) {
  for (std::size_t of = 0; of < scales_.size(); ++of) {
    const i128 largest = std::max<i128>(scales_[of].largest, scales_[of].largest_wide);
    i128 raised = 0;
    if (largest != 0 && !scaled(largest, scale - static_cast<int>(of), raised)) return false;
  }
  scale_ = scale;
  return true;
}

bool AmountTally::push(const money::Decimal& amount, std::uint32_t currency) {
  money::Decimal fitting = amount;
  if (fitting.scale > scale_ && !raise_scale(fitting.scale)) {
    fitting = money::trimmed(amount);
    if (fitting.scale > scale_ && !raise_scale(fitting.scale)) return false;
  }
  i128 mantissa = 0;
  if (!scaled(fitting.mantissa, scale_ - fitting.scale, mantissa)) return false;
  AtScale& at = at_scale(fitting.scale);
  if (currency >= at.sums.size()) at.sums.resize(currency + 1);
  at.sums[currency].add(fitting.mantissa);
  at.largest_wide = std::max(at.largest_wide, fitting.mantissa < 0 ? -fitting.mantissa : fitting.mantissa);
  return true;
}

std::optional<i128> AmountTally::total(std::uint32_t currency) const {
  money::Sum total;
  for (std::size_t of = 0; of < scales_.size(); ++of) {
    if (currency >= scales_[of].sums.size()) continue;
    const money::Sum& sum = scales_[of].sums[currency];
    i128 raised = 0;
    if (sum.overflowed() || !scaled(sum.value(), scale_ - static_cast<int>(of), raised)) return std::nullopt;
    total.add(raised);
  }
  if (total.overflowed()) return std::nullopt;
  return total.value();
}

bool AmountColumn::push_slow(const money::Decimal& amount) {
  money::Decimal fitting = amount;
  if (fitting.scale > scale_ && !raise_scale(fitting.scale)) {
    // Written zeros are no reason to refuse a cell: 1.500000 among thirty-digit amounts is 1.5.
    fitting = money::trimmed(amount);
    if (fitting.scale > scale_ && !raise_scale(fitting.scale)) return false;
  }
  i128 mantissa = 0;
  if (!scaled(fitting.mantissa, scale_ - fitting.scale, mantissa)) return false;
  if (narrow() && !fits_narrow(mantissa)) widen();
  std::visit(
      [mantissa](auto& all) {
        using Mantissa = typename std::remove_reference_t<decltype(all)>::value_type;
        all.push_back(static_cast<Mantissa>(mantissa));
      },
      mantissas_);
  return true;
}

}  // namespace billfold::bill
