#pragma once

// Which vendor's bill this is, where its header stands and what each column means.
//
// A known form is matched against its profile. An unknown one gets a proposal from its names and sample cells; what is
// unsure is listed for the user to confirm. Identifiers stay text: leading zeros are part of an account number.

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
  std::string name;         // the header as it stands, trimmed; empty -> "column 12"; a repeated one gets " (2)"
  Kind kind = text;
  std::string field;        // a name of fields.h, "" if none; kinds tags and currency have none
  TagForm tag_form = TagForm::none;
  std::string tag_key;       // for TagForm::column: `user:Team` of `resourceTags/user:Team`
  std::string measure_role;  // for amounts: a name of measure_roles(), "" if none is known
  bool money = false;        // for amounts: it is an amount of the bill's currency
};

struct Recognition {
  std::string profile;              // "" = an unknown form
  std::string family;               // "" = unknown: files append only to files with the same columns
  std::uint32_t header_record = 0;  // index into `head`; rows begin after it (at it, if there is no header)
  bool has_header = true;           // false: the first record is a row, columns are called "column N"
  std::vector<ColumnRole> columns;  // as wide as the widest usual row; never narrower than the header
  std::string default_measure;      // a column name; "" if no column can be a measure
  std::string currency_column;      // a column name; "" if the form has none
  std::vector<std::string> unsure;  // fields (and `measure`) that the user should confirm, most important first
  int score = 0;                    // 0..100: how sure the form is; 100 for a form that the user named
  std::string date_order;           // ymd, mdy, dmy or epoch (seconds); "" if the file shows no date
  std::vector<std::string> empty_words;  // as in Profile; for unknown forms the words seen in real files
  std::vector<std::string> zero_words;
};

// What the user said: --profile and --map of the command line, the confirmed panel of the page, a saved template.
struct Mapping {
  std::string profile;                                 // "" = recognise it
  std::map<std::string, std::string> field_to_column;  // a field, or measure, currency, tags -> a column's name;
                                                       // an empty column takes the field off
};

// `head`: the first records of the file, preamble included; 64 are enough, more are not looked at.
// Errors: no_header (no records), unknown_profile, unknown_field, unknown_column (a mapping that does not fit).
// Cost: small against reading one chunk.
Result<Recognition> recognise(std::span<const csv::Record> head, std::span<const Profile> profiles,
                              const Mapping& overrides);

}  // namespace billfold::vendor
