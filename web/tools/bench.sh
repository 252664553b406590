#!/usr/bin/env bash
# The race in a browser (tests/bench/race): npm run bench -- [--bytes 1e9] [--runs 3] [--only REGEX]
# Prints the table of README.md. The other contenders' packages are installed in tests/bench, apart from the page's.
. "$(dirname "$(readlink -f "$0")")/setup.sh"
cd "$root"
require_tools "$tools_to_build"$'\n'"$tools_to_test"
locked make_page
contenders=(tests/bench/package.json tests/bench/package-lock.json)
install_contenders() { npm ci --prefix tests/bench --ignore-scripts --no-audit --no-fund; }
fresh tests/bench/node_modules/.billfold "${contenders[@]}" ||
  made tests/bench/node_modules/.billfold quietly install_contenders
export CHROMIUM=${CHROMIUM:-$(chromium_path)}
exec node tests/bench/race/race.mjs "$@"
