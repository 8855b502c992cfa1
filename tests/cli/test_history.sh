#!/bin/bash
# The history: weeks replayed and reported, held against a separate reckoning in SQL; what it refuses,
# and what is left when a run is killed.
. "$(dirname "$0")/lib.sh"
command -v sqlite3 >/dev/null || { echo "skipped: sqlite3 is absent"; exit 77; }
command -v jq >/dev/null || { echo "skipped: jq is absent"; exit 77; }

sql() { sqlite3 -batch -noheader "$@"; }
dump() { sql "$1" .dump | sha256sum; }
# Prices and shares are sums in another order: equal to a cent.
near() { if [ "$(echo "$2 $3" | awk '{ d = $1 - $2; print (d < 0.011 && d > -0.011) }')" = 1 ]; then ok "$1"; else fail "$1: $2 is not $3"; fi; }

# weeks NAME SHOP AS_OF: replays twelve weeks, reports the last two, and checks the last against SQL.
weeks() {
  name=$1 shop=$2 now=$3
  then=$(date -d "$now - 7 days" +%F)
  that "$name: twelve weeks are replayed" "$CLIENTELE" history "$shop" --history "$name.db" --weeks 12 --as-of "$now" -q
  same "$name: the history has them" "$(sql "$name.db" "SELECT count(*), min(as_of) FROM runs")" "12|$(date -d "$now - 77 days" +%F)"
  whole=$(dump "$name.db")
  for day in "$then" "$now"; do
    "$CLIENTELE" report "$shop" --history "$name.db" --as-of "$day" --out "$name-$day" --only html,csv,json -q >/dev/null 2>"$W/err" || fail "$name: report of $day: $(cat "$W/err")"
  done
  same "$name: a report of a week leaves what its replay had" "$(dump "$name.db")" "$whole"

  d="$name-$now" json="$name-$now/report.json"
  sql check.db "DROP TABLE IF EXISTS a; DROP TABLE IF EXISTS b; DROP TABLE IF EXISTS moved; DROP TABLE IF EXISTS features; DROP TABLE IF EXISTS movement; DROP TABLE IF EXISTS runs; DROP TABLE IF EXISTS sizes"
  sqlite3 check.db ".mode csv" ".import $name-$then/attachments/customer_segments.csv a" ".import $d/attachments/customer_segments.csv b" \
    ".import $d/attachments/moved_customers.csv moved" ".import $d/attachments/customer_features.csv features" \
    ".import $d/attachments/movement.csv movement" ".import $d/attachments/history.csv runs" ".import $d/attachments/segment_history.csv sizes"

  # --- movement
  same "$name: movement.csv is the join of two weeks' segments" \
    "$(sql check.db "SELECT \"from\", \"to\", customers, printf('%.2f', spend) FROM movement WHERE \"from\" <> 'not a customer' AND \"to\" <> 'not a customer' ORDER BY 1, 2")" \
    "$(sql check.db "SELECT a.segment, b.segment, count(*), printf('%.2f', sum(b.total_spend)) FROM a JOIN b USING (customer_id) GROUP BY 1, 2 ORDER BY 1, 2")"
  same "$name: who is new and who is gone" \
    "$(jq -r '.changes.movement | "\(.joined.customers) \(.left.customers) \(.compared)"' "$json")" \
    "$(sql check.db "SELECT (SELECT count(*) FROM b WHERE customer_id NOT IN (SELECT customer_id FROM a)) || ' ' || (SELECT count(*) FROM a WHERE customer_id NOT IN (SELECT customer_id FROM b)) || ' ' || (SELECT count(*) FROM a JOIN b USING (customer_id))")"
  same "$name: who changed segment" \
    "$(sql check.db "SELECT customer_id, \"from\", \"to\" FROM moved ORDER BY 0 + customer_id")" \
    "$(sql check.db "SELECT customer_id, a.segment, b.segment FROM a JOIN b USING (customer_id) WHERE a.segment <> b.segment ORDER BY 0 + customer_id")"
  same "$name: who went quiet, who came back" \
    "$(jq -r '.changes.movement | "\(.went_quiet.customers) \(.returned.customers)"' "$json")" \
    "$(sql check.db "SELECT sum(a.silence <> 'quiet' AND b.silence = 'quiet') || ' ' || sum(a.silence = 'quiet' AND 0 + b.recency_days < 7) FROM a JOIN b USING (customer_id) WHERE 0 + a.frequency > 0")"
  # The old scaling and centres, put to the new features, by SQL alone: behaviour or redefinition.
  rescored="ATTACH '$name.db' AS h;
    CREATE TEMP TABLE long AS SELECT customer_id AS id, key, value FROM (
      SELECT features.customer_id, json_each.key, 0.0 + json_each.value AS value FROM features, json_each(json_object(
      'recency_days', recency_days, 'frequency', frequency, 'total_spend', total_spend, 'avg_purchase', avg_purchase,
      'unique_products', unique_products, 'max_purchase', max_purchase, 'min_purchase', min_purchase, 'interaction_count', interaction_count,
      'avg_interaction_duration', avg_interaction_duration, 'interaction_types', interaction_types, 'email_opens', email_opens,
      'website_visits', website_visits, 'tenure_days', tenure_days)) WHERE 0 + frequency > 0);
    CREATE TEMP TABLE far AS SELECT id, cluster, segment, sum(CASE WHEN sd > 0 THEN (long.value - c.value) * (long.value - c.value) / sd / sd ELSE 0 END) AS d
      FROM h.centroids c JOIN h.scaling s USING (as_of, feature) JOIN long ON key = feature WHERE as_of = '$then' GROUP BY id, cluster;
    CREATE TEMP TABLE rescored AS SELECT id, label, min(d) FROM far JOIN h.segments g ON g.as_of = '$then' AND g.place = far.segment GROUP BY id;"
  same "$name: why they moved" \
    "$(jq -r '.changes.movement | "\(.behaviour) \(.redefinition) \(.both) \(.offset)"' "$json")" \
    "$(sql check.db "$rescored SELECT sum(a.segment <> b.segment AND label <> a.segment AND label = b.segment) || ' ' || sum(a.segment <> b.segment AND label = a.segment) || ' ' ||
       sum(a.segment <> b.segment AND label <> a.segment AND label <> b.segment) || ' ' || sum(a.segment = b.segment AND label <> a.segment) FROM a JOIN b USING (customer_id) JOIN rescored ON id = customer_id")"

  # --- figures against the shop itself
  for key in revenue purchases buyers; do
    case $key in
    revenue) what="sum(total_amount)" ;;
    purchases) what="count(*)" ;;
    buyers) what="count(DISTINCT customer_id)" ;;
    esac
    near "$name: change of $key" "$(jq ".changes.figures[] | select(.key == \"$key\").change" "$json")" \
      "$(sql "$shop" "SELECT (SELECT $what FROM transactions WHERE transaction_date <= '$now') - (SELECT $what FROM transactions WHERE transaction_date <= '$then')")"
  done

  same "$name: totals are not judged, what only a history tells is" \
    "$(jq -c '[.changes.figures[] | select(.usual_high != null).key]' "$json")" '["returned","went_quiet","moved"]'
  # The week by SQL alone, and the same week of a year before.
  for at in value year_before; do
    to=$now
    [ $at = value ] || to=$(date -d "$now - 364 days" +%F)
    from=$(date -d "$to - 6 days" +%F)
    for key in revenue purchases buyers new_customers returning_customers; do
      in="transaction_date BETWEEN '$from' AND '$to'"
      case $key in
      revenue) what="SELECT total(total_amount) FROM transactions WHERE $in" ;;
      purchases) what="SELECT count(*) FROM transactions WHERE $in" ;;
      buyers) what="SELECT count(DISTINCT customer_id) FROM transactions WHERE $in" ;;
      new_customers) what="SELECT count(*) FROM (SELECT min(transaction_date) AS transaction_date FROM transactions GROUP BY customer_id) WHERE $in" ;;
      returning_customers) what="SELECT count(DISTINCT customer_id) FROM transactions WHERE $in AND customer_id IN (SELECT customer_id FROM transactions WHERE transaction_date < '$from')" ;;
      esac
      near "$name: $key of the week, $at" "$(jq ".week.$key.$at" "$json")" "$(sql "$shop" "$what")"
    done
  done

  # --- trends
  same "$name: every week's segments in segment_history.csv are the customers in the history" \
    "$(sql check.db "SELECT as_of, sum(customers) FROM sizes GROUP BY 1 ORDER BY 1")" "$(sql "$name.db" "SELECT as_of, customers FROM runs ORDER BY 1")"
  same "$name: the last two weeks' sizes are those of their own reports" \
    "$(sql check.db "SELECT as_of, segment, customers, printf('%.2f', revenue) FROM sizes WHERE as_of >= '$then' ORDER BY 1, 2")" \
    "$(sql check.db "SELECT * FROM (SELECT '$then', segment, count(*), printf('%.2f', sum(total_spend)) FROM a GROUP BY 2 UNION ALL SELECT '$now', segment, count(*), printf('%.2f', sum(total_spend)) FROM b GROUP BY 2) ORDER BY 1, 2")"
  same "$name: a lineage has one colour and no two of a week share one" \
    "$(sql "$name.db" "SELECT count(*) FROM (SELECT lineage FROM segments GROUP BY 1 HAVING count(DISTINCT colour) > 1 UNION ALL SELECT as_of FROM segments GROUP BY as_of HAVING count(DISTINCT colour) < count(*) OR count(DISTINCT label) < count(*) OR count(DISTINCT lineage) < count(*))")" 0
  [ -f "$d/changes.html" ] || fail "$name: no changes.html"
}

