#!/bin/bash
# Workbooks and gzipped files in place of CSV files: the same figures, sheets by name, refusals in words.
. "$(dirname "$0")/lib.sh"

command -v python3 >/dev/null || { echo "skipped: python3 is absent, no workbooks were made"; exit 77; }
book() { python3 "$SOURCE_DIR/tests/cli/make_xlsx.py" "$@"; }
i() { rm -f "$1"; "$CLIENTELE" import "$@" -q; }
rows() { sqlite3 "$1" 'SELECT * FROM transactions ORDER BY rowid; SELECT * FROM customers; SELECT * FROM products'; }

"$CLIENTELE" demo demo.db --customers 200 --as-of 2025-06-30 -q >/dev/null || fail "demo"
for table in customers products transactions interactions; do
  mkdir -p csv && sqlite3 -header -csv demo.db "SELECT * FROM $table" | tr -d '\r' >csv/$table.csv
done
mkdir books packed
for table in customers products transactions interactions; do
  book books/$table.xlsx Sheet1=csv/$table.csv || fail "the workbook of $table"
  gzip -c csv/$table.csv >packed/$table.csv.gz
done
for folder in csv books packed; do
  "$CLIENTELE" report $folder --out report-$folder --as-of 2025-06-30 --only csv,json --business Demo -q >/dev/null 2>err ||
    fail "report of $folder: $(cat err)"
done
same "a folder of workbooks gives the report of the CSV files" "$(tree report-books/attachments)" "$(tree report-csv/attachments)"
same "so do gzipped CSV files" "$(tree report-packed/attachments)" "$(tree report-csv/attachments)"

cat >orders.csv <<'END'
Order ID,Order Date,Customer ID,Customer Name,SKU,Qty,Total
A1,2023-12-31 10:00:00,007,"Zoë <Z> & Co",lamp,2,3
A1,2023-12-31 10:00:00,007,"Zoë <Z> & Co",ball,1,1010.05
A2,2024-01-02,1001,Adam A,lamp,1,12.3
A3,2024-01-05,007,"Zoë <Z> & Co",lamp,-1,-0.1
END
printf 'Remember the milk\n' >notes.csv
printf 'Order ID,Order Date,Customer ID,Total\nB1,2024-02-01,1001,5\n' >more.csv
book orders.xlsx Notes=notes.csv Orders=orders.csv
that "orders as CSV" i a.db --transactions orders.csv
that "orders as a workbook" i b.db --transactions orders.xlsx
same "are the same rows" "$(rows b.db)" "$(rows a.db)"
gzip -k orders.csv
that "gzipped" i c.db --transactions orders.csv.gz
same "they are the same rows" "$(rows c.db)" "$(rows a.db)"
that "in two members" sh -c '{ head -n 3 orders.csv | gzip; tail -n +4 orders.csv | gzip; } >two.csv.gz'
that "a file of two members" i d.db --transactions two.csv.gz
same "is one text" "$(rows d.db)" "$(rows a.db)"

rm -f e.db
"$CLIENTELE" import e.db --transactions orders.xlsx >out 2>err || fail "import"
that "the sheet that was taken is said" grep -q 'orders.xlsx, sheet Orders: 4 lines of transactions' err
that "and how it was read" grep -q '(workbook, decimal point, dates year-month-day; order_id = Order ID' err
refuses "a sheet without orders, by name" 65 'orders.xlsx, sheet Notes: .*customer_id' i f.db --transactions orders.xlsx --sheet Notes
that "by number" i f.db --transactions orders.xlsx --sheet 2
that "upper and lower case are the same" i f.db --transactions orders.xlsx --sheet orders
refuses "a sheet that is not there, with those that are" 2 '--sheet 2025: orders.xlsx has no such sheet; it has Notes, Orders' i f.db --transactions orders.xlsx --sheet 2025
refuses "a sheet of a CSV file" 2 '--sheet is for workbooks' i f.db --transactions orders.csv --sheet 1
refuses "a sheet of a database" 2 '--sheet is for workbooks' "$CLIENTELE" check demo.db --sheet 1 -q

book years.xlsx 2023=orders.csv 2024=more.csv Old:hidden=orders.csv
"$CLIENTELE" check years.xlsx --as-of 2024-03-01 --json -q >out.json 2>err
same "of sheets that are alike the first is read" "$(jq .ledger_rows out.json)" 4
same "and a warning names the others" "$(jq -r '.findings[] | select(.code == "sheets-left-out") | "\(.what)"' out.json)" \
  "years.xlsx, sheet 2023 is one of several sheets with a table; the others are 2024, Old (hidden)"
