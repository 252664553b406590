#include "commitment/usage.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/sort.h"
#include "commitment/lines.h"

namespace billfold::commitment {
namespace {

using money::Decimal;

// Sums that remember their first failure.
class Ledger {
 public:
  void add(Decimal& to, const Decimal& amount) { set(to, money::add(to, amount)); }
  Decimal difference(const Decimal& a, const Decimal& b) {
    Decimal result;
    set(result, money::subtract(a, b));
    return result;
  }
  std::optional<Decimal> percent(const Decimal& part, const Decimal& whole) {
    if (whole.mantissa == 0) return std::nullopt;
    Decimal hundredfold;
    set(hundredfold, money::multiply(part, {100, 0}));
    Decimal result;
    set(result, money::divide(hundredfold, whole, 2, money::Rounding::half_up));
    return result;
  }
  void close(Usage& usage) {
    usage.committed = usage.used;
    add(usage.committed, usage.unused);
    usage.utilization = percent(usage.used, usage.committed);
  }
  void set(Decimal& to, const Result<Decimal>& result) {
    if (result) {
      to = *result;
    } else if (!error_) {
      error_ = result.error();
    }
  }
  const std::optional<Error>& error() const { return error_; }

 private:
  std::optional<Error> error_;
};

// A form of commitments, ready for rows.
struct Kind {
  const vendor::CommitmentForm* form = nullptr;
  LineTest used;
  CellSum used_cells;
  LineTest unused;
  CellSum unused_cells;
  LineTest paid;
  const bill::TextColumn* id = nullptr;
  std::vector<std::uint8_t> has_value;  // by its ids
  std::uint64_t lines = 0;
  Usage usage;
  Decimal covered;
  LineCheck check;

  static Kind of(const bill::Bill& bill, const vendor::CommitmentForm& form,
                 const std::vector<std::string>& empty_words) {
    Kind kind;
    kind.form = &form;
    kind.used = LineTest::of(bill, form.used, empty_words);
    kind.used_cells = CellSum::of(bill, form.used_cells);
    kind.unused = LineTest::of(bill, form.unused, empty_words);
    kind.unused_cells = CellSum::of(bill, form.unused_cells);
    kind.paid = LineTest::of(bill, form.paid, empty_words);
    const bill::Column* column = bill.column_of_field(form.id);
    if (column == nullptr || !column->text) return kind;
    kind.id = &*column->text;
    for (std::uint32_t one = 0; one < kind.id->values.size(); ++one) {
      const std::string_view text = kind.id->values.text(one);
      kind.has_value.push_back(text.empty() || is_named(empty_words, text) ? 0 : 1);
    }
    return kind;
  }
  Name id_of(std::size_t row) const {
    return has_id(row) ? Name(std::string(id->values.text(id->ids[row]))) : Name();
  }
  bool has_id(std::size_t row) const { return id != nullptr && has_value[id->ids[row]] != 0; }
};

// A commitment as its lines are met; the purchaser is the account on the line that pays for it.
struct Found {
  Usage usage;
  Name purchaser;
  std::map<Name, std::pair<Decimal, Decimal>> users;  // what they used, and its list price
};

class Accounts {
 public:
  explicit Accounts(const bill::Bill& bill) {
    const bill::Column* column = bill.column_of_field("owner");
    if (column != nullptr && column->text) owner_ = &*column->text;
  }
  Name of(std::size_t row) const {
    const std::string_view text =
        owner_ == nullptr ? std::string_view() : owner_->values.text(owner_->ids[row]);
    return text.empty() ? Name() : Name(std::string(text));
  }

 private:
  const bill::TextColumn* owner_ = nullptr;
};

class Reader {
 public:
  // Without a dimension all lines have one value.
  Reader(const bill::Bill& bill, const vendor::CostForm& form, const bill::Dimension* dimension,
         const bill::AmountColumn* list, const OnGiven* on_given)
      : accounts_(bill),
        coverable_(LineTest::of(bill, form.coverable, form.empty_words)),
        dimension_(dimension),
        list_(list),
        on_given_(on_given) {
    for (const vendor::CommitmentForm& one : form.commitments)
      kinds_.push_back(Kind::of(bill, one, form.empty_words));
    values_.resize(dimension == nullptr ? 1 : dimension->size());
  }

