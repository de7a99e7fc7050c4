#!/usr/bin/env bash
# Serves the demo, with its data in ./data; PALIER_* variables go through.
set -euo pipefail
source "$(dirname "$0")/lib.sh"
cd "$root"
exec "$target/release/palier" serve --demo
