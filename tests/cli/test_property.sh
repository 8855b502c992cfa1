#!/bin/bash
# Two hundred simulated shops, each in a few forms, drawn by seed: read exactly, refused, or told.
# All of them in all forms: python3 tests/exports/property.py PROGRAM --full
. "$(dirname "$0")/lib.sh"

python3 "$SOURCE_DIR/tests/exports/property.py" "$CLIENTELE" --shops 200 --known 1 --generic 2 --least 80 >out 2>err ||
  fail "a file is wrong and silent, or too many are refused: $(cat out err)"
cat out
finish
