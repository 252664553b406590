#include "plan/listed.h"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>

#include "csv/dialect.h"
#include "json/rows.h"
#include "money/decimal_parse.h"
#include "vendor/column_name.h"

namespace billfold::plan {
namespace {

constexpr std::size_t kMostRows = 200'000;
constexpr std::string_view kBlanks = " \t\r\n\xEF\xBB\xBF";

struct Row {
  std::uint64_t line = 0;
  std::vector<std::string> cells;
};

Error bad_list(std::string what, std::uint64_t line) {
  return make_error(Code::bad_list, {{"what", std::move(what)}, {"line", std::to_string(line)}},
                    {.line = line});
}

std::string trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1));
}

std::string_view without_mark(std::string_view text) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  return text.starts_with(kMark) ? text.substr(kMark.size()) : text;
}

// What is pasted from a spreadsheet has tabs; else what stands most often in the first row.
csv::Dialect dialect_of(std::string_view text) {
  const std::string_view first = text.substr(0, text.find('\n'));
  csv::Dialect dialect;
  std::ptrdiff_t most = 0;
  for (const char delimiter : {'\t', ',', ';', '|'}) {
    const std::ptrdiff_t count = std::count(first.begin(), first.end(), delimiter);
    if (count > most || (count > 0 && delimiter == ',' && most == 0)) {
      most = count;
      dialect.delimiter = delimiter;
    }
    if (delimiter == '\t' && count > 0) break;
  }
  return dialect;
}

// A list of texts, too, which is no bill's form, and whatever begins as an object: read as CSV it would be accounts with
// brackets.
bool is_json(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return false;
  return text[first] == '{' || json::looks_like_json(text) || text.substr(first).starts_with("[\"");
}

// The reader of bills speaks of bills.
Error bad_json_list(const Error& error) {
  const bool is_broken = error.code == Code::bad_json;
  return bad_list(is_broken ? "its JSON is broken" : "its JSON is no list of objects",
                  std::max<std::uint64_t>(error.place.line, 1));
}

// A JSON array's keys are its first row.
Result<std::vector<Row>> json_rows(std::string_view text) {
  std::string copy(text);
  const Result<json::Table> table = json::read_table(copy);
  if (!table) return bad_json_list(table.error());
  std::vector<Row> rows{{0, table->columns}};
  const Result<void> read = json::for_each_row(copy, *table, [&](const json::JsonRow& row) {
    Row& made = rows.emplace_back();
    made.line = row.line;
    for (const std::string_view cell : row.cells) made.cells.push_back(trimmed(cell));
    return true;
  });
  if (!read) return bad_json_list(read.error());
  return rows;
}

Result<std::vector<Row>> rows_of(std::string_view text) {
  text = without_mark(text);
  if (text.find_first_not_of(kBlanks) == std::string_view::npos) return bad_list("it is empty", 1);
  if (is_json(text)) return json_rows(text);
  std::vector<Row> rows;
  for (csv::Record& record : csv::records_of(text, dialect_of(text), kMostRows, true)) {
    Row& row = rows.emplace_back();
    row.line = record.line;
    for (const std::string& cell : record.fields) row.cells.push_back(trimmed(cell));
  }
  return rows;
}

// Where the columns Account, Name and OU stand; nothing where the row does not name the first of them. They are called in
// many ways: "Account ID", "ou_path", 组织路径. These are loose names.
using Places = std::array<std::optional<std::size_t>, 3>;
constexpr std::array<std::array<std::string_view, 6>, 3> kRosterColumns = {{
    {"account", "accountid", "账号", "账号id", "账户", "账户id"},
    {"name", "accountname", "名称", "账号名称", "账户名称", "姓名"},
    {"ou", "oupath", "organizationalunit", "organizationpath", "组织", "组织路径"},
}};

std::optional<Places> places_of(const Row& names) {
  Places places;
  for (std::size_t column = 0; column < kRosterColumns.size(); ++column) {
    const auto& known = kRosterColumns[column];
    const auto found = std::find_if(names.cells.begin(), names.cells.end(), [&](const std::string& cell) {
      return std::find(known.begin(), known.end(), vendor::loose_name(cell)) != known.end();
    });
    if (found != names.cells.end()) places[column] = static_cast<std::size_t>(found - names.cells.begin());
  }
  return places[0] ? std::optional(places) : std::nullopt;
}

