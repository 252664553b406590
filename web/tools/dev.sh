#!/usr/bin/env bash
# Serves the page from its sources and builds again what is saved, the core included.
. "$(dirname "$(readlink -f "$0")")/setup.sh"
cd "$root"
require_tools "$tools_to_build"
locked make_wasm
exec node_modules/.bin/vite "$@"
