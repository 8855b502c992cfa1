#!/bin/bash
# Lighthouse and the Nu HTML checker over the site of 1,000 customers.
set -u
: "${CLIENTELE:?the program under test}" "${SOURCE_DIR:?}"
for tool in node npm chromium; do
  if ! command -v "$tool" >/dev/null; then
    echo "$tool is not installed: the site was not audited"
    exit 77
  fi
done
W=$(mktemp -d)
trap 'rm -rf "$W"' EXIT
cp "$SOURCE_DIR"/tests/browser/audit/* "$W"
if ! (cd "$W" && npm ci --ignore-scripts --omit=optional --no-audit --no-fund >npm.log 2>&1); then
  echo "the test's packages could not be installed: $(tail -n 1 "$W/npm.log")"
  exit 77
fi
"$CLIENTELE" demo "$W/shop.db" --as-of 2024-06-30 --quiet >/dev/null &&
  "$CLIENTELE" report "$W/shop.db" --as-of 2024-06-30 --out "$W/report" --quiet >/dev/null 2>"$W/err" || {
  cat "$W/err"
  exit 1
}
cd "$W" && REPORT="$W/report" timeout 300 node --test audit.test.js
