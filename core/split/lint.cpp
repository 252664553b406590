#include "split/lint.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "base/key_table.h"
#include "base/sort.h"
#include "calendar/date.h"
#include "calendar/month.h"
#include "money/decimal_format.h"
#include "money/sum.h"
#include "plan/omitted.h"
#include "split/lines.h"
#include "split/measure.h"
#include "split/shared_cost.h"
#include "split/shared_rows.h"
#include "vendor/column_name.h"
#include "vendor/fields.h"

namespace billfold::split {
namespace {

using Ranked = std::shared_ptr<RankedDimension>;

constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kWrittenOut = {{
    {"prod", "production"},
    {"prd", "production"},
    {"dev", "development"},
    {"devel", "development"},
    {"develop", "development"},
    {"tst", "test"},
    {"testing", "test"},
    {"tests", "test"},
    {"stg", "staging"},
    {"stage", "staging"},
    {"sbx", "sandbox"},
    {"preprod", "pre production"},
}};

// What stands between words: blanks of every width, no-break and ideographic ones too, and what is written for one.
constexpr std::array<std::string_view, 24> kGaps = {
    " ",      "\t",     "\r",     "\n",     "\v",     "\f",     "-",      "_",
    "\u00a0", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004", "\u2005", "\u2006",
    "\u2007", "\u2008", "\u2009", "\u200a", "\u2011", "\u202f", "\u205f", "\u3000"};
// What nobody sees.
constexpr std::array<std::string_view, 4> kNothing = {"\u200b", "\u200c", "\u200d", "\ufeff"};

template <class Texts>
std::size_t width_of(const Texts& texts, std::string_view at) {
  const auto found =
      std::find_if(texts.begin(), texts.end(), [at](std::string_view text) { return at.starts_with(text); });
  return found == texts.end() ? 0 : found->size();
}

i128 size_of(i128 amount) { return amount < 0 ? -amount : amount; }

std::uint64_t mixed(std::uint64_t hash, std::uint64_t more) {
  hash = (hash ^ more) * 0x9E3779B97F4A7C15U;
  return hash ^ hash >> 29U;
}

// The bill as the plan looks at it: which rows count, and for how much.
class Looked {
 public:
  static Result<Looked> at(const plan::Plan& plan, Dimensions& dimensions, const Tree& tree,
                           std::size_t most_rows) {
    const Result<Measure> measure = resolve_measure(dimensions.bill(), plan.measure);
    if (!measure) return measure.error();
    const Result<GroupConditions> conditions = conditions_of_group(plan, {}, tree, dimensions);
    if (!conditions) return conditions.error();
    Looked looked;
    looked.bill_ = &dimensions.bill();
    looked.measure_ = *measure;
    looked.most_rows_ = most_rows;
    looked.keep_ = kept_by(conditions->all, looked.bill_->rows);
    looked.conditions_ = *conditions;
    return looked;
  }

  const bill::Bill& bill() const { return *bill_; }
  const Measure& measure() const { return measure_; }
  std::size_t rows() const { return keep_.size(); }
  bool keeps(std::size_t row) const { return keep_[row] != 0; }
  const std::vector<std::uint8_t>& kept() const { return keep_; }
  // The same of every currency.
  std::vector<std::uint8_t> kept_of_all_currencies() const {
    const std::span<const Condition> all(conditions_.all);
    return kept_by(all.subspan(conditions_.has_currency ? 1 : 0), keep_.size());
  }
  std::size_t most_rows() const { return most_rows_; }
  i128 amount(std::size_t row) const { return measure_.amounts()[row].mantissa; }

  void count(std::size_t row, Finding& finding) const {
    finding.figure.amount += amount(row);
    ++finding.figure.rows;
    if (finding.rows.size() < most_rows_) finding.rows.push_back(static_cast<std::uint32_t>(row));
  }

 private:
  static std::vector<std::uint8_t> kept_by(std::span<const Condition> conditions, std::size_t rows) {
    std::vector<std::uint8_t> kept(rows);
    for_each_block(rows, conditions, [&](std::size_t begin, std::size_t count, const std::uint8_t* keep) {
      std::copy_n(keep, count, kept.begin() + static_cast<std::ptrdiff_t>(begin));
    });
    return kept;
  }

  const bill::Bill* bill_ = nullptr;
  Measure measure_;
  GroupConditions conditions_;
  std::vector<std::uint8_t> keep_;
  std::size_t most_rows_ = 0;
};

// ---- duplicate lines

bool is_whole(const bill::Column& column) { return column.text || column.amount; }

std::vector<std::uint64_t> hashes_of(const bill::Bill& bill) {
  std::vector<std::uint64_t> hashes(bill.rows, 0);
  for (const bill::Column& column : bill.columns) {
    if (column.text) {
      column.text->ids.visit([&](const auto& ids) {
        for (std::size_t row = 0; row < ids.size(); ++row) hashes[row] = mixed(hashes[row], ids[row]);
      });
    } else {
      column.amount->visit([&](const auto& mantissas) {
        for (std::size_t row = 0; row < mantissas.size(); ++row)
          hashes[row] = mixed(hashes[row], static_cast<std::uint64_t>(mantissas[row]));
      });
    }
  }
  return hashes;
}

bool are_equal(const bill::Bill& bill, std::size_t a, std::size_t b) {
  return std::all_of(bill.columns.begin(), bill.columns.end(), [&](const bill::Column& column) {
    if (column.text) return column.text->ids[a] == column.text->ids[b];
    return (*column.amount)[a].mantissa == (*column.amount)[b].mantissa;
  });
}

// Cells that could not be read all count as 0: what is equal there is not known.
std::set<std::size_t> unread_rows(const bill::Bill& bill) {
  std::set<std::size_t> rows;
  for (const bill::Rejected& rejected : bill.rejected) rows.insert(rejected.row);
  return rows;
}

// Lines that are charged twice, as they are found.
class ChargedTwice {
 public:
  ChargedTwice(const Looked& looked, Concern concern) : looked_(looked), finding_{.concern = concern} {}

