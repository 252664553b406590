#pragma once

// A bill that a calculator makes of another's rows: what it takes over as it stands.
//
// Each of its rows comes from one row of the source (Bill::origins), so that it has a place in a file. Texts are those of
// the source's row; amounts that count something are told once, on the first row that comes from it. What the calculator
// spreads or adds are columns of its own.

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "bill/bill.h"

namespace billfold::bill {

class Derived {
 public:
  // `origins` ascend. Fields that the calculator fills anew are taken from the copied columns. The source must outlive
  // this.
  Derived(const Bill& source, std::vector<std::uint32_t> origins, std::span<const std::string_view> refilled);

  const Bill& source() const { return source_; }
  Bill& bill() { return made_; }
  // Is it the first row that comes from its origin?
  bool is_first(std::size_t row) const { return row == 0 || made_.origins[row] != made_.origins[row - 1]; }

  // A column of its own, without cells; its index. A name that is there already gets " (2)".
  std::size_t add(std::string name, vendor::ColumnRole::Kind kind, std::string_view field = {});
  std::size_t add_money(std::string name, std::string_view role);
  void push_text(std::size_t column, std::string_view text) { made_.columns[column].text->push(text); }
  // What does not fit beside the column's other amounts is 0: never of a part of an amount that does.
  void push_amount(std::size_t column, const money::Decimal& amount);

  // The cells of a column of the source, empty where `keeps` says so. Of amounts of money none, where they are spread: the
  // calculator pushes them.
  void copy_column(std::size_t index, bool spread, const std::function<bool(std::size_t row)>& keeps = {});
  // What was rejected, on the first row of its origin; and rows that the calculator itself rejects, listed as of `column`.
  void copy_rejected(std::uint32_t column,
                     const std::function<std::optional<RejectReason>(std::size_t row)>& rejects);
  // The whole bill.
  Bill finish();

 private:
  const Bill& source_;
  Bill made_;
};

}  // namespace billfold::bill
