#!/bin/bash
# The unattended run: what goes where, one at a time, whole whatever happens; and the examples for it.
. "$(dirname "$0")/lib.sh"
. "$SOURCE_DIR/tests/cli/mail_lib.sh"

export SOURCE_DATE_EPOCH=1751328000
"$CLIENTELE" demo shop.db --customers 300 --as-of 2025-06-30 -q >/dev/null || fail "demo"
configure() { # configure FILE LINE...: a configuration, and these lines
  file=$1
  shift
  cat >"$file" <<END
shop: shop.db
out: report
business: Blue Door Books
as-of: 2025-06-30
from: Reports <reports@example.org>
publish: www
publish-privacy: full
only: pdf,csv,json
retries: 0
no-tls: yes
END
  printf '%s\n' "$@" >>"$file"
}
weekly() { "$CLIENTELE" weekly --config "$@"; }
ends() { # ends SENTENCE CODE PATTERN COMMAND...: exit code and last line; lines of steps that went come before
  sentence=$1 code=$2 pattern=$3
  shift 3
  "$@" >"$W/.out" 2>"$W/.err"
  got=$?
  if [ "$got" != "$code" ]; then fail "$sentence: exit $got, not $code: $(tail -n 1 "$W/.err")"
  elif ! tail -n 1 "$W/.err" | grep -qE -- "$pattern"; then fail "$sentence: no /$pattern/ in: $(tail -n 1 "$W/.err")"
  else ok "$sentence"; fi
}

# --- what goes where --------------------------------------------------------------------------------
serve post
configure c.yaml "smtp: smtp://127.0.0.1:$port" 'audiences:' '  board:' '    to: [ada@example.org, "Zoë Müller <zoe@example.org>"]' \
  '    parts: [pdf]' '    subject: Für den Vorstand' '  marketing:' '    to:' '      - bob@example.org' '    parts: [csv]' \
  '    segments: [champions, prospects]'
weekly c.yaml >out 2>err || fail "weekly: $(cat err)"
same "the last line is the report" "$(cat out)" report
same "one line a step, with its time" "$(grep -oE '^clientele: weekly: [a-z]+: .*: [0-9]+\.[0-9]{2} s$' err | cut -d: -f3 | tr -d '\n')" " check report history publish mail"
"$CLIENTELE" report shop.db --out alone --only pdf,csv,json --business "Blue Door Books" --as-of 2025-06-30 -q >/dev/null 2>&1
same "the report is the one that report writes" "$(tree report)" "$(tree alone)"
that "the site has it" cmp www/report.pdf report/report.pdf
same "each audience has one message" "$(cat post/*.to | grep -v reports@ | tr '\n' ' ')" "ada@example.org zoe@example.org bob@example.org "
$python "$tests/mail_parts.py" post/1.eml board >board.tree
same "the board's has its subject and parts" "$(sed -n 's/^Subject: //p' board.tree) $(grep attachment board.tree | awk '{print $1}')" \
  "Für den Vorstand (1) application/pdf"
$python "$tests/mail_parts.py" post/2.eml marketing >marketing.tree
same "marketing's has its segments' lists" "$(awk '/attachment/ { print $NF }' marketing.tree | tr '\n' ' ')" "champions.csv prospects.csv first-champions.csv quiet-champions.csv first-prospects.csv "
"$CLIENTELE" mail report --config c.yaml --audience board -q || fail "mail --audience"
same "mail --audience writes to one of them" "$(tr '\n' ' ' <post/3.to)" "reports@example.org ada@example.org zoe@example.org "
refuses "an audience that is not there" 2 'has no audience "bord"' "$CLIENTELE" mail report --config c.yaml --audience bord

# --- what is refused --------------------------------------------------------------------------------
refuses "no configuration" 2 "weekly needs --config" "$CLIENTELE" weekly
mkdir no-curl
touch no-curl/libcurl.so.4
sed 's/^out: report/out: unmailed/' c.yaml >unmailed.yaml
LD_LIBRARY_PATH=$W/no-curl refuses "no libcurl, before a step is taken" 78 "weekly: mail: .*install libcurl" weekly unmailed.yaml
that "so that nothing was made" test ! -e unmailed
sed 's/parts:/part:/' c.yaml >bad.yaml
refuses "a wrong key of an audience" 78 'bad.yaml:[0-9]+:5: unknown key part: did you mean "parts"' "$CLIENTELE" weekly --config bad.yaml
sed 's/ada@/ada/' c.yaml >bad.yaml
refuses "a wrong address in an audience" 78 "bad.yaml:[0-9]+:10: audiences: board: to: .*is not an e-mail address" "$CLIENTELE" weekly --config bad.yaml
configure bad.yaml 'smtp: smtp://me:hunter2@127.0.0.1:1'
refuses "a password in the configuration's address" 78 "smtp is not for a password" "$CLIENTELE" weekly --config bad.yaml
same "which is not repeated" "$(grep -c hunter2 "$W/.err")" 0
configure bad.yaml 'audiences:' '  nobody:' '    parts: [pdf]'
refuses "an audience without anybody" 78 "bad.yaml:[0-9]+:3: audiences: nobody: nobody is in it" "$CLIENTELE" weekly --config bad.yaml

