#pragma once

// What opening a file tells: from the core's own types to the protocol's.

#include <string_view>
#include <vector>

#include "bill/bill.h"
#include "bill/form.h"
#include "session/protocol.h"

namespace billfold::session {

SniffReport sniff_report(std::string_view head, bool whole);
RecogniseReport recognise_report(const bill::Form& form, const std::vector<vendor::Profile>& profiles);
// Error sum_too_large where a column's total leaves 38 digits.
Result<BillReport> bill_report(const bill::Bill& bill, const std::vector<vendor::Profile>& profiles);
// The cells of one record; of a JSON object the values in the order in which they stand.
CellsReport cells_report(std::string_view record, const bill::Source& source);

}  // namespace billfold::session
