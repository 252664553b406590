#include "session/figures.h"

#include <algorithm>
#include <charconv>
#include <cstddef>

#include "base/sort.h"
#include "money/decimal_parse.h"
#include "split/explain.h"

namespace billfold::session::questions {
namespace {

using money::Decimal;

// What a rounding added is told to so many digits beyond those that it left.
constexpr int kRemainderDigits = 6;
// A difference that does not end is told to so many.
constexpr int kDifferenceDigits = 12;

// Where a term's figure stands, seen from `place`.
std::string absolute(std::string_view from, std::string_view place) {
  if (from.substr(0, 2) == "./") return place_of(parent_of(place), from.substr(2));
  if (from.substr(0, 3) == "../") return place_of(parent_of(parent_of(parent_of(place))), from.substr(3));
  return std::string(from.substr(1));
}

// Which of several an item is: its value, account, number, day or hour.
std::optional<std::string> name_at(std::string_view item, const Figures& figures) {
  for (const std::string_view field :
       {"value", "account", "id", "name", "day", "begin", "target", "reason"}) {
    if (auto name = figures.text(place_of(item, field))) return name;
  }
  return std::nullopt;
}

// What is held by a list or an optional. A shape's own functions are for reading, too, and so are not const.
json::Items items_of(const void* value, const json::Shape& shape) {
  return shape.items(const_cast<void*>(value));
}

const json::Field* field_named(const json::Shape& shape, std::string_view name) {
  const auto found = std::find_if(shape.fields.begin(), shape.fields.end(),
                                  [name](const json::Field& field) { return field.name == name; });
  return found == shape.fields.end() ? nullptr : &*found;
}

// What stands at a place, through optionals; null where there is nothing.
struct Found {
  const void* value = nullptr;
  const json::Shape* shape = nullptr;
};

Found found_at(Found of, std::string_view place) {
  const json::Shape& shape = *of.shape;
  if (shape.kind == json::Kind::optional || shape.kind == json::Kind::if_any) {
    const json::Items items = items_of(of.value, shape);
    return items.count == 0 ? Found{} : found_at({items.first, &shape.item()}, place);
  }
  if (place.empty()) return of;
  const PlaceParts parts = first_of(place);
  if (shape.kind == json::Kind::list) {
    const json::Items items = items_of(of.value, shape);
    const std::optional<std::size_t> at = item_number(parts.first);
    if (!at || *at >= items.count) return {};
    return found_at({items.first + *at * shape.stride, &shape.item()}, parts.rest);
  }
  const json::Field* field = shape.kind == json::Kind::object ? field_named(shape, parts.first) : nullptr;
  if (field == nullptr) return {};
  return found_at({static_cast<const std::byte*>(of.value) + field->offset, &field->shape()}, parts.rest);
}

Error no_figure(const std::string& place) {
  return make_error(Code::bad_request,
                    {{"what", "is no figure of the report: " + place}, {"where", "place"}});
}

}  // namespace

Decimal decimal_of(const std::string& text) {
  Decimal amount;
  static_cast<void>(money::parse_amount(text, money::Mark::point, amount));
  return amount;
}

PlaceParts first_of(std::string_view place) {
  const std::size_t slash = place.find('/');
  if (slash == std::string_view::npos) return {place, {}};
  return {place.substr(0, slash), place.substr(slash + 1)};
}

std::optional<std::size_t> item_number(std::string_view part) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), number);
  if (error != std::errc() || end != part.data() + part.size()) return std::nullopt;
  return number;
}

std::string place_of(std::string_view parent, std::string_view child) {
  if (parent.empty()) return std::string(child);
  return std::string(parent) + "/" + std::string(child);
}

std::string parent_of(std::string_view place) {
  const std::size_t slash = place.rfind('/');
  return slash == std::string_view::npos ? std::string() : std::string(place.substr(0, slash));
}

