#!/bin/bash
# CSV files as a shop owner has them: imported, reported in one go, checked, or refused in one line.
. "$(dirname "$0")/lib.sh"

i() { "$CLIENTELE" import "$@" -q; }
leftovers() { ls -A "$W/tmp" "$W" | grep -E 'clientele-|\.partial' | wc -l; }
mkdir tmp
export TMPDIR=$W/tmp

cat >orders.csv <<'END'
Order ID;Order Date;Customer ID;Customer Name;SKU;Qty;Unit Price
A1;31.12.2023 10:00;zoe;Zoë Z;lamp;2;1,50
A1;31.12.2023 10:00;zoe;Zoë Z;ball;1;1.010,00
A2;02.01.2024;adam;Adam A;lamp;1;1,50
A3;05.01.2024;zoe;Zoë Z;lamp;-1;1,50
END
that "an export with semicolons, decimal commas and dots in dates" i shop.db --transactions orders.csv
same "lines" "$(sqlite3 shop.db 'SELECT count(*), sum(total_amount), count(DISTINCT transaction_id) FROM transactions')" "4|1013.0|3"
same "customers have their names, by the order of their ids" "$(sqlite3 shop.db 'SELECT group_concat(name) FROM customers')" "Adam A,Zoë Z"
refuses "an existing database is not overwritten" 73 "shop.db exists.*--append.*--force" i shop.db --transactions orders.csv
printf 'order,date,customer,sku,total\nB1,2024-02-01,adam,lamp,5\n' >more.csv
that "more is added" i shop.db --append --transactions more.csv
same "to the customer of the same id" "$(sqlite3 shop.db 'SELECT count(*) FROM transactions WHERE customer_id = 1')" 2
"$CLIENTELE" import new.db --transactions orders.csv >out 2>err || fail "import"
same "the last line is the path" "$(tail -n 1 out)" new.db
that "what was recognised is said" grep -q 'semicolon, UTF-8, decimal comma, dates day/month/year; order_id = Order ID' err

"$CLIENTELE" check shop.db --as-of 2024-03-01 --all -q >out 2>err
same "check exits with 0 when there are only notes" "$?" 0
that "and names each" grep -q '^note  *order-lines (transactions.transaction_id): 1 of 5' out
"$CLIENTELE" check orders.csv --json --as-of 2024-03-01 -q >out.json 2>err
same "check --json too, also of a CSV file" "$?" 0
same "and is JSON" "$(jq -r '"\(.customers) \(.lines - .return_lines) \(.revenue)", (.findings|map(.code)|index("customers-from-transactions") != null)' out.json | tr '\n' ' ')" "2 3 1013 true "

# Dates that say that there is none are told as that; examples name customers as the shop does; a refusal of
# numbers names the column.
awk 'BEGIN { print "Order ID,Customer ID,Order Date,Total"
  for (i = 0; i < 60; i++) printf "%d,AA-%d,%s,%d\n", i, 100 + i % 20,
    i % 10 == 3 ? "0000-00-00" : i % 10 == 4 ? "1970-01-01" : sprintf("2024-01-%02d", 1 + i % 5), 10 + i % 20 }' >nodate.csv
"$CLIENTELE" check nodate.csv --json -q --as-of 2024-02-01 >got.json 2>err
same "dates that are none" "$(jq -r '.findings[] | select(.code == "unknown-dates") | "\(.count) of \(.of): \(.example)"' got.json)" \
  "12 of 60: line 5: 0000-00-00"
same "an example's customer is the shop's" "$(jq -r '.findings[] | select(.code == "lookalikes").example' got.json)" \
  "customer AA-100 on 2024-01-01"
printf 'Order ID,Customer ID,Order Date,Unit Price,Quantity,Total\n1,a,2024-01-05,1.234,1,\n' >unclear.csv
refuses "numbers that may be two things: file, column, line and option" 65 \
  'unclear.csv: Unit Price: "1.234" \(line 2\) may have thousands or decimals.*--decimal point or comma' \
  "$CLIENTELE" check unclear.csv -q
printf 'Order ID,Customer ID,Order Date,Net,Total\n1,a,2024-01-05,1.50,\n2,a,2024-01-06,,"2,50"\n' >mixed.csv
refuses "numbers that are mixed" 65 'mixed.csv: numbers are mixed: [A-Z][a-z]+: "1.50" \(line 2\) has a decimal point, [A-Z][a-z]+: "2,50" \(line 3\)' \
  "$CLIENTELE" check mixed.csv --map unit_price=Net --map quantity= -q
