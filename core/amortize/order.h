#pragma once

// Orders: the lines of a bill as purchases that are spread over days. (rules 3)
//
// What a line is, the profile says (vendor/profile.h: Orders). Links are resolved here: a refund ends the order that it
// names, with the changes of that order; a change without an end runs as long as its order; deductions are put to
// their packs, a day at a time. What cannot be scheduled is an error line, and the rest stands. Afterwards every order
// can be spread without looking at another one, so that any shard of them can be counted apart.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/dictionary.h"
#include "base/result.h"
#include "bill/bill.h"
#include "calendar/range.h"
#include "money/decimal.h"
#include "vendor/profile.h"

namespace billfold::amortize {

enum class Kind : std::uint8_t {
  fresh,  // new, 新购
  renew,
  refund,
  change,
  pack_periodic,
  pack_total,
  reserved_storage,
  payg,
};
// "new", "pack-total": as the Orders file and the profiles write them.
std::string_view name_of(Kind kind);
std::optional<Kind> kind_of(std::string_view name);
constexpr bool is_by_use(Kind kind) { return kind == Kind::pack_total || kind == Kind::reserved_storage; }
// Spread over days, so that a refund can end it.
constexpr bool is_prepaid(Kind kind) { return kind != Kind::payg && kind != Kind::refund; }

enum class Fault : std::uint8_t {
  unknown_kind,      // the word for its type is not known
  no_begin,          // its begin is missing or no date
  no_end,            // its end is missing or no date
  end_before_begin,  //
  order_twice,       // its number was there before
  unknown_order,     // a refund or a deduction of an order that is not there
  refund_too_large,  // larger than what is left of the order
  missing_quantity,  // a pack, or a deduction, without a quantity
  beyond_quantity,   // a deduction of more than the pack holds
  outside_validity,  // a deduction before or after the pack's validity, or after its refund
  too_many_digits,   // the amount leaves 38 digits at the scale of a day
};
std::string_view name_of(Fault fault);

// How many fraction digits a day's amount has. (rules 3: s)
struct DayScale {
  int digits = 2;
  bool of_column = false;  // as many as the amount column has
};
// Of a plan's amortization_scale. Error bad_plan.
Result<DayScale> day_scale_of(std::string_view text);

struct Order {
  std::uint32_t row = 0;  // of the bill; of a typed order the bill's rows + its index
  Kind kind = Kind::payg;
  calendar::DayRange validity = {};         // of a refund: its day
  std::optional<calendar::Day> ended = {};  // the day of the refund that ended it
  bool part_first =
      false;  // it begins after the first day has, or ends before the last does: such a day counts as a
  bool part_last = false;    // whole one, which a schedule says
  std::uint32_t number = 0;  // ids in Orders::numbers; 0 none
  std::uint32_t original = 0;
  std::uint32_t first_use = 0;  // of Orders::uses
  std::uint32_t use_count = 0;
  i128 quantity = 0;  // of a pack, at Orders::quantity_scale
};

// A deduction of a pack. Those of one order stand together, by day, then by line.
struct Use {
  calendar::Day day;  // on which it is recognised
  i128 quantity = 0;
  std::uint32_t row = 0;  // of the deductions; of a typed one their rows + its index
  bool moved = false;     // to the end of its month: a monthly settlement from 2025-04 on
};

struct ErrorLine {
  Fault fault = Fault::no_begin;
  bool is_use = false;  // `row` is of the deductions
  std::uint32_t row = 0;
  std::uint32_t number = 0;
  // Of refund_too_large: what was left; of beyond_quantity: what the pack still held.
  std::optional<money::Decimal> left = {};
};

// An order or a deduction that is not in a file. (preview)
struct TypedOrder {
  std::string number;
  std::string original;
  std::string type;
  std::string begin;
  std::string end;
  money::Decimal amount;
  money::Decimal quantity;
};
struct TypedUse {
  std::string number;
  std::string date;
  money::Decimal quantity;
  std::string settlement;
};

struct Orders {
  const bill::Bill* bill = nullptr;
  const bill::Bill* deductions = nullptr;
  std::vector<TypedOrder> typed;
  Dictionary numbers;
  std::vector<Order> orders;  // by row
  std::vector<Use> uses;
  int quantity_scale = 0;
  std::vector<ErrorLine> errors;       // by row, those of deductions last
  std::vector<std::uint32_t> undated;  // rows of pay-as-you-go lines without a day: in no period
  bool has_prepaid = false;

  std::span<const Use> uses_of(const Order& order) const {
    return std::span(uses).subspan(order.first_use, order.use_count);
  }
};

struct Sources {
  const bill::Bill* bill = nullptr;                // null: typed orders only
  const vendor::Profile::Orders* rules = nullptr;  // null: every line is pay-as-you-go
  const bill::Bill* deductions = nullptr;
  std::span<const TypedOrder> typed = {};
  std::span<const TypedUse> typed_uses = {};
};

// What of a bill is paid for a time ahead, by its lines alone: nothing is linked or spread.
struct Prepaid {
  std::uint64_t lines = 0;  // that are orders, and not pay-as-you-go
  bool mostly = false;      // most of the default measure stands on them, whatever its sign
};
// Cost: a look at each distinct word, and where one of them names an order a step a row and rule.
Prepaid prepaid_in(const bill::Bill& bill, const vendor::Profile::Orders* rules);

// The sources must outlive the result. A refund is measured against what is left of the bill's default measure.
// Cost: a few steps a row; dates and words are read once a distinct cell.
Orders orders_of(const Sources& sources, const DayScale& scale);

// Whether a line of the bill may be paid for a time ahead: some cell of the bill, or what was not stored, may make it so.
// False is certain. Cost: a step a distinct cell of the columns that say so.
bool may_have_prepaid(const bill::Bill& bill, const vendor::Profile::Orders* rules);
// The fields and headers of those columns, by every form.
std::vector<std::string> columns_of_kinds(const std::vector<vendor::Profile>& profiles);

}  // namespace billfold::amortize
