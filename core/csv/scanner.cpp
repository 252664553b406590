#include "csv/scanner.h"

#include <algorithm>
#include <cassert>
#include <cstring>

#include "base/simd.h"
#include "csv/scalar_scanner.h"

namespace billfold::csv {
namespace {

constexpr std::size_t kBlock = 64;
static_assert(kBlock >= kReadableBehind);  // the buffer has so many bytes behind those that are used
constexpr std::size_t kBatchRows = 1024;
constexpr std::size_t kBatchFields =
    16384;  // so that a batch of many columns stays in the second-level cache
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

unsigned lowest(std::uint64_t bits) { return static_cast<unsigned>(__builtin_ctzll(bits)); }
unsigned count(std::uint64_t bits) { return static_cast<unsigned>(__builtin_popcountll(bits)); }
std::uint64_t below(std::size_t bit) {
  return bit >= kBlock ? ~std::uint64_t{0} : (std::uint64_t{1} << bit) - 1;
}

}  // namespace

// One pass over the buffer from a row's begin, a block at a time, until the batch is full, a row needs the definition or
// the bytes are over.
class Scanner::Walk {
 public:
  Walk(Scanner& scanner, std::size_t begin) : scanner_(scanner), at_(begin) { start_row(begin); }

  void run() {
    while (at_ < scanner_.used_ && !irregular_ && !stopped()) step();
  }
  // The row that has not been taken.
  std::size_t row_begin() const { return row_begin_; }
  // It breaks the rules of quotes.
  bool irregular() const { return irregular_; }
  // It goes on beyond the bytes.
  bool at_end() const { return at_ >= scanner_.used_; }

 private:
  struct Masks {
    std::uint64_t delimiters;
    std::uint64_t ends;    // of rows
    std::uint64_t breaks;  // line ends inside quotes
  };

  bool stopped() const {
    return scanner_.rows_.size() == scanner_.batch_rows_ || scanner_.too_long_.has_value();
  }

  void step() {
    const simd::Block64 block = simd::Block64::load(scanner_.buffer_.data() + at_);
    const std::uint64_t valid = below(scanner_.used_ - at_);
    const std::uint64_t line_feeds = block.equal_to('\n') & valid;
    const std::uint64_t returns = block.equal_to_rare('\r') & valid;
    const std::uint64_t quotes = block.equal_to_rare(scanner_.dialect_.quote) & valid;
    // CR LF is one line end, at the CR.
    const std::uint64_t second = line_feeds & (returns << 1U | after_return_);
    after_return_ = returns >> 63U;
    Masks masks{block.equal_to(scanner_.dialect_.delimiter) & valid, returns | (line_feeds & ~second), 0};
    const std::uint64_t before_field = masks.delimiters | masks.ends | second;
    if (inside_ == 0 && closed_ == 0 && (quotes & (before_field << 1U | may_open_)) == 0) {
      // No quote opens a field: what there is of them is text, like the inches of 5".
      may_open_ = before_field >> 63U;
    } else {
      pair_quotes(masks, quotes, second, line_feeds | returns, valid);
    }
    take(masks);
  }

  // Takes out of the masks what stands in quotes, and what stands behind the first quote that is out of place.
  void pair_quotes(Masks& masks, std::uint64_t quotes, std::uint64_t second, std::uint64_t line_ends,
                   std::uint64_t valid) {
    const std::uint64_t inside = simd::prefix_xor(quotes) ^ inside_;
    const std::uint64_t opening = quotes & inside;
    const std::uint64_t closing = quotes & ~inside;
    const std::uint64_t before_field = ((masks.delimiters | masks.ends | second) & ~inside) | closing;
    const std::uint64_t after_field = masks.delimiters | line_ends | quotes;
    const std::uint64_t wrong =
        (opening & ~(before_field << 1U | may_open_)) | ((closing << 1U | closed_) & ~after_field & valid);
    masks = {masks.delimiters & ~inside, masks.ends & ~inside, masks.ends & inside};
    may_open_ = before_field >> 63U;
    closed_ = closing >> 63U;
    inside_ = (inside >> 63U) != 0 ? ~std::uint64_t{0} : 0;
    if (wrong == 0) return;
    irregular_ = true;
    const std::uint64_t right = below(lowest(wrong));
    masks.delimiters &= right;
    masks.ends &= right;
  }

  void take(Masks masks) {
    while (masks.ends != 0) {
      const unsigned bit = lowest(masks.ends);
      const std::uint64_t before = below(bit);
      take_delimiters(masks.delimiters & before);
      row_breaks_ += count(masks.breaks & before);
      end_row(at_ + bit);
      masks.delimiters &= ~before;
      masks.breaks &= ~before;
      masks.ends &= masks.ends - 1;
      if (stopped()) return;  // the rest of the block is looked at again by the next walk
    }
    take_delimiters(masks.delimiters);
    row_breaks_ += count(masks.breaks);
    at_ += kBlock;
  }

