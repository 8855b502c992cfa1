#!/bin/bash
# Names of segments in real shops: whatever a name says is so of six in ten members, by a separate reckoning
# from the shop's own rows (names.py); the same clusters have the same names whatever else is asked for.
. "$(dirname "$0")/lib.sh"
python=/usr/bin/python3
[ -x $python ] || { echo "skipped: python3 is absent"; exit 77; }
command -v jq >/dev/null || { echo "skipped: jq is absent"; exit 77; }

cat >names.py <<'P'
import csv, json, math, sqlite3, sys
from collections import defaultdict
db, sales, contacts, as_of, folders = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), sys.argv[5:]
shop = sqlite3.connect(db)
days, spend, touched, first = defaultdict(set), defaultdict(float), defaultdict(int), {}
for customer, day, amount in shop.execute(sales):
    spend[str(customer)] += amount
    if amount >= 0: days[str(customer)].add(day)
if contacts:
    for customer, count in shop.execute(contacts): touched[str(customer)] = count
days = {c: sorted(d) for c, d in days.items()}
start, n = min(d[0] for d in days.values()), len(days)

# The shop's clock: each day goes on by the share of the customers so far who bought again on it.
began, again = defaultdict(int), defaultdict(int)
for d in days.values():
    began[d[0]] += 1
    for day in d[1:]: again[day] += 1
clock, known, at = {}, 0, 0.0
for day in range(start, as_of + 1):
    if again[day]: at += again[day] / known
    known += began[day]
    clock[day] = at
def chance(d): return ((clock[d[-1]] - clock[d[0]]) / (clock[as_of] - clock[d[0]])) ** (len(d) - 1)
quiet = {c for c, d in days.items() if len(d) > 1 and chance(d) < 0.05}
judged = sum(len(d) > 1 for d in days.values())
proven = judged >= 15 and as_of - start >= 56 and len(quiet) > 0.05 * judged + 2 * math.sqrt(0.0475 * judged)
if judged < 15: quiet = set()

# Kaplan and Meier's curve of the second purchase day.
waits = [(d[1] - d[0], True) if len(d) > 1 else (as_of - d[0], False) for d in days.values()]
waiting, curve = 1.0, []
for w in range(max(w for w, _ in waits) + 1):
    risk = sum(x >= w for x, _ in waits)
    waiting *= 1 - sum(x == w and ended for x, ended in waits) / risk
    curve.append(1 - waiting)
def by_when(share): return next(w for w, back in enumerate(curve) if back >= share * curve[-1])
D50, D80 = by_when(0.5), by_when(0.8)

R = {c: as_of - d[-1] for c, d in days.items()}
H = {c: as_of - d[0] for c, d in days.items()}
X = {c: len(d) for c, d in days.items()}
S = {c: spend[c] for c in days}
B = {c: spend[c] / len(days[c]) for c in days}
T = {c: touched[c] for c in days}
def ranks(v):
    ordered = sorted(v.values())
    import bisect
    return {c: bisect.bisect_left(ordered, x - 1e-9) / n for c, x in v.items()}, {c: (n - bisect.bisect_right(ordered, x + 1e-9)) / n for c, x in v.items()}
