#!/usr/bin/env bash
# Installs what the tests need and is missing: Debian, npm and PyPI packages, the wasm target.
# Usage: install.sh [wasm|debian|python|node]...   (all without arguments)
set -euo pipefail
source "$(dirname "$0")/lib.sh"

as_root() {
  if ((EUID == 0)); then
    "$@"
  else
    command -v sudo >/dev/null || fail "run this as root, or install sudo: $* needs it"
    sudo "$@"
  fi
}

missing_packages() {
  command -v chromium >/dev/null || echo chromium fonts-dejavu-core
  [[ -n $(postgres_bin) ]] || echo postgresql
  command -v psql >/dev/null || echo postgresql-client
  command -v strace >/dev/null || echo strace
  command -v shellcheck >/dev/null || echo shellcheck
  command -v cc >/dev/null || echo build-essential
  python3 -c 'import ensurepip, venv' 2>/dev/null || echo python3 python3-venv
}

install_debian() {
  local packages
  read -ra packages <<<"$(missing_packages | tr '\n' ' ')"
  ((${#packages[@]})) || return 0
  say "installing ${packages[*]}"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}"
}

install_python() {
  local wanted=$root/scripts/requirements.txt have=$root/.venv/requirements.txt
  [[ -x $python ]] && cmp -s "$wanted" "$have" && return 0
  say "installing the Python packages of scripts/requirements.txt"
  python3 -m venv --clear "$root/.venv"
  "$python" -m pip install --quiet --disable-pip-version-check --requirement "$wanted"
  cp "$wanted" "$have"
}

install_node() {
  local wanted=$root/e2e/package-lock.json have=$root/e2e/node_modules/.installed.json
  cmp -s "$wanted" "$have" && return 0
  command -v npm >/dev/null || fail "npm is missing: install Node 20 or newer, then run this again"
  say "installing the npm packages of e2e/"
  (cd "$root/e2e" && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --silent --no-audit --no-fund)
  cp "$wanted" "$have"
}

install_wasm() {
  command -v rustup >/dev/null || return 0
  local have
  have=$(cd "$root" && rustup target list --installed)
  [[ $have == *wasm32-unknown-unknown* ]] || (cd "$root" && rustup target add wasm32-unknown-unknown)
}

(($#)) || set -- debian wasm python node
for part in "$@"; do
  case $part in
    debian | python | node | wasm) "install_$part" ;;
    *) fail "install.sh knows debian, python, node and wasm, not $part" ;;
  esac
done