  void count(std::size_t row) {
    looked_.count(row, finding_);
    rows_.push_back(static_cast<std::uint32_t>(row));
    if (finding_.values.size() == Lint::kMaxLines) return;
    finding_.values.push_back(plan::name_of_line(looked_.bill(), row));
  }
  void add_to(Lint& lint) {
    if (rows_.empty()) return;
    finding_.remedy =
        exact_remedy(lines_of(looked_.bill(), std::move(rows_)), looked_.bill(), finding_.figure.rows);
    lint.findings.push_back(std::move(finding_));
  }

  static plan::Omitted lines_of(const bill::Bill& bill, std::vector<std::uint32_t> rows) {
    sort_items(rows);
    return {plan::names_of_lines(bill, rows), {}};
  }

  static plan::Omitted exact_remedy(plan::Omitted omitted, const bill::Bill& bill, std::uint64_t rows) {
    const std::vector<std::uint8_t> keep = plan::rows_not_omitted(omitted, bill);
    const auto left_out = static_cast<std::uint64_t>(std::count(keep.begin(), keep.end(), 0));
    return left_out == rows ? std::move(omitted) : plan::Omitted{};
  }

 private:
  const Looked& looked_;
  Finding finding_;
  std::vector<std::uint32_t> rows_;
};

void find_duplicates(const Looked& looked, Lint& lint) {
  const bill::Bill& bill = looked.bill();
  if (!std::all_of(bill.columns.begin(), bill.columns.end(), is_whole)) {
    lint.unknown.push_back(Concern::duplicate_lines);
    return;
  }
  const std::set<std::size_t> unread = unread_rows(bill);
  const std::vector<std::uint64_t> hashes = hashes_of(bill);
  KeyTable table;
  std::vector<std::uint32_t> first;  // by number of the hash
  ChargedTwice found(looked, Concern::duplicate_lines);
  for (std::size_t row = 0; row < bill.rows; ++row) {
    if (!looked.keeps(row) || unread.contains(row)) continue;
    const std::uint32_t number = table.number_of(hashes[row]);
    if (number == first.size()) {
      first.push_back(static_cast<std::uint32_t>(row));
      continue;
    }
    // What a calculator made of one line of the file several times stands there once.
    const bool same_line = bill.origin_of(first[number]) == bill.origin_of(row);
    if (!same_line && are_equal(bill, first[number], row)) found.count(row);
  }
  found.add_to(lint);
}

// ---- periods

// What a charge is told apart by is every field of a line but these, which say when.
constexpr std::array<std::string_view, 7> kWhen = {
    "date", "end_date", "period", "business_period", "amortized_month", "description", "invoice"};

std::vector<const bill::TextColumn*> charge_columns(const bill::Bill& bill) {
  std::vector<const bill::TextColumn*> columns;
  for (const bill::Column& column : bill.columns) {
    const bool when = std::find(kWhen.begin(), kWhen.end(), column.role.field) != kWhen.end();
    if (column.text && !column.role.field.empty() && !when) columns.push_back(&*column.text);
  }
  return columns;
}

calendar::Order order_of(const bill::Bill& bill) {
  if (bill.date_order == "mdy") return calendar::Order::mdy;
  return bill.date_order == "dmy" ? calendar::Order::dmy : calendar::Order::ymd;
}

// FOCUS: "The ending bound of ChargePeriodEnd is exclusive", also where it is a day without a clock.
bool last_day_is_charged(const bill::Bill& bill) { return bill.family != "focus"; }

// The instants that a column's cells name, by its ids; of a last day that is charged its end.
std::vector<std::optional<std::int64_t>> instants_of(const bill::TextColumn& column, calendar::Order order,
                                                     bool is_charged_end) {
  std::vector<std::optional<std::int64_t>> instants;
  for (std::uint32_t id = 0; id < column.values.size(); ++id) {
    const std::string_view text = column.values.text(id);
    const std::optional<calendar::ParsedTime> time = calendar::parse_time(text, order);
    instants.push_back(time ? std::optional(time->seconds) : std::nullopt);
    if (!time || !is_charged_end) continue;
    const std::optional<calendar::ParsedDate> date = calendar::parse_date(text, order);
    if (date && date->clock == calendar::Clock::none) *instants.back() += calendar::kSecondsADay;
  }
  return instants;
}

struct Charge {
  std::uint32_t number = 0;  // of the hash of what is charged
  std::uint32_t row = 0;
  std::int64_t begin = 0;
  std::int64_t end = 0;  // the first instant that is not charged

