# Sourced by ./run, ./test, ./billfold and the scripts of web/tools: what a machine must have, and how the three
# things that are built come to be (node_modules, the core as WebAssembly, the page, the command line).
#
# Standard output belongs to the caller's answer: everything here speaks on standard error.
# Nothing is built again unless a file it is made from is newer than its stamp.

set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
say() { printf '%s\n' "$*" >&2; }

# ---- what the machine has -------------------------------------------------------------------------------------

# version_at_least 18 "v20.20.2": compares up to three numbers.
version_at_least() {
  local have
  have=$(grep -oE '[0-9]+(\.[0-9]+)*' <<<"$2" | head -n 1)
  [ -n "$have" ] && [ "$(printf '%s\n%s\n' "$1" "$have" | sort -V | head -n 1)" = "$1" ]
}
has() { command -v "$1" >/dev/null 2>&1; }

has_node() { has node && version_at_least 18 "$(node --version)"; }
has_cmake() { has cmake && version_at_least 3.22 "$(cmake --version)"; }
# An emcc that is already there is used as it is; 3.1.6 is the oldest that was tried.
has_emcc() { has emcc && has emcmake && version_at_least 3.1.6 "$(emcc --version 2>/dev/null | head -n 1)"; }
has_gtest() { c++ -E -x c++ - >/dev/null 2>&1 <<<'#include <gtest/gtest.h>'; }
has_chromium() { [ -n "$(chromium_path)" ]; }
has_firefox() { [ -n "$(firefox_path)" ]; }
has_libfuzzer() {
  local program
  has clang++ && program=$(mktemp) || return 1
  local status=0
  clang++ -fsanitize=fuzzer -x c++ -o "$program" - >/dev/null 2>&1 <<<'#include <cstdint>
#include <cstddef>
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t*, std::size_t) { return 0; }' || status=1
  rm -f "$program"
  return $status
}

# The browsers of the tests: $CHROMIUM and $FIREFOX, or the first that is found.
chromium_path() { first_of "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; }
firefox_path() { first_of "${FIREFOX:-}" firefox-esr firefox; }
# first_of PATH NAME...: the path if it is one, else where the first of these programs is.
first_of() {
  local name
  if [ -n "$1" ]; then
    printf '%s' "$1"
    return
  fi
  shift
  for name; do
    if has "$name"; then
      command -v "$name"
      return
    fi
  done
}

# A row a tool: check, Debian packages, what to install elsewhere.
tools_to_build='has_node|nodejs ca-certificates|Node.js 18 or newer
has npm|npm|npm (comes with Node.js)
has_cmake|cmake|CMake 3.22 or newer
has ninja|ninja-build|Ninja
has_emcc|emscripten|Emscripten 3.1.6 or newer (emcc and emcmake on the PATH)'
tools_to_test='has c++|g++|a C++20 compiler (g++ 12 or newer, or clang 14 or newer)
has_gtest|libgtest-dev|GoogleTest 1.12 or newer
has_chromium|chromium|Chromium or Chrome (CHROMIUM=/path/to/it if it is not on the PATH)
has_firefox|firefox-esr|Firefox (FIREFOX=/path/to/it if it is not on the PATH)
has clang-format|clang-format|clang-format 14'
tools_to_fuzz='has_libfuzzer|clang libclang-rt-dev|clang 14 or newer with libFuzzer'

# missing "$table" COLUMN: that column of every row whose check fails.
missing() {
  local check packages elsewhere
  while IFS='|' read -r check packages elsewhere; do
    $check || case $2 in
      packages) printf '%s ' "$packages" ;;
      elsewhere) printf '  %s\n' "$elsewhere" ;;
    esac
  done <<<"$1"
}

# Installs what the given tables name and the machine lacks; where it can not, says what is needed and stops.
require_tools() {
  local table="$1" packages sudo=''
  packages=$(missing "$table" packages)
  [ -n "$packages" ] || return 0
  if has apt-get; then
    if [ "$(id -u)" != 0 ]; then
      if has sudo && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then sudo=sudo; else sudo=none; fi
    fi
    if [ "$sudo" != none ]; then
      say "Installing with apt (this can take minutes): $packages"
      # shellcheck disable=SC2086  # both are lists of words
      {
        quietly $sudo env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=600 update &&
          quietly $sudo env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=600 \
            install --no-install-recommends $packages
      } || say "apt did not succeed; its messages are above."
    fi
  fi
  hash -r
  local lacking
  lacking=$(missing "$table" elsewhere)
  if [ -n "$lacking" ]; then
    say "Billfold needs what this machine does not have. Please install:"
    say "$lacking"
    has apt-get && say "On Debian 12, as root:  apt-get install $(missing "$table" packages)"
    exit 1
  fi
}

