#!/bin/bash
# What is published or mailed is one report, and the one that was judged: whatever is put in its place, or
# changed in it, meanwhile. And past reports obey the same limit.
. "$(dirname "$0")/lib.sh"

"$CLIENTELE" demo shop.db --customers 400 --as-of 2025-06-30 -q >/dev/null || fail "demo"
for day in 2025-06-16 2025-06-23 2025-06-30; do
  for level in full aggregate; do
    "$CLIENTELE" report shop.db --out $level-$day --as-of $day --privacy $level -q >/dev/null 2>&1 || fail "report of $day"
  done
done
full=full-2025-06-30 aggregate=aggregate-2025-06-30
publish() { "$CLIENTELE" publish "$@" >out 2>err; }
is_aggregate() { # is_aggregate SENTENCE SITE
  same "$1" "$(jq -r .privacy "$2/report.json") $(find "$2" -name 'customer*' | wc -l) $(cd $aggregate && find . -type f ! -name .clientele ! -name index.html -print0 | sort -z | xargs -0 sha256sum | sha256sum)" \
    "aggregate 0 $(cd "$2" && find . -path ./archive -prune -o -type f ! -name .clientele-site ! -name index.html ! -name robots.txt -print0 | sort -z | xargs -0 sha256sum | sha256sum)"
}

# --- the archive --------------------------------------------------------------------------------------
for day in 2025-06-16 2025-06-23; do publish full-$day site --privacy full || fail "publish $day"; done
publish $aggregate site --privacy full || fail "publish"
same "what may be published stays" "$(cd site/archive && ls -d 2*/ | tr '\n' ' ')$(cat err)" "2025-06-16/ 2025-06-23/ 2025-06-30/ "
publish $aggregate site || fail "publish"
same "past reports that show more are left out" "$(cd site/archive && ls -d 2*/)" "2025-06-30/"
that "which is said" grep -q 'warning: site: reports that show more than --privacy aggregate, or cannot be read, are no longer in the archive: 2025-06-23, 2025-06-16' err
same "nothing leads to them" "$(grep -rlE '2025-06-(16|23)/' site | wc -l)" 0
same "nobody is named in any file" "$(find site -name 'customer*' | wc -l)" 0
mkdir site/archive/2025-06-02 && echo '{' >site/archive/2025-06-02/report.json
publish $aggregate site || fail "publish"
that "a past report that cannot be read may show anything" test ! -e site/archive/2025-06-02
publish aggregate-2025-06-16 many && publish aggregate-2025-06-23 many && publish $aggregate many --keep-archive 2 || fail "publish many"
same "the archive keeps so many" "$(cd many/archive && ls -d 2*/ | tr '\n' ' ')" "2025-06-23/ 2025-06-30/ "
that "and says what went" grep -q 'the archive keeps 2 reports (--keep-archive); gone: 2025-06-16' err
publish aggregate-2025-06-16 many --keep-archive 1 || fail "publish"
same "this one in any case" "$(cd many/archive && ls -d 2*/)" "2025-06-16/"
refuses "none is too few" 2 "keep-archive" "$CLIENTELE" publish $aggregate many --keep-archive 0

# --- another report in its place ------------------------------------------------------------------------
# This library does, when report.json is opened for the n-th time, what HAPPENS says, by a shell.
cat >meanwhile.c <<'C'
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
static int seen;
static void meanwhile(const char *path)
{
    size_t size = strlen(path);
    if (size < 11 || strcmp(path + size - 11, "report.json")) return;
    if (++seen != atoi(getenv("AFTER"))) return;
    pid_t child = fork();
    if (!child) {
        unsetenv("LD_PRELOAD");
        execl("/bin/sh", "sh", "-c", getenv("HAPPENS"), (char *)0);
        _exit(1);
    }
    waitpid(child, 0, 0);
}
int openat(int folder, const char *path, int flags, ...)
{
    static int (*real)(int, const char *, int, ...);
    va_list rest;
    va_start(rest, flags);
    int mode = flags & O_CREAT ? va_arg(rest, int) : 0;
    va_end(rest);
    if (!real) real = dlsym(RTLD_NEXT, "openat");
    int file = real(folder, path, flags, mode);
    meanwhile(path);
    return file;
}
int open(const char *path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    int mode = flags & O_CREAT ? va_arg(rest, int) : 0;
    va_end(rest);
    static int (*real)(const char *, int, ...);
    if (!real) real = dlsym(RTLD_NEXT, "open");
    int file = real(path, flags, mode);
    meanwhile(path);
    return file;
}
C
if ! gcc -shared -fPIC -o meanwhile.so meanwhile.c 2>/dev/null || [[ $(ldd "$CLIENTELE") == *lib[at]san* ]]; then
  echo "skipped: no library can be put before the program's here"
  finish
  exit
