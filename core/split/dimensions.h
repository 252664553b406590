#pragma once

// The dimensions that a plan names, resolved once and kept for the next question. (rules 2)
//
// A rank is a value's place in the order of keys: texts as bytes, lines in the order of the file, "no value"
// last. Groups are counted under ranks, so that they come out in the order of their keys.

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "bill/dimension.h"
#include "plan/plan.h"

namespace billfold::split {

// What a tag key means that no row of the bill has. A shard of a bill may lack a key that another one has, so
// there it is "no value"; of a whole bill it is a mistake of the one who asks.
enum class MissingTag : std::uint8_t { is_an_error, has_no_value };

class RankedDimension {
 public:
  explicit RankedDimension(std::optional<bill::Dimension> dimension) : dimension_(std::move(dimension)) {}

  // Nothing where no row has a value (a tag key that the shard lacks).
  const bill::Dimension* dimension() const { return dimension_ ? &*dimension_ : nullptr; }
  bool is_line() const { return dimension_ && dimension_->ids() == nullptr; }
  // Number of ranks; the last one is "no value".
  std::uint32_t size() const { return dimension_ ? dimension_->size() : 1; }

  // By the column's ids. Not for lines, whose rank is the row or its origin. Cost: sorts the distinct texts at the first call.
  std::span<const std::uint32_t> rank_of_id();
  // Of a rank below size() - 1.
  std::string text_of_rank(std::uint32_t rank);

 private:
  void sort_values();

  std::optional<bill::Dimension> dimension_;
  std::vector<std::uint32_t> rank_of_id_;
  std::vector<std::uint32_t> value_of_rank_;
};

// Keeps what was resolved last, up to kKept dimensions.
class Dimensions {
 public:
  explicit Dimensions(const bill::Bill& bill) : bill_(&bill) {}

  const bill::Bill& bill() const { return *bill_; }

  // A dimension of the bill, or one that the plan defines (split/defined.h); the plan has passed plan::check.
  // Errors as bill::resolve_dimension; unknown_rule_dimension where one that a rule names is not there; those of
  // plan::look_for_cycle.
  Result<std::shared_ptr<RankedDimension>> get(std::string_view name, const plan::Plan& plan,
                                               MissingTag missing = MissingTag::is_an_error);

  static constexpr std::size_t kKept = 24;

 private:
  struct Entry {
    std::string key;
    std::shared_ptr<RankedDimension> dimension;
  };

  const bill::Bill* bill_;
  std::vector<Entry> entries_;  // the last used at the end
  std::size_t waiting_ = 0;     // dimensions that are being made, each for the one before it
};

}  // namespace billfold::split