"$CLIENTELE" demo shop.db --as-of 2025-06-30 -q >/dev/null || fail "demo"
weeks demo shop.db 2025-06-30
if [ -f "$SHARED_DIR/data/cdnow/cdnow.db" ]; then
  weeks cdnow "$SHARED_DIR/data/cdnow/cdnow.db" 1998-06-30
else
  echo "skipped: the CDNOW shop is absent"
fi

report() { "$CLIENTELE" report shop.db --as-of 2025-06-30 --only html,csv,json "$@" -q >/dev/null 2>"$W/err"; }
report --out plain || fail "without a history"
same "without a history there is none of it" "$(ls plain/changes.html plain/attachments/movement.csv 2>/dev/null; jq .changes plain/report.json)" "null"
report --out first --history new.db || fail "the first run: $(cat err)"
that "a first run says that comparisons begin with the next" grep -q "comparisons begin with the next" first/changes.html
same "and is remembered" "$(sql new.db "SELECT as_of, previous IS NULL FROM runs")" "2025-06-30|1"
report --out again --history demo.db && report --out again2 --history demo.db
same "the same history and shop give the same bytes" "$(tree again)" "$(tree again2)"
"$CLIENTELE" report shop.db --as-of 2025-06-30 --only html,csv,json --out again2 --history demo.db --threads 1 -q >/dev/null 2>&1
same "with any number of threads" "$(tree again)" "$(tree again2)"

