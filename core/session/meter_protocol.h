#pragma once

// The part of the conversation that is about metered usage (rules 4); see protocol.h for what holds of all of it.
//
// An account is a value of the dimension that bills are made out to (MeterReport::account); null: usage without one. An
// hour is named by its begin, "2024-09-01 10:00:00", on the clock of MeterReport::zone. Quantities and means that have no
// end are cut at 6 fraction digits; amounts are never cut but where the rules say so.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/fields.h"
#include "plan/plan.h"

namespace billfold::session {

// Hourly bills of a bill of usage by the plan's prices; of the plan, filters and blank words count too.
struct MeterRequest {
  static constexpr bool kAsItWas = true;  // asked of the usage itself, whatever the basis
  plan::Plan plan = {};
  std::vector<std::optional<std::string>> accounts = {};  // only their bills; empty: all
  std::uint64_t offset = 0;
  std::uint32_t limit = 200;  // bills; 0: all
  BILLFOLD_FIELDS(MeterRequest, plan, accounts, offset, limit)
};

// What an account held of one resource in an hour. Of a resource that is billed by time its time-weighted mean, else the
// total.
struct MeterResource {
  std::string kind;
  std::string sub_kind;
  bool mean = false;
  std::string requested;
  std::string used;
  std::string billed;
  BILLFOLD_FIELDS(MeterResource, kind, sub_kind, mean, requested, used, billed)
};
struct MeterBill {
  std::optional<std::string> account;
  std::string begin;
  std::string end;
  std::vector<MeterResource> resources;
  std::string computed;  // 6 fraction digits
  std::string charged;   // 2
  std::string odd;
  bool unpriced = false;               // some of its usage has no price
  std::optional<std::string> balance;  // of the account after this bill, where the plan has one
  BILLFOLD_FIELDS(MeterBill, account, begin, end, resources, computed, charged, odd, unpriced, balance)
};
struct MeterAccount {
  std::optional<std::string> account;
  std::uint64_t hours = 0;  // bills
  std::string computed;
  std::string charged;
  std::string odd;
  std::optional<std::string> opening;   // the plan's balance
  std::optional<std::string> closing;   // what is left after the last bill; negative: owed
  std::optional<std::string> runs_out;  // begin of the hour whose bill it cannot pay any more
  BILLFOLD_FIELDS(MeterAccount, account, hours, computed, charged, odd, opening, closing, runs_out)
};
// Usage that no price covers, an account and resource: an error line, in no bill.
struct MissingPrice {
  std::optional<std::string> account;
  std::string kind;
  std::string sub_kind;
  bool by_time = false;  // the quantity is one of hours: core hours
  std::string quantity;
  std::string begin;  // of the first hour
  std::string end;    // of the last
  std::uint64_t hours = 0;
  BILLFOLD_FIELDS(MissingPrice, account, kind, sub_kind, by_time, quantity, begin, end, hours)
};
// A record that cannot be billed.
struct FaultyRecord {
  std::uint32_t file = 0;
  std::uint64_t line = 0;
  std::string reason;  // no_begin no_end ends_before_begin negative too_long too_many_digits
  BILLFOLD_FIELDS(FaultyRecord, file, line, reason)
};
// Hours of an account without a record, between its first and its last.
struct MeterGap {
  std::optional<std::string> account;
  std::string begin;
  std::string end;
  std::uint64_t hours = 0;
  BILLFOLD_FIELDS(MeterGap, account, begin, end, hours)
};
struct PriceInfo {
  std::string kind;
  std::string sub_kind;
  std::string price;
  std::string unit;
  std::string from;  // first day of validity; "" without
  std::string to;    // last day
  std::string above;
  BILLFOLD_FIELDS(PriceInfo, kind, sub_kind, price, unit, from, to, above)
};
struct MeterReport {
  std::string account;  // the dimension that bills are made out to: project, key, ...
  std::string zone;     // what hours are of: "" as written in the file, "UTC", "+08:00"
  bool several_zones = false;
  std::uint64_t count = 0;  // bills of the chosen accounts
  std::uint64_t offset = 0;
  std::vector<MeterBill> bills;
  std::string computed;  // of the chosen accounts
  std::string charged;
  std::string odd;
  std::vector<MeterAccount> accounts;
  std::vector<MissingPrice> missing;
  std::vector<FaultyRecord> faulty;  // the first 1000
  std::uint64_t faults = 0;
  std::vector<MeterGap> gaps;  // the first 1000
  std::uint64_t gap_count = 0;
  std::vector<PriceInfo> prices;
  BILLFOLD_FIELDS(MeterReport, account, zone, several_zones, count, offset, bills, computed, charged, odd,
                  accounts, missing, faulty, faults, gaps, gap_count, prices)
};

struct WhyMeteredRequest {
  static constexpr bool kAsItWas = true;
  plan::Plan plan = {};
  std::optional<std::string> account = {};
  std::string begin = {};
  BILLFOLD_FIELDS(WhyMeteredRequest, plan, account, begin)
};
// price x quantity = amount. The quantity is in the price's own unit: core hours, GiB, millions of tokens.
struct MeterPart {
  std::string kind;
  std::string sub_kind;
  std::string price;
  std::string unit;
  std::string above;  // "0": there are no steps, or this is the lowest
  std::string quantity;
  std::string amount;  // cut at 12 fraction digits such that the parts add up
  BILLFOLD_FIELDS(MeterPart, kind, sub_kind, price, unit, above, quantity, amount)
};
// The stretch of a record that lies in the hour.
struct MeterSegment {
  std::uint32_t file = 0;
  std::uint64_t line = 0;
  std::optional<std::string> app;
  std::string kind;
  std::string sub_kind;
  std::string begin;
  std::string end;
  std::uint64_t seconds = 0;
  std::string requested;  // as in the file, but in the unit that is priced
  std::string used;
  std::string billed;
  BILLFOLD_FIELDS(MeterSegment, file, line, app, kind, sub_kind, begin, end, seconds, requested, used, billed)
};
struct WhyMetered {
  MeterBill bill;
  std::vector<MeterPart> parts;
  std::string sum;                     // of the parts: what is cut to the computed amount
  std::vector<MeterSegment> segments;  // the first 500
  std::uint64_t records = 0;
  BILLFOLD_FIELDS(WhyMetered, bill, parts, sum, segments, records)
};

// What was billed and not used, as money, at the prices of its hours: of cpu and memory what was requested beyond use, of
// volumes the free capacity, of GPUs and others those that the record does not call used.
struct IdleRequest {
  static constexpr bool kAsItWas = true;
  plan::Plan plan = {};
  BILLFOLD_FIELDS(IdleRequest, plan)
};
struct IdleLine {
  std::optional<std::string> account;
  std::optional<std::string> app;
  std::string kind;
  std::string sub_kind;
  std::string billed;  // unit hours
  std::string unused;
  std::string amount;  // of the unused, 6 fraction digits
  BILLFOLD_FIELDS(IdleLine, account, app, kind, sub_kind, billed, unused, amount)
};
// What one node could have given of a resource and nobody is billed for, over all hours. (metering/cluster_idle.h)
struct NodeIdleLine {
  std::optional<std::string> node;
  std::string kind;
  std::string sub_kind;
  std::string capacity;  // unit hours
  std::string billed;
  std::string unused;  // of the hours in which less was billed than there is
  std::string amount;  // 6 fraction digits
  BILLFOLD_FIELDS(NodeIdleLine, node, kind, sub_kind, capacity, billed, unused, amount)
};
struct IdleReport {
  std::vector<IdleLine> lines;  // the largest amount first
  std::string amount;
  // The cluster's: whatever the plan's filters, what it comes to as hourly bills of its own.
  std::vector<NodeIdleLine> nodes;
  std::string nodes_computed;
  std::string nodes_charged;
  std::string nodes_odd;
  BILLFOLD_FIELDS(IdleReport, lines, amount, nodes, nodes_computed, nodes_charged, nodes_odd)
};

// What cache hits saved: hits x (full input price - hit price). (rules 2, cache savings)
struct CacheSavingsRequest {
  static constexpr bool kAsItWas = true;
  plan::Plan plan = {};
  BILLFOLD_FIELDS(CacheSavingsRequest, plan)
};
struct CacheSaving {
  std::optional<std::string> account;
  std::string model;
  std::string hits;   // tokens
  std::string full;   // what they would have cost, 6 fraction digits
  std::string paid;   // what they cost
  std::string saved;  // full - paid
  BILLFOLD_FIELDS(CacheSaving, account, model, hits, full, paid, saved)
};
struct CacheSavingsReport {
  std::vector<CacheSaving> lines;
  std::string saved;
  BILLFOLD_FIELDS(CacheSavingsReport, lines, saved)
};

}  // namespace billfold::session
