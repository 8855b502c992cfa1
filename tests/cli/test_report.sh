#!/bin/bash
# The main job as a user runs it: a demo shop, its report, and what is in it.
. "$(dirname "$0")/lib.sh"

"$CLIENTELE" demo shop.db --as-of 2025-06-30 --quiet >demo.out 2>demo.err || fail "demo"
same "demo's only line is the path" "$(cat demo.out)" shop.db
same "--quiet is quiet" "$(cat demo.err)" ""
counts() { sqlite3 "$1" "SELECT (SELECT count(*) FROM customers)||' '||(SELECT count(*) FROM products)||' '||
  (SELECT count(*) FROM transactions)||' '||(SELECT count(*) FROM interactions)"; }
same "the demo shop has the stated size" "$(counts shop.db)" "1000 50 8400 9821"
same "its foreign keys hold" "$(sqlite3 shop.db 'PRAGMA foreign_key_check')" ""
"$CLIENTELE" demo again.db --as-of 2025-06-30 -q >/dev/null
that "the same seed makes the same bytes" cmp shop.db again.db
"$CLIENTELE" demo other.db --as-of 2025-06-30 --seed 7 -q >/dev/null
cmp -s shop.db other.db && fail "another seed makes another shop"
refuses "an existing file is not overwritten" 73 "shop.db.*exists.*--force" "$CLIENTELE" demo shop.db
that "unless --force is given" "$CLIENTELE" demo shop.db --as-of 2025-06-30 --force
"$CLIENTELE" demo ten.db --customers 10 --as-of 2025-06-30 -q >/dev/null
same "a shop of ten has ten customers" "$(counts ten.db | cut -d' ' -f1,2)" "10 50"

before=$(sha256sum <shop.db)
"$CLIENTELE" report shop.db --out report --as-of 2025-06-30 --threads 1 >out 2>err || fail "report: $(cat err)"
same "the last line is the path" "$(tail -n 1 out)" report
same "the database is untouched" "$(sha256sum <shop.db)" "$before"
same "no file is left beside it" "$(ls -A | grep -c '^\.report')" 0
for file in index.html customers.html method.html quality.html report.pdf report.json charts/segment-share.png \
  charts/segment-revenue.png charts/box-recency.png charts/box-frequency.png charts/box-total-spend.png \
  charts/rfm-cloud.png charts/segment-profiles.png charts/k-selection.png \
  attachments/customer_segments.csv attachments/cluster_summary.csv attachments/customer_features.csv \
  attachments/k_selection.csv; do
  [ -s "report/$file" ] || fail "$file is not there"
done
for slug in $(jq -r '.segments[].slug' report/report.json); do
  [ -s "report/segments/$slug.html" ] || fail "segments/$slug.html is not there"
  [ -s "report/attachments/segments/$slug.csv" ] || fail "attachments/segments/$slug.csv is not there"
done

first=$(tree report)
"$CLIENTELE" report shop.db --out report --as-of 2025-06-30 --threads 2 -q >/dev/null || fail "second run"
same "a second run with more threads writes the same bytes" "$(tree report)" "$first"

q() { jq -r "$1" report/report.json; }
sql() { sqlite3 shop.db "$1"; }
same "customers" "$(q .customers)" 1000
same "purchases" "$(q .purchases)" 8400
same "revenue is the ledger's" "$(q '.revenue*100|round')" "$(sql 'SELECT CAST(round(sum(total_amount)*100) AS INTEGER) FROM transactions')"
same "segments' customers add up" "$(q '[.segments[].customers]|add')" 1000
same "segments' revenue adds up to the cent" "$(q '[.segments[].revenue]|add*100|round')" "$(q '.revenue*100|round')"
same "the sweep goes from 2 to 10" "$(q '[.sweep[].k]|map(tostring)|join(" ")')" "2 3 4 5 6 7 8 9 10"
same "five clusters by default, and Prospects" "$(q '.k') $(q '[.segments[]|select(.slug=="prospects")]|length')" "5 1"
same "prospects are those who never bought" "$(q '.segments[]|select(.slug=="prospects").customers')" \
  "$(sql 'SELECT count(*) FROM customers WHERE customer_id NOT IN (SELECT customer_id FROM transactions)')"
same "inertia falls along the sweep" "$(q '[.sweep[].inertia]|.==(sort|reverse)')" true
same "every segment has a reason with a figure" "$(q '[.segments[]|select(.slug!="prospects")|select(.reason|test("[0-9]")|not)]|length')" 0
same "the rows of the CSV are the customers" "$(tail -n +2 report/attachments/customer_segments.csv | wc -l)" 1000
same "the features are those of sql/features.sql" \
  "$(head -n 1 report/attachments/customer_features.csv)" \
  "$({ echo ".parameter set :as_of \"'2025-06-30'\""; cat "$SOURCE_DIR/sql/features.sql"; } | sqlite3 -csv -header shop.db | head -n 1 | tr -d '\r')"
