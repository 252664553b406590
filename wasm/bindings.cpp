// The boundary: a table of the session's methods, without decisions. Text crosses as UTF-8 strings of JSON,
// bytes by pointer into memory that the session lends. Answers are owned strings, so no view of wasm memory
// is ever kept.

#include <cstdint>
#include <emscripten/bind.h>
#include <string>

#include "session/session.h"

namespace {

using billfold::session::Session;

// Nothing of ours throws; the library throws when memory is at its end. That is a failure like any other, and
// the session is of no use after it.
template <auto method, class... Args>
std::string call(Session& session, Args... args) {
  try {
    return (session.*method)(args...);
  } catch (...) {
    return R"({"error":"out_of_memory","message":"The bill does not fit in memory. Split the file by month and open one part.","values":{},"line":0,"column":0})";
  }
}

std::uintptr_t lend(Session& session, std::size_t bytes) {
  try {
    return reinterpret_cast<std::uintptr_t>(session.lend(bytes));
  } catch (...) {
    return 0;  // the caller answers out_of_memory
  }
}

std::uintptr_t lend_beside(Session& session, std::size_t bytes) {
  try {
    return reinterpret_cast<std::uintptr_t>(session.lend_beside(bytes));
  } catch (...) {
    return 0;
  }
}

std::uintptr_t piece(Session& session) { return reinterpret_cast<std::uintptr_t>(session.piece()); }

std::string take_columns(Session& session, Session& other) { return session.take_columns(other); }

}  // namespace

EMSCRIPTEN_BINDINGS(billfold) {
  emscripten::class_<Session>("Session")
      .constructor<>()
      .function("lend", &lend)
      .function("sniff", &call<&Session::sniff, std::size_t, bool>)
      .function("recognise", &call<&Session::recognise, std::size_t, bool, std::string>)
      .function("begin", &call<&Session::begin, std::string>)
      .function("feed", &call<&Session::feed, std::size_t>)
      .function("end", &call<&Session::end>)
      .function("finish", &call<&Session::finish>)
      .function("lend_beside", &lend_beside)
      .function("row_begin", &call<&Session::row_begin, std::size_t>)
      .function("progress", &call<&Session::progress, std::string>)
      .function("take_piece", &call<&Session::take_piece, std::size_t>)
      .function("end_shard", &call<&Session::end_shard, bool>)
      .function("write_piece", &call<&Session::write_piece, std::uint32_t>)
      .function("piece", &piece)
      .function("rules", &call<&Session::rules, std::string>)
      .function("take_columns", &take_columns)
      .function("cells", &call<&Session::cells, std::size_t, std::uint32_t>)
#define BILLFOLD_BIND_QUESTION(name, Request, Answer) .function(#name, &call<&Session::name, std::string>)
          BILLFOLD_QUESTIONS(BILLFOLD_BIND_QUESTION)
#undef BILLFOLD_BIND_QUESTION
      ;
}
