# Sourced by the other scripts: where things are.
# shellcheck shell=bash
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
target=${CARGO_TARGET_DIR:-$root/target}
[[ $target == /* ]] || target=$root/$target
python=$root/.venv/bin/python
# The variables below are read by the scripts that source this one.
export root target python

say() { printf '\033[1m%s\033[0m\n' "$*" >&2; }

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

# The binary that the browser, crash and contract tests start; PALIER_TEST_BINARY names another.
need_binary() {
  export PALIER_TEST_BINARY=${PALIER_TEST_BINARY:-$target/release/palier}
  [[ -x $PALIER_TEST_BINARY ]] || fail "$PALIER_TEST_BINARY is missing: run scripts/build.sh"
}

# The folder of PostgreSQL's programs, which Debian keeps out of PATH; empty when there is none.
postgres_bin() {
  local folder
  for folder in /usr/lib/postgresql/*/bin; do
    [[ -x $folder/initdb ]] && printf '%s\n' "$folder"
  done | sort -V | tail -n 1
}

# Waits until a command succeeds, at most a number of tenths of a second.
wait_for() {
  local tenths=$1
  shift
  until "$@" >/dev/null 2>&1; do
    ((tenths-- > 0)) || return 1
    read -r -t 0.1 <> <(:) || true
  done
}
