#pragma once

// Which kinds of discounts lie between two bases of a bill, as the table of them and the explanations of its figures
// both need it. (rules 5)

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "commitment/kinds.h"
#include "plan/plan.h"
#include "session/asked.h"
#include "session/bases.h"

namespace billfold::session::questions {

// How a line was bought: its type, or what stands in for it.
std::string purchase_option(const bill::Bill& bill);

// Whether what was taken off stands in columns that lead from the one to the other.
bool has_columns_between(const Bases& bases, const Basis& from, const Basis& to);

// Rows whose change is not 0, the largest first, in either direction.
std::vector<const commitment::BasisRow*> largest_changes(const commitment::BasisTable& table);

// Of so many changes, how many are told one by one. A table or a waterfall of more than eight is read by nobody: the
// smaller ones are "rest", unless that were a single one.
std::size_t told_apart(std::size_t changes);

struct DiscountKinds {
  std::string by;                                 // the dimension whose values they are; "": columns
  std::vector<std::optional<std::string>> names;  // of the columns, or of the values
  commitment::Kinds kinds;
  std::shared_ptr<split::RankedDimension> dimension;  // what `kinds` looks at; null: columns
};

// None where the bill has neither. The bill must outlive them.
Result<DiscountKinds> kinds_between(const Asked& asked, const plan::Plan& plan, const Bases& bases,
                                    const Basis& from, const Basis& to, const commitment::Kept& kept);

}  // namespace billfold::session::questions
