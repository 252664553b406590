#!/usr/bin/env bash
# Builds the page (dist), the core (build/wasm) and the command line (build/cli), or only those named:
#   web/tools/build.sh [wasm] [page] [cli]
. "$(dirname "$(readlink -f "$0")")/setup.sh"
cd "$root"
require_tools "$tools_to_build"
for target in "${@:-page cli}"; do
  for name in $target; do locked "make_$name"; done
done
