// Whom a reservation would serve first: the seed's score beside the documented order. (rules 5)

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include "base/sort.h"
#include "commitment/affinity.h"
#include "commitment/lines.h"
#include "money/decimal.h"
#include "session/figures.h"
#include "vendor/cost_form.h"

namespace billfold::session::questions {
namespace {

using money::Decimal;

constexpr std::string_view kRegional = "regional";
constexpr std::string_view kZonal = "zonal";
constexpr std::array<std::string_view, 3> kScopes = {kRegional, kZonal, "both"};

// What ran: an account's instances of a kind in a place.
struct Ran {
  std::string account;  // "" unknown
  std::string kind;
  std::string zone;
  std::string region;

  bool operator<(const Ran& other) const {
    return std::tie(account, kind, zone, region) <
           std::tie(other.account, other.kind, other.zone, other.region);
  }
};

// "db.r6g.large": a family and a size.
std::pair<std::string_view, std::string_view> parts_of(std::string_view kind) {
  const std::size_t dot = kind.rfind('.');
  if (dot == std::string_view::npos) return {kind, {}};
  return {kind.substr(0, dot), kind.substr(dot + 1)};
}

class Cells {
 public:
  Cells(const bill::Bill& bill, std::string_view field, const std::vector<std::string>& empty_words)
      : empty_words_(empty_words) {
    const bill::Column* column = bill.column_of_field(field);
    if (column != nullptr && column->text) column_ = &*column->text;
  }
  std::string of(std::size_t row) const {
    const std::string_view text =
        column_ == nullptr ? std::string_view() : column_->values.text(column_->ids[row]);
    return commitment::is_named(empty_words_, text) ? std::string() : std::string(text);
  }

