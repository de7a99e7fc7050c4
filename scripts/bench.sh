#!/usr/bin/env bash
# Builds and runs the benchmarks; docs/benchmarks.md says what their lines mean.
# Usage: bench.sh [benchmark]...   (all without arguments)
set -euo pipefail
source "$(dirname "$0")/lib.sh"
cd "$root"

all=(decisions lists)

# Decisions in memory, beside Cedar.
bench_decisions() {
  cargo bench --locked --package oracle --bench decisions
}

# Pages of a million requests, for every kind of person, on both databases: fifteen minutes.
bench_lists() {
  mkdir -p crates/bundle/dist
  scripts/postgres.sh cargo test --locked --release --package api --test it -- --ignored --test-threads 1 \
    "what pages of a million requests cost"
}

names=("$@")
(($#)) || names=("${all[@]}")
for name in "${names[@]}"; do
  [[ " ${all[*]} " == *" $name "* ]] || fail "there is no benchmark $name; there are: ${all[*]}"
  "bench_$name"
done
