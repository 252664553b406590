#include "amortize/cost_bill.h"

#include <algorithm>
#include <limits>

#include "bill/derived.h"

namespace billfold::amortize {
namespace {

using bill::Bill;
using calendar::Day;
using calendar::DayRange;
using vendor::ColumnRole;

// One line to be: an order, or a line that is none, in one period.
struct Line {
  std::uint32_t row = 0;
  const Order* order = nullptr;
  DayRange days = {};
  bool dated = false;
  bool in_error = false;
};

// An amount column of money and what is made of it.
struct Money {
  std::size_t from = 0;
  Spread spread;
  std::size_t daily = 0;  // 0: not made
  std::size_t opening = 0;
  std::size_t left = 0;
};

constexpr std::string_view kRefilled[] = {"date", "end_date", "amortized_month"};

class Maker {
 public:
  Maker(const Orders& orders, const DayScale& scale, Grain grain)
      : orders_(orders), source_(*orders.bill), grain_(grain) {
    for (std::size_t i = 0; i < source_.columns.size(); ++i) {
      const bill::Column& column = source_.columns[i];
      if (column.amount && column.role.money) money_.push_back({i, Spread(orders, &column, scale)});
    }
  }

  Result<Bill> make() {
    if (!gather()) return make_error(Code::schedule_too_large, {{"cells", std::to_string(lines_.size())}});
    std::vector<std::uint32_t> origins;
    origins.reserve(lines_.size());
    for (const Line& line : lines_) origins.push_back(line.row);
    bill::Derived made(source_, std::move(origins), kRefilled);
    add_columns(made);
    for (std::size_t i = 0; i < source_.columns.size(); ++i)
      made.copy_column(i, source_.columns[i].role.money);
    for (const Money& money : money_) fill_amounts(money, made);
    fill_periods(made);
    made.copy_rejected(measure_column(), [&](std::size_t row) -> std::optional<bill::RejectReason> {
      if (!lines_[row].in_error) return std::nullopt;
      return bill::RejectReason::not_scheduled;
    });
    return made.finish();
  }

 private:
  // All lines, in the order of the rows that they come from.
  bool gather() {
    std::vector<std::uint8_t> in_error(source_.rows, 0);
    for (const ErrorLine& error : orders_.errors) {
      if (!error.is_use && error.row < source_.rows) in_error[error.row] = 1;
    }
    for (const std::uint32_t row : orders_.undated) in_error[row] = 0;
    std::size_t at = 0;
    for (std::uint32_t row = 0; row < source_.rows; ++row) {
      if (at < orders_.orders.size() && orders_.orders[at].row == row) {
        gather_order(orders_.orders[at++]);
      } else {
        lines_.push_back({.row = row, .in_error = in_error[row] != 0});
      }
      if (lines_.size() > kMostCostLines) return false;
    }
    return true;
  }

  void gather_order(const Order& order) {
    if (order.kind == Kind::payg) {
      push(order, order.validity);
      return;
    }
    const Day last = order.kind == Kind::refund ? order.validity.first : last_day_of(orders_, order);
    const DayRange days{std::min(order.validity.first, last), last};
    if (is_by_use(order.kind)) {
      gather_use(order, days);
    } else {
      const Period end = period_of(days.last, grain_);
      for (Period period = period_of(days.first, grain_); period <= end; ++period) {
        push(order, *calendar::overlap(days_of(period, grain_), days));
      }
    }
  }

  // Periods with a deduction, and the last one.
  void gather_use(const Order& order, const DayRange& days) {
    Period before = std::numeric_limits<Period>::min();
    const auto take = [&](Day day) {
      const Period period = period_of(day, grain_);
      if (period == before) return;
      before = period;
      push(order, *calendar::overlap(days_of(period, grain_), days));
    };
    for (const Use& use : orders_.uses_of(order)) {
      if (use.day < days.last) take(use.day);
    }
    take(days.last);
  }

  void push(const Order& order, const DayRange& days) {
    lines_.push_back({.row = order.row, .order = &order, .days = days, .dated = true});
  }

  void add_columns(bill::Derived& made) {
    month_ = made.add("AmortizedMonth", ColumnRole::text, "amortized_month");
    if (source_.column_of_field("amortized_type") == nullptr) {
      type_ = made.add("AmortizedType", ColumnRole::text, "amortized_type");
    }
    begin_ = made.add("AmortizedBeginTime", ColumnRole::date, "date");
    end_ = made.add("AmortizedEndTime", ColumnRole::date, "end_date");
    days_ = made.add("AmortizedDayNum", ColumnRole::amount);
    made.bill().columns[days_].role.measure_role = "quantity";
    const bool all = std::uint64_t{3} * money_.size() * lines_.size() <= kMostCostCells;
    for (Money& money : money_) {
      const std::string& name = source_.columns[money.from].role.name;
      if (!all && name != source_.default_measure) continue;
      money.daily = made.add_money("DailyAmortized" + name, "daily");
      money.opening = made.add_money("BeforeAmortized" + name, "opening");
      money.left = made.add_money("Unamortized" + name, "unamortized");
    }
  }

  void fill_amounts(const Money& money, bill::Derived& made) {
    const auto put = [&](std::size_t column, i128 amount) {
      made.push_amount(column, {amount, money.spread.scale()});
    };
    for (const Line& line : lines_) {
      i128 opening = 0;
      i128 now = 0;
      i128 total = 0;
      i128 daily = 0;
      if (line.order != nullptr) {
        const Course course = money.spread.course(*line.order);
        opening = course.through(line.days.first - 1);
        now = course.through(line.days.last) - opening;
        total = course.amount();
        daily = course.form == Course::evenly    ? course.linear.daily
                : course.form == Course::at_once ? total
                                                 : 0;
      } else if (line.in_error) {
        ++made.bill().columns[money.from].rejected;
      } else {
        now = total = daily = money.spread.amount_of(line.row);
      }
      put(money.from, now);
      if (money.daily == 0) continue;
      put(money.daily, daily);
      put(money.opening, opening);
      put(money.left, total - opening - now);
    }
  }

  void fill_periods(bill::Derived& made) {
    for (const Line& line : lines_) {
      const bool prepaid = line.order != nullptr && line.order->kind != Kind::payg;
      made.push_text(month_,
                     line.dated ? text_of(period_of(line.days.first, Grain::month), Grain::month) : "");
      if (type_ != 0) made.push_text(type_, line.order == nullptr ? "" : name_of(line.order->kind));
      const std::string begin = line.dated ? calendar::iso(line.days.first) : "";
      const std::string end = line.dated ? calendar::iso(line.days.last) : "";
      made.push_text(begin_, prepaid ? begin + " 00:00:00" : begin);
      made.push_text(end_, prepaid ? end + " 23:59:59" : end);
      made.push_amount(days_, {line.dated ? line.days.count() : 0, 0});
    }
  }

  std::uint32_t measure_column() const {
    for (std::uint32_t i = 0; i < source_.columns.size(); ++i) {
      if (source_.columns[i].role.name == source_.default_measure) return i;
    }
    return 0;
  }

  const Orders& orders_;
  const Bill& source_;
  Grain grain_;
  std::vector<Money> money_;
  std::vector<Line> lines_;
  std::size_t month_ = 0;
  std::size_t type_ = 0;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::size_t days_ = 0;
};

}  // namespace

Result<bill::Bill> cost_bill_of(const Orders& orders, const DayScale& scale, Grain grain) {
  return Maker(orders, scale, grain).make();
}

}  // namespace billfold::amortize
