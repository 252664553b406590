#pragma once

// Usage records: a bill of usage read as who held how much of what, from when to when. (rules 4)
//
// A file's profile says which columns meter what (vendor/profile.h: Usage). A record is one such reading of one row:
// an account's and app's use of one resource from begin to end. What is billed of it:
//   cpu, memory               max(requested, used) x hours
//   pvc                       its capacity (requested) x hours
//   network, tokens, requests what was used, whatever the time
//   gpu and any other kind    what was requested x hours, used or not
// Records that overlap add up: two pods of one app are two records. A record without length holds no level for any time
// and bills nothing; a total without length falls into its instant's hour.
//
// Hours are civil hours of one clock. Times without a zone are taken as written: where clocks are put back, two hours
// bear one name and are one. Where the file names a zone, hours are of that zone; where it names several (the two of a
// daylight saving change, too), of UTC.

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/int128.h"
#include "base/result.h"
#include "bill/bill.h"
#include "bill/dimension.h"
#include "plan/plan.h"

namespace billfold::metering {

enum class Billed : std::uint8_t { larger, requested, used };
enum class Measure : std::uint8_t { level, seconds, total };

// How a kind of resource is billed.
struct KindRule {
  Billed billed = Billed::requested;
  Measure measure = Measure::level;
};
KindRule rule_of_kind(std::string_view kind);

// "CPU " -> "cpu": kinds compare without regard to letter case.
std::string plain_kind(std::string_view kind);

// Why a record cannot be billed; its row is listed, with its line.
enum class Fault : std::uint8_t {
  no_begin,           // the cell is no time
  no_end,             // the same, of a level
  ends_before_begin,  // and time does not run back
  negative,           // a quantity below 0
  too_long,           // more than a hundred years
  too_many_digits,    // more than 27 at the common scale
};
std::string_view name_of(Fault fault);

struct Record {
  std::uint32_t usage = 0;  // index into Bill::usage
  std::uint32_t account = 0;
  std::uint32_t app = 0;
  std::uint32_t kind = 0;      // value of the kind's dimension; 0 where the usage names it
  std::uint32_t sub_kind = 0;  // value of the sub-kind's dimension
  std::int64_t begin = 0;      // seconds on the clock of hours; never after end
  std::int64_t end = 0;
  i128 requested = 0;  // at Records::scale()
  i128 used = 0;
};

// A bill's records, without a copy of them. The bill must outlive this.
class Records {
 public:
  // Finds a dimension by the name that a plan has for it.
  using DimensionOf = std::function<Result<bill::Dimension>(std::string_view name)>;
  // Of the plan, its filters, what it omits, blank words and whom bills are made out to count: the dimension metered_by; "": the project,
  // or the first of key, workspace, login and owner that the bill has. Without `dimension_of` the plan names none that it
  // defines itself.
  // Errors: no_usage, unknown_dimension, column_not_read, and those of `dimension_of`.
  static Result<Records> of(const bill::Bill& bill, const plan::Plan& plan,
                            const DimensionOf& dimension_of = {});

  std::size_t rows() const { return bill_->rows; }
  std::size_t usages() const { return sources_.size(); }
  const vendor::Profile::Usage& usage(std::uint32_t index) const { return bill_->usage[index]; }
  const bill::Bill& bill() const { return *bill_; }

  // The record of a row and a usage; or its fault. `present` is false where a filter leaves the row out, and of a total
  // of nothing.
  struct Read {
    Record record;
    std::optional<Fault> fault;
    bool present = true;
  };
  Read read(std::size_t row, std::uint32_t usage) const;
  // The same of the rows from `begin` on, kMostReads at most, a column after the other.
  void read(std::size_t begin, std::uint32_t usage, std::span<Read> reads) const;
  static constexpr std::size_t kMostReads = 256;

