#!/usr/bin/env bash
# Builds the app, bundles it, and builds the release binary around it.
# Usage: build.sh [web|binary]...   (both without arguments)
set -euo pipefail
source "$(dirname "$0")/lib.sh"
cd "$root"

dist=crates/bundle/dist

# What the bundle is made of; the bundling crate takes 90 s to build where it is not there yet.
fingerprint() {
  local wasm=$1
  {
    sha256sum "$wasm"
    find crates/bundle crates/web -path "$dist" -prune -o -type f -print0 | sort -z | xargs -0 sha256sum
  } | sha256sum
}

build_web() {
  local wasm=$target/wasm32-unknown-unknown/web/web.wasm stamp=$target/bundle.sha256 now
  scripts/install.sh wasm
  cargo build --locked --package web --profile web --target wasm32-unknown-unknown
  now=$(fingerprint "$wasm")
  [[ -f $dist/index.html && -f $stamp && $(<"$stamp") == "$now" ]] && return 0
  cargo run --locked --package bundle --release -- "$wasm" "$dist"
  printf '%s\n' "$now" >"$stamp"
}

build_binary() {
  cargo build --locked --release --package api
}

(($#)) || set -- web binary
for part in "$@"; do
  case $part in
    web | binary) "build_$part" ;;
    *) fail "build.sh knows web and binary, not $part" ;;
  esac
done
