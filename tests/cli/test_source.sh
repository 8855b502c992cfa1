#!/bin/bash
# Databases of other schemas, in place: the configuration that init writes, and what is read while
# others write.
. "$(dirname "$0")/lib.sh"

sqlite3 shop.db <<'END'
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT, first_name TEXT, last_name TEXT, created_at TEXT);
CREATE TABLE products (id INTEGER PRIMARY KEY, name TEXT, category_id INTEGER, price REAL);
CREATE TABLE categories (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users, status TEXT, total REAL, created_at TEXT);
CREATE TABLE order_items (id INTEGER PRIMARY KEY, order_id INTEGER, product_id INTEGER, quantity INTEGER, price REAL);
CREATE TABLE page_visits (id INTEGER PRIMARY KEY, user_id INTEGER, event TEXT, created_at TEXT);
INSERT INTO users VALUES (1, 'a@example.com', 'Ada', 'Byron', '2023-01-01 10:00:00.123'), (2, NULL, 'Bo', 'Cee', '2023-02-01 10:00:00'),
  (3, NULL, 'Di', NULL, '2023-03-01 10:00:00');
INSERT INTO categories VALUES (1, 'Home'), (2, 'Sport');
INSERT INTO products VALUES (1, 'Lamp', 1, 5), (2, 'Ball', 2, 3);
INSERT INTO orders VALUES (1, 1, 'paid', 13, '2024-01-01 10:00:00'), (2, 2, 'paid', 3, '2024-01-05 10:00:00'), (3, 1, 'paid', 5, '2024-02-01 10:00:00');
INSERT INTO order_items VALUES (1, 1, 1, 2, 5), (2, 1, 2, 1, 3), (3, 2, 2, 1, 3), (4, 3, 1, 1, 5);
INSERT INTO page_visits VALUES (1, 1, 'website_visit', '2024-01-02 00:00:00');
END
before=$(sha256sum <shop.db)
"$CLIENTELE" init shop.db >out 2>err || fail "init: $(cat err)"
same "init's only line is the path" "$(cat out)" clientele.yaml
that "it says what to check" grep -q 'check transactions: the amount is quantity × price' err
same "and what it comes to" "$(sed -n 's/^  \([a-z ]*[a-z]\)  *\([0-9].*\)/\1=\2/p' err | head -n 5 | tr '\n' ' ')" \
  "purchases=3 (4 lines) customers who bought=2 of 3 first and last day=2024-01-01, 2024-02-01 revenue=21.00 interactions=1 "
refuses "an existing configuration is not overwritten" 73 'clientele.yaml exists.*--force' "$CLIENTELE" init shop.db
that "unless --force is given" "$CLIENTELE" init shop.db --force
"$CLIENTELE" report shop.db --config clientele.yaml --out r --as-of 2024-07-01 -q >/dev/null 2>err || fail "report: $(cat err)"
same "the guess works at once" "$(sed -n 2p r/attachments/customer_features.csv | cut -d, -f 1-15)" \
  "1,Ada Byron,151,2,18.00,9.00,2,13.00,5.00,1,0.000000,1,0,1,547"
same "products have their categories" "$(jq '[.. | strings | select(. == "Home")] | length > 0' r/report.json)" true
that "the order rule is said" grep -q 'additional lines\{0,1\} of an order: frequency is the number of orders' err
same "the database is untouched" "$(sha256sum <shop.db)" "$before"
"$CLIENTELE" check shop.db --config clientele.yaml --json --as-of 2024-07-01 -q >check.json 2>err
same "check reads the same" "$(jq -c '[.customers, .lines, .revenue]' check.json)" '[3,4,21]'
that "every key that it offers is one" sh -c "sed -n 's/^#\([a-z-]*\): .*/\1/p' clientele.yaml | while read -r key; do
  grep -qw -- \"--\$key\" <<X || { echo \"\$key\"; exit 1; }
\$(for command in report history mail publish weekly; do '$CLIENTELE' \$command --help; done)
X
done"

sqlite3 codes.db "CREATE TABLE clients (code TEXT PRIMARY KEY, name TEXT);
  INSERT INTO clients VALUES ('AA-10', 'Ada'), ('0c5e1f3a-9b1d-4b43-a5cf-2f7e1c1d0001', 'Bo'), ('7', NULL);
  CREATE TABLE sales (client TEXT, day TEXT, gross TEXT);
  INSERT INTO sales VALUES ('AA-10', '31.12.2023', '1.010,50'), ('7', '5.1.2024', '2,00'), ('0c5e1f3a-9b1d-4b43-a5cf-2f7e1c1d0001', '07.02.2024', '3,5');"
