#!/bin/bash
# Several currencies become one: by the configuration, by a file of days, of files and of databases.
. "$(dirname "$0")/lib.sh"

cat >orders.csv <<'END'
Order ID,Customer ID,Order Date,Total,Currency
1,7,2024-03-01,100.00,EUR
2,8,2024-03-02,12.50,GBP
3,7,2024-03-05,-2.50,GBP
4,9,2024-03-09,10.05,USD
5,7,2024-03-10,20.00,USD
END
# 12.50 × 1.17 = 14.625 → 14.63; −2.50 × 1.17 = −2.925 → −2.93; 10.05 × 0.92 = 9.246 → 9.25; 18.40
comes_to() { # SENTENCE CENTS OPTIONS...
  sentence=$1 cents=$2
  shift 2
  "$CLIENTELE" check "$@" --json --as-of 2024-03-31 -q >got.json 2>err || [ $? = 1 ] || cat err
  same "$sentence" "$(jq '.revenue * 100 | round' got.json)" "$cents"
}

cat >fixed.yaml <<'END'
currency: EUR
rates: {USD: 0.92, GBP: 1.17}
END
comes_to "fixed rates of the configuration" 13935 orders.csv --config fixed.yaml
same "rows and sums before and after are told" \
  "$(jq -r '.findings[] | select(.code == "converted-currency") | .what' got.json)" \
  "2 rows in GBP, 10.00, are 11.70 EUR at 1.17
2 rows in USD, 30.05, are 27.65 EUR at 0.92"
comes_to "the same on the command line, into pounds" 11974 orders.csv --currency GBP --rates EUR=0.86,USD=0.79

# The last rate before the day: GBP 1.20 on the 2nd, 1.10 on the 5th; USD 0.9 on the 9th, 0.95 on the 10th.
printf 'date,currency,rate\n2024-03-10,USD,0.95\n2024-02-29,USD,0.9\n2024-03-02,GBP,1.2\n2024-03-04,GBP,1.1\n' >days.csv
comes_to "rates by day" 14030 orders.csv --currency EUR --rates days.csv
sed -i '/02-29/d' days.csv
refuses "a sale before the first rate" 65 'no rate for USD on 2024-03-09, the first is of 2024-03-10' \
  "$CLIENTELE" check orders.csv --currency EUR --rates days.csv -q
refuses "a currency without a rate" 65 'GBP' "$CLIENTELE" check orders.csv --currency EUR --rates USD=1 -q
refuses "rates into no currency" 2 'currency' "$CLIENTELE" check orders.csv --rates USD=1 -q
printf 'currency: EUR\nrates: {USD: much}\n' >bad.yaml
refuses "a rate that is none" 78 'USD: "much" is not a rate' "$CLIENTELE" check orders.csv --config bad.yaml -q
refuses "a file of rates that is none" 65 'columns date, currency and rate' \
  "$CLIENTELE" check orders.csv --currency EUR --rates orders.csv -q

sqlite3 shop.db "CREATE TABLE Sales (no INTEGER, buyer INTEGER, day TEXT, gross REAL, cur TEXT);" \
  ".import --csv --skip 1 orders.csv Sales"
cat >source.yaml <<'END'
currency: EUR
rates: {USD: 0.92, GBP: 1.17}
source:
  transactions:
    table: Sales
    columns: {order_id: no, customer_id: buyer, date: day, total_amount: gross, currency: cur}
END
comes_to "a database with a source" 13935 shop.db --config source.yaml
"$CLIENTELE" report shop.db --config source.yaml --as-of 2024-03-31 --only html,json --out r -q >/dev/null 2>err || fail "$(cat err)"
same "the report is in it" "$(jq -r .currency r/report.json)" EUR
that "the page on data quality has the rates" grep -q '11.70 EUR at 1.17' r/quality.html
finish