below = {name: ranks(v)[0] for name, v in dict(X=X, S=S, B=B, T=T).items()}
later = ranks(H)[1]
ordered = sorted(S.values())
middle = (ordered[(n - 1) // 2] + ordered[n // 2]) / 2
def silent(c): return c in quiet or X[c] <= 3 and R[c] > max(D80, 14)
def top(name, c, share=2 / 3): return below[name][c] >= share - 1e-12
def often(c, share=2 / 3): return X[c] >= 3 and top("X", c, share)
RULES = {
    "exceptional-customers": lambda c: True, "mixed-customers": lambda c: True,
    "new-customers": lambda c: H[c] <= max(30, min(180, D50)),
    "one-time-buyers": lambda c: X[c] == 1,
    "cant-lose-them": lambda c: silent(c) and top("S", c) and often(c),
    "at-risk": lambda c: silent(c) and S[c] > middle - 1e-9,
    "hibernating": lambda c: silent(c) and S[c] <= middle + 1e-9,
    "lapsed-customers": silent,
    "champions": lambda c: not silent(c) and often(c, 0.8) and top("S", c, 0.8),
    "big-spenders": lambda c: top("S", c) and top("B", c),
    "loyal-customers": lambda c: not silent(c) and often(c),
    "window-shoppers": lambda c: not silent(c) and top("T", c) and S[c] <= middle + 1e-9,
    "newer-customers": lambda c: not silent(c) and H[c] <= 365 and later[c] >= 2 / 3 - 1e-12,
    "potential-loyalists": lambda c: not silent(c) and X[c] > 1 and not often(c) and R[c] <= max(D50, 30),
    "occasional-customers": lambda c: X[c] > 1 and not often(c),
    "active-customers": lambda c: not silent(c),
}
bad = []
def need(what, holds):
    if not holds: bad.append(what)
def median(values):
    v = sorted(values)
    return (v[(len(v) - 1) // 2] + v[len(v) // 2]) / 2
def delta(a, b, v):
    return sum((v[x] > v[y]) - (v[x] < v[y]) for x in a for y in b) / len(a) / len(b)
for folder in folders:
    report = json.load(open(f"{folder}/report.json"))
    members = defaultdict(list)
    for row in csv.DictReader(open(f"{folder}/attachments/customer_segments.csv")):
        members[row["segment"]].append(row["customer_id"])
        need(f"{folder}: silence of {row['customer_id']}", (row["silence"] == "quiet") == (row["customer_id"] in quiet))
    segments = [s for s in report["segments"] if s["name"] != "prospects"]
    need(f"{folder}: {report['quiet']} quiet of {report['judged']}, not {len(quiet)} of {judged}",
         report["quiet"] is None or (report["quiet"], report["judged"]) == (len(quiet), judged))
    print(f"{folder}:")
    for s in segments:
        m = members[s["label"]]
        meeting = sum(RULES[s["name"]](c) for c in m)
        print("  %4d: %4d/%d/%d/%d, quiet %.2f, %d meet: %s" % (len(m), median(R[c] for c in m), median(X[c] for c in m),
              median(S[c] for c in m), median(H[c] for c in m), sum(c in quiet for c in m) / len(m), meeting, s["label"]))
        need(f"{folder}: {s['label']}: so of {meeting} of {len(m)}", meeting * 10 >= len(m) * 6)
        need(f"{folder}: {s['label']} without proof", proven or s["name"] not in ("cant-lose-them", "at-risk", "hibernating", "lapsed-customers"))
        need(f"{folder}: {s['label']} is not few", s["name"] != "exceptional-customers" or len(m) < 10 and len(m) * 50 < n)
        need(f"{folder}: most {s['label']} are quiet", s["name"] not in ("champions", "loyal-customers", "potential-loyalists", "new-customers")
             or 2 * sum(c in quiet for c in m) <= len(m))
    for a in segments:
        for b in segments:
            x, y = members[a["label"]], members[b["label"]]
            if (a["name"], b["name"]) == ("champions", "loyal-customers"):
                need(f"{folder}: {a['label']} spend less than {b['label']}", median(S[c] for c in x) >= median(S[c] for c in y))
            if a["name"] < b["name"] and min(len(x), len(y)) >= 10 and "mixed-customers" not in (a["name"], b["name"]):
                need(f"{folder}: {a['label']} and {b['label']} are alike", any(abs(delta(x, y, v)) >= 0.33 for v in (R, X, S)))
    need(f"{folder}: labels differ", len({s["label"] for s in segments}) == len(segments))
print("\n".join("BAD " + b for b in bad[:20]))
sys.exit(bool(bad))
P

day() { echo $(($(date -u -d "$1" +%s) / 86400)); }
# judge NAME SALES CONTACTS AS_OF REPORT_ARGUMENTS...
judge() {
  name=$1 database=$2 sales=$3 contacts=$4 day=$5
  shift 5
  for k in 3 5 8 12; do
    "$CLIENTELE" report "$@" --as-of "$day" --k $k --out "$name-$k" --only csv,json -q >/dev/null 2>"$W/err" || fail "$name at k = $k: $(cat "$W/err")"
  done
  $python names.py "$database" "$sales" "$contacts" "$(day "$day")" "$name-3" "$name-5" "$name-8" "$name-12" >"$name.txt"
  same "$name: no name that its members contradict, at k = 3, 5, 8, 12" "$? $(grep '^BAD' "$name.txt")" "0 "
  cat "$name.txt" # members: medians of silence, purchase days, spend and history
}
ROWS="SELECT customer_id, CAST(julianday(transaction_date) - 2440587.5 AS INTEGER), total_amount FROM transactions"
"$CLIENTELE" demo demo.db --as-of 2025-06-30 -q >/dev/null || fail "demo"
judge demo demo.db "$ROWS" "SELECT customer_id, count(*) FROM interactions GROUP BY 1" 2025-06-30 demo.db
data=$SHARED_DIR/data
if [ -d "$data" ]; then
  judge cdnow "$data/cdnow/cdnow.db" "$ROWS" "" 1998-07-01 "$data/cdnow/cdnow.db"
  "$CLIENTELE" import superstore.db --transactions "$data/superstore/superstore.csv" -q >/dev/null 2>&1 || fail "superstore"
  judge superstore superstore.db "$(echo "$ROWS" | sed 's/customer_id/source/') JOIN imported_ids ON kind = 'customer' AND id = customer_id" "" 2022-12-31 superstore.db
  "$CLIENTELE" init "$data/chinook/chinook.sqlite" -q >/dev/null 2>&1 || fail "init of chinook"
  judge chinook "$data/chinook/chinook.sqlite" \
    "SELECT CustomerId, CAST(julianday(InvoiceDate) - 2440587.5 AS INTEGER), Total FROM Invoice" "" 2025-12-23 \
    "$data/chinook/chinook.sqlite" --config clientele.yaml
else
  echo "skipped: the shared data sets are not there"
fi

# The same clusters, however they were come by and however much is shown: the same names.
names() { jq -c '[.segments[] | [.customers, .label, .slug]] | sort' "$1/report.json"; }
members() { for f in "$1"/attachments/segments/*.csv; do tail -n +2 "$f" | cut -d, -f1 | sort | sha256sum; done | sort | sha256sum; }
again() { # again NAME OPTIONS...
  name=$1
  shift
  "$CLIENTELE" report demo.db --as-of 2025-06-30 --k 8 --out "$name" --only csv,json -q "$@" >/dev/null 2>"$W/err" || fail "$name: $(cat "$W/err")"
}
again plain
again ids --privacy ids
for seed in 1 2 3 4 5 6; do again seed --seed $seed; [ "$(members seed)" = "$(members plain)" ] && break; done
again currency --currency EUR --threads 2
"$CLIENTELE" history demo.db --history weeks.db --weeks 4 --as-of 2025-06-23 --k 8 -q >/dev/null 2>&1 || fail "history"
again history --history weeks.db
mkdir export
for table in customers products transactions interactions; do
  sqlite3 -header -csv demo.db "SELECT * FROM $table" >export/$table.csv
done
"$CLIENTELE" report export --as-of 2025-06-30 --k 8 --out files --only csv,json -q >/dev/null 2>"$W/err" || fail "files: $(cat "$W/err")"
for other in ids seed currency history files; do
  if [ "$(members "$other")" = "$(members plain)" ]; then
    same "$other: the same clusters have the same names" "$(names "$other")" "$(names plain)"
  else
    echo "skipped: $other has other clusters"
  fi
done
again aggregate --privacy aggregate
# Counts of an aggregate report are rounded: its labels are compared.
same "aggregate: the same names, but for those that are put together" \
  "$(jq -c --slurpfile plain plain/report.json '[.segments[] | select(.name != "other-customers") | .label] - [$plain[0].segments[].label]' aggregate/report.json)" "[]"
that "and most are not put together" test "$(jq '[.segments[] | select(.name != "other-customers")] | length' aggregate/report.json)" -ge 5
finish
