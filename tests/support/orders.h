#pragma once

// Orders made by hand from the text of an Orders file and a Deductions file, for tests of what is computed from them.

#include <gtest/gtest.h>
#include <memory>
#include <string>
#include <vector>

#include "amortize/lifecycle.h"
#include "money/decimal_format.h"
#include "support/load.h"
#include "vendor/profile.h"

namespace billfold::test {

inline constexpr std::string_view kOrdersHeader =
    "OrderNo,OriginalOrderNo,AmortizedType,BeginTime,EndTime,PayableAmount,CouponAmount,PackQuantity\n";
inline constexpr std::string_view kDeductionsHeader = "OrderNo,Date,Quantity,Settlement\n";

struct Book {
  bill::Bill bill;
  bill::Bill deductions;
  std::vector<vendor::Profile> profiles;
  amortize::Orders orders;
  amortize::DayScale scale;

  const bill::Column* column(std::string_view name) const { return bill.find_column(name); }
  amortize::Spread spread(std::string_view measure = "PayableAmount") const {
    return {orders, column(measure), scale};
  }
  const amortize::Order& order(std::string_view number, std::size_t which = 0) const {
    for (const amortize::Order& order : orders.orders) {
      if (orders.numbers.text(order.number) == number && which-- == 0) return order;
    }
    ADD_FAILURE() << "no order " << number;
    return orders.orders.front();
  }
  // "unknown_order Order002 line 3"; a deduction's line has a D before it.
  std::vector<std::string> errors() const {
    std::vector<std::string> lines;
    for (const amortize::ErrorLine& error : orders.errors) {
      const bill::Bill& from = error.is_use ? deductions : bill;
      const auto [source, row] = from.source_of(error.row);
      lines.push_back(std::string(amortize::name_of(error.fault)) + " " +
                      std::string(orders.numbers.text(error.number)) + (error.is_use ? " D" : " line ") +
                      std::to_string(source->places[row].line));
    }
    return lines;
  }
};

// The rows stand below the headers above. Never moved: its orders point at its bills.
inline std::unique_ptr<Book> book_of(std::string_view rows, std::string_view deductions = "",
                                     const amortize::DayScale& scale = {},
                                     std::string_view header = kOrdersHeader) {
  auto book = std::make_unique<Book>();
  book->scale = scale;
  Result<std::vector<vendor::Profile>> profiles = vendor::built_in_profiles();
  EXPECT_TRUE(profiles.ok());
  book->profiles = std::move(*profiles);
  Result<bill::Bill> bill = load(std::string(header) + std::string(rows));
  EXPECT_TRUE(bill.ok()) << (bill ? "" : sentence_of(bill.error()));
  if (!bill) return book;
  book->bill = std::move(*bill);
  if (!deductions.empty()) {
    Result<bill::Bill> beside = load(std::string(kDeductionsHeader) + std::string(deductions));
    EXPECT_TRUE(beside.ok());
    book->deductions = std::move(*beside);
  }
  const vendor::Profile::Orders* rules = nullptr;
  for (const vendor::Profile& profile : book->profiles) {
    if (profile.name == book->bill.profile) rules = &profile.orders;
  }
  EXPECT_NE(rules, nullptr) << book->bill.profile;
  book->orders = amortize::orders_of(
      {.bill = &book->bill, .rules = rules, .deductions = deductions.empty() ? nullptr : &book->deductions},
      scale);
  return book;
}

inline calendar::Day day(std::string_view text) {
  return calendar::parse_date(text, calendar::Order::ymd).value_or(calendar::ParsedDate{}).day;
}

}  // namespace billfold::test
