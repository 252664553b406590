#include "vendor/recognise.h"

#include <algorithm>
#include <array>
#include <set>

#include "calendar/date.h"
#include "csv/dialect.h"
#include "vendor/cell_shape.h"
#include "vendor/column_name.h"
#include "vendor/fields.h"
#include "vendor/header_names.h"
#include "vendor/header_search.h"

namespace billfold::vendor {
namespace {

constexpr std::size_t kHeadRecords = 64;
constexpr std::string_view kNoProfile = "none";
constexpr std::string_view kTagPrefix = "tag:";
// Fields that ready-made schemes split by: a doubtful proposal for one of these is shown; others only fill a list.
constexpr auto kAsked = std::to_array<std::string_view>({"date", "payer", "owner", "project", "model", "unit",
                                                         "creator", "workspace", "login", "key", "product"});

bool is_one_of(std::string_view text, std::span<const std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

NameForm form_of(const Profile& profile) {
  return profile.generic ? NameForm::spaced : profile.loose ? NameForm::loose : NameForm::plain;
}

// ---- which profile

// The names of one record in the forms that profiles ask for, each made once.
class RecordNames {
 public:
  explicit RecordNames(const csv::Record& record)
      : plain_(record.fields, NameForm::plain), loose_(record.fields, NameForm::loose) {}
  const HeaderNames& in(NameForm form) const { return form == NameForm::loose ? loose_ : plain_; }

 private:
  HeaderNames plain_;
  HeaderNames loose_;
};

struct Fit {
  const Profile* profile = nullptr;
  int points = 0;  // to choose between profiles
  int score = 0;   // 0..99, for people
};

bool has_required(const Profile& profile, const HeaderNames& names) {
  return std::all_of(profile.required.begin(), profile.required.end(), [&](const Profile::Columns& columns) {
    return names.find(columns) != HeaderNames::npos;
  });
}

// How many of the header's columns the profile knows.
int known_columns(const Profile& profile, const HeaderNames& names) {
  std::set<std::size_t> known;
  const auto add = [&](const Profile::Columns& columns) {
    for (const std::string& pattern : columns) {
      names.for_each(pattern, [&](std::size_t column) { known.insert(column); });
    }
  };
  for (const auto& [field, columns] : profile.fields) add(columns);
  for (const Profile::Measure& measure : profile.measures) add(measure.columns);
  for (const Profile::Tags& tags : profile.tags) add({tags.column});
  add(profile.currency);
  add(profile.dates);
  add(profile.text);
  return static_cast<int>(known.size());
}

Fit fit_of(const Profile& profile, const HeaderNames& names) {
  int evidence = 0;
  int possible = 0;
  for (const Profile::Evidence& distinctive : profile.distinctive) {
    possible += distinctive.weight;
    if (names.find(distinctive.columns) != HeaderNames::npos) evidence += distinctive.weight;
  }
  const int known = known_columns(profile, names);
  const auto named = static_cast<int>(std::count_if(names.names().begin(), names.names().end(),
                                                    [](const std::string& name) { return !name.empty(); }));
  Fit fit;
  fit.profile = &profile;
  // A distinctive column tells neighbours apart, so it outweighs any number of columns that they share.
  fit.points = evidence * 100 + known;
  const int coverage = named == 0 ? 0 : 100 * known / named;
  const int proof = possible == 0 ? 100 : 100 * evidence / possible;
  fit.score = std::min(99, (coverage + proof) / 2);
  return fit;
}

Fit best_fit(const csv::Record& record, std::span<const Profile> profiles) {
  const RecordNames names(record);
  Fit best;
  for (const Profile& profile : profiles) {
    if (profile.generic || profile.required.empty()) continue;
    const HeaderNames& in_form = names.in(form_of(profile));
    if (!has_required(profile, in_form)) continue;
    const Fit fit = fit_of(profile, in_form);
    if (best.profile == nullptr || fit.points > best.points) best = fit;
  }
  return best;
}

// ---- what the columns are

// Makes a recognition of a header and the rows below it, in the order of the functions.
class Assembler {
 public:
  Assembler(std::span<const csv::Record> head, const HeaderPlace& place) : place_(place) {
    rows_ = head.subspan(place.has_header ? place.record + 1 : place.record);
    result_.header_record = place.record;
    result_.has_header = place.has_header;
    name_columns(head[place.record]);
    shapes_ = shapes_of(rows_, result_.columns.size());
    assigned_.assign(result_.columns.size(), false);
  }

  std::vector<Profile::Usage> usage_in(const Profile& profile, const HeaderNames& names) const;
  void use_profile(const Profile& profile, int score);
  void propose(const Profile& hints);
  void find_further_amounts(const Profile* hints);
  Result<void> apply(const Mapping& overrides);
  void decide_date_order(const Mapping& overrides);
  Recognition take() { return std::move(result_); }

 private:
  using Pattern = std::string;

  void name_columns(const csv::Record& header);
  HeaderNames names_in(NameForm form) const;
  void assign_exact(const Profile& profile, const HeaderNames& names);
  void assign_wildcards(const Profile& profile, const HeaderNames& names);
  void assign_tags(const Profile& profile, const HeaderNames& names, bool wildcards);
  void assign_measures(const Profile& profile, const HeaderNames& names, bool wildcards);
  void make_amount(std::size_t column, const Profile::Measure& measure);
  void make_currency(std::size_t column);
  void make_field(std::size_t column, const std::string& field);
  // The first column that no role was given to yet; npos if there is none.
  std::size_t first_free(const HeaderNames& names, const Profile::Columns& patterns) const;
  void take_field_off(const std::string& field);
  void choose_measure(const Profile& profile, const HeaderNames& names);
  void propose_field(const HeaderNames& names, const std::string& field, const Profile::Columns& patterns);
  void add_unsure(std::string_view what);
  bool may_be_amount(std::size_t column) const;
  std::string fallback_measure() const;
  ColumnRole* find_column(std::string_view name);
  Result<void> map_field(const std::string& field, const std::string& column);

  HeaderPlace place_;
  std::span<const csv::Record> rows_;
  std::vector<ShapeCount> shapes_;
  std::vector<bool> assigned_;
  std::string profile_date_order_;
  Recognition result_;
};

bool is_wildcard(const std::string& pattern) { return pattern.find('*') != std::string::npos; }

// Names are unique, so that a column can be asked for by its name.
void Assembler::name_columns(const csv::Record& header) {
  const std::size_t header_width = place_.has_header ? header.fields.size() : 0;
  const std::size_t width = std::max(header_width, usual_width(rows_));
  std::set<std::string, std::less<>> taken;
  result_.columns.resize(width);
  for (std::size_t i = 0; i < width; ++i) {
    ColumnRole& column = result_.columns[i];
    column.index = static_cast<std::uint32_t>(i);
    std::string name(i < header_width ? trimmed(header.fields[i]) : std::string_view{});
    if (name.empty()) name = "column " + std::to_string(i + 1);
    column.name = name;
    for (int copy = 2; !taken.insert(column.name).second; ++copy)
      column.name = name + " (" + std::to_string(copy) + ")";
  }
}

HeaderNames Assembler::names_in(NameForm form) const {
  std::vector<std::string> names;
  for (const ColumnRole& column : result_.columns) names.push_back(column.name);
  return HeaderNames(names, form);
}

void Assembler::add_unsure(std::string_view what) {
  if (std::find(result_.unsure.begin(), result_.unsure.end(), what) == result_.unsure.end()) {
    result_.unsure.emplace_back(what);
  }
}

void Assembler::make_field(std::size_t column, const std::string& field) {
  ColumnRole& role = result_.columns[column];
  role.field = field;
  role.kind = field == "date" || field == "end_date" ? ColumnRole::date : ColumnRole::text;
  assigned_[column] = true;
}

void Assembler::make_currency(std::size_t column) {
  result_.columns[column].kind = ColumnRole::currency;
  result_.currency_column = result_.columns[column].name;
  assigned_[column] = true;
}

std::size_t Assembler::first_free(const HeaderNames& names, const Profile::Columns& patterns) const {
  std::size_t free = HeaderNames::npos;
  for (const Pattern& pattern : patterns) {
    names.for_each(pattern, [&](std::size_t column) {
      if (free == HeaderNames::npos && !assigned_[column]) free = column;
    });
  }
  return free;
}

void Assembler::make_amount(std::size_t column, const Profile::Measure& measure) {
  ColumnRole& role = result_.columns[column];
  role.kind = ColumnRole::amount;
  role.measure_role = measure.role;
  role.money = measure.money;
  assigned_[column] = true;
}

void Assembler::assign_tags(const Profile& profile, const HeaderNames& names, bool wildcards) {
  for (const Profile::Tags& tags : profile.tags) {
    if (is_wildcard(tags.column) != wildcards) continue;
    names.for_each(tags.column, [&](std::size_t column) {
      if (assigned_[column]) return;
      ColumnRole& role = result_.columns[column];
      role.kind = ColumnRole::tags;
      find_tag_form(tags.form, role.tag_form);
      role.tag_key = tags.key_prefix;
      role.tag_user_prefix = tags.user_prefix;
      if (role.tag_form == TagForm::column) {
        role.tag_key += wildcards ? role.name.substr(tags.column.size() - 1) : role.name;
      }
      assigned_[column] = true;
    });
  }
}

void Assembler::assign_measures(const Profile& profile, const HeaderNames& names, bool wildcards) {
  for (const Profile::Measure& measure : profile.measures) {
    for (const Pattern& pattern : measure.columns) {
      if (is_wildcard(pattern) != wildcards) continue;
      names.for_each(pattern, [&](std::size_t column) {
        if (!assigned_[column]) make_amount(column, measure);
      });
    }
  }
}

void Assembler::assign_exact(const Profile& profile, const HeaderNames& names) {
  if (const std::size_t column = names.find(profile.currency); column != HeaderNames::npos)
    make_currency(column);
  assign_tags(profile, names, false);
  for (const auto& [field, patterns] : profile.fields) {
    const std::size_t column = first_free(names, patterns);
    if (column != HeaderNames::npos) make_field(column, field);
  }
  assign_measures(profile, names, false);
}

void Assembler::assign_wildcards(const Profile& profile, const HeaderNames& names) {
  assign_tags(profile, names, true);
  for (const Pattern& pattern : profile.dates) {
    names.for_each(pattern, [&](std::size_t column) {
      if (assigned_[column]) return;
      result_.columns[column].kind = ColumnRole::date;
      assigned_[column] = true;
    });
  }
  assign_measures(profile, names, true);
  for (const Pattern& pattern : profile.text) {
    names.for_each(pattern, [&](std::size_t column) { assigned_[column] = true; });
  }
}

// The first column of the first role that there is; within a role in the order in which the profile names columns.
void Assembler::choose_measure(const Profile& profile, const HeaderNames& names) {
  for (const std::string& role : profile.default_roles) {
    for (const Profile::Measure& measure : profile.measures) {
      if (measure.role != role) continue;
      for (const Pattern& pattern : measure.columns) {
        names.for_each(pattern, [&](std::size_t column) {
          const ColumnRole& found = result_.columns[column];
          const bool fits_role = found.kind == ColumnRole::amount && found.measure_role == role;
          if (fits_role && result_.default_measure.empty()) result_.default_measure = found.name;
        });
      }
    }
  }
}

// The usage that the file has columns for, with their names as they stand in it.
std::vector<Profile::Usage> Assembler::usage_in(const Profile& profile, const HeaderNames& names) const {
  std::vector<Profile::Usage> found;
  for (Profile::Usage usage : profile.usage) {
    for (std::string* column : {&usage.requested, &usage.used, &usage.capacity, &usage.less}) {
      const std::size_t at = column->empty() ? HeaderNames::npos : names.find(std::span(column, 1));
      *column = at == HeaderNames::npos ? std::string() : result_.columns[at].name;
    }
    if (!usage.requested.empty() || !usage.used.empty()) found.push_back(std::move(usage));
  }
  return found;
}

void Assembler::use_profile(const Profile& profile, int score) {
  const HeaderNames names = names_in(form_of(profile));
  result_.profile = profile.name;
  result_.family = profile.family;
  result_.score = score;
  result_.empty_words = profile.empty_words;
  result_.zero_words = profile.zero_words;
  result_.usage = usage_in(profile, names);
  profile_date_order_ = profile.date_order;
  for (const auto& [field, key] : profile.tag_fields) result_.tag_fields[field] = key;
  assign_exact(profile, names);
  assign_wildcards(profile, names);
  choose_measure(profile, names);
  if (result_.default_measure.empty() && !profile.default_roles.empty()) add_unsure("measure");
  for (const std::string& field : profile.ask) {
    const bool found = std::any_of(result_.columns.begin(), result_.columns.end(),
                                   [&](const ColumnRole& column) { return column.field == field; });
    if (!found) add_unsure(field);
  }
}

// Under a name that says amount, half of the filled cells are enough: the others are lines to be shown as rejected. Long
// numbers are no identifiers there.
bool Assembler::may_be_amount(std::size_t column) const {
  const ShapeCount& cells = shapes_[column];
  return (cells.of(Shape::amount) + cells.of(Shape::identifier)) * 2 >= cells.filled();
}

// The measure of a file whose names say nothing: the last column of numbers with a fraction, or the last of
// numbers.
std::string Assembler::fallback_measure() const {
  std::string last;
  std::string last_with_fraction;
  for (std::size_t i = 0; i < result_.columns.size(); ++i) {
    if (result_.columns[i].kind != ColumnRole::amount) continue;
    last = result_.columns[i].name;
    const bool fraction = std::any_of(rows_.begin(), rows_.end(), [&](const csv::Record& row) {
      return i < row.fields.size() && row.fields[i].find_first_of(".,") != std::string::npos;
    });
    if (fraction) last_with_fraction = last;
  }
  return last_with_fraction.empty() ? last : last_with_fraction;
}

// A field by the hints' names, as far as the cells agree. A name that only holds the hint is to be confirmed.
void Assembler::propose_field(const HeaderNames& names, const std::string& field,
                              const Profile::Columns& patterns) {
  const bool dates = field == "date" || field == "end_date";
  for (const Pattern& pattern : patterns) {
    std::size_t found = HeaderNames::npos;
    names.for_each(pattern, [&](std::size_t column) {
      const ShapeCount& cells = shapes_[column];
      const bool agree = !cells.mostly(Shape::tags) && !cells.mostly(dates ? Shape::word : Shape::date);
      if (found == HeaderNames::npos && !assigned_[column] && agree) found = column;
    });
    if (found == HeaderNames::npos) continue;
    make_field(found, field);
    if (is_wildcard(pattern) && is_one_of(field, kAsked)) add_unsure(field);
    return;
  }
}

// For an unknown form: fields and measures by the hints' names, as far as the cells agree.
void Assembler::propose(const Profile& hints) {
  const HeaderNames names = names_in(NameForm::spaced);
  result_.empty_words = hints.empty_words;
  result_.zero_words = hints.zero_words;
  profile_date_order_ = hints.date_order;
  add_unsure("measure");
  if (const std::size_t column = names.find(hints.currency);
      column != HeaderNames::npos && !shapes_[column].mostly(Shape::amount)) {
    make_currency(column);
  }
  for (const auto& [field, patterns] : hints.fields) propose_field(names, field, patterns);
  for (const Profile::Tags& tags : hints.tags) {
    names.for_each(tags.column, [&](std::size_t column) {
      if (assigned_[column] || shapes_[column].mostly(Shape::amount)) return;
      result_.columns[column].kind = ColumnRole::tags;
      find_tag_form(tags.form, result_.columns[column].tag_form);
      assigned_[column] = true;
    });
  }
  for (const Pattern& pattern : hints.text) {
    names.for_each(pattern, [&](std::size_t column) { assigned_[column] = true; });
  }
  for (std::size_t i = 0; i < result_.columns.size(); ++i) {
    if (assigned_[i] || !shapes_[i].mostly(Shape::date)) continue;
    const bool first = std::none_of(result_.columns.begin(), result_.columns.end(),
                                    [](const ColumnRole& column) { return column.field == "date"; });
    result_.columns[i].kind = ColumnRole::date;
    if (first) result_.columns[i].field = "date";
    assigned_[i] = true;
  }
  find_further_amounts(&hints);
  choose_measure(hints, names);
  if (result_.default_measure.empty()) result_.default_measure = fallback_measure();
}

// Columns that no profile speaks of: amounts by their cells. In a known form their name must say so too, for
// a cell that is no amount makes a rejected line.
void Assembler::find_further_amounts(const Profile* hints) {
  if (hints == nullptr) return;
  const bool known_form = !result_.profile.empty();
  const HeaderNames names = names_in(NameForm::spaced);
  for (const Profile::Measure& measure : hints->measures) {
    for (const Pattern& pattern : measure.columns) {
      names.for_each(pattern, [&](std::size_t column) {
        const bool proven = shapes_[column].mostly(Shape::amount);
        if (!assigned_[column] && (known_form ? proven : may_be_amount(column))) make_amount(column, measure);
      });
    }
  }
  if (known_form) return;
  for (std::size_t i = 0; i < result_.columns.size(); ++i) {
    if (!assigned_[i] && shapes_[i].mostly(Shape::amount))
      make_amount(i, {.columns = {}, .role = "", .money = false, .of = {}});
  }
}

// The profile's order holds unless the cells prove another one. Where no column is a date, the billing period is one.
void Assembler::decide_date_order(const Mapping& overrides) {
  const auto is_date = [](const ColumnRole& column) { return column.kind == ColumnRole::date; };
  const bool has_dates = std::any_of(result_.columns.begin(), result_.columns.end(), is_date);
  calendar::DateOrderEvidence evidence;
  bool dated = false;
  for (const ColumnRole& column : result_.columns) {
    if (has_dates ? !is_date(column) : column.field != "period") continue;
    dated = true;
    for (const csv::Record& row : rows_) {
      if (column.index < row.fields.size()) evidence.add(row.fields[column.index]);
    }
  }
  if (!dated) return;
  result_.date_order = profile_date_order_;
  if (!overrides.date_order.empty()) {
    result_.date_order = overrides.date_order;
    return;
  }
  switch (evidence.verdict()) {
    case calendar::OrderVerdict::ymd:
      return;
    case calendar::OrderVerdict::mdy:
      result_.date_order = "mdy";
      return;
    case calendar::OrderVerdict::dmy:
      result_.date_order = "dmy";
      return;
    case calendar::OrderVerdict::ambiguous:
    case calendar::OrderVerdict::conflicting:
      break;
  }
  // 4/1/25: a form that is known to write so decides; else month first is what vendors' exports do, and the
  // user is asked.
  if (result_.date_order == "mdy" || result_.date_order == "dmy") return;
  result_.date_order = "mdy";
  add_unsure("date");
}

// ---- what the user said

ColumnRole* Assembler::find_column(std::string_view name) {
  for (ColumnRole& column : result_.columns) {
    if (column.name == name) return &column;
  }
  ColumnRole* found = nullptr;
  for (ColumnRole& column : result_.columns) {
    if (plain_name(column.name) != plain_name(name)) continue;
    if (found != nullptr) return nullptr;  // two columns differ by case only: it must be said exactly
    found = &column;
  }
  return found;
}

void Assembler::take_field_off(const std::string& field) {
  result_.tag_fields.erase(field);
  if (field == "measure") result_.default_measure.clear();
  if (field == "currency") result_.currency_column.clear();
  for (ColumnRole& column : result_.columns) {
    const bool was_currency = field == "currency" && column.kind == ColumnRole::currency;
    const bool was_field = column.field == field;
    if (!was_currency && !was_field) continue;
    column.field.clear();
    if (column.kind != ColumnRole::tags) column.kind = ColumnRole::text;
  }
}

Result<void> Assembler::map_field(const std::string& field, const std::string& name) {
  const auto confirmed = std::find(result_.unsure.begin(), result_.unsure.end(), field);
  if (confirmed != result_.unsure.end()) result_.unsure.erase(confirmed);
  if (field != "tags") take_field_off(field);
  if (name.empty()) return {};
  const bool is_field = find_field(field) != nullptr;
  if (is_field && name.starts_with(kTagPrefix) && name.size() > kTagPrefix.size() &&
      find_column(name) == nullptr) {
    result_.tag_fields[field] = name.substr(kTagPrefix.size());
    return {};
  }
  ColumnRole* column = find_column(name);
  if (column == nullptr) return make_error(Code::unknown_column, {{"column", name}});
  if (field == "measure") {
    if (column->kind != ColumnRole::amount) {
      column->kind = ColumnRole::amount;
      column->field.clear();
      column->money = true;
    }
    result_.default_measure = column->name;
  } else if (field == "tags") {
    column->kind = ColumnRole::tags;
    column->tag_form = TagForm::automatic;
    column->field.clear();
  } else if (field == "currency") {
    column->kind = ColumnRole::currency;
    column->field.clear();
    result_.currency_column = column->name;
  } else {
    make_field(column->index, field);
  }
  // A column that was an amount and now is something else can not stay the measure.
  if (column->kind != ColumnRole::amount) {
    column->measure_role.clear();
    column->money = false;
    if (result_.default_measure == column->name) result_.default_measure.clear();
  }
  return {};
}

std::string known_fields() {
  std::string names = "measure, currency, tags";
  for (const Field& field : fields()) names += ", " + std::string(field.name);
  return names;
}

Result<void> Assembler::apply(const Mapping& overrides) {
  for (const auto& [field, column] : overrides.field_to_column) {
    if (!is_mappable(field))
      return make_error(Code::unknown_field, {{"field", field}, {"known", known_fields()}});
    const Result<void> mapped = map_field(field, column);
    if (!mapped) return mapped;
  }
  if (result_.default_measure.empty()) result_.default_measure = fallback_measure();
  return {};
}

// ---- the whole

Error unknown_profile(const std::string& name, std::span<const Profile> profiles) {
  std::string known;
  for (const Profile& profile : profiles) {
    if (!profile.generic) known += profile.name + ", ";
  }
  return make_error(Code::unknown_profile, {{"profile", name}, {"known", known + std::string(kNoProfile)}});
}

// The record whose line the user named, or the first after it.
HeaderPlace place_at_line(std::span<const csv::Record> head, std::uint64_t line) {
  for (std::uint32_t i = 0; i < head.size(); ++i) {
    if (head[i].line >= line) return {i, true};
  }
  return {static_cast<std::uint32_t>(head.size() - 1), true};
}

// The header of a form that the user named: the record with most of its columns.
HeaderPlace place_for(std::span<const csv::Record> head, const Profile& profile) {
  HeaderPlace best = find_header_by_shape(head);
  int most = 0;
  for (std::uint32_t i = 0; i < head.size(); ++i) {
    const int known = known_columns(profile, HeaderNames(head[i].fields, form_of(profile)));
    if (known <= most) continue;
    most = known;
    best = {i, true};
  }
  return best;
}

struct Choice {
  const Profile* profile = nullptr;
  HeaderPlace place;
  int score = 0;
};

Choice choose(std::span<const csv::Record> head, std::span<const Profile> profiles, const Profile* named,
              const Mapping& overrides) {
  const bool line_given = overrides.header_line != 0;
  if (named != nullptr) {
    return {named, line_given ? place_at_line(head, overrides.header_line) : place_for(head, *named), 100};
  }
  if (overrides.profile != kNoProfile) {
    const HeaderPlace given = line_given ? place_at_line(head, overrides.header_line) : HeaderPlace{};
    const auto end = line_given ? given.record + 1 : static_cast<std::uint32_t>(head.size());
    for (std::uint32_t i = given.record; i < end; ++i) {
      if (!could_be_header(head[i])) continue;
      const Fit fit = best_fit(head[i], profiles);
      if (fit.profile != nullptr) return {fit.profile, {i, true}, fit.score};
    }
  }
  return {nullptr, line_given ? place_at_line(head, overrides.header_line) : find_header_by_shape(head), 0};
}

}  // namespace

Result<Recognition> recognise(std::span<const csv::Record> head, std::span<const Profile> profiles,
                              const Mapping& overrides) {
  head = head.subspan(0, std::min(head.size(), kHeadRecords));
  if (head.empty()) return make_error(Code::no_header);
  const Profile* named = nullptr;
  const Profile* hints = nullptr;
  for (const Profile& profile : profiles) {
    if (profile.generic) {
      hints = &profile;
    } else if (profile.name == overrides.profile) {
      named = &profile;
    }
  }
  if (!overrides.profile.empty() && overrides.profile != kNoProfile && named == nullptr) {
    return unknown_profile(overrides.profile, profiles);
  }
  const Choice choice = choose(head, profiles, named, overrides);
  Assembler assembler(head, choice.place);
  if (choice.profile != nullptr) {
    assembler.use_profile(*choice.profile, choice.score);
    assembler.find_further_amounts(hints);
  } else if (hints != nullptr) {
    assembler.propose(*hints);
  }
  const Result<void> applied = assembler.apply(overrides);
  if (!applied) return applied.error();
  assembler.decide_date_order(overrides);
  return assembler.take();
}

}  // namespace billfold::vendor
