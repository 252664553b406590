#pragma once

// Meter bills and their hourly bills, for tests.

#include <gtest/gtest.h>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/date.h"
#include "metering/hourly_bill.h"
#include "money/decimal_format.h"
#include "support/load.h"

namespace billfold::metering {

inline constexpr std::string_view kMeterHead =
    "Project,App,Resource,SubKind,Requested,Used,BeginTime,EndTime\n";
inline constexpr std::string_view kPriceHead = "Resource,SubKind,Price,Unit\n";

inline bill::Bill meter_bill(std::string_view rows) {
  return *test::load(std::string(kMeterHead) + std::string(rows));
}
inline PriceList price_list(std::string_view rows) {
  const Result<PriceList> list = price_list_of(std::string(kPriceHead) + std::string(rows));
  EXPECT_TRUE(list) << sentence_of(list.error());
  return list ? *list : PriceList{};
}

// "2024-09-01 10" of an hour.
inline std::string hour_text(std::int32_t hour) {
  const int of_day = ((hour % 24) + 24) % 24;
  return calendar::iso(day_of(hour)) + (of_day < 10 ? " 0" : " ") + std::to_string(of_day);
}
inline std::string at_six(i128 mantissa) { return money::format({mantissa, kComputedScale}); }

// "ads 2024-09-01 10: 0.012000 0.010000 0.002000" of each bill, then the total.
inline std::vector<std::string> lines_of(const HourlyUsage& usage, const HourlyBills& bills) {
  const auto charge = [](const Charge& each) {
    return at_six(each.computed) + " " + at_six(each.charged) + " " + at_six(each.odd);
  };
  std::vector<std::string> lines;
  for (const HourBill& bill : bills.bills) {
    lines.push_back(usage.records().account(bill.account).value_or("-") + " " + hour_text(bill.hour) + ": " +
                    charge(bill.charge));
  }
  lines.push_back("total: " + charge(bills.total));
  return lines;
}

inline std::vector<std::string> billed(const bill::Bill& bill, const PriceList& prices, bool by_app = false) {
  const Result<Records> records = Records::of(bill, {});
  if (!records) return {sentence_of(records.error())};
  Result<HourlyUsage> usage = HourlyUsage::of(*records, by_app);
  if (!usage) return {sentence_of(usage.error())};
  usage->add(0, bill.rows);
  const Result<HourlyBills> bills = hourly_bills(*usage, prices);
  if (!bills) return {sentence_of(bills.error())};
  return lines_of(*usage, *bills);
}

inline std::vector<std::string> billed(std::string_view rows, std::string_view prices) {
  return billed(meter_bill(rows), price_list(prices));
}

using Lines = std::vector<std::string>;

}  // namespace billfold::metering
