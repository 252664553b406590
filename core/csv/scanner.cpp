#include "csv/scanner.h"

#include <algorithm>
#include <cassert>
#include <cstring>

#include "csv/scalar_scanner.h"
#include "csv/simd.h"

namespace billfold::csv {
namespace {

constexpr std::size_t kBlock = 64;
constexpr std::size_t kBatchRows = 1024;
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
    while (at_ < scanner_.used_ && !irregular_ && !full()) step();
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

  bool full() const { return scanner_.rows_.size() == kBatchRows; }

  void step() {
    const Block64 block(scanner_.buffer_.data() + at_);
    const std::uint64_t valid = below(scanner_.used_ - at_);
    const std::uint64_t line_feeds = block.equal_to('\n') & valid;
    const std::uint64_t returns = block.equal_to('\r') & valid;
    const std::uint64_t quotes = block.equal_to(scanner_.dialect_.quote) & valid;
    // CR LF is one line end, at the CR.
    const std::uint64_t second = line_feeds & (returns << 1U | after_return_);
    after_return_ = returns >> 63U;
    Masks masks{block.equal_to(scanner_.dialect_.delimiter) & valid, returns | (line_feeds & ~second), 0};
    if (quotes == 0 && inside_ == 0) {
      may_open_ = (masks.delimiters | masks.ends | second) >> 63U;
      // A quote that closed as the last byte of the block before must be followed as it must be.
      if (closed_ != 0 && ((masks.delimiters | returns | line_feeds) & 1U) == 0 && (valid & 1U) != 0) {
        irregular_ = true;
        masks = {};
      }
      closed_ = 0;
    } else {
      pair_quotes(masks, quotes, second, line_feeds | returns, valid);
    }
    take(masks);
  }

  // Takes out of the masks what stands in quotes, and what stands behind the first quote that is out of place.
  void pair_quotes(Masks& masks, std::uint64_t quotes, std::uint64_t second, std::uint64_t line_ends,
                   std::uint64_t valid) {
    const std::uint64_t inside = prefix_xor(quotes) ^ inside_;
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
    masks = {masks.delimiters & right, masks.ends & right, masks.breaks & right};
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
      if (full()) return;  // the rest of the block is looked at again by the next walk
    }
    take_delimiters(masks.delimiters);
    row_breaks_ += count(masks.breaks);
    at_ += kBlock;
  }

  // Goes from one delimiter that bounds a wanted field to the next, over those that bound none.
  void take_delimiters(std::uint64_t delimiters) {
    row_delimiters_ += count(delimiters);
    while (to_boundary_ != 0) {
      const unsigned here = count(delimiters);
      if (here < to_boundary_) {
        to_boundary_ -= here;
        return;
      }
      for (; to_boundary_ > 1; --to_boundary_) delimiters &= delimiters - 1;
      boundary(at_ + lowest(delimiters));
      delimiters &= delimiters - 1;
    }
  }

  // The delimiter at `place` ends the open field, or stands before the next wanted one, or both.
  void boundary(std::size_t place) {
    const std::vector<std::uint32_t>& wanted = scanner_.wanted_;
    if (field_open_) {
      close_field(place);
      field_open_ = false;
      to_boundary_ = next_ == wanted.size() ? 0 : wanted[next_] - wanted[next_ - 1] - 1;
      if (to_boundary_ != 0 || next_ == wanted.size()) return;
    }
    open_field(place + 1);
  }

  void open_field(std::size_t begin) {
    field_open_ = true;
    field_begin_ = begin;
    to_boundary_ = 1;
  }

  void close_field(std::size_t end) {
    const bool quoted = end > field_begin_ && scanner_.buffer_[field_begin_] == scanner_.dialect_.quote;
    scanner_.fields_.push_back(quoted ? span_of(field_begin_ + 1, end - field_begin_ - 2, FieldKind::quoted)
                                      : span_of(field_begin_, end - field_begin_));
    ++next_;
  }

