#!/usr/bin/env bash
# Everything CI runs, step by step, and a table of where the time went.
# Usage: test.sh [--deep] [step]...   (all steps without arguments)
set -euo pipefail
source "$(dirname "$0")/lib.sh"
cd "$root"

all=(install format lint rust oracle contract web binary browser contract-fuzz crash)
steps=("${all[@]}")
depth=()
if [[ ${1:-} == --deep ]]; then
  depth=(--deep)
  steps=(install model web binary licences contract-fuzz crash)
  shift
fi
if (($#)); then
  for name; do
    [[ " ${all[*]} model licences " == *" $name "* ]] || fail "there is no step $name; there are: ${all[*]} model licences"
  done
  steps=(install "$@")
fi

step_install() {
  scripts/install.sh
}

step_format() {
  cargo fmt --all --check
  shellcheck --external-sources --source-path=SCRIPTDIR .ci/run scripts/*.sh
}

# The embedded files need their folder, even when it is still empty.
step_lint() {
  mkdir -p crates/bundle/dist
  cargo clippy --locked --all-targets -- --deny warnings
  cargo clippy --locked --package oracle --all-targets -- --deny warnings
  cargo clippy --locked --package bundle --release --all-targets -- --deny warnings
  # In the profile of the build, so that both share what build scripts need.
  cargo clippy --locked --package web --profile web --target wasm32-unknown-unknown -- --deny warnings
  (cd e2e && npm run --silent check)
}

step_rust() {
  mkdir -p crates/bundle/dist
  PALIER_TEST_PYTHON=$python scripts/postgres.sh cargo test --locked
}

# Apart from the rest, so that whoever works on something else need not wait for Cedar to build.
step_oracle() {
  cargo test --locked --package oracle
}

step_contract() {
  scripts/contract.sh check
}

# Needs no browser: what does is in e2e/. The bundler is tested as it is used, optimized.
step_web() {
  cargo test --locked --package web
  cargo test --locked --package bundle --release
  scripts/build.sh web
}

step_binary() {
  scripts/build.sh binary
}

step_browser() {
  scripts/browser.sh test
}

step_contract-fuzz() {
  scripts/schemathesis.sh "${depth[@]}"
}

step_crash() {
  scripts/torture.sh fsync
  scripts/torture.sh kill9 "${depth[@]}"
}

# Every filter of the small model on PostgreSQL too, where `rust` asks a few.
step_model() {
  mkdir -p crates/bundle/dist
  PALIER_TEST_DEEP=1 scripts/postgres.sh cargo test --locked --package api --test it -- "small model"
}

step_licences() {
  command -v cargo-deny >/dev/null || cargo install cargo-deny --locked
  cargo deny --offline --locked check bans licenses sources
}

rows=$(mktemp)
began=$SECONDS

report() {
  local status=$?
  {
    printf '\n%-16s %8s  %s\n' step time result
    cat "$rows"
    printf '%-16s %5d:%02d\n' total $(((SECONDS - began) / 60)) $(((SECONDS - began) % 60))
  } >&2
  rm -f "$rows"
  exit "$status"
}
trap report EXIT

# A subshell that is no condition, so that `set -e` still holds inside the step.
timed() {
  local name=$1 start=$SECONDS status=0 took result=ok
  say "── $name"
  set +e
  (
    trap - EXIT
    set -e
    "step_$name"
  )
  status=$?
  set -e
  took=$((SECONDS - start))
  ((status == 0)) || result=FAILED
  printf '%-16s %5d:%02d  %s\n' "$name" $((took / 60)) $((took % 60)) "$result" >>"$rows"
  return "$status"
}

# The crash tests wait most of their time, for mails that a killed server had in hand: something else runs meanwhile.
together() {
  local said running status=0
  said=$(mktemp)
  (trap - EXIT && timed "$2") >"$said" 2>&1 &
  running=$!
  (trap - EXIT && timed "$1") &
  set +e
  wait "$!" || status=$?
  wait "$running" || status=$?
  set -e
  cat "$said"
  rm -f "$said"
  return "$status"
}

wanted() { [[ " ${steps[*]} " == *" $1 "* ]]; }

for step in "${steps[@]}"; do
  case $step in
    contract-fuzz) if wanted crash; then together contract-fuzz crash; else timed contract-fuzz; fi ;;
    crash) wanted contract-fuzz || timed crash ;;
    *) timed "$step" ;;
  esac
done