# --- what leads the summary
headlines() { jq -r '.pages[0].sections[] | select(.slug == "week") | .blocks[] | .text // (.insights[]?.headline)' "$1"; }
that "a usual week is said to be one" grep -q "24 to 30 June 2025: nothing unusual" again/index.html
same "and without a history the same is said of it" "$(jq -c .week plain/report.json)" "$(jq -c .week again/report.json)"
cp shop.db rush.db
sqlite3 rush.db "INSERT INTO transactions SELECT 900000 + customer_id, customer_id, 1, '2025-06-28', 1, 90 FROM customers WHERE customer_id % 3 = 0"
cp demo.db rush-h.db
"$CLIENTELE" report rush.db --as-of 2025-06-30 --only html,csv,json --out rush --history rush-h.db -q >/dev/null 2>&1 || fail "a rush"
that "a rush leads the summary" eval 'headlines rush/report.json | grep -qE "^.[0-9,]+ of revenue in 7 days, more than usual$"'
that "and is marked at its figure" grep -q 'class="metric-change unusual"' rush/index.html
same "with at most five findings" "$(jq '[.pages[0].sections[].blocks[] | .insights // [] | length] | add <= 5' rush/report.json)" true
same "each with what to do" "$(jq '[.pages[0].sections[] | select(.slug == "week") | .blocks[].insights[]? | (.action | length > 0) and (.detail | length > 0)] | all' rush/report.json)" true
"$CLIENTELE" report rush.db --as-of 2025-06-30 --only json --k 4 --out rush --history rush-h.db -q >/dev/null 2>&1 || fail "four clusters"
that "a segment that is gone is said to be" eval 'headlines rush/report.json | grep -qE "^Gone: the segment |^The segments have changed since "'
that "and so is a setting that was changed" grep -q "The setting k was 5 and is now 4" rush/report.json