 private:
  const std::vector<std::string>& empty_words_;
  const bill::TextColumn* column_ = nullptr;
};

// Calls take(row, what ran, hours) for every line of hours; what is billed by another unit did not run.
template <class Take>
Result<void> each_that_ran(const bill::Bill& bill, const vendor::CostForm& form,
                           const std::vector<std::uint8_t>& kept, Take&& take) {
  const Cells accounts(bill, "owner", form.empty_words);
  const Cells kinds(bill, "resource_kind", form.empty_words);
  const Cells zones(bill, "availability_zone", form.empty_words);
  const Cells regions(bill, "region", form.empty_words);
  const auto in_hours = commitment::LineTest::of(bill, form.hours, form.empty_words);
  const auto hours = commitment::CellSum::of(bill, form.hour_cells);
  for (std::size_t row = 0; row < bill.rows; ++row) {
    if (kept[row] == 0 || !in_hours.holds(row)) continue;
    const Result<Decimal> of_row = hours.at(row);
    if (!of_row) return of_row.error();
    if (of_row->mantissa <= 0) continue;
    const Result<void> taken =
        take(row, Ran{accounts.of(row), kinds.of(row), zones.of(row), regions.of(row)}, *of_row);
    if (!taken) return taken;
  }
  return {};
}

Result<std::map<Ran, Decimal>> what_ran(const bill::Bill& bill, const vendor::CostForm& form,
                                        const std::vector<std::uint8_t>& kept) {
  std::map<Ran, Decimal> ran;
  const Result<void> read =
      each_that_ran(bill, form, kept, [&ran](std::size_t, Ran one, const Decimal& hours) -> Result<void> {
        Decimal& sum = ran[std::move(one)];
        const Result<Decimal> added = money::add(sum, hours);
        if (!added) return added.error();
        sum = *added;
        return {};
      });
  if (!read) return read.error();
  for (auto one = ran.begin(); one != ran.end();) {
    one = commitment::quarter_units(parts_of(one->first.kind).second) == 0 ? ran.erase(one) : std::next(one);
  }
  return ran;
}

std::vector<std::string> texts_of(const std::map<Ran, Decimal>& ran, std::string Ran::*part) {
  std::set<std::string> texts;
  for (const auto& [one, hours] : ran) {
    if (!(one.*part).empty()) texts.insert(one.*part);
  }
  return {texts.begin(), texts.end()};
}

std::string chosen(const std::string& wanted, const std::vector<std::string>& known) {
  if (std::find(known.begin(), known.end(), wanted) != known.end()) return wanted;
  return known.empty() ? std::string() : known.front();
}

std::string where(const Ran& ran, const std::string& zone, const std::string& region) {
  if (!zone.empty() && ran.zone == zone) return "same_zone";
  return ran.region == region ? "same_region" : "other_region";
}

AffinityRow row_of(const Ran& ran, const Decimal& hours, const AffinityReport& report,
                   const std::string& region) {
  const auto [family, size] = parts_of(ran.kind);
  const bool same_family = family == parts_of(report.kind).first;
  AffinityRow row;
  if (!ran.account.empty()) row.account = ran.account;
  row.kind = ran.kind;
  row.zone = ran.zone.empty() ? ran.region : ran.zone;
  row.region = ran.region;
  row.place = where(ran, report.zone, region);
  row.hours = amount_text(hours);
  row.fit = ran.kind == report.kind ? "exact" : same_family ? "compatible" : "incompatible";
  const commitment::Candidate candidate{std::string(size), row.place, row.fit};
  const commitment::Factors factors = commitment::affinity_factors(candidate);
  row.score = commitment::affinity_score(candidate);
  row.size_factor = factors.size;
  row.place_factor = factors.zone;
  row.fit_factor = factors.tenancy;
  return row;
}

// What is reserved: one reservation of the kind, for the region or for the zone, or one of each.
std::vector<commitment::Reserved> reserved_of(const AffinityReport& report) {
  const std::string size(parts_of(report.kind).second);
  std::vector<commitment::Reserved> reserved;
  if (report.scope != kZonal) reserved.push_back({report.purchaser, size, ""});
  if (report.scope != kRegional) reserved.push_back({report.purchaser, size, report.zone});
  return reserved;
}

// By AWS's document a reservation serves its own family in its own region, and nothing else.
void put_documented_order(AffinityReport& report) {
  const auto family = parts_of(report.kind).first;
  std::vector<commitment::Running> running;
  std::vector<std::size_t> places;
  for (std::size_t at = 0; at < report.rows.size(); ++at) {
    const AffinityRow& row = report.rows[at];
    if (parts_of(row.kind).first != family || row.place == "other_region") continue;
    running.push_back({row.account.value_or(""), std::string(parts_of(row.kind).second), row.zone});
    places.push_back(at);
  }
  std::uint32_t order = 0;
  for (const commitment::Served& served : commitment::serve(reserved_of(report), running)) {
    AffinityRow& row = report.rows[places[served.instance]];
    row.order = ++order;
    if (served.quarters > 0) row.served_by = served.by_the_zone > 0 ? kZonal : kRegional;
    row.units = commitment::quarter_units(running[served.instance].size);
    row.units_covered = served.quarters;
    const auto covered = money::multiply_by_ratio({100, 0}, static_cast<i128>(row.units_covered),
                                                  static_cast<i128>(row.units), 0, money::Rounding::truncate);
    if (covered) row.covered = amount_text(*covered);
  }
}

// ---- why

constexpr std::array<Formula, 2> kAffinity = {{
    {"score", {{{"plus", "./size_factor"}, {"times", "./place_factor"}, {"times", "./fit_factor"}}}},
    {"covered",
     {{{"plus", "./units_covered"}, {"times", "=100"}, {"divided_by", "./units"}, {"truncated", "=0"}}}},
}};

// What a word of the row counts by the table, beside the hours whose lines say it.
void add_factor(const AffinityRow& row, std::string_view field, Explaining& of) {
  const auto add = [&](std::string_view what, std::string word) {
    of.chain.add("plus", what, decimal_of(*of.figures.text(of.place)), std::move(word));
    of.chain.add({"beside", "hours", {}, row.hours, place_of(parent_of(of.place), "hours"), 0});
  };
  if (field == "size_factor" || (field == "units" && row.order > 0))
    add("size", std::string(parts_of(row.kind).second));
  if (field == "place_factor") add("place", row.place);
  if (field == "fit_factor") add("fit", row.fit);
}

// What a reservation has less what it gives to others, and no more than what is wanted. One of a zone and one of the
// region are handed out each for itself.
void add_units_covered(const AffinityReport& report, std::size_t of_row, Chain& chain) {
  const AffinityRow& row = report.rows[of_row];
  if (row.order == 0) return;
  const bool by_zone = row.served_by == kZonal || report.scope == kZonal;
  const auto units = commitment::quarter_units(parts_of(report.kind).second);
  chain.add("plus", "reserved", {static_cast<i128>(units), 0}, std::string(by_zone ? kZonal : kRegional));
  for (std::size_t at = 0; at < report.rows.size(); ++at) {
    const AffinityRow& other = report.rows[at];
    if (at == of_row || other.units_covered == 0 || (other.served_by == kZonal) != by_zone) continue;
    chain.add("minus", "units_covered", {static_cast<i128>(other.units_covered), 0},
              other.account.value_or("") + " " + other.kind,
              place_of(place_of("rows", std::to_string(at)), "units_covered"));
  }
  chain.add("at_most", "units", {static_cast<i128>(row.units), 0}, {},
            place_of(place_of("rows", std::to_string(of_row)), "units"));
}

// The lines of hours of what a row is about.
Result<void> add_hours(const Asked& asked, const plan::Plan& request, const AffinityRow& row,
                       LinesBehind& lines) {
  const plan::Plan plan = without_levels(request);
  const Result<std::optional<vendor::CostForm>> form = vendor::cost_form_of(asked.bill.profile);
  if (!form) return form.error();
  const Result<split::Tree> whole = split_of(asked, plan);
  if (!whole) return whole.error();
  const Result<std::vector<std::uint8_t>> kept = rows_that_count(asked, plan, *whole);
  if (!kept) return kept.error();
  return each_that_ran(
      asked.bill, **form, *kept, [&](std::size_t at, const Ran& ran, const Decimal& hours) -> Result<void> {
        const bool is_it = ran.account == row.account.value_or("") && ran.kind == row.kind &&
                           ran.region == row.region && (ran.zone.empty() ? ran.region : ran.zone) == row.zone;
        if (is_it) lines.add(at, hours);
        return {};
      });
}

}  // namespace

Result<WhyFigureReport> why_affinity(const Asked& asked, const WhyFigureRequest& request) {
  const AffinityRequest question{request.plan, request.kind, request.purchaser, request.zone, request.scope};
  const KeptReport<AffinityReport> report = report_of<AffinityRequest>(asked, "affinity", affinity, question);
  if (!report) return report.error();
  const auto explain = [&](Explaining& of) -> Result<void> {
    const PlaceParts item = first_of(first_of(of.place).rest);
    const std::optional<std::size_t> at = item_number(item.first);
    if (!at) return {};
    const AffinityRow& row = report->rows[*at];
    if (item.rest == "hours") return add_hours(asked, request.plan, row, of.lines);
    if (item.rest == "units_covered") {
      add_units_covered(*report, *at, of.chain);
    } else {
      add_factor(row, item.rest, of);
    }
    return {};
  };
  return why(asked, request, Figures::of(*report), kAffinity, explain);
}

Result<AffinityReport> affinity(const Asked& asked, const AffinityRequest& request) {
  AffinityReport report;
  report.scope = request.scope.empty() ? std::string(kRegional) : request.scope;
  if (std::find(kScopes.begin(), kScopes.end(), report.scope) == kScopes.end()) {
    return make_error(Code::bad_request, {{"what", "is not regional, zonal or both"}, {"where", "scope"}});
  }
  const Result<std::optional<vendor::CostForm>> form = vendor::cost_form_of(asked.bill.profile);
  if (!form) return form.error();
  if (!*form || (*form)->hour_cells.plus.empty()) return report;
  const plan::Plan plan = without_levels(request.plan);
  const Result<split::Tree> whole = split_of(asked, plan);
  if (!whole) return whole.error();
  const Result<std::vector<std::uint8_t>> kept = rows_that_count(asked, plan, *whole);
  if (!kept) return kept.error();
  const Result<std::map<Ran, Decimal>> ran = what_ran(asked.bill, **form, *kept);
  if (!ran) return ran.error();
  report.kinds = texts_of(*ran, &Ran::kind);
  report.purchasers = texts_of(*ran, &Ran::account);
  report.zones = texts_of(*ran, &Ran::zone);
  report.kind = chosen(request.kind, report.kinds);
  report.purchaser = chosen(request.purchaser, report.purchasers);
  report.zone = chosen(request.zone, report.zones);
  std::string region;
  for (const auto& [one, hours] : *ran) {
    if (one.zone == report.zone) region = one.region;
  }
  for (const auto& [one, hours] : *ran) report.rows.push_back(row_of(one, hours, report, region));
  sort_items(report.rows, [](const AffinityRow& a, const AffinityRow& b) { return a.score > b.score; });
  put_documented_order(report);
  return report;
}

}  // namespace billfold::session::questions
