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
  if (ids_.index() == 0) {
    if (id <= kByteLimit) return std::get<0>(ids_).push_back(static_cast<std::uint8_t>(id));
    id <= kShortLimit ? widen<std::vector<std::uint16_t>>() : widen<std::vector<std::uint32_t>>();
  }
  if (ids_.index() == 1) {
    if (id <= kShortLimit) return std::get<1>(ids_).push_back(static_cast<std::uint16_t>(id));
    widen<std::vector<std::uint32_t>>();
  }
  std::get<2>(ids_).push_back(id);
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