std::string_view last_of(std::string_view place) {
  const std::size_t slash = place.rfind('/');
  return slash == std::string_view::npos ? place : place.substr(slash + 1);
}

std::optional<std::string> text_at(const void* value, const json::Shape& shape, std::string_view place) {
  const Found found = found_at({value, &shape}, place);
  if (found.value == nullptr) return std::nullopt;
  if (found.shape->kind == json::Kind::text) return *static_cast<const std::string*>(found.value);
  if (found.shape->kind == json::Kind::integer) return json::detail::text_of(found.value, *found.shape);
  return std::nullopt;
}

std::size_t items_at(const void* value, const json::Shape& shape, std::string_view list) {
  const Found found = found_at({value, &shape}, list);
  if (found.value == nullptr || found.shape->kind != json::Kind::list) return 0;
  return items_of(found.value, *found.shape).count;
}

bool fits(std::string_view figure, std::string_view place) {
  if (figure.substr(0, 1) == "/") return figure.substr(1) == place;
  while (!figure.empty()) {
    const std::string_view wanted = last_of(figure);
    if (place.empty() || (wanted != "*" && wanted != last_of(place))) return false;
    figure.remove_suffix(std::min(figure.size(), wanted.size() + 1));
    place.remove_suffix(std::min(place.size(), last_of(place).size() + 1));
  }
  return true;
}

// ---- a calculation

Decimal Chain::keep(const Result<Decimal>& result) {
  if (!result && !error_) error_ = result.error();
  return result ? *result : Decimal{};
}

void Chain::apply(std::string_view op, const Decimal& amount) {
  if (op == "times") {
    upper_ = keep(money::multiply(upper_, amount));
  } else if (op == "divided_by") {
    if (amount.mantissa == 0 && !error_) error_ = make_error(Code::division_by_zero);
    lower_ = keep(money::multiply(lower_, amount));
  } else if (op == "plus" || op == "minus") {
    const Decimal scaled = keep(money::multiply(amount, lower_));
    upper_ = keep(op == "plus" ? money::add(upper_, scaled) : money::subtract(upper_, scaled));
  } else if (op == "at_most") {
    const Decimal scaled = keep(money::multiply(amount, lower_));
    if (money::compare(upper_, scaled) > 0) upper_ = scaled;
  } else if (op == "at_least") {
    const Decimal scaled = keep(money::multiply(amount, lower_));
    if (money::compare(upper_, scaled) < 0) upper_ = scaled;
  }
}

void Chain::add(FigureStep step) {
  apply(step.op, decimal_of(step.amount));
  steps_.push_back(std::move(step));
}

void Chain::add(std::string_view op, std::string_view what, const Decimal& amount,
                std::optional<std::string> name, std::string place) {
  add({std::string(op), std::string(what), std::move(name), amount_text(amount), std::move(place), 0});
}

void Chain::round(int digits) {
  leave("rounded", digits, keep(money::divide(upper_, lower_, digits, money::Rounding::half_up)));
}

void Chain::truncate(int digits) {
  leave("truncated", digits, keep(money::divide(upper_, lower_, digits, money::Rounding::truncate)));
}

void Chain::apportion(int digits, const Decimal& figure) {
  const Result<Decimal> apart = difference(figure);
  if (!apart || money::compare(apart->mantissa < 0 ? money::negate(*apart) : *apart, {1, digits}) >= 0)
    return;
  leave("apportioned", digits, figure);
}

void Chain::leave(std::string_view op, int digits, const Decimal& left) {
  const Decimal finer =
      keep(money::divide(upper_, lower_, digits + kRemainderDigits, money::Rounding::truncate));
  const Decimal added = keep(money::subtract(left, finer));
  upper_ = left;
  lower_ = {1, 0};
  steps_.push_back(
      {std::string(op), "remainder", {}, amount_text(added), {}, static_cast<std::uint32_t>(digits)});
}

