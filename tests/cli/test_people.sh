#!/bin/bash
# Who a customer is in files that name people: columns of ids in any language, names alone, tills.
. "$(dirname "$0")/lib.sh"
command -v jq >/dev/null || { echo "skipped: jq is absent"; exit 77; }

# visits ID-COLUMN NAME-COLUMN TILL: 60 people of 12 names, each on three days, and 100 of the till.
visits() {
  echo "Nº ticket;Fecha;$1;$2;Plato;Uds.;Precio;Importe"
  for i in $(seq 1 180); do
    p=$((i % 60)) d=$((1 + i % 28)) m=$((1 + i / 60))
    printf 'T%05d;%02d/%02d/2026;%08dZ;Íñigo Peña%s;Café;2;1,60;3,20\n' "$i" "$d" "$m" "$((p * 7919 + 10000000))" \
      "$(echo abcdefghijkl | cut -c$((1 + p % 12)))"
  done
  for i in $(seq 1 100); do
    printf 'V%05d;%02d/%02d/2026;;%s;Café;1;1,60;1,60\n' "$i" "$((1 + i % 28))" "$((1 + i % 3))" "$3"
  done
}
check() { "$CLIENTELE" check "$@" --json --as-of 2026-12-31 -q >out.json 2>err.txt; }
told() { jq -r --arg code "$1" '.findings[] | select(.code == $code) | "\(.what): \(.action). \(.advice)"' out.json; }

visits "NIF cliente" "Cliente" "VARIOS" >nif.csv
check nif.csv
same "a tax number tells people apart, and a till is nobody" "$(jq -r '"\(.buyers) \(.purchases)"' out.json)" "60 180"
same "the till's sales are told" "$(told guest-sales | cut -d: -f1)" "100 rows of guests (100 orders), worth 160.00"

visits "Kodigoa" "Cliente" "Contado tienda" >code.csv
check code.csv
same "a column of no known name tells namesakes apart" "$(jq .buyers out.json)" "61"
same "which is told" "$(told customers-by-new-column)" \
  "Kodigoa tells 60 people apart where Cliente has 13 names: each of its values has one name, and comes again: customers are told apart by Kodigoa, and by Cliente where it is blank. Use --customer-id \"Cliente\" to go by the name."
same "a customer who may be many is told" "$(told customer-may-be-many)" \
  "one customer has 100 orders, 35.7% of all, and nobody else more than 3: that may be all who came without an account: counted as a customer. Use --where \"Cliente!=NAME\" to leave it out."
same "by name in the example" "$(jq -r '.findings[] | select(.code == "customer-may-be-many") | .example' out.json)" "Contado tienda"
check code.csv --where "Cliente!=Contado tienda"
same "the advice sets it apart" "$(jq -r '"\(.buyers) \(.purchases)"' out.json)" "60 180"
check code.csv --customer-id Cliente
same "by the name, as asked" "$(jq .buyers out.json)" "13"
same "which names what is not read" "$(told customers-by-name)" \
  "customers are told apart by Cliente alone: 13 names: people of the same name count as one customer. These columns are not read and look like ids: Kodigoa. Use --customer-id COLUMN to go by one."

# Names keep the spelling that is most frequent; they are compared without case.
{ echo "Order,Date,Customer,Amount"
  for i in $(seq 1 12); do
    echo "$i,2026-01-$((10 + i)),$([ $((i % 3)) = 0 ] && echo "JOHN  McKAY" || echo "John McKay"),10"
    echo "$((100 + i)),2026-01-$((10 + i)),Ann O'Neil,10"
  done; } >spell.csv
"$CLIENTELE" import spell.db --transactions spell.csv -q 2>err.txt
same "names keep their usual spelling" "$(sqlite3 spell.db "SELECT group_concat(name, '|') FROM (SELECT name FROM customers ORDER BY name)")" "Ann O'Neil|John McKay"
that "names alone are told" grep -q "customers are told apart by Customer alone: 2 names" err.txt

# An account that is called as guests are.
{ echo "Order ID,Date,Customer ID,Customer name,Amount"
  for i in $(seq 1 20); do echo "$i,2026-01-$((10 + i % 9)),99999,Counter sales,5"; done
  for i in $(seq 21 60); do echo "$i,2026-01-$((10 + i % 9)),$((i % 20)),Person $((i % 20)),5"; done; } >account.csv
check account.csv
same "an account of the till is no customer" "$(jq -r '"\(.buyers) \(.purchases)"' out.json)" "20 40"
same "it is told" "$(told accounts-of-guests)" \
  "1 id of Customer ID has a name that shops give to all who come without an account: treated as guests. null"

# Nobody is called many without need: 40 customers of 1 to 12 orders.
{ echo "Order ID,Date,Customer ID,Amount"
  for i in $(seq 1 40); do for j in $(seq 1 $((1 + i * i % 12))); do echo "$((i * 100 + j)),2026-01-$((10 + j)),$i,5"; done; done; } >usual.csv
check usual.csv
same "a shop of the usual kind is left alone" "$(told customer-may-be-many)" ""
finish
