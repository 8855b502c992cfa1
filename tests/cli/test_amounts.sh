#!/bin/bash
# What an amount is made of, by the file's own arithmetic; discounts that may be per cent or money; prices
# and sums that stand where amounts should.
. "$(dirname "$0")/lib.sh"
command -v jq >/dev/null || { echo "skipped: jq is absent"; exit 77; }
check() { "$CLIENTELE" check "$@" --json --as-of 2026-12-31 -q >out.json 2>err.txt; }
told() { jq -r --arg code "$1" '.findings[] | select(.code == $code) | "\(.kind): \(.what): \(.action)"' out.json; }
revenue() { printf %.2f "$(jq -r .revenue out.json)"; }

# lines COUPON TOTAL [BELOW]: 60 orders of two lines, with coupons (cents, whole, none), a total of the order
# (with shipping or without), and a row of sums below.
lines() {
  awk -v OFS=';' -v coupon="$1" -v total="$2" -v extra="${3:-}" 'BEGIN {
    print "Bestellnummer", "Bestelldatum", "Kundennummer", "Artikel", "Menge", "Einzelpreis brutto", "Rabatt", "Versandkosten" (total ? ";Gesamtbetrag" : "")
    for (n = 1; n <= 60; n++) {
      q = 1 + n % 3; p = 10 + n * 0.37; g = q * p + 20
      c = n % 3 ? (coupon == "cents" ? (n % 2 ? 4.99 : 12.5) : coupon == "whole" ? 5 : 0) : 0
      s = n % 2 ? 4.90 : 0
      end = sprintf("%.2f;%.2f%s", c, s, total ? sprintf(";%.2f", g - c + (total == "shipped" ? s : 0)) : ""); gsub(/\./, ",", end)
      price = sprintf("%.2f", p); sub(/\./, ",", price)
      day = sprintf("%02d.%02d.2026", 1 + n % 28, 1 + n % 5)
      print "B" 1000 + n, day, 1 + n % 20, "Tee", q, price, end
      print "B" 1000 + n, day, 1 + n % 20, "Kanne", 1, "20,00", end
      m += q + 1; d += 2 * c; v += 2 * s } 
    if (extra == "sum") { end = sprintf("%.2f;%.2f", d, v); gsub(/\./, ",", end); print "Summe", "", "", "", m, "", end }
    if (extra == "odd") print "Summe", "", "", "", m + 1, "", "0,99", "2,00" }'
}
goods=$(awk 'BEGIN { for (n = 1; n <= 60; n++) { q = 1 + n % 3; g += q * (10 + n * 0.37) + 20 }; printf "%.2f", g }')
coupons=$(awk 'BEGIN { for (n = 1; n <= 60; n++) if (n % 3) c += n % 2 ? 4.99 : 12.5; printf "%.2f", c }')

lines cents "" >cents.csv
check cents.csv
same "coupons of 4.99 and 12.50 are money off the order" "$(revenue)" "$(awk "BEGIN { printf \"%.2f\", $goods - $coupons }")"
same "which is told" "$(told discounts)" "note: Rabatt is the order's, repeated on its rows: taken off once per order: amounts are net of it"
lines whole "" >whole.csv
refuses "coupons of 5.00 may be per cent" 65 'Rabatt may be per cent or an amount' "$CLIENTELE" check whole.csv -q

lines cents shipped >shipped.csv
check shipped.csv
same "shipping that the totals need is in them" "$(told shipping-column | cut -d: -f2)" " Versandkosten (shipping, 147.00 in all) is in the amounts"
same "so is a discount that they need off" "$(told discounts)" "note: Rabatt is already taken off the amounts: amounts are net of it"
lines cents unshipped >unshipped.csv
check unshipped.csv
same "shipping that they do not need is not" "$(told shipping-column | cut -d: -f2)" " Versandkosten (shipping, 147.00 in all) is not in the amounts"

# Tax, by a net amount beside: on every row HT + TVA = TTC.
taxed() { awk -v OFS=',' 'BEGIN { print "Order ID", "Date", "Customer ID", "Montant HT", "TVA", "Montant TTC"
  for (n = 1; n <= 30; n++) printf "%d,2026-01-%02d,%d,%.2f,%.2f,%.2f\n", n, 1 + n % 28, n % 9, n, n * 0.2, n * 1.2 }'; }
taxed >ttc.csv
check ttc.csv
same "tax is in the amounts" "$(told tax-column)" "note: TVA (tax, 93.00 in all) is in the amounts: neither added nor taken off"
check ttc.csv --map "total_amount=Montant HT"
same "tax is not in the net ones" "$(told tax-column)" "note: TVA (tax, 93.00 in all) is not in the amounts: neither added nor taken off"

# The sum below the table.
lines none "" sum >sum.csv
check sum.csv
same "a sum without an amount is left out" "$(told totals-rows)" "warning: 1 row of totals, worth 0.00: left out: they are sums"
same "and nobody's order" "$(told guest-sales)$(told total-words)" ""
lines cents "" odd >odd.csv
check odd.csv
same "one that is no sum is told as it is counted" "$(told total-words | cut -d: -f3)" " set apart with the sales of guests"

