#!/usr/bin/env bash
# Formats every source of ours; with --check it changes nothing, names what is not formatted and fails.
# Node and clang-format must be there (./test installs them).
. "$(dirname "$(readlink -f "$0")")/setup.sh"
cd "$root"
install_packages
clang='-i' prettier='--write'
[ "${1:-}" = --check ] && clang='--dry-run -Werror' prettier='--check'
status=0
# shellcheck disable=SC2086  # lists of options
find core wasm tests \( -name '*.h' -o -name '*.cpp' \) -print0 | xargs -0 -r clang-format $clang || status=1
node_modules/.bin/prettier $prettier --log-level warn 'web/**/*.{ts,tsx,mjs,css,html,json}' \
  'tests/**/*.{ts,tsx}' '*.json' || status=1
exit $status
