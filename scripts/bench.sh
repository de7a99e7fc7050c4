#!/usr/bin/env bash
# Builds and runs the benchmarks; docs/benchmarks.md says what their lines mean.
# Usage: bench.sh [benchmark]...   (all without arguments)
set -euo pipefail
source "$(dirname "$0")/lib.sh"
cd "$root"

all=(decisions)

# Decisions in memory, beside Cedar.
bench_decisions() {
  cargo bench --locked --package oracle --bench decisions
}

names=("$@")
(($#)) || names=("${all[@]}")
for name in "${names[@]}"; do
  [[ " ${all[*]} " == *" $name "* ]] || fail "there is no benchmark $name; there are: ${all[*]}"
  "bench_$name"
done