same "no page asks the network for anything" \
  "$(grep -lE '(src|href)="(https?:)?//' report/*.html report/segments/*.html | wc -l)" 0
same "e-mail addresses are on no page" "$(grep -lE '@example\.(com|org|net)' report/*.html report/segments/*.html | wc -l)" 0
that "the PDF is sound" qpdf --check report/report.pdf
pdftotext -layout report/report.pdf report.txt
same "no error reaches the PDF's text" "$(grep -cE '\{\{|nan|inf\b' report.txt)" 0
same "fonts are embedded and have Unicode maps" "$(pdffonts report/report.pdf 2>/dev/null | tail -n +3 | grep -vcE 'yes +(yes|no) +yes')" 0
if python3=$(command -v /usr/bin/python3) && $python3 -c 'import jsonschema' 2>/dev/null; then
  that "report.json is as its schema says" $python3 -W ignore -m jsonschema -i report/report.json "$SOURCE_DIR/assets/report.schema.json"
else
  echo "skipped: python3-jsonschema is absent, report.json was not held against its schema"
fi

"$CLIENTELE" report shop.db --out part --only csv,json --as-of 2025-06-30 -q >/dev/null || fail "--only"
same "--only writes only these parts" "$(cd part && find . -type f ! -name '*.csv' ! -name report.json ! -name .clientele | wc -l)" 0
"$CLIENTELE" report shop.db --out past --only json --as-of 2024-12-31 -q >/dev/null || fail "past"
same "a past week counts only what was there" "$(jq '.purchases' past/report.json)" \
  "$(sql "SELECT count(*) FROM transactions WHERE transaction_date <= '2024-12-31'")"
"$CLIENTELE" report shop.db --out auto --only json --k auto --as-of 2025-06-30 -q >/dev/null || fail "--k auto"
same "--k auto takes the rule's choice" "$(jq '.k == .k_rule' auto/report.json)" true
"$CLIENTELE" report shop.db --out classic --only json --labels classic --as-of 2025-06-30 -q >/dev/null || fail "classic"
same "classic names are the textbook's" "$(jq '[.segments[].label]-["Champions","At Risk","Big Spenders","Loyal Customers","Potential Loyalists","Prospects"]|length' classic/report.json)" 0
"$CLIENTELE" report shop.db --out with --only json --prospects cluster --as-of 2025-06-30 -q >/dev/null || fail "prospects"
same "--prospects cluster leaves nobody apart" "$(jq '[.segments[]|select(.slug=="prospects")]|length' with/report.json)" 0
printf 'title: Week of tests\ncurrency: EUR\nk: 3\n' >shop.yaml
"$CLIENTELE" report shop.db --out configured --config shop.yaml --k 4 --only json --as-of 2025-06-30 -q >/dev/null || fail "config"
same "the configuration counts, and the command line before it" "$(jq -r '"\(.title) \(.currency) \(.k)"' configured/report.json)" "Week of tests EUR 4"
"$CLIENTELE" templates --export mine >/dev/null || fail "templates"
sed -i 's/^## Behaviour$/## Behaviour\n\nOur own words./' mine/strategies/loyal-customers.md
"$CLIENTELE" report shop.db --out own --templates mine --as-of 2025-06-30 -q >/dev/null 2>err || fail "own templates: $(cat err)"
same "own texts are used" "$(grep -rl 'Our own words' own/segments | wc -l)" 1
"$CLIENTELE" report shop.db --out link --only csv --as-of 2025-06-30 -q >/dev/null
SOURCE_DATE_EPOCH=1735689600 "$CLIENTELE" report shop.db --out epoch --only json -q >/dev/null || fail "epoch"
same "SOURCE_DATE_EPOCH gives the day" "$(jq -r .as_of epoch/report.json)" 2025-01-01
finish
