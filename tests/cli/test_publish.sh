#!/bin/bash
# A report on a web host: the site in one step, the archive and its feed, what is not published.
. "$(dirname "$0")/lib.sh"

"$CLIENTELE" demo shop.db --as-of 2025-06-30 -q >/dev/null || fail "demo"
for day in 2025-06-16 2025-06-23 2025-06-30; do
  "$CLIENTELE" report shop.db --out $day --as-of $day --business 'Bücher & <b>' -q >/dev/null 2>&1 || fail "report of $day"
done
report=2025-06-30
publish() { "$CLIENTELE" publish "$@" --privacy full >out 2>err || fail "publish $1: $(cat err)"; }

# --- what is refused --------------------------------------------------------------------------------
refuses "a report with customers' rows" 2 "shows single customers \(its privacy is full\).*--privacy aggregate.*--privacy full" "$CLIENTELE" publish $report site
that "leaves nothing" test ! -e site
for degree in ids aggregate; do
  cp -r $report $degree
  jq --arg p $degree '.privacy = $p' $report/report.json >$degree/report.json
done
refuses "a report with ids" 2 "its privacy is ids" "$CLIENTELE" publish ids site
that "unless that is said" "$CLIENTELE" publish ids site --privacy ids
that "a report without customers needs nothing said" "$CLIENTELE" publish aggregate site
rm -rf site
mkdir mine; echo thesis >mine/thesis.doc
refuses "a folder that is not ours" 73 "not empty and is not a site of ours" "$CLIENTELE" publish $report mine --privacy full
same "which keeps what it has" "$(cat mine/thesis.doc)" thesis
refuses "a report's own folder" 2 "in the report or around it" "$CLIENTELE" publish $report $report --privacy full
refuses "a folder in the report" 2 "in the report or around it" "$CLIENTELE" publish $report $report/site --privacy full
refuses "a folder around the report" 2 "in the report or around it" "$CLIENTELE" publish $report . --privacy full
refuses "no report" 66 "no report.json" "$CLIENTELE" publish mine site --privacy full
refuses "no folder" 2 "publish needs a folder" "$CLIENTELE" publish $report

# --- what is there ----------------------------------------------------------------------------------
publish 2025-06-16 site
same "the last line is the path" "$(tail -n 1 out)" site
publish 2025-06-23 site
mkdir -p site/archive/notes && echo x >site/archive/notes/x
publish $report site --address https://example.org/report
for file in $(cd $report && find . -type f ! -name .clientele ! -name index.html); do
  cmp -s $report/$file site/$file || fail "$file is not the report's"
done
same "the front page is the report's, with a link to the archive" \
  "$(diff $report/index.html site/index.html | grep -E '^[<>]')" \
  '< <!-- archive -->
> <p><a href="archive/index.html">Past reports</a></p>'
same "the archive has the three weeks" "$(cd site/archive && ls -d 2*/ | tr '\n' ' ')" "2025-06-16/ 2025-06-23/ 2025-06-30/ "
for day in 2025-06-16 2025-06-23 2025-06-30; do
  same "$day is there as it was" "$(cd $day && find . -type f ! -name .clientele | sort | xargs sha256sum)" \
    "$(cd site/archive/$day && find . -type f | sort | xargs sha256sum)"
done
same "search engines stay out" "$(cat site/robots.txt)" "$(printf 'User-agent: *\nDisallow: /')"
same "of the archive's page too" "$(grep -c 'name="robots" content="noindex"' site/archive/index.html)" 1
first=$(tree site)
publish $report site --address https://example.org/report
same "the same report again gives the same bytes" "$(tree site)" "$first"
same "the newest is first" "$(grep -oE 'datetime="[0-9-]+"' site/archive/index.html | tr '\n' ' ')" \
  'datetime="2025-06-30" datetime="2025-06-23" datetime="2025-06-16" '
same "every link of the archive leads somewhere" "$(cd site/archive && grep -oE 'href="[^"]+"' index.html | sed 's/href="//; s/"//' |
  grep -v '^data:' | while read -r l; do [ -e "$l" ] || echo "$l"; done)" ""
