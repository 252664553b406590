#pragma once

// A session with a file read into it, for tests that ask it questions.

#include <cstring>
#include <string>
#include <string_view>

#include "base/json.h"
#include "session/session.h"

namespace billfold::test {

// The answer that ended the reading: the BillReport, or the Failure that stopped it.
inline std::string read_into(session::Session& session, std::string_view text,
                             const session::BeginRequest& request) {
  const auto failed = [](const std::string& answer) { return answer.starts_with("{\"error\""); };
  std::string answer = session.begin(json::text_of(request));
  constexpr std::size_t kChunk = 1 << 16;
  for (std::size_t at = 0; at < text.size() && !failed(answer); at += kChunk) {
    const std::string_view part = text.substr(at, kChunk);
    std::memcpy(session.lend(part.size()), part.data(), part.size());
    answer = session.feed(part.size());
  }
  if (!failed(answer)) answer = session.end();
  if (!failed(answer)) answer = session.finish();
  return answer;
}

}  // namespace billfold::test
