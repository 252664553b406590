#!/usr/bin/env bash
# Formats every source of ours; with --check it changes nothing, names what is not formatted and fails.
# Node and clang-format must be there (./test installs them).
. "$(dirname "$(readlink -f "$0")")/setup.sh"
cd "$root"
install_packages

page=('web/**/*.{ts,tsx,mjs,css,html}' 'tests/**/*.{ts,tsx}' 'tests/bench/race/*' 'tests/bench/books/*' 'tests/bench/*.json' '*.json' '*.ts')
each_cpp() { find core wasm tests \( -name '*.h' -o -name '*.cpp' \) -print0 | xargs -0 -r "$@"; }

if [ "${1:-}" = --check ]; then
  status=0
  # shellcheck disable=SC2016  # expanded by the inner shell
  each_cpp bash -c '
    status=0
    for file; do clang-format "$file" | cmp -s - "$file" || { echo "not formatted: $file" && status=1; }; done
    exit $status' bash || status=1
  node_modules/.bin/prettier --check --log-level warn "${page[@]}" || status=1
  exit $status
fi
each_cpp clang-format -i
node_modules/.bin/prettier --write --log-level warn "${page[@]}"
