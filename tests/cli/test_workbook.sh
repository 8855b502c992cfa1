#!/bin/bash
# The workbook as a spreadsheet program opens it: LibreOffice turns every sheet into CSV, and its
# figures are held against report.json and the CSV files.
. "$(dirname "$0")/lib.sh"

"$CLIENTELE" demo shop.db --as-of 2025-06-30 --quiet >/dev/null || fail "demo"
if ! "$CLIENTELE" report shop.db --out probe --only xlsx --as-of 2025-06-30 -q >/dev/null 2>err &&
  grep -q 'built without libxlsxwriter' err; then
  echo "skipped: this build has no libxlsxwriter"
  exit 77
fi
same "--only xlsx writes the workbook alone" \
  "$(cd probe && find . -type f ! -name .clientele | sort | tr '\n' ' ')" "./attachments/segments.xlsx "
"$CLIENTELE" report shop.db --out report --currency EUR --business '=Shop() & "Söhne"' \
  --as-of 2025-06-30 -q >/dev/null 2>&1 || fail "report"
"$CLIENTELE" report shop.db --out again --currency EUR --business '=Shop() & "Söhne"' --threads 1 \
  --as-of 2025-06-30 -q >/dev/null 2>&1 || fail "report again"
that "the same data make the same workbook" cmp report/attachments/segments.xlsx again/attachments/segments.xlsx
same "the attachments page has its digest" \
  "$(grep -c "$(sha256sum <report/attachments/segments.xlsx | cut -d' ' -f1)" report/attachments.html)" 1
mkdir parts && (cd parts && unzip -q ../report/attachments/segments.xlsx)
same "no cell is a formula or a link" "$(grep -lE '<f>|<hyperlink' parts/xl/worksheets/*.xml | wc -l)" 0
same "there are charts of revenue, customers, inertia and silhouette" "$(ls parts/xl/charts | wc -l)" 4
for part in parts/xl/worksheets/*.xml parts/xl/charts/*.xml parts/xl/workbook.xml; do
  xmllint --noout "$part" || fail "$part is not XML"
done
same "e-mail addresses are not in it" "$(grep -rlE '@example\.' parts | wc -l)" 0

if ! command -v soffice >/dev/null; then
  echo "skipped: LibreOffice is absent, the workbook was not opened"
  finish
  exit
fi
mkdir sheets
timeout 180 soffice "-env:UserInstallation=file://$W/profile" --headless --convert-to \
  'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1' \
  --outdir sheets report/attachments/segments.xlsx >/dev/null 2>&1 || fail "LibreOffice"
cat >compare.py <<'P'
import csv, glob, json, sys
report = json.load(open("report/report.json"))
read = lambda path: list(csv.reader(open(path, encoding="utf-8")))
sheet = lambda name: read(f"sheets/segments-{name}.csv")
bad = []
def same(what, a, b):
    if a != b: bad.append(f"{what}: {a!r} is not {b!r}")
def near(what, a, b):
    if a == b == "": return
    if a.endswith("%"):  # LibreOffice gives shares as they are shown, to a thousandth
        if abs(float(a[:-1]) / 100 - float(b)) > 0.000501: bad.append(f"{what}: {a!r} is not {b!r}")
    elif abs(float(a) - float(b)) > 1e-6 * max(1, abs(float(b))): bad.append(f"{what}: {a!r} is not {b!r}")
def plain(text): return text[1:] if text.startswith("'") else text
def compare(name, path):
    """Every cell of a sheet is the CSV file's, rows matched by the first column."""
    got, want = sheet(name), read(path)
    keys = want[0]
    emails = keys.index("email") if "email" in keys else len(keys)
    want = [row[:emails] + row[emails + 1:] for row in want]
    same(f"{name}: rows", len(got), len(want))
    rows = {row[0]: row for row in got[1:]}
    for row in want[1:]:
        for key, a, b in zip(keys, rows[row[0]], row):
            try: float(b)
            except ValueError: same(f"{name}, {row[0]}, {key}", a, plain(b))
            else: near(f"{name}, {row[0]}, {key}", a, b)
for s in report["segments"]:
    compare(s["label"], f"report/attachments/segments/{s['slug']}.csv")
compare("Customers", "report/attachments/customer_segments.csv")
compare("Averages", "report/attachments/cluster_summary.csv")
compare("Choice of k", "report/attachments/k_selection.csv")
compare("Sales by month", "report/attachments/monthly_sales.csv")
overview = sheet("Overview")
value = {row[0]: row[1] for row in overview if len(row) > 1 and row[1]}
near("revenue", value["Revenue"], report["revenue"])
near("ledger", value["In the ledger"], report["ledger_revenue"])
near("in the segments", value["Revenue in the segments"], sum(s["revenue"] for s in report["segments"]))
same("customers", value["Customers"], str(report["customers"]))
same("buyers", value["Buyers"], str(report["buyers"]))
same("as of, a date", value["As of"], "2025-06-30")
table = [row for row in overview if row and row[0] in [s["label"] for s in report["segments"]] and row[3]]
for row, s in zip(table, report["segments"]):
    same("segment", row[0], s["label"])
    same("its customers", row[1], str(s["customers"]))
    near("its share", row[2], s["customer_share"])
    near("its revenue", row[3], round(s["revenue"], 2))
same("segments in the table", len(table), len(report["segments"]))
spend = [float(row[5]) for row in sheet(report["segments"][0]["label"])[1:]]
same("the highest spend is on top", spend, sorted(spend, reverse=True))
print("\n".join(bad[:10]))
sys.exit(bool(bad))
P
that "LibreOffice reads the report's figures in every sheet" python3 compare.py
finish
