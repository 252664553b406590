#include "json/rows.h"

#include <array>
#include <set>
#include <unordered_map>
#include <utility>

#include "simdjson.h"

#include "json/documents.h"
#include "json/raw_text.h"

namespace billfold::json {
namespace {

namespace od = simdjson::ondemand;

// Where responses keep their lines, and what lies around that.
constexpr auto kLists = std::to_array<std::string_view>(
    {"List", "list", "data", "Data", "Items", "items", "Item", "value", "results", "records", "Records",
     "rows", "DetailSet", "monthly_records", "bill_details"});
constexpr auto kWrappers = std::to_array<std::string_view>(
    {"Result", "result", "Response", "response", "Data", "data", "Items", "items"});
// Keys that only a response has: an object with one of them is never a line of the bill itself.
constexpr auto kResponseMarks =
    std::to_array<std::string_view>({"ResponseMetadata", "Result", "Response", "error"});

constexpr int kDeepestWrapper = 4;

template <std::size_t N>
bool is_one_of(std::string_view text, const std::array<std::string_view, N>& words) {
  for (const std::string_view word : words) {
    if (text == word) return true;
  }
  return false;
}

bool key_of(simdjson::simdjson_result<od::field>& field, std::string_view& key) {
  return field.escaped_key().get(key) == simdjson::SUCCESS;
}

using Members = std::vector<std::pair<std::string_view, std::string_view>>;  // key and text, nulls left out

// Finds the rows of one page after the other and hands each to `on_row` as its members.
class RowFinder {
 public:
  using OnRow = std::function<bool(std::uint64_t line, std::uint64_t offset, const Members& members)>;

  RowFinder(std::string& text, OnRow on_row) : text_(text), on_row_(std::move(on_row)) {
    text_.reserve(text_.size() + simdjson::SIMDJSON_PADDING);
  }

  Result<void> run();

 private:
  // What reading an object came to. Anything but `read` ends the run.
  enum class Outcome : std::uint8_t { read, stopped, broken, no_rows };

  Outcome read_document(const Document& place, bool may_be_row);
  Outcome read_object(od::document& document, bool may_be_row);
  Outcome find_list(od::object object, int depth, bool& found, bool& is_response);
  Outcome read_list(od::array list);
  Outcome read_bucket(od::object bucket);
  Outcome read_row(od::object row);
  bool read_member(std::string_view key, od::value value);
  bool read_money(std::string_view key, od::object money, bool& is_money);
  bool look_for_bucket(od::object object, bool& is_bucket);

  std::uint64_t line_of(std::size_t offset);
  Error error_at(std::size_t offset, std::string_view what);