# ---- what is built --------------------------------------------------------------------------------------------

# fresh STAMP PATH...: nothing under the paths is newer than the stamp. A folder counts too, so that a file that
# was removed or renamed is noticed.
fresh() {
  local stamp="$1"
  shift
  [ -e "$stamp" ] && [ -z "$(find "$@" -newer "$stamp" -print -quit 2>/dev/null)" ]
}

# made STAMP COMMAND: runs it, and dates the stamp from before, so that a file saved meanwhile is built next time.
made() {
  local stamp="$1" begun
  shift
  begun=$(mktemp)
  if "$@" >&2; then
    mkdir -p "$(dirname "$stamp")" && mv -f "$begun" "$stamp"
  else
    rm -f "$begun"
    return 1
  fi
}

# Two commands that are started at the same time must not build at the same time.
locked() {
  mkdir -p "$root/build"
  if has flock; then
    (flock 9 && "$@") 9>"$root/build/.lock"
  else
    "$@"
  fi
}

packages_sources=(package.json package-lock.json)
wasm_sources=(CMakeLists.txt CMakePresets.json core wasm "${packages_sources[@]}")
web_sources=(web public tsconfig.json vite.config.ts "${wasm_sources[@]}")

install_packages() {
  fresh node_modules/.billfold "${packages_sources[@]}" && return
  say "Installing the packages of package-lock.json"
  made node_modules/.billfold quietly npm ci --ignore-scripts --no-audit --no-fund
}

# Debian's emcc finds its JavaScript parser only with Debian's own Node; another Node must be told where it is.
let_emcc_find_acorn() {
  local acorn
  has dpkg || return 0
  acorn=$(dpkg -L node-acorn 2>/dev/null | sed -n 's#/acorn/package.json$##p' | head -n 1)
  [ -z "$acorn" ] || export NODE_PATH="$acorn${NODE_PATH:+:$NODE_PATH}"
}

# build/wasm: billfold-core.mjs, billfold-core.wasm, protocol.ts
build_wasm() {
  [ -e build/wasm/protocol.ts ] && fresh build/.wasm "${wasm_sources[@]}" && return
  say "Building the core as WebAssembly"
  let_emcc_find_acorn
  made build/.wasm quietly wasm_steps
}
wasm_steps() {
  # Again whenever the preset or the compiler changed; ninja sees to the rest.
  if ! fresh build/wasm/build.ninja CMakePresets.json "$(command -v emcc)"; then
    emcmake cmake --preset wasm && touch build/wasm/build.ninja || return 1
  fi
  cmake --build --preset wasm
}

# dist: the page, its service worker, and the same page as one file
build_page() {
  [ -e dist/index.html ] && fresh build/.page "${web_sources[@]}" && return
  say "Building the page"
  made build/.page quietly page_steps
}
page_steps() {
  # The test runner has another NODE_ENV, with which Vite would build another page than the one that is shipped.
  NODE_ENV=production node_modules/.bin/vite build --logLevel warn && node web/tools/offline.mjs && node web/tools/single-file.mjs
}

# build/cli: billfold.mjs, billfold-core.wasm
build_cli() {
  [ -e build/cli/billfold.mjs ] && fresh build/.cli "${web_sources[@]}" && return
  say "Building the command line"
  made build/.cli quietly node web/tools/build-cli.mjs
}

# What a build prints is of interest only when it fails.
quietly() {
  local log status=0
  log=$(mktemp)
  "$@" >"$log" 2>&1 || status=$?
  [ $status = 0 ] || cat "$log" >&2
  rm -f "$log"
  return $status
}

make_wasm() { install_packages && build_wasm; }
make_page() { make_wasm && build_page; }
make_cli() { make_wasm && build_cli; }
