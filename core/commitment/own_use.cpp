#include "commitment/own_use.h"

#include "commitment/lines.h"

namespace billfold::commitment {
namespace {

using money::Decimal;
using money::Rounding;

constexpr Decimal kUsualReservationPart = {3, 1};  // the seed's assumptions
constexpr Decimal kUsualPlanPart = {34, 2};
constexpr int kRateDigits = 6;
constexpr int kHourDigits = 2;

// One of the form's kinds, ready for rows.
struct Kind {
  bool is_plan = false;
  LineTest used;
  CellSum used_cells;
  LineTest unused;
  CellSum unused_cells;
};

class Reader {
 public:
  Reader(const bill::Bill& bill, const vendor::CostForm& form, const bill::AmountColumn& list,
         const OnHours* on_hours)
      : coverable_(LineTest::of(bill, form.coverable, form.empty_words)),
        in_hours_(LineTest::of(bill, form.hours, form.empty_words)),
        hours_(CellSum::of(bill, form.hour_cells)),
        list_(list),
        on_hours_(on_hours) {
    for (const vendor::CommitmentForm& one : form.commitments) {
      kinds_.push_back({one.kind == "savings_plan", LineTest::of(bill, one.used, form.empty_words),
                        CellSum::of(bill, one.used_cells), LineTest::of(bill, one.unused, form.empty_words),
                        CellSum::of(bill, one.unused_cells)});
    }
  }

  std::optional<Error> read(std::size_t row) {
    for (const Kind& kind : kinds_) {
      const Whose whose = kind.is_plan ? Whose::planned : Whose::reserved;
      if (kind.unused.holds(row)) {
        if (const auto error = give(row, whose, &Hours::committed, kind.unused_cells.at(row))) return error;
      }
      if (!kind.used.holds(row)) continue;
      const Result<Decimal> used = kind.used_cells.at(row);
      if (const auto error = give(row, whose, &Hours::committed, used)) return error;
      if (!in_hours_.holds(row)) return std::nullopt;
      if (const auto error = give(row, whose, &Hours::used, used)) return error;
      if (const auto error = read_hours(row, whose)) return error;
      return read_hours(row, Whose::all);
    }
    return coverable_.holds(row) && in_hours_.holds(row) ? read_hours(row, Whose::all) : std::nullopt;
  }

  Result<OwnUse> use() const {
    OwnUse own;
    own.start.reservation_part = kUsualReservationPart;
    own.start.plan_part = kUsualPlanPart;
    if (all_.hours.mantissa <= 0 || all_.list.mantissa <= 0) return own;
    own.has_hours = true;
    own.list = all_.list;
    own.reserved = reserved_;
    own.planned = plan_;
    own.start.usage_hours = all_.hours;
    own.start.commitment = plan_.committed;
    const Result<Decimal> rate = money::divide(all_.list, all_.hours, kRateDigits, Rounding::half_up);
    if (!rate) return rate.error();
    own.start.on_demand_rate = *rate;
    if (const auto error = set_part(own.start.reservation_part, reserved_)) return *error;
    if (const auto error = set_part(own.start.plan_part, plan_)) return *error;
    if (const auto error = set_reserved(own.start.reserved_hours)) return *error;
    return own;
  }

 private:
  Hours& hours_of(Whose whose) {
    if (whose == Whose::all) return all_;
    return whose == Whose::planned ? plan_ : reserved_;
  }
  std::optional<Error> give(std::size_t row, Whose whose, Decimal Hours::*part,
                            const Result<Decimal>& amount) {
    if (!amount) return amount.error();
    Decimal& to = hours_of(whose).*part;
    const Result<Decimal> sum = money::add(to, *amount);
    if (!sum) return sum.error();
    to = *sum;
    if (on_hours_ != nullptr) (*on_hours_)({row, whose, part, *amount});
    return std::nullopt;
  }
  std::optional<Error> read_hours(std::size_t row, Whose whose) {
    if (auto error = give(row, whose, &Hours::hours, hours_.at(row))) return error;
    return give(row, whose, &Hours::list, list_[row]);
  }
  static std::optional<Error> set_part(Decimal& part, const Hours& of) {
    if (of.list.mantissa <= 0 || of.used.mantissa <= 0) return std::nullopt;
    const Result<Decimal> own = money::divide(of.used, of.list, kRateDigits, Rounding::half_up);
    if (!own) return own.error();
    part = *own;
    return std::nullopt;
  }
  // Hours that nobody used have no line of hours: as many as their money is of what was used.
  std::optional<Error> set_reserved(Decimal& hours) const {
    if (reserved_.used.mantissa <= 0) return std::nullopt;
    const Result<Decimal> weighted = money::multiply(reserved_.hours, reserved_.committed);
    if (!weighted) return weighted.error();
    const Result<Decimal> all = money::divide(*weighted, reserved_.used, kHourDigits, Rounding::half_up);
    if (!all) return all.error();
    hours = *all;
    return std::nullopt;
  }

  LineTest coverable_;
  LineTest in_hours_;
  CellSum hours_;
  const bill::AmountColumn& list_;
  const OnHours* on_hours_;
  std::vector<Kind> kinds_;
  Hours all_;
  Hours reserved_;
  Hours plan_;
};

std::optional<Error> read_all(Reader& reader, const Kept& kept) {
  for (std::size_t row = 0; row < kept.size(); ++row) {
    if (kept[row] == 0) continue;
    if (auto error = reader.read(row)) return error;
  }
  return std::nullopt;
}

}  // namespace

Result<OwnUse> own_use_of(const bill::Bill& bill, const vendor::CostForm& form,
                          const bill::AmountColumn& list, const Kept& kept) {
  Reader reader(bill, form, list, nullptr);
  if (const auto error = read_all(reader, kept)) return *error;
  return reader.use();
}

Result<void> each_hour_line(const bill::Bill& bill, const vendor::CostForm& form,
                            const bill::AmountColumn& list, const Kept& kept, const OnHours& on_hours) {
  Reader reader(bill, form, list, &on_hours);
  if (const auto error = read_all(reader, kept)) return *error;
  return {};
}

}  // namespace billfold::commitment