# A price is no amount.
sed 's/Einzelpreis brutto/Wert pro/' cents.csv >odd-price.csv
refuses "what is missing is named: the price" 65 'no column for unit_price \(nor for total_amount.*--map unit_price=COLUMN; where there is no money, say +--amount none' \
  "$CLIENTELE" check odd-price.csv -q
awk -v OFS=',' 'BEGIN { print "Order ID", "Date", "Customer ID", "Product", "Qty", "Amount"
  for (n = 1; n <= 60; n++) print n, sprintf("2026-01-%02d", 1 + n % 28), n % 9, "P" n % 5, 1 + n % 3, 10 + n % 5 }' >prices.csv
check prices.csv
same "amounts that do not grow with the quantity are told" "$(told amounts-are-prices)" \
  "warning: Amount is the same for a product whatever Qty is, in 5 of 5 products that were sold in several quantities: it may be the price of one unit; times Qty it comes to 1,440.00, not 720.00: counted as the amount of the row"
check prices.csv --map unit_price=Amount --map total_amount=
same "the advice makes them prices" "$(revenue)" "1440.00"

# A column of kinds of accounts.
sed '1s/$/;Kontoart/; 2,$s/$/;Konto/; 4,9s/Konto$/Gast/' cents.csv >kinds.csv
check kinds.csv
same "a column that says guest is told with its values" "$(told unused-columns | cut -d: -f2-3 | cut -d, -f1)" \
  " Kontoart is not used; its values are Konto: 114 rows"

# --- in what ----------------------------------------------------------------------------------------

head -n 40 prices.csv >plain.csv
check plain.csv
same "that no currency is named is told" "$(told currency-not-named)" "note: no currency is named: amounts are shown in US dollars"
check plain.csv --currency EUR
same "not where it is said" "$(told currency-not-named)" ""
"$CLIENTELE" import eur.db --transactions plain.csv --currency EUR -q >/dev/null 2>err.txt || fail "import: $(cat err.txt)"
that "an import remembers what was said" sh -c "'$CLIENTELE' check eur.db --as-of 2026-12-31 -q | grep -q 'USD\|\\$' && exit 1; '$CLIENTELE' report eur.db --only json --out eur -q && test \"\$(jq -r .currency eur/report.json)\" = EUR"
sed '1s/Amount/Amount (CHF)/' plain.csv >chf.csv
"$CLIENTELE" import chf.db --transactions chf.csv -q >/dev/null 2>err.txt || fail "import: $(cat err.txt)"
same "a header names it too" "$(sqlite3 chf.db "SELECT value FROM imported_facts WHERE name = 'currency'")" "CHF"
check chf.csv --currency EUR
same "another than the file's is told" "$(told currency-said-otherwise)" "warning: the amounts are in CHF, and EUR was said: shown in EUR, and not converted"

# --- what was said of discounts ---------------------------------------------------------------------

refuses "a discount of a unit that is more than its price" 65 'in [0-9]+ of [0-9]+ rows with a discount Rabatt is more than the price of a unit' \
  sh -c "sed 's/;12,50;/;22,50;/' cents.csv >large.csv; '$CLIENTELE' check large.csv --discount unit -q"
sed '2s/;4,99;/;44,99;/' cents.csv >one.csv
check one.csv --discount amount
same "one row is told" "$(told discounts-above-amounts)" \
  "warning: Rabatt is more than what it comes off in 1 of 80 rows with a discount: taken off as --discount says: these amounts are negative"
refuses "a share that is more than all" 65 'more than 1, all of it' "$CLIENTELE" check cents.csv --discount share -q

# --- refunds ----------------------------------------------------------------------------------------

# A column of refunds says how much; where it says nothing of an order, its state does.
{ echo "Order ID,Date,Customer ID,Amount,Refunded Amount,Status"
  for n in $(seq 1 20); do
    case $n in 5) end=10.00,Refunded ;; 6) end=,Refunded ;; 7) end="3.00,Partially refunded" ;; 8) end=",Partially refunded" ;; *) end=0.00,Paid ;; esac
    echo "$n,2026-01-$((n + 1)),$((n % 6)),10.00,$end"
  done; } >refunds.csv
check refunds.csv
same "what went back is off" "$(revenue)" "177.00"
same "a part that nobody knows is told" "$(told refunds-unknown | cut -d, -f1)" "warning: 1 order was refunded in part"

# --- the same file again ----------------------------------------------------------------------------

sed '1s/$/;Status/; 2,$s/$/;bezahlt/; 6,9s/bezahlt/storniert/' cents.csv >state.csv
"$CLIENTELE" import again.db --transactions state.csv -q >/dev/null 2>&1
"$CLIENTELE" check again.db --as-of 2026-12-31 -q >once.txt
"$CLIENTELE" import again.db --append --transactions state.csv -q >/dev/null 2>&1
"$CLIENTELE" check again.db --as-of 2026-12-31 -q >twice.txt
same "counts are those of the file" "$(grep -E 'lines|storniert' twice.txt)" "$(grep -E 'lines|storniert' once.txt)"
finish
