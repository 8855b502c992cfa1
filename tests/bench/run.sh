#!/bin/bash
# Times whole runs of `clientele report` on demo shops, and beside each a run of a peer where there is
# one; prints a table a size: seconds by stage, wall and processor seconds, peak memory, ratios.
# Medians of several runs in turn. By hand, on a quiet machine; never a timed test. Needs jq.
#
#   bash tests/bench/run.sh [CUSTOMERS...]        default: 1000 10000 100000
#
# RUNS (5): how many runs. BENCH_DIR: keeps the shops for the next time. PEER: the peer's command line
# ({db} and {out} are replaced), which prints {"sec": {stage: seconds}} as its last line, with our
# names of stages; by default ../shared/bench/peer_pipeline.py, where it and its packages are there.
# PEER=none goes without.
set -eu
cd "$(dirname "$0")/../.."
runs=${RUNS:-5}
sizes=${*:-1000 10000 100000}
work=${BENCH_DIR:-$(mktemp -d)}
cmake -G Ninja -S . -B build -DCMAKE_BUILD_TYPE=Release -DCLIENTELE_TESTS=OFF >/dev/null
cmake --build build >/dev/null
program=$PWD/build/src/clientele

peer=../shared/bench/peer_pipeline.py
if [ -z "${PEER:-}" ] && [ -f "$peer" ]; then
  if /usr/bin/python3 -c 'import sklearn, pandas, matplotlib, plotly, reportlab' 2>/dev/null; then
    PEER="/usr/bin/python3 $PWD/$peer {db} {out}"
  else
    echo "no peer: its Python packages are not installed" >&2
  fi
fi

# measure NAME COMMAND...: adds a run to $work/NAME.runs as {"sec": …, "wall": …, "cpu": …, "mb": …}
measure() {
  name=$1
  shift
  rm -rf "$work/out"
  /usr/bin/time -f '%e %U %S %M' -o "$work/time" "$@" 2>/dev/null | tail -n 1 >"$work/stages"
  jq -c --arg time "$(tail -n 1 "$work/time")" '($time | split(" ") | map(tonumber)) as $t
    | {sec, wall: $t[0], cpu: ($t[1] + $t[2]), mb: ($t[3] / 1024)}' "$work/stages" >>"$work/$name.runs"
}

for n in $sizes; do
  db=$work/shop$n.db
  [ -f "$db" ] || "$program" demo "$db" --customers "$n" --as-of 2025-06-30 -q >/dev/null
  : >"$work/ours.runs"
  : >"$work/peer.runs"
  for _ in $(seq "$runs"); do
    measure ours "$program" report "$db" --out "$work/out" --as-of 2025-06-30 -q --timings
    [ "${PEER:-none}" = none ] && continue
    line=${PEER//\{db\}/$db}
    # shellcheck disable=SC2086
    measure peer ${line//\{out\}/$work/out}
  done
  jq -rn --arg n "$n" --slurpfile ours "$work/ours.runs" --slurpfile peer "$work/peer.runs" '
    def median: sort | .[length / 2 | floor];
    def of($runs): (($runs | map(.sec // {} | keys) | add // []) | unique) as $stages
      | (reduce $stages[] as $s ({}; .[$s] = ($runs | map(.sec[$s] // 0) | median)))
      + (if $runs == [] then {} else
          { wall: ($runs | map(.wall) | median), cpu: ($runs | map(.cpu) | median),
            MB: ($runs | map(.mb) | median) } end);
    def show: if . == null then "-" else . * 1000 | round / 1000 | tostring end;
    of($ours) as $o | of($peer) as $p
    | ["\($n) customers", "ours", "peer", "ratio"],
      ((($o + $p) | keys_unsorted)[] as $row
        | [$row, ($o[$row] | show), ($p[$row] | show),
           (if ($o[$row] // 0) > 0 and $p[$row] then $p[$row] / $o[$row] * 10 | round / 10 | tostring
            else "-" end)])
    | @tsv' | column -t -s "$(printf '\t')"
  echo
done
[ -n "${BENCH_DIR:-}" ] || rm -rf "$work"
