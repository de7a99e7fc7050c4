#!/usr/bin/env bash
# The browser stories, or the screenshots, against the release binary.
# Usage: browser.sh test|screenshots [Playwright argument]...
set -euo pipefail
source "$(dirname "$0")/lib.sh"

need_binary
export PALIER_TEST_PYTHON=$python

script=${1:-test}
(($# == 0)) || shift
cd "$root/e2e"
if [[ -n ${PALIER_TEST_POSTGRES:-} ]]; then
  npm run --silent "$script" -- "$@"
else
  "$root/scripts/postgres.sh" npm run --silent "$script" -- "$@"
fi