  // Goes from one end of a wanted field to the next, over delimiters that bound none. This is the innermost loop: the
  // members are kept in registers.
  void take_delimiters(std::uint64_t delimiters) {
    row_delimiters_ += count(delimiters);
    const std::size_t width = scanner_.wanted_.size();
    FieldSpan* const fields = scanner_.next_fields();
    std::size_t next = next_;
    std::size_t begin = field_begin_;
    std::uint32_t to_skip = to_skip_;
    while (next < width) {
      if (to_skip != 0) {
        const unsigned here = count(delimiters);
        if (here < to_skip) {
          to_skip -= here;
          break;
        }
        for (; to_skip > 1; --to_skip) delimiters &= delimiters - 1;
        to_skip = 0;
        begin = at_ + lowest(delimiters) + 1;
        delimiters &= delimiters - 1;
      }
      if (delimiters == 0) break;
      const std::size_t end = at_ + lowest(delimiters);
      delimiters &= delimiters - 1;
      fields[next] = field(begin, end);
      begin = end + 1;
      to_skip = scanner_.gaps_[++next];
    }
    next_ = next;
    field_begin_ = begin;
    to_skip_ = to_skip;
  }

  FieldSpan field(std::size_t begin, std::size_t end) const {
    const bool quoted = end > begin && scanner_.buffer_[begin] == scanner_.dialect_.quote;
    return quoted ? span_of(begin + 1, end - begin - 2, FieldKind::quoted) : span_of(begin, end - begin);
  }

  void end_row(std::size_t end) {
    FieldSpan* const fields = scanner_.next_fields();
    const std::size_t width = scanner_.wanted_.size();
    if (next_ < width && to_skip_ == 0) fields[next_++] = field(field_begin_, end);
    std::fill(fields + next_, fields + width, FieldSpan{});
    scanner_.take_row(row_begin_, end, row_breaks_, row_delimiters_ + 1);
    std::size_t next = end + 1;
    if (scanner_.buffer_[end] == '\r') {
      if (next == scanner_.used_) {
        scanner_.skip_line_feed_ = true;
      } else if (scanner_.buffer_[next] == '\n') {
        ++next;
      }
    }
    start_row(next);
  }

  void start_row(std::size_t begin) {
    row_begin_ = begin;
    row_delimiters_ = 0;
    row_breaks_ = 0;
    next_ = 0;
    field_begin_ = begin;
    to_skip_ = scanner_.gaps_.front();
  }

