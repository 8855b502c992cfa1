#!/bin/bash
# Times whole runs of `clientele report` on demo shops and prints one table: wall seconds (median of
# several runs), processor seconds, peak memory. By hand, on a quiet machine; never a timed test.
#
#   bash tests/bench/run.sh [CUSTOMERS...]        default: 1000 10000 100000
#
# With PEER set to another command line ({db} and {out} are replaced) it is run in turn on the same
# databases and the ratio is printed:
#
#   PEER='python3 peer_pipeline.py {db} {out}' bash tests/bench/run.sh 1000
set -eu
cd "$(dirname "$0")/../.."
runs=${RUNS:-5}
sizes=${*:-1000 10000 100000}
work=${BENCH_DIR:-$(mktemp -d)}
cmake -G Ninja -S . -B build -DCMAKE_BUILD_TYPE=Release -DCLIENTELE_TESTS=OFF >/dev/null
cmake --build build >/dev/null
program=$PWD/build/src/clientele

# measure COMMAND...: prints "wall cpu megabytes" of each run
measure() {
  for _ in $(seq "$runs"); do
    rm -rf "$work/out"
    /usr/bin/time -f '%e %U %S %M' -o "$work/time" "$@" >/dev/null 2>&1
    awk '{ printf "%.3f %.3f %.0f\n", $1, $2 + $3, $4 / 1024 }' "$work/time"
  done
}
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

printf '%10s %10s %10s %10s %10s %8s\n' customers 'wall s' 'cpu s' 'MB' 'peer s' ratio
for n in $sizes; do
  db=$work/shop$n.db
  [ -f "$db" ] || "$program" demo "$db" --customers "$n" --as-of 2025-06-30 -q >/dev/null
  measure "$program" report "$db" --out "$work/out" --as-of 2025-06-30 -q >"$work/ours"
  wall=$(cut -d' ' -f1 "$work/ours" | median)
  cpu=$(cut -d' ' -f2 "$work/ours" | median)
  memory=$(cut -d' ' -f3 "$work/ours" | sort -n | tail -n 1)
  peer=- ratio=-
  if [ -n "${PEER:-}" ]; then
    line=${PEER//\{db\}/$db}
    line=${line//\{out\}/$work/out}
    # shellcheck disable=SC2086
    runs=1 measure $line >"$work/peer"
    peer=$(cut -d' ' -f1 "$work/peer" | median)
    ratio=$(awk -v a="$peer" -v b="$wall" 'BEGIN { printf "%.1f", a / b }')
  fi
  printf '%10s %10s %10s %10s %10s %8s\n' "$n" "$wall" "$cpu" "$memory" "$peer" "$ratio"
done
[ -n "${BENCH_DIR:-}" ] || rm -rf "$work"
