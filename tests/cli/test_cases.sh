#!/bin/bash
# Exports that lesser readers got wrong, and what they come to.
. "$(dirname "$0")/lib.sh"

cases=$SHARED_DIR/cases
[ -d "$cases" ] || { echo "skipped: the cases are not here"; exit 77; }

# comes_to CASE FILE "purchases buyers net in cents" [AS-OF]
comes_to() {
  "$CLIENTELE" check "$cases/$1/$2" --json --as-of "${4:-2024-07-31}" -q >got.json 2>err
  same "$1 $2" "$(jq -r '[.purchases, .buyers, (.revenue * 100 | round)] | map(tostring) | join(" ")' got.json)" "$3"
}

comes_to 01-null-customer orders.csv "90 30 576747"
comes_to 02-guest-zero orders.csv "90 30 $(awk -F, 'NR > 1 && $2 != 0 { s += $NF } END { printf "%.0f", s * 100 }' "$cases/02-guest-zero/orders.csv")"
comes_to 06-cancelled-status orders.csv "91 29 607093"
comes_to 10-same-price-lines orders.csv "$(cut -d, -f1 "$cases/10-same-price-lines/orders.csv" | tail -n +2 | sort -u | wc -l) 30 240000"
comes_to 17-totals-row-dated orders.csv "120 30 778092"
comes_to 43-order-total-with-sku orders.csv "120 30 778090"
comes_to . shopify-orders.csv "558 126 4116846" 2026-11-30
comes_to . woocommerce-items.csv "545 125 4000760" 2026-11-30
for name in 03-email-case 04-name-column; do
  "$CLIENTELE" check "$cases/$name/orders.csv" --json --as-of 2024-07-31 -q >got.json 2>err
  same "$name" "$(jq -r '"\(.purchases) \(.buyers)"' got.json)" "120 30"
done
"$CLIENTELE" check "$cases/32-discount-column/orders.csv" --json --as-of 2024-07-31 -q >got.json 2>err
same "32-discount-column" "$(jq '.revenue * 100 | round' got.json)" 1275988
refuses "07-currency-column: several currencies are refused with their sums" 65 \
  '67 rows in USD: 4,390.91, 46 rows in EUR: 2,979.33, 7 rows in JPY: 61,603.00' "$CLIENTELE" check "$cases/07-currency-column/orders.csv" -q
refuses "49-xlsx: HTML that is called .xls is named" 65 'web page' "$CLIENTELE" check "$cases/49-xlsx/orders.xls" -q
that "49-xlsx: the workbook is read" jq -e '.purchases > 0' <("$CLIENTELE" check "$cases/49-xlsx/orders.xlsx" --json -q 2>/dev/null)

# What is in the figures is told alike, for the file and for the database that was made of it.
"$CLIENTELE" import shopify.db --transactions "$cases/shopify-orders.csv" -q >/dev/null 2>err
for shop in "$cases/shopify-orders.csv" shopify.db; do
  "$CLIENTELE" report "$shop" --as-of 2026-11-30 --only json --out figures -q >/dev/null 2>err || fail "$shop: $(cat err)"
  same "${shop##*/}: what is in the figures" "$(jq -r '.in_these_figures[0]' figures/report.json)" \
    "558 of 620 orders were counted; 41 by guests (€2,823) and 21 cancelled (€589) were not."
  same "${shop##*/}: and stands on the first page" \
    "$(jq -r '.pages[0].sections[] | select(.slug == "in-these-figures").lead' figures/report.json)" \
    "$(jq -r '.in_these_figures[0]' figures/report.json)"
  "$CLIENTELE" mail figures --from a@example.org --to b@example.org --attach none --eml figures.eml -q 2>err ||
    fail "mail: $(cat err)"
  same "${shop##*/}: and in the mail" "$(/usr/bin/python3 -c 'import email, email.policy
for part in email.message_from_file(open("figures.eml"), policy=email.policy.default).walk():
    if part.get_content_type() == "text/plain": print(part.get_content())' | grep -c '^558 of 620 orders were counted; ')" 1
done

# Old data say so first, in the mail too.
cp "$cases/47-weekly-stale/orders.csv" "$cases/47-weekly-stale/c.yaml" .
"$CLIENTELE" weekly --config c.yaml -q >/dev/null 2>err || fail "47-weekly-stale: $(cat err)"
"$CLIENTELE" weekly --config c.yaml --as-of 2024-06-29 -q >/dev/null 2>err || fail "47-weekly-stale: $(cat err)"
that "47-weekly-stale: the subject" grep -q '^Subject: Data end 31 days ago (29 May 2024): ' out.eml
same "47-weekly-stale: the first line of the report" "$(jq -r '.pages[0].sections[0].title' report/report.json)" \
  "The data end on 29 May 2024, 31 days before 29 June 2024"

# What two exports both have counts once.
for kind in "" -numeric; do
  "$CLIENTELE" import "s$kind.db" --transactions "$cases/44-append-overlap/june$kind.csv" -q >/dev/null 2>err
  "$CLIENTELE" import "s$kind.db" --append --transactions "$cases/44-append-overlap/july$kind.csv" -q >/dev/null 2>>err
  "$CLIENTELE" check "s$kind.db" --json --as-of 2024-07-31 -q >got.json 2>err
  same "44-append-overlap$kind" "$(jq -r '"\(.purchases) \(.revenue * 100 | round)"' got.json)" "121 779092"
done

# A customer is who the shop says, in every file and week.
for week in 1 2; do
  "$CLIENTELE" report "$cases/46-privacy-ids/week$week.csv" --as-of "2024-06-0$week" --privacy ids --out "r$week" \
    --only csv -q >/dev/null 2>err || fail "46-privacy-ids: week $week: $(cat err)"
  that "46-privacy-ids: AA-102 is itself in week $week" grep -qr AA-102 "r$week"
done
finish
