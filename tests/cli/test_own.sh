#!/bin/bash
# Databases in our own schema that say more of their sales than it has: told, and decided as in files.
. "$(dirname "$0")/lib.sh"

"$CLIENTELE" demo shop.db --customers 200 --as-of 2025-06-30 -q >/dev/null
with() { cp shop.db "$1.db"; sqlite3 "$1.db" "$2"; } # with NAME SQL: shop.db with something more
c() { "$CLIENTELE" check "$@" --as-of 2025-06-30 -q; }
j() { c "$@" --json; }
ask() { sqlite3 -separator ' ' "$1.db" "$2"; }
found() { jq -r --arg c "$1" '.findings[] | select(.code == $c) | .what' "$2" | sed 's/\([0-9]\),\([0-9]\)/\1\2/g'; }

with state "ALTER TABLE transactions ADD COLUMN status TEXT; UPDATE transactions SET status =
  CASE transaction_id % 10 WHEN 0 THEN 'cancelled' WHEN 1 THEN 'Failed' WHEN 2 THEN 'shipped' ELSE 'completed' END"
j state.db >state.json 2>err || [ $? = 1 ] || fail "check: $(cat err)"
same "cancelled and failed sales do not count" "$(jq -r '[.purchases, (.revenue * 100 | round)] | @tsv' state.json)" \
  "$(ask state "SELECT count(*) || char(9) || cast(round(sum(total_amount) * 100) AS INTEGER) FROM transactions WHERE status IN ('shipped', 'completed')")"
for value in shipped completed cancelled Failed; do
  wanted=$(ask state "SELECT printf('%s: %d rows, %.2f', status, count(*), sum(total_amount)) FROM transactions WHERE status = '$value'")
  that "$value is told with its rows and their sum" grep -qF "$wanted" <(found state-values state.json)
done
j state.db --status cancelled,failed >other.json 2>err
same "--status says which count" "$(jq .purchases other.json)" "$(ask state "SELECT count(*) FROM transactions WHERE status IN ('cancelled', 'Failed')")"
j state.db --where status=shipped >other.json 2>err
same "and so does --where" "$(jq .purchases other.json)" "$(ask state "SELECT count(*) FROM transactions WHERE status = 'shipped'")"
refuses "--status where there is no state" 2 'shop.db: transactions has no column that looks like a state.*source:' c shop.db --status paid

with money "ALTER TABLE transactions ADD COLUMN currency TEXT; UPDATE transactions SET currency = 'EUR'"
"$CLIENTELE" report shop.db --business X --currency EUR --out plain --as-of 2025-06-30 --only csv,json -q >/dev/null 2>&1
"$CLIENTELE" report money.db --business X --out money --as-of 2025-06-30 --only csv,json -q >/dev/null 2>err || fail "report: $(cat err)"
same "one currency is the report's, and else the report is what it was" "$(tree money)" "$(tree plain)"
sqlite3 money.db "UPDATE transactions SET currency = 'USD' WHERE transaction_id % 4 = 0"
eur=$(ask money "SELECT printf('%d rows in EUR: %.2f', count(*), sum(total_amount)) FROM transactions WHERE currency = 'EUR'")
refuses "several are refused" 65 "money.db: transactions: several currencies.*--only-currency" c money.db
that "with the sums of each" grep -qF "$eur" <(sed 's/\([0-9]\),\([0-9]\)/\1\2/g' "$W/.err")
j money.db --only-currency EUR >other.json 2>err
same "--only-currency takes one" "$(jq .purchases other.json)" "$(ask money "SELECT count(*) FROM transactions WHERE currency = 'EUR'")"

with beside "ALTER TABLE transactions ADD COLUMN is_test INTEGER; ALTER TABLE transactions ADD COLUMN deleted_at TEXT;
  ALTER TABLE transactions ADD COLUMN tip REAL; ALTER TABLE transactions ADD COLUMN cancelled_at TEXT;
  UPDATE transactions SET is_test = transaction_id % 40 = 1, tip = 1.5 * (transaction_id % 8 = 0),
    deleted_at = CASE WHEN transaction_id % 60 = 2 THEN '2025-01-05 10:00:00' END,
    cancelled_at = CASE WHEN transaction_id % 50 = 3 THEN '2025-01-05' END"
