#!/bin/bash
# What is wrong with the data is found and said, by check and by the report, and every cent is
# accounted for.
. "$(dirname "$0")/lib.sh"

r() { "$CLIENTELE" report "$@" -q >/dev/null 2>err; }
headlines() { jq -r '.pages[0].sections[].blocks[]|select(.kind=="insights").insights[].headline' out/report.json; }
c() { "$CLIENTELE" check "$@" -q 2>err; }

# What the ledger holds less what was left out is what the segments have: to the cent, in rows, net
# and returns; and the page says the same figures.
RECONCILES='
  def cents: . * 100 | round;
  . as $r | [.data_findings[] | select(.left_out)] as $out
  | [.pages[] | select(.path == "quality").sections[] | select(.slug == "reconciliation").blocks[]
     | select(.kind == "table").rows] as $tables
  | (.ledger_revenue - ([$out[].revenue] | add // 0) | cents) == (.revenue | cents)
    and (.ledger_returns - ([$out[].returns] | add // 0) | cents) == (.returns | cents)
    and .ledger_rows - ([$out[].count] | add // 0) == .lines
    and ([.segments[].revenue] | add | cents) == (.revenue | cents)
    and ([.segments[].returns] | add | cents) == (.returns | cents)
    and ([.segments[].gross] | add | cents) == (.gross | cents)
    and ([.months[].revenue] | add | cents) == (.revenue | cents)
    and ([.months[].returns] | add | cents) == (.returns | cents)
    and ($tables[0] | (.[0].net - (.[1:-1] | map(.net) | add // 0) | cents)) == ($r.revenue | cents)
    and ($tables[0] | .[-1].rows) == ($tables[1] | .[-1].rows)
    and ($tables[1] | .[:-1] | map(.gross + .returns) | add | cents) == ($r.revenue | cents)
    and ($tables[1] | .[:-1] | map(.rows) | add) == ($tables[0] | .[-1].rows)'
reconciles() { # reconciles SENTENCE SOURCE AS-OF
  if r "$2" --out out --as-of "$3" --only json && jq -e "$RECONCILES" out/report.json >.out; then
    ok "$1: every cent is accounted for"
  else
    fail "$1: $(cat err .out | tail -n 3)"
  fi
}

"$CLIENTELE" demo shop.db --customers 400 --as-of 2025-06-30 -q >/dev/null || fail "demo"
c shop.db --as-of 2025-06-30 --all >out.txt
same "check exits with 0 when nothing needs correcting" "$?" 0
that "notes are no warnings" grep -q '^note  *never-bought (customers): ' out.txt
that "and are counted" grep -q '^0 warnings, [1-9] note' out.txt
reconciles "the demo" shop.db 2025-06-30
same "whole months are compared" "$(headlines | grep -c 'on a year earlier')" 1
same "the report says so in a sentence with what was checked" \
  "$(jq -r '.pages[]|select(.path=="quality").sections[0].lead' out/report.json)" \
  "$(sqlite3 shop.db "SELECT printf('%,d lines, %,d customers, %,d products and %,d interactions',
    (SELECT count(*) FROM transactions), (SELECT count(*) FROM customers), (SELECT count(*) FROM products),
    (SELECT count(*) FROM interactions))") were checked. No line was left out, and nothing has to be corrected before you use the figures."

cp shop.db dirty.db
sqlite3 dirty.db "
  PRAGMA foreign_keys = OFF;
  UPDATE transactions SET total_amount = -total_amount WHERE transaction_id % 11 = 0;
  UPDATE transactions SET total_amount = -abs(total_amount) WHERE customer_id IN (7, 8);
  UPDATE transactions SET total_amount = NULL WHERE transaction_id % 97 = 1;
  UPDATE transactions SET total_amount = 0 WHERE transaction_id % 89 = 1;
  UPDATE transactions SET transaction_date = NULL WHERE transaction_id % 101 = 1;
  UPDATE transactions SET customer_id = NULL WHERE transaction_id % 53 = 1;
  UPDATE transactions SET customer_id = 999999 WHERE transaction_id % 59 = 1;
  UPDATE transactions SET transaction_date = '2031-01-01' WHERE transaction_id % 61 = 1;
  UPDATE transactions SET transaction_date = '1850-01-01' WHERE transaction_id % 67 = 1;
  DELETE FROM transactions WHERE transaction_date BETWEEN '2024-03-01' AND '2024-04-09';
  CREATE TABLE loose AS SELECT * FROM transactions; DROP TABLE transactions;
  ALTER TABLE loose RENAME TO transactions;
  INSERT INTO transactions SELECT * FROM transactions WHERE transaction_id % 43 = 1;
  UPDATE customers SET name = '王小明' WHERE customer_id = 5;
  DROP TABLE interactions"
c dirty.db --as-of 2025-06-30 --all >out.txt
same "and with 1 when something does" "$?" 1
for code in missing-amounts duplicate-transactions missing-dates implausible-dates future-transactions \
    transactions-without-customer orphan-transactions negative-amounts zero-amounts returns-only \
    days-without-sales no-interactions unshowable-customers; do
  that "the dirty shop has $code, with what to do" sh -c "grep -A5 ' $code (' out.txt | grep -q '^    to do '"
done
that "the hole of forty days is found" grep -q '2024-03-01 to 2024-04-09 (40 days)' out.txt
that "warnings come first" sh -c "sed -n 3p out.txt | grep -q '^WARNING'"
c dirty.db --as-of 2025-06-30 >brief.txt
same "in short check begins with what it is" "$(head -n 1 brief.txt)" \
  "A database of sales: $(sqlite3 dirty.db "SELECT printf('%,d', count(*)) FROM transactions") lines, $(
    sed -n 1p out.txt | sed 's/.* lines, //')"
same "then what counts, the sentence of the report" "$(sed -n '3,/^$/p' brief.txt | tr '\n' ' ' | sed 's/ were not\..*/ were not./')" \
  "$(c dirty.db --as-of 2025-06-30 --json | jq -r .in_these_figures)"
same "it fits a screen" "$([ "$(wc -l <brief.txt)" -le 40 ] && [ "$(wc -L <brief.txt)" -le 100 ] && echo yes)" yes
that "what has no room is counted" grep -qE '^[0-9]+ more had no room here\.$' brief.txt
same "and every line of the sums adds up" "$(tr -d ',' <brief.txt | sed 's/−/-/g' | awk '/ all lines$/ { on = 1 }
  on && NF == 0 { exit } on { n++; r[n] = $1; v[n] = $4 } END { for (i = 1; i < n; i++) { a += r[i]; b += v[i] }
  printf "%d %.2f", a - r[n], b - v[n] }')" "0 0.00"
reconciles "a dirty shop" dirty.db 2025-06-30
reconciles "a dirty shop in a past week" dirty.db 2024-06-30
sql() { sqlite3 dirty.db "SELECT printf('%.2f', total($1)) FROM (SELECT DISTINCT * FROM transactions) WHERE customer_id IN
  (SELECT customer_id FROM customers) AND transaction_date BETWEEN '1900-01-01' AND '2025-06-30' AND $2"; }
r dirty.db --out out --as-of 2025-06-30 --only json
same "months with a hole are not compared" "$(headlines | grep -c 'on a year earlier')" 0
same "nor is the hole hidden" "$(jq -r '.pages[0].sections[].blocks[]|.caption // ""' out/report.json |
  grep -c 'no sale from 1 March 2024 to 9 April 2024')" 1
same "the summary does not hide what was left out" \
  "$(jq -r '.in_these_figures[0]' out/report.json | grep -c "^[0-9,]* of $(sqlite3 dirty.db \
      "SELECT printf('%,d', count(*)) FROM transactions") lines were counted; ")" 1
same "net, gross and returns are what SQL says" \
  "$(jq -r '.revenue, .gross, .returns' out/report.json | xargs printf '%.2f ')" \
  "$(sql total_amount 1) $(sql total_amount 'total_amount >= 0') $(sql total_amount 'total_amount < 0') "
c dirty.db --json --as-of 2025-06-30 >check.json
same "check --json exits with 1 too" "$?" 1
same "and has the findings of the report" \
  "$(jq -S '[.findings[]|{code,count,revenue}]' check.json | md5sum)" \
  "$(jq -S '[.data_findings[]|{code,count,revenue}]' out/report.json | md5sum)"
sqlite3 shop.db "DELETE FROM transactions" && c shop.db >/dev/null
same "and with 65 what no report can be made of" "$?" 65

# --- the shops of the shared folder
if [ -e "$SHARED_DIR/data/cdnow/cdnow.db" ]; then
  reconciles "cdnow" "$SHARED_DIR/data/cdnow/cdnow.db" 1998-07-01
  if r "$SHARED_DIR/data/superstore/superstore.csv" --date-format dmy --out out --as-of 2023-01-01 --only json &&
      jq -e "$RECONCILES" out/report.json >.out; then ok "superstore: every cent is accounted for"
  else fail "superstore: $(cat err .out | tail -n 3)"; fi
  sqlite3 -header -csv "$SHARED_DIR/data/chinook/chinook.sqlite" "SELECT InvoiceId AS order_id, CustomerId AS customer_id,
    InvoiceDate AS date, TrackId AS product_id, Quantity AS quantity, InvoiceLine.UnitPrice AS unit_price
    FROM Invoice JOIN InvoiceLine USING (InvoiceId)" >chinook.csv
  reconciles "chinook" chinook.csv "$(tail -n 1 chinook.csv | cut -d, -f3 | tr -d '"' | cut -c1-10)"
else
  echo "skipped: the shared data sets are not there"
fi

# --- small shops: said plainly, never a NaN
printf 'customer,date,amount\n1,2024-01-05,10\n' >one.csv
printf 'customer,date,amount\n1,2024-01-05,10\n2,2024-01-05,10\n3,2024-01-05,10\n' >alike.csv
printf 'customer,date,amount\n1,2024-01-05,10\n2,2024-02-05,70\n3,2024-01-09,10\n2,2024-02-07,5\n' >three.csv
printf 'customer,date,amount\n1,2024-01-05,-10\n2,2024-02-05,-70\n3,2024-01-09,-10\n' >returns.csv
for shop in one alike three returns; do
  that "$shop.csv makes a report" "$CLIENTELE" report $shop.csv --out $shop --as-of 2024-03-01 -q
  same "$shop.csv: no figure is a NaN" \
    "$(find $shop -name '*.csv' -o -name '*.json' -o -name '*.html' | xargs grep -liwE '(^|[,:" >])[-+]?(nan|inf|infinity)([,"<]|$)')" ""
done
needs() { jq -r '.pages[].sections[].blocks[] | select(.kind == "note").text' "$1/report.json"; }
that "one customer: what is missing is said" sh -c "jq -r '.pages[].sections[].blocks[]|select(.kind==\"note\").text' one/report.json | grep -q 'needs at least 10 buyers; there is 1.'"
same "a shop of three lacks much" "$([ "$(needs three | grep -c '^This needs at least')" -ge 6 ] && echo yes)" yes
that "--min-data shows what there is all the same" "$CLIENTELE" report three.csv --out three --as-of 2024-03-01 \
  --min-data trend=2,concentration=2,growth=2,comparison=2,spread=2,choice=3,stability=3,components=3,products=1 -q
same "and nothing is missing then but who is quiet, which is a promise" "$(needs three | grep '^This needs at least')" \
  "This needs at least 15 customers with two purchase days; there is 1."
refuses "and cannot be had for less" 2 'quiet=N with N from 15' "$CLIENTELE" report three.csv --out x --min-data quiet=5
refuses "a section that is none" 2 'trend, concentration' "$CLIENTELE" report three.csv --out x --min-data trent=2
refuses "less than the arithmetic needs" 2 'trend=N with N from 2' "$CLIENTELE" report three.csv --out x --min-data trend=1
finish