that "each can be added" i g.db --transactions years.xlsx --sheet 2023
"$CLIENTELE" import g.db --append --transactions years.xlsx --sheet 2024 -q >/dev/null 2>err || fail "append: $(cat err)"
same "to the others" "$(sqlite3 g.db 'SELECT count(*) FROM transactions')" 5

# The sheet with the best header is read, though titles stand above it and another sheet has names that are known.
printf 'Désignation,Qté,Prix\nTasse,9,4.50\nThé,12,3.20\n' >stock.csv
{ printf 'Cave du Soleil\nJournal des ventes\n,\nN° facture,Date facture,Code client,Client,Désignation,Qté,P.U. HT,Montant HT\n'
  for n in 1 2 3 4 5 6; do echo "F$n,2024-01-0$n,C$((n % 3)),Mme Noël,Tasse,2,4.50,9.00"; done; } >ventes.csv
book ventes.xlsx Stock=stock.csv Ventes=ventes.csv
i v.db --transactions ventes.xlsx >/dev/null 2>err || fail "a sheet with titles above its header: $(cat err)"
that "is the one that was taken" grep -q 'ventes.xlsx, sheet Ventes: the header is in row 4' err
printf 'Désignation,Emplacement\nTasse,A1\n' >places.csv
book nothing.xlsx Stock=stock.csv Places=places.csv
refuses "where no sheet has sales, the others are named" 65 'sheet Stock: the header has no column for .*name another sheet with --sheet: Places' \
  i n.db --transactions nothing.xlsx
that "a hidden one, when it is named" i g.db --transactions years.xlsx --sheet Old
book shop.xlsx Customers=csv/customers.csv Products=csv/products.csv Sales=csv/transactions.csv
that "one workbook of several tables" i h.db --transactions shop.xlsx --customers shop.xlsx --products shop.xlsx
that "is that of their files" i j.db --transactions csv/transactions.csv --customers csv/customers.csv --products csv/products.csv
same "row by row" "$(rows h.db)" "$(rows j.db)"
book hidden.xlsx Old:hidden=orders.csv
refuses "only hidden sheets" 65 'no table in a sheet that is visible.*Old \(hidden\): name one with --sheet' i k.db --transactions hidden.xlsx

b() { printf '%b' "$1" >b.csv; book b.xlsx Orders=b.csv; }
b "customer,date,amount\n1,2024-01-01,12.5\n2,2024-01-02,\"'1.234,50\"\n2,2024-01-02,1.234\n"
that "numbers beside texts with a decimal comma" i m.db --transactions b.xlsx
same "each by its own rule" "$(sqlite3 m.db 'SELECT group_concat(total_amount, " ") FROM transactions')" "12.5 1234.5 1.234"
b "customer,date,amount\n1,2024-01-01,1\n1,2024-01-02,x\n"
refuses "a cell that cannot be read, with its row" 65 'b.xlsx, sheet Orders: 1 of 2 rows cannot be read.*row 3: “x”' i n.db --transactions b.xlsx --rejects rejects.csv
that "it is kept for repair" grep -q '^3,.*"b.xlsx, sheet Orders".*"x"' rejects.csv
b "customer,date,amount\n1,'03/04/2024,1\n1,'05/06/2024,2\n"
refuses "an ambiguous text among dates, with its row" 65 'b.xlsx, sheet Orders: date: "03/04/2024" \(row 2\)' i n.db --transactions b.xlsx
b "customer,date,amount\n1,2024-01-02,1\n1,2024-02-03,1\n1,2024-03-04,1\n1,2024-04-05,1\n1,2024-05-06,1\n1,2024-06-07,1\n1,'31/12/2024,1\n"
refuses "dates that a spreadsheet program swapped" 65 '"31/12/2024" \(row 8\): day and month were mixed up' i n.db --transactions b.xlsx
b "customer,date,amount,note\n1,2024-01-01,1,#REF!\n1,2024-01-02,=B2*2,\n2,2024-01-02,#DIV/0!,\n2,2024-01-03,#N/A,\n2,2024-01-03,7,\n"
"$CLIENTELE" check b.xlsx --as-of 2024-03-01 --json -q >out.json 2>err
same "errors and formulas without results are told by column and cell" \
  "$(jq -r '.findings[] | select(.code | test("cells-with|formulas-without")) | "\(.code) \(.column) \(.count) \(.example)"' out.json | tr '\n' ';')" \
  "cells-with-errors total_amount 1 cell C4;formulas-without-results total_amount 1 cell C3;"
b ",,\ncustomer,date,amount\n1,2024-01-01,1,,beside it\n,,,,=A1\n1,2024-01-02,2\n"
that "cells beside the table and rows between do no harm" i n.db --transactions b.xlsx
same "the rows are there" "$(sqlite3 n.db 'SELECT count(*), sum(total_amount) FROM transactions')" "2|3.0"

