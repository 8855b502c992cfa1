#!/bin/bash
# The site's scripts under Node's own test runner, without a browser.
set -u
if ! command -v node >/dev/null; then
  echo "node is not installed: the site's scripts were not tested"
  exit 77
fi
cd "${SOURCE_DIR:-$(dirname "$0")/../..}/tests/browser" || exit 1
node --test scripts/*.test.js