j beside.db >beside.json 2>err
same "a day of cancellation decides" "$(jq .purchases beside.json)" "$(ask beside "SELECT count(*) FROM transactions WHERE cancelled_at IS NULL")"
that "tests are told, and count" grep -qF "$(ask beside "SELECT printf('1: %d rows, %.2f', count(*), sum(total_amount)) FROM transactions WHERE is_test AND cancelled_at IS NULL")" <(found unused-columns beside.json)
that "and so are deleted ones" grep -qF "$(ask beside "SELECT printf('deleted_at is not used; its values are a day: %d rows, %.2f', count(*), sum(total_amount)) FROM transactions WHERE deleted_at IS NOT NULL AND cancelled_at IS NULL")" <(found unused-columns beside.json)
that "and amounts of something else" grep -qF "tip comes to $(ask beside "SELECT printf('%.2f', sum(tip)) FROM transactions") in" <(found unused-amounts beside.json)
where=$(jq -r '.findings[] | select(.code == "unused-columns") | .advice' beside.json | sed -n 's/^--where "\([^"]*\)".*/\1/p')
same "what to say is ready to be said" "$(tr '\n' ' ' <<<"$where")" "is_test=0 deleted_at= "
j beside.db --where is_test=0 --where deleted_at= >other.json 2>err
same "and works" "$(jq .purchases other.json)" "$(ask beside "SELECT count(*) FROM transactions WHERE cancelled_at IS NULL AND NOT is_test AND deleted_at IS NULL")"

# --- consent
with consent "ALTER TABLE customers ADD COLUMN accepts_marketing TEXT;
  UPDATE customers SET accepts_marketing = CASE customer_id % 3 WHEN 0 THEN 'no' WHEN 1 THEN 'yes' END"
with plainly "ALTER TABLE customers ADD COLUMN consent TEXT;
  UPDATE customers SET consent = CASE customer_id % 3 WHEN 0 THEN '0' WHEN 1 THEN '2024-05-01' END"
with left "ALTER TABLE customers ADD COLUMN unsubscribed_at TEXT;
  UPDATE customers SET unsubscribed_at = '2025-02-03' WHERE customer_id % 3 <> 1"
for shop in consent plainly left; do
  "$CLIENTELE" report $shop.db --out $shop --as-of 2025-06-30 --only html,csv,json -q >/dev/null 2>err || fail "report: $(cat err)"
  same "$shop: addresses only of those who consented" "$(cat $shop/attachments/segments/*.csv | grep '@' | awk -F, '$1 % 3 != 1' | wc -l)" 0
  same "$shop: all of these" "$(cat $shop/attachments/segments/*.csv | grep -c '@')" "$(ask shop "SELECT count(*) FROM customers WHERE customer_id % 3 = 1 AND email LIKE '%@%'")"
  same "$shop: how many of each segment may be written to" \
    "$(jq '[.segments[].may_be_written_to] | add' $shop/report.json)" \
    "$(ask shop "SELECT count(*) FROM customers WHERE customer_id % 3 = 1")"
  that "$shop: and on its page" sh -c "grep -l 'have agreed to be contacted' $shop/segments/*.html | grep -q ."
done
same "without such a column nothing of it is said" "$(grep -rl 'agreed to be contacted\|May be contacted' plain | wc -l)" 0

# --- columns that are named and empty
sqlite3 shop.db "CREATE VIEW sales AS SELECT *, '' AS nix FROM transactions"
printf 'source:\n  transactions: {table: sales, columns: {category: nix, order_id: transaction_id}}\n' >e.yaml
j shop.db --config e.yaml >e.json 2>err
same "a named column without a value is told" "$(jq -r '.findings[] | select(.code == "empty-columns") | [.column, .count] | @text' e.json)" \
  "[\"category\",$(ask shop "SELECT count(*) FROM transactions")]"
finish
