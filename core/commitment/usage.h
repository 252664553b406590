#pragma once

// Commitments as the bill's lines show them: what of them was used, what was wasted, who paid and who benefits.
// (rules 5)
//
//   utilization = used / (used + unused), in money at the commitment's own rates
//   coverage    = list price of the lines that a commitment paid / list price of the lines that one could pay
//
// Unused commitment is money with an owner: the account on the line that pays for the commitment. Where the file has
// no such line the owner is unknown, never guessed from who used it.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "bill/bill.h"
#include "bill/dimension.h"
#include "money/decimal.h"
#include "plan/watch.h"
#include "vendor/cost_form.h"

namespace billfold::commitment {

using Kept = std::vector<std::uint8_t>;
using Name = std::optional<std::string>;

struct Usage {
  money::Decimal used;
  money::Decimal unused;
  money::Decimal committed;                   // used + unused
  std::optional<money::Decimal> utilization;  // percent, two digits; nothing where nothing is committed
};

struct Commitment {
  std::string kind;
  Name id;
  Name purchaser;  // nothing: no line of the file says who paid
  Usage usage;
  bool alarm = false;  // utilization below the kind's percent
};

// One value of a dimension, of the lines that stand in it. Used and unused are by the lines' own values.
struct Coverage {
  Name value;
  money::Decimal coverable;  // list price of what could be covered
  money::Decimal covered;    // of that: paid by a commitment
  std::optional<money::Decimal> coverage;
  Usage usage;
};

// One account paid, another used: the discount moved by what the list price is above the cost.
struct Transfer {
  std::string kind;
  Name purchaser;
  Name user;
  money::Decimal used;
  money::Decimal list;
  money::Decimal saved;  // list - used
};

// What an account pays for commitments, and what it has of all of them. The sum of `lends` is that of `borrows`.
struct Benefit {
  Name account;         // nothing: unknown
  money::Decimal pays;  // used and unused, of the commitments that it bought
  money::Decimal unused;
  money::Decimal lends;    // of what it pays: used by others
  money::Decimal borrows;  // used of commitments that others bought
  money::Decimal saved;    // list price of what it used less its cost
};

// Lines of a kind whose type and whose commitment say different things.
struct LineCheck {
  std::string kind;
  std::uint64_t lines = 0;          // of the kind's used type
  std::uint64_t without_id = 0;     // of these: without a commitment's number
  std::uint64_t of_other_type = 0;  // with a number, but paid for on demand
  money::Decimal amount;            // list price of both
};

struct Alarm {
  std::string kind;
  int percent = 80;
  Usage usage;                             // of all commitments of the kind
  money::Decimal covered;                  // list price of what they paid for
  std::optional<money::Decimal> coverage;  // of the kind alone
  bool alarm = false;
};

struct UsageTable {
  std::vector<Alarm> kinds;             // in the form's order, those of which the bill has a line
  std::vector<Commitment> commitments;  // largest unused first, then by number
  std::vector<Coverage> values;         // by name, lines without a value last
  std::vector<Transfer> transfers;      // by purchaser, user, kind
  std::vector<Benefit> accounts;        // by name, the unknown one last
  std::vector<LineCheck> checks;        // one for each of `kinds`
  Coverage total;
};

// What a line gives to the table.
enum class Part : std::uint8_t {
  used,       // its cost, of a commitment
  used_list,  // its list price, of the same
  unused,     // of a commitment
  coverable,  // its list price
  covered,    // the same, of lines that a commitment paid
  differs,    // its list price, of lines that a check is about
};
struct Given {
  std::size_t row = 0;
  Part part = Part::used;
  std::string_view kind = {};  // of coverable and covered none
  Name id = {};
  Name account = {};  // whose line it is
  money::Decimal amount = {};
};
using OnGiven = std::function<void(const Given&)>;

// `list` is the column of list prices, null where the file has none: there is no coverage then. `alarms` overrules
// the kinds' own percents, by kind. Errors: overflow.
Result<UsageTable> usage_of(const bill::Bill& bill, const vendor::CostForm& form,
                            const bill::Dimension& dimension, const bill::AmountColumn* list,
                            const plan::CommitmentAlarms& alarms, const Kept& kept);

// The same table as what each line gives to it, in the order of the file. Errors: overflow.
Result<void> each_given(const bill::Bill& bill, const vendor::CostForm& form, const bill::AmountColumn* list,
                        const Kept& kept, const OnGiven& on_given);

}  // namespace billfold::commitment
