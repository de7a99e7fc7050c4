# Palier: `just serve` to try it, `just test` for everything CI runs.

set shell := ["bash", "-euo", "pipefail", "-c"]

[private]
default:
    @just --list --unsorted

# build everything and serve it with demo data on 127.0.0.1:8080
serve:
    scripts/build.sh
    scripts/serve.sh

# everything CI runs; it installs what is missing
test *steps:
    scripts/test.sh {{ steps }}

# `just test`, then the slow and thorough versions
test-deep:
    scripts/test.sh
    scripts/test.sh --deep

# format and lint only
check:
    scripts/test.sh format lint

# how fast it is, as Markdown tables: all benchmarks or those named
bench *names:
    scripts/bench.sh {{ names }}

# write openapi/openapi.json
contract:
    scripts/contract.sh write

# one crash test: kill9 or fsync
torture name *arguments:
    scripts/torture.sh {{ name }} {{ arguments }}

# every page in both themes and sizes, into e2e/results/screenshots
screenshots:
    scripts/browser.sh screenshots

# the browser stories alone; arguments go to Playwright
browser *arguments:
    scripts/browser.sh test {{ arguments }}

# breaks the engine in every small way, one after the other: a test should notice each (about an hour)
mutants *arguments:
    cargo mutants --version >/dev/null 2>&1 || cargo install cargo-mutants --locked
    mkdir -p target
    nice -n 19 cargo mutants --package authz --jobs 1 --output target {{ arguments }}
