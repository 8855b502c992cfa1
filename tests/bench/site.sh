#!/bin/bash
# How long the site's pages take to answer, at 1,000 and 20,000 customers: site.js. By hand, on a
# quiet machine; never a timed test. Needs Chromium and npm, and a build in build/.
set -eu
cd "$(dirname "$0")/../.."
program=$PWD/build/src/clientele
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp tests/browser/package*.json tests/browser/lib.js tests/bench/site.js "$work"
cd "$work"
npm ci --ignore-scripts --omit=optional --no-audit --no-fund >npm.log
for customers in 1000 20000; do
  "$program" demo shop.db --customers $customers --as-of 2024-06-30 --force --quiet >/dev/null
  "$program" report shop.db --as-of 2024-06-30 --out "report$customers" --only html --quiet
done
REPORT=report1000 LARGE=report20000 node --test site.js