# --- a step that fails says its name ----------------------------------------------------------------
whole=$(tree report) site=$(tree www)
configure bad.yaml; sed -i 's/^shop:.*/shop: gone.db/' bad.yaml
ends "check" 66 "weekly: check: .*gone.db" "$CLIENTELE" weekly --config bad.yaml
configure bad.yaml; sed -i 's/^out:.*/out: bin/' bad.yaml; mkdir bin; echo x >bin/x
ends "report" 73 "weekly: report: .*bin: is not empty" "$CLIENTELE" weekly --config bad.yaml
configure bad.yaml; sed -i 's/^publish:.*/publish: bin/' bad.yaml
ends "publish" 73 "weekly: publish: .*bin: is not empty" "$CLIENTELE" weekly --config bad.yaml
serve busy --answer 'first@example.org=450 4.2.0 later' --answer 'second@example.org=550 5.1.1 nobody'
configure bad.yaml "smtp: smtp://127.0.0.1:$port" 'audiences:' '  one:' '    to: [first@example.org]' '  two:' '    to: [third@example.org]'
ends "mail that should be tried again" 75 "weekly: mail: one: .*450 4.2.0 later" "$CLIENTELE" weekly --config bad.yaml
same "the other audience has its mail" "$(cat busy/*.to | grep -c third@)" 1
configure bad.yaml "smtp: smtp://127.0.0.1:$port" 'audiences:' '  two:' '    to: [second@example.org]'
ends "mail that is refused" 74 "weekly: mail: two: .*550 5.1.1 nobody" "$CLIENTELE" weekly --config bad.yaml
same "report and site are as they were" "$(tree report) $(tree www)" "$whole $site"

# --- one at a time ----------------------------------------------------------------------------------
configure quiet.yaml
sed -i 's/^no-tls.*//' quiet.yaml
"$CLIENTELE" weekly --config quiet.yaml >/dev/null 2>&1 &
first=$!
for _ in $(seq 200); do grep -q "process $first " .report.clientele-lock 2>/dev/null && break; sleep 0.01; done
kill -STOP $first
ends "a second run at once" 75 "weekly: another run holds .report.clientele-lock \(process $first since 20[0-9-]+ [0-9:]+ UTC\)" weekly quiet.yaml
kill -CONT $first
wait $first || fail "the first run"
weekly quiet.yaml >/dev/null 2>err || fail "a run after it: $(cat err)"
ok "a run after it"

# --- killed at many moments -------------------------------------------------------------------------
exec 9>&2 2>/dev/null # the shell tells of every child that is killed
for t in 0.01 0.03 0.05 0.07 0.1 0.13 0.16 0.2 0.24 0.28 0.32 0.36 0.4 0.5; do
  timeout -k 5 -s KILL $t "$CLIENTELE" weekly --config quiet.yaml >/dev/null 2>&1
  [ "$(tree report)" = "$whole" ] || fail "kill -9 after $t s damaged the report"
  [ "$(tree www)" = "$site" ] || fail "kill -9 after $t s damaged the site"
done
exec 2>&9
weekly quiet.yaml >/dev/null 2>err || fail "a run after kill -9: $(cat err)"
ok "a run after kill -9 finds no lock"
same "and tidies up" "$(ls -A | grep -cE '^\.(report|www)\.clientele-[0-9]')" 0
same "report and site are whole" "$(tree report) $(tree www)" "$whole $site"

# --- data that end early ----------------------------------------------------------------------------
# Said before all else, in whatever is sent; and no run of them pretends to be a new week.
awk 'BEGIN { print "Order ID,Email,Order Date,Total"
  for (i = 0; i < 240; i++) printf "%d,m%02d@example.com,%s,%d\n", i, i * 7 % 60,
    strftime("%Y-%m-%d", 1704067200 + int(i * 150 / 240) * 86400, 1), 20 + i % 50 }' >stale.csv