  bool same_period(const Charge& other) const { return begin == other.begin && end == other.end; }
};

bool are_same_charge(const std::vector<const bill::TextColumn*>& columns, std::size_t a, std::size_t b) {
  return std::all_of(columns.begin(), columns.end(),
                     [&](const bill::TextColumn* column) { return column->ids[a] == column->ids[b]; });
}

// Lines with a resource and a whole period, in the order of what is charged and when.
std::vector<Charge> charges_of(const Looked& looked, const bill::TextColumn& begins,
                               const bill::TextColumn& ends,
                               const std::vector<const bill::TextColumn*>& columns) {
  const bill::Bill& bill = looked.bill();
  const auto begin_of = instants_of(begins, order_of(bill), false);
  const auto end_of = instants_of(ends, order_of(bill), last_day_is_charged(bill));
  std::vector<const bill::TextColumn*> resources;
  for (const std::string_view field : {"resource", "instance"}) {
    const bill::Column* column = bill.column_of_field(field);
    if (column != nullptr && column->text) resources.push_back(&*column->text);
  }
  const std::set<std::size_t> unread = unread_rows(bill);
  KeyTable table;
  std::vector<Charge> charges;
  for (std::size_t row = 0; row < looked.rows(); ++row) {
    const auto begin = begin_of[begins.ids[row]];
    const auto end = end_of[ends.ids[row]];
    const bool named = std::any_of(resources.begin(), resources.end(), [row](const bill::TextColumn* column) {
      return !column->values.text(column->ids[row]).empty();
    });
    if (!looked.keeps(row) || !named || !begin || !end || *begin >= *end || unread.contains(row)) continue;
    std::uint64_t hash = 0;
    for (const bill::TextColumn* column : columns) hash = mixed(hash, column->ids[row]);
    charges.push_back({table.number_of(hash), static_cast<std::uint32_t>(row), *begin, *end});
  }
  std::sort(charges.begin(), charges.end(), [](const Charge& a, const Charge& b) {
    return std::tie(a.number, a.begin, a.row) < std::tie(b.number, b.begin, b.row);
  });
  return charges;
}

// Lines of one period are none: a charge may have several, by tier or by part of an hour that was covered.
void find_overlapping_periods(const Looked& looked, Lint& lint) {
  const bill::Bill& bill = looked.bill();
  const bill::Column* begin = bill.column_of_field("date");
  const bill::Column* end = bill.column_of_field("end_date");
  if (begin == nullptr || end == nullptr) return;
  if (!begin->text || !end->text) {
    lint.unknown.push_back(Concern::overlapping_periods);
    return;
  }
  const std::vector<const bill::TextColumn*> columns = charge_columns(bill);
  ChargedTwice found(looked, Concern::overlapping_periods);
  const Charge* last = nullptr;  // of those of one charge, the one that ends last
  const std::vector<Charge> charges = charges_of(looked, *begin->text, *end->text, columns);
  for (const Charge& charge : charges) {
    if (last == nullptr || last->number != charge.number ||
        !are_same_charge(columns, last->row, charge.row)) {
      last = &charge;
      continue;
    }
    if (charge.begin < last->end && !charge.same_period(*last)) found.count(charge.row);
    if (charge.end > last->end) last = &charge;
  }
  found.add_to(lint);
}

// ---- days

// A dimension that the bill may not have, or not have stored.
Ranked dimension_if_any(std::string_view name, const plan::Plan& plan, Dimensions& dimensions) {
  Result<Ranked> dimension = dimensions.get(name, plan);
  const bool usable = dimension && (*dimension)->dimension() != nullptr && !(*dimension)->is_line();
  return usable ? *dimension : nullptr;
}

std::optional<calendar::Day> day_of(std::string_view text) {
  const std::optional<calendar::ParsedDate> date = calendar::parse_date(text, calendar::Order::ymd);
  if (!date || date->precision != calendar::Precision::day) return std::nullopt;
  return date->day;
}

// The days of all rows, from the first to the last day of those that were looked at: a day whose rows are of another
// currency, or left out by a filter, lacks none.
std::set<calendar::Day> days_with_rows(const Looked& looked, const bill::Dimension& days) {
  std::vector<std::uint8_t> occurs(days.size(), 0);
  std::vector<std::uint8_t> looked_at(days.size(), 0);
  for (std::size_t row = 0; row < looked.rows(); ++row) {
    const std::uint32_t value = days.value_of(row);
    occurs[value] = 1;
    if (looked.keeps(row)) looked_at[value] = 1;
  }
  std::set<calendar::Day> found;
  std::set<calendar::Day> within;
  for (std::uint32_t value = 1; value < days.size(); ++value) {
    const auto day = occurs[value] != 0 ? day_of(days.view(value)) : std::nullopt;
    if (!day) continue;
    found.insert(*day);
    if (looked_at[value] != 0) within.insert(*day);
  }
  if (within.empty()) return {};
  found.erase(found.begin(), found.find(*within.begin()));
  found.erase(std::next(found.find(*within.rbegin())), found.end());
  return found;
}

using Days = std::set<calendar::Day>;

// A bill of daily lines has one on most days. Where whole weeks lack, the days that have lines still follow one another: at
// least three times as many steps from one to the next are of a day as are longer. Single orders do neither; nothing is missing
// there.
bool has_daily_lines(const Days& present) {
  const auto span = static_cast<std::size_t>(*present.rbegin() - *present.begin() + 1);
  std::size_t single = 0;
  for (auto day = present.begin(), next = std::next(day); next != present.end(); ++day, ++next) {
    if (*next - *day == 1) ++single;
  }
  const std::size_t longer = present.size() - 1 - single;
  return span - present.size() < present.size() || single >= 3 * longer;
}

// The days after its first one that a charge's period covers. A fee of a month runs beside daily lines and says nothing of
// them: of more than a week only what stands alone counts, without a line that begins within it.
Days covered_days(const bill::Bill& bill, const Days& present) {
  constexpr std::int32_t kWeek = 7;
  const bill::Column* begin = bill.column_of_field("date");
  const bill::Column* end = bill.column_of_field("end_date");
  if (begin == nullptr || end == nullptr || !begin->text || !end->text) return {};
  const auto begin_of = instants_of(*begin->text, order_of(bill), false);
  const auto end_of = instants_of(*end->text, order_of(bill), last_day_is_charged(bill));
  const auto day_of_instant = [](std::int64_t seconds) {
    const std::int64_t rest =
        (seconds % calendar::kSecondsADay + calendar::kSecondsADay) % calendar::kSecondsADay;
    return calendar::Day{static_cast<std::int32_t>((seconds - rest) / calendar::kSecondsADay)};
  };
  Days covered;
  KeyTable periods;
  for (std::size_t row = 0; row < bill.rows; ++row) {
    const std::uint32_t from = begin->text->ids[row];
    const std::uint32_t to = end->text->ids[row];
    const std::size_t known = periods.keys().size();
    if (periods.number_of(std::uint64_t{from} << 32U | to) < known) continue;
    if (!begin_of[from] || !end_of[to] || *end_of[to] <= *begin_of[from]) continue;
    const calendar::Day first = day_of_instant(*begin_of[from]);
    const calendar::Day last = day_of_instant(*end_of[to] - 1);
    const auto next = present.upper_bound(first);
    const bool stands_alone = next == present.end() || *next > last;
    if (last - first >= kWeek && !stands_alone) continue;
    const calendar::Day end_of_bill = std::min(last, *present.rbegin());
    for (calendar::Day day = std::max(first, *present.begin()) + 1; day <= end_of_bill; day = day + 1)
      covered.insert(day);
  }
  return covered;
}

// Whether the plan's filters on periods let a day through that no line has.
bool looks_at(const plan::Plan& plan, calendar::Day day) {
  return std::all_of(plan.filters.begin(), plan.filters.end(), [day](const plan::Filter& filter) {
    if (filter.dimension != "month" && filter.dimension != "day") return true;
    const std::string name =
        filter.dimension == "day" ? calendar::iso(day) : calendar::iso(calendar::month_of(day));
    const bool is_named = std::find(filter.values.begin(), filter.values.end(), name) != filter.values.end();
    return is_named != filter.exclude;
  });
}

std::vector<calendar::Day> days_without_lines(const plan::Plan& plan, const bill::Bill& bill,
                                              const Days& present) {
  const Days covered = covered_days(bill, present);
  std::vector<calendar::Day> lacking;
  for (calendar::Day day = *present.begin(); day < *present.rbegin(); day = day + 1) {
    if (!present.contains(day) && !covered.contains(day) && looks_at(plan, day)) lacking.push_back(day);
  }
  return lacking;
}

// "2025-04-03" or "2025-04-03..2025-04-05", the first kMaxValues.
std::vector<std::string> ranges_of(const std::vector<calendar::Day>& days) {
  std::vector<std::string> ranges;
  for (std::size_t at = 0; at < days.size() && ranges.size() < Lint::kMaxValues;) {
    std::size_t last = at;
    while (last + 1 < days.size() && days[last + 1] - days[last] == 1) ++last;
    ranges.push_back(calendar::iso(days[at]));
    if (last > at) ranges.back() += ".." + calendar::iso(days[last]);
    at = last + 1;
  }
  return ranges;
}

// What the days that were looked at cost, each by its name.
std::vector<std::pair<std::string, Figure>> costs_of_days(const Looked& looked, const bill::Dimension& days) {
  std::vector<Figure> of_value(days.size());
  for (std::size_t row = 0; row < looked.rows(); ++row) {
    if (!looked.keeps(row)) continue;
    Figure& figure = of_value[days.value_of(row)];
    figure.amount += looked.amount(row);
    ++figure.rows;
  }
  std::vector<std::pair<std::string, Figure>> costs;
  for (std::uint32_t value = 1; value < days.size(); ++value) {
    if (of_value[value].rows > 0 && day_of(days.view(value)))
      costs.emplace_back(days.text(value), of_value[value]);
  }
  sort_items(costs, [](const auto& a, const auto& b) {
    return a.second.amount != b.second.amount ? a.second.amount < b.second.amount : a.first < b.first;
  });
  return costs;
}

// The months with lines that lack days; none where all of them do, so that something is left without them.
std::vector<std::string> lacking_months(const std::vector<calendar::Day>& lacking,
                                        const std::vector<std::pair<std::string, Figure>>& costs) {
  std::set<std::string> lack;
  for (const calendar::Day day : lacking) lack.insert(calendar::iso(calendar::month_of(day)));
  std::set<std::string> with_lines;
  for (const auto& [day, figure] : costs) with_lines.insert(calendar::iso(calendar::month_of(*day_of(day))));
  std::vector<std::string> months;
  std::set_intersection(lack.begin(), lack.end(), with_lines.begin(), with_lines.end(),
                        std::back_inserter(months));
  if (months.size() == with_lines.size()) months.clear();
  return months;
}

void find_missing_days(const Looked& looked, const plan::Plan& plan, const Ranked& days, Lint& lint) {
  if (!days) return;
  const Days present = days_with_rows(looked, *days->dimension());
  if (present.empty() || !has_daily_lines(present)) return;
  const std::vector<calendar::Day> lacking = days_without_lines(plan, looked.bill(), present);
  if (lacking.empty()) return;
  Finding finding{.concern = Concern::missing_days};
  finding.values = ranges_of(lacking);
  const auto costs = costs_of_days(looked, *days->dimension());
  const auto& [day, usual] = costs[(costs.size() - 1) / 2];
  finding.day = day;
  finding.sums = {{lint.currency, usual}};
  finding.months = lacking_months(lacking, costs);
  finding.figure.rows = lacking.size();
  finding.has_amount =
      !__builtin_mul_overflow(usual.amount, static_cast<i128>(lacking.size()), &finding.figure.amount) &&
      money::fits(finding.figure.amount);
  lint.findings.push_back(std::move(finding));
}

struct FilesOverlap {
  Finding finding;
  std::vector<std::uint32_t> rows;
};

void find_overlapping_files(const Looked& looked, const Ranked& days, const Ranked& accounts, Lint& lint) {
  const bill::Bill& bill = looked.bill();
  if (!days || bill.sources.size() < 2) return;
  const std::uint64_t width = accounts ? accounts->dimension()->size() : 1;
  const auto key_of = [&](std::size_t row) {
    const std::uint64_t account = accounts ? accounts->dimension()->value_of(row) : 0;
    return days->dimension()->value_of(row) * width + account;
  };
  std::map<std::uint64_t, std::size_t> first_file;  // by day and account
  std::map<std::pair<std::size_t, std::size_t>, FilesOverlap> overlaps;
  for (std::size_t row = 0; row < looked.rows(); ++row) {
    if (!looked.keeps(row) || days->dimension()->value_of(row) == 0) continue;
    const auto file = static_cast<std::size_t>(bill.source_of(row).first - bill.sources.data());
    const auto [first, is_new] = first_file.try_emplace(key_of(row), file);
    if (first->second == file) continue;
    FilesOverlap& overlap = overlaps[{first->second, file}];
    looked.count(row, overlap.finding);
    overlap.rows.push_back(static_cast<std::uint32_t>(row));
  }
  for (auto& [files, overlap] : overlaps) {
    Finding& finding = overlap.finding;
    finding.concern = Concern::overlapping_files;
    finding.values = {bill.sources[files.first].name, bill.sources[files.second].name};
    finding.remedy =
        ChargedTwice::exact_remedy({{}, {std::to_string(files.second + 1)}}, bill, finding.figure.rows);
    if (!plan::omits_any(finding.remedy))
      finding.remedy = ChargedTwice::exact_remedy(ChargedTwice::lines_of(bill, std::move(overlap.rows)), bill,
                                                  finding.figure.rows);
    lint.findings.push_back(std::move(finding));
  }
}

// ---- values

// The rows that rules of shared costs took. A plan whose rules need each other shares nothing.
std::vector<std::uint8_t> shared_out_rows(const plan::Plan& plan, Dimensions& dimensions) {
  std::vector<std::uint8_t> marks(dimensions.bill().rows, 0);
  if (plan.shared.empty()) return marks;
  const Result<Tree> tree = split_of(plan, dimensions);
  if (!tree) return marks;
  for (std::size_t rule = 0; rule < plan.shared.size(); ++rule) {
    // A split of the plan has found every dimension of its rules.
    static_cast<void>(mark_shared_out(plan, *tree->sharing, rule, dimensions, marks));
  }
  return marks;
}

void find_lines_without(const Looked& looked, const std::string& name, const Ranked& dimension,
                        const std::vector<std::uint8_t>& shared_out, Lint& lint) {
  Finding finding{.concern = Concern::without_value, .dimension = name};
  std::uint64_t with_value = 0;
  for (std::size_t row = 0; row < looked.rows(); ++row) {
    if (!looked.keeps(row)) continue;
    if (dimension->dimension()->value_of(row) != 0) {
      ++with_value;
    } else if (looked.amount(row) != 0 && shared_out[row] == 0) {
      looked.count(row, finding);
    }
  }
  // A dimension that no line has tells nothing of the lines.
  if (with_value > 0 && finding.figure.rows > 0) lint.findings.push_back(std::move(finding));
}

// ---- who answers for a cost

// What says it, in this order; where a bill has none of them, who used it does.
constexpr std::array<std::string_view, 3> kAnswerable = {"owner", "project", "cost_center"};
constexpr std::array<std::string_view, 5> kUsers = {"workspace", "login", "creator", "app", "key"};
// Tag keys and headers that mean the same, loosely: vendor::loose_name.
constexpr std::array<std::string_view, 18> kAnswerableNames = {
    "owner",      "team", "project",      "costcenter", "costcentre", "costunit",
    "department", "dept", "businessunit", "squad",      "负责人",     "所有者",
    "团队",       "项目", "部门",         "成本中心",   "成本单元",   "财务单元"};

// "user:CostCenter", "user_cost_center", "x_CostCenterId": what it says beside who set it and how it is written.
bool names_who_answers(std::string_view name) {
  constexpr std::array<std::string_view, 2> kBefore = {"user ", "x "};
  constexpr std::array<std::string_view, 4> kBehind = {" id", " name", " code", " email"};
  std::string words = vendor::spaced_name(name);
  for (const std::string_view before : kBefore) {
    if (words.starts_with(before)) words.erase(0, before.size());
  }
  for (const std::string_view behind : kBehind) {
    if (words.ends_with(behind)) words.resize(words.size() - behind.size());
  }
  const std::string loose = vendor::loose_name(words);
  return std::find(kAnswerableNames.begin(), kAnswerableNames.end(), loose) != kAnswerableNames.end();
}

template <class Fields>
void add_fields(const Fields& fields, const std::vector<bill::DimensionName>& all,
                std::vector<std::string>& names) {
  const auto has = [&all](std::string_view name) {
    return std::any_of(all.begin(), all.end(), [name](const auto& each) { return each.name == name; });
  };
  for (const std::string_view field : fields) {
    const std::string name = has(field) ? std::string(field) : vendor::name_field_of(field);
    if (!name.empty() && has(name)) names.push_back(name);
  }
}

// The dimensions of the bill that say who answers for a line.
std::vector<std::string> owner_like(const plan::Plan& plan, Dimensions& dimensions) {
  const std::vector<bill::DimensionName> all = bill::dimension_names(dimensions.bill());
  std::vector<std::string> names;
  add_fields(kAnswerable, all, names);
  for (const bill::DimensionName& name : all) {
    const bool is_tag = name.kind == bill::DimensionKind::tag;
    if (!is_tag && (name.kind != bill::DimensionKind::column || name.amounts)) continue;
    const std::string_view key =
        std::string_view(name.name).substr(is_tag ? std::string_view("tag:").size() : 0);
    if (names_who_answers(key)) names.push_back(name.name);
  }
  const bool any_has_values = std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    const Ranked dimension = dimension_if_any(name, plan, dimensions);
    return dimension && dimension->dimension()->size() > 1;
  });
  if (!any_has_values) add_fields(kUsers, all, names);
  return names;
}

