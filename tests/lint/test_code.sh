#!/bin/bash
# Banned functions, line and function lengths, formatting, and what only `app` may do.
set -u
cd "$SOURCE_DIR" || exit 1
bad=0
say() { echo "$1"; bad=1; }

hits=$(grep -nE '\b(strcpy|strcat|sprintf|gets|strtok|atoi|atof|setlocale|system|popen|tmpnam|rand|srand)\(' src/*/*.[ch] |
  grep -vE '^src/(base/number|app/progress|base/utf8)\.c')
[ -z "$hits" ] || say "banned functions:
$hits"
hits=$(grep -nE '\b(getenv|time|clock_gettime|isatty|exit|printf|puts|fputs|fprintf)\(' src/*/*.c |
  grep -vE '^src/(app|tools)/|snprintf|_printf|static |^src/base/(arena|buf)\.c' | grep -vE '//|^\S+ \*')
[ -z "$hits" ] || say "only app and the build's tools may do this:
$hits"
hits=$(LC_ALL=C awk 'length($0) > 0 { n = 0; line = $0; gsub(/[\200-\277]/, "", line); if (length(line) > 100) print FILENAME ":" FNR ": " length(line) " columns" }' src/*/*.[ch] tests/unit/*/*.c)
[ -z "$hits" ] || say "lines over 100 columns:
$hits"
hits=$(awk 'FNR > 600 { print FILENAME; nextfile }' src/*/*.[ch])
[ -z "$hits" ] || say "files over 600 lines:
$hits"
# A function starts at a "{" in the first column and ends at a "}" there.
awk '
  /^\{/ { start = FNR; next }
  /^\}/ && start { n = FNR - start - 1; total++; if (n <= 15) short++; if (n <= 40) medium++
                   if (n > 60) { print FILENAME ":" start ": a function of " n " lines"; bad = 1 } start = 0 }
  END { if (short < total / 2) { print "only " short " of " total " functions have 15 lines or fewer"; bad = 1 }
        if (medium < total * 0.9) { print "only " medium " of " total " functions have 40 lines or fewer"; bad = 1 }
        exit bad }' src/*/*.c || bad=1
if command -v clang-format >/dev/null; then
  clang-format --dry-run -Werror src/*.c src/*/*.[ch] 2>&1 | grep -E 'error|warning' | head -n 20 | grep . && bad=1
else
  echo "clang-format is absent: formatting was not judged"
fi
exit $bad
