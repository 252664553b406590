#pragma once

// Hourly bills: one an hour and account, of gathered usage and a price list. (rules 4)
//
//   computed = price x billed quantity x hours, of all resources, cut to 6 fraction digits once
//   charged  = computed cut to 2 fraction digits
//   odd      = computed - charged, the odd amount (抹零金额), kept and totalled
//
// Usage without a price is in no bill: it is listed as a missing price, with its quantity. An hour of an account between
// its first and its last that has no record is a gap.

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "calendar/date.h"
#include "metering/hourly_usage.h"
#include "metering/price_list.h"
#include "money/fraction_sum.h"

namespace billfold::metering {

inline constexpr int kComputedScale = 6;
inline constexpr int kChargedScale = 2;

// Mantissas at kComputedScale.
struct Charge {
  i128 computed = 0;
  i128 charged = 0;
  i128 odd = 0;
};

// Charged is computed cut to 2 digits, odd what that cuts off.
Charge charge_of(i128 computed);

struct HourBill {
  std::uint32_t account = 0;
  std::int32_t hour = 0;  // since 1970, on the clock of Records::zone()
  Charge charge;
  // Its resources: [first, last) of HourlyBills::cells, by kind and sub-kind.
  std::size_t first = 0;
  std::size_t last = 0;
  bool unpriced = false;  // some of it has no price
};

// Usage of one resource of one account that no price covers.
struct MissingPrice {
  std::uint32_t group = 0;
  std::int32_t first_hour = 0;
  std::int32_t last_hour = 0;
  std::uint64_t hours = 0;
  i128 billed = 0;
};

struct Gap {
  std::uint32_t account = 0;
  std::int32_t first_hour = 0;
  std::int32_t hours = 0;
};

// What of its bill one resource is.
struct BillPart {
  i128 computed = 0;  // those of a bill add up to it: cut so that what came up to any one of them is cut once
  bool unpriced = false;
};

struct HourlyBills {
  std::vector<HourBill> bills;       // by account, those without one last; then by hour
  std::vector<std::uint32_t> cells;  // of the usage, in the order of the bills
  std::vector<BillPart> parts;       // of the cells, in the same order
  std::vector<MissingPrice> missing;
  std::vector<Gap> gaps;
  Charge total;
};

// Errors: overflow.
Result<HourlyBills> hourly_bills(const HourlyUsage& usage, const PriceList& prices);

// A piece of a quantity at one price: the whole of it, or what lies on one step of a scale.
struct Piece {
  const Price* price = nullptr;
  i128 billed = 0;
  i128 denominator = 1;  // amount = price's mantissa x billed / denominator
};

// The price's own quantity: how many units of Quantities::billed make one of it, at the scale of the records.
Result<i128> units_of(const Price& price, const Group& group, const Records& records);

// Prices the cells of one account and resource in the order of their hours; steps count from the month's first hour on.
class Pricing {
 public:
  Pricing(const HourlyUsage& usage, const PriceList& prices, std::uint32_t group);

  // No pieces and no error: there is no price. A quantity of 0 needs none. They stand until the next cell is priced.
  Result<std::span<const Piece>> price(const HourlyUsage::Cell& cell);

 private:
  // A step of a scale of prices, in units of the quantity.
  struct Step {
    const Price* price = nullptr;
    i128 from = 0;
    i128 denominator = 1;
  };
  Result<void> read_steps();

  const HourlyUsage& usage_;
  const PriceList& prices_;
  const Group& group_;
  std::string kind_;
  std::string sub_kind_;
  calendar::Day day_{INT32_MIN};
  std::vector<Step> steps_;  // of the day
  std::vector<Piece> pieces_;
  std::int32_t month_ = INT32_MIN;  // of the quantity so far
  i128 so_far_ = 0;
};

// Adds quantity x price to the sum.
Result<void> add_priced(money::FractionSum& sum, const Price& price, i128 quantity, const Group& group,
                        const Records& records);

calendar::Day day_of(std::int32_t hour);

}  // namespace billfold::metering