void Chain::add_term(const Term& term, std::string_view place, const Figures& figures) {
  const std::string_view from = term.from;
  if (from.front() == '=') {
    const Decimal number = decimal_of(std::string(from.substr(1)));
    if (term.op == "rounded") return round(static_cast<int>(number.mantissa));
    if (term.op == "truncated") return truncate(static_cast<int>(number.mantissa));
    return add(term.op, term.op == "at_least" ? "least" : "number", number);
  }
  const auto add_at = [&](const std::string& at, std::optional<std::string> name) {
    const std::optional<std::string> amount = figures.text(at);
    if (amount && !amount->empty())
      add({std::string(term.op), std::string(last_of(at)), std::move(name), *amount, at, 0});
  };
  const std::string at = absolute(from, place);
  const std::size_t star = at.find("/*/");
  if (star == std::string::npos) return add_at(at, {});
  const std::string list = at.substr(0, star);
  for (std::size_t number = 0; number < figures.items(list); ++number) {
    const std::string item = place_of(list, std::to_string(number));
    add_at(place_of(item, at.substr(star + 3)), name_at(item, figures).value_or(""));
  }
}

void Chain::add(const Formula& formula, std::string_view place, const Figures& figures) {
  for (const Term& term : formula.terms) {
    if (!term.op.empty()) add_term(term, place, figures);
  }
}

Result<Decimal> Chain::difference(const Decimal& figure) const {
  const Result<Decimal> scaled = money::multiply(figure, lower_);
  if (!scaled) return scaled.error();
  const Result<Decimal> apart = money::subtract(*scaled, upper_);
  if (!apart || apart->mantissa == 0) return apart;
  return money::divide(*apart, lower_, kDifferenceDigits, money::Rounding::half_up);
}

// ---- lines

void LinesBehind::add(std::size_t row, const Decimal& amount) {
  const Result<Decimal> sum = money::add(total_, amount);
  if (!sum) {
    if (!error_) error_ = sum.error();
    return;
  }
  total_ = *sum;
  if (rows_ >= offset_ && kept_.size() < limit_) {
    kept_.push_back(static_cast<std::uint32_t>(row));
    amounts_.push_back(amount);
  }
  ++rows_;
}

LinesReport LinesBehind::report(const bill::Bill& bill, std::string_view measure) const {
  LinesReport report;
  report.rows = rows_;
  report.total = amount_text(total_);
  const split::GroupRows group{kept_, 0, 0};
  const std::vector<split::SourceLine> lines =
      split::source_lines(bill, measure, group, 0, static_cast<std::uint32_t>(kept_.size()));
  for (std::size_t at = 0; at < lines.size(); ++at) {
    const split::SourceLine& line = lines[at];
    report.lines.push_back({line.file, line.row, line.line, static_cast<double>(line.begin),
                            static_cast<double>(line.end), amount_text(amounts_[at]), ""});
  }
  return report;
}

void add_largest(std::vector<NamedAmount> all, int scale, std::string_view what, Chain& chain) {
  constexpr std::size_t kShown = 100;
  sort_items(
      all, [](const NamedAmount& a, const NamedAmount& b) { return size_of(a.amount) > size_of(b.amount); });
  i128 others = 0;
  for (std::size_t at = kShown; at < all.size(); ++at) others += all[at].amount;
  all.resize(std::min(all.size(), kShown));
  for (const NamedAmount& one : all) chain.add("plus", what, {one.amount, scale}, one.name.value_or(""));
  if (others != 0) chain.add("plus", "others", {others, scale});
}

namespace {

Result<void> add_rows(const Asked& asked, const plan::Plan& plan, const split::Path& path,
                      const split::Tree& tree, LinesBehind& lines) {
  const Result<split::Measure> measure = split::resolve_measure(asked.bill, plan.measure);
  if (!measure) return measure.error();
  const Result<split::GroupRows> rows = split::rows_of(plan, path, tree, dimensions_of(asked));
  if (!rows) return rows.error();
  for (const std::uint32_t row : rows->rows) lines.add(row, measure->amounts()[row]);
  return {};
}

}  // namespace

