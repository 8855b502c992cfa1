#!/bin/sh
# How good the tests are: single faults are put into a copy of the program, one at a time, and the
# quick tests must see them; what they miss is run once more under AddressSanitizer. By hand, not in CI:
# 200 of them take some minutes on two cores.
#
#   sh tests/mutants.sh                    200 faults of the rooms below, chosen by seed 1
#   sh tests/mutants.sh --count 40 --seed 7
#   sh tests/mutants.sh --rooms report --jobs 1
#   sh tests/mutants.sh --try src/report/week.c:120     every fault of that line
#
# The copy stays in ${MUTANTS_FOLDER:-/tmp/clientele-mutants}, so that the next run builds little.
set -eu
cd "$(dirname "$0")/.."
work=${MUTANTS_FOLDER:-/tmp/clientele-mutants}
mkdir -p "$work"
exec 9>"$work/lock"
flock -n 9 || { echo "another run has $work" >&2; exit 1; }
# Files that are gone, or changed, must not stay as they were; those that are the same keep their age.
git ls-files -z | rsync -a --checksum --delete --from0 --files-from=- ./ "$work/tree/"
git ls-files src tests sql templates assets | sort >"$work/now"
(cd "$work/tree" && find src tests sql templates assets -type f | sort) >"$work/there"
comm -13 "$work/now" "$work/there" | (cd "$work/tree" && xargs -r rm -f)
if command -v ccache >/dev/null; then
  CMAKE_C_COMPILER_LAUNCHER=ccache
  export CMAKE_C_COMPILER_LAUNCHER
fi
for build in build asan; do
  sanitize=OFF
  [ "$build" = build ] || sanitize=ON
  cmake -G Ninja -S "$work/tree" -B "$work/$build" -DCMAKE_C_COMPILER=gcc -DCMAKE_BUILD_TYPE=Release \
    -DCLIENTELE_OPTIMISE=-O1 -DCLIENTELE_SANITIZE="$sanitize" >"$work/cmake.log" ||
    { cat "$work/cmake.log" >&2; exit 1; }
done
exec python3 tests/mutants.py --work "$work" "$@"