printf '<html><table>' >page.xls
printf '\320\317\021\340\241\261\032\341' >old.xls
printf 'PK\003\004' >cut.xlsx
python3 - <<'END'
import zipfile
with zipfile.ZipFile("files.zip", "w") as z: z.write("orders.csv")
with zipfile.ZipFile("table.ods", "w") as z: z.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
END
head -c 100 orders.csv.gz >cut.csv.gz
refuses "a web page called .xls" 65 'page.xls is a web page saved as .xls' "$CLIENTELE" check page.xls -q
refuses "an old workbook" 65 'old.xls is an old Excel workbook' "$CLIENTELE" check old.xls -q
refuses "half a workbook" 65 'cut.xlsx is damaged or cut off' "$CLIENTELE" check cut.xlsx -q
refuses "another ZIP file" 65 'files.zip is a ZIP file, not a workbook \(it holds orders.csv\)' "$CLIENTELE" report files.zip --out r -q
refuses "an OpenDocument spreadsheet" 65 'table.ods is an OpenDocument spreadsheet' "$CLIENTELE" init table.ods -q
refuses "half a gzipped file" 65 'cut.csv.gz ends in the middle' "$CLIENTELE" check cut.csv.gz -q
refuses "a workbook that is not there" 66 'nowhere.xlsx' i q.db --transactions nowhere.xlsx
printf 'customer\tdate\tamount\n1\t2024-01-05\t3\n' >text.xls
that "tab-separated text called .xls" i q.db --transactions text.xls
rm -f clientele.yaml
that "init looks at a workbook too" "$CLIENTELE" init shop.xlsx -q

# A sheet of 200,000 rows in little memory: it is read as it comes.
awk 'BEGIN { print "order_id,customer,date,total"; for (i = 1; i <= 200000; i++) print i "," i % 1000 ",2024-01-05,10.5" }' >long.csv
book long.xlsx Orders=long.csv
if (ulimit -v 150000; "$CLIENTELE" --version) >/dev/null 2>&1; then
  that "a long sheet in 150 MB of addresses" sh -c "ulimit -v 150000; '$CLIENTELE' import long.db --transactions long.xlsx -q"
else
  that "a long sheet (this build, sanitized, needs more memory than is tried)" i long.db --transactions long.xlsx
fi
same "all of it" "$(sqlite3 long.db 'SELECT count(*), sum(total_amount) FROM transactions')" "200000|2100000.0"

if command -v soffice >/dev/null; then
  lo() { timeout 180 soffice --headless -env:UserInstallation=file://$W/office --convert-to "$@" >lo.log 2>&1; }
  mkdir saved text
  cp books/transactions.xlsx wide.xlsx
  lo xlsx --outdir saved orders.xlsx wide.xlsx shop.xlsx || fail "LibreOffice: $(cat lo.log)"
  for name in orders wide; do
    i theirs.db --transactions saved/$name.xlsx >/dev/null 2>err || fail "what LibreOffice saved of $name: $(cat err)"
    i ours.db --transactions $name.xlsx >/dev/null 2>err
    same "LibreOffice's workbook of $name has the same rows" "$(rows theirs.db)" "$(rows ours.db)"
  done
  lo 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false' --outdir text wide.xlsx || fail "LibreOffice: $(cat lo.log)"
  i theirs.db --transactions text/wide.csv >/dev/null 2>err || fail "what LibreOffice makes of the workbook as CSV: $(cat err)"
  i ours.db --transactions wide.xlsx >/dev/null 2>err
  same "the workbook has the rows that LibreOffice sees in it" "$(rows ours.db)" "$(rows theirs.db)"
  lo ods --outdir saved orders.xlsx && refuses "a spreadsheet that LibreOffice saved" 65 'is an OpenDocument spreadsheet' i o.db --transactions saved/orders.ods
  lo xls --outdir saved orders.xlsx && refuses "an old workbook that it saved" 65 'is an old Excel workbook' i o.db --transactions saved/orders.xls
else
  echo "skipped: LibreOffice is absent, its workbooks were not compared"
fi

case49=$SHARED_DIR/cases/49-xlsx
if [ -e "$case49/orders.xlsx" ]; then
  refuses "a workbook with a header only" 65 'sheet Orders: there are no transactions, only a header line' "$CLIENTELE" check "$case49/orders.xlsx" -q
  refuses "a web page as .xls" 65 'is a web page saved as .xls' "$CLIENTELE" check "$case49/orders.xls" -q
else
  echo "skipped: $case49 is absent"
fi
finish