cat >codes.yaml <<'END'
source:
  customers:
    table: clients
    columns: { customer_id: code }
  transactions:
    table: sales
    columns: { total_amount: gross }
END
that "ids that are texts, dates and amounts in another form" "$CLIENTELE" report codes.db --config codes.yaml --out c --as-of 2024-07-01 -q
same "keep their ids in the files" "$(cut -d, -f1,2,5 c/attachments/customer_features.csv | tail -n 3 | tr '\n' ' ')" \
  "0c5e1f3a-9b1d-4b43-a5cf-2f7e1c1d0001,Bo,3.50 7,Customer 7,2.00 AA-10,Ada,1010.50 "

sqlite3 words.db "CREATE TABLE sales (client TEXT, day TEXT, gross TEXT);
  INSERT INTO sales VALUES ('AA-1', '31.12.2023', '10,50'), ('NULL', '5.1.2024', '2,00'), ('n/a', '6.1.2024', '4,00'),
    ('AA-2', '01.01.1970', '8,00'), ('AA-2', '07.02.2024', 'CHF 1''000,50'), ('AA-2', '08.02.2024', '-');"
printf 'source:\n  transactions:\n    table: sales\n    columns: { total_amount: gross }\n' >words.yaml
"$CLIENTELE" check words.db --config words.yaml --as-of 2024-07-01 --json -q >words.json 2>err
same "words for no value name no customer, no date and no amount" \
  "$(jq -c '[.customers, .purchases, .revenue], (.findings | map(select(.code | test("guest-sales|missing-dates|missing-amounts")) | [.code, .count]) | sort)' words.json | tr '\n' ' ')" \
  '[2,2,1011] [["guest-sales",2],["missing-amounts",1],["missing-dates",1]] '

y() { printf 'source:\n  transactions:\n%b' "$1" >y.yaml; }
y '    table: orders\n    columns: { total_amount: totl }\n'
refuses "a column that is not there" 78 'y.yaml:4:30: source: transactions: columns: total_amount=totl: orders has no such column; it has: id, ' "$CLIENTELE" check shop.db --config y.yaml -q
y '    table: ordres\n'
refuses "a table that is not there" 78 'y.yaml:3:12: source: transactions: table: .*no table ordres; it has: .*orders' "$CLIENTELE" check shop.db --config y.yaml -q
y '    sql: DELETE FROM orders\n'
refuses "SQL that is no SELECT" 78 'sql: shop.db: not authorized: only a SELECT' "$CLIENTELE" check shop.db --config y.yaml -q
y '    sql: SELECT 1; DROP TABLE orders\n'
refuses "two statements" 78 'more than one statement' "$CLIENTELE" check shop.db --config y.yaml -q
y '    sql: SELEC 1\n'
refuses "SQL that is none, in SQLite's words" 78 'near "SELEC": syntax error' "$CLIENTELE" check shop.db --config y.yaml -q
y '    sql: WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS customer, x AS date, x AS total FROM n\n'
refuses "a query without end" 65 'limit' "$CLIENTELE" check shop.db --config y.yaml -q
refuses "--map for a database" 2 'source:' "$CLIENTELE" check shop.db --map date=x -q
sqlite3 none.db 'CREATE TABLE notes (a); INSERT INTO notes VALUES (1)'
refuses "nothing that looks like sales" 65 'no table looks like sales.*notes' "$CLIENTELE" init none.db --out n.yaml
[ -e n.yaml ] && fail "a refused init left a file"

printf 'who,when,gross\n1,2024-01-02,3\n2,2024-01-03,4\n' >odd.csv
printf 'customer,date,gross amount\n1,2024-01-02,3\n2,2024-01-03,4\n' >orders.csv
y '    columns: { customer_id: who, date: when, total_amount: gross }\n'
that "columns of a CSV file are named there too" "$CLIENTELE" report odd.csv --config y.yaml --out o --only csv -q
refuses "init of a CSV file whose columns say nothing" 65 'who, when, gross' "$CLIENTELE" init odd.csv --out odd.yaml
that "unless they are mapped" "$CLIENTELE" init odd.csv --out odd.yaml --map customer_id=who --map date=when --map total_amount=gross
that "which works without the mapping" "$CLIENTELE" report odd.csv --config odd.yaml --out o --only csv -q

