#!/usr/bin/env bash
# The contract as the binary tells it: `write` it to openapi/openapi.json, or `check` for drift.
set -euo pipefail
source "$(dirname "$0")/lib.sh"
cd "$root"

contract=openapi/openapi.json
told=$(mktemp)
trap 'rm -f "$told"' EXIT

tell() {
  "$target/debug/palier" openapi >"$told"
}

case ${1:-check} in
  write)
    mkdir -p openapi crates/bundle/dist
    cargo build --locked
    tell
    cp "$told" "$contract"
    chmod 644 "$contract"
    ;;
  # Without a build: `cargo test` has just made the binary, and `cargo build` would rebuild its dependencies.
  check)
    tell
    diff -u "$contract" "$told" || fail "openapi.json has drifted: run just contract"
    ;;
  *) fail "contract.sh knows write and check, not $1" ;;
esac