  void read(std::size_t row) {
    const Decimal list = list_ == nullptr ? Decimal{} : (*list_)[row];
    Coverage& value = values_[dimension_ == nullptr ? 0 : dimension_->value_of(row)];
    bool covered = false;
    bool unused = false;
    for (Kind& kind : kinds_) {
      const bool used = kind.used.holds(row);
      if (!used && !kind.unused.holds(row) && !kind.paid.holds(row)) {
        if (kind.has_id(row) && coverable_.holds(row)) differs(kind, kind.check.of_other_type, row, list);
        continue;
      }
      ++kind.lines;
      kind.check.lines += used ? 1 : 0;
      if (used && !kind.has_id(row)) differs(kind, kind.check.without_id, row, list);
      Found& found = found_[{kind.form->kind, kind.id_of(row)}];
      if (used) {
        read_used(kind, found, value, row, list);
        covered = true;
      }
      if (kind.unused.holds(row)) {
        read_unused(kind, found, value, row);
        unused = true;
      }
      if (kind.paid.holds(row)) found.purchaser = accounts_.of(row);
    }
    if (!covered && (unused || !coverable_.holds(row))) return;  // What nobody used was no use.
    ledger_.add(value.coverable, list);
    ledger_.add(total_.coverable, list);
    tell({row, Part::coverable, {}, {}, {}, list});
    if (!covered) return;
    tell({row, Part::covered, {}, {}, {}, list});
    ledger_.add(value.covered, list);
    ledger_.add(total_.covered, list);
  }

  const std::optional<Error>& error() const { return ledger_.error(); }

  Result<UsageTable> table(const plan::CommitmentAlarms& alarms) {
    UsageTable table;
    for (Kind& kind : kinds_) {
      if (kind.lines == 0) continue;
      ledger_.close(kind.usage);
      const int percent = alarm_of(kind.form->kind, alarms);
      table.kinds.push_back({kind.form->kind, percent, kind.usage, kind.covered,
                             ledger_.percent(kind.covered, total_.coverable), below(kind.usage, percent)});
      kind.check.kind = kind.form->kind;
      table.checks.push_back(kind.check);
    }
    add_commitments(table, alarms);
    add_values(table);
    if (ledger_.error()) return *ledger_.error();
    return table;
  }

 private:
  static int alarm_of(const std::string& kind, const plan::CommitmentAlarms& alarms) {
    return static_cast<int>(kind == "savings_plan" ? alarms.savings_plan : alarms.reservation);
  }
  static bool below(const Usage& usage, int percent) {
    return usage.utilization && money::compare(*usage.utilization, {percent, 0}) < 0;
  }

  void tell(const Given& given) const {
    if (on_given_ != nullptr) (*on_given_)(given);
  }
  void differs(Kind& kind, std::uint64_t& lines, std::size_t row, const Decimal& list) {
    ++lines;
    tell({row, Part::differs, kind.form->kind, {}, {}, list});
    ledger_.add(kind.check.amount, list);
  }
  void read_used(Kind& kind, Found& found, Coverage& value, std::size_t row, const Decimal& list) {
    Decimal cost;
    ledger_.set(cost, kind.used_cells.at(row));
    for (Usage* usage : {&kind.usage, &found.usage, &value.usage, &total_.usage})
      ledger_.add(usage->used, cost);
    ledger_.add(kind.covered, list);
    if (on_given_ != nullptr) {
      tell({row, Part::used, kind.form->kind, kind.id_of(row), accounts_.of(row), cost});
      tell({row, Part::used_list, kind.form->kind, kind.id_of(row), accounts_.of(row), list});
    }
    auto& [used, price] = found.users[accounts_.of(row)];
    ledger_.add(used, cost);
    ledger_.add(price, list);
  }
  void read_unused(Kind& kind, Found& found, Coverage& value, std::size_t row) {
    Decimal cost;
    ledger_.set(cost, kind.unused_cells.at(row));
    for (Usage* usage : {&kind.usage, &found.usage, &value.usage, &total_.usage}) {
      ledger_.add(usage->unused, cost);
    }
    if (on_given_ != nullptr)
      tell({row, Part::unused, kind.form->kind, kind.id_of(row), accounts_.of(row), cost});
  }