# --- other baselines, a year ago, and weeks before the first sale
report --out base --history demo.db --baseline 2025-06-02
same "another baseline" "$(jq -r '.changes | .baseline, .days' base/report.json | tr '\n' ' ')" "2025-06-02 28 "
whole=$(dump demo.db)
refuses "a baseline that is not there" 2 "2025-06-03.*it has 2025-06-23, 2025-06-16" "$CLIENTELE" report shop.db --as-of 2025-06-30 --out base --history demo.db --baseline 2025-06-03 -q
same "which changes nothing" "$(dump demo.db)" "$whole"
"$CLIENTELE" history shop.db --history year.db --weeks 200 --as-of 2025-06-30 -q >/dev/null 2>"$W/err" || fail "a long replay"
that "weeks before the first sale are left out, and that is said" grep -q "sales begin 10[0-9] weeks before" err
same "the history begins with the first sales" "$(sql year.db "SELECT min(as_of) >= '2023-07-02', count(*) > 100 FROM runs")" "1|1"
report --out year --history year.db
near "the change on a year before" "$(jq '.changes.figures[] | select(.key == "revenue") | .now - .year_before' year/report.json)" \
  "$(sql shop.db "SELECT sum(total_amount) FROM transactions WHERE transaction_date > '2024-07-01' AND transaction_date <= '2025-06-30'")"
"$CLIENTELE" report shop.db --as-of 2025-06-30 --only csv --out year --history year.db --keep-weeks 10 -q >/dev/null 2>&1
same "old weeks are pruned" "$(sql year.db "SELECT min(as_of), count(*) FROM runs; SELECT count(DISTINCT as_of) FROM columns")" "2025-04-21|11
11"

# --- customers whom files know by texts keep who they are when new ones come between
printf 'Customer ID,Order Date,Sales\n' >orders.csv
for i in 1 2 3 4 5 6 7 8 9; do printf 'M-%s,2025-05-%02d,%s0\nM-%s,2025-06-%02d,%s5\n' $i $i $i $i $((10 + i)) $i; done >>orders.csv
"$CLIENTELE" report orders.csv --out csv --history csv.db --as-of 2025-06-20 --only csv,json --k 2 -q >/dev/null 2>"$W/err" || fail "orders.csv: $(cat err)"
for i in 1 2 3; do printf 'A-%s,2025-06-2%s,50\n' $i $i; done >>orders.csv
"$CLIENTELE" report orders.csv --out csv --history csv.db --as-of 2025-06-27 --only csv,json --k 2 -q >/dev/null 2>"$W/err" || fail "orders.csv: $(cat err)"
same "nobody is taken for another" "$(jq -r '.changes.movement | "\(.compared) \(.joined.customers) \(.left.customers) \(.first_buyers.customers) \([.flows[] | select(.from != null) | .since] | add)"' csv/report.json)" "9 3 0 3 0"

