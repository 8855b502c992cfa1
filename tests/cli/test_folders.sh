#!/bin/bash
# Folders of files that are joined by ids: read like a database of such tables, or as the known
# export that they are.
. "$(dirname "$0")/lib.sh"

c() { "$CLIENTELE" check "$@" --as-of 2025-12-31 -q; }
j() { c "$@" --json; }

# --- a shop of four files; the same as a database says what must come out
sqlite3 shop.db <<'SQL'
CREATE TABLE n (i); WITH RECURSIVE t(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM t WHERE i < 600) INSERT INTO n SELECT i FROM t;
CREATE TABLE customers (id TEXT, first_name TEXT, last_name TEXT, email TEXT, created_at TEXT, accepts_marketing TEXT);
CREATE TABLE products (id INTEGER, name TEXT, category TEXT, price REAL);
CREATE TABLE orders (id INTEGER, customer_id TEXT, status TEXT, created_at TEXT);
CREATE TABLE order_items (id INTEGER, order_id INTEGER, product_id INTEGER, quantity INTEGER, price REAL);
INSERT INTO customers SELECT printf('%05d', i), 'First' || i, 'Last' || i, 'p' || i || '@example.com', '2023-02-0' || (1 + i % 9), CASE WHEN i % 2 THEN 'yes' ELSE 'no' END FROM n WHERE i <= 60;
INSERT INTO products SELECT 100 + i, 'Thing ' || i, CASE i % 3 WHEN 0 THEN 'Tea' WHEN 1 THEN 'Cups' ELSE 'Milk' END, 1.5 * i FROM n WHERE i <= 20;
INSERT INTO orders SELECT 5000 + i, printf('%05d', 1 + i * 7 % 50), CASE i % 9 WHEN 0 THEN 'cancelled' WHEN 1 THEN 'shipped' ELSE 'completed' END, datetime('2024-01-01', i || ' days', '9 hours') FROM n WHERE i <= 250;
INSERT INTO order_items SELECT i, 5001 + i % 250, 101 + i % 20, 1 + i % 3, 1.5 * (1 + i % 20) + 0.25 FROM n;
SQL
ask() { sqlite3 -separator ' ' shop.db "$1"; }
mkdir files
for table in customers products orders order_items; do sqlite3 -header -csv shop.db "SELECT * FROM $table" >files/$table.csv; done
echo 'Notes about the shop' >files/readme.txt
wanted=$(ask "SELECT count(DISTINCT o.id), count(DISTINCT customer_id), cast(round(sum(quantity * price) * 100) AS INTEGER) FROM orders o JOIN order_items ON order_id = o.id WHERE status <> 'cancelled'")
comes() { jq -r '"\(.purchases) \(.buyers) \(.revenue * 100 | round)"' "$1"; }

j files >files.json 2>err || [ $? = 1 ] || fail "check: $(cat err)"
same "four files: purchases, buyers, revenue" "$(comes files.json)" "$wanted"
same "cancelled orders are told with their sum" "$(jq -r '.findings[] | select(.code == "orders-that-do-not-count") | .revenue * 100 | round' files.json)" \
  "$(ask "SELECT cast(round(sum(quantity * price) * 100) AS INTEGER) FROM orders o JOIN order_items ON order_id = o.id WHERE status = 'cancelled'")"
that "and that it was guessed" sh -c "jq -r '.findings[] | select(.code == \"guessed\") | .what' files.json | grep -q 'the amount is quantity × price'"
"$CLIENTELE" report files --out r --as-of 2025-12-31 --only html,csv,json -q >/dev/null 2>err || fail "report: $(cat err)"
same "ids keep their zeros, names are joined" "$(grep -c '^00001,First1 Last1,' r/attachments/customer_features.csv)" 1
same "categories" "$(jq -r '[.segments[].categories[].name] | unique | join(" ")' r/report.json)" "Cups Milk Tea"
same "addresses of those who consented only" "$(cat r/attachments/segments/*.csv | grep -c '@')" 30
same "customers who never bought are there" "$(jq '.customers' r/report.json)" 60
"$CLIENTELE" report files --out r2 --as-of 2025-12-31 --only html,csv,json -q >/dev/null 2>&1
same "the same folder gives the same report" "$(tree r2)" "$(tree r)"

"$CLIENTELE" init files --out files.yaml >/dev/null 2>err || fail "init: $(cat err)"
that "init says what it comes to" grep -q 'revenue  *[0-9]' err
j files --config files.yaml >again.json 2>err
same "what init writes reads the same" "$(comes again.json)" "$wanted"
sed -i 's/h\."status" AS status/NULL AS nix/' files.yaml
j files --config files.yaml >again.json 2>err
same "and may be changed" "$(jq .purchases again.json)" "$(ask "SELECT count(DISTINCT order_id) FROM order_items")"
j files --status shipped >again.json 2>err
same "--status" "$(jq .purchases again.json)" "$(ask "SELECT count(*) FROM orders WHERE status = 'shipped'")"
"$CLIENTELE" import made.db --transactions files -q >/dev/null 2>err || fail "import: $(cat err)"
same "import makes a database of it" "$(sqlite3 made.db "SELECT count(*), cast(round(sum(total_amount) * 100) AS INTEGER) FROM transactions")" \
  "$(ask "SELECT count(*) || '|' || cast(round(sum(quantity * price) * 100) AS INTEGER) FROM orders o JOIN order_items ON order_id = o.id WHERE status <> 'cancelled'")"
refuses "--map is for one file" 2 'files has several.*clientele init' c files --map date=created_at