# A database that is in use.
"$CLIENTELE" demo busy.db --customers 60 --as-of 2025-06-30 -q >/dev/null
c() { "$CLIENTELE" check "$@" --as-of 2025-06-30 -q; }
sqlite3 busy.db >/dev/null 2>&1 <<'END' &
BEGIN EXCLUSIVE;
.shell sleep 20
END
writer=$!
sleep 0.5
start=$(date +%s)
refuses "a locked database is waited for, then refused" 75 'busy.db.*locked.*try again' c busy.db
waited=$(($(date +%s) - start))
[ "$waited" -ge 4 ] && [ "$waited" -le 10 ] || fail "it waited $waited s"
pkill -P "$writer" 2>/dev/null; kill "$writer" 2>/dev/null; wait "$writer" 2>/dev/null
(printf 'BEGIN EXCLUSIVE;\n.shell sleep 1\nCOMMIT;\n' | sqlite3 busy.db) &
sleep 0.3
c busy.db >out 2>err
same "one that is let go in time is read" "$(cat err)" ""
wait

sqlite3 busy.db 'PRAGMA journal_mode = WAL' >/dev/null
(for i in $(seq 300); do
  echo "INSERT INTO transactions (customer_id, product_id, transaction_date, quantity, total_amount) VALUES (1 + $i % 60, 1, '2025-06-30', 1, 10);"
  [ $((i % 10)) = 0 ] && echo ".shell sleep 0.02"
done | sqlite3 busy.db) &
writer=$!
torn=0 runs=0
while kill -0 "$writer" 2>/dev/null && [ "$runs" -lt 40 ]; do
  "$CLIENTELE" report busy.db --out busy --only json --as-of 2025-06-30 -q >/dev/null 2>err || { fail "while another writes: $(cat err)"; break; }
  [ "$(jq '([.segments[].revenue] | add) * 100 | round' busy/report.json)" = "$(jq '.revenue * 100 | round' busy/report.json)" ] || torn=$((torn + 1))
  runs=$((runs + 1))
done
wait "$writer"
[ "$runs" -gt 0 ] || fail "the writer was done before the first report"
same "each of the reports made while another process writes is of one moment" "$torn" 0

if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null; then
  nobody() { setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; }
  chmod 755 "$W"
  mkdir ro; cp busy.db ro/idle.db; chmod 444 ro/*; chmod 555 ro
  nobody "$CLIENTELE" check ro/idle.db --as-of 2025-06-30 -q >out 2>err
  same "a WAL database in a folder that cannot be written, without a log" "$(cat err)" ""
  mkdir log
  printf 'PRAGMA journal_mode = WAL; CREATE TABLE x (a); INSERT INTO x VALUES (1);\n.shell cp live.db log/live.db; cp live.db-wal log/live.db-wal\n' | sqlite3 live.db >/dev/null
  chmod 444 log/*; chmod 555 log
  refuses "the same with a log" 74 'live.db.*-wal file needs a folder that can be written to' nobody "$CLIENTELE" check log/live.db -q
else
  echo "skipped: not root, so no folder can be made unwritable for another user"
fi
cp busy.db hot.db; sqlite3 hot.db 'PRAGMA journal_mode = DELETE' >/dev/null
printf 'PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN; UPDATE transactions SET total_amount = -1;\n.shell cp hot.db cut.db; cp hot.db-journal cut.db-journal\nROLLBACK;\n' | sqlite3 hot.db
c cut.db >out 2>err; code=$?
if [ -s cut.db-journal ]; then
  same "a hot journal is refused" "$code" 65
  that "and how to heal it is said" grep -q 'hot journal.*open it once' err
fi

chinook=$SHARED_DIR/data/chinook
if [ -e "$chinook/chinook.sqlite" ]; then
  that "chinook's tables are guessed" "$CLIENTELE" init "$chinook/chinook.sqlite" --out chinook.yaml
  that "and reported" "$CLIENTELE" report "$chinook/chinook.sqlite" --config chinook.yaml --out ch --as-of 2025-12-23 -q
  same "its totals are the published ones" "$(jq -c '[.customers, .lines, (.revenue * 100 | round)]' ch/report.json)" \
    "$(jq -c '[.n_customers, .n_transactions, (.revenue_all * 100 | round)]' "$chinook/expected.json")"
  same "and the features of a customer, but for those of orders in place of lines" \
    "$(sed -n 2p ch/attachments/customer_features.csv | cut -d, -f1-3,5,7,15)" \
    "$(jq -r '.features_five_customers[0] | "\(.customer_id),\(.name),\(.recency_days),\(.total_spend),\(.unique_products),\(.tenure_days)"' "$chinook/expected.json")"
  same "which are those of the invoices" "$(sed -n 2p ch/attachments/customer_features.csv | cut -d, -f4,8,9)" \
    "$(sqlite3 -separator , "$chinook/chinook.sqlite" "SELECT count(*), printf('%.2f', max(Total)), printf('%.2f', min(Total)) FROM Invoice WHERE CustomerId = 1")"
else
  echo "skipped: $chinook is absent, its tables were not guessed"
fi
finish