  std::string& text_;
  OnRow on_row_;
  od::parser parser_;
  Members members_;
  std::size_t inherited_ = 0;                 // members at the front that come from the bucket
  std::set<std::string, std::less<>> names_;  // of money's columns; a set, for its strings never move
  std::size_t counted_to_ = 0;
  std::uint64_t lines_ = 1;
  std::size_t row_begin_ = 0;
  std::size_t broken_at_ = 0;
};

std::uint64_t RowFinder::line_of(std::size_t offset) {
  if (offset < counted_to_) {
    counted_to_ = 0;
    lines_ = 1;
  }
  for (; counted_to_ < offset; ++counted_to_) lines_ += text_[counted_to_] == '\n' ? 1U : 0U;
  return lines_;
}

Error RowFinder::error_at(std::size_t offset, std::string_view what) {
  return make_error(Code::bad_json, {{"byte", std::to_string(offset)}, {"what", std::string(what)}},
                    {.line = line_of(offset)});
}

// {"value": 1.5, "currency": "usd"}, in any order and with nothing else.
bool RowFinder::read_money(std::string_view key, od::object money, bool& is_money) {
  std::string_view amount;
  std::string_view currency;
  bool has_amount = false;
  bool has_currency = false;
  is_money = true;
  for (auto field : money) {
    std::string_view name;
    od::value value;
    bool present = false;
    if (!key_of(field, name) || field.value().get(value) != simdjson::SUCCESS) return false;
    const bool is_amount = name == "value" && !has_amount;
    const bool is_currency = name == "currency" && !has_currency;
    if (!is_amount && !is_currency) {
      is_money = false;
      return true;
    }
    if (!raw_text(value, is_amount ? amount : currency, present)) return false;
    (is_amount ? has_amount : has_currency) = true;
  }
  is_money = has_amount && has_currency;
  if (!is_money) return true;
  members_.emplace_back(*names_.insert(std::string(key) + ".value").first, amount);
  members_.emplace_back(*names_.insert(std::string(key) + ".currency").first, currency);
  return true;
}

bool RowFinder::read_member(std::string_view key, od::value value) {
  od::json_type type{};
  if (value.type().get(type) != simdjson::SUCCESS) return false;
  std::string_view text;
  if (type == od::json_type::object) {
    od::object object;
    bool is_money = false;
    if (value.get_object().get(object) != simdjson::SUCCESS || !read_money(key, object, is_money))
      return false;
    if (is_money) return true;
    if (object.reset().error() != simdjson::SUCCESS || object.raw_json().get(text) != simdjson::SUCCESS)
      return false;
    members_.emplace_back(key, text);
    return true;
  }
  bool present = false;
  if (!raw_text(value, text, present)) return false;
  members_.emplace_back(key, present ? text : std::string_view{});
  return true;
}

RowFinder::Outcome RowFinder::read_row(od::object row) {
  members_.resize(inherited_);
  for (auto field : row) {
    std::string_view key;
    od::value value;
    if (field.unescaped_key().get(key) != simdjson::SUCCESS ||
        field.value().get(value) != simdjson::SUCCESS || !read_member(key, value)) {
      return Outcome::broken;
    }
  }
  return on_row_(line_of(row_begin_), row_begin_, members_) ? Outcome::read : Outcome::stopped;
}

// {"start_time": .., "end_time": .., "results": [..]}. False: the object is broken.
bool RowFinder::look_for_bucket(od::object object, bool& is_bucket) {
  bool has_start = false;
  bool has_results = false;
  for (auto field : object) {
    std::string_view key;
    od::value value;
    od::json_type type{};
    if (!key_of(field, key) || field.value().get(value) != simdjson::SUCCESS ||
        value.type().get(type) != simdjson::SUCCESS) {
      return false;
    }
    has_start = has_start || key == "start_time";
    has_results = has_results || (key == "results" && type == od::json_type::array);
  }
  is_bucket = has_start && has_results;
  return true;
}

RowFinder::Outcome RowFinder::read_bucket(od::object bucket) {
  members_.clear();
  for (auto field : bucket) {
    std::string_view key;
    od::value value;
    if (!key_of(field, key) || field.value().get(value) != simdjson::SUCCESS) return Outcome::broken;
    if ((key == "start_time" || key == "end_time") && !read_member(key, value)) return Outcome::broken;
  }
  inherited_ = members_.size();
  od::array results;
  if (bucket.reset().error() != simdjson::SUCCESS ||
      bucket.find_field_unordered("results").get_array().get(results) != simdjson::SUCCESS) {
    return Outcome::broken;
  }
  const Outcome outcome = read_list(results);
  inherited_ = 0;
  return outcome;
}

RowFinder::Outcome RowFinder::read_list(od::array list) {
  // The first member says what the others are, so that rows are not looked through twice.
  bool first = inherited_ == 0;
  bool buckets = false;
  for (auto element : list) {
    od::value value;
    od::object object;
    const char* begin = nullptr;
    od::json_type type{};
    if (element.get(value) != simdjson::SUCCESS || value.current_location().get(begin) != simdjson::SUCCESS ||
        value.type().get(type) != simdjson::SUCCESS) {
      return Outcome::broken;
    }
    row_begin_ = static_cast<std::size_t>(begin - text_.data());
    if (type != od::json_type::object) return Outcome::no_rows;
    if (value.get_object().get(object) != simdjson::SUCCESS) return Outcome::broken;
    if (first) {
      if (!look_for_bucket(object, buckets) || object.reset().error() != simdjson::SUCCESS)
        return Outcome::broken;
      first = false;
    }
    const Outcome outcome = buckets ? read_bucket(object) : read_row(object);
    if (outcome != Outcome::read) return outcome;
  }
  return Outcome::read;
}

// The first list on the way down; `found` also for a list that is null or empty.
RowFinder::Outcome RowFinder::find_list(od::object object, int depth, bool& found, bool& is_response) {
  for (auto field : object) {
    std::string_view key;
    od::value value;
    od::json_type type{};
    if (!key_of(field, key) || field.value().get(value) != simdjson::SUCCESS ||
        value.type().get(type) != simdjson::SUCCESS) {
      return Outcome::broken;
    }
    is_response = is_response || is_one_of(key, kResponseMarks);
    if (found) continue;
    Outcome outcome = Outcome::read;
    if (type == od::json_type::array && is_one_of(key, kLists)) {
      od::array list;
      if (value.get_array().get(list) != simdjson::SUCCESS) return Outcome::broken;
      found = true;
      outcome = read_list(list);
    } else if (type == od::json_type::object && is_one_of(key, kWrappers) && depth < kDeepestWrapper) {
      od::object inner;
      if (value.get_object().get(inner) != simdjson::SUCCESS) return Outcome::broken;
      outcome = find_list(inner, depth + 1, found, is_response);
    } else if (type == od::json_type::null && depth > 0 && is_one_of(key, kLists)) {
      found = true;
    }
    if (outcome != Outcome::read) return outcome;
  }
  return Outcome::read;
}

RowFinder::Outcome RowFinder::read_object(od::document& document, bool may_be_row) {
  od::object object;
  if (document.get_object().get(object) != simdjson::SUCCESS) return Outcome::broken;
  bool bucket = false;
  if (!look_for_bucket(object, bucket)) return Outcome::broken;
  document.rewind();
  if (document.get_object().get(object) != simdjson::SUCCESS) return Outcome::broken;
  if (bucket) return read_bucket(object);
  bool found = false;
  bool is_response = false;
  const Outcome outcome = find_list(object, 0, found, is_response);
  if (outcome != Outcome::read || found) return outcome;
  if (is_response || !may_be_row) return Outcome::no_rows;
  document.rewind();
  if (document.get_object().get(object) != simdjson::SUCCESS) return Outcome::broken;
  return read_row(object);
}

RowFinder::Outcome RowFinder::read_document(const Document& place, bool may_be_row) {
  od::document document;
  row_begin_ = broken_at_ = place.offset;
  const simdjson::padded_string_view page(text_.data() + place.offset, place.size,
                                          text_.capacity() - place.offset);
  if (parser_.iterate(page).get(document) != simdjson::SUCCESS) return Outcome::broken;
  const Outcome outcome = read_object(document, may_be_row);
  const char* location = nullptr;
  // After a wrong bracket the parser knows no place any more; then it is the last object that was begun.
  broken_at_ = row_begin_;
  if (outcome == Outcome::broken && document.is_alive() &&
      document.current_location().get(location) == simdjson::SUCCESS) {
    broken_at_ = static_cast<std::size_t>(location - text_.data());
  }
  return outcome;
}

Result<void> RowFinder::run() {
  Documents documents(text_);
  Document place;
  bool first = true;
  while (true) {
    switch (documents.next(place)) {
      case Documents::Step::end:
        return {};
      case Documents::Step::broken:
        return error_at(documents.offset(), documents.what());
      case Documents::Step::no_object:
        return make_error(Code::no_rows_in_json, {}, {.line = line_of(documents.offset())});
      case Documents::Step::document:
        break;
    }
    // One object a line are rows; one object alone is some other JSON.
    Documents rest = documents;
    Document next;
    const bool alone = first && !place.in_list && rest.next(next) == Documents::Step::end;
    first = false;
    switch (read_document(place, !alone)) {
      case Outcome::read:
        break;
      case Outcome::stopped:
        return {};
      case Outcome::broken:
        return error_at(broken_at_, "a value, a name or a comma is missing or misspelt");
      case Outcome::no_rows:
        return make_error(Code::no_rows_in_json, {}, {.line = line_of(row_begin_)});
    }
  }
}

// Column numbers by name. Rows of one response have their keys in the same order, so the next column is tried
// first.
class ColumnIndex {
 public:
  explicit ColumnIndex(std::vector<std::string>& columns) : columns_(columns) {
    for (std::size_t i = 0; i < columns_.size(); ++i) numbers_.emplace(columns_[i], i);
  }

