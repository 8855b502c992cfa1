# Sourced by the command-line tests: a scratch folder, a count of failures, and a few judgements.
set -u
export LC_ALL=C.UTF-8 TZ=UTC
unset SOURCE_DATE_EPOCH
: "${CLIENTELE:?the program under test}" "${SOURCE_DIR:?}"
SHARED_DIR=${SHARED_DIR:-$SOURCE_DIR/../shared}
W=$(mktemp -d)
trap 'rm -rf "$W"' EXIT
failures=0
cd "$W" || exit 1

fail() { echo "FAILED: $1"; failures=$((failures + 1)); }
ok() { echo "ok: $1"; }
# that SENTENCE COMMAND...: the command must succeed
that() {
  sentence=$1
  shift
  if "$@" >"$W/.out" 2>&1; then ok "$sentence"; else fail "$sentence"; tail -n 5 "$W/.out"; fi
}
# refuses SENTENCE CODE PATTERN COMMAND...: exit code and message, one line, no report left
refuses() {
  sentence=$1 code=$2 pattern=$3
  shift 3
  "$@" >"$W/.out" 2>"$W/.err"
  got=$?
  if [ "$got" != "$code" ]; then fail "$sentence: exit $got, not $code: $(head -c 300 "$W/.err")"
  elif ! grep -qE -- "$pattern" "$W/.err"; then fail "$sentence: no /$pattern/ in: $(cat "$W/.err")"
  elif [ "$(grep -c '^clientele: ' "$W/.err")" -gt 4 ]; then fail "$sentence: more than a line: $(cat "$W/.err")"
  else ok "$sentence"; fi
}
same() { # same SENTENCE A B
  if [ "$2" = "$3" ]; then ok "$1"; else fail "$1: \"$2\" is not \"$3\""; fi
}
tree() { (cd "$1" && find . -type f | sort | xargs sha256sum | sha256sum); }
finish() {
  if [ "$failures" -gt 0 ]; then echo "$failures failed"; exit 1; fi
  echo "all passed"
}
