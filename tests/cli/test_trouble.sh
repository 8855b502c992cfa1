#!/bin/bash
# What README says about refusals is what the program prints.
. "$(dirname "$0")/lib.sh"

awk '/^## Troubleshooting/ { on = 1; next } /^## / { on = 0 } on' "$SOURCE_DIR/README.md" >trouble.md
# trouble EXIT MESSAGE COMMAND...: the message is in README with its exit code, and is printed
told=0
trouble() {
  code=$1 message=$2
  shift 2
  told=$((told + 1))
  grep -F -- "\`$message\`" trouble.md >row || { fail "README says nothing of: $message"; return; }
  grep -q "($code)\|exit $code" row || fail "README gives \"$message\" another exit code than $code"
  refuses "$message" "$code" "$(printf '%s' "$message" | sed 's/[][().*+?^$|\\]/\\&/g')" "$@"
}
r() { "$CLIENTELE" report "$@" --out x -q; }
changed() { cp shop.db t.db && sqlite3 t.db "PRAGMA foreign_keys = OFF; $1"; }

"$CLIENTELE" demo shop.db --customers 60 --as-of 2025-06-30 -q >/dev/null || fail "demo"
cp shop.db locked.db
mkfifo held
{ printf 'BEGIN EXCLUSIVE;\nSELECT 1;\n'; cat held; } | sqlite3 locked.db >begun &
until [ -s begun ]; do sleep 0.05; done
trouble 75 'database is locked; another program has it locked' r locked.db
: >held
wait
trouble 66 'no such file' r nowhere.db
{ printf '\211\001\002'; head -c 3000 shop.db; } >odd.db
trouble 65 'is not a SQLite database: it may be encrypted, or damaged' r odd.db
head -c 20000 shop.db >cut.db
trouble 65 'database disk image is malformed; the file is damaged' r cut.db
changed 'DROP TABLE transactions'
trouble 65 'has no table transactions; it has:' r t.db
changed 'ALTER TABLE transactions DROP COLUMN total_amount'
trouble 65 'has no column total_amount; its columns are:' r t.db
changed 'UPDATE transactions SET transaction_date = "1.7.2024" WHERE transaction_id < 100'
trouble 65 'is not a date written as YYYY-MM-DD' r t.db
changed 'UPDATE transactions SET total_amount = "$ " || total_amount'
trouble 65 'not a number, or an impossibly large one' r t.db
changed 'DELETE FROM transactions'
trouble 65 'the table transactions is empty: nothing to segment' r t.db
changed 'DELETE FROM transactions WHERE customer_id > 4'
trouble 65 'clusters asked of' r t.db --k 40
trouble 65 'no transactions can be counted as of' r shop.db --as-of 1999-01-01
printf 'customer,date,amount\n1,03/04/2024,5\n' >c.csv
trouble 65 'may be day/month or month/day, and no date in the column decides it' r c.csv
printf 'customer,date,amount\n1,05-01-24,5\n2,06-02-24,6\n' >c.csv
trouble 65 'may begin or end with its year, and no date in the column decides it' r c.csv
printf 'customer,date,amount\n1,2024-01-02,1.234\n' >c.csv
trouble 65 'may have thousands or decimals, and no number in the file decides it' r c.csv
printf 'who,when,much\n1,2024-01-02,1\n' >c.csv
trouble 65 'the header has no column for customer_id' r c.csv
printf 'customer,date,amount\n1,2024-01-02,1\n1,2024-01-02,abc\n' >c.csv
trouble 65 'cannot be read, more than --max-rejects allows' r c.csv
iconv -f utf-8 -t utf-16be c.csv >u.csv
trouble 65 'looks like UTF-16 without a byte-order mark' r u.csv
trouble 73 'exists already: add --append to add to it, or --force to replace it' \
  "$CLIENTELE" import shop.db --transactions c.csv -q
printf '\320\317\021\340\241\261\032\341' >o.xls
trouble 65 'is an old Excel workbook (.xls)' r o.xls
printf '<html><table>' >o.xls
trouble 65 'is a web page saved as .xls' r o.xls
if command -v python3 >/dev/null; then
  { echo customer,date,amount; for n in 1 2 3 4 5 6; do echo "1,2024-0$n-0$n,1"; done; echo "1,'31/12/2024,1"; } >c.csv
  python3 "$SOURCE_DIR/tests/cli/make_xlsx.py" o.xlsx Orders=c.csv
  trouble 65 'day and month were mixed up' r o.xlsx
else
  echo "skipped: python3 is absent, swapped dates were not tried"
  told=$((told + 1))
fi
mkdir foreign; echo thesis >foreign/thesis.doc
trouble 73 'is not empty and is not a report of ours' "$CLIENTELE" report shop.db --out foreign -q
echo precious >file
trouble 73 'exists and is not a folder' "$CLIENTELE" report shop.db --out file -q
trouble 73 'cannot make the folder' "$CLIENTELE" report shop.db --out /proc/report -q
trouble 65 'not a TrueType font' r shop.db --fallback-font c.csv
echo 'titel: x' >c.yaml
trouble 78 'unknown key' r shop.db --config c.yaml
mkdir -p tpl/site; echo '{{#segments}} never closed' >tpl/site/page.html
trouble 65 'is never closed' r shop.db --templates tpl --as-of 2025-06-30
"$CLIENTELE" demo large.db --customers 20000 -q >/dev/null || fail "demo"
starved() { (ulimit -v 24000; "$CLIENTELE" check large.db -q); }
if ! (ulimit -v 24000; "$CLIENTELE" --version) >/dev/null 2>&1; then
  echo "skipped: this build (sanitized?) cannot even start in so little memory"
  told=$((told + 1))
else
  trouble 71 'out of memory' starved
fi
same "nothing was written" "$(ls -d x 2>/dev/null)" ""
# Every row's message is one that some script here looks for.
sed -n 's/^| `\([^`]*\)` *\((\|,\).*/\1/p' trouble.md >messages
that "README's rows were found" [ "$(wc -l <messages)" -ge "$told" ]
while read -r message; do
  part=${message##*… }
  for _ in 1 2; do # a script may leave out the first words
    grep -qF -- "$part" "$SOURCE_DIR"/tests/cli/test_*.sh && break
    part=${part#* }
  done
  grep -qF -- "$part" "$SOURCE_DIR"/tests/cli/test_*.sh || fail "README tells of a refusal that is not tried: $message"
done <messages
finish
