#!/usr/bin/env bash
# Runs a command beside a PostgreSQL of its own, which ends with it.
# The command finds a superuser's URL in PALIER_TEST_POSTGRES.
# Usage: postgres.sh <command> [argument]...
set -euo pipefail
source "$(dirname "$0")/lib.sh"

(($#)) || fail "usage: postgres.sh <command> [argument]..."
bin=$(postgres_bin)
[[ -n $bin ]] || fail "PostgreSQL is missing: run scripts/install.sh debian"

# PostgreSQL refuses to run as root.
as_owner=()
if ((EUID == 0)); then
  owner=postgres
  id -u "$owner" >/dev/null 2>&1 || owner=nobody
  as_owner=(setpriv "--reuid=$owner" "--regid=$(id -g "$owner")" --clear-groups)
fi

folder=$(mktemp -d "${TMPDIR:-/tmp}/palier-postgres-XXXXXX")
password=$(head -c 18 /dev/urandom | base64 | tr '+/' '-_')
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
pid=

clean_up() {
  local status=$?
  if [[ -n $pid ]]; then
    kill -INT "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  fi
  rm -rf "$folder"
  exit "$status"
}
trap clean_up EXIT
trap 'exit 130' INT TERM HUP

printf '%s\n' "$password" >"$folder/password"
((EUID != 0)) || chown -R "$owner" "$folder"

(cd "$folder" && "${as_owner[@]}" "$bin/initdb" --pgdata="$folder/data" --username=palier \
  --pwfile="$folder/password" --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 --no-sync) \
  >"$folder/log" 2>&1 || { cat "$folder/log" >&2; fail "PostgreSQL could not make a cluster; its words are above"; }

(cd "$folder" && exec "${as_owner[@]}" "$bin/postgres" -D "$folder/data" -k "$folder" -h 127.0.0.1 \
  -p "$port" -c fsync=on -c synchronous_commit=on -c max_connections=300 -c shared_buffers=128MB) \
  >>"$folder/log" 2>&1 &
pid=$!

export PALIER_TEST_POSTGRES="postgres://palier:$password@127.0.0.1:$port/postgres"
wait_for 300 psql "$PALIER_TEST_POSTGRES" --no-psqlrc --command 'SELECT 1' || {
  cat "$folder/log" >&2
  fail "PostgreSQL did not start; its log is above"
}
"$@"
