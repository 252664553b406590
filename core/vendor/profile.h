#pragma once

// A vendor's bill form, as data: which columns carry which of our fields, which are amounts, how its tags are
// spelled. (rules 2: a word keeps its vendor's meaning)
//
// One JSON file in core/vendor/profiles is one form; its keys are the fields below. The build embeds the
// files. Adding a vendor is adding a file, no code.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/fields.h"
#include "base/result.h"

namespace billfold::vendor {

struct Profile {
  // Column names that mean the same, the most usual first. Names match without regard to ASCII case. A `*` at
  // the beginning or end stands for any text: "product/*", "*金额*".
  using Columns = std::vector<std::string>;
  template <class T>
  using Entries = std::vector<std::pair<std::string, T>>;  // a JSON object whose keys are data

  struct Measure {
    Columns columns;
    std::string role;   // a name of measure_roles(): billed, effective, list, quantity, ...
    bool money = true;  // it can be added up and is in the bill's currency
    std::string
        of;  // of a cost bill's daily, amortized, opening, unamortized: the role of the order's amount
    BILLFOLD_FIELDS(Measure, columns, role, money, of)
  };
  struct Evidence {
    Columns columns;  // any of these
    int weight = 1;   // how much it says for this form
    BILLFOLD_FIELDS(Evidence, columns, weight)
  };
  struct Tags {
    std::string column;       // "Tags"; with form column usually a prefix: "resourceTags/*"
    std::string form;         // a name of TagForm (tags.h)
    std::string key_prefix;   // put before each key, where a file has several tag columns
    std::string user_prefix;  // what the vendor puts before the keys that users chose: "user:"
    BILLFOLD_FIELDS(Tags, column, form, key_prefix, user_prefix)
  };

  // A line is an order of this kind where it meets the rule; the first rule that it meets counts. (rules 3)
  struct OrderRule {
    std::string field;               // whose cell decides; "" every line meets it
    std::vector<std::string> words;  // any of these, without regard to ASCII case; empty: any text
    std::vector<std::string> with;   // fields that must carry a value, too
    // Of another field, or of the column with this header, too: any of these words.
    std::string also;
    std::vector<std::string> also_words;
    std::string kind;  // new renew refund change pack-periodic pack-total reserved-storage payg
    std::string
        original;   // of refund and change: the field that names the order they belong to; "" original_order
    Columns begin;  // columns of the validity, where the fields date and end_date say something else
    Columns end;
    Columns term;    // a column of the validity's length, counted from its begin: 12, P1Y, 3 Years
    int months = 0;  // the length itself
    BILLFOLD_FIELDS(OrderRule, field, words, with, also, also_words, kind, original, begin, end, term, months)
  };
  // How the form's lines become orders.
  struct Orders {
    std::vector<OrderRule> rules;
    std::string otherwise = "payg";   // the kind of a line that meets no rule; "" it is an error
    std::vector<std::string> number;  // fields of the order's number: the first that has one; empty: order
    bool one_line = false;            // a number stands on one line only, but for changes
    BILLFOLD_FIELDS(Orders, rules, otherwise, number, one_line)
  };
  // What a line of a usage file says of one kind of resource; a line may say several. (rules 4)
  struct Usage {
    std::string kind;        // cpu, memory, input_tokens, ...; "": what the line's own resource_kind says
    std::string sub_kind;    // the field that tells the sub-kind; "": sub_kind
    std::string requested;   // column of what was asked for, or of a volume's capacity
    std::string used;        // column of what was used
    std::string capacity;    // column of what the record's node could give in its time, in the column's units
    std::string less;        // column that `used` holds too and that is read as a kind of its own
    std::string measure;     // one of kUsageMeasures; "": as the kind has it
    std::int64_t units = 1;  // how many of the column's units are one that is priced: bytes in a GiB
    std::string
        instead_of;  // a kind that this takes the place of, at a lower price: cached input of full input
    BILLFOLD_FIELDS(Usage, kind, sub_kind, requested, used, capacity, less, measure, units, instead_of)
  };

  std::string name;            // "aws-cur-legacy"
  Entries<std::string> title;  // "en" and "zh"
  std::string vendor;          // "aws"
  std::string family;          // files whose profiles share it may be appended to each other

  Entries<Columns> fields;          // a name of fields(): its columns
  Entries<std::string> tag_fields;  // a field that a tag carries: creator: sys:ark:createdBy
  std::vector<Measure> measures;    // the amount columns of the form
  std::vector<std::string>
      default_roles;               // the measure to begin with: the first of these roles that the file has
  Columns currency;                // the column of the currency's code
  std::vector<Tags> tags;          // the columns of tags
  Columns dates;                   // columns of dates or times beside the fields date and end_date
  Columns text;                    // columns that hold digits but no amounts, and never are asked about
  std::string date_order = "ymd";  // of dates with numbers only: ymd, mdy, dmy or epoch (seconds)
  std::vector<std::string> empty_words;  // cells that count as empty in an amount column: NULL, null
  std::vector<std::string> zero_words;   // cells that say "no charge" and are 0: Included
  bool loose = false;    // names match by loose_name(): without blanks, marks and unit suffixes
  bool generic = false;  // hints for unknown forms; never recognised itself

  Orders orders;  // empty: every line is pay-as-you-go
  std::string
      beside;  // such a file stands beside a bill, as its: deductions, cost_bill, prices; "" it is a bill
  std::vector<Usage> usage;  // of a file that has usage and no amounts: what is metered

  std::vector<std::string> ask;  // fields that the user is asked for where no column carries them

  std::vector<Columns> required;      // of each list one must be there
  std::vector<Evidence> distinctive;  // what tells this form from its neighbours

  BILLFOLD_FIELDS(Profile, name, title, vendor, family, fields, tag_fields, measures, default_roles, currency,
                  tags, dates, text, date_order, empty_words, zero_words, loose, generic, usage, orders,
                  beside, ask, required, distinctive)
};

// How a column of usage counts: a level that holds from begin to end (cores), a level already multiplied by its seconds
// (core-seconds), or a total whatever the time (GiB moved, tokens).
inline constexpr std::array<std::string_view, 3> kUsageMeasures = {"level", "seconds", "total"};

// All forms that the build embeds, by name. The session parses them once and passes them on.
// An error is a defect of ours (a law tests that there is none).
Result<std::vector<Profile>> built_in_profiles();

// Code::bad_profile with the profile's name ("?" if it has none) and what is wrong: broken JSON, an unknown
// key, field, role, form or date order.
Result<Profile> parse_profile(std::string_view json);

// Name and text of each embedded file.
std::vector<std::pair<std::string_view, std::string_view>> embedded_profiles();

// The profile's title in "en" or "zh"; its name if it has none.
std::string_view title_of(const Profile& profile, std::string_view language);

}  // namespace billfold::vendor
