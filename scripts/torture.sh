#!/usr/bin/env bash
# Crash tests against the release binary: `kill9` (both databases) or `fsync` (SQLite).
set -euo pipefail
source "$(dirname "$0")/lib.sh"
cd "$root"

name=${1:-}
[[ -f scripts/torture/$name.py ]] || fail "usage: torture.sh kill9|fsync [argument]..."
shift
need_binary

export PYTHONPATH=scripts
run=("$python" "scripts/torture/$name.py" "$@")
if [[ $name == kill9 && -z ${PALIER_TEST_POSTGRES:-} ]]; then
  scripts/postgres.sh "${run[@]}"
else
  "${run[@]}"
fi
