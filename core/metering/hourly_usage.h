#pragma once

// Records gathered into hours: what each account requested, used and is billed for, an hour and a resource. (rules 4)
//
// Quantities only, no prices: whole numbers that add up in any order, so that parts of a bill can be gathered apart and
// merged, and a record cut in two gives what it gave whole. A level is multiplied by the seconds that it held in the hour;
// divided by 3600 that is its time-weighted mean. A total that crosses hours is shared out by their seconds, each share
// cut so that what fell into the hours up to any one is cut once: the shares add up to the total.

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "base/key_table.h"
#include "metering/record.h"

namespace billfold::metering {

inline constexpr std::int64_t kSecondsAnHour = 3600;

// Sums over the records of one group in one hour. Of a resource that is billed by time: quantity x seconds.
template <class Number>
struct QuantitiesIn {
  Number requested = 0;
  Number used = 0;
  Number billed = 0;
  Number unused = 0;  // billed but not used
};
using Quantities = QuantitiesIn<i128>;

// One resource of one account, and of one app where apps are told apart.
struct Group {
  std::uint32_t account = 0;
  std::uint32_t app = 0;
  std::uint32_t usage = 0;
  std::uint32_t kind = 0;
  std::uint32_t sub_kind = 0;
  KindRule rule;
};

// A record's own, whatever its length.
Quantities quantities_of(const Group& group, const Record& record);

// Calls take(hour since 1970, part) for every hour that the record touches.
void for_each_hour(const Group& group, const Record& record,
                   const std::function<void(std::int64_t hour, const Quantities& part)>& take);

struct Faulty {
  std::size_t row = 0;
  Fault fault = Fault::no_begin;
};

class HourlyUsage {
 public:
  // The records must outlive this. Code::overflow where accounts, apps and resources cannot be told apart in 64 bits.
  static Result<HourlyUsage> of(const Records& records, bool by_app);

  // Gathers the records of rows [begin, end).
  void add(std::size_t begin, std::size_t end);
  // What was gathered of other rows of the same records.
  void merge(const HourlyUsage& other);

  struct Cell {
    std::uint32_t group = 0;
    std::int32_t hour = 0;  // since 1970
    Quantities quantities;
  };
  // The cells into which a record was gathered, by hour, each with the record's part. Of a record without length none.
  void for_each_part(const Record& record,
                     const std::function<void(std::uint32_t cell, const Quantities& part)>& take) const;

  const Records& records() const { return *records_; }
  const std::vector<Group>& groups() const { return groups_; }
  const std::vector<Cell>& cells() const { return cells_; }
  // The first kMaxFaulty, and how many there are.
  const std::vector<Faulty>& faulty() const { return faulty_; }
  std::uint64_t faults() const { return faults_; }
  // Did a sum leave 128 bits? Then nothing here is to be shown.
  bool overflowed() const { return overflowed_; }

  static constexpr std::size_t kMaxFaulty = 1000;

 private:
  std::uint64_t key_of(const Record& record) const;
  std::uint32_t group_of(const Record& record);
  // Small quantities are gathered in 64 bits, 32 bytes a cell, and join the cells' sums when those are full and at the end:
  // the cells of a month are many and are met in no order, so what is fetched for each is what gathering takes.
  using Small = QuantitiesIn<std::int64_t>;
  void add_record(const Record& record);
  void add_to(std::uint32_t cell, const Small& part);
  void add_to(std::uint32_t cell, const Quantities& part);
  void settle(std::uint32_t cell);

  const Records* records_ = nullptr;
  bool by_app_ = false;
  std::uint64_t apps_ = 1;
  std::uint64_t kinds_ = 1;
  std::uint64_t sub_kinds_ = 1;
  KeyTable group_keys_;
  std::vector<Group> groups_;
  std::uint64_t last_key_ = 0;
  std::uint32_t last_group_ = UINT32_MAX;
  // The cells of a group by hour, while its hours lie close together; else they have numbers by key.
  struct Hours {
    std::int64_t first = 0;
    std::vector<std::uint32_t> cells;  // number + 1; 0 none
  };
  std::uint32_t* place_of(std::uint32_t group, std::int64_t hour);
  std::uint32_t cell_of(std::uint32_t group, std::int64_t hour);
  std::optional<std::uint32_t> find_cell(std::uint32_t group, std::int64_t hour) const;

  std::vector<Hours> hours_;              // a group
  KeyTable far_keys_;                     // group and hour
  std::vector<std::uint32_t> far_cells_;  // by number of the key
  std::vector<Cell> cells_;
  std::vector<Small> small_;  // of the cells, while rows are added
  std::vector<Faulty> faulty_;
  std::uint64_t faults_ = 0;
  bool overflowed_ = false;
};

}  // namespace billfold::metering