  void add_commitments(UsageTable& table, const plan::CommitmentAlarms& alarms) {
    using Key = std::tuple<Name, Name, std::string>;
    std::map<Key, std::pair<Decimal, Decimal>> transfers;
    for (auto& [key, found] : found_) {
      ledger_.close(found.usage);
      const int percent = alarm_of(key.first, alarms);
      table.commitments.push_back(
          {key.first, key.second, found.purchaser, found.usage, below(found.usage, percent)});
      add_payer(found);
      for (const auto& [user, sums] : found.users) {
        auto& [used, list] = transfers[{found.purchaser, user, key.first}];
        ledger_.add(used, sums.first);
        ledger_.add(list, sums.second);
      }
    }
    sort_items(table.commitments, [](const Commitment& a, const Commitment& b) {
      return money::compare(a.usage.unused, b.usage.unused) > 0;
    });
    for (const auto& [key, sums] : transfers) {
      const auto& [purchaser, user, kind] = key;
      table.transfers.push_back(
          {kind, purchaser, user, sums.first, sums.second, ledger_.difference(sums.second, sums.first)});
      add_user(table.transfers.back());
    }
    for (auto& [account, benefit] : benefits_) {
      benefit.account = account;
      table.accounts.push_back(benefit);
    }
    // A map has the unknown one first.
    if (benefits_.count(Name()) != 0)
      std::rotate(table.accounts.begin(), table.accounts.begin() + 1, table.accounts.end());
  }

  void add_payer(const Found& found) {
    Benefit& payer = benefits_[found.purchaser];
    ledger_.add(payer.pays, found.usage.committed);
    ledger_.add(payer.unused, found.usage.unused);
  }
  void add_user(const Transfer& transfer) {
    ledger_.add(benefits_[transfer.user].saved, transfer.saved);
    if (transfer.purchaser == transfer.user) return;
    ledger_.add(benefits_[transfer.purchaser].lends, transfer.used);
    ledger_.add(benefits_[transfer.user].borrows, transfer.used);
  }

  void close(Coverage& coverage) {
    ledger_.close(coverage.usage);
    coverage.coverage = ledger_.percent(coverage.covered, coverage.coverable);
  }

  void add_values(UsageTable& table) {
    for (std::uint32_t value = 0; value < values_.size(); ++value) {
      Coverage& coverage = values_[value];
      close(coverage);
      if (coverage.coverable.mantissa == 0 && coverage.usage.committed.mantissa == 0) continue;
      if (value != 0) coverage.value = dimension_->text(value);
      table.values.push_back(coverage);
    }
    sort_items(table.values, [](const Coverage& a, const Coverage& b) {
      if (a.value.has_value() != b.value.has_value()) return a.value.has_value();
      return a.value < b.value;
    });
    close(total_);
    table.total = total_;
  }

  Ledger ledger_;
  Accounts accounts_;
  LineTest coverable_;
  const bill::Dimension* dimension_;
  const bill::AmountColumn* list_;
  const OnGiven* on_given_;
  std::vector<Kind> kinds_;
  std::map<std::pair<std::string, Name>, Found> found_;
  std::map<Name, Benefit> benefits_;
  std::vector<Coverage> values_;
  Coverage total_;
};

}  // namespace

Result<UsageTable> usage_of(const bill::Bill& bill, const vendor::CostForm& form,
                            const bill::Dimension& dimension, const bill::AmountColumn* list,
                            const plan::CommitmentAlarms& alarms, const Kept& kept) {
  Reader reader(bill, form, &dimension, list, nullptr);
  for (std::size_t row = 0; row < bill.rows; ++row) {
    if (kept[row] != 0) reader.read(row);
  }
  return reader.table(alarms);
}

Result<void> each_given(const bill::Bill& bill, const vendor::CostForm& form, const bill::AmountColumn* list,
                        const Kept& kept, const OnGiven& on_given) {
  Reader reader(bill, form, nullptr, list, &on_given);
  for (std::size_t row = 0; row < bill.rows; ++row) {
    if (kept[row] != 0) reader.read(row);
  }
  if (reader.error()) return *reader.error();
  return {};
}

}  // namespace billfold::commitment
