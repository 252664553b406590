#pragma once

// The total line that some exports put under their rows. It is not a row: counted, it would double the bill.

#include <string_view>

namespace billfold::bill {

// Whether a line whose first filled cell is this text says that it is a total: 合计, 总计, Total, Grand
// total, ... Letter case, blanks around it and a colon after it do not matter.
bool is_total_word(std::string_view cell);

}  // namespace billfold::bill
