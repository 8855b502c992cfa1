#!/bin/bash
# What a report shows of people, at each level of --privacy: every file that was written is taken
# apart (workbooks, PDF and what is attached to it, packed columns) and searched for every name,
# e-mail address and id of a shop where those cannot be anything else.
. "$(dirname "$0")/lib.sh"

"$CLIENTELE" demo shop.db --customers 600 --as-of 2025-06-30 -q >/dev/null || fail "demo"
sqlite3 shop.db "
  PRAGMA foreign_keys = OFF;
  UPDATE transactions SET customer_id = 700000000 + customer_id * 1317;
  UPDATE interactions SET customer_id = 700000000 + customer_id * 1317;
  UPDATE customers SET customer_id = 700000000 + customer_id * 1317;
  UPDATE customers SET name = 'Qorv' || substr(customer_id, 2) || ' Zzyxe',
                       email = 'qm' || substr(customer_id, 2) || '@hidden.test';
  UPDATE customers SET name = 'only.mail@hidden.test', email = NULL
   WHERE customer_id = (SELECT max(customer_id) FROM transactions);"
sqlite3 shop.db "SELECT customer_id FROM customers" >numbers.txt
run() { # run FOLDER OPTION...
  folder=$1
  shift
  "$CLIENTELE" report shop.db --out "$folder" --as-of 2025-06-30 --attach-csv -q "$@" >/dev/null 2>"$folder.err" ||
    fail "report $*: $(cat "$folder.err")"
}
run full
run ids --privacy ids
run aggregate --privacy aggregate
run small --privacy aggregate --min-group 60 --k 9

# Everything that a reader could find in a folder, as files of text in another.
cat >open.py <<'P'
import base64, json, os, re, subprocess, sys, zipfile
source, target = sys.argv[1:]
def put(name, data):
    with open(os.path.join(target, name.replace("/", "+")), "wb") as out: out.write(data)
def islands(page):
    """The numbers that scripts unpack from the page (assets/site/data.js)."""
    found = []
    def walk(value):
        if isinstance(value, dict):
            if "data" in value and "bytes" in value:
                size, raw = value["bytes"], base64.b64decode(value["data"])
                for i in range(0, len(raw), size):
                    found.append(str(int.from_bytes(raw[i:i + size], "little") / value["scale"] + value["low"] / value["scale"]))
            for part in value.values(): walk(part)
        elif isinstance(value, list):
            for part in value: walk(part)
    for text in re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', page, re.S): walk(json.loads(text))
    return "\n".join(found)
os.makedirs(target)
assert os.path.exists(os.path.join(source, "report.json"))
for folder, _, names in os.walk(source):
    for name in names:
        path = os.path.join(folder, name)
        short = os.path.relpath(path, source)
        data = open(path, "rb").read()
        put(short, data)
        if name.endswith(".xlsx"):
            for part in zipfile.ZipFile(path).namelist(): put(short + "+" + part, zipfile.ZipFile(path).read(part))
        if name.endswith(".html"): put(short + ".numbers", islands(data.decode()).encode())
        if name.endswith(".pdf"):
            put(short + ".txt", subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True).stdout)
            subprocess.run(["qpdf", "--qdf", "--object-streams=disable", path, os.path.join(target, "report.pdf.qdf")], check=True)
            attached = os.path.join(target, "attached")
            os.makedirs(attached)
            subprocess.run(["pdfdetach", "-saveall", "-o", attached, path], check=True, capture_output=True)
P
for level in full ids aggregate small; do
  python3 open.py "$level" "open-$level" || fail "taking $level apart"
done
holding() { grep -rlaE -- "$2" "open-$1" | sed "s|open-$1/||" | sort | tr '\n' ' '; }
outside() { holding "$1" "$2" | tr ' ' '\n' | grep -vE "$3" | tr '\n' ' '; }

