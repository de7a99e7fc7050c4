#!/usr/bin/env bash
# schemathesis over the contract against a demo server, as a visitor and as an administrator.
# Usage: schemathesis.sh [--deep] [--role visitor|administrator]... [--seed N]
set -euo pipefail
source "$(dirname "$0")/lib.sh"
cd "$root"

need_binary
PYTHONPATH=scripts exec "$python" scripts/fuzz/run.py "$@"
