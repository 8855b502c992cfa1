#!/bin/bash
# A room includes only rooms of lower rows, and a third-party header stays in its one room
# (src/rooms.txt). Each breach is named with file and line.
set -u
cd "$SOURCE_DIR" || exit 1
grep -nE '^#include' src/*/*.[ch] | awk '
  FILENAME == "src/rooms.txt" {
    if ($1 ~ /^[0-9]+$/) { row[$2] = $1; for (i = 3; i <= NF; i++) if ($i != "-") third[$i] = third[$i] " " $2 }
    next
  }
  {
    split($0, part, ":"); split(part[1], path, "/"); room = path[2]
    header = $0; sub(/^[^"<]*["<]/, "", header); sub(/[">].*/, "", header)
    other = header; sub(/\/.*/, "", other)
    if (header ~ /\// && (other in row)) {
      if (other != room && row[other] >= row[room]) {
        print part[1] ":" part[2] ": " room " (row " row[room] ") may not include " header " (row " row[other] ")"; bad = 1
      }
    }
    for (name in third) if (index(header, name) == 1 && !index(third[name] " ", " " room " ")) {
      print part[1] ":" part[2] ": only" third[name] " may include " header; bad = 1
    }
    checked++
  }
  END { if (checked < 100) { print "only " checked " includes were seen: is the lint broken?"; bad = 1 } exit bad }
' src/rooms.txt -