# --- files that were written before: with fewer features, others, or the same by another definition
part="can be compared only in part"
partial() { grep -o "$part" "$1/changes.html" | wc -l; }
again() { "$CLIENTELE" report small.db --as-of 2025-06-30 --out "$1" --history "$2" --only html,pdf,csv,json -q >/dev/null 2>"$W/err"; }
"$CLIENTELE" demo small.db --customers 40 --as-of 2025-06-30 -q >/dev/null || fail "a small demo"
sql v1.db <"$SOURCE_DIR/tests/unit/history/version_1.sql"
that "a file of version 1 goes on" again v1 v1.db
same "with the runs that it had, and this one" "$(sql v1.db "PRAGMA user_version; SELECT group_concat(as_of) FROM runs")" "2
2025-06-16,2025-06-23,2025-06-30"
same "and with its customers" "$(jq '.changes | .movement.compared' v1/report.json)" "$(sql v1.db "SELECT customers FROM runs WHERE as_of = '2025-06-23'")"
that "what is not compared, if anything, is said once" test "$(partial v1)" -le 1
# Definitions of old runs: all as they are today, then some otherwise.
"$CLIENTELE" history small.db --history same.db --weeks 8 --as-of 2025-06-23 -q >/dev/null 2>&1 || fail "a replay"
cp same.db same2.db; again same same.db || fail "a history that means the same: $(cat err)"
same "where all means the same, all is compared" "$(partial same) $(jq -c '[.changes.not_compared[] | length] | add' same/report.json)" "0 0"
cp same2.db other.db
sql other.db "UPDATE features SET definition = definition || ' of old' WHERE key IN ('frequency', 'recency_days', 'avg_purchase', 'max_purchase', 'min_purchase');
  UPDATE figures SET definition = definition || ' of old' WHERE key IN ('purchases', 'average_frequency')"
that "other definitions are no damage" again other other.db
same "what is not compared is said once" "$(partial other)" 1
same "namely the features, the figures, and what needs them" \
  "$(jq -c '.changes.not_compared | .redefined, .not_remembered, .figures' other/report.json | tr '\n' ' ')" \
  '["recency_days","frequency","avg_purchase","max_purchase","min_purchase"] [] ["purchases","average_frequency","moved"] '
same "figures that mean the same still are" "$(jq '.changes.figures[] | select(.key == "revenue").change == null' other/report.json)" false
same "the others are not" "$(jq '.changes.figures[] | select(.key == "purchases") | .before, .change, .usual_high' other/report.json | tr '\n' ' ')" "null null null "
same "causes that are not known are not told" "$(jq -c '.changes.movement | [.behaviour, .redefinition, .both]' other/report.json)" "[null,null,null]"
that "nor are segments judged" eval '[ "$(grep -o "not judged" other/changes.html | wc -l)" -ge 3 ] && [ "$(jq "[.changes.segments[].customers.unusual] | any" other/report.json)" = false ]'
that "segments go on by their customers" grep -q "continuation of an earlier one if more than half of its customers come from it" other/changes.html
that "most of them" test "$(jq '[.changes.segments[] | select(.fate == "kept")] | length' other/report.json)" -ge 3
if /usr/bin/python3 -c 'import jsonschema' 2>/dev/null; then
  that "what is not known is as the schema says" /usr/bin/python3 -W ignore -m jsonschema -i other/report.json "$SOURCE_DIR/assets/report.schema.json"
else
  echo "skipped: python3-jsonschema is absent, report.json was not held against its schema"
fi
cp same2.db fewer.db
sql fewer.db "DELETE FROM features WHERE key = 'unique_products'; DELETE FROM columns WHERE key = 'unique_products';
  DELETE FROM scaling WHERE feature = 'unique_products'; DELETE FROM centroids WHERE feature = 'unique_products';
  INSERT INTO features SELECT as_of, 'loyalty_points', 'loyalty_points/1', 1, NULL FROM runs;
  INSERT INTO columns SELECT as_of, 'loyalty_points', data FROM columns WHERE key = 'frequency';
  INSERT INTO scaling SELECT as_of, 'loyalty_points', mean, sd FROM scaling WHERE feature = 'frequency';
  INSERT INTO centroids SELECT as_of, cluster, segment, 'loyalty_points', value FROM centroids WHERE feature = 'frequency'"
that "a feature more and one less are no damage" again fewer fewer.db
same "and are said once" "$(partial fewer) $(jq -c '.changes.not_compared | .redefined, .not_remembered, .dropped' fewer/report.json | tr '\n' ' ')" '1 [] ["unique_products"] ["loyalty_points"] '
that "segments go on by the features that are left" grep -q "continuation of an earlier one if its customers are similar" fewer/changes.html
"$CLIENTELE" history small.db --history fewer.db --weeks 8 --as-of 2025-06-23 -q >/dev/null 2>&1 && again fewer fewer.db || fail "past weeks replayed"
same "past weeks that are replayed are compared again" "$(partial fewer)" 0