Result<std::vector<ExplainStep>> add_lines_of(const Asked& asked, const plan::Plan& plan,
                                              const split::Path& path, LinesBehind& lines) {
  const Result<split::Tree> tree = split::split_of(plan, dimensions_of(asked));
  if (!tree) return tree.error();
  const Result<void> added = add_rows(asked, plan, path, *tree, lines);
  if (!added) return added.error();
  const Result<split::Explanation> explained = split::explain(plan, path, *tree, dimensions_of(asked));
  if (!explained) return explained.error();
  return way_down(*explained, {plan, path}, *tree);
}

Result<void> add_group(const Asked& asked, const plan::Plan& plan, const split::Path& path, Explaining& of) {
  Result<split::Tree> tree = split::split_of(plan, dimensions_of(asked));
  if (!tree) return tree.error();
  const Result<void> added = add_rows(asked, plan, path, *tree, of.lines);
  if (!added) return added;
  of.chain.add("plus", "lines", of.lines.total());
  const Result<split::Explanation> explained = split::explain(plan, path, *tree, dimensions_of(asked));
  if (!explained) return explained.error();
  of.down = way_down(*explained, {plan, path}, *tree);
  of.group = GroupOf{plan, path};
  if (!plan.shared.empty()) MovedByRules(*of.group, std::move(*tree), *explained).add_all(of.place, of.chain);
  return {};
}

std::vector<ExplainStep> lines_that_count(const Asked& asked, plan::Plan whole) {
  whole = without_levels(std::move(whole));
  whole.shared.clear();
  std::string key = json::text_of(whole);
  if (asked.cache.down_key == key) return asked.cache.down;
  const Result<split::Tree> tree = split::split_of(whole, dimensions_of(asked));
  if (!tree) return {};
  const Result<split::Explanation> explained = split::explain(whole, {}, *tree, dimensions_of(asked));
  if (!explained) return {};
  asked.cache.down = way_down(*explained, {whole, {}}, *tree);
  asked.cache.down_key = std::move(key);
  return asked.cache.down;
}

// ---- the answer

namespace {

// The field that a figure is, or that it is an item of: "totals" of "totals/3".
std::string_view field_of(std::string_view place) {
  while (item_number(last_of(place)) && place != last_of(place))
    place.remove_suffix(last_of(place).size() + 1);
  return last_of(place);
}

// `figure`: the amount as the report has it. `plan`: of the lines that count, where the view knows no better.
Result<WhyFigureReport> answer_of(const Asked& asked, const WhyFigureRequest& request,
                                  const std::string& figure, const plan::Plan& plan, const Explaining& of) {
  if (of.lines.error()) return *of.lines.error();
  if (of.chain.error()) return *of.chain.error();
  if (of.chain.steps().empty()) return no_figure(request.place);
  WhyFigureReport report;
  report.what = field_of(request.place);
  report.amount = figure;
  report.steps = of.chain.steps();
  report.rules = of.down ? *of.down : lines_that_count(asked, plan);
  if (of.lines.rows() > 0) {
    const Result<split::Measure> measure = split::resolve_measure(asked.bill, request.plan.measure);
    if (!measure) return measure.error();
    report.lines = of.lines.report(asked.bill, measure->column->role.name);
  }
  const Result<Decimal> difference = of.chain.difference(decimal_of(figure));
  if (!difference) return difference.error();
  report.difference = amount_text(*difference);
  return report;
}

// A place below a figure's: of what rules moved into the group that it is, or out of it.
struct Below {
  std::string_view figure;
  std::string_view place;  // "" of the figure itself
};
Below below_figure(std::string_view place) {
  for (const std::string_view list : {"/handouts/", "/taken/"}) {
    const std::size_t at = place.find(list);
    if (at != std::string_view::npos) return {place.substr(0, at), place.substr(at + 1)};
  }
  return {place, {}};
}

Result<WhyFigureReport> why_moved(const Asked& asked, const WhyFigureRequest& request, const Figures& figures,
                                  const Explain& explain, const Below& below) {
  Chain of_group;
  LinesBehind none(0, 0);
  Explaining group{figures, below.figure, of_group, none};
  if (const Result<void> explained = explain(group); !explained) return explained.error();
  if (!group.group) return no_figure(request.place);
  plan::Plan unfiltered = group.group->plan;
  unfiltered.filters.clear();  // rules run apart from filters
  const Result<MovedByRules> moved = moved_by_rules(asked, std::move(*group.group));
  if (!moved) return moved.error();
  const std::optional<std::string> figure = moved->text(below.place);
  if (!figure) return no_figure(request.place);
  Chain chain;
  LinesBehind lines(request.offset, request.limit);
  Explaining explaining{figures, request.place, chain, lines};
  const Result<void> explained = moved->explain(asked, below.figure, below.place, explaining);
  if (!explained) return explained.error();
  return answer_of(asked, request, *figure, unfiltered, explaining);
}

}  // namespace

