#!/bin/bash
# A run that fails, is interrupted or killed leaves the old report whole, and the next run tidies up.
. "$(dirname "$0")/lib.sh"

"$CLIENTELE" demo shop.db --as-of 2025-06-30 -q >/dev/null || fail "demo"
run() { "$CLIENTELE" report shop.db --out report --as-of 2025-06-30 -q >/dev/null 2>&1; }
run || fail "first run"
whole=$(tree report)

for signal in INT TERM KILL; do
  for t in 0.01 0.03 0.05 0.1 0.15 0.2 0.25 0.3 0.4; do
    timeout -k 5 -s $signal $t "$CLIENTELE" report shop.db --out report --as-of 2025-06-30 -q >/dev/null 2>&1
    [ "$(tree report)" = "$whole" ] || fail "SIG$signal after $t s damaged the report"
    [ $signal = KILL ] || [ "$(ls -A | grep -c '^\.report')" = 0 ] || fail "SIG$signal after $t s left a folder"
  done
  ok "SIG$signal at many moments"
done
run || fail "a run after kill -9"
same "the run after kill -9 tidies up" "$(ls -A | grep -c '^\.report')" 0

if [ "$(id -u)" = 0 ] && mkdir disk && mount -t tmpfs -o size=24m tmpfs disk 2>/dev/null; then
  "$CLIENTELE" report shop.db --out disk/report --as-of 2025-06-30 -q >/dev/null 2>&1 || fail "report on the small disk"
  old=$(tree disk/report)
  head -c 30m /dev/zero >disk/fill 2>/dev/null
  refuses "a full disk" 74 "the disk is full" "$CLIENTELE" report shop.db --out disk/report --as-of 2025-06-30 -q
  same "the old report survives a full disk" "$(tree disk/report)" "$old"
  same "and nothing else is left there" "$(ls -A disk | tr '\n' ' ')" "fill report "
  umount disk
else
  echo "skipped: no tmpfs can be mounted here"
fi

run & run & wait
same "two runs at once leave one whole report" "$(tree report)" "$whole"
mkdir real && ln -s real linked
"$CLIENTELE" report shop.db --out linked --as-of 2025-06-30 -q >/dev/null || fail "through a link"
same "a link stays a link" "$(readlink linked)" real
same "and the report is where it points" "$(tree real)" "$whole"
mkdir 'odd #?% name'; cp shop.db 'odd #?% name/-x #?%.db'
(cd 'odd #?% name' && "$CLIENTELE" report --out '-o ut' -q --as-of 2025-06-30 -- '-x #?%.db' >/dev/null 2>"$W/err") || fail "odd names: $(cat err)"
cp shop.db held.db
"$CLIENTELE" report held.db --out closed --as-of 2025-06-30 -q <&- >&- 2>&-
that "closed standard files do no harm" cmp shop.db held.db
TZ=Pacific/Kiritimati LC_ALL=tr_TR.UTF-8 "$CLIENTELE" report shop.db --out report --as-of 2025-06-30 -q >/dev/null || fail "tr_TR"
same "neither locale nor time zone matters" "$(tree report)" "$whole"
finish
