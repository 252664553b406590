#include "metering/price_list.h"

#include <algorithm>
#include <cstring>

#include "base/sort.h"
#include "bill/dimension.h"
#include "bill/loader.h"
#include "metering/record.h"
#include "vendor/profile.h"

namespace billfold::metering {
namespace {

constexpr std::string_view kForm = "billfold-prices";
constexpr std::int64_t kMillion = 1'000'000;
constexpr std::int64_t kThousand = 1'000;

Error bad_prices(std::string what, std::uint64_t line = 0) {
  return make_error(Code::bad_prices, {{"what", std::move(what)}, {"line", std::to_string(line)}},
                    {.line = line});
}

struct Word {
  std::string_view word;
  std::int64_t value;
};
// English words stand alone between other signs; Chinese ones anywhere.
constexpr Word kTimes[] = {
    {"hour", 3600},
    {"hours", 3600},
    {"h", 3600},
    {"hr", 3600},
    {"hrs", 3600},
    {"小时", 3600},
    {"day", calendar::kSecondsADay},
    {"days", calendar::kSecondsADay},
    {"d", calendar::kSecondsADay},
    {"天", calendar::kSecondsADay},
    {"minute", 60},
    {"minutes", 60},
    {"min", 60},
    {"分钟", 60},
    {"second", 1},
    {"seconds", 1},
    {"sec", 1},
    {"s", 1},
    {"秒", 1},
};
constexpr Word kNoTimes[] = {{"month", 0}, {"months", 0}, {"mo", 0}, {"year", 0},
                             {"years", 0}, {"月", 0},     {"年", 0}};
constexpr Word kCounts[] = {
    {"1m", kMillion},
    {"m", kMillion},
    {"million", kMillion},
    {"mtok", kMillion},
    {"1000000", kMillion},
    {"百万", kMillion},
    {"1k", kThousand},
    {"k", kThousand},
    {"ktok", kThousand},
    {"thousand", kThousand},
    {"1000", kThousand},
    {"千", kThousand},
    {"1", 1},
};

bool is_ascii_word(std::string_view word) { return static_cast<unsigned char>(word.front()) < 0x80; }

bool is_word_character(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

bool holds(std::string_view unit, std::string_view word) {
  for (std::size_t at = unit.find(word); at != std::string_view::npos; at = unit.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    const bool alone = (at == 0 || !is_word_character(unit[at - 1])) &&
                       (end == unit.size() || !is_word_character(unit[end]));
    if (alone || !is_ascii_word(word)) return true;
  }
  return false;
}

template <class Words>
const Word* word_in(std::string_view unit, const Words& words) {
  for (const Word& word : words) {
    if (holds(unit, word.word)) return &word;
  }
  return nullptr;
}

bool counts_tokens(std::string_view kind) { return kind == "tokens" || kind.ends_with("_tokens"); }

// What the unit says; false where it cannot be used.
bool read_unit(Price& price) {
  std::string unit = plain_kind(price.unit);
  unit.erase(std::remove(unit.begin(), unit.end(), ','), unit.end());  // 1,000,000
  const bool by_time = rule_of_kind(price.kind).measure != Measure::total;
  if (by_time) {
    const Word* time = word_in(unit, kTimes);
    if (time == nullptr && word_in(unit, kNoTimes) != nullptr) return false;
    price.seconds = time == nullptr ? 3600 : time->value;
    return true;
  }
  const Word* count = word_in(unit, kCounts);
  const bool named = unit.find("token") != std::string::npos;
  price.count = count != nullptr ? count->value : counts_tokens(price.kind) && !named ? kMillion : 1;
  return true;
}

// A column of the list, by the field that it fills.
class Cells {
 public:
  Cells(const bill::Bill& bill, std::string_view field) : column_(bill.column_of_field(field)) {}
  std::string_view operator[](std::size_t row) const {
    if (column_ == nullptr || !column_->text) return {};
    return column_->text->values.text(column_->text->ids[row]);
  }

 private:
  const bill::Column* column_;
};

// A day of validity: false where the cell is no day.
bool read_day(std::string_view cell, std::optional<calendar::Day>& day) {
  if (cell.empty()) return true;
  const std::optional<calendar::ParsedDate> date = calendar::parse_date(cell, calendar::Order::ymd);
  if (!date || date->precision != calendar::Precision::day) return false;
  day = date->day;
  return true;
}

bool overlap(const Price& a, const Price& b) {
  const bool a_ends_first = a.to && b.from && *a.to < *b.from;
  const bool b_ends_first = b.to && a.from && *b.to < *a.from;
  return !a_ends_first && !b_ends_first;
}

bool same_resource(const Price& a, const Price& b) { return a.kind == b.kind && a.sub_kind == b.sub_kind; }

// Two prices that may both be asked for: one of them would be chosen in silence.
Result<void> tell_apart(const std::vector<Price>& prices) {
  for (std::size_t at = 0; at < prices.size(); ++at) {
    for (std::size_t before = 0; before < at; ++before) {
      const Price& a = prices[before];
      const Price& b = prices[at];
      if (!same_resource(a, b) || !overlap(a, b)) continue;
      if (money::compare(a.above, b.above) == 0) {
        return bad_prices("it has two prices for " + b.kind + " " + b.sub_kind + " at one time", b.line);
      }
      if (a.seconds != b.seconds || a.count != b.count)
        return bad_prices("the steps differ in their unit", b.line);
    }
  }
  return {};
}

Result<bill::Bill> load(std::string_view text) {
  Result<std::vector<vendor::Profile>> profiles = vendor::built_in_profiles();
  if (!profiles) return profiles.error();
  bill::Loader loader(*profiles);
  const std::size_t first = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  const bool json = first != std::string_view::npos && (text[first] == '[' || text[first] == '{');
  bill::FileRequest request{.name = "prices", .json = json};
  request.wishes.mapping.profile = kForm;
  if (Result<void> begun = loader.begin(std::move(request)); !begun) return begun.error();
  std::memcpy(loader.lend(text.size()), text.data(), text.size());
  if (Result<void> fed = loader.feed(text.size()); !fed) return fed.error();
  if (Result<void> ended = loader.end(); !ended) return ended.error();
  return loader.finish();
}

}  // namespace

Result<PriceList> price_list_of(const bill::Bill& bill) {
  const auto amounts = [&bill](std::string_view role) -> const bill::AmountColumn* {
    for (const bill::Column& column : bill.columns) {
      if (column.role.measure_role == role && column.amount) return &*column.amount;
    }
    return nullptr;
  };
  const bill::AmountColumn* price = amounts("price");
  const bill::AmountColumn* above = amounts("quantity");
  if (price == nullptr || bill.column_of_field("resource_kind") == nullptr) {
    return bad_prices("it has no columns Resource and Price");
  }
  const auto line_of = [&bill](std::size_t row) {
    const auto [source, at] = bill.source_of(row);
    return source->places[at].line;
  };
  if (!bill.rejected.empty()) {
    return bad_prices("\"" + bill.rejected.front().text + "\" is no price",
                      line_of(bill.rejected.front().row));
  }
  const Cells kinds(bill, "resource_kind");
  const Cells sub_kinds(bill, "sub_kind");
  const Cells units(bill, "usage_unit");
  const Cells from(bill, "date");
  const Cells to(bill, "end_date");
  PriceList list;
  for (std::size_t row = 0; row < bill.rows; ++row) {
    Price entry;
    entry.line = line_of(row);
    entry.kind = plain_kind(kinds[row]);
    entry.sub_kind = sub_kinds[row];
    entry.unit = units[row];
    entry.price = (*price)[row];
    if (above != nullptr) entry.above = (*above)[row];
    if (entry.kind.empty()) return bad_prices("it names no resource", entry.line);
    if (entry.price.mantissa < 0 || entry.above.mantissa < 0) return bad_prices("it is below 0", entry.line);
    if (!read_unit(entry))
      return bad_prices("the unit \"" + entry.unit + "\" has no fixed number of hours", entry.line);
    if (!read_day(from[row], entry.from) || !read_day(to[row], entry.to)) {
      return bad_prices("its validity is no day", entry.line);
    }
    list.prices.push_back(std::move(entry));
  }
  if (Result<void> apart = tell_apart(list.prices); !apart) return apart.error();
  return list;
}

Result<PriceList> price_list_of(std::string_view text) {
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return PriceList{};
  const Result<bill::Bill> bill = load(text);
  if (!bill) return bad_prices(sentence_of(bill.error()), bill.error().place.line);
  return price_list_of(*bill);
}

std::vector<const Price*> prices_for(const PriceList& list, std::string_view kind, std::string_view sub_kind,
                                     calendar::Day day) {
  std::vector<const Price*> own;
  std::vector<const Price*> general;
  for (const Price& price : list.prices) {
    if (price.kind != kind || (price.from && day < *price.from) || (price.to && *price.to < day)) continue;
    if (price.sub_kind == sub_kind) {
      own.push_back(&price);
    } else if (price.sub_kind.empty()) {
      general.push_back(&price);
    }
  }
  std::vector<const Price*>& steps = own.empty() ? general : own;
  sort_items(steps, [](const Price* a, const Price* b) { return money::compare(a->above, b->above) < 0; });
  return std::move(steps);
}

}  // namespace billfold::metering