# --- as people write them: names with the day, semicolons, decimal commas, gzipped, a workbook beside
mkdir odd
sqlite3 -csv -separator ';' shop.db "SELECT 'Kundennr', 'Name', 'E-Mail' UNION ALL SELECT id, first_name || ' ' || last_name, email FROM customers" >odd/export-customers-2024-05-01.csv
{ echo 'order_id;customer_id;order_date;status'; sqlite3 -csv -separator ';' shop.db "SELECT id, customer_id, strftime('%d.%m.%Y', created_at), status FROM orders"; } | sed 's/\r//' | gzip -n >odd/orders_data.csv.gz
{ echo 'line_id;order_id;product;quantity;unit_price'; sqlite3 -csv -separator ';' shop.db "SELECT i.id, order_id, p.name, quantity, replace(printf('%.2f', i.price), '.', ',') FROM order_items i JOIN products p ON p.id = product_id"; } >odd/order_items.csv
sed -i 's/Kundennr/customer_id/' odd/export-customers-2024-05-01.csv
j odd >odd.json 2>err || [ $? = 1 ] || fail "odd: $(cat err)"
same "the same in another writing" "$(comes odd.json)" "$wanted"

# --- what does not fit
cp -r files broken; sed -i '5,60d' broken/orders.csv; : >broken/empty.csv
j broken >broken.json 2>err
that "lines without their order are told" sh -c "jq -r '.findings[] | select(.code == \"guessed\") | .what' broken.json | grep -q 'order_items.order_id leads to orders: [0-9]* of 600 rows'"
that "an empty file is passed over, and told" sh -c "jq -r '.findings[] | select(.code == \"file-passed-over\") | .what' broken.json | grep -q empty.csv"
cp -r files torn; for _ in $(seq 20); do echo '1,2,3,4,5,6,7,8' >>torn/order_items.csv; done
refuses "lines that cannot be read" 65 'order_items.csv: 20 of 620 lines cannot be read, more than --max-rejects' c torn
j torn --max-rejects 5% >torn.json 2>err
same "are left out and told, where that is said" "$(comes torn.json) $(jq -r '.findings[] | select(.code == "lines-too-long") | .count' torn.json)" "$wanted 20"
mkdir none notes; printf 'a,b\n1,2\n' >notes/x.csv; printf 'c,d\n1,2\n' >notes/y.csv
refuses "a folder without tables" 65 'none is a directory without tables' c none
refuses "tables that are no shop's" 65 'notes: no table looks like sales' c notes
mkdir single; sqlite3 -header -csv shop.db "SELECT o.id AS order_id, customer_id, created_at AS date, quantity * price AS total, status FROM orders o JOIN order_items ON order_id = o.id" >single/sales.csv
j single >single.json 2>err
same "a folder with one file is that file" "$(comes single.json)" "$wanted"
left=$(find "${TMPDIR:-/tmp}" -maxdepth 2 -name tables.db -newer shop.db 2>/dev/null | wc -l)
same "nothing is left in the temporary folder" "$left" 0

# --- the Olist data set, as fixtures that a reader of their own has counted
python3 "$SOURCE_DIR/tests/exports/make.py" "$W/exports" >/dev/null || { fail "the fixtures are made"; finish; }
olist() { jq -r ".olist | $1" exports/expected.json; }
"$CLIENTELE" check exports/olist --as-of 2026-11-30 --json -q >olist.json 2>err || [ $? = 1 ] || fail "olist: $(cat err)"
same "olist: purchases, customers, net" "$(comes olist.json)" "$(olist '"\(.purchases) \(.customers) \(.net | tonumber * 100 | round)"')"
same "olist: cancelled orders" "$(jq -c '[.findings[] | select(.code == "orders-that-do-not-count") | .revenue * 100 | round]' olist.json)" "$(olist '[.left_out[0].amount | tonumber * 100 | round] | tojson')"
same "olist: guests" "$(jq -c '[.findings[] | select(.code == "guest-sales") | .revenue * 100 | round]' olist.json)" "$(olist '[.guests.net | tonumber * 100 | round] | tojson')"
that "olist: freight is told as left out" sh -c "jq -r '.findings[] | select(.code == \"shipping-column\") | .what' olist.json | grep -q 'freight_value (shipping, [0-9.,]* in all) is not in the amounts'"
"$CLIENTELE" report exports/olist --out o --as-of 2026-11-30 --k 1 --only csv,json -q >/dev/null 2>err || fail "olist: the report: $(cat err)"
same "olist: categories, translated where they are" \
  "$(jq -c '[.segments[].categories[] | select(.name | startswith("(") | not)] | group_by(.name) | map({(.[0].name): (map(.amount) | add * 100 | round)}) | add' o/report.json)" \
  "$(olist '.categories | map_values(tonumber * 100 | round) | to_entries | sort_by(.key) | from_entries | tojson')"
same "olist: a customer is a person" "$(sed -n 's/^\(d[0-9a-f]*\),.*/\1/p' o/attachments/customer_features.csv | wc -l)" "$(olist .customers)"
"$CLIENTELE" check exports/olist --export none --as-of 2026-11-30 --json -q >guess.json 2>err
same "olist: the guess comes to the same" "$(comes guess.json)" "$(comes olist.json)"
refuses "olist: one of its files alone" 65 'olist_order_items_dataset.csv is one of several files of the Olist.*folder' c exports/olist/olist_order_items_dataset.csv
mkdir part; cp exports/olist/olist_order_items_dataset.csv exports/olist/olist_customers_dataset.csv part
refuses "olist: without the orders" 65 'part is the Olist.*without its file olist_orders_dataset.csv' c part
finish
