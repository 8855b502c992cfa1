#!/bin/bash
# Time and memory of `clientele report` by stage as the shop grows, and the exponent that fits: 1 is
# linear; only the exact silhouette, up to 100,000 customers, may have more. By hand, on a quiet
# machine; never a timed test. Needs jq.
#
#   bash tests/bench/scaling.sh [CUSTOMERS...]        default: 1000 10000 100000 1000000
#
# A million customers need 1 GB of disk; with BENCH_DIR the demo shops are kept for the next time.
set -eu
cd "$(dirname "$0")/../.."
sizes=${*:-1000 10000 100000 1000000}
work=${BENCH_DIR:-$(mktemp -d)}
cmake -G Ninja -S . -B build -DCMAKE_BUILD_TYPE=Release -DCLIENTELE_TESTS=OFF >/dev/null
cmake --build build >/dev/null
program=$PWD/build/src/clientele

for n in $sizes; do
  db=$work/shop$n.db
  [ -f "$db" ] || "$program" demo "$db" --customers "$n" --as-of 2025-06-30 -q >/dev/null
  for _ in 1 2 3; do
    "$program" report "$db" --out "$work/out" --as-of 2025-06-30 -q --timings 2>/dev/null | tail -n 1
  done | jq -s --argjson n "$n" 'sort_by(.sec.total)[1] | {n: $n, mb: .peak_mb, sec: .sec}' >"$work/$n.json"
done
# A row a stage: the seconds at each size (median of three runs), and the slope of log(seconds) over
# log(customers) by least squares, for what takes a hundredth of a second at all.
(for n in $sizes; do cat "$work/$n.json"; done) | jq -rs '
  def slope: map([(.[0] | log), (.[1] | log)]) | length as $k
    | (map(.[0]) | add / $k) as $x | (map(.[1]) | add / $k) as $y
    | (map((.[0] - $x) * (.[1] - $y)) | add) / (map((.[0] - $x) * (.[0] - $x)) | add);
  def fit: map(select(.[1] >= 0.01)) | if length < 2 then "-" else slope * 100 | round / 100 end;
  . as $runs
  | (["stage"] + map(.n | tostring) + ["exponent"]),
    ((map(.sec | keys) | add | unique)[] as $stage
      | [$stage] + ($runs | map(.sec[$stage] // 0)) + [$runs | map([.n, .sec[$stage] // 0]) | fit]),
    (["peak MB"] + map(.mb) + [map([.n, .mb]) | fit])
  | map(tostring) | @tsv' | column -t -s "$(printf '\t')"
[ -n "${BENCH_DIR:-}" ] || rm -rf "$work"
