#pragma once

// Which vendor's bill this is, where its header stands and what each column means.
//
// A known form is matched against its profile. An unknown one gets a proposal from its names and sample
// cells; what is unsure is listed for the user to confirm. Identifiers stay text: leading zeros are part of
// an account number.

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "vendor/profile.h"
#include "vendor/tags.h"

namespace billfold::csv {
struct Record;  // csv/dialect.h
}

namespace billfold::vendor {

struct ColumnRole {
  enum Kind : std::uint8_t { text, amount, date, tags, currency };

  std::uint32_t index = 0;  // 0-based, as in the file
  std::string name;  // the header as it stands, trimmed; empty -> "column 12"; a repeated one gets " (2)"
  Kind kind = text;
  std::string field;  // a name of fields.h, "" if none; kinds amount, tags and currency have none
  TagForm tag_form = TagForm::none;
  std::string tag_key;  // form column: the key, `user:Team` of `resourceTags/user:Team`; other forms: put
                        // before each key, where a file has several tag columns ("project/")
  std::string tag_user_prefix;  // what the vendor puts before the keys that users chose: `user:`
  std::string measure_role;     // of amounts: a name of measure_roles(), "" if none is known
  bool money = false;           // of amounts: it can be added up and is in the bill's currency
};

struct Recognition {
  std::string profile;              // "" = an unknown form
  std::string family;               // "" = unknown: files append only to files with the same columns
  std::uint32_t header_record = 0;  // index into `head`; rows begin after it (at it, if there is no header)
  bool has_header = true;           // false: the first record is a row, columns are called "column N"
  std::vector<ColumnRole> columns;  // as wide as most rows; never narrower than the header
  std::string default_measure;      // a column's name; "" if no column can be a measure
  std::string currency_column;      // a column's name; "" if the file has none
  std::map<std::string, std::string> tag_fields;  // fields that a tag carries: creator -> sys:ark:createdBy
  std::vector<std::string>
      unsure;     // fields and `measure` that the user should confirm; `date` also for its order
  int score = 0;  // 0..100: how sure the form is; 0 for an unknown one, 100 for one that the user named
  std::string date_order;                // ymd, mdy, dmy or epoch (seconds); "" if the form has no dates
  std::vector<std::string> empty_words;  // cells that count as empty in an amount column
  std::vector<std::string> zero_words;   // cells that say "no charge" and are 0
  std::vector<Profile::Usage> usage;     // with the file's own column names; "" where it has no such column
};

// What the user said: --profile and --map of the command line, the confirmed panel of the page, a saved
// template.
struct Mapping {
  std::string profile = {};  // "" = recognise it; "none" = treat it as unknown
  // A field, or measure, currency, tags -> a column's name as in ColumnRole (without regard to case if that
  // is plain).
  // "" takes the field off; a field may also be mapped to "tag:KEY".
  std::map<std::string, std::string> field_to_column = {};
  std::uint64_t header_line = 0;  // 1-based line of the file; 0 = by evidence
  std::string date_order = {};    // ymd, mdy or dmy; "" = by evidence
};

// `head`: the first records of the file, preamble included; 64 are enough, more are not looked at.
// Errors: no_header (no records), unknown_profile, unknown_field, unknown_column (a mapping that does not
// fit). Cost: small against reading one chunk.
Result<Recognition> recognise(std::span<const csv::Record> head, std::span<const Profile> profiles,
                              const Mapping& overrides);

}  // namespace billfold::vendor
