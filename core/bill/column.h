#pragma once

// The columns of a bill: text as ids of interned values, amounts as integers at one scale. (rules 1)
//
// A column is as narrow as its content allows and widens when it must: ids take 1, 2 or 4 bytes, amounts 8
// bytes until one does not fit and 16 from then on.

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "base/dictionary.h"
#include "base/int128.h"
#include "base/short_text.h"
#include "money/decimal.h"
#include "money/sum.h"

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
  void append(std::span<const std::uint32_t> ids);
  // `count` times id 0: rows that have no such cell.
  void append_empty(std::size_t count);
  void truncate(std::size_t rows);
  void write(bytes::Writer& writer) const;
  // Appends what another list wrote, `id_of` each of its ids; false: it is not there, or names an id beyond those.
  [[nodiscard]] bool append(bytes::Reader& reader, std::span<const std::uint32_t> id_of);
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
  void widen_for(std::uint32_t id);

  std::variant<std::vector<std::uint8_t>, std::vector<std::uint16_t>, std::vector<std::uint32_t>> ids_;
};

struct TextColumn {
  Dictionary values;
  IdVector ids;

  // The id of a cell's value. Rows near each other repeat values: those met last are found by their first and last eight
  // bytes, without hashing all of the text.
  std::uint32_t id_of(std::string_view text) {
    if (text.empty()) return 0;
    const short_text::Ends ends = short_text::ends_of(text);
    if (recent_.empty()) recent_.resize(kRecent);
    Recent& recent = recent_[short_text::mixed(ends) % kRecent];
    if (recent.ends != ends || (text.size() > 16 && !short_text::equal(text, values.text(recent.id)))) {
      recent = {ends, values.intern(text)};
    }
    return recent.id;
  }
  void push(std::string_view text) { ids.push_back(id_of(text)); }
  void write(bytes::Writer& writer) const;
  // Appends the cells of a column that was written elsewhere; false: they are not there.
  [[nodiscard]] bool append(bytes::Reader& reader);
  std::size_t bytes() const { return values.bytes() + ids.bytes(); }

 private:
  static constexpr std::size_t kRecent = 256;
  struct Recent {
    short_text::Ends ends;  // of a text that is not empty; of none at first
    std::uint32_t id = 0;
  };
  std::vector<Recent> recent_;
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
  // The hot path of a plain cell: at most 18 digits. A coarser cell is raised in 64 bits where it fits.
  [[nodiscard]] bool push_plain(std::int64_t mantissa, int scale) {
    const int digits = scale_ - scale;
    if (digits >= 0 && digits < kPlainPowers && narrow()) {
      const std::int64_t power = kPlainPower[static_cast<std::size_t>(digits)];
      const std::int64_t limit = kPlainLimit[static_cast<std::size_t>(digits)];
      if (mantissa >= -limit && mantissa <= limit) {
        std::get<Narrow>(mantissas_).push_back(mantissa * power);
        return true;
      }
    }
    return push_slow({mantissa, scale});
  }
  // The same for as many plain cells as are in the way of nothing; a scale below 0 is no plain cell. Gives how many.
  std::size_t append_plain(std::span<const std::int64_t> mantissas, std::span<const std::int8_t> scales);
  void append_zeros(std::size_t count);
  void truncate(std::size_t rows);
  void write(bytes::Writer& writer) const;
  // Appends the amounts of a column that was written elsewhere. False: they are not there, or one of the two does not fit
  // at the other's scale.
  [[nodiscard]] bool append(bytes::Reader& reader);

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

  // 10^digits, and the largest mantissa that it may multiply.
  static constexpr int kPlainPowers = 19;
  static constexpr auto kPlainPower = [] {
    std::array<std::int64_t, kPlainPowers> powers{1};
    for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
    return powers;
  }();
  static constexpr auto kPlainLimit = [] {
    std::array<std::int64_t, kPlainPowers> limits{};
    for (std::size_t i = 0; i < limits.size(); ++i) {
      limits[i] = std::numeric_limits<std::int64_t>::max() / kPlainPower[i];
    }
    return limits;
  }();

  static bool fits_narrow(i128 mantissa) { return mantissa == static_cast<std::int64_t>(mantissa); }
  bool narrow() const { return mantissas_.index() == 0; }
  void widen();
  bool push_slow(const money::Decimal& amount);
  bool raise_scale(int scale);
  template <class Mantissas>
  bool append_read(bytes::Reader& reader, int scale);

  std::variant<Narrow, Wide> mantissas_;
  int scale_ = 0;
};

// What an amount column adds up to, by the currency of its rows, where its cells are not kept. It refuses the
// cells that an AmountColumn would refuse, and its scale is the same.
class AmountTally {
 public:
  [[nodiscard]] bool push(const money::Decimal& amount, std::uint32_t currency);
  // The hot path: a sum for each scale that occurs, so that nothing is multiplied.
  [[nodiscard]] bool push_plain(std::int64_t mantissa, int scale, std::uint32_t currency) {
    if (scale > scale_ || scale_ - scale > kPlainRoom) return push({mantissa, scale}, currency);
    AtScale& at = at_scale(scale);
    if (currency >= at.sums.size()) at.sums.resize(currency + 1);
    at.sums[currency].add(mantissa);
    at.largest = std::max(at.largest, mantissa < 0 ? -mantissa : mantissa);
    return true;
  }

  // The same for as many plain cells of rows of one currency as are in the way of nothing; a scale below 0 is no plain
  // cell. Gives how many.
  std::size_t append_plain(std::span<const std::int64_t> mantissas, std::span<const std::int8_t> scales,
                           std::uint32_t currency);

  // Whether every sum has its value, so that it can be written.
  bool is_whole() const;
  void write(bytes::Writer& writer) const;
  // Adds what was written elsewhere, `id_of` each of its currencies. False: it is not there, or a cell of the two does not
  // fit at their common scale.
  [[nodiscard]] bool add(bytes::Reader& reader, std::span<const std::uint32_t> id_of);

  int scale() const { return scale_; }
  // Nothing: the sum leaves 38 digits.
  std::optional<i128> total(std::uint32_t currency) const;

 private:
  static constexpr int kPlainRoom = 20;            // digits that 18 leave of 38
  static constexpr std::size_t kPlainScales = 19;  // of a plain cell: 0 to 18

  struct AtScale {
    std::vector<money::Sum> sums;  // by currency
    std::int64_t largest = 0;      // absolute mantissa of the plain cells ...
    i128 largest_wide = 0;         // ... and of the others
  };
  AtScale& at_scale(int scale) {
    const auto index = static_cast<std::size_t>(scale);
    if (index >= scales_.size()) scales_.resize(index + 1);
    return scales_[index];
  }
  bool raise_scale(int scale);

  std::vector<AtScale> scales_;
  int scale_ = 0;
};

}  // namespace billfold::bill
