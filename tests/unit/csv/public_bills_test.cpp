// The public bills and the torture set, cut into records. What must be found stands in their own controls, which were
// made by other parsers. Skipped where they are absent.

#include <gtest/gtest.h>
#include <set>

#include "simdjson.h"

#include "csv/dialect.h"
#include "support/rows.h"
#include "support/shared.h"

namespace billfold::csv {
namespace {

constexpr std::size_t kAllRecords = 1'000'000;

struct Bill {
  std::string file;
  std::string delimiter;
  std::size_t columns = 0;
  std::size_t data_rows = 0;
};

template <class Item>
void for_each_control(const std::string& controls, std::string_view list, Item&& item) {
  simdjson::ondemand::parser parser;
  const simdjson::padded_string padded(controls);
  simdjson::ondemand::document document = parser.iterate(padded);
  for (simdjson::ondemand::object object : document[list].get_array()) item(object);
}

std::vector<Bill> bills(const std::string& controls) {
  std::vector<Bill> bills;
  for_each_control(controls, "bills", [&](simdjson::ondemand::object object) {
    Bill bill;
    bill.file = std::string(std::string_view(object["file"]));
    bill.delimiter = std::string(std::string_view(object["delimiter"]));
    bill.columns = std::uint64_t(object["columns"]);
    bill.data_rows = std::uint64_t(object["data_rows"]);
    if (!bill.file.ends_with(".gz")) bills.push_back(std::move(bill));
  });
  return bills;
}

TEST(PublicBills, FallIntoTheRecordsOfTheirControls) {
  const std::optional<std::string> controls = test::shared_file("bills/controls.json");
  if (!controls) GTEST_SKIP() << "the public bills are absent";
  const std::vector<Bill> all = bills(*controls);
  EXPECT_EQ(all.size(), 33U);
  for (const Bill& bill : all) {
    const std::optional<std::string> text = test::shared_file("bills/" + bill.file);
    ASSERT_TRUE(text) << bill.file;
    const Dialect dialect = guess_dialect(std::string_view(*text).substr(0, 65536), text->size() <= 65536);
    EXPECT_EQ(std::string(1, dialect.delimiter), bill.delimiter) << bill.file;
    const std::vector<Record> records = records_of(*text, dialect, kAllRecords, true);
    // The rows behind the header are the last ones; nothing follows them in these files.
    ASSERT_GT(records.size(), bill.data_rows) << bill.file;
    EXPECT_EQ(records[records.size() - bill.data_rows - 1].fields.size(), bill.columns) << bill.file;

    test::Reading reading{.dialect = dialect, .header_width = static_cast<std::uint32_t>(bill.columns)};
    for (std::uint32_t column = 0; column < bill.columns; ++column) reading.wanted.push_back(column);
    const test::Rows rows = test::scanned(*text, reading, {4099});
    EXPECT_EQ(rows.error, "") << bill.file;
    ASSERT_EQ(rows.rows.size(), records.size()) << bill.file;
    for (std::size_t i = 0; i < records.size(); ++i) {
      std::vector<std::string> fields = records[i].fields;
      fields.resize(bill.columns);
      ASSERT_EQ(rows.rows[i].fields, fields) << bill.file << " line " << records[i].line;
    }
  }
}

// The rows of a JSON list of objects, as name and text of each cell.
using Cells = std::vector<std::pair<std::string, std::string>>;

std::vector<Cells> rows_of_json(const std::string& json) {
  std::vector<Cells> rows;
  simdjson::ondemand::parser parser;
  const simdjson::padded_string padded(json);
  simdjson::ondemand::document document = parser.iterate(padded);
  for (simdjson::ondemand::object object : document.get_array()) {
    Cells& cells = rows.emplace_back();
    for (auto field : object) {
      const auto name = std::string(std::string_view(field.unescaped_key()));
      cells.emplace_back(name, std::string(std::string_view(field.value().get_string())));
    }
  }
  return rows;
}

TEST(CsvSpectrum, IsReadAsItsJsonSays) {
  const std::optional<std::string> controls = test::shared_file("bills/controls.json");
  if (!controls) GTEST_SKIP() << "the public bills are absent";
  std::size_t compared = 0;
  for_each_control(*controls, "csv_torture", [&](simdjson::ondemand::object object) {
    const auto file = std::string(std::string_view(object["file"]));
    std::string_view expected_file;
    if (object["expected_json"].get(expected_file) != simdjson::SUCCESS) return;
    const std::string json = "bills/" + std::string(expected_file);
    // Two of the expectations are of other files than these (controls.json says why).
    if (!bool(object["python_csv_agrees"])) return;
    const std::vector<Record> records =
        records_of(*test::shared_file("bills/" + file), {}, kAllRecords, true);
    ASSERT_FALSE(records.empty()) << file;
    std::vector<Cells> rows;
    for (std::size_t i = 1; i < records.size(); ++i) {
      ASSERT_EQ(records[i].fields.size(), records[0].fields.size()) << file;
      Cells& cells = rows.emplace_back();
      for (std::size_t column = 0; column < records[0].fields.size(); ++column) {
        cells.emplace_back(records[0].fields[column], records[i].fields[column]);
      }
    }
    EXPECT_EQ(rows, rows_of_json(*test::shared_file(json))) << file;
    ++compared;
  });
  EXPECT_EQ(compared, 10U);
}

struct Torture {
  std::string_view file;
  char delimiter;
  std::size_t rows;  // as Python's csv counts them, blank ones left out
};

constexpr Torture kTorture[] = {
    {"duckdb/auto__utf8bom.csv", ',', 3},
    {"duckdb/auto__duplicate_header_columns.csv", ',', 3},
    {"duckdb/auto__skip_row.csv", ',', 3},
    {"duckdb/dirty_line.csv", ',', 4},
    {"duckdb/auto__multi_column_string_r.csv", '|', 9},
    {"duckdb/auto__semicolon_quote.csv", ';', 3},
    {"duckdb/auto__tab.csv", '\t', 3},
    {"duckdb/decimal_separators__decimal_separators.csv", ';', 6},
    {"duckdb/big_number.csv", ',', 2},
    {"duckdb/mixed_decimal.csv", ';', 6},
    {"duckdb/extra_delimiters.csv", ',', 5},
    {"duckdb/evil_nullpadding.csv", ';', 3},
    {"duckdb/headers__empty_2.csv", ',', 3},
    {"duckdb/csv_quoted_newline_odd.csv", ',', 3},
    {"duckdb/bug_10273.csv", ',', 3},
    {"duckdb/later_quotes.csv", ',', 2050},
    {"duckdb/error__quotednewlines.csv", ',', 10101},
    {"duckdb/encodings__latin1.csv", ',', 13},
    {"duckdb/comma_decimal_null.csv", ',', 9},
    {"messytables/null.csv", ',', 10},
    {"messytables/skip_initials.csv", ',', 3},
    {"messytables/spanish_chars.csv", ',', 116},
    {"messytables/mixedGLB.csv", ',', 136},
};

TEST(TortureSet, LosesNoRecord) {
  if (!test::shared_file("bills/controls.json")) GTEST_SKIP() << "the public bills are absent";
  for (const Torture& torture : kTorture) {
    const std::optional<std::string> text =
        test::shared_file("bills/csv-torture/" + std::string(torture.file));
    ASSERT_TRUE(text) << torture.file;
    const Dialect dialect = guess_dialect(*text, true);
    EXPECT_EQ(dialect.delimiter, torture.delimiter) << torture.file;
    const test::Reading reading{.dialect = dialect, .header_width = 2, .wanted = {0, 1}};
    const test::Rows expected = test::defined(*text, reading);
    EXPECT_EQ(expected.error, "") << torture.file;
    EXPECT_EQ(expected.rows.size(), torture.rows) << torture.file;
    for (const std::size_t chunk : {std::size_t{1}, std::size_t{63}, text->size()}) {
      EXPECT_EQ(test::scanned(*text, reading, {chunk}), expected) << torture.file << " by " << chunk;
    }
  }
}

}  // namespace
}  // namespace billfold::csv
