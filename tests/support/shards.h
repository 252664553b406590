#pragma once

// A file that is read in shards, each by a session of its own, as the page's workers do (bill/loader.h).

#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "session/session.h"
#include "support/open.h"

namespace billfold::test {

constexpr std::size_t kHead = std::size_t{256} << 10U;

inline bool feed_all(session::Session& session, std::string_view text, std::size_t chunk) {
  for (std::size_t at = 0; at < text.size(); at += chunk) {
    const std::string_view bytes = text.substr(at, chunk);
    std::memcpy(session.lend(bytes.size()), bytes.data(), bytes.size());
    if (session.feed(bytes.size()).starts_with("{\"error\"")) return false;
  }
  return true;
}

inline std::string_view copied(char* to, std::string_view bytes) {
  std::memcpy(to, bytes.data(), bytes.size());
  return {to, bytes.size()};
}

// Where each shard begins: near equal shares of the text.
inline std::vector<std::size_t> shard_begins(session::Session& lead, std::string_view text,
                                             std::size_t shards) {
  constexpr std::size_t kWindow = 1 << 16;
  std::vector<std::size_t> begins;
  for (std::size_t shard = 1; shard < shards; ++shard) {
    const std::size_t about = std::max(kHead, text.size() / shards * shard);
    const std::string_view window = text.substr(about, kWindow);
    copied(lead.lend_beside(window.size()), window);
    const std::string answer = lead.row_begin(window.size());
    const Result<session::RowBegin> found = json::parse<session::RowBegin>(answer, Code::bad_request);
    if (found && found->at >= 0) begins.push_back(about + static_cast<std::size_t>(found->at));
  }
  begins.push_back(text.size());
  return begins;
}

// Reads the shard into the lead. False: it cannot be put together with what the lead has.
inline bool take_shard(session::Session& lead, session::BeginRequest request, std::string_view text,
                       std::size_t begin, std::size_t end, std::size_t chunk) {
  session::Session other;
  request.shard = static_cast<double>(begin);
  static_cast<void>(other.begin(json::text_of(request)));
  if (!feed_all(other, text.substr(0, kHead), kHead) ||
      !feed_all(other, text.substr(begin, end - begin), chunk)) {
    return false;
  }
  const Result<session::ShardReport> report =
      json::parse<session::ShardReport>(other.end_shard(end == text.size()), Code::bad_request);
  if (!report || report->pieces == 0) return false;
  for (std::uint32_t piece = 0; piece < report->pieces; ++piece) {
    const Result<session::PieceReport> written =
        json::parse<session::PieceReport>(other.write_piece(piece), Code::bad_request);
    if (!written) return false;
    const auto size = static_cast<std::size_t>(written->bytes);
    copied(lead.lend_beside(size), {other.piece(), size});
    if (lead.take_piece(size) != json::text_of(session::Done{true})) return false;
  }
  return true;
}

// The answer of finish(), or nothing where the shards could not be put together.
inline std::optional<std::string> read_in_shards(session::Session& lead, std::string_view text,
                                                 const session::BeginRequest& request, std::size_t shards,
                                                 std::size_t chunk) {
  static_cast<void>(lead.begin(json::text_of(request)));
  if (text.size() <= kHead || !feed_all(lead, text.substr(0, kHead), kHead)) return std::nullopt;
  const std::vector<std::size_t> begins = shard_begins(lead, text, shards);
  if (!feed_all(lead, text.substr(kHead, begins.front() - kHead), chunk)) return std::nullopt;
  for (std::size_t shard = 0; shard + 1 < begins.size(); ++shard) {
    if (!take_shard(lead, request, text, begins[shard], begins[shard + 1], chunk)) return std::nullopt;
  }
  if (lead.end().starts_with("{\"error\"")) return std::nullopt;
  return lead.finish();
}

}  // namespace billfold::test