// What two names of one dimension have in common.
std::string place_of(const bill::DimensionName& name) {
  const bool is_cell = name.kind == bill::DimensionKind::field || name.kind == bill::DimensionKind::column;
  return is_cell ? "column " + name.column : "name " + name.name;
}

// Whether a list of the plan calls all of the values the same, and nothing is split by the values themselves any more.
bool has_one_name(const plan::Plan& plan, const std::string& dimension,
                  const std::vector<std::string>& values) {
  if (std::find(plan.by.begin(), plan.by.end(), dimension) != plan.by.end()) return false;
  return std::any_of(plan.lists.begin(), plan.lists.end(), [&](const plan::ValueList& list) {
    if (list.dimension != dimension) return false;
    std::set<std::string> owners;
    std::set<std::string> named;
    for (const plan::ListEntry& entry : list.entries) {
      if (std::find(values.begin(), values.end(), entry.value) == values.end()) continue;
      owners.insert(entry.owner);
      named.insert(entry.value);
    }
    return owners.size() == 1 && named.size() == values.size();
  });
}

// `keep`: by row, which of them count.
void find_alike(const Looked& looked, const std::vector<std::uint8_t>& keep, const plan::Plan& plan,
                const std::string& name, const bill::Dimension& dimension, bool is_currency, Lint& lint) {
  std::map<std::string, std::vector<std::uint32_t>> by_plain;
  for (std::uint32_t value = 1; value < dimension.size(); ++value)
    by_plain[plain_value(dimension.view(value))].push_back(value);
  std::vector<std::uint32_t> group_of(dimension.size(), 0);
  std::vector<const std::vector<std::uint32_t>*> groups{nullptr};
  for (const auto& [plain, values] : by_plain) {
    if (values.size() < 2) continue;
    for (const std::uint32_t value : values) group_of[value] = static_cast<std::uint32_t>(groups.size());
    groups.push_back(&values);
  }
  if (groups.size() == 1) return;
  std::vector<Finding> of_value(dimension.size());
  for (std::size_t row = 0; row < looked.rows(); ++row) {
    const std::uint32_t value = dimension.value_of(row);
    if (keep[row] != 0 && group_of[value] != 0) looked.count(row, of_value[value]);
  }
  for (std::size_t group = 1; group < groups.size(); ++group) {
    std::vector<std::uint32_t> values = *groups[group];
    std::erase_if(values, [&](std::uint32_t value) { return of_value[value].figure.rows == 0; });
    if (values.size() < 2) continue;
    sort_items(values, [&](std::uint32_t a, std::uint32_t b) {
      const i128 of_a = size_of(of_value[a].figure.amount);
      const i128 of_b = size_of(of_value[b].figure.amount);
      return of_a != of_b ? of_a > of_b : dimension.view(a) < dimension.view(b);
    });
    Finding finding{.concern = Concern::alike_values, .dimension = name};
    for (std::size_t at = 0; at < values.size(); ++at) {
      finding.values.emplace_back(dimension.view(values[at]));
      if (is_currency) finding.sums.push_back({finding.values.back(), of_value[values[at]].figure});
      if (at == 0) continue;
      const Finding& one = of_value[values[at]];
      finding.figure.amount += one.figure.amount;
      finding.figure.rows += one.figure.rows;
      finding.rows.insert(finding.rows.end(), one.rows.begin(), one.rows.end());
    }
    finding.rows.resize(std::min(finding.rows.size(), looked.most_rows()));
    if (!has_one_name(plan, name, finding.values)) lint.findings.push_back(std::move(finding));
  }
}