  std::size_t find_or_add(std::string_view key) {
    std::size_t number = next_;
    if (number >= columns_.size() || columns_[number] != key) {
      const auto [entry, added] = numbers_.try_emplace(std::string(key), columns_.size());
      if (added) columns_.emplace_back(key);
      number = entry->second;
    }
    next_ = number + 1;
    return number;
  }

 private:
  std::vector<std::string>& columns_;
  std::unordered_map<std::string, std::size_t> numbers_;
  std::size_t next_ = 0;
};

}  // namespace

bool looks_like_json(std::string_view head) {
  constexpr std::string_view kBlanks = " \t\r\n";
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (head.starts_with(kByteOrderMark)) head.remove_prefix(kByteOrderMark.size());
  const std::size_t first = head.find_first_not_of(kBlanks);
  if (first == std::string_view::npos || (head[first] != '{' && head[first] != '[')) return false;
  const std::size_t second = head.find_first_not_of(kBlanks, first + 1);
  if (second == std::string_view::npos) return true;
  // A name or the end follows {; a list begins with an object, another list or its end.
  return head[first] == '{' ? head[second] == '"' || head[second] == '}'
                            : head[second] == '{' || head[second] == '[' || head[second] == ']';
}

Result<Table> read_table(std::string& text) {
  Table table;
  ColumnIndex index(table.columns);
  RowFinder finder(text, [&](std::uint64_t, std::uint64_t, const Members& members) {
    for (const auto& [key, cell] : members) index.find_or_add(key);
    ++table.rows;
    return true;
  });
  const Result<void> read = finder.run();
  if (!read) return read.error();
  if (table.rows == 0) return make_error(Code::no_rows_in_json);
  return table;
}

Result<void> for_each_row(std::string& text, const Table& table,
                          const std::function<bool(const JsonRow&)>& row) {
  std::vector<std::string> columns = table.columns;
  ColumnIndex index(columns);
  std::vector<std::string_view> cells;
  RowFinder finder(text, [&](std::uint64_t line, std::uint64_t offset, const Members& members) {
    cells.assign(table.columns.size(), {});
    for (const auto& [key, cell] : members) {
      const std::size_t number = index.find_or_add(key);
      if (number < cells.size()) cells[number] = cell;
    }
    return row(JsonRow{line, offset, cells});
  });
  return finder.run();
}

}  // namespace billfold::json
