#pragma once

// A vendor's cost bill against the orders it came from, line by line. (rules 3: must be reproduced; differences listed)
//
// Vendor lines of one order, type and period are one entry (a vendor has a line a billing unit); what the orders of
// that number and type give in that period is computed for it, for every amount that both sides have. On each entry the
// identity total = opening + this period + left is checked, with the vendor's own figures.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "amortize/schedule.h"

namespace billfold::amortize {

enum class Verdict : std::uint8_t { agrees, differs, unknown_order, outside_validity, missing, identity };
std::string_view name_of(Verdict verdict);

enum class Figure : std::uint8_t { this_period, opening, left, daily, total };
std::string_view name_of(Figure figure);

struct Finding {
  Verdict verdict = Verdict::agrees;
  Figure figure = Figure::this_period;
  std::size_t entry = 0;    // of Audit::entries
  std::size_t measure = 0;  // of Audit::measures
  i128 vendor = 0;          // both at the measure's scale
  i128 computed = 0;
};

// One order, type and period.
struct Entry {
  std::string number;
  std::optional<Kind> kind;
  calendar::DayRange days = {};
  std::optional<std::uint32_t> row;   // the vendor's first line; nothing: it has none
  std::vector<std::uint32_t> orders;  // indexes into Orders::orders
};

struct AuditMeasure {
  std::string column;  // the vendor's header of this period's amount
  Spread spread;       // of the orders' column
  int scale = 0;
  // The vendor's columns; null where it has none.
  const bill::AmountColumn* now = nullptr;
  const bill::AmountColumn* opening = nullptr;
  const bill::AmountColumn* left = nullptr;
  const bill::AmountColumn* daily = nullptr;
  const bill::AmountColumn* total = nullptr;
};

struct Audit {
  std::vector<AuditMeasure> measures;
  std::vector<Entry> entries;
  std::vector<Finding> findings;  // by the vendor's lines, missing ones last
  std::uint64_t lines = 0;
  std::uint64_t identities = 0;
  std::uint64_t identities_broken = 0;
};

// Errors: sum_too_large where an amount has more than 38 digits at the scale of both sides; no_amount_column where no
// amount is on both sides; bad_request where the cost bill has no order numbers or no
// period.
Result<Audit> audit_of(const Orders& orders, const DayScale& scale, const bill::Bill& cost_bill,
                       const vendor::Profile& profile);

}  // namespace billfold::amortize
