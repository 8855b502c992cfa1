#!/bin/bash
# Who may read what is written: files with customers their owner alone, unless --mode says otherwise; a
# published site everybody, whatever the umask.
. "$(dirname "$0")/lib.sh"

"$CLIENTELE" demo shop.db --customers 300 --as-of 2025-06-30 -q >/dev/null || fail "demo"
{ echo customer_id,date,amount; seq 1 600 | sed 's/.*/&,2024-01-01,5/'; seq 1 20 | sed 's/.*/&,2024-99-99,5/'; } >sales.csv
files() { find "$1" -type f -printf '%m\n' | sort | uniq -c | awk '{print $2}' | tr '\n' ' '; }
folders() { find "$1" -type d -printf '%m\n' | sort | uniq -c | awk '{print $2}' | tr '\n' ' '; }
run() { "$CLIENTELE" "$@" >/dev/null 2>err || fail "$*: $(cat err)"; }
report() { run report shop.db --as-of 2025-06-30 -q "$@"; }

umask 022
for level in full ids; do
  report --out $level --privacy $level --attach-csv
  same "a report with $level is its owner's" "$(files $level)/ $(folders $level)" "600 / 700 "
done
report --out aggregate --privacy aggregate
same "one without customers is as the umask says" "$(files aggregate)/ $(folders aggregate)" "644 / 755 "
umask 027
report --out aggregate --privacy aggregate
same "whatever that is" "$(files aggregate)/ $(folders aggregate)" "640 / 750 "
umask 022
for mode in 640:750 644:755 660:770 664:775 600:700; do
  report --out full --mode ${mode%:*}
  same "--mode ${mode%:*}" "$(files full)/ $(folders full)" "${mode%:*} / ${mode#*:} "
done
report --out aggregate --privacy aggregate --mode 600
same "--mode is for aggregates, too" "$(files aggregate)/ $(folders aggregate)" "600 / 700 "
refuses "a mode that everybody may write by" 2 "mode: .777" "$CLIENTELE" report shop.db --out x --mode 777

report --out full --history h.db
same "a history is its owner's" "$(stat -c %a h.db)" 600
run history shop.db --history h2.db --weeks 2 --as-of 2025-06-30 --mode 660 -q
same "or as --mode says" "$(stat -c %a h2.db)" 660
chmod 644 h.db
report --out full --history h.db
same "one that was there stays as it was" "$(stat -c %a h.db)" 644
run import i.db --transactions sales.csv --rejects bad.csv --max-rejects 10% -q
same "a database, and the lines that could not be read" "$(stat -c %a i.db) $(stat -c %a bad.csv)" "600 600"
run import j.db --transactions sales.csv --max-rejects 10% -q --mode 640
same "a database by --mode" "$(stat -c %a j.db)" 640
run report sales.csv --out csv --rejects bad2.csv --max-rejects 10% -q --privacy aggregate --as-of 2025-06-30
same "lines that could not be read for an aggregate" "$(files csv)$(stat -c %a bad2.csv)" "644 600"
if ldd "$CLIENTELE" >/dev/null && "$CLIENTELE" mail full --from a@example.org --to b@example.org --eml m.eml --attach none 2>/dev/null; then
  same "a message in a file" "$(stat -c %a m.eml)" 600
fi

for mask in 077 000 022; do
  (umask $mask && "$CLIENTELE" publish full site-$mask --privacy full >/dev/null) || fail "publish"
  (umask $mask && "$CLIENTELE" publish full site-$mask --privacy full >/dev/null) || fail "publish again"
  same "a site under umask $mask can be read" "$(files site-$mask)/ $(folders site-$mask)" "644 / 755 "
done
same "and the report stays its owner's" "$(files full)/ $(folders full)" "600 / 700 "
finish