// ---- currencies and totals

// What the plan keeps of each currency, the one that is shown first.
Result<std::vector<SumInCurrency>> sums_by_currency(const Looked& looked, const Tree& tree,
                                                    const bill::Dimension& currencies) {
  struct Counted {
    money::Sum sum;
    std::uint64_t rows = 0;
  };
  std::map<std::string, Counted> counted;
  std::vector<Counted*> of_value(currencies.size());
  for (std::uint32_t value = 0; value < currencies.size(); ++value) {
    const std::string code = currencies.text(value);
    of_value[value] = &counted[code.empty() && tree.with_blank_currency ? tree.currency : code];
  }
  const std::vector<std::uint8_t> kept = looked.kept_of_all_currencies();
  for (std::size_t row = 0; row < kept.size(); ++row) {
    if (kept[row] == 0) continue;
    Counted& to = *of_value[currencies.value_of(row)];
    to.sum.add(looked.amount(row));
    ++to.rows;
  }
  std::vector<SumInCurrency> sums;
  for (const auto& [code, of] : counted) {
    if (of.sum.overflowed()) return sum_too_large(looked.bill(), looked.measure());
    if (of.rows > 0 || code == tree.currency) sums.push_back({code, {of.sum.value(), of.rows}});
  }
  sort_items(sums, [&](const SumInCurrency& a, const SumInCurrency& b) {
    const bool a_is_shown = a.code == tree.currency;
    const bool b_is_shown = b.code == tree.currency;
    if (a_is_shown != b_is_shown) return a_is_shown;
    return a.figure.rows != b.figure.rows ? a.figure.rows > b.figure.rows : b.code.empty();
  });
  return sums;
}