refuses "check refuses what report would refuse" 65 "no transactions" "$CLIENTELE" check orders.csv --as-of 2000-01-01 -q
"$CLIENTELE" demo demo.db --customers 300 --as-of 2025-06-30 -q >/dev/null
for table in customers products transactions interactions; do
  mkdir -p demo && sqlite3 -header -csv demo.db "SELECT * FROM $table" >demo/$table.csv
done
"$CLIENTELE" report demo.db --out a --as-of 2025-06-30 --only csv,json --business Demo -q >/dev/null 2>err || fail "report of the database: $(cat err)"
"$CLIENTELE" report demo --out b --as-of 2025-06-30 --only csv,json --business Demo -q >/dev/null 2>err || fail "report of the folder: $(cat err)"
same "a folder of CSV files gives the report of their database" "$(tree b/attachments)" "$(tree a/attachments)"
same "nothing is left of the temporary database" "$(leftovers)" 0
"$CLIENTELE" check orders.csv --as-of 2000-01-01 -q >/dev/null 2>&1
same "nor after a refusal" "$(leftovers)" 0

{ echo "order_id,customer,date,total"; seq -f '%.0f,7%.0f,2024-01-05,10' 1 400000; } >long.csv 2>/dev/null ||
  awk 'BEGIN { print "order_id,customer,date,total"; for (i = 1; i <= 400000; i++) print i "," 7 i % 1000 ",2024-01-05,10" }' >long.csv
for wait in 0.02 0.1 0.3; do
  for signal in INT TERM; do
    timeout -s $signal $wait "$CLIENTELE" import long.db --transactions long.csv -q >/dev/null 2>&1
    [ -e long.db ] && rm long.db
    timeout -s $signal $wait "$CLIENTELE" check long.csv -q >/dev/null 2>&1
  done
done
same "signals leave nothing behind" "$(leftovers)" 0
cp shop.db before.db
timeout -s INT 0.1 "$CLIENTELE" import shop.db --append --transactions long.csv -q >/dev/null 2>&1
same "a signal while appending leaves the database as it was, or whole" \
  "$(sqlite3 shop.db 'SELECT count(*) IN (5, 400005) FROM transactions; PRAGMA integrity_check' | tr '\n' ' ')" "1 ok "