same "names are escaped" "$(grep -c '<b>' site/archive/index.html site/archive/feed.xml | grep -vc ':0$')" 0
that "the feed is XML" xmllint --noout site/archive/feed.xml
x() { xmllint --xpath "$1" site/archive/feed.xml 2>/dev/null; }
e() { echo "*[local-name()='$1']"; }
same "as RFC 4287 asks: a feed of id, title, author and updated" \
  "$(x "count(/$(e feed)/$(e id))") $(x "count(/$(e feed)/$(e title))") $(x "count(/$(e feed)/$(e author)/$(e name))") $(x "string(/$(e feed)/$(e updated))")" \
  "1 1 1 2025-06-30T00:00:00Z"
same "three entries with id, title, updated, link and summary" \
  "$(for n in id title updated link summary; do x "count(//$(e entry)/$(e $n))"; done | tr -d '\n')" 33333
same "ids differ" "$(grep -o '<id>.*</id>' site/archive/feed.xml | sort -u | wc -l)" 4
same "ids are UUIDs" "$(grep -cE '<id>urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}</id>' site/archive/feed.xml)" 4
same "links have the address" "$(x "string(//$(e entry)[1]/$(e link)/@href)")" "https://example.org/report/archive/2025-06-30/index.html"
publish $report site --index
same "--index lets search engines in" "$(cat site/robots.txt; grep -c noindex site/archive/index.html)" "$(printf 'User-agent: *\nDisallow:\n0')"
"$CLIENTELE" publish $report site --privacy full --templates "$SOURCE_DIR/templates" >/dev/null || fail "own templates"
cp -r $report linked-in; ln -s /etc/passwd linked-in/attachments/passwd.csv
publish linked-in other
that "a link in the report is not followed" test ! -e other/attachments/passwd.csv
mkdir real; ln -s real link; publish $report link
same "a link stays a link" "$(readlink link)" real
that "and the site is where it points" test -s real/index.html

# --- one step ---------------------------------------------------------------------------------------
whole=$(tree site)
exec 9>&2 2>/dev/null # the shell tells of every child that is killed
for signal in INT TERM KILL; do
  for t in 0.002 0.004 0.006 0.008 0.01 0.013 0.016 0.02 0.03; do
    timeout -k 5 -s $signal $t "$CLIENTELE" publish $report site --privacy full >/dev/null 2>&1
    [ "$(tree site)" = "$whole" ] || fail "SIG$signal after $t s damaged the site"
    [ $signal = KILL ] || [ "$(ls -A | grep -c '^\.site')" = 0 ] || fail "SIG$signal after $t s left a folder"
  done
  ok "SIG$signal at many moments"
done
exec 2>&9
publish $report site
same "the run after kill -9 tidies up" "$(ls -A | grep -c '^\.site')" 0
while [ ! -e stop ]; do
  [ -s site/index.html ] && [ -s site/archive/feed.xml ] || echo gap >>gaps
done &
for _ in 1 2 3 4 5; do publish $report site; done
touch stop; wait
that "a reader never finds the site gone" test ! -e gaps
# A file system that cannot exchange two folders (some network ones): as this library makes it.
if printf '#define _GNU_SOURCE\n#include <errno.h>\n#include <stdio.h>\nint renameat2(int a, const char *b, int c, const char *d, unsigned f)\n{ if (f == RENAME_EXCHANGE) { errno = EINVAL; return -1; } return renameat(a, b, c, d); }\n' >no.c &&
  gcc -shared -fPIC -o no.so no.c 2>/dev/null && ! ldd "$CLIENTELE" | grep -q libasan; then
  echo marked >site/marked
  LD_PRELOAD=$W/no.so that "without an exchange, two renames" "$CLIENTELE" publish $report site --privacy full
  same "put the new site in place" "$(tree site)" "$whole"
  that "and leave nothing" test "$(ls -A | grep -c '^\.site')" = 0
  mv site .site.clientele-1.old
  publish aggregate site
  same "a run that was killed between them: the next one has the old archive" \
    "$(cd site/archive && ls -d 2*/ | tr '\n' ' ')" "2025-06-16/ 2025-06-23/ 2025-06-30/ "
  that "and leaves nothing" test "$(ls -A | grep -c '^\.site')" = 0
else
  echo "skipped: no library can be put before the program's here"
fi
finish
