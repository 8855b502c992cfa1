#!/bin/bash
# The exports of the common shop systems, as fixtures that a reader of their own has counted: each
# is recognised, and gives that reader's purchases, customers, net sales and currency.
. "$(dirname "$0")/lib.sh"

python3 "$SOURCE_DIR/tests/exports/make.py" "$W/exports" >/dev/null || { fail "the fixtures are made"; finish; }
wanted() { jq -r --arg f "$1" ".[\$f] | $2" exports/expected.json; }

for path in exports/*.csv exports/*.txt; do
  file=${path##*/}
  if [ "$(wanted "$file" '.refused // false')" = true ]; then
    refuses "$file has no customers: refused, and what to export instead is said" 65 'xport|Ask' \
      "$CLIENTELE" check "$path" -q
    continue
  fi
  "$CLIENTELE" check "$path" --json --as-of 2026-11-30 -q >got.json 2>err
  same "$file: purchases, customers, net" \
    "$(jq -r '[.purchases, .buyers, (.revenue * 100 | round)] | @text' got.json)" \
    "$(wanted "$file" '[.purchases, .customers, (.net | tonumber * 100 | round)] | @text')"
  # What it is, and what counts, on one screen: fresh, and long after its end.
  for day in 2026-11-30 2027-11-30; do
    "$CLIENTELE" check "$path" --as-of $day -q >brief 2>err
    [ "$(wc -l <brief)" -le 40 ] && [ "$(wc -L <brief)" -le 100 ] ||
      fail "$file, $day: check has $(wc -l <brief) lines of up to $(wc -L <brief) columns"
    same "$file, $day: check says what it is" "$(tr '\n' ' ' <brief |
      grep -cE '(^|  )An? [^:]*: ([0-9,]+ orders in )?[0-9,]+ lines, 20[0-9-]+ to 20[0-9-]+  ')" 1
  done
  that "$file: fresh data say it first" sh -c "'$CLIENTELE' check '$path' --as-of 2026-11-30 -q | head -n 1 | grep -qE '^An? '"
  same "$file: --all has every finding" "$("$CLIENTELE" check "$path" --as-of 2026-11-30 --all -q 2>/dev/null | grep -c '^    found ')" \
    "$(jq '.findings | length' got.json)"
  "$CLIENTELE" report "$path" --as-of 2026-11-30 --only json --out "$file.r" -q >/dev/null 2>err ||
    fail "$file: the report: $(cat err)"
  currency=$(wanted "$file" '.currency // ""') # "": only a sign beside the amounts says it
  [ -z "$currency" ] || same "$file: currency" "$(jq -r .currency "$file.r/report.json")" "$currency"
  same "$file: the segments have all of it" \
    "$(jq -r '[.segments[].revenue] | add * 100 | round' "$file.r/report.json")" \
    "$(wanted "$file" '.net | tonumber * 100 | round')"
done
finish