# --- refusals
refuses "a shop is no history" 65 "not a history of ours" "$CLIENTELE" report shop.db --as-of 2025-06-30 --out x --history shop.db -q
cp demo.db newer.db; sql newer.db "PRAGMA user_version = 9"
refuses "a newer history" 65 "version 9.*update clientele" "$CLIENTELE" report shop.db --as-of 2025-06-30 --out x --history newer.db -q
cp demo.db torn.db; sql torn.db "DELETE FROM columns WHERE key = 'tenure_days'"
refuses "a history that contradicts itself" 65 "the history is damaged .tenure_days" "$CLIENTELE" report shop.db --as-of 2025-06-30 --out x --history torn.db -q
refuses "a history in the report's own folder" 2 "keep it beside" "$CLIENTELE" report shop.db --as-of 2025-06-30 --out base --history base/h.db -q
refuses "a folder that is not there" 73 "another place" "$CLIENTELE" report shop.db --as-of 2025-06-30 --out x --history no/h.db -q
refuses "a replay without a file" 2 "which file" "$CLIENTELE" history shop.db
[ ! -e x ] || fail "a refused run left a report"

# --- whoever is late waits, and then says so
(sqlite3 demo.db "BEGIN IMMEDIATE" "CREATE TABLE t (a)" ".shell sleep 14" "ROLLBACK") & holder=$!
sleep 0.5
refuses "a history that another run writes to" 75 "another run is writing" "$CLIENTELE" report shop.db --as-of 2025-06-30 --only csv --out held --history demo.db -q
wait $holder
(sqlite3 demo.db "BEGIN IMMEDIATE" "CREATE TABLE t (a)" ".shell sleep 2" "ROLLBACK") & holder=$!
sleep 0.5
that "one that is free again soon is waited for" "$CLIENTELE" report shop.db --as-of 2025-06-30 --only csv --out held --history demo.db -q
wait $holder

# --- a run that is killed leaves the old history, or the new one
mkdir disk && head -c 100 /dev/zero >disk/not-ours
old=$(dump demo.db)
refuses "a report that fails" 73 "not a report of ours" "$CLIENTELE" report shop.db --as-of 2025-07-07 --out disk --history demo.db -q
same "leaves no trace" "$(dump demo.db)" "$old"
cp demo.db full.db
"$CLIENTELE" report shop.db --as-of 2025-07-07 --only csv --out killed --history full.db -q >/dev/null 2>&1 || fail "the run that is to be killed"
new=$(dump full.db)
start=$(date +%s%N); cp demo.db k.db; "$CLIENTELE" report shop.db --as-of 2025-07-07 --only csv --out killed --history k.db -q >/dev/null 2>&1
took=$((($(date +%s%N) - start) / 1000000))
before=0 after=0
for n in $(seq 1 40); do
  cp demo.db k.db
  rm -f k.db-journal
  ("$CLIENTELE" report shop.db --as-of 2025-07-07 --only csv --out killed --history k.db -q >/dev/null 2>&1 &
    sleep "$(awk "BEGIN { print $took * (0.5 + $n / 60) / 1000 }")"; kill -KILL $!; wait $!) 2>/dev/null
  got=$(dump k.db)
  case $got in
  "$old") before=$((before + 1)) ;;
  "$new") after=$((after + 1)) ;;
  *) fail "a run killed after $n/60 left neither the old nor the new history" ;;
  esac
done
if [ $((before + after)) = 40 ]; then ok "killed at 40 moments: $before times the old history, $after times the new one"; fi
[ "$before" -gt 0 ] || fail "no run was killed before its history was written"
that "and the next run goes on from it" "$CLIENTELE" report shop.db --as-of 2025-07-07 --only csv --out killed --history k.db -q
same "to the same history" "$(dump k.db)" "$new"
finish