Result<void> find_currencies(const Looked& looked, const plan::Plan& plan, const Tree& tree,
                             Dimensions& dimensions, Lint& lint) {
  if (!plan.currency.empty() || tree.other_currencies.empty()) return {};
  const bill::Column* column = looked.bill().currency_column();
  const Result<Ranked> currencies = dimensions.get(column->role.name, plan);
  if (!currencies) return currencies.error();
  Result<std::vector<SumInCurrency>> sums = sums_by_currency(looked, tree, *(*currencies)->dimension());
  if (!sums) return sums.error();
  Finding finding{.concern = Concern::several_currencies, .has_amount = false};
  for (const SumInCurrency& sum : *sums) {
    if (sum.code == tree.currency) continue;
    finding.values.push_back(sum.code);
    finding.figure.rows += sum.figure.rows;
  }
  if (finding.values.empty()) return {};
  finding.sums = std::move(*sums);
  lint.findings.push_back(std::move(finding));
  return {};
}

// Of a file whose lines are all of one currency: what its total says less what they add up to.
Result<void> add_difference(const money::Decimal& says, const money::Decimal& sum, Lint& lint,
                            Finding& finding) {
  const Result<money::Decimal> lacking = money::subtract(says, sum);
  if (!lacking) return lacking.error();
  // What the file says may have more digits than its lines.
  const Result<money::Decimal> shown = money::rescale(*lacking, std::max(lint.scale, lacking->scale));
  if (!shown) return shown.error();
  finding.values.push_back(money::format_trimmed(*shown));
  finding.has_amount = true;
  finding.figure.amount = shown->mantissa;
  finding.more_digits = shown->scale - lint.scale;
  return {};
}

