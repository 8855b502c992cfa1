#!/bin/sh
# Installs what the tests need, builds with gcc and with clang (warnings are errors), and runs every
# test; the unit and command-line tests again under AddressSanitizer and UndefinedBehaviorSanitizer,
# the threaded ones under ThreadSanitizer, and the fuzzers for a short while. Safe to repeat.
#
#   sh tests/run.sh             everything
#   sh tests/run.sh quick       one build, all tests, no sanitizers or fuzzers
set -eu
cd "$(dirname "$0")/.."
. examples/packages.sh
what=${1:-all}

TEST_PACKAGES="clang libclang-rt-14-dev libcmocka-dev libjansson-dev poppler-utils qpdf sqlite3
  chromium firefox-esr default-jre-headless nodejs npm clang-format libxml2-utils jq
  python3-jsonschema python3-scipy python3-pikepdf unzip libreoffice-calc-nogui
  python3-aiosmtpd openssl rsync cron systemd"
# A machine that has Node.js from elsewhere has no use for Debian's.
if command -v node >/dev/null && command -v npm >/dev/null; then
  TEST_PACKAGES=$(echo "$TEST_PACKAGES" | sed 's/nodejs npm//')
fi

configure() { # configure FOLDER OPTION...
  folder=$1
  shift
  cmake -G Ninja -S . -B "$folder" "$@" >"$folder.log" 2>&1 || { cat "$folder.log" >&2; return 1; }
}
build() { # build FOLDER [TARGET...]
  folder=$1
  shift
  cmake --build "$folder" ${1:+--target "$@"} >"$folder.log" 2>&1 ||
    { grep -E -A12 'error|FAILED' "$folder.log" | head -n 60 >&2; return 1; }
  rm -f "$folder.log"
}
run_tests() { # run_tests FOLDER CTEST-OPTION...
  folder=$1
  shift
  ctest --test-dir "$folder" --output-on-failure --no-tests=error -j 2 "$@"
}

# What it finds goes into the first folder; the others hold what to begin with, all of which is within
# -max_len (seeds.py sees to it for its own). Prints what it reached: blocks of the code that
# is linked to it (cov), and how often and in which order they were run (ft).
FUZZ_MAX=16384
fuzz() { # fuzz NAME
  mkdir -p "build-fuzz/corpus/$1"
  seeds=""
  for folder in "build-fuzz/seeds/$1" "tests/fuzz/seeds/$1"; do
    [ ! -d "$folder" ] || seeds="$seeds ../$folder"
  done
  [ -z "$seeds" ] || (cd build-fuzz && find $seeds -type f -size +"${FUZZ_MAX}c") | while read -r large; do
    echo "fuzz_$1: the seed $large is larger than $FUZZ_MAX bytes" >&2
    exit 1
  done || exit 1
  (cd build-fuzz && "tests/fuzz_$1" -max_total_time="${FUZZ_SECONDS:-10}" -max_len=$FUZZ_MAX \
    "corpus/$1" $seeds) >build-fuzz.log 2>&1 || { tail -n 40 build-fuzz.log >&2; exit 1; }
  awk -v name="fuzz_$1" '
    /inline 8-bit counters/ { of = $5; gsub(/[^0-9]/, "", of) }
    /\tINITED/ { begun = $4 }
    /\tDONE/ { printf "%-16s %5s of %5s blocks (%s at the start), %6s features, %s runs\n", name, $4, of,
               begun, $6, substr($1, 2) }' build-fuzz.log
}

echo "== Packages"
install_packages $BUILD_PACKAGES $TEST_PACKAGES

echo "== gcc"
configure build-gcc -DCMAKE_C_COMPILER=gcc -DCMAKE_BUILD_TYPE=Release
build build-gcc
if [ "$what" = all ]; then
  echo "== clang"
  configure build-clang -DCMAKE_C_COMPILER=clang -DCMAKE_BUILD_TYPE=Release
  build build-clang

  echo "== AddressSanitizer and UndefinedBehaviorSanitizer"
  configure build-asan -DCMAKE_C_COMPILER=gcc -DCLIENTELE_OPTIMISE=-O1 -DCLIENTELE_SANITIZE=ON
  build build-asan
  # Three tests are hundreds of ordinary runs, or wait for other programs: minutes here, for nothing that
  # the others do not find.
  # The leak checker of this gcc takes some blocks of thread-local storage for those of a C library before
  # 2.25, follows what stands before them, and falls: once in thousands of runs, after all is done. It need
  # not know such blocks, because nothing of ours hangs on one.
  ASAN_OPTIONS=intercept_tls_get_addr=0${ASAN_OPTIONS:+:$ASAN_OPTIONS}
  export ASAN_OPTIONS
  run_tests build-asan -L 'unit|cli' -E 'cli_attack|cli_property|cli_tagged'

  echo "== ThreadSanitizer"
  configure build-tsan -DCMAKE_C_COMPILER=gcc -DCLIENTELE_OPTIMISE=-O1 -DCLIENTELE_TSAN=ON
  build build-tsan unit_base unit_learn
  run_tests build-tsan -R 'unit_base|unit_learn'

  echo "== Fuzzers"
  configure build-fuzz -DCMAKE_C_COMPILER=clang -DCLIENTELE_OPTIMISE=-O1 -DCLIENTELE_FUZZ=ON
  build build-fuzz fuzzers
  rm -rf build-fuzz/seeds
  python3 tests/fuzz/seeds.py build-fuzz/seeds
  for fuzzer in build-fuzz/tests/fuzz_*; do
    [ -x "$fuzzer" ] && [ -f "$fuzzer" ] || continue
    fuzz "$(basename "$fuzzer" | sed 's/^fuzz_//')"
  done
fi

echo "== All tests"
run_tests build-gcc