  void end_row(std::size_t end) {
    if (field_open_) close_field(end);
    scanner_.fields_.resize(scanner_.fields_.size() + (scanner_.wanted_.size() - next_));
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
    field_open_ = false;
    to_boundary_ = scanner_.wanted_.empty() ? 0 : scanner_.wanted_.front();
    if (!scanner_.wanted_.empty() && to_boundary_ == 0) open_field(begin);
  }

  Scanner& scanner_;
  std::size_t at_;  // the block that is looked at next
  std::size_t row_begin_ = 0;
  std::size_t field_begin_ = 0;
  std::size_t next_ = 0;  // of wanted_: the open field, or the next to open
  std::uint32_t to_boundary_ =
      0;  // delimiters to the next boundary, itself counted; 0: none is left in this row
  std::uint32_t row_delimiters_ = 0;
  std::uint64_t row_breaks_ = 0;
  bool field_open_ = false;
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
      buffer_(kBlock),
      offset_(start.offset),
      line_(start.line) {
  assert(std::is_sorted(wanted_.begin(), wanted_.end()));
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
  while (begin < used_ && whole) {
    Walk walk(*this, begin);
    walk.run();
    begin = walk.row_begin();
    fields_.resize(rows_.size() * wanted_.size());  // those of the row that was not taken go
    if (walk.irregular() || (walk.at_end() && last && begin < used_)) {
      whole = take_scalar(begin, last);
    } else if (walk.at_end()) {
      whole = false;
    }
    if (Result<void> flushed = flush(sink); !flushed) return flushed;
  }
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
  for (const std::uint32_t column : wanted_) {
    FieldSpan span = column < scratch_.size() ? scratch_[column] : FieldSpan{};
    span.begin += static_cast<std::uint32_t>(begin);
    fields_.push_back(span);
  }
  take_row(begin, begin + row.end, row.breaks, static_cast<std::uint32_t>(scratch_.size()));
  begin += row.next;
  skip_line_feed_ = row.ended && begin == used_ && buffer_[begin - 1] == '\r';
  return true;
}

void Scanner::take_row(std::size_t begin, std::size_t end, std::uint64_t breaks, std::uint32_t field_count) {
  const std::string_view row(buffer_.data() + begin, end - begin);
  const std::uint64_t line = line_;
  line_ += breaks + 1;
  if (is_blank_row(row, dialect_)) {
    ++counts_.blank_rows;
    fields_.resize(fields_.size() - wanted_.size());
    return;
  }
  ++counts_.rows;
  if (field_count < header_width_) ++counts_.short_rows;
  const bool wide = field_count > header_width_;
  if (wide) ++counts_.wide_rows;
  rows_.push_back({offset_ + begin, line, static_cast<std::uint32_t>(row.size()), field_count,
                   wide && has_surplus_text(row)});
}

bool Scanner::has_surplus_text(std::string_view row) const {
  std::vector<FieldSpan> fields;
  std::string scratch;
  static_cast<void>(scan_row(row, dialect_, fields));
  return std::any_of(fields.begin() + static_cast<std::ptrdiff_t>(header_width_), fields.end(),
                     [&](FieldSpan span) {
                       return text_of(row.data(), span, dialect_.quote, scratch).find_first_not_of(" \t") !=
                              std::string_view::npos;
                     });
}

Result<void> Scanner::flush(RowSink& sink) {
  if (rows_.empty()) return {};
  Result<void> taken =
      sink.rows({buffer_.data(), rows_, fields_, static_cast<std::uint32_t>(wanted_.size()), dialect_.quote});
  rows_.clear();
  fields_.clear();
  return taken;
}

Error Scanner::unfinished(std::size_t begin) const {
  std::vector<FieldSpan> fields;
  const ScannedRow row = scan_row(std::string_view(buffer_.data() + begin, used_ - begin), dialect_, fields);
  const std::uint64_t line = line_ + row.breaks_before;
  if (row.in_quotes)
    return make_error(Code::unterminated_quote, {{"line", std::to_string(line)}}, {.line = line});
  return make_error(Code::row_too_long,
                    {{"line", std::to_string(line_)}, {"limit", std::to_string(row_limit_)}},
                    {.line = line_});
}

}  // namespace billfold::csv