  std::string_view account_name() const { return account_name_; }
  // What the node that a row's record ran on could give in its time, at scale(); false: the file does not say.
  bool says_capacity(std::uint32_t usage) const { return sources_[usage].capacity.amounts != nullptr; }
  i128 capacity(std::size_t row, std::uint32_t usage) const;
  // A value of the field `instance`; 0 where there is none.
  std::uint32_t node_of(std::size_t row) const { return node_ ? node_->value_of(row) : 0; }
  std::optional<std::string> node(std::uint32_t value) const;

  std::optional<std::string> account(std::uint32_t value) const;
  std::optional<std::string> app(std::uint32_t value) const;
  std::string kind(std::uint32_t usage, std::uint32_t value) const;
  std::string sub_kind(std::uint32_t usage, std::uint32_t value) const;
  KindRule rule(std::uint32_t usage, std::uint32_t kind) const;
  // Numbers of values, for keys.
  std::uint32_t accounts() const { return account_ ? account_->size() : 1; }
  std::uint32_t apps() const { return app_ ? app_->size() : 1; }
  std::uint32_t kinds() const { return kinds_; }
  std::uint32_t sub_kinds() const { return sub_kinds_; }

  // Fraction digits of every quantity.
  int scale() const { return scale_; }
  // What hours are of: "" as written, "UTC", "+08:00"; and whether the file named several zones.
  const std::string& zone() const { return zone_; }
  bool several_zones() const { return several_zones_; }

 private:
  struct Times {
    const bill::IdVector* ids = nullptr;
    std::vector<std::int64_t> seconds;  // of each distinct cell; kNoTime
  };
  struct Quantity {
    const bill::AmountColumn* amounts = nullptr;  // null: the file has no such column
    i128 factor = 1;                              // from the column's scale to the common one
    i128 largest = 0;                             // mantissa of the column that is still taken
    std::int64_t narrow = 0;                      // the largest whose product with the factor has 64 bits
  };
  struct Source {  // of one usage
    Quantity requested;
    Quantity used;
    Quantity capacity;
    Quantity less;
    std::optional<bill::Dimension> kind;
    std::optional<bill::Dimension> sub_kind;
    std::vector<KindRule> rules;  // by value of kind
  };

  template <class Mantissa>
  static bool raised(const Quantity& quantity, Mantissa mantissa, i128& raised);
  template <class Take>
  static void for_each_quantity(const Quantity& quantity, std::size_t begin, std::size_t count, Take&& take);
  void read_quantities(const Source& source, std::size_t begin, std::span<Read> reads) const;
  void read_times_of(std::size_t begin, std::span<Read> reads) const;
  Result<void> read_times();
  Result<void> read_source(const vendor::Profile::Usage& usage, std::span<const std::string> blank_words);
  Result<void> use_account(std::string_view name, const DimensionOf& dimension_of);

  const bill::Bill* bill_ = nullptr;
  struct Kept {  // by one filter
    bill::Dimension dimension;
    std::vector<bool> value;
  };
  Result<void> read_filters(const plan::Plan& plan, const DimensionOf& dimension_of);
  bool is_kept(std::size_t row) const;

  std::vector<Kept> filters_;
  std::vector<std::uint8_t> not_omitted_;  // by row; empty: every one
  std::string account_name_;
  std::optional<bill::Dimension> account_;
  std::optional<bill::Dimension> app_;
  std::optional<bill::Dimension> node_;
  std::vector<Source> sources_;
  std::uint32_t kinds_ = 1;
  std::uint32_t sub_kinds_ = 1;
  Times begin_;
  Times end_;
  int scale_ = 0;
  std::string zone_;
  bool several_zones_ = false;
};

// Reads a bill's records in the order of its rows, a block of rows at a time: for whoever walks over all of them.
class RecordReader {
 public:
  explicit RecordReader(const Records& records);

  const Records::Read& read(std::size_t row, std::uint32_t usage) {
    if (row < first_ || row >= last_) load(row);
    return reads_[usage * Records::kMostReads + (row - first_)];
  }

 private:
  void load(std::size_t row);

  const Records& records_;
  std::size_t first_ = 0;  // the rows of the block
  std::size_t last_ = 0;
  std::vector<Records::Read> reads_;  // kMostReads a usage
};

}  // namespace billfold::metering
