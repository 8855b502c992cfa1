#!/bin/bash
# An outsider who reads everything that aggregate reports give out, of 200 shops with few categories
# and countries, and of two weeks of each, and works out what follows (privacy_attack.py).
. "$(dirname "$0")/lib.sh"

PYTHON=/usr/bin/python3
$PYTHON -c 'import scipy' 2>/dev/null || { echo "skipped: python3-scipy is not installed"; exit 77; }
attack() { $PYTHON "$SOURCE_DIR/tests/cli/privacy_attack.py" "$CLIENTELE" "$W/$1" "$2" "$3" >"$W/$1.out" 2>&1; }
mkdir even odd
attack even 1 100 & first=$!
attack odd 101 200
second=$?
wait $first
first=$?
cat even.out odd.out
same "nothing is found out of the first hundred" $first 0
same "nor of the second" $second 0
finish