// The total itself is named as wrong, or its file.
bool omits_total(const plan::Omitted& omitted, std::size_t file, std::uint64_t line) {
  const std::string number = std::to_string(file + 1);
  return plan::omits_line(omitted, file, line) ||
         std::find(omitted.files.begin(), omitted.files.end(), number) != omitted.files.end();
}

// Whether a file's total is what the plan leaves of its lines, in one of their currencies: it may count each line once that
// stands there twice.
bool fits_what_is_left(const bill::Bill& bill, const bill::Column& column, const bill::Source& source,
                       const std::vector<std::uint8_t>& left) {
  const bill::Column* currency = bill.currency_column();
  const bool has_codes = currency != nullptr && currency->text;
  std::map<std::uint32_t, money::Sum> sums;  // by the currency's id
  for (std::size_t row = source.first_row; row < source.first_row + source.places.size(); ++row) {
    if (left[row] != 0) sums[has_codes ? currency->text->ids[row] : 0].add((*column.amount)[row].mantissa);
  }
  return std::any_of(sums.begin(), sums.end(), [&](const auto& sum) {
    const money::Decimal total{sum.second.value(), column.amount->scale()};
    return !sum.second.overflowed() && money::compare(total, *source.footer->total) == 0;
  });
}

Result<void> find_totals(const Looked& looked, const plan::Plan& plan, Lint& lint) {
  const bill::Bill& bill = looked.bill();
  const bill::Column* column = bill.find_column(bill.default_measure);
  if (column == nullptr || !column->amount || looked.measure().column != column) return {};
  if (!bill.origins.empty()) return {};  // its lines are not the file's
  const std::vector<std::uint8_t> left = plan::rows_not_omitted(plan.omitted, bill);
  for (const bill::Source& source : bill.sources) {
    if (!source.footer || source.footer->agrees || !source.footer->total) continue;
    const auto file = static_cast<std::size_t>(&source - bill.sources.data());
    if (omits_total(plan.omitted, file, source.footer->line)) continue;
    if (fits_what_is_left(bill, *column, source, left)) continue;
    const Result<std::vector<bill::CurrencySum>> sums =
        bill::totals_by_currency(bill, *column, source.first_row, source.first_row + source.places.size());
    if (!sums) return sums.error();
    Finding finding{.concern = Concern::total_disagrees};
    finding.values = {source.name, money::format_trimmed(*source.footer->total)};
    finding.figure.rows = source.places.size();
    finding.file = static_cast<std::uint32_t>(file);
    finding.total_line = source.footer->line;
    finding.remedy.lines = {plan::name_of_line(file, source.footer->line)};
    for (const bill::CurrencySum& sum : *sums)
      finding.sums.push_back({sum.code, {sum.total.mantissa, sum.rows}});
    finding.has_amount = false;
    if (sums->size() == 1) {
      const Result<void> added = add_difference(*source.footer->total, sums->front().total, lint, finding);
      if (!added) return added;
    }
    lint.findings.push_back(std::move(finding));
  }
  return {};
}

