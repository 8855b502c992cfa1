#!/bin/bash
# The site in headless Chromium: makes a shop and its report, then runs site.test.js over the pages.
set -u
: "${CLIENTELE:?the program under test}" "${SOURCE_DIR:?}"
for tool in node npm chromium; do
  if ! command -v "$tool" >/dev/null; then
    echo "$tool is not installed: the site was not tested in a browser"
    exit 77
  fi
done
W=$(mktemp -d)
trap 'rm -rf "$W"' EXIT
# The packages go beside the report, so that the source tree stays as it is.
cp "$SOURCE_DIR"/tests/browser/package.json "$SOURCE_DIR"/tests/browser/package-lock.json "$W"
if ! (cd "$W" && npm ci --ignore-scripts --omit=optional --no-audit --no-fund >npm.log 2>&1); then
  echo "the test's packages could not be installed: $(tail -n 1 "$W/npm.log")"
  exit 77
fi
cp "$SOURCE_DIR"/tests/browser/*.js "$W"
# A blank and a number sign in the path: links and pictures must stand that.
out="$W/a b #1/report"
mkdir -p "$W/a b #1"
"$CLIENTELE" demo "$W/shop.db" --as-of 2024-06-30 --quiet >/dev/null &&
  "$CLIENTELE" report "$W/shop.db" --as-of 2024-06-30 --out "$out" --quiet >/dev/null 2>"$W/err" || {
  cat "$W/err"
  exit 1
}
cd "$W" && REPORT="$out" node --test --test-concurrency=1 site.test.js
