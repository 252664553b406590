#pragma once

// The columns of a bill: text as ids of interned values, amounts as integers at one scale. (rules 1)
//
// A column is as narrow as its content allows and widens when it must: ids take 1, 2 or 4 bytes, amounts 8
// bytes until one does not fit and 16 from then on.

#include <cstdint>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "base/dictionary.h"
#include "base/int128.h"
#include "money/decimal.h"

namespace billfold::bill {

// A list of ids in 1, 2 or 4 bytes each.
class IdVector {
 public:
  std::size_t size() const {
    return std::visit([](const auto& ids) { return ids.size(); }, ids_);
  }
  std::uint32_t operator[](std::size_t row) const {
    return std::visit([row](const auto& ids) { return static_cast<std::uint32_t>(ids[row]); }, ids_);
  }
  void push_back(std::uint32_t id);
  // `count` times id 0: rows that have no such cell.
  void append_empty(std::size_t count);
  void truncate(std::size_t rows);
  // Calls visit(std::span<const uintN_t>) with the ids as they are stored, for loops over all rows.
  template <class Visit>
  auto visit(Visit&& visit) const {
    return std::visit([&](const auto& ids) { return visit(std::span(ids)); }, ids_);
  }
  std::size_t bytes() const {
    return std::visit([](const auto& ids) { return ids.capacity() * sizeof(ids[0]); }, ids_);
  }

 private:
  template <class Wide>
  void widen();

  std::variant<std::vector<std::uint8_t>, std::vector<std::uint16_t>, std::vector<std::uint32_t>> ids_;
};

struct TextColumn {
  Dictionary values;
  IdVector ids;

  // Appends one cell. Rows that follow each other often repeat a value, so the last one is compared first.
  void push(std::string_view text) {
    if (text != last_text_ || ids.size() == 0) {
      last_id_ = values.intern(text);
      last_text_ = values.text(last_id_);
    }
    ids.push_back(last_id_);
  }
  std::size_t bytes() const { return values.bytes() + ids.bytes(); }

 private:
  std::string_view last_text_;
  std::uint32_t last_id_ = 0;
};

// Amounts at one scale, which rises to that of the finest cell. An empty cell is 0 and is counted.
class AmountColumn {
 public:
  // Appends one amount. False: it does not fit at the column's scale in 38 digits; nothing was appended.
  [[nodiscard]] bool push(const money::Decimal& amount) {
    if (amount.scale == scale_ && fits_narrow(amount.mantissa) && narrow()) {
      std::get<Narrow>(mantissas_).push_back(static_cast<std::int64_t>(amount.mantissa));
      return true;
    }
    return push_slow(amount);
  }
  // The hot path of a plain cell: at most 18 digits.
  [[nodiscard]] bool push_plain(std::int64_t mantissa, int scale) {
    if (scale == scale_ && narrow()) {
      std::get<Narrow>(mantissas_).push_back(mantissa);
      return true;
    }
    return push_slow({mantissa, scale});
  }
  void append_zeros(std::size_t count);
  void truncate(std::size_t rows);

  int scale() const { return scale_; }
  std::size_t size() const {
    return std::visit([](const auto& mantissas) { return mantissas.size(); }, mantissas_);
  }
  money::Decimal operator[](std::size_t row) const {
    return {
        std::visit([row](const auto& mantissas) { return static_cast<i128>(mantissas[row]); }, mantissas_),
        scale_};
  }
  // Calls visit(std::span<const int64_t>) or visit(std::span<const i128>): the mantissas as they are stored.
  template <class Visit>
  auto visit(Visit&& visit) const {
    return std::visit([&](const auto& mantissas) { return visit(std::span(mantissas)); }, mantissas_);
  }
  std::size_t bytes() const {
    return std::visit([](const auto& mantissas) { return mantissas.capacity() * sizeof(mantissas[0]); },
                      mantissas_);
  }

 private:
  using Narrow = std::vector<std::int64_t>;
  using Wide = std::vector<i128>;

  static bool fits_narrow(i128 mantissa) { return mantissa == static_cast<std::int64_t>(mantissa); }
  bool narrow() const { return mantissas_.index() == 0; }
  void widen();
  bool push_slow(const money::Decimal& amount);
  bool raise_scale(int scale);

  std::variant<Narrow, Wide> mantissas_;
  int scale_ = 0;
};

}  // namespace billfold::bill
