#include "amortize/cost_bill.h"

#include <algorithm>
#include <limits>

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
  bool first = false;  // of its row
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
    copy_frame();
    add_columns();
    for (std::size_t i = 0; i < source_.columns.size(); ++i) copy_column(i);
    for (const Money& money : money_) fill_amounts(money);
    fill_periods();
    fill_rejected();
    index_tags();
    return std::move(made_);
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
        lines_.push_back({.row = row, .first = true, .in_error = in_error[row] != 0});
      }
      if (lines_.size() > kMostCostLines) return false;
    }
    return true;
  }

  void gather_order(const Order& order) {
    if (order.kind == Kind::payg) {
      lines_.push_back(
          {.row = order.row, .order = &order, .days = order.validity, .dated = true, .first = true});
      return;
    }
    const Day last = order.kind == Kind::refund ? order.validity.first : last_day_of(orders_, order);
    const DayRange days{std::min(order.validity.first, last), last};
    const std::size_t before = lines_.size();
    if (is_by_use(order.kind)) {
      gather_use(order, days);
    } else {
      const Period end = period_of(days.last, grain_);
      for (Period period = period_of(days.first, grain_); period <= end; ++period) {
        push(order, *calendar::overlap(days_of(period, grain_), days));
      }
    }
    lines_[before].first = true;
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

  void copy_frame() {
    made_.profile = source_.profile;
    made_.family = source_.family;
    made_.sources = source_.sources;
    made_.rows = lines_.size();
    made_.tag_fields = source_.tag_fields;
    made_.default_measure = source_.default_measure;
    made_.date_order = source_.date_order == "epoch" ? "ymd" : source_.date_order;
    made_.malformed_tags = source_.malformed_tags;
    made_.origins.reserve(lines_.size());
    for (const Line& line : lines_) made_.origins.push_back(line.row);
    for (const bill::Column& column : source_.columns) {
      bill::Column& copy = made_.columns.emplace_back();
      copy.role = column.role;
      copy.mark = column.mark;
      if (copy.role.field == "date" || copy.role.field == "end_date" ||
          copy.role.field == "amortized_month") {
        copy.role.field.clear();
      }
    }
  }

  std::size_t add(std::string name, ColumnRole::Kind kind, const char* field = "") {
    while (made_.find_column(name) != nullptr) name += " (2)";
    bill::Column& column = made_.columns.emplace_back();
    column.role.index = static_cast<std::uint32_t>(made_.columns.size() - 1);
    column.role.name = std::move(name);
    column.role.kind = kind;
    column.role.field = field;
    if (kind == ColumnRole::amount) {
      column.amount.emplace();
    } else {
      column.text.emplace();
    }
    return made_.columns.size() - 1;
  }
  std::size_t add_amount(const char* prefix, std::size_t of, const char* role) {
    const std::size_t made = add(prefix + source_.columns[of].role.name, ColumnRole::amount);
    made_.columns[made].role.measure_role = role;
    made_.columns[made].role.money = true;
    return made;
  }

  void add_columns() {
    month_ = add("AmortizedMonth", ColumnRole::text, "amortized_month");
    if (made_.column_of_field("amortized_type") == nullptr) {
      type_ = add("AmortizedType", ColumnRole::text, "amortized_type");
    }
    begin_ = add("AmortizedBeginTime", ColumnRole::date, "date");
    end_ = add("AmortizedEndTime", ColumnRole::date, "end_date");
    days_ = add("AmortizedDayNum", ColumnRole::amount);
    made_.columns[days_].role.measure_role = "quantity";
    const bool all = std::uint64_t{3} * money_.size() * lines_.size() <= kMostCostCells;
    for (Money& money : money_) {
      if (!all && source_.columns[money.from].role.name != source_.default_measure) continue;
      money.daily = add_amount("DailyAmortized", money.from, "daily");
      money.opening = add_amount("BeforeAmortized", money.from, "opening");
      money.left = add_amount("Unamortized", money.from, "unamortized");
    }
  }

  void copy_column(std::size_t index) {
    const bill::Column& from = source_.columns[index];
    bill::Column& to = made_.columns[index];
    if (from.text) {
      to.text.emplace();
      for (const Line& line : lines_) to.text->push(from.text->values.text(from.text->ids[line.row]));
    }
    if (!from.amount) return;
    to.amount.emplace();
    to.empty = from.empty;
    if (from.role.money) return;  // spread
    // A quantity or a price is told once.
    for (const Line& line : lines_) {
      if (!line.first || !to.amount->push((*from.amount)[line.row])) to.amount->append_zeros(1);
    }
  }

  void fill_amounts(const Money& money) {
    const auto put = [&](std::size_t column, i128 amount) {
      bill::AmountColumn& to = *made_.columns[column].amount;
      if (!to.push({amount, money.spread.scale()}))
        to.append_zeros(1);  // never: it is part of an amount that fits
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
      } else if (!line.in_error) {
        now = total = daily = money.spread.amount_of(line.row);
      }
      put(money.from, now);
      if (money.daily == 0) continue;
      put(money.daily, daily);
      put(money.opening, opening);
      put(money.left, total - opening - now);
    }
  }

  void fill_periods() {
    for (const Line& line : lines_) {
      const bool prepaid = line.order != nullptr && line.order->kind != Kind::payg;
      const std::string month =
          line.dated ? text_of(period_of(line.days.first, Grain::month), Grain::month) : "";
      made_.columns[month_].text->push(month);
      if (type_ != 0) made_.columns[type_].text->push(line.order == nullptr ? "" : name_of(line.order->kind));
      const std::string begin = line.dated ? calendar::iso(line.days.first) : "";
      const std::string end = line.dated ? calendar::iso(line.days.last) : "";
      made_.columns[begin_].text->push(prepaid ? begin + " 00:00:00" : begin);
      made_.columns[end_].text->push(prepaid ? end + " 23:59:59" : end);
      const std::int32_t days = line.dated ? line.days.count() : 0;
      if (!made_.columns[days_].amount->push_plain(days, 0)) made_.columns[days_].amount->append_zeros(1);
    }
  }

  // Cells that could not be read, on the first line of their row, and lines that could not be scheduled.
  void fill_rejected() {
    std::uint32_t measure = 0;
    for (std::uint32_t i = 0; i < source_.columns.size(); ++i) {
      if (source_.columns[i].role.name == source_.default_measure) measure = i;
    }
    for (std::size_t i = 0; i < source_.columns.size(); ++i)
      made_.columns[i].rejected = source_.columns[i].rejected;
    std::size_t at = 0;
    for (std::size_t row = 0; row < lines_.size(); ++row) {
      const Line& line = lines_[row];
      if (!line.first) continue;
      bool any = false;
      while (at < source_.rejected.size() && source_.rejected[at].row <= line.row) {
        bill::Rejected copy = source_.rejected[at++];
        any = any || copy.row == line.row;
        copy.row = row;
        made_.rejected.push_back(std::move(copy));
      }
      if (line.in_error) {
        for (const Money& money : money_) ++made_.columns[money.from].rejected;
        if (made_.rejected.size() < Bill::kMaxRejected) {
          made_.rejected.push_back({row, measure, bill::RejectReason::not_scheduled, {}});
        }
        any = true;
      }
      if (any) ++made_.rejected_lines;
    }
  }

  void index_tags() {
    for (bill::Column& column : made_.columns) {
      const bool packed =
          column.role.kind == ColumnRole::tags && column.role.tag_form != vendor::TagForm::column;
      if (packed && column.text) column.tags.emplace(*column.text, column.role.tag_form, column.role.tag_key);
    }
  }

  const Orders& orders_;
  const Bill& source_;
  Grain grain_;
  std::vector<Money> money_;
  std::vector<Line> lines_;
  Bill made_;
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
