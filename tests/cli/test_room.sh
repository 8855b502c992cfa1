#!/bin/bash
# No room: a full disk, a limit of a file's size, a quota. Each writer ends with 74 and one line that says
# which, and leaves what was there.
. "$(dirname "$0")/lib.sh"

"$CLIENTELE" demo shop.db --customers 400 --as-of 2025-06-30 -q >/dev/null || fail "demo"
"$CLIENTELE" report shop.db --out made --as-of 2025-06-30 -q >/dev/null 2>&1 || fail "report"
{ echo customer_id,date,amount; seq 1 40000 | sed 's/.*/&,2024-01-01,5/'; } >sales.csv
{ echo customer_id,date,amount; seq 1 6000 | sed -E 's/$/,2024-01-01,5/; 2~2s/2024-01-01/2024-99-99/'; } >bad.csv

# A writer a line: what it is told, with FULL for the place that has no room.
cat >writers <<'W'
report shop.db --out FULL/r --as-of 2025-06-30 -q
report shop.db --out FULL/r --as-of 2025-06-30 -q --only html
report shop.db --out FULL/r --as-of 2025-06-30 -q --only pdf
report shop.db --out FULL/r --as-of 2025-06-30 -q --only png
report shop.db --out FULL/r --as-of 2025-06-30 -q --only csv
report shop.db --out FULL/r --as-of 2025-06-30 -q --only json
report shop.db --out FULL/r --as-of 2025-06-30 -q --only xlsx
report sales.csv --out rest --as-of 2025-06-30 -q --only json
history shop.db --history FULL/h --weeks 4 --as-of 2025-06-30 -q
import FULL/i.db --transactions sales.csv -q
import rest.db --transactions bad.csv --rejects FULL/bad.csv --max-rejects 100% -q
demo FULL/d.db --customers 3000 -q
publish made FULL/site --privacy full
mail made --to a@example.org --from b@example.org --attach pdf,csv --eml FULL/m.eml
gallery --out FULL/g
templates --export FULL/t
W
# tells SENTENCE REASON COMMAND...: 74, and one line with the reason
tells() {
  sentence=$1 reason=$2
  shift 2
  "$@" >/dev/null 2>"$W/.err"
  got=$?
  if [ "$got" != 74 ]; then fail "$sentence: exit $got: $(head -c 300 "$W/.err")"
  elif ! grep -qF -- "$reason" "$W/.err"; then fail "$sentence: no \"$reason\" in: $(cat "$W/.err")"
  elif [ "$(grep -vcE '^clientele: (note|warning): ' "$W/.err")" != 1 ]; then fail "$sentence: not one line: $(cat "$W/.err")"
  else ok "$sentence"; fi
}
every() { # every KIND REASON PREFIX: all writers, run by the function PREFIX
  while read -r line; do
    # shellcheck disable=SC2086 # words of the line are words of the command
    TMPDIR=$W/full tells "$1: ${line//FULL\//}" "$2" "$3" ${line//FULL/full}
    [ -z "$(find full -mindepth 1 ! -name h ! -name bad.csv ! -path '*/g/*' ! -name g ! -path '*/t/*' ! -name t)" ] ||
      fail "$1: ${line%% *} leaves $(find full -mindepth 1 | head -n 3 | tr '\n' ' ')"
    rm -rf full/* full/.[!.]* rest rest.db
  done <writers
}

# --- a limit of sizes ---------------------------------------------------------------------------------
mkdir full
limited() { (ulimit -f 3; exec "$CLIENTELE" "$@"); }
every "ulimit -f" "(ulimit -f)" limited

# --- a quota, as this library makes it ----------------------------------------------------------------
cat >quota.c <<'C'
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
/* Files may have so many bytes. */
static int over(int file, off_t end)
{
    struct stat info;
    return file > 2 && !fstat(file, &info) && S_ISREG(info.st_mode) && end > atol(getenv("MOST"));
}
ssize_t write(int file, const void *data, size_t size)
{
    static ssize_t (*real)(int, const void *, size_t);
    if (!real) real = dlsym(RTLD_NEXT, "write");
    if (over(file, lseek(file, 0, SEEK_CUR) + (off_t)size)) return errno = EDQUOT, -1;
    return real(file, data, size);
}
ssize_t pwrite64(int file, const void *data, size_t size, off_t at)
{
    static ssize_t (*real)(int, const void *, size_t, off_t);
    if (!real) real = dlsym(RTLD_NEXT, "pwrite64");
    if (over(file, at + (off_t)size)) return errno = EDQUOT, -1;
    return real(file, data, size, at);
}
C
if gcc -shared -fPIC -o quota.so quota.c 2>/dev/null && ! ldd "$CLIENTELE" | grep -q libasan; then
  quoted() { MOST=3000 LD_PRELOAD=$W/quota.so "$CLIENTELE" "$@"; }
  # libxlsxwriter writes by the C library's own streams, past this one.
  sed -i '/xlsx/d' writers
  every "a quota" "quota of this disk is used up" quoted
else
  echo "skipped: no library can be put before the program's here, so no quota was tried"
fi

# --- a full disk ----------------------------------------------------------------------------------------
if [ "$(id -u)" = 0 ] && mount -t tmpfs -o size=60k tmpfs full 2>/dev/null; then
  trap 'umount "$W/full"; rm -rf "$W"' EXIT
  echo 'report shop.db --out FULL/r --as-of 2025-06-30 -q --only xlsx' >>writers
  plain() { "$CLIENTELE" "$@"; }
  every "a full disk" "the disk is full" plain
  # The old report stays.
  mkdir full/r && cp made/.clientele full/r && echo old >full/r/index.html
  plain report shop.db --out full/r --as-of 2025-06-30 -q >/dev/null 2>&1
  same "the old report stays" "$(cat full/r/index.html)" old
else
  echo "skipped: no small disk can be mounted here (not root?), so no full disk was tried"
fi
"$CLIENTELE" mail made --to a@example.org --from b@example.org --attach none --eml old.eml -q && cp old.eml was.eml
(ulimit -f 1; "$CLIENTELE" mail made --to a@example.org --from b@example.org --attach pdf,csv --eml old.eml -q) 2>/dev/null
same "a message that has no room leaves the old one whole" "$(cmp old.eml was.eml; ls | grep -c 'old.eml')" 1
tells "standard output on a full disk" "standard output: writing failed: the disk is full" sh -c "'$CLIENTELE' --help >/dev/full"
finish