Result<WhyFigureReport> why(const Asked& asked, const WhyFigureRequest& request, const Figures& figures,
                            std::span<const Formula> formulas, const Explain& explain) {
  const Below below = below_figure(request.place);
  if (!below.place.empty()) return why_moved(asked, request, figures, explain, below);
  const std::optional<std::string> figure = figures.text(request.place);
  Decimal amount;
  if (!figure || money::parse_amount(*figure, money::Mark::point, amount) != money::AmountStatus::ok)
    return no_figure(request.place);
  Chain chain;
  LinesBehind lines(request.offset, request.limit);
  Explaining explaining{figures, request.place, chain, lines};
  if (const Result<void> explained = explain(explaining); !explained) return explained.error();
  if (lines.rows() > 0 && chain.steps().empty()) chain.add("plus", "lines", lines.total());
  if (chain.steps().empty()) {
    const auto formula = std::find_if(formulas.begin(), formulas.end(), [&request](const Formula& one) {
      return fits(one.figure, request.place);
    });
    if (formula != formulas.end()) chain.add(*formula, request.place, figures);
  }
  if (chain.steps().empty() && amount.mantissa == 0) chain.add("plus", "lines", {});
  return answer_of(asked, request, *figure, request.plan, explaining);
}

Result<WhyFigureReport> why_figure(const Asked& asked, const WhyFigureRequest& request) {
  using Why = Result<WhyFigureReport> (*)(const Asked&, const WhyFigureRequest&);
  constexpr std::array<std::pair<std::string_view, Why>, 24> kViews = {{{"discounts", why_discounts},
                                                                        {"commitments", why_commitments},
                                                                        {"what_if", why_what_if},
                                                                        {"own_use", why_own_use},
                                                                        {"affinity", why_affinity},
                                                                        {"budgets", why_budgets},
                                                                        {"anomalies", why_anomalies},
                                                                        {"tags", why_tags},
                                                                        {"compliance", why_compliance},
                                                                        {"compare", why_compare},
                                                                        {"matrix", why_matrix},
                                                                        {"fair_share", why_fair_share},
                                                                        {"lint", why_lint},
                                                                        {"group", why_group},
                                                                        {"series", why_series},
                                                                        {"balance", why_balance},
                                                                        {"category_rules", why_category},
                                                                        {"journal", why_journal},
                                                                        {"meter", why_meter},
                                                                        {"idle", why_idle},
                                                                        {"cache_savings", why_cache_savings},
                                                                        {"preview", why_preview},
                                                                        {"listing", why_listing},
                                                                        {"roll_forward", why_roll_forward}}};
  for (const auto& [name, answer] : kViews) {
    if (request.view == name) return answer(asked, request);
  }
  return make_error(Code::bad_request,
                    {{"what", "is no view whose figures are explained"}, {"where", "view"}});
}

}  // namespace billfold::session::questions