"$CLIENTELE" import stale.db --transactions stale.csv -q >/dev/null 2>err || fail "import: $(cat err)"
for shop in stale.csv stale.db; do
  printf '%s\n' "shop: $shop" "out: stale" "history: $shop.history" "business: Blue Door Books" \
    "from: Reports <reports@example.org>" "eml: stale.eml" "audiences:" "  all:" "    to: [a@example.org]" \
    "    privacy: full" >stale.yaml
  weekly stale.yaml --as-of 2024-06-01 >/dev/null 2>err || fail "$shop, in time: $(cat err)"
  same "$shop: data that are there say nothing" "$(grep -c 'data end' stale.eml) $(jq -c .data_end stale/report.json)" "0 null"
  for day in 2024-06-29 auto; do
    SOURCE_DATE_EPOCH=1719662400 weekly stale.yaml --as-of $day >/dev/null 2>err || fail "$shop, $day: $(cat err)"
    same "$shop, $day: the subject says it" "$(sed -n '/^Subject:/,/^[^ ]/p' stale.eml | head -n 2 | tr -d '\r\n' | cut -c 1-44)" \
      "Subject: Data end 31 days ago (29 May 2024):"
    same "$shop, $day: the mail begins with it" \
      "$("$python" -c 'import email, email.policy, sys
for part in email.message_from_file(open("stale.eml"), policy=email.policy.default).walk():
    if part.get_content_type() == "text/plain": print(part.get_content().splitlines()[0])')" \
      "The data end on 29 May 2024, 31 days before 29 June 2024."
    same "$shop, $day: and so does the report" "$(jq -r '.pages[0].sections[0].title' stale/report.json)" \
      "The data end on 29 May 2024, 31 days before 29 June 2024"
    same "$shop, $day: and check" "$(SOURCE_DATE_EPOCH=1719662400 "$CLIENTELE" check $shop --as-of $day -q | head -n 1)" \
      "The data end on 29 May 2024, 31 days before 29 June 2024."
    same "$shop, $day: the report is as of" "$(jq -r .as_of stale/report.json)" \
      "$([ $day = auto ] && echo 2024-05-29 || echo $day)"
    same "$shop, $day: nothing new is remembered" "$(sqlite3 $shop.history 'SELECT group_concat(as_of) FROM runs')" 2024-06-01
    that "$shop, $day: which is said" grep -q 'history: 1 run in .*, nothing new to remember' err
  done
done
SOURCE_DATE_EPOCH=1719662400 "$CLIENTELE" report stale.csv --out as-of-today --as-of today --only json -q 2>err >/dev/null
same "a day that is named stays" "$(jq -r .as_of as-of-today/report.json)" 2024-06-29
SOURCE_DATE_EPOCH=1719662400 "$CLIENTELE" history stale.csv --history replayed --weeks 2 -q >/dev/null 2>err || fail "replay: $(cat err)"
same "a replay ends with the data" "$(sqlite3 replayed 'SELECT group_concat(as_of) FROM runs')" 2024-05-22,2024-05-29

# --- the examples -----------------------------------------------------------------------------------
cd "$SOURCE_DIR/examples/weekly" || exit 1
sed "s,/var/lib/clientele/,$W/,; s,^smtp:.*,eml: $W/example.eml,; s,/etc/clientele/,$W/," clientele.yaml >"$W/example.yaml"
that "the configuration" "$CLIENTELE" weekly --config "$W/example.yaml" --as-of 2025-06-30
same "each audience's message is a file of its own" "$(ls "$W" | grep -c '^example-.*\.eml$') $(ls "$W" | grep -c '^example\.eml$')" \
  "$(grep -cE '^  [a-z]+:$' clientele.yaml) 0"
if command -v systemd-analyze >/dev/null; then
  mkdir "$W/units"
  cp clientele-weekly.* "$W/units"
  sed -i 's,^ExecStart=/usr/bin/clientele,ExecStart=/bin/true,' "$W/units/clientele-weekly.service"
  that "the units" systemd-analyze verify --man=no "$W"/units/clientele-weekly.service "$W"/units/clientele-weekly.timer
  that "the timer's moment" systemd-analyze calendar "$(sed -n 's/^OnCalendar=//p' clientele-weekly.timer)"
else
  echo "skipped: systemd-analyze is absent, the units were not judged"
fi
same "the crontab's line has five fields and a command" \
  "$(grep -cE '^([0-9*]+ ){5}cd /[^ ]+ && chronic clientele weekly --config /[^ ]+$' crontab)" 1
if command -v crontab >/dev/null; then that "crontab takes it" crontab -n crontab; fi
if command -v rsync >/dev/null; then
  mkdir "$W/host"; echo old >"$W/host/old.html"
  that "rsync.sh" sh rsync.sh "$W/www" "$W/host"
  same "copies all, and removes what is gone" "$(cd "$W/host" && find . -type f | sort | xargs sha256sum)" \
    "$(cd "$W/www" && find . -type f ! -name .clientele-site | sort | xargs sha256sum)"
else
  echo "skipped: rsync is absent, rsync.sh was not tried"
fi
finish
