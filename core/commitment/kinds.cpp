#include "commitment/kinds.h"

#include "money/sum.h"

namespace billfold::commitment {

using money::Decimal;

Kinds Kinds::of_columns(std::vector<const bill::AmountColumn*> taken_off) {
  Kinds kinds;
  kinds.columns_ = std::move(taken_off);
  return kinds;
}

Kinds Kinds::of_values(const bill::Dimension& dimension, std::span<const std::uint32_t> values) {
  Kinds kinds;
  kinds.dimension_ = &dimension;
  kinds.values_ = values.size();
  kinds.kind_of_value_.resize(dimension.size());
  for (std::size_t kind = 0; kind < values.size(); ++kind) {
    kinds.kind_of_value_[values[kind]] = static_cast<std::uint32_t>(kind + 1);
  }
  return kinds;
}

Result<Decimal> Kinds::change(std::size_t kind, std::size_t row, const bill::AmountColumn& from,
                              const bill::AmountColumn& to) const {
  if (!columns_.empty()) return money::negate((*columns_[kind])[row]);
  if (kind_of_value_[dimension_->value_of(row)] != kind + 1) return Decimal{};
  return money::subtract(to[row], from[row]);
}

// Both sides of a change, which may differ in scale.
class KindSums {
 public:
  KindSums(const Kinds& kinds, std::size_t values) : kinds_(kinds), sums_(values * kinds.size()) {}

  void add(const bill::Dimension& of, const bill::AmountColumn& from, const bill::AmountColumn& to,
           const Kept& kept) {
    for (std::size_t row = 0; row < kept.size(); ++row) {
      if (kept[row] == 0) continue;
      Sides* const own = sums_.data() + of.value_of(row) * kinds_.size();
      for (std::size_t kind = 0; kind < kinds_.columns_.size(); ++kind) {
        own[kind].from.add((*kinds_.columns_[kind])[row].mantissa);
      }
      if (!kinds_.columns_.empty()) continue;
      const std::uint32_t kind = kinds_.kind_of_value_[kinds_.dimension_->value_of(row)];
      if (kind == 0) continue;
      own[kind - 1].from.add(from[row].mantissa);
      own[kind - 1].to.add(to[row].mantissa);
    }
  }

  Result<Decimal> change(std::size_t value, std::size_t kind, int from_scale, int to_scale) const {
    const Sides& sides = sums_[value * kinds_.size() + kind];
    if (sides.from.overflowed() || sides.to.overflowed()) return make_error(Code::overflow);
    const int scale = kinds_.columns_.empty() ? from_scale : kinds_.columns_[kind]->scale();
    return money::subtract({sides.to.value(), to_scale}, {sides.from.value(), scale});
  }

 private:
  struct Sides {
    money::Sum from;  // or what was taken off
    money::Sum to;
  };
  const Kinds& kinds_;
  std::vector<Sides> sums_;
};

Result<std::vector<std::vector<Decimal>>> changes_by_kind(const bill::Dimension& of, const Kinds& kinds,
                                                          const bill::AmountColumn& from,
                                                          const bill::AmountColumn& to, const Kept& kept) {
  KindSums sums(kinds, of.size());
  sums.add(of, from, to, kept);
  std::vector<std::vector<Decimal>> changes(of.size());
  for (std::size_t value = 0; value < changes.size(); ++value) {
    for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
      const Result<Decimal> change = sums.change(value, kind, from.scale(), to.scale());
      if (!change) return change.error();
      changes[value].push_back(*change);
    }
  }
  return changes;
}

}  // namespace billfold::commitment