money::Decimal size_in(const Lint& lint, const Finding& finding) {
  return {size_of(finding.figure.amount), lint.scale + finding.more_digits};
}

bool is_of_words(const bill::DimensionName& name) {
  return name.stored && (name.kind == bill::DimensionKind::field || name.kind == bill::DimensionKind::tag ||
                         name.kind == bill::DimensionKind::column);
}

}  // namespace

std::string_view name_of(Concern concern) {
  switch (concern) {
    case Concern::duplicate_lines:
      return "duplicate_lines";
    case Concern::overlapping_periods:
      return "overlapping_periods";
    case Concern::overlapping_files:
      return "overlapping_files";
    case Concern::missing_days:
      return "missing_days";
    case Concern::without_value:
      return "without_value";
    case Concern::several_currencies:
      return "several_currencies";
    case Concern::alike_values:
      return "alike_values";
    case Concern::total_disagrees:
      return "total_disagrees";
  }
  return "";
}

std::string plain_value(std::string_view text) {
  std::string plain;
  bool gap = false;
  for (std::size_t at = 0; at < text.size();) {
    if (const std::size_t width = width_of(kNothing, text.substr(at)); width > 0) {
      at += width;
      continue;
    }
    if (const std::size_t width = width_of(kGaps, text.substr(at)); width > 0) {
      gap = !plain.empty();
      at += width;
      continue;
    }
    if (gap) plain += ' ';
    gap = false;
    const char letter = text[at++];
    plain += letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  }
  for (const auto& [brief, whole] : kWrittenOut) {
    if (plain == brief) return std::string(whole);
  }
  return plain;
}

Result<Lint> lint(const plan::Plan& plan, Dimensions& dimensions, std::size_t most_rows) {
  // Of its rules only those are needed that its levels and filters ask.
  plan::Plan flat = plan;
  flat.by.clear();
  flat.grain = "file";
  flat.shared.clear();
  const Result<Tree> tree = split_of(flat, dimensions);
  if (!tree) return tree.error();
  const Result<Looked> looked = Looked::at(flat, dimensions, *tree, most_rows);
  if (!looked) return looked.error();

  Lint lint;
  lint.measure = tree->measure;
  lint.currency = tree->currency;
  lint.scale = tree->scale;
  lint.whole = tree->total();
  find_duplicates(*looked, lint);
  find_overlapping_periods(*looked, lint);
  const Ranked days = dimension_if_any("day", flat, dimensions);
  find_overlapping_files(*looked, days, dimension_if_any("owner", flat, dimensions), lint);
  find_missing_days(*looked, plan, days, lint);
  const std::vector<std::uint8_t> shared_out = shared_out_rows(plan, dimensions);
  std::vector<std::string> answerable = plan.by;
  for (std::string& name : owner_like(flat, dimensions)) answerable.push_back(std::move(name));
  std::set<std::string> looked_at;  // a field may be named by its header, too
  for (const std::string& level : answerable) {
    const Ranked dimension = dimension_if_any(level, flat, dimensions);
    if (dimension && looked_at.insert(place_of(dimension->dimension()->name())).second)
      find_lines_without(*looked, level, dimension, shared_out, lint);
  }
  const Result<void> currencies = find_currencies(*looked, plan, *tree, dimensions, lint);
  if (!currencies) return currencies.error();
  const bill::Column* currency = dimensions.bill().currency_column();
  for (const bill::DimensionName& name : bill::dimension_names(dimensions.bill())) {
    if (!is_of_words(name)) continue;
    const Ranked dimension = dimension_if_any(name.name, flat, dimensions);
    if (!dimension || dimension->dimension()->size() > Lint::kMostAlike) continue;
    const bool is_currency = currency != nullptr && name.column == currency->role.name;
    find_alike(*looked, is_currency ? looked->kept_of_all_currencies() : looked->kept(), plan, name.name,
               *dimension->dimension(), is_currency, lint);
  }
  const Result<void> totals = find_totals(*looked, plan, lint);
  if (!totals) return totals.error();
  sort_items(lint.findings, [&lint](const Finding& a, const Finding& b) {
    if (a.concern != b.concern) return a.concern < b.concern;
    return money::compare(size_in(lint, a), size_in(lint, b)) > 0;
  });
  return lint;
}

}  // namespace billfold::split