fi
meanwhile() { # meanwhile AFTER HAPPENS COMMAND...
  after=$1 happens=$2
  shift 2
  AFTER=$after HAPPENS=$happens LD_PRELOAD=$W/meanwhile.so "$CLIENTELE" "$@"
}
opens=0
for after in 1 2 3 4 5 6; do
  rm -rf cur site2 && cp -r $aggregate cur && cp -r $full other && rm -f happened
  meanwhile $after 'touch happened; mv cur away; mv other cur' publish cur site2 >out 2>err
  code=$?
  if [ -e happened ]; then
    opens=$((opens + 1))
    if [ $code = 0 ]; then is_aggregate "another report in its place at the ${after}th opening: the first is published" site2
    else same "refused" "$code$(test -e site2 && echo site2)" 75; fi
  fi
  rm -rf away other
done
that "it happened" test $opens -gt 2
for after in 1 2 3 4; do
  rm -rf cur site2 && cp -r $aggregate cur
  meanwhile $after "cp $full/report.json cur/report.json" publish cur site2 >out 2>err
  same "its head changed at the ${after}th opening: refused, or the judged one" "$(test -e site2 && jq -r .privacy site2/report.json || cut -c1-16 err)" \
    "$(test -e site2 && echo aggregate || echo 'clientele: cur: ')"
  cat err >>heads
done
that "once that was seen by comparison" grep -q 'cur: was changed while it was read: try again' heads
for after in 1 2; do
  rm -rf cur && cp -r $aggregate cur && cp -r $full other
  cat >audience.yaml <<'Y'
shop: shop.db
out: cur
from: a@example.org
audiences:
  board: { to: [b@example.org], parts: [csv, pdf], privacy: aggregate }
Y
  if meanwhile $after 'mv cur away; mv other cur' mail cur --config audience.yaml --audience board --eml m.eml 2>err; then
    same "the message is of the report that was judged ($after)" "$(grep -c 'customer_segments.csv' m.eml) $(grep -c 'cluster_summary.csv' m.eml | sed 's/[1-9].*/some/')" "0 some"
  else
    same "or none is sent ($after)" "$(head -c 60 err)" "$(head -c 60 err | grep -E 'was changed|mail')"
  fi
  rm -rf away other
done
refuses "an audience is not sent what it may not see" 78 "its privacy is full" "$CLIENTELE" mail $full --config audience.yaml --audience board --eml m.eml

# --- runs at the same time ------------------------------------------------------------------------------
cp -r $aggregate live
(for _ in 1 2 3 4 5 6; do
  "$CLIENTELE" report shop.db --out live --as-of 2025-06-30 --privacy aggregate -q >/dev/null 2>&1
done; touch stop) &
rounds=0
while [ ! -e stop ]; do
  rounds=$((rounds + 1))
  publish live site3 || { [ $? = 75 ] || { fail "publishing while reports are made: $(cat err)"; break; }; }
done
wait
[ $rounds -gt 3 ] && is_aggregate "a report that is replaced meanwhile is published whole ($rounds times)" site3
"$CLIENTELE" report shop.db --out live --as-of 2025-06-30 --privacy aggregate -q >/dev/null 2>&1
same "and nothing is left of those that were read" "$(ls -A | grep -c '^\.live')" 0
# A link below the report is not followed, wherever it leads.
rm -rf cur && cp -r $aggregate cur && mv cur/attachments real && ln -s ../$full/attachments cur/attachments
"$CLIENTELE" mail cur --from a@example.org --to b@example.org --attach csv --eml m.eml 2>err
same "a folder of it that is a link is none of it" "$(grep -c 'is not in the report' err)" 1
finish
