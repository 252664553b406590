#pragma once

// From bytes to a bill. (rules 1; JOURNEY.md follows one line through here)
//
//   Loader loader(profiles);
//   loader.begin({.name = "april.csv"});                 // one or several files of one form
//   while (bytes left) { memcpy(loader.lend(n), bytes, n); loader.feed(n); }
//   loader.end();                                        // this file is complete
//   Result<Bill> bill = loader.finish();                 // the bill is complete
//
// The first file decides the columns. Another file's columns are matched by their headers; columns that only
// it has are added where both files are of one family, and an unknown form must repeat exactly. Bytes are
// UTF-8; a border between two feeds can stand anywhere.
//
// A large file is read by several loaders at once, each in an instance of its own (rules 1: what is read does not depend
// on how). The first one feeds the file's head, finds row_begin_in() the places where the others shall begin, and feeds
// what is before the first of them. Another begins with `shard`, feeds the same head and then its own bytes, and gives its
// rows as pieces, which the first takes in their order. That a shard begins where a row begins is proven by the shard
// before it, which ended there and not inside quotes: from a known row's begin on, rows are cut in one way only. Where
// any of this is not so, the functions of shards answer false, and the file is to be read by one loader.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "bill/appender.h"
#include "bill/bill.h"
#include "bill/form.h"
#include "csv/scanner.h"
#include "text/utf8.h"

namespace billfold::bill {

// Which amount columns are looked at though they are not stored: their totals are kept and their bad cells listed.
enum class Totals : std::uint8_t {
  of_others,  // those that are not stored
  of_none,    // of a first pass: a later one has them
  of_all,     // of a later pass: none is stored for its own sake, not even the default measure
};

struct FileRequest {
  std::string name = {};
  std::string encoding = {};  // as it was decoded; kept for the report
  bool json = false;
  Wishes wishes = {};
  // What to store: columns to group or filter by, by header, field, tag:KEY or period; and amount columns to
  // sum. Both empty, or a file that has none of the columns: every column. The currency is always stored, the default
  // measure too, unless `totals` says otherwise.
  std::vector<std::string> columns = {};
  std::vector<std::string> measures = {};
  Totals totals = Totals::of_others;
  // Called once the form is known, to choose the three of these by it.
  std::function<void(const Form&, FileRequest&)> choose = {};
  // Of a shard: where it begins in the decoded file, behind the head. 0: no shard, but the file from its beginning.
  std::uint64_t shard = 0;
};

class Loader {
 public:
  explicit Loader(const std::vector<vendor::Profile>& profiles);
  ~Loader();

  Result<void> begin(FileRequest request);
  // Memory for the next `bytes` of the file; valid until the next call.
  char* lend(std::size_t bytes);
  // Errors: bad_encoding (with the byte), those of form_of_text and of the scanner, different_form, bad_json.
  // After an error the loader is of no use but to be thrown away.
  Result<void> feed(std::size_t bytes);
  // Error same_file_twice: the file was read before in this bill; its rows are taken out again and the next
  // file may begin. Any other error ends the loader.
  Result<void> end();
  // Tags are indexed here. Error nothing_open if no file was read.
  Result<Bill> finish();

  // Where in `window`, which stands anywhere in the current file behind its head, a row is likely to begin: behind a line
  // feed, before as many rows as wide as the header as can be found. Nothing where there is no line feed.
  std::optional<std::size_t> row_begin_in(std::string_view window) const;
  // The shard has been fed. False: it is none that the others could be put together with, because it ends inside a row,
  // its bytes are no UTF-8, or a cell was rejected for what stands in other rows.
  bool end_shard(bool is_last);
  // A shard is its rows' places and counts, and then its columns, each of which is given away: piece 0 .. columns().
  std::string write_piece(std::size_t piece);
  std::size_t pieces() const { return bill_.columns.size() + 1; }
  // The next piece of the shard that follows what was fed and taken so far. False: it does not. The loader is of no use then.
  bool take_piece(std::string_view piece);

  std::size_t rows() const { return bill_.rows; }
  // Sum of the default measure over the rows so far, in all currencies: for a progress line, not for a
  // figure.
  money::Decimal total_so_far();
  // Bytes of memory that the bill takes so far.
  std::size_t held() const { return bill_.bytes(); }

 private:
  Result<void> start_text(bool whole);
  Result<void> start(Form form);
  Result<void> match_columns(const Form& form, std::vector<std::uint32_t>& of_bill);
  void make_room(Column& column) const;
  Result<void> read_json();
  void close_source();
  void write_rows(bytes::Writer& writer) const;
  bool take_rows(bytes::Reader& reader);
  bool take_column(Column& column, bytes::Reader& reader);
  bool is_second_reading() const;
  void take_back();

  // The bill as it was before the current file, for a file that is taken back.
  struct Before {
    struct Counts {
      std::uint64_t empty;
      std::uint64_t rejected;
      std::optional<AmountTally> tally;
    };
    std::size_t rows = 0;
    std::size_t rejected = 0;
    std::uint64_t rejected_lines = 0;
    std::vector<Counts> counts;  // a column
  };

  const std::vector<vendor::Profile>& profiles_;
  Bill bill_;
  FileRequest request_;
  bool stores_all_ = true;
  std::string head_;  // of the current file, until its form is known; all of a JSON file
  std::size_t head_used_ = 0;
  text::Utf8Checker utf8_;
  std::uint64_t decoded_bytes_ = 0;
  std::uint64_t fingerprint_ = 0;
  std::unique_ptr<csv::Scanner> scanner_;
  csv::Dialect dialect_;
  std::uint32_t width_ = 0;       // of the current file's header
  std::uint64_t lines_ = 0;       // before the shard that is taken next
  std::size_t pieces_taken_ = 0;  // of the shard that is being taken
  char* lent_ = nullptr;
  std::unique_ptr<Appender> appender_;
  Before before_;
  money::Decimal running_total_;
  std::size_t running_rows_ = 0;
};

}  // namespace billfold::bill
