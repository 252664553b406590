#include "amortize/reconcile.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "base/sort.h"
#include "bill/date_cell.h"
#include "money/sum.h"

namespace billfold::amortize {
namespace {

using calendar::Day;
using calendar::DayRange;

constexpr std::array<std::string_view, 6> kVerdicts = {"agrees",           "differs", "unknown_order",
                                                       "outside_validity", "missing", "identity"};
constexpr std::array<std::string_view, 5> kFigures = {"this_period", "opening", "left", "daily", "total"};

const bill::TextColumn* text_of(const bill::Bill& bill, std::string_view field) {
  const bill::Column* column = bill.column_of_field(field);
  return column != nullptr && column->text ? &*column->text : nullptr;
}

bool is_named(std::string_view name, const std::vector<std::string>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// What the vendor's word for a type means, by the rules of its form.
std::optional<Kind> kind_in(std::string_view word, const vendor::Profile::Orders& rules) {
  for (const vendor::Profile::OrderRule& rule : rules.rules) {
    if (is_named(word, rule.words)) return kind_of(rule.kind);
  }
  return word.empty() ? std::nullopt : kind_of(rules.otherwise);
}

class Auditor {
 public:
  Auditor(const Orders& orders, const DayScale& scale, const bill::Bill& cost, const vendor::Profile& profile)
      : orders_(orders), scale_(scale), cost_(cost), profile_(profile) {}

  Result<Audit> audit() {
    pair_measures();
    if (audit_.measures.empty()) {
      return make_error(Code::no_amount_column);
    }
    if (!gather()) {
      return make_error(Code::bad_request,
                        {{"what", "has no order numbers or no period"}, {"where", "the cost bill"}});
    }
    index_orders();
    for (std::size_t at = 0; at < audit_.entries.size(); ++at) check(at);
    find_missing();
    if (!too_large_.empty()) {
      return make_error(Code::sum_too_large, {{"column", too_large_}, {"line", "?"}});
    }
    return std::move(audit_);
  }

 private:
  // The vendor's columns of one amount, and the orders' column of that role.
  void pair_measures() {
    for (const bill::Column& ours : orders_.bill->columns) {
      if (!ours.amount || !ours.role.money || ours.role.measure_role.empty()) continue;
      AuditMeasure measure{{}, Spread(orders_, &ours, scale_)};
      const bool known =
          std::any_of(audit_.measures.begin(), audit_.measures.end(), [&](const AuditMeasure& other) {
            return other.spread.column()->role.measure_role == ours.role.measure_role;
          });
      if (known) continue;
      for (const bill::Column& column : cost_.columns) {
        if (!column.amount) continue;
        const bill::AmountColumn* amounts = &*column.amount;
        if (column.role.measure_role == ours.role.measure_role) {
          if (measure.total == nullptr) measure.total = amounts;
          continue;
        }
        if (of_role(column) != ours.role.measure_role) continue;
        const std::string& role = column.role.measure_role;
        if (role == "amortized") {
          measure.now = amounts;
          measure.column = column.role.name;
        }
        if (role == "opening") measure.opening = amounts;
        if (role == "unamortized") measure.left = amounts;
        if (role == "daily") {
          measure.daily = amounts;
          if (measure.column.empty()) measure.column = column.role.name;
        }
      }
      // A line a day: the day's amount is the period's.
      if (measure.now == nullptr) std::swap(measure.now, measure.daily);
      if (measure.now == nullptr) continue;
      measure.scale = measure.spread.scale();
      for (const bill::AmountColumn* column :
           {measure.now, measure.opening, measure.left, measure.daily, measure.total}) {
        if (column != nullptr) measure.scale = std::max(measure.scale, column->scale());
      }
      audit_.measures.push_back(std::move(measure));
    }
  }

  std::string of_role(const bill::Column& column) const {
    for (const vendor::Profile::Measure& measure : profile_.measures) {
      if (measure.role == column.role.measure_role && is_named(column.role.name, measure.columns))
        return measure.of;
    }
    return {};
  }

  // The vendor's lines as entries.
  bool gather() {
    const bill::TextColumn* number = text_of(cost_, "order");
    const bill::TextColumn* type = text_of(cost_, "amortized_type");
    const bill::TextColumn* begin = text_of(cost_, "date");
    if (begin == nullptr) begin = text_of(cost_, "amortized_month");
    const bill::TextColumn* end = text_of(cost_, "end_date");
    if (number == nullptr || begin == nullptr) return false;
    const bill::DateForm form = bill::date_form(cost_.date_order);
    std::vector<std::optional<Kind>> kinds;
    for (std::uint32_t id = 0; type != nullptr && id < type->values.size(); ++id) {
      kinds.push_back(kind_in(type->values.text(id), profile_.orders));
    }
    std::map<std::tuple<std::uint32_t, int, std::int32_t>, std::size_t> known;
    audit_.lines = cost_.rows;
    rows_of_.clear();
    for (std::uint32_t row = 0; row < cost_.rows; ++row) {
      const auto first = bill::parse_date_cell(begin->values.text(begin->ids[row]), form);
      if (!first) continue;
      Entry entry;
      entry.number = number->values.text(number->ids[row]);
      if (type != nullptr) entry.kind = kinds[type->ids[row]];
      entry.row = row;
      entry.days = {first->day, first->day};
      if (first->precision == calendar::Precision::month) {
        entry.days = calendar::days_of(calendar::month_of(first->day));
      } else if (end != nullptr) {
        const auto last = bill::parse_date_cell(end->values.text(end->ids[row]), form);
        if (last) entry.days = calendar::range_from(*first, *last).value_or(entry.days);
      }
      const int kind = entry.kind ? static_cast<int>(*entry.kind) : -1;
      const auto [at, is_new] =
          known.emplace(std::tuple{number->ids[row], kind, entry.days.first.number}, audit_.entries.size());
      if (is_new) {
        audit_.entries.push_back(std::move(entry));
        rows_of_.emplace_back();
      }
      rows_of_[at->second].push_back(row);
    }
    return true;
  }

  void index_orders() {
    for (std::uint32_t at = 0; at < orders_.orders.size(); ++at) {
      by_number_.emplace(orders_.numbers.text(orders_.orders[at].number), at);
    }
    for (Entry& entry : audit_.entries) {
      const auto [first, last] = by_number_.equal_range(entry.number);
      for (auto one = first; one != last; ++one) {
        if (!entry.kind || matches(*entry.kind, orders_.orders[one->second].kind))
          entry.orders.push_back(one->second);
      }
      sort_items(entry.orders);
    }
  }
  // A vendor calls packs what they were bought as: new, or renewed.
  static bool matches(Kind vendor, Kind ours) {
    const bool pack = ours == Kind::pack_periodic || is_by_use(ours);
    return vendor == ours || (pack && (vendor == Kind::fresh || vendor == Kind::renew));
  }

  // Both sides are compared at one scale, and the coarser one may have 38 digits already: what then has more is not
  // compared, and the audit says so as a whole.
  i128 raised(const AuditMeasure& measure, i128 amount, int scale) {
    i128 at_scale = 0;
    const bool left = __builtin_mul_overflow(amount, money::power_of_ten(measure.scale - scale), &at_scale);
    return checked(measure, left ? std::nullopt : std::optional(at_scale));
  }
  i128 checked(const AuditMeasure& measure, std::optional<i128> amount) {
    if (amount && money::fits(*amount)) return *amount;
    too_large_ = measure.column;
    return 0;
  }
  i128 checked(const AuditMeasure& measure, const money::Sum& sum) {
    return checked(measure, sum.overflowed() ? std::nullopt : std::optional(sum.value()));
  }
  i128 vendors(const AuditMeasure& measure, const bill::AmountColumn* column, std::size_t entry) {
    money::Sum sum;
    for (const std::uint32_t row : rows_of_[entry]) sum.add((*column)[row].mantissa);
    return raised(measure, checked(measure, sum), column->scale());
  }

  void note(Verdict verdict, Figure figure, std::size_t entry, std::size_t measure, i128 vendor,
            i128 computed) {
    audit_.findings.push_back({verdict, figure, entry, measure, vendor, computed});
  }

  void check(std::size_t at) {
    const Entry& entry = audit_.entries[at];
    for (std::size_t m = 0; m < audit_.measures.size(); ++m) {
      const AuditMeasure& measure = audit_.measures[m];
      if (entry.orders.empty()) {
        const i128 now = vendors(measure, measure.now, at);
        note(Verdict::unknown_order, Figure::this_period, at, m, now, 0);
        check_identity(
            at, m,
            measure.total != nullptr ? std::optional(vendors(measure, measure.total, at)) : std::nullopt);
        continue;
      }
      money::Sum opening;
      money::Sum now;
      money::Sum total;
      std::optional<money::Sum> daily;
      bool inside = false;
      for (const std::uint32_t order : entry.orders) {
        const Course course = measure.spread.course(orders_.orders[order]);
        const i128 before = course.through(entry.days.first - 1);
        opening.add(before);
        now.add(course.through(entry.days.last) - before);
        total.add(course.amount());
        inside = inside || calendar::overlap(entry.days, {course.first, course.last}).has_value();
        if (course.form != Course::evenly) continue;
        if (!daily) daily.emplace();
        daily->add(course.linear.daily);
      }
      const int scale = measure.spread.scale();
      const auto compare = [&](Figure figure, const bill::AmountColumn* column, const money::Sum& computed) {
        if (column == nullptr) return;
        const i128 vendor = vendors(measure, column, at);
        const i128 ours = raised(measure, checked(measure, computed), scale);
        Verdict verdict = vendor == ours ? Verdict::agrees : Verdict::differs;
        if (!inside && figure == Figure::this_period && vendor != 0) verdict = Verdict::outside_validity;
        note(verdict, figure, at, m, vendor, ours);
      };
      compare(Figure::this_period, measure.now, now);
      compare(Figure::opening, measure.opening, opening);
      money::Sum left = total;
      left.add(-checked(measure, opening));
      left.add(-checked(measure, now));
      compare(Figure::left, measure.left, left);
      if (daily) compare(Figure::daily, measure.daily, *daily);
      check_identity(at, m,
                     measure.total != nullptr ? vendors(measure, measure.total, at)
                                              : raised(measure, checked(measure, total), scale));
    }
  }

  void check_identity(std::size_t at, std::size_t m, std::optional<i128> total) {
    const AuditMeasure& measure = audit_.measures[m];
    if (!total || measure.opening == nullptr || measure.left == nullptr) return;
    ++audit_.identities;
    money::Sum parts;
    for (const bill::AmountColumn* column : {measure.opening, measure.now, measure.left}) {
      parts.add(vendors(measure, column, at));
    }
    const i128 sum = checked(measure, parts);
    if (sum == *total) return;
    ++audit_.identities_broken;
    note(Verdict::identity, Figure::total, at, m, sum, *total);
  }

  // Months between the vendor's first and last in which an order has an amount and no vendor line.
  void find_missing() {
    if (audit_.entries.empty()) return;
    std::map<std::pair<std::uint32_t, Period>, bool> covered;
    Period first = period_of(audit_.entries.front().days.first, Grain::month);
    Period last = first;
    for (const Entry& entry : audit_.entries) {
      const Period month = period_of(entry.days.first, Grain::month);
      first = std::min(first, month);
      last = std::max(last, month);
      for (const std::uint32_t order : entry.orders) covered[{order, month}] = true;
    }
    for (std::uint32_t at = 0; at < orders_.orders.size(); ++at) {
      const Order& order = orders_.orders[at];
      if (order.kind == Kind::payg) continue;
      const Course course = audit_.measures.front().spread.course(order);
      const Period end = std::min(last, period_of(course.last, Grain::month));
      for (Period month = std::max(first, period_of(course.first, Grain::month)); month <= end; ++month) {
        if (covered.contains({at, month})) continue;
        const DayRange days = days_of(month, Grain::month);
        std::optional<std::size_t> entry;
        for (std::size_t m = 0; m < audit_.measures.size(); ++m) {
          const AuditMeasure& measure = audit_.measures[m];
          const Course own = measure.spread.course(order);
          const i128 amount = own.through(days.last) - own.through(days.first - 1);
          if (amount == 0) continue;
          if (!entry) {
            entry = audit_.entries.size();
            audit_.entries.push_back(
                {std::string(orders_.numbers.text(order.number)), order.kind, days, {}, {at}});
            rows_of_.emplace_back();
          }
          note(Verdict::missing, Figure::this_period, *entry, m, 0,
               raised(measure, amount, measure.spread.scale()));
        }
      }
    }
  }

  const Orders& orders_;
  const DayScale& scale_;
  const bill::Bill& cost_;
  const vendor::Profile& profile_;
  Audit audit_;
  std::vector<std::vector<std::uint32_t>> rows_of_;  // the vendor's lines of each entry
  std::multimap<std::string_view, std::uint32_t> by_number_;
  std::string too_large_;  // the vendor's column of an amount that can not be compared
};

}  // namespace

std::string_view name_of(Verdict verdict) { return kVerdicts[static_cast<std::size_t>(verdict)]; }
std::string_view name_of(Figure figure) { return kFigures[static_cast<std::size_t>(figure)]; }

Result<Audit> audit_of(const Orders& orders, const DayScale& scale, const bill::Bill& cost_bill,
                       const vendor::Profile& profile) {
  return Auditor(orders, scale, cost_bill, profile).audit();
}

}  // namespace billfold::amortize
