#include "metering/record.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <set>

#include "calendar/date.h"
#include "money/decimal.h"
#include "money/decimal_parse.h"
#include "plan/omitted.h"
#include "vendor/column_name.h"

namespace billfold::metering {
namespace {

constexpr std::int64_t kNoTime = INT64_MIN;
// Shares of a total that crosses hours are cut at the common scale, so it is never coarser than this.
constexpr int kLeastScale = 9;
// 27 digits: times the seconds of a hundred years they are still below 2^127.
constexpr i128 kLargestQuantity = money::power_of_ten(27) - 1;
constexpr std::int64_t kLongest = std::int64_t{36525} * calendar::kSecondsADay;
constexpr std::string_view kNeeds = "Project, Resource, Requested, Used, BeginTime and EndTime";

struct NamedRule {
  std::string_view kind;
  KindRule rule;
};
constexpr NamedRule kRules[] = {
    {"cpu", {Billed::larger, Measure::level}},    {"memory", {Billed::larger, Measure::level}},
    {"pvc", {Billed::requested, Measure::level}}, {"gpu", {Billed::requested, Measure::level}},
    {"network", {Billed::used, Measure::total}},  {"requests", {Billed::used, Measure::total}},
    {"tokens", {Billed::used, Measure::total}},
};
constexpr std::string_view kTokens = "_tokens";

Measure measure_named(std::string_view name, Measure otherwise) {
  if (name == "level") return Measure::level;
  if (name == "seconds") return Measure::seconds;
  return name == "total" ? Measure::total : otherwise;
}

// A whole number of seconds since 1970, which is UTC.
std::optional<calendar::ParsedTime> parse_epoch(std::string_view cell) {
  std::int64_t seconds = 0;
  int scale = 0;
  if (!money::parse_plain(cell.data(), cell.size(), seconds, scale) || scale != 0 || seconds < 0)
    return std::nullopt;
  constexpr std::int64_t kYear10000 =
      253'402'300'800;  // 9999 is the last year of a time; milliseconds lie beyond it
  if (seconds >= kYear10000) return std::nullopt;
  return calendar::ParsedTime{.seconds = seconds, .zone = 0};
}

std::optional<calendar::ParsedTime> parse_cell(std::string_view cell, std::string_view order) {
  if (order == "epoch") return parse_epoch(cell);
  const calendar::Order read = order == "mdy"   ? calendar::Order::mdy
                               : order == "dmy" ? calendar::Order::dmy
                                                : calendar::Order::ymd;
  return calendar::parse_time(cell, read);
}

std::string zone_text(std::int32_t seconds) {
  if (seconds == 0) return "UTC";
  const std::int32_t minutes = std::abs(seconds) / 60;
  const auto two = [](std::int32_t number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return (seconds < 0 ? "-" : "+") + two(minutes / 60) + ":" + two(minutes % 60);
}

std::optional<std::string> value_text(const std::optional<bill::Dimension>& dimension, std::uint32_t value) {
  if (!dimension || value == 0) return std::nullopt;
  return dimension->text(value);
}

Result<std::optional<bill::Dimension>> optional_dimension(const bill::Bill& bill, std::string_view field,
                                                          std::span<const std::string> blank_words) {
  if (bill.column_of_field(field) == nullptr) return std::optional<bill::Dimension>();
  Result<bill::Dimension> found = bill::resolve_dimension(bill, field, blank_words);
  if (!found) return found.error();
  return std::optional<bill::Dimension>(std::move(*found));
}

}  // namespace

KindRule rule_of_kind(std::string_view kind) {
  for (const NamedRule& named : kRules) {
    if (named.kind == kind) return named.rule;
  }
  return kind.ends_with(kTokens) ? KindRule{Billed::used, Measure::total} : KindRule{};
}

std::string plain_kind(std::string_view kind) { return vendor::plain_name(kind); }

std::string_view name_of(Fault fault) {
  switch (fault) {
    case Fault::no_begin:
      return "no_begin";
    case Fault::no_end:
      return "no_end";
    case Fault::ends_before_begin:
      return "ends_before_begin";
    case Fault::negative:
      return "negative";
    case Fault::too_long:
      return "too_long";
    case Fault::too_many_digits:
      return "too_many_digits";
  }
  return "";
}

Result<Records> Records::of(const bill::Bill& bill, const plan::Plan& plan, const DimensionOf& given) {
  const std::span<const std::string> blank_words = plan.blank_words;
  const DimensionOf of_bill = [&](std::string_view name) {
    return bill::resolve_dimension(bill, name, blank_words);
  };
  const DimensionOf& dimension_of = given ? given : of_bill;
  if (bill.usage.empty()) return make_error(Code::no_usage, {{"needs", std::string(kNeeds)}});
  Records records;
  records.bill_ = &bill;
  records.scale_ = kLeastScale;
  for (const vendor::Profile::Usage& usage : bill.usage) {
    for (const std::string& name : {usage.requested, usage.used, usage.capacity, usage.less}) {
      const bill::Column* column = name.empty() ? nullptr : bill.find_column(name);
      if (column == nullptr) continue;
      if (!column->amount) return make_error(Code::column_not_read, {{"column", name}});
      records.scale_ = std::max(records.scale_, column->amount->scale());
    }
  }
  for (const vendor::Profile::Usage& usage : bill.usage) {
    if (Result<void> read = records.read_source(usage, blank_words); !read) return read.error();
  }
  if (Result<void> used = records.use_account(plan.metered_by, dimension_of); !used) return used.error();
  Result<std::optional<bill::Dimension>> app = optional_dimension(bill, "app", blank_words);
  if (!app) return app.error();
  records.app_ = std::move(*app);
  Result<std::optional<bill::Dimension>> node = optional_dimension(bill, "instance", blank_words);
  if (!node) return node.error();
  records.node_ = std::move(*node);
  if (Result<void> read = records.read_times(); !read) return read.error();
  if (plan::omits_any(plan.omitted)) records.not_omitted_ = plan::rows_not_omitted(plan.omitted, bill);
  if (Result<void> read = records.read_filters(plan, dimension_of); !read) return read.error();
  return records;
}

Result<void> Records::read_filters(const plan::Plan& plan, const DimensionOf& dimension_of) {
  for (const plan::Filter& filter : plan.filters) {
    Result<bill::Dimension> dimension = dimension_of(filter.dimension);
    if (!dimension) return dimension.error();
    Kept kept{std::move(*dimension), {}};
    kept.value.assign(kept.dimension.size(), filter.exclude);
    for (const std::optional<std::string>& value : filter.values) {
      const std::optional<std::uint32_t> id = value ? kept.dimension.find(*value) : 0U;
      if (id) kept.value[*id] = !filter.exclude;
    }
    filters_.push_back(std::move(kept));
  }
  return {};
}

bool Records::is_kept(std::size_t row) const {
  if (!not_omitted_.empty() && not_omitted_[row] == 0) return false;
  return std::all_of(filters_.begin(), filters_.end(),
                     [row](const Kept& kept) { return kept.value[kept.dimension.value_of(row)]; });
}

Result<void> Records::use_account(std::string_view name, const DimensionOf& dimension_of) {
  if (!name.empty()) {
    Result<bill::Dimension> found = dimension_of(name);
    if (!found) return found.error();
    account_ = std::move(*found);
    account_name_ = name;
    return {};
  }
  account_name_ = "project";
  for (const std::string_view field : {"project", "key", "workspace", "login", "owner"}) {
    if (bill_->column_of_field(field) == nullptr) continue;
    return use_account(field, dimension_of);
  }
  return {};
}

Result<void> Records::read_source(const vendor::Profile::Usage& usage,
                                  std::span<const std::string> blank_words) {
  Source source;
  const auto quantity = [this](const std::string& name) {
    Quantity found;
    const bill::Column* column = name.empty() ? nullptr : bill_->find_column(name);
    if (column == nullptr) return found;
    found.amounts = &*column->amount;
    found.factor = money::power_of_ten(scale_ - column->amount->scale());
    found.largest = kLargestQuantity / found.factor;
    found.narrow = static_cast<std::int64_t>(INT64_MAX / found.factor);
    return found;
  };
  source.requested = quantity(usage.requested);
  source.used = quantity(usage.used);
  source.capacity = quantity(usage.capacity);
  source.less = quantity(usage.less);
  if (usage.kind.empty()) {
    Result<std::optional<bill::Dimension>> kind = optional_dimension(*bill_, "resource_kind", blank_words);
    if (!kind) return kind.error();
    source.kind = std::move(*kind);
  }
  const std::string_view sub_kind = usage.sub_kind.empty() ? std::string_view("sub_kind") : usage.sub_kind;
  Result<std::optional<bill::Dimension>> found = optional_dimension(*bill_, sub_kind, blank_words);
  if (!found) return found.error();
  source.sub_kind = std::move(*found);
  const std::uint32_t kinds = source.kind ? source.kind->size() : 1;
  for (std::uint32_t kind = 0; kind < kinds; ++kind) {
    const std::string name = source.kind ? plain_kind(source.kind->text(kind)) : usage.kind;
    KindRule rule = rule_of_kind(name);
    rule.measure = measure_named(usage.measure, rule.measure);
    source.rules.push_back(rule);
  }
  kinds_ = std::max(kinds_, kinds);
  if (source.sub_kind) sub_kinds_ = std::max(sub_kinds_, source.sub_kind->size());
  sources_.push_back(std::move(source));
  return {};
}

// Each distinct cell is read once. Only where the file names several zones are its clocks moved.
Result<void> Records::read_times() {
  struct Cells {
    Times* times;
    std::vector<std::optional<calendar::ParsedTime>> parsed;
  };
  std::vector<Cells> fields;
  std::set<std::int32_t> zones;
  for (const auto& [field, times] : {std::pair{"date", &begin_}, std::pair{"end_date", &end_}}) {
    const bill::Column* column = bill_->column_of_field(field);
    if (column == nullptr) continue;
    if (!column->text) return make_error(Code::column_not_read, {{"column", column->role.name}});
    times->ids = &column->text->ids;
    Cells cells{times, {}};
    const Dictionary& texts = column->text->values;
    for (std::uint32_t id = 0; id < texts.size(); ++id) {
      cells.parsed.push_back(parse_cell(texts.text(id), bill_->date_order));
      if (cells.parsed.back() && cells.parsed.back()->zone) zones.insert(*cells.parsed.back()->zone);
    }
    fields.push_back(std::move(cells));
  }
  several_zones_ = zones.size() > 1;
  if (!zones.empty()) zone_ = zone_text(several_zones_ ? 0 : *zones.begin());
  for (Cells& cells : fields) {
    for (const std::optional<calendar::ParsedTime>& time : cells.parsed) {
      const std::int32_t ahead = time && several_zones_ ? time->zone.value_or(0) : 0;
      cells.times->seconds.push_back(time ? time->seconds - ahead : kNoTime);
    }
  }
  return {};
}

// The mantissa at the common scale; false where that has too many digits.
template <class Mantissa>
bool Records::raised(const Quantity& quantity, Mantissa mantissa, i128& raised) {
  // WebAssembly multiplies 128 bits by a call, 64 by an instruction; this is done for every record.
  if (mantissa <= quantity.narrow && mantissa >= -quantity.narrow) {
    raised = static_cast<std::int64_t>(mantissa) * static_cast<std::int64_t>(quantity.factor);
    return true;
  }
  if (mantissa > quantity.largest || mantissa < -quantity.largest) return false;
  raised = mantissa * quantity.factor;
  return true;
}

// Calls take(at, fits, quantity) for `count` rows; not at all where the file has no such column.
template <class Take>
void Records::for_each_quantity(const Quantity& quantity, std::size_t begin, std::size_t count, Take&& take) {
  if (quantity.amounts == nullptr) return;
  quantity.amounts->visit([&](const auto mantissas) {
    for (std::size_t at = 0; at < count; ++at) {
      i128 value = 0;
      const bool fits = raised(quantity, mantissas[begin + at], value);
      take(at, fits, value);
    }
  });
}

// Leaves out whom a filter leaves out and totals of nothing.
void Records::read_quantities(const Source& source, std::size_t begin, std::span<Read> reads) const {
  const std::size_t count = reads.size();
  const auto note = [reads](std::size_t at, bool fits) {
    if (!fits) reads[at].fault = Fault::too_many_digits;
  };
  std::array<i128, kMostReads> less{};
  for_each_quantity(source.requested, begin, count, [&](std::size_t at, bool fits, i128 value) {
    note(at, fits);
    reads[at].record.requested = value;
  });
  for_each_quantity(source.used, begin, count, [&](std::size_t at, bool fits, i128 value) {
    note(at, fits);
    reads[at].record.used = value;
  });
  for_each_quantity(source.less, begin, count, [&](std::size_t at, bool fits, i128 value) {
    note(at, fits);
    less[at] = value;
  });
  for (std::size_t at = 0; at < count; ++at) {
    Read& read = reads[at];
    Record& record = read.record;
    const bool total = source.rules[record.kind].measure == Measure::total;
    const bool of_nothing = total && !read.fault && record.requested == 0 && record.used == 0;
    read.present = !of_nothing && is_kept(begin + at);
    record.used -= less[at];
    if (!read.fault && (record.requested < 0 || record.used < 0)) read.fault = Fault::negative;
  }
}

void Records::read_times_of(std::size_t begin, std::span<Read> reads) const {
  const auto each = [begin, reads](const Times& times, auto&& take) {
    if (times.ids == nullptr) return;
    times.ids->visit([&](const auto ids) {
      for (std::size_t at = 0; at < reads.size(); ++at)
        take(reads[at].record, times.seconds[ids[begin + at]]);
    });
  };
  for (Read& read : reads) read.record.begin = read.record.end = kNoTime;
  each(begin_, [](Record& record, std::int64_t seconds) { record.begin = seconds; });
  each(end_, [](Record& record, std::int64_t seconds) { record.end = seconds; });
}

Records::Read Records::read(std::size_t row, std::uint32_t usage) const {
  Read one;
  read(row, usage, std::span(&one, 1));
  return one;
}

void Records::read(std::size_t begin, std::uint32_t usage, std::span<Read> reads) const {
  assert(reads.size() <= kMostReads);
  const Source& source = sources_[usage];
  const std::size_t end = begin + reads.size();
  std::fill(reads.begin(), reads.end(), Read{});
  const auto values = [&](const std::optional<bill::Dimension>& dimension, std::uint32_t Record::*value_of) {
    if (!dimension) return;
    dimension->for_each_value(begin, end, [&](std::size_t row, std::uint32_t value) {
      reads[row - begin].record.*value_of = value;
    });
  };
  values(source.kind, &Record::kind);
  values(account_, &Record::account);
  values(app_, &Record::app);
  values(source.sub_kind, &Record::sub_kind);
  read_quantities(source, begin, reads);
  read_times_of(begin, reads);
  for (Read& read : reads) {
    Record& record = read.record;
    record.usage = usage;
    const bool total = source.rules[record.kind].measure == Measure::total;
    const bool ends = record.end != kNoTime;
    if (read.fault) continue;
    if (record.begin == kNoTime) {
      read.fault = Fault::no_begin;
    } else if (!ends) {
      if (!total) read.fault = Fault::no_end;
      record.end = record.begin;
    } else if (record.end < record.begin) {
      read.fault = Fault::ends_before_begin;
    } else if (record.end - record.begin > kLongest) {
      read.fault = Fault::too_long;
    }
  }
}

RecordReader::RecordReader(const Records& records)
    : records_(records), reads_(records.usages() * Records::kMostReads) {}

void RecordReader::load(std::size_t row) {
  first_ = row;
  last_ = std::min(records_.rows(), row + Records::kMostReads);
  for (std::uint32_t usage = 0; usage < records_.usages(); ++usage)
    records_.read(first_, usage, std::span(reads_).subspan(usage * Records::kMostReads, last_ - first_));
}

i128 Records::capacity(std::size_t row, std::uint32_t usage) const {
  i128 capacity = 0;
  for_each_quantity(sources_[usage].capacity, row, 1,
                    [&capacity](std::size_t, bool, i128 value) { capacity = value; });
  return capacity;
}

std::optional<std::string> Records::node(std::uint32_t value) const { return value_text(node_, value); }

std::optional<std::string> Records::account(std::uint32_t value) const { return value_text(account_, value); }
std::optional<std::string> Records::app(std::uint32_t value) const { return value_text(app_, value); }

std::string Records::kind(std::uint32_t usage, std::uint32_t value) const {
  const Source& source = sources_[usage];
  return source.kind ? plain_kind(source.kind->text(value)) : bill_->usage[usage].kind;
}

std::string Records::sub_kind(std::uint32_t usage, std::uint32_t value) const {
  const Source& source = sources_[usage];
  return source.sub_kind ? source.sub_kind->text(value) : std::string();
}

KindRule Records::rule(std::uint32_t usage, std::uint32_t kind) const { return sources_[usage].rules[kind]; }

}  // namespace billfold::metering