  Scanner& scanner_;
  std::size_t at_;  // the block that is looked at next
  std::size_t row_begin_ = 0;
  std::uint32_t row_delimiters_ = 0;
  std::uint64_t row_breaks_ = 0;
  std::size_t next_ = 0;         // of the wanted fields: the one that is not taken yet
  std::uint32_t to_skip_ = 0;    // delimiters before it
  std::size_t field_begin_ = 0;  // of it, once there are none
  bool irregular_ = false;
  std::uint64_t inside_ = 0;        // all ones while the byte before at_ stands in quotes
  std::uint64_t may_open_ = 1;      // 1: the byte at at_ may be an opening quote
  std::uint64_t closed_ = 0;        // 1: the byte before at_ closed a quote
  std::uint64_t after_return_ = 0;  // 1: the byte before at_ is a CR
};

Scanner::Scanner(Dialect dialect, std::uint32_t header_width, std::vector<std::uint32_t> wanted, Start start,
                 std::size_t row_limit)
    : dialect_(dialect),
      header_width_(header_width),
      wanted_(std::move(wanted)),
      row_limit_(row_limit),
      batch_rows_(
          std::clamp(kBatchFields / std::max(wanted_.size(), std::size_t{1}), std::size_t{1}, kBatchRows)),
      buffer_(kBlock),
      offset_(start.offset),
      line_(start.line) {
  assert(std::is_sorted(wanted_.begin(), wanted_.end()));
  assert(row_limit_ <= kLargestField);
  std::uint32_t next_column = 0;
  for (const std::uint32_t column : wanted_) {
    gaps_.push_back(column - next_column);
    next_column = column + 1;
  }
  gaps_.push_back(0);
  rows_.reserve(batch_rows_);
  fields_.resize(batch_rows_ * wanted_.size());
}

char* Scanner::lend(std::size_t bytes) {
  // The unfinished row moves to the front, so that it and the next bytes stand together.
  std::memmove(buffer_.data(), buffer_.data() + (used_ - kept_), kept_);
  offset_ += used_ - kept_;
  used_ = kept_;
  if (buffer_.size() < used_ + bytes + kBlock) buffer_.resize(used_ + bytes + kBlock);
  return buffer_.data() + used_;
}

Result<void> Scanner::feed(std::size_t bytes, RowSink& sink) {
  used_ += bytes;
  return scan(false, sink);
}

Result<void> Scanner::finish(RowSink& sink) {
  lend(0);
  return scan(true, sink);
}

Result<void> Scanner::scan(bool last, RowSink& sink) {
  std::size_t begin = 0;
  if (offset_ == 0) {
    kept_ = used_;
    if (!last && used_ < kByteOrderMark.size()) return {};
    if (std::string_view(buffer_.data(), used_).starts_with(kByteOrderMark)) begin = kByteOrderMark.size();
  }
  if (skip_line_feed_ && begin < used_) {
    skip_line_feed_ = false;
    if (buffer_[begin] == '\n') ++begin;
  }
  bool whole = true;  // the row at `begin` may be had from the bytes that are here
  while (begin < used_ && whole && !too_long_) {
    Walk walk(*this, begin);
    walk.run();
    begin = walk.row_begin();
    if (too_long_) break;
    if (walk.irregular() || (walk.at_end() && last && begin < used_)) {
      whole = take_scalar(begin, last);
    } else if (walk.at_end()) {
      whole = false;
    }
    if (rows_.size() == batch_rows_) {
      if (Result<void> flushed = flush(sink); !flushed) return flushed;
    }
  }
  if (Result<void> flushed = flush(sink); !flushed) return flushed;
  if (too_long_) return unfinished(*too_long_);
  kept_ = begin < used_ ? used_ - begin : 0;
  if (kept_ > row_limit_ || (last && kept_ > 0)) return unfinished(begin);
  return {};
}

bool Scanner::take_scalar(std::size_t& begin, bool last) {
  scratch_.clear();
  const std::string_view text(buffer_.data() + begin, used_ - begin);
  const ScannedRow row = scan_row(text, dialect_, scratch_);
  // Without a line end a row is whole only where the text is, and not inside quotes.
  if (!row.ended && (!last || row.in_quotes)) return false;
  FieldSpan* field = next_fields();
  for (const std::uint32_t column : wanted_) {
    *field = column < scratch_.size() ? scratch_[column] : FieldSpan{};
    field->begin += static_cast<std::uint32_t>(begin);
    ++field;
  }
  take_row(begin, begin + row.end, row.breaks, static_cast<std::uint32_t>(scratch_.size()));
  begin += row.next;
  skip_line_feed_ = row.ended && begin == used_ && buffer_[begin - 1] == '\r';
  return true;
}

void Scanner::take_row(std::size_t begin, std::size_t end, std::uint64_t breaks, std::uint32_t field_count) {
  const std::string_view row(buffer_.data() + begin, end - begin);
  if (row.size() > row_limit_) {
    too_long_ = begin;
    return;
  }
  const std::uint64_t line = line_;
  line_ += breaks + 1;
  if (is_blank_row(row, dialect_)) {
    ++counts_.blank_rows;
    return;
  }
  ++counts_.rows;
  if (field_count < header_width_) ++counts_.short_rows;
  const bool wide = field_count > header_width_;
  if (wide) ++counts_.wide_rows;
  rows_.push_back({offset_ + begin, line, static_cast<std::uint32_t>(row.size()), field_count,
                   wide && has_surplus_text(row, field_count)});
}

bool Scanner::has_surplus_text(std::string_view row, std::uint32_t field_count) {
  // Delimiters behind the row's last text and last quote stand outside quotes, and nearly always they are the surplus.
  std::uint32_t empty_cells = 0;
  for (std::size_t end = row.size(); end > 0; --end) {
    const char c = row[end - 1];
    if (c == dialect_.delimiter) {
      if (++empty_cells == field_count - header_width_) return false;
    } else if (!is_blank(c)) {
      break;
    }
  }
  scratch_.clear();
  static_cast<void>(scan_row(row, dialect_, scratch_));
  return !all_blank(row, std::span(scratch_).subspan(header_width_), dialect_);
}

Result<void> Scanner::flush(RowSink& sink) {
  if (rows_.empty()) return {};
  const std::span<const FieldSpan> fields(fields_.data(), rows_.size() * wanted_.size());
  Result<void> taken =
      sink.rows({buffer_.data(), rows_, fields, static_cast<std::uint32_t>(wanted_.size()), dialect_.quote});
  rows_.clear();
  return taken;
}

Error Scanner::unfinished(std::size_t begin) const {
  // What is beyond the limit is not looked at, so that the answer does not depend on how much of it is here.
  std::vector<FieldSpan> fields;
  const std::size_t size = std::min(used_ - begin, row_limit_ + 1);
  const ScannedRow row = scan_row(std::string_view(buffer_.data() + begin, size), dialect_, fields);
  const std::uint64_t line = line_ + row.breaks_before;
  if (row.in_quotes)
    return make_error(Code::unterminated_quote, {{"line", std::to_string(line)}}, {.line = line});
  return make_error(Code::row_too_long,
                    {{"line", std::to_string(line_)}, {"limit", std::to_string(row_limit_)}},
                    {.line = line_});
}

}  // namespace billfold::csv