// Keeps what stands first, and in which lines it stands again.
class Listing {
 public:
  // Is this the first line of the value? `says`: what else the line tells of it.
  bool add(const std::string& value, std::uint64_t line, std::string says) {
    const auto [known, is_first] = places_.try_emplace(value, first_.size());
    if (is_first) {
      first_.push_back({{value, {line}, false}, std::move(says)});
      return true;
    }
    First& first = first_[known->second];
    first.repeated.lines.push_back(line);
    first.repeated.differs = first.repeated.differs || first.says != says;
    return false;
  }
  // In the order of their first lines.
  std::vector<Repeated> repeated() const {
    std::vector<Repeated> all;
    for (const First& first : first_) {
      if (first.repeated.lines.size() > 1) all.push_back(first.repeated);
    }
    return all;
  }

 private:
  struct First {
    Repeated repeated;
    std::string says;
  };
  std::unordered_map<std::string, std::size_t> places_;
  std::vector<First> first_;
};

std::string cell_at(const Row& row, std::optional<std::size_t> place) {
  return place && *place < row.cells.size() ? row.cells[*place] : std::string();
}

}  // namespace

Result<ReadRoster> roster_of(std::string_view text) {
  const Result<std::vector<Row>> rows = rows_of(text);
  if (!rows) return rows.error();
  const std::optional<Places> named = rows->empty() ? std::nullopt : places_of(rows->front());
  if (is_json(without_mark(text)) && !named) return bad_list("no object has the key Account", 1);
  const Places places = named.value_or(Places{0, 1, 2});
  ReadRoster roster;
  Listing listing;
  for (std::size_t at = named ? 1 : 0; at < rows->size(); ++at) {
    const Row& row = (*rows)[at];
    if (row.cells.size() < 2) return bad_list("it has one column", row.line);
    RosterAccount account{cell_at(row, places[0]), cell_at(row, places[1]), cell_at(row, places[2])};
    if (account.account.empty()) return bad_list("it names no account", row.line);
    if (listing.add(account.account, row.line, account.name + '\n' + account.ou))
      roster.accounts.push_back(std::move(account));
  }
  roster.repeated = listing.repeated();
  return roster;
}

Result<ReadList> list_of(std::string_view text, bool has_names) {
  const Result<std::vector<Row>> rows = rows_of(text);
  if (!rows) return rows.error();
  const bool skips_first = has_names || is_json(without_mark(text));
  ReadList list;
  Listing listing;
  for (std::size_t at = skips_first ? 1 : 0; at < rows->size(); ++at) {
    const Row& row = (*rows)[at];
    if (row.cells.size() < 2) return bad_list("it has one column", row.line);
    if (row.cells[0].empty()) return bad_list("it names no value", row.line);
    if (listing.add(row.cells[0], row.line, row.cells[1]))
      list.entries.push_back({row.cells[0], row.cells[1]});
  }
  list.repeated = listing.repeated();
  return list;
}

Result<std::vector<SharedUsage>> usage_of(std::string_view text) {
  const Result<std::vector<Row>> rows = rows_of(text);
  if (!rows) return rows.error();
  std::vector<SharedUsage> usage;
  for (std::size_t at = 0; at < rows->size(); ++at) {
    const Row& row = (*rows)[at];
    if (row.cells.size() < 2) return bad_list("it has one column", row.line);
    money::Decimal amount;
    const bool is_amount =
        money::parse_amount(row.cells[1], money::Mark::point, amount) == money::AmountStatus::ok;
    if (!is_amount && at == 0) continue;
    if (!is_amount) return bad_list("it has no number in its second column", row.line);
    if (row.cells[0].empty()) return bad_list("it names no value", row.line);
    usage.push_back({row.cells[0], row.cells[1]});
  }
  if (usage.empty())
    return bad_list("it has no number in its second column", rows->empty() ? 1 : rows->front().line);
  return usage;
}

std::string first_cell(std::string_view text) {
  text = without_mark(text);
  if (is_json(text)) return {};
  const std::vector<csv::Record> first = csv::records_of(text, dialect_of(text), 1, true);
  return first.empty() || first.front().fields.empty() ? std::string()
                                                       : trimmed(first.front().fields.front());
}

}  // namespace billfold::plan