n() { printf '%b' "$1" >n.csv; }
n 'customer,date,amount\n1,03/04/2024,5\n2,05/06/2024,6\n'
refuses "an ambiguous date, with an example" 65 'date: "03/04/2024" \(line 2\).*--date-format' i n.db --transactions n.csv
that "unless its form is given" i n.db --transactions n.csv --date-format mm/dd/yyyy
same "which counts" "$(sqlite3 n.db 'SELECT min(transaction_date) FROM transactions')" 2024-03-04
n 'customer,date,amount\n1,2024-01-01,1.234\n2,2024-01-02,2.345\n'
refuses "an ambiguous number" 65 '"1.234" \(line 2\).*--decimal' i m.db --transactions n.csv
that "unless the decimal mark is given" i m.db --transactions n.csv --decimal comma
same "which counts for thousands" "$(sqlite3 m.db 'SELECT sum(total_amount) FROM transactions')" 3579.0
n 'id,customer,date,total\n1,a,"Jan 5, 2024 3:04:05 PM PST",5\n2,b,"Jan 7, 2024 3:04:05 PM PST",6\n'
that "dates with the name of a zone" i zone.db --transactions n.csv
same "are the days that were written" "$(sqlite3 zone.db 'SELECT group_concat(transaction_date) FROM transactions')" 2024-01-05,2024-01-07
n 'id,customer,date,total\n1,a,24-01-24,5\n2,b,24-04-02,6\n3,b,24-03-19,6\n'
that "years of two digits in front" i short.db --transactions n.csv
same "are found" "$(sqlite3 short.db 'SELECT group_concat(transaction_date) FROM transactions')" 2024-01-24,2024-04-02,2024-03-19
n 'id,customer,date,total\n1,a,05-01-24,5\n2,b,06-02-24,6\n'
refuses "or asked for" 65 '"05-01-24" \(line 2\) may begin or end with its year.*--date-format ymd, dmy or mdy' i ask.db --transactions n.csv
that "and read as the answer says" i ask.db --transactions n.csv --date-format ymd
same "which is year-month-day" "$(sqlite3 ask.db 'SELECT max(transaction_date) FROM transactions')" 2006-02-24
n 'Bestell-Nr.;Kundennummer;Bestelldatum;Bezeichnung;Stückzahl;Einzelpreis (CHF)\n1;7;"Mittwoch, 31. Juli 2024";Größe M;2;CHF 1’000,50\n2;NULL;1. März 2024;x;1;5,–\n'
that "a header, months and amounts in German" i de.db --transactions n.csv
same "are read; NULL is nobody, and his row is told" "$(sqlite3 de.db "SELECT group_concat(transaction_date || ' ' || total_amount || ' ' || coalesce(customer_id, '-')) FROM transactions")" "2024-07-31 2001.0 7"
n 'Customer ID,Name,Date,Amount\n1,Ada,2024-01-01,5\n1,Ada,2024-01-02,5\n2,Bo,2024-01-02,5\n'
that "a column Name" i name.db --transactions n.csv
same "is the customer's, not the order's" "$(sqlite3 name.db 'SELECT (SELECT group_concat(name) FROM customers), count(transaction_id) FROM transactions')" 'Ada,Bo|0'
n 'who,when,much\n1,2024-01-01,1\n'
refuses "all that is missing at once" 65 'no column for customer_id, date and total_amount .*--map customer_id=COLUMN --map date=COLUMN --map total_amount=COLUMN' i o.db --transactions n.csv
refuses "unknown columns, with what was found" 65 'customer_id.*who, when, much.*--map' i o.db --transactions n.csv
that "unless they are mapped" i o.db --transactions n.csv --map customer_id=who --map date=when --map total_amount=much
refuses "a mapping of nothing known" 2 'colour=who.*FIELD=COLUMN' i p.db --transactions n.csv --map colour=who
n 'customer,date,amount\n1,2024-01-01,1\n1,2024-01-02,x\n'
refuses "too many bad lines, with the line and value" 65 '1 of 2 lines.*line 3: “x”' i p.db --transactions n.csv --rejects rejects.csv
that "they are kept for repair" grep -q '^3,.*"x"' rejects.csv
that "unless more are allowed" i p.db --transactions n.csv --max-rejects 50%
refuses "no transactions file" 2 'needs --transactions' i q.db
refuses "a file that is not there" 66 'nowhere.csv' i q.db --transactions nowhere.csv
refuses "a folder without transactions" 65 'tmp is a directory without tables' "$CLIENTELE" report tmp --out r -q
for option in --delimiter=x --encoding=klingon --decimal=dot --max-rejects=-1 --date-format=ydm; do
  refuses "$option" 2 "${option%=*}" i q.db --transactions n.csv "$option"
done
[ -e q.db ] && fail "a refused import left a database"

store=$SHARED_DIR/data/superstore
if [ -e "$store/superstore.csv" ]; then
  that "the superstore is reported in one go" "$CLIENTELE" report "$store/superstore.csv" --out s --as-of 2022-12-31 --only json -q
  same "its totals are the published ones" "$(jq -c '[.customers, .lines, (.revenue * 10000 | round)]' s/report.json)" \
    "$(jq -c '[.n_customers, .n_transactions, (.revenue_all * 10000 | round)]' "$store/expected.json")"
else
  echo "skipped: $store is absent, the superstore's totals were not compared"
fi
# A report may go to whoever must not know where our files lie.
printf 'Name,Email,Financial Status,Paid at,Subtotal,Total,Currency,Lineitem quantity,Lineitem name,Lineitem price,Created at\n' >far.csv
for order in $(seq 40); do printf '#%d,c%d@example.com,paid,2024-01-%02d 10:00:00 +0000,10.00,10.00,EUR,1,Cup,10.00,2024-01-%02d 10:00:00 +0000\n' $order $((order % 15)) $((1 + order % 28)) $((1 + order % 28)); done >>far.csv
"$CLIENTELE" report "$W/far.csv" --as-of 2024-02-01 --out far -q >/dev/null 2>err || fail "far: $(cat err)"
that "the file is named" grep -q 'far.csv is a Shopify export' far/quality.html
same "and no folder" "$(grep -rlF "$W" far)" ""
finish
