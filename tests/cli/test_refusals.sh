#!/bin/bash
# Every refusal is one line that names the thing, with the stated exit code, and leaves nothing.
. "$(dirname "$0")/lib.sh"

"$CLIENTELE" demo shop.db --customers 60 --as-of 2025-06-30 -q >/dev/null || fail "demo"
r() { "$CLIENTELE" report "$@" -q; }

refuses "no command" 2 "clientele --help" "$CLIENTELE"
refuses "an unknown command, with the nearest" 2 'did you mean report' "$CLIENTELE" reprot
refuses "an unknown option, with the nearest" 2 'no-such-option' "$CLIENTELE" report shop.db --no-such-option
refuses "a misspelt option" 2 'did you mean --title' "$CLIENTELE" report shop.db --titel x
refuses "an option of another command" 2 'does not go with demo' "$CLIENTELE" demo x.db --k 3
refuses "an option without its value" 2 'out needs a value' "$CLIENTELE" report shop.db --out
refuses "no output" 2 'needs --out' "$CLIENTELE" report shop.db
refuses "no database" 2 'needs a database' "$CLIENTELE" report --out x
refuses "two databases" 2 'one argument too many' "$CLIENTELE" report shop.db shop.db --out x
for k in -1 0 4.5 banana "" 1000000000; do
  refuses "--k $k" 2 "k" r shop.db --out x --k="$k"
done
for day in 2024-02-30 "now;DROP" 30.6.2025 ""; do
  refuses "--as-of $day" 2 "as-of.*YYYY-MM-DD" r shop.db --out x --as-of="$day"
done
refuses "a way to set text that is none" 2 "ragged or justified" r shop.db --out x --pdf-text centred
echo 'no font at all' >no.ttf
refuses "a font that is none" 65 "fallback-font.*no.ttf.*not a TrueType" r shop.db --out x --fallback-font no.ttf
refuses "a font that is not there" 66 "nowhere.ttf" r shop.db --out x --fallback-font nowhere.ttf
refuses "a currency that is none" 2 "currency" r shop.db --out x --currency dollars
refuses "parts that are none" 2 "html, pdf" r shop.db --out x --only html,word
refuses "a templates folder that is not there" 2 "templates" r shop.db --out x --templates nowhere

refuses "no such file" 66 "nowhere.db" r nowhere.db --out x
mkdir folder.db
refuses "a folder" 65 "folder.db.*(folder|directory)" r folder.db --out x
echo 'this is not a database, it is a text file that is longer than a header of one hundred bytes, so' >text.db
refuses "a text file" 65 "text.db.*not a (SQLite )?database" r text.db --out x
: >empty.db
refuses "an empty file" 65 "empty.db" r empty.db --out x
head -c 20000 shop.db >cut.db
refuses "a cut database" 65 "malformed|corrupt" r cut.db --out x
cp shop.db t.db; sqlite3 t.db 'DROP TABLE transactions'
refuses "a missing table" 65 "transactions" r t.db --out x
cp shop.db t.db; sqlite3 t.db 'ALTER TABLE transactions DROP COLUMN total_amount'
refuses "a missing column" 65 "transactions.*total_amount" r t.db --out x
cp shop.db t.db; sqlite3 t.db 'DELETE FROM transactions'
refuses "no transactions" 65 "no transactions|0 transactions|empty" r t.db --out x
refuses "an as-of date before everything" 65 "1999|before" r shop.db --out x --as-of 1999-01-01
sqlite3 shop.db .dump | sqlite3 few.db
sqlite3 few.db 'DELETE FROM transactions WHERE customer_id > (SELECT min(customer_id)+1 FROM transactions)'
refuses "fewer customers than clusters" 65 "clusters asked of.*--k" r few.db --out x --k 5 --as-of 2025-06-30
that "but the usual number gives way" r few.db --out few --as-of 2025-06-30
that "also to a single buyer" sh -c "sqlite3 few.db 'DELETE FROM transactions WHERE customer_id > (SELECT min(customer_id) FROM transactions)' && '$CLIENTELE' report few.db --out one --as-of 2025-06-30 -q"

echo precious >file
refuses "an output that is a file" 73 "file.*not a folder" r shop.db --out file
same "the file is untouched" "$(cat file)" precious
mkdir foreign; echo thesis >foreign/thesis.doc
refuses "an output with somebody's files" 73 "foreign.*not a report of ours" r shop.db --out foreign
same "they are untouched" "$(cat foreign/thesis.doc)" thesis
mkdir emptied
that "an empty folder is taken" r shop.db --out emptied --as-of 2025-06-30
if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null; then
  mkdir locked; chmod 555 locked; chmod 755 "$W"; chmod 644 shop.db
  refuses "a folder that cannot be written" 73 "[Pp]ermission" \
    setpriv --reuid=65534 --regid=65534 --clear-groups "$CLIENTELE" report shop.db --out locked/report -q --as-of 2025-06-30
else
  echo "skipped: not root, so no folder can be made unwritable for another user"
fi

printf 'kk: 5\n' >bad.yaml
refuses "an unknown key, with its line" 78 'bad.yaml:1:1: unknown key kk' r shop.db --out x --config bad.yaml
printf 'titel: X\n' >bad.yaml
refuses "a misspelt key, with the nearest" 78 'bad.yaml:1:1: unknown key titel: did you mean "title"' r shop.db --out x --config bad.yaml
printf 'k: banana\n' >bad.yaml
refuses "a value that is none" 78 'bad.yaml:1:4: k: "banana" is not' r shop.db --out x --config bad.yaml
printf 'k: [1, 2\n' >bad.yaml
refuses "YAML that is none" 78 'bad.yaml:2:1: not YAML' r shop.db --out x --config bad.yaml
refuses "a configuration that is not there" 78 'nowhere.yaml' r shop.db --out x --config nowhere.yaml

mkdir -p tpl/site; echo '{{#segments}} never closed' >tpl/site/page.html
refuses "an unclosed section, with file, line and tag" 65 'page.html.*1.*segments' r shop.db --out x --templates tpl --as-of 2025-06-30
same "no refusal left a report" "$([ -e x ] && echo there)" ""
same "nor a folder under construction" "$(ls -A | grep -c '^\.x')" 0

for word in --help "report --help" "demo --help" --version; do
  # shellcheck disable=SC2086
  that "$word" "$CLIENTELE" $word
done
same "help is on stdout" "$("$CLIENTELE" report --help 2>/dev/null | grep -c -- --as-of)" 1
finish