NAMES='Qorv[0-9]|Zzyxe' MAILS='hidden\.test' IDS='70[0-9]{7}'
that "full names customers on their page" grep -q 'Qorv' open-full/customers.html
that "and in the workbook" grep -rq 'Qorv' open-full/attachments+segments.xlsx+xl+sharedStrings.xml
same "full has e-mail addresses in the CSV files of whom to write to only" \
  "$(outside full "$MAILS" '^(attachments\+(segments|first|quiet)\+[a-z0-9-]*\.csv|attachments\+quiet_customers\.csv|)$')" ""
same "where all of them are" "$(cat full/attachments/segments/*.csv | grep -c "$MAILS")" 600
same "a name that is an address counts as one" "$(grep -rl 'only.mail' open-full | wc -l)" 1
that "full says whom the report is for" grep -q 'This report names customers' open-full/attachments.html
same "ids has no name in any file" "$(holding ids "$NAMES")" ""
same "nor an e-mail address" "$(holding ids "$MAILS|@hidden")" ""
that "but ids" grep -qE "$IDS" open-ids/customers.html
same "the customers to look at first have ids" "$(grep -lE "$IDS" ids/segments/*.html | wc -l)" "$(ls ids/segments | wc -l)"
for level in aggregate small; do
  same "$level has no name in any file" "$(holding $level "$NAMES")" ""
  same "nor an e-mail address ($level)" "$(holding $level "$MAILS|@hidden")" ""
  same "nor an id ($level)" "$(grep -rlaFf numbers.txt "open-$level" | tr '\n' ' ')" ""
  same "nor a page of customers ($level)" "$(cd $level && find . -name 'customer*' -o -name 'quiet*' ! -name '*.png' -o -path '*segments/*.csv' -o -path '*first*' | tr '\n' ' ')" ""
  same "nor anything to explore ($level)" "$(grep -lE 'id="explore-data"|href="(\.\./)?(customers\.html|[^"]*#explore)' $level/*.html $level/segments/*.html | wc -l)" 0
done
same "nothing leads to a file that is not there" "$(cd aggregate && grep -ohE 'href="[a-z_./-]+"' ./*.html | sort -u |
  sed 's/href="//;s/"//' | while read -r file; do [ -e "$file" ] || echo "$file"; done)" ""

cat >judge.py <<'P'
import csv, glob, json, sqlite3, sys
folder, group, step = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
report, full = (json.load(open(f"{name}/report.json")) for name in (folder, "full"))
bad = []
def need(what, holds):
    if not holds: bad.append(what)
KEYS = "judged quiet getting_quiet quiet_excess quiet_spend quiet_spend_a_year".split()
def few_quiet(of):
    """What is told of silence; spend alone may be withheld, where one customer makes most of it."""
    if of["quiet"] is None: return need("silence is withheld in part", all(of[key] is None for key in KEYS))
    for part in (of["quiet"], of["getting_quiet"], of["judged"] - of["quiet"] - of["getting_quiet"]):
        need(f"a part of {part}", part == 0 or (part >= group and part % step == 0))
few_quiet(report)
need("customers add up", sum(s["customers"] for s in report["segments"]) == report["customers"])
need("revenue adds up", abs(sum(s["revenue"] for s in report["segments"]) - report["revenue"]) < 0.005)
for s in report["segments"]:
    need(f"{s['label']} has {s['customers']} customers", s["customers"] >= group and s["customers"] % step == 0)
    few_quiet(s)
    for country in s["countries"]: need(f"{country}", country["amount"] >= group and country["amount"] % step == 0)
never = report["customers"] - report["buyers"]
need("few who never bought", never == 0 or never >= group)
for month in report["months"]:
    need("a month of few", month["active_customers"] == 0 or month["active_customers"] >= group)
    need("few new", month["new_customers"] in (None, 0) or month["new_customers"] >= group)
# Products and categories, by who is in the segment: of the segments that the full report has too.
members = {s["label"]: {row["customer_id"] for row in csv.DictReader(open(f"full/attachments/segments/{s['slug']}.csv"))}
           for s in full["segments"]}
shop = sqlite3.connect("shop.db")
sold = shop.execute("SELECT DISTINCT t.customer_id, p.product_name, p.category FROM transactions t JOIN products p USING (product_id)").fetchall()
dropped = seen = 0
for s in report["segments"]:
    mine = members.get(s["label"])
    before = next((t for t in full["segments"] if t["label"] == s["label"]), None)
    if folder != "aggregate" or mine is None or abs(len(mine) - s["customers"]) > step: continue
    seen += 1
    need(f"{s['label']}: revenue", abs(s["revenue"] - before["revenue"]) <= 0.1 * before["revenue"])
    for key, column in (("products", 1), ("categories", 2)):
        for item in s[key]:
            buyers = {row[0] for row in sold if row[column] == item["name"] and str(row[0]) in mine}
            need(f"{s['label']}: {item['name']} of {len(buyers)}", len(buyers) >= group)
        dropped += len(before[key]) - len(s[key]) + sum(1 for c in before["countries"] if c["amount"] < group)
if folder == "aggregate":
    need("segments to compare", seen > 2)
    need("something was withheld", dropped > 0)
    need("the whole is right to a twentieth", all(abs(report[key] / full[key] - 1) < 0.05 for key in ("customers", "revenue", "purchases")))
else:
    need("small segments together", [s for s in report["segments"] if s["slug"] == "other-customers"])
# Nothing of what customers have, nor of what a group has to the cent, stands anywhere.
spends = [row[0] for row in shop.execute("SELECT round(sum(total_amount), 2) FROM transactions GROUP BY customer_id")]
spends += [s["revenue"] for s in full["segments"]] + [full["revenue"]] + [m["revenue"] for m in full["months"]]
spends += [item["amount"] for s in full["segments"] for key in ("products", "categories") for item in s[key]]
texts = [open(path, errors="ignore").read() for path in glob.glob(f"open-{folder}/*") if not path.endswith(("png", "pdf", "qdf", "attached"))]
text = "\n".join(texts)
for spend in spends:
    if round(spend, 2) == round(spend): continue  # such a figure may be a rounded one
    for form in (f"{spend:.2f}", f"{spend:,.2f}"):
        need(f"an exact amount of {form}", len(form) < 6 or not any(f"{before}{form}" in text for before in ">,$ "))
print("\n".join(bad[:12]))
sys.exit(bool(bad))
P
that "aggregate says nothing of fewer than ten customers" python3 judge.py aggregate 10 5
that "--min-group 60 says nothing of fewer than sixty" python3 judge.py small 60 20
if /usr/bin/python3 -c 'import jsonschema' 2>/dev/null; then
  that "what is withheld is as the schema says" /usr/bin/python3 -W ignore -m jsonschema -i small/report.json "$SOURCE_DIR/assets/report.schema.json"
fi
that "a PDF of aggregates is sound" qpdf --check aggregate/report.pdf
# Beside the tables: how many a picture says that it shows, and how many were drawn again and again.
pdftotext -raw aggregate/report.pdf aggregate.txt
tr '\n' ' ' <aggregate.txt | grep -oE '(n = |each time on |from the )[0-9,]+' | tr -dc '0-9\n' >counts.txt
that "there are such counts" test "$(wc -l <counts.txt)" -ge 4
same "all are rounded" "$(awk '$1 % 5' counts.txt | wc -l)" 0
"$CLIENTELE" demo ten.db --customers 10 --as-of 2025-06-30 -q >/dev/null
refuses "too few customers for aggregates are refused" 65 "fewer than 10 customers.*--min-group" \
  "$CLIENTELE" report ten.db --out ten --privacy aggregate --as-of 2025-06-30
refuses "an unknown level is refused" 2 "full, ids or aggregate" "$CLIENTELE" report ten.db --out ten --privacy none
refuses "customers are not followed where they are not shown" 2 "history.*aggregate" \
  "$CLIENTELE" report shop.db --out h --privacy aggregate --history h.db --as-of 2025-06-30
refuses "a group of one is refused" 2 "2 to 1000" "$CLIENTELE" report ten.db --out ten --min-group 1
finish
