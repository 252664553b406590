#include "bill/bill.h"

#include <algorithm>
#include <cassert>

#include "base/sort.h"

namespace billfold::bill {

std::string_view name_of(RejectReason reason) {
  switch (reason) {
    case RejectReason::not_a_number:
      return "not_a_number";
    case RejectReason::too_many_digits:
      return "too_many_digits";
    case RejectReason::other_mark:
      return "other_mark";
    case RejectReason::surplus_cells:
      return "surplus_cells";
    case RejectReason::not_scheduled:
      return "not_scheduled";
    case RejectReason::not_billed:
      return "not_billed";
    case RejectReason::no_price:
      return "no_price";
  }
  return "";
}

const Column* Bill::find_column(std::string_view name) const {
  const auto found =
      std::find_if(columns.begin(), columns.end(), [name](const Column& c) { return c.role.name == name; });
  return found == columns.end() ? nullptr : &*found;
}

const Column* Bill::find_computed(std::string_view name) const {
  const auto found =
      std::find_if(computed.begin(), computed.end(), [name](const Column& c) { return c.role.name == name; });
  return found == computed.end() ? nullptr : &*found;
}

std::size_t Bill::bytes() const {
  std::size_t bytes = 0;
  for (const Column& column : columns) {
    if (column.text) bytes += column.text->bytes();
    if (column.amount) bytes += column.amount->bytes();
  }
  for (const Source& source : sources) bytes += source.places.bytes();
  return bytes;
}

const Column* Bill::column_of_field(std::string_view field) const {
  if (field.empty()) return nullptr;  // a column without a field fills none
  const auto found = std::find_if(columns.begin(), columns.end(),
                                  [field](const Column& c) { return c.role.field == field; });
  return found == columns.end() ? nullptr : &*found;
}

const Column* Bill::currency_column() const {
  const auto found = std::find_if(columns.begin(), columns.end(), [](const Column& c) {
    return c.role.kind == vendor::ColumnRole::currency;
  });
  return found == columns.end() ? nullptr : &*found;
}

std::size_t Bill::unread_amounts() const {
  return static_cast<std::size_t>(std::count_if(columns.begin(), columns.end(), [](const Column& c) {
    return c.role.kind == vendor::ColumnRole::amount && !c.amount && !c.tally;
  }));
}

std::pair<const Source*, std::size_t> Bill::source_of_origin(std::size_t origin) const {
  auto after = std::upper_bound(sources.begin(), sources.end(), origin,
                                [](std::size_t row, const Source& source) { return row < source.first_row; });
  const Source& source = *std::prev(after);
  return {&source, origin - source.first_row};
}

Result<void> take_columns(Bill& bill, Bill more) {
  if (more.sources.size() != bill.sources.size() || more.columns.size() != bill.columns.size() ||
      more.rows != bill.rows) {
    return make_error(Code::file_changed, {{"file", bill.sources.front().name}});
  }
  for (std::size_t i = 0; i < bill.sources.size(); ++i) {
    const bool same = more.sources[i].bytes == bill.sources[i].bytes &&
                      more.sources[i].fingerprint == bill.sources[i].fingerprint;
    if (!same) return make_error(Code::file_changed, {{"file", bill.sources[i].name}});
  }
  const bool completes = bill.unread_amounts() > 0 && more.unread_amounts() == 0;
  for (std::size_t i = 0; i < bill.columns.size(); ++i) {
    Column& column = bill.columns[i];
    Column& read = more.columns[i];
    if (!column.text && read.text) {
      column.text = std::move(read.text);
      column.tags = std::move(read.tags);
      if (column.tags) bill.malformed_tags += more.malformed_tags;
    }
    if (!column.amount && read.amount) column.amount = std::move(read.amount);
    if (!completes) continue;
    if (!column.amount && read.tally) column.tally = std::move(read.tally);
    column.empty = read.empty;
    column.rejected = read.rejected;
  }
  if (completes) {
    bill.rejected = std::move(more.rejected);
    bill.rejected_lines = more.rejected_lines;
  }
  return {};
}

namespace {

Error sum_too_large(const Bill& bill, const Column& column, std::size_t row) {
  const auto [source, row_of_source] = bill.source_of(row);
  const std::uint64_t line = source->places[row_of_source].line;
  return make_error(Code::sum_too_large, {{"column", column.role.name}, {"line", std::to_string(line)}},
                    {.line = line});
}

}  // namespace

Result<money::Decimal> total_of(const Bill& bill, const Column& column, std::size_t begin, std::size_t end) {
  assert(column.amount && begin <= end && end <= bill.rows);
  money::Sum sum;
  column.amount->visit([&](const auto& mantissas) {
    for (std::size_t row = begin; row < end; ++row) sum.add(mantissas[row]);
  });
  if (sum.overflowed()) return sum_too_large(bill, column, end - 1);
  return money::Decimal{sum.value(), column.amount->scale()};
}

Result<std::vector<CurrencySum>> totals_by_currency(const Bill& bill, const Column& column, std::size_t begin,
                                                    std::size_t end) {
  const Column* currency = column.role.money ? bill.currency_column() : nullptr;
  if (currency == nullptr || !currency->text) {
    const Result<money::Decimal> total = total_of(bill, column, begin, end);
    if (!total) return total.error();
    return std::vector<CurrencySum>{{{}, *total, end - begin}};
  }
  const TextColumn& codes = *currency->text;
  struct Counted {
    money::Sum sum;
    std::uint64_t rows = 0;
  };
  std::vector<Counted> counted(codes.values.size());
  column.amount->visit([&](const auto& mantissas) {
    codes.ids.visit([&](const auto& ids) {
      for (std::size_t row = begin; row < end; ++row) {
        counted[ids[row]].sum.add(mantissas[row]);
        ++counted[ids[row]].rows;
      }
    });
  });
  std::vector<CurrencySum> sums;
  for (std::uint32_t id = 0; id < counted.size(); ++id) {
    if (counted[id].rows == 0) continue;
    if (counted[id].sum.overflowed()) return sum_too_large(bill, column, end - 1);
    sums.push_back({std::string(codes.values.text(id)),
                    {counted[id].sum.value(), column.amount->scale()},
                    counted[id].rows});
  }
  sort_items(sums, [](const CurrencySum& a, const CurrencySum& b) {
    return a.rows != b.rows ? a.rows > b.rows : a.code < b.code;
  });
  const auto blank =
      std::find_if(sums.begin(), sums.end(), [](const CurrencySum& sum) { return sum.code.empty(); });
  if (sums.size() == 2 && blank != sums.end()) {
    CurrencySum& other = sums[blank == sums.begin() ? 1 : 0];
    const Result<money::Decimal> both = money::add(other.total, blank->total);
    if (!both) return both.error();
    return std::vector<CurrencySum>{{other.code, *both, other.rows + blank->rows}};
  }
  return sums;
}

}  // namespace billfold::bill
