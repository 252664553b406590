#include "commitment/lines.h"

#include <algorithm>
#include <array>

namespace billfold::commitment {
namespace {

using money::Decimal;

const bill::TextColumn* text_of_field(const bill::Bill& bill, std::string_view field) {
  const bill::Column* column = bill.column_of_field(field);
  return column != nullptr && column->text ? &*column->text : nullptr;
}

bool same_letters(std::string_view a, std::string_view b) {
  const auto lower = [](char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

std::vector<const bill::AmountColumn*> columns_of(const bill::Bill& bill,
                                                  const std::vector<std::string>& names) {
  std::vector<const bill::AmountColumn*> found;
  for (const bill::Column& column : bill.columns) {
    if (column.amount && is_named(names, column.role.name)) found.push_back(&*column.amount);
  }
  return found;
}

// By the column's ids, whether a cell is one of the values.
std::vector<std::uint8_t> ids_named(const bill::TextColumn& column, const std::vector<std::string>& values) {
  std::vector<std::uint8_t> named;
  for (std::uint32_t id = 0; id < column.values.size(); ++id) {
    named.push_back(is_named(values, column.values.text(id)) ? 1 : 0);
  }
  return named;
}

// Roles whose columns are the same lines on another basis.
constexpr std::array<std::string_view, 15> kBases = {
    "list",   "on_demand", "original",  "contracted", "discounted", "unblended", "blended", "net",
    "billed", "payable",   "effective", "pretax",     "posttax",    "paid",      "amount"};

// The fields that tell which case a line is.
std::vector<std::string_view> deciding_fields(const vendor::CostForm& form) {
  std::vector<std::string_view> fields;
  for (const vendor::CostCase& one : form.cases) {
    for (const vendor::CostLines& lines : one.lines) {
      for (const std::string* field : {&lines.field, &lines.also, &lines.with}) {
        if (!field->empty()) fields.push_back(*field);
      }
    }
  }
  return fields;
}

// What the accrual basis is made of must be stored: a column that is in the file and not in memory would count as nothing.
Result<void> check_stored(const bill::Bill& bill, const vendor::CostForm& form) {
  for (const std::string_view field : deciding_fields(form)) {
    const bill::Column* column = bill.column_of_field(field);
    if (column != nullptr && !column->text)
      return make_error(Code::column_not_read, {{"column", column->role.name}});
  }
  for (const bill::Column& column : bill.columns) {
    const bool is_part = std::any_of(form.cases.begin(), form.cases.end(), [&](const vendor::CostCase& one) {
      return is_named(one.cells.plus, column.role.name) || is_named(one.cells.minus, column.role.name);
    });
    if (is_part && !column.amount && column.role.kind == vendor::ColumnRole::amount)
      return make_error(Code::column_not_read, {{"column", column.role.name}, {"as", "amount"}});
  }
  return {};
}

struct ReadyCase {
  std::vector<LineTest> lines;
  bool every_line = false;
  CellSum cells;

  bool holds(std::size_t row) const {
    return every_line ||
           std::any_of(lines.begin(), lines.end(), [row](const LineTest& test) { return test.holds(row); });
  }
};

}  // namespace

bool is_named(const std::vector<std::string>& names, std::string_view name) {
  return std::any_of(names.begin(), names.end(),
                     [name](const std::string& one) { return same_letters(one, name); });
}

LineTest LineTest::of(const bill::Bill& bill, const vendor::CostLines& lines,
                      const std::vector<std::string>& empty_words) {
  LineTest test;
  const bill::TextColumn* column = text_of_field(bill, lines.field);
  if (column == nullptr) return test;
  test.ids_ = &column->ids;
  test.is_value_ = ids_named(*column, lines.values);
  if (!lines.also.empty()) {
    const bill::TextColumn* also = text_of_field(bill, lines.also);
    if (also == nullptr) return LineTest{};
    test.also_ = &also->ids;
    test.is_also_ = ids_named(*also, lines.also_values);
  }
  if (lines.with.empty()) return test;
  const bill::TextColumn* with = text_of_field(bill, lines.with);
  if (with == nullptr) return LineTest{};
  test.with_ = &with->ids;
  for (std::uint32_t id = 0; id < with->values.size(); ++id) {
    const std::string_view value = with->values.text(id);
    const bool empty =
        value.empty() || std::find(empty_words.begin(), empty_words.end(), value) != empty_words.end();
    test.has_value_.push_back(empty ? 0 : 1);
  }
  return test;
}

CellSum CellSum::of(const bill::Bill& bill, const vendor::CostCells& cells) {
  CellSum sum;
  sum.plus_ = columns_of(bill, cells.plus);
  sum.minus_ = columns_of(bill, cells.minus);
  return sum;
}

Result<Decimal> CellSum::at(std::size_t row) const {
  Decimal total;
  for (const bill::AmountColumn* column : plus_) {
    const Result<Decimal> sum = money::add(total, (*column)[row]);
    if (!sum) return sum.error();
    total = *sum;
  }
  for (const bill::AmountColumn* column : minus_) {
    const Result<Decimal> difference = money::subtract(total, (*column)[row]);
    if (!difference) return difference.error();
    total = *difference;
  }
  return total;
}

bool is_basis(const vendor::ColumnRole& role, const vendor::CostForm* form) {
  return role.kind == vendor::ColumnRole::amount && role.money &&
         std::find(kBases.begin(), kBases.end(), role.measure_role) != kBases.end() &&
         (form == nullptr || !is_named(form->parts, role.name));
}

std::vector<bill::Column> computed_bases(const bill::Bill& bill, const vendor::CostForm& form) {
  std::vector<bill::Column> bases;
  const std::vector<std::string_view> fields = deciding_fields(form);
  const bool can_tell = std::any_of(fields.begin(), fields.end(), [&bill](std::string_view field) {
    return bill.column_of_field(field) != nullptr;
  });
  if (!can_tell || bill.find_column(form.amortized) != nullptr) return bases;
  bill::Column& basis = bases.emplace_back();
  basis.role.index = static_cast<std::uint32_t>(bill.columns.size());
  basis.role.name = form.amortized;
  basis.role.kind = vendor::ColumnRole::amount;
  basis.role.measure_role = "effective";
  basis.role.money = true;
  return bases;
}

Result<bill::AmountColumn> amortized_of(const bill::Bill& bill, const vendor::CostForm& form) {
  if (const Result<void> stored = check_stored(bill, form); !stored) return stored.error();
  std::vector<ReadyCase> cases;
  for (const vendor::CostCase& one : form.cases) {
    ReadyCase ready{.lines = {}, .every_line = one.lines.empty(), .cells = CellSum::of(bill, one.cells)};
    for (const vendor::CostLines& lines : one.lines)
      ready.lines.push_back(LineTest::of(bill, lines, form.empty_words));
    cases.push_back(std::move(ready));
  }
  bill::AmountColumn column;
  for (std::size_t row = 0; row < bill.rows; ++row) {
    const auto found =
        std::find_if(cases.begin(), cases.end(), [row](const ReadyCase& one) { return one.holds(row); });
    const Result<Decimal> cost = found == cases.end() ? Decimal{} : found->cells.at(row);
    if (!cost) return cost.error();
    if (!column.push(money::trimmed(*cost))) {
      return make_error(Code::sum_too_large, {{"column", form.amortized}, {"line", std::to_string(row + 1)}});
    }
  }
  return column;
}

}  // namespace billfold::commitment
