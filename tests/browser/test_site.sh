#!/bin/bash
# The site in headless Chromium, the basics in Firefox: makes shops and their reports, then runs the
# *.test.js of this folder over the pages.
set -u
: "${CLIENTELE:?the program under test}" "${SOURCE_DIR:?}"
for tool in node npm chromium sqlite3; do
  if ! command -v "$tool" >/dev/null; then
    echo "$tool is not installed: the site was not tested in a browser"
    exit 77
  fi
done
W=$(mktemp -d)
trap 'rm -rf "$W"' EXIT
# The packages go beside the report, so that the source tree stays as it is.
cp "$SOURCE_DIR"/tests/browser/*.js* "$W"
if ! (cd "$W" && npm ci --ignore-scripts --omit=optional --no-audit --no-fund >npm.log 2>&1); then
  echo "the test's packages could not be installed: $(tail -n 1 "$W/npm.log")"
  exit 77
fi
cd "$W" || exit 1
report() { # report SHOP FOLDER OPTION...
  shop=$1
  folder=$2
  shift 2
  "$CLIENTELE" report "$shop" --as-of 2024-06-30 --out "$folder" --quiet "$@" >/dev/null 2>err || {
    cat err
    exit 1
  }
}

# A blank and a number sign in the path: links and pictures must stand that.
mkdir "a b #1"
export REPORT="$W/a b #1/report" SAMPLED="$W/sampled" HOSTILE="$W/hostile" DATABASE="$W/check.db"
"$CLIENTELE" demo shop.db --as-of 2024-06-30 --quiet >/dev/null
report shop.db "$REPORT"
report shop.db "$SAMPLED" --only html --explore-rows 300
cp shop.db hostile.db
sqlite3 hostile.db <"$SOURCE_DIR/tests/browser/hostile.sql"
report hostile.db "$HOSTILE" --only html,csv --business '</title><b>"Shop"</b> & مرحبا' --title "<i>Week</i> {{26}}"

# The attachments as tables beside the shop's own: what the pages show is checked by SQL.
cp shop.db "$DATABASE"
sqlite3 "$DATABASE" ".import --csv '$REPORT/attachments/customer_segments.csv' segmented" \
  ".import --csv '$REPORT/attachments/customer_features.csv' features" \
  "CREATE INDEX of_customer ON transactions (customer_id)"

if ! command -v firefox-esr >/dev/null; then
  echo "firefox-esr is not installed: the site was not tested in Firefox"
  rm firefox.test.js
fi
timeout 400 node --test --test-concurrency=2 ./*.test.js
