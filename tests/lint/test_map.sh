#!/bin/bash
# Every path that src/README.md names exists, and every room is on the map.
set -u
cd "$SOURCE_DIR" || exit 1
bad=0
for path in $(grep -oE '`[a-z_./]+/[A-Za-z_.-]*`' src/README.md | tr -d '`' | sort -u); do
  [ -e "$path" ] || [ -e "src/$path" ] || { echo "src/README.md names $path, which is not there"; bad=1; }
done
for room in src/*/; do
  grep -q "\`$(basename "$room")\`" src/README.md || { echo "src/README.md does not name $room"; bad=1; }
done
exit $bad
