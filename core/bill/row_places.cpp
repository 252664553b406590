#include "bill/row_places.h"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <span>

namespace billfold::bill {
namespace {

constexpr std::size_t kRowsAnAnchor = 64;
constexpr std::uint64_t kShortLimit = 0xFFFF;

}  // namespace

void RowPlaces::push(std::uint64_t begin, std::uint64_t line) {
  if (size_ > 0) {
    const std::uint64_t distance = begin - last_begin_;
    assert(begin > last_begin_ && distance <= 0xFFFFFFFFU);  // the scanner's row limit is far below 4 GiB
    if (distances_.index() == 0 && distance > kShortLimit) {
      const auto& narrow = std::get<0>(distances_);
      distances_ = std::vector<std::uint32_t>(narrow.begin(), narrow.end());
    }
    if (distances_.index() == 0) {
      std::get<0>(distances_).push_back(static_cast<std::uint16_t>(distance));
    } else {
      std::get<1>(distances_).push_back(static_cast<std::uint32_t>(distance));
    }
  }
  if (size_ % kRowsAnAnchor == 0) anchors_.push_back(begin);
  const std::uint64_t shift = line - size_;
  if (jumps_.empty() || jumps_.back().shift != shift) jumps_.push_back({size_, shift});
  last_begin_ = begin;
  ++size_;
}

void RowPlaces::write(bytes::Writer& writer) const {
  writer.number(size_);
  if (size_ == 0) return;
  writer.number(anchors_.front());
  std::visit(
      [&](const auto& distances) {
        writer.number(sizeof(distances[0]), 1);
        writer.list(std::span(distances));
      },
      distances_);
  writer.number(jumps_.size());
  for (const LineJump& jump : jumps_) {
    writer.number(jump.row);
    writer.number(jump.shift);
  }
}

bool RowPlaces::append(bytes::Reader& reader, std::uint64_t lines_before) {
  const std::uint64_t rows = reader.number();
  if (rows == 0) return reader.ok();
  std::uint64_t begin = reader.number();
  std::vector<std::uint32_t> distances;
  const std::uint64_t width = reader.number(1);
  if (width == sizeof(std::uint16_t)) {
    std::vector<std::uint16_t> narrow;
    if (!reader.append_list(narrow)) return false;
    distances.assign(narrow.begin(), narrow.end());
  } else if (width != sizeof(std::uint32_t) || !reader.append_list(distances)) {
    return false;
  }
  std::vector<LineJump> jumps(reader.length(16));
  for (LineJump& jump : jumps) {
    jump.row = static_cast<std::size_t>(reader.number());
    jump.shift = reader.number();
  }
  const bool fits = reader.ok() && distances.size() + 1 == rows && !jumps.empty() && jumps.front().row == 0;
  if (!fits || (size_ > 0 && begin <= last_begin_)) return false;
  auto jump = jumps.begin();
  for (std::size_t row = 0; row < rows; ++row) {
    if (std::next(jump) != jumps.end() && std::next(jump)->row == row) ++jump;
    push(begin, lines_before + row + jump->shift);
    if (row < distances.size()) {
      if (distances[row] == 0) return false;
      begin += distances[row];
    }
  }
  return true;
}

std::uint64_t RowPlaces::begin_of(std::size_t row) const {
  std::uint64_t begin = anchors_[row / kRowsAnAnchor];
  std::visit(
      [&](const auto& distances) {
        for (std::size_t i = row - row % kRowsAnAnchor; i < row; ++i) begin += distances[i];
      },
      distances_);
  return begin;
}

RowPlace RowPlaces::operator[](std::size_t row) const {
  assert(row < size_);
  const auto after = std::upper_bound(jumps_.begin(), jumps_.end(), row,
                                      [](std::size_t r, const LineJump& jump) { return r < jump.row; });
  return {begin_of(row), row + 1 < size_ ? begin_of(row + 1) : end_, row + std::prev(after)->shift};
}

std::size_t RowPlaces::bytes() const {
  return anchors_.capacity() * sizeof(std::uint64_t) + jumps_.capacity() * sizeof(LineJump) +
         std::visit([](const auto& d) { return d.capacity() * sizeof(d[0]); }, distances_);
}

}  // namespace billfold::bill
