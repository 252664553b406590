#include "amortize/order.h"

#include <algorithm>
#include <array>
#include <utility>

#include "amortize/by_use.h"
#include "amortize/lifecycle.h"
#include "bill/date_cell.h"
#include "calendar/month.h"

namespace billfold::amortize {
namespace {

using calendar::Day;
using calendar::DayRange;
using calendar::ParsedDate;

constexpr std::array<std::string_view, 8> kKinds = {
    "new", "renew", "refund", "change", "pack-periodic", "pack-total", "reserved-storage", "payg"};
constexpr std::array<std::string_view, 11> kFaults = {
    "unknown_kind",    "no_begin",         "no_end",           "end_before_begin",
    "order_twice",     "unknown_order",    "refund_too_large", "missing_quantity",
    "beyond_quantity", "outside_validity", "too_many_digits"};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string_view without_blanks(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlanks);
  return first == std::string_view::npos ? std::string_view()
                                         : text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

bool same_word(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

bool is_among(std::string_view cell, const std::vector<std::string>& words) {
  const std::string_view word = without_blanks(cell);
  return words.empty() ? !word.empty() : std::any_of(words.begin(), words.end(), [&](const std::string& w) {
    return same_word(word, w);
  });
}

const bill::TextColumn* text_of(const bill::Column* column) {
  return column != nullptr && column->text ? &*column->text : nullptr;
}
const bill::TextColumn* column_of_field(const bill::Bill& bill, std::string_view field) {
  return text_of(bill.column_of_field(field));
}

const bill::TextColumn* first_column(const bill::Bill& bill, const vendor::Profile::Columns& names) {
  for (const bill::Column& column : bill.columns) {
    const bool named = std::any_of(names.begin(), names.end(), [&](const std::string& name) {
      return same_word(column.role.name, name);
    });
    if (named && column.text) return &*column.text;
  }
  return nullptr;
}

// The first column that counts something: what a pack holds, what a deduction takes.
const bill::AmountColumn* quantity_of(const bill::Bill& bill) {
  for (const bill::Column& column : bill.columns) {
    if (column.amount && column.role.measure_role == "quantity") return &*column.amount;
  }
  return nullptr;
}

// A column whose distinct cells were looked at once.
template <class T>
struct PerCell {
  const bill::TextColumn* column = nullptr;
  std::vector<T> of_id;

  explicit operator bool() const { return column != nullptr; }
  const T& of(std::size_t row) const { return of_id[column->ids[row]]; }
};
template <class T, class Look>
PerCell<T> look_at(const bill::TextColumn* column, Look&& look) {
  PerCell<T> cells{column, {}};
  if (column == nullptr) return cells;
  cells.of_id.reserve(column->values.size());
  for (std::uint32_t id = 0; id < column->values.size(); ++id)
    cells.of_id.push_back(look(column->values.text(id)));
  return cells;
}

using Dates = PerCell<std::optional<ParsedDate>>;
Dates dates_in(const bill::Bill& bill, const bill::TextColumn* column) {
  const bill::DateForm form = bill::date_form(bill.date_order);
  return look_at<std::optional<ParsedDate>>(
      column, [&](std::string_view cell) { return bill::parse_date_cell(cell, form); });
}

// Of an end: within the day, and not with its last second or minute.
bool ends_within_the_day(std::string_view cell) {
  const auto time = calendar::parse_time(cell, calendar::Order::ymd);
  if (!time) return false;
  const std::int64_t second =
      (time->seconds % calendar::kSecondsADay + calendar::kSecondsADay) % calendar::kSecondsADay;
  return second > 0 && second < calendar::kSecondsADay - 60;
}

// Months of "12", "P1Y", "3 Years", "1yr", "P6M"; 0 where it is no length.
int months_in(std::string_view term) {
  int number = 0;
  bool any = false;
  char unit = 'm';
  for (const char c : term) {
    if (c >= '0' && c <= '9') {
      number = std::min(number * 10 + (c - '0'), 1200);
      any = true;
    } else if (any && (lower(c) == 'y' || lower(c) == 'm')) {
      unit = lower(c);
      break;
    }
  }
  return any ? number * (unit == 'y' ? 12 : 1) : 0;
}

// The last day of so many months from `first` on: a year from 15 January ends on 14 January.
Day last_of_term(Day first, int months) {
  const calendar::YearMonthDay begin = calendar::year_month_day(first);
  const int month = begin.year * 12 + begin.month - 1 + months;
  const calendar::Month end{month / 12, month % 12 + 1};
  const calendar::DayRange days = calendar::days_of(end);
  return std::min(days.first + (begin.day - 1), days.last + 1) - 1;
}

// ---- what a line is

struct Conditions {
  std::vector<PerCell<char>> all;

  bool met(std::size_t row) const {
    return std::all_of(all.begin(), all.end(),
                       [row](const PerCell<char>& condition) { return condition.of(row) != 0; });
  }
  // Some cell of each column meets its condition.
  bool can_be_met() const {
    return std::all_of(all.begin(), all.end(), [](const PerCell<char>& condition) {
      return std::find(condition.of_id.begin(), condition.of_id.end(), 1) != condition.of_id.end();
    });
  }
};

// A rule of which the bill lacks a column is met by no line.
std::optional<Conditions> conditions_of(const vendor::Profile::OrderRule& rule, const bill::Bill& bill) {
  Conditions conditions;
  const auto wants = [&](const std::string& field, const std::vector<std::string>& words) {
    const bill::TextColumn* column = column_of_field(bill, field);
    if (column == nullptr) column = first_column(bill, {field});
    if (column == nullptr) return false;
    conditions.all.push_back(look_at<char>(
        column, [&](std::string_view cell) { return static_cast<char>(is_among(cell, words)); }));
    return true;
  };
  if (!rule.field.empty() && !wants(rule.field, rule.words)) return std::nullopt;
  if (!rule.also.empty() && !wants(rule.also, rule.also_words)) return std::nullopt;
  for (const std::string& field : rule.with) {
    if (!wants(field, {})) return std::nullopt;
  }
  return conditions;
}

struct Rule {
  Kind kind = Kind::payg;
  Conditions conditions;
  Dates begin;
  Dates end;
  PerCell<char> part_last;
  PerCell<int> term;
  int months = 0;
  PerCell<std::uint32_t> original;
};

class Reader {
 public:
  Reader(const Sources& sources, const DayScale& scale, Orders& into)
      : sources_(sources), scale_(scale), into_(into) {}

  void read() {
    if (sources_.bill != nullptr) read_bill(*sources_.bill);
    for (std::size_t at = 0; at < sources_.typed.size(); ++at) read_typed(sources_.typed[at], at);
    by_number_ready();
    drop_twice();
    by_number_ready();
    end_changes();
    read_uses();
    apply_refunds();
    finish();
  }

 private:
  struct Raw {
    Order order;
    bool has_end = true;
    bool gone = false;  // an error line
  };
  struct RawUse {
    std::uint32_t number;
    std::uint32_t row;
    std::optional<Day> day;
    bool monthly;
    i128 quantity;
  };

  std::uint32_t bill_rows() const {
    return sources_.bill == nullptr ? 0 : static_cast<std::uint32_t>(sources_.bill->rows);
  }

  PerCell<std::uint32_t> numbers_in(const bill::TextColumn* column) {
    return look_at<std::uint32_t>(
        column, [&](std::string_view cell) { return into_.numbers.intern(without_blanks(cell)); });
  }

  // The columns of an order's number; the first that has one in a row says it.
  std::vector<PerCell<std::uint32_t>> number_columns(const bill::Bill& bill) {
    std::vector<std::string> fields = {"order"};
    if (sources_.rules != nullptr && !sources_.rules->number.empty()) fields = sources_.rules->number;
    std::vector<PerCell<std::uint32_t>> columns;
    for (const std::string& field : fields) {
      if (const bill::TextColumn* column = column_of_field(bill, field))
        columns.push_back(numbers_in(column));
    }
    return columns;
  }
  static std::uint32_t number_in(const std::vector<PerCell<std::uint32_t>>& columns, std::size_t row) {
    for (const PerCell<std::uint32_t>& column : columns) {
      if (column.of(row) != 0) return column.of(row);
    }
    return 0;
  }

  void fault(Fault fault, std::uint32_t row, std::uint32_t number, bool is_use = false,
             std::optional<money::Decimal> left = {}) {
    into_.errors.push_back({fault, is_use, row, number, left});
  }

  std::optional<Rule> rule_of(const vendor::Profile::OrderRule& from, const bill::Bill& bill) {
    std::optional<Conditions> conditions = conditions_of(from, bill);
    if (!conditions) return std::nullopt;
    Rule rule;
    rule.kind = kind_of(from.kind).value_or(Kind::payg);
    rule.conditions = std::move(*conditions);
    const auto column_of = [&](const vendor::Profile::Columns& own, std::string_view field) {
      const bill::TextColumn* column = own.empty() ? nullptr : first_column(bill, own);
      return column != nullptr ? column : column_of_field(bill, field);
    };
    rule.begin = dates_in(bill, column_of(from.begin, "date"));
    const bill::TextColumn* end = column_of(from.end, "end_date");
    rule.end = dates_in(bill, end);
    rule.part_last = look_at<char>(
        end, [](std::string_view cell) { return static_cast<char>(ends_within_the_day(cell)); });
    if (!from.term.empty()) rule.term = look_at<int>(first_column(bill, from.term), months_in);
    rule.months = from.months;
    rule.original =
        numbers_in(column_of_field(bill, from.original.empty() ? "original_order" : from.original));
    return rule;
  }

  void read_bill(const bill::Bill& bill) {
    std::vector<Rule> rules;
    std::string_view otherwise = "payg";
    if (sources_.rules != nullptr) {
      otherwise = sources_.rules->otherwise;
      for (const auto& from : sources_.rules->rules) {
        if (std::optional<Rule> rule = rule_of(from, bill)) rules.push_back(std::move(*rule));
      }
    }
    Rule other = *rule_of({}, bill);
    other.begin = dates_in(bill, column_of_field(bill, "date"));
    const Dates period = dates_in(bill, column_of_field(bill, "period"));
    const std::vector<PerCell<std::uint32_t>> numbers = number_columns(bill);
    const bill::AmountColumn* quantity = quantity_of(bill);
    raw_.reserve(bill.rows);
    for (std::uint32_t row = 0; row < bill.rows; ++row) {
      const Rule* rule = rule_met(rules, row);
      const std::uint32_t number = number_in(numbers, row);
      if (rule == nullptr && otherwise.empty()) {
        fault(Fault::unknown_kind, row, number);
        continue;
      }
      Raw raw;
      raw.order.row = row;
      raw.order.number = number;
      raw.order.kind = rule != nullptr ? rule->kind : kind_of(otherwise).value_or(Kind::payg);
      if (rule == nullptr) rule = &other;
      if (rule->original && !is_fresh(raw.order.kind)) raw.order.original = rule->original.of(row);
      if (is_by_use(raw.order.kind) && quantity != nullptr) {
        raw.order.quantity = (*quantity)[row].mantissa;
        into_.quantity_scale = quantity->scale();
      }
      std::optional<ParsedDate> begin = rule->begin ? rule->begin.of(row) : std::nullopt;
      if (!begin && raw.order.kind == Kind::payg && period) begin = period.of(row);
      const std::optional<ParsedDate> end = rule->end ? rule->end.of(row) : std::nullopt;
      const int months = rule->term ? rule->term.of(row) : rule->months;
      raw.order.part_first = begin && begin->clock == calendar::Clock::later;
      raw.order.part_last = months == 0 && end && rule->part_last.of(row) != 0;
      take(std::move(raw), begin, end, months);
    }
  }

  // A number says which order it is, unless the line belongs to another.
  static bool is_fresh(Kind kind) { return kind != Kind::refund && kind != Kind::change; }

  static const Rule* rule_met(const std::vector<Rule>& rules, std::size_t row) {
    for (const Rule& rule : rules) {
      if (rule.conditions.met(row)) return &rule;
    }
    return nullptr;
  }

  void read_typed(const TypedOrder& typed, std::size_t at) {
    Raw raw;
    raw.order.row = bill_rows() + static_cast<std::uint32_t>(at);
    raw.order.number = into_.numbers.intern(without_blanks(typed.number));
    const std::optional<Kind> kind = kind_of(without_blanks(typed.type));
    if (!kind) return fault(Fault::unknown_kind, raw.order.row, raw.order.number);
    raw.order.kind = *kind;
    if (!is_fresh(*kind)) raw.order.original = into_.numbers.intern(without_blanks(typed.original));
    const int scale = std::max(into_.quantity_scale, typed.quantity.scale);
    if (const Result<money::Decimal> quantity = money::rescale(typed.quantity, scale)) {
      raise_quantities(scale);
      raw.order.quantity = quantity->mantissa;
    }
    take(std::move(raw), calendar::parse_date(typed.begin, calendar::Order::ymd),
         calendar::parse_date(typed.end, calendar::Order::ymd), 0);
  }

  void raise_quantities(int scale) {
    const i128 factor = money::power_of_ten(scale - into_.quantity_scale);
    if (factor != 1) {
      for (Raw& raw : raw_) raw.order.quantity *= factor;
    }
    into_.quantity_scale = scale;
  }

  void take(Raw raw, const std::optional<ParsedDate>& begin, std::optional<ParsedDate> end, int months) {
    Order& order = raw.order;
    if (!begin) {
      if (order.kind == Kind::payg) into_.undated.push_back(order.row);
      return fault(Fault::no_begin, order.row, order.number);
    }
    order.validity = {begin->day, begin->day};
    if (order.kind == Kind::refund) return keep(std::move(raw));
    if (months > 0) {
      order.validity.last = last_of_term(begin->day, months);
    } else if (end) {
      const std::optional<DayRange> range = calendar::range_from(*begin, *end);
      if (!range) return fault(Fault::end_before_begin, order.row, order.number);
      order.validity = *range;
    } else if (order.kind == Kind::change) {
      raw.has_end = false;
    } else if (order.kind != Kind::payg) {
      return fault(Fault::no_end, order.row, order.number);
    }
    if (is_by_use(order.kind) && order.quantity <= 0) {
      return fault(Fault::missing_quantity, order.row, order.number);
    }
    keep(std::move(raw));
  }

  void keep(Raw raw) {
    if (!fits(raw.order.row)) return fault(Fault::too_many_digits, raw.order.row, raw.order.number);
    into_.has_prepaid = into_.has_prepaid || raw.order.kind != Kind::payg;
    raw_.push_back(std::move(raw));
  }

  // Whether every amount of the line fits at the scale of a day.
  bool fits(std::uint32_t row) {
    if (row >= bill_rows()) {
      const money::Decimal& amount = sources_.typed[row - bill_rows()].amount;
      return fits(amount.mantissa, std::max(0, scale_.digits - amount.scale));
    }
    if (!looked_for_wide_) {
      looked_for_wide_ = true;
      for (const bill::Column& column : sources_.bill->columns) {
        if (column.amount && column.role.money && !scale_.of_column &&
            column.amount->scale() < scale_.digits) {
          rising_.push_back(&*column.amount);
        }
      }
    }
    return std::all_of(rising_.begin(), rising_.end(), [&](const bill::AmountColumn* column) {
      return fits((*column)[row].mantissa, scale_.digits - column->scale());
    });
  }
  static bool fits(i128 mantissa, int digits) {
    const i128 limit = money::power_of_ten(money::kMaxDigits - digits);
    return mantissa < limit && mantissa > -limit;
  }

  // ---- links

  // Where the orders of each number stand.
  void by_number_ready() {
    first_of_.assign(into_.numbers.size() + 1, 0);
    for (const Raw& raw : raw_) ++first_of_[raw.order.number + 1];
    for (std::size_t i = 1; i < first_of_.size(); ++i) first_of_[i] += first_of_[i - 1];
    by_number_.resize(raw_.size());
    std::vector<std::uint32_t> next(first_of_.begin(), first_of_.end() - 1);
    for (std::uint32_t at = 0; at < raw_.size(); ++at) by_number_[next[raw_[at].order.number]++] = at;
  }
  std::span<const std::uint32_t> of_number(std::uint32_t number) const {
    if (number == 0 || number + 1 >= first_of_.size()) return {};
    return std::span(by_number_).subspan(first_of_[number], first_of_[number + 1] - first_of_[number]);
  }

  // A change may repeat its number: it has a line for what it takes back and one for what it adds.
  void drop_twice() {
    const bool one_line = sources_.rules != nullptr && sources_.rules->one_line;
    bool any = false;
    for (std::uint32_t number = 1; number + 1 < first_of_.size(); ++number) {
      const std::span<const std::uint32_t> same = of_number(number);
      for (std::size_t i = 1; i < same.size(); ++i) {
        Raw& raw = raw_[same[i]];
        if (!one_line && raw.order.row < bill_rows()) continue;
        const Raw& first = raw_[same[0]];
        if (raw.order.kind == Kind::change && first.order.kind == Kind::change) continue;
        fault(Fault::order_twice, raw.order.row, number);
        raw.gone = any = true;
      }
    }
    if (any) sweep();
  }
  void sweep() {
    raw_.erase(std::remove_if(raw_.begin(), raw_.end(), [](const Raw& raw) { return raw.gone; }), raw_.end());
  }

  void end_changes() {
    for (Raw& raw : raw_) {
      if (raw.has_end) continue;
      Order& order = raw.order;
      std::optional<Day> end;
      for (const std::uint32_t at : of_number(order.original)) {
        const Order& original = raw_[at].order;
        if (is_prepaid(original.kind) && raw_[at].has_end &&
            original.validity.contains(order.validity.first)) {
          end = original.validity.last;
        }
      }
      if (end) {
        order.validity.last = *end;
      } else {
        fault(of_number(order.original).empty() ? Fault::no_end : Fault::outside_validity, order.row,
              order.number);
        raw.gone = true;
      }
    }
    sweep();
    by_number_ready();
  }

  // ---- deductions

  void read_uses() {
    std::vector<RawUse> all = deductions();
    std::stable_sort(all.begin(), all.end(), [](const RawUse& a, const RawUse& b) {
      return a.number != b.number ? a.number < b.number : *a.day < *b.day;
    });
    for (std::size_t at = 0; at < all.size();) {
      std::size_t end = at;
      while (end < all.size() && all[end].number == all[at].number) ++end;
      put_to_pack(std::span(all).subspan(at, end - at));
      at = end;
    }
  }

  std::vector<RawUse> deductions() {
    std::vector<RawUse> all;
    const auto take_use = [&](RawUse use) {
      if (!use.day) return fault(Fault::no_begin, use.row, use.number, true);
      if (use.quantity <= 0) return fault(Fault::missing_quantity, use.row, use.number, true);
      all.push_back(use);
    };
    std::uint32_t rows = 0;
    if (sources_.deductions != nullptr) {
      const bill::Bill& from = *sources_.deductions;
      rows = static_cast<std::uint32_t>(from.rows);
      const PerCell<std::uint32_t> numbers = numbers_in(column_of_field(from, "order"));
      const Dates dates = dates_in(from, column_of_field(from, "date"));
      const PerCell<char> monthly =
          look_at<char>(column_of_field(from, "settlement"),
                        [](std::string_view cell) { return static_cast<char>(is_monthly(cell)); });
      const bill::AmountColumn* quantity = quantity_of(from);
      if (quantity != nullptr) align_quantities(quantity->scale());
      for (std::uint32_t row = 0; row < rows; ++row) {
        const std::optional<ParsedDate> date = dates ? dates.of(row) : std::nullopt;
        i128 used = quantity == nullptr ? 0 : (*quantity)[row].mantissa;
        if (quantity != nullptr) used *= money::power_of_ten(into_.quantity_scale - quantity->scale());
        take_use({numbers ? numbers.of(row) : 0, row, date ? std::optional<Day>(date->day) : std::nullopt,
                  monthly && monthly.of(row) != 0, used});
      }
    }
    for (const TypedUse& typed : sources_.typed_uses) align_quantities(typed.quantity.scale);
    for (std::size_t at = 0; at < sources_.typed_uses.size(); ++at) {
      const TypedUse& typed = sources_.typed_uses[at];
      const std::optional<ParsedDate> date = calendar::parse_date(typed.date, calendar::Order::ymd);
      take_use({into_.numbers.intern(without_blanks(typed.number)), rows + static_cast<std::uint32_t>(at),
                date ? std::optional<Day>(date->day) : std::nullopt, is_monthly(typed.settlement),
                typed.quantity.mantissa * money::power_of_ten(into_.quantity_scale - typed.quantity.scale)});
    }
    return all;
  }
  static bool is_monthly(std::string_view cell) { return same_word(without_blanks(cell), "monthly"); }
  void align_quantities(int scale) {
    if (scale > into_.quantity_scale) raise_quantities(scale);
  }

  // The deductions of one number, by day, then by line.
  void put_to_pack(std::span<RawUse> uses) {
    Order* pack = nullptr;
    for (const std::uint32_t at : of_number(uses.front().number)) {
      if (is_by_use(raw_[at].order.kind)) pack = &raw_[at].order;
    }
    if (pack == nullptr) {
      for (const RawUse& use : uses) fault(Fault::unknown_order, use.row, use.number, true);
      return;
    }
    pack->first_use = static_cast<std::uint32_t>(into_.uses.size());
    i128 left = pack->quantity;
    for (const RawUse& use : uses) {
      if (!pack->validity.contains(*use.day)) {
        fault(Fault::outside_validity, use.row, use.number, true);
      } else if (use.quantity > left) {
        fault(Fault::beyond_quantity, use.row, use.number, true, money::Decimal{left, into_.quantity_scale});
      } else {
        const Day day = settled_on(*use.day, use.monthly, pack->validity);
        into_.uses.push_back({day, use.quantity, use.row, day != *use.day});
        left -= use.quantity;
      }
    }
    pack->use_count = static_cast<std::uint32_t>(into_.uses.size()) - pack->first_use;
    // Those moved to the end of their month may now stand behind later ones.
    std::stable_sort(into_.uses.begin() + static_cast<std::ptrdiff_t>(pack->first_use), into_.uses.end(),
                     [](const Use& a, const Use& b) { return a.day < b.day; });
  }

  // ---- refunds

  // The lines that a refund of `number` ends: the order's own, and the changes that belong to it.
  std::vector<std::uint32_t> lines_of(std::uint32_t number) {
    std::vector<std::uint32_t> lines;
    for (const std::uint32_t at : of_number(number)) {
      if (is_prepaid(raw_[at].order.kind)) lines.push_back(at);
    }
    if (lines.empty()) return lines;
    const auto changes = std::equal_range(changes_.begin(), changes_.end(), std::pair{number, 0U},
                                          [](const auto& a, const auto& b) { return a.first < b.first; });
    for (auto change = changes.first; change != changes.second; ++change) {
      if (raw_[change->second].order.number != number) lines.push_back(change->second);
    }
    return lines;
  }

  void apply_refunds() {
    std::vector<std::uint32_t> refunds;
    for (std::uint32_t at = 0; at < raw_.size(); ++at) {
      if (raw_[at].order.kind == Kind::refund) refunds.push_back(at);
      if (raw_[at].order.kind == Kind::change) changes_.emplace_back(raw_[at].order.original, at);
    }
    if (refunds.empty()) return;
    std::sort(changes_.begin(), changes_.end());
    const bill::Column* column =
        sources_.bill == nullptr ? nullptr : sources_.bill->find_column(sources_.bill->default_measure);
    if (column != nullptr && !column->amount) column = nullptr;
    const Spread spread(into_, column, scale_);
    std::stable_sort(refunds.begin(), refunds.end(), [&](std::uint32_t a, std::uint32_t b) {
      const Order& x = raw_[a].order;
      const Order& y = raw_[b].order;
      return x.original != y.original ? x.original < y.original : x.validity.first < y.validity.first;
    });
    for (std::size_t at = 0; at < refunds.size();) {
      std::size_t end = at;
      const std::uint32_t original = raw_[refunds[at]].order.original;
      while (end < refunds.size() && raw_[refunds[end]].order.original == original) ++end;
      refund(original, std::span(refunds).subspan(at, end - at), spread);
      at = end;
    }
    sweep();
  }

  // The first refund ends the order; later ones may still pay back what the first left of the remainder.
  void refund(std::uint32_t number, std::span<const std::uint32_t> refunds, const Spread& spread) {
    const std::vector<std::uint32_t> lines = number == 0 ? std::vector<std::uint32_t>() : lines_of(number);
    std::optional<i128> left;
    for (const std::uint32_t at : refunds) {
      Raw& raw = raw_[at];
      if (lines.empty()) {
        fault(Fault::unknown_order, raw.order.row, raw.order.number);
        raw.gone = true;
        continue;
      }
      const Day day = raw.order.validity.first;
      i128 remainder = 0;
      if (left) {
        remainder = *left;
      } else {
        for (const std::uint32_t line : lines) {
          const Course course = spread.course(raw_[line].order);
          remainder += course.amount() - course.through(day - 1);
        }
      }
      const i128 back = -spread.amount_of(raw.order.row);
      if (back > 0 && back > remainder) {
        fault(Fault::refund_too_large, raw.order.row, raw.order.number, false,
              money::Decimal{remainder, spread.scale()});
        raw.gone = true;
        continue;
      }
      if (!left) {
        for (const std::uint32_t line : lines) end_order(raw_[line].order, day);
      }
      left = remainder - back;
    }
  }

  void end_order(Order& order, Day day) {
    order.ended = day;
    if (!is_by_use(order.kind)) return;
    const std::uint32_t end = order.first_use + order.use_count;
    std::uint32_t at = order.first_use;
    while (at < end && into_.uses[at].day <= day) ++at;
    for (std::uint32_t late = at; late < end; ++late) {
      fault(Fault::outside_validity, into_.uses[late].row, order.number, true);
    }
    order.use_count = at - order.first_use;
  }

  void finish() {
    into_.orders.reserve(raw_.size());
    for (const Raw& raw : raw_) into_.orders.push_back(raw.order);
    std::stable_sort(into_.errors.begin(), into_.errors.end(), [](const ErrorLine& a, const ErrorLine& b) {
      return a.is_use != b.is_use ? b.is_use : a.row < b.row;
    });
  }

  const Sources& sources_;
  const DayScale& scale_;
  Orders& into_;
  std::vector<Raw> raw_;  // by row
  std::vector<std::uint32_t> first_of_;
  std::vector<std::uint32_t> by_number_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>>
      changes_;  // the order they belong to, their place in raw_
  std::vector<const bill::AmountColumn*> rising_;
  bool looked_for_wide_ = false;
};

}  // namespace

std::string_view name_of(Kind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

std::optional<Kind> kind_of(std::string_view name) {
  for (std::size_t at = 0; at < kKinds.size(); ++at) {
    if (same_word(kKinds[at], name)) return static_cast<Kind>(at);
  }
  return std::nullopt;
}

std::string_view name_of(Fault fault) { return kFaults[static_cast<std::size_t>(fault)]; }

Result<DayScale> day_scale_of(std::string_view text) {
  if (text.empty()) return DayScale{};
  if (text == "file") return DayScale{.of_column = true};
  constexpr int kMost = 12;
  int digits = 0;
  for (const char c : text) digits = c >= '0' && c <= '9' ? std::min(digits * 10 + (c - '0'), 99) : 99;
  if (digits > kMost || text.size() > 2) {
    return make_error(Code::bad_plan,
                      {{"what", "is not file or a number from 0 to 12"}, {"where", "amortization_scale"}});
  }
  return DayScale{.digits = digits};
}

Prepaid prepaid_in(const bill::Bill& bill, const vendor::Profile::Orders* rules) {
  Prepaid prepaid;
  if (rules == nullptr) return prepaid;
  struct Known {
    bool prepaid;
    Conditions conditions;
  };
  std::vector<Known> known;
  bool any = false;
  for (const vendor::Profile::OrderRule& rule : rules->rules) {
    std::optional<Conditions> conditions = conditions_of(rule, bill);
    if (!conditions || !conditions->can_be_met()) continue;
    known.push_back({kind_of(rule.kind).value_or(Kind::payg) != Kind::payg, std::move(*conditions)});
    any = any || known.back().prepaid;
  }
  if (!any) return prepaid;
  const bill::Column* measure = bill.find_column(bill.default_measure);
  const bill::AmountColumn* amounts = measure != nullptr && measure->amount ? &*measure->amount : nullptr;
  i128 ahead = 0;
  i128 at_once = 0;
  for (std::size_t row = 0; row < bill.rows; ++row) {
    const auto met = std::find_if(known.begin(), known.end(),
                                  [row](const Known& each) { return each.conditions.met(row); });
    const bool is_ahead = met != known.end() && met->prepaid;
    prepaid.lines += is_ahead ? 1 : 0;
    if (amounts == nullptr) continue;
    const i128 amount = (*amounts)[row].mantissa;
    i128& sum = is_ahead ? ahead : at_once;
    if (__builtin_add_overflow(sum, amount < 0 ? -amount : amount, &sum)) return prepaid;
  }
  prepaid.mostly = ahead > at_once;
  return prepaid;
}

Orders orders_of(const Sources& sources, const DayScale& scale) {
  Orders orders;
  orders.bill = sources.bill;
  orders.deductions = sources.deductions;
  orders.typed.assign(sources.typed.begin(), sources.typed.end());
  Reader(sources, scale, orders).read();
  return orders;
}

bool may_have_prepaid(const bill::Bill& bill, const vendor::Profile::Orders* rules) {
  if (rules == nullptr) return false;
  const auto may_hold = [&](const std::string& field, const std::vector<std::string>& words) {
    if (field.empty()) return true;
    const bill::Column* column = bill.column_of_field(field);
    if (column == nullptr) column = bill.find_column(field);
    if (column == nullptr) return false;
    if (!column->text) return true;
    const Dictionary& cells = column->text->values;
    for (std::uint32_t cell = 0; cell < cells.size(); ++cell) {
      if (is_among(cells.text(cell), words)) return true;
    }
    return false;
  };
  const bool by_default = kind_of(rules->otherwise).value_or(Kind::payg) != Kind::payg;
  return by_default || std::any_of(rules->rules.begin(), rules->rules.end(), [&](const auto& rule) {
           return kind_of(rule.kind).value_or(Kind::payg) != Kind::payg && may_hold(rule.field, rule.words) &&
                  may_hold(rule.also, rule.also_words);
         });
}

std::vector<std::string> columns_of_kinds(const std::vector<vendor::Profile>& profiles) {
  std::vector<std::string> columns;
  for (const vendor::Profile& profile : profiles) {
    for (const auto& rule : profile.orders.rules) {
      for (const std::string& name : {rule.field, rule.also}) {
        if (!name.empty() && std::find(columns.begin(), columns.end(), name) == columns.end())
          columns.push_back(name);
      }
    }
  }
  return columns;
}

}  // namespace billfold::amortize
