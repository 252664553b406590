// The boundary as a table: what the page and the command line can call. No decisions are made here.

#include <emscripten/bind.h>
#include <string>

namespace {

class Session {
 public:
  std::string version() const { return BILLFOLD_VERSION; }
};

}  // namespace

EMSCRIPTEN_BINDINGS(billfold) {
  using namespace emscripten;
  class_<Session>("Session").constructor<>().function("version", &Session::version);
}
